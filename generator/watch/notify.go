package watch

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/fsnotify/fsnotify"
)

// settle is how long after a folder was moved everything is looked at again.
const settle = 50 * time.Millisecond

// notifier follows a forest by notifications, one watch for each folder and
// one for the folder that holds each root, since a root may come and go.
type notifier struct {
	tree     forest
	notes    *fsnotify.Watcher
	add      func(folder string) error // notes.Add; tests make it fail
	followed map[string]bool
}

func newNotifier(tree forest) (*notifier, error) {
	notes, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	n := &notifier{tree: tree, notes: notes, add: notes.Add, followed: map[string]bool{}}
	if err := n.followAll(); err != nil {
		notes.Close()
		return nil, err
	}
	return n, nil
}

// run reports changes until ctx ends, or notifications fail with an error.
func (n *notifier) run(ctx context.Context, report func(string)) error {
	defer n.notes.Close()
	var again <-chan time.Time
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case event, open := <-n.notes.Events:
			if !open {
				return fsnotify.ErrClosed
			}
			if !n.tree.covers(event.Name) {
				continue
			}
			moved, err := n.keepUp(event)
			if err != nil {
				return err
			}
			if moved && again == nil {
				again = time.After(settle)
			}
			report(event.Name)
		case err, open := <-n.notes.Errors:
			if !open {
				return fsnotify.ErrClosed
			}
			if !errors.Is(err, fsnotify.ErrEventOverflow) {
				return err
			}
			if again == nil {
				again = time.After(settle)
			}
		case <-again:
			again = nil
			if err := n.followAll(); err != nil {
				return err
			}
			for _, root := range n.tree {
				report(root)
			}
		}
	}
}

// keepUp lets the watches follow what happened to folders. It reports whether
// a watched folder was moved.
//
// A watch belongs to the folder and not to its name: when a folder is moved
// into one that is just being followed, both names may be of one watch, which
// goes with the old name. So after a move all is followed again.
func (n *notifier) keepUp(event fsnotify.Event) (moved bool, err error) {
	if event.Has(fsnotify.Remove) || event.Has(fsnotify.Rename) {
		moved = n.forget(event.Name) && event.Has(fsnotify.Rename)
	}
	appeared := event.Has(fsnotify.Create) || event.Has(fsnotify.Chmod) && !n.followed[event.Name]
	if appeared && n.tree.folder(event.Name) {
		err = n.follow(event.Name)
	}
	return moved, err
}

// followAll follows every root that is there, and what holds each.
func (n *notifier) followAll() error {
	for _, root := range n.tree {
		if err := n.watch(filepath.Dir(root)); err != nil {
			return err
		}
		if !n.tree.folder(root) {
			continue
		}
		if err := n.follow(root); err != nil {
			return err
		}
	}
	return nil
}

// follow watches folder and all folders below it.
func (n *notifier) follow(folder string) error {
	enter := func(folder string) error {
		n.followed[folder] = true
		return n.watch(folder)
	}
	return walk(folder, enter, func(string, os.DirEntry) {})
}

// watch adds one folder. A folder that vanished or may not be read is no
// failure of notifications.
func (n *notifier) watch(folder string) error {
	err := n.add(folder)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.ENOTDIR) {
		delete(n.followed, folder)
		return nil
	}
	return err
}

// forget ends the watches of folder and of all below it, and reports whether
// there were any. That the system has ended one already is as well.
func (n *notifier) forget(folder string) bool {
	if !n.followed[folder] {
		return false
	}
	for path := range n.followed {
		if path == folder || strings.HasPrefix(path, folder+sep) {
			delete(n.followed, path)
			_ = n.notes.Remove(path)
		}
	}
	return true
}
