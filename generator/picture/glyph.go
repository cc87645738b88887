package picture

import (
	"slices"
	"strings"
	"time"

	"daybook/generator/when"
)

const (
	dotSize   = 6.5
	hitSize   = 13.5
	barHeight = 20.0
	rowHeight = 28.0
	// told is how many events a link for several names; the list below the
	// drawing has them all.
	told = 2
	// toldRunes is how much of each it gives.
	toldRunes = 60
)

// drawing is one of the two drawings of a chart: its sheet, its lanes and where
// these are.
type drawing struct {
	sheet
	chart   *Chart
	events  []event
	axis    axis
	lanes   []lane
	across  []float64 // where each lane's line is, across the axis
	places  []float64 // where each event is on the axis, before any are drawn together
	digits  numerals
	linked  []bool // events that have a link of their own by now
	padding float64
}

// rowOf is where the middle of a bar is, across the axis.
func (d *drawing) rowOf(s *spot) float64 {
	if !s.bar {
		return d.across[s.lane]
	}
	return d.across[s.lane] + rowHeight*(float64(s.track)+1)
}

// dot draws the dot of one event, or of the key.
func (d *drawing) dot(x, y float64, l look) {
	if l&about != 0 {
		d.circle("tl-ring", x, y, dotSize+4, "fill", "none", "stroke", "currentColor")
	}
	class, fill := "tl-dot", ""
	for _, c := range []struct {
		look  look
		class string
	}{{unsure, " tl-unsure"}, {planned, " tl-planned"}, {disputed, " tl-open"}, {denied, " tl-open"}, {retracted, " tl-retracted"}} {
		if l&c.look != 0 {
			class += c.class
			fill = "none"
		}
	}
	d.circle(class, x, y, dotSize, "fill", fill, "stroke", "currentColor")
	r := number(dotSize)
	if l&disputed != 0 {
		left := tenths(x) - tenths(dotSize)
		if d.rtl {
			left = tenths(d.width) - tenths(x) - tenths(dotSize)
		}
		d.shape("path", "class", "tl-half", "d", "M"+decimal(left)+" "+number(y)+"a"+r+" "+r+" 0 0 0 "+number(2*dotSize)+" 0z")
	}
	if l&denied != 0 {
		d.path("tl-cross", x-4, y-4, x+4, y+4)
		d.path("tl-cross", x-4, y+4, x+4, y-4)
	}
	if l&retracted != 0 {
		d.path("tl-strike", x-dotSize-4, y, x+dotSize+4, y)
	}
}

// group draws a dot for several events.
func (d *drawing) group(x, y float64, n int) {
	count := d.digits.count(n)
	w := widthOf(count)
	switch {
	case n < 10:
		d.circle("tl-dot", x, y, 10)
	case n < 100:
		d.circle("tl-dot", x, y, 12)
	default:
		w = max(27, w+8)
		d.rect("tl-dot", x-w/2, y-12, w, 24, 12)
	}
	d.text("tl-count", x, y+4.7, "middle", count)
}

// bar draws a stretch along the axis.
func (d *drawing) bar(s *spot, e *event) {
	row := d.rowOf(s)
	start, end := s.start, max(s.end, s.start+4)
	class := "tl-bar"
	for _, c := range []struct {
		look  look
		class string
	}{{period, " tl-period"}, {about, " tl-about"}, {unsure, " tl-unsure"}, {planned, " tl-planned"}, {disputed | denied, " tl-open"}, {retracted, " tl-retracted"}} {
		if e.look&c.look != 0 && len(s.members) == 1 {
			class += c.class
		}
	}
	body := func(class string, from, to float64) {
		x, y := d.xy(from, row-barHeight/2)
		w, h := to-from, barHeight
		if d.down {
			x, y, w, h = row-barHeight/2, from, barHeight, w
		}
		d.rect(class, x, y, w, h, 3, "fill-opacity", "0.2", "stroke", "currentColor")
	}
	fade := func(from, to float64) {
		for i, class := range []string{"tl-fade-1", "tl-fade-2", "tl-fade-3"} {
			step := (to - from) / 3
			a, b := from+step*float64(i), from+step*float64(i+1)
			x, y, w, h := min(a, b), row-barHeight/2, max(a, b)-min(a, b), barHeight
			if d.down {
				x, y, w, h = y, x, h, w
			}
			d.rect(class, x, y, w, h, 0, "fill-opacity", "0.1")
		}
	}
	arrow := func(tip, back float64) {
		x1, y1 := d.xy(back, row-barHeight/2+3)
		x2, y2 := d.xy(tip, row)
		x3, y3 := d.xy(back, row+barHeight/2-3)
		d.path("tl-arrow", x1, y1, x2, y2, x3, y3)
	}
	length := min(30, (end-start)*0.6)
	from, to := start, end
	if e.openStart {
		from += length
		fade(from, start)
		arrow(start-4, start+3)
	}
	if e.openEnd {
		to -= length
		fade(to, end)
		if e.date.Ongoing() {
			arrow(end+4, end-3)
		}
	}
	body(class, from, to)
	if e.look&retracted != 0 && len(s.members) == 1 {
		x1, y1 := d.xy(from, row)
		x2, y2 := d.xy(to, row)
		d.path("tl-strike", x1, y1, x2, y2)
	}
	if len(s.members) > 1 {
		x, y := d.xy((start+end)/2, row)
		d.text("tl-number", x, y+4.7, "middle", d.digits.count(len(s.members)))
	}
}

