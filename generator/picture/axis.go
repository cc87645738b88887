package picture

import (
	"cmp"
	"slices"
)

const (
	breakShare = 0.6  // an empty stretch of more than this share may be cut out
	maxBreaks  = 4    //
	breakWidth = 44.0 // units that stand for a stretch cut out
	aloneWidth = 72.0 // units for a date alone between breaks
	shortest   = 3600 // seconds that an axis covers at least
)

// axis is the line of time: it gives each second a place, in units from start
// to end.
type axis struct {
	start, end float64
	scale      float64 // units a second, save in segments that are alone
	segments   []segment
}

// segment is an unbroken part of an axis.
type segment struct {
	from, until int64
	start, end  float64
	alone       bool // holds one date only and is not to scale
}

// gap is a stretch without events.
type gap struct{ from, until int64 }

func (g gap) length() int64 { return g.until - g.from }

// newAxis spreads events, which are in order of from, over the units from start
// to end. It is broken only where that helps: where some events would otherwise
// be nearer to each other than crowd.
func newAxis(events []event, start, end, crowd float64) axis {
	low, high, gaps, closest := survey(events)
	if short := shortest - (high - low); short > 0 {
		low, high = low-short/2, high+(short+1)/2
	}
	slices.SortStableFunc(gaps, func(a, b gap) int { return cmp.Compare(b.length(), a.length()) })
	total, breaks := high-low, 0
	for breaks < min(maxBreaks, len(gaps)) {
		share := float64(gaps[breaks].length()) / float64(total)
		crowded := closest > 0 && float64(closest)*(end-start)/float64(total) < crowd
		if share <= breakShare || !crowded {
			break
		}
		total -= gaps[breaks].length()
		breaks++
	}
	cuts := gaps[:breaks]
	slices.SortFunc(cuts, func(a, b gap) int { return cmp.Compare(a.from, b.from) })

	x := axis{start: start, end: end}
	from := low
	for _, g := range cuts {
		x.segments = append(x.segments, segment{from: from, until: g.from})
		from = g.until
	}
	x.segments = append(x.segments, segment{from: from, until: high})
	x.markAlone(events)
	x.measure()
	return x
}

// survey gives the bounds of all events, the stretches without any, and the
// least time between two that do not begin together.
func survey(events []event) (low, high int64, gaps []gap, closest int64) {
	low, high = events[0].from, events[0].until
	for i := 1; i < len(events); i++ {
		e := events[i]
		if e.from > high {
			gaps = append(gaps, gap{high, e.from})
		}
		if apart := e.from - events[i-1].from; apart > 0 && (closest == 0 || apart < closest) {
			closest = apart
		}
		high = max(high, e.until)
	}
	return low, high, gaps, closest
}

func (x *axis) markAlone(events []event) {
	i := 0
	for s := range x.segments {
		seg := &x.segments[s]
		first := i
		seg.alone = len(x.segments) > 1
		for ; i < len(events) && events[i].from <= seg.until; i++ {
			if events[i].from != events[first].from || events[i].until != events[first].until {
				seg.alone = false
			}
		}
	}
	if !slices.ContainsFunc(x.segments, func(s segment) bool { return !s.alone }) {
		for s := range x.segments {
			x.segments[s].alone = false
		}
	}
}

// measure gives each segment its units.
func (x *axis) measure() {
	room := x.end - x.start - breakWidth*float64(len(x.segments)-1)
	var seconds int64
	for _, seg := range x.segments {
		if seg.alone {
			room -= aloneWidth
		} else {
			seconds += seg.until - seg.from
		}
	}
	x.scale = room / float64(max(seconds, 1))
	at := x.start
	for s := range x.segments {
		seg := &x.segments[s]
		seg.start = at
		seg.end = at + aloneWidth
		if !seg.alone {
			seg.end = at + x.scale*float64(seg.until-seg.from)
		}
		at = seg.end + breakWidth
	}
	x.segments[len(x.segments)-1].end = x.end
}

// at gives the place of a second; one in a stretch that was cut out is in the
// middle of the break.
func (x *axis) at(second int64) float64 {
	for s, seg := range x.segments {
		switch {
		case second < seg.from && s == 0:
			return x.start
		case second < seg.from:
			return seg.start - breakWidth/2
		case second <= seg.until:
			share := float64(second-seg.from) / float64(max(seg.until-seg.from, 1))
			return seg.start + share*(seg.end-seg.start)
		}
	}
	return x.end
}
