package e2e

import (
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// hostRule is a rule of _headers.
type hostRule struct {
	path   string
	is     *regexp.Regexp
	values http.Header
}

type hostRules []hostRule

// headers reads the rules of a site's _headers.
func (s *site) headers(t testing.TB) hostRules {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(s.folder, "_headers"))
	if err != nil {
		t.Fatal(err)
	}
	var rules hostRules
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "/") {
			pattern := strings.ReplaceAll(regexp.QuoteMeta(line), `\*`, ".*")
			rules = append(rules, hostRule{line, regexp.MustCompile("^" + pattern + "$"), http.Header{}})
			continue
		}
		if name, value, pair := strings.Cut(line, ": "); pair {
			rules[len(rules)-1].values.Set(name, value)
		}
	}
	return rules
}

// answer sets what the rules give to an address; the last that matches wins.
func (rules hostRules) answer(header http.Header, address string) {
	for _, rule := range rules {
		if rule.is.MatchString(address) {
			for name := range rule.values {
				header.Set(name, rule.values.Get(name))
			}
		}
	}
}

// obeyed fails the test if a policy of content security stopped something.
func (b *tab) obeyed(page string) {
	b.t.Helper()
	for _, complaint := range b.against() {
		b.t.Errorf("%s: %s", page, complaint)
	}
}

// against gives the complaints that a policy of content security caused.
func (b *tab) against() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	var found []string
	for _, complaint := range b.complaints {
		if strings.Contains(complaint, "Content Security Policy") || strings.Contains(complaint, "Content-Security-Policy") {
			found = append(found, complaint)
		}
	}
	return found
}

// TestPagesRunUnderTheirHeaders opens a page of each kind as a host answers that
// reads _headers: nothing is stopped, and nobody else is asked.
func TestPagesRunUnderTheirHeaders(t *testing.T) {
	done := map[string]bool{}
	for _, s := range []*site{story, richSite(t)} {
		b, letters, server := newTab(t), newTab(t), host(t, s)
		for _, p := range s.samples() {
			if done[p.layout] {
				continue
			}
			done[p.layout] = true
			if p.layout == "email" { // its pictures have whole addresses, which nobody answers here
				letters.open(at(server, p.path))
				letters.obeyed(p.path)
				continue
			}
			b.open(at(server, p.path))
			b.calm(p.path, server)
		}
	}
}

// TestPlantedScriptDoesNotRun plants scripts in a page, as somebody would who
// found a way past the escaping of texts.
func TestPlantedScriptDoesNotRun(t *testing.T) {
	b, s := newTab(t), written(t, "https://daybook.test/", map[string]string{
		"content/site.yaml":     "title: The Day\nbase_url: https://daybook.test/\n",
		"content/articles/a.md": "---\ntitle: A\npublished: 2024-03-12\n---\nWords.\n",
	})
	page := filepath.Join(s.folder, "2024", "03", "12", "a", "index.html")
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	planted := `<script>window.planted = 1</script><img src="/none.png" onerror="window.planted = 2"><a id="way" href="javascript:window.planted=3">x</a><script src="https://elsewhere.example/x.js"></script></body>`
	if err := os.WriteFile(page, []byte(strings.Replace(string(text), "</body>", planted, 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	server := host(t, s)
	b.open(at(server, "2024/03/12/a/index.html"))
	b.run(`document.getElementById("way").click()`)
	b.becomes(`document.querySelector("img[onerror]").complete`)
	if evaluate[bool](b, `"planted" in window`) {
		t.Error("a planted script ran")
	}
	if got := b.against(); len(got) < 4 {
		t.Errorf("four ways were stopped, and the browser tells %q", got)
	}
}

// TestPolicyNamesWhatASiteHas holds the policies of sites that have much and
// little to show.
func TestPolicyNamesWhatASiteHas(t *testing.T) {
	const strict = "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; manifest-src 'self'; "
	const closed = "base-uri 'none'; frame-ancestors 'none'"
	article := "---\ntitle: A\npublished: 2024-03-12\n---\nWords.\n\n[The speech](/media/speech.mp3)\n"
	for name, test := range map[string]struct {
		site, base, address string
		want                http.Header
	}{
		"an article": {"", "https://daybook.test/", "/2024/03/12/a/", http.Header{
			"Content-Security-Policy":   {strict + "form-action 'self'; " + closed},
			"Strict-Transport-Security": {"max-age=31536000"},
		}},
		"players, no search": {"embeds: [youtube.com, tube.example]\nsearch: false\n", "https://daybook.test/", "/2024/03/12/a/", http.Header{
			"Content-Security-Policy":   {strict + "frame-src https://tube.example https://www.youtube-nocookie.com; form-action 'none'; " + closed},
			"Strict-Transport-Security": {"max-age=31536000"},
		}},
		"below a path": {"offline: true\n", "https://daybook.test/a/خبر/", "/a/%D8%AE%D8%A8%D8%B1/2024/03/12/a/", http.Header{
			"Content-Security-Policy": {strict + "worker-src 'self'; form-action 'self'; " + closed},
		}},
		"without TLS": {"", "http://daybook.test/", "/atom.xml", http.Header{
			"Content-Security-Policy":     {strict + "form-action 'self'; " + closed},
			"Content-Type":                {"application/xml; charset=utf-8"},
			"Access-Control-Allow-Origin": {"*"},
		}},
		"a letter": {"", "http://daybook.test/", "/2024/03/12/email.html", http.Header{
			"Content-Security-Policy": {"default-src 'none'; style-src 'unsafe-inline'; img-src 'self' http://daybook.test; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"},
		}},
		"a letter in plain text": {"", "http://daybook.test/", "/2024/03/12/email.txt", http.Header{
			"Content-Security-Policy": {strict + "form-action 'self'; " + closed},
			"X-Robots-Tag":            {"noindex"},
		}},
	} {
		t.Run(name, func(t *testing.T) {
			s := written(t, test.base, map[string]string{
				"content/site.yaml":        "title: The Day\n" + test.site,
				"content/articles/a.md":    article,
				"content/media/speech.mp3": "sound",
			})
			got := http.Header{}
			s.headers(t).answer(got, test.address)
			for name, value := range map[string]string{
				"X-Content-Type-Options": "nosniff", "Referrer-Policy": "strict-origin-when-cross-origin", "Cross-Origin-Opener-Policy": "same-origin-allow-popups",
				"Permissions-Policy": "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()",
			} {
				test.want.Set(name, value)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("want -, got +\n%s", diff)
			}
		})
	}
}

// TestPreviewStaysOutOfSearchEngines holds a site with drafts.
func TestPreviewStaysOutOfSearchEngines(t *testing.T) {
	folder := t.TempDir()
	for name, text := range map[string]string{"site.yaml": "title: The Day\n", "articles/a.md": "---\ntitle: A\npublished: 2024-03-12\n---\nWords.\n"} {
		file := filepath.Join(folder, "content", filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	s, err := publishFrom(folder, t.TempDir(), "https://preview.test/", "--drafts")
	if err != nil {
		t.Fatal(err)
	}
	for _, address := range []string{"/", "/2024/03/12/a/", "/2024/03/12/email.txt", "/atom.xml"} {
		got := http.Header{}
		s.headers(t).answer(got, address)
		if got.Get("X-Robots-Tag") != "noindex" || got.Get("Strict-Transport-Security") != "" {
			t.Errorf("%s: %v", address, got)
		}
	}
}
