package route_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"daybook/generator/markdown"
	"daybook/generator/news"
	"daybook/generator/problem"
	"daybook/generator/route"
	"daybook/generator/source"
)

// site makes a small site: body is that of the article "today".
func site(base, body string) (*news.Archive, []string) {
	place := func(path string) source.Place { return source.Place{Path: path} }
	article := func(slug, body string) *news.ArticleCopy {
		path := "content/articles/2024/01/" + slug + ".md"
		file := source.NewFile(path, []byte(body))
		read := markdown.NewReader().Read(file, source.Span{End: len(body)}, markdown.Options{Lang: "en", Zone: time.UTC})
		return &news.ArticleCopy{
			Copy:      news.Copy{Kind: news.KindArticle, Place: place(path), Title: slug, Slug: slug, ID: slug, Body: read.Body},
			Published: news.Moment{Time: time.Date(2024, 1, 19, 0, 0, 0, 0, time.UTC), Day: true},
			Dateline:  news.Dateline{Zone: time.UTC},
			People:    []news.Ref{{Text: "jalil"}, {Text: "once"}},
			Topics:    []news.Ref{{Text: "iran"}},
			Events:    read.Events,
		}
	}
	old := article("older", "## What we know\n\n## ایران\n")
	old.Aliases = []news.Ref{{Text: "/blog/older.html"}, {Text: "was/here"}}
	draft := article("secret-plan", "## x")
	draft.Draft = true
	own := news.Copy{Kind: news.KindEvent, Place: place("content/events/talks.md"), Title: "Talks", Slug: "talks", ID: "talks"}
	copies := news.Copies{
		Site:     news.Site{BaseURL: base, Zone: time.UTC, Lang: "en", PageFrom: 9, ArticlePattern: "/:year/:month/:day/:slug/"},
		Articles: []*news.ArticleCopy{article("today", body), old, draft},
		Topics:   []*news.TopicCopy{{Copy: news.Copy{Kind: news.KindTopic, Place: place("content/topics/iran.md"), Title: "Iran", Slug: "iran", ID: "iran"}, AlsoKnownAs: []news.Ref{{Text: "ایران"}}}},
		Names:    []*news.NameCopy{{Copy: news.Copy{Kind: news.KindPerson, Place: place("content/people/jalil.md"), Title: "Jalil", Slug: "jalil", ID: "jalil"}}},
		Pages:    []*news.PageCopy{{Copy: news.Copy{Kind: news.KindPage, Place: place("content/pages/about.md"), Title: "About", Slug: "about", ID: "about"}}},
		Events:   []*news.EventCopy{{ID: "talks", Unknown: true, Headline: "Talks", Own: &own, Place: own.Place}},
	}
	archive, _ := news.Gather(copies, news.Cut{AsOf: time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)})
	return archive, []string{"media/a.jpg", "media/cafe\u0301.jpg"}
}

func article(a *news.Archive, slug string) *news.Article { return a.Article(slug) }

func TestLinksLeadWhereTheyShould(t *testing.T) {
	for link, want := range map[string]string{
		"/":                              "/news/",
		"/topics/":                       "/news/topics/",
		"/topics":                        "/news/topics/",
		"/topics/iran/":                  "/news/topics/iran/",
		"/topics/iran/timeline/":         "/news/topics/iran/timeline/",
		"/topics/iran/timeline":          "/news/topics/iran/timeline/",
		"/topics/iran/atom.xml":          "/news/topics/iran/atom.xml",
		"/people/jalil/timeline/":        "/news/people/jalil/timeline/",
		"/2024/":                         "/news/2024/",
		"/2024/w03/":                     "/news/2024/w03/",
		"/2024/01/19/older/":             "/news/2024/01/19/older/",
		"/2024/01/19/older/#h-ایران":     "/news/2024/01/19/older/#h-%D8%A7%DB%8C%D8%B1%D8%A7%D9%86",
		"/2024/01/19/older#what-we-know": "/news/2024/01/19/older/#h-what-we-know",
		"/search/?q=iran&p=a+b":          "/news/search/?q=iran&p=a+b",
		"/search/?q=ایران":               "/news/search/?q=%D8%A7%DB%8C%D8%B1%D8%A7%D9%86",
		"/atom.xml":                      "/news/atom.xml",
		"/blog/older.html":               "/news/2024/01/19/older/",
		"/was/here/":                     "/news/2024/01/19/older/",
		"older.md":                       "/news/2024/01/19/older/",
		"older.md#What%20we%20know":      "/news/2024/01/19/older/#h-what-we-know",
		"../../../topics/iran.md":        "/news/topics/iran/",
		"../../../pages/about.md":        "/news/about/",
		"../../../people/jalil.md":       "/news/people/jalil/",
		"../../../events/talks.md":       "/news/events/talks/",
		"../../../media/a.jpg":           "/news/media/a.jpg",
		"/media/caf%C3%A9.jpg":           "/news/media/cafe%CC%81.jpg",
		"#here":                          "#h-here",
		"#h-here":                        "#h-here",
		"article:older":                  "/news/2024/01/19/older/",
		"article:Older#ایران":            "/news/2024/01/19/older/#h-%D8%A7%DB%8C%D8%B1%D8%A7%D9%86",
		"topic:ایران":                    "/news/topics/iran/",
		"topic:Iran#timeline":            "/news/topics/iran/#timeline",
		"person:Jalil":                   "/news/people/jalil/",
		"person:once":                    "",
		"place:nowhere":                  "",
		"page:about":                     "/news/about/",
		"event:talks":                    "/news/events/talks/",
		"article:secret-plan":            "", // words, until it is public
		"/2024/01/19/secret-plan/":       "",
		"secret-plan.md":                 "",
	} {
		t.Run(link, func(t *testing.T) {
			a, media := site("https://site.example/news/", "## Here\n\n[x](<"+link+">)")
			table, problems := route.Settle(a, media)
			body := &article(a, "today").Body
			if got := table.Hole(body.Holes[0], body); got != want || len(problems) > 0 {
				t.Errorf("got %q, want %q; %v", got, want, problems)
			}
		})
	}
}

