package watch

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"
)

// patience is how long a test waits for the disk.
const patience = 20 * time.Second

// disk is a watched folder "root", empty at first, in a folder of its own.
type disk struct {
	*testing.T
	dir     string
	batches <-chan []string
	cancel  func()
}

// eachWay runs a test with notifications and with polling.
func eachWay(t *testing.T, prepare func(d *disk), test func(d *disk)) {
	for _, polling := range []bool{false, true} {
		t.Run(fmt.Sprintf("polling=%v", polling), func(t *testing.T) {
			t.Parallel()
			d := &disk{T: t, dir: t.TempDir()}
			prepare(d)
			o := Options{Polling: polling, Interval: 5 * time.Millisecond, Say: func(s string) { t.Error(s) }}
			d.watch(o)
			test(d)
			d.end()
		})
	}
}

func (d *disk) watch(o Options) {
	d.Helper()
	ctx, cancel := context.WithCancel(d.Context())
	batches, err := Folders(ctx, []string{filepath.Join(d.dir, "root")}, o)
	if err != nil {
		d.Fatal(err)
	}
	d.batches, d.cancel = batches, cancel
}

// end stops the watch and waits until it has.
func (d *disk) end() {
	d.Helper()
	d.cancel()
	deadline := time.After(patience)
	for {
		select {
		case _, open := <-d.batches:
			if !open {
				return
			}
		case <-deadline:
			d.Fatal("the watch does not end")
		}
	}
}

func (d *disk) path(name string) string { return filepath.Join(d.dir, filepath.FromSlash(name)) }

func (d *disk) must(err error) {
	d.Helper()
	if err != nil {
		d.Fatal(err)
	}
}

func (d *disk) folder(name string) { d.Helper(); d.must(os.MkdirAll(d.path(name), 0o755)) }

func (d *disk) write(name, text string) {
	d.Helper()
	d.must(os.WriteFile(d.path(name), []byte(text), 0o644))
}

// tells waits until name, or a folder that holds it, was told, and returns all
// that was told meanwhile. Roots are told as "root".
func (d *disk) tells(name string) (all []string) {
	d.Helper()
	deadline := time.After(patience)
	for {
		select {
		case batch := <-d.batches:
			told := false
			for _, path := range batch {
				relative, err := filepath.Rel(d.dir, path)
				d.must(err)
				relative = filepath.ToSlash(relative)
				all = append(all, relative)
				told = told || relative == name || strings.HasPrefix(name, relative+"/")
			}
			if told {
				return all
			}
		case <-deadline:
			d.Fatalf("%s was not told; only %q", name, all)
		}
	}
}

func withRoot(d *disk) { d.folder("root/2024") }

func TestEveryWayOfSavingIsTold(t *testing.T) {
	eachWay(t, func(d *disk) { withRoot(d); d.write("root/2024/a.md", "one") }, func(d *disk) {
		name := "root/2024/a.md"
		d.write(name, "two, by truncation")
		d.tells(name)

		d.write("root/2024/.a.md.swp", "three, by renaming")
		d.must(os.Rename(d.path("root/2024/.a.md.swp"), d.path(name)))
		d.tells(name)

		d.must(os.Rename(d.path(name), d.path(name+"~")))
		d.write(name, "four, after a backup")
		d.tells(name)

		file, err := os.OpenFile(d.path(name), os.O_APPEND|os.O_WRONLY, 0)
		d.must(err)
		for range 20 {
			_, err := file.WriteString("a small write\n")
			d.must(err)
		}
		d.must(file.Close())
		d.tells(name)

		d.must(os.Remove(d.path(name)))
		d.tells(name)
	})
}

func TestFoldersThatAppearAreFollowed(t *testing.T) {
	eachWay(t, withRoot, func(d *disk) {
		d.folder("root/2025/01/02")
		d.write("root/2025/01/02/early.md", "written before anyone could look")
		d.tells("root/2025/01/02/early.md")
		d.write("root/2025/01/02/late.md", "x")
		d.tells("root/2025/01/02/late.md")
	})
}

