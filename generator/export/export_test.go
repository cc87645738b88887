package export_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"daybook/generator/compose"
	"daybook/generator/export"
	"daybook/generator/load"
	"daybook/generator/news"
	"daybook/generator/problem"
	"daybook/generator/route"
	"daybook/generator/view"
)

// gather reads a site and gives the archive of its first language and a composer
// of that one's views.
func gather(t testing.TB, folder string, say compose.Say) (*news.Archive, *route.Table, *compose.Composer) {
	t.Helper()
	root, err := os.OpenRoot(folder)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	var loader load.Loader
	content, err := loader.Load(context.Background(), root)
	if err != nil {
		t.Fatal(err)
	}
	problems := content.Problems
	var archives []*news.Archive
	for _, copies := range content.Copies.Desks() {
		archive, gathered := news.Gather(copies, news.Cut{AsOf: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)})
		archives, problems = append(archives, archive), append(problems, gathered...)
	}
	var media []string
	for _, m := range content.Media {
		media = append(media, m.Path)
	}
	tables, settled := route.SettleAll(archives, media)
	for _, p := range append(problems, settled...) {
		if p.Severity == problem.Error {
			t.Fatalf("%s: %s", p.Place, p.Sentence)
		}
	}
	return archives[0], tables[0], compose.New(archives[0], tables[0], say, compose.Fixed{})
}

// echo says the key and the values of a word.
func echo(_, key string, values ...any) string {
	return strings.TrimSpace(key + " " + strings.Trim(fmt.Sprint(values...), "[]"))
}