func TestBrokenLinksAreToldWithAWayOut(t *testing.T) {
	for link, hint := range map[string]string{
		"/topics/iram/":                 "/topics/iran/",
		"/news/topics/iran/":            "write /topics/iran/",
		"/Topics/Iran/":                 "/topics/iran/",
		"article:odler":                 "did you mean article:older?",
		"topic:iram":                    "did you mean topic:iran?",
		"event:talk":                    "",
		"page:abuot":                    "did you mean page:about?",
		"older":                         "did you mean /2024/01/19/older/?",
		"oldr.md":                       "did you mean /2024/01/19/older/?",
		"older.md#nothing":              "no such part",
		"#nothing":                      "no such part",
		"#":                             "look at the address",
		"//evil.example/":               "look at the address",
		"../../../../../../etc/passwd":  "look at the address",
		"/\\evil.example":               "look at the address",
		"person:...":                    "look at the name",
		"/media/b.jpg":                  "",
		"/2024/01/19/older/#no-heading": "no such part",
	} {
		t.Run(link, func(t *testing.T) {
			a, media := site("https://site.example/news/", "## Here\n\n[x](<"+link+">)")
			_, problems := route.Settle(a, media)
			if strings.HasPrefix(link, "event:") {
				if len(problems) > 0 {
					t.Errorf("news tells of unknown events, and route as well: %v", problems)
				}
				return
			}
			if len(problems) != 1 || problems[0].Rule != route.RuleBroken || problems[0].Place.String() != "content/articles/2024/01/today.md:3:1" {
				t.Fatalf("got %v", problems)
			}
			if p := problems[0]; p.Hint == "" || !strings.Contains(p.Hint, hint) {
				t.Errorf("hint %q, want %q", p.Hint, hint)
			}
			if p := problems[0]; strings.Contains(p.Sentence+p.Hint, "secret") {
				t.Errorf("%v tells of a draft", p)
			}
		})
	}
}

func TestPicturesAreFilesOfMedia(t *testing.T) {
	for target, ok := range map[string]bool{"/media/a.jpg": true, "../../../media/a.jpg": true, "/topics/": false, "/media/A.jpg": false, "/media/none.jpg": false} {
		a, media := site("https://site.example/", "![x]("+target+")")
		if _, problems := route.Settle(a, media); (len(problems) == 0) != ok {
			t.Errorf("%s: %v", target, problems)
		}
	}
}

func TestCollisionsNameBoth(t *testing.T) {
	for slug, want := range map[string]string{
		"topics": "the list of topics", "2024": "an edition", "assets": "the style sheets", "search": "the search page",
	} {
		a, media := site("https://site.example/", "x")
		a.Pages[0].Slug = slug
		_, problems := route.Settle(a, media)
		if len(problems) != 1 || problems[0].Rule != route.RuleCollision || problems[0].Place.Path != "content/pages/about.md" && len(problems[0].Notes) == 0 || !strings.Contains(problems[0].Sentence, want) {
			t.Errorf("%s: %v", slug, problems)
		}
	}
	a, media := site("https://site.example/", "x")
	a.Articles[0].Slug, a.Articles[1].Slug = "strasse", "straße"
	_, problems := route.Settle(a, media)
	if len(problems) != 1 || problems[0].Rule != route.RuleCollision || len(problems[0].Notes) != 1 {
		t.Errorf("by letter case: %v", problems)
	}
}