func TestFolderThatVanishesIsToldAndMayComeBack(t *testing.T) {
	eachWay(t, func(d *disk) { withRoot(d); d.write("root/2024/a.md", "x") }, func(d *disk) {
		d.must(os.RemoveAll(d.path("root/2024")))
		d.tells("root/2024/a.md")
		d.folder("root/2024")
		d.tells("root/2024")
		d.write("root/2024/b.md", "x")
		d.tells("root/2024/b.md")
	})
}

func TestMovedFolderIsFollowedUnderItsNewName(t *testing.T) {
	eachWay(t, func(d *disk) { d.folder("root/a/sub") }, func(d *disk) {
		d.must(os.Rename(d.path("root/a"), d.path("root/b")))
		d.tells("root/b")
		d.write("root/b/sub/x.md", "x")
		d.tells("root/b/sub/x.md")

		d.folder("root/new")
		d.must(os.Rename(d.path("root/b"), d.path("root/new/c")))
		d.tells("root/new/c")
		d.write("root/new/c/sub/x.md", "changed")
		d.tells("root/new/c/sub/x.md")
	})
}

func TestRootMayAppearVanishAndComeBack(t *testing.T) {
	eachWay(t, func(*disk) {}, func(d *disk) {
		for range 2 {
			d.folder("root/2024")
			d.tells("root")
			d.write("root/2024/a.md", "x")
			d.tells("root/2024/a.md")
			d.must(os.RemoveAll(d.path("root")))
			d.tells("root")
		}
	})
}

func TestWhatEditorsLeaveBesideIsNotTold(t *testing.T) {
	eachWay(t, withRoot, func(d *disk) {
		for _, name := range []string{".a.md.swp", "4913", "a.md~", ".#a.md", "#a.md#", "a.md___jb_tmp___", ".DS_Store"} {
			d.write("root/2024/"+name, "x")
		}
		d.folder("root/.git/objects")
		d.write("root/.git/objects/x", "x")
		d.write("beside.md", "outside of the root")
		d.write("root/2024/a.md", "x")
		for _, told := range d.tells("root/2024/a.md") {
			if told != "root/2024/a.md" {
				t.Errorf("told of %s", told)
			}
		}
	})
}

func TestSymbolicLinkIsNotFollowedOut(t *testing.T) {
	prepare := func(d *disk) {
		withRoot(d)
		d.folder("outside")
		d.must(os.Symlink(d.path("outside"), d.path("root/link")))
	}
	eachWay(t, prepare, func(d *disk) {
		d.must(os.Symlink(d.path("outside"), d.path("root/later")))
		d.tells("root/later")
		d.write("outside/secret.md", "x")
		d.write("root/2024/a.md", "x")
		for _, told := range d.tells("root/2024/a.md") {
			if strings.Contains(told, "secret") {
				t.Errorf("told of %s", told)
			}
		}
	})
}

func TestRootMayBeASymbolicLink(t *testing.T) {
	prepare := func(d *disk) {
		d.folder("elsewhere/2024")
		d.must(os.Symlink("elsewhere", d.path("root")))
	}
	eachWay(t, prepare, func(d *disk) {
		d.write("root/2024/a.md", "x")
		d.tells("root/2024/a.md")
	})
}

func TestCheckoutOfThousandsOfFilesMissesNone(t *testing.T) {
	eachWay(t, withRoot, func(d *disk) {
		missing := map[string]bool{}
		for i := range 5000 {
			name := fmt.Sprintf("root/%d/%02d/%d.md", 2000+i%10, i%12, i)
			if i < 120 {
				d.folder(filepath.Dir(name))
			}
			d.write(name, "x")
			missing[name] = true
		}
		batches := 0
		deadline := time.After(patience)
		for len(missing) > 0 {
			select {
			case batch := <-d.batches:
				batches++
				for _, path := range batch {
					relative, err := filepath.Rel(d.dir, path)
					d.must(err)
					delete(missing, filepath.ToSlash(relative))
					if info, err := os.Stat(path); err == nil && info.IsDir() {
						for name := range missing {
							if strings.HasPrefix(name, filepath.ToSlash(relative)+"/") {
								delete(missing, name)
							}
						}
					}
				}
			case <-deadline:
				d.Fatalf("%d files were not told", len(missing))
			}
		}
		d.Logf("5000 files in %d batches", batches)
	})
}

