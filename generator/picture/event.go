package picture

import (
	"cmp"
	"net/url"
	"slices"
	"strings"
	"time"

	"daybook/generator/when"
)

// event is a mark that can be placed, in the terms of the drawing.
type event struct {
	date        when.Date
	from, until int64 // seconds; an end that does not exist is the axis's own
	openStart   bool
	openEnd     bool
	lanes       []int
	label       string
	name        string // label, date, lanes and notes: what a screen reader says
	href        string
	look        look
	importance  int
}

// look is how a mark differs from a plain dot or bar: a set of the below.
type look uint8

const (
	unsure    look = 1 << iota // date uncertain
	about                      // date approximate
	period                     // one moment, known only to lie in a month or more
	planned                    //
	disputed                   //
	denied                     //
	retracted                  //
)

// maxLanes is how many actors get a lane of their own; those after them share
// the lane of the others, so that a drawing stays within a phone's width.
const maxLanes = 6

// house is the chart's zone, never the machine's.
func (c *Chart) house() *time.Location {
	if c.House == nil {
		return time.UTC
	}
	return c.House
}

// lanes gives the names of the lanes that are drawn and, for each lane id, its
// index. The lane of the others is last, at index len(names), and not in names.
func (c *Chart) lanes() (names []string, index map[string]int) {
	index = make(map[string]int, len(c.Lanes))
	for _, lane := range c.Lanes {
		if _, twice := index[lane.ID]; twice {
			continue
		}
		if len(names) == maxLanes {
			break
		}
		index[lane.ID] = len(names)
		names = append(names, clean(lane.Name, maxLabelRunes))
	}
	return names, index
}

// events gives the marks that can be placed, in order of time and, where dates
// are equal, as given; and the names of all lanes that they need.
func (c *Chart) events() (events []event, lanes []string) {
	names, index := c.lanes()
	others := false
	events = make([]event, 0, len(c.Marks))
	for i := range c.Marks {
		m := &c.Marks[i]
		if !m.Date.InRange() {
			continue
		}
		e := event{date: m.Date, label: clean(m.Label, maxLabelRunes), importance: m.Importance, href: m.link()}
		for _, id := range m.Lanes {
			if lane, drawn := index[id]; drawn && !slices.Contains(e.lanes, lane) {
				e.lanes = append(e.lanes, lane)
			}
		}
		slices.Sort(e.lanes)
		if len(e.lanes) == 0 {
			e.lanes = []int{len(names)}
			others = true
		}
		e.look = m.look()
		events = append(events, e)
	}
	slices.SortStableFunc(events, func(a, b event) int { return when.Compare(a.date, b.date, c.house()) })
	notes := c.notes()
	for i := range events {
		events[i].name = c.nameOf(&events[i], names, notes[:])
	}
	if others {
		names = append(names, clean(c.Others, maxLabelRunes))
	}
	c.bound(events)
	return events, names
}

// bound gives every event its bounds. An end that does not exist is a little
// outside of all that do, so that its arrow can be seen.
func (c *Chart) bound(events []event) {
	if len(events) == 0 {
		return
	}
	house := c.house()
	low, high := int64(1<<62), int64(-1<<62)
	openStart, openEnd := false, false
	for i := range events {
		e := &events[i]
		from, until, open := e.date.Bounds(house)
		e.openStart, e.openEnd = open.Start, open.End
		switch {
		case open.End:
			_, until, _ = e.date.Starts().Bounds(house)
			if c.Until.After(until) {
				until = c.Until
			}
		case open.Start:
			from, _, _ = e.date.Ends().Bounds(house)
		}
		e.from, e.until = from.Unix(), max(until.Unix(), from.Unix()+1)
		openStart, openEnd = openStart || open.Start, openEnd || open.End
		low, high = min(low, e.from), max(high, e.until)
	}
	room := max((high-low)/16, 1)
	for i := range events {
		if e := &events[i]; e.openStart {
			e.from = low - room
		} else if e.openEnd {
			e.until = high + room
		}
	}
	slices.SortStableFunc(events, func(a, b event) int { return cmp.Compare(a.from, b.from) })
}

// nameOf says all of an event in one line.
func (c *Chart) nameOf(e *event, lanes []string, notes []note) string {
	parts := []string{isolate(e.label), isolate(when.Words(e.date, c.Lang))}
	var actors []string
	for _, lane := range e.lanes {
		if lane < len(lanes) {
			actors = append(actors, isolate(lanes[lane]))
		}
	}
	parts = append(parts, strings.Join(actors, " + "))
	for _, n := range notes {
		if e.look&n.look != 0 {
			parts = append(parts, n.words)
		}
	}
	parts = slices.DeleteFunc(parts, func(s string) bool { return s == "" })
	return strings.Join(parts, " · ")
}

// note is one look with its meaning in words.
type note struct {
	look  look
	words string
}

func (c *Chart) notes() [7]note {
	w := &c.Words
	notes := [...]note{
		{unsure, w.Uncertain}, {about, w.Approximate}, {period, w.Period}, {planned, w.Planned},
		{disputed, w.Disputed}, {denied, w.Denied}, {retracted, w.Retracted},
	}
	for i := range notes {
		notes[i].words = clean(notes[i].words, maxLabelRunes)
	}
	return notes
}

func (m *Mark) look() look {
	var l look
	if m.Date.Uncertain() {
		l |= unsure
	}
	if m.Date.Approximate() {
		l |= about
	}
	if !m.Date.IsRange() && m.Date.Precision() < when.DayPrecision {
		l |= period
	}
	if m.Planned {
		l |= planned
	}
	switch m.Status {
	case "disputed":
		l |= disputed
	case "denied":
		l |= denied
	case "retracted":
		l |= retracted
	}
	return l
}

// maxHrefRunes is more than any address that a browser follows.
const maxHrefRunes = 8000

// link is where the mark leads, or empty. A scheme other than the web's is not
// followed.
func (m *Mark) link() string {
	if m.Href != "" {
		u, err := url.Parse(strings.TrimSpace(m.Href))
		if err == nil && (u.Scheme == "" || u.Scheme == "http" || u.Scheme == "https") {
			return clean(u.String(), maxHrefRunes)
		}
	}
	if m.ID == "" {
		return ""
	}
	return (&url.URL{Fragment: m.ID}).String()
}
