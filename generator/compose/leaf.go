package compose

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"daybook/generator/news"
	"daybook/generator/route"
	"daybook/generator/when"
)

// Leaf is one page of a chronicle.
type Leaf struct {
	Address string
	heading string // what of the chronicle it holds; empty for the whole
	events  []*news.Event
	undated []*news.Event
	next    []*news.Event
	parts   []*Leaf // years or months that lie below it
	choice  bool    // its events stand for the whole, and all are in its parts
	newest  bool    // newest first
	twin    string  // address of the same in the other order; empty when there is none
	before  *Leaf   // the parts before and after it in time, or nil
	after   *Leaf
	count   int // of all events that it stands for
	page    int // from 1, of a leaf that is cut by number
	pages   int
	first   string // address of page 1
}

// Hidden reports whether search engines are to pass a page over, since another
// holds the same.
func (ch *Chronicle) Hidden(leaf *Leaf) bool { return leaf.newest || ch.choice != "" }

// Leaves cuts a chronicle into its pages. A chronicle of at most MaxEntries
// events is one page. A longer one begins with a page of its most important
// events and has a page for each year; a longer year has one for each month; a
// longer month is cut by number. site.yaml may ask for one page however long,
// or for a page for each month. Every page of a chronicle that is not narrowed
// has a twin with the newest first, unless the paper does without.
func (c *Composer) Leaves(ch *Chronicle) []*Leaf {
	top := &Leaf{Address: ch.Address}
	for _, e := range ch.Events {
		switch {
		case e.State == "planned":
			top.next = append(top.next, e)
		case e.Date.IsZero():
			top.undated = append(top.undated, e)
		default:
			top.events = append(top.events, e)
		}
	}
	leaves := append([]*Leaf{top}, c.cutYears(ch, top)...)
	for _, leaf := range slices.Clone(leaves) {
		if c.turns(ch, leaf) {
			leaf.twin = route.Below(leaf.Address) + "newest/"
			twin := *leaf
			twin.newest, twin.Address, twin.twin = true, leaf.twin, leaf.Address
			leaves = append(leaves, &twin)
		}
	}
	return leaves
}

func (c *Composer) cutYears(ch *Chronicle, top *Leaf) []*Leaf {
	if ch.cut == cutNever || ch.cut == cutLong && len(top.events)+len(top.undated)+len(top.next) <= MaxEntries || len(top.events) == 0 && ch.cut == cutByMonth {
		return nil
	}
	var below []*Leaf
	if ch.cut == cutByMonth {
		below = c.cutByMonth(top)
		top.events, top.choice = standing(ch, top.events), true
		return append(below, c.cutRest(ch, top)...)
	}
	for _, run := range runs(top.events, func(e *news.Event) group { return group{year: groupOf(e).year} }) {
		year := &Leaf{
			Address: ch.below() + fmt.Sprintf("%04d/", run.key.year), heading: when.Words(when.Year(run.key.year), c.lang), events: run.events, count: len(run.events),
		}
		top.parts = append(top.parts, year)
		below = append(append(below, year), c.cutMonths(year)...)
	}
	top.events, top.choice = standing(ch, top.events), true
	return append(below, c.cutRest(ch, top)...)
}

// cutByMonth gives a page for each month that has an event, and one for each
// year with events of which no month is known; the newest is the first part.
func (c *Composer) cutByMonth(top *Leaf) []*Leaf {
	var below []*Leaf
	for _, run := range runs(top.events, groupOf) {
		part := &Leaf{heading: c.groupHeading(run.key), events: run.events, count: len(run.events)}
		if run.key.month == 0 {
			part.Address = route.Timeline + fmt.Sprintf("%04d/", run.key.year)
		} else {
			part.Address = c.routes.TimelineMonth(run.key.year, time.Month(run.key.month))
		}
		if n := len(below); n > 0 {
			part.before, below[n-1].after = below[n-1], part
		}
		below = append(below, part)
	}
	top.parts = slices.Clone(below)
	slices.Reverse(top.parts)
	return below
}

