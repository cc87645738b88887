package publish

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"syscall"
)

// act is what a step does to the output folder. Each can be undone, also when
// it was done in part or not at all, and each undoing can be repeated.
type act uint8

const (
	raise  act = iota // a new folder moves in with all its files; "" is the output folder
	put               // a new file moves in
	swap              // a file moves in over an old one, which stays linked in staging
	depart            // an old file moves out to staging
	raze              // an empty folder is removed; one that is not empty stays
	acts              // how many there are
)

type step struct {
	act  act
	path string
	n    int // put, swap: the new file's number in staging
}

// journal says what a Commit is doing, from before the first step until the
// last trace is gone.
type journal struct {
	run    [16]byte // of the ledger that the steps lead to
	inside bool     // staging is in the output folder
	steps  []step
}

const journalMagic = "daybook journal 1\n"

func (j journal) encode() []byte {
	b := append([]byte(journalMagic), j.run[:]...)
	b = append(b, 0)
	if j.inside {
		b[len(b)-1] = 1
	}
	b = binary.AppendUvarint(b, uint64(len(j.steps)))
	for _, s := range j.steps {
		b = append(b, byte(s.act))
		b = appendString(b, s.path)
		b = binary.AppendUvarint(b, uint64(s.n))
	}
	return seal(b)
}

func decodeJournal(b []byte) (journal, error) {
	r, err := unseal(b, journalMagic)
	if err != nil {
		return journal{}, fmt.Errorf("the journal is %w", err)
	}
	var j journal
	r.bytes(j.run[:])
	var flag [1]byte
	r.bytes(flag[:])
	j.inside = flag[0] == 1
	for count := r.uvarint(); count > 0 && !r.short; count-- {
		var s step
		r.bytes(flag[:])
		s.act, s.path, s.n = act(flag[0]), r.string(), int(r.uvarint())
		if s.act >= acts || (s.path != "" || s.act != raise) && valid(s.path) != nil {
			return journal{}, fmt.Errorf("the journal is %w", errDamaged)
		}
		j.steps = append(j.steps, s)
	}
	if r.short || len(r.rest) > 0 {
		return journal{}, fmt.Errorf("the journal is %w", errDamaged)
	}
	return j, nil
}

// do takes the i-th step.
func (r *Run) do(i int, s step) error {
	switch s.act {
	case raise:
		return r.disk.rename(r.freshName(s.path), r.at(s.path))
	case put:
		return r.disk.rename(r.flatName(s.n), r.at(s.path))
	case swap:
		if err := r.retain(i, s.path); err != nil {
			return err
		}
		return r.disk.rename(r.flatName(s.n), r.at(s.path))
	case depart:
		info, err := r.lstat(s.path)
		if e, known := r.old.find(s.path); err != nil || !known || !e.describes(info) {
			return ignore(err, fs.ErrNotExist) // not ours any more
		}
		return r.disk.rename(r.at(s.path), r.departName(i))
	default:
		return ignore(r.disk.remove(r.at(s.path)), fs.ErrNotExist, fs.ErrExist)
	}
}

// retain links the old file into staging, or copies it where the file system
// knows no links.
func (r *Run) retain(i int, path string) error {
	if r.disk.link(r.at(path), r.departName(i)) == nil {
		return nil
	}
	info, err := r.lstat(path)
	if err != nil {
		return err
	}
	body, err := r.disk.read(r.at(path))
	if err != nil {
		return err
	}
	part := r.departName(i) + ".part"
	if _, err := r.disk.write(part, body, false); err != nil {
		return err
	}
	if err := r.disk.chtimes(part, info.ModTime()); err != nil {
		return err
	}
	return r.disk.rename(part, r.departName(i))
}

