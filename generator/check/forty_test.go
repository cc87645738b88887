package check_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"daybook/generator/problem"
)

// mistake is one file with one mistake, marked by ‸ right before it.
type mistake struct {
	rule   string
	header string // beside what every article here has
	body   string
}

// forty mistakes, each in a file of its own. @ stands for the number of the
// file, so that what one names no other does.
var forty = []mistake{
	{"summary-missing", "title: ‸A headline @", ""},
	{"title-length", "title: ‸" + strings.Repeat("long ", 30) + "@\nsummary: S.", ""},
	{"title-length", "title: ‸" + strings.Repeat("بلند ", 30) + "@\nsummary: S.", ""},
	{"embargo-in-past", "embargo: ‸2024-01-10", ""},
	{"embargo-in-past", "embargo: ‸2024-01-19T08:00:00+05:00", ""},
	{"published-after-updated", "updated: ‸2024-01-18", ""},
	{"published-after-updated", "updated: ‸2023-01-19", ""},
	{"missing-alt", "image: {src: ‸/media/a.png}", ""},
	{"missing-alt", "", "‸![](/media/a.png)"},
	{"missing-alt", "", "ایران ‸![ ](/media/a.png)"},
	{"missing-alt", "events: [{id: e@, date: 2024-01-01, headline: Event @, image: {src: ‸/media/a.png}}]", ""},
	{"quote-without-speaker", "", "‸> Words."},
	{"quote-without-speaker", "", "> Words.\n>\n> ‸— Somebody, minister"},
	{"quote-without-speaker", "", "Before.\n\n‸> Words\n> and more."},
	{"weekday-mismatch", "", "It was on ‸Thursday 16 January 2024."},
	{"weekday-mismatch", "", "It was on ‸Monday, January 16, 2024, they said."},
	{"weekday-mismatch", "standfirst: Talks began on ‸Sunday 7 June 2023.", ""},
	{"undated-relative-date", "", "They met on ‸Tuesday and left."},
	{"undated-relative-date", "", "They met ‸yesterday."},
	{"event-without-id", "events:\n  - ‸date: 2024-01-02\n    headline: Alpha @ signs", ""},
	{"event-after-report", "events: [{id: e@, date: ‸2024-03-01, headline: Bravo opens}]", ""},
	{"event-after-report", "", "[Charlie closes](event:2034-01-16#e@)"},
	{"ends-before-start", "events: [{id: e@, date: ‸2024-01-03, ends: 2024-01-02, headline: Delta votes}]", ""},
	{"self-relation", "events: [{id: e@, date: 2024-01-04, headline: Echo rejects, follows: [‸e@]}]", ""},
	{"self-relation", "events: [{id: e@, date: 2024-01-05, headline: Foxtrot debates, see_also: [‸e@]}]", ""},
	{"relation-order", "events: [{id: e@, date: 2024-01-06, headline: Golf delays, follows: [‸e@-later]}, {id: e@-later, date: 2024-01-16, headline: Hotel reviews}]", ""},
	{"relation-order", "events: [{id: e@, date: 2024-01-07, headline: India moves, caused_by: [‸e@-later]}, {id: e@-later, date: 2024-01-17, headline: Juliet stops}]", ""},
	{"cyclic-relation", "events: [{id: e@, date: 2024-01-08, headline: Kilo starts, part_of: [e@-b]}, {id: e@-b, date: 2024-01-08, headline: Lima ends, part_of: [‸e@]}]", ""},
	{"possible-duplicate-event", "events: [{id: e@, date: 2024-01-09, headline: Mike council opens bridge}, {id: ‸e@-b, date: 2024-01-09, headline: Mike council opens bridge today}]", ""},
	{"unsourced-event", "sources: []\nevents: [{id: ‸e@, date: 2024-01-10, headline: November falls}]", ""},
	{"unsourced-event", "sources: []", "[Oscar rises](event:2024-01-11#e@)"},
	{"claim-without-source", "sources: [{name: One @}, {name: Two @}]\nevents: [{id: e@, date: 2024-01-12, headline: Papa speaks, claims: [{by: ‸ministry, says: No.}]}]", ""},
	{"claim-by-unknown", "events: [{id: e@, date: 2024-01-13, headline: Quebec answers, claims: [{by: ‸nobody-at-all, says: Yes.}]}]", ""},
	{"near-duplicate-names", "people: [‸Abbas Jilanii]", ""},
	{"unknown-person", "people: [‸Zarrin Kolahi]\nevents: [{id: e@, date: 2024-01-15, headline: Tango leaves, actors: [zarrin-kolahi]}]", ""},
	{"unknown-place", "places: [‸Sistan]\nevents: [{id: e@, date: 2024-01-14, headline: Romeo arrives, place: Sistan}]", ""},
	{"expired-but-linked", "", "See ‸[the old one](article:old)."},
	{"needless-exception", "checks: {missing-alt: ‸a picture of no matter}", ""},
	{"needless-exception", "checks: {unsourced-event: ‸the whole town saw it}", ""},
	{"event-conflict", "events: [{id: shared, date: ‸2024-01-18, headline: Sierra begins}]", ""},
}

