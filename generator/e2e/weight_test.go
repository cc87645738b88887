package e2e

import (
	"bytes"
	"compress/gzip"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// The bars of the reader's site, in bytes as a host sends them, compressed.
const (
	articleBar = 14 << 10 // an article of 900 words and its style sheets, on a first visit
	scriptsBar = 8 << 10  // all scripts together
)

// compressed is how many bytes a file has when a host compresses it as well as
// gzip can.
func (s *site) compressed(t *testing.T, file string) int {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(s.folder, filepath.FromSlash(file)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Len()
}

// styles gives the files of a page's style sheets.
func (s *site) styles(p *page) []string {
	var found []string
	for _, link := range named(p.doc, "link") {
		if value(link, "rel") == "stylesheet" {
			if to, err := url.Parse(value(link, "href")); err == nil {
				found = append(found, strings.TrimPrefix(to.Path, s.base.Path))
			}
		}
	}
	return found
}

// TestPagesAreLight holds an article of 900 words, with a picture, a
// correction, sources and the story so far, and all scripts of the site, to
// their bars, and prints what the other sorts of page weigh.
func TestPagesAreLight(t *testing.T) {
	s := richSite(t)
	report := s.byPath["2024/10/21/"+article900+"/index.html"]
	count := 0
	for e := range elements(report.doc) {
		if hasClass(e, "prose") {
			count = len(strings.Fields(words(e)))
		}
	}
	if count < 900 || count > 1000 {
		t.Errorf("the article has %d words, and should have 900", count)
	}
	weigh := func(s *site, p *page) (total int) {
		total = s.compressed(t, p.path)
		for _, style := range s.styles(p) {
			total += s.compressed(t, style)
		}
		return total
	}
	got := weigh(s, report)
	t.Logf("an article of %d words weighs %d bytes with its style sheets", count, got)
	if got > articleBar {
		t.Errorf("an article of %d words weighs %d bytes with its style sheets, and may weigh %d", count, got, articleBar)
	}
	for _, p := range story.samples() {
		t.Logf("%6d bytes with its style sheets: %s", weigh(story, p), p.path)
	}

	scripts := 0
	for file := range story.files {
		if path.Ext(file) == ".js" {
			size := story.compressed(t, file)
			t.Logf("%6d bytes: %s", size, file)
			scripts += size
		}
	}
	if scripts == 0 || scripts > scriptsBar {
		t.Errorf("all scripts weigh %d bytes, and may weigh %d", scripts, scriptsBar)
	}
}

// TestNothingBlocksThePage holds that a page waits for nothing but its style
// sheets: scripts are deferred, and what is published under assets/ bears a
// fingerprint, so that hosts may keep it for ever.
func TestNothingBlocksThePage(t *testing.T) {
	for _, p := range story.pages {
		for _, script := range named(p.doc, "script") {
			if _, deferred := attribute(script, "defer"); value(script, "src") != "" && !deferred {
				t.Errorf("%s waits for the script %s", p.path, value(script, "src"))
			}
		}
		for _, file := range story.styles(p) {
			if !strings.HasPrefix(file, "assets/") || !fingerprinted(file) {
				t.Errorf("%s: the style sheet %s has no fingerprint", p.path, file)
			}
		}
		if p.layout == "article" && len(story.styles(p)) > 1 {
			t.Errorf("%s asks for %d style sheets", p.path, len(story.styles(p)))
		}
	}
}

// fingerprinted reports whether a file is called NAME.FINGERPRINT.ending.
func fingerprinted(file string) bool {
	parts := strings.Split(path.Base(file), ".")
	return len(parts) == 3 && len(parts[1]) >= 8
}

// TestEveryPageIsReachedByLinks walks from the front page as a browser does
// that runs no script, and holds that it comes to every page that is planned.
// Two kinds need no link: what a host shows for a wrong address, and what
// answers where a report was withdrawn.
func TestEveryPageIsReachedByLinks(t *testing.T) {
	for _, s := range []*site{story, richSite(t)} {
		reached, next := map[string]bool{"index.html": true}, []string{"index.html"}
		for len(next) > 0 {
			from := next[0]
			next = next[1:]
			text, err := os.ReadFile(filepath.Join(s.folder, filepath.FromSlash(from)))
			if err != nil {
				t.Fatal(err)
			}
			doc, err := html.ParseWithOptions(bytes.NewReader(text), html.ParseOptionEnableScripting(false))
			if err != nil {
				t.Fatal(err)
			}
			for _, a := range named(doc, "a") {
				to, err := s.address(from).Parse(value(a, "href"))
				if err != nil || to.Host != s.base.Host {
					continue
				}
				file := strings.TrimPrefix(to.Path, s.base.Path)
				if file == "" || strings.HasSuffix(file, "/") {
					file += "index.html"
				}
				if s.byPath[file] != nil && !reached[file] {
					reached[file] = true
					next = append(next, file)
				}
			}
		}
		for _, p := range s.pages {
			if p.layout != "404" && p.layout != "tombstone" && p.layout != "offline" && !reached[p.path] {
				t.Errorf("%s: without script no link leads to %s", s.base.Host, p.path)
			}
		}
		t.Logf("%s: %d of %d pages are reached", s.base.Host, len(reached), len(s.pages))
	}
}
