// Package render makes the files of a plan.
//
// In: plan.File and what its making needs: layouts, bodies, media. Out: bytes,
// and the key that stands for them. Files are made in parallel, each on its
// own; a file whose key is known is not made at all.
package render

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"html/template"
	"io"
	"os"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"

	"daybook/generator/cache"
	"daybook/generator/card"
	"daybook/generator/compose"
	"daybook/generator/darkroom"
	"daybook/generator/export"
	"daybook/generator/feed"
	"daybook/generator/layout"
	"daybook/generator/markdown"
	"daybook/generator/plan"
	"daybook/generator/problem"
	"daybook/generator/search"
	"daybook/generator/view"
)

// Maker makes files.
type Maker struct {
	Layouts *layout.Set
	Bodies  compose.Bodies
	Root    *os.Root // the site's folder, for media
	// Version stands for this program: another version makes other bytes.
	Version [32]byte
	// Prints keeps prints between runs; nil to keep none.
	Prints *cache.Files

	large sync.Mutex // held by whoever develops a picture of many pixels

	presses sync.Pool // of *card.Press, which serve one goroutine at a time
}

// Fill closes the holes of a body; it is the compose.Fill of every build.
func Fill(html []byte, body view.Body) template.HTML {
	links := body.Links
	return template.HTML(markdown.Fill(html, func(i int) markdown.Link {
		if i >= len(links) {
			return markdown.Link{}
		}
		return markdown.Link{Href: links[i].Href, Title: links[i].Title, Class: links[i].Class}
	}, func(i int, alone bool) string {
		if i >= len(links) || links[i].Picture < 1 || links[i].Picture > len(body.Pictures) {
			return ""
		}
		return figure(body.Pictures[links[i].Picture-1], alone)
	}, func(i int) markdown.Embed {
		if i >= len(body.Plays) {
			return markdown.Embed{}
		}
		return markdown.Embed(body.Plays[i])
	}))
}

// Key stands for the bytes of a file: of equal keys, equal bytes are made.
func (m *Maker) Key(f plan.File) ([32]byte, error) {
	h := view.NewHasher()
	if f.Media != "" {
		return m.key(h, f, nil)
	}
	return m.key(h, f, f.View(nil))
}

// key is Key given the view, with its bodies or without. It is three sums side
// by side, so that Differ can tell which of them changed: 8 bytes of the
// program, 8 of the layout with its words, and 16 of the view or the media.
func (m *Maker) key(views *view.Hasher, f plan.File, value any) ([32]byte, error) {
	var key [32]byte
	program := sha256.Sum256(m.Version[:])
	if f.Print != (darkroom.Print{}) {
		program = sha256.Sum256([]byte(darkroom.Version)) // prints outlive the program
	}
	copy(key[:8], program[:])
	form := sha256.New()
	fmt.Fprintf(form, "%s\n%s\n%s\n", f.Kind, f.Layout, f.Lang)
	if f.Layout != "" {
		sum := m.Layouts.Key(f.Layout, f.Lang)
		form.Write(sum[:])
	}
	copy(key[8:16], form.Sum(nil))
	if f.Media == "" {
		sum := views.Hash(value)
		copy(key[16:], sum[:])
		return key, nil
	}
	if f.Sum != "" {
		sum := sha256.Sum256([]byte(darkroom.Version + f.Sum))
		if f.Print != (darkroom.Print{}) {
			sum = f.Print.Key(f.Sum)
		}
		copy(key[16:], sum[:])
		return key, nil
	}
	shown := sha256.New()
	file, err := m.Root.Open(f.Media)
	if err != nil {
		return [32]byte{}, fmt.Errorf("read %s: %w", f.Media, err)
	}
	_, err = io.Copy(shown, file)
	if err = errors.Join(err, file.Close()); err != nil {
		return [32]byte{}, fmt.Errorf("read %s: %w", f.Media, err)
	}
	copy(key[16:], shown.Sum(nil))
	return key, nil
}

// Cause is what of a file changed, so that it must be made again.
type Cause string

// Causes.
const (
	Program Cause = "program" // another version of Daybook makes it
	Form    Cause = "layout"  // its layout, or the words of that
	Content Cause = "content" // what it shows
)

// Differ tells what changed between two keys of a file.
func Differ(was, is [32]byte) []Cause {
	var causes []Cause
	if !bytes.Equal(was[:8], is[:8]) {
		causes = append(causes, Program)
	}
	if !bytes.Equal(was[8:16], is[8:16]) {
		causes = append(causes, Form)
	}
	if !bytes.Equal(was[16:], is[16:]) {
		causes = append(causes, Content)
	}
	return causes
}

// write makes the bytes of a file from its whole view, and lends them to put; a
// file of media has no view.
func (m *Maker) write(f plan.File, value any, put func([]byte) error) error {
	if mail, is := value.(view.Mail); is {
		return m.mail(f, mail, put)
	}
	if f.Layout != "" {
		return m.Layouts.Write(f.Layout, f.Lang, value, put)
	}
	body, err := m.data(f, value)
	if err != nil {
		return err
	}
	return put(body)
}

// card draws a social card.
func (m *Maker) card(v view.SocialCard) ([]byte, error) {
	press, ready := m.presses.Get().(*card.Press)
	if !ready {
		press = card.New()
	}
	defer m.presses.Put(press)
	drawn, err := press.Draw(v)
	return bytes.Clone(drawn), err
}

