package picture

import (
	"fmt"
	"time"

	"daybook/generator/when"
)

// unit is what the ticks of an axis count.
type unit uint8

const (
	minutes unit = iota
	hours
	days
	months
	years
)

// step is the distance from tick to tick.
type step struct {
	unit unit
	n    int
}

// steps are tried from the finest to the coarsest.
var steps = [...]step{
	{minutes, 1}, {minutes, 5}, {minutes, 15}, {minutes, 30},
	{hours, 1}, {hours, 3}, {hours, 6}, {hours, 12},
	{days, 1}, {days, 2}, {days, 7},
	{months, 1}, {months, 3}, {months, 6},
	{years, 1}, {years, 2}, {years, 5}, {years, 10}, {years, 20}, {years, 50},
	{years, 100}, {years, 200}, {years, 500}, {years, 1000}, {years, 2000},
}

// seconds is about how long a step is.
func (s step) seconds() float64 {
	lengths := [...]float64{60, 3600, 86400, 30 * 86400, 365 * 86400}
	return float64(s.n) * lengths[s.unit]
}

// floor gives the last boundary of the step at or before t.
func (s step) floor(t time.Time) time.Time {
	y, m, d := t.Date()
	zone := t.Location()
	switch s.unit {
	case minutes:
		return time.Date(y, m, d, t.Hour(), t.Minute()/s.n*s.n, 0, 0, zone)
	case hours:
		return time.Date(y, m, d, t.Hour()/s.n*s.n, 0, 0, 0, zone)
	case days:
		number := int(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix()/86400) + 3 // a multiple of 7 on Mondays
		return time.Date(y, m, d-((number%s.n)+s.n)%s.n, 0, 0, 0, 0, zone)
	case months:
		return time.Date(y, (m-1)/time.Month(s.n)*time.Month(s.n)+1, 1, 0, 0, 0, 0, zone)
	}
	return time.Date(y/s.n*s.n, 1, 1, 0, 0, 0, 0, zone)
}

// next gives the boundary after the boundary t.
func (s step) next(t time.Time) time.Time {
	y, m, d := t.Date()
	var next time.Time
	switch s.unit {
	case minutes, hours:
		next = s.floor(t.Add(time.Duration(s.seconds()) * time.Second))
	case days:
		next = time.Date(y, m, d+s.n, 0, 0, 0, 0, t.Location())
	case months:
		next = time.Date(y, m+time.Month(s.n), 1, 0, 0, 0, 0, t.Location())
	default:
		next = time.Date(y+s.n, 1, 1, 0, 0, 0, 0, t.Location())
	}
	if !next.After(t) {
		return t.Add(time.Duration(s.seconds()) * time.Second)
	}
	return next
}

// tick is a boundary on the axis. Its words stand after it and hold from there
// to the next.
type tick struct {
	at      float64
	line    bool   // false where an axis begins within a step
	label   string // "16 Jan"
	context string // "2024", where it differs from the tick before
}

// ticksOf gives the ticks of the finest step whose words, of the length that
// size gives them, do not touch.
func ticksOf(x *axis, events []event, zone *time.Location, lang string, size func(tick) float64) []tick {
	digits := numeralsOf(lang)
	finest := finestUnit(events)
	for _, s := range steps {
		if s.unit < finest || s.seconds()*x.scale < lineHeight {
			continue
		}
		if ticks := s.ticks(x, events, zone, lang, &digits); !touching(ticks, size) {
			return ticks
		}
	}
	return nil
}

// finestUnit is the finest unit that ticks may count: an axis with hours on it
// would say that days are known to the hour.
func finestUnit(events []event) unit {
	finest := years
	for _, e := range events {
		switch e.date.Precision() {
		case when.MinutePrecision, when.SecondPrecision:
			return minutes
		case when.DayPrecision:
			finest = min(finest, days)
		case when.MonthPrecision, when.SeasonPrecision:
			finest = min(finest, months)
		}
	}
	return finest
}

func (s step) ticks(x *axis, events []event, zone *time.Location, lang string, digits *numerals) []tick {
	var ticks []tick
	context := ""
	add := func(at float64, line bool, u unit, t time.Time) {
		label, around := u.words(t, lang, digits)
		k := tick{at: at, line: line, label: label}
		if around != context {
			k.context, context = around, around
		}
		ticks = append(ticks, k)
	}
	e := 0
	for _, seg := range x.segments {
		for events[e].from < seg.from {
			e++
		}
		if seg.alone {
			d := events[e].date
			if first := d.Starts(); !first.IsZero() {
				d = first
			}
			add(seg.start, true, unitOf(d.Precision()), time.Unix(events[e].from, 0).In(zone))
			context = ""
			continue
		}
		t := s.floor(time.Unix(seg.from, 0).In(zone))
		if t.Unix() < seg.from {
			following := s.next(t)
			if s.unit >= days && (following.Unix() >= seg.until || x.at(following.Unix())-seg.start >= 64) {
				add(seg.start, false, s.unit, t)
			}
			t = following
		}
		for ; t.Unix() < seg.until; t = s.next(t) {
			if t.Year() >= 1 {
				add(x.at(t.Unix()), true, s.unit, t)
			}
		}
	}
	return ticks
}

func touching(ticks []tick, size func(tick) float64) bool {
	for i := 1; i < len(ticks); i++ {
		if ticks[i-1].at+size(ticks[i-1]) > ticks[i].at {
			return true
		}
	}
	return false
}

func unitOf(p when.Precision) unit {
	switch {
	case p >= when.DayPrecision:
		return days
	case p >= when.SeasonPrecision:
		return months
	}
	return years
}

// words gives what a tick at t says, and what it says it of.
func (u unit) words(t time.Time, lang string, digits *numerals) (label, context string) {
	year := when.ShortWords(when.Year(t.Year()), lang)
	switch u {
	case minutes, hours:
		return digits.write(fmt.Sprintf("%02d:%02d", t.Hour(), t.Minute())), when.Words(when.DayOf(t), lang)
	case days:
		return when.ShortWords(when.DayOf(t), lang), year
	case months:
		return when.MonthName(lang, t.Month()), year
	}
	return year, ""
}
