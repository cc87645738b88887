package publish

import (
	"context"
	"crypto/sha256"
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
)

// site is what a build wants published: path -> bytes.
type site map[string]string

// file is what stands in a folder, as a reader and a host see it.
type file struct {
	Body  string
	Mtime int64
}

func keyOf(body string) [32]byte { return sha256.Sum256([]byte("key of " + body)) }

// fill does what a build does: it keeps what the ledger holds and puts the rest.
func fill(r *Run, s site) error {
	for _, p := range slices.Sorted(maps.Keys(s)) {
		if key := keyOf(s[p]); r.Holds(p, key) {
			if err := r.Keep(p); err != nil {
				return err
			}
		} else if err := r.Put(p, key, []byte(s[p])); err != nil {
			return err
		}
	}
	return nil
}

func publishWith(out string, opts Options, wrap func(disk) disk, s site) (Summary, error) {
	r, err := open(context.Background(), out, opts, wrap)
	if err != nil {
		return Summary{}, err
	}
	defer r.Abort()
	if err := fill(r, s); err != nil {
		return Summary{}, err
	}
	return r.Commit()
}

func plain(d disk) disk { return d }

func mustPublish(t *testing.T, out string, s site) Summary {
	t.Helper()
	sum, err := publishWith(out, Options{}, plain, s)
	if err != nil {
		t.Fatal(err)
	}
	return sum
}

