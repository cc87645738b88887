package revise

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
)

// ErrChanged says that somebody changed a file since it was read.
var ErrChanged = errors.New("the file was changed by somebody else meanwhile")

// Desk takes changed files and puts them into a folder together. The zero Desk
// is not ready; see NewDesk.
type Desk struct {
	root    *os.Root
	changes []change
	rename  func(from, to string) error
}

// change is what becomes of one file.
type change struct {
	path          string
	before, after []byte // nil where there is no file
	mode          fs.FileMode
	fresh, old    string // the prepared files that hold after and before
	done          bool
}

// NewDesk makes a Desk for the files below a folder, out of which no path and
// no symbolic link leads.
func NewDesk(root *os.Root) *Desk { return &Desk{root: root, rename: root.Rename} }

// Change notes the new text of a file that read before.
func (d *Desk) Change(path string, before, after []byte) {
	if !bytes.Equal(before, after) {
		d.changes = append(d.changes, change{path: path, before: before, after: notNil(after)})
	}
}

// Create notes a file that must not be there yet.
func (d *Desk) Create(path string, text []byte) {
	d.changes = append(d.changes, change{path: path, after: notNil(text)})
}

// Remove notes a file to be taken away.
func (d *Desk) Remove(path string, before []byte) {
	d.changes = append(d.changes, change{path: path, before: notNil(before)})
}

func notNil(text []byte) []byte {
	if text == nil {
		return []byte{}
	}
	return text
}

// Len is how many files change.
func (d *Desk) Len() int { return len(d.changes) }

func (d *Desk) sorted() []change {
	return slices.SortedFunc(slices.Values(d.changes), func(a, b change) int { return strings.Compare(a.path, b.path) })
}

// Write puts all changes into the folder, or none. Everything is written beside
// the files first, with their permissions; then each takes its place by rename,
// so that nobody reads half a file. When a file is not what it was when it was
// read, is no plain file, or cannot be put in place, all is as it was and the
// error says why.
func (d *Desk) Write() (err error) {
	d.changes = d.sorted()
	defer func() {
		for i := range d.changes {
			c := &d.changes[i]
			if err != nil && c.done {
				err = errors.Join(err, d.undo(c))
			}
			for _, name := range []string{c.fresh, c.old} {
				if name != "" {
					_ = d.root.Remove(name)
				}
			}
		}
	}()
	for i := range d.changes {
		if err := d.prepare(&d.changes[i]); err != nil {
			return fmt.Errorf("%s: %w; nothing was changed", d.changes[i].path, err)
		}
	}
	for i := range d.changes {
		if err := d.place(&d.changes[i]); err != nil {
			return fmt.Errorf("%s: %w; all files were put back as they were", d.changes[i].path, err)
		}
	}
	return nil
}

// prepare looks whether a file is still what it was and writes what will take
// its place, and what would bring it back.
func (d *Desk) prepare(c *change) (err error) {
	c.mode = 0o644
	if err := d.unchanged(c); err != nil {
		return err
	}
	if c.before != nil {
		if c.old, err = d.write(c, c.before, false); err != nil {
			return err
		}
	} else if err := d.root.MkdirAll(path.Dir(c.path), 0o755); err != nil {
		return err
	}
	if c.after != nil {
		c.fresh, err = d.write(c, c.after, true)
	}
	return err
}

// unchanged holds a file against what it was when it was read.
func (d *Desk) unchanged(c *change) error {
	info, err := d.root.Lstat(c.path)
	if c.before == nil {
		if err == nil {
			return errors.New("there is such a file already")
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return nil
	}
	switch {
	case err != nil:
		return err
	case !info.Mode().IsRegular():
		return errors.New("it is not a plain file")
	}
	c.mode = info.Mode().Perm()
	now, err := d.root.ReadFile(c.path)
	if err == nil && !bytes.Equal(now, c.before) {
		err = ErrChanged
	}
	return err
}

// write writes a text beside a file, under a name that content is never read
// from. What is to stay is on the disk before it takes its place.
func (d *Desk) write(c *change, text []byte, stays bool) (string, error) {
	name := path.Join(path.Dir(c.path), ".daybook-"+rand.Text())
	file, err := d.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return "", err
	}
	_, err = file.Write(text)
	if stays {
		err = errors.Join(err, file.Sync())
	}
	if err = errors.Join(err, file.Chmod(c.mode), file.Close()); err != nil {
		return "", errors.Join(err, d.root.Remove(name))
	}
	return name, nil
}

// place puts a prepared file in its place.
func (d *Desk) place(c *change) error {
	if err := d.unchanged(c); err != nil {
		return err
	}
	if c.after == nil {
		if err := d.root.Remove(c.path); err != nil {
			return err
		}
		c.done = true
		return nil
	}
	if err := d.rename(c.fresh, c.path); err != nil {
		return err
	}
	c.fresh, c.done = "", true
	return nil
}

// undo brings a file back.
func (d *Desk) undo(c *change) error {
	if c.before == nil {
		return d.root.Remove(c.path)
	}
	if err := d.root.Rename(c.old, c.path); err != nil {
		return err
	}
	c.old = ""
	return nil
}
