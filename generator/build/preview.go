package build

import (
	"bytes"
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"

	"daybook/generator/plan"
	"daybook/generator/problem"
	"daybook/generator/render"
)

// Preview is a settled site whose files are made when they are asked for. It is
// safe for use by several goroutines, also while its Session goes on to the
// next site, and until the Session is closed.
type Preview struct {
	site *Site
	memo *memo
}

// memo keeps the files that previews of one Session made, for the next to show
// again what did not change.
type memo struct {
	mu    sync.Mutex
	files map[string]made // by path
}

type made struct {
	key  [32]byte
	body []byte
}

// Preview gives a preview of a site. A file that looks as it did in an earlier
// preview shares its bytes with that.
func (s *Session) Preview(site *Site) *Preview {
	p := &Preview{site: site, memo: &s.memo}
	s.memo.mu.Lock()
	defer s.memo.mu.Unlock()
	if s.memo.files == nil {
		s.memo.files = map[string]made{}
	}
	for path := range s.memo.files {
		if !p.Has(path) {
			delete(s.memo.files, path)
		}
	}
	return p
}

// Has reports whether the site has a file.
func (p *Preview) Has(path string) bool {
	_, found := p.find(path)
	return found
}

// Paths gives the paths of all files, sorted.
func (p *Preview) Paths() []string {
	paths := make([]string, len(p.site.Files))
	for i, f := range p.site.Files {
		paths[i] = f.Path
	}
	return paths
}

func (p *Preview) find(path string) (plan.File, bool) {
	i, found := slices.BinarySearchFunc(p.site.Files, path, func(f plan.File, path string) int { return strings.Compare(f.Path, path) })
	if !found {
		return plan.File{}, false
	}
	return p.site.Files[i], true
}

// Get makes a file of the site. What its layout does wrong is a problem, and
// there are no bytes then; so it is with an error, and of a file that the site
// does not have.
func (p *Preview) Get(path string) ([]byte, *problem.Problem, error) {
	f, found := p.find(path)
	if !found {
		return nil, nil, nil
	}
	var body []byte
	fault, err := p.site.maker.One(f, render.Sink{
		Knows: func(path string) bool { _, known := p.memo.get(path); return known },
		Holds: func(path string, key [32]byte) bool {
			known, found := p.memo.get(path)
			if found = found && known.key == key; found {
				body = known.body
			}
			return found
		},
		Put: func(path string, key [32]byte, text []byte) error {
			body = bytes.Clone(text)
			p.memo.put(path, made{key, body})
			return nil
		},
	})
	if err = cmp.Or(err, p.site.faults()); err != nil || fault != nil {
		return nil, fault, err
	}
	return body, nil, nil
}

func (m *memo) get(path string) (made, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	known, found := m.files[path]
	return known, found
}

func (m *memo) put(path string, file made) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.files[path] = file
}

// Faults makes every file of a settled site and keeps none: it gives what the
// layouts do wrong on any page.
func (site *Site) Faults(ctx context.Context) ([]problem.Problem, error) {
	never := func(string, [32]byte) bool { return false }
	problems, err := site.maker.All(ctx, site.Files, render.Sink{
		Knows: func(string) bool { return false }, Holds: never,
		Put: func(string, [32]byte, []byte) error { return nil },
	})
	return problems, cmp.Or(err, site.faults())
}
