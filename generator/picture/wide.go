package picture

import (
	"cmp"
	"slices"
)

const (
	wideWidth  = 720.0
	flagWidth  = 150.0 // of the words beside a dot
	flagGap    = 8.0
	flagRow    = 2*lineHeight + 5
	gutterMost = 130.0
)

// flag is the words of a dot, above its lane: beside a thin staff that stands
// on the dot.
type flag struct {
	spot   *spot
	lines  []string
	anchor string
	left   float64 // what it covers along the axis
	right  float64
	row    int // from 0, next to the lane, upwards
}

// wide draws c with time along the lines of text.
func wide(c *Chart, events []event, names []string) (*drawing, float64) {
	d := &drawing{sheet: sheet{width: wideWidth, rtl: c.Dir == "rtl"}, chart: c, events: events,
		digits: numeralsOf(c.Lang), linked: make([]bool, len(events)), padding: 18}
	gutter := 0.0
	for _, name := range names {
		gutter = max(gutter, widest(wrap(name, gutterMost, 2))*boldness)
	}
	start := 8 + gutter + 8 + d.padding
	d.axis = newAxis(events, start, wideWidth-8-d.padding, apart)
	d.lanes, d.places = floor{axis: &d.axis, tracks: 3, inBars: true}.lay(events, names)
	ticks := ticksOf(&d.axis, events, c.house(), c.Lang, func(k tick) float64 {
		return widthOf(k.label) + 10
	})

	rows := 2 // of flags above each lane
	switch {
	case len(d.lanes) <= 2:
		rows = 3
	case len(d.lanes) > 4:
		rows = 1
	}
	flags := make([][]flag, len(d.lanes))
	y, top := 4.0, 4.0
	for l := range d.lanes {
		flags[l] = d.flags(l, rows)
		used := 0
		for _, f := range flags[l] {
			used = max(used, f.row+1)
		}
		y += flagRow*float64(used) + 18
		d.across = append(d.across, y)
		y += 18 + rowHeight*float64(d.lanes[l].tracks)
	}
	bottom := y
	d.ground(ticks, top, bottom+4)
	d.breaks(top, bottom)
	d.open("g", "class", "tl-words", "aria-hidden", "true")
	for l, name := range names {
		lines := wrap(name, gutterMost, 2)
		d.lines("tl-name", 8, d.across[l]+4.7-lineHeight/2*float64(len(lines)-1), "start", lines)
	}
	free := 0.0
	for _, k := range ticks {
		if k.at+4+widthOf(k.label) <= wideWidth-2 {
			d.text("tl-label", k.at+4, bottom+16, "start", k.label)
		}
		if width := widthOf(k.context) * boldness; width > 0 {
			if x := min(k.at+4, wideWidth-2-width); x >= free {
				d.text("tl-context", x, bottom+16+lineHeight, "start", k.context)
				free = x + width + labelSpace
			}
		}
	}
	d.close("g")
	d.whiskers()
	d.ties()
	d.staffs(flags)
	d.open("g", "role", "list")
	for _, s := range d.spots() {
		d.spot(s, func() { d.flagOf(s, flags[s.lane]) })
	}
	d.close("g")
	height := bottom + 16 + 8
	if slices.ContainsFunc(ticks, func(k tick) bool { return k.context != "" }) {
		height += lineHeight
	}
	height += d.key(8, height+8)
	return d, height
}

// flags finds room for the words of a lane's dots, the most important first.
func (d *drawing) flags(l, rows int) []flag {
	dots, ties := d.lanes[l].dots, d.tiesAbove(l)
	order := make([]int, len(dots))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(d.importance(&dots[b]), d.importance(&dots[a]))
	})
	var placed []flag
	for _, i := range order {
		s := &dots[i]
		if d.events[s.members[0]].lanes[0] != l && len(s.members) == 1 {
			continue
		}
		if f, fits := d.hoist(s, placed, ties, rows); fits {
			placed = append(placed, f)
		}
	}
	return placed
}

func (d *drawing) importance(s *spot) int {
	return d.events[foremost(d.events, s.members)].importance
}

// tiesAbove gives the places of the ties that come down to lane l or pass it.
func (d *drawing) tiesAbove(l int) []float64 {
	var at []float64
	for i := range d.events {
		if e := &d.events[i]; e.lanes[0] < l && e.lanes[len(e.lanes)-1] >= l {
			at = append(at, d.places[i])
		}
	}
	slices.Sort(at)
	return thin(at)
}

// hoist finds room for one flag among those that are placed, and between ties.
func (d *drawing) hoist(s *spot, placed []flag, ties []float64, rows int) (flag, bool) {
	lines := wrap(d.said(s), flagWidth, 2)
	width := widest(lines)
	for row := range rows {
		for _, anchor := range []string{"start", "end"} {
			f := flag{spot: s, lines: lines, anchor: anchor, left: s.at, right: s.at + 5 + width, row: row}
			if anchor == "end" {
				f.left, f.right = s.at-5-width, s.at
			}
			if f.left < 4 || f.right > d.width-2 {
				continue
			}
			tied := slices.ContainsFunc(ties, func(at float64) bool { return at > f.left-3 && at < f.right+3 && at != s.at })
			if !tied && !slices.ContainsFunc(placed, f.meets) {
				return f, true
			}
		}
	}
	return flag{}, false
}

// meets reports whether f and g would cover each other, or the staff of one the
// words of the other.
func (f *flag) meets(g flag) bool {
	switch {
	case f.row == g.row:
		return f.left < g.right+flagGap && g.left < f.right+flagGap
	case f.row > g.row:
		return f.spot.at > g.left-flagGap && f.spot.at < g.right+flagGap
	}
	return g.spot.at > f.left-flagGap && g.spot.at < f.right+flagGap
}

// said is the label of a dot: of the foremost of several, with how many more.
func (d *drawing) said(s *spot) string {
	label := labelOf(d.events, s.members)
	if more := len(s.members) - 1; more > 0 && label != "" {
		label = cut(label, 2*flagWidth-70) + " +" + d.digits.count(more)
	}
	return label
}

func (f *flag) top(across float64) float64 { return across - 15 - flagRow*float64(f.row+1) + 5 }

func (d *drawing) staffs(flags [][]flag) {
	d.open("g", "aria-hidden", "true")
	for l := range flags {
		for i := range flags[l] {
			f := &flags[l][i]
			d.line("tl-staff", f.spot.at, f.top(d.across[l]), f.spot.at, d.across[l]-dotSize-4)
		}
	}
	d.close("g")
}

// flagOf writes the words of s, if they have found room.
func (d *drawing) flagOf(s *spot, flags []flag) {
	if s.bar {
		class := "tl-words"
		if s.labelAt > s.start && s.labelAt < s.end {
			class += " tl-within"
		}
		d.text(class, s.labelAt, d.rowOf(s)+4.7, s.anchor, s.label)
		return
	}
	for i := range flags {
		if f := &flags[i]; f.spot == s {
			x := s.at + 5
			if f.anchor == "end" {
				x = s.at - 5
			}
			d.lines("tl-words", x, f.top(d.across[s.lane])+12, f.anchor, f.lines)
		}
	}
}
