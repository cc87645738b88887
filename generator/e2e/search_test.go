package e2e

import (
	"compress/gzip"
	"encoding/json"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"

	"daybook/generator/search"
)

var (
	searchSite = flag.String("search.site", "", "the public folder of a site that TestSearchOfACorpus asks, as bench --search leaves it")
	searchKey  = flag.String("search.key", "", "what it asks, and the report that each means")
)

// found is true on the page once the search for some words has ended.
func found(query string) string {
	return `document.querySelector('main form').elements.q.value === ` + quoted(query) + ` && document.querySelector('#_search-results').getAttribute('aria-busy') === 'false'`
}

// looked gives the addresses of what was found.
func looked(b *tab) []string {
	return evaluate[[]string](b, `[...document.querySelectorAll('#_search-results .item-name a')].map(a => a.getAttribute('href'))`)
}

// TestSearchAnswers asks for words, beginnings, phrases, other spellings and
// what it can be narrowed to, each by the address alone.
func TestSearchAnswers(t *testing.T) {
	b, server := newTab(t), host(t, story)
	b.size(390)
	for query, want := range map[string]struct {
		has  string
		none bool
	}{
		"q=jilani":                  {has: agreement},
		"q=JÍLANI":                  {has: agreement},
		"q=jila":                    {has: agreement},
		`q="armed+groups"`:          {has: "/2024/01/19/two-accounts-of-whom-the-strikes-hit/"},
		`q="groups+armed"`:          {none: true},
		"q=panjgur&to=2024-01-16":   {has: firstStrike},
		"q=panjgur&from=2025-01-01": {none: true},
		"q=counterterrorism&where=Panjgur&to=2024-01-15": {none: true},
		"topic=pakistan-iran-relations":                  {has: agreement},
		"who=Jalil+Abbas+Jilani":                         {has: agreement},
		"who=jalil+abbas+jilani&q=ambassador":            {has: agreement},
		"where=Panjgur":                                  {has: firstStrike},
		"from=2024-01-16&to=2024-01-16":                  {has: firstStrike},
	} {
		address, err := url.Parse(at(server, "search/index.html") + "?" + strings.ReplaceAll(query, `"`, "%22"))
		if err != nil {
			t.Fatal(err)
		}
		b.open(address.String())
		b.becomes(found(address.Query().Get("q")))
		got := looked(b)
		if want.none && len(got) > 0 || want.has != "" && !slices.Contains(got, want.has) {
			t.Errorf("%s: found %q", query, got)
		}
		if status := evaluate[string](b, `document.querySelector('#_search-count').textContent`); status == "" {
			t.Errorf("%s: nothing is said", query)
		}
	}
	b.calm("search", server)
}

// TestSearchByKeyboard types, goes through what was found and back, narrows the
// search, and follows the address forth and back.
func TestSearchByKeyboard(t *testing.T) {
	b, server := newTab(t), host(t, story)
	b.size(390)
	b.open(at(server, "search/index.html"))
	b.becomes(`document.querySelector('main form').checkVisibility()`)
	if _, err := chromedp.Call(b.ctx, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: "keyDown", Key: "/", Code: "Slash", Text: "/"}); err != nil {
		t.Fatal(err)
	}
	b.becomes(`document.activeElement.id === '_q'`)
	b.do(chromedp.KeyEvent("panj"))
	b.becomes(found("panj") + ` && location.search === '?q=panj' && document.querySelector('#_search-results mark').textContent.startsWith('Panj')`)
	down, up, escape := "\u0301", "\u0304", "\u001b"
	b.do(chromedp.KeyEvent(down), chromedp.KeyEvent(down))
	b.becomes(`document.activeElement === document.querySelectorAll('#_search-results .item-name a')[1]`)
	b.do(chromedp.KeyEvent(up))
	b.becomes(`document.activeElement === document.querySelector('#_search-results .item-name a')`)
	b.do(chromedp.KeyEvent(escape))
	b.becomes(`document.activeElement.id === '_q' && getSelection().toString() !== null`)

	b.do(chromedp.KeyEvent("jilany\r"))
	b.becomes(found("jilany") + ` && document.querySelector('#_search-count a').textContent === 'jilani'`)
	b.do(chromedp.Click(chromedp.CSS(`#_search-count a`)))
	b.becomes(`location.search === '?q=jilani' && ` + found("jilani") + ` && document.querySelector('#_search-results a[href="` + agreement + `"]')`)

	b.do(chromedp.Evaluate[chromedp.Void](`(() => { const f = document.querySelector('main form'); f.querySelector('details').open = true; f.elements.topic.value = 'pakistan-iran-relations'; f.elements.topic.dispatchEvent(new Event('change', {bubbles: true})); })()`))
	b.becomes(`location.search === '?q=jilani&topic=pakistan-iran-relations' && ` + found("jilani"))
	b.do(chromedp.Evaluate[chromedp.Void](`history.back()`))
	b.becomes(`location.search === '?q=jilani' && document.querySelector('main form').elements.topic.value === '' && ` + found("jilani"))
	b.do(chromedp.Evaluate[chromedp.Void](`history.forward()`))
	b.becomes(`document.querySelector('main form').elements.topic.value === 'pakistan-iran-relations' && document.querySelector('main details').open`)
	if wide := evaluate[[]string](b, overflow); len(wide) > 0 {
		t.Errorf("at 390 px %q", wide)
	}
	b.calm("search", server)
}

