package publish

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// The paths of the model are such that files and folders change places.
var modelPaths = []string{
	"a", "a/index.html", "a/b", "a/b/index.html", "a/b/style.css",
	"c/d/e/index.html", "c/d/e", "c/feed.xml", "index.html", "main.css",
}

// model is what the output folder should hold, in the simplest terms.
type model struct {
	files map[string]string // all that stands there
	ours  map[string]bool   // those that the ledger knows; false when touched since
}

func clash(s site, path string) bool {
	for p := range s {
		if strings.HasPrefix(p, path+"/") || strings.HasPrefix(path, p+"/") {
			return true
		}
	}
	return false
}

// publish gives the model after a run, and whether the run may succeed.
func (m model) publish(s site, adopt bool) (model, bool) {
	leaves := func(p string) bool { _, stays := s[p]; return m.ours[p] && !stays }
	next := model{maps.Clone(s), map[string]bool{}}
	for p := range s {
		next.ours[p] = true
		_, known := m.ours[p]
		if body, stands := m.files[p]; stands && body != s[p] && !known && !adopt {
			return m, false
		}
		for f := range m.files {
			if (strings.HasPrefix(f, p+"/") || strings.HasPrefix(p, f+"/")) && !leaves(f) {
				return m, false
			}
		}
	}
	for p, body := range m.files {
		if _, stays := s[p]; !stays && !m.ours[p] {
			next.files[p] = body
		}
	}
	return next, true
}

func TestRandomRunsAgainstTheModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parent, err := os.MkdirTemp("", "publish")
		if err != nil {
			t.Fatal(err)
		}
		defer os.RemoveAll(parent)
		out := filepath.Join(parent, "public")
		m := model{map[string]string{}, map[string]bool{}}
		onePath := rapid.SampledFrom(modelPaths)
		oneBody := rapid.SampledFrom([]string{"one", "two", "three"})
		system := rapid.SampledFrom([]func(disk) disk{unflushed, withoutLinks, apart}).Draw(t, "system")

		clock := int64(1_000_000_000) // of the hand, so that each of its writings has a time of its own
		t.Repeat(map[string]func(*rapid.T){
			"publish": func(t *rapid.T) {
				s := site{}
				for _, p := range rapid.SliceOfDistinct(onePath, rapid.ID).Draw(t, "paths") {
					if !clash(s, p) {
						s[p] = oneBody.Draw(t, "body")
					}
				}
				opts := Options{Adopt: rapid.IntRange(0, 3).Draw(t, "adopt") == 0, Recheck: rapid.IntRange(0, 3).Draw(t, "recheck") == 0}
				f := &fault{dead: rapid.Bool().Draw(t, "dead")}
				if rapid.Bool().Draw(t, "faulty") {
					f.at = rapid.IntRange(1, 150).Draw(t, "fault")
				}
				before := filesIn(t, out)
				sum, err := publishWith(out, opts, func(d disk) disk { return f.wrap(system(d)) }, s)
				next, may := m.publish(s, opts.Adopt)
				struck := f.at > 0 && f.calls >= f.at
				if struck {
					r, err := open(context.Background(), out, Options{}, system)
					if err != nil {
						t.Fatal(err)
					}
					r.Abort()
				} else if (err == nil) != may {
					t.Fatalf("may succeed: %t; error: %v", may, err)
				}
				after := filesIn(t, out)
				if err != nil {
					if diff := cmp.Diff(before, after); diff != "" {
						t.Fatalf("failed (%v) and changed:\n%s", err, diff)
					}
					return
				}
				m = next
				wrote := []string{}
				for p := range s {
					if before[p].Body != after[p].Body || before[p].Mtime == 0 {
						wrote = append(wrote, p)
					} else if before[p] != after[p] {
						t.Errorf("%s has the same bytes and was touched", p)
					}
				}
				slices.Sort(wrote)
				if !slices.Equal(wrote, sum.WrotePaths) || sum.Wrote+sum.Kept != len(s) {
					t.Errorf("wrote %q, says %+v", wrote, sum)
				}
			},
			"abort": func(t *rapid.T) {
				r, err := open(context.Background(), out, Options{}, system)
				if err != nil {
					t.Fatal(err)
				}
				_ = r.Put(onePath.Draw(t, "path"), [32]byte{}, []byte("aborted"))
				if err := r.Abort(); err != nil {
					t.Fatal(err)
				}
			},
			"write by hand": func(t *rapid.T) {
				p := onePath.Draw(t, "path")
				if clash(m.files, p) {
					t.Skip("a file stands in the way of the hand")
				}
				m.files[p] = rapid.SampledFrom([]string{"one", "two", "by hand"}).Draw(t, "body")
				clock++
				if _, known := m.ours[p]; known {
					m.ours[p] = false
				}
				name := filepath.Join(out, p)
				// What was an empty folder is a file now.
				if info, err := os.Lstat(name); err == nil && info.IsDir() {
					os.RemoveAll(name)
				}
				now := time.Unix(clock, 0)
				if err := errors.Join(
					os.MkdirAll(filepath.Dir(name), 0o755),
					os.WriteFile(name, []byte(m.files[p]), 0o644),
					os.Chtimes(name, now, now),
				); err != nil {
					t.Fatal(err)
				}
			},
			"delete by hand": func(t *rapid.T) {
				p := onePath.Draw(t, "path")
				if _, stands := m.files[p]; !stands {
					t.Skip("nothing there")
				}
				delete(m.files, p)
				if err := os.Remove(filepath.Join(out, p)); err != nil {
					t.Fatal(err)
				}
			},
			"lose the ledger": func(t *rapid.T) {
				m.ours = map[string]bool{}
				if err := os.RemoveAll(filepath.Join(parent, stateName)); err != nil {
					t.Fatal(err)
				}
			},
			"": func(t *rapid.T) {
				if diff := cmp.Diff(site(m.files), bodies(filesIn(t, out))); diff != "" {
					t.Fatalf("output folder (-want +got):\n%s", diff)
				}
			},
		})
	})
}

// filesIn is standingIn for rapid: files only, no empty folders, since hands
// leave those behind.
func filesIn(t *rapid.T, out string) map[string]file {
	found := map[string]file{}
	err := filepath.WalkDir(out, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, _ := filepath.Rel(out, name)
		info, err := d.Info()
		if err != nil {
			return err
		}
		body, err := os.ReadFile(name)
		found[filepath.ToSlash(rel)] = file{string(body), info.ModTime().UnixNano()}
		return err
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return found
}