// icon draws an icon of the site.
func (m *Maker) icon(address string, v view.SiteIcon) ([]byte, error) {
	press, ready := m.presses.Get().(*card.Press)
	if !ready {
		press = card.New()
	}
	defer m.presses.Put(press)
	drawn, err := press.Icon(v)
	if strings.HasSuffix(address, ".ico") {
		return card.ICO(drawn, v.Size), err
	}
	return bytes.Clone(drawn), err
}

// data makes the bytes of a file that no layout makes.
func (m *Maker) data(f plan.File, value any) ([]byte, error) {
	if f.Media != "" {
		text, err := m.Root.ReadFile(f.Media)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", f.Media, err)
		}
		clean, p := darkroom.Clean(f.Media, text)
		if p != nil {
			return nil, &spoilt{*p}
		}
		return clean, nil
	}
	switch v := value.(type) {
	case view.Feed:
		return feedIn(f.Kind, v)
	case view.Outline:
		return feed.OPML(v)
	case view.Sitemap:
		return feed.Sitemap(v)
	case view.SitemapIndex:
		return feed.SitemapIndex(v)
	case view.NewsSitemap:
		return feed.NewsSitemap(v)
	case view.Robots:
		return feed.Robots(v), nil
	case view.Redirects:
		return feed.Redirects(v), nil
	case view.Headers:
		return feed.Headers(v), nil
	case view.Events:
		return events(f.Kind, v)
	case view.SearchIndex:
		return search.Index(v)
	case view.SocialCard:
		return m.card(v)
	case view.SiteIcon:
		return m.icon(f.Address, v)
	case view.Manifest:
		return feed.Manifest(v)
	case view.SearchShard:
		return search.Shard(v)
	case view.SearchBlock:
		return search.Block(v)
	case plan.Bytes:
		return v.Body, nil
	}
	return nil, fmt.Errorf("nothing makes a file of kind %q from a %T", f.Kind, value)
}

// feedIn writes a feed in the form that a kind of file takes.
func feedIn(kind string, v view.Feed) ([]byte, error) {
	switch kind {
	case "rss":
		return feed.RSS(v)
	case "json-feed":
		return feed.JSON(v)
	}
	return feed.Atom(v)
}

// events writes the events of a timeline in the form that a kind of file takes.
func events(kind string, v view.Events) ([]byte, error) {
	for _, f := range export.Formats() {
		if f.Kind == kind {
			return f.Write(v)
		}
	}
	return nil, fmt.Errorf("no form of events is called %q", kind)
}

// Sink takes what is made. Its functions are called from several goroutines.
type Sink struct {
	// Knows reports whether any bytes of a path are there, so that it is worth
	// asking Holds before a whole view is made.
	Knows func(path string) bool
	// Holds reports whether the bytes of a key are there already, so that the
	// file need not be made.
	Holds func(path string, key [32]byte) bool
	// Put takes a file that was made. The bytes are lent: they are its own only
	// until it returns.
	Put func(path string, key [32]byte, body []byte) error
}

// All makes the files of a plan into a sink. What a layout does wrong is a
// problem, told once for each layout's place; anything else is an error. It
// stops early when the context ends.
func (m *Maker) All(ctx context.Context, files []plan.File, sink Sink) ([]problem.Problem, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	faults := make([]*problem.Problem, len(files))
	var taken atomic.Int64
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			w := worker{views: view.NewHasher()}
			for i := int(taken.Add(1)) - 1; i < len(files) && ctx.Err() == nil; i = int(taken.Add(1)) - 1 {
				if i > 0 && ofOne(files[i-1], files[i]) {
					continue // whoever took the first print of a picture makes all
				}
				for first := i; i < len(files) && ctx.Err() == nil && (i == first || ofOne(files[first], files[i])); i++ {
					fault, err := m.one(files[i], &w, sink)
					if err != nil {
						cancel(err)
					}
					faults[i] = fault
				}
				w.lay(m)
			}
		})
	}
	workers.Wait()
	var problems []problem.Problem
	for _, p := range faults {
		if p != nil {
			problems = append(problems, *p)
		}
	}
	return problem.Sorted(problems), context.Cause(ctx)
}

// One makes one file into a sink, as All does.
func (m *Maker) One(f plan.File, sink Sink) (*problem.Problem, error) {
	w := worker{views: view.NewHasher()}
	defer w.lay(m)
	return m.one(f, &w, sink)
}

func (m *Maker) one(f plan.File, w *worker, sink Sink) (fault *problem.Problem, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("make %s: %v; this is a fault of Daybook, please report it", f.Path, r)
		}
	}()
	var value any
	known := sink.Knows(f.Path)
	switch {
	case f.Media != "":
	case known:
		value = f.View(nil)
	default:
		value = f.View(m.Bodies)
	}
	key, err := m.key(w.views, f, value)
	if err != nil {
		return nil, err
	}
	if known {
		if sink.Holds(f.Path, key) {
			return nil, nil
		}
		if f.Media == "" {
			value = f.View(m.Bodies)
		}
	}
	var failed error // of the sink
	put := func(body []byte) error {
		failed = sink.Put(f.Path, key, body)
		return failed
	}
	if f.Print != (darkroom.Print{}) {
		err = m.print(f, w, put)
	} else {
		err = m.write(f, value, put)
	}
	var mistake *layout.Error
	var spoilt *spoilt
	switch {
	case failed != nil:
		return nil, failed
	case errors.As(err, &spoilt):
		return &spoilt.Problem, nil
	case errors.As(err, &mistake):
		p := mistake.Problem
		return &p, nil
	case err != nil:
		return nil, fmt.Errorf("make %s: %w", f.Path, err)
	}
	return nil, nil
}