// spot draws what stands at s as a link; label draws its words, if any.
func (d *drawing) spot(s *spot, label func()) {
	e := &d.events[s.members[0]]
	name := e.name
	again := false
	if len(s.members) > 1 {
		name = d.nameOf(s.members)
	} else {
		again = d.linked[s.members[0]]
		d.linked[s.members[0]] = true
	}
	href := ""
	for _, i := range s.members {
		if href = d.events[i].href; href != "" {
			break
		}
	}
	switch {
	case again:
		d.open("g", "aria-hidden", "true")
		d.open("a", "class", "tl-link", "href", href, "tabindex", "-1")
	case href == "":
		d.open("g", "role", "listitem")
		d.open("g", "role", "img", "class", "tl-link")
	default:
		d.open("g", "role", "listitem")
		d.open("a", "class", "tl-link", "href", href)
	}
	d.words("title", name)
	d.mark(s, e)
	if label != nil {
		label()
	}
	if href == "" && !again {
		d.close("g")
	} else {
		d.close("a")
	}
	d.close("g")
}

func (d *drawing) mark(s *spot, e *event) {
	x, y := d.xy(s.at, d.rowOf(s))
	switch {
	case s.bar:
		hx, hy, w, h := s.start, d.rowOf(s)-hitSize, max(s.end-s.start, 2*hitSize), 2*hitSize
		if d.down {
			hx, hy, w, h = hy, hx, h, w
		}
		d.rect("tl-hit", hx, hy, w, h, 0, "fill", "none", "pointer-events", "all")
		d.bar(s, e)
	default:
		d.rect("tl-hit", x-hitSize, y-hitSize, 2*hitSize, 2*hitSize, 0, "fill", "none", "pointer-events", "all")
		if len(s.members) > 1 {
			d.group(x, y, len(s.members))
			return
		}
		d.dot(x, y, e.look)
	}
}

// nameOf says which events are drawn together.
func (d *drawing) nameOf(members []int) string {
	digits := d.digits.count(len(members))
	parts := []string{digits}
	if words := clean(d.chart.Words.Several, maxLabelRunes); words != "" {
		parts[0] += " " + words
	}
	first, last := &d.events[members[0]], &d.events[members[len(members)-1]]
	span := isolate(when.Words(first.date, d.chart.Lang))
	if to := isolate(when.Words(last.date, d.chart.Lang)); to != span {
		span += " – " + to
	}
	parts = append(parts, span)
	for _, i := range members[:min(told, len(members))] {
		parts = append(parts, isolate(clean(d.events[i].label, toldRunes)))
	}
	if len(members) > told {
		parts = append(parts, "…")
	}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " · ")
}

// ground draws what lies under the marks: the future, the axis, its ticks and
// breaks, the lanes. It covers from first to last across the axis.
func (d *drawing) ground(ticks []tick, first, last float64) {
	d.open("g", "class", "tl-ground", "aria-hidden", "true")
	if now := d.chart.Until; !now.IsZero() && now.Unix() > d.events[0].from {
		if at := d.axis.at(now.Unix()); at < d.axis.end-1 {
			x, y, w, h := at, first, d.axis.end+d.padding-at, last-first
			if d.down {
				x, y, w, h = y, x, h, w
			}
			d.rect("tl-future", x, y, w, h, 0, "fill-opacity", "0.06")
			d.along("tl-now", at, first, at, last)
		}
	}
	for _, k := range ticks {
		if k.line {
			d.along("tl-tick", k.at, first, k.at, last)
		}
	}
	for l, across := range d.across {
		d.laneLine(across)
		d.strokes("tl-stroke", thin(d.lanes[l].strokes), across-strokeLength/2)
	}
	d.close("g")
}

// along draws a line between two places given along and across the axis.
func (d *drawing) along(class string, along1, across1, along2, across2 float64) {
	x1, y1 := d.xy(along1, across1)
	x2, y2 := d.xy(along2, across2)
	d.line(class, x1, y1, x2, y2)
}

