package deploy

import (
	"bytes"
	"context"
	"crypto/md5"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"daybook/generator/hosting"
	"daybook/generator/publish"
)

// plan is what a deploy does.
type plan struct {
	puts   []put    // in the order in which they go up
	bytes  int64    // in puts
	kept   int      // files that stay
	room   []string // files of ours that must go before others can come
	drops  []string // files of ours that go at the end
	left   []string // files of ours that somebody changed, and the site has no more
	unsent []string // files for hosts
	next   ledger   // what will be there; the tags of puts are not known yet
}

// put is a file to be sent.
type put struct {
	publish.File
	refresh bool // the right bytes stand there already, under other headers
}

// fate is what becomes of one file of the site.
type fate uint8

const (
	stays fate = iota
	goes
	refreshed
	collides
)

// plan compares the site with the ledger and with what is in the store, and
// changes nothing. The error is ErrForeign when files of others are in the way.
func (d *deployment) plan(ctx context.Context) (plan, error) {
	there := map[string]object{}
	if err := d.store.list(ctx, func(key string, o object) { there[key] = o }); err != nil {
		return plan{}, err
	}
	p := plan{next: ledger{there: true, entries: make(map[string]entry, len(d.site.Files))}}
	var files []publish.File
	for _, f := range d.site.Files {
		switch {
		case ours(f.Path):
			return plan{}, fmt.Errorf("%s is the name of a file that Daybook keeps in the store: move it out of %s", f.Path, d.site.Folder)
		case hosting.ForHosts(f.Path) && d.store.headers:
			p.unsent = append(p.unsent, f.Path)
		default:
			files = append(files, f)
		}
	}
	fates := make([]fate, len(files))
	numbers := make([]int, len(files))
	for i := range numbers {
		numbers[i] = i
	}
	err := each(ctx, d.options.Parallel, numbers, func(ctx context.Context, i int) (err error) {
		fates[i], err = d.fate(ctx, files[i], there)
		return err
	})
	if err != nil {
		return plan{}, err
	}
	var foreign []string
	for i, f := range files {
		p.next.entries[f.Path] = entry{sum: short(f.Sum), size: f.Size, header: d.header(f.Path), tag: there[f.Path].tag}
		switch fates[i] {
		case stays:
			p.kept++
		case collides:
			foreign = append(foreign, f.Path)
		default:
			p.puts = append(p.puts, put{f, fates[i] == refreshed})
			p.bytes += f.Size
		}
	}
	slices.SortFunc(p.puts, func(a, b put) int { return publish.Order(a.Path, b.Path) })
	d.total = len(p.puts)
	d.leaving(&p, there)
	if len(foreign) > 0 {
		return p, collision(foreign)
	}
	return p, nil
}

// collision words that files of others are in the way.
func collision(foreign []string) error {
	shown, more := foreign[:min(len(foreign), 10)], ""
	if len(foreign) > len(shown) {
		more = fmt.Sprintf(" and %d more", len(foreign)-len(shown))
	}
	return fmt.Errorf("nothing was sent: in the store stand files that were %w, where files of the site must go, and they differ: %s%s. Move them away, deploy below a prefix, or overwrite them with --adopt",
		ErrForeign, strings.Join(shown, ", "), more)
}

// header is what a file of the site is to be answered with, as the store keeps
// it.
func (d *deployment) header(path string) hosting.Header {
	if !d.store.headers {
		return hosting.Header{}
	}
	return hosting.For(path)
}

// fate compares one file with what stands at its path.
func (d *deployment) fate(ctx context.Context, f publish.File, there map[string]object) (fate, error) {
	o, standing := there[f.Path]
	if !standing {
		return goes, nil
	}
	want := entry{sum: short(f.Sum), size: f.Size, header: d.header(f.Path)}
	left, known := d.ledger.entries[f.Path]
	claim, claimed := d.journal.entries[f.Path]
	if known && !claimed && left.describes(o) && left.makes(want) {
		return stays, nil
	}
	same, err := d.same(ctx, f, o)
	switch {
	case err != nil:
		return stays, fmt.Errorf("compare %s: %w", f.Path, err)
	case !same && (known || claimed || d.options.Adopt):
		return goes, nil
	case !same:
		return collides, nil
	case claimed && !claim.refresh && claim.makes(want):
		return stays, nil
	}
	header, _, err := d.store.head(ctx, f.Path)
	switch {
	case errors.Is(err, errAbsent):
		return goes, nil
	case err != nil:
		return stays, fmt.Errorf("look at %s: %w", f.Path, err)
	case header != want.header:
		return refreshed, nil
	}
	return stays, nil
}

