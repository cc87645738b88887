package serve

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"daybook/generator/problem"
	"daybook/generator/source"
)

// patience is how long a test waits for the network.
const patience = 20 * time.Second

// live starts a server on a free port, stops it with the test, and then
// demands that no goroutine is left. It returns the server's address.
func live(t *testing.T, s *Server) string {
	t.Helper()
	before := runtime.NumGoroutine()
	ctx, cancel := context.WithCancel(context.Background())
	address, err := s.Listen(ctx, "/")
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx) }()
	t.Cleanup(func() {
		cancel()
		select {
		case err := <-ended:
			if err != nil {
				t.Error(err)
			}
		case <-time.After(patience):
			t.Fatal("serving does not end")
		}
		http.DefaultClient.CloseIdleConnections()
		eventually(t, "goroutines are left", func() bool { return runtime.NumGoroutine() <= before })
	})
	return strings.TrimSuffix(strings.TrimPrefix(address.URL, "http://"), "/")
}

// eventually demands that something comes true.
func eventually(t *testing.T, otherwise string, holds func() bool) {
	t.Helper()
	for deadline := time.Now().Add(patience); !holds(); runtime.Gosched() {
		if time.Now().After(deadline) {
			buffer := make([]byte, 1<<16)
			t.Fatalf("%s\n%s", otherwise, buffer[:runtime.Stack(buffer, true)])
		}
	}
}

// event is one message of a stream.
type event struct{ name, data, id string }

// reader is an open page.
type reader struct {
	t      *testing.T
	events chan event
	close  func()
}

func open(t *testing.T, address, page, tag string, fields ...string) *reader {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	query := url.Values{"page": {page}, "tag": {tag}}
	request, _ := http.NewRequestWithContext(ctx, "GET", "http://"+address+"/_daybook/events?"+query.Encode(), nil)
	for i := 0; i < len(fields); i += 2 {
		request.Header.Set(fields[i], fields[i+1])
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	if answer.StatusCode != 200 || answer.Header.Get("Content-Type") != "text/event-stream" {
		t.Fatalf("stream answers %d, %v", answer.StatusCode, answer.Header)
	}
	events := make(chan event)
	go func() {
		defer close(events)
		defer answer.Body.Close()
		var e event
		lines := bufio.NewScanner(answer.Body)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			switch field, value, _ := strings.Cut(lines.Text(), ":"); field {
			case "event":
				e.name = strings.TrimSpace(value)
			case "data":
				e.data = strings.TrimSpace(value)
			case "id":
				e.id = strings.TrimSpace(value)
			case "":
				if e.name != "" {
					select {
					case events <- e:
					case <-ctx.Done():
					}
				}
				e = event{}
			}
		}
	}()
	r := &reader{t, events, cancel}
	t.Cleanup(func() {
		cancel()
		for range events {
		}
	})
	return r
}

// hears waits for the next event, which must be of this name.
func (r *reader) hears(name string) event {
	r.t.Helper()
	e, open := <-r.events
	if !open || e.name != name {
		r.t.Fatalf("heard %q instead of %q", e, name)
	}
	return e
}

func warned(sentence string) []problem.Problem {
	return []problem.Problem{problem.Warn("x", source.Place{Path: "content/a.md", Line: 1}, "%s", sentence)}
}

func tagOf(s *Server, page string) string { return s.shown.Load().look(page).tag() }

func TestOpenPagesHearWhatConcernsThem(t *testing.T) {
	s := New(Options{})
	show := func(front, other, css, warning string) {
		s.Show(Snapshot{Files: files("index.html", page(front), "other/index.html", page(other), "site.css", css), Problems: warned(warning)})
	}
	show("1", "1", "1", "1")
	address := live(t, s)
	front, other := open(t, address, "/", tagOf(s, "/")), open(t, address, "/other/", tagOf(s, "/other/"))
	front.hears("problems")
	other.hears("problems")

	show("2", "1", "1", "2")
	if e := front.hears("problems"); !strings.Contains(e.data, `"sentence":"2"`) {
		t.Errorf("problems are %s", e.data)
	}
	front.hears("reload")
	other.hears("problems")

	show("2", "1", "2", "2")
	e := other.hears("styles")
	var hrefs []string
	if err := json.Unmarshal([]byte(e.data), &hrefs); err != nil || len(hrefs) != 1 || !strings.HasPrefix(hrefs[0], "/site.css?_daybook=") {
		t.Errorf("style sheets are %s", e.data)
	}
	front.hears("styles")

	again := open(t, address, "/other/", "first-first", "Last-Event-ID", e.id)
	again.hears("problems")
	show("2", "1", "2", "3")
	again.hears("problems")

	if e := other.hears("problems"); !strings.Contains(e.data, "3") {
		t.Errorf("problems are %s", e.data)
	}
	s.Show(Snapshot{Files: files("index.html", page("2"), "other/index.html", page("1"), "site.css", "2")})
	if e := other.hears("problems"); !strings.Contains(e.data, `"problems":[]`) {
		t.Errorf("problems are %s", e.data)
	}
}

func TestPageHearsWhatItMissed(t *testing.T) {
	s := New(Options{})
	address := live(t, s)
	waiting := open(t, address, "/", tagOf(s, "/"))
	s.Show(Snapshot{Files: files("index.html", page("1"))})
	waiting.hears("problems")
	waiting.hears("reload")

	old := tagOf(s, "/")
	s.Show(Snapshot{Files: files("index.html", page("2"))})
	asleep := open(t, address, "/", old)
	asleep.hears("problems")
	asleep.hears("reload")
}

