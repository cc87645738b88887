package plan_test

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"daybook/generator/compose"
	"daybook/generator/news"
	"daybook/generator/plan"
	"daybook/generator/route"
	"daybook/generator/search"
	"daybook/generator/source"
	"daybook/generator/view"
	"daybook/generator/when"
)

// dates are of every precision and sureness, so that bounds, groups and parts
// of a timeline meet all of them.
var dates = []string{
	"2021", "2022", "2022-07", "2023-01", "2023-01~", "2023-12-31/2024-01-01", "2024", "2024-01", "2024-01-16", "2024-01-16?",
	"2024-01-16T04:00+05:00", "2024-01-16T23:30Z", "2024-01-16/2024-01-19", "2024-01-16/..", "2024-01-XX", "2024-21", "2024-02-03", "2024-02-04",
}

// archive makes a random archive: topics with many or few events of all sorts
// of date and state, each told by several of its articles in any order.
func archive(t *testing.T, r *rand.Rand, events int) news.Copies {
	t.Helper()
	copies := news.Copies{Site: news.Site{Title: "S", Lang: "en", Dir: "ltr", BaseURL: "https://example.org/", Zone: time.UTC, PageFrom: 2, Search: true, ArticlePattern: "/:year/:month/:day/:slug/"}}
	for i := range 3 {
		name := fmt.Sprintf("t%d", i)
		copies.Topics = append(copies.Topics, &news.TopicCopy{Copy: copyOf(news.KindTopic, "topics/"+name, name)})
	}
	for i := range max(2, events/8) {
		name := fmt.Sprintf("a%d", i)
		a := &news.ArticleCopy{Copy: copyOf(news.KindArticle, "articles/"+name, name), Status: news.Published}
		a.Copy.Place.Path = "content/articles/" + name + ".md"
		a.Published = news.Moment{Time: time.Date(2024, 1, 1+i%40, r.IntN(24), 0, 0, 0, time.UTC)}
		a.Topics = []news.Ref{{Text: fmt.Sprintf("t%d", r.IntN(3))}}
		copies.Articles = append(copies.Articles, a)
	}
	for i := range events {
		e := news.EventCopy{ID: fmt.Sprintf("e%d", i), Headline: "Headline", Importance: r.IntN(11), Order: r.IntN(3)}
		if text := dates[r.IntN(len(dates))]; r.IntN(12) > 0 {
			date, err := when.Parse(text, time.UTC)
			if err != nil {
				t.Fatal(err)
			}
			e.Date = date
		} else {
			e.Unknown = true
		}
		if r.IntN(20) == 0 {
			e.State = "planned"
		}
		for range r.IntN(2) + r.IntN(2) {
			e.Actors = append(e.Actors, news.Ref{Text: fmt.Sprintf("actor %d", r.IntN(6))})
		}
		for range 1 + r.IntN(3) {
			a := copies.Articles[r.IntN(len(copies.Articles))]
			a.Events = append(a.Events, e)
		}
	}
	return copies
}

func copyOf(kind news.Kind, file, slug string) news.Copy {
	return news.Copy{Kind: kind, Place: source.Place{Path: "content/" + file + ".md"}, Title: slug, Slug: slug, ID: slug, Lang: "en"}
}

