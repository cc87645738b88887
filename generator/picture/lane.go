package picture

import (
	"cmp"
	"slices"
)

const (
	apart      = 28.0 // from one link to the next: 24 pixels and more (WCAG 2.5.8)
	shortBar   = 20.0 // what is shorter is a dot
	mostSpots  = 48   // links that a drawing should have; more are drawn together
	mostBars   = 12   // on one lane; of more, those of the same dates are drawn together
	barLabels  = 170.0
	labelSpace = 6.0
)

// spot is what stands at one place of one lane: a dot or a bar for one event,
// or one for several.
type spot struct {
	lane       int
	members    []int   // events, in order
	at         float64 // centre of a dot
	start, end float64 // of a bar, or of what is known of a dot
	bar        bool
	track      int // row of bars under the lane, from 0
	label      string
	labelAt    float64
	anchor     string // of a bar's label
}

// lane is one actor's line with what stands on it.
type lane struct {
	name    string
	dots    []spot
	bars    []spot
	tracks  int
	strokes []float64 // true places of what was drawn together
}

// floor is how places are found: what the two drawings differ in.
type floor struct {
	axis   *axis
	tracks int  // rows of bars that a lane may have
	inBars bool // bars carry their labels
}

// lay puts events on lanes, and gives the place of each as a dot. Where that
// makes too many links, it draws more of them together.
func (f floor) lay(events []event, names []string) ([]lane, []float64) {
	at := f.spread(events)
	for i := range events {
		if f.isBar(&events[i]) {
			at[i] = f.axis.at(events[i].from)
		}
	}
	gap := apart
	for {
		lanes := make([]lane, len(names))
		dots, bars := make([][]int, len(names)), make([][]int, len(names))
		for i := range events {
			for _, l := range events[i].lanes {
				if f.isBar(&events[i]) {
					bars[l] = append(bars[l], i)
				} else {
					dots[l] = append(dots[l], i)
				}
			}
		}
		spots, most := 0, 0
		for l := range lanes {
			lanes[l].name = names[l]
			lanes[l].placeDots(f, events, dots[l], at, l, gap)
			lanes[l].placeBars(f, events, bars[l], l, gap)
			spots += len(lanes[l].dots) + len(lanes[l].bars)
			for _, s := range lanes[l].dots {
				most = max(most, len(s.members))
			}
		}
		length := f.axis.end - f.axis.start
		wider := gap
		if spots > mostSpots {
			wider = max(gap, min(length/3, gap*float64(spots)/mostSpots+1))
		}
		if most > 999 {
			wider = max(wider, apart+12)
		}
		if wider == gap {
			return lanes, at
		}
		gap = wider
	}
}

func (f floor) isBar(e *event) bool {
	wide := f.axis.at(e.until)-f.axis.at(e.from) >= shortBar
	return f.tracks > 0 && wide && (e.date.IsRange() || e.look&period != 0)
}

// spread gives the place of each event as a dot: the middle of what is known.
// Events of the same day or month stand in order beside each other within it,
// where the scale leaves room.
func (f floor) spread(events []event) []float64 {
	at := make([]float64, len(events))
	for i := 0; i < len(events); {
		first := &events[i]
		n := i
		for n < len(events) && events[n].from == first.from && events[n].until == first.until {
			n++
		}
		start, end := f.axis.at(first.from), f.axis.at(first.until)
		for k := i; k < n; k++ {
			share := 0.5
			if end-start > apart {
				share = (float64(k-i) + 0.5) / float64(n-i)
			}
			at[k] = start + share*(end-start)
		}
		i = n
	}
	return at
}

// placeDots puts dots on a lane and joins those that are nearer than gap. What
// is joined stands where its first stands.
func (l *lane) placeDots(f floor, events []event, dots []int, at []float64, index int, gap float64) {
	slices.SortStableFunc(dots, func(a, b int) int { return cmp.Compare(at[a], at[b]) })
	for _, i := range dots {
		if n := len(l.dots); n > 0 && at[i]-l.dots[n-1].at < gap {
			l.dots[n-1].members = append(l.dots[n-1].members, i)
			l.dots[n-1].end = at[i]
			continue
		}
		l.dots = append(l.dots, spot{lane: index, members: []int{i}, at: at[i], start: at[i], end: at[i]})
	}
	for s := range l.dots {
		d := &l.dots[s]
		if len(d.members) == 1 {
			e := &events[d.members[0]]
			d.start, d.end = f.axis.at(e.from), f.axis.at(e.until)
			continue
		}
		for _, i := range d.members {
			l.strokes = append(l.strokes, at[i])
		}
		slices.Sort(d.members)
	}
}

