package compose

import (
	"cmp"
	"slices"
	"time"

	"daybook/generator/news"
	"daybook/generator/route"
	"daybook/generator/view"
	"daybook/generator/when"
)

// Sizes of what is shown of one event.
const (
	entryEvidence = 10  // reports, sources or claims of an entry; the rest is on the event's page
	eventEvidence = 100 // the same on a page of the event
	versionTold   = 5   // reports of one version of a fact
)

// brief is an entry for short lists: when, what, how sure.
func (c *Composer) brief(e *news.Event) view.Entry {
	return view.Entry{
		ID: e.ID, Headline: e.Headline, Lang: c.foreign(e.Lang), Href: c.routes.Href(c.routes.Event(e)),
		Date: c.eventDate(e), Reported: reported(e), Status: e.Status.String(), State: e.State, Importance: e.Importance,
	}
}

// reported says when the first report of an event came out, as machines read it.
func reported(e *news.Event) string {
	var first news.Moment
	for _, r := range e.Reports {
		if at := r.Article.Published; !at.IsZero() && (first.IsZero() || at.Time.Before(first.Time)) {
			first = at
		}
	}
	return when.Machine(first.Date())
}

func (c *Composer) eventDate(e *news.Event) view.Stamp { return c.stamp(e.Extent(), c.lang) }

func (c *Composer) briefs(events []*news.Event) []view.Entry {
	out := make([]view.Entry, len(events))
	for i, e := range events {
		out[i] = c.brief(e)
	}
	return out
}

// entry is an event as a timeline shows it: what is known of it, the newest of
// its evidence, and what a reader can choose it by. topic is the one whose
// timeline it is on, or nil.
func (c *Composer) entry(e *news.Event, topic *news.Topic) view.Entry {
	v := once(&c.entrySlots[c.entryNumber[e]], func() view.Entry {
		v := c.known(e, 1, c.evidenceOf(e))
		v.AllReports, v.AllSources, v.AllClaims = len(c.reportsOf(e)), len(e.Sources), len(e.Claims)
		if c.shows("Entry.Choice") {
			v.Choice = c.choiceOf(e)
		}
		v.Seal = view.SealOf(&v)
		return v
	})
	if topic == nil {
		return v
	}
	key, lanes := slices.Contains(topic.KeyEvents, e), lanesWith(topic, e)
	if key || len(lanes) > 0 {
		v.Key, v.Choice.Lanes, v.Seal = key, lanes, ""
	}
	return v
}

// lanesWith names the lanes of a topic on which an event is drawn.
func lanesWith(topic *news.Topic, e *news.Event) []string {
	var titles []string
	for _, lane := range topic.Lanes {
		if slices.ContainsFunc(e.Actors, func(n *news.Name) bool { return speaksFor(n, lane) }) {
			titles = append(titles, lane.Title)
		}
	}
	return titles
}

// evidenceOf is how many reports, sources or claims the entry of an event shows:
// all, where it has no page for more.
func (c *Composer) evidenceOf(e *news.Event) int {
	if c.archive.Site.Without.Events {
		return max(len(c.reportsOf(e)), len(e.Sources), len(e.Claims))
	}
	return entryEvidence
}

// portion gives part n, from 1, of a list whose newest stand at its end: the
// last ones are part 1.
func portion[T any](list []T, n, size int) []T {
	end := max(0, len(list)-(n-1)*size)
	return list[max(0, end-size):end]
}

// known is an event with part n, from 1, of its claims, reports and sources,
// of which a part holds so many of each.
func (c *Composer) known(e *news.Event, n, size int) view.Entry {
	v := c.brief(e)
	v.Text = e.Text
	v.Place = c.nameLink(e.Where)
	v.Actors = c.nameLinks(e.Actors)
	if c.shows("Entry.Topics") {
		v.Topics = c.topicLinks(e.Topics)
	}
	if c.shows("Entry.Sources") {
		v.Sources = c.sources(portion(e.Sources, n, size))
	}
	v.Picture = c.picture(e.Image, cmp.Or(e.Lang, c.lang), c.lang)
	v.Verified = c.verified(e.Verified)
	for _, claim := range portion(e.Claims, n, size) {
		v.Claims = append(v.Claims, c.claim(claim))
	}
	for _, r := range portion(c.reportsOf(e), n, size) {
		v.Reports = append(v.Reports, c.report(r))
	}
	for _, r := range e.Relations {
		v.Relations = append(v.Relations, view.Relation{Kind: r.Kind, Event: c.eventLink(r.Event), Date: c.eventDate(r.Event)})
	}
	for _, d := range e.Differences {
		v.Differences = append(v.Differences, c.difference(d))
	}
	return v
}