// planned gathers copies as the public sees them and plans the site.
func planned(t *testing.T, copies news.Copies) (*news.Archive, *route.Table, []plan.File) {
	t.Helper()
	a, problems := news.Gather(copies, news.Cut{AsOf: time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	routes, problems := route.Settle(a, nil)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	say := func(_, key string, values ...any) string { return fmt.Sprint(append([]any{key}, values...)...) }
	return a, routes, plan.Make(plan.Input{
		Desks: []plan.Desk{{Archive: a, Routes: routes, Composer: compose.New(a, routes, say, compose.Fixed{})}},
		Index: noTexts,
	})
}

// noTexts is the index of a site whose texts nobody takes in.
var noTexts = plan.Index{
	Shard: func(*search.Part, int, bool) view.SearchShard { return view.SearchShard{} },
	Sum:   func(*search.Part) string { return "" },
}

// timeline is the whole timeline that a page belongs to; narrower choices of
// one, and pages with the newest first, belong to none.
var timeline = regexp.MustCompile(`^(.*/timeline/)(?:\d{4}/(?:\d\d/)?|undated/|next/)?(?:page/\d+/)?$`)

// Every event of a timeline stands on exactly one entry of its pages. No page
// has more than compose.MaxEntries of them, unless the site asks for whole pages,
// or one twice. Every entry's
// permanent link leads to a page, and no two files have one path.
func TestEveryEventStandsOnOneEntry(t *testing.T) {
	for seed := range uint64(24) {
		r := rand.New(rand.NewPCG(seed, 0))
		copies := archive(t, r, 1+r.IntN(2000))
		if seed%2 == 1 {
			copies.Site.Timelines = news.Timelines{WholeTopics: true, ByMonth: true}
		}
		a, routes, files := planned(t, copies)
		live := map[string]bool{}
		for _, f := range files {
			if live[routes.Href(f.Address)] {
				t.Fatalf("seed %d: two files at %s", seed, f.Address)
			}
			live[routes.Href(f.Address)] = true
		}
		told := map[string]map[string]int{}
		for _, f := range files {
			if f.Kind != "timeline" {
				continue
			}
			v := f.View(nil).(view.Timeline)
			entries := slices.Concat(v.Undated, v.Next)
			for _, g := range v.Groups {
				entries = append(entries, g.Entries...)
			}
			if len(entries) > compose.MaxEntries && copies.Site.Timelines == (news.Timelines{}) {
				t.Fatalf("seed %d: %d entries on %s", seed, len(entries), f.Address)
			}
			here := map[string]bool{}
			for _, e := range entries {
				if here[e.ID] {
					t.Fatalf("seed %d: %s stands twice on %s", seed, e.ID, f.Address)
				}
				if !live[e.Href] {
					t.Fatalf("seed %d: the permanent link %s of an entry on %s leads nowhere", seed, e.Href, f.Address)
				}
				here[e.ID] = true
			}
			whole := timeline.FindStringSubmatch(f.Address)
			if whole == nil {
				continue
			}
			if v.Overview {
				entries = slices.Concat(v.Undated, v.Next)
			}
			if told[whole[1]] == nil {
				told[whole[1]] = map[string]int{}
			}
			for _, e := range entries {
				told[whole[1]][e.ID]++
			}
		}
		check := func(address string, events []*news.Event) {
			for _, e := range events {
				if n := told[address][e.ID]; n != 1 {
					t.Fatalf("seed %d: %s stands on %d entries of %s, which has %d events", seed, e.ID, n, address, len(events))
				}
			}
			if len(told[address]) != len(events) {
				t.Fatalf("seed %d: %s tells %d events and has %d", seed, address, len(told[address]), len(events))
			}
		}
		check(route.Timeline, a.Events)
		for _, topic := range a.Topics {
			check(routes.TopicTimeline(topic), topic.Events)
		}
	}
}

// The order of a timeline is total; neither the order of the files nor the
// zone of the machine changes it.
func TestOrderDoesNotDependOnFilesOrMachine(t *testing.T) {
	defer func(zone *time.Location) { time.Local = zone }(time.Local)
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 1))
		copies := archive(t, r, 1+r.IntN(200))
		time.Local = time.UTC
		want, _, _ := planned(t, copies)
		shuffled := copies
		shuffled.Articles, shuffled.Topics = slices.Clone(copies.Articles), slices.Clone(copies.Topics)
		r.Shuffle(len(shuffled.Articles), func(i, j int) {
			shuffled.Articles[i], shuffled.Articles[j] = shuffled.Articles[j], shuffled.Articles[i]
		})
		slices.Reverse(shuffled.Topics)
		time.Local = time.FixedZone("far", 14*60*60)
		got, _, _ := planned(t, shuffled)
		if got, want := ids(got.Events), ids(want.Events); got != want {
			t.Fatalf("seed %d: another order of files on another machine gives\n%s\nnot\n%s", seed, got, want)
		}
		for i := range len(want.Events) - 1 {
			if e, next := want.Events[i], want.Events[i+1]; !want.Before(e, next) || want.Before(next, e) {
				t.Fatalf("seed %d: %s and %s are not in a total order", seed, e.ID, next.ID)
			}
		}
	}
}

