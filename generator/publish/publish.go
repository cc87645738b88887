// Package publish puts the files of a site into the output folder.
//
// This first version pins the names; it writes plainly and is being replaced.
package publish

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// ErrForeign is in the error for a file that Daybook did not make and that
// stands where a file of the site should go.
var ErrForeign = errors.New("a file that Daybook did not make stands in the way")

// ErrBusy is in the error of Open when another run holds the output folder.
var ErrBusy = errors.New("another run is publishing there")

// Options say how a Run treats what it finds.
type Options struct {
	Wait    time.Duration       // how long to wait for another run; 0 is not at all
	Waiting func(holder string) // told once, when the wait begins; may be nil
	Adopt   bool                // foreign files at paths of the site are overwritten
	Recheck bool                // trust no record: every file is compared by its bytes
}

// Run is one publication into one output folder.
type Run struct {
	ctx context.Context
	out string

	mu  sync.Mutex
	put map[string][]byte
}

// Summary is what a Run did to the output folder.
type Summary struct {
	Wrote, Kept, Removed int
	WrotePaths           []string // new and changed files, sorted
	RemovedPaths         []string // deleted files, sorted
	Left                 []string // outdated files that someone edited, so they were left alone
}

// Open begins a run.
func Open(ctx context.Context, out string, opts Options) (*Run, error) {
	return &Run{ctx: ctx, out: out, put: map[string][]byte{}}, nil
}

// Notes are sentences that a person should read.
func (r *Run) Notes() []string { return nil }

// Holds reports whether path was made from key and stands untouched.
func (r *Run) Holds(path string, key [32]byte) bool { return false }

// Keep says that path stays as it is.
func (r *Run) Keep(path string) error { return nil }

// Put says that path should hold body, made from key.
func (r *Run) Put(path string, key [32]byte, body []byte) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.put[path] = body
	return nil
}

// Commit publishes.
func (r *Run) Commit() (Summary, error) {
	var s Summary
	for path, body := range r.put {
		name := filepath.Join(r.out, filepath.FromSlash(path))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return s, err
		}
		if err := os.WriteFile(name, body, 0o644); err != nil {
			return s, err
		}
		s.Wrote++
	}
	return s, nil
}

// Abort ends the run and changes nothing.
func (r *Run) Abort() error { return nil }
