package deploy

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"time"

	"daybook/generator/hosting"
)

// store is all that the package does to where a site is deployed. Keys are
// paths of the site, slash-separated, below the prefix of the target. Tests
// make single calls fail.
type store struct {
	// list calls each for every object.
	list func(ctx context.Context, each func(key string, o object)) error
	// head looks at one object.
	head func(ctx context.Context, key string) (hosting.Header, object, error)
	read func(ctx context.Context, key string) (io.ReadCloser, error)
	// write makes an object of a whole body, in the stead of what was there.
	write  func(ctx context.Context, key string, body io.ReadSeeker, c content) error
	remove func(ctx context.Context, key string) error
	clear  func() error // takes away what a killed deploy left half written; nil where nothing ever is
	close  func()
	// headers reports whether objects keep their headers; a folder does not.
	headers bool
}

// object is what a store tells of what it holds.
type object struct {
	size int64
	md5  []byte // of its bytes, or nil; not to be believed alone: stores that encrypt may give another sum here
	tag  string // other bytes have another; told the same by list and head
}

// content is what an object is written with, beside its bytes.
type content struct {
	header  hosting.Header
	md5     []byte
	onlyNew bool // errTaken when there is an object already
}

// What a store answers.
var (
	errAbsent    = fs.ErrNotExist             // there is no such object
	errTaken     = fs.ErrExist                // of content.onlyNew
	errTransient = errors.New("not just now") // the same call may succeed when it is made again
)

func absentIsFine(err error) error {
	if errors.Is(err, errAbsent) {
		return nil
	}
	return err
}

// tries is how often a call is made that fails for a passing reason.
const tries = 6

// pause waits before the n-th try of a call, twice as long each time and never
// for the same time as others.
func pause(ctx context.Context, n int) error {
	long := 250 * time.Millisecond << n
	timer := time.NewTimer(long/2 + rand.N(long))
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-timer.C:
		return nil
	}
}

// patient makes calls again that fail for a passing reason.
func patient(s store, pause func(ctx context.Context, n int) error) store {
	again := func(ctx context.Context, call func() error) error {
		for n := 1; ; n++ {
			err := call()
			if err == nil || n == tries || !errors.Is(err, errTransient) || ctx.Err() != nil {
				return err
			}
			if err := pause(ctx, n); err != nil {
				return err
			}
		}
	}
	p := s
	p.list = func(ctx context.Context, each func(string, object)) error {
		return again(ctx, func() error { return s.list(ctx, each) })
	}
	p.head = func(ctx context.Context, key string) (header hosting.Header, o object, err error) {
		err = again(ctx, func() (err error) { header, o, err = s.head(ctx, key); return err })
		return header, o, err
	}
	p.read = func(ctx context.Context, key string) (body io.ReadCloser, err error) {
		err = again(ctx, func() (err error) { body, err = s.read(ctx, key); return err })
		return body, err
	}
	p.write = func(ctx context.Context, key string, body io.ReadSeeker, c content) error {
		return again(ctx, func() error {
			if _, err := body.Seek(0, io.SeekStart); err != nil {
				return fmt.Errorf("read it again: %w", err)
			}
			return s.write(ctx, key, body, c)
		})
	}
	p.remove = func(ctx context.Context, key string) error {
		return again(ctx, func() error { return s.remove(ctx, key) })
	}
	return p
}
