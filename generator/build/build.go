// Package build is the conductor of one build: it reads the content, gathers
// it, settles addresses, composes the plan, makes the files and publishes
// them.
//
// A Session keeps what it read for the next build, so that a second one reads
// only what changed. The same content, layouts and options give the same
// bytes, whether a Session is fresh or not.
package build

import (
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"daybook/generator/asset"
	"daybook/generator/cache"
	"daybook/generator/check"
	"daybook/generator/compose"
	"daybook/generator/darkroom"
	"daybook/generator/layout"
	"daybook/generator/load"
	"daybook/generator/news"
	"daybook/generator/plan"
	"daybook/generator/problem"
	"daybook/generator/publish"
	"daybook/generator/render"
	"daybook/generator/route"
	"daybook/generator/search"
	"daybook/generator/view"
)

// LayoutFolder is where a site's own layouts lie below its folder.
const LayoutFolder = "layouts"

// printsFolder keeps prints of pictures, below Options.Cache.
const printsFolder = "prints"

// Options say what is built.
type Options struct {
	Site     string                           // the folder that holds content/
	BaseURL  string                           // in the stead of site.yaml's, or empty
	Cut      news.Cut                         // what may be seen, as of when
	Standard fs.FS                            // the standard layouts
	Version  [32]byte                         // stands for this program
	Progress func(phase string, done, of int) // "read" and "make"; from several goroutines
	Cache    string                           // the folder that keeps what was read for the next run; empty to keep nothing
	Forget   bool                             // clears that folder first
	Compress []string                         // Codings in which texts lie beside the files, too
}

// Site is a site that is settled and not yet made.
type Site struct {
	Archive  *news.Archive
	Routes   *route.Table
	Desks    []plan.Desk // one for each language of the site; Archive and Routes are those of the first
	Files    []plan.File // empty when the problems stop a build
	Problems []problem.Problem
	Moved    []problem.Problem // what mend.Addresses found, for Check; nil when git was not asked
	Outside  []problem.Problem // what outside.Check found, for Check; nil when nobody was asked
	Timing   []Phase

	maker  *render.Maker
	copies news.Copies
	media  []string
	fault  func() error // of load.Content
	index  *index       // nil when the problems stop a build
	inputs [32]byte     // see Session.inputs
	was    [32]byte     // the inputs of the site that differs only in the prose of edited
	edited []string
}

// Dispatch gives an article of a desk for the systems of other newsrooms, with its text.
func (s *Site) Dispatch(desk plan.Desk, a *news.Article) view.Dispatch {
	return desk.Composer.Dispatch(a, s.maker.Bodies, render.Fill)
}

// Phase is how long a part of a build took.
type Phase struct {
	Name string
	Took time.Duration
}

// Session builds one site again and again. It is not safe for use by several
// goroutines at once.
type Session struct {
	options Options
	root    *os.Root
	loader  load.Loader
	prints  *cache.Files // nil to keep none

	dress  dress
	past   past
	memo   memo         // of previews
	saving sync.RWMutex // the store is written to while it is held for reading, and saved while it is held
	notes  []string     // of Again, for Publish to tell
}

// NewSession opens the folder of a site.
func NewSession(o Options) (*Session, error) {
	root, err := os.OpenRoot(o.Site)
	if err != nil {
		return nil, fmt.Errorf("open the site's folder: %w", err)
	}
	if o.Forget && o.Cache != "" && cache.Clear(o.Cache) != nil {
		o.Cache = "" // what cannot be cleared is not believed
	}
	s := &Session{options: o, root: root, loader: load.Loader{Store: cache.Open(o.Cache, o.Version)}}
	if o.Cache != "" {
		s.prints = cache.OpenFiles(filepath.Join(o.Cache, printsFolder))
	}
	if o.Forget {
		_ = s.prints.Clear() // what stays has a checksum, and is made again when that is wrong
	}
	if o.Progress != nil {
		s.loader.Progress = func(done, of int) { o.Progress("read", done, of) }
	}
	return s, nil
}

// Close lets go of the site's folder and of the cache.
func (s *Session) Close() error { return errors.Join(s.loader.Store.Close(), s.root.Close()) }

// Cut changes what may be seen by the builds to come.
func (s *Session) Cut(cut news.Cut) { s.options.Cut = cut }

