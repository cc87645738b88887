package route_test

import (
	"strings"
	"testing"
	"time"

	"daybook/generator/news"
	"daybook/generator/route"
	"daybook/generator/source"
)

// chosen settles a site with a topic, an event, a person and a day.
func chosen(t *testing.T, site news.Site) (*route.Table, *news.Archive, []string) {
	t.Helper()
	site.BaseURL, site.Zone, site.Lang, site.PageFrom, site.ArticlePattern = "https://x.example/", time.UTC, "en", 1, "/:year/:slug/"
	copyOf := func(kind news.Kind, folder, slug string) news.Copy {
		return news.Copy{Kind: kind, Place: source.Place{Path: "content/" + folder + "/" + slug + ".md"}, Title: slug, Slug: slug, ID: slug, Lang: "en"}
	}
	article := &news.ArticleCopy{Copy: copyOf(news.KindArticle, "articles", "a"), Status: news.Published, Published: news.Moment{Time: time.Date(2024, 1, 9, 0, 0, 0, 0, time.UTC)}}
	article.Topics, article.People = []news.Ref{{Text: "iran"}}, []news.Ref{{Text: "Someone"}}
	article.Events = []news.EventCopy{{ID: "e", Headline: "E", Unknown: true}}
	copies := news.Copies{Site: site, Articles: []*news.ArticleCopy{article}, Topics: []*news.TopicCopy{{Copy: copyOf(news.KindTopic, "topics", "iran")}}}
	archive, problems := news.Gather(copies, news.Cut{AsOf: time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	table, found := route.Settle(archive, nil)
	var said []string
	for _, p := range found {
		said = append(said, p.Sentence+" | "+p.Hint)
	}
	return table, archive, said
}

func TestAddressesFollowSiteYaml(t *testing.T) {
	table, archive, said := chosen(t, news.Site{
		Patterns: news.Patterns{TopicTimeline: "/topics/:slug/timeline.html", Day: "/days/:year-:month-:day/", Days: "/days/", Month: "/timeline/:year-:month/"},
		Feeds:    news.Feeds{Forms: []news.Feed{{Form: news.RSS, File: "index.xml"}}},
	})
	if len(said) > 0 {
		t.Fatal(said)
	}
	for got, want := range map[string]string{
		table.TopicTimeline(archive.Topics[0]):                  "/topics/iran/timeline.html",
		table.Span(archive.Days[0]):                             "/days/2024-01-09/",
		table.Days():                                            "/days/",
		table.TimelineMonth(2024, 1):                            "/timeline/2024-01/",
		route.Below("/topics/iran/timeline.html"):               "/topics/iran/timeline/",
		route.Below("/timeline/"):                               "/timeline/",
		table.Ref(news.Ref{Text: "/topics/iran/timeline.html"}): "/topics/iran/timeline.html",
		table.Ref(news.Ref{Text: "/topics/iran/index.xml"}):     "/topics/iran/index.xml",
		table.Ref(news.Ref{Text: "/index.xml"}):                 "/index.xml",
		table.Ref(news.Ref{Text: "/atom.xml"}):                  "",
		table.Ref(news.Ref{Text: "/days/2024-01-09/"}):          "/days/2024-01-09/",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestWhatAPaperDoesWithoutHasNoAddress(t *testing.T) {
	table, archive, said := chosen(t, news.Site{Patterns: news.Patterns{Days: "/days/"}, Without: news.Without{
		Events: true, People: true, Organisations: true, Places: true, Days: true, Weeks: true, Months: true, Years: true,
	}})
	if len(said) > 0 {
		t.Fatal(said)
	}
	for name, got := range map[string]string{
		"event": table.Event(archive.Events[0]), "day": table.Span(archive.Days[0]), "week": table.Span(archive.Weeks[0]),
		"month": table.Span(archive.Months[0]), "year": table.Span(archive.Years[0]), "list of days": table.Days(),
		"href": table.Href(""), "whole": table.Absolute(""), "people": table.Ref(news.Ref{Text: "/people/"}),
		"event in prose": table.Hole(news.Hole{Kind: news.KindEvent, Target: "e"}, nil),
		"name in prose":  table.Hole(news.Hole{Kind: news.KindPerson, Target: "someone"}, nil),
	} {
		if got != "" {
			t.Errorf("%s: %q, want nothing", name, got)
		}
	}
	if len(archive.People) > 0 {
		t.Error("a person has a page")
	}
}

func TestListOfDaysCollides(t *testing.T) {
	_, _, said := chosen(t, news.Site{Patterns: news.Patterns{Days: "/topics/", DaysAt: source.Place{Path: "content/site.yaml", Line: 3, Column: 9}}})
	if len(said) != 1 || !strings.Contains(said[0], "the list of days would live at /topics/") || !strings.Contains(said[0], "permalinks.days") {
		t.Errorf("said %q", said)
	}
}
