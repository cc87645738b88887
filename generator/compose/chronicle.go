package compose

import (
	"cmp"
	"fmt"
	"html/template"
	"slices"
	"strings"

	"daybook/generator/export"
	"daybook/generator/news"
	"daybook/generator/route"
	"daybook/generator/view"
	"daybook/generator/when"
)

// MaxEntries is how many entries a page of a timeline holds at most.
const MaxEntries = 300

// Sizes of what a timeline offers.
const (
	filterChoices     = 12 // of one filter
	longFilterChoices = 8  // the same for a timeline that fills several pages
	overviewEntries   = 30 // events that stand for a timeline that is cut
	nameEntries       = 50 // events that the page of a name tells itself
)

// Chronicle is one timeline: of a topic, of a name, or of everything; whole,
// or narrowed to one actor, one place or what matters most. It fills one page,
// or several when it is long.
type Chronicle struct {
	Address string // where it begins; ends in a slash
	Sources []string
	Events  []*news.Event // in time

	title   string
	intro   string
	of      view.Link
	topic   *news.Topic // whose lanes and key events it shows, or nil
	trail   []view.Link
	feeds   []view.FeedLink
	filters []view.Filter
	choice  string // what it is narrowed to; empty for a whole timeline
	brief   bool   // shows events in short
}

// Leaf is one page of a chronicle.
type Leaf struct {
	Address string
	heading string // what of the chronicle it holds; empty for the whole
	events  []*news.Event
	undated []*news.Event
	next    []*news.Event
	parts   []*Leaf // years or months that lie below it
	key     bool    // its events are a choice, the rest is in its parts
	newest  bool    // newest first
	count   int     // of all events that it stands for
	page    int     // from 1, of a leaf that is cut by number
	pages   int
	first   string // address of page 1
}

// Chronicles gives all timelines of the site.
func (c *Composer) Chronicles() []*Chronicle {
	whole := &Chronicle{Address: route.Timeline, Events: c.archive.Events, title: c.word("timeline"), trail: c.home()}
	list := append([]*Chronicle{whole}, c.narrowed(whole)...)
	for _, t := range c.archive.Topics {
		main := &Chronicle{
			Address: c.routes.TopicTimeline(t), Sources: []string{t.Place.Path}, Events: t.Events,
			title: c.word("made.timeline-of", t.Title), intro: t.Summary, of: c.topicLink(t), topic: t,
			feeds: []view.FeedLink{c.topicFeed(t)},
			trail: append(c.home(), view.Link{Text: c.word("topics"), Href: c.site.Topics}, c.topicLink(t)),
		}
		list = append(append(list, main), c.narrowed(main)...)
	}
	for _, kind := range []news.Kind{news.KindPerson, news.KindOrganisation, news.KindPlace} {
		for _, n := range c.archive.NamesOf(kind) {
			if len(n.Events) <= nameEntries {
				continue
			}
			list = append(list, &Chronicle{
				Address: c.routes.NameTimeline(n), Events: n.Events, title: c.word("made.timeline-of", n.Title), of: c.nameLink(n),
				trail: append(c.home(), view.Link{Text: c.kindWord(kind), Href: c.routes.Href(route.Folder(kind))}, c.nameLink(n)),
			})
		}
	}
	return list
}

func (c *Composer) home() []view.Link { return []view.Link{{Text: c.site.Title, Href: c.site.Home}} }

// narrowing is one choice of a filter.
type narrowing struct {
	filter  string // "actor", "place" or "importance"
	address string // below the chronicle's own
	link    view.Link
	events  []*news.Event
}

// narrowed gives the narrower chronicles of one, and puts links to all of them
// into its filters and theirs.
func (c *Composer) narrowed(main *Chronicle) []*Chronicle {
	most := filterChoices
	if len(main.Events) > MaxEntries {
		most = longFilterChoices
	}
	var choices []narrowing
	choices = append(choices, c.byName(main, "actor", "who/", most, func(e *news.Event) []*news.Name { return e.Actors })...)
	choices = append(choices, c.byName(main, "place", "where/", most, func(e *news.Event) []*news.Name { return e.Around() })...)
	if key := mostImportant(main); len(key) > 0 && len(key) < len(main.Events) {
		choices = append(choices, narrowing{filter: "importance", address: "key/", link: view.Link{Text: c.word("key-events")}, events: key})
	}
	main.filters = c.filters(main.Address, choices, "")
	out := make([]*Chronicle, len(choices))
	for i, choice := range choices {
		narrow := *main
		narrow.choice = choice.link.Text
		narrow.Address = main.Address + choice.address
		narrow.title = c.word("made.narrowed-"+choice.filter, main.title, choice.link.Text)
		narrow.Events = choice.events
		narrow.trail = append(slices.Clip(main.trail), view.Link{Text: c.word("timeline"), Href: c.routes.Href(main.Address)})
		narrow.filters = c.filters(main.Address, choices, choice.address)
		if len(main.Events) > MaxEntries {
			narrow.brief = true
			narrow.Events = choice.events[max(0, len(choice.events)-MaxEntries):]
		}
		out[i] = &narrow
	}
	return out
}