// told writes one article with the given events, reads the site and gives the
// view of all events. The house is Asia/Karachi, five hours before UTC.
func told(t testing.TB, events ...string) view.Events {
	t.Helper()
	folder := t.TempDir()
	write := func(name, text string) {
		file := filepath.Join(folder, "content", name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("site.yaml", "title: T\nbase_url: https://news.example/paper/\nlanguage: en\ntime_zone: Asia/Karachi\n")
	write("topics/border.md", "---\ntitle: Border; talks, and more\nlanes: [iran]\n---\n")
	write("places/iran.md", "---\nname: Iran\n---\n")
	write("places/panjgur.md", "---\nname: Panjgur\ncoordinates: 26.97, -64.5\nwithin: Balochistan\n---\n")
	write("organisations/ministry.md", "---\nname: Ministry\ncountry: iran\n---\n")
	list := ""
	for _, e := range events {
		list += "  - " + strings.ReplaceAll(strings.TrimSpace(e), "\n", "\n    ") + "\n"
	}
	write("articles/2024/01/19-report.md", "---\ntitle: A report\npublished: 2024-01-19T12:00:00+05:00\nupdated: 2024-01-20T12:00:00+05:00\n"+
		"topics: [border]\nevents:\n"+list+"---\nText.\n")
	archive, _, composer := gather(t, folder, echo)
	return composer.EventsView("T", "All of it", "/timeline/", archive.Events)
}

func dated(date string) string { return "id: e\nheadline: H\ndate: " + date }

func write(t testing.TB, format func(view.Events) ([]byte, error), e view.Events) string {
	t.Helper()
	out, err := format(e)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// unfolded gives the content lines of a calendar (RFC 5545, 3.1).
func unfolded(ics string) []string {
	return strings.Split(strings.TrimSuffix(strings.ReplaceAll(ics, "\r\n ", ""), "\r\n"), "\r\n")
}

// begins gives the lines that begin with a text.
func begins(lines []string, text string) string {
	var found []string
	for _, l := range lines {
		if strings.HasPrefix(l, text) {
			found = append(found, l)
		}
	}
	return strings.Join(found, " ")
}

// TestDatesKeepTheirPrecision holds the law of the house in every format: a
// date is never said more finely than it is known.
func TestDatesKeepTheirPrecision(t *testing.T) {
	for _, c := range []struct{ date, first, last, calendar, timeline string }{
		{"2024-01-16", "2024-01-16", "2024-01-16", "DTSTART;VALUE=DATE:20240116 DTEND;VALUE=DATE:20240117", `{"year":2024,"month":1,"day":16}`},
		{"2024-02-29", "2024-02-29", "2024-02-29", "DTSTART;VALUE=DATE:20240229 DTEND;VALUE=DATE:20240301", `{"year":2024,"month":2,"day":29}`},
		{"9999-12-31", "9999-12-31", "9999-12-31", "DTSTART;VALUE=DATE:99991231", `{"year":9999,"month":12,"day":31}`},
		{"2024-01-16/2024-01-19", "2024-01-16", "2024-01-19", "DTSTART;VALUE=DATE:20240116 DTEND;VALUE=DATE:20240120", `{"year":2024,"month":1,"day":16}–{"year":2024,"month":1,"day":19}`},
		{"2024-01-16\nends: 2024-01-19", "2024-01-16", "2024-01-19", "DTSTART;VALUE=DATE:20240116 DTEND;VALUE=DATE:20240120", `{"year":2024,"month":1,"day":16}–{"year":2024,"month":1,"day":19}`},
		{"2024-01-16T04:00+05:00", "2024-01-15T23:00:00Z", "2024-01-15T23:00:00Z", "DTSTART:20240115T230000Z", `{"year":2024,"month":1,"day":16,"hour":4,"minute":0}`},
		{"2024-01-16T04:00:30Z", "2024-01-16T04:00:30Z", "2024-01-16T04:00:30Z", "DTSTART:20240116T040030Z", `{"year":2024,"month":1,"day":16,"hour":9,"minute":0,"second":30}`},
		{"2024-01-16T04:00+05:00/2024-01-16T06:00+05:00", "2024-01-15T23:00:00Z", "2024-01-16T01:00:00Z", "DTSTART:20240115T230000Z DTEND:20240116T010000Z", `{"year":2024,"month":1,"day":16,"hour":4,"minute":0}–{"year":2024,"month":1,"day":16,"hour":6,"minute":0}`},
		{"2024-01-16/2024-01-19T06:00+05:00", "2024-01-16", "2024-01-19T01:00:00Z", "DTSTART;VALUE=DATE:20240116 DTEND;VALUE=DATE:20240120", `{"year":2024,"month":1,"day":16}–{"year":2024,"month":1,"day":19,"hour":6,"minute":0}`},
		{"2024-01", "2024-01-01", "2024-01-31", "", `{"year":2024,"month":1}`},
		{"2024-01-XX", "2024-01-01", "2024-01-31", "", `{"year":2024,"month":1}`},
		{"2024", "2024-01-01", "2024-12-31", "", `{"year":2024}`},
		{"2024-24", "2024-12-01", "2025-02-28", "", `{"year":2024,"month":12}–{"year":2025,"month":2}`},
		{"202X", "2020-01-01", "2029-12-31", "", `{"year":2020}–{"year":2029}`},
		{"19XX", "1900-01-01", "1999-12-31", "", `{"year":1900}–{"year":1999}`},
		{"2024-01-16/2024-03", "2024-01-16", "2024-03-31", "", `{"year":2024,"month":1,"day":16}–{"year":2024,"month":3}`},
		{"2024-01-16/..", "2024-01-16", "", "", `{"year":2024,"month":1,"day":16}`},
		{"../2024-01-16", "", "2024-01-16", "", `{"year":2024,"month":1,"day":16}`},
		{"unknown", "", "", "", ""},
	} {
		t.Run(c.date, func(t *testing.T) {
			e := told(t, dated(c.date))
			var doc struct {
				Events []struct {
					Date *struct{ First, Last string }
				}
			}
			if err := json.Unmarshal([]byte(write(t, export.JSON, e)), &doc); err != nil {
				t.Fatal(err)
			}
			first, last := "", ""
			if d := doc.Events[0].Date; d != nil {
				first, last = d.First, d.Last
			}
			if first != c.first || last != c.last {
				t.Errorf("JSON: %s to %s, want %s to %s", first, last, c.first, c.last)
			}
			lines := unfolded(write(t, export.ICS, e))
			calendar := strings.TrimSpace(begins(lines, "DTSTART;") + begins(lines, "DTSTART:2") + " " + begins(lines, "DTEND"))
			if calendar != c.calendar {
				t.Errorf("calendar: %q, want %q", calendar, c.calendar)
			}
			if about := begins(lines, "X-WR-CALDESC"); strings.Contains(about, "made.export-dayless 1") != (c.calendar == "") {
				t.Errorf("the calendar says %q of what it leaves out", about)
			}
			var slides struct {
				Title  struct{ Text struct{ Text string } }
				Events []struct {
					Start   json.RawMessage `json:"start_date"`
					End     json.RawMessage `json:"end_date"`
					Display string          `json:"display_date"`
				}
			}
			if err := json.Unmarshal([]byte(write(t, export.TimelineJS, e)), &slides); err != nil {
				t.Fatal(err)
			}
			timeline := ""
			for _, s := range slides.Events {
				timeline = string(s.Start)
				if s.End != nil {
					timeline += "–" + string(s.End)
				}
				if s.Display == "" {
					t.Error("TimelineJS is given no date in words")
				}
			}
			if timeline != c.timeline {
				t.Errorf("TimelineJS: %s, want %s", timeline, c.timeline)
			}
			if strings.Contains(slides.Title.Text.Text, "made.export-undated 1") != (c.timeline == "") {
				t.Errorf("the title slide says %q of what is left out", slides.Title.Text.Text)
			}
		})
	}
}

func TestDoubtIsSaid(t *testing.T) {
	e := told(t, dated("2024-01-16?"))
	if got := write(t, export.TimelineJS, e); !strings.Contains(got, `"display_date":"possibly 16 January 2024"`) {
		t.Errorf("TimelineJS shows a doubtful day as a sure one: %s", got)
	}
	lines := unfolded(write(t, export.ICS, e))
	if begins(lines, "STATUS") != "STATUS:TENTATIVE" || !strings.Contains(begins(lines, "DESCRIPTION;LANGUAGE=en:"), "possibly 16 January 2024") {
		t.Errorf("the calendar shows a doubtful day as a sure one: %q", lines)
	}
	if got := write(t, export.JSON, e); !strings.Contains(got, `"uncertain":true`) {
		t.Errorf("JSON hides the doubt: %s", got)
	}
}

func TestCalendarStatus(t *testing.T) {
	for fields, want := range map[string]string{
		"state: cancelled":                    "STATUS:CANCELLED",
		"status: retracted":                   "STATUS:CANCELLED",
		"state: postponed\nstatus: confirmed": "STATUS:TENTATIVE",
		"status: denied":                      "STATUS:TENTATIVE",
		"status: confirmed":                   "STATUS:CONFIRMED",
		"status: reported":                    "",
	} {
		if got := begins(unfolded(write(t, export.ICS, told(t, dated("2024-01-16")+"\n"+fields))), "STATUS"); got != want {
			t.Errorf("%q gives %q, want %q", fields, got, want)
		}
	}
}

// full is an event with something of everything, and with signs that mean
// something to a calendar.
const full = `id: strike
headline: 'Blow; the "first", so \ far'
text: One.
date: 2024-01-16
place: panjgur
venue: The post
actors: [ministry]
status: disputed
claims:
  - by: iran
    says: It was right.
    stance: asserts
sources:
  - name: Wire
    url: https://wire.example/a?b=c&d
    published: 2024-01-16`

func TestCalendarEntry(t *testing.T) {
	lines := unfolded(write(t, export.ICS, told(t, full)))
	got := strings.Join(lines[slices.Index(lines, "BEGIN:VEVENT"):], "\n")
	want := `BEGIN:VEVENT
UID:strike@news.example
DTSTAMP:20240120T070000Z
DTSTART;VALUE=DATE:20240116
DTEND;VALUE=DATE:20240117
SUMMARY;LANGUAGE=en:Blow\; the "first"\, so \\ far
DESCRIPTION;LANGUAGE=en:One.\nstatus.disputed\nIran (stance.asserts): It was right.\nA report\nhttps://news.example/paper/2024/01/19/report/
LOCATION:The post\, Panjgur\, Balochistan
GEO:26.97;-64.5
STATUS:TENTATIVE
CATEGORIES:Border\; talks\, and more
URL:https://news.example/paper/events/strike/
TRANSP:TRANSPARENT
END:VEVENT
END:VCALENDAR`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestUIDOutlivesHeadlineAndDate(t *testing.T) {
	uid := func(event string) string { return begins(unfolded(write(t, export.ICS, told(t, event))), "UID") }
	if before, after := uid(full), uid("id: strike\nheadline: Other\ndate: 2025-05-05"); before == "" || before != after {
		t.Errorf("the UID was %q and is %q", before, after)
	}
}

func TestCalendarWithoutDaysIsStillACalendar(t *testing.T) {
	lines := unfolded(write(t, export.ICS, told(t, dated("2024"))))
	if begins(lines, "BEGIN:VTIMEZONE") == "" || begins(lines, "BEGIN:VEVENT") != "" {
		t.Errorf("RFC 5545 wants one component at least: %q", lines)
	}
}

// TestSpreadsheetRunsNothing looks at the cells that a spreadsheet would read.
func TestSpreadsheetRunsNothing(t *testing.T) {
	for headline, want := range map[string]string{
		`=HYPERLINK("http://evil","x")`: `'=HYPERLINK("http://evil","x")`,
		"+1":                            "'+1", "-1": "'-1", "@SUM(A1)": "'@SUM(A1)", "\t=1": "'\t=1",
		"＝1": "'＝1", "＋1": "'＋1", "－1": "'－1", "＠a": "'＠a",
		"\u00a0\u200b=1": "'\u00a0\u200b=1", `"=1`: `'"=1`,
		"a;=1":               "a;'=1",
		"a\r\n=1":            "a\n'=1",
		"\r=1":               "'\n=1",
		"one-two = 3":        "one-two = 3",
		"2024-01-16 strikes": "2024-01-16 strikes",
	} {
		e := view.Events{Items: []view.EventItem{{ID: "e", Headline: headline, Place: view.EventPlace{Latitude: "-26.5"}}}}
		rows, err := csv.NewReader(strings.NewReader(write(t, export.CSV, e))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		cells := map[string]string{}
		for i, name := range rows[0] {
			cells[name] = rows[1][i]
		}
		if cells["headline"] != want {
			t.Errorf("%q is the cell %q, want %q", headline, cells["headline"], want)
		}
		if cells["latitude"] != "-26.5" {
			t.Errorf("a number is the cell %q", cells["latitude"])
		}
	}
}

func TestTimelineJSRunsNothing(t *testing.T) {
	const attack = `<img src=x onerror=alert(1)>"`
	e := view.Events{Title: attack, Description: attack, Items: []view.EventItem{{
		ID: "e", Headline: attack, Text: attack, Lane: attack, Href: `https://a.example/"onclick="x`, StatusWords: attack, StateWords: attack,
		Date:    view.EventDate{EDTF: "2024", Words: attack, First: view.EventBound{Precision: "year", Year: 2024}},
		Claims:  []view.EventClaim{{By: view.EventName{Name: attack}, Says: attack, StanceWords: attack}},
		Reports: []view.EventReport{{Headline: attack, Href: `https://a.example/"onclick="x`}},
		Picture: view.Picture{Src: "https://a.example/a.png", Caption: attack, Credit: attack},
	}}}
	var doc any
	if err := json.Unmarshal([]byte(write(t, export.TimelineJS, e)), &doc); err != nil {
		t.Fatal(err)
	}
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case string:
			if strings.Contains(v, "<img") || strings.Contains(v, `"onclick`) {
				t.Errorf("a text is let through as markup: %s", v)
			}
		case map[string]any:
			for key, inner := range v {
				if (key == "group" || key == "display_date") && !strings.Contains(inner.(string), "&amp;lt;") {
					t.Errorf("%s is shown as markup after one round of unescaping: %s", key, inner)
				}
				walk(inner)
			}
		case []any:
			for _, inner := range v {
				walk(inner)
			}
		}
	}
	walk(doc)
}

// TestLaneIsThatOfTheMainActor draws a ministry on the lane of its country.
func TestLaneIsThatOfTheMainActor(t *testing.T) {
	if lane := told(t, full).Items[0].Lane; lane != "Iran" {
		t.Errorf("the lane is %q, want Iran", lane)
	}
}

func TestAddressesOfOtherSchemesAreDropped(t *testing.T) {
	archive := &news.Archive{Site: news.Site{Lang: "en", Zone: time.UTC, BaseURL: "https://a.example/"}}
	routes, _ := route.Settle(archive, nil)
	c := compose.New(archive, routes, echo, compose.Fixed{})
	e := &news.Event{ID: "e", Sources: []news.Source{{Name: "n", URL: "javascript:alert(1)", Archive: "data:text/html,x"}}}
	s := c.EventsView("", "", "/", []*news.Event{e}).Items[0].Sources[0]
	if s.Href != "" || s.Archive != "" {
		t.Errorf("the source leads to %q and %q", s.Href, s.Archive)
	}
}

// TestSchemaNamesEveryField holds the documentation: each field that is
// written stands in the schema with its type, and each that the schema demands
// is written.
func TestSchemaNamesEveryField(t *testing.T) {
	var schema map[string]any
	if err := json.Unmarshal(export.Schema, &schema); err != nil {
		t.Fatal(err)
	}
	var doc any
	if err := json.Unmarshal([]byte(write(t, export.JSON, told(t, full, "id: e\nheadline: H\ndate: unknown"))), &doc); err != nil {
		t.Fatal(err)
	}
	var hold func(path string, s map[string]any, v any)
	hold = func(path string, s map[string]any, v any) {
		if ref, found := s["$ref"].(string); found {
			s = schema["$defs"].(map[string]any)[strings.TrimPrefix(ref, "#/$defs/")].(map[string]any)
		}
		if one, found := s["oneOf"].([]any); found {
			if v == nil {
				return
			}
			hold(path, one[0].(map[string]any), v)
			return
		}
		switch v := v.(type) {
		case map[string]any:
			properties, _ := s["properties"].(map[string]any)
			for key, inner := range v {
				property, known := properties[key].(map[string]any)
				if !known {
					t.Errorf("%s.%s is not in the schema", path, key)
					continue
				}
				hold(path+"."+key, property, inner)
			}
			for _, key := range s["required"].([]any) {
				if _, written := v[key.(string)]; !written {
					t.Errorf("%s.%s is required and not written", path, key)
				}
			}
		case []any:
			for _, inner := range v {
				hold(path+"[]", s["items"].(map[string]any), inner)
			}
		case string:
			if s["type"] != "string" && s["enum"] == nil {
				t.Errorf("%s is a string and should be %v", path, s["type"])
			}
		case float64:
			if s["type"] != "number" && s["type"] != "integer" && s["const"] == nil {
				t.Errorf("%s is a number and should be %v", path, s["type"])
			}
		}
	}
	hold("", schema, doc)
}

func TestSameViewSameBytes(t *testing.T) {
	e := told(t, full)
	before := view.Hash(e)
	for _, f := range export.Formats() {
		if first, again := write(t, f.Write, e), write(t, f.Write, e); first != again {
			t.Errorf("%s differs from one writing to the next", f.File)
		}
	}
	if view.Hash(e) != before {
		t.Error("writing changed the view")
	}
}

func TestCSVEndsItsLinesAsRFC4180Says(t *testing.T) {
	got := []byte(write(t, export.CSV, told(t, full)))
	if !bytes.HasPrefix(got, []byte("id,date,")) || bytes.Count(got, []byte("\n")) != bytes.Count(got, []byte("\r\n")) {
		t.Errorf("got %q", got)
	}
}