func TestExhaustedNotificationsArePolledInstead(t *testing.T) {
	full := fmt.Errorf("no space: %w", syscall.ENOSPC)
	tests := map[string]func(tree forest) (*notifier, error){
		"from the start": func(forest) (*notifier, error) { return nil, full },
		"later on": func(tree forest) (*notifier, error) {
			n, err := newNotifier(tree)
			if err == nil {
				n.add = func(string) error { return full }
			}
			return n, err
		},
		"system closes them": func(tree forest) (*notifier, error) {
			n, err := newNotifier(tree)
			if err == nil {
				err = n.notes.Close()
			}
			return n, err
		},
	}
	for name, open := range tests {
		t.Run(name, func(t *testing.T) {
			d := &disk{T: t, dir: t.TempDir()}
			withRoot(d)
			tree := forest{d.path("root")}
			said := make(chan string, 1)
			o := Options{Interval: 5 * time.Millisecond, Say: func(s string) { said <- s }}.filled()
			run, err := begin(tree, o, open)
			d.must(err)
			ctx, cancel := context.WithCancel(t.Context())
			changes, batches := make(chan string), make(chan []string)
			go func() {
				defer close(changes)
				run(ctx, func(path string) {
					select {
					case changes <- path:
					case <-ctx.Done():
					}
				})
			}()
			go gather(ctx, changes, batches, tree, o)
			d.batches, d.cancel = batches, cancel

			d.folder("root/2025")
			d.write("root/2025/a.md", "x")
			d.tells("root/2025/a.md")
			if sentence := <-said; !strings.Contains(sentence, "at intervals") {
				t.Errorf("said %q", sentence)
			}
			d.write("root/2025/b.md", "x")
			d.tells("root/2025/b.md")
			d.end()
		})
	}
}

func TestOverflowMakesEverythingLookedAtAgain(t *testing.T) {
	d := &disk{T: t, dir: t.TempDir()}
	withRoot(d)
	n, err := newNotifier(forest{d.path("root")})
	d.must(err)
	d.must(n.notes.Remove(d.path("root"))) // as if the folder's creation had been lost
	d.folder("root/lost")
	ctx, cancel := context.WithCancel(t.Context())
	told := make(chan string)
	done := make(chan error)
	go func() { done <- n.run(ctx, func(path string) { told <- path }) }()
	n.notes.Errors <- fsnotify.ErrEventOverflow
	for path := range told {
		if path == d.path("root") {
			break
		}
	}
	d.write("root/lost/a.md", "x")
	for path := range told {
		if path == d.path("root/lost/a.md") {
			break
		}
	}
	cancel()
	for {
		select {
		case <-told:
			continue
		case err := <-done:
			if !errors.Is(err, context.Canceled) {
				t.Errorf("ended with %v", err)
			}
			return
		}
	}
}

func TestRootWithoutAFolderToHoldItIsAnError(t *testing.T) {
	_, err := Folders(t.Context(), []string{filepath.Join(t.TempDir(), "no", "content")}, Options{})
	if err == nil || !strings.Contains(err.Error(), "no folder") {
		t.Errorf("got %v", err)
	}
}

func TestNoGoroutineIsLeft(t *testing.T) {
	before := runtime.NumGoroutine()
	for i := range 20 {
		d := &disk{T: t, dir: t.TempDir()}
		withRoot(d)
		d.watch(Options{Polling: i%2 == 0, Interval: time.Millisecond})
		d.write("root/2024/a.md", "x") // may be under way at the end
		d.end()
	}
	for deadline := time.Now().Add(patience); runtime.NumGoroutine() > before; runtime.Gosched() {
		if time.Now().After(deadline) {
			t.Fatalf("%d goroutines before, %d after", before, runtime.NumGoroutine())
		}
	}
}

func TestIgnoredNames(t *testing.T) {
	for name, want := range map[string]bool{
		".swp": true, ".a.md.swp": true, "a.swx": true, "a~": true, "4913": true, ".#a.md": true, "#a#": true,
		"a.md___jb_tmp___": true, ".git": true, "a.md.crswap": true,
		"a.md": false, "4914": false, "#1.md": false, "site.yaml": false, "خبر.md": false, "a~b.md": false,
	} {
		if got := ignored(name); got != want {
			t.Errorf("ignored(%q) = %v", name, got)
		}
	}
}
