package export_test

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"daybook/generator/export"
	"daybook/generator/view"
)

// words draws a text that writers could have written, formula signs, line
// breaks and long words of several octets a letter included.
var words = rapid.StringOf(rapid.RuneFrom([]rune("aZ09 ,;:'\"\\<&=+-@\n\tپاکستانé文🗞＝")))

func drawn(t *rapid.T) view.Events {
	e := view.Events{Title: words.Draw(t, "title"), Description: words.Draw(t, "description"), Lang: "en", Href: "https://a.example/t/", Zone: "UTC"}
	for i := range rapid.IntRange(0, 4).Draw(t, "events") {
		item := view.EventItem{
			ID: fmt.Sprintf("e%d", i), UID: fmt.Sprintf("e%d@a.example", i), Href: "https://a.example/e/", Status: "reported", Importance: 5, Lang: "ur",
			Headline: words.Draw(t, "headline"), Text: words.Draw(t, "text"), Venue: words.Draw(t, "venue"), Lane: words.Draw(t, "lane"),
			Claims: []view.EventClaim{{By: view.EventName{Name: words.Draw(t, "by"), Kind: "person"}, Says: words.Draw(t, "says"), Stance: "asserts"}},
			Topics: []view.EventName{{Name: words.Draw(t, "topic"), Kind: "topic"}},
		}
		if rapid.Bool().Draw(t, "dated") {
			b := view.EventBound{Precision: "day", Year: 2024, Month: 1, Day: rapid.IntRange(1, 31).Draw(t, "day")}
			item.Date = view.EventDate{EDTF: "2024-01", Words: words.Draw(t, "words"), Precision: "day", First: b, Last: b, Days: true}
		}
		e.Items = append(e.Items, item)
	}
	return e
}

// TestCSVReadsBack reads the table with encoding/csv: every cell is the text
// that went in, apart from marks that make it inert.
func TestCSVReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := drawn(t)
		out, err := export.CSV(e)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(strings.NewReader(string(out))).ReadAll()
		if err != nil || len(rows) != len(e.Items)+1 {
			t.Fatalf("%d rows for %d events: %v", len(rows), len(e.Items), err)
		}
		for i, item := range e.Items {
			for j, name := range rows[0] {
				cell, want := rows[i+1][j], ""
				switch name {
				case "headline":
					want = item.Headline
				case "text":
					want = item.Text
				case "venue":
					want = item.Venue
				case "id":
					want = item.ID
				default:
					continue
				}
				if strings.ReplaceAll(cell, "'", "") != strings.ReplaceAll(want, "'", "") {
					t.Fatalf("%s is %q, went in as %q", name, cell, want)
				}
				if strings.ContainsRune("=+-@＝\t", first(cell)) {
					t.Fatalf("%s begins with a formula: %q", name, cell)
				}
			}
		}
	})
}

func first(text string) rune {
	r, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return ' '
	}
	return r
}

func TestJSONReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := drawn(t)
		out, err := export.JSON(e)
		if err != nil {
			t.Fatal(err)
		}
		var doc struct {
			Title, Description string
			Events             []struct {
				ID, Headline, Text, Venue, Lane string
				Claims                          []struct {
					By   struct{ Name string }
					Says string
				}
			}
		}
		if err := json.Unmarshal(out, &doc); err != nil || len(doc.Events) != len(e.Items) {
			t.Fatalf("%d events of %d: %v", len(doc.Events), len(e.Items), err)
		}
		if doc.Title != e.Title || doc.Description != e.Description {
			t.Fatalf("got %q, %q", doc.Title, doc.Description)
		}
		for i, item := range e.Items {
			got := doc.Events[i]
			if got.ID != item.ID || got.Headline != item.Headline || got.Text != item.Text || got.Venue != item.Venue || got.Lane != item.Lane ||
				got.Claims[0].By.Name != item.Claims[0].By.Name || got.Claims[0].Says != item.Claims[0].Says {
				t.Fatalf("got %+v of %+v", got, item)
			}
		}
	})
}