// Settle reads and decides everything, and makes nothing yet. The error is
// that of the machine; what authors must mend is among the problems.
func (s *Session) Settle(ctx context.Context) (*Site, error) {
	site := &Site{}
	clock := stopwatch{site: site, last: time.Now()}
	content, err := s.loader.Load(ctx, s.root)
	if err != nil {
		return nil, err
	}
	if content.Read > 0 {
		defer s.save()
	}
	standing := s.standing(ctx, content.Copies.Site)
	if site.inputs, err = s.inputs(content.Sum, standing); err != nil {
		return nil, err
	}
	if site.was, err = s.inputs(content.Was, standing); err != nil {
		return nil, err
	}
	site.edited = content.Edited
	clock.lap("read")
	forgotten, err := s.recall(ctx, &content.Copies, standing)
	if err != nil {
		return nil, err
	}
	clock.lap("recall")
	if s.options.BaseURL != "" {
		content.Copies.Site.BaseURL = s.options.BaseURL
	}
	var archives []*news.Archive
	var gathered []problem.Problem
	for _, copies := range content.Copies.Desks() {
		archive, problems := news.Gather(copies, s.options.Cut)
		archives, gathered = append(archives, archive), append(gathered, problems...)
	}
	renderings, untranslated := news.Translated(archives)
	gathered = append(gathered, untranslated...)
	archive := archives[0]
	clock.lap("know")
	media, photos := make([]string, len(content.Media)), make(map[string]compose.Photo, len(content.Media))
	for i, m := range content.Media {
		media[i] = m.Path
		photos[m.Path] = compose.Photo{Head: m.Head, Sum: m.Sum}
	}
	tables, settled := route.SettleAll(archives, media)
	routes := tables[0]
	for i, a := range archives {
		site.Desks = append(site.Desks, plan.Desk{Archive: a, Routes: tables[i]})
	}
	site.Archive, site.Routes, site.copies, site.media, site.fault = archive, routes, content.Copies, media, content.Fault
	layouts, assets, faults, err := s.layouts(archive.Site.Accent)
	if err != nil {
		return nil, err
	}
	between := append(gathered, settled...)
	if content.Unread > 0 {
		between = slices.DeleteFunc(between, mayBeUnread)
	}
	site.Problems = problem.Sorted(append(append(append(content.Problems, forgotten...), between...), faults...))
	clock.lap("decide")
	if problem.Stops(site.Problems) {
		return site, nil
	}
	named, err := s.namedMedia()
	if err != nil {
		return nil, err
	}
	parts := fixed(assets, layouts)
	parts.Photos = func(file string) compose.Photo { return photos[file] }
	composers := make([]*compose.Composer, len(archives))
	for i, a := range archives {
		composers[i] = compose.New(a, tables[i], layouts.Say, parts)
		site.Desks[i].Composer = composers[i]
	}
	compose.Join(composers, renderings)
	site.index = &index{bodies: content.Body, fault: content.Fault, store: s.loader.Store, saving: &s.saving, heads: map[*search.Part][][]byte{}}
	site.Files = plan.Make(plan.Input{
		Desks: site.Desks, Assets: assets, Media: content.Media, Named: named, Bodies: content.Body, Fill: render.Fill,
		Preview: s.options.Cut.Drafts || s.options.Cut.Future,
		Index:   plan.Index{Shard: site.index.shard, Sum: site.index.sum},
	})
	for _, composer := range composers {
		site.index.ask(composer.Found().Parts)
	}
	broken := plan.Spoilt(site.Files, content.Media)
	for _, table := range tables {
		broken = append(broken, plan.Broken(site.Files, table)...)
	}
	limits := plan.Limits(site.Files, archive.Site.Checks.Levels)
	if len(broken) > 0 || problem.Stops(limits) {
		site.Problems = problem.Sorted(append(append(site.Problems, broken...), limits...))
		clock.lap("plan")
		return site, nil
	}
	site.Problems = problem.Sorted(append(site.Problems, limits...))
	site.maker = &render.Maker{Layouts: layouts, Bodies: content.Body, Root: s.root, Version: s.options.Version, Prints: s.prints}
	clock.lap("plan")
	return site, nil
}

