package dates

import (
	"fmt"
	"time"
)

// day counts days from 1970-01-01.
type day int

const daySeconds = 24 * 60 * 60

func dayOf(year int, month time.Month, d int) day {
	return day(time.Date(year, month, d, 0, 0, 0, 0, time.UTC).Unix() / daySeconds)
}

func (d day) date() (int, time.Month, int) {
	return time.Unix(int64(d)*daySeconds, 0).UTC().Date()
}

func (d day) year() int             { y, _, _ := d.date(); return y }
func (d day) weekday() time.Weekday { return time.Weekday(((int(d)+4)%7 + 7) % 7) }

// String is the day as an editor writes it: Tuesday 16 January 2024.
func (d day) String() string {
	y, m, n := d.date()
	return fmt.Sprintf("%s %d %s %d", d.weekday(), n, m, y)
}

// lastDay is the last day of a month of a year.
func lastDay(year int, month time.Month) int {
	_, _, d := dayOf(year, month+1, 0).date()
	return d
}

func valid(year int, month time.Month, d int) bool {
	return month >= 1 && month <= 12 && d >= 1 && d <= lastDay(year, month)
}

// unit is a unit of the calendar, from short to long.
type unit int

const (
	noUnit unit = iota
	secondUnit
	minuteUnit
	hourUnit
	dayUnit
	nightUnit
	weekendUnit
	weekUnit
	fortnightUnit
	monthUnit
	quarterUnit
	seasonUnit
	halfUnit
	yearUnit
	decadeUnit
	centuryUnit
	millenniumUnit
	spanUnit
)

// period is a stretch of whole days. Its unit decides how it is written and how it is counted on. A
// spanUnit is written with ends of its grain.
type period struct {
	unit        unit
	first, last day
	grain       unit
}

func dayPeriod(d day) period { return period{unit: dayUnit, first: d, last: d} }

// spanOf is the stretch from the start of one period to the end of another, written with ends of the
// finer grain of the two.
func spanOf(from, to period) period {
	return period{unit: spanUnit, first: from.first, last: to.last, grain: min(from.fineness(), to.fineness())}
}

func (p period) fineness() unit {
	switch p.unit {
	case spanUnit:
		return p.grain
	case quarterUnit, halfUnit, seasonUnit, monthUnit:
		return monthUnit
	case yearUnit, decadeUnit, centuryUnit, millenniumUnit:
		return yearUnit
	}
	return dayUnit
}

// containing is the period of a unit that a day lies in.
func containing(u unit, d day) period {
	y, m, _ := d.date()
	switch u {
	case weekUnit, fortnightUnit:
		monday := d - day((int(d.weekday())+6)%7)
		return period{unit: weekUnit, first: monday, last: monday + 6}
	case weekendUnit:
		monday := d - day((int(d.weekday())+6)%7)
		return period{unit: weekendUnit, first: monday + 5, last: monday + 6}
	case monthUnit:
		return months(u, y, m, 1)
	case quarterUnit:
		return months(u, y, (m-1)/3*3+1, 3)
	case halfUnit:
		return months(u, y, (m-1)/6*6+1, 6)
	case seasonUnit:
		if m < time.March {
			return months(u, y-1, time.December, 3)
		}
		return months(u, y, m/3*3, 3)
	case yearUnit:
		return years(u, y, 1)
	case decadeUnit:
		return years(u, floor(y, 10), 10)
	case centuryUnit:
		return years(u, floor(y, 100), 100)
	case millenniumUnit:
		return years(u, floor(y, 1000), 1000)
	}
	return dayPeriod(d)
}

func floor(n, step int) int { return n - ((n%step)+step)%step }

func months(u unit, y int, m time.Month, n int) period {
	return period{unit: u, first: dayOf(y, m, 1), last: dayOf(y, m+time.Month(n), 0)}
}

func years(u unit, y, n int) period {
	return period{unit: u, first: dayOf(y, time.January, 1), last: dayOf(y+n, time.January, 0)}
}

func yearPeriod(y int) period                { return years(yearUnit, y, 1) }
func monthPeriod(y int, m time.Month) period { return months(monthUnit, y, m, 1) }

// within reports whether the period lies in one period of a unit.
func (p period) within(u unit) bool {
	return p.unit <= u || p.unit == spanUnit && containing(u, p.first).last >= p.last
}

