package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// fault makes calls of a disk fail: the at-th, counted from 1, and with dead
// set all that follow, as when the process is killed or the disk is gone.
type fault struct {
	at    int
	dead  bool
	calls int
}

func (f *fault) strikes() bool {
	f.calls++
	return f.at > 0 && (f.calls == f.at || f.dead && f.calls > f.at)
}

func (f *fault) wrap(d disk) disk {
	err := func(name string) error { return &fs.PathError{Op: "fault", Path: name, Err: syscall.ENOSPC} }
	whole := d
	d.lstat = func(name string) (fs.FileInfo, error) {
		if f.strikes() {
			return nil, err(name)
		}
		return whole.lstat(name)
	}
	d.read = func(name string) ([]byte, error) {
		if f.strikes() {
			return nil, err(name)
		}
		return whole.read(name)
	}
	d.list = func(name string) ([]fs.DirEntry, error) {
		if f.strikes() {
			return nil, err(name)
		}
		return whole.list(name)
	}
	d.write = func(name string, body []byte, durable bool) (fs.FileInfo, error) {
		if f.strikes() {
			_, _ = whole.write(name, body[:len(body)/2], false) // the disk is full half-way
			return nil, err(name)
		}
		return whole.write(name, body, durable)
	}
	d.stage = func(name string, body []byte) (fs.FileInfo, error) {
		if f.strikes() {
			_, _ = whole.stage(name, body[:len(body)/2])
			return nil, err(name)
		}
		return whole.stage(name, body)
	}
	d.chtimes = func(name string, mtime time.Time) error {
		if f.strikes() {
			return err(name)
		}
		return whole.chtimes(name, mtime)
	}
	for _, call := range []*func(string) error{&d.mkdir, &d.remove, &d.removeAll} {
		do := *call
		*call = func(name string) error {
			if f.strikes() {
				return err(name)
			}
			return do(name)
		}
	}
	for _, call := range []*func(from, to string) error{&d.rename, &d.link} {
		do := *call
		*call = func(from, to string) error {
			if f.strikes() {
				return err(to)
			}
			return do(from, to)
		}
	}
	return d
}

// Two sites between which every kind of step is needed.
var (
	oldSite = site{
		"index.html": "front", "same.html": "same", "assets/old.css": "old",
		"a": "file", "b/index.html": "page", "b/c/d.html": "deep", "gone/x/y.html": "y", "feed.xml": "1",
	}
	newSite = site{
		"index.html": "new front", "same.html": "same", "assets/new.css": "new",
		"a/index.html": "page", "a/z.html": "z", "b": "file", "fresh/x/y.html": "y", "fresh/z.html": "z", "feed.xml": "2",
	}
)

// unflushed leaves out fsync, which has no effect that a test could see.
func unflushed(d disk) disk {
	write := d.write
	d.write = func(name string, body []byte, _ bool) (fs.FileInfo, error) { return write(name, body, false) }
	return d
}

func withoutLinks(d disk) disk {
	d = unflushed(d)
	d.link = func(from, to string) error { return &os.LinkError{Op: "link", Old: from, New: to, Err: syscall.EPERM} }
	return d
}

// apart makes the output folder seem a file system of its own.
func apart(d disk) disk {
	d = unflushed(d)
	mount := func(name string) bool { return strings.HasPrefix(name, "public/") }
	rename, link := d.rename, d.link
	d.rename = func(from, to string) error {
		if mount(from) != mount(to) {
			return &os.LinkError{Op: "rename", Old: from, New: to, Err: syscall.EXDEV}
		}
		return rename(from, to)
	}
	d.link = func(from, to string) error {
		if mount(from) != mount(to) {
			return &os.LinkError{Op: "link", Old: from, New: to, Err: syscall.EXDEV}
		}
		return link(from, to)
	}
	return d
}

// Whichever call fails, alone or with all after it, the folder is as it was or
// as it should be, at once or after the next Open; and the next run succeeds.
func TestEveryCallMayFail(t *testing.T) {
	for name, system := range map[string]func(disk) disk{"plain": unflushed, "without links": withoutLinks, "mounted": apart} {
		for _, dead := range []bool{false, true} {
			for _, first := range []bool{false, true} {
				t.Run(fmt.Sprintf("%s/dead %t/fresh %t", name, dead, first), func(t *testing.T) {
					t.Parallel()
					for at := 1; ; at++ {
						if !failAt(t, at, dead, first, system) {
							t.Logf("%d calls", at-1)
							break
						}
					}
				})
			}
		}
	}
}