// save keeps for the next run what was put into the store. Publish tells why
// nothing is kept.
func (s *Session) save() {
	s.saving.Lock()
	defer s.saving.Unlock()
	_ = s.loader.Store.Save()
}

// mayBeUnread reports whether a problem may be there only because a file could
// not be read: what is missing may stand in that file. It is told again once
// the file can be read, if it is still there.
func mayBeUnread(p problem.Problem) bool {
	switch p.Rule {
	case news.RuleUnknownTopic, news.RuleUnknownEvent, route.RuleBroken:
		return true
	}
	return false
}

// Layouts gives the layouts that the pages of a site are made from; those of two
// sites are the same when no file of theirs has changed between.
func (site *Site) Layouts() *layout.Set {
	if site.maker == nil {
		return nil
	}
	return site.maker.Layouts
}

// Check holds a site against the editorial rules. Files that have errors
// already are left alone: what is missing in them may not have been read.
func (s *Session) Check(site *Site) []problem.Problem {
	wrong := map[string]bool{}
	for _, p := range site.Problems {
		wrong[p.Place.Path] = wrong[p.Place.Path] || p.Severity == problem.Error
	}
	in := check.Input{Archive: site.Archive, Copies: site.copies, Media: site.media, Address: site.Routes.Article, AsOf: site.Archive.AsOf, Text: s.Text, Moved: site.Moved, Elsewhere: site.Outside}
	if len(site.copies.Site.Languages) > 0 {
		in.Whole = site.copies
	}
	var found []problem.Problem
	for i, copies := range site.copies.Desks() {
		if i < len(site.Desks) && in.Whole.Site.Languages != nil {
			in.Copies, in.Archive, in.Address = copies.Own(), site.Desks[i].Archive, site.Desks[i].Routes.Article
		}
		found = append(found, check.All(in)...)
		in.Media = nil // told once
	}
	found = problem.Sorted(found)
	return slices.DeleteFunc(found, func(p problem.Problem) bool { return wrong[p.Place.Path] })
}

type stopwatch struct {
	site *Site
	last time.Time
}

func (w *stopwatch) lap(name string) {
	now := time.Now()
	w.site.Timing = append(w.site.Timing, Phase{Name: name, Took: now.Sub(w.last)})
	w.last = now
}

// dress is the layouts and assets of a site, and what is wrong with them.
type dress struct {
	sum      [32]byte // of what they were read from
	set      *layout.Set
	assets   []asset.Asset
	problems []problem.Problem
}

// layouts gives the layouts and assets of the site over the standard ones. They
// are read again when a file of theirs changed; else what they keep stays.
func (s *Session) layouts(accent string) (*layout.Set, []asset.Asset, []problem.Problem, error) {
	h := sha256.New()
	fmt.Fprintf(h, "%s\n", accent)
	if info, err := s.root.Stat(LayoutFolder); err == nil && info.IsDir() {
		if err := digest(h, s.root.FS(), LayoutFolder); err != nil {
			return nil, nil, nil, fmt.Errorf("read the layouts: %w", err)
		}
	}
	sum := [32]byte(h.Sum(nil))
	if s.dress.set == nil || s.dress.sum != sum {
		set, assets, problems, err := s.readLayouts(accent)
		if err != nil {
			return nil, nil, nil, err
		}
		s.dress = dress{sum, set, assets, problems}
	}
	return s.dress.set, s.dress.assets, s.dress.problems, nil
}

// styleSheet is the one that every page asks for, and first. The site's accent
// colour is put at its end, so that it costs no request of its own.
const styleSheet = "style.css"

// feedSheet is the style sheet of feeds, which no page asks for.
const feedSheet = "feed.css"

func (s *Session) readLayouts(accent string) (*layout.Set, []asset.Asset, []problem.Problem, error) {
	var own fs.FS
	if info, err := s.root.Stat(LayoutFolder); err == nil && info.IsDir() {
		folder, err := s.root.OpenRoot(LayoutFolder)
		if err != nil {
			return nil, nil, nil, fmt.Errorf("read %s: %w", filepath.Join(s.options.Site, LayoutFolder), err)
		}
		defer folder.Close()
		own = folder.FS()
	}
	set, problems, err := layout.Load(s.options.Standard, own)
	if err != nil {
		return nil, nil, nil, fmt.Errorf("read the layouts: %w", err)
	}
	assets, more, err := asset.Load(s.options.Standard, own)
	if err != nil {
		return nil, nil, nil, fmt.Errorf("read the layouts' assets: %w", err)
	}
	if at := slices.IndexFunc(assets, func(a asset.Asset) bool { return a.Name == styleSheet }); at >= 0 && accent != "" {
		assets[at], err = asset.New(styleSheet, append(assets[at].Body, ":root{--accent:"+accent+"}"...))
		if err != nil {
			return nil, nil, nil, fmt.Errorf("make the accent colour: %w", err)
		}
	}
	return set, assets, append(problems, more...), nil
}

