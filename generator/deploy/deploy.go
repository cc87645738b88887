// Package deploy takes the files of a site to where they are served from: an
// object store (S3 and what speaks like it, Google Cloud Storage, Azure Blob
// Storage) or a folder.
//
// In: the files that stand in an output folder, with their sums, as
// publish.Run.Standing tells them, and a Target. Out: the store, and a Summary
// of what changed in it. What headers each file gets is told by hosting.
//
// # What is promised
//
// Only what changed is sent. Files go up rank by rank (see publish.Rank): what
// pages need, then pages, deep ones first, then feeds and sitemaps; no file of a
// rank before all of the former are there. Deletions come last, in the reverse
// order; the one exception is a file that must give way because a folder of the
// site has its name now, or the other way round.
//
// A deploy that is cut off at any moment is taken up by the next, which sends
// what is missing. No file is ever half there: every kind of store shows an
// object when it is whole.
//
// Only files of ours are overwritten or deleted. What others put into the store
// stays; at a path of ours it is taken over silently when its bytes are the
// right ones, and is ErrForeign when they are not. A file of ours that someone
// changed is sent again when the site has it, and is left alone and named in
// Summary.Left when the site no longer does.
//
// Credentials come from the provider's own chain, never from an address, and
// stand in no error.
//
// # Where things lie
//
// Beside the site, in the store:
//
//	.daybook-deploy.json       the ledger: each file of ours, as we left it; written last, at once
//	.daybook-deploy.next.json  exists only during a deploy: what it is about to write
//	.daybook-deploy.lock       exists only during a deploy: who is at work
//
// With neither ledger nor journal in the store, every file is compared with what
// is there: by size and MD5 where the store tells it, by the bytes where it does
// not, and by its headers.
//
// # Two at once
//
// The lock is an object that is written only if there is none (If-None-Match),
// and again every few seconds. One that stands still for Dead is taken for left
// behind. Each deploy looks whether the lock is still its own before each rank
// and before it writes the ledger, and stops if it is not. A store that does not
// know conditional writes may let two begin at the same instant; the one whose
// lock was overwritten stops at its next look.
package deploy

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
	"time"

	"daybook/generator/hosting"
	"daybook/generator/publish"
)

// ErrForeign is in the error for a file that Daybook did not put into the store
// and that stands where a file of the site should go.
var ErrForeign = errors.New("not put there by Daybook")

// ErrBusy is in the error of Run when another deploy is at work.
var ErrBusy = errors.New("another deploy into it is at work")

// Site is what is deployed.
type Site struct {
	Folder string         // the output folder
	Files  []publish.File // what stands in it
}

// Options say how a Run goes. The zero value sends one file at a time.
type Options struct {
	DryRun   bool                  // say what would be done, and write nothing
	Adopt    bool                  // files of others at paths of the site are overwritten, no error
	Parallel int                   // how many files may be on their way at once
	Former   []string              // names of earlier runs that are known to have ended
	Name     string                // of this run; no other has it
	Wait     time.Duration         // how long to wait for another deploy to end
	Waiting  func()                // told once, when the wait begins; may be nil
	Progress func(done, total int) // told after each file, from several goroutines; may be nil
	Secrets  []string              // what must stand in no error, whatever a provider says
}

// Summary is what a Run did, or would do. Paths are sorted.
type Summary struct {
	Sent    []string // new and changed files, and those whose headers changed
	Bytes   int64    // in them
	Kept    int      // files that were there
	Deleted []string // files that the site no longer has
	Left    []string // such files that someone changed in the store, so that they were left alone
	Unsent  []string // files for hosts, which a store cannot read
	Resumed bool     // an earlier deploy was cut off, and this one took it up
	Notes   []string // sentences that a person should read
}

// Run makes the store hold the files of a site, and of files of ours no other.
// When it fails, the store is somewhere between what it was and what it should
// be, with no page before what it needs, and the next Run goes on from there.
func Run(ctx context.Context, t Target, site Site, o Options) (Summary, error) {
	s, err := open(ctx, t)
	if err != nil {
		return Summary{}, t.explain(err, o.Secrets)
	}
	defer s.close()
	summary, err := run(ctx, patient(s, pause), site, o)
	return summary, t.explain(err, o.Secrets)
}

// run deploys into an open store.
func run(ctx context.Context, s store, site Site, o Options) (Summary, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	d := &deployment{store: s, site: site, options: o}
	d.options.Parallel = max(1, o.Parallel)
	if err := d.recall(ctx); err != nil { // before the lock, so that a store that is not there is said first
		return Summary{}, err
	}
	if o.DryRun {
		p, err := d.plan(ctx)
		return d.summary(p), err
	}
	hold, err := acquire(ctx, s, o)
	if err != nil {
		return Summary{}, err
	}
	defer hold.release(ctx)
	go hold.keep(ctx, cancel)
	if s.clear != nil {
		if err := s.clear(); err != nil {
			return Summary{}, err
		}
	}
	if err := d.recall(ctx); err != nil { // again: the one who had the lock may have changed them
		return Summary{}, err
	}
	p, err := d.plan(ctx)
	if err != nil {
		return Summary{}, cmp.Or(stopped(ctx), err)
	}
	if err := d.carryOut(ctx, hold, p); err != nil {
		return Summary{}, cmp.Or(stopped(ctx), err)
	}
	return d.summary(p), nil
}

// stopped gives why a run was ended from outside, nil when it was not.
func stopped(ctx context.Context) error {
	if ctx.Err() == nil {
		return nil
	}
	return context.Cause(ctx)
}

// deployment is one Run.
type deployment struct {
	store   store
	site    Site
	options Options
	ledger  ledger // of the last deploy that ended
	journal ledger // of one that was cut off
	notes   []string
	total   int // files to be sent
	sent    atomic.Int64
}

