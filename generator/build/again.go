package build

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"time"

	"daybook/generator/load"
	"daybook/generator/news"
	"daybook/generator/plan"
	"daybook/generator/problem"
	"daybook/generator/publish"
)

// verdict is what the ledger keeps of a build beside its files: what it was
// made from, for which time it holds, and what it told of.
type verdict struct {
	Inputs      string    // see Session.inputs
	From, Until time.Time // it holds from the one on and before the other; zero for ever
	Settled     []problem.Problem
	Made        []problem.Problem
}

func (v verdict) holds(inputs [32]byte, asOf time.Time) bool {
	return v.Inputs == string(inputs[:]) && !asOf.Before(v.From) && (v.Until.IsZero() || asOf.Before(v.Until))
}

// Again is a build that need not be made: nothing changed since the last one.
type Again struct {
	Outcome  Outcome
	Problems []problem.Problem // what the last one told of
	Took     time.Duration
}

// Again looks whether a build would change nothing, without making it: neither
// the content nor the layouts, the program or the options have changed since
// the last build into the folder, no time has come at which something appears
// or goes, and the folder is as that build left it. It gives nil when a build
// must be made to know. The promise of Options.Cache is its ground: the stamps
// of files; see package load.
func (s *Session) Again(ctx context.Context, out string, o publish.Options) (*Again, error) {
	began := time.Now()
	if o.Recheck {
		return nil, nil
	}
	content, err := s.loader.Glance(ctx, s.root)
	if err != nil || content == [32]byte{} {
		return nil, err
	}
	site, _ := load.Site(s.root)
	inputs, err := s.inputs(content, s.standing(ctx, site))
	if err != nil {
		return nil, err
	}
	run, err := publish.Open(ctx, out, o)
	if err != nil {
		return nil, err
	}
	kept, unchanged := 0, false
	v, known := lastVerdict(run)
	if known && v.holds(inputs, s.options.Cut.AsOf) {
		kept, unchanged = run.Untouched()
	}
	if err := run.Abort(); err != nil || !unchanged {
		s.notes = append(s.notes, run.Notes()...)
		return nil, err
	}
	return &Again{
		Outcome:  Outcome{Summary: publish.Summary{Kept: kept}, Notes: run.Notes()},
		Problems: append(v.Settled, v.Made...), Took: time.Since(began),
	}, nil
}

// changed gives the files of a site that must be looked at, and keeps the
// others: where the folder is what the last run left, and only the prose of some
// reports was edited since, those are the pages of these reports and what may
// hold the prose of any.
func (s *Session) changed(site *Site, run *publish.Run) ([]plan.File, error) {
	v, known := lastVerdict(run)
	if site.was == [32]byte{} || !known || !v.holds(site.was, s.options.Cut.AsOf) {
		return site.Files, nil
	}
	if files, untouched := run.Untouched(); !untouched || files != len(site.Files)+s.twins(site) {
		return site.Files, nil
	}
	for _, f := range site.Files {
		if !run.Knows(f.Path) || slices.ContainsFunc(s.beside(site, f.Path), func(t twin) bool { return !run.Knows(t.path) }) {
			return site.Files, nil
		}
	}
	var changed []plan.File
	for _, f := range site.Files {
		if f.Prose || slices.ContainsFunc(f.Sources, func(source string) bool { return slices.Contains(site.edited, source) }) {
			changed = append(changed, f)
		} else if err := s.keep(site, run, f.Path); err != nil {
			return nil, err
		}
	}
	return changed, nil
}

// word gives what to leave on a build for Again and ShownIn.
func (s *Session) word(site *Site, made []problem.Problem) []byte {
	cut := s.options.Cut
	v := verdict{Inputs: string(site.inputs[:]), From: cut.AsOf.UTC(), Settled: site.Problems, Made: made}
	if site.inputs == [32]byte{} {
		v = verdict{} // the next must be made in full
	}
	if changes := news.Calendar(site.copies, cut.AsOf.UTC(), time.Time{}); len(changes) > 0 {
		v.Until = changes[0].At.UTC()
	}
	shown := Shown{Drafts: cut.Drafts, Future: cut.Future, From: cut.AsOf.UTC(), Until: v.Until}
	for _, desk := range site.Desks { // only the news sitemap tells of it, which is no reason to deploy again
		if at := desk.Archive.FreshUntil(); !at.IsZero() && (v.Until.IsZero() || at.Before(v.Until)) {
			v.Until = at.UTC()
		}
	}
	return word(shown, v)
}

// inputs gives what stands for all that a build is made from but for the time,
// given the sum of the content and what stands for git; zero where the sum is.
func (s *Session) inputs(content [32]byte, standing string) ([32]byte, error) {
	if content == [32]byte{} {
		return content, nil
	}
	h := sha256.New()
	fmt.Fprintf(h, "%x\n%x\n%s\n%s\n%t\n%t\n%q\n", s.options.Version, content, standing, s.options.BaseURL, s.options.Cut.Drafts, s.options.Cut.Future, s.options.Compress)
	err := digest(h, s.options.Standard, ".")
	if err != nil {
		return [32]byte{}, fmt.Errorf("read the layouts: %w", err)
	}
	if info, missing := s.root.Stat(LayoutFolder); missing == nil && info.IsDir() {
		if err := digest(h, s.root.FS(), LayoutFolder); err != nil {
			return [32]byte{}, fmt.Errorf("read the layouts: %w", err)
		}
	}
	return [32]byte(h.Sum(nil)), nil
}

// digest writes the names and bytes of all files of a folder. What cannot be
// read counts by why it cannot.
func digest(w io.Writer, tree fs.FS, folder string) error {
	return fs.WalkDir(tree, folder, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := fs.ReadFile(tree, name)
		fmt.Fprintf(w, "%s\n%d\n%v\n", name, len(text), err)
		_, _ = w.Write(text)
		return nil
	})
}
