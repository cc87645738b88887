package render_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"daybook/generator/compose"
	"daybook/generator/plan"
	"daybook/generator/render"
	"daybook/generator/view"
)

// robots gives files that need neither layouts nor a folder.
func robots(n int) []plan.File {
	files := make([]plan.File, n)
	for i := range files {
		files[i] = plan.File{Path: fmt.Sprintf("%03d.txt", i), Kind: "robots", View: func(compose.Bodies) any {
			return view.Robots{Sitemap: fmt.Sprint(i)}
		}}
	}
	return files
}

// shelf is a sink that keeps what it is given.
type shelf struct {
	mu   sync.Mutex
	keys map[string][32]byte
	puts map[string]string
}

func newShelf() *shelf { return &shelf{keys: map[string][32]byte{}, puts: map[string]string{}} }

func (s *shelf) sink() render.Sink {
	return render.Sink{
		Knows: func(path string) bool {
			s.mu.Lock()
			defer s.mu.Unlock()
			_, known := s.keys[path]
			return known
		},
		Holds: func(path string, key [32]byte) bool {
			s.mu.Lock()
			defer s.mu.Unlock()
			known, found := s.keys[path]
			return found && known == key
		},
		Put: func(path string, key [32]byte, body []byte) error {
			s.mu.Lock()
			defer s.mu.Unlock()
			s.keys[path], s.puts[path] = key, string(body)
			return nil
		},
	}
}

func TestAllMakesEachFileOnce(t *testing.T) {
	files, s, m := robots(50), newShelf(), &render.Maker{}
	if problems, err := m.All(t.Context(), files, s.sink()); err != nil || len(problems) > 0 {
		t.Fatal(problems, err)
	}
	for i, f := range files {
		if want := fmt.Sprintf("Sitemap: %d\n", i); !strings.HasSuffix(s.puts[f.Path], want) {
			t.Errorf("%s is %q, want it to end in %q", f.Path, s.puts[f.Path], want)
		}
	}
	clear(s.puts)
	files[7].View = func(compose.Bodies) any { return view.Robots{Closed: true} }
	if _, err := m.All(t.Context(), files, s.sink()); err != nil {
		t.Fatal(err)
	}
	if len(s.puts) != 1 || s.puts["007.txt"] == "" {
		t.Errorf("made again: %v, want the one that changed", s.puts)
	}
	clear(s.puts)
	m.Version[0]++
	if _, err := m.All(t.Context(), files, s.sink()); err != nil {
		t.Fatal(err)
	}
	if len(s.puts) != len(files) {
		t.Errorf("another version made %d files again, want all %d", len(s.puts), len(files))
	}
}

// TestAllStopsAtTheFirstError: whatever goes wrong with one file names it, and
// not all others are made.
func TestAllStopsAtTheFirstError(t *testing.T) {
	full := errors.New("the disk is full")
	files := robots(500)
	s := newShelf()
	sink := s.sink()
	put := sink.Put
	sink.Put = func(path string, key [32]byte, body []byte) error {
		if path == "003.txt" {
			return full
		}
		return put(path, key, body)
	}
	if _, err := new(render.Maker).All(t.Context(), files, sink); !errors.Is(err, full) {
		t.Errorf("the error is %v, want %v", err, full)
	}
	if len(s.puts) >= len(files)-1 {
		t.Errorf("%d files were made after the disk was full", len(s.puts))
	}
}

// TestAllSurvivesAPanic: a fault of ours in one file is an error that names
// the file, and not the end of the program.
func TestAllSurvivesAPanic(t *testing.T) {
	files := robots(5)
	files[2].View = func(compose.Bodies) any { panic("out of range") }
	_, err := new(render.Maker).All(t.Context(), files, newShelf().sink())
	if err == nil || !strings.Contains(err.Error(), "002.txt") || !strings.Contains(err.Error(), "out of range") {
		t.Errorf("the error is %v, want one that names 002.txt and the fault", err)
	}
}

func TestAllEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	s := newShelf()
	if _, err := new(render.Maker).All(ctx, robots(500), s.sink()); !errors.Is(err, context.Canceled) {
		t.Errorf("the error is %v, want that of the context", err)
	}
	if len(s.puts) == 500 {
		t.Error("every file was made all the same")
	}
}

// TestKeysDifferByWhatAFileIs: two files of equal views are not the same when
// kind, layout or language differ.
func TestKeysDifferByWhatAFileIs(t *testing.T) {
	one := robots(1)[0]
	other := one
	other.Kind = "sitemap"
	foreign := one
	foreign.Lang = "ur"
	m, seen := &render.Maker{}, map[[32]byte]bool{}
	for _, f := range []plan.File{one, other, foreign} {
		key, err := m.Key(f)
		if err != nil {
			t.Fatal(err)
		}
		seen[key] = true
	}
	if len(seen) != 3 {
		t.Errorf("three files have %d keys", len(seen))
	}
}
