package render

import (
	"fmt"

	"daybook/generator/darkroom"
	"daybook/generator/plan"
	"daybook/generator/problem"
	"daybook/generator/view"
)

// worker is what one goroutine needs to make files.
type worker struct {
	views    *view.Hasher
	of       string // whose negative it holds
	negative *darkroom.Negative
	large    bool // and that it holds the Maker's large
}

// largePixels is how many pixels a picture has that only one goroutine at a
// time develops: of that size each takes a hundred megabytes or more.
const largePixels = 24_000_000

// spoilt is a picture that cannot be printed.
type spoilt struct{ problem.Problem }

func (s *spoilt) Error() string { return s.Sentence }

// ofOne reports whether two files of a plan are prints of one picture, which
// stand beside each other there.
func ofOne(a, b plan.File) bool {
	return a.Print != (darkroom.Print{}) && b.Print != (darkroom.Print{}) && a.Media == b.Media
}

// print makes a print, or takes it from those that are kept.
func (m *Maker) print(f plan.File, w *worker, put func([]byte) error) error {
	key := f.Print.Key(f.Sum)
	if kept := m.Prints.Get(key); kept != nil {
		return put(kept)
	}
	if w.negative == nil || w.of != f.Media {
		w.lay(m)
		if err := w.develop(m, f); err != nil {
			return err
		}
	}
	body, p := w.negative.Make(f.Media, f.Print)
	if p != nil {
		return &spoilt{*p}
	}
	_ = m.Prints.Put(key, body) // without it the print is made again
	return put(body)
}

func (w *worker) develop(m *Maker, f plan.File) error {
	text, err := m.Root.ReadFile(f.Media)
	if err != nil {
		return fmt.Errorf("read %s: %w", f.Media, err)
	}
	head, p := darkroom.Look(f.Media, text)
	if p != nil {
		return &spoilt{*p}
	}
	if head.Width*head.Height >= largePixels {
		m.large.Lock()
		w.large = true
	}
	if w.negative, p = darkroom.Develop(f.Media, text); p != nil {
		return &spoilt{*p}
	}
	w.of = f.Media
	return nil
}

// lay lays the negative by.
func (w *worker) lay(m *Maker) {
	w.negative, w.of = nil, ""
	if w.large {
		m.large.Unlock()
		w.large = false
	}
}
