package compose

import (
	"fmt"
	"strconv"

	"daybook/generator/news"
	"daybook/generator/view"
	"daybook/generator/when"
)

func itoa(n int) string { return strconv.Itoa(n) }

// group is a month, or a year for dates that are not known to the month.
type group struct{ year, month int }

// groupOf puts an event under the month that its lower bound falls in as
// written, or under the year when no month is known.
func groupOf(e *news.Event) group {
	year, month, _ := e.Date.Civil()
	if p := e.Date.Precision(); p < when.MonthPrecision {
		return group{year: year}
	}
	return group{year: year, month: int(month)}
}

// groups cuts events in time into runs of one month or year, and says where
// long nothing was reported.
func (c *Composer) groups(events []*news.Event, topic *news.Topic) []view.Group {
	return c.groupsOf(events, func(e *news.Event) view.Entry { return c.entry(e, topic) })
}

// groupsOf is groups with entries made in another way.
func (c *Composer) groupsOf(events []*news.Event, entry func(*news.Event) view.Entry) []view.Group {
	var out []view.Group
	seen := map[group]int{}
	var last group
	for i, e := range events {
		if e.Date.IsZero() {
			continue
		}
		g := groupOf(e)
		if len(out) == 0 || g != last {
			v := view.Group{Heading: c.groupHeading(g), ID: groupID(g, seen[g]), Entries: make([]view.Entry, 0, together(events[i:], g))}
			if i > 0 {
				v.Gap = c.gap(events[i-1], e)
			}
			seen[g]++
			out = append(out, v)
			last = g
		}
		out[len(out)-1].Entries = append(out[len(out)-1].Entries, entry(e))
	}
	return out
}

// together counts the events at the beginning that belong to a group.
func together(events []*news.Event, g group) int {
	n := 0
	for n < len(events) && !events[n].Date.IsZero() && groupOf(events[n]) == g {
		n++
	}
	return n
}

func (c *Composer) groupHeading(g group) string {
	if g.month == 0 {
		return when.Words(when.Year(g.year), c.lang)
	}
	return when.Words(when.Month(g.year, g.month), c.lang)
}

// groupID is the anchor of a group. It begins with a sign that no event's id
// begins with.
func groupID(g group, before int) string {
	id := fmt.Sprintf("_%04d", g.year)
	if g.month > 0 {
		id += fmt.Sprintf("-%02d", g.month)
	}
	if before > 0 {
		id += "-" + itoa(before+1)
	}
	return id
}

// gap words a stretch of at least two months in which nothing was reported.
func (c *Composer) gap(before, after *news.Event) string {
	if c.archive.Before(after, before) {
		before, after = after, before
	}
	_, until, open := before.Date.Bounds(c.house)
	from, _, _ := after.Date.Bounds(c.house)
	if open.End || !from.After(until) {
		return ""
	}
	months := (from.Year()-until.Year())*12 + int(from.Month()) - int(until.Month())
	switch {
	case months >= 24:
		return c.word("made.gap-years", months/12)
	case months >= 2:
		return c.word("made.gap-months", months)
	}
	return ""
}

func (c *Composer) dayOf(a *news.Article) *news.Span {
	day := a.Day(c.house)
	return &news.Span{Year: day.Year(), Month: day.Month(), Day: day.Day()}
}

func (c *Composer) spanLink(s *news.Span) view.Link {
	return view.Link{Text: c.spanWords(s), Href: c.routes.Href(c.routes.Span(s))}
}

func (c *Composer) spanLinks(spans []*news.Span) []view.Link {
	links := make([]view.Link, len(spans))
	for i, s := range spans {
		links[i] = c.spanLink(s)
	}
	return links
}

// spanWords names a span.
func (c *Composer) spanWords(s *news.Span) string {
	switch {
	case s.Week > 0:
		return c.word("made.week", s.Week, when.Words(weekDates(s), c.lang))
	case s.Day > 0:
		return when.Words(when.Day(s.Year, int(s.Month), s.Day), c.lang)
	case s.Month > 0:
		return when.Words(when.Month(s.Year, int(s.Month)), c.lang)
	}
	return when.Words(when.Year(s.Year), c.lang)
}
