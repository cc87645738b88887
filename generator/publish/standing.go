package publish

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// ErrAltered is in the error for a file of ours that is not as a run left it.
var ErrAltered = errors.New("not as it was built")

// File is one file of the output folder.
type File struct {
	Path string
	Size int64
	Sum  [32]byte // SHA-256 of its bytes
}

// Standing gives the files that stand in the output folder, sorted by path: all
// that the last run left, and with them what others have put there. Since the
// run holds the lock, they stay as they are until it ends, as far as Daybook is
// concerned. Passed over, and named, are what no host should be sent: links,
// what is no plain file, files of others under names that begin with a dot
// (.git, .env, .DS_Store) but for .well-known, and names that are no portable
// path.
//
// Errors: ErrAltered for a file of ours that is gone or was changed since, since
// then the folder is not what any build made.
func (r *Run) Standing() (files []File, passed []string, err error) {
	for _, e := range r.old.entries {
		info, err := r.look(e.path)
		if err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, ErrForeign) {
			return nil, nil, err
		}
		if err != nil || !e.describes(info) {
			return nil, nil, fmt.Errorf("%s is %w", r.show(e.path), ErrAltered)
		}
	}
	files, passed, err = r.standing("", files, nil)
	if err != nil {
		return nil, nil, advise(err, "cannot read %s", r.shown)
	}
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return files, passed, nil
}

// standing adds the files below a folder.
func (r *Run) standing(folder string, files []File, passed []string) ([]File, []string, error) {
	list, err := r.disk.list(r.at(folder))
	if err != nil {
		return nil, nil, err
	}
	for _, item := range list {
		name := item.Name()
		p := path.Join(folder, name)
		e, ours := r.old.find(p)
		hidden := strings.HasPrefix(name, ".") && name != ".well-known"
		switch {
		case ours:
			files = append(files, File{e.path, e.size, e.sum})
		case item.IsDir() && (!hidden || len(r.old.under(p)) > 0):
			if files, passed, err = r.standing(p, files, passed); err != nil {
				return nil, nil, err
			}
		case hidden || !item.Type().IsRegular() || valid(p) != nil:
			passed = append(passed, p)
		default:
			body, err := r.disk.read(r.at(p))
			if err != nil {
				return nil, nil, err
			}
			files = append(files, File{p, int64(len(body)), sha256.Sum256(body)})
		}
	}
	return files, passed, nil
}

// Folder gives the output folder, and State the folder of our own in which
// those who take its files elsewhere may keep theirs, under names that the
// package does not use.
func (r *Run) Folder() string { return filepath.Join(r.parent, r.out) }

// State is told at Folder.
func (r *Run) State() string { return filepath.Join(r.parent, filepath.FromSlash(r.state)) }
