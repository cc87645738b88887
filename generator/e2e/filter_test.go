package e2e

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"golang.org/x/net/html"

	"daybook/generator/asset"
	"daybook/generator/export"
	"daybook/generator/layout"
	"daybook/generator/view"
	"daybook/layouts"
)

// filters are a timeline in a tab, with the means to narrow it.
type filters struct {
	*tab
	server *url.URL
}

func newFilters(t *testing.T, s *site) filters {
	t.Helper()
	f := filters{newTab(t), host(t, s)}
	f.size(1280)
	t.Cleanup(func() { f.calm(t.Name(), f.server) })
	return f
}

func (f filters) visit(address string) {
	f.t.Helper()
	f.open(f.server.String() + address)
}

// sees fails unless exactly these entries are shown, and every heading stands
// over one.
func (f filters) sees(when string, want []string) {
	f.t.Helper()
	const shown = `[...document.querySelectorAll("main .entry")].filter((e) => e.checkVisibility()).map((e) => e.id).sort().join(" ")`
	const idle = `[...document.querySelectorAll("main .group")].filter((g) => g.checkVisibility() !== [...g.querySelectorAll(".entry")].some((e) => e.checkVisibility())).length`
	want = slices.Sorted(slices.Values(want))
	f.becomes(shown + " === " + quoted(strings.Join(want, " ")))
	if got := evaluate[int](f.tab, idle); got != 0 {
		f.t.Errorf("%s: %d headings stand over nothing, or entries have none", when, got)
	}
}

// announces waits for the words that are read out.
func (f filters) announces(text string) {
	f.t.Helper()
	f.becomes(`document.querySelector(".shown [role=status][aria-live=polite]").textContent === ` + quoted(text))
}

// choose presses a choice of a filter.
func (f filters) choose(filter, name string) {
	f.t.Helper()
	f.do(chromedp.Click(chromedp.CSS(fmt.Sprintf(`.choose input[name=%q][value=%q]`, filter, name))))
}

// set puts a day into a field, as its picker does.
func (f filters) set(field, day string) {
	f.t.Helper()
	const put = `((input, day) => { input.focus(); input.value = day; input.dispatchEvent(new Event("input", { bubbles: true })) })`
	f.do(chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`%s(document.querySelector(".choose [name=%s]"), %q)`, put, field, day)))
}