// article writes the file of a mistake, and tells where the mistake is.
func (m mistake) article(number int) (text string, line, column int) {
	header := m.header
	for _, field := range []string{"title: A headline @", "summary: A summary.", "published: 2024-01-19", "sources: [{name: A statement @}]"} {
		key, _, _ := strings.Cut(field, " ")
		if !strings.HasPrefix(header, key) && !strings.Contains(header, "\n"+key) && !(key == "summary:" && (m.rule == "summary-missing" || strings.Contains(header, "standfirst:"))) {
			header += "\n" + field
		}
	}
	body := m.body
	if body == "" {
		body = "Words."
	}
	text = "---\n" + strings.TrimPrefix(header, "\n") + "\n---\n" + body + "\n"
	text = strings.ReplaceAll(text, "@", fmt.Sprint(number))
	before, after, marked := strings.Cut(text, "‸")
	if !marked {
		before, after = "---\n"+strings.TrimPrefix(strings.ReplaceAll(header, "@", fmt.Sprint(number)), "\n")+"\n---\n", body+"\n"
		after = strings.ReplaceAll(after, "@", fmt.Sprint(number))
	}
	lines := strings.Split(before, "\n")
	return before + after, len(lines), len([]rune(lines[len(lines)-1])) + 1
}

// TestFortyMistakesInFortyFilesAreAllToldAtOnce: no mistake hides another, and
// each is told at its line and column.
func TestFortyMistakesInFortyFilesAreAllToldAtOnce(t *testing.T) {
	files := map[string][]byte{
		"content/media/a.png":        nil,
		"content/media/a.png.yaml":   []byte("credit: A. Nobody\n"),
		"content/organisations/m.md": []byte("---\nname: Ministry\n---\n"),
		"content/people/a.md":        []byte("---\nname: Abbas Jilani\n---\n"),
		"content/articles/old.md":    []byte("---\ntitle: Old\nsummary: S.\npublished: 2023-01-19\nexpires: 2024-01-01\n---\nWords.\n"),
		"content/events/shared.md":   []byte("---\ntitle: Sierra begins\nid: shared\ndate: 2024-01-17\nsources: [{name: A ledger}]\n---\n"),
	}
	want := map[string]bool{}
	for i, m := range forty {
		path := fmt.Sprintf("content/articles/%02d.md", i+10)
		text, line, column := m.article(i + 10)
		files[path] = []byte(text)
		want[fmt.Sprintf("%s:%d:%d %s", path, line, column, m.rule)] = true
	}
	if len(want) != 40 {
		t.Fatalf("%d mistakes", len(want))
	}
	number := regexp.MustCompile(`/(\d\d)\.md`)
	for _, p := range found(t, files) {
		key := fmt.Sprintf("%s %s", p.Place, p.Rule)
		if !want[key] {
			t.Errorf("also found: %s %s (of %s)", key, p.Sentence, forty[at(number, p)].rule)
		}
		if p.Hint == "" {
			t.Errorf("%s: no hint", key)
		}
		delete(want, key)
	}
	for key := range want {
		t.Errorf("not found: %s", key)
	}
}

// at gives the position among the forty of the file that a problem is in.
func at(number *regexp.Regexp, p problem.Problem) int {
	var n int
	if m := number.FindStringSubmatch(p.Place.Path); m != nil {
		fmt.Sscan(m[1], &n)
	}
	return max(0, n-10)
}
