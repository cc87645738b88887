// Package when is dates as newsrooms know them: read from text, kept at the
// precision they were given, put in order, and said in words.
//
// # What is read
//
// Dates are EDTF, the Extended Date/Time Format of ISO 8601-2:2019 as published
// by the Library of Congress, levels 0 and 1 in full:
//
//	2024-01-16  2024-01  2024                  day, month, year (level 0)
//	2024-01-16T04:00:00Z                       time of day (level 0)
//	2024-01-16/2024-01-19                      interval, both ends included (level 0)
//	2024-01-16?  2024-01~  2024%               uncertain, approximate, both (level 1)
//	2024-01-XX  2024-XX-XX  2024-XX            day or month not specified (level 1)
//	202X  20XX                                 decade, century (level 1)
//	2024-21 … 2024-24                          spring, summer, autumn, winter (level 1)
//	2024-01-16/..  ../2024-01-16               open end, open start (level 1)
//	2024-01-16/  /2024-01-16                   unknown end, unknown start (level 1)
//	-0043  Y170000002  Y-170000002             negative and long years (level 1)
//
// and, beyond the letter of level 1, because reports need them: seconds may be
// left out of a time; an offset may be left out and is then that of the zone
// given to [Parse]; a time, a season and a long year take ?, ~ and % and may be
// an end of an interval. The year 0000 is 1 BC, -0001 is 2 BC.
//
// Level 2 is refused with a sentence that names it: sets ({…}, […]), marks
// inside a date (2024?-01), X elsewhere than at the right (XXXX, 1XXX,
// 2024-1X, XXXX-12-25), exponents and significant digits (Y17E8, 1950S2), and
// sub-years 25 to 41. So are two-digit centuries (20, write 20XX), 24:00 (write
// 00:00 of the next day), second 60, fractions of a second, -00:00 and -0000,
// intervals without any date (/, ../..), and offsets outside ±15:59, the widest
// that the tz database has ever used. A long year has five to nine digits.
//
// # Days have no zone, times have one
//
// A day without a time is a label of the calendar and has no zone of its own:
// "16 January 2024" is the same day in a report from Islamabad and in one from
// Tehran. To be put in order it needs an instant, and its lower bound is the
// start of that day in the house zone (the site's). A time of day is a true
// instant, whatever its offset. The reason: a single house zone makes the order
// transitive, times stay in true order across zones, and two reports of the
// same day filed from different datelines are equal. Had each day the zone of
// its dateline, two equal days would differ and a day could stand before a
// time that stands before the same day. The machine's zone is never used.
//
// # Zones and clocks that change
//
// A time of day without offset that occurs twice, because clocks went back, is
// the first of the two (RFC 5545 section 3.3.5); one that never occurred,
// because clocks went forward, is an error, since nothing happened then. A
// zone's offset of hours, minutes and seconds (local mean times before about
// 1940) is rounded to the minute. A day that begins in a gap begins at the end
// of the gap.
//
// # Seasons
//
// EDTF gives no months to the sub-years 21 to 24. Here they are the
// meteorological seasons of the northern hemisphere: spring March to May,
// summer June to August, autumn September to November, winter December to
// February of the next year, so that the four seasons of a year stand in the
// order of their numbers. Elsewhere give the months.
//
// The package does no input or output, and knows no clock.
package when

import "time"

// Precision is how finely a date is known. A greater value is finer.
type Precision uint8

// The precisions of a date. An interval has the coarser precision of its ends.
const (
	UnknownPrecision Precision = iota // no date
	CenturyPrecision                  // 20XX
	DecadePrecision                   // 202X
	YearPrecision                     // 2024, 2024-XX, 2024-XX-XX
	SeasonPrecision                   // 2024-21
	MonthPrecision                    // 2024-01, 2024-01-XX
	DayPrecision                      // 2024-01-16
	MinutePrecision                   // 2024-01-16T04:00Z
	SecondPrecision                   // 2024-01-16T04:00:00Z
)

// String gives the precision's name in lower case, such as "month".
func (p Precision) String() string {
	names := [...]string{"unknown", "century", "decade", "year", "season", "month", "day", "minute", "second"}
	if int(p) >= len(names) {
		return names[0]
	}
	return names[p]
}

// Date is a moment or a stretch of time as a report gives it. The zero value is
// no date. Dates are immutable and comparable with ==, which is true when the
// canonical texts are the same; see [Same] for equality of meaning.
type Date struct {
	first, last point // last is absent in a date that is no interval
}

// Day gives the date of a day, or no date if the calendar has no such day.
func Day(year, month, day int) Date {
	if !isYear(year) || month < 1 || month > 12 || day < 1 || day > daysIn(year, month) {
		return Date{}
	}
	return Date{first: point{state: given, precision: DayPrecision, year: int32(year), month: uint8(month), day: uint8(day)}}
}

// Month gives the date of a month, or no date if there is no such month.
func Month(year, month int) Date {
	if !isYear(year) || month < 1 || month > 12 {
		return Date{}
	}
	return Date{first: point{state: given, precision: MonthPrecision, year: int32(year), month: uint8(month)}}
}

// Year gives the date of a year from -9999 to 9999, or no date.
func Year(year int) Date {
	if !isYear(year) {
		return Date{}
	}
	return Date{first: point{state: given, precision: YearPrecision, year: int32(year)}}
}

// DayOf gives the day on which t falls in the zone that t carries.
func DayOf(t time.Time) Date {
	year, month, day := t.Date()
	return Day(year, int(month), day)
}

