package news_test

import (
	"testing"
	"time"

	"daybook/generator/news"
)

func TestIdentityIsTheID(t *testing.T) {
	published := news.Moment{Time: time.Date(2024, 1, 19, 23, 30, 0, 0, time.FixedZone("", 5*3600))}
	for want, a := range map[string]*news.ArticleCopy{
		"x-1":             {Copy: news.Copy{ID: "x-1", Slug: "week", HasID: true}, Published: published},
		"2024-01-19-week": {Copy: news.Copy{ID: "week", Slug: "week"}, Published: published},
		"draft":           {Copy: news.Copy{ID: "draft", Slug: "draft"}},
	} {
		if got := a.Identity(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// TestAnIDIsAReference follows references to things whose slugs have changed.
func TestAnIDIsAReference(t *testing.T) {
	copies := news.Copies{
		Site:   news.Site{Zone: time.UTC, PageFrom: 2},
		Topics: []*news.TopicCopy{{Copy: news.Copy{Kind: news.KindTopic, ID: "border", HasID: true, Slug: "frontier", Title: "Frontier"}}},
		Names:  []*news.NameCopy{{Copy: news.Copy{Kind: news.KindPerson, ID: "jilani", HasID: true, Slug: "abbas", Title: "Abbas"}}},
		Pages:  []*news.PageCopy{{Copy: news.Copy{Kind: news.KindPage, ID: "about", HasID: true, Slug: "us", Title: "Us"}}},
	}
	archive, problems := news.Gather(copies, news.Cut{AsOf: time.Date(2024, 1, 20, 0, 0, 0, 0, time.UTC), Drafts: true, Future: true})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if archive.Topic("border") == nil || archive.Name(news.KindPerson, "jilani") == nil || archive.Page("about") == nil {
		t.Error("an id leads nowhere")
	}
}