// medium shows the page as on screen or in print.
func (f filters) medium(name string) {
	f.t.Helper()
	if _, err := chromedp.Call(f.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: name}); err != nil {
		f.t.Fatal(err)
	}
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
	f := newFilters(t, story)
	count := func(ids []string) string { return fmt.Sprintf("%d of %d events shown", len(ids), len(all)) }
	address := strings.TrimSuffix("/"+topicTimeline, "index.html")

	f.visit(address)
	f.sees("at first", all)
	f.announces("")
	f.becomes(`(() => { const room = document.querySelector(".choose-room"); return Math.abs(room.getBoundingClientRect().height - parseFloat(getComputedStyle(room).minHeight)) < 1 })()`) // nothing jumps
	f.do(chromedp.Click(chromedp.CSS(".choose summary")))
	f.choose("who", "Iran")
	f.sees("one actor", narrowed(t, "iran"))
	f.choose("who", "Jalil Abbas Jilani")
	f.sees("two actors", actors)
	f.announces(count(actors))
	f.becomes(`[...document.querySelectorAll(".drawing a.is-out")].length > 0 && [...document.querySelectorAll(".drawing a[href^='#']")].every((mark) => mark.matches(".is-out") !== document.getElementById(mark.getAttribute("href").slice(1)).checkVisibility())`)
	f.becomes(`location.search === "?who=Iran&who=Jalil+Abbas+Jilani"`)

	f.do(chromedp.Focus(chromedp.CSS(".choose [name=q]")), chromedp.KeyEvent("Ámb"))
	f.becomes(`new URLSearchParams(location.search).get("q") === "Ámb"`)
	f.do(chromedp.KeyEvent("assad"))
	worded := both(actors, diplomats)
	f.sees("a word", worded)
	if len(worded) == 0 || len(worded) == len(actors) {
		t.Fatalf("the word tells nothing apart: %v", worded)
	}
	f.becomes(`new URLSearchParams(location.search).get("q") === "Ámbassad"`)

	f.set("from", "2024-01-19")
	f.set("to", "2024-01-20")
	f.becomes(`new URLSearchParams(location.search).get("to") === "2024-01-20"`)
	dated := evaluate[string](f.tab, `[...document.querySelectorAll("main .entry")].filter((e) => e.checkVisibility()).map((e) => e.id).join(" ")`)
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

	f.do(chromedp.Reload())
	f.sees("after a reload", strings.Fields(dated))
	f.becomes(`document.querySelector(".choose").open && document.querySelector("[name=to]").value === "2024-01-20" && document.querySelectorAll(".choose :checked").length === 2`)
	f.do(chromedp.Evaluate[chromedp.Void]("history.back()"))
	f.becomes(`!location.search.includes("to=") && document.querySelector("[name=to]").value === ""`)
	f.do(chromedp.Evaluate[chromedp.Void]("history.back()"))
	f.sees("back before the dates", worded)
	f.do(chromedp.Evaluate[chromedp.Void]("history.back()"))
	f.sees("back before the word: one step, though it has eight letters", actors)
	f.becomes(`document.querySelector(".choose [name=q]").value === ""`)
	f.do(chromedp.Evaluate[chromedp.Void]("history.forward()"))
	f.sees("forward", worded)

	f.medium("print")
	f.sees("on paper", worded)
	f.becomes(`document.querySelector(".shown").innerText.trim() === ` + quoted(count(worded)) + ` && !document.querySelector(".choose").checkVisibility()`)
	f.medium("screen")
	f.do(chromedp.Click(chromedp.CSS(".shown button")))
	f.sees("all", all)
	f.announces(count(all))
	f.becomes(`location.search === "" && document.activeElement.matches(".choose summary")`)
	f.do(chromedp.Evaluate[chromedp.Void]("history.back()"))
	f.sees("back before all", worded)

	hidden := slices.DeleteFunc(slices.Clone(all), func(id string) bool { return slices.Contains(worded, id) })[0]
	f.do(chromedp.Evaluate[chromedp.Void](`location.hash = ` + quoted(hidden)))
	f.sees("a link to an entry leads to it", all)
	f.becomes(`location.search === "" && location.hash === ` + quoted("#"+hidden))
}

func TestFiltersStaySilentWhereTheyWouldMislead(t *testing.T) {
	f := newFilters(t, story)
	f.visit(strings.TrimSuffix("/"+topicTimeline, "index.html") + "who/iran/")
	f.becomes(`document.readyState === "complete" && document.querySelector("script[src*=timeline]")`)
	f.becomes(`!document.querySelector(".choose") && document.querySelector(".control a")`)
}

func TestFiltersByKeyboardAlone(t *testing.T) {
	all := idsOf(entries(story.byPath[topicTimeline]))
	f := newFilters(t, story)
	f.visit(strings.TrimSuffix("/"+topicTimeline, "index.html"))
	tabTo := func(selector string) {
		t.Helper()
		for range 120 {
			f.do(chromedp.KeyEvent("\t"))
			if evaluate[bool](f.tab, `document.activeElement.matches(`+quoted(selector)+`)`) {
				return
			}
		}
		t.Fatalf("the Tab key does not lead to %s", selector)
	}
	tabTo(".choose summary")
	f.do(chromedp.KeyEvent("\r"))
	tabTo(".choose [name=q]")
	f.do(chromedp.KeyEvent("zzz"))
	f.sees("a word of no entry", nil)
	f.announces("No event fits all of this. Choose less, or show all.")
	f.do(chromedp.KeyEvent("\b\b\b"))
	f.sees("without it", all)
	tabTo(`.choose [name=who][value="Iran"]`)
	f.do(chromedp.KeyEvent(" "))
	f.sees("one actor", narrowed(t, "iran"))
	f.becomes(`(() => { const at = document.activeElement.getBoundingClientRect(), bar = document.querySelector(".shown").getBoundingClientRect(); return at.top >= 0 && at.bottom <= innerHeight && (at.bottom <= bar.top || at.top >= bar.bottom) })()`)
	tabTo(".shown button")
	f.do(chromedp.KeyEvent("\r"))
	f.sees("all", all)

	small := evaluate[string](f.tab, `[...document.querySelectorAll(".choose summary, .choose label:has([type=checkbox]), .choose input:not([type=checkbox])")]
		.filter((e) => { const box = e.getBoundingClientRect(); return box.width < 24 || box.height < 24 }).map((e) => e.outerHTML).join("\n")`)
	if small != "" {
		t.Errorf("targets below 24 px (WCAG 2.2, 2.5.8): %s", small)
	}
}

