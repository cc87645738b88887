package build

import (
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"daybook/generator/cache"
	"daybook/generator/compose"
	"daybook/generator/search"
	"daybook/generator/view"
)

// index gives the shards of a site's search index. Texts are taken in when the
// first shard of a part is asked for, on all processors, and only those of units
// that the store does not hold. It holds the units of one part at a time, for
// shards are asked for part by part. It is safe for use by several goroutines.
type index struct {
	bodies compose.Bodies
	fault  func() error // of bodies
	store  *cache.Store
	saving *sync.RWMutex // held for reading while something is put into store

	mu    sync.Mutex
	heads map[*search.Part][][]byte
	part  *search.Part // whose units are held
	units [][]byte
	err   error // the first
	fresh bool  // something was put into store
}

// shard is the Shard of a plan.Index.
func (x *index) shard(part *search.Part, n int, whole bool) view.SearchShard {
	x.mu.Lock()
	defer x.mu.Unlock()
	heads := x.headsOf(part)
	v := view.SearchShard{Sums: make([]string, len(heads))}
	for i, head := range heads {
		var err error
		v.Sums[i], err = search.SumOf(head, n)
		x.note(err)
	}
	if !whole {
		return v
	}
	units := x.unitsOf(part, heads)
	v.Units = make([]string, len(units))
	for i, unit := range units {
		var err error
		v.Units[i], err = search.ShardOf(heads[i], unit, n)
		x.note(err)
	}
	return v
}

// sum is the Sum of a plan.Index.
func (x *index) sum(part *search.Part) string {
	x.mu.Lock()
	defer x.mu.Unlock()
	return part.Sum(x.headsOf(part))
}

// ask tells the store that the units of some parts are asked for, though nobody
// may do so in this run.
func (x *index) ask(parts []search.Part) {
	for i := range parts {
		for _, unit := range parts[i].Units {
			x.store.Head(unit.Key)
		}
	}
}

func (x *index) note(err error) {
	if err != nil && x.err == nil {
		x.err = fmt.Errorf("make the search index: %w", err)
	}
}

// failed gives the first error of the index.
func (x *index) failed() error {
	if x == nil {
		return nil
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.err
}

// headsOf gives the heads of a part's units, and takes in those that are new.
func (x *index) headsOf(part *search.Part) [][]byte {
	if heads, known := x.heads[part]; known {
		return heads
	}
	heads, units := make([][]byte, len(part.Units)), make([][]byte, len(part.Units))
	taken := false
	x.each(part, func(i int) {
		unit := &part.Units[i]
		if head, found := x.store.Head(unit.Key); found && len(head) > 0 {
			heads[i] = head
			return
		}
		heads[i], units[i] = search.Make(part, unit, x.bodies)
	})
	for i := range part.Units {
		if units[i] == nil {
			continue
		}
		taken = true
		if x.fault() == nil {
			x.saving.RLock()
			x.fresh = x.store.Put(part.Units[i].Key, slices.Clone(heads[i]), units[i]) == nil || x.fresh
			x.saving.RUnlock()
		}
	}
	if taken {
		x.part, x.units = part, units
	}
	x.heads[part] = heads
	return heads
}

// unitsOf gives the units of a part.
func (x *index) unitsOf(part *search.Part, heads [][]byte) [][]byte {
	if x.part != part {
		x.part, x.units = part, make([][]byte, len(part.Units))
	}
	x.each(part, func(i int) {
		if x.units[i] != nil {
			return
		}
		unit, err := x.store.Body(part.Units[i].Key)
		if err != nil {
			_, unit = search.Make(part, &part.Units[i], x.bodies)
		}
		x.units[i] = unit
	})
	return x.units
}

// each calls do for the units of a part, on all processors.
func (x *index) each(part *search.Part, do func(i int)) {
	var taken atomic.Int64
	var workers sync.WaitGroup
	var reason atomic.Value // of a panic
	for range min(runtime.GOMAXPROCS(0), len(part.Units)) {
		workers.Go(func() {
			defer func() {
				if r := recover(); r != nil {
					reason.CompareAndSwap(nil, fmt.Sprint(r))
				}
			}()
			for i := int(taken.Add(1)) - 1; i < len(part.Units); i = int(taken.Add(1)) - 1 {
				do(i)
			}
		})
	}
	workers.Wait()
	if r := reason.Load(); r != nil {
		panic(r)
	}
}

// faults joins the faults of a site's texts and of its index.
func (site *Site) faults() error { return errors.Join(site.fault(), site.index.failed()) }
