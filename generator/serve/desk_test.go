package serve

import (
	"errors"
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"

	"daybook/generator/problem"
	"daybook/generator/source"
)

// desked returns a server with a desk of many files and one draft.
func desked(files int) *Server {
	s := New(Options{EditLink: func(p source.Place) string { return "vscode://file/site/" + p.Path }})
	s.Show(Snapshot{
		Files:    Held(texts("index.html", page("front"))),
		Problems: []problem.Problem{problem.New("bad-date", source.Place{Path: "content/a.md", Line: 3, Column: 1}, "no <b>such</b> day")},
		Desk: Desk{
			Pieces: func() []Piece {
				return []Piece{{Title: "<script>alert(1)</script>", Href: "/a/", State: "draft", Why: "draft", Place: source.Place{Path: "content/a.md"}}}
			},
			Find: func(words string, from, most int) (list []PlannedFile, total int) {
				for i := range files {
					name := fmt.Sprintf("f%05d", i)
					if !strings.Contains(name, words) {
						continue
					}
					if total++; total > from && len(list) < most {
						list = append(list, PlannedFile{Path: name, Kind: "article", Href: "/" + name})
					}
				}
				return list, total
			},
			About: func(address string) (About, bool) {
				return About{PlannedFile: PlannedFile{Path: "index.html", Kind: "front", Href: "/", Sources: []source.Place{{Path: "content/a.md"}}}, Why: "It is new."}, address == "/"
			},
		},
	})
	return s
}

func TestDeskListsWhatIsWithheldWrongAndPlanned(t *testing.T) {
	s := desked(450)
	got := ask(s, "GET", "/_daybook/").Body.String()
	for _, want := range []string{"&lt;script&gt;alert(1)&lt;/script&gt;", "content/a.md:3:1", "no &lt;b&gt;such&lt;/b&gt; day", "1 to 200 of 450", "f00199", "vscode://file/site/content/a.md"} {
		if !strings.Contains(got, want) {
			t.Errorf("the desk has no %s", want)
		}
	}
	if strings.Contains(got, "f00200") || strings.Contains(got, "<script>alert") {
		t.Error("the desk has what it should not have")
	}
	last := ask(s, "GET", "/_daybook/?from=400&q=").Body.String()
	if !strings.Contains(last, "401 to 450 of 450") || strings.Contains(last, ">after<") || !strings.Contains(last, ">before<") {
		t.Error("the last part of the list does not end")
	}
	if some := ask(s, "GET", "/_daybook/?q=f0001").Body.String(); !strings.Contains(some, "1 to 10 of 10") {
		t.Error("the list is not searched")
	}
	if none := ask(s, "GET", "/_daybook/?q=%3Cnothing").Body.String(); !strings.Contains(none, "No file has “&lt;nothing”") {
		t.Error("nothing is said of a search without result")
	}
	if odd := ask(s, "GET", "/_daybook/?from=-7"); odd.Code != 200 {
		t.Errorf("from=-7: %d", odd.Code)
	}
}

func TestDeskTellsWhatAPageIsMadeFrom(t *testing.T) {
	s := desked(1)
	got := ask(s, "GET", "/_daybook/page?address=/")
	for _, want := range []string{"It is new.", "content/a.md", "bad-date"} {
		if !strings.Contains(got.Body.String(), want) {
			t.Errorf("nothing is told of %s", want)
		}
	}
	if got := ask(s, "GET", "/_daybook/page?address=/other/"); got.Code != 404 {
		t.Errorf("of a page that there is not: %d", got.Code)
	}
	if got := ask(s, "GET", "/_daybook/page.json?address=/").Body.String(); !strings.Contains(got, `"why":"It is new."`) || strings.Contains(got, "<b>") {
		t.Errorf("for a script: %s", got)
	}
	if got := ask(New(Options{}), "GET", "/_daybook/"); got.Code != 200 {
		t.Errorf("a desk of nothing: %d", got.Code)
	}
}

// TestTimeIsChosenFromTheDeskAlone attacks the one request that is no reading.
func TestTimeIsChosenFromTheDeskAlone(t *testing.T) {
	var asked []string
	s := New(Options{AsOf: func(text string) error {
		asked = append(asked, text)
		if text == "soon" {
			return errors.New("no time")
		}
		return nil
	}})
	s.Show(Snapshot{Files: files("index.html", page("x")), Desk: Desk{AsOf: "2024-01-17<"}})
	post := func(body string, fields ...string) *httptest.ResponseRecorder {
		r := httptest.NewRequest("POST", "http://127.0.0.1:8080/_daybook/as-of", strings.NewReader(body))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		for i := 0; i < len(fields); i += 2 {
			if fields[i] == "Host" {
				r.Host = fields[i+1]
			} else {
				r.Header.Add(fields[i], fields[i+1])
			}
		}
		w := httptest.NewRecorder()
		s.Handler().ServeHTTP(w, r)
		return w
	}
	own := "http://127.0.0.1:8080"
	for name, refused := range map[string]*httptest.ResponseRecorder{
		"without Origin": post("time=2024"),
		"another Origin": post("time=2024", "Origin", "http://evil.example"),
		"another port":   post("time=2024", "Origin", "http://127.0.0.1:9"),
		"null":           post("time=2024", "Origin", "null"),
		"two":            post("time=2024", "Origin", own, "Origin", own),
		"cross-site":     post("time=2024", "Origin", own, "Sec-Fetch-Site", "cross-site"),
		"foreign Host":   post("time=2024", "Origin", "http://evil.example", "Host", "evil.example"),
		"a long body":    post("time="+strings.Repeat("2", 1<<20), "Origin", own),
	} {
		if refused.Code < 400 || len(asked) > 0 {
			t.Errorf("%s: %d, asked %q", name, refused.Code, asked)
		}
	}
	if got := post("time=2024-01-17", "Origin", own); got.Code != 303 || len(asked) != 1 || asked[0] != "2024-01-17" {
		t.Errorf("the desk's form: %d, asked %q", got.Code, asked)
	}
	got := post("time=soon", "Origin", own)
	if to := got.Header().Get("Location"); got.Code != 303 || !strings.HasPrefix(to, "/_daybook/?not-a-time=soon") {
		t.Errorf("no time: %d to %s", got.Code, to)
	}
	if shown := ask(s, "GET", "/_daybook/?not-a-time=soon").Body.String(); !strings.Contains(shown, "“soon” is not a time.") {
		t.Error("the desk does not say that it is no time")
	}
	if front := ask(s, "GET", "/").Body.String(); !strings.Contains(front, "The site as of 2024-01-17&lt;") {
		t.Error("the page does not say as of when it is")
	}
	if got := ask(New(Options{}), "POST", "/_daybook/as-of", "Origin", own); got.Code != 404 {
		t.Errorf("where no time can be chosen: %d", got.Code)
	}
}
