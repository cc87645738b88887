package serve

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"daybook/generator/problem"
	"daybook/generator/source"
)

// page makes an HTML page whose body is text.
func page(text string) string {
	return `<!doctype html><html lang="en"><head><title>T</title><link rel="stylesheet" href="/site.css"></head><body>` + text + `</body></html>`
}

func files(pairs ...string) Files { return Held(texts(pairs...)) }

// texts gives names and texts as a map.
func texts(pairs ...string) map[string][]byte {
	all := map[string][]byte{}
	for i := 0; i < len(pairs); i += 2 {
		all[pairs[i]] = []byte(pairs[i+1])
	}
	return all
}

// showing returns a server that shows some files.
func showing(pairs ...string) *Server {
	s := New(Options{})
	s.Show(Snapshot{Files: files(pairs...)})
	return s
}

// ask sends a request, with header fields as pairs, and returns the answer.
func ask(s *Server, method, address string, fields ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, "http://127.0.0.1:8080/", nil)
	r.RequestURI = address
	r.URL.Path, r.URL.RawQuery, _ = strings.Cut(address, "?")
	for i := 0; i < len(fields); i += 2 {
		if fields[i] == "Host" {
			r.Host = fields[i+1]
			continue
		}
		r.Header.Add(fields[i], fields[i+1])
	}
	w := httptest.NewRecorder()
	s.Handler().ServeHTTP(w, r)
	return w
}

func TestAddressesAreThoseOfAStaticHost(t *testing.T) {
	site := []string{
		"index.html", "front", "a/index.html", "article", "a/photo.jpg", "jpeg", "404.html", "nothing here",
		"خبر/index.html", "khabar", "_redirects", "/old /a/", "_headers", "/*\n X-A: b",
	}
	tests := []struct {
		base, address string
		status        int
		location, has string
	}{
		{"/", "/", 200, "", "front"},
		{"/", "/a/", 200, "", "article"},
		{"/", "/a", 308, "/a/", ""},
		{"/", "/a?q=1&r=2", 308, "/a/?q=1&r=2", ""},
		{"/", "/a/index.html", 200, "", "article"},
		{"/", "/a/photo.jpg", 200, "", "jpeg"},
		{"/", "/a/photo.jpg/", 404, "", "nothing here"},
		{"/", "/none", 404, "", "nothing here"},
		{"/", "/A/", 404, "", "nothing here"},
		{"/", "/_redirects", 404, "", "nothing here"},
		{"/", "/_headers", 404, "", "nothing here"},
		{"/", "/خبر/", 200, "", "khabar"},
		{"/", "/خبر", 308, "/%D8%AE%D8%A8%D8%B1/", ""},
		{"/", "/old", 301, "/a/", ""},
		{"/news/", "/news/", 200, "", "front"},
		{"news", "/news/a/", 200, "", "article"},
		{"/news/", "/news", 308, "/news/", ""},
		{"/news/", "/", 307, "/news/", ""},
		{"/news/", "/a/", 404, "", "nothing here"},
		{"/news/", "/newsa/", 404, "", "nothing here"},
	}
	for _, test := range tests {
		s := New(Options{})
		s.Show(Snapshot{Files: files(site...), BasePath: test.base})
		got := ask(s, "GET", test.address)
		if got.Code != test.status || got.Header().Get("Location") != test.location || !strings.Contains(got.Body.String(), test.has) {
			t.Errorf("%s below %s: %d to %q with %q", test.address, test.base, got.Code, got.Header().Get("Location"), got.Body)
		}
	}
}

func TestSiteWithout404SaysSoPlainly(t *testing.T) {
	got := ask(showing("index.html", "x"), "GET", "/none")
	if got.Code != 404 || !strings.Contains(got.Body.String(), "no 404.html") {
		t.Errorf("%d %q", got.Code, got.Body)
	}
}

func TestContentTypesDoNotDependOnTheMachine(t *testing.T) {
	for name, want := range map[string]string{
		"a/index.html": "text/html; charset=utf-8", "site.CSS": "text/css; charset=utf-8",
		"feeds/atom.xml": "application/xml; charset=utf-8", "sitemap.xml": "application/xml; charset=utf-8",
		"rss.xml": "application/xml; charset=utf-8", "feed.json": "application/feed+json; charset=utf-8",
		"events.json": "application/json; charset=utf-8", "events.ics": "text/calendar; charset=utf-8",
		"events.csv": "text/csv; charset=utf-8", "lanes.svg": "image/svg+xml",
		"site.webmanifest": "application/manifest+json; charset=utf-8", "x.unheardof": "application/octet-stream", "x": "application/octet-stream",
	} {
		got := ask(showing(name, "text"), "GET", "/"+name)
		if got.Header().Get("Content-Type") != want {
			t.Errorf("%s: %q, want %q", name, got.Header().Get("Content-Type"), want)
		}
	}
}

