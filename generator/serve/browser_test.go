package serve

import (
	"context"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"daybook/generator/problem"
	"daybook/generator/source"
)

// browser starts Chromium and returns the context of a tab. Where there is no
// Chromium the test is skipped, unless DAYBOOK_E2E=1 demands one.
func browser(t *testing.T) context.Context {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		if os.Getenv("DAYBOOK_E2E") == "1" {
			t.Fatal("DAYBOOK_E2E=1 needs chromium in the path")
		}
		t.Skip("there is no chromium in the path")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
	)
	ctx, cancel := context.WithTimeout(context.Background(), 90*time.Second)
	ctx, cancelBrowser := chromedp.NewExecAllocator(ctx, options...)
	ctx, cancelTab := chromedp.NewContext(ctx)
	t.Cleanup(func() {
		_ = chromedp.Cancel(ctx) // waits until the browser has ended
		cancelTab()
		cancelBrowser()
		cancel()
	})
	return ctx
}

// becomes waits until an expression is true on the page, through reloads.
func becomes(t *testing.T, expression string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		whether := chromedp.Evaluate[bool]("(() => { try { return Boolean(" + expression + ") } catch { return false } })()")
		eventually(t, "it does not become true that "+expression, func() bool {
			holds, err := whether(ctx, target)
			return err == nil && holds
		})
		return nil
	})
}

// strict is a policy under which nothing runs that the site does not serve.
const strict = "/*\n  Content-Security-Policy: default-src 'none'; style-src 'self'; base-uri 'none'; require-trusted-types-for 'script'\n"

