package publish

import (
	"slices"
	"strings"
	"testing"
)

func TestPaths(t *testing.T) {
	for _, good := range []string{
		"index.html", "2024/01/19/a-b/index.html", "_headers", ".well-known/security.txt",
		"موضوع/index.html", "console/index.html", "com/index.html", "a..b", "...a",
		strings.Repeat("x", 255),
	} {
		if err := valid(good); err != nil {
			t.Errorf("valid(%q) = %v", good, err)
		}
	}
	for _, bad := range []string{
		"", ".", "..", "../a", "a/../b", "a/./b", "/a", "a//b", "a/", "a\x00b", `a\b`, "c:a", "a\nb",
		"CON", "a/nul.html", "com1", "LPT².txt", "aux .x", "a.", "a /b", "a\xff",
		strings.Repeat("x", 256), ".daybook-staging", ".Daybook-Staging/a",
	} {
		if valid(bad) == nil {
			t.Errorf("valid(%q) has no objection", bad)
		}
	}
}

func TestOrder(t *testing.T) {
	want := []string{
		"assets/js/search.js", "assets/main.css", "data.json",
		"2024/01/19/a/index.html", "topics/x/index.html", "topics/index.html", "404.html", "index.html",
		"topics/x/feed.json", "feeds/site.xml", "_redirects", "sitemap.xml",
	}
	got := slices.Clone(want)
	slices.Sort(got)
	slices.SortFunc(got, Order)
	if !slices.Equal(got, want) {
		t.Errorf("order = %q", got)
	}
}

func TestNewFolderTakesTheTurnOfItsPages(t *testing.T) {
	for _, c := range []struct{ p, q string }{
		{"x/index.html", "x/style.css"},
		{"x/index.html", "x/feed.xml"},
		{"x/index.html", "x/y/index.html"},
		{"x/feed.xml", "x/data.json"},
	} {
		if !leads(c.p, c.q) || leads(c.q, c.p) {
			t.Errorf("%s should give the turn, not %s", c.p, c.q)
		}
	}
}