func TestAnswersAreConditionalPartialAndNeverCached(t *testing.T) {
	s := showing("a.txt", "0123456789", "index.html", page("x"))
	first := ask(s, "GET", "/a.txt")
	if got := first.Header().Get("Cache-Control"); got != "no-cache" {
		t.Errorf("Cache-Control is %q", got)
	}
	for _, address := range []string{"/a.txt", "/"} {
		tag := ask(s, "GET", address).Header().Get("ETag")
		if got := ask(s, "GET", address, "If-None-Match", tag); got.Code != 304 || got.Body.Len() != 0 {
			t.Errorf("%s with its own ETag %s: %d", address, tag, got.Code)
		}
		if got := ask(s, "GET", address, "If-None-Match", `"other"`); got.Code != 200 {
			t.Errorf("%s with another ETag: %d", address, got.Code)
		}
		if got := ask(s, "HEAD", address); got.Code != 200 || got.Body.Len() != 0 || got.Header().Get("Content-Length") == "" {
			t.Errorf("HEAD %s: %d with %d bytes, %v", address, got.Code, got.Body.Len(), got.Header())
		}
	}
	part := ask(s, "GET", "/a.txt", "Range", "bytes=2-4")
	if part.Code != http.StatusPartialContent || part.Body.String() != "234" {
		t.Errorf("range: %d %q", part.Code, part.Body)
	}
	if got := ask(s, "GET", "/a.txt", "Range", "bytes=20-"); got.Code != http.StatusRequestedRangeNotSatisfiable {
		t.Errorf("range behind the end: %d", got.Code)
	}
}

func TestTextsAreCompressedAsAHostDoes(t *testing.T) {
	s := showing("index.html", page(strings.Repeat("words ", 500)), "a.png", "png", "a.txt", "0123456789")
	whole := ask(s, "GET", "/").Body.String()
	got := ask(s, "GET", "/", "Accept-Encoding", "br, gzip;q=0.8")
	if got.Header().Get("Content-Encoding") != "gzip" || got.Header().Get("Vary") != "Accept-Encoding" || got.Body.Len() >= len(whole) {
		t.Fatalf("%v, %d of %d bytes", got.Header(), got.Body.Len(), len(whole))
	}
	tag := got.Header().Get("ETag")
	zip, err := gzip.NewReader(got.Body)
	if err != nil {
		t.Fatal(err)
	}
	if text, err := io.ReadAll(zip); err != nil || string(text) != whole {
		t.Errorf("it is another text when it is unpacked: %v", err)
	}
	if tag == ask(s, "GET", "/").Header().Get("ETag") {
		t.Error("the compressed page has the tag of the other")
	}
	if got := ask(s, "GET", "/", "Accept-Encoding", "gzip", "If-None-Match", tag); got.Code != 304 {
		t.Errorf("with its own tag: %d", got.Code)
	}
	for name, plain := range map[string]*httptest.ResponseRecorder{
		"a picture": ask(s, "GET", "/a.png", "Accept-Encoding", "gzip"), "a part": ask(s, "GET", "/a.txt", "Accept-Encoding", "gzip", "Range", "bytes=2-4"),
		"refused": ask(s, "GET", "/", "Accept-Encoding", "gzip;q=0.0"), "not asked for": ask(s, "GET", "/"),
	} {
		if plain.Header().Get("Content-Encoding") != "" {
			t.Errorf("%s is compressed", name)
		}
	}
}

func TestScriptIsAddedToPagesAloneAndNeverToTheirFiles(t *testing.T) {
	all := texts("index.html", page("hello"), "bare.html", "<p>no end tags", "a.svg", "<svg/>", "404.html", page("none"))
	s := New(Options{})
	s.Show(Snapshot{Files: Held(all)})
	for address, want := range map[string]string{
		"/":          `hello<script defer src="/_daybook/client.js" data-page="/" data-tag="`,
		"/bare.html": `<p>no end tags<script defer src="/_daybook/client.js" data-page="/bare.html"`,
		"/none":      `none<script defer src="/_daybook/client.js" data-page="/none"`,
	} {
		if got := ask(s, "GET", address).Body.String(); !strings.Contains(got, want) {
			t.Errorf("%s: %s", address, got)
		}
	}
	if got := ask(s, "GET", "/a.svg").Body.String(); got != "<svg/>" {
		t.Errorf("drawing: %s", got)
	}
	if string(all["index.html"]) != page("hello") {
		t.Errorf("file: %s", all["index.html"])
	}
	if got := ask(s, "GET", `/"><img src=x>`).Body.String(); strings.Contains(got, "<img") {
		t.Errorf("address is not escaped: %s", got)
	}
}

