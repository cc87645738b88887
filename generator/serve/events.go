package serve

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"
)

// stream is one open page. Its slot holds at most one signal that there may be
// something to tell; what that is, is worked out when it is told, so a slow
// client gets the newest state and not a queue. The receiver never closes it.
type stream struct{ slot chan struct{} }

// streams is all open pages, most at once.
type streams struct {
	most  int
	mu    sync.Mutex
	open  map[*stream]bool
	ended bool
	busy  sync.WaitGroup
}

func newStreams(most int) streams {
	return streams{most: most, open: map[*stream]bool{}}
}

// join adds a stream, unless there are too many or serving has ended.
func (s *streams) join() (*stream, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ended || len(s.open) >= s.most {
		return nil, false
	}
	one := &stream{slot: make(chan struct{}, 1)}
	s.open[one] = true
	s.busy.Add(1)
	return one, true
}

func (s *streams) leave(one *stream) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.open, one)
	s.busy.Done()
}

// wake signals every stream without waiting for any.
func (s *streams) wake() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for one := range s.open {
		select {
		case one.slot <- struct{}{}:
		default:
		}
	}
}

// end lets no stream join any more and returns when every one has left.
func (s *streams) end() {
	s.mu.Lock()
	s.ended = true
	s.mu.Unlock()
	s.busy.Wait()
}

// events tells one page, by Server-Sent Events (WHATWG HTML, section 9.2),
// what it must do to look right. The query names the page's path and the tag it
// was served with; after a break in the connection the browser gives the last
// tag as Last-Event-ID.
//
//	event: reload     load the page again
//	event: styles     data: JSON array of the page's style sheets, in order
//	event: problems   data: JSON of all problems, also first of all
func (s *Server) events(w http.ResponseWriter, r *http.Request) {
	page := r.URL.Query().Get("page")
	if !strings.HasPrefix(page, "/") {
		sayPlainly(w, http.StatusBadRequest, "The event stream needs to know the page.")
		return
	}
	header := w.Header()
	if r.Method == http.MethodHead {
		header.Set("Content-Type", "text/event-stream")
		return
	}
	one, free := s.streams.join()
	if !free {
		header.Set("Retry-After", "5")
		sayPlainly(w, http.StatusServiceUnavailable, "Too many pages are open.")
		return
	}
	defer s.streams.leave(one)

	header.Set("Content-Type", "text/event-stream")
	header.Set("Cache-Control", "no-store")
	connection := http.NewResponseController(w)
	// The request's own deadline would end the stream.
	if connection.SetReadDeadline(time.Time{}) != nil {
		sayPlainly(w, http.StatusNotImplemented, "This connection cannot carry an event stream.")
		return
	}
	send := func(message string) bool {
		if connection.SetWriteDeadline(time.Now().Add(s.limits.messageTime)) != nil {
			return false
		}
		if _, err := w.Write([]byte(message)); err != nil {
			return false
		}
		return connection.Flush() == nil
	}

	told := r.URL.Query().Get("tag")
	if last := r.Header.Get("Last-Event-ID"); last != "" {
		told = last
	}
	var problems string
	pulse := time.NewTicker(s.limits.pulse)
	defer pulse.Stop()
	message := "retry: 1000\n\n"
	for {
		now := s.shown.Load()
		if !now.waiting {
			if now.trouble.json != problems {
				problems = now.trouble.json
				message += "event: problems\ndata: " + problems + "\n\n"
			}
			look := now.look(page)
			if event := look.since(told); event != "" {
				told = look.tag()
				message += fmt.Sprintf("id: %s\n%s\n\n", told, event)
			}
		}
		if message != "" && !send(message) {
			return
		}
		message = ""
		select {
		case <-one.slot:
		case <-pulse.C:
			message = ": here\n\n"
		case <-r.Context().Done():
			return
		}
	}
}
