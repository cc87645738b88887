package e2e

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"daybook/generator/hosting"
)

// patience is how long a condition may take to come true. It bounds failures;
// no test that passes waits for it.
const patience = 30 * time.Second

// chromium is the one browser of all tests, started by the first that needs it.
var chromium struct {
	sync.Once
	ctx  context.Context
	quit func() error
	err  error
}

// startBrowser starts Chromium with an empty profile and a resolver that knows
// no host but this machine's loopback.
func startBrowser(program string) {
	profile, err := os.MkdirTemp("", "daybook-chromium-")
	if err != nil {
		chromium.err = err
		return
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(program), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(profile),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"),
	)
	ctx, cancelAllocator := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, cancel := chromedp.NewContext(ctx)
	chromium.ctx, chromium.err = ctx, chromedp.Do(ctx)
	chromium.quit = func() error {
		_ = chromedp.Cancel(ctx) // waits until the browser has ended
		cancel()
		cancelAllocator()
		return os.RemoveAll(profile)
	}
}

// quitBrowser ends the browser if one was started.
func quitBrowser() error {
	if chromium.quit == nil {
		return nil
	}
	return chromium.quit()
}

// tab is an open tab, in a profile of its own, that hears what its pages
// complain about and whom they ask.
type tab struct {
	t   testing.TB
	ctx context.Context

	mu         sync.Mutex
	complaints []string
	asked      map[string]bool // hosts
}

// newTab opens a tab. Without Chromium the test is skipped, or fails where
// tools are demanded.
func newTab(t *testing.T) *tab {
	t.Helper()
	name := program(t, "chromium")
	chromium.Do(func() { startBrowser(name) })
	if chromium.err != nil {
		t.Fatal(chromium.err)
	}
	ctx, cancel := chromedp.NewContext(chromium.ctx, chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	b := &tab{t: t, ctx: ctx, asked: map[string]bool{}}
	if err := chromedp.Listen(ctx, b.hear); err != nil {
		t.Fatal(err)
	}
	b.scheme("light")
	return b
}

func (b *tab) hear(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		b.complaints = append(b.complaints, e.ExceptionDetails.Text)
	case *runtime.EventConsoleAPICalled:
		if e.Type == "error" || e.Type == "warning" || e.Type == "assert" {
			b.complaints = append(b.complaints, "console."+string(e.Type))
		}
	case *log.EventEntryAdded:
		if e.Entry.Level == "error" || e.Entry.Level == "warning" {
			b.complaints = append(b.complaints, e.Entry.Text+" "+e.Entry.URL)
		}
	case *network.EventRequestWillBeSent:
		if to, err := url.Parse(e.Request.URL); err == nil && to.Host != "" {
			b.asked[to.Host] = true
		}
	}
}

// calm fails the test if a page complained or asked another host, and forgets
// what was heard.
func (b *tab) calm(page string, server *url.URL) {
	b.t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, complaint := range b.complaints {
		b.t.Errorf("%s: the browser complains: %s", page, complaint)
	}
	for host := range b.asked {
		if host != server.Host {
			b.t.Errorf("%s asks another host: %s", page, host)
		}
	}
	b.complaints, b.asked = nil, map[string]bool{}
}

// do runs actions and ends the test if one fails or takes too long.
func (b *tab) do(actions ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, actions...); err != nil {
		b.t.Fatal(err)
	}
}

// open goes to an address and waits until it is loaded.
func (b *tab) open(address string) {
	b.t.Helper()
	b.do(chromedp.Navigate(address))
}

// follow clicks on what a selector finds first and waits for a path.
func (b *tab) follow(selector, path string) {
	b.t.Helper()
	b.do(chromedp.Click(chromedp.CSS(selector)))
	b.becomes("document.readyState === 'complete' && location.pathname === '" + path + "'")
}

// becomes waits until an expression is true on the page, also through reloads.
func (b *tab) becomes(expression string) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	whether := chromedp.Evaluate[bool]("(() => { try { return Boolean(" + expression + ") } catch { return false } })()")
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		if holds, err := chromedp.Run(ctx, whether); err == nil && holds {
			return
		}
		select {
		case <-ctx.Done():
			at, _ := chromedp.Run(b.ctx, chromedp.Location())
			is, _ := chromedp.Run(b.ctx, chromedp.Evaluate[any]("String("+strings.Split(expression, " ===")[0]+")"))
			b.t.Fatalf("on %s it did not become true that %s; it is %v", at, expression, is)
		case <-tick.C:
		}
	}
}

// evaluate gives the value of an expression on the page; a promise is awaited.
func evaluate[T any](b *tab, expression string) T {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	got, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatal(err)
	}
	return got
}

// size makes the window so wide, and as high as a phone or a desk needs.
func (b *tab) size(width int64) {
	b.t.Helper()
	b.do(chromedp.EmulateViewport(width, map[bool]int64{true: 844, false: 900}[width < 600]))
}

// scheme sets the reader's preference: light or dark. All readers here prefer
// reduced motion, so that nothing moves away from under a click.
func (b *tab) scheme(name string) {
	b.t.Helper()
	_, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: name}, {Name: "prefers-reduced-motion", Value: "reduce"}},
	})
	if err != nil {
		b.t.Fatal(err)
	}
}

// withoutScript switches the scripts of pages off.
func (b *tab) withoutScript() {
	b.t.Helper()
	if _, err := chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		b.t.Fatal(err)
	}
}

// host serves the site on the loopback as a static host does that reads the
// site's _headers.
func host(t *testing.T, s *site) *url.URL {
	t.Helper()
	headers := s.headers(t)
	files := http.FileServer(http.Dir(s.folder))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := strings.TrimPrefix(r.URL.Path, "/")
		headers.answer(w.Header(), r.URL.Path)
		if name == "" || strings.HasSuffix(name, "/") {
			name += "index.html"
		}
		if s.files[name] {
			if w.Header().Get("Content-Type") == "" {
				w.Header().Set("Content-Type", hosting.Type(name))
			}
			files.ServeHTTP(w, r)
			return
		}
		missing, err := os.ReadFile(filepath.Join(s.folder, "404.html"))
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		w.WriteHeader(http.StatusNotFound)
		_, _ = w.Write(missing)
	}))
	t.Cleanup(server.Close)
	address, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	return address
}

// at gives the address of a file on a host.
func at(server *url.URL, file string) string {
	return server.ResolveReference(&url.URL{Path: "/" + strings.TrimSuffix(file, "index.html")}).String()
}
