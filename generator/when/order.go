package when

import (
	"cmp"
	"math"
	"strings"
	"time"
)

// Open says which bounds of a date do not exist.
type Open struct {
	Start bool // no lower bound: an interval whose start is open or unknown
	End   bool // no upper bound: an interval whose end is open or unknown
}

// Bounds gives the stretch of time that d covers, from its first instant to the
// first instant after it, both in the house zone; house nil is UTC. An
// uncertain or approximate date has the bounds of its value: the marks give no
// numbers to widen it by. A bound that does not exist is the zero time and is
// reported in open; no date has neither. Between a day and a time in another
// zone an interval may seem to end before it begins; it then ends with its
// first end.
func (d Date) Bounds(house *time.Location) (from, until time.Time, open Open) {
	if house == nil {
		house = time.UTC
	}
	lower, upper, open := d.bounds(house)
	if !open.Start {
		from = time.Unix(lower, 0).In(house)
	}
	if !open.End {
		until = time.Unix(upper, 0).In(house)
	}
	return from, until, open
}

func (d Date) bounds(house *time.Location) (from, until int64, open Open) {
	last := d.lastPoint()
	open = Open{Start: d.first.state != given, End: last.state != given}
	if !open.Start {
		from = d.first.from(house)
	}
	if !open.End {
		until = last.until(house)
	}
	if d.IsRange() && open == (Open{}) && until <= from {
		until = d.first.until(house)
	}
	return from, until, open
}

// apart is further than any two zones can put one wall clock from another.
const apart = 4 * secondsPerDay

// Compare puts dates in order: -1 if a is before b, 0 if they are the same
// value, +1 if a is after b. The order is total, and it is, one after the other:
// the lower bound in the house zone, the narrower date, the canonical text. An
// interval without a start stands where its end begins, after all that begin
// there. No date stands last. House nil is UTC.
func Compare(a, b Date, house *time.Location) int {
	if a == b {
		return 0
	}
	return cmp.Or(CompareSpans(a, b, house), strings.Compare(a.String(), b.String()))
}

// RankGap is the difference of two ranks from which the ranks alone tell the
// order.
const RankGap = apart + 1

// Rank is a number for sorting many dates: two whose ranks differ by RankGap or
// more, in seconds, stand in the order of their ranks under CompareSpans, in
// whatever house. No date ranks last.
func (d Date) Rank() int64 {
	if d.IsZero() {
		return math.MaxInt64 / 2
	}
	return d.anchor().lower()
}

// CompareSpans is Compare without the canonical text: dates that cover the same
// stretch of time, such as 2024-01 and 2024-01~, are equal, so that something
// else can put them in order.
func CompareSpans(a, b Date, house *time.Location) int {
	switch {
	case a == b:
		return 0
	case a.IsZero():
		return 1
	case b.IsZero():
		return -1
	}
	p, q := a.anchor(), b.anchor()
	if gap := p.lower() - q.lower(); gap > apart || gap < -apart {
		return cmp.Compare(gap, 0)
	}
	if c := cmp.Compare(p.from(house), q.from(house)); c != 0 {
		return c
	}
	_, aUntil, aOpen := a.bounds(house)
	_, bUntil, bOpen := b.bounds(house)
	return cmp.Or(
		compareBool(aOpen.Start, bOpen.Start),
		compareBool(aOpen.End, bOpen.End),
		cmp.Compare(aUntil, bUntil),
	)
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// Overlap reports whether a and b may share an instant when days are those of
// the house zone. A missing end reaches without limit, whether it is open or
// unknown. No date overlaps nothing.
func Overlap(a, b Date, house *time.Location) bool {
	if a.IsZero() || b.IsZero() {
		return false
	}
	aFrom, aUntil, aOpen := a.bounds(house)
	bFrom, bUntil, bOpen := b.bounds(house)
	return (aOpen.Start || bOpen.End || aFrom < bUntil) &&
		(bOpen.Start || aOpen.End || bFrom < aUntil)
}

// Same reports whether a and b mean the same: the same days, months and marks,
// and the same instants, whatever offset they are written with. So 04:00+05:00
// and 23:00Z of the day before are the same, and 2024-01 and 2024-01-XX are not.
func Same(a, b Date) bool {
	return a.first.inUTC() == b.first.inUTC() && a.last.inUTC() == b.last.inUTC()
}

// inUTC gives the point with its time of day, if it has one, in UTC.
func (p point) inUTC() point {
	if p.precision < MinutePrecision || p.offset == 0 {
		return p
	}
	t := time.Unix(p.from(nil), 0).UTC()
	year, month, day := t.Date()
	p.year, p.month, p.day = int32(year), uint8(month), uint8(day)
	p.hour, p.minute = uint8(t.Hour()), uint8(t.Minute())
	p.offset = 0
	return p
}