// undo takes the steps back, last first. The ledger they were leading to tells
// which of the files that stand there now are ours.
func (r *Run) undo(steps []step, next ledger) error {
	for i, s := range slices.Backward(steps) {
		var err error
		switch s.act {
		case raise:
			err = r.lower(s.path, next)
		case put:
			e, _ := next.find(s.path)
			err = r.withdraw(e)
		case swap, depart:
			err = ignore(r.disk.rename(r.departName(i), r.at(s.path)), fs.ErrNotExist)
		case raze:
			err = r.disk.mkdir(r.at(s.path))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// withdraw removes a file that came in, unless someone has changed it since.
func (r *Run) withdraw(e entry) error {
	info, err := r.lstat(e.path)
	if err != nil || !e.describes(info) {
		return ignore(err, fs.ErrNotExist, syscall.ENOTDIR)
	}
	return r.disk.remove(r.at(e.path))
}

// lower undoes raise, file by file, so that what others have put into the
// folder since then stays.
func (r *Run) lower(top string, next ledger) error {
	info, err := r.lstat(top)
	if err != nil || !info.IsDir() {
		return ignore(err, fs.ErrNotExist)
	}
	folders := map[string]bool{top: true}
	for _, e := range next.under(top) {
		if err := r.withdraw(e); err != nil {
			return err
		}
		for f := parentOf(e.path); !folders[f]; f = parentOf(f) {
			folders[f] = true
		}
	}
	for _, f := range deepestFirst(folders) {
		if err := ignore(r.disk.remove(r.at(f)), fs.ErrNotExist, fs.ErrExist); err != nil {
			return err
		}
	}
	return nil
}

// recover undoes what a run that was killed left half done, or drops the traces
// of one that was as good as over, and reads the ledger.
func (r *Run) recover() error {
	var err error
	if r.old, err = r.readLedger("ledger"); errors.Is(err, errDamaged) {
		r.note("%v, so every file is compared with what is there", err)
	} else if err != nil {
		return err
	}
	b, err := r.disk.read(r.ours("journal"))
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return err
	default:
		if err := r.recoverFrom(b); err != nil {
			return err
		}
		if err := r.dropJournal(); err != nil {
			return err
		}
	}
	return r.dropStaging()
}

func (r *Run) recoverFrom(b []byte) error {
	j, err := decodeJournal(b)
	if err != nil {
		r.note("%v: an earlier run was interrupted and cannot be undone, only made good by this one", err)
		return nil
	}
	if j.run == r.old.run {
		return nil
	}
	next, err := r.readLedger("ledger.new")
	if err == nil && next.run != j.run {
		err = errDamaged
	}
	if errors.Is(err, errDamaged) {
		r.note("%v: an earlier run was interrupted and cannot be undone, only made good by this one", err)
		return nil
	}
	if err != nil {
		return err
	}
	if j.inside {
		defer func(staging string) { r.staging = staging }(r.staging)
		r.staging = path.Join(r.out, insideName)
	}
	if err := r.undo(j.steps, next); err != nil {
		return err
	}
	r.note("an earlier run was interrupted while publishing; %s was put back as it was before", r.shown)
	return nil
}

// readLedger gives an empty ledger, under no name, when there is none.
func (r *Run) readLedger(name string) (ledger, error) {
	b, err := r.disk.read(r.ours(name))
	if errors.Is(err, fs.ErrNotExist) {
		return ledger{}, nil
	}
	if err != nil {
		return ledger{}, err
	}
	return decodeLedger(b)
}

func (r *Run) note(format string, args ...any) {
	r.notes = append(r.notes, fmt.Sprintf(format, args...))
}

// deepestFirst sorts folders so that each comes before the one it is in.
func deepestFirst(folders map[string]bool) []string {
	sorted := make([]string, 0, len(folders))
	for f := range folders {
		sorted = append(sorted, f)
	}
	slices.SortFunc(sorted, func(a, b string) int { return strings.Compare(b, a) })
	return sorted
}

func ignore(err error, kinds ...error) error {
	for _, kind := range kinds {
		if errors.Is(err, kind) {
			return nil
		}
	}
	return err
}
