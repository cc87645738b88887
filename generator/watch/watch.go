// Package watch tells what changed on disk below some folders.
//
// In: folders. Out: batches of paths, each batch sent once the disk has been
// quiet for a moment, so that one save, or one git checkout of thousands of
// files, is one batch. A path in a batch says "look here": the file or folder
// may have appeared, changed or vanished, and a folder stands for all that is
// below it. The package never says what the change was and may name a path
// that did not change; whoever builds compares contents.
//
// Notifications of the operating system are used where they work. Where they
// do not, or where their supply is exhausted (inotify's limit on watches), the
// folders are walked at intervals instead; see [Options].
//
// Left out are what editors put beside a file while saving it, and every file
// and folder whose name begins with a dot. A symbolic link below a folder is
// not followed: its target, if it is inside, is watched where it stands, and
// what lies outside is not watched. A folder given to [Folders] may itself be
// a symbolic link.
package watch

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Options sets how a watch behaves. The zero value is a good one.
type Options struct {
	// Quiet is how long nothing may have changed before a batch is sent;
	// 25 ms when 0. A batch of more than a few paths waits four times as long,
	// since a tool and not a hand is at work.
	Quiet time.Duration
	// Longest is how long a batch is held back at most while changes keep
	// coming; 1 s when 0.
	Longest time.Duration
	// Polling walks the folders instead of relying on notifications, which
	// never come from some network and container file systems.
	Polling bool
	// Interval is the time between two walks; 500 ms when 0. It is stretched
	// so that walking takes at most a tenth of the time.
	Interval time.Duration
	// Say, when set, is told in a sentence that notifications failed and the
	// folders are polled. It is called from another goroutine.
	Say func(sentence string)
}

func (o Options) filled() Options {
	if o.Quiet <= 0 {
		o.Quiet = 25 * time.Millisecond
	}
	if o.Longest <= 0 {
		o.Longest = time.Second
	}
	if o.Interval <= 0 {
		o.Interval = 500 * time.Millisecond
	}
	if o.Say == nil {
		o.Say = func(string) {}
	}
	return o
}

// Folders watches the folders in roots and all below them until ctx ends.
// Every change made after it has returned is told. A root need not exist yet
// and may vanish and come back, but the folder that holds it must exist; that
// it does not is the only error.
//
// A batch holds absolute paths, sorted, each once. Changes that come while the
// receiver is busy wait for it in one batch. The channel is closed when ctx
// has ended and every goroutine of the watch has too.
func Folders(ctx context.Context, roots []string, o Options) (<-chan []string, error) {
	o = o.filled()
	tree, err := newForest(roots)
	if err != nil {
		return nil, err
	}
	changes := make(chan string)
	report := func(path string) {
		select {
		case changes <- path:
		case <-ctx.Done():
		}
	}
	run, err := begin(tree, o, newNotifier)
	if err != nil {
		return nil, err
	}
	go func() {
		defer close(changes)
		run(ctx, report)
	}()
	batches := make(chan []string)
	go gather(ctx, changes, batches, tree, o)
	return batches, nil
}

// begin puts the watch in place and returns the function that reports changes
// until its context ends: by notification, or by polling once notifications
// fail.
func begin(tree forest, o Options, open func(forest) (*notifier, error)) (func(context.Context, func(string)), error) {
	if o.Polling {
		return newPoller(tree, o.Interval).run, nil
	}
	notes, err := open(tree)
	if err != nil {
		o.Say(failing(err))
		return newPoller(tree, o.Interval).run, nil
	}
	return func(ctx context.Context, report func(string)) {
		err := notes.run(ctx, report)
		if ctx.Err() != nil {
			return
		}
		o.Say(failing(err))
		walks := newPoller(tree, o.Interval)
		for _, root := range tree {
			report(root)
		}
		walks.run(ctx, report)
	}, nil
}

func failing(err error) string {
	return fmt.Sprintf("the system does not tell of changes to files (%v); looking at them at intervals instead", err)
}

// forest is the watched roots as absolute paths.
type forest []string

func newForest(roots []string) (forest, error) {
	tree := make(forest, len(roots))
	for i, root := range roots {
		path, err := filepath.Abs(root)
		if err != nil {
			return nil, fmt.Errorf("watching %s: %w", root, err)
		}
		holder := filepath.Dir(path)
		if info, err := os.Stat(holder); err != nil || !info.IsDir() {
			return nil, fmt.Errorf("watching %s: there is no folder %s to hold it", root, holder)
		}
		tree[i] = path
	}
	return tree, nil
}

// covers reports whether a change at path is worth telling: path is a root, or
// below one with no ignored name on the way.
func (f forest) covers(path string) bool {
	for _, root := range f {
		if path == root {
			return true
		}
		rest, below := strings.CutPrefix(path, strings.TrimSuffix(root, sep)+sep)
		if !below {
			continue
		}
		clean := true
		for name := range strings.SplitSeq(rest, sep) {
			clean = clean && !ignored(name)
		}
		if clean {
			return true
		}
	}
	return false
}

// folder reports whether path is a folder to walk: a real one, or a root that
// leads to one.
func (f forest) folder(path string) bool {
	stat := os.Lstat
	for _, root := range f {
		if path == root {
			stat = os.Stat
		}
	}
	info, err := stat(path)
	return err == nil && info.IsDir()
}

// walk calls enter for folder and each folder below it before it looks inside,
// and found for each entry, ignored names aside. What vanishes meanwhile or
// cannot be read is passed over; an error of enter ends the walk.
func walk(folder string, enter func(folder string) error, found func(path string, entry os.DirEntry)) error {
	if err := enter(folder); err != nil {
		return err
	}
	entries, _ := os.ReadDir(folder)
	for _, entry := range entries {
		if ignored(entry.Name()) {
			continue
		}
		path := filepath.Join(folder, entry.Name())
		found(path, entry)
		if entry.IsDir() {
			if err := walk(path, enter, found); err != nil {
				return err
			}
		}
	}
	return nil
}

const sep = string(filepath.Separator)

// ignored reports whether a file of this name is an editor's own: swap and
// lock files (Vim, Emacs, LibreOffice, Kate), backups, Vim's test file 4913,
// the halves of JetBrains' and Chromium's safe writes, and all dot files.
func ignored(name string) bool {
	switch {
	case strings.HasPrefix(name, "."), strings.HasSuffix(name, "~"):
		return true
	case name == "4913", strings.Contains(name, "___jb_"):
		return true
	case strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#"):
		return true
	}
	switch filepath.Ext(name) {
	case ".swp", ".swx", ".swo", ".crswap":
		return true
	}
	return false
}