// awkward is a timeline of names, dates and words that are hard to handle, as
// a page and as the files that go with it.
func awkward(t *testing.T, lang, dir string) *site {
	t.Helper()
	assets, problems, err := asset.Load(layouts.Files, nil)
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	frame := view.Frame{Kind: "timeline", Title: "Awkward", Lang: lang, Dir: dir, Site: view.Site{Title: "Site", Home: "/"}}
	files := map[string][]byte{}
	for _, a := range assets {
		files[a.Path] = a.Body
		switch a.Name {
		case "style.css", "archive.css":
			frame.Site.Styles = append(frame.Site.Styles, view.Style{Href: "/" + a.Path, Name: strings.TrimSuffix(a.Name, ".css")})
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
	days := func(first, last string) view.EntryChoice { return view.EntryChoice{From: first, Until: last} }
	line := view.Timeline{
		Frame: frame, Of: view.Link{Text: "Awkward"}, Total: 7, Combine: true,
		Groups: []view.Group{
			group("2023", view.Entry{ID: "year", Headline: "In a year", Href: "/e/", Date: view.Stamp{Machine: "2023", Words: "2023"}, Choice: days("2023-01-01", "2023-12-31"), Actors: []view.Link{name(`A & "B", <i>C</i>`)}}),
			group("2024-01",
				view.Entry{ID: "month", Headline: "In a month", Href: "/e/", Date: view.Stamp{Machine: "2024-01", Words: "January 2024"}, Choice: days("2024-01-01", "2024-01-31"), Actors: []view.Link{name(`A & "B", <i>C</i>`), name("ایران")}},
				view.Entry{ID: "unsure", Headline: "Perhaps on a day", Href: "/e/", Date: view.Stamp{Words: "possibly 3 January 2024"}, Choice: days("2024-01-03", "2024-01-03"), Status: "disputed", Topics: []view.Link{name("One"), name("Two, three")}},
				view.Entry{ID: "minute", Headline: "At a minute, علي", Href: "/e/", Date: view.Stamp{Machine: "2024-01-31T23:30-11:00", Words: "31 January 2024, 23:30"}, Key: true, Topics: []view.Link{name("One")}}),
			group("2024-02", view.Entry{ID: "day", Headline: "On a day", Href: "/e/", Date: view.Stamp{Machine: "2024-02-01", Words: "1 February 2024"}, Place: name("Q&A"),
				Choice: view.EntryChoice{Lanes: []string{"A side", "Another"}, Around: []string{"The land around"}, Tags: []string{"a \"tag\""}}}),
		},
		Next:    []view.Entry{{ID: "planned", Headline: "Planned", Href: "/e/", Date: view.Stamp{Machine: "2024-03", Words: "March 2024"}, Choice: days("2024-03-01", "2024-03-31"), State: "planned", Status: "reported"}},
		Undated: []view.Entry{{ID: "undated", Headline: "Some day", Href: "/e/"}},
		Downloads: []view.FeedLink{
			{Title: "CSV", Href: "/made/events.csv", Type: "text/csv"}, {Title: "JSON", Href: "/made/events.json", Type: "application/json"},
		},
	}
	set, problems, err := layout.Load(layouts.Files, nil)
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	if files["made/index.html"], err = set.Make("timeline", lang, line); err != nil {
		t.Fatal(err)
	}
	line.Part, line.Combine = "2024", false
	if files["made/part/index.html"], err = set.Make("timeline", lang, line); err != nil {
		t.Fatal(err)
	}
	events := view.Events{Title: "Awkward", Lang: lang}
	for _, id := range []string{"year", "month", "unsure", "minute", "day", "planned", "undated"} {
		events.Items = append(events.Items, view.EventItem{ID: id, Headline: "=1+1, \"" + id + "\"\nin two lines", Text: "a, b\n\n\"c\""})
	}
	if files["made/events.csv"], err = export.CSV(events); err != nil {
		t.Fatal(err)
	}
	if files["made/events.json"], err = export.JSON(events); err != nil {
		t.Fatal(err)
	}
	if files["_headers"], err = os.ReadFile(filepath.Join(story.folder, "_headers")); err != nil {
		t.Fatal(err)
	}
	made := &site{folder: t.TempDir(), files: map[string]bool{}}
	for name, text := range files {
		made.files[name] = true
		path := filepath.Join(made.folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return made
}

func TestFiltersTakeAnyNameDateAndWord(t *testing.T) {
	f := newFilters(t, awkward(t, "fa", "rtl"))
	for _, c := range []struct{ query, want string }{
		{"who=A+%26+%22B%22,+%3Ci%3EC%3C/i%3E", "year month"},
		{"who=%D8%A7%DB%8C%D8%B1%D8%A7%D9%86", "month"},
		{"who=nobody", "year month unsure minute day planned undated"},
		{"topic=Two,+three", "unsure"},
		{"topic=One", "unsure minute"},
		{"where=Q%26A", "day"},
		{"where=The+land+around", "day"},
		{"lane=A+side", "day"},
		{"tag=a+%22tag%22", "day"},
		{"from=2024-01-31", "month minute day planned"},
		{"from=2024-01-31&to=2024-01-31", "month minute"},
		{"from=2024-01-02&to=2024-01-03", "month unsure"},
		{"from=2023-06-01&to=2023-06-01", "year"},
		{"to=2022-12-31", ""},
		{"from=nonsense", "year month unsure minute day planned undated"},
		{"q=%D8%B9%D9%84%DB%8C", "minute"},
		{"q=minute+AT", "minute"},
		{"q=inute", ""},
		{"utm_source=x&q=perhaps", "unsure"},
	} {
		f.visit("/made/?" + c.query)
		f.becomes(`document.querySelector(".choose")`)
		f.sees(c.query, strings.Fields(c.want))
		f.becomes(`[...document.querySelectorAll(".gap")].every((gap) => gap.checkVisibility() === document.querySelector(".shown button").hidden)`)
	}
	f.becomes(`document.querySelector("[name=q]").value === "perhaps"`)
	f.do(chromedp.Click(chromedp.CSS(".shown button")))
	f.becomes(`location.search === "?utm_source=x"`)
	f.visit("/made/part/")
	f.becomes(`document.readyState === "complete" && !document.querySelector(".choose")`)
}

func TestFiltersSaveWhatIsShown(t *testing.T) {
	f := newFilters(t, awkward(t, "en", "ltr"))
	to := t.TempDir()
	f.visit("/made/?from=2024-01-31&to=2024-01-31")
	f.sees("a day", []string{"month", "minute"})
	profile := chromedp.FromContext(f.ctx).BrowserContextID
	allow := browser.SetDownloadBehaviorParams{Behavior: browser.SetDownloadBehaviorBehaviorAllow, DownloadPath: to, BrowserContextID: profile}
	if _, err := chromedp.CallBrowser(f.ctx, browser.SetDownloadBehavior, allow); err != nil {
		t.Fatal(err)
	}
	saved := func(kind string) []byte {
		t.Helper()
		f.do(chromedp.Click(chromedp.CSS(`.shown-files [data-of="events.` + kind + `"]`)))
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
	if got := strings.Join(ids, " "); got != "id month minute" {
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
	if got := strings.Join(ids, " "); got != "month minute" || document.Title != "Awkward" {
		t.Errorf("the JSON of %q holds %s", document.Title, got)
	}
}