// MinuteOf gives the minute in which t falls, with the offset that t carries.
func MinuteOf(t time.Time) Date {
	d := DayOf(t)
	if d.IsZero() {
		return d
	}
	_, seconds := t.Zone()
	d.first.precision = MinutePrecision
	d.first.hour, d.first.minute = uint8(t.Hour()), uint8(t.Minute())
	d.first.offset = roundOffset(seconds)
	return d
}

// Between gives the interval from the start of first to the end of last, both
// included. An interval counts with its own start or end. The error is a
// [*ParseError] when last is before first, or when either is no date.
func Between(first, last Date) (Date, error) {
	a, b := first.first, last.lastPoint()
	text := a.String() + "/" + b.String()
	if a.state == absent || b.state == absent {
		return Date{}, &ParseError{Text: text, Length: len(text), Sentence: "an interval needs two dates"}
	}
	if err := (reader{text: text}).checkOrder(a, b); err != nil {
		return Date{}, err
	}
	return Date{a, b}, nil
}

// IsZero reports whether d is no date.
func (d Date) IsZero() bool { return d == Date{} }

// String gives the canonical EDTF text, of which [Parse] makes the same Date
// again in any zone. No date is the empty string.
func (d Date) String() string {
	if d.last.state == absent {
		return d.first.String()
	}
	return d.first.String() + "/" + d.last.String()
}

// MarshalText gives the canonical EDTF text, so that a Date can be written as
// JSON.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads EDTF text; a time of day must have its offset. Empty text
// is no date. The error is a [*ParseError].
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	read, err := Parse(string(text), nil)
	if err != nil {
		return err
	}
	*d = read
	return nil
}

// Precision says how finely d is known, for an interval how finely its coarser
// end is known.
func (d Date) Precision() Precision {
	switch {
	case d.last.state != given:
		return d.first.precision
	case d.first.state != given:
		return d.last.precision
	}
	return min(d.first.precision, d.last.precision)
}

// IsRange reports whether d is an interval.
func (d Date) IsRange() bool { return d.last.state != absent }

// OpenEnded reports whether d is an interval of which either end is open (..)
// or unknown (empty).
func (d Date) OpenEnded() bool {
	return d.IsRange() && (d.first.state != given || d.last.state != given)
}

// Ongoing reports whether d is an interval with an open end, such as
// 2024-01-16/.. for what began that day and goes on.
func (d Date) Ongoing() bool { return d.last.state == open }

// Starts gives the start of an interval, or no date if that is open or unknown.
// A date that is no interval starts with itself.
func (d Date) Starts() Date { return single(d.first) }

// Ends gives the end of an interval, or no date if that is open or unknown. A
// date that is no interval ends with itself.
func (d Date) Ends() Date { return single(d.lastPoint()) }

// Uncertain reports whether d or an end of it is marked ? or %: the source may
// be wrong.
func (d Date) Uncertain() bool { return (d.first.marks|d.last.marks)&uncertain != 0 }

// Approximate reports whether d or an end of it is marked ~ or %: the value is
// an estimate.
func (d Date) Approximate() bool { return (d.first.marks|d.last.marks)&approximate != 0 }

// Unspecified reports whether d or an end of it is a day or month of which only
// the month or year is told: 2024-01-XX, 2024-XX, 2024-XX-XX.
func (d Date) Unspecified() bool { return (d.first.marks|d.last.marks)&(monthX|dayX) != 0 }

// Civil gives the first day of d as written, in no zone: the start of an
// interval or, when that is open or unknown, the first day of its end. It gives
// zeros for no date.
func (d Date) Civil() (year int, month time.Month, day int) {
	p := d.anchor()
	if p.state != given {
		return 0, 0, 0
	}
	return civil(floorDay(p.lower()))
}

// Weekday gives the day of the week of a single day or time as written; ok is
// false for any other date.
func (d Date) Weekday() (day time.Weekday, ok bool) {
	if d.IsRange() || d.first.precision < DayPrecision {
		return 0, false
	}
	return weekday(floorDay(d.first.lower())), true
}

// Clock gives the time of day of a single time as written; ok is false for any
// other date.
func (d Date) Clock() (hour, minute, second int, ok bool) {
	if d.IsRange() || d.first.precision < MinutePrecision {
		return 0, 0, 0, false
	}
	return int(d.first.hour), int(d.first.minute), int(d.first.second), true
}

// OffsetMinutes gives the minutes east of UTC of the first time of day in d; ok
// is false when d has none.
func (d Date) OffsetMinutes() (minutes int, ok bool) {
	for _, p := range [...]point{d.first, d.last} {
		if p.precision >= MinutePrecision {
			return int(p.offset), true
		}
	}
	return 0, false
}

// InRange reports whether d is a date that an event may carry: its years, and
// the years of both ends, are 1 to 9999.
func (d Date) InRange() bool {
	if d.IsZero() {
		return false
	}
	for _, p := range [...]point{d.first, d.last} {
		if p.state != given {
			continue
		}
		if low, high := p.years(); low < 1 || high > 9999 {
			return false
		}
	}
	return true
}

// lastPoint is the end of an interval and otherwise the date itself.
func (d Date) lastPoint() point {
	if d.IsRange() {
		return d.last
	}
	return d.first
}

// anchor is the end by which d is sorted.
func (d Date) anchor() point {
	if d.first.state == given {
		return d.first
	}
	return d.last
}

func single(p point) Date {
	if p.state != given {
		return Date{}
	}
	return Date{first: p}
}

func isYear(year int) bool { return year >= -9999 && year <= 9999 }