// TestSearchSaysThatItFailed takes the index away: the reader is told where else
// to look, and a search of a moment later works.
func TestSearchSaysThatItFailed(t *testing.T) {
	b := newTab(t)
	var mu sync.Mutex
	gone := true
	files := http.FileServer(http.Dir(story.folder))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		if gone && strings.HasSuffix(r.URL.Path, ".json") {
			http.Error(w, "gone", http.StatusServiceUnavailable)
			return
		}
		files.ServeHTTP(w, r)
	}))
	defer server.Close()
	b.open(server.URL + "/search/?q=jilani")
	b.becomes(found("jilani") + ` && document.querySelector('#_search-count').textContent === document.querySelector('main form').dataset.failed`)
	mu.Lock()
	gone = false
	mu.Unlock()
	b.do(chromedp.Click(chromedp.CSS(`main form button`)))
	b.becomes(`document.querySelector('#_search-results a[href="` + agreement + `"]')`)
}

// TestSearchOutlivesANewEdition answers a page that was opened before the site
// was published anew: the shards that it knows are gone, and others are there.
func TestSearchOutlivesANewEdition(t *testing.T) {
	b := newTab(t)
	files := http.FileServer(http.Dir(story.folder))
	var mu sync.Mutex
	asked := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		if r.URL.Path == "/search/index.json" {
			if asked++; asked == 1 {
				text, _ := os.ReadFile(filepath.Join(story.folder, "search", "index.json"))
				_, _ = w.Write([]byte(strings.ReplaceAll(string(text), `"d":"`, `"d":"old-`)))
				return
			}
		}
		files.ServeHTTP(w, r)
	}))
	defer server.Close()
	b.open(server.URL + "/search/?q=jilani")
	b.becomes(`document.querySelector('#_search-results a[href="` + agreement + `"]')`)
}

// TestLettersFoldAlike takes every letter that Go knows through the words of the
// script and those of package search.
func TestLettersFoldAlike(t *testing.T) {
	script, err := os.ReadFile(filepath.Join(home, "layouts", "assets", "search.js"))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, begun := strings.Cut(string(script), "const silent")
	code, _, ended := strings.Cut(rest, "const sum")
	if !begun || !ended {
		t.Fatal("search.js does not define silent … split before sum")
	}
	b := newTab(t)
	b.do(chromedp.Navigate("about:blank"))
	texts := []string{
		"Brønsk, Ilvée und STRÖM; Æther œuvre ŁÓDŹ İstanbul ΟΔΟΣ", "teachers’ strike – 2024-01-19", "السعودية عَلَيْهِ مـحـمـد يحيى كتاب ٱلقدس",
		"می‌خواهم كتاب‌های ايران ۱۴۰۳ و ١٤٤٥", "پاکستان اور اِیران ہمسایہ ہیں، مدرسۃ مؤثر أمل", "北京ニュース ข่าว한국어 हिन्दी की ख़बर", "ﻻ ﷲ ﬁne Ⅷ ①",
	}
	var all []rune
	for r := rune(0x20); r <= unicode.MaxRune; r++ {
		if unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.P, unicode.S, unicode.Z, unicode.Cf) && !unicode.In(r, unicode.Co, unicode.Cs) {
			all = append(all, r)
		}
	}
	for chunk := range slices.Chunk(all, 20_000) {
		var text strings.Builder
		for _, r := range chunk {
			text.WriteString("a" + string(r) + "b ")
		}
		texts = append(texts, text.String())
	}
	for _, text := range texts {
		asked, err := json.Marshal(text)
		if err != nil {
			t.Fatal(err)
		}
		got := evaluate[[]string](b, "(() => { const silent"+code+"; return split("+string(asked)+"); })()")
		want := search.Words(text)
		differ := 0
		for i := range min(len(got), len(want)) {
			if got[i] != want[i] && differ < 5 {
				t.Errorf("word %d: the script has %+q, Go %+q", i, got[i], want[i])
				differ++
			}
		}
		if len(got) != len(want) {
			t.Errorf("%.40q…: the script has %d words, Go %d", text, len(got), len(want))
		}
	}
}

