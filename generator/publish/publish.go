// Package publish puts the files of a site into the output folder: with the
// least change, whole or not at all, and so that a run that is killed at any
// moment is put right by the next.
//
// In: paths below the output folder (slash-separated, relative) with their
// bytes and the key from which they were made. Out: the folder, and a Summary
// of what changed in it. What the bytes mean is left to others.
//
// # What is promised
//
// Nothing in the output folder changes before Commit. Commit moves finished
// files into place by rename, so that nobody ever reads half a file: first what
// pages need, then pages, then feeds and sitemaps, deletions last (see Order).
// If any of that fails, or the context ends, what was done is undone and the
// folder is as it was. If the process is killed, the next Open undoes it.
//
// A file whose bytes are right is not touched, and keeps its modification time.
// A second run over the same site writes nothing at all.
//
// Only files that the ledger knows are overwritten or deleted. What others put
// into the folder stays; at a path of ours it is taken over silently when its
// bytes are the right ones, and is ErrForeign when they are not. A file of ours
// that someone edited is made again when the site has it, and is left alone
// and named in Summary.Left when the site no longer does. A symbolic link is
// never followed.
//
// # Where things lie
//
// For an output folder site/public all of the package's own state is in
// site/.daybook/public, on the same file system and never where a host would
// upload it:
//
//	lock       held while a Run is open; names the process
//	ledger     path, key, hash, size and modification time of each file we made
//	journal    exists only while Commit works: the steps it takes
//	staging/   new files on their way in, replaced and deleted ones on their way out
//
// When the output folder is a file system of its own (a mounted volume), so
// that no rename leads into it, staging is public/.daybook-staging instead, and
// gone when the Run ends. That name is reserved.
//
// # Killed, and power cuts
//
// The rename of the new ledger is the moment of publication. A journal beside
// an older ledger is undone; beside its own ledger it is only dropped. Undoing
// needs none of the new bytes, just the old files, which stay linked in staging
// until that moment. So journal and ledger are all that is ever flushed to the
// disk (fsync): after a power cut the old files are there, as durable as they
// were. New files of a Run that ended in the last seconds may be found short or
// empty after a power cut, as with any program that does not flush each file;
// the ledger has their size, so the next run makes them again.
package publish

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

// ErrForeign is in the error for a file that Daybook did not make and that
// stands where a file of the site should go.
var ErrForeign = errors.New("not made by Daybook")

// ErrBusy is in the error of Open when another run holds the output folder.
var ErrBusy = errors.New("another Daybook is publishing into it")

// Options say how a Run treats what it finds. The zero value is the careful one.
type Options struct {
	Wait    time.Duration       // how long to wait for another run to end; 0 is not at all
	Waiting func(holder string) // told once, when the wait begins; may be nil
	Adopt   bool                // foreign files at paths of the site are overwritten, no error
	Recheck bool                // trust no record: Holds is false, and files are compared by their bytes
}

// Run is one publication into one output folder: Open, then Keep or Put for
// every path of the site, then Commit or Abort. Knows, Holds, Keep and Put may
// be called by several goroutines at once; the others may not.
type Run struct {
	ctx     context.Context
	opts    Options
	shown   string // the output folder as the caller wrote it
	parent  string // the folder that holds it
	out     string // its name below the root of disk
	state   string // folder of our own, below the root of disk
	staging string // where new and old files wait, below the root of disk
	disk    disk
	lock    *lock
	old     ledger
	notes   []string
	ground  *ground
	ready   func() error // makes staging, once

	mu     sync.Mutex
	word   string // of Made
	pages  map[string]*record
	flat   int   // files in staging/flat so far
	failed error // of the first Put or Keep that failed
	ended  bool
}

// record is what this run says of one path.
type record struct {
	entry
	staged bool
	n      int    // number in staging/flat
	top    string // the outermost folder to be made for it, when it waits in staging/fresh
	fresh  bool   // waits in staging/fresh
}

// Open begins a run: it takes the folder's lock, puts right what an earlier run
// left undone, and reads the ledger. The folder itself need not exist yet. The
// context governs the whole run. Every Run must be ended by Commit or Abort.
//
// Errors: ErrBusy with the other process named when the lock is not free within
// opts.Wait; and whatever keeps us from reading or writing beside the folder.
func Open(ctx context.Context, out string, opts Options) (*Run, error) {
	return open(ctx, out, opts, func(d disk) disk { return d })
}

