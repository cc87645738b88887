package compose

import (
	"cmp"
	"html/template"
	"slices"

	"daybook/generator/export"
	"daybook/generator/jsonld"
	"daybook/generator/news"
	"daybook/generator/route"
	"daybook/generator/view"
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
	Address string // where it begins
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
	cut     cut
}

// cut says how a chronicle is cut into pages.
type cut uint8

const (
	cutLong    cut = iota // into years and finer, where it is long
	cutNever              // one page however long
	cutByMonth            // a page for each month however long
)

// below gives the folder of what lies below a chronicle.
func (ch *Chronicle) below() string { return route.Below(ch.Address) }

// Chronicles gives all timelines of the site.
func (c *Composer) Chronicles() []*Chronicle {
	whole := &Chronicle{Address: route.Timeline, Events: c.archive.Events, title: c.word("timeline"), trail: c.home(), feeds: c.feedLinks(c.timelineChannel(nil))}
	how := c.archive.Site.Timelines
	if how.ByMonth {
		whole.cut = cutByMonth
	}
	list := append([]*Chronicle{whole}, c.narrowed(whole)...)
	for _, t := range c.archive.Topics {
		main := &Chronicle{
			Address: c.routes.TopicTimeline(t), Sources: []string{t.Place.Path}, Events: t.Events,
			title: c.word("made.timeline-of", t.Title), intro: t.Summary, of: c.topicLink(t), topic: t,
			feeds: append(c.feedLinks(c.timelineChannel(t)), c.feedLinks(c.topicChannel(t))...),
			trail: append(c.home(), view.Link{Text: c.word("topics"), Href: c.site.Topics}, c.topicLink(t)),
		}
		if how.WholeTopics {
			main.cut = cutNever
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
	if c.archive.Site.Without.Filters {
		return nil
	}
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
	main.filters = c.filters(main, choices, "")
	out := make([]*Chronicle, len(choices))
	for i, choice := range choices {
		narrow := *main
		narrow.choice = choice.link.Text
		narrow.Address = main.below() + choice.address
		narrow.cut = cutLong
		narrow.title = c.word("made.narrowed-"+choice.filter, main.title, choice.link.Text)
		narrow.Events = choice.events
		narrow.trail = append(slices.Clip(main.trail), view.Link{Text: c.word("timeline"), Href: c.routes.Href(main.Address)})
		narrow.filters = c.filters(main, choices, choice.address)
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
func (c *Composer) filters(main *Chronicle, choices []narrowing, current string) []view.Filter {
	var out []view.Filter
	for _, choice := range choices {
		if len(out) == 0 || out[len(out)-1].Name != choice.filter {
			out = append(out, view.Filter{Name: choice.filter})
		}
		f := &out[len(out)-1]
		link := choice.link
		link.Href, link.Current = c.routes.Href(main.below()+choice.address), choice.address == current
		if link.Current {
			link.Href = c.routes.Href(main.Address)
		}
		f.Choices = append(f.Choices, view.Choice{Link: link, Value: choice.link.Text, Count: len(choice.events)})
	}
	return out
}

// Whole reports whether a chronicle is a whole timeline, not a narrower choice
// of one.
func (ch *Chronicle) Whole() bool { return ch.choice == "" }

// In gives the address of a page of a topic's timeline in another language; nil
// where pages of one address are the same thing.
func (ch *Chronicle) In(leaf *Leaf) func(*Composer) string {
	if ch.topic == nil || !ch.Whole() || leaf.Address != ch.Address {
		return nil
	}
	return TopicIn(ch.topic, (*route.Table).TopicTimeline)
}

// HasData reports whether a chronicle can be taken away as data.
func (c *Composer) HasData(ch *Chronicle) bool {
	return ch.Whole() && len(ch.Events) > 0 && !c.archive.Site.Without.Data
}

// DataAddress is the address of a file of data of a chronicle.
func (ch *Chronicle) DataAddress(file string) string { return ch.below() + file }

// EventsOf makes the events of a chronicle ready for other programs.
func (c *Composer) EventsOf(ch *Chronicle) view.Events {
	return c.EventsView(ch.title, ch.intro, ch.Address, ch.Events)
}

// downloads links a whole timeline with the forms in which it can be taken
// along.
func (c *Composer) downloads(ch *Chronicle) []view.FeedLink {
	if !c.HasData(ch) {
		return nil
	}
	var links []view.FeedLink
	for _, f := range export.Formats() {
		links = append(links, view.FeedLink{Title: f.Label, Href: c.routes.Href(ch.DataAddress(f.File)), Type: f.Media})
	}
	return links
}

// Timeline makes a page of a chronicle.
func (c *Composer) Timeline(ch *Chronicle, leaf *Leaf) view.Timeline {
	v := view.Timeline{Frame: c.frame("timeline", ch.title, leaf.Address), Of: ch.of, Total: len(ch.Events), Filters: ch.filters}
	v.Trail = slices.Clip(ch.trail)
	if there := ch.In(leaf); there != nil {
		c.elsewhere(&v.Frame, there)
	}
	v.Feeds = append(v.Feeds, ch.feeds...)
	if ch.topic != nil {
		v.Card = c.topicCard(ch.topic)
	}
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
		v.Canonical = c.routes.Absolute(leaf.twin)
	}
	if ch.brief {
		v.Groups = c.groupsOf(shown, c.brief)
	} else {
		v.Groups = c.groups(shown, ch.topic)
	}
	v.Undated, v.Next = c.entries(leaf.undated, ch.topic), c.entries(leaf.next, ch.topic)
	v.Combine = ch.Whole() && len(leaf.parts) == 0
	v.Overview, v.Hidden = leaf.choice, ch.Hidden(leaf)
	if len(leaf.events) > 0 {
		v.First, v.Last = c.eventDate(leaf.events[0]), c.eventDate(leaf.events[len(leaf.events)-1])
	}
	c.orders(&v, ch, leaf)
	c.partsOf(&v, leaf)
	v.Before, v.After = c.partLink(leaf.before), c.partLink(leaf.after)
	c.pagerOf(&v, leaf)
	v.Drawing = c.drawingOf(ch, leaf)
	v.Downloads = c.downloads(ch)
	v.Graph = c.collection(v.Frame, jsonld.Thing{Type: "Thing", Name: ch.title}, c.entryItems(v.Groups))
	return v
}

// turns reports whether a page can be read in both orders.
func (c *Composer) turns(ch *Chronicle, leaf *Leaf) bool {
	return !c.archive.Site.Without.NewestFirst && len(leaf.events) > 1 && len(leaf.parts) == 0 && ch.choice == ""
}

// orders links a page with its twin.
func (c *Composer) orders(v *view.Timeline, ch *Chronicle, leaf *Leaf) {
	if !c.turns(ch, leaf) {
		return
	}
	oldest, newest := leaf.Address, leaf.twin
	if leaf.newest {
		oldest, newest = newest, oldest
	}
	v.Order = []view.Link{
		{Text: c.word("made.oldest-first"), Href: c.routes.Href(oldest), Current: !leaf.newest},
		{Text: c.word("made.newest-first"), Href: c.routes.Href(newest), Current: leaf.newest},
	}
}

func (c *Composer) partsOf(v *view.Timeline, leaf *Leaf) {
	for _, part := range leaf.parts {
		link := view.Link{Text: part.heading, Href: c.routes.Href(part.Address)}
		v.Parts = append(v.Parts, view.Choice{Link: link, Value: part.heading, Count: part.count})
	}
}

// partLink links a neighbouring part of a timeline, or is empty.
func (c *Composer) partLink(leaf *Leaf) view.Link {
	if leaf == nil {
		return view.Link{}
	}
	return view.Link{Text: leaf.heading, Href: c.routes.Href(leaf.Address)}
}

func (c *Composer) pagerOf(v *view.Timeline, leaf *Leaf) {
	v.Pager = c.pager(leaf.page, leaf.pages, func(n int) string { return numbered(leaf.first, n) })
}

// drawingOf draws what a page of a topic's timeline holds, or, on the first
// page of one that is cut, all of it.
func (c *Composer) drawingOf(ch *Chronicle, leaf *Leaf) template.HTML {
	if ch.topic == nil || ch.brief || leaf.page > 1 || !c.shows("Timeline.Drawing") {
		return ""
	}
	if len(leaf.parts) == 0 {
		return c.drawing(ch.topic, leaf.events, func(e *news.Event) string { return "#" + e.ID })
	}
	events := ch.Events
	if leaf.Address != ch.Address {
		events = nil
		for _, part := range leaf.parts {
			events = append(events, part.events...)
		}
	}
	return c.drawing(ch.topic, events, func(e *news.Event) string {
		return c.routes.Href(cmp.Or(c.routes.Event(e), leaf.Address))
	})
}
