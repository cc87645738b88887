package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path"
	"slices"
	"strings"
	"syscall"
	"time"
)

// longest is how long a server may take to show an edit.
const longest = 5 * time.Minute

// servers measures how long an edit takes from the save until every page that
// it touches is right, as a reader of each server sees them.
func (b *bench) servers(ctx context.Context) ([]Case, error) {
	body, title := Case{Name: "serve: body edited"}, Case{Name: "serve: title edited"}
	for _, g := range []generator{b.daybook, b.hugoSite} {
		if g.command == nil {
			continue
		}
		b.log("serving with %s", g.name)
		if err := g.clear(); err != nil {
			return nil, err
		}
		bodies, titles, err := b.edits(ctx, g)
		if err != nil {
			return nil, err
		}
		if g.name == b.daybook.name {
			body.Daybook, title.Daybook = bodies, titles
		} else {
			body.Hugo, title.Hugo = bodies, titles
		}
	}
	return []Case{body, title}, nil
}

// edits starts a server, edits the article and waits for its pages, as often as
// there are runs.
func (b *bench) edits(ctx context.Context, g generator) (bodies, titles []Cost, err error) {
	base, stop, err := b.begin(ctx, g)
	if err != nil {
		return nil, nil, err
	}
	defer stop()
	file := g.article(b.edited)
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, nil, err
	}
	defer func() {
		if restored := os.WriteFile(file, text, 0o644); err == nil {
			err = restored
		}
	}()
	own := b.pageOf()
	for i := range b.runs {
		time.Sleep(time.Second)
		paragraph := fmt.Sprintf("A paragraph more, the %d of them", i)
		took, err := saved(ctx, file, string(text)+"\n"+paragraph+".\n", base, []string{own}, paragraph)
		if err != nil {
			return nil, nil, err
		}
		bodies = append(bodies, Cost{Wall: took.Seconds()})
		time.Sleep(time.Second)
		headline := fmt.Sprintf("Another title, the %d of them", i)
		if took, err = saved(ctx, file, retitle(string(text), headline), base, b.pagesWithTitle(string(text)), headline); err != nil {
			return nil, nil, err
		}
		titles = append(titles, Cost{Wall: took.Seconds()})
	}
	return bodies, titles, nil
}

// begin starts the server of a site and gives its address once it answers, and
// what ends it.
func (b *bench) begin(ctx context.Context, g generator) (base string, stop func(), err error) {
	port, err := freePort()
	if err != nil {
		return "", nil, err
	}
	args := slices.Clone(g.serve)
	for i := range args {
		args[i] = strings.ReplaceAll(args[i], "%d", fmt.Sprint(port))
	}
	server := exec.CommandContext(ctx, args[0], args[1:]...)
	server.Dir = g.dir
	server.Cancel = func() error { return server.Process.Signal(syscall.SIGTERM) }
	if err := server.Start(); err != nil {
		return "", nil, err
	}
	stop = func() {
		_ = server.Process.Signal(syscall.SIGTERM)
		_ = server.Wait()
	}
	base = fmt.Sprintf("http://127.0.0.1:%d", port)
	if _, err := shows(ctx, base, []string{"/"}, "<h1"); err != nil {
		stop()
		return "", nil, fmt.Errorf("%s did not begin to serve: %w", g.name, err)
	}
	return base, stop, nil
}

// pageOf is the address of the article that is edited.
func (b *bench) pageOf() string {
	return "/articles/" + strings.TrimSuffix(b.edited, ".md") + "/"
}

// pagesWithTitle are addresses of every kind of page that shows the title of
// the article that is edited, the newest.
func (b *bench) pagesWithTitle(text string) []string {
	day, _, _ := strings.Cut(field(text, "date"), "T")
	pages := []string{b.pageOf(), "/", "/index.xml", "/days/" + day + "/"}
	for _, topic := range topicsOf(text) {
		pages = append(pages, path.Join("/topics", topic)+"/", path.Join("/topics", topic, "timeline.html"), path.Join("/topics", topic, "index.xml"))
	}
	for line := range strings.Lines(text) {
		if date, found := strings.CutPrefix(strings.TrimSpace(line), "- date: "); found && len(date) >= len("2006-01-02") {
			if month := "/timeline/" + strings.Trim(date, `"'`)[:len("2006-01")] + "/"; !slices.Contains(pages, month) {
				pages = append(pages, month)
			}
		}
	}
	return pages
}

// topicsOf reads the topics of a header: a list in one line or one for each.
func topicsOf(text string) []string {
	if inline := field(text, "topics"); inline != "" {
		return strings.FieldsFunc(inline, func(r rune) bool { return strings.ContainsRune("[], ", r) })
	}
	var topics []string
	inside := false
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "topics:") {
			inside = true
			continue
		}
		item, is := strings.CutPrefix(strings.TrimSpace(line), "- ")
		if inside && !is {
			break
		}
		if inside {
			topics = append(topics, item)
		}
	}
	return topics
}

// saved writes a file and gives the time until all pages show some words.
func saved(ctx context.Context, file, text, base string, pages []string, words string) (time.Duration, error) {
	began := time.Now()
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		return 0, err
	}
	at, err := shows(ctx, base, pages, words)
	return at.Sub(began), err
}

// shows asks for pages until all of them show some words, and gives the time of
// the last answer.
func shows(ctx context.Context, base string, pages []string, words string) (time.Time, error) {
	ctx, cancel := context.WithTimeout(ctx, longest)
	defer cancel()
	for _, page := range pages {
		for {
			if text, err := get(ctx, base+page); err == nil && strings.Contains(text, words) {
				break
			}
			select {
			case <-ctx.Done():
				return time.Time{}, fmt.Errorf("%s did not come to show %q: %w", page, words, ctx.Err())
			case <-time.After(2 * time.Millisecond):
			}
		}
	}
	return time.Now(), nil
}

func get(ctx context.Context, address string) (string, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return "", err
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return "", err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	return string(text), err
}

// freePort gives a port of the loopback interface that nobody listens on.
func freePort() (int, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port, nil
}
