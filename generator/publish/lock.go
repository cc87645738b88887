package publish

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"
)

// lock is held on an open file, so that the system frees it with the process,
// however that ends. The file stays, and names the last holder.
type lock struct{ file *os.File }

// errHeld is what tryLock gives while another has the lock.
var errHeld = errors.New("the lock is held")

// pause is the time between two tries for the lock.
const pause = 25 * time.Millisecond

// acquire takes the lock, waiting as the options say.
func acquire(ctx context.Context, d disk, name string, opts Options) (*lock, error) {
	f, err := d.lockFile(name)
	if err != nil {
		return nil, advise(err, "cannot open the lock")
	}
	if err := wait(ctx, f, opts); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	l := &lock{f}
	// The name is a courtesy: a full disk must not stop a run that may free it.
	if f.Truncate(0) == nil {
		_, _ = f.WriteAt(fmt.Appendf(nil, "process %d\n", os.Getpid()), 0)
	}
	return l, nil
}

func wait(ctx context.Context, f *os.File, opts Options) error {
	err := tryLock(f)
	if !errors.Is(err, errHeld) {
		return err
	}
	if opts.Wait > 0 && opts.Waiting != nil {
		opts.Waiting(holder(f))
	}
	deadline := time.NewTimer(opts.Wait)
	defer deadline.Stop()
	again := time.NewTicker(pause)
	defer again.Stop()
	for opts.Wait > 0 {
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-deadline.C:
			opts.Wait = 0
		case <-again.C:
			if err := tryLock(f); !errors.Is(err, errHeld) {
				return err
			}
		}
	}
	return fmt.Errorf("%w (%s): wait until it has ended, or end it", ErrBusy, holder(f))
}

// holder is the other process, as it named itself.
func holder(f *os.File) string {
	b, err := io.ReadAll(io.NewSectionReader(f, 0, 100))
	if name := strings.TrimSpace(string(b)); err == nil && name != "" {
		return name
	}
	return "a process that did not give its number"
}

// release unlocks before it closes: a process that we are just starting shares
// our open files for a moment, and closing alone would leave it the lock.
func (l *lock) release() {
	unlock(l.file)
	l.file.Close()
}
