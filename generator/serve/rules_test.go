package serve

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

const redirectsFile = `
# old addresses
/old               /new/
/temporary         /new/            302
/gone              /tombstone/      410
/there             /elsewhere/      301
/forced            /new/            301!
/rewritten         /new/            200
/tag/*             /topics/:splat   301
/blog/:year/:slug  /:year/01/:slug/ 308
/item id=:id       /items/:id       301
/item              /items/          301
/loop/             /loop            301
/away              https://example.org/x?y=1
/proxied           https://example.org/x 200
/abroad            /pk/             302 Country=pk
/%D8%AE%D8%A8%D8%B1 /khabar/
/خبر2              /خبر/
/evil/*            /:splat          302
/broken
/status            /new/            9999
/tag/late          /never/
/late/*            /first/
/late/x            /second/
/lost/*            /404.html        404
/withdrawn/%D8%AE/ /withdrawn/%D8%AE/index.html 410!
`

func TestRedirectsAreHonoured(t *testing.T) {
	s := showing("_redirects", redirectsFile, "new/index.html", "new", "tombstone/index.html", "tomb", "there/index.html", "there", "forced/index.html", "hidden", "404.html", "none", "loop/index.html", "loop", "withdrawn/خ/index.html", "stone")
	for _, test := range []struct {
		address  string
		status   int
		location string
		body     string
	}{
		{"/old", 301, "/new/", ""},
		{"/old/", 301, "/new/", ""},
		{"/old/index.html", 301, "/new/", ""},
		{"/old?q=1", 301, "/new/?q=1", ""},
		{"/temporary", 302, "/new/", ""},
		{"/gone", 410, "", "tomb"},
		{"/there/", 200, "", "there"},
		{"/forced/", 301, "/new/", ""},
		{"/rewritten", 200, "", "new"},
		{"/tag/iran/1", 301, "/topics/iran/1", ""},
		{"/tag", 301, "/topics/", ""},
		{"/tag/late", 301, "/topics/late", ""},
		{"/tags", 404, "", "none"},
		{"/blog/2024/x", 308, "/2024/01/x/", ""},
		{"/blog/2024/x/y", 404, "", "none"},
		{"/item?id=a/b", 301, "/items/a%2Fb?id=a%2Fb", ""},
		{"/item", 301, "/items/", ""},
		{"/loop/", 200, "", "loop"},
		{"/away?z=1", 301, "https://example.org/x?y=1", ""},
		{"/proxied", 502, "", "preview does not"},
		{"/abroad", 404, "", "none"},
		{"/خبر", 301, "/khabar/", ""},
		{"/خبر2", 301, "/%D8%AE%D8%A8%D8%B1/", ""},
		{"/evil//evil.example/x", 302, "/evil.example/x", ""},
		{`/evil/\evil.example`, 302, "/%5Cevil.example", ""},
		{"/broken", 404, "", "none"},
		{"/status", 404, "", "none"},
		{"/late/x", 301, "/first/", ""},
		{"/lost/x", 404, "", "none"},
		{"/withdrawn/خ/", 410, "", "stone"},
		{"/withdrawn/خ", 410, "", "stone"},
	} {
		got := ask(s, "GET", test.address)
		if got.Code != test.status || got.Header().Get("Location") != test.location || !strings.Contains(got.Body.String(), test.body) {
			t.Errorf("%s: %d to %q: %s", test.address, got.Code, got.Header().Get("Location"), got.Body)
		}
	}
}

func TestHeadersAreSetByPattern(t *testing.T) {
	rules := parseHeaders([]byte(`
  X-Stray: before any path
/*
  X-Frame-Options: DENY
  Link: </a.css>; rel=preload
  Link: </b.css>; rel=preload
  # a comment
  Cache-Control: max-age=31536000
  Access-Control-Allow-Origin: *
  Strict-Transport-Security: max-age=1
  Bad Name: x
/feeds/*.xml
  Content-Type: application/xml
/topics/:slug/
  X-Topic: yes
/exact
  X-Frame-Options: SAMEORIGIN
`))
	for address, want := range map[string]map[string]string{
		"/":                {"X-Frame-Options": "DENY", "Link": "</a.css>; rel=preload, </b.css>; rel=preload"},
		"/exact":           {"X-Frame-Options": "SAMEORIGIN"},
		"/feeds/atom.xml":  {"Content-Type": "application/xml"},
		"/feeds/atom.json": {"Content-Type": ""},
		"/topics/iran/":    {"X-Topic": "yes"},
		"/topics/a/b/":     {"X-Topic": ""},
		"/any/where": {
			"Cache-Control": "", "Access-Control-Allow-Origin": "", "Strict-Transport-Security": "", "Bad Name": "", "X-Stray": "",
		},
	} {
		header := http.Header{}
		applyHeaders(header, rules, address)
		for name, value := range want {
			if got := strings.Join(header[http.CanonicalHeaderKey(name)], "|"); got != value {
				t.Errorf("%s: %s is %q, want %q", address, name, got, value)
			}
		}
	}
}

func TestPolicyIsLoosenedForThePreviewAlone(t *testing.T) {
	const own = "http://127.0.0.1:8080/_daybook/"
	for policy, want := range map[string]string{
		"default-src 'none'": "default-src 'none'; script-src OWN; style-src OWN; connect-src OWN",
		"default-src 'self'": "default-src 'self'; script-src 'self' OWN; style-src 'self' OWN; connect-src 'self' OWN",
		"default-src 'none'; script-src 'none'; style-src 'self'": "default-src 'none'; script-src OWN; style-src 'self' OWN; connect-src OWN",
		"script-src-elem 'none'; script-src x":                    "script-src-elem OWN; script-src x",
		"img-src 'self'; upgrade-insecure-requests":               "img-src 'self'",
		"script-src 'self', script-src 'none'":                    "script-src 'self' OWN, script-src OWN",
	} {
		header := http.Header{"Content-Security-Policy": {policy}}
		admitOwn(header, own)
		if got := strings.ReplaceAll(header.Get("Content-Security-Policy"), own, "OWN"); got != want {
			t.Errorf("%s\n got %s\nwant %s", policy, got, want)
		}
	}
	got := ask(showing("index.html", page("x"), "a.txt", "x", "_headers", "/*\n Content-Security-Policy: default-src 'none'"), "GET", "/")
	if policy := got.Header().Get("Content-Security-Policy"); !strings.Contains(policy, "connect-src "+own) {
		t.Errorf("page: %s", policy)
	}
}

func FuzzRulesNeverPanicNorLeaveTheHost(f *testing.F) {
	f.Add(redirectsFile, "/evil//x")
	f.Add("/* //:splat 301", "/\\evil")
	f.Add("/:a/:a /x", "/1/2")
	f.Fuzz(func(t *testing.T, text, address string) {
		rules := parseRedirects([]byte(text))
		parseHeaders([]byte(text))
		to, ok := rules.match("/"+address, url.Values{}, false)
		if !ok || strings.Contains(text, "://") {
			return
		}
		if u, err := url.Parse(to.to); err == nil && u.Host != "" {
			t.Errorf("%q leads to %q", address, to.to)
		}
	})
}