func open(ctx context.Context, out string, opts Options, wrap func(disk) disk) (_ *Run, err error) {
	parent, base, err := locate(out)
	if err != nil {
		return nil, err
	}
	d, err := openDisk(parent)
	if err != nil {
		return nil, advise(err, "cannot open the folder of %s", out)
	}
	r := &Run{
		ctx: ctx, opts: opts, shown: out, parent: parent, out: base,
		state: path.Join(stateName, base),
		disk:  wrap(d),
		pages: map[string]*record{},
	}
	r.staging = path.Join(r.state, "staging")
	r.ready = sync.OnceValue(r.makeStaging)
	defer func() {
		if err != nil {
			r.release()
		}
	}()
	if err := r.makeState(); err != nil {
		return nil, advise(err, "cannot keep the ledger of %s in %s", out, filepath.Join(parent, r.state))
	}
	if r.lock, err = acquire(ctx, d, path.Join(r.state, "lock"), opts); err != nil {
		return nil, fmt.Errorf("cannot publish into %s: %w", out, err)
	}
	if err := r.recover(); err != nil {
		return nil, advise(err, "cannot put %s right after a run that was interrupted", out)
	}
	r.ground = newGround(r.lstat)
	if spot, err := r.ground.spot(""); err != nil {
		return nil, advise(err, "cannot look at %s", out)
	} else if spot.kind == obstacle || spot.kind == diverted {
		return nil, fmt.Errorf("%s is not a folder: move it away or choose another output folder", out)
	}
	return r, nil
}

// locate finds the real folder that holds out, and out's name in it. A link at
// out itself is followed here, so that all spellings of a folder share a lock.
func locate(out string) (parent, base string, err error) {
	abs, err := filepath.Abs(out)
	if err != nil {
		return "", "", fmt.Errorf("cannot find the output folder %s: %w", out, err)
	}
	if info, err := os.Lstat(abs); err == nil && info.Mode()&fs.ModeSymlink != 0 {
		if abs, err = filepath.EvalSymlinks(abs); err != nil {
			return "", "", fmt.Errorf("the output folder %s is a link that leads nowhere: %w", out, err)
		}
	}
	if parent = filepath.Dir(abs); parent == abs || filepath.Base(abs) == stateName {
		return "", "", fmt.Errorf("%s cannot be the output folder: choose a folder inside it", out)
	}
	if err := os.MkdirAll(parent, 0o755); err != nil {
		return "", "", advise(err, "cannot make the folder of %s", out)
	}
	if parent, err = filepath.EvalSymlinks(parent); err != nil {
		return "", "", fmt.Errorf("cannot find the folder of %s: %w", out, err)
	}
	return parent, filepath.Base(abs), nil
}

// makeState makes our folder, with a .gitignore, since it lies in people's
// repositories.
func (r *Run) makeState() error {
	if _, err := r.disk.lstat(r.state); err == nil {
		return nil
	}
	if err := r.disk.mkdir(r.state); err != nil {
		return err
	}
	ignore := path.Join(path.Dir(r.state), ".gitignore")
	if _, err := r.disk.lstat(ignore); err == nil {
		return nil
	}
	_, err := r.disk.write(ignore, []byte("*\n"), false)
	return err
}

// Notes are sentences that a person should read: of Open, that an earlier run
// was interrupted or the ledger damaged; of Commit, that something of ours
// could not be cleared away. They are complete when the run has ended.
func (r *Run) Notes() []string { return r.notes }

// Knows reports whether an earlier run made path, so that Holds may be true of
// it.
func (r *Run) Knows(path string) bool {
	_, known := r.old.find(path)
	return known && !r.opts.Recheck
}

// Holds reports whether the ledger says that path was made from key, and the
// file still has the size and modification time that it was given. It reads no
// file; one that was swapped for another of the same size and time is found by
// Options.Recheck alone.
func (r *Run) Holds(path string, key [32]byte) bool {
	if r.opts.Recheck {
		return false
	}
	e, known := r.old.find(path)
	if !known || e.key != key {
		return false
	}
	info, err := r.look(path)
	return err == nil && e.describes(info)
}

// Former tells what the last run left at a path: the key that it was made from,
// and whether the file is still as it was left. It is not known when that run
// had no such file.
func (r *Run) Former(path string) (key [32]byte, asLeft, known bool) {
	e, known := r.old.find(path)
	if !known {
		return key, false, false
	}
	info, err := r.look(path)
	return e.key, err == nil && e.describes(info), true
}

// Made leaves word of what the site is made from, for Last of the next run.
func (r *Run) Made(note []byte) { r.word = string(note) }

// Last gives the word that the run left that published last; none is empty.
func (r *Run) Last() []byte { return []byte(r.old.note) }