func TestHrefIsAnAddressOfRFC3986(t *testing.T) {
	a, _ := site("https://site.example/a b/", "x")
	table, _ := route.Settle(a, nil)
	for _, address := range []string{"/", "/topics/ایران/", "/a b/%/?x=\"<>#f g", "/:/", "//x/", "/ä?q=ä"} {
		href := table.Href(address)
		u, err := url.Parse(href)
		if err != nil || u.Host != "" || !strings.HasPrefix(u.Path, "/a b/") || strings.ContainsFunc(href, func(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune(`"<>`, r) }) {
			t.Errorf("%q gives %q", address, href)
		}
	}
	if got := table.Absolute("/topics/"); got != "https://site.example/a%20b/topics/" {
		t.Errorf("Absolute gives %q", got)
	}
}

func TestRefRunsNothing(t *testing.T) {
	a, _ := site("https://site.example/", "x")
	table, _ := route.Settle(a, nil)
	for ref, want := range map[string]string{
		"javascript://%0aalert(1)": "", "data:x": "", "https://x.example/": "https://x.example/", "mailto:a@b.example": "mailto:a@b.example",
		"about": "/about/", "topic:iran": "/topics/iran/", "": "", "/topics/": "/topics/", "nothing": "",
	} {
		if got := table.Ref(news.Ref{Text: ref}); got != want {
			t.Errorf("%q gives %q, want %q", ref, got, want)
		}
	}
}

func TestBodiesOfOtherKindsAreChecked(t *testing.T) {
	a, media := site("https://site.example/", "x")
	a.Topics[0].Body.Holes = []news.Hole{{Kind: news.KindEvent, Target: "talk", Place: source.Place{Path: "content/topics/iran.md", Line: 9, Column: 2}}}
	_, problems := route.Settle(a, media)
	if len(problems) != 1 || problems[0].Place.Line != 9 || !strings.Contains(problems[0].Hint, "event:talks") {
		t.Errorf("got %v", problems)
	}
}

// BenchmarkSettle settles 10,000 articles with ten links each; broken makes
// every one of them lead nowhere.
func BenchmarkSettle(b *testing.B) {
	for _, broken := range []bool{false, true} {
		b.Run(fmt.Sprintf("broken=%v", broken), func(b *testing.B) {
			const articles = 10_000
			copies := news.Copies{Site: news.Site{BaseURL: "https://x.example/", Zone: time.UTC, ArticlePattern: "/:year/:slug/"}}
			for i := range articles {
				c := &news.ArticleCopy{
					Copy:      news.Copy{Kind: news.KindArticle, Slug: fmt.Sprintf("story-number-%d", i), Place: source.Place{Path: fmt.Sprintf("content/articles/%d.md", i)}},
					Published: news.Moment{Time: time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)}, Dateline: news.Dateline{Zone: time.UTC},
				}
				c.Title, c.ID = c.Slug, c.Slug
				for j := range 10 {
					target := fmt.Sprintf("/2024/story-number-%d/", (i+j)%articles)
					if broken {
						target = fmt.Sprintf("/2023/tory-numbr-%d-%d/", i, j)
					}
					c.Body.Holes = append(c.Body.Holes, news.Hole{Target: target, Place: c.Place})
				}
				copies.Articles = append(copies.Articles, c)
			}
			archive, _ := news.Gather(copies, news.Cut{AsOf: time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)})
			var problems []problem.Problem
			for b.Loop() {
				_, problems = route.Settle(archive, nil)
			}
			b.ReportMetric(float64(len(problems)), "problems")
		})
	}
}

// Which parts a long page has is settled by the plan, so links to them are kept
// for it.
func TestLinksToPartsAreKeptForThePlan(t *testing.T) {
	archive, media := site("https://example.org/", `
[a](/topics/iran/timeline/2024/) [b](/topics/iran/page/2/) [c](/events/talks/page/2) [d](/timeline/2024/01/?q=1#x) [e](/topics/iran/timeline/events.csv)
[f](/topics/iran/timeline/)
`)
	table, problems := route.Settle(archive, media)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	var got []string
	for _, d := range table.Deep() {
		got = append(got, fmt.Sprint(d.Address, " ", d.Place.Line))
	}
	want := "/topics/iran/timeline/2024/ 2, /topics/iran/page/2/ 2, /events/talks/page/2/ 2, /timeline/2024/01/ 2, /topics/iran/timeline/events.csv 2, /topics/iran/timeline/ 3"
	if strings.Join(got, ", ") != want {
		t.Errorf("kept\n%s\nnot\n%s", strings.Join(got, ", "), want)
	}
	for _, link := range []string{"/topics/nobody/timeline/2024/", "/topics/iran/2024/", "/about/page/2/", "/people/nobody/page/2/", "/events/nothing/page/2/"} {
		archive, media := site("https://example.org/", "[a]("+link+")")
		if _, problems := route.Settle(archive, media); len(problems) != 1 {
			t.Errorf("%s: got %v", link, problems)
		}
	}
}
