package compose

import (
	"fmt"
	"slices"
	"strconv"
	"time"

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

// weekDates gives Monday to Sunday of an ISO 8601 week.
func weekDates(s *news.Span) when.Date {
	fourth := time.Date(s.Year, 1, 4, 0, 0, 0, 0, time.UTC)
	monday := fourth.AddDate(0, 0, -(int(fourth.Weekday())+6)%7+7*(s.Week-1))
	week, _ := when.Between(when.DayOf(monday), when.DayOf(monday.AddDate(0, 0, 6)))
	return week
}

// Edition makes the page of a day, week, month or year; spans is the list that
// it stands in, newest first.
func (c *Composer) Edition(s *news.Span, spans []*news.Span) view.Edition {
	heading := c.spanWords(s)
	v := view.Edition{Frame: c.frame("edition", heading, c.routes.Span(s)), Heading: heading, Articles: c.cards(s.Articles)}
	switch {
	case s.Week > 0:
		v.Span = "week"
	case s.Day > 0:
		v.Span = "day"
	case s.Month > 0:
		v.Span = "month"
	default:
		v.Span = "year"
	}
	v.Description = c.word("made.edition-intro", heading, len(s.Articles))
	c.trailOfSpan(&v, s)
	if v.Span != "day" {
		v.Parts = c.parts(s)
	}
	switch {
	case !c.shows("Edition.Events"):
	case v.Span == "day":
		v.Events = c.entries(s.Events, nil)
	default:
		v.Events = c.briefs(s.Events)
	}
	if i := slices.Index(spans, s); i >= 0 {
		if i > 0 {
			v.Following = c.spanLink(spans[i-1])
		}
		if i+1 < len(spans) {
			v.Previous = c.spanLink(spans[i+1])
		}
	}
	return v
}

func (c *Composer) trailOfSpan(v *view.Edition, s *news.Span) {
	if v.Span == "year" {
		return
	}
	without := c.archive.Site.Without
	if !without.Years && slices.ContainsFunc(c.archive.Years, func(y *news.Span) bool { return y.Year == s.Year }) {
		v.Trail = append(v.Trail, c.spanLink(&news.Span{Year: s.Year}))
	}
	if v.Span == "day" && !without.Months {
		v.Trail = append(v.Trail, c.spanLink(&news.Span{Year: s.Year, Month: s.Month}))
	}
}

// parts are the days of a month or week, or the months of a year.
func (c *Composer) parts(s *news.Span) []view.IndexItem {
	var inner []*news.Span
	switch {
	case s.Week > 0:
		for _, d := range c.archive.Days {
			if y, w := time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).ISOWeek(); y == s.Year && w == s.Week {
				inner = append(inner, d)
			}
		}
	case s.Month > 0:
		for _, d := range c.archive.Days {
			if d.Year == s.Year && d.Month == s.Month {
				inner = append(inner, d)
			}
		}
	default:
		for _, m := range c.archive.Months {
			if m.Year == s.Year {
				inner = append(inner, m)
			}
		}
	}
	items := make([]view.IndexItem, len(inner))
	for i, span := range inner {
		items[len(inner)-1-i] = view.IndexItem{Link: c.spanLink(span), Articles: len(span.Articles), Events: len(span.Events)}
	}
	return items
}
