package when

import (
	"strconv"
	"time"
)

// point is a date that is no interval, or one end of an interval. Fields finer
// than the precision are zero, so that equal points are equal values.
type point struct {
	year      int32 // of a decade or century its year nearest to zero
	month     uint8 // 1–12, or the season 21–24
	day       uint8
	hour      uint8
	minute    uint8
	second    uint8
	state     state
	precision Precision
	marks     marks
	offset    int16 // minutes east of UTC of a time of day
}

type state uint8

const (
	absent  state = iota
	given         // a date
	open          // ..
	unknown       // the empty end of an interval
)

type marks uint8

const (
	uncertain marks = 1 << iota
	approximate
	monthX
	dayX
)

const (
	secondsPerDay  = 86400
	longYearDigits = 9
	widestOffset   = 15*60 + 59 // minutes
)

// String gives the point's canonical EDTF text.
func (p point) String() string {
	var buffer [40]byte
	return string(p.appendTo(buffer[:0]))
}

func (p point) appendTo(b []byte) []byte {
	switch p.state {
	case absent, unknown:
		return b
	case open:
		return append(b, ".."...)
	}
	year := int(p.year)
	switch {
	case !isYear(year):
		b = strconv.AppendInt(append(b, 'Y'), int64(year), 10)
	case year < 0:
		b = appendPadded(append(b, '-'), -year, 4)
	default:
		b = appendPadded(b, year, 4)
	}
	switch p.precision {
	case CenturyPrecision:
		b = append(b[:len(b)-2], "XX"...)
	case DecadePrecision:
		b = append(b[:len(b)-1], 'X')
	}
	if p.marks&monthX != 0 {
		b = append(b, "-XX"...)
	} else if p.month != 0 {
		b = appendPadded(append(b, '-'), int(p.month), 2)
	}
	if p.marks&dayX != 0 {
		b = append(b, "-XX"...)
	} else if p.day != 0 {
		b = appendPadded(append(b, '-'), int(p.day), 2)
	}
	if p.precision >= MinutePrecision {
		b = appendPadded(append(b, 'T'), int(p.hour), 2)
		b = appendPadded(append(b, ':'), int(p.minute), 2)
		if p.precision == SecondPrecision {
			b = appendPadded(append(b, ':'), int(p.second), 2)
		}
		b = appendOffset(b, int(p.offset))
	}
	switch p.marks & (uncertain | approximate) {
	case uncertain:
		b = append(b, '?')
	case approximate:
		b = append(b, '~')
	case uncertain | approximate:
		b = append(b, '%')
	}
	return b
}

func appendOffset(b []byte, minutes int) []byte {
	if minutes == 0 {
		return append(b, 'Z')
	}
	sign := byte('+')
	if minutes < 0 {
		sign, minutes = '-', -minutes
	}
	b = appendPadded(append(b, sign), minutes/60, 2)
	return appendPadded(append(b, ':'), minutes%60, 2)
}

func appendPadded(b []byte, n, width int) []byte {
	for limit := 10; width > 1; width-- {
		if n < limit {
			for range width - 1 {
				b = append(b, '0')
			}
			break
		}
		limit *= 10
	}
	return strconv.AppendInt(b, int64(n), 10)
}

// years gives the first and last year that the point may lie in.
func (p point) years() (low, high int) {
	year := int(p.year)
	width := 0
	switch p.precision {
	case CenturyPrecision:
		width = 99
	case DecadePrecision:
		width = 9
	}
	if year < 0 {
		return year - width, year
	}
	return year, year + width
}

// months gives the first month of the point and the month after its last; the
// latter may be beyond 12.
func (p point) months() (first, after int) {
	switch {
	case p.precision == SeasonPrecision:
		first = 3 + 3*(int(p.month)-21)
		return first, first + 3
	case p.precision >= MonthPrecision:
		return int(p.month), int(p.month) + 1
	}
	return 1, 13
}

// lower gives the first second of the point on its own calendar and clock, as
// seconds since 1970-01-01T00:00.
func (p point) lower() int64 {
	low, _ := p.years()
	first, _ := p.months()
	day := max(1, int(p.day))
	return dayNumber(low, first, day)*secondsPerDay + p.clock()
}

// upper gives the first second after the point, counted as lower does.
func (p point) upper() int64 {
	switch p.precision {
	case SecondPrecision:
		return p.lower() + 1
	case MinutePrecision:
		return p.lower() + 60
	case DayPrecision:
		return p.lower() + secondsPerDay
	}
	_, high := p.years()
	_, after := p.months()
	return dayNumber(high, after, 1) * secondsPerDay
}

func (p point) clock() int64 {
	return int64(p.hour)*3600 + int64(p.minute)*60 + int64(p.second)
}

// from gives the first instant of the point, in Unix seconds.
func (p point) from(house *time.Location) int64 { return p.instant(p.lower(), house) }

// until gives the first instant after the point, in Unix seconds.
func (p point) until(house *time.Location) int64 { return p.instant(p.upper(), house) }

func (p point) instant(local int64, house *time.Location) int64 {
	if p.precision >= MinutePrecision {
		return local - int64(p.offset)*60
	}
	return startOfDay(local, house)
}

// startOfDay gives the first instant at which a clock in the zone shows the
// given midnight or, where clocks jumped over midnight, a later time.
func startOfDay(midnight int64, zone *time.Location) int64 {
	first, _, exists := resolve(midnight, zone)
	if exists {
		return first
	}
	begins, _ := time.Unix(first, 0).In(zone).ZoneBounds()
	return begins.Unix()
}

// resolve gives the instant at which clocks in the zone show the given local
// second, and the zone's offset in seconds then; the first such instant if
// there are two. If clocks jumped over it, exists is false, and the instant is
// the one that the offset before the jump gives. No zone is UTC.
func resolve(local int64, zone *time.Location) (instant int64, offset int, exists bool) {
	if zone == nil || zone == time.UTC {
		return local, 0, true
	}
	before := offsetAt(local-secondsPerDay, zone)
	after := offsetAt(local+secondsPerDay, zone)
	early := local - int64(max(before, after))
	if offsetAt(early, zone) == max(before, after) {
		return early, max(before, after), true
	}
	late := local - int64(min(before, after))
	if offsetAt(late, zone) == min(before, after) {
		return late, min(before, after), true
	}
	return local - int64(before), before, false
}

func offsetAt(instant int64, zone *time.Location) int {
	_, offset := time.Unix(instant, 0).In(zone).Zone()
	return offset
}

func roundOffset(seconds int) int16 {
	if seconds < 0 {
		return -roundOffset(-seconds)
	}
	return int16((seconds + 30) / 60)
}

// dayNumber counts days of the proleptic Gregorian calendar from 1970-01-01.
// The month may be beyond 12.
func dayNumber(year, month, day int) int64 {
	return floorDay(time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC).Unix())
}

func floorDay(seconds int64) int64 {
	days := seconds / secondsPerDay
	if seconds%secondsPerDay < 0 {
		days--
	}
	return days
}

func civil(day int64) (year int, month time.Month, dayOfMonth int) {
	return time.Unix(day*secondsPerDay, 0).UTC().Date()
}

func weekday(day int64) time.Weekday {
	return time.Unix(day*secondsPerDay, 0).UTC().Weekday()
}

func daysIn(year, month int) int {
	switch month {
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}
