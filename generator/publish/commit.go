package publish

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
)

// Summary is what a Run did to the output folder. Paths are sorted.
type Summary struct {
	Wrote, Kept, Removed int
	WrotePaths           []string // new and changed files
	RemovedPaths         []string // files that the site no longer has
	Left                 []string // such files that someone has edited, so that they were left alone
}

// Commit publishes: afterwards the output folder holds every path that was Put
// or kept in this run, and no other file of an earlier run. It ends the run,
// also when it fails; then the folder is as it was before Open, unless the
// error says that undoing failed as well, which the next Open makes good.
func (r *Run) Commit() (Summary, error) {
	if r.ended {
		return Summary{}, fmt.Errorf("cannot publish into %s: the run has ended", r.shown)
	}
	if err := cmp.Or(r.failed, r.ctx.Err()); err != nil {
		if r.failed == nil {
			err = r.stopped()
		}
		return Summary{}, errors.Join(err, r.Abort())
	}
	c, err := r.plan()
	if err == nil {
		err = r.carryOut(c)
	}
	if err != nil {
		if unfinished := new(unfinishedError); !errors.As(err, &unfinished) {
			return Summary{}, errors.Join(err, r.Abort())
		}
		r.release()
		return Summary{}, err
	}
	if err := r.Abort(); err != nil {
		r.note("the site was published, but %v", err)
	}
	return c.summary, nil
}

// unfinishedError is an error of a Commit whose undoing failed too.
type unfinishedError struct{ cause, undoing error }

func (e *unfinishedError) Error() string {
	return fmt.Sprintf("%v\nputting the folder back as it was failed too (%v): the next build will do it", e.cause, e.undoing)
}

func (e *unfinishedError) Unwrap() []error { return []error{e.cause, e.undoing} }

// change is all that a Commit is to do.
type change struct {
	next    ledger
	steps   []step
	summary Summary
}

// move is the steps that bring in one file, or one new folder.
type move struct {
	path  string // by which it takes its turn
	steps []step
}

// plan compares what the site should be with the ledger and with what stands in
// the folder now, and changes nothing.
func (r *Run) plan() (change, error) {
	var c change
	entries := make([]entry, 0, len(r.pages))
	folders := map[string]bool{}
	for _, p := range slices.Sorted(maps.Keys(r.pages)) {
		rec := r.pages[p]
		entries = append(entries, rec.entry)
		for f := parentOf(p); f != "" && !folders[f]; f = parentOf(f) {
			folders[f] = true
		}
		if rec.staged {
			c.summary.WrotePaths = append(c.summary.WrotePaths, p)
		}
	}
	for _, e := range entries {
		if folders[e.path] {
			return c, fmt.Errorf("cannot publish %s: it would be a file and a folder", r.show(e.path))
		}
	}
	c.next = newLedger(entries)
	c.next.note = r.word
	c.summary.Wrote = len(c.summary.WrotePaths)
	c.summary.Kept = len(entries) - c.summary.Wrote

	r.ground = newGround(r.lstat) // the one of before may be minutes old
	leaving, err := r.leaving(&c.summary)
	if err != nil {
		return c, err
	}
	moves, err := r.arrivals(c.summary.WrotePaths, leaving)
	if err != nil {
		return c, err
	}
	gone := map[string]bool{}
	for _, m := range moves {
		for _, s := range m.steps {
			gone[s.path] = gone[s.path] || s.act == depart
		}
		c.steps = append(c.steps, m.steps...)
	}
	c.steps = append(c.steps, departures(c.summary.RemovedPaths, gone, folders)...)
	return c, nil
}

// leaving gives the files that are to be deleted: those of the ledger that the
// site no longer has and nobody has touched.
func (r *Run) leaving(s *Summary) (map[string]bool, error) {
	leaving := map[string]bool{}
	for _, e := range r.old.entries {
		if _, stays := r.pages[e.path]; stays {
			continue
		}
		info, err := r.look(e.path)
		switch {
		case errors.Is(err, fs.ErrNotExist):
		case errors.Is(err, ErrForeign), err == nil && !e.describes(info):
			s.Left = append(s.Left, e.path)
		case err != nil:
			return nil, advise(err, "cannot look at %s", r.show(e.path))
		default:
			leaving[e.path] = true
			s.RemovedPaths = append(s.RemovedPaths, e.path)
		}
	}
	s.Removed = len(s.RemovedPaths)
	return leaving, nil
}

// arrivals gives the moves that bring in the staged files, in the order in
// which they go out. Files that wait below a folder to be made go in with it.
func (r *Run) arrivals(staged []string, leaving map[string]bool) ([]move, error) {
	var moves []move
	raised := map[string]int{} // top -> its place in moves
	for _, p := range staged {
		rec := r.pages[p]
		if !rec.fresh {
			steps, err := r.admit(rec, leaving)
			if err != nil {
				return nil, err
			}
			moves = append(moves, move{p, steps})
			continue
		}
		i, known := raised[rec.top]
		if !known {
			steps, err := r.clearFor(rec.top, leaving)
			if err != nil {
				return nil, err
			}
			i, raised[rec.top] = len(moves), len(moves)
			moves = append(moves, move{p, append(steps, step{act: raise, path: rec.top})})
		}
		if leads(p, moves[i].path) {
			moves[i].path = p
		}
	}
	slices.SortStableFunc(moves, func(a, b move) int { return Order(a.path, b.path) })
	return moves, nil
}

// leads reports whether p rather than q gives the turn to a new folder that
// holds both: a page if there is one, else what goes out last.
func leads(p, q string) bool {
	if (turn(p) == pages) != (turn(q) == pages) {
		return turn(p) == pages
	}
	return Order(p, q) > 0
}