// cutRest moves undated and planned events that are too many for the first
// page to pages of their own.
func (c *Composer) cutRest(ch *Chronicle, top *Leaf) []*Leaf {
	var below []*Leaf
	if len(top.undated) > overviewEntries {
		undated := &Leaf{Address: ch.below() + "undated/", heading: c.word("undated"), undated: top.undated, count: len(top.undated)}
		top.undated = nil
		top.parts = append(top.parts, undated)
		below = append(append(below, undated), number(undated)...)
	}
	if len(top.next) > overviewEntries {
		next := &Leaf{Address: ch.below() + "next/", heading: c.word("next"), next: top.next, count: len(top.next)}
		top.next = nil
		top.parts = append(top.parts, next)
		below = append(append(below, next), number(next)...)
	}
	return below
}

func (c *Composer) cutMonths(year *Leaf) []*Leaf {
	if len(year.events) <= MaxEntries {
		return nil
	}
	var below []*Leaf
	var loose []*news.Event
	for _, run := range runs(year.events, groupOf) {
		if run.key.month == 0 {
			loose = append(loose, run.events...)
			continue
		}
		month := &Leaf{
			Address: year.Address + fmt.Sprintf("%02d/", run.key.month), heading: when.Words(when.Month(run.key.year, run.key.month), c.lang), events: run.events, count: len(run.events),
		}
		year.parts = append(year.parts, month)
		below = append(append(below, month), number(month)...)
	}
	year.events = loose
	return append(below, number(year)...)
}

// number cuts a leaf that is still too long into pages 1, 2, 3, …; it keeps the
// first and gives the others.
func number(leaf *Leaf) []*Leaf {
	kind := leaf.holds()
	list := leaf.list(kind)
	chunks := slices.Collect(slices.Chunk(*list, MaxEntries))
	if len(chunks) < 2 {
		return nil
	}
	*list = chunks[0]
	leaf.page, leaf.pages, leaf.first = 1, len(chunks), leaf.Address
	var others []*Leaf
	for i, chunk := range chunks[1:] {
		other := *leaf
		other.page, other.parts = i+2, nil
		other.Address = numbered(leaf.first, i+2)
		other.events, other.undated, other.next = nil, nil, nil
		*other.list(kind) = chunk
		others = append(others, &other)
	}
	return others
}

// holding says which list of a leaf is the long one.
type holding uint8

const (
	holdsDated holding = iota
	holdsUndated
	holdsPlanned
)

func (l *Leaf) holds() holding {
	switch {
	case len(l.undated) > 0:
		return holdsUndated
	case len(l.next) > 0:
		return holdsPlanned
	}
	return holdsDated
}

func (l *Leaf) list(h holding) *[]*news.Event {
	switch h {
	case holdsUndated:
		return &l.undated
	case holdsPlanned:
		return &l.next
	}
	return &l.events
}

// run is a stretch of events under one key.
type run struct {
	key    group
	events []*news.Event
}

// runs gathers events in time by a key, in the order in which keys come.
func runs(events []*news.Event, key func(*news.Event) group) []run {
	var out []run
	at := map[group]int{}
	for _, e := range events {
		k := key(e)
		i, known := at[k]
		if !known {
			i = len(out)
			at[k] = i
			out = append(out, run{key: k})
		}
		out[i].events = append(out[i].events, e)
	}
	return out
}

// standing gives the few events that stand for many, in time: the topic's key
// events, or else the most important and most reported ones.
func standing(ch *Chronicle, events []*news.Event) []*news.Event {
	if ch.topic != nil && len(ch.topic.KeyEvents) > 0 {
		return ch.topic.KeyEvents
	}
	best := make([]int, len(events))
	for i := range best {
		best[i] = i
	}
	slices.SortStableFunc(best, func(a, b int) int {
		return cmp.Or(cmp.Compare(events[b].Importance, events[a].Importance), cmp.Compare(len(events[b].Reports), len(events[a].Reports)))
	})
	best = best[:min(len(best), overviewEntries)]
	slices.Sort(best)
	out := make([]*news.Event, len(best))
	for i, at := range best {
		out[i] = events[at]
	}
	return out
}

// numbered gives the address of page n of a leaf that begins at an address.
func numbered(first string, n int) string {
	if n == 1 {
		return first
	}
	return first + "page/" + itoa(n) + "/"
}
