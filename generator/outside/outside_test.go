package outside

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"daybook/generator/news"
	"daybook/generator/problem"
	"daybook/generator/source"
)

// waits notes what would be waited for, and does not wait.
type waits struct {
	mu   sync.Mutex
	list []time.Duration
}

func (w *waits) wait(ctx context.Context, d time.Duration) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.list = append(w.list, d)
	return ctx.Err()
}

// loopback lets tests ask this machine.
func loopback(w *waits) Options {
	return Options{Agent: "Daybook/test", Allow: func(netip.Addr) bool { return true }, Wait: w.wait}
}

// requests is what a host was asked.
type requests struct {
	mu   sync.Mutex
	list []string
}

func (r *requests) note(request *http.Request) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.list = append(r.list, request.Method+" "+request.URL.Path)
}

func (r *requests) String() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return strings.Join(r.list, ", ")
}

// host answers as its handlers by path do, and notes what it was asked.
func host(t *testing.T, handlers map[string]http.HandlerFunc) (string, *requests) {
	t.Helper()
	asked := &requests{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.note(r)
		if h := handlers[r.URL.Path]; h != nil {
			h(w, r)
		} else if r.URL.Path != "/fine" {
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(server.Close)
	return server.URL, asked
}

// status answers with a status, and another one to GET where that is given.
func status(head int, get ...int) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet && len(get) > 0 {
			w.WriteHeader(get[0])
			return
		}
		w.WriteHeader(head)
	}
}

func to(code int, address string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Location", address)
		w.WriteHeader(code)
	}
}

// links gives links, the n-th on line n.
func links(addresses ...string) []Link {
	var list []Link
	for i, a := range addresses {
		list = append(list, Link{Address: a, Place: source.Place{Path: "content/articles/a.md", Line: i + 1, Column: 1}})
	}
	return list
}

func check(t *testing.T, o Options, list []Link) []problem.Problem {
	t.Helper()
	problems, _, err := Check(t.Context(), list, o)
	if err != nil {
		t.Fatal(err)
	}
	return problems
}

func TestAnswers(t *testing.T) {
	for name, try := range map[string]struct {
		handler http.HandlerFunc
		asked   string
		want    string // rule and a part of sentence or hint
	}{
		"there":                      {status(200), "HEAD /x", ""},
		"gone":                       {status(404), "HEAD /x, GET /x", "dead-link is gone (404)"},
		"gone for good":              {status(410), "HEAD /x, GET /x", "dead-link is gone (410)"},
		"no HEAD: 405":               {status(405, 200), "HEAD /x, GET /x", ""},
		"no HEAD: 403":               {status(403, 200), "HEAD /x, GET /x", ""},
		"no HEAD: 501":               {status(501, 200), "HEAD /x, GET /x", ""},
		"no HEAD: 404":               {status(404, 200), "HEAD /x, GET /x", ""},
		"no HEAD, and gone":          {status(405, 404), "HEAD /x, GET /x", "dead-link is gone"},
		"broken":                     {status(500), "HEAD /x, GET /x", "dead-link does not work (500)"},
		"for people only":            {status(403), "HEAD /x, GET /x", ""},
		"with a password":            {status(401), "HEAD /x, GET /x", ""},
		"too many questions":         {status(429), "HEAD /x, GET /x", ""},
		"moved for good":             {to(301, "/fine"), "HEAD /x, HEAD /fine", "moved-link write http"},
		"moved for good (308)":       {to(308, "/fine#part"), "HEAD /x, HEAD /fine", "moved-link /fine"},
		"elsewhere for now":          {to(302, "/fine"), "HEAD /x, HEAD /fine", ""},
		"moved to nowhere":           {to(301, "/nowhere"), "HEAD /x, HEAD /nowhere, GET /nowhere", "dead-link is gone"},
		"round and round":            {to(302, "/x"), strings.TrimSuffix(strings.Repeat("HEAD /x, ", mostHops), ", "), "dead-link without end"},
		"a redirect to another kind": {to(302, "javascript:alert(1)"), "HEAD /x", ""},
		"a redirect to nowhere":      {to(302, ""), "HEAD /x", ""},
	} {
		t.Run(name, func(t *testing.T) {
			base, asked := host(t, map[string]http.HandlerFunc{"/x": try.handler})
			problems := check(t, loopback(&waits{}), links(base+"/x"))
			if asked.String() != try.asked {
				t.Errorf("asked %s, want %s", asked, try.asked)
			}
			if try.want == "" {
				if len(problems) > 0 {
					t.Errorf("got %v", problems)
				}
				return
			}
			rule, words, _ := strings.Cut(try.want, " ")
			if len(problems) != 1 || problems[0].Rule != rule || !strings.Contains(problems[0].Sentence+" "+problems[0].Hint, words) || problems[0].Hint == "" {
				t.Errorf("got %v", problems)
			}
		})
	}
}

