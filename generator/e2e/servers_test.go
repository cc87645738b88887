package e2e

import (
	"bytes"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"daybook/generator/hosting"
)

// recipe gives a block of code of README.md.
func recipe(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(home, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, after, found := strings.Cut(string(text), "\n```"+name+"\n")
	block, _, ends := strings.Cut(after, "\n```\n")
	if !found || !ends {
		t.Fatalf("README.md has no recipe for %s", name)
	}
	return block + "\n"
}

// asked is what a server is asked and how it must answer.
type asked struct {
	address string
	status  int
	to      string // where it leads
	says    string // a part of the page
}

// TestServersDoAsTheRecipesSay runs the recipes of README.md on the servers
// themselves: headers as in _headers, types, moved and gone addresses, the page
// of each language for what is not there.
func TestServersDoAsTheRecipesSay(t *testing.T) {
	for _, base := range []string{"http://daybook.test/", "http://daybook.test/news/"} {
		s := moving(t, base)
		below := strings.TrimSuffix(s.base.Path, "/")
		for name, start := range map[string]func(t *testing.T, root, rules string) string{"nginx": startNginx, "caddy": startCaddy} {
			t.Run(name+below, func(t *testing.T) {
				program(t, name)
				root := filepath.Join(t.TempDir(), "www")
				if err := os.CopyFS(filepath.Join(root, filepath.FromSlash(below)), os.DirFS(s.folder)); err != nil {
					t.Fatal(err)
				}
				rules, err := command("plan", "--site", s.from, "--base-url", base, "--for", name)
				if err != nil {
					t.Fatal(err)
				}
				server := start(t, root, string(rules))
				holdServer(t, s, server, below)
			})
		}
	}
}

// holdServer asks a server for files of all kinds, and for addresses that have none.
func holdServer(t *testing.T, s *site, server, below string) {
	t.Helper()
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	ask := func(address string) (*http.Response, string) {
		t.Helper()
		answer, err := client.Get("http://" + server + address)
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		body, err := io.ReadAll(answer.Body)
		if err != nil {
			t.Fatal(err)
		}
		return answer, string(body)
	}
	for _, a := range []asked{
		{"/", 200, "", "The Day"},
		{"/2024/03/12/a/", 200, "", "Words."},
		{"/old/a%20report/", 301, "/2024/03/12/a/", ""},
		{"/old/a%20report", 301, "/2024/03/12/a/", ""},
		{"/old/%D8%AE%D8%A8%D8%B1", 301, "/2024/03/12/a/", ""},
		{"/topics/%D8%A2%D8%A8%D9%86%D8%A7%D8%A6%DB%92/timeline/", 301, "/topics/strait/timeline/", ""},
		{"/topics/%D8%A2%D8%A8%D9%86%D8%A7%D8%A6%DB%92/", 301, "/topics/strait/", ""},
		{"/2024/03/12/c/", 410, "", "It was wrong."},
		{"/nothing/here", 404, "", `lang="en"`},
		{"/ur/nothing/here", 404, "", `lang="ur"`},
		{"/_headers", 404, "", ""},
		{"/_redirects", 404, "", ""},
	} {
		answer, body := ask(below + a.address)
		to := strings.TrimPrefix(answer.Header.Get("Location"), "http://"+server)
		if a.to != "" {
			a.to = below + a.to
		}
		if answer.StatusCode != a.status || to != a.to || !strings.Contains(body, a.says) {
			t.Errorf("%s: status %d to %q, want %d to %q, and %q in\n%.300s", a.address, answer.StatusCode, to, a.status, a.to, a.says, body)
		}
		if answer.StatusCode >= 400 && answer.Header.Get("Content-Security-Policy") == "" {
			t.Errorf("%s: the page of an error has no policy", a.address)
		}
	}
	headers, kinds := s.headers(t), map[string]bool{}
	for file := range s.files {
		kind := s.kinds[file]
		if kinds[kind] || hosting.ForHosts(file) {
			continue
		}
		kinds[kind] = true
		address := s.address(file).EscapedPath()
		answer, _ := ask(address)
		want := http.Header{}
		headers.answer(want, address)
		want.Del("Content-Type")
		for name := range want {
			if got := answer.Header.Get(name); got != want.Get(name) {
				t.Errorf("%s: %s is %q, want %q", address, name, got, want.Get(name))
			}
		}
		if got := answer.Header.Get("Content-Type"); !sameType(got, hosting.Type(file)) {
			t.Errorf("%s: the type is %q, want %q", address, got, hosting.Type(file))
		}
	}
}

// sameType reports whether a type does as well as another: JSON is UTF-8 whatever
// is said of it (RFC 8259), scripts and XML have two names (RFC 9239, RFC 7303),
// and what has no type may get one.
func sameType(got, want string) bool {
	plain := strings.NewReplacer("application/javascript", "text/javascript", "application/xml", "text/xml")
	if strings.Contains(want, "json") {
		got, _, _ = strings.Cut(got, ";")
		want, _, _ = strings.Cut(want, ";")
	}
	return plain.Replace(got) == plain.Replace(want) || want == "application/octet-stream"
}

// startNginx runs the recipe on a port of the loopback, without privileges.
func startNginx(t *testing.T, root, rules string) string {
	t.Helper()
	folder, port := t.TempDir(), freePort(t)
	put := func(name, text string) string {
		file := filepath.Join(folder, name)
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return file
	}
	site := strings.NewReplacer(
		"/etc/nginx/paper.conf", put("paper.conf", rules), "/srv/www/paper", root, "listen 80", "listen 127.0.0.1:"+strconv.Itoa(port),
	).Replace(recipe(t, "nginx"))
	var temporary strings.Builder
	for _, kind := range []string{"client_body", "proxy", "fastcgi", "uwsgi", "scgi"} {
		temporary.WriteString(kind + "_temp_path " + filepath.Join(folder, kind) + ";\n")
	}
	user := ""
	if os.Getuid() == 0 {
		user = "user root;\n"
	}
	conf := put("nginx.conf", user+"daemon off;\nmaster_process off;\npid "+filepath.Join(folder, "pid")+";\nerror_log stderr;\nevents {}\nhttp {\naccess_log off;\n"+temporary.String()+site+"}\n")
	return started(t, port, exec.Command("nginx", "-c", conf, "-p", folder))
}

// startCaddy does so with Caddy.
func startCaddy(t *testing.T, root, rules string) string {
	t.Helper()
	folder, port := t.TempDir(), freePort(t)
	snippets := filepath.Join(folder, "paper.caddy")
	if err := os.WriteFile(snippets, []byte(rules), 0o644); err != nil {
		t.Fatal(err)
	}
	conf := filepath.Join(folder, "Caddyfile")
	text := strings.NewReplacer("/etc/caddy/paper.caddy", snippets, "/srv/www/paper", root, "news.example", "http://127.0.0.1:"+strconv.Itoa(port)).Replace(recipe(t, "caddy"))
	if err := os.WriteFile(conf, []byte("{\n\tadmin off\n}\n"+text), 0o644); err != nil {
		t.Fatal(err)
	}
	run := exec.Command("caddy", "run", "--adapter", "caddyfile", "--config", conf)
	run.Env = append(os.Environ(), "HOME="+folder, "XDG_DATA_HOME="+folder, "XDG_CONFIG_HOME="+folder)
	return started(t, port, run)
}

// started starts a server and waits until it answers.
func started(t *testing.T, port int, run *exec.Cmd) string {
	t.Helper()
	var said bytes.Buffer
	run.Stderr = &said
	if err := run.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- run.Wait() }()
	stop := func() {
		_ = run.Process.Kill()
		<-ended
	}
	address := "127.0.0.1:" + strconv.Itoa(port)
	for range 200 {
		if c, err := net.Dial("tcp", address); err == nil {
			c.Close()
			t.Cleanup(stop)
			return address
		}
		select {
		case err := <-ended:
			t.Fatalf("%s ended: %v\n%s", run.Path, err, said.String())
		case <-time.After(50 * time.Millisecond):
		}
	}
	stop()
	t.Fatalf("%s does not answer\n%s", run.Path, said.String())
	return ""
}