// choiceOf says what a reader can choose an entry by beyond what it shows and
// the lanes of its topic.
func (c *Composer) choiceOf(e *news.Event) view.EntryChoice {
	v := view.EntryChoice{}
	if date := e.Extent(); !date.IsZero() && len(when.Machine(date)) < len(time.DateOnly) {
		from, until, open := date.Bounds(c.house)
		if !open.Start {
			v.From = from.Format(time.DateOnly)
		}
		if !open.End {
			v.Until = until.Add(-1).Format(time.DateOnly)
		}
	}
	for _, n := range e.Around() {
		if n != e.Where {
			v.Around = append(v.Around, n.Title)
		}
	}
	for _, r := range portion(e.Reports, 1, c.evidenceOf(e)) {
		for _, tag := range r.Article.Tags {
			if !slices.Contains(v.Tags, tag) {
				v.Tags = append(v.Tags, tag)
			}
		}
	}
	return v
}

func (c *Composer) difference(d news.Difference) view.Difference {
	out := view.Difference{What: d.What}
	for _, version := range d.Versions {
		v := view.Version{}
		switch d.What {
		case "date":
			v.Says = when.Words(version.Date, c.lang)
		case "place":
			v.Says = version.Where.Title
		default:
			v.Says = c.word("status." + version.Status.String())
		}
		for _, r := range c.readable(version.Reports) {
			if r.Article == nil {
				continue
			}
			if v.Told++; v.Told <= versionTold {
				v.Reports = append(v.Reports, c.report(r))
			}
		}
		out.Versions = append(out.Versions, v)
	}
	return out
}

func (c *Composer) entries(events []*news.Event, topic *news.Topic) []view.Entry {
	out := make([]view.Entry, len(events))
	for i, e := range events {
		out[i] = c.entry(e, topic)
	}
	return out
}

// Thin reports whether the page of an event says no more than its entry on a
// timeline does. It is there as the entry's permanent address, and search
// engines are to pass it over.
func Thin(e *news.Event) bool {
	return e.Own == nil && len(e.Reports) < 2 && len(e.Claims) == 0 && len(e.Differences) == 0 && len(e.Relations) == 0
}

// EventPages is how many pages the evidence of an event fills.
func (c *Composer) EventPages(e *news.Event) int {
	return pagesOf(max(len(c.reportsOf(e)), len(e.Sources), len(e.Claims)), eventEvidence)
}

// EventAddress is the address of page n, from 1, of an event.
func (c *Composer) EventAddress(e *news.Event, n int) string {
	return numbered(c.routes.Event(e), n)
}

// Event makes page n, from 1, of an event: the first has all that is known and
// the newest evidence, the others what evidence is older.
func (c *Composer) Event(e *news.Event, n int, bodies Bodies, fill Fill) view.Event {
	v := view.Event{Frame: c.frame("event", e.Headline, c.EventAddress(e, n)), Entry: c.known(e, n, eventEvidence)}
	v.Pager = c.pager(n, c.EventPages(e), func(n int) string { return c.EventAddress(e, n) })
	if n > 1 {
		v.Title = c.word("made.page-of-title", e.Headline, n)
	}
	v.Description, v.Hidden = cmp.Or(e.Text, e.Headline), Thin(e)
	v.Withheld = c.withheld(e.Withheld)
	v.Card = c.illustrated(e.Image, c.drawn(c.routes.Event(e), e.Headline))
	if len(e.Topics) > 0 {
		c.trail(&v.Frame, e.Topics[0].Title, c.routes.Topic(e.Topics[0]))
		c.trail(&v.Frame, c.word("timeline"), c.routes.TopicTimeline(e.Topics[0]))
	} else {
		c.trail(&v.Frame, c.word("timeline"), route.Timeline)
	}
	if e.Own != nil {
		v.Body = c.body(e.Own.Own, bodies, fill)
		v.Plays = asks(v.Body)
	}
	if c.shows("Event.Desk") {
		v.Desk = c.deskOfEvent(e, v.Frame)
	}
	events := c.archive.Events
	if len(e.Topics) > 0 {
		events = e.Topics[0].Events
	}
	if i, told := c.position[e]; told {
		if i > 0 {
			v.Before = c.eventLink(events[i-1])
		}
		if i+1 < len(events) {
			v.After = c.eventLink(events[i+1])
		}
	}
	v.Graph = c.eventGraph(v, e)
	return v
}