// TestPrivateAddressesAreNotConnectedTo: without leave, nothing of this machine
// or its network is asked.
func TestPrivateAddressesAreNotConnectedTo(t *testing.T) {
	base, asked := host(t, nil)
	problems := check(t, Options{Wait: (&waits{}).wait}, links(base+"/fine", strings.Replace(base, "127.0.0.1", "localhost", 1)+"/fine"))
	if len(problems) != 2 || problems[0].Rule != RuleDead || !strings.Contains(problems[0].Sentence, "private network") || asked.String() != "" {
		t.Errorf("got %v, asked %q", problems, asked)
	}
}

// TestPrivateAddressesAreNotRedirectedTo: the way from a public host into a
// private one is closed at its second step.
func TestPrivateAddressesAreNotRedirectedTo(t *testing.T) {
	inner, asked := host(t, nil)
	outer, _ := host(t, map[string]http.HandlerFunc{"/x": to(302, inner+"/fine")})
	var connections atomic.Int64
	o := loopback(&waits{})
	o.Allow = func(netip.Addr) bool { return connections.Add(1) == 1 }
	problems := check(t, o, links(outer+"/x"))
	if len(problems) != 1 || !strings.Contains(problems[0].Sentence, "private network") || asked.String() != "" {
		t.Errorf("got %v, asked %q", problems, asked)
	}
}

func TestPublic(t *testing.T) {
	for text, want := range map[string]bool{
		"93.184.215.14": true, "2606:2800:21f:cb07::1": true, "1.1.1.1": true,
		"127.0.0.1": false, "127.8.9.1": false, "::1": false, "10.0.0.1": false, "172.16.9.9": false, "192.168.1.1": false,
		"169.254.169.254": false, "fe80::1": false, "fe80::1%eth0": false, "fd00::1": false, "0.0.0.0": false, "::": false, "100.64.0.1": false,
		"224.0.0.1": false, "ff02::1": false, "255.255.255.255": false, "240.0.0.1": false, "198.18.0.1": false,
		"::ffff:127.0.0.1": false, "::ffff:10.0.0.1": false, "64:ff9b::7f00:1": false, "2002:7f00:1::": false, "::127.0.0.1": false, "2001:db8::1": false,
	} {
		if got := Public(netip.MustParseAddr(text)); got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
}

// TestHostsAreAskedOneThingAtATime: many links to a few hosts, some of which
// lead from one to another.
func TestHostsAreAskedOneThingAtATime(t *testing.T) {
	var addresses, bases []string
	var greatest atomic.Int64
	for range 3 {
		var now atomic.Int64
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if n := now.Add(1); n > greatest.Load() {
				greatest.Store(n)
			}
			defer now.Add(-1)
			if len(bases) == 3 && strings.HasPrefix(r.URL.Path, "/away") {
				to(302, bases[0]+"/fine")(w, r)
			}
		}))
		t.Cleanup(server.Close)
		bases = append(bases, server.URL)
	}
	for i := range 20 {
		for _, base := range bases {
			addresses = append(addresses, fmt.Sprintf("%s/%d", base, i), fmt.Sprintf("%s/away/%d", base, i))
		}
	}
	var w waits
	if problems := check(t, loopback(&w), links(addresses...)); len(problems) > 0 {
		t.Errorf("got %v", problems)
	}
	if greatest.Load() != 1 {
		t.Errorf("%d requests at once to one host", greatest.Load())
	}
	if want := 3*20*2 + 3*20 - 3; len(w.list) != want || w.list[0] != pause {
		t.Errorf("%d pauses for %d requests", len(w.list), want+3)
	}
}