// recall reads the ledger, and the journal if there is one.
func (d *deployment) recall(ctx context.Context) error {
	d.notes = nil
	for name, into := range map[string]*ledger{ledgerName: &d.ledger, journalName: &d.journal} {
		found, err := readLedger(ctx, d.store, name)
		if errors.Is(err, errDamaged) {
			d.notes = append(d.notes, fmt.Sprintf("%s in the store is %v, so every file is compared with what is there", name, errDamaged))
		} else if err != nil {
			return err
		}
		*into = found
	}
	return nil
}

func (d *deployment) summary(p plan) Summary {
	s := Summary{Bytes: p.bytes, Kept: p.kept, Deleted: p.drops, Left: p.left, Unsent: p.unsent, Resumed: d.journal.there, Notes: d.notes}
	for _, f := range p.puts {
		s.Sent = append(s.Sent, f.Path)
	}
	s.Deleted = append(slices.Clone(p.room), p.drops...)
	slices.Sort(s.Sent)
	slices.Sort(s.Deleted)
	return s
}

// carryOut does what is planned. The journal is written before the first file
// and goes after the ledger is there.
func (d *deployment) carryOut(ctx context.Context, hold *hold, p plan) error {
	if len(p.puts)+len(p.drops)+len(p.room) > 0 {
		if err := writeLedger(ctx, d.store, journalName, p.claims(d.journal)); err != nil {
			return err
		}
		if err := d.send(ctx, hold, p); err != nil {
			return fmt.Errorf("%w\n%d of %d files were sent; deploy again, and it goes on from there", err, d.sent.Load(), len(p.puts))
		}
	}
	next, err := d.confirm(ctx, p)
	if err != nil {
		return err
	}
	if d.ledger.there && !d.journal.there && len(p.puts)+len(p.drops)+len(p.room) == 0 && d.ledger.equal(next) {
		return nil
	}
	if err := hold.look(ctx); err != nil {
		return err
	}
	if err := writeLedger(ctx, d.store, ledgerName, next); err != nil {
		return err
	}
	return absentIsFine(d.store.remove(ctx, journalName))
}

// send brings everything up, rank by rank, and takes away what is to go.
func (d *deployment) send(ctx context.Context, hold *hold, p plan) error {
	if err := d.drop(ctx, hold, p.room); err != nil {
		return err
	}
	for len(p.puts) > 0 {
		rank := publish.Rank(p.puts[0].Path)
		n := 0
		for n < len(p.puts) && publish.Rank(p.puts[n].Path) == rank {
			n++
		}
		if err := hold.look(ctx); err != nil {
			return err
		}
		if err := each(ctx, d.options.Parallel, p.puts[:n], d.put); err != nil {
			return err
		}
		p.puts = p.puts[n:]
	}
	return d.drop(ctx, hold, p.drops)
}

// put sends one file, after a look whether it is still the one that was planned.
func (d *deployment) put(ctx context.Context, f put) error {
	body, sums, err := d.site.read(f.File)
	if err != nil {
		return err
	}
	defer body.Close()
	if sums.sha256 != f.Sum {
		return fmt.Errorf("%s changed while it was deployed: build and deploy again", f.Path)
	}
	if err := d.store.write(ctx, f.Path, body, content{header: hosting.For(f.Path), md5: sums.md5[:]}); err != nil {
		return fmt.Errorf("send %s: %w", f.Path, err)
	}
	sent := d.sent.Add(1)
	if d.options.Progress != nil {
		d.options.Progress(int(sent), d.total)
	}
	return nil
}

// drop deletes files, those first that would go up last.
func (d *deployment) drop(ctx context.Context, hold *hold, keys []string) error {
	keys = slices.SortedFunc(slices.Values(keys), func(a, b string) int { return publish.Order(b, a) })
	for len(keys) > 0 {
		n := 0
		for n < len(keys) && publish.Rank(keys[n]) == publish.Rank(keys[0]) {
			n++
		}
		if err := hold.look(ctx); err != nil {
			return err
		}
		err := each(ctx, d.options.Parallel, keys[:n], func(ctx context.Context, key string) error {
			if err := absentIsFine(d.store.remove(ctx, key)); err != nil {
				return fmt.Errorf("delete %s: %w", key, err)
			}
			return nil
		})
		if err != nil {
			return err
		}
		keys = keys[n:]
	}
	return nil
}

// few is up to how many files are looked at one by one rather than in a list of
// the whole store.
const few = 100

// confirm looks whether what was sent is there, and gives the ledger that says
// so.
func (d *deployment) confirm(ctx context.Context, p plan) (ledger, error) {
	next := p.next
	found := map[string]object{}
	if len(p.puts) > few {
		if err := d.store.list(ctx, func(key string, o object) { found[key] = o }); err != nil {
			return ledger{}, err
		}
	} else {
		heads := make([]object, len(p.puts))
		numbers := make([]int, len(p.puts))
		for i := range numbers {
			numbers[i] = i
		}
		err := each(ctx, d.options.Parallel, numbers, func(ctx context.Context, i int) (err error) {
			_, heads[i], err = d.store.head(ctx, p.puts[i].Path)
			return absentIsFine(err)
		})
		if err != nil {
			return ledger{}, err
		}
		for i, f := range p.puts {
			found[f.Path] = heads[i]
		}
	}
	for _, f := range p.puts {
		o := found[f.Path]
		if o.tag == "" || o.size != f.Size {
			return ledger{}, fmt.Errorf("%s was sent, and is not there as it was sent: somebody else writes into the store; deploy again", f.Path)
		}
		e := next.entries[f.Path]
		e.tag = o.tag
		next.entries[f.Path] = e
	}
	return next, nil
}
