package e2e

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// topicTimeline is the page that the whole site is for.
const topicTimeline = "topics/pakistan-iran-relations/timeline/index.html"

// entries gives the entries of a timeline: the articles with an id in its
// ordered lists.
func entries(p *page) []*html.Node {
	var found []*html.Node
	for _, list := range named(p.doc, "ol") {
		for _, article := range named(list, "article") {
			if value(article, "id") != "" {
				found = append(found, article)
			}
		}
	}
	return found
}

// dateOf gives the words of an entry's date.
func dateOf(t *testing.T, entry *html.Node) string {
	t.Helper()
	for e := range elements(entry) {
		if hasClass(e, "entry-date") {
			return words(e)
		}
	}
	t.Fatalf("the entry %q has no date", value(entry, "id"))
	return ""
}

func TestTimelineTellsTheStoryInOrder(t *testing.T) {
	p := story.byPath[topicTimeline]
	if p == nil {
		t.Fatalf("there is no %s", topicTimeline)
	}
	days := []string{"16 January 2024", "17 January 2024", "18 January 2024", "19 January 2024"}
	told := map[int]bool{}
	ids := map[string]bool{}
	last, shared := 0, 0
	for _, entry := range entries(p) {
		id, date := value(entry, "id"), dateOf(t, entry)
		if ids[id] {
			t.Errorf("%s is told twice", id)
		}
		ids[id] = true
		day := slices.IndexFunc(days, func(d string) bool { return strings.Contains(date, d) })
		if day < last {
			t.Errorf("%s (%s) comes after an entry of %s", id, date, days[last])
			continue
		}
		last = day
		for _, time := range named(entry, "time") {
			if value(time, "datetime") == "2024-01-"+days[day][:2] && hasClass(time.Parent, "entry-date") {
				told[day] = true
			}
		}
		reports, sources := evidence(entry)
		if len(reports) == 0 || len(sources) == 0 {
			t.Errorf("%s has %d reports and %d sources", id, len(reports), len(sources))
		}
		if len(reports) > 1 {
			shared++
		}
		for _, report := range reports {
			if !leadsTo(report, languageOf(report)+"events/"+id+"/index.html") {
				t.Errorf("%s counts %s as a report, which does not lead to it", id, report.path)
			}
		}
	}
	for day, date := range days {
		if !told[day] {
			t.Errorf("no entry is dated %s in a <time>", date)
		}
	}
	if shared == 0 {
		t.Error("no entry has several reports")
	}
}

// TestArticlesAndTimelineAgree holds the other way round that an article of
// the topic tells no event that its timeline lacks.
func TestArticlesAndTimelineAgree(t *testing.T) {
	reported := map[string][]*page{}
	for _, entry := range entries(story.byPath[topicTimeline]) {
		reported[value(entry, "id")], _ = evidence(entry)
	}
	count := 0
	for _, p := range story.pages {
		if p.layout != "article" || !leadsTo(p, topicTimeline) {
			continue
		}
		for id, reports := range reported {
			if tellsInList(p, id) {
				count++
				if !slices.Contains(reports, p) {
					t.Errorf("%s tells %s, whose entry does not name it", p.path, id)
				}
			}
		}
	}
	if count < len(reported) {
		t.Errorf("the articles tell %d events, and the timeline has %d", count, len(reported))
	}
}

// tellsInList reports whether an article lists an event among its own.
func tellsInList(p *page, id string) bool {
	for _, section := range named(p.doc, "section") {
		if !hasClass(section, "report-events") {
			continue
		}
		for _, a := range named(section, "a") {
			if value(a, "href") == story.address("events/"+id+"/").Path {
				return true
			}
		}
	}
	return false
}

// evidence gives the articles that an entry links to as its reports, and the
// sources elsewhere.
func evidence(entry *html.Node) (reports []*page, sources []string) {
	for _, a := range named(entry, "a") {
		to, err := url.Parse(value(a, "href"))
		if err != nil {
			continue
		}
		if to.IsAbs() && to.Host != story.base.Host {
			sources = append(sources, to.String())
		}
		if p := story.byPath[strings.TrimPrefix(to.Path, "/")+"index.html"]; p != nil && p.layout == "article" {
			reports = append(reports, p)
		}
	}
	return reports, sources
}

// languageOf gives the folder of the language that a page belongs to: nothing for
// that of the site as a whole.
func languageOf(p *page) string {
	for _, e := range named(p.doc, "html") {
		if folder := value(e, "lang") + "/"; strings.HasPrefix(p.path, folder) {
			return folder
		}
	}
	return ""
}

// leadsTo reports whether a page links to a file.
func leadsTo(p *page, file string) bool {
	for _, a := range named(p.doc, "a") {
		if to, err := story.address(p.path).Parse(value(a, "href")); err == nil && to.Path == story.address(file).Path {
			return true
		}
	}
	return false
}