// fixed sorts assets by what pages do with them, and asks the layouts what they
// show.
func fixed(assets []asset.Asset, layouts *layout.Set) compose.Fixed {
	f := compose.Fixed{Shows: layouts.Shows}
	for _, a := range assets {
		address, ext := "/"+a.Path, filepath.Ext(a.Name)
		name := strings.TrimSuffix(a.Name, ext)
		switch {
		case a.Name == feedSheet:
			f.FeedStyle = address
		case a.Name == styleSheet:
			f.Styles = slices.Insert(f.Styles, 0, view.Style{Href: address, Name: name})
		case ext == ".css":
			f.Styles = append(f.Styles, view.Style{Href: address, Name: name})
		case ext == ".js":
			f.Scripts = append(f.Scripts, view.Script{Href: address, Name: name})
		case a.Name == "favicon.svg":
			f.Icon = address
		}
	}
	return f
}

// Outcome is what publishing did.
type Outcome struct {
	publish.Summary
	Notes []string // what the reader of the command's output should know
}

// Publish makes the files of a site and puts them into a folder. When it
// returns problems or an error, the folder is as it was.
func (s *Session) Publish(ctx context.Context, site *Site, out string, o publish.Options) (outcome Outcome, problems []problem.Problem, err error) {
	run, err := publish.Open(ctx, out, o)
	if err != nil {
		return Outcome{}, nil, err
	}
	defer func() {
		if err != nil || problem.Stops(problems) {
			if aborted := run.Abort(); aborted != nil && err == nil {
				err = aborted
			}
		}
	}()
	clock := stopwatch{site: site, last: time.Now()}
	progress := s.counter(len(site.Files))
	changed, err := s.changed(site, run)
	if err != nil {
		return Outcome{}, nil, err
	}
	problems, err = site.maker.All(ctx, changed, render.Sink{
		Knows: run.Knows,
		Holds: func(path string, key [32]byte) bool {
			held := s.holds(site, run, path, key) && s.keep(site, run, path) == nil
			if held {
				progress()
			}
			return held
		},
		Put: func(path string, key [32]byte, body []byte) error {
			progress()
			return s.put(site, path, key, body, run.Put)
		},
	})
	clock.lap("make")
	if err = cmp.Or(err, site.faults()); err != nil || problem.Stops(problems) {
		return Outcome{}, problems, err
	}
	if site.index.fresh {
		s.save()
	}
	run.Made(s.word(site, problems))
	summary, err := run.Commit()
	clock.lap("publish")
	if err == nil {
		_ = s.prints.Sweep(site.prints()) // what stays is only room on a disk
	}
	notes := slices.Concat(s.notes, run.Notes(), s.cacheNotes())
	s.notes = nil
	return Outcome{Summary: summary, Notes: notes}, problems, err
}

// prints gives the keys of the prints of a site.
func (site *Site) prints() []cache.Key {
	var keys []cache.Key
	for _, f := range site.Files {
		if f.Print != (darkroom.Print{}) {
			keys = append(keys, f.Print.Key(f.Sum))
		}
	}
	return keys
}

// cacheNotes says why nothing is kept for the next run, where that is so.
func (s *Session) cacheNotes() []string {
	if err := s.loader.Store.Problem(); err != nil && s.options.Cache != "" {
		return []string{fmt.Sprintf("the next build will read everything again: the cache cannot be written (%v); --cache DIR names another folder for it", err)}
	}
	return nil
}

// counter gives a function that counts files as they are made.
func (s *Session) counter(of int) func() {
	if s.options.Progress == nil {
		return func() {}
	}
	var done atomic.Int64
	return func() { s.options.Progress("make", int(done.Add(1)), of) }
}
