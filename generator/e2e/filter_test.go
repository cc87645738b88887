package e2e

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"golang.org/x/net/html"

	"daybook/generator/asset"
	"daybook/generator/export"
	"daybook/generator/layout"
	"daybook/generator/view"
	"daybook/layouts"
)

// filterPolicy is the strictest policy under which the filters must work.
const filterPolicy = "default-src 'self'; img-src 'self'; style-src 'self'; script-src 'self'; object-src 'none'; base-uri 'none'"

// reader is someone before a browser window, who uses the filters of a
// timeline.
type reader struct {
	t    *testing.T
	ctx  context.Context
	host string
}

// newReader starts Chromium and a server of the site under filterPolicy; more
// are files that the server has beside it. Whatever the browser complains of
// fails the test.
func newReader(t *testing.T, more map[string][]byte) reader {
	t.Helper()
	chromium, err := exec.LookPath("chromium")
	if err != nil {
		if os.Getenv("DAYBOOK_E2E") == "1" {
			t.Fatal("DAYBOOK_E2E=1 needs chromium in the path")
		}
		t.Skip("there is no chromium in the path")
	}
	site := http.FileServer(http.Dir(story.folder))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", filterPolicy)
		if body, made := more[r.URL.Path]; made {
			http.ServeContent(w, r, path.Base(r.URL.Path), time.Time{}, bytes.NewReader(body))
			return
		}
		site.ServeHTTP(w, r)
	}))
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(chromium), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(t.TempDir()),
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
		server.Close()
	})
	r := reader{t, ctx, server.URL}
	r.do("start", chromedp.EmulateViewport(1280, 900))
	err = chromedp.Listen(ctx, func(event any) {
		switch e := event.(type) {
		case *runtime.EventExceptionThrown:
			t.Errorf("the script failed: %s", e.ExceptionDetails.Text)
		case *log.EventEntryAdded:
			if e.Entry.Level == log.EntryLevelError {
				t.Errorf("the browser complains: %s", e.Entry.Text)
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// do takes steps in the browser.
func (r reader) do(what string, steps ...chromedp.Action[chromedp.Void]) {
	r.t.Helper()
	if err := chromedp.Do(r.ctx, steps...); err != nil {
		r.t.Fatalf("%s: %v", what, err)
	}
}

func (r reader) open(address string) {
	r.t.Helper()
	r.do("open "+address, chromedp.Navigate(r.host+address))
}

// becomes waits until an expression of JavaScript is true on the page.
func (r reader) becomes(expression string) {
	r.t.Helper()
	ask := chromedp.Evaluate[bool]("(() => { try { return Boolean(" + expression + ") } catch { return false } })()")
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for deadline := time.Now().Add(10 * time.Second); ; <-tick.C {
		if holds, err := chromedp.Run(r.ctx, ask); err == nil && holds {
			return
		}
		if time.Now().After(deadline) {
			r.t.Fatalf("it does not become true that %s; %s", expression, r.read(`location.href + " shows " + document.querySelector(".shown")?.innerText`))
		}
	}
}

// read gives the text that an expression of JavaScript has.
func (r reader) read(expression string) string {
	r.t.Helper()
	text, err := chromedp.Run(r.ctx, chromedp.Evaluate[string](expression))
	if err != nil {
		r.t.Fatalf("%s: %v", expression, err)
	}
	return text
}

// sees fails unless exactly these entries are shown, and every heading stands
// over one.
func (r reader) sees(when string, want []string) {
	r.t.Helper()
	const shown = `[...document.querySelectorAll("main .entry")].filter((e) => e.checkVisibility()).map((e) => e.id).sort().join(" ")`
	const idle = `[...document.querySelectorAll("main .group")].filter((g) => g.checkVisibility() !== [...g.querySelectorAll(".entry")].some((e) => e.checkVisibility())).length`
	want = slices.Sorted(slices.Values(want))
	r.becomes(shown + " === " + quoted(strings.Join(want, " ")))
	if got := r.read("String(" + idle + ")"); got != "0" {
		r.t.Errorf("%s: %s headings stand over nothing, or entries have none", when, got)
	}
}

// announces waits for the words that are read out.
func (r reader) announces(text string) {
	r.t.Helper()
	r.becomes(`document.querySelector(".shown [role=status][aria-live=polite]").textContent === ` + quoted(text))
}

// choose presses a choice of a filter.
func (r reader) choose(filter, name string) {
	r.t.Helper()
	r.do("choose "+name, chromedp.Click(chromedp.CSS(fmt.Sprintf(`.choose input[name=%q][value=%q]`, filter, name))))
}

// set puts a day into a field, as its picker does.
func (r reader) set(field, day string) {
	r.t.Helper()
	const put = `((input, day) => { input.focus(); input.value = day; input.dispatchEvent(new Event("input", { bubbles: true })) })`
	r.do("set "+field, chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`%s(document.querySelector(".choose [name=%s]"), %q)`, put, field, day)))
}

func quoted(text string) string {
	q, _ := json.Marshal(text)
	return string(q)
}

func idsOf(entries []*html.Node) []string {
	var ids []string
	for _, e := range entries {
		ids = append(ids, value(e, "id"))
	}
	return ids
}

// narrowed gives the entries that the page of one actor has.
func narrowed(t *testing.T, slug string) []string {
	t.Helper()
	file := strings.TrimSuffix(topicTimeline, "index.html") + "who/" + slug + "/index.html"
	p := story.byPath[file]
	if p == nil {
		t.Fatalf("there is no %s", file)
	}
	return idsOf(entries(p))
}

// both gives what two lists share.
func both(a, b []string) []string {
	return slices.DeleteFunc(slices.Clone(a), func(id string) bool { return !slices.Contains(b, id) })
}

func TestReaderCombinesFilters(t *testing.T) {
	page := story.byPath[topicTimeline]
	all := idsOf(entries(page))
	actors := narrowed(t, "iran")
	for _, id := range narrowed(t, "jalil-abbas-jilani") {
		if !slices.Contains(actors, id) {
			actors = append(actors, id)
		}
	}
	var late, diplomats []string
	for _, e := range entries(page) {
		if strings.Contains(dateOf(t, e), "19 January") {
			late = append(late, value(e, "id"))
		}
		if strings.Contains(strings.ToLower(words(e)), "ambassador") {
			diplomats = append(diplomats, value(e, "id"))
		}
	}
	r := newReader(t, nil)
	count := func(ids []string) string { return fmt.Sprintf("%d of %d events shown", len(ids), len(all)) }
	address := strings.TrimSuffix("/"+topicTimeline, "index.html")

	r.open(address)
	r.sees("at first", all)
	r.announces("")
	r.do("open the form", chromedp.Click(chromedp.CSS(".choose summary")))
	r.choose("who", "Iran")
	r.sees("one actor", narrowed(t, "iran"))
	r.choose("who", "Jalil Abbas Jilani")
	r.sees("two actors", actors)
	r.announces(count(actors))
	r.becomes(`[...document.querySelectorAll(".drawing a.is-out")].length > 0 && [...document.querySelectorAll(".drawing a[href^='#']")].every((mark) => mark.matches(".is-out") !== document.getElementById(mark.getAttribute("href").slice(1)).checkVisibility())`)
	r.becomes(`location.search === "?who=Iran&who=Jalil+Abbas+Jilani"`)

	r.do("type", chromedp.Focus(chromedp.CSS(".choose [name=q]")), chromedp.KeyEvent("Ámbassad"))
	worded := both(actors, diplomats)
	r.sees("a word", worded)
	if len(worded) == 0 || len(worded) == len(actors) {
		t.Fatalf("the word tells nothing apart: %v", worded)
	}
	r.becomes(`new URLSearchParams(location.search).get("q") === "Ámbassad"`)

	r.set("from", "2024-01-19")
	r.set("to", "2024-01-20")
	r.becomes(`new URLSearchParams(location.search).get("to") === "2024-01-20"`)
	dated := r.read(`[...document.querySelectorAll("main .entry")].filter((e) => e.checkVisibility()).map((e) => e.id).join(" ")`)
	for _, id := range strings.Fields(dated) {
		if !slices.Contains(worded, id) {
			t.Errorf("a date range adds %s", id)
		}
	}
	for _, id := range both(worded, late) {
		if !slices.Contains(strings.Fields(dated), id) {
			t.Errorf("%s is of 19 January and is not shown", id)
		}
	}
	if strings.Contains(dated, "panjgur-strike") || strings.Contains(dated, "ambassador-recalled") {
		t.Errorf("an event before 19 January is shown: %s", dated)
	}

	r.do("reload", chromedp.Reload())
	r.sees("after a reload", strings.Fields(dated))
	r.becomes(`document.querySelector(".choose").open && document.querySelector("[name=to]").value === "2024-01-20" && document.querySelectorAll(".choose :checked").length === 2`)
	r.do("back", chromedp.Evaluate[chromedp.Void]("history.back()"))
	r.becomes(`!location.search.includes("to=") && document.querySelector("[name=to]").value === ""`)
	r.do("back", chromedp.Evaluate[chromedp.Void]("history.back()"))
	r.sees("back before the dates", worded)
	r.do("back", chromedp.Evaluate[chromedp.Void]("history.back()"))
	r.sees("back before the word: one step, though it has eight letters", actors)
	r.becomes(`document.querySelector(".choose [name=q]").value === ""`)
	r.do("forward", chromedp.Evaluate[chromedp.Void]("history.forward()"))
	r.sees("forward", worded)

	r.do("show all", chromedp.Click(chromedp.CSS(".shown button")))
	r.sees("all", all)
	r.announces(count(all))
	r.becomes(`location.search === "" && document.activeElement.matches(".choose summary")`)
	r.do("back", chromedp.Evaluate[chromedp.Void]("history.back()"))
	r.sees("back before all", worded)

	hidden := slices.DeleteFunc(slices.Clone(all), func(id string) bool { return slices.Contains(worded, id) })[0]
	r.do("follow a mark of the drawing", chromedp.Evaluate[chromedp.Void](`location.hash = `+quoted(hidden)))
	r.sees("a link to an entry leads to it", all)
	r.becomes(`location.search === "" && location.hash === ` + quoted("#"+hidden))
}

func TestFiltersStaySilentWhereTheyWouldMislead(t *testing.T) {
	r := newReader(t, nil)
	r.open(strings.TrimSuffix("/"+topicTimeline, "index.html") + "who/iran/")
	r.becomes(`document.readyState === "complete" && document.querySelector("script[src*=timeline]")`)
	r.becomes(`!document.querySelector(".choose") && document.querySelector(".control a")`)
}

func TestFiltersByKeyboardAlone(t *testing.T) {
	all := idsOf(entries(story.byPath[topicTimeline]))
	r := newReader(t, nil)
	r.open(strings.TrimSuffix("/"+topicTimeline, "index.html"))
	tabTo := func(selector string) {
		t.Helper()
		for range 120 {
			r.do("tab", chromedp.KeyEvent("\t"))
			if r.read(`String(document.activeElement.matches(`+quoted(selector)+`))`) == "true" {
				return
			}
		}
		t.Fatalf("the Tab key does not lead to %s", selector)
	}
	tabTo(".choose summary")
	r.do("open", chromedp.KeyEvent("\r"))
	tabTo(".choose [name=q]")
	r.do("type", chromedp.KeyEvent("zzz"))
	r.sees("a word of no entry", nil)
	r.announces("No event fits all of this. Choose less, or show all.")
	r.do("correct", chromedp.KeyEvent("\b\b\b"))
	r.sees("without it", all)
	tabTo(`.choose [name=who][value="Iran"]`)
	r.do("choose", chromedp.KeyEvent(" "))
	r.sees("one actor", narrowed(t, "iran"))
	r.becomes(`(() => { const at = document.activeElement.getBoundingClientRect(), bar = document.querySelector(".shown").getBoundingClientRect(); return at.top >= 0 && at.bottom <= innerHeight && (at.bottom <= bar.top || at.top >= bar.bottom) })()`)
	tabTo(".shown button")
	r.do("show all", chromedp.KeyEvent("\r"))
	r.sees("all", all)

	small := r.read(`[...document.querySelectorAll(".choose summary, .choose label:has([type=checkbox]), .choose input:not([type=checkbox])")]
		.filter((e) => { const box = e.getBoundingClientRect(); return box.width < 24 || box.height < 24 }).map((e) => e.outerHTML).join("\n")`)
	if small != "" {
		t.Errorf("targets below 24 px (WCAG 2.2, 2.5.8): %s", small)
	}
}

// awkward is a timeline of names, dates and words that are hard to handle, as
// a page and as the files that go with it.
func awkward(t *testing.T, lang, dir string) map[string][]byte {
	t.Helper()
	assets, problems, err := asset.Load(layouts.Files, nil)
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	frame := view.Frame{Kind: "timeline", Title: "Awkward", Lang: lang, Dir: dir, Site: view.Site{Title: "Site", Home: "/"}}
	files := map[string][]byte{}
	for _, a := range assets {
		files["/"+a.Path] = a.Body
		switch a.Name {
		case "style.css":
			frame.Site.Styles = append(frame.Site.Styles, "/"+a.Path)
		case "favicon.svg":
			frame.Site.Icon = "/" + a.Path
		case "timeline.js":
			frame.Site.Scripts = append(frame.Site.Scripts, view.Script{Href: "/" + a.Path, Name: "timeline"})
		}
	}
	name := func(text string) view.Link { return view.Link{Text: text, Href: "/people/x/"} }
	group := func(id string, entries ...view.Entry) view.Group {
		return view.Group{Heading: id, ID: "_" + id, Gap: "2 months without an event", Entries: entries}
	}
	line := view.Timeline{
		Frame: frame, Of: view.Link{Text: "Awkward"}, Total: 7,
		Groups: []view.Group{
			group("2023", view.Entry{ID: "year", Headline: "In a year", Href: "/e/", Date: view.Stamp{Machine: "2023", Words: "2023"}, Actors: []view.Link{name(`A & "B", <i>C</i>`)}}),
			group("2024-01",
				view.Entry{ID: "month", Headline: "In a month", Href: "/e/", Date: view.Stamp{Machine: "2024-01", Words: "January 2024"}, Actors: []view.Link{name(`A & "B", <i>C</i>`), name("ایران")}},
				view.Entry{ID: "unsure", Headline: "Perhaps on a day", Href: "/e/", Date: view.Stamp{Words: "possibly 3 January 2024"}, Status: "disputed", Topics: []view.Link{name("One"), name("Two, three")}},
				view.Entry{ID: "minute", Headline: "At a minute, علي", Href: "/e/", Date: view.Stamp{Machine: "2024-01-31T23:30-11:00", Words: "31 January 2024, 23:30"}, Key: true, Topics: []view.Link{name("One")}}),
			group("2024-02", view.Entry{ID: "day", Headline: "On a day", Href: "/e/", Date: view.Stamp{Machine: "2024-02-01", Words: "1 February 2024"}, Place: name("Q&A")}),
		},
		Next:    []view.Entry{{ID: "planned", Headline: "Planned", Href: "/e/", Date: view.Stamp{Machine: "2024-03", Words: "March 2024"}, State: "planned", Status: "reported"}},
		Undated: []view.Entry{{ID: "undated", Headline: "Some day", Href: "/e/"}},
		Downloads: []view.FeedLink{
			{Title: "CSV", Href: "/made/events.csv", Type: "text/csv"}, {Title: "JSON", Href: "/made/events.json", Type: "application/json"},
		},
	}
	set, problems, err := layout.Load(layouts.Files, nil)
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	if files["/made/"], err = set.Make("timeline", lang, line); err != nil {
		t.Fatal(err)
	}
	line.Part, line.Overview = "2024", true
	if files["/made/part/"], err = set.Make("timeline", lang, line); err != nil {
		t.Fatal(err)
	}
	events := view.Events{Title: "Awkward", Lang: lang}
	for _, id := range []string{"year", "month", "unsure", "minute", "day", "planned", "undated"} {
		events.Items = append(events.Items, view.EventItem{ID: id, Headline: "=1+1, \"" + id + "\"\nin two lines", Text: "a, b\n\n\"c\""})
	}
	if files["/made/events.csv"], err = export.CSV(events); err != nil {
		t.Fatal(err)
	}
	if files["/made/events.json"], err = export.JSON(events); err != nil {
		t.Fatal(err)
	}
	return files
}

func TestFiltersTakeAnyNameDateAndWord(t *testing.T) {
	r := newReader(t, awkward(t, "fa", "rtl"))
	for _, c := range []struct{ query, want string }{
		{"who=A+%26+%22B%22,+%3Ci%3EC%3C/i%3E", "year month"},
		{"who=%D8%A7%DB%8C%D8%B1%D8%A7%D9%86", "month"},
		{"who=nobody", "year month unsure minute day planned undated"},
		{"topic=Two,+three", "unsure"},
		{"topic=One", "unsure minute"},
		{"where=Q%26A", "day"},
		{"from=2024-01-31", "month unsure minute day planned"},
		{"from=2024-01-31&to=2024-01-31", "month unsure minute"},
		{"from=2023-06-01&to=2023-06-01", "year"},
		{"to=2022-12-31", ""},
		{"from=nonsense", "year month unsure minute day planned undated"},
		{"q=%D8%B9%D9%84%DB%8C", "minute"},
		{"q=minute+AT", "minute"},
		{"q=inute", ""},
		{"utm_source=x&q=perhaps", "unsure"},
	} {
		r.open("/made/?" + c.query)
		r.becomes(`document.querySelector(".choose")`)
		r.sees(c.query, strings.Fields(c.want))
		r.becomes(`[...document.querySelectorAll(".gap")].every((gap) => gap.checkVisibility() === document.querySelector(".shown button").hidden)`)
	}
	r.becomes(`document.querySelector("[name=q]").value === "perhaps"`)
	r.do("show all", chromedp.Click(chromedp.CSS(".shown button")))
	r.becomes(`location.search === "?utm_source=x"`)
	r.open("/made/part/")
	r.becomes(`document.readyState === "complete" && !document.querySelector(".choose")`)
}

func TestFiltersSaveWhatIsShown(t *testing.T) {
	r := newReader(t, awkward(t, "en", "ltr"))
	to := t.TempDir()
	r.open("/made/?from=2024-01-31&to=2024-01-31")
	r.sees("a day", []string{"month", "unsure", "minute"})
	allow := browser.SetDownloadBehaviorParams{Behavior: browser.SetDownloadBehaviorBehaviorAllow, DownloadPath: to}
	if _, err := chromedp.CallBrowser(r.ctx, browser.SetDownloadBehavior, allow); err != nil {
		t.Fatal(err)
	}
	saved := func(kind string) []byte {
		t.Helper()
		r.do("save", chromedp.Click(chromedp.CSS(`.shown-files [data-of="events.`+kind+`"]`)))
		tick := time.NewTicker(10 * time.Millisecond)
		defer tick.Stop()
		for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); <-tick.C {
			if text, err := os.ReadFile(filepath.Join(to, "shown-events."+kind)); err == nil && len(text) > 0 {
				return text
			}
		}
		t.Fatalf("no %s file was saved", kind)
		return nil
	}
	rows, err := csv.NewReader(strings.NewReader(string(saved("csv")))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, row := range rows {
		ids = append(ids, row[0])
	}
	if got := strings.Join(ids, " "); got != "id month unsure minute" {
		t.Errorf("the CSV holds %s", got)
	}
	var document struct {
		Title  string
		Events []struct{ ID, Headline string }
	}
	if err := json.Unmarshal(saved("json"), &document); err != nil {
		t.Fatal(err)
	}
	ids = nil
	for _, e := range document.Events {
		ids = append(ids, e.ID)
	}
	if got := strings.Join(ids, " "); got != "month unsure minute" || document.Title != "Awkward" {
		t.Errorf("the JSON of %q holds %s", document.Title, got)
	}
}

// TestFiltersAreLookedAt makes pictures for people, where DAYBOOK_SCREENSHOTS
// names a folder.
func TestFiltersAreLookedAt(t *testing.T) {
	to := os.Getenv("DAYBOOK_SCREENSHOTS")
	if to == "" {
		t.Skip("DAYBOOK_SCREENSHOTS names no folder for pictures")
	}
	r := newReader(t, awkward(t, "ur", "rtl"))
	for name, address := range map[string]string{
		"closed": "/topics/pakistan-iran-relations/timeline/",
		"open":   "/topics/pakistan-iran-relations/timeline/?who=Iran&who=Jalil+Abbas+Jilani&from=2024-01-18",
		"none":   "/timeline/?q=zzz",
		"rtl":    "/made/?from=2024-01-31",
	} {
		for _, width := range []int64{390, 1280} {
			for _, scheme := range []string{"light", "dark"} {
				r.do("size", chromedp.EmulateViewport(width, 900))
				media := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}}
				if _, err := chromedp.Call(r.ctx, emulation.SetEmulatedMedia, media); err != nil {
					t.Fatal(err)
				}
				r.open(address)
				r.becomes(`document.querySelector(".choose")`)
				r.do("scroll", chromedp.Evaluate[chromedp.Void](`document.querySelector(".choose-room").scrollIntoView({behavior: "instant"})`))
				picture, err := chromedp.Run(r.ctx, chromedp.CaptureScreenshot())
				if err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(filepath.Join(to, fmt.Sprintf("%s-%d-%s.png", name, width, scheme)), picture, 0o644); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}