// placeBars puts bars in rows under the lane, each with its label if there is
// room. A bar for which no row has room is drawn together with the last one.
func (l *lane) placeBars(f floor, events []event, bars []int, index int, gap float64) {
	rows := make([]float64, 0, f.tracks) // where each row is free from
	groups := together(events, bars)
	for _, members := range groups {
		e := &events[members[0]]
		s := spot{lane: index, members: members, bar: true, start: f.axis.at(e.from), end: f.axis.at(e.until)}
		s.at = s.start
		if !l.fit(f, &s, events, &rows, gap) {
			l.join(s, rows)
		}
	}
	l.tracks = len(rows)
}

// together gives each event a group of its own or, when there are many, one
// group to those of the same dates.
func together(events []event, bars []int) [][]int {
	var groups [][]int
	for k, i := range bars {
		if k > 0 && len(bars) > mostBars {
			last := &events[bars[k-1]]
			if last.from == events[i].from && last.until == events[i].until {
				groups[len(groups)-1] = append(groups[len(groups)-1], i)
				continue
			}
		}
		groups = append(groups, []int{i})
	}
	return groups
}

// fit puts s into the first row that has room, with its label if any row has.
func (l *lane) fit(f floor, s *spot, events []event, rows *[]float64, gap float64) bool {
	free := func(row int, from float64) bool {
		return row == len(*rows) || row < len(*rows) && (*rows)[row] <= from
	}
	take := func(row int, until float64) bool {
		if row == len(*rows) {
			*rows = append(*rows, 0)
		}
		(*rows)[row] = max(until, s.start+gap)
		s.track = row
		l.bars = append(l.bars, *s)
		return true
	}
	if f.inBars && len(s.members) == 1 && events[s.members[0]].lanes[0] == s.lane {
		label := cut(labelOf(events, s.members), max(barLabels, s.end-s.start-2*labelSpace))
		width := widthOf(label)
		s.label = label
		for row := range f.tracks {
			switch {
			case !free(row, s.start):
				continue
			case s.end-s.start >= width+2*labelSpace:
				s.labelAt, s.anchor = s.start+labelSpace, "start"
				return take(row, s.end+labelSpace)
			case s.end+labelSpace+width <= f.axis.end:
				s.labelAt, s.anchor = s.end+labelSpace, "start"
				return take(row, s.labelAt+width+labelSpace)
			case s.start-labelSpace-width >= f.axis.start && free(row, s.start-labelSpace-width):
				s.labelAt, s.anchor = s.start-labelSpace, "end"
				return take(row, s.end+labelSpace)
			}
		}
		s.label = ""
	}
	for row := range f.tracks {
		if free(row, s.start) {
			return take(row, s.end+labelSpace)
		}
	}
	return false
}

// join adds s to the last bar of the row that is free first.
func (l *lane) join(s spot, rows []float64) {
	first := 0
	for row := range rows {
		if rows[row] < rows[first] {
			first = row
		}
	}
	for b := len(l.bars) - 1; b >= 0; b-- {
		if bar := &l.bars[b]; bar.track == first {
			bar.members = append(bar.members, s.members...)
			bar.end = max(bar.end, s.end)
			bar.label = ""
			rows[first] = max(rows[first], bar.end+labelSpace)
			return
		}
	}
}

// labelOf is what stands beside a mark: the label of its most important event,
// and how many more there are.
func labelOf(events []event, members []int) string {
	return events[foremost(events, members)].label
}

func foremost(events []event, members []int) int {
	best := members[0]
	for _, i := range members[1:] {
		if events[i].importance > events[best].importance {
			best = i
		}
	}
	return best
}
