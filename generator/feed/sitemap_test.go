package feed

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"daybook/generator/view"
)

// urlset is a sitemap as a search engine reads it.
type urlset struct {
	XMLName xml.Name `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
	URLs    []struct {
		Loc     string  `xml:"loc"`
		LastMod *string `xml:"lastmod"`
		Links   []struct {
			Lang string `xml:"hreflang,attr"`
			Href string `xml:"href,attr"`
		} `xml:"http://www.w3.org/1999/xhtml link"`
	} `xml:"url"`
}

func readSitemap(t interface {
	Helper()
	Fatal(...any)
}, s view.Sitemap) (urlset, []byte) {
	t.Helper()
	text, err := Sitemap(s)
	if err != nil {
		t.Fatal(err)
	}
	var got urlset
	if err := xml.Unmarshal(text, &got); err != nil {
		t.Fatal(err, string(text))
	}
	return got, text
}

func TestSitemapListsAddresses(t *testing.T) {
	day := "2024-01-19T13:30:00Z"
	got, _ := readSitemap(t, view.Sitemap{Pages: []view.SitemapPage{
		{Href: "https://news.example/a/?x=1&y=2", Updated: day},
		{Href: "https://news.example/%D8%A7/", Tongues: []view.SitemapTongue{{Lang: "ur", Href: "https://news.example/%D8%A7/"}, {Lang: "x-default", Href: "https://news.example/b/"}}},
	}})
	var said []string
	for _, u := range got.URLs {
		line := u.Loc
		if u.LastMod != nil {
			line += " " + *u.LastMod
		}
		for _, l := range u.Links {
			line += " " + l.Lang + "=" + l.Href
		}
		said = append(said, line)
	}
	want := []string{"https://news.example/a/?x=1&y=2 " + day, "https://news.example/%D8%A7/ ur=https://news.example/%D8%A7/ x-default=https://news.example/b/"}
	if diff := cmp.Diff(want, said); diff != "" {
		t.Errorf("addresses (-want +got):\n%s", diff)
	}
}

// TestSitemapPartsFit: whatever the addresses, the parts are all pages in their
// order, none is empty unless there is nothing, and none is longer than a sitemap
// may be.
func TestSitemapPartsFit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pages := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) view.SitemapPage {
			p := view.SitemapPage{Href: "https://news.example/" + rapid.StringOfN(rapid.RuneFrom([]rune("a&<>\"'%D8")), 0, 60, -1).Draw(t, "path")}
			p.Updated = rapid.SampledFrom([]string{"", "2024-01-19T13:30:00+05:00"}).Draw(t, "updated")
			for range rapid.IntRange(0, 3).Draw(t, "languages") {
				p.Tongues = append(p.Tongues, view.SitemapTongue{Lang: "x-default", Href: p.Href + "&&"})
			}
			return p
		}), 0, 40).Draw(t, "pages")
		addresses, size := rapid.IntRange(1, 12).Draw(t, "addresses"), rapid.IntRange(2500, 6000).Draw(t, "bytes")
		var all []view.SitemapPage
		parts := sitemapParts(pages, addresses, size)
		for _, part := range parts {
			_, text := readSitemap(t, part)
			if len(part.Pages) > addresses || len(text) > size || len(part.Pages) == 0 && len(pages) > 0 {
				t.Fatalf("a part has %d addresses in %d bytes; %d in %d are allowed", len(part.Pages), len(text), addresses, size)
			}
			all = append(all, part.Pages...)
		}
		if diff := cmp.Diff(slices.Clip(pages), all); len(pages) > 0 && diff != "" || len(parts) == 0 {
			t.Fatalf("%d parts are not the pages (-want +got):\n%s", len(parts), diff)
		}
	})
}

// TestSitemapPartsOfManyPages holds the protocol's own limits on 60,000 pages.
func TestSitemapPartsOfManyPages(t *testing.T) {
	pages := make([]view.SitemapPage, 60_000)
	for i := range pages {
		pages[i].Href = fmt.Sprintf("https://news.example/%06d/", i)
	}
	parts := SitemapParts(pages)
	if len(parts) != 2 || len(parts[0].Pages) != 50_000 || len(parts[1].Pages) != 10_000 {
		t.Errorf("%d parts", len(parts))
	}
	pages = pages[:30_000]
	long := strings.Repeat("x", 2000)
	for i := range pages {
		pages[i].Href += long
	}
	parts = SitemapParts(pages)
	text, err := Sitemap(parts[0])
	if err != nil || len(parts) != 2 || len(text) > 50<<20 || len(text) < 48<<20 {
		t.Errorf("the first of %d parts has %d addresses in %d bytes: %v", len(parts), len(parts[0].Pages), len(text), err)
	}
}

func TestOPMLNamesFeeds(t *testing.T) {
	text, err := OPML(view.Outline{Title: "The Day & Night\x00", Groups: []view.OutlineGroup{{Title: "Topics", Feeds: []view.OutlineFeed{
		{Title: `A "border" ]]> </script> \u202eb`, Feed: "https://news.example/topics/a/atom.xml?a=1&b=2", Page: "https://news.example/topics/a/", Lang: "en"},
	}}}})
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Version string `xml:"version,attr"`
		Title   string `xml:"head>title"`
		Groups  []struct {
			Text  string `xml:"text,attr"`
			Feeds []struct {
				Text string `xml:"text,attr"`
				Type string `xml:"type,attr"`
				Feed string `xml:"xmlUrl,attr"`
				Page string `xml:"htmlUrl,attr"`
				Lang string `xml:"language,attr"`
			} `xml:"outline"`
		} `xml:"body>outline"`
	}
	if err := xml.NewDecoder(bytes.NewReader(text)).Decode(&got); err != nil {
		t.Fatal(err)
	}
	said := fmt.Sprintf("%s %s %+v", got.Version, got.Title, got.Groups)
	if want := `2.0 The Day & Night [{Text:Topics Feeds:[{Text:A "border" ]]> </script> \u202eb Type:rss Feed:https://news.example/topics/a/atom.xml?a=1&b=2 Page:https://news.example/topics/a/ Lang:en}]}]`; said != want {
		t.Errorf("%s\nwant\n%s", said, want)
	}
}
