package cache

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

// Files is a folder that keeps what takes long to make, each under the hash of
// all that it was made from, whatever the version of the program. It is for
// few and large things, such as prints of pictures; a nil Files keeps nothing.
// A file begins with a checksum of the rest; one that does not fit is not
// there. Files is safe for use by several goroutines, and by several runs at
// once.
type Files struct {
	folder string
	spare  int64 // bytes of what no run needs that may stay
}

// SpareBytes is how much Files keeps that the last run did not need: it may be
// needed again, when a draft is shown or an edit undone.
const SpareBytes = 256 << 20

const fileEnding = ".kept"

// OpenFiles opens the files of a folder; an empty name gives nil.
func OpenFiles(folder string) *Files {
	if folder == "" {
		return nil
	}
	return &Files{folder, SpareBytes}
}

func (f *Files) path(key Key) string {
	name := hex.EncodeToString(key[:16])
	return filepath.Join(f.folder, name[:2], name+fileEnding)
}

// Get gives what is kept under a key, or nil.
func (f *Files) Get(key Key) []byte {
	if f == nil {
		return nil
	}
	text, err := os.ReadFile(f.path(key))
	if err != nil || len(text) < sha256.Size {
		return nil
	}
	body := text[sha256.Size:]
	if sum := sha256.Sum256(body); !bytes.Equal(sum[:], text[:sha256.Size]) {
		return nil
	}
	return body
}

// Put keeps a body under a key. The error is that of the disk; nothing is kept
// then.
func (f *Files) Put(key Key, body []byte) error {
	if f == nil {
		return nil
	}
	name := f.path(key)
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return fmt.Errorf("write the cache: %w", err)
	}
	file, err := os.CreateTemp(filepath.Dir(name), "*"+newEnding)
	if err != nil {
		return fmt.Errorf("write the cache: %w", err)
	}
	sum := sha256.Sum256(body)
	_, err = file.Write(sum[:])
	if err == nil {
		_, err = file.Write(body)
	}
	if err = errors.Join(err, file.Close()); err == nil {
		err = os.Rename(file.Name(), name)
	}
	if err != nil {
		_ = os.Remove(file.Name())
		return fmt.Errorf("write the cache: %w", err)
	}
	return nil
}

// Sweep takes away what no key needs, the oldest first, until no more than
// SpareBytes of it are left, and what killed runs left behind.
func (f *Files) Sweep(needed []Key) error {
	if f == nil {
		return nil
	}
	needs := make(map[string]bool, len(needed))
	for _, key := range needed {
		needs[f.path(key)] = true
	}
	type spare struct {
		path  string
		bytes int64
		made  int64
	}
	var spares []spare
	total := int64(0)
	names, err := filepath.Glob(filepath.Join(globless(f.folder), "*", "*"))
	if err != nil {
		return fmt.Errorf("clear the cache: %w", err)
	}
	for _, name := range names {
		ending := filepath.Ext(name)
		if needs[name] || ending != fileEnding && ending != newEnding {
			continue
		}
		info, err := os.Stat(name)
		if err != nil {
			continue
		}
		spares = append(spares, spare{name, info.Size(), info.ModTime().UnixNano()})
		total += info.Size()
	}
	slices.SortFunc(spares, func(a, b spare) int {
		if a.made != b.made {
			return int(min(max(a.made-b.made, -1), 1))
		}
		return bytes.Compare([]byte(a.path), []byte(b.path))
	})
	for _, s := range spares {
		if total <= f.spare {
			break
		}
		if err := os.Remove(s.path); err == nil {
			total -= s.bytes
		}
	}
	return nil
}

// Clear takes away all files.
func (f *Files) Clear() error {
	if f == nil {
		return nil
	}
	names, err := filepath.Glob(filepath.Join(globless(f.folder), "*", "*"+fileEnding))
	errs := []error{err}
	for _, name := range names {
		errs = append(errs, os.Remove(name))
	}
	return errors.Join(errs...)
}