func TestOpenPageFollowsTheBuildInABrowser(t *testing.T) {
	var (
		article = page("<h1>first</h1>" + strings.Repeat("<p>text</p>", 400))
		css     = "h1 { color: rgb(1, 2, 3) }"
		other   = "other"
	)
	s := New(Options{EditLink: func(p source.Place) string { return "vscode://file/site/" + p.String() }})
	snapshot := func() Snapshot {
		return Snapshot{
			Files: files("index.html", article, "other/index.html", page(other), "site.css", css, "_headers", strict),
			Line:  func(source.Place) string { return `title: "<b>" unclosed` },
		}
	}
	s.Show(snapshot())
	address := live(t, s)
	ctx := browser(t)

	run := func(what string, actions ...chromedp.Action[chromedp.Void]) {
		t.Helper()
		if err := chromedp.Do(ctx, actions...); err != nil {
			t.Fatalf("%s: %v", what, err)
		}
	}
	const overlay = `document.querySelector('daybook-problems')?.shadowRoot.querySelector`
	connected := func() {
		t.Helper()
		eventually(t, "the page does not listen", func() bool { return s.streams.count() == 1 })
	}

	run("open", chromedp.Navigate("http://"+address+"/"), becomes(t, `document.querySelector('h1').textContent === 'first'`))
	connected()
	run("scroll", chromedp.Evaluate[chromedp.Void](`scrollTo(0, 2000); window.mark = 1`), becomes(t, `scrollY === 2000`))

	css = "h1 { color: rgb(9, 8, 7) }"
	s.Show(snapshot())
	run("style sheet is swapped", becomes(t, `getComputedStyle(document.querySelector('h1')).color === 'rgb(9, 8, 7)'`),
		becomes(t, `window.mark === 1 && document.querySelectorAll('link[rel=stylesheet]').length === 1 && scrollY === 2000`))

	known := snapshot()
	known.Desk.About = func(address string) (About, bool) {
		return About{PlannedFile: PlannedFile{Path: "index<.html", Kind: "front", Sources: []source.Place{{Path: "content/a.md"}}}, Why: "It is new."}, address == "/"
	}
	s.Show(known)
	run("a key tells what the page is made from", chromedp.KeyEvent("."), becomes(t, overlay+`('.panel h1')?.textContent === 'index<.html'`),
		becomes(t, overlay+`('.panel dd.where a').href === 'vscode://file/site/content/a.md'`))
	run("and takes it away", chromedp.KeyEvent("."), becomes(t, `!document.querySelector('daybook-problems')`), becomes(t, `window.mark === 1`))

	other = "other, changed"
	changed := snapshot()
	other = "other"
	changed.Problems = []problem.Problem{problem.Warn("old-date", source.Place{Path: "content/w.md", Line: 1}, "an old date")}
	s.Show(changed)
	run("warning is a badge, and the page stays", becomes(t, overlay+`('.badge.warning')?.textContent === '1 warning'`), becomes(t, `window.mark === 1`))

	article = strings.Replace(article, "first", "second", 1)
	s.Show(snapshot())
	run("page is loaded again where it was", becomes(t, `document.querySelector('h1').textContent === 'second'`),
		becomes(t, `window.mark === undefined && scrollY === 2000`), becomes(t, `!document.querySelector('daybook-problems')`))
	connected()

	broken := snapshot()
	broken.Failed = true
	broken.Problems = []problem.Problem{
		problem.New("bad-yaml", source.Place{Path: "content/a.md", Line: 3, Column: 8}, "a quotation <img src=x> is not closed").Hinted("close it"),
	}
	s.Show(broken)
	run("overlay", becomes(t, overlay+`('.panel')`),
		becomes(t, overlay+`('.where a').textContent === 'content/a.md:3:8'`),
		becomes(t, overlay+`('.where a').href === 'vscode://file/site/content/a.md:3:8'`),
		becomes(t, overlay+`('pre').textContent === 'title: "<b>" unclosed'`),
		becomes(t, overlay+`('mark').textContent === '"'`),
		becomes(t, overlay+`('.hint').textContent === 'close it'`),
		becomes(t, overlay+`('.what').textContent.includes('<img') && !`+overlay+`('img')`),
		becomes(t, `getComputedStyle(`+overlay+`('.panel')).position === 'fixed'`),
		becomes(t, `document.querySelector('h1').textContent === 'second'`))
	if to := os.Getenv("DAYBOOK_SCREENSHOTS"); to != "" {
		picture, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(to+"/overlay.png", picture, 0o644); err != nil {
			t.Error(err)
		}
	}
	run("overlay is dismissed", chromedp.KeyEvent("\x1b"), becomes(t, `!`+overlay+`('.panel') && `+overlay+`('.badge.error')?.textContent === '1 error'`))
	run("and opened again", chromedp.Evaluate[chromedp.Void](overlay+`('.badge').click()`), becomes(t, overlay+`('.panel')`))

	run("a page opened meanwhile", chromedp.Navigate("http://"+address+"/other/"), becomes(t, overlay+`('.panel') && !document.getElementById('daybook-note')`))
	connected()
	s.Show(snapshot())
	run("mended", becomes(t, `!document.querySelector('daybook-problems')`), becomes(t, `document.body.textContent.startsWith('other')`))

	s.Show(Snapshot{Failed: true, Problems: broken.Problems})
	run("no build at all", becomes(t, `document.title === '1 error'`))
	connected()
	s.Show(snapshot())
	run("and back", becomes(t, `document.body.textContent.startsWith('other')`))
}

func TestPreviewReadsWithoutScriptInABrowser(t *testing.T) {
	snapshot := failing("no such topic")
	snapshot.Files = files("index.html", page("<h1>still here</h1>"), "_headers", "/*\n  Content-Security-Policy: sandbox; default-src 'none'\n")
	s := New(Options{})
	s.Show(snapshot)
	address := live(t, s)
	ctx := browser(t)
	err := chromedp.Do(ctx, chromedp.Navigate("http://"+address+"/"))
	if err != nil {
		t.Fatal(err)
	}
	for selector, want := range map[string]string{
		"h1": "still here", "#daybook-note summary": "This page is from the last good build: 1 error to mend",
	} {
		got, err := chromedp.Run(ctx, chromedp.Text(chromedp.CSS(selector)))
		if err != nil || got != want {
			t.Errorf("%s is %q, %v", selector, got, err)
		}
	}
}