func ids(events []*news.Event) string {
	out := make([]string, len(events))
	for i, e := range events {
		out[i] = e.ID
	}
	return strings.Join(out, " ")
}

// A link to a part of a timeline is held against the parts that there are.
func TestLinksToPartsOfLongPages(t *testing.T) {
	copies := archive(t, rand.New(rand.NewPCG(1, 2)), 1500)
	prose := copies.Articles[0]
	for i, target := range []string{"/timeline/2024/", "/topics/t0/timeline/2024/01/", "/timeline/1999/", "/topics/t0/timeline/events.csv", "/topics/t0/timeline/events.xls", "/topics/t0/timeline/atom.xml", "/corrections/atom.xml", "/people/atom.xml"} {
		prose.Body.Holes = append(prose.Body.Holes, news.Hole{Target: target, Place: source.Place{Path: prose.Place.Path, Line: i + 1}})
	}
	_, routes, files := planned(t, copies)
	var lines []int
	for _, p := range plan.Broken(files, routes) {
		lines = append(lines, p.Place.Line)
	}
	if !slices.Equal(lines, []int{3, 5, 8}) {
		t.Errorf("broken links in lines %v, want 3, 5 and 8", lines)
	}
}

// A site with more pages than a sitemap holds has an index of parts, which
// together name every page once.
func TestManyPagesFillSeveralSitemaps(t *testing.T) {
	copies := archive(t, rand.New(rand.NewPCG(1, 3)), 8)
	for i := range 60_000 {
		name := fmt.Sprintf("page-%d", i)
		copies.Pages = append(copies.Pages, &news.PageCopy{Copy: copyOf(news.KindPage, "pages/"+name, name)})
	}
	_, _, files := planned(t, copies)
	var index view.SitemapIndex
	listed, parts := map[string]int{}, map[string]bool{}
	for _, f := range files {
		switch v := f.View(nil).(type) {
		case view.SitemapIndex:
			index = v
		case view.Sitemap:
			parts["https://example.org"+f.Address] = true
			for _, p := range v.Pages {
				listed[p.Href]++
			}
		}
	}
	for _, m := range index.Maps {
		if !parts[m.Href] {
			t.Errorf("the index names %s, which there is not", m.Href)
		}
	}
	if len(index.Maps) != 2 || len(parts) != 2 || listed["https://example.org/"] != 1 || len(listed) < 60_000 {
		t.Errorf("%d of %d parts in the index, %d pages in them", len(index.Maps), len(parts), len(listed))
	}
	for address, n := range listed {
		if n != 1 {
			t.Errorf("%s is listed %d times", address, n)
		}
	}
}

// The list of feeds names those of a sort while they are few, and else leads to
// the list of what has them; the list for feed readers has all.
func TestListOfFeedsStaysReadable(t *testing.T) {
	for _, people := range []int{3, 300} {
		copies := archive(t, rand.New(rand.NewPCG(1, 4)), 8)
		copies.Site.PageFrom = 1
		for i := range people {
			copies.Articles[0].People = append(copies.Articles[0].People, news.Ref{Text: fmt.Sprintf("Somebody %d", i)})
		}
		_, routes, files := planned(t, copies)
		live := map[string]bool{}
		for _, f := range files {
			live[routes.Href(f.Address)] = true
		}
		for _, f := range files {
			switch v := f.View(nil).(type) {
			case view.Feeds:
				group := v.Groups[slices.IndexFunc(v.Groups, func(g view.FeedGroup) bool { return g.Heading == "people" })]
				if few := people == 3; few != (len(group.Lines) == people) || few != (group.All.Href == "") || !few && group.All.Href != "/people/" {
					t.Errorf("of %d people the list names %d and leads to %q", people, len(group.Lines), group.All.Href)
				}
				for _, g := range v.Groups {
					for _, line := range g.Lines {
						if !live[line.Of.Href] || !live[line.Forms[0].Href] {
							t.Errorf("%s or %s is not there", line.Of.Href, line.Forms[0].Href)
						}
					}
				}
			case view.Outline:
				group := v.Groups[slices.IndexFunc(v.Groups, func(g view.OutlineGroup) bool { return g.Title == "people" })]
				if len(group.Feeds) != people {
					t.Errorf("of %d people the list for readers has %d", people, len(group.Feeds))
				}
			}
		}
	}
}
