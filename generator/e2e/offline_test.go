package e2e

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	cdproto "github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/serviceworker"
	"github.com/chromedp/chromedp"
)

// road is a host below a path that can be cut off, and that can lose files.
type road struct {
	cut, gone atomic.Bool
	address   *url.URL
}

func newRoad(t *testing.T, s *site) *road {
	t.Helper()
	r := &road{}
	files, headers := http.FileServer(http.Dir(s.folder)), s.headers(t)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		if r.cut.Load() {
			panic(http.ErrAbortHandler) // the connection ends without an answer
		}
		headers.answer(w.Header(), q.URL.Path)
		w.Header().Set("Cache-Control", "no-cache")
		name := strings.TrimPrefix(q.URL.Path, s.base.Path)
		if r.gone.Load() && (name == "sw.js" || name == "offline.html") {
			http.NotFound(w, q)
			return
		}
		if name == "" || strings.HasSuffix(name, "/") {
			if text, err := os.ReadFile(filepath.Join(s.folder, name, "index.html")); err == nil {
				w.Header().Set("Content-Type", "text/html; charset=utf-8")
				_, _ = w.Write(text)
				return
			}
		}
		http.StripPrefix(strings.TrimSuffix(s.base.Path, "/"), files).ServeHTTP(w, q)
	}))
	t.Cleanup(server.Close)
	address, err := url.Parse(server.URL + s.base.Path)
	if err != nil {
		t.Fatal(err)
	}
	r.address = address
	return r
}

func TestReaderReadsOnWithoutANetwork(t *testing.T) {
	b := newTab(t)
	s := written(t, "https://daybook.test/news/", map[string]string{
		"content/site.yaml":       "title: The Day\nbase_url: https://daybook.test/news/\noffline: true\n",
		"content/articles/one.md": "---\ntitle: Read before\npublished: 2024-03-12\n---\nText.\n",
		"content/articles/two.md": "---\ntitle: Never read\npublished: 2024-03-12\n---\nText.\n",
	})
	r := newRoad(t, s)
	at := func(path string) string { return r.address.String() + path }
	b.open(at("2024/03/12/one/"))
	b.becomes(`document.documentElement.dataset.kept === ""`)
	b.becomes(`navigator.serviceWorker.controller?.state === "activated"`)

	r.cut.Store(true)
	b.open(at("2024/03/12/one/"))
	b.becomes(`document.querySelector("h1").textContent === "Read before" && /^You are offline. This copy is from .* 20\d\d/.test(document.querySelector(".notice").textContent)`)
	b.becomes(`getComputedStyle(document.body).fontFamily.includes("serif")`)
	b.open(at("2024/03/12/two/"))
	b.becomes(`document.body.matches(".kind-offline") && document.querySelector("#_kept-list a[href$='/news/2024/03/12/one/']").textContent === "Read before"`)

	r.cut.Store(false) // the network comes first again
	b.open(at("2024/03/12/one/"))
	b.becomes(`!document.querySelector(".notice") && document.documentElement.dataset.kept === ""`)

	r.gone.Store(true) // the site gives it up; a worker asks when it starts
	if _, err := chromedp.Call(b.ctx, serviceworker.Enable, cdproto.Empty{}); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(b.ctx, serviceworker.StopAllWorkers, cdproto.Empty{}); err != nil {
		t.Fatal(err)
	}
	b.before(`navigator.serviceWorker.register = async () => {}; setInterval(async () => { window.left = (await navigator.serviceWorker.getRegistrations()).length + (await caches.keys()).length }, 50)`)
	b.open(at(""))
	b.becomes(`window.left === 0`)
}

func TestPagesAreNotKeptUnlessTheSiteAsks(t *testing.T) {
	for file := range story.files {
		if file == "sw.js" || file == "offline.html" || strings.HasPrefix(file, "assets/offline") || strings.HasPrefix(file, "assets/worker") {
			t.Errorf("%s is published", file)
		}
	}
}
