// Package serve is the preview server: it shows a site to the people who make
// it, as its host will show it, and keeps the open pages up to date.
//
// In: a [Snapshot] for each build, given to [Server.Show]. Out: HTTP. The
// server neither builds nor watches, and reads no file: what is not in the
// snapshot cannot be asked for. It adds to the site's pages a script, and a
// note when the last build failed, and never changes the snapshot's files.
//
// Each part is a file: listen.go is the socket, guard.go who may ask and for
// what, site.go how an address finds its file, rules.go the host's _redirects
// and _headers, look.go when an open page must be told, events.go telling it,
// trouble.go problems, policy.go living with a Content-Security-Policy.
//
// A page says to the event stream what it looks like by its tag; the server
// compares it with how the page looks now. So nothing is lost while a page is
// hidden, a computer asleep or the server restarted, and a slow client holds
// nobody up.
package serve

import (
	"bytes"
	_ "embed"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"daybook/generator/problem"
	"daybook/generator/source"
)

// Files are the files of a site by their paths below it, such as
// "2024/01/19/strikes/index.html". The zero Files are none. Both functions are
// called by several goroutines at once, and always answer the same.
type Files struct {
	Has func(name string) bool
	Get func(name string) []byte // nil for a file that is not there
}

// Held gives files that lie in memory.
func Held(files map[string][]byte) Files {
	if len(files) == 0 {
		return Files{}
	}
	return Files{
		Has: func(name string) bool { _, held := files[name]; return held },
		Get: func(name string) []byte { return files[name] },
	}
}

// None reports whether there are no files.
func (f Files) None() bool { return f.Get == nil }

func (f Files) has(name string) bool { return f.Has != nil && f.Has(name) }

func (f Files) get(name string) []byte {
	if f.Get == nil || name == "" {
		return nil
	}
	return f.Get(name)
}

// Snapshot is the site as one build left it. The server owns it once it is
// shown.
type Snapshot struct {
	Files Files
	// BasePath is where the site stands on its host: "/", or such as "/news/".
	BasePath string
	// Problems is what the build found, sorted.
	Problems []problem.Problem
	// Line gives the text of the line that a place stands on, or "". It may be
	// nil.
	Line func(source.Place) string
	// Failed says that the build had errors: Files is the last good build, or
	// empty when there was none.
	Failed bool
	Desk   Desk
}

// Options sets up a server. The zero value shows the site to this machine
// alone, on any free port.
type Options struct {
	// Host is the address to listen on; "127.0.0.1" when empty. With another
	// one the site can be seen by others: [Address.Public] says so.
	Host string
	// Port is the port to listen on, and any free one when 0. When it is
	// taken, one of the next is used: [Address.Moved] says so.
	Port int
	// EditLink gives the address that opens a place in an editor, such as
	// "vscode://file/…:3:10", or "". It may be nil.
	EditLink func(source.Place) string
	// AsOf shows the site as of another time from now on, or, for an empty text, as
	// of now. It is an error when the text is no time. It may be nil.
	AsOf func(text string) error
}

// Server shows snapshots. It is safe for concurrent use.
type Server struct {
	options  Options
	guard    guard
	shown    atomic.Pointer[shown]
	streams  streams
	limits   limits
	listener net.Listener // between Listen and Serve
}

// New returns a server that answers 503 until the first snapshot is shown.
func New(o Options) *Server {
	if o.Host == "" {
		o.Host = "127.0.0.1"
	}
	s := &Server{
		options: o,
		guard:   newGuard(o.Host),
		streams: newStreams(usual.streams),
		limits:  usual,
	}
	s.shown.Store(waiting())
	return s
}

// Show publishes a snapshot: every answer from now on is taken from it alone,
// and each open page whose look or problems changed is told. It never waits
// for a client.
func (s *Server) Show(snapshot Snapshot) {
	s.shown.Store(newShown(snapshot, s.options.EditLink))
	s.streams.wake()
}

// Handler answers for the site and for what serve adds under /_daybook/.
func (s *Server) Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		header := w.Header()
		header.Set("Cache-Control", "no-cache")
		header.Set("Cross-Origin-Resource-Policy", "same-origin")
		if status, sentence := s.guard.refuses(r); status != 0 {
			if status == http.StatusMethodNotAllowed {
				header.Set("Allow", "GET, HEAD")
			}
			sayPlainly(w, status, sentence)
			return
		}
		name, own := strings.CutPrefix(r.URL.Path, ownPrefix)
		if !own {
			s.shown.Load().answer(w, r)
			return
		}
		header.Set("X-Content-Type-Options", "nosniff")
		switch name {
		case "client.js":
			http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(clientScript))
		case "note.css":
			http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(noteStyle))
		case "events":
			s.events(w, r)
		case "as-of":
			if r.Method == http.MethodPost {
				s.asked(w, r)
				return
			}
			fallthrough
		default:
			if s.desk(w, r, name) {
				return
			}
			sayPlainly(w, http.StatusNotFound, "The preview server has nothing at this address.")
		}
	})
}

// ownPrefix is the one part of the address space that is not the site's.
const ownPrefix = "/_daybook/"

//go:embed client.js
var clientScript []byte

//go:embed note.css
var noteStyle []byte

// shown is a snapshot made ready for answering. It does not change.
type shown struct {
	Snapshot
	waiting   bool // nothing was built yet
	trouble   trouble
	redirects redirects
	headers   []headerRule
	looks     sync.Map // address -> look, worked out when first asked for
}

func waiting() *shown {
	return &shown{Snapshot: Snapshot{BasePath: "/"}, waiting: true, trouble: noTrouble()}
}

func newShown(snapshot Snapshot, editLink func(source.Place) string) *shown {
	snapshot.BasePath = "/" + strings.Trim(snapshot.BasePath, "/") + "/"
	if snapshot.BasePath == "//" {
		snapshot.BasePath = "/"
	}
	return &shown{
		Snapshot:  snapshot,
		trouble:   newTrouble(snapshot, editLink),
		redirects: parseRedirects(snapshot.Files.get("_redirects")),
		headers:   parseHeaders(snapshot.Files.get("_headers")),
	}
}

// empty reports whether there is no good build to show.
func (s *shown) empty() bool { return s.waiting || s.Failed && s.Files.None() }

func sayPlainly(w http.ResponseWriter, status int, sentence string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(sentence + "\n"))
}
