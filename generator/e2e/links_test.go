package e2e

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/mmcdole/gofeed"
	"golang.org/x/net/html"
)

// brokenOn says what is wrong with a reference of a page. One that is only a
// fragment stays on the page, wherever that is served (RFC 3986, section 4.4).
func (s *site) brokenOn(p *page, reference string) string {
	if fragment, same := strings.CutPrefix(reference, "#"); same && fragment != "" {
		if id, err := url.PathUnescape(fragment); err != nil || p.ids[id] == 0 {
			return "the page has no element with that id"
		}
		return ""
	}
	from := s.address(p.path)
	if p.layout == "404" {
		from = s.address("no/such/page/")
	}
	return s.broken(from, reference)
}

// broken says what is wrong with a reference that stands on a file served at
// an address; nothing when it leads to a file of the site, or elsewhere.
func (s *site) broken(from *url.URL, reference string) string {
	to, err := from.Parse(reference)
	if err != nil {
		return err.Error()
	}
	switch {
	case to.Scheme == "mailto":
		return ""
	case to.Scheme != "http" && to.Scheme != "https":
		return "a scheme that no page should use"
	case to.Host != s.base.Host:
		return ""
	case to.Scheme != s.base.Scheme:
		return "the site is served by " + s.base.Scheme
	}
	file, inside := strings.CutPrefix(to.Path, s.base.Path)
	if !inside {
		return "outside of the site, which lies at " + s.base.Path
	}
	if file == "" || strings.HasSuffix(file, "/") {
		file += "index.html"
	}
	if !s.files[file] {
		return "there is no file " + file
	}
	if p := s.byPath[file]; to.Fragment != "" && p != nil && p.ids[to.Fragment] == 0 {
		return fmt.Sprintf("%s has no element with the id %q", file, to.Fragment)
	}
	return ""
}

// references gives every address that an element names.
func references(e *html.Node) []string {
	var found []string
	for _, a := range e.Attr {
		switch a.Key {
		case "href", "src", "action", "formaction", "poster", "cite", "data-index":
			found = append(found, a.Val)
		case "srcset":
			for candidate := range strings.SplitSeq(a.Val, ",") {
				if fields := strings.Fields(candidate); len(fields) > 0 {
					found = append(found, fields[0])
				}
			}
		}
	}
	if e.Data == "meta" && slices.Contains([]string{"og:url", "og:image"}, value(e, "property")) {
		found = append(found, value(e, "content"))
	}
	return found
}

func TestEveryLinkResolves(t *testing.T) {
	below, err := publish(t.TempDir(), "https://daybook.test/a/path/below/")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []*site{story, below} {
		t.Run(s.base.Path, func(t *testing.T) {
			count := 0
			for _, p := range s.pages {
				for e := range elements(p.doc) {
					for _, reference := range references(e) {
						count++
						if why := s.brokenOn(p, reference); why != "" {
							t.Errorf("%s: <%s> leads to %q: %s", p.path, e.Data, reference, why)
						}
					}
				}
			}
			t.Logf("%d links on %d pages", count, len(s.pages))
			if count < 10*len(s.pages) {
				t.Errorf("only %d links were found on %d pages", count, len(s.pages))
			}
		})
	}
}

func TestLinkCheckerFindsWhatIsBroken(t *testing.T) {
	front := story.byPath["index.html"]
	for reference, fine := range map[string]bool{
		"": true, "/": true, "#_main": true, "/search/?q=x": true, "https://elsewhere.example/nothing": true, "mailto:a@b.example": true,
		"/nothing/": false, "/search": false, "#nothing": false, "/search/#nothing": false, "javascript:alert(1)": false, "http://daybook.test/": false, "%": false,
	} {
		if why := story.brokenOn(front, reference); (why == "") != fine {
			t.Errorf("broken(%q) = %q", reference, why)
		}
	}
}

func TestFeedsAreReadByAFeedReader(t *testing.T) {
	for _, file := range story.ofKind(t, "feed") {
		feed, err := gofeed.NewParser().Parse(story.open(t, file))
		if err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		// What one language tells only by events has a feed that waits for its first report,
		// as that of corrections waits for the first.
		waits := strings.HasSuffix(file, "/topics/counterterrorism/atom.xml") || strings.HasSuffix(file, "/corrections/atom.xml")
		if feed.Title == "" || feed.UpdatedParsed == nil || len(feed.Items) == 0 && !waits {
			t.Errorf("%s: title %q, updated %q, %d items", file, feed.Title, feed.Updated, len(feed.Items))
		}
		if own := story.address(file).String(); feed.FeedLink != own {
			t.Errorf("%s: it calls itself %q, not %q", file, feed.FeedLink, own)
		}
		ids := map[string]bool{}
		for _, item := range feed.Items {
			if item.GUID == "" || ids[item.GUID] {
				t.Errorf("%s: item %q: the id %q is missing or not its own", file, item.Title, item.GUID)
			}
			ids[item.GUID] = true
			if item.Title == "" || item.PublishedParsed == nil || item.UpdatedParsed == nil {
				t.Errorf("%s: item %q lacks a title or a date", file, item.GUID)
			}
			story.checkFragment(t, file, item.Link, item.Description+item.Content)
		}
		for _, link := range append(feed.Links, feed.Link) {
			story.checkFragment(t, file, link, "")
		}
	}
}

