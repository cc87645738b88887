package feed_test

import (
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"github.com/mmcdole/gofeed/atom"
	"pgregory.net/rapid"

	"daybook/generator/feed"
	"daybook/generator/view"
)

// read reads a feed as a feed reader does.
func read(t interface {
	Helper()
	Fatalf(string, ...any)
}, f view.Feed) *atom.Feed {
	t.Helper()
	text, err := feed.Atom(f)
	if err != nil {
		t.Fatalf("write: %v", err)
	}
	parsed, err := new(atom.Parser).Parse(strings.NewReader(string(text)))
	if err != nil {
		t.Fatalf("read back: %v\n%s", err, text)
	}
	return parsed
}

var sample = view.Feed{
	ID: "tag:news.example,2024:feed/atom.xml", Title: "The Day", Subtitle: "All of it", Self: "https://news.example/atom.xml",
	Home: "https://news.example/", Lang: "en", Author: "The House", Updated: "2024-01-19T13:30:00Z",
	Items: []view.FeedItem{
		{
			ID: "tag:news.example,2024:article/one", Title: "One & <two>", Href: "https://news.example/a/?x=1&y=2", Lang: "en",
			Summary: "Words & <words>.", Authors: []string{"A. Writer", "B. Writer"}, Categories: []string{"Pakistan–Iran"},
			Published: "2024-01-18T13:30:00+05:00", Updated: "2024-01-19T13:30:00Z",
		},
		{ID: "tag:news.example,2024:article/two", Title: "ایران", Href: "https://news.example/%D8%A7/", Lang: "fa", Published: "2024-01-17T00:00:00Z", Updated: "2024-01-17T00:00:00Z"},
	},
}

func TestAtomReadsBackTheSame(t *testing.T) {
	got := read(t, sample)
	if got.ID != sample.ID || got.Title != sample.Title || got.Subtitle != sample.Subtitle || got.Updated != sample.Updated || got.Language != sample.Lang {
		t.Errorf("the feed reads back as %+v", got)
	}
	links := map[string]string{}
	for _, l := range got.Links {
		links[l.Rel] = l.Href
	}
	if diff := cmp.Diff(map[string]string{"self": sample.Self, "alternate": sample.Home}, links); diff != "" {
		t.Errorf("links of the feed (-want +got):\n%s", diff)
	}
	if len(got.Entries) != len(sample.Items) {
		t.Fatalf("%d entries, want %d", len(got.Entries), len(sample.Items))
	}
	for i, want := range sample.Items {
		e := got.Entries[i]
		back := view.FeedItem{ID: e.ID, Title: e.Title, Href: e.Links[0].Href, Lang: want.Lang, Summary: e.Summary, Published: e.Published, Updated: e.Updated}
		for _, a := range e.Authors {
			back.Authors = append(back.Authors, a.Name)
		}
		for _, c := range e.Categories {
			back.Categories = append(back.Categories, c.Term)
		}
		if diff := cmp.Diff(want, back); diff != "" {
			t.Errorf("entry %d (-want +got):\n%s", i, diff)
		}
		if !e.PublishedParsed.Equal(instant(t, want.Published)) {
			t.Errorf("entry %d was published %s, want %s", i, e.PublishedParsed, want.Published)
		}
	}
}

func instant(t *testing.T, text string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// TestAtomMarksForeignLanguages: an entry in another language than the feed's
// says so, and one in the same language does not.
func TestAtomMarksForeignLanguages(t *testing.T) {
	text, err := feed.Atom(sample)
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(text), `xml:lang="fa"`); n != 1 {
		t.Errorf("xml:lang=fa stands %d times, want once", n)
	}
	if n := strings.Count(string(text), `xml:lang="en"`); n != 1 {
		t.Errorf("xml:lang=en stands %d times, want once, on the feed", n)
	}
}

// TestAtomKeepsAwkwardText: what XML allows comes back; what it does not allow
// is left out and leaves the feed readable.
func TestAtomKeepsAwkwardText(t *testing.T) {
	for name, text := range map[string]struct{ in, out string }{
		"ampersand":      {"Q & A &amp; more", "Q & A &amp; more"},
		"end of CDATA":   {"a]]>b", "a]]>b"},
		"markup":         {`<script>alert("x")</script>`, `<script>alert("x")</script>`},
		"emoji":          {"🕊️ 👩‍⚖️ calm", "🕊️ 👩‍⚖️ calm"},
		"right to left":  {"\u2067ایران\u2069 و پاکستان", "\u2067ایران\u2069 و پاکستان"},
		"bidi override":  {"a\u202eb\u202cc", "a\u202eb\u202cc"},
		"open override":  {"a\u202eb", "a\u202eb\u202c"},
		"end of nothing": {"a\u2069b\u202cc", "abc"},
		"within isolate": {"\u2067a\u202db\u2069c", "\u2067a\u202db\u2069c"},
		"control signs":  {"a\x00b\x01c\x08d\x1be\ufffef\uffffg", "abcdefg"},
		"line in a text": {"a\tb\nc", "a\tb\nc"},
		"quotes":         {`“a” 'b' "c"`, `“a” 'b' "c"`},
	} {
		f := sample
		f.Items = []view.FeedItem{sample.Items[0]}
		f.Items[0].Title, f.Items[0].Summary, f.Title = text.in, text.in, text.in
		f.Items[0].Authors, f.Items[0].Categories = []string{text.in}, []string{text.in}
		got := read(t, f)
		e := got.Entries[0]
		for what, back := range map[string]string{"title": e.Title, "summary": e.Summary, "feed": got.Title, "author": e.Authors[0].Name, "category": e.Categories[0].Term} {
			if back != text.out {
				t.Errorf("%s: %s reads back as %q, want %q", name, what, back, text.out)
			}
		}
	}
}

