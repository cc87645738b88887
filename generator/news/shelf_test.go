package news_test

import (
	"strings"
	"testing"
	"time"

	"daybook/generator/news"
	"daybook/generator/source"
	"daybook/generator/when"
)

func report(slug string, day int, category string, tags ...string) *news.ArticleCopy {
	return &news.ArticleCopy{
		Copy:     news.Copy{Kind: news.KindArticle, Slug: slug, ID: slug, Title: slug, Place: source.Place{Path: "content/articles/" + slug + ".md"}},
		Category: category, Tags: tags, Status: news.Published,
		Published: news.Moment{Time: time.Date(2024, 1, day, 0, 0, 0, 0, time.UTC)},
	}
}

func TestShelvesHoldWhatIsPublicUnderOneSpelling(t *testing.T) {
	hidden := report("hidden", 5, "Secret", "border", "plot")
	hidden.Draft = true
	copies := news.Copies{
		Site: news.Site{Zone: time.UTC, TagsFrom: 2},
		Articles: []*news.ArticleCopy{
			report("a", 1, "World", "border", "border", "once"), report("b", 2, "world", "Border"), report("c", 3, ""), hidden,
		},
	}
	archive, problems := news.Gather(copies, news.Cut{AsOf: time.Date(2024, 2, 1, 0, 0, 0, 0, time.UTC)})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	told := func(shelves []*news.Shelf) string {
		var out []string
		for _, s := range shelves {
			for _, a := range s.Articles {
				out = append(out, s.Slug+"/"+s.Title+":"+a.Slug)
			}
		}
		return strings.Join(out, " ")
	}
	if got := told(archive.Categories); got != "world/world:b world/world:a" {
		t.Errorf("categories: %s", got)
	}
	if got := told(archive.Tags); got != "border/Border:b border/Border:a" {
		t.Errorf("tags: %s", got)
	}
	if archive.Tag("once") != nil || archive.Category("Secret") != nil || archive.Tag("BORDER") == nil {
		t.Error("a rare tag or a withheld category is found, or a common one is not")
	}
}

func TestRolesAreThoseOfTheDay(t *testing.T) {
	date := func(text string) when.Date {
		d, err := when.Parse(text, time.UTC)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	n := &news.Name{Copy: &news.NameCopy{Roles: []news.Role{
		{Title: "ambassador", To: date("2018")},
		{Title: "minister", From: date("2023-08-17"), To: date("2024-03-04")},
		{Title: "author"},
		{Title: "senator", From: date("2025-01")},
	}}}
	for day, want := range map[string]string{
		"2018-12-31": "ambassador author", "2019-01-01": "author", "2023-08-16": "author", "2023-08-17": "minister author",
		"2024-03-04": "minister author", "2024-03-05": "author", "2025-01-01": "author senator",
	} {
		at, _, _ := date(day).Bounds(time.UTC)
		var got []string
		for _, r := range n.RolesAt(at, time.UTC) {
			got = append(got, r.Title)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("on %s: %v, want %s", day, got, want)
		}
	}
	if (&news.Name{}).RolesAt(time.Now(), time.UTC) != nil {
		t.Error("a name without a file holds an office")
	}
}