// checkFragment checks an absolute link, and those of the HTML that stands
// with it.
func (s *site) checkFragment(t *testing.T, file, link, text string) {
	t.Helper()
	if to, err := url.Parse(link); err != nil || !to.IsAbs() {
		t.Errorf("%s: %q is no absolute address", file, link)
	} else if why := s.broken(to, ""); why != "" {
		t.Errorf("%s leads to %q: %s", file, link, why)
	}
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	for e := range elements(doc) {
		for _, reference := range references(e) {
			if to, err := url.Parse(reference); err != nil || !to.IsAbs() {
				t.Errorf("%s: %q in the text of an item is no absolute address", file, reference)
			} else if why := s.broken(to, ""); why != "" {
				t.Errorf("%s leads to %q: %s", file, reference, why)
			}
		}
	}
}

// TestSitemapNamesWhatSearchEnginesMayKeep holds that the sitemap and the
// pages without noindex are the same set, and that robots.txt names the
// sitemap (sitemaps.org, RFC 9309).
func TestSitemapNamesWhatSearchEnginesMayKeep(t *testing.T) {
	var sitemap struct {
		URL []struct {
			Loc   string `xml:"loc"`
			Links []struct {
				Lang string `xml:"hreflang,attr"`
				Href string `xml:"href,attr"`
			} `xml:"http://www.w3.org/1999/xhtml link"`
		} `xml:"url"`
	}
	if err := xml.NewDecoder(story.open(t, "sitemap.xml")).Decode(&sitemap); err != nil {
		t.Fatal(err)
	}
	listed, elsewhere := map[string]bool{}, map[string]map[string]string{}
	for _, entry := range sitemap.URL {
		elsewhere[entry.Loc] = map[string]string{}
		for _, l := range entry.Links {
			elsewhere[entry.Loc][l.Lang] = l.Href
		}
		if listed[entry.Loc] {
			t.Errorf("%s is listed twice", entry.Loc)
		}
		listed[entry.Loc] = true
		story.checkFragment(t, "sitemap.xml", entry.Loc, "")
	}
	translated := 0
	for _, p := range story.pages {
		address := story.address(p.path).String()
		if p.layout != "404" && listed[address] == hidden(p) {
			t.Errorf("%s: in the sitemap %t, hidden from search engines %t", p.path, listed[address], hidden(p))
		}
		own := map[string]string{}
		for e := range elements(p.doc) {
			if e.Data == "link" && value(e, "hreflang") != "" {
				own[value(e, "hreflang")] = value(e, "href")
			}
		}
		if diff := cmp.Diff(own, elsewhere[address]); listed[address] && diff != "" {
			t.Errorf("%s: in other languages by its head (-) and by the sitemap (+):\n%s", p.path, diff)
		}
		translated += min(len(own), 1)
	}
	if translated == 0 {
		t.Error("no page is there in another language")
	}
	robots, err := io.ReadAll(story.open(t, "robots.txt"))
	if err != nil {
		t.Fatal(err)
	}
	if line := "Sitemap: " + story.address("sitemap.xml").String(); !slices.Contains(strings.Split(string(robots), "\n"), line) {
		t.Errorf("robots.txt lacks the line %q:\n%s", line, robots)
	}
}

func TestSearchIndexLeadsToPages(t *testing.T) {
	found := map[string]bool{}
	for _, file := range story.ofKind(t, "search-block") {
		var items []struct{ H, U string }
		if err := json.NewDecoder(story.open(t, file)).Decode(&items); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		for _, item := range items {
			found[item.U] = true
			if why := story.broken(story.address(file), item.U); why != "" || item.H == "" {
				t.Errorf("%s: %q leads to %q: %s", file, item.H, item.U, why)
			}
		}
	}
	for _, p := range story.pages {
		if address := story.address(p.path).Path; p.layout == "article" && !found[address] {
			t.Errorf("the search index lacks the article %s", address)
		}
	}
}
