package serve

import (
	"strings"
	"testing"
)

func TestOpenPageIsToldOfWhatItShowsAlone(t *testing.T) {
	base := []string{
		"index.html", page(`<img src="a.jpg" srcset="b.jpg 2x"><script src="/s.js"></script><a href="/other/">o</a>`) + `<link rel="alternate" href="/atom.xml">`,
		"other/index.html", page("other"), "404.html", page("none"),
		"site.css", `@import "more.css"; p { background: url(bg.png) }`, "more.css", "@import 'site.css';", "bg.png", "1", "unused.css", "1",
		"a.jpg", "1", "b.jpg", "1", "s.js", "1", "atom.xml", "1",
	}
	pinned := page(`<link rel="stylesheet" integrity="sha256-x" href="/unused.css">`)
	for _, test := range []struct {
		name, page string
		change     []string
		want       string
	}{
		{"nothing", "/", nil, ""},
		{"its text", "/", []string{"index.html", page("changed")}, "reload"},
		{"another page", "/", []string{"other/index.html", "changed"}, ""},
		{"its style sheet", "/", []string{"site.css", "p{}"}, "styles"},
		{"an imported style sheet", "/", []string{"more.css", "p{}"}, "styles"},
		{"a picture in a style sheet", "/", []string{"bg.png", "2"}, "styles"},
		{"a style sheet it does not use", "/", []string{"unused.css", "2"}, ""},
		{"a picture", "/", []string{"a.jpg", "2"}, "reload"},
		{"a picture for fine screens", "/", []string{"b.jpg", "2"}, "reload"},
		{"a picture elsewhere", "/other/", []string{"a.jpg", "2"}, ""},
		{"a script", "/", []string{"s.js", "2"}, "reload"},
		{"a feed", "/", []string{"atom.xml", "2"}, ""},
		{"a style sheet under a new name", "/other/", []string{"other/index.html", strings.Replace(page("other"), "site.css", "site.2.css", 1), "site.2.css", "p{}"}, "styles"},
		{"the same and its text", "/other/", []string{"other/index.html", strings.Replace(page("new"), "site.css", "site.2.css", 1)}, "reload"},
		{"one style sheet more", "/other/", []string{"other/index.html", page("other") + `<link rel="stylesheet" href="x.css">`}, "reload"},
		{"a pinned style sheet", "/other/", []string{"other/index.html", pinned}, "reload"},
		{"the page for nothing", "/none/", []string{"404.html", page("changed")}, "reload"},
		{"a page that appears", "/none/", []string{"none/index.html", page("here")}, "reload"},
		{"a redirection that appears", "/none/", []string{"_redirects", "/none /other/"}, "reload"},
		{"the page that a file is not", "/a.jpg", []string{"a.jpg", "2"}, "reload"},
	} {
		before := newShown(Snapshot{Files: files(base...)}, nil)
		after := newShown(Snapshot{Files: files(append(base[:len(base):len(base)], test.change...)...)}, nil)
		told := after.look(test.page).since(before.look(test.page).tag())
		got, _, _ := strings.Cut(strings.TrimPrefix(told, "event: "), "\n")
		if got != test.want {
			t.Errorf("%s: told %q, want %q", test.name, got, test.want)
		}
	}
}

func TestStyleSheetsAreNamedInOrderAndAnew(t *testing.T) {
	at := func(css string) []string {
		html := `<link rel=stylesheet href=a.css><LINK REL="preload StyleSheet" HREF="/b.css?v=1"><link rel=stylesheet href=https://example.org/c.css>`
		return newShown(Snapshot{Files: files("x/index.html", html, "x/a.css", css, "b.css", "1")}, nil).look("/x/").styles
	}
	one, two := at("1"), at("2")
	if len(one) != 3 || !strings.HasPrefix(one[0], "a.css?_daybook=") || !strings.HasPrefix(one[1], "/b.css?v=1&_daybook=") || one[2] != "https://example.org/c.css" {
		t.Errorf("got %q", one)
	}
	if one[0] == two[0] || one[1] != two[1] {
		t.Errorf("new bytes, from %q to %q", one, two)
	}
}

func BenchmarkLook(b *testing.B) {
	all := files("index.html", page(strings.Repeat("<p>a paragraph of <a href=/x/>text</a></p>", 500)), "site.css", strings.Repeat("p{color:red}", 1000))
	for b.Loop() {
		newShown(Snapshot{Files: all}, nil).look("/")
	}
}