// same reports whether an object has the bytes of a file.
func (d *deployment) same(ctx context.Context, f publish.File, o object) (bool, error) {
	if o.size != f.Size {
		return false, nil
	}
	if o.md5 != nil {
		body, sums, err := d.site.read(f)
		if err != nil {
			return false, err
		}
		return bytes.Equal(sums.md5[:], o.md5), body.Close()
	}
	body, err := d.store.read(ctx, f.Path)
	if errors.Is(err, errAbsent) {
		return false, nil
	} else if err != nil {
		return false, err
	}
	defer body.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, body); err != nil {
		return false, err
	}
	return [32]byte(sum.Sum(nil)) == f.Sum, nil
}

// leaving plans what becomes of files of ours that the site no longer has.
func (d *deployment) leaving(p *plan, there map[string]object) {
	coming := map[string]bool{} // folders of files to be sent, and the files themselves
	for _, f := range p.puts {
		for name := f.Path; name != ""; name = above(name) {
			coming[name] = true
		}
	}
	gone := maps.Clone(d.ledger.entries)
	if gone == nil {
		gone = map[string]entry{}
	}
	maps.Copy(gone, d.journal.entries)
	for _, key := range slices.Sorted(maps.Keys(gone)) {
		o, standing := there[key]
		_, stays := p.next.entries[key]
		if stays || !standing || ours(key) || slices.Contains(p.unsent, key) && !d.store.headers {
			continue
		}
		left, known := d.ledger.entries[key]
		_, claimed := d.journal.entries[key]
		switch {
		case known && !claimed && !left.describes(o):
			p.left = append(p.left, key)
		case coming[key] || blocks(key, coming, p):
			p.room = append(p.room, key)
		default:
			p.drops = append(p.drops, key)
		}
	}
}

// blocks reports whether a folder above a key must become a file.
func blocks(key string, coming map[string]bool, p *plan) bool {
	for name := above(key); name != ""; name = above(name) {
		if _, file := p.next.entries[name]; file && coming[name] {
			return true
		}
	}
	return false
}

func above(name string) string { return name[:max(strings.LastIndexByte(name, '/'), 0)] }

// claims is the journal of a plan: all that it may write, and what an earlier
// one may have written that was cut off.
func (p plan) claims(earlier ledger) ledger {
	claims := ledger{there: true, entries: maps.Clone(earlier.entries)}
	if claims.entries == nil {
		claims.entries = map[string]entry{}
	}
	for _, f := range p.puts {
		e := p.next.entries[f.Path]
		e.tag, e.refresh = "", f.refresh
		claims.entries[f.Path] = e
	}
	return claims
}

// sums are of the bytes of a file.
type sums struct {
	sha256 [32]byte
	md5    [16]byte
}

// read opens a file of the site at its beginning, with its sums.
func (s Site) read(f publish.File) (*os.File, sums, error) {
	body, err := os.Open(filepath.Join(s.Folder, filepath.FromSlash(f.Path)))
	if err != nil {
		return nil, sums{}, err
	}
	long, brief := sha256.New(), md5.New()
	_, err = io.Copy(io.MultiWriter(long, brief), body)
	if err == nil {
		_, err = body.Seek(0, io.SeekStart)
	}
	if err != nil {
		return nil, sums{}, errors.Join(err, body.Close())
	}
	return body, sums{[32]byte(long.Sum(nil)), [16]byte(brief.Sum(nil))}, nil
}

// each calls f for all items, at most n at a time, until one fails; it gives
// that first error when all that had begun have ended.
func each[T any](ctx context.Context, n int, items []T, f func(context.Context, T) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	queue := make(chan T)
	var workers sync.WaitGroup
	for range min(n, len(items)) {
		workers.Go(func() {
			for item := range queue {
				if ctx.Err() != nil {
					continue
				}
				if err := f(ctx, item); err != nil {
					cancel(err)
				}
			}
		})
	}
	for _, item := range items {
		queue <- item
	}
	close(queue)
	workers.Wait()
	return context.Cause(ctx)
}