func TestRetryAfterIsHonouredOnce(t *testing.T) {
	for after, want := range map[string]string{
		"7":                             "HEAD /x, GET /x; 7s 500ms",
		"Tue, 24 Nov 2026 02:00:09 GMT": "HEAD /x, GET /x; 9s 500ms",
		"3600":                          "HEAD /x; ",
		"soon":                          "HEAD /x, GET /x; 500ms",
	} {
		base, asked := host(t, map[string]http.HandlerFunc{"/x": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Date", "Tue, 24 Nov 2026 02:00:00 GMT")
			w.Header().Set("Retry-After", after)
			status(429)(w, r)
		}})
		var w waits
		if problems := check(t, loopback(&w), links(base+"/x")); len(problems) > 0 {
			t.Errorf("%s: got %v", after, problems)
		}
		if got := asked.String() + "; " + strings.Trim(fmt.Sprint(w.list), "[]"); got != want {
			t.Errorf("%s: %s, want %s", after, got, want)
		}
	}
}

func TestAnAddressIsAskedForOnce(t *testing.T) {
	base, asked := host(t, nil)
	problems := check(t, loopback(&waits{}), links(base+"/gone", base+"/gone#a", base+"/gone#b"))
	if len(problems) != 3 || asked.String() != "HEAD /gone, GET /gone" {
		t.Errorf("got %v, asked %s", problems, asked)
	}
}

func TestWhatIsSent(t *testing.T) {
	var got http.Header
	base, _ := host(t, map[string]http.HandlerFunc{
		"/x": to(302, "/y"),
		"/y": func(_ http.ResponseWriter, r *http.Request) { got = r.Header.Clone() },
	})
	check(t, loopback(&waits{}), links(strings.Replace(base, "http://", "http://user:secret@", 1)+"/x"))
	if got.Get("User-Agent") != "Daybook/test" || got.Get("Referer") != "" || got.Get("Authorization") != "" || got.Get("Cookie") != "" {
		t.Errorf("sent %v", got)
	}
}

func TestAStopIsAStop(t *testing.T) {
	base, _ := host(t, nil)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := Check(ctx, links(base+"/x"), loopback(&waits{})); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// TestOneDeadHostIsItsOwnFaultAllAreOurs: a host that is down is reported, and
// a machine that reaches nobody reports nobody.
func TestOneDeadHostIsItsOwnFaultAllAreOurs(t *testing.T) {
	down := httptest.NewServer(http.NotFoundHandler())
	down.Close()
	base, _ := host(t, nil)
	problems := check(t, loopback(&waits{}), links(down.URL+"/x", base+"/fine"))
	if len(problems) != 1 || !strings.Contains(problems[0].Sentence, "does not answer") {
		t.Errorf("got %v", problems)
	}
	if _, _, err := Check(t.Context(), links(down.URL+"/x"), loopback(&waits{})); !errors.Is(err, ErrOffline) {
		t.Errorf("got %v", err)
	}
}

func TestLinksAreThoseOfBodiesSourcesAndSettings(t *testing.T) {
	at := func(line int) source.Place { return source.Place{Path: "content/articles/a.md", Line: line} }
	a := &news.ArticleCopy{
		Copy:      news.Copy{Kind: news.KindArticle, Slug: "a", ID: "a", Title: "A", Place: at(0), Body: news.Body{Outward: []news.Ref{{Text: "https://x.test/a", Place: at(9)}, {Text: "https://own.test/b", Place: at(9)}}}},
		Published: news.Moment{Time: time.Unix(0, 0)},
		Sources:   []news.Source{{URL: "https://x.test/s", Archive: "https://kept.test/s", Place: at(3)}, {Name: "A statement", Place: at(4)}},
		Events:    []news.EventCopy{{ID: "e", Headline: "E", Unknown: true, Claims: []news.ClaimCopy{{By: news.Ref{Text: "x"}, Source: news.Source{URL: "HTTPS://x.test/c", Place: at(5)}}}}},
	}
	site := news.Site{Zone: time.UTC, BaseURL: "https://own.test/", Follow: []news.Link{{Text: "F", To: news.Ref{Text: "https://social.test/us", Place: source.Place{Path: "content/site.yaml", Line: 2}}}, {To: news.Ref{Text: "mailto:a@x.test"}}}}
	archive, _ := news.Gather(news.Copies{Site: site, Articles: []*news.ArticleCopy{a}}, news.Cut{AsOf: time.Unix(1, 0)})
	var got []string
	for _, l := range Links(archive) {
		got = append(got, fmt.Sprintf("%d %s", l.Place.Line, l.Address))
	}
	want := "3 https://x.test/s, 3 https://kept.test/s, 5 HTTPS://x.test/c, 9 https://x.test/a, 2 https://social.test/us"
	if got := strings.Join(got, ", "); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
