package cli

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// patience is how long a test waits for what must come; a test that passes
// does not wait.
const patience = 20 * time.Second

// lines collects what a command says and hands it on line by line.
type lines struct {
	io.Writer
	mu   sync.Mutex
	all  strings.Builder
	told chan string
}

func newLines(t *testing.T) *lines {
	in, out := io.Pipe()
	l := &lines{Writer: out, told: make(chan string, 100)}
	go func() {
		scanner := bufio.NewScanner(in)
		for scanner.Scan() {
			l.mu.Lock()
			l.all.WriteString(scanner.Text() + "\n")
			l.mu.Unlock()
			l.told <- scanner.Text()
		}
		close(l.told)
	}()
	t.Cleanup(func() { out.Close() })
	return l
}

func (l *lines) text() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.all.String()
}

// next gives the next line.
func (l *lines) next(t *testing.T) string {
	t.Helper()
	select {
	case line := <-l.told:
		return line
	case <-time.After(patience):
		t.Fatalf("nothing more was said after:\n%s", l.text())
	}
	return ""
}

// serving starts daybook serve on a small site.
func serving(t *testing.T, args ...string) (dir string, out, err *lines, stop func() int) {
	t.Helper()
	dir = t.TempDir()
	for name, text := range map[string]string{
		"content/site.yaml":        "title: The Day\n",
		"content/articles/one.md":  "---\ntitle: One\nstandfirst: One thing happened.\npublished: 2024-01-19\n---\nWords.\n",
		"content/articles/soon.md": "---\ntitle: Not yet\nstandfirst: Nothing happened.\ndraft: true\n---\nWords.\n",
	} {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	out, err = newLines(t), newLines(t)
	code := make(chan int, 1)
	go func() {
		term := &terminal{out: out, err: err, env: func(string) string { return "" }}
		code <- term.exit(term.dispatch(ctx, append([]string{"serve", "--site", dir}, args...)))
	}()
	stop = sync.OnceValue(func() int {
		cancel()
		select {
		case c := <-code:
			return c
		case <-time.After(patience):
			t.Error("serve does not stop")
		}
		return -1
	})
	t.Cleanup(func() { stop() })
	return dir, out, err, stop
}

func get(t *testing.T, address string) (int, string) {
	t.Helper()
	response, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(body)
}

// TestServePrintsAnAddressThatAnswers: standard output is one line, the
// address, at which the front page stands, drafts included; nothing is
// published; and the address is free again once it stops.
func TestServePrintsAnAddressThatAnswers(t *testing.T) {
	dir, out, err, stop := serving(t, "--port", "0")
	address := out.next(t)
	if !strings.HasPrefix(address, "http://127.0.0.1:") {
		t.Fatalf("serve says %q, want an address on this machine", address)
	}
	if status, body := get(t, address); status != http.StatusOK || !strings.Contains(body, "One") || !strings.Contains(body, "The Day") {
		t.Errorf("%s answers %d with %.200q", address, status, body)
	}
	if status, body := get(t, address+"drafts/soon/"); status != http.StatusOK || !strings.Contains(body, "Not yet") {
		t.Errorf("the draft answers %d with %.200q", status, body)
	}
	if status, _ := get(t, address+"nowhere/"); status != http.StatusNotFound {
		t.Errorf("an address that does not exist answers %d", status)
	}
	if code := stop(); code != exitFine {
		t.Errorf("stopped with exit code %d, want %d: %s", code, exitFine, err.text())
	}
	if out.text() != address+"\n" {
		t.Errorf("standard output is %q, want the address alone", out.text())
	}
	if _, err := os.Stat(filepath.Join(dir, "public")); !os.IsNotExist(err) {
		t.Error("serve made public/")
	}
	listener, failed := net.Listen("tcp", strings.TrimSuffix(strings.TrimPrefix(address, "http://"), "/"))
	if failed != nil {
		t.Fatalf("the port is still taken: %v", failed)
	}
	listener.Close()
}

// TestServePublicLeavesDraftsOut shows what the public would see.
func TestServePublicLeavesDraftsOut(t *testing.T) {
	for _, way := range []string{"--public", "--prod"} {
		t.Run(way, func(t *testing.T) {
			_, out, _, _ := serving(t, "--port", "0", way)
			address := out.next(t)
			if status, _ := get(t, address+"drafts/soon/"); status != http.StatusNotFound {
				t.Errorf("the draft answers %d", status)
			}
			if _, body := get(t, address); strings.Contains(body, "Not yet") || !strings.Contains(body, "One") {
				t.Errorf("the front page is %.300q", body)
			}
		})
	}
}

// TestServeTakesTheNextPort: a port that is taken is said, and another one is
// used.
func TestServeTakesTheNextPort(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	_, port, _ := net.SplitHostPort(taken.Addr().String())
	_, out, said, stop := serving(t, "--port", port)
	address := out.next(t)
	if strings.Contains(address, ":"+port+"/") {
		t.Fatalf("serve says %s, whose port is taken", address)
	}
	if status, _ := get(t, address); status != http.StatusOK {
		t.Errorf("%s answers %d", address, status)
	}
	stop()
	if want := "port " + port + " is taken"; !strings.Contains(said.text(), want) {
		t.Errorf("serve says %q, want %q in it", said.text(), want)
	}
}

// TestServeShowsWhatIsWrong: a site with an error is served all the same, and
// the problem is said with its place; mended, the page is there.
func TestServeShowsWhatIsWrong(t *testing.T) {
	dir, out, said, _ := serving(t, "--port", "0")
	address := out.next(t)
	page := filepath.Join(dir, "content", "articles", "two.md")
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(page, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	until := func(words string) {
		t.Helper()
		for {
			if strings.Contains(said.next(t), words) {
				return
			}
		}
	}
	until("pages and files")
	write("---\ntitel: Two\npublished: 2024-01-20\n---\n")
	until("content/articles/two.md:2:1: error:")
	until("1 error")
	if status, body := get(t, address); status != http.StatusOK || !strings.Contains(body, "One") {
		t.Errorf("with an error the front page answers %d with %.200q, want the last good one", status, body)
	}
	write("---\ntitle: Two\nstandfirst: Another thing happened.\npublished: 2024-01-20\n---\n")
	until("no problems")
	if status, _ := get(t, address+"2024/01/20/two/"); status != http.StatusOK {
		t.Errorf("the mended page answers %d", status)
	}
}