// byName narrows a chronicle to each of the names that occur most in it.
func (c *Composer) byName(main *Chronicle, filter, folder string, most int, names func(*news.Event) []*news.Name) []narrowing {
	events := map[*news.Name][]*news.Event{}
	var order []*news.Name
	for _, e := range main.Events {
		for _, n := range names(e) {
			if events[n] == nil {
				order = append(order, n)
			}
			events[n] = append(events[n], e)
		}
	}
	slices.SortFunc(order, func(a, b *news.Name) int {
		return cmp.Or(cmp.Compare(len(events[b]), len(events[a])), cmp.Compare(a.Title, b.Title), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Slug, b.Slug))
	})
	var choices []narrowing
	taken := map[string]bool{}
	for _, n := range order {
		if len(choices) == most {
			break
		}
		if len(events[n]) < 2 {
			break
		}
		if len(events[n]) == len(main.Events) || taken[n.Slug] {
			continue
		}
		taken[n.Slug] = true
		choices = append(choices, narrowing{filter: filter, address: folder + n.Slug + "/", link: view.Link{Text: n.Title, Lang: c.nameLink(n).Lang}, events: events[n]})
	}
	if len(choices) < 2 {
		return nil
	}
	return choices
}

// importantFrom is the importance from which an event is among those that
// matter most, where a topic names none itself.
const importantFrom = 8

// mostImportant gives the key events of a topic, or else what is of great
// importance.
func mostImportant(ch *Chronicle) []*news.Event {
	if ch.topic != nil && len(ch.topic.KeyEvents) > 0 {
		return ch.topic.KeyEvents
	}
	var key []*news.Event
	for _, e := range ch.Events {
		if e.Importance >= importantFrom {
			key = append(key, e)
		}
	}
	return key
}

// filters makes the links of all choices; current is the address of the one
// that the page shows.
func (c *Composer) filters(address string, choices []narrowing, current string) []view.Filter {
	var out []view.Filter
	for _, choice := range choices {
		if len(out) == 0 || out[len(out)-1].Name != choice.filter {
			out = append(out, view.Filter{Name: choice.filter})
		}
		f := &out[len(out)-1]
		link := choice.link
		link.Href, link.Current = c.routes.Href(address+choice.address), choice.address == current
		if link.Current {
			link.Href = c.routes.Href(address)
		}
		f.Choices = append(f.Choices, view.Choice{Link: link, Value: choice.link.Text, Count: len(choice.events)})
	}
	return out
}

// Hidden reports whether search engines are to pass a page over, since another
// holds the same.
func (ch *Chronicle) Hidden(leaf *Leaf) bool { return leaf.newest || ch.choice != "" }

// Leaves cuts a chronicle into its pages. A chronicle of at most MaxEntries
// events is one page. A longer one begins with a page of its most important
// events and has a page for each year; a longer year has one for each month; a
// longer month is cut by number. Every page of a chronicle that is not narrowed
// has a twin with the newest first.
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
		if ch.turns(leaf) {
			twin := *leaf
			twin.newest, twin.Address = true, leaf.Address+"newest/"
			leaves = append(leaves, &twin)
		}
	}
	return leaves
}

func (c *Composer) cutYears(ch *Chronicle, top *Leaf) []*Leaf {
	if len(top.events)+len(top.undated)+len(top.next) <= MaxEntries {
		return nil
	}
	var below []*Leaf
	for _, run := range runs(top.events, func(e *news.Event) group { return group{year: groupOf(e).year} }) {
		year := &Leaf{
			Address: ch.Address + fmt.Sprintf("%04d/", run.key.year), heading: when.Words(when.Year(run.key.year), c.lang), events: run.events, count: len(run.events),
		}
		top.parts = append(top.parts, year)
		below = append(append(below, year), c.cutMonths(year)...)
	}
	top.events, top.key = standing(ch, top.events), true
	return append(below, c.cutRest(ch, top)...)
}