// lawful tells what is wrong with the form of a calendar.
func lawful(ics string, events int) string {
	if !strings.HasSuffix(ics, "\r\n") || strings.Count(ics, "\n") != strings.Count(ics, "\r\n") || strings.Count(ics, "\r") != strings.Count(ics, "\n") {
		return "a line does not end in CRLF"
	}
	for _, l := range strings.Split(ics, "\r\n") {
		if len(l) > 75 || !utf8.ValidString(l) {
			return fmt.Sprintf("the line %q has %d octets or a broken letter", l, len(l))
		}
	}
	var open []string
	began := 0
	for _, l := range unfolded(ics) {
		name, value, found := strings.Cut(l, ":")
		if !found || name == "" || strings.Trim(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-;=") != "" {
			return fmt.Sprintf("%q is no content line", l)
		}
		switch name {
		case "BEGIN":
			open = append(open, value)
			if value == "VEVENT" {
				began++
			}
		case "END":
			if len(open) == 0 || open[len(open)-1] != value {
				return fmt.Sprintf("%q ends what has not begun", l)
			}
			open = open[:len(open)-1]
		}
		if strings.IndexFunc(l, func(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f }) >= 0 {
			return fmt.Sprintf("%q holds a control character", l)
		}
	}
	if len(open) > 0 || began != events {
		return fmt.Sprintf("%d of %d events, %v left open", began, events, open)
	}
	return ""
}

var meant = strings.NewReplacer(`\\`, `\`, `\;`, ";", `\,`, ",", `\n`, "\n")

func TestCalendarReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := drawn(t)
		out, err := export.ICS(e)
		if err != nil {
			t.Fatal(err)
		}
		var days []view.EventItem
		for _, item := range e.Items {
			if item.Date.Days {
				days = append(days, item)
			}
		}
		if wrong := lawful(string(out), len(days)); wrong != "" {
			t.Fatal(wrong)
		}
		at := -1
		for _, l := range unfolded(string(out)) {
			if l == "BEGIN:VEVENT" {
				at++
			}
			if text, found := strings.CutPrefix(l, "SUMMARY;LANGUAGE=ur:"); found {
				if want := strings.Join(strings.Fields(days[at].Headline), " "); meant.Replace(text) != want {
					t.Fatalf("the summary is %q, went in as %q", text, want)
				}
			}
		}
	})
}

// hostile is one event of which every text is the same.
func hostile(text string) view.Events {
	b := view.EventBound{Precision: "day", Year: 2024, Month: 1, Day: 16}
	return view.Events{Title: text, Description: text, Lang: text, Href: text, Zone: text, Dayless: text, Items: []view.EventItem{{
		ID: text, UID: text, Href: text, Lang: text, Headline: text, Text: text, StatusWords: text, Status: text, Venue: text,
		Date:    view.EventDate{EDTF: text, Words: text, First: b, Last: b, Days: true},
		Place:   view.EventPlace{Name: text, Within: []string{text}},
		Topics:  []view.EventName{{Name: text}},
		Claims:  []view.EventClaim{{By: view.EventName{Name: text}, Says: text}},
		Reports: []view.EventReport{{Headline: text, Href: text}},
	}}}
}

var seeds = []string{"", "a\r\nEND:VCALENDAR\r\n", "=1", "\x00\x1f\x7f\u0085\u2028", "\xff\xfe", strings.Repeat("پ", 100), "a\",\"b\n", "en:x"}

func FuzzICS(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		out, err := export.ICS(hostile(text))
		if err != nil {
			t.Fatal(err)
		}
		if wrong := lawful(string(out), 1); wrong != "" {
			t.Error(wrong)
		}
	})
}

func FuzzCSV(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		out, err := export.CSV(hostile(text))
		if err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(strings.NewReader(string(out))).ReadAll()
		if err != nil || len(rows) != 2 {
			t.Fatalf("%d rows, want 2: %v", len(rows), err)
		}
		for _, cell := range rows[1] {
			if strings.ContainsRune("=+-@＝＋－＠\t\r", first(strings.TrimLeft(cell, ` "`))) && cell != "0" {
				t.Errorf("the cell %q begins with a formula", cell)
			}
			if strings.IndexFunc(cell, func(r rune) bool { return r < ' ' && r != '\t' && r != '\n' || r == 0x7f }) >= 0 {
				t.Errorf("the cell %q holds a control character", cell)
			}
		}
	})
}

// BenchmarkFormats writes timelines of two lengths: the time must grow with
// the length and no faster.
func BenchmarkFormats(b *testing.B) {
	one := told(b, full)
	for _, n := range []int{2000, 20000} {
		e := one
		e.Items = make([]view.EventItem, n)
		for i := range e.Items {
			e.Items[i] = one.Items[0]
			e.Items[i].ID = fmt.Sprintf("e%d", i)
		}
		for _, f := range export.Formats() {
			b.Run(fmt.Sprintf("%s/%d", f.Kind, n), func(b *testing.B) {
				for b.Loop() {
					if _, err := f.Write(e); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