func TestProblemPageIsReloadedWhenProblemsChange(t *testing.T) {
	s := New(Options{})
	s.Show(failing("one"))
	address := live(t, s)
	r := open(t, address, "/x/", tagOf(s, "/x/"))
	r.hears("problems")
	s.Show(failing("two"))
	r.hears("problems")
	r.hears("reload")
	s.Show(Snapshot{Files: files("index.html", page("good"))})
	r.hears("problems")
	r.hears("reload")
}

func TestStreamsAreBounded(t *testing.T) {
	s := showing("index.html", page("1"))
	s.streams.most = 3
	address := live(t, s)
	var readers []*reader
	for range 3 {
		readers = append(readers, open(t, address, "/", tagOf(s, "/")))
	}
	ask := func() int {
		answer, err := http.Get("http://" + address + "/_daybook/events?page=/&tag=" + tagOf(s, "/"))
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		return answer.StatusCode
	}
	if got := ask(); got != 503 {
		t.Errorf("one stream too many answers %d", got)
	}
	readers[0].close()
	eventually(t, "a stream that was closed keeps its place", func() bool { return s.streams.count() == 2 })
	open(t, address, "/", tagOf(s, "/"))
}

func (s *streams) count() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.open)
}

func TestClientThatNeverReadsHoldsNobodyUp(t *testing.T) {
	s := showing("index.html", page("1"))
	s.limits.messageTime = 50 * time.Millisecond
	address := live(t, s)
	deaf, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer deaf.Close()
	fmt.Fprintf(deaf, "GET /_daybook/events?page=/&tag=x HTTP/1.1\r\nHost: %s\r\n\r\n", address)
	eventually(t, "the stream does not begin", func() bool { return s.streams.count() == 1 })

	long := strings.Repeat("long ", 1<<18)
	shows := 0
	eventually(t, "the deaf client keeps its stream", func() bool {
		shows++
		began := time.Now()
		s.Show(Snapshot{Files: files("index.html", page("1")), Problems: warned(fmt.Sprint(shows, long))})
		if took := time.Since(began); took > 2*time.Second {
			t.Errorf("showing took %v", took)
		}
		return s.streams.count() == 0
	})
}

func TestTenThousandClientsComeAndGo(t *testing.T) {
	s := showing("index.html", page("1"))
	address := live(t, s)
	stop := make(chan struct{})
	var builds, clients sync.WaitGroup
	builds.Go(func() {
		for i := 0; ; i++ {
			select {
			case <-stop:
				return
			default:
				s.Show(Snapshot{Files: files("index.html", page(fmt.Sprint(i)))})
				runtime.Gosched()
			}
		}
	})
	const crowd, visits = 100, 100
	for range crowd {
		clients.Go(func() {
			for i := range visits {
				connection, err := net.Dial("tcp", address)
				if err != nil {
					t.Error(err)
					return
				}
				fmt.Fprintf(connection, "GET /_daybook/events?page=/&tag=x HTTP/1.1\r\nHost: %s\r\n\r\n", address)
				if i%4 != 0 { // every fourth leaves without a look
					head := make([]byte, 12)
					if _, err := io.ReadFull(connection, head); err != nil || string(head) != "HTTP/1.1 200" {
						t.Errorf("%q, %v", head, err)
					}
				}
				connection.Close()
			}
		})
	}
	clients.Wait()
	close(stop)
	builds.Wait()
	eventually(t, "streams are left", func() bool { return s.streams.count() == 0 })
}

func TestSignOfLifeIsSentAndRequestDeadlineDoesNotEndStreams(t *testing.T) {
	s := showing("index.html", page("1"))
	s.limits.pulse = 20 * time.Millisecond
	s.limits.bodyTime = 30 * time.Millisecond
	s.limits.answerTime = 30 * time.Millisecond
	address := live(t, s)
	connection, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer connection.Close()
	fmt.Fprintf(connection, "GET /_daybook/events?page=/&tag=%s HTTP/1.1\r\nHost: %s\r\n\r\n", tagOf(s, "/"), address)
	connection.SetReadDeadline(time.Now().Add(patience))
	lines := bufio.NewScanner(connection)
	for signs := 0; signs < 5; {
		if !lines.Scan() {
			t.Fatalf("the stream ended after %d signs of life: %v", signs, lines.Err())
		}
		if strings.HasPrefix(lines.Text(), ": here") {
			signs++
		}
	}
}

func TestEveryAnswerIsOfOneSnapshot(t *testing.T) {
	const builds = 200
	var snapshots [builds]Snapshot
	var want [builds]string
	for i := range snapshots {
		snapshots[i] = Snapshot{Files: files("index.html", page(fmt.Sprint(i)))}
		want[i] = fmt.Sprintf(`<body>%d<script defer src="/_daybook/client.js" data-page="/" data-tag="%s">`, i, newShown(snapshots[i], nil).look("/").tag())
	}
	s := New(Options{})
	s.Show(snapshots[0])
	var all sync.WaitGroup
	all.Go(func() {
		for _, snapshot := range snapshots {
			s.Show(snapshot)
		}
	})
	for range 4 {
		all.Go(func() {
			for range 200 {
				body := ask(s, "GET", "/").Body.String()
				var i int
				_, after, _ := strings.Cut(body, "<body>")
				if _, err := fmt.Sscan(after[:strings.Index(after, "<")], &i); err != nil || !strings.Contains(body, want[i]) {
					t.Errorf("%v in %s", err, body)
				}
			}
		})
	}
	all.Wait()
}