// Paths gives the paths of the files that the last run left, sorted.
func (r *Run) Paths() []string {
	paths := make([]string, len(r.old.entries))
	for i, e := range r.old.entries {
		paths[i] = e.path
	}
	return paths
}

// Untouched reports whether the folder is what the last run left, as far as
// Holds can tell, and how many files that are. The run goes on; there is nothing
// for it to do but Abort.
func (r *Run) Untouched() (files int, untouched bool) {
	if r.opts.Recheck {
		return 0, false
	}
	entries := r.old.entries
	var taken atomic.Int64
	var differs atomic.Bool
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for i := int(taken.Add(1)) - 1; i < len(entries) && !differs.Load(); i = int(taken.Add(1)) - 1 {
				if info, err := r.look(entries[i].path); err != nil || !entries[i].describes(info) {
					differs.Store(true)
				}
			}
		})
	}
	workers.Wait()
	return len(entries), !differs.Load()
}

// Keep says that path belongs to the site and stays as it is, under the key
// that it has. It is an error for a path that the ledger does not know.
func (r *Run) Keep(path string) error {
	e, known := r.old.find(path)
	if !known {
		return r.fail(fmt.Errorf("cannot keep %s: no earlier run made it", r.show(path)))
	}
	_, err := r.reserve(path, record{entry: e})
	return err
}

// Put says that path should hold body, made from key. When the file is there
// with these bytes it is left as it is and only the key is noted; else the
// bytes wait in staging until Commit. The body is not held after Put returns.
//
// Errors: a path that is no portable relative path, or that was given before;
// ErrForeign; a link or folder of someone else in the way; whatever the file
// system says. After an error Commit refuses to publish.
func (r *Run) Put(path string, key [32]byte, body []byte) error {
	if err := r.ctx.Err(); err != nil {
		return r.fail(r.stopped())
	}
	if err := valid(path); err != nil {
		return r.fail(fmt.Errorf("cannot publish %q: %w", path, err))
	}
	rec, err := r.reserve(path, record{entry: entry{
		path: path, key: key, sum: sha256.Sum256(body), size: int64(len(body)),
	}})
	if err != nil {
		return err
	}
	info, err := r.look(path)
	switch {
	case err == nil:
		same, err := r.same(rec, info, body)
		if err != nil {
			return r.fail(advise(err, "cannot compare with %s", r.show(path)))
		}
		if same {
			rec.mtime = info.ModTime().UnixNano()
			return nil
		}
		if err := r.claim(path, info); err != nil {
			return r.fail(err)
		}
	case !errors.Is(err, fs.ErrNotExist):
		return r.fail(err)
	}
	if err := r.stage(rec, body); err != nil {
		return r.fail(advise(err, "cannot write the new %s", r.show(path)))
	}
	return nil
}

// reserve notes what is said of a path, once.
func (r *Run) reserve(path string, rec record) (*record, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.ended {
		return nil, fmt.Errorf("cannot publish %s: the run has ended", r.show(path))
	}
	if _, twice := r.pages[path]; twice {
		err := fmt.Errorf("cannot publish %s: two files want this path", r.show(path))
		r.failed = cmp.Or(r.failed, err)
		return nil, err
	}
	r.pages[path] = &rec
	return &rec, nil
}

// same reports whether the file that stands at the record's path has the bytes
// of body. The ledger's hash is believed for a file that is as we left it.
func (r *Run) same(rec *record, info fs.FileInfo, body []byte) (bool, error) {
	if !info.Mode().IsRegular() || info.Size() != int64(len(body)) {
		return false, nil
	}
	if e, known := r.old.find(rec.path); known && e.describes(info) && !r.opts.Recheck {
		return e.sum == rec.sum, nil
	}
	there, err := r.disk.read(r.at(rec.path))
	return err == nil && bytes.Equal(there, body), err
}

// claim says whether a file of ours may replace what stands at path: nil for a
// file that the ledger knows, and for a folder, which may yet turn out to hold
// only files of ours that are leaving.
func (r *Run) claim(path string, info fs.FileInfo) error {
	switch mode := info.Mode(); {
	case mode.IsDir():
		return nil
	case mode&fs.ModeSymlink != 0:
		return r.linked(path)
	case !mode.IsRegular():
		return fmt.Errorf("%s is %w and no plain file: move it away", r.show(path), ErrForeign)
	}
	if _, known := r.old.find(path); known || r.opts.Adopt {
		return nil
	}
	return fmt.Errorf("%s was %w and differs from the file of the site that belongs there: move it away, or build with --clean to overwrite it", r.show(path), ErrForeign)
}