// cutRest moves undated and planned events that are too many for the first
// page to pages of their own.
func (c *Composer) cutRest(ch *Chronicle, top *Leaf) []*Leaf {
	var below []*Leaf
	if len(top.undated) > overviewEntries {
		undated := &Leaf{Address: ch.Address + "undated/", heading: c.word("undated"), undated: top.undated, count: len(top.undated)}
		top.undated = nil
		top.parts = append(top.parts, undated)
		below = append(append(below, undated), number(undated)...)
	}
	if len(top.next) > overviewEntries {
		next := &Leaf{Address: ch.Address + "next/", heading: c.word("next"), next: top.next, count: len(top.next)}
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
	year.events, year.key = loose, true
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

// Whole reports whether a chronicle is a whole timeline, not a narrower choice
// of one. Whole timelines can be taken away as data.
func (ch *Chronicle) Whole() bool { return ch.choice == "" }

// EventsOf makes the events of a chronicle ready for other programs.
func (c *Composer) EventsOf(ch *Chronicle) view.Events {
	return c.EventsView(ch.title, ch.intro, ch.Address, ch.Events)
}

// downloads links a whole timeline with the forms in which it can be taken
// along.
func (c *Composer) downloads(ch *Chronicle) []view.FeedLink {
	if !ch.Whole() || len(ch.Events) == 0 {
		return nil
	}
	var links []view.FeedLink
	for _, f := range export.Formats() {
		links = append(links, view.FeedLink{Title: f.Label, Href: c.routes.Href(ch.Address + f.File), Type: f.Media})
	}
	return links
}

// Timeline makes a page of a chronicle.
func (c *Composer) Timeline(ch *Chronicle, leaf *Leaf) view.Timeline {
	v := view.Timeline{Frame: c.frame("timeline", ch.title, leaf.Address), Of: ch.of, Total: len(ch.Events), Filters: ch.filters}
	v.Trail = slices.Clip(ch.trail)
	v.Feeds = append(v.Feeds, ch.feeds...)
	v.Description = c.word("made.timeline-intro", ch.title, len(ch.Events))
	if leaf.Address != ch.Address {
		v.Trail = append(v.Trail, view.Link{Text: c.word("timeline"), Href: c.routes.Href(ch.Address)})
	}
	if leaf.heading != "" {
		v.Title = c.word("made.narrowed", ch.title, leaf.heading)
		v.Part = leaf.heading
	} else if ch.choice != "" {
		v.Part = ch.choice
	} else {
		v.Intro = ch.intro
	}
	if leaf.page > 1 {
		v.Title = c.word("made.page-of-title", v.Title, leaf.page)
	}
	shown := leaf.events
	if leaf.newest {
		v.Title = c.word("made.narrowed", v.Title, c.word("made.newest-first"))
		shown = slices.Clone(shown)
		slices.Reverse(shown)
		v.Canonical = c.routes.Absolute(strings.TrimSuffix(leaf.Address, "newest/"))
	}
	if ch.brief {
		v.Groups = c.groupsOf(shown, c.brief)
	} else {
		v.Groups = c.groups(shown, ch.topic)
	}
	v.Undated, v.Next = c.entries(leaf.undated, ch.topic), c.entries(leaf.next, ch.topic)
	v.Overview, v.Hidden = leaf.key, ch.Hidden(leaf)
	if len(leaf.events) > 0 {
		v.First, v.Last = c.eventDate(leaf.events[0]), c.eventDate(leaf.events[len(leaf.events)-1])
	}
	c.orders(&v, ch, leaf)
	c.partsOf(&v, leaf)
	c.pagerOf(&v, leaf)
	v.Drawing = c.drawingOf(ch, leaf)
	v.Downloads = c.downloads(ch)
	return v
}

// turns reports whether a page can be read in both orders.
func (ch *Chronicle) turns(leaf *Leaf) bool {
	return len(leaf.events) > 1 && !leaf.key && ch.choice == ""
}

// orders links a page with its twin.
func (c *Composer) orders(v *view.Timeline, ch *Chronicle, leaf *Leaf) {
	if !ch.turns(leaf) {
		return
	}
	oldest := strings.TrimSuffix(leaf.Address, "newest/")
	v.Order = []view.Link{
		{Text: c.word("made.oldest-first"), Href: c.routes.Href(oldest), Current: !leaf.newest},
		{Text: c.word("made.newest-first"), Href: c.routes.Href(oldest + "newest/"), Current: leaf.newest},
	}
}

func (c *Composer) partsOf(v *view.Timeline, leaf *Leaf) {
	for _, part := range leaf.parts {
		link := view.Link{Text: part.heading, Href: c.routes.Href(part.Address)}
		v.Parts = append(v.Parts, view.Choice{Link: link, Value: part.heading, Count: part.count})
	}
}

func (c *Composer) pagerOf(v *view.Timeline, leaf *Leaf) {
	v.Pager = c.pager(leaf.page, leaf.pages, func(n int) string { return numbered(leaf.first, n) })
}

// numbered gives the address of page n of a leaf that begins at an address.
func numbered(first string, n int) string {
	if n == 1 {
		return first
	}
	return first + "page/" + itoa(n) + "/"
}

// drawingOf draws what a page of a topic's timeline holds, or, on the first
// page of one that is cut, all of it.
func (c *Composer) drawingOf(ch *Chronicle, leaf *Leaf) template.HTML {
	if ch.topic == nil || ch.brief || leaf.page > 1 {
		return ""
	}
	if !leaf.key {
		return c.drawing(ch.topic, leaf.events, func(e *news.Event) string { return "#" + e.ID })
	}
	events := ch.Events
	if leaf.Address != ch.Address {
		events = nil
		for _, part := range leaf.parts {
			events = append(events, part.events...)
		}
	}
	return c.drawing(ch.topic, events, func(e *news.Event) string { return c.routes.Href(c.routes.Event(e)) })
}
