package build

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"daybook/generator/problem"
	"daybook/generator/publish"
	"daybook/generator/render"
)

// Difference is a file of an output folder that is not what a site makes.
type Difference struct {
	Path    string // below the output folder, with slashes
	Missing bool   // the file is not there
	Left    bool   // the site has no such file, and the ledger says that Daybook made it
	Line    int    // the first line that differs, from 1
	Want    string // that line as the site makes it, without its end
	Got     string // and as it is
}

// Verify makes a site from nothing, without a cache and without what an earlier
// build left, and compares every byte with an output folder, which it does not
// change. Files of others in the folder do not count. The problems are those of
// the site; when they stop a build nothing is compared.
func Verify(ctx context.Context, o Options, out string) ([]Difference, []problem.Problem, error) {
	o.Cache, o.Forget = "", false
	s, err := NewSession(o)
	if err != nil {
		return nil, nil, err
	}
	defer s.Close()
	site, err := s.Settle(ctx)
	if err != nil || problem.Stops(site.Problems) {
		return nil, site.problems(), err
	}
	run, err := publish.Open(ctx, out, publish.Options{})
	if err != nil {
		return nil, nil, err
	}
	known := run.Paths()
	if err := run.Abort(); err != nil {
		return nil, nil, err
	}
	var mu sync.Mutex
	var found []Difference
	wanted := make(map[string]bool, len(site.Files))
	for _, f := range site.Files {
		wanted[f.Path] = true
		for _, t := range s.beside(site, f.Path) {
			wanted[t.path] = true
		}
	}
	for _, path := range known {
		if _, err := os.Lstat(filepath.Join(out, filepath.FromSlash(path))); err == nil && !wanted[path] {
			found = append(found, Difference{Path: path, Left: true})
		}
	}
	compare := func(path string, _ [32]byte, body []byte) error {
		there, err := os.ReadFile(filepath.Join(out, filepath.FromSlash(path)))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		if err == nil && bytes.Equal(there, body) {
			return nil
		}
		d := Difference{Path: path, Missing: err != nil}
		if !d.Missing {
			d.Line, d.Want, d.Got = firstDifference(string(body), string(there))
		}
		mu.Lock()
		defer mu.Unlock()
		found = append(found, d)
		return nil
	}
	progress := s.counter(len(site.Files))
	problems, err := site.maker.All(ctx, site.Files, render.Sink{
		Knows: func(string) bool { return false },
		Holds: func(string, [32]byte) bool { return false },
		Put: func(path string, key [32]byte, body []byte) error {
			progress()
			return s.put(site, path, key, body, compare)
		},
	})
	slices.SortFunc(found, func(a, b Difference) int { return strings.Compare(a.Path, b.Path) })
	return found, problems, cmp.Or(err, site.faults())
}

func (site *Site) problems() []problem.Problem {
	if site == nil {
		return nil
	}
	return site.Problems
}

// firstDifference gives the first line in which two texts differ.
func firstDifference(want, got string) (line int, a, b string) {
	for line = 1; ; line++ {
		var restA, restB string
		a, restA, _ = strings.Cut(want, "\n")
		b, restB, _ = strings.Cut(got, "\n")
		if a != b || restA == "" || restB == "" {
			return line, a, b
		}
		want, got = restA, restB
	}
}