// failAt reports whether there was an at-th call.
func failAt(t *testing.T, at int, dead, first bool, system func(disk) disk) bool {
	out := filepath.Join(t.TempDir(), "public")
	before := map[string]file{}
	if !first {
		if _, err := publishWith(out, Options{}, system, oldSite); err != nil {
			t.Fatal(err)
		}
		before = standingIn(t, out)
	}
	f := &fault{at: at, dead: dead}
	_, err := publishWith(out, Options{}, func(d disk) disk { return f.wrap(system(d)) }, newSite)
	if f.calls < at {
		if err != nil {
			t.Fatal(err)
		}
		return false
	}
	if err == nil {
		wantBodies(t, at, newSite, withoutStaging(standingIn(t, out)))
	}
	if unfinished := new(unfinishedError); !dead && err != nil && !errors.As(err, &unfinished) {
		if diff := cmp.Diff(before, withoutStaging(standingIn(t, out))); diff != "" {
			t.Fatalf("call %d failed (%v) and the folder changed:\n%s", at, err, diff)
		}
	}
	r, oerr := open(context.Background(), out, Options{}, system)
	if oerr != nil {
		t.Fatalf("call %d failed (%v), then Open: %v", at, err, oerr)
	}
	if err := r.Abort(); err != nil {
		t.Fatal(err)
	}
	if err != nil {
		if diff := cmp.Diff(before, standingIn(t, out)); diff != "" {
			t.Fatalf("call %d failed (%v) and was not undone:\n%s", at, err, diff)
		}
	} else {
		wantBodies(t, at, newSite, standingIn(t, out))
	}
	if _, err := publishWith(out, Options{}, system, newSite); err != nil {
		t.Fatalf("call %d failed, then the next run: %v", at, err)
	}
	wantBodies(t, at, newSite, standingIn(t, out))
	state := standingIn(t, filepath.Join(filepath.Dir(out), stateName))
	for p := range state {
		if p != ".gitignore" && p != "public/lock" && p != "public/ledger" {
			t.Fatalf("call %d failed; %s was never cleared away", at, p)
		}
	}
	return true
}

// withoutStaging leaves out what could not be cleared away at once, since the
// clearing itself was made to fail.
func withoutStaging(files map[string]file) map[string]file {
	maps.DeleteFunc(files, func(p string, _ file) bool { return strings.HasPrefix(p, insideName) })
	return files
}

func wantBodies(t *testing.T, at int, want site, got map[string]file) {
	t.Helper()
	if diff := cmp.Diff(want, bodies(got)); diff != "" {
		t.Fatalf("call %d failed (-want +got):\n%s", at, diff)
	}
}

// The next run may be struck as well, while it undoes what the last one left.
// Of all pairs of calls a third is tried, spread evenly.
func TestUndoingMayFailToo(t *testing.T) {
	t.Parallel()
	for at := 1; ; at++ {
		struck := false
		for again := 1 + at%3; ; again += 3 {
			out := filepath.Join(t.TempDir(), "public")
			if _, err := publishWith(out, Options{}, unflushed, oldSite); err != nil {
				t.Fatal(err)
			}
			before := standingIn(t, out)
			f := &fault{at: at, dead: true}
			if _, err := publishWith(out, Options{}, func(d disk) disk { return f.wrap(unflushed(d)) }, newSite); err == nil {
				break
			}
			g := &fault{at: again, dead: true}
			if r, err := open(context.Background(), out, Options{}, g.wrap); err == nil {
				r.Abort()
			}
			struck = struck || g.calls >= again
			if r, err := Open(context.Background(), out, Options{}); err != nil {
				t.Fatal(err)
			} else if err := r.Abort(); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(before, standingIn(t, out)); diff != "" {
				t.Fatalf("calls %d and %d failed; not undone:\n%s", at, again, diff)
			}
			if g.calls < again {
				break
			}
		}
		if !struck {
			t.Logf("%d calls", at-1)
			return
		}
	}
}

func TestErrorsOfTheSystemHaveAWayOut(t *testing.T) {
	for err, says := range map[error]string{
		syscall.ENOSPC: "free some space",
		syscall.EROFS:  "choose another output folder",
		syscall.EACCES: "make the folder writable",
	} {
		t.Run(err.Error(), func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "public")
			mustPublish(t, out, small)
			_, got := publishWith(out, Options{}, func(d disk) disk {
				rename := d.rename
				d.rename = func(from, to string) error {
					if strings.HasPrefix(to, "public/") {
						return &os.LinkError{Op: "rename", Old: from, New: to, Err: err}
					}
					return rename(from, to)
				}
				return d
			}, site{"index.html": "new"})
			if !errors.Is(got, err) || !strings.Contains(got.Error(), says) || !strings.Contains(got.Error(), "index.html") {
				t.Errorf("error = %v", got)
			}
			wantSite(t, out, small)
		})
	}
}

// Steps go out in the promised order, and staging in a mounted output folder is
// gone at the end.
func TestOrderOfSteps(t *testing.T) {
	var moved []string
	watch := func(d disk) disk {
		rename := d.rename
		d.rename = func(from, to string) error {
			switch {
			case strings.HasPrefix(to, "public/") && !strings.Contains(to, insideName):
				moved = append(moved, "+"+strings.TrimPrefix(to, "public/"))
			case strings.HasPrefix(from, "public/") && !strings.HasPrefix(from, "public/"+insideName):
				moved = append(moved, "-"+strings.TrimPrefix(from, "public/"))
			}
			return rename(from, to)
		}
		return d
	}
	for name, system := range map[string]func(disk) disk{"plain": plain, "mounted": apart} {
		t.Run(name, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "public")
			if _, err := publishWith(out, Options{}, system, oldSite); err != nil {
				t.Fatal(err)
			}
			moved = nil
			if _, err := publishWith(out, Options{}, func(d disk) disk { return watch(system(d)) }, newSite); err != nil {
				t.Fatal(err)
			}
			want := []string{
				"+assets/new.css", "-b/c/d.html", "-b/index.html", "+b",
				"-a", "+a", "+fresh", "+index.html", "+feed.xml",
				"-gone/x/y.html", "-assets/old.css",
			}
			if diff := cmp.Diff(want, moved); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			wantSite(t, out, newSite)
		})
	}
}