// admit gives the steps that bring in a file whose folder stands.
func (r *Run) admit(rec *record, leaving map[string]bool) ([]step, error) {
	info, err := r.look(rec.path)
	if errors.Is(err, fs.ErrNotExist) {
		if spot, _ := r.ground.spot(parentOf(rec.path)); spot.kind != standing {
			return nil, r.shifted(parentOf(rec.path))
		}
		return []step{{put, rec.path, rec.n}}, nil
	}
	if err != nil {
		return nil, err
	}
	if err := r.claim(rec.path, info); err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return []step{{swap, rec.path, rec.n}}, nil
	}
	steps, err := r.empty(rec.path, leaving)
	return append(steps, step{put, rec.path, rec.n}), err
}

// clearFor gives the steps that make room for a new folder: none, or the way
// out for a file of ours that has its name.
func (r *Run) clearFor(top string, leaving map[string]bool) ([]step, error) {
	found, err := r.ground.spot(top)
	switch {
	case err != nil:
		return nil, advise(err, "cannot look at %s", r.show(top))
	case found == spot{absent, top}:
		return nil, nil
	case found == spot{obstacle, top} && leaving[top]:
		return []step{{act: depart, path: top}}, nil
	case found == spot{obstacle, top}:
		return nil, fmt.Errorf("%s was %w, or edited since, and a folder of the site belongs there: move it away", r.show(top), ErrForeign)
	}
	return nil, r.shifted(top)
}

// empty gives the steps that empty and remove a folder in which only files of
// ours are left, all on their way out.
func (r *Run) empty(folder string, leaving map[string]bool) ([]step, error) {
	list, err := r.disk.list(r.at(folder))
	if err != nil {
		return nil, advise(err, "cannot read %s", r.show(folder))
	}
	var steps []step
	for _, item := range list {
		p := path.Join(folder, item.Name())
		switch {
		case item.IsDir():
			inner, err := r.empty(p, leaving)
			if err != nil {
				return nil, err
			}
			steps = append(steps, inner...)
		case leaving[p]:
			steps = append(steps, step{act: depart, path: p})
		default:
			return nil, fmt.Errorf("%s was %w, or edited since, and its folder must give way to a file of the site: move it away", r.show(p), ErrForeign)
		}
	}
	return append(steps, step{act: raze, path: folder}), nil
}

func (r *Run) shifted(p string) error {
	return fmt.Errorf("%s was changed by someone while the site was made: build again", r.show(p))
}

// departures gives the steps that delete files, and the folders that are empty
// then. Those that had to make room are gone already.
func departures(removed []string, gone, folders map[string]bool) []step {
	removed = slices.SortedFunc(slices.Values(removed), func(a, b string) int { return Order(b, a) })
	var steps []step
	emptied := map[string]bool{}
	for _, p := range removed {
		if gone[p] {
			continue
		}
		steps = append(steps, step{act: depart, path: p})
		for f := parentOf(p); f != "" && !folders[f] && !emptied[f]; f = parentOf(f) {
			emptied[f] = true
		}
	}
	for _, f := range deepestFirst(emptied) {
		steps = append(steps, step{act: raze, path: f})
	}
	return steps
}

// carryOut takes the steps under the journal and replaces the ledger. When
// something fails it takes them back.
func (r *Run) carryOut(c change) error {
	if len(c.steps) == 0 && c.next.note == r.old.note && slices.Equal(c.next.entries, r.old.entries) {
		return nil
	}
	if err := r.flush("ledger.new", c.next.encode()); err != nil {
		return err
	}
	if len(c.steps) == 0 {
		return r.replaceLedger()
	}
	if err := r.ready(); err != nil {
		return advise(err, "cannot publish into %s", r.shown)
	}
	j := journal{run: c.next.run, inside: r.staging == r.at(insideName), steps: c.steps}
	if err := r.flush("journal.new", j.encode()); err != nil {
		return err
	}
	if err := r.disk.rename(r.ours("journal.new"), r.ours("journal")); err != nil {
		return advise(err, "cannot write the journal of %s", r.shown)
	}
	err := r.takeSteps(c.steps)
	if err == nil {
		err = r.replaceLedger()
	}
	if err != nil {
		if undoing := r.undo(c.steps, c.next); undoing != nil {
			return &unfinishedError{err, undoing}
		}
		err = fmt.Errorf("%w (%s is as it was before)", err, r.shown)
	}
	if dropping := r.dropJournal(); err != nil && dropping != nil {
		return &unfinishedError{err, dropping}
	}
	return err
}

func (r *Run) takeSteps(steps []step) error {
	for i, s := range steps {
		if r.ctx.Err() != nil {
			return r.stopped()
		}
		if err := r.do(i, s); err != nil {
			return advise(err, "cannot publish %s", r.show(s.path))
		}
	}
	return nil
}

// replaceLedger is the moment of publication.
func (r *Run) replaceLedger() error {
	if err := r.disk.rename(r.ours("ledger.new"), r.ours("ledger")); err != nil {
		return advise(err, "cannot replace the ledger of %s", r.shown)
	}
	return nil
}

func (r *Run) dropJournal() error {
	return ignore(r.disk.remove(r.ours("journal")), fs.ErrNotExist)
}

// flush writes a file of our own through to the disk.
func (r *Run) flush(name string, body []byte) error {
	if _, err := r.disk.write(r.ours(name), body, true); err != nil {
		return advise(err, "cannot write %s", path.Join(path.Dir(r.shown), r.ours(name)))
	}
	return nil
}
