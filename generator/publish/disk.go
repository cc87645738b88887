package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"syscall"
	"time"
)

// disk is all that the package does to the file system. Names are
// slash-separated and below one folder, the parent of the output folder. Tests
// make single calls fail.
type disk struct {
	lstat     func(name string) (fs.FileInfo, error)
	read      func(name string) ([]byte, error)
	list      func(name string) ([]fs.DirEntry, error)
	write     func(name string, body []byte, durable bool) (fs.FileInfo, error)
	stage     func(name string, body []byte) (fs.FileInfo, error) // a new file, with its folders
	mkdir     func(name string) error                             // with its parents; no error when it is there
	rename    func(from, to string) error
	link      func(from, to string) error
	chtimes   func(name string, mtime time.Time) error
	remove    func(name string) error // a file or an empty folder
	removeAll func(name string) error
	lockFile  func(name string) (*os.File, error)
	close     func() error
}

// openDisk gives the disk below a folder. Everything goes through os.Root, so
// nothing leads out of it. The exceptions are called for every file of the site.
// lstat neither reads nor changes, never follows a link at the name itself, and
// ground has looked at the folders above. stage writes where this run, which
// alone holds the lock, has made all folders itself, and never through a link.
func openDisk(folder string) (disk, error) {
	root, err := os.OpenRoot(folder)
	if err != nil {
		return disk{}, err
	}
	whole := func(name string) string { return folder + string(filepath.Separator) + filepath.FromSlash(name) }
	return disk{
		lstat: func(name string) (fs.FileInfo, error) { return os.Lstat(whole(name)) },
		stage: func(name string, body []byte) (fs.FileInfo, error) {
			create := func() (*os.File, error) {
				return os.OpenFile(whole(name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
			}
			f, err := create()
			if errors.Is(err, fs.ErrNotExist) {
				if err := os.MkdirAll(whole(path.Dir(name)), 0o755); err != nil {
					return nil, err
				}
				f, err = create()
			}
			if err != nil {
				return nil, err
			}
			return pour(f, body, false)
		},
		read: root.ReadFile,
		list: func(name string) ([]fs.DirEntry, error) { return fs.ReadDir(root.FS(), name) },
		write: func(name string, body []byte, durable bool) (fs.FileInfo, error) {
			f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644)
			if err != nil {
				return nil, err
			}
			return pour(f, body, durable)
		},
		mkdir:     func(name string) error { return root.MkdirAll(name, 0o755) },
		rename:    root.Rename,
		link:      root.Link,
		chtimes:   func(name string, mtime time.Time) error { return root.Chtimes(name, mtime, mtime) },
		remove:    root.Remove,
		removeAll: root.RemoveAll,
		lockFile:  func(name string) (*os.File, error) { return root.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o644) },
		close:     root.Close,
	}, nil
}

// pour writes a body into a file that was opened for it, and closes that.
func pour(f *os.File, body []byte, durable bool) (info fs.FileInfo, err error) {
	defer func() { err = errors.Join(err, f.Close()) }()
	if _, err := f.Write(body); err != nil {
		return nil, err
	}
	if durable {
		if err := f.Sync(); err != nil {
			return nil, err
		}
	}
	return f.Stat()
}

// advise wraps an error of the file system in a sentence, with a way out for
// the causes that have one.
func advise(err error, format string, args ...any) error {
	sentence := fmt.Sprintf(format, args...)
	switch {
	case errors.Is(err, syscall.ENOSPC):
		return fmt.Errorf("%s: %w: free some space and build again", sentence, err)
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return fmt.Errorf("%s: %w: make the folder writable or choose another output folder", sentence, err)
	}
	return fmt.Errorf("%s: %w", sentence, err)
}
