package picture

import (
	"cmp"
	"slices"
)

const (
	narrowWidth = 360.0
	columnWidth = 34.0
	leastWords  = 76.0 // a column of words narrower than this is left out
	wordsLines  = 3
)

// caption is the words of a mark in the narrow drawing, beside the lanes.
type caption struct {
	spot   *spot
	lines  []string
	height float64
	top    float64
}

// narrow draws c with time running down, lanes as columns and words beside
// them.
func narrow(c *Chart, events []event, names []string) (*drawing, float64) {
	d := &drawing{sheet: sheet{width: narrowWidth, rtl: c.Dir == "rtl", down: true}, chart: c, events: events,
		digits: numeralsOf(c.Lang), linked: make([]bool, len(events)), padding: 12}
	head := 18*float64(len(names)) + 10
	start := head + d.padding
	length := min(max(46*float64(len(events)), 260), 620)
	d.axis = newAxis(events, start, start+length, apart)
	ticks := ticksOf(&d.axis, events, c.house(), c.Lang, func(k tick) float64 {
		if k.context == "" {
			return lineHeight + 6
		}
		return 2*lineHeight + 6
	})
	gutter := 0.0
	for i := range ticks {
		ticks[i].label, ticks[i].context = cut(ticks[i].label, 100), cut(ticks[i].context, 100/boldness)
		gutter = max(gutter, widthOf(ticks[i].label), widthOf(ticks[i].context)*boldness)
	}
	lanesRight := d.columns(names, 4+gutter+6)

	bottom := d.axis.end + d.padding
	edge := min(lanesRight, d.width)
	d.ground(ticks, 4, edge)
	d.breaks(d.across[0]-columnWidth/2, edge)
	d.heads(names, head)
	d.open("g", "class", "tl-words", "aria-hidden", "true")
	for _, k := range ticks {
		y := k.at + 14
		if y <= bottom+2 {
			d.text("tl-label", 4, y, "start", k.label)
		}
		if y+lineHeight <= bottom+2 {
			d.text("tl-context", 4, y+lineHeight, "start", k.context)
		}
	}
	d.close("g")
	d.whiskers()
	d.ties()
	captions := d.captions(lanesRight)
	d.leads(captions, lanesRight)
	d.open("g", "role", "list")
	for _, s := range d.spots() {
		d.spot(s, func() {
			for i := range captions {
				if k := &captions[i]; k.spot == s {
					d.lines("tl-words", lanesRight+16, k.top+12.5, "start", k.lines)
				}
			}
		})
	}
	d.close("g")
	height := bottom + 8
	height += d.key(4, height+14)
	return d, height
}

// columns puts lanes beside each other from left on, with as many rows of bars
// beside each as there is room for, and gives where they end.
func (d *drawing) columns(names []string, left float64) (right float64) {
	for tracks := 2; tracks >= 0; tracks-- {
		d.lanes, d.places = floor{axis: &d.axis, tracks: tracks}.lay(d.events, names)
		d.across = d.across[:0]
		right = left
		for _, l := range d.lanes {
			d.across = append(d.across, right+columnWidth/2)
			right += columnWidth + rowHeight*float64(l.tracks)
		}
		if right+16+leastWords <= d.width {
			break
		}
	}
	return right
}

// heads writes the names of the lanes as steps, so that each has room.
func (d *drawing) heads(names []string, head float64) {
	d.open("g", "class", "tl-words", "aria-hidden", "true")
	for l, name := range names {
		y := 16 + 18*float64(l)
		x := d.across[l]
		d.line("tl-staff", x, y-10, x, head)
		d.text("tl-name", x+5, y, "start", cut(name, (d.width-x-8)/boldness))
	}
	d.close("g")
}

// captions chooses the most important marks that have room beside the lanes,
// and puts their words as near to them as they go.
func (d *drawing) captions(lanesRight float64) []caption {
	room := d.width - lanesRight - 16 - 2
	if room < leastWords-1 {
		return nil
	}
	said := make([]bool, len(d.events))
	var all []caption
	for _, s := range d.spots() {
		first := foremost(d.events, s.members)
		if said[first] {
			continue
		}
		said[first] = true
		lines := wrap(d.said(s), room, wordsLines)
		if lines[0] == "" {
			continue
		}
		all = append(all, caption{spot: s, lines: lines, height: lineHeight*float64(len(lines)) + 7})
	}
	order := make([]int, len(all))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(d.importance(all[b].spot), d.importance(all[a].spot))
	})
	top, bottom := d.axis.start-d.padding, d.axis.end+d.padding
	left := bottom - top
	var chosen []caption
	for _, i := range order {
		if left >= all[i].height {
			left -= all[i].height
			chosen = append(chosen, all[i])
		}
	}
	slices.SortStableFunc(chosen, func(a, b caption) int { return cmp.Compare(a.spot.middle(), b.spot.middle()) })
	settle(chosen, top, bottom)
	return chosen
}

// middle is where on the axis words point to.
func (s *spot) middle() float64 {
	if s.bar {
		return min(s.start+hitSize, (s.start+s.end)/2)
	}
	return s.at
}

// settle gives captions, which are in order and fit together between top and
// bottom, places that do not cover each other and are near to their marks:
// those that would meet are moved as one block around the middle of their
// marks.
func settle(captions []caption, top, bottom float64) {
	type block struct{ first, n int }
	var blocks []block
	place := func(b block) (start, height float64) {
		var sum float64
		for _, c := range captions[b.first : b.first+b.n] {
			sum += c.spot.middle() - height - c.height/2
			height += c.height
		}
		start = min(max(sum/float64(b.n), top), bottom-height)
		return start, height
	}
	for i := range captions {
		b := block{i, 1}
		start, _ := place(b)
		for len(blocks) > 0 {
			before := blocks[len(blocks)-1]
			from, height := place(before)
			if from+height <= start {
				break
			}
			blocks = blocks[:len(blocks)-1]
			b = block{before.first, before.n + b.n}
			start, _ = place(b)
		}
		blocks = append(blocks, b)
	}
	for _, b := range blocks {
		at, _ := place(b)
		for i := b.first; i < b.first+b.n; i++ {
			captions[i].top = at
			at += captions[i].height
		}
	}
}

// leads draws a thin line from each mark to its words.
func (d *drawing) leads(captions []caption, lanesRight float64) {
	d.open("g", "aria-hidden", "true")
	for i := range captions {
		c := &captions[i]
		y := c.spot.middle()
		d.path("tl-lead", d.rowOf(c.spot), y, lanesRight, y, lanesRight+13, c.top+8)
	}
	d.close("g")
}