func TestInsertFindsTheLastEndOfBody(t *testing.T) {
	for in, want := range map[string]string{
		"a</body></html>":              "aX</body></html>",
		"a</BODY >":                    "aX</BODY >",
		"<!-- </body> -->b</body>":     "<!-- </body> -->bX</body>",
		"a":                            "aX",
		"":                             "X",
		"<script>'</body>'</script>a<": "<script>'X</body>'</script>a<",
	} {
		if got := string(insert([]byte(in), "X")); got != want {
			t.Errorf("%q became %q, want %q", in, got, want)
		}
	}
}

func failing(sentence string) Snapshot {
	return Snapshot{
		Failed:   true,
		Problems: []problem.Problem{problem.New("unknown-topic", source.Place{Path: "content/a.md", Line: 3, Column: 10}, "%s", sentence).Hinted("did you mean iran?")},
		Line:     func(source.Place) string { return "topics: [irn]" },
	}
}

func TestEveryAddressShowsTheProblemsWhileThereIsNoGoodBuild(t *testing.T) {
	s := New(Options{EditLink: func(p source.Place) string { return "vscode://file/site/" + p.String() }})
	if got := ask(s, "GET", "/any/"); got.Code != 503 || !strings.Contains(got.Body.String(), "Building") {
		t.Errorf("before the first build: %d %s", got.Code, got.Body)
	}
	s.Show(failing(`no topic is called "<irn>"`))
	for _, address := range []string{"/", "/any/", "/site.css"} {
		got := ask(s, "GET", address)
		body := got.Body.String()
		for _, want := range []string{
			"content/a.md:3:10", "unknown-topic", "&lt;irn&gt;", "did you mean iran?", "topics: [<mark>i</mark>rn]",
			`href="vscode://file/site/content/a.md:3:10"`, "data-bare", "<title>1 error</title>",
		} {
			if !strings.Contains(body, want) {
				t.Errorf("%s lacks %s:\n%s", address, want, body)
			}
		}
		if got.Code != 503 || got.Header().Get("Content-Security-Policy") == "" {
			t.Errorf("%s: %d %v", address, got.Code, got.Header())
		}
	}
}

func TestLastGoodPageCarriesANoteWithoutScript(t *testing.T) {
	s := New(Options{})
	snapshot := failing("no such topic")
	snapshot.Files = files("index.html", page("still here"), "site.css", "p{}")
	s.Show(snapshot)
	got := ask(s, "GET", "/")
	for _, want := range []string{"still here", `id="daybook-note"`, "content/a.md:3:10", "no such topic"} {
		if !strings.Contains(got.Body.String(), want) {
			t.Errorf("lacks %s: %s", want, got.Body)
		}
	}
	if got.Code != 200 {
		t.Errorf("status %d", got.Code)
	}
	snapshot.Failed, snapshot.Problems = false, nil
	s.Show(snapshot)
	if got := ask(s, "GET", "/").Body.String(); strings.Contains(got, "daybook-note") {
		t.Errorf("the note stays: %s", got)
	}
}

func TestEditLinkThatWouldRunScriptIsDropped(t *testing.T) {
	for _, link := range []string{"javascript:alert(1)", "data:text/html,x", "JavaScript:x", " javascript:x", "/relative", ":"} {
		s := New(Options{EditLink: func(source.Place) string { return link }})
		s.Show(failing("x"))
		if got := ask(s, "GET", "/").Body.String(); strings.Contains(got, "<a ") {
			t.Errorf("%s: %s", link, got)
		}
	}
}

func TestExcerptKeepsTheCharacterAtTheCaret(t *testing.T) {
	long := strings.Repeat("a", 500) + "X" + strings.Repeat("b", 500)
	for _, test := range []struct {
		line              string
		column            int
		before, at, after string
	}{
		{"title: x", 8, "title: ", "x", ""},
		{"عن\r\n", 1, "", "ع", "ن"},
		{"\tab", 2, " ", "a", "b"},
		{"ab", 3, "ab", " ", ""},
		{"ab", 99, "ab", " ", ""},
		{"ab", 0, "ab", "", ""},
		{long, 501, strings.Repeat("a", lead), "X", strings.Repeat("b", lineWidth-lead-1)},
	} {
		before, at, after := excerpt(test.line, test.column)
		if before != test.before || at != test.at || after != test.after {
			t.Errorf("%q:%d: %q %q %q", test.line, test.column, before, at, after)
		}
	}
}

func TestOnlySoManyProblemsAreListed(t *testing.T) {
	snapshot := Snapshot{Failed: true}
	for i := range 60 {
		at := source.Place{Path: "content/a.md", Line: i + 1}
		snapshot.Problems = append(snapshot.Problems, problem.Warn("w", at, "warned"), problem.New("e", at, "wrong"))
	}
	list := newTrouble(snapshot, nil).list
	if len(list.Problems) != mostShown || list.Problems[mostShown-1].Severity != "error" || list.More != "10 errors and 60 warnings" || list.Errors != 60 {
		t.Errorf("%d listed, last %q, more %q", len(list.Problems), list.Problems[mostShown-1].Severity, list.More)
	}
}
