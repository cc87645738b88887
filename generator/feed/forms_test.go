package feed_test

import (
	"flag"
	"html"
	"os"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"github.com/mmcdole/gofeed"
	"pgregory.net/rapid"

	"daybook/generator/feed"
	"daybook/generator/view"
)

var forms = map[string]func(view.Feed) ([]byte, error){"atom": feed.Atom, "rss": feed.RSS, "json": feed.JSON}

// TestMain makes the random texts the same in every run. A flag on the command
// line, such as -rapid.seed=0 for another seed in every run, asks for others.
func TestMain(m *testing.M) {
	defaults := map[string]string{"rapid.seed": "1", "rapid.nofailfile": "true"}
	flag.Parse()
	flag.Visit(func(f *flag.Flag) { delete(defaults, f.Name) })
	for name, value := range defaults {
		if err := flag.Set(name, value); err != nil {
			panic(err)
		}
	}
	os.Exit(m.Run())
}

// parse reads a feed in any form as a feed reader does.
func parse(t interface {
	Helper()
	Fatalf(string, ...any)
}, form string, f view.Feed) *gofeed.Feed {
	t.Helper()
	text, err := forms[form](f)
	if err != nil {
		t.Fatalf("%s: write: %v", form, err)
	}
	parsed, err := gofeed.NewParser().ParseString(string(text))
	if err != nil {
		t.Fatalf("%s: read back: %v\n%s", form, err, text)
	}
	if parsed.FeedType != form {
		t.Fatalf("%s reads back as %s", form, parsed.FeedType)
	}
	return parsed
}

// TestFormsTellTheSame: an entry has the same identity, address, date, title,
// summary and categories whatever the form.
func TestFormsTellTheSame(t *testing.T) {
	for form := range forms {
		got := parse(t, form, sample)
		if got.Title != sample.Title || got.Description != sample.Subtitle || got.Language != sample.Lang || got.Link != sample.Home || got.FeedLink != sample.Self {
			t.Errorf("%s: the feed reads back as %q, %q, %q, %q, %q", form, got.Title, got.Description, got.Language, got.Link, got.FeedLink)
		}
		if len(got.Items) != len(sample.Items) {
			t.Fatalf("%s: %d entries, want %d", form, len(got.Items), len(sample.Items))
		}
		for i, want := range sample.Items {
			item := got.Items[i]
			if item.GUID != want.ID || item.Link != want.Href || item.Title != want.Title || !item.PublishedParsed.Equal(instant(t, want.Published)) {
				t.Errorf("%s: entry %d reads back as %q, %q, %q, %s", form, i, item.GUID, item.Link, item.Title, item.Published)
			}
			if diff := cmp.Diff(want.Categories, item.Categories); diff != "" {
				t.Errorf("%s: categories of entry %d (-want +got):\n%s", form, i, diff)
			}
			var authors []string
			for _, a := range item.Authors {
				authors = append(authors, a.Name)
			}
			if want.Authors != nil {
				if form == "rss" { // of several dc:creator the reader keeps the first
					want.Authors = want.Authors[:1]
				}
				if diff := cmp.Diff(want.Authors, authors); diff != "" {
					t.Errorf("%s: authors of entry %d (-want +got):\n%s", form, i, diff)
				}
			}
			if form == "rss" {
				item.Description = html.UnescapeString(item.Description)
			}
			if item.Description != want.Summary {
				t.Errorf("%s: entry %d is summed up as %q, want %q", form, i, item.Description, want.Summary)
			}
		}
	}
}

// TestFormsAreReadableWhateverTheText: no text breaks a feed or the identity
// and address of an entry.
func TestFormsAreReadableWhateverTheText(t *testing.T) {
	anything := rapid.StringOf(rapid.RuneFrom([]rune("ab &<>\"']\x00\x01\x1b\t\n\r\u0085\u2028\u202e\u2066\ufeff\ufffe😀پ"), unicode.Letter, unicode.Cc, unicode.So))
	rapid.Check(t, func(t *rapid.T) {
		f := sample
		f.Title, f.Subtitle, f.Author = anything.Draw(t, "title"), anything.Draw(t, "subtitle"), anything.Draw(t, "author")
		f.Items = []view.FeedItem{sample.Items[0], sample.Items[1]}
		f.Items[0].Title, f.Items[1].Summary = anything.Draw(t, "headline")+"]]></script>", anything.Draw(t, "summary")
		for form := range forms {
			got := parse(t, form, f)
			if len(got.Items) != len(f.Items) {
				t.Fatalf("%s: %d entries, want %d", form, len(got.Items), len(f.Items))
			}
			for i, item := range got.Items {
				if item.GUID != sample.Items[i].ID || item.Link != sample.Items[i].Href {
					t.Fatalf("%s: entry %d reads back as %s, %s", form, i, item.GUID, item.Link)
				}
			}
		}
	})
}

// TestRSSKeepsTheIdentity: the guid is no address, and a change shows without
// touching it.
func TestRSSKeepsTheIdentity(t *testing.T) {
	text, err := feed.RSS(sample)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`<guid isPermaLink="false">tag:news.example,2024:article/one</guid>`,
		`<description>Words &amp;amp; &amp;lt;words&amp;gt;.</description>`,
		`<pubDate>Thu, 18 Jan 2024 13:30:00 +0500</pubDate>`,
		`<atom:updated>2024-01-19T13:30:00Z</atom:updated>`,
		`<atom:link rel="self" type="application/rss+xml" href="https://news.example/atom.xml"></atom:link>`,
	} {
		if n := strings.Count(string(text), want); n != 1 {
			t.Errorf("%s stands %d times, want once", want, n)
		}
	}
	wrong := sample
	wrong.Updated = "yesterday"
	if _, err := feed.RSS(wrong); err == nil {
		t.Error("a time that is none was written")
	}
}
