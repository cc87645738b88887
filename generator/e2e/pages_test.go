package e2e

import (
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// TestEveryPageIsWhole holds what every page owes its readers: a title, its own
// where search engines may show it, a language and a direction (WCAG 3.1.1), a description, one h1, one
// main, ids that are unique, and nothing that a strict policy of content
// security would stop.
func TestEveryPageIsWhole(t *testing.T) {
	titles := map[string]string{}
	for _, p := range story.pages {
		fault := func(format string, args ...any) {
			t.Helper()
			t.Errorf(p.path+": "+format, args...)
		}
		for _, name := range []string{"title", "main", "h1"} {
			if found := named(p.doc, name); len(found) != 1 || words(found[0]) == "" {
				fault("there are %d <%s>, or it is empty", len(found), name)
			}
		}
		if found := named(p.doc, "title"); len(found) == 1 && !hidden(p) {
			title := words(found[0])
			if other := titles[title]; other != "" {
				fault("the title %q is that of %s, too", title, other)
			}
			titles[title] = p.path
		}
		root := named(p.doc, "html")[0]
		if value(root, "lang") == "" || value(root, "dir") == "" {
			fault("<html> lacks lang or dir")
		}
		if meta(p.doc, "description") == "" && p.layout != "404" {
			fault("there is no description")
		}
		if meta(p.doc, "viewport") == "" {
			fault("there is no viewport")
		}
		for id, count := range p.ids {
			if count > 1 || strings.TrimSpace(id) == "" || strings.ContainsAny(id, " \t\n") {
				fault("the id %q stands on %d elements, or is none", id, count)
			}
		}
		for e := range elements(p.doc) {
			if why := forbidden(e); why != "" && p.layout != "email" {
				fault("<%s>: %s", e.Data, why)
			}
		}
	}
}

// hidden reports whether a page asks search engines to leave it out.
func hidden(p *page) bool { return strings.Contains(meta(p.doc, "robots"), "noindex") }

// forbidden says why a strict Content-Security-Policy would stop an element.
func forbidden(e *html.Node) string {
	if e.Data == "style" {
		return "an inline style sheet"
	}
	if _, has := attribute(e, "src"); e.Data == "script" && !has && value(e, "type") != "application/ld+json" {
		return "an inline script"
	}
	for _, a := range e.Attr {
		if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
			return "the attribute " + a.Key
		}
	}
	return ""
}

func TestForbiddenMarkupIsFound(t *testing.T) {
	doc, err := html.Parse(strings.NewReader(`<p style="x"></p><p onclick="x"></p><style></style><script>x</script><script src="x"></script><script type="application/ld+json">{}</script>`))
	if err != nil {
		t.Fatal(err)
	}
	count := 0
	for e := range elements(doc) {
		if forbidden(e) != "" {
			count++
		}
	}
	if count != 4 {
		t.Errorf("%d of 4 were found", count)
	}
}

// unfilled are traces of a text that nobody filled in: the key of a missing
// word, a value of fmt, a place for a value, a Go value.
var unfilled = regexp.MustCompile(`\bmade\.[a-z]|%!|\{\d\}|<nil>|\bmap\[|\[\]$`)

func TestNoTextIsLeftUnfilled(t *testing.T) {
	for _, p := range story.pages {
		for n := range p.doc.Descendants() {
			if n.Type == html.TextNode && unfilled.MatchString(n.Data) {
				t.Errorf("%s: the text %q", p.path, n.Data)
			}
			for _, a := range n.Attr {
				if unfilled.MatchString(a.Val) {
					t.Errorf("%s: <%s %s=%q>", p.path, n.Data, a.Key, a.Val)
				}
			}
		}
	}
}
