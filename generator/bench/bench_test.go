package main

import (
	"context"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

func page1(list string) string {
	return "<!DOCTYPE html><title>News</title><body><h1>News of  the day</h1><script>x</script><article class=card>One</article><article class=card>Two</article>" + list + "</body>"
}

func site(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

const lineA, lineB = `<li><time datetime="2025-01-02">2 January</time> A vote <a href="/a/">First</a></li>`, `<li><time datetime="2025-01-02">2 January</time> A strike <a href="/b/">Second</a></li>`

const feedXML = `<rss version="2.0"><channel><title>x</title><link>https://x.example/</link><item><title>A</title><link>https://x.example/a/</link><pubDate>%s</pubDate><description>Text</description></item></channel></rss>`

func TestDifferentSeesWhatReadersSee(t *testing.T) {
	base := map[string]string{
		"index.html": page1("<ol>" + lineA + lineB + "</ol>"), "days/d/index.html": page1(""), "style.css": "a{}",
		"index.xml": strings.ReplaceAll(feedXML, "%s", "Thu, 02 Jan 2025 10:00:00 +0000"), "sitemap.xml": "<urlset><url><loc>https://x.example/b</loc></url><url><loc>https://x.example/a</loc></url></urlset>",
	}
	with := func(name, text string) map[string]string {
		files := map[string]string{}
		for k, v := range base {
			files[k] = v
		}
		files[name] = text
		if text == "" {
			delete(files, name)
		}
		return files
	}
	swapped := strings.Replace(page1(""), "One</article><article class=card>Two", "Two</article><article class=card>One", 1)
	for name, c := range map[string]struct {
		files map[string]string
		same  bool
	}{
		"nothing":               {base, true},
		"white space":           {with("index.html", strings.ReplaceAll(page1("<ol>\n"+lineA+lineB+"</ol>"), "News of  the", "News of\nthe")), true},
		"order of one date":     {with("index.html", page1("<ol>"+lineB+lineA+"</ol>")), true},
		"told twice":            {with("index.html", page1("<ol>"+lineA+lineB+lineB+"</ol>")), true},
		"one report more":       {with("index.html", page1("<ol>"+lineA+lineB+strings.ReplaceAll(lineB, "Second", "Third")+"</ol>")), true},
		"order of a day":        {with("days/d/index.html", swapped), true},
		"another zone":          {with("index.xml", strings.ReplaceAll(feedXML, "%s", "Thu, 02 Jan 2025 12:00:00 +0200")), true},
		"order of the sitemap":  {with("sitemap.xml", "<urlset><url><loc>https://x.example/a</loc></url><url><loc>https://x.example/b</loc></url></urlset>"), true},
		"an extra":              {with("404.html", "x"), true},
		"a word":                {with("index.html", strings.ReplaceAll(base["index.html"], "the day", "that day")), false},
		"the title":             {with("index.html", strings.ReplaceAll(base["index.html"], "<title>News", "<title>Old")), false},
		"order elsewhere":       {with("index.html", swapped+"<ol>"+lineA+lineB+"</ol>"), false},
		"one event more":        {with("index.html", page1("<ol>"+lineA+lineB+strings.ReplaceAll(lineB, "strike", "walkout")+"</ol>")), false},
		"one event less":        {with("index.html", page1("<ol>"+lineA+"</ol>")), false},
		"another date":          {with("index.html", page1("<ol>"+lineA+strings.ReplaceAll(lineB, "01-02", "01-03")+"</ol>")), false},
		"another link":          {with("index.html", page1("<ol>"+lineA+strings.ReplaceAll(lineB, "/b/", "/c/")+"</ol>")), false},
		"a page less":           {with("index.html", ""), false},
		"a page more":           {with("more/index.html", page1("")), false},
		"a feed's time":         {with("index.xml", strings.ReplaceAll(feedXML, "%s", "Thu, 02 Jan 2025 10:00:01 +0000")), false},
		"an address":            {with("sitemap.xml", "<urlset><url><loc>https://x.example/a</loc></url></urlset>"), false},
		"a style sheet missing": {with("style.css", ""), false},
	} {
		_, lines, err := different(site(t, base), site(t, c.files))
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if same := len(lines) == 0; same != c.same {
			t.Errorf("%s: same is %t, want %t: %q", name, same, c.same, lines)
		}
	}
}

func TestMediansAndRatios(t *testing.T) {
	c := Case{Daybook: []Cost{{Wall: 1}, {Wall: 4}, {Wall: 2}}, Hugo: []Cost{{Wall: 10}, {Wall: 10}, {Wall: 40}}}
	if got := middle(c.Daybook, wall); got != 2 {
		t.Errorf("median %v, want 2", got)
	}
	if got := middle([]float64{1, 2, 3, 10}, func(x float64) float64 { return x }); got != 2.5 {
		t.Errorf("median of four %v, want 2.5", got)
	}
	if got := c.ratio(wall); math.Abs(got-0.1) > 1e-9 {
		t.Errorf("ratio %v, want 0.1, the median of 0.1, 0.4 and 0.05", got)
	}
	if got := (Case{Daybook: c.Daybook}).ratio(wall); got != 0 {
		t.Errorf("ratio to nothing %v, want 0", got)
	}
}

func TestHeadersOfTheCorpusAreRead(t *testing.T) {
	text := "---\ntitle: Old\ndate: 2025-11-25T13:49:00Z\ntopics:\n  - one\n  - two\nplaces:\n  - Here\nevents:\n  - date: 2024-12-20\n    title: x\n---\nBody.\n"
	b := bench{edited: "2025/11/a.md"}
	want := []string{
		"/articles/2025/11/a/", "/", "/index.xml", "/days/2025-11-25/", "/topics/one/", "/topics/one/timeline.html", "/topics/one/index.xml",
		"/topics/two/", "/topics/two/timeline.html", "/topics/two/index.xml", "/timeline/2024-12/",
	}
	if got := b.pagesWithTitle(text); !slices.Equal(got, want) {
		t.Errorf("pages with the title are %q, want %q", got, want)
	}
	if got := retitle(text, "New"); !strings.HasPrefix(got, "---\ntitle: \"New\"\ndate:") || !strings.HasSuffix(got, "Body.\n") {
		t.Errorf("retitled: %q", got)
	}
}

func TestWrongFlagsAreRefused(t *testing.T) {
	for _, args := range [][]string{{"--n", "0"}, {"--compare"}, {"x"}, {"--colour"}} {
		if err := run(t.Context(), args, &strings.Builder{}, &strings.Builder{}); err == nil {
			t.Errorf("%q is no error", args)
		}
	}
	if err := run(t.Context(), []string{"--shared", t.TempDir()}, &strings.Builder{}, &strings.Builder{}); err == nil || !strings.Contains(err.Error(), "--shared") {
		t.Errorf("a folder without a corpus: %v", err)
	}
}

// TestBothSitesShowTheSame runs the comparison on a small corpus, where there
// are a corpus and a Hugo.
func TestBothSitesShowTheSame(t *testing.T) {
	if testing.Short() {
		t.Skip("makes and builds two sites")
	}
	hugo, err := exec.LookPath("hugo")
	if err != nil {
		t.Skip("Hugo is not installed: it is compared by hand, also in CI")
	}
	if _, err := os.Stat("../../../shared/bench/corpus"); err != nil {
		t.Skip("there is no corpus beside the repository")
	}
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	if err := run(ctx, []string{"--n", "100", "--hugo", hugo, "--compare"}, &strings.Builder{}, &strings.Builder{}); err != nil {
		t.Fatal(err)
	}
}
