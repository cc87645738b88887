package e2e

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// preview starts serve as a process of its own on a folder and gives the
// address that it prints. When the test ends it is stopped as Ctrl-C does, and
// must end well.
func preview(t *testing.T, folder string) *url.URL {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	serve := exec.Command(self, "serve", "--site", folder, "--port", "0")
	serve.Env = append(os.Environ(), asCommand+"=1")
	serve.WaitDelay = patience
	var told bytes.Buffer
	serve.Stderr = &told
	out, in := io.Pipe()
	serve.Stdout = in
	if err := serve.Start(); err != nil {
		t.Fatal(err)
	}
	late := time.AfterFunc(4*patience, func() { serve.Process.Kill() })
	ended := make(chan error, 1)
	go func() { ended <- serve.Wait(); in.Close() }()
	t.Cleanup(func() {
		if err := serve.Process.Signal(syscall.SIGTERM); err != nil && !errors.Is(err, os.ErrProcessDone) {
			t.Error(err)
		}
		if err := <-ended; err != nil {
			t.Errorf("serve: %v", err)
		}
		late.Stop()
		if t.Failed() {
			t.Logf("serve told:\n%s", &told)
		}
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("serve printed no address: %v", err)
	}
	address, err := url.Parse(strings.TrimSpace(line))
	if err != nil || address.Hostname() != "127.0.0.1" {
		t.Fatalf("the first line is %q, and not an address of the loopback", line)
	}
	return address
}

// TestOpenPageFollowsTheFiles edits an article while a reader looks at it: the
// page changes by itself; broken YAML shows its place over the page; the
// mended file takes that away; a draft can be read, and is marked.
func TestOpenPageFollowsTheFiles(t *testing.T) {
	b := newTab(t)
	folder := t.TempDir()
	if err := os.CopyFS(filepath.Join(folder, "content"), os.DirFS(home+"/content")); err != nil {
		t.Fatal(err)
	}
	name := "content/articles/2024/01/19-pakistan-and-iran-agree-to-de-escalate.md"
	file := filepath.Join(folder, filepath.FromSlash(name))
	good, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	write := func(file, text string) {
		t.Helper()
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	server := preview(t, folder)

	b.open(server.JoinPath(agreement).String())
	b.becomes(`document.querySelector('h1').textContent.includes('agree to de-escalate')`)
	b.do(chromedp.Evaluate[chromedp.Void]("window.mark = 1"))
	const line = "They wrote it down on a Friday.\n"
	write(file, string(good)+"\n"+line)
	b.becomes(`document.querySelector('main').innerText.includes('` + strings.TrimSpace(line) + `') && window.mark === undefined`)

	broken := strings.Replace(string(good), "\nstandfirst:", "\nstandfirst: [never, closed\nwas:", 1)
	write(file, broken)
	const overlay = `document.querySelector('daybook-problems').shadowRoot`
	b.becomes(overlay + `.querySelector('.panel').checkVisibility()`)
	place := fmt.Sprintf("%s:%d:", name, 1+strings.Count(broken[:strings.Index(broken, "\nstandfirst: [")+1], "\n"))
	shown := evaluate[[]string](b, `[...`+overlay+`.querySelectorAll('.where')].map(e => e.textContent)`)
	if !slices.ContainsFunc(shown, func(where string) bool { return strings.HasPrefix(where, place) }) {
		t.Errorf("the problems are shown at %q; the fault stands at %s", shown, place)
	}
	b.becomes(`document.querySelector('main').innerText.includes('` + strings.TrimSpace(line) + `')`)

	write(file, string(good))
	b.becomes(`!document.querySelector('daybook-problems') && !document.querySelector('main').innerText.includes('` + strings.TrimSpace(line) + `')`)

	draft := strings.Replace(string(good), "\ntitle:", "\ndraft: true\ntitle:", 1)
	write(file, draft)
	b.becomes(`document.querySelector('.withheld').checkVisibility()`)
	b.calm("the preview", server)
}