// TestAtomIsWellFormedWhateverTheText draws texts with anything in them.
func TestAtomIsWellFormedWhateverTheText(t *testing.T) {
	anything := rapid.StringOf(rapid.RuneFrom([]rune("ab &<>\"']\x00\x01\x1b\t\n\r\u0085\u2028\u202e\u2066\ufeff\ufffe😀پ"), unicode.Letter, unicode.Cc, unicode.So))
	rapid.Check(t, func(t *rapid.T) {
		f := sample
		f.Title, f.Subtitle, f.Author = anything.Draw(t, "title"), anything.Draw(t, "subtitle"), anything.Draw(t, "author")
		f.Items = []view.FeedItem{sample.Items[0], sample.Items[1]}
		f.Items[0].Title, f.Items[1].Summary = anything.Draw(t, "headline"), anything.Draw(t, "summary")
		got := read(t, f)
		for i, e := range got.Entries {
			if e.ID != sample.Items[i].ID || e.Links[0].Href != sample.Items[i].Href || e.Updated != sample.Items[i].Updated {
				t.Fatalf("entry %d reads back as %s, %s, %s", i, e.ID, e.Links[0].Href, e.Updated)
			}
		}
		if len(got.Entries) != len(f.Items) {
			t.Fatalf("%d entries, want %d", len(got.Entries), len(f.Items))
		}
	})
}

func TestRobots(t *testing.T) {
	for _, c := range []struct {
		in   view.Robots
		want string
	}{
		{view.Robots{Sitemap: "https://news.example/sitemap.xml"}, "User-agent: *\nAllow: /\n\nSitemap: https://news.example/sitemap.xml\n"},
		{view.Robots{Sitemap: "https://news.example/sitemap.xml", News: "https://news.example/sitemap-news.xml"}, "User-agent: *\nAllow: /\n\nSitemap: https://news.example/sitemap.xml\nSitemap: https://news.example/sitemap-news.xml\n"},
		{view.Robots{Sitemap: "https://news.example/sitemap.xml", Closed: true}, "User-agent: *\nDisallow: /\n"},
	} {
		if got := string(feed.Robots(c.in)); got != c.want {
			t.Errorf("robots of %+v are %q, want %q", c.in, got, c.want)
		}
	}
}

func TestRedirects(t *testing.T) {
	got := string(feed.Redirects(view.Redirects{Rules: []view.Redirect{{From: "/a/", To: "/b/", Status: 301}, {From: "/gone/", To: "/c/", Status: 410, Forced: true}}}))
	if want := "/a/ /b/ 301\n/gone/ /c/ 410!\n"; got != want {
		t.Errorf("redirects are %q, want %q", got, want)
	}
	if got := feed.Redirects(view.Redirects{}); len(got) != 0 {
		t.Errorf("no redirects are %q, want nothing", got)
	}
}

// TestRedirectsCannotBreakLines: whatever stands in an address, a rule stays
// one line of three columns, as a host splits it: at any white space.
func TestRedirectsCannotBreakLines(t *testing.T) {
	awkward := rapid.StringOf(rapid.RuneFrom([]rune(" \t\n\r\v\f\u0085\u00a0\u2028\u2029\u3000\ufeff#/a"), unicode.White_Space))
	rapid.Check(t, func(t *rapid.T) {
		rule := view.Redirect{From: "/" + awkward.Draw(t, "from"), To: "/" + awkward.Draw(t, "to"), Status: 301}
		text := string(feed.Redirects(view.Redirects{Rules: []view.Redirect{rule, rule}}))
		lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
		if len(lines) != 2 {
			t.Fatalf("two rules are %d lines: %q", len(lines), text)
		}
		for _, line := range lines {
			columns := strings.FieldsFunc(line, func(r rune) bool { return unicode.IsSpace(r) || r == '\ufeff' })
			if len(columns) != 3 || columns[2] != "301" {
				t.Fatalf("a rule has the columns %q", columns)
			}
		}
	})
}