// half is the first or second half of a month, a decade or a century.
func (p period) half(n int) period {
	y, m, _ := p.first.date()
	switch p.unit {
	case monthUnit:
		if n == 1 {
			return spanOf(dayPeriod(p.first), dayPeriod(p.first+14))
		}
		return spanOf(dayPeriod(dayOf(y, m, 16)), dayPeriod(p.last))
	case decadeUnit:
		return spanOf(yearPeriod(y+5*(n-1)), yearPeriod(y+5*n-1))
	}
	return spanOf(yearPeriod(y+50*(n-1)), yearPeriod(y+50*n-1))
}

// step is the period n units of its own kind later.
func (p period) step(n int) period {
	y, m, _ := p.first.date()
	switch p.unit {
	case weekUnit, weekendUnit:
		return period{unit: p.unit, first: p.first + day(7*n), last: p.last + day(7*n)}
	case monthUnit:
		return months(p.unit, y, m+time.Month(n), 1)
	case quarterUnit, seasonUnit:
		return months(p.unit, y, m+time.Month(3*n), 3)
	case halfUnit:
		return months(p.unit, y, m+time.Month(6*n), 6)
	case yearUnit:
		return years(p.unit, y+n, 1)
	case decadeUnit:
		return years(p.unit, y+10*n, 10)
	case centuryUnit:
		return years(p.unit, y+100*n, 100)
	case millenniumUnit:
		return years(p.unit, y+1000*n, 1000)
	case spanUnit:
		return p
	}
	return dayPeriod(p.first + day(n))
}

// count is the period of unit u that lies n units after p. Years counted from a month, a quarter or
// the like keep that precision: a year after the third quarter is a third quarter.
func (p period) count(n int, u unit) period {
	if u == fortnightUnit {
		return p.count(2*n, weekUnit)
	}
	if u == yearUnit {
		switch p.unit {
		case monthUnit:
			return p.step(12 * n)
		case quarterUnit, seasonUnit:
			return p.step(4 * n)
		case halfUnit:
			return p.step(2 * n)
		}
	}
	if n > 0 && u <= weekUnit {
		return containing(u, p.last+day(n*u.days()))
	}
	if u <= weekUnit {
		return containing(u, p.first+day(n*u.days()))
	}
	return containing(u, p.first).step(n)
}

func (u unit) days() int {
	if u == weekUnit || u == weekendUnit {
		return 7
	}
	return 1
}

// value writes the period as EDTF.
func (p period) value() string {
	y, m, _ := p.first.date()
	switch p.unit {
	case dayUnit, nightUnit, hourUnit, minuteUnit, secondUnit:
		return end(p.first, dayUnit)
	case monthUnit:
		return end(p.first, monthUnit)
	case seasonUnit:
		return fmt.Sprintf("%04d-%d", y, 20+int(m)/3)
	case yearUnit:
		return end(p.first, yearUnit)
	case decadeUnit:
		return fmt.Sprintf("%03dX", y/10)
	case centuryUnit:
		return fmt.Sprintf("%02dXX", y/100)
	case millenniumUnit:
		return fmt.Sprintf("%01dXXX", y/1000)
	case quarterUnit, halfUnit:
		return end(p.first, monthUnit) + "/" + end(p.last, monthUnit)
	case spanUnit:
		return end(p.first, p.grain) + "/" + end(p.last, p.grain)
	}
	return end(p.first, dayUnit) + "/" + end(p.last, dayUnit)
}

func end(d day, grain unit) string {
	y, m, n := d.date()
	switch grain {
	case yearUnit:
		return yearText(y)
	case monthUnit:
		return fmt.Sprintf("%s-%02d", yearText(y), m)
	}
	return fmt.Sprintf("%s-%02d-%02d", yearText(y), m, n)
}

// yearText writes a year with four digits; the year 0 is 1 BC.
func yearText(y int) string {
	if y < 0 {
		return fmt.Sprintf("-%04d", -y)
	}
	return fmt.Sprintf("%04d", y)
}

// String names the period for an editor.
func (p period) String() string {
	y, m, _ := p.first.date()
	switch p.unit {
	case dayUnit:
		return p.first.String()
	case monthUnit:
		return fmt.Sprintf("%s %d", m, y)
	case yearUnit:
		return fmt.Sprint(y)
	}
	return p.value()
}
