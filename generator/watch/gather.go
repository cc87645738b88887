package watch

import (
	"context"
	"slices"
	"time"
)

const (
	// handful is how many paths one save may touch.
	handful = 32
	// most is how many paths a batch names; one with more to tell names the
	// roots besides and leaves the rest to them.
	most = 20_000
)

// gather makes batches of changes. A batch is due when nothing was added for
// o.Quiet, or o.Longest after its first path, and keeps growing until the
// receiver takes it. It ends, and closes batches, once ctx has ended and
// changes is closed.
func gather(ctx context.Context, changes <-chan string, batches chan<- []string, tree forest, o Options) {
	defer close(batches)
	var (
		batch         []string // sorted
		quiet, latest = stopped(), stopped()
		overdue       bool
		due           chan<- []string // batches while the batch is due, else nil
	)
	defer quiet.Stop()
	defer latest.Stop()
	add := func(path string) {
		if at, known := slices.BinarySearch(batch, path); !known {
			batch = slices.Insert(batch, at, path)
		}
	}
	for {
		select {
		case path, open := <-changes:
			if !open {
				return
			}
			if len(batch) == 0 {
				latest.Reset(o.Longest)
			}
			if len(batch) < most {
				add(path)
			}
			if len(batch) == most {
				for _, root := range tree {
					add(root)
				}
			}
			if overdue {
				continue
			}
			due = nil
			if len(batch) > handful {
				quiet.Reset(4 * o.Quiet)
			} else {
				quiet.Reset(o.Quiet)
			}
		case <-quiet.C:
			due = batches
		case <-latest.C:
			due, overdue = batches, true
		case due <- batch:
			quiet.Stop()
			latest.Stop()
			batch, due, overdue = nil, nil, false
		case <-ctx.Done():
			for range changes {
			}
			return
		}
	}
}

// stopped returns a timer that does not run.
func stopped() *time.Timer {
	t := time.NewTimer(time.Hour)
	t.Stop()
	return t
}
