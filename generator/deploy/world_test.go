package deploy

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gocloud.dev/blob/memblob"

	"daybook/generator/hosting"
	"daybook/generator/publish"
)

// pages is a site: bytes by path.
type pages map[string]string

// lay writes a site into a folder of its own.
func lay(t *testing.T, p pages) Site {
	t.Helper()
	s := Site{Folder: t.TempDir()}
	for _, path := range slices.Sorted(maps.Keys(p)) {
		name := filepath.Join(s.Folder, filepath.FromSlash(path))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(p[path]), 0o644); err != nil {
			t.Fatal(err)
		}
		s.Files = append(s.Files, publish.File{Path: path, Size: int64(len(p[path])), Sum: sha256.Sum256([]byte(p[path]))})
	}
	return s
}

// before and after are a site and what became of it: pages changed, came and
// went, a style sheet got another name, a file became a folder and another the
// reverse.
var (
	before = pages{
		"assets/style.00000001.css": "one", "media/bridge.jpg": "bridge", "search/index.json": "[1]",
		"2024/01/19/thaw/index.html": "thaw <1>", "2024/01/18/old/index.html": "old", "topics/border/index.html": "border 1",
		"index.html": "front 1", "404.html": "none", "atom.xml": "<feed 1>", "sitemap.xml": "<map 1>",
		"turning": "a file", "turned/index.html": "in a folder",
	}
	after = pages{
		"assets/style.00000002.css": "two", "media/bridge.jpg": "bridge", "search/index.json": "[1,2]",
		"2024/01/19/thaw/index.html": "thaw <2>", "2024/01/20/new/index.html": "new", "topics/border/index.html": "border 2",
		"index.html": "front 2", "404.html": "none", "atom.xml": "<feed 2>", "sitemap.xml": "<map 2>",
		"turning/index.html": "in a folder", "turned": "a file",
	}
)

// worlds are the kinds of store that need nothing but this machine.
var worlds = map[string]func(t *testing.T) store{
	"objects": func(t *testing.T) store {
		return remote(memblob.OpenBucket(nil), "", true, func(error) int { return 0 })
	},
	"below a prefix": func(t *testing.T) store {
		return remote(memblob.OpenBucket(nil), "beta/", true, func(error) int { return 0 })
	},
	"folder": func(t *testing.T) store {
		s, err := openFolder(filepath.Join(t.TempDir(), "www"))
		if err != nil {
			t.Fatal(err)
		}
		return s
	},
}

// everywhere runs a test in each kind of store.
func everywhere(t *testing.T, test func(t *testing.T, s store)) {
	for _, name := range slices.Sorted(maps.Keys(worlds)) {
		t.Run(name, func(t *testing.T) { test(t, worlds[name](t)) })
	}
}

// put writes as somebody else does.
func (s store) place(t *testing.T, key, body, kind string) {
	t.Helper()
	if err := s.write(t.Context(), key, strings.NewReader(body), content{header: hosting.Header{ContentType: kind}}); err != nil {
		t.Fatal(err)
	}
}

// holding gives all that a store holds, but for files of our own.
func holding(t *testing.T, s store) pages {
	t.Helper()
	found := pages{}
	if err := s.list(t.Context(), func(key string, _ object) { found[key] = "" }); err != nil {
		t.Fatal(err)
	}
	for key := range found {
		if ours(key) {
			delete(found, key)
			continue
		}
		text, err := readAll(t.Context(), s, key)
		if err != nil {
			t.Fatal(err)
		}
		found[key] = string(text)
	}
	return found
}

// wantSite holds a store against a site: every byte, every header, and nothing
// left of the work.
func wantSite(t *testing.T, s store, want pages) {
	t.Helper()
	if diff := cmp.Diff(want, holding(t, s)); diff != "" {
		t.Fatalf("the store is not the site (-want +got):\n%s", diff)
	}
	for key := range want {
		header, _, err := s.head(t.Context(), key)
		if err != nil || s.headers && header != hosting.For(key) {
			t.Fatalf("%s has %q, want %q (%v)", key, header, hosting.For(key), err)
		}
	}
	for _, name := range []string{journalName, lockName} {
		if _, err := readAll(t.Context(), s, name); !errors.Is(err, errAbsent) {
			t.Fatalf("%s is still there: %v", name, err)
		}
	}
	if l, err := readLedger(t.Context(), s, ledgerName); err != nil || !l.there {
		t.Fatalf("there is no ledger: %v", err)
	}
}

// at once is for stores that answer at once.
func atOnce(ctx context.Context, _ int) error { return ctx.Err() }

func deployed(t *testing.T, s store, site Site, o Options) Summary {
	t.Helper()
	summary, err := run(t.Context(), patient(s, atOnce), site, o)
	if err != nil {
		t.Fatal(err)
	}
	return summary
}

// options name a run.
func options(name string) Options { return Options{Name: name, Parallel: 4} }

// errDead is what a store answers to a process that is no more.
var errDead = errors.New("the process was killed")

// mortal kills the process at the n-th call: before it has its effect, or after.
func mortal(s store, n int, late bool) (store, func() (calls int)) {
	var mu sync.Mutex
	calls := 0
	call := func(do func() error) error {
		mu.Lock()
		calls++
		now := calls
		mu.Unlock()
		switch {
		case now < n:
			return do()
		case now == n && late:
			return errors.Join(errDead, do())
		}
		return errDead
	}
	m := s
	m.list = func(ctx context.Context, each func(string, object)) error {
		return call(func() error { return s.list(ctx, each) })
	}
	m.head = func(ctx context.Context, key string) (h hosting.Header, o object, err error) {
		err = call(func() error { h, o, err = s.head(ctx, key); return err })
		return h, o, err
	}
	m.read = func(ctx context.Context, key string) (body io.ReadCloser, err error) {
		err = call(func() error { body, err = s.read(ctx, key); return err })
		return body, err
	}
	m.write = func(ctx context.Context, key string, body io.ReadSeeker, c content) error {
		return call(func() error { return s.write(ctx, key, body, c) })
	}
	m.remove = func(ctx context.Context, key string) error {
		return call(func() error { return s.remove(ctx, key) })
	}
	return m, func() int { return calls }
}

// ordered reports a file that is in the store as the site has it while one that
// goes out before it is not.
func ordered(found, site pages) error {
	for key, body := range site {
		if found[key] != body || before[key] == body {
			continue // it was there already
		}
		for needed, bytes := range site {
			if publish.Rank(needed) < publish.Rank(key) && found[needed] != bytes {
				return fmt.Errorf("%s is there without %s", key, needed)
			}
		}
	}
	return nil
}