// standingIn gives every file of a folder, and every folder that holds nothing
// as its path with a slash.
func standingIn(t testing.TB, out string) map[string]file {
	t.Helper()
	found := map[string]file{}
	err := filepath.WalkDir(out, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(out, name)
		if d.IsDir() {
			if list, err := os.ReadDir(name); err == nil && len(list) == 0 && name != out {
				found[filepath.ToSlash(rel)+"/"] = file{}
			}
			return nil
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		if info.Mode()&fs.ModeSymlink != 0 {
			to, err := os.Readlink(name)
			found[filepath.ToSlash(rel)] = file{"link to " + to, info.ModTime().UnixNano()}
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

func bodies(files map[string]file) site {
	s := site{}
	for p, f := range files {
		s[p] = f.Body
	}
	return s
}

func wantSite(t testing.TB, out string, want site) {
	t.Helper()
	if diff := cmp.Diff(want, bodies(standingIn(t, out))); diff != "" {
		t.Fatalf("output folder (-want +got):\n%s", diff)
	}
}

func writeFile(t testing.TB, name, body string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(body), 0o644); err != nil {
		t.Fatal(err)
	}
}

// age sets a file's time far back, so that any writing shows.
func age(t testing.TB, out string) {
	t.Helper()
	for p := range standingIn(t, out) {
		long := time.Unix(1_600_000_000, 123)
		if err := os.Chtimes(filepath.Join(out, p), long, long); err != nil {
			t.Fatal(err)
		}
	}
}

var small = site{
	"index.html":            "front",
	"assets/main.css":       "body{}",
	"2024/01/19/index.html": "day",
	"feeds/site.xml":        "<feed/>",
}

func TestSecondRunWritesNothing(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	first := mustPublish(t, out, small)
	if first.Wrote != 4 || first.Kept != 0 || first.Removed != 0 {
		t.Errorf("first run: %+v", first)
	}
	before := standingIn(t, out)
	ledgerBefore := standingIn(t, filepath.Join(filepath.Dir(out), stateName))
	second := mustPublish(t, out, small)
	if second.Wrote != 0 || second.Kept != 4 || second.Removed != 0 {
		t.Errorf("second run: %+v", second)
	}
	if diff := cmp.Diff(before, standingIn(t, out)); diff != "" {
		t.Errorf("second run changed the folder:\n%s", diff)
	}
	ledgerAfter := standingIn(t, filepath.Join(filepath.Dir(out), stateName))
	delete(ledgerBefore, "public/lock")
	delete(ledgerAfter, "public/lock")
	if diff := cmp.Diff(ledgerBefore, ledgerAfter); diff != "" {
		t.Errorf("second run changed the ledger:\n%s", diff)
	}
}

func TestOnlyWhatChangedIsWritten(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	mustPublish(t, out, small)
	before := standingIn(t, out)
	next := maps.Clone(small)
	next["index.html"] = "new front"
	next["2024/01/20/index.html"] = "next day"
	delete(next, "feeds/site.xml")
	got := mustPublish(t, out, next)
	want := Summary{
		Wrote: 2, Kept: 2, Removed: 1,
		WrotePaths:   []string{"2024/01/20/index.html", "index.html"},
		RemovedPaths: []string{"feeds/site.xml"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("summary (-want +got):\n%s", diff)
	}
	wantSite(t, out, next)
	after := standingIn(t, out)
	for _, kept := range []string{"assets/main.css", "2024/01/19/index.html"} {
		if before[kept] != after[kept] {
			t.Errorf("%s was touched", kept)
		}
	}
}

func TestEqualBytesUnderANewKeyAreKept(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	mustPublish(t, out, small)
	before := standingIn(t, out)
	r, err := Open(t.Context(), out, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for p, body := range small {
		if err := r.Put(p, [32]byte{1}, []byte(body)); err != nil {
			t.Fatal(err)
		}
	}
	if sum, err := r.Commit(); err != nil || sum.Wrote != 0 || sum.Kept != len(small) {
		t.Fatalf("%+v, %v", sum, err)
	}
	if diff := cmp.Diff(before, standingIn(t, out)); diff != "" {
		t.Error(diff)
	}
	r, err = Open(t.Context(), out, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Abort()
	if !r.Holds("index.html", [32]byte{1}) || r.Holds("index.html", keyOf("front")) {
		t.Error("the new key was not noted")
	}
}

func TestHoldsNoticesWhatWasTouched(t *testing.T) {
	for name, touch := range map[string]func(t *testing.T, front string){
		"edited": func(t *testing.T, front string) { writeFile(t, front, "edited") },
		"swapped for another of the same size": func(t *testing.T, front string) {
			writeFile(t, front+".new", "FRONT")
			if err := os.Rename(front+".new", front); err != nil {
				t.Fatal(err)
			}
		},
		"deleted": func(t *testing.T, front string) {
			if err := os.Remove(front); err != nil {
				t.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "public")
			mustPublish(t, out, small)
			age(t, out)
			mustPublish(t, out, small)
			touch(t, filepath.Join(out, "index.html"))
			r, err := Open(t.Context(), out, Options{})
			if err != nil {
				t.Fatal(err)
			}
			if r.Holds("index.html", keyOf("front")) {
				t.Error("Holds does not see it")
			}
			r.Abort()
			mustPublish(t, out, small)
			wantSite(t, out, small)
		})
	}
}

func TestRecheckFindsASwapThatKeptSizeAndTime(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	mustPublish(t, out, small)
	age(t, out)
	mustPublish(t, out, small)
	writeFile(t, filepath.Join(out, "index.html"), "FRONT")
	age(t, out)
	if _, err := publishWith(out, Options{Recheck: true}, plain, small); err != nil {
		t.Fatal(err)
	}
	wantSite(t, out, small)
}

func TestForeignFiles(t *testing.T) {
	t.Run("elsewhere they stay, also when the site goes", func(t *testing.T) {
		out := filepath.Join(t.TempDir(), "public")
		writeFile(t, filepath.Join(out, ".gitignore"), "*")
		writeFile(t, filepath.Join(out, "2024/01/19/photo.jpg"), "mine")
		mustPublish(t, out, small)
		mustPublish(t, out, site{})
		wantSite(t, out, site{".gitignore": "*", "2024/01/19/photo.jpg": "mine"})
	})
	t.Run("with our bytes they are taken over untouched", func(t *testing.T) {
		out := filepath.Join(t.TempDir(), "public")
		writeFile(t, filepath.Join(out, "index.html"), "front")
		age(t, out)
		before := standingIn(t, out)["index.html"]
		if sum := mustPublish(t, out, small); sum.Kept != 1 || sum.Wrote != 3 {
			t.Errorf("%+v", sum)
		}
		if standingIn(t, out)["index.html"] != before {
			t.Error("it was touched")
		}
		mustPublish(t, out, site{})
		wantSite(t, out, site{})
	})
	t.Run("with other bytes they stop the run", func(t *testing.T) {
		out := filepath.Join(t.TempDir(), "public")
		writeFile(t, filepath.Join(out, "index.html"), "by hand")
		_, err := publishWith(out, Options{}, plain, small)
		if !errors.Is(err, ErrForeign) || !strings.Contains(err.Error(), filepath.Join(out, "index.html")) {
			t.Errorf("error = %v", err)
		}
		wantSite(t, out, site{"index.html": "by hand"})
	})
	t.Run("with Adopt they are overwritten", func(t *testing.T) {
		out := filepath.Join(t.TempDir(), "public")
		writeFile(t, filepath.Join(out, "index.html"), "by hand")
		if _, err := publishWith(out, Options{Adopt: true}, plain, small); err != nil {
			t.Fatal(err)
		}
		wantSite(t, out, small)
	})
}

func TestEditedFileThatTheSiteDroppedIsLeft(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	mustPublish(t, out, small)
	writeFile(t, filepath.Join(out, "index.html"), "edited by hand")
	next := maps.Clone(small)
	delete(next, "index.html")
	sum := mustPublish(t, out, next)
	if !slices.Equal(sum.Left, []string{"index.html"}) || sum.Removed != 0 {
		t.Errorf("%+v", sum)
	}
	next["index.html"] = "edited by hand"
	wantSite(t, out, next)
}

func TestFilesAndFoldersChangePlaces(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	asFile := site{"a": "file", "z.html": "z"}
	asFolder := site{"a/index.html": "page", "a/b/c.html": "deep", "z.html": "z"}
	for _, s := range []site{asFile, asFolder, asFile, asFolder, {}, asFile} {
		mustPublish(t, out, s)
		wantSite(t, out, s)
	}
}

func TestInTheWay(t *testing.T) {
	outside := t.TempDir()
	writeFile(t, filepath.Join(outside, "index.html"), "not to be touched")
	for name, c := range map[string]struct {
		before site // published first
		stand  func(t *testing.T, out string)
		site   site
		says   string
	}{
		"foreign file in a folder that should be a file": {
			before: site{"a/index.html": "page"},
			stand:  func(t *testing.T, out string) { writeFile(t, filepath.Join(out, "a/mine"), "x") },
			site:   site{"a": "file"}, says: "a/mine",
		},
		"edited file where a folder should be": {
			before: site{"a": "file"},
			stand:  func(t *testing.T, out string) { writeFile(t, filepath.Join(out, "a"), "edited") },
			site:   site{"a/index.html": "page"}, says: "/a was",
		},
		"foreign file where a folder should be": {
			stand: func(t *testing.T, out string) { writeFile(t, filepath.Join(out, "a"), "x") },
			site:  site{"a/index.html": "page"}, says: "/a was",
		},
		"link where a folder should be": {
			stand: func(t *testing.T, out string) { symlink(t, outside, filepath.Join(out, "a")) },
			site:  site{"a/index.html": "page"}, says: "symbolic link",
		},
		"link where a file of ours was": {
			before: site{"index.html": "front"},
			stand: func(t *testing.T, out string) {
				if err := os.Remove(filepath.Join(out, "index.html")); err != nil {
					t.Fatal(err)
				}
				symlink(t, filepath.Join(outside, "index.html"), filepath.Join(out, "index.html"))
			},
			site: site{"index.html": "front"}, says: "symbolic link",
		},
		"file and folder in one site": {site: site{"a": "file", "a/index.html": "page"}, says: "a"},
	} {
		t.Run(name, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "public")
			writeFile(t, filepath.Join(out, ".gitignore"), "*")
			if c.before != nil {
				mustPublish(t, out, c.before)
			}
			if c.stand != nil {
				c.stand(t, out)
			}
			before := standingIn(t, out)
			_, err := publishWith(out, Options{}, plain, c.site)
			if err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("error = %v, should say %q", err, c.says)
			}
			if diff := cmp.Diff(before, standingIn(t, out)); diff != "" {
				t.Errorf("the folder changed:\n%s", diff)
			}
		})
	}
	wantSite(t, outside, site{"index.html": "not to be touched"})
}

func symlink(t *testing.T, to, at string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(to, at); err != nil {
		t.Skip("no links here:", err)
	}
}

func TestLinkedFolderIsNotEmptied(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	mustPublish(t, out, site{"a/index.html": "page", "b.html": "b"})
	elsewhere := filepath.Join(t.TempDir(), "a")
	if err := os.Rename(filepath.Join(out, "a"), elsewhere); err != nil {
		t.Fatal(err)
	}
	symlink(t, elsewhere, filepath.Join(out, "a"))
	if sum := mustPublish(t, out, site{"b.html": "b"}); !slices.Equal(sum.Left, []string{"a/index.html"}) {
		t.Errorf("%+v", sum)
	}
	wantSite(t, elsewhere, site{"index.html": "page"})
}

func TestAbortChangesNothing(t *testing.T) {
	parent := t.TempDir()
	out := filepath.Join(parent, "public")
	mustPublish(t, out, small)
	before := standingIn(t, parent)
	r, err := Open(t.Context(), out, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := fill(r, site{"index.html": "other", "new/index.html": "new"}); err != nil {
		t.Fatal(err)
	}
	if err := r.Abort(); err != nil {
		t.Fatal(err)
	}
	after := standingIn(t, parent)
	delete(before, ".daybook/public/lock")
	delete(after, ".daybook/public/lock")
	if diff := cmp.Diff(before, after); diff != "" {
		t.Errorf("changed:\n%s", diff)
	}
	if _, err := r.Commit(); err == nil {
		t.Error("Commit after Abort publishes")
	}
}

func TestErrorOfPutKeepsCommitFromPublishing(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	mustPublish(t, out, small)
	for name, bad := range map[string]func(r *Run) error{
		"invalid path":  func(r *Run) error { return r.Put("../x", [32]byte{}, nil) },
		"path twice":    func(r *Run) error { return r.Put("index.html", [32]byte{}, nil) },
		"kept and made": func(r *Run) error { return r.Keep("index.html") },
		"kept unknown":  func(r *Run) error { return r.Keep("unknown.html") },
	} {
		t.Run(name, func(t *testing.T) {
			r, err := Open(t.Context(), out, Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer r.Abort()
			if err := r.Put("index.html", [32]byte{}, []byte("new")); err != nil {
				t.Fatal(err)
			}
			if bad(r) == nil {
				t.Error("no error")
			}
			if _, err := r.Commit(); err == nil {
				t.Error("Commit publishes")
			}
			wantSite(t, out, small)
		})
	}
}

func TestEndOfTheContextChangesNothing(t *testing.T) {
	next := site{"index.html": "new", "x/index.html": "x"}
	t.Run("before Commit", func(t *testing.T) {
		out := filepath.Join(t.TempDir(), "public")
		mustPublish(t, out, small)
		ctx, cancel := context.WithCancel(t.Context())
		r, err := Open(ctx, out, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := fill(r, next); err != nil {
			t.Fatal(err)
		}
		cancel()
		if _, err := r.Commit(); !errors.Is(err, context.Canceled) {
			t.Errorf("error = %v", err)
		}
		wantSite(t, out, small)
	})
	t.Run("during Commit", func(t *testing.T) {
		out := filepath.Join(t.TempDir(), "public")
		mustPublish(t, out, small)
		before := standingIn(t, out)
		ctx, cancel := context.WithCancel(t.Context())
		moved := 0
		r, err := open(ctx, out, Options{}, func(d disk) disk {
			rename := d.rename
			d.rename = func(from, to string) error {
				if strings.HasPrefix(to, "public/") && !strings.Contains(to, insideName) {
					if moved++; moved == 2 {
						cancel()
					}
				}
				return rename(from, to)
			}
			return d
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := fill(r, next); err != nil {
			t.Fatal(err)
		}
		if _, err := r.Commit(); !errors.Is(err, context.Canceled) || moved < 2 {
			t.Errorf("error = %v after %d moves", err, moved)
		}
		if diff := cmp.Diff(before, standingIn(t, out)); diff != "" {
			t.Errorf("changed:\n%s", diff)
		}
	})
}

func TestLostOrDamagedLedger(t *testing.T) {
	for name, harm := range map[string]func(b []byte) []byte{
		"lost":        nil,
		"empty":       func(b []byte) []byte { return nil },
		"cut short":   func(b []byte) []byte { return b[:len(b)/2] },
		"one bit":     func(b []byte) []byte { b[len(b)/2] ^= 1; return b },
		"later form":  func(b []byte) []byte { return append([]byte("daybook ledger 9\n"), b...) },
		"other words": func(b []byte) []byte { return []byte("dear diary") },
	} {
		t.Run(name, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "public")
			mustPublish(t, out, small)
			before := standingIn(t, out)
			ledger := filepath.Join(filepath.Dir(out), stateName, "public", "ledger")
			if harm == nil {
				if err := os.Remove(ledger); err != nil {
					t.Fatal(err)
				}
			} else {
				b, err := os.ReadFile(ledger)
				if err != nil {
					t.Fatal(err)
				}
				writeFile(t, ledger, string(harm(b)))
			}
			r, err := Open(t.Context(), out, Options{})
			if err != nil {
				t.Fatal(err)
			}
			if harm != nil && len(r.Notes()) != 1 {
				t.Errorf("notes = %q", r.Notes())
			}
			if err := fill(r, small); err != nil {
				t.Fatal(err)
			}
			if sum, err := r.Commit(); err != nil || sum.Kept != len(small) {
				t.Fatalf("%+v, %v", sum, err)
			}
			if diff := cmp.Diff(before, standingIn(t, out)); diff != "" {
				t.Errorf("changed:\n%s", diff)
			}
			if sum := mustPublish(t, out, site{}); sum.Removed != len(small) {
				t.Errorf("the files were not taken over: %+v", sum)
			}
		})
	}
}

func TestSecondRunWaitsForTheFirst(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	first, err := Open(t.Context(), out, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), out, Options{}); !errors.Is(err, ErrBusy) || !strings.Contains(err.Error(), "process ") {
		t.Errorf("error = %v", err)
	}
	if err := fill(first, small); err != nil {
		t.Fatal(err)
	}
	told := 0
	second, err := Open(t.Context(), out, Options{Wait: time.Minute, Waiting: func(holder string) {
		told++
		if !strings.HasPrefix(holder, "process ") {
			t.Errorf("holder = %q", holder)
		}
		if _, err := first.Commit(); err != nil {
			t.Error(err)
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	defer second.Abort()
	if told != 1 || !second.Holds("index.html", keyOf("front")) {
		t.Errorf("told %d times; the first run's work is not seen", told)
	}
	ctx, cancel := context.WithCancel(t.Context())
	_, err = Open(ctx, out, Options{Wait: time.Minute, Waiting: func(string) { cancel() }})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("waiting does not end with the context: %v", err)
	}
}

func TestOutputFolderThatCannotBe(t *testing.T) {
	dir := t.TempDir()
	writeFile(t, filepath.Join(dir, "file"), "x")
	for name, out := range map[string]string{
		"a file":             filepath.Join(dir, "file"),
		"below a file":       filepath.Join(dir, "file", "public"),
		"the root":           "/",
		"our own folder":     filepath.Join(dir, stateName),
		"a link to nowhere":  filepath.Join(dir, "dangling"),
		"a name with a zero": filepath.Join(dir, "a\x00b"),
	} {
		t.Run(name, func(t *testing.T) {
			if name == "a link to nowhere" {
				symlink(t, filepath.Join(dir, "nothing"), out)
			}
			if r, err := Open(t.Context(), out, Options{}); err == nil {
				r.Abort()
				t.Error("no error")
			}
		})
	}
}

func TestLinkToTheOutputFolderSharesItsLock(t *testing.T) {
	real := filepath.Join(t.TempDir(), "www")
	mustPublish(t, real, small)
	link := filepath.Join(t.TempDir(), "public")
	symlink(t, real, link)
	r, err := Open(t.Context(), real, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), link, Options{}); !errors.Is(err, ErrBusy) {
		t.Errorf("error = %v", err)
	}
	r.Abort()
	if sum := mustPublish(t, link, small); sum.Kept != len(small) {
		t.Errorf("%+v", sum)
	}
}

// TestStanding tells what stands in the folder: ours, and what others put
// there, but for what no host should be sent.
func TestStanding(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	mustPublish(t, out, site{"index.html": "front", "a/index.html": "a", "a-b.html": "ab", ".well-known/security.txt": "ours"})
	for name, body := range map[string]string{
		"google1.html": "theirs", ".env": "secret", ".git/config": "secret", ".well-known/theirs.txt": "theirs", "a/.DS_Store": "junk",
	} {
		name = filepath.Join(out, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, []byte(body), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	look := func() ([]string, []string, error) {
		r, err := Open(t.Context(), out, Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer r.Abort()
		files, passed, err := r.Standing()
		var paths []string
		for _, f := range files {
			paths = append(paths, f.Path)
			body, err := os.ReadFile(filepath.Join(out, f.Path))
			if err != nil || f.Sum != sha256.Sum256(body) || f.Size != int64(len(body)) {
				t.Errorf("%s is told wrong (%v)", f.Path, err)
			}
		}
		return paths, passed, err
	}
	paths, passed, err := look()
	if want := []string{".well-known/security.txt", ".well-known/theirs.txt", "a-b.html", "a/index.html", "google1.html", "index.html"}; err != nil || !slices.Equal(paths, want) {
		t.Errorf("standing are %q, want %q (%v)", paths, want, err)
	}
	slices.Sort(passed)
	if want := []string{".env", ".git", "a/.DS_Store"}; !slices.Equal(passed, want) {
		t.Errorf("passed over are %q, want %q", passed, want)
	}
	for _, harm := range []func(name string) error{os.Remove, func(name string) error { return os.WriteFile(name, []byte("other words"), 0o644) }} {
		mustPublish(t, out, site{"index.html": "front", "a/index.html": "a", "a-b.html": "ab"})
		if err := harm(filepath.Join(out, "index.html")); err != nil {
			t.Fatal(err)
		}
		if _, _, err := look(); !errors.Is(err, ErrAltered) {
			t.Errorf("a file that was changed is told as %v", err)
		}
	}
}
