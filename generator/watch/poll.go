package watch

import (
	"context"
	"os"
	"time"
)

// poller finds changes by walking a forest and comparing what it sees with
// what it saw the time before.
type poller struct {
	tree     forest
	interval time.Duration
	seen     map[string]os.FileInfo
	took     time.Duration // how long the last walk lasted
}

func newPoller(tree forest, interval time.Duration) *poller {
	p := &poller{tree: tree, interval: interval}
	p.seen = p.look()
	return p
}

// run reports changes until ctx ends.
func (p *poller) run(ctx context.Context, report func(string)) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(max(p.interval, 10*p.took)):
		}
		before := p.seen
		p.seen = p.look()
		for path, now := range p.seen {
			if was, known := before[path]; !known || changed(was, now) {
				report(path)
			}
		}
		for path := range before {
			if _, still := p.seen[path]; !still {
				report(path)
			}
		}
	}
}

func (p *poller) look() map[string]os.FileInfo {
	started := time.Now()
	seen := make(map[string]os.FileInfo, len(p.seen))
	for _, root := range p.tree {
		if !p.tree.folder(root) {
			continue
		}
		if info, err := os.Stat(root); err == nil {
			seen[root] = info
		}
		_ = walk(root, func(string) error { return nil }, func(path string, entry os.DirEntry) {
			if info, err := entry.Info(); err == nil {
				seen[path] = info
			}
		})
	}
	p.took = time.Since(started)
	return seen
}

// changed reports whether a path may hold something else than before. The
// time of a folder says nothing: it changes with ignored files too.
func changed(was, now os.FileInfo) bool {
	if was.Mode() != now.Mode() || !os.SameFile(was, now) {
		return true
	}
	return !now.IsDir() && (was.Size() != now.Size() || !was.ModTime().Equal(now.ModTime()))
}