// TestSearchOfACorpus asks a large site what a key says, with the script of the
// site in the browser, and tells what a query costs: bytes of the index, each
// file compressed by gzip, and how often the right report is among the first ten.
//
//	go run ./generator/bench --search --urdu 10 --work DIR
//	DAYBOOK_E2E=1 go test ./generator/e2e -run TestSearchOfACorpus -v -search.site DIR/standard/public -search.key DIR/key.tsv
func TestSearchOfACorpus(t *testing.T) {
	if *searchSite == "" || *searchKey == "" {
		t.Skip("no corpus is given with -search.site and -search.key")
	}
	key, err := os.ReadFile(*searchKey)
	if err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	bytes, requests := 0, 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := path.Clean(r.URL.Path)
		if strings.HasSuffix(r.URL.Path, "/") {
			name = path.Join(name, "index.html")
		}
		text, err := os.ReadFile(filepath.Join(*searchSite, filepath.FromSlash(name)))
		if err != nil {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("Content-Encoding", "gzip")
		w.Header().Set("Content-Type", map[string]string{".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".json": "application/json"}[path.Ext(name)])
		counted := &counter{ResponseWriter: w}
		z := gzip.NewWriter(counted)
		_, _ = z.Write(text)
		_ = z.Close()
		if path.Ext(name) == ".json" {
			mu.Lock()
			bytes, requests = bytes+counted.n, requests+1
			mu.Unlock()
		}
	}))
	defer server.Close()
	b := newTab(t)
	var sizes, asks []int
	right, of := map[string]int{}, map[string]int{}
	var millis []float64
	for line := range strings.Lines(string(key)) {
		parts := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(parts) != 4 {
			t.Fatalf("%q is no line of a key", line)
		}
		kind, query, href := parts[1]+" "+parts[0], parts[2], parts[3]
		mu.Lock()
		bytes, requests = 0, 0
		mu.Unlock()
		b.open("about:blank")
		b.open(server.URL + "/search/?q=" + url.QueryEscape(query))
		b.becomes(found(query))
		millis = append(millis, evaluate[float64](b, `performance.getEntriesByType('resource').filter(e => e.name.includes('.json')).reduce((last, e) => Math.max(last, e.responseEnd), 0) - performance.getEntriesByType('resource').filter(e => e.name.includes('.json'))[0].startTime`))
		mu.Lock()
		sizes, asks = append(sizes, bytes), append(asks, requests)
		mu.Unlock()
		at := slices.Index(looked(b), href)
		for _, group := range []string{"all", kind, parts[1]} {
			of[group]++
			if at >= 0 {
				right[group]++
			}
		}
		t.Logf("%-10s %6d B %3d files  place %2d of %s  %s", kind, sizes[len(sizes)-1], asks[len(asks)-1], at+1, evaluate[string](b, `document.querySelector('#_search-count').textContent`), query)
	}
	slices.Sort(sizes)
	slices.Sort(asks)
	slices.Sort(millis)
	at := func(share float64) int { return int(share * float64(len(sizes)-1)) }
	t.Logf("%d queries: median %d B in %d files, 95th percentile %d B in %d files, most %d B; %.0f ms", len(sizes), sizes[at(0.5)], asks[at(0.5)], sizes[at(0.95)], asks[at(0.95)], sizes[len(sizes)-1], millis[at(0.5)])
	for _, group := range slices.Sorted(func(yield func(string) bool) {
		for name := range of {
			if !yield(name) {
				return
			}
		}
	}) {
		t.Logf("%s: %d of %d in the first ten", group, right[group], of[group])
	}
	if median := sizes[at(0.5)]; median > 60_000 {
		t.Errorf("the median query takes %d bytes, and 60,000 is what a phone on a slow line is asked for", median)
	}
}

type counter struct {
	http.ResponseWriter
	n int
}

func (c *counter) Write(b []byte) (int, error) {
	c.n += len(b)
	n, err := c.ResponseWriter.Write(b)
	if err != nil {
		return n, fmt.Errorf("answer: %w", err)
	}
	return n, nil
}