// laneLine draws a lane's line, with a zigzag where the axis is broken.
func (d *drawing) laneLine(across float64) {
	for i, seg := range d.axis.segments {
		from, to := seg.start, seg.end
		if i == 0 {
			from -= d.padding
		} else {
			from -= breakWidth/2 - 8
		}
		if i == len(d.axis.segments)-1 {
			to += d.padding
		} else {
			to += breakWidth/2 - 8
			var points []float64
			for k, offset := range []float64{0, -6, 6, -6, 6, 0} {
				x, y := d.xy(to+16*float64(k)/5, across+offset)
				points = append(points, x, y)
			}
			d.path("tl-break", points...)
		}
		d.along("tl-lane", from, across, to, across)
	}
}

// breaks writes what was cut out of the axis where it was.
func (d *drawing) breaks(first, last float64) {
	for i := 1; i < len(d.axis.segments); i++ {
		before, after := &d.axis.segments[i-1], &d.axis.segments[i]
		x, y, w, h := before.end, first, after.start-before.end, last-first
		if d.down {
			x, y, w, h = y, x, h, w
		}
		house := d.chart.house()
		day := func(second int64) string {
			return when.Words(when.DayOf(time.Unix(second, 0).In(house)), d.chart.Lang)
		}
		d.open("g", "aria-hidden", "true")
		d.words("title", isolate(day(before.until-1))+" … "+isolate(day(after.from)))
		d.rect("tl-gap", x, y, w, h, 0, "fill", "none", "pointer-events", "all")
		d.close("g")
	}
}

// thin leaves one stroke where several would be drawn over each other.
func thin(strokes []float64) []float64 {
	var out []float64
	for _, at := range strokes {
		if len(out) == 0 || at-out[len(out)-1] >= 2.5 {
			out = append(out, at)
		}
	}
	return out
}

// whiskers draws what is known of the time of each dot that stands alone.
func (d *drawing) whiskers() {
	d.open("g", "aria-hidden", "true")
	for l := range d.lanes {
		last := -1.0
		for s := range d.lanes[l].dots {
			dot := &d.lanes[l].dots[s]
			if len(dot.members) > 1 || dot.end-dot.start < shortBar || dot.start == last {
				continue
			}
			last = dot.start
			d.along("tl-whisker", dot.start+2, d.across[l], dot.end-2, d.across[l])
		}
	}
	d.close("g")
}

// ties joins the marks of one event on several lanes. Where it is one of
// several on both, a line would not say which.
func (d *drawing) ties() {
	type end struct {
		at, row float64
		several bool
	}
	places := make([][]end, len(d.events))
	for l := range d.lanes {
		for _, spots := range [][]spot{d.lanes[l].dots, d.lanes[l].bars} {
			for s := range spots {
				for _, i := range spots[s].members {
					if len(d.events[i].lanes) > 1 {
						places[i] = append(places[i], end{spots[s].at, d.rowOf(&spots[s]), len(spots[s].members) > 1})
					}
				}
			}
		}
	}
	seen := map[[4]int]bool{}
	d.open("g", "aria-hidden", "true")
	for _, ends := range places {
		for i := 1; i < len(ends); i++ {
			a, b := ends[i-1], ends[i]
			key := [4]int{tenths(a.at), tenths(a.row), tenths(b.at), tenths(b.row)}
			if !seen[key] && !(a.several && b.several) {
				seen[key] = true
				d.along("tl-tie", a.at, a.row, b.at, b.row)
			}
		}
	}
	d.close("g")
}

// spots gives everything that stands on the lanes, in order of the first event
// at each place, so that the keyboard goes through them in order of time.
func (d *drawing) spots() []*spot {
	var all []*spot
	for l := range d.lanes {
		for s := range d.lanes[l].dots {
			all = append(all, &d.lanes[l].dots[s])
		}
		for s := range d.lanes[l].bars {
			all = append(all, &d.lanes[l].bars[s])
		}
	}
	slices.SortStableFunc(all, func(a, b *spot) int { return a.members[0] - b.members[0] })
	return all
}

// key explains the looks that occur, in lines no longer than the drawing. It
// gives the height used.
func (d *drawing) key(left, y float64) float64 {
	var used look
	for i := range d.events {
		used |= d.events[i].look
	}
	x, top := left, y
	for _, n := range d.chart.notes() {
		words := n.words
		if used&n.look == 0 || words == "" {
			continue
		}
		words = cut(words, d.width-left-40)
		width := 28 + widthOf(words) + 14
		if x > left && x+width > d.width {
			x, y = left, y+24
		}
		if x == left && y == top {
			d.open("g", "class", "tl-key", "aria-hidden", "true")
		}
		if n.look == period {
			d.rect("tl-bar tl-period", x, y-8, 20, 16, 3, "fill-opacity", "0.2", "stroke", "currentColor")
		} else {
			d.dot(x+10, y, n.look)
		}
		d.text("tl-words", x+28, y+4.7, "start", words)
		x += width
	}
	if x == left {
		return 0
	}
	d.close("g")
	return y - top + 28
}