func (r *Run) linked(path string) error {
	return fmt.Errorf("%s is a symbolic link, %w: Daybook does not write through links, so remove it", r.show(path), ErrForeign)
}

// stage writes the body where Commit can move it in with one rename: below a
// folder that is to be made, in its final shape, so that the whole folder is
// moved at once; else under a number.
func (r *Run) stage(rec *record, body []byte) error {
	if err := r.ready(); err != nil {
		return err
	}
	folder := parentOf(rec.path)
	spot, err := r.ground.spot(folder)
	if err != nil {
		return err
	}
	var name string
	if spot.kind == standing {
		r.mu.Lock()
		rec.n, r.flat = r.flat, r.flat+1
		r.mu.Unlock()
		name = r.flatName(rec.n)
	} else {
		rec.fresh, rec.top = true, spot.at
		name = r.freshName(rec.path)
	}
	info, err := r.disk.stage(name, body)
	if err != nil {
		return err
	}
	rec.mtime = info.ModTime().UnixNano()
	rec.staged = true
	return nil
}

// makeStaging makes the folders of staging on the file system of the output
// folder, which a rename alone can tell: two mounts may show one device.
func (r *Run) makeStaging() error {
	if err := r.makeRooms(); err != nil {
		return err
	}
	if spot, err := r.ground.spot(""); err != nil || spot.kind != standing {
		return err
	}
	trial, inside := path.Join(r.staging, "trial"), path.Join(r.out, insideName)
	if _, err := r.disk.write(trial, nil, false); err != nil {
		return err
	}
	switch err := r.disk.rename(trial, inside); {
	case crossDevice(err):
		r.staging = inside
		return r.makeRooms()
	case err != nil:
		return err
	}
	return r.disk.remove(inside)
}

func (r *Run) makeRooms() error {
	for _, room := range []string{"flat", "fresh", "old"} {
		if err := r.disk.mkdir(path.Join(r.staging, room)); err != nil {
			return err
		}
	}
	return nil
}

// Abort ends the run and leaves the output folder as it is. After Commit it
// does nothing, so that it can be deferred.
func (r *Run) Abort() error {
	if r.ended {
		return nil
	}
	err := r.dropStaging()
	r.release()
	if err != nil {
		return advise(err, "cannot clear %s; the next run will try again", r.staging)
	}
	return nil
}

// release gives back the lock. What is on disk stays as it is.
func (r *Run) release() {
	r.ended = true
	if r.lock != nil {
		r.lock.release()
	}
	r.disk.close()
}

// dropStaging removes staging in both its places. It asks first, since a
// read-only output folder refuses to remove even what is not there.
func (r *Run) dropStaging() error {
	var errs []error
	for _, name := range []string{r.ours("staging"), r.at(insideName)} {
		if _, err := r.disk.lstat(name); errors.Is(err, fs.ErrNotExist) {
			continue
		}
		errs = append(errs, r.disk.removeAll(name))
	}
	return errors.Join(errs...)
}

// fail keeps the first error, so that Commit cannot publish half a site.
func (r *Run) fail(err error) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.failed = cmp.Or(r.failed, err)
	return err
}

func (r *Run) stopped() error {
	return fmt.Errorf("publishing into %s was stopped: %w", r.shown, context.Cause(r.ctx))
}

// look is lstat for a path of the site, refusing to pass through a link.
func (r *Run) look(path string) (fs.FileInfo, error) {
	spot, err := r.ground.spot(parentOf(path))
	if err != nil {
		return nil, advise(err, "cannot look at %s", r.show(parentOf(path)))
	}
	switch spot.kind {
	case absent:
		return nil, fs.ErrNotExist
	case diverted:
		return nil, r.linked(spot.at)
	case obstacle:
		if _, ours := r.old.find(spot.at); ours {
			return nil, fs.ErrNotExist
		}
		return nil, fmt.Errorf("%s was %w, and a folder of the site belongs there: move it away", r.show(spot.at), ErrForeign)
	}
	return r.lstat(path)
}

func (r *Run) lstat(path string) (fs.FileInfo, error) { return r.disk.lstat(r.at(path)) }

func (r *Run) at(p string) string        { return path.Join(r.out, p) }
func (r *Run) show(p string) string      { return filepath.Join(r.shown, filepath.FromSlash(p)) }
func (r *Run) flatName(n int) string     { return path.Join(r.staging, "flat", strconv.Itoa(n)) }
func (r *Run) freshName(p string) string { return path.Join(r.staging, "fresh", p) }
func (r *Run) departName(i int) string   { return path.Join(r.staging, "old", strconv.Itoa(i)) }
func (r *Run) ours(name string) string   { return path.Join(r.state, name) }
