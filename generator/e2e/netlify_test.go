package e2e

import (
	"encoding/json"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// netlify is what Netlify reads in a repository and a site.
type netlify struct {
	Contexts map[string]struct {
		Command, Publish string
		Plugins          []string
	}
	Headers []struct {
		Path, Pattern string
		Values        map[string]string
	}
	Redirects []struct {
		From, To string
		Status   int
		Forced   bool
	}
	Errors []string
}

// asNetlify reads a repository's settings and a site with Netlify's own parsers.
func asNetlify(t *testing.T, repository, folder string) (read netlify) {
	t.Helper()
	npm(t, "@netlify/headers-parser/package.json")
	repository, err := filepath.Abs(repository)
	if err != nil {
		t.Fatal(err)
	}
	run := exec.Command(program(t, "node"), "hosts.mjs", repository, folder)
	run.Dir, run.Stderr = "testdata/tools", os.Stderr
	out, err := run.Output()
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(out, &read); err != nil {
		t.Fatal(err)
	}
	return read
}

// moving is a site with old addresses of all sorts.
func moving(t *testing.T, base string) *site {
	t.Helper()
	return written(t, base, map[string]string{
		"content/site.yaml":         "title: The Day\nlanguage: en\nlanguages: [{lang: ur, title: دن}]\ncms: {backend: github, repo: org/paper}\n",
		"content/topics/strait.md":  "---\ntitle: The strait\naliases: [/topics/آبنائے/]\n---\n",
		"content/articles/a.md":     "---\ntitle: A\npublished: 2024-03-12\ntopics: strait\naliases: [/old/a report/, '/old/خبر', /2024/03/12/b/, /topics/, /same/]\n---\nWords.\n",
		"content/articles/b.md":     "---\ntitle: B\npublished: 2024-03-12\naliases: [/2024/03/12/a/]\n---\nWords.\n",
		"content/articles/c.md":     "---\ntitle: C\npublished: 2024-03-12\nstatus: killed\nkilled: {on: 2024-03-13, reason: It was wrong.}\naliases: [/old/c/]\n---\nWords.\n",
		"content/articles/ur/ab.md": "---\ntitle: الف\nlang: ur\npublished: 2024-03-12\n---\nالفاظ\n",
	})
}

// TestNetlifyReadsEveryRule holds that Netlify's parsers find no fault and give
// back every line that the build wrote.
func TestNetlifyReadsEveryRule(t *testing.T) {
	s := moving(t, "https://daybook.test/")
	read := asNetlify(t, home, s.folder)
	for _, fault := range read.Errors {
		t.Error(fault)
	}
	var lines []string
	for _, r := range read.Redirects {
		line := r.From + " " + r.To + " " + strconv.Itoa(r.Status)
		if r.Forced {
			line += "!"
		}
		lines = append(lines, line)
	}
	text, err := os.ReadFile(filepath.Join(s.folder, "_redirects"))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(strings.TrimSpace(string(text)), "\n"), lines); diff != "" {
		t.Errorf("_redirects: written -, read +\n%s", diff)
	}
	written := s.headers(t)
	if len(read.Headers) != len(written) {
		t.Fatalf("of %d rules of _headers %d are read", len(written), len(read.Headers))
	}
	for i, rule := range written {
		values := map[string]string{}
		for name := range rule.values {
			values[name] = rule.values.Get(name)
		}
		if diff := cmp.Diff(values, canonical(read.Headers[i].Values)); diff != "" || read.Headers[i].Path != rule.path {
			t.Errorf("%s is read as %s: written -, read +\n%s", rule.path, read.Headers[i].Path, diff)
		}
		matches := regexp.MustCompile("(?i)" + read.Headers[i].Pattern)
		for file := range s.files {
			if address := s.address(file).EscapedPath(); matches.MatchString(address) != rule.is.MatchString(address) {
				t.Errorf("%s is answered by the rule of %s: %t, and with Netlify %t", address, rule.path, rule.is.MatchString(address), matches.MatchString(address))
			}
		}
	}
	for context, want := range map[string]string{
		"production":     `go run ./generator build --base-url "$URL"`,
		"deploy-preview": `go run ./generator build --drafts --future --base-url "$DEPLOY_PRIME_URL"`,
		"branch-deploy":  `go run ./generator build --drafts --future --base-url "$DEPLOY_PRIME_URL"`,
	} {
		got := read.Contexts[context]
		if got.Command != want || filepath.Base(got.Publish) != "public" || len(got.Plugins) != 1 {
			t.Errorf("%s: %+v", context, got)
		}
		for _, plugin := range got.Plugins {
			if _, err := os.Stat(filepath.Join(home, filepath.FromSlash(plugin), "index.js")); err != nil {
				t.Error(err)
			}
		}
	}
}

// canonical writes names of headers as net/http does.
func canonical(values map[string]string) map[string]string {
	out := map[string]string{}
	for name, value := range values {
		out[http.CanonicalHeaderKey(name)] = value
	}
	return out
}

// TestNoRedirectLeadsInACircle follows every rule for as long as it leads on.
func TestNoRedirectLeadsInACircle(t *testing.T) {
	for _, base := range []string{"https://daybook.test/", "https://daybook.test/a/path/"} {
		s := moving(t, base)
		text, err := os.ReadFile(filepath.Join(s.folder, "_redirects"))
		if err != nil {
			t.Fatal(err)
		}
		to := map[string]string{}
		for line := range strings.Lines(string(text)) {
			fields := strings.Fields(line)
			if len(fields) != 3 {
				t.Fatalf("%q has %d columns", line, len(fields))
			}
			if !strings.HasPrefix(fields[0], s.base.EscapedPath()) || !strings.HasPrefix(fields[1], s.base.EscapedPath()) {
				t.Errorf("%q leaves the site", line)
			}
			if strings.HasPrefix(fields[2], "30") {
				to[strings.TrimSuffix(fields[0], "/")] = strings.TrimSuffix(fields[1], "/")
			}
		}
		if len(to) < 6 {
			t.Errorf("only %d addresses moved:\n%s", len(to), text)
		}
		for from, next := range to {
			if _, on := to[next]; on {
				t.Errorf("%s leads to %s, which leads on", from, next)
			}
			if why := s.broken(s.base, strings.TrimSuffix(next, ":splat")+"/"); why != "" && !strings.HasSuffix(next, ":splat") {
				t.Errorf("%s leads to %s: %s", from, next, why)
			}
		}
	}
}
