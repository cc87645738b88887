package publish

import (
	"errors"
	"io/fs"
	"sync"
)

// ground remembers what stands where folders of the site should be, so that
// each is looked at once and no look passes through a link.
type ground struct {
	lstat func(path string) (fs.FileInfo, error)

	mu    sync.RWMutex
	spots map[string]spot
}

// spot is what stands at a folder's path.
type spot struct {
	kind kind
	at   string // where the kind was found: the path, or the folder above it that decides
}

type kind uint8

const (
	standing kind = iota // a folder, and so are all above it
	absent               // nothing; at is the outermost folder that is missing
	obstacle             // a file stands at at
	diverted             // a link stands at at
)

func newGround(lstat func(string) (fs.FileInfo, error)) *ground {
	return &ground{lstat: lstat, spots: map[string]spot{}}
}

// spot looks at a folder; "" is the output folder.
func (g *ground) spot(folder string) (spot, error) {
	g.mu.RLock()
	s, known := g.spots[folder]
	g.mu.RUnlock()
	if known {
		return s, nil
	}
	if folder != "" {
		above, err := g.spot(parentOf(folder))
		if err != nil {
			return spot{}, err
		}
		if above.kind != standing {
			return g.note(folder, above), nil
		}
	}
	info, err := g.lstat(folder)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return g.note(folder, spot{absent, folder}), nil
	case err != nil:
		return spot{}, err
	case info.IsDir():
		return g.note(folder, spot{standing, folder}), nil
	case info.Mode()&fs.ModeSymlink != 0:
		return g.note(folder, spot{diverted, folder}), nil
	}
	return g.note(folder, spot{obstacle, folder}), nil
}

func (g *ground) note(folder string, s spot) spot {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.spots[folder] = s
	return s
}
