package deploy

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"strconv"
	"strings"
	"sync/atomic"

	"daybook/generator/hosting"
)

// aside is the folder in which files wait until they are whole.
const aside = ".daybook-deploy.part"

// openFolder gives a folder as a store. Everything goes through os.Root: no link
// leads out of it. It is made when it is not there.
func openFolder(folder string) (store, error) {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return store{}, err
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		return store{}, err
	}
	var n atomic.Int64
	look := func(name string) (object, error) {
		info, err := root.Lstat(name)
		if err != nil {
			return object{}, err
		}
		return standing(info), nil
	}
	return store{
		list: func(ctx context.Context, each func(string, object)) error {
			return fs.WalkDir(root.FS(), ".", func(name string, item fs.DirEntry, err error) error {
				switch {
				case err != nil:
					return err
				case ctx.Err() != nil:
					return context.Cause(ctx)
				case item.IsDir() && name == aside:
					return fs.SkipDir
				case item.IsDir():
					return nil
				}
				info, err := item.Info()
				if err != nil {
					return absentIsFine(err)
				}
				each(name, standing(info))
				return nil
			})
		},
		head: func(_ context.Context, key string) (hosting.Header, object, error) {
			o, err := look(key)
			return hosting.Header{}, o, err
		},
		read: func(_ context.Context, key string) (io.ReadCloser, error) { return root.Open(key) },
		write: func(_ context.Context, key string, body io.ReadSeeker, c content) error {
			if err := root.MkdirAll(path.Dir(key), 0o755); err != nil {
				return err
			}
			if c.onlyNew {
				if _, err := root.Lstat(key); err == nil {
					return errTaken
				}
			}
			if err := root.MkdirAll(aside, 0o755); err != nil {
				return err
			}
			part := path.Join(aside, strconv.Itoa(os.Getpid())+"-"+strconv.FormatInt(n.Add(1), 10))
			if err := pour(root, part, body); err != nil {
				return errors.Join(err, absentIsFine(root.Remove(part)))
			}
			if !c.onlyNew {
				return root.Rename(part, key)
			}
			// A link is made only where nothing stands; where the file system
			// knows none, the look above must do.
			err := root.Link(part, key)
			switch {
			case err == nil || errors.Is(err, fs.ErrExist):
				return errors.Join(err, root.Remove(part))
			default:
				return root.Rename(part, key)
			}
		},
		remove: func(_ context.Context, key string) error {
			if err := root.Remove(key); err != nil {
				return err
			}
			for folder := path.Dir(key); folder != "."; folder = path.Dir(folder) {
				if root.Remove(folder) != nil {
					break // something is in it
				}
			}
			return nil
		},
		close: func() {
			_ = root.Remove(aside) // which fails while another deploy is at work
			root.Close()
		},
		clear: func() error { return root.RemoveAll(aside) },
	}, nil
}

// pour writes a new file.
func pour(root *os.Root, name string, body io.Reader) error {
	f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, body)
	return errors.Join(err, f.Close())
}

// standing tells of a file. What is no plain file has no size that a file of
// ours could have, so that it is never taken for one.
func standing(info fs.FileInfo) object {
	if !info.Mode().IsRegular() {
		return object{size: -1, tag: info.Mode().Type().String()}
	}
	return object{size: info.Size(), tag: fmt.Sprintf("%x", info.ModTime().UnixNano())}
}

// within reports whether one folder is another or lies in it.
func within(inner, outer string) bool {
	return inner == outer || strings.HasPrefix(inner, strings.TrimSuffix(outer, string(os.PathSeparator))+string(os.PathSeparator))
}
