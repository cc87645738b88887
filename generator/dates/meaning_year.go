package dates

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

func (y yearBefore) resolve(r *reader, f finding) answer {
	u := y.unit
	if u == noUnit {
		u = yearUnit
		for _, candidate := range []unit{quarterUnit, halfUnit, monthUnit} {
			if m := r.lastOf[candidate]; m.ok && r.near(m, f) {
				u = candidate
				break
			}
		}
	}
	var base period
	switch m := r.lastOf[u]; {
	case m.ok && !y.now && u != yearUnit:
		base = m.when
	case !r.dated:
		return unknown(KindDate, noDateline)
	case u == quarterUnit:
		base = containing(u, r.dateline).step(-1)
	default:
		base = containing(u, r.dateline)
	}
	back := 1
	if y.year != nil {
		a := y.year.resolve(r, f)
		if !a.known() {
			return a
		}
		back = base.first.year() - a.options[0].when.first.year()
	}
	when := base.count(-back, yearUnit)
	if u == weekUnit || u == dayUnit {
		yy, m, d := base.first.date()
		when = containing(u, dayOf(yy-back, m, d))
	}
	return one(when, y.unit != noUnit, "%d %s before %s", back, yearUnit.plural(back), base)
}

func (p part) resolve(r *reader, f finding) answer {
	n, length := p.n, 3
	if p.unit == halfUnit {
		length = 6
	}
	if n < 0 {
		n = 12 / length
	}
	in := func(year int) period {
		return months(p.unit, year, time.Month((n-1)*length+1), length)
	}
	if p.of == nil {
		return r.nearest(f, in, "a "+p.unit.String()+" without a year")
	}
	a := p.of.resolve(r, f)
	if !a.known() {
		return a
	}
	why := a.options[0].why
	if whole := a.options[0].when; p.unit == halfUnit && (whole.unit == monthUnit || whole.unit >= decadeUnit && whole.unit <= centuryUnit) {
		return one(whole.half(n), a.sure, "half of it: %s", why)
	}
	if _, fiscal := p.of.(fiscalYear); fiscal {
		why = "counted as if the fiscal year were the calendar year"
	}
	return one(in(a.options[0].when.first.year()), a.sure, "%s", why)
}

func (s stretch) resolve(r *reader, f finding) answer {
	of := func(whole period) period {
		from := dayPeriod(whole.first)
		to := dayPeriod(whole.last)
		if s.unit == monthUnit {
			from, to = containing(monthUnit, whole.first), containing(monthUnit, whole.last)
		}
		step := s.n - 1
		if s.unit == weekUnit {
			step = 7*s.n - 1
		}
		switch {
		case s.n == 1 && s.fromEnd:
			return to
		case s.n == 1:
			return from
		case s.fromEnd:
			return spanOf(to.step(-step), to)
		}
		return spanOf(from, from.step(step))
	}
	var a answer
	if s.of == nil {
		a = r.nearest(f, func(year int) period { return of(yearPeriod(year)) }, "months without a year")
	} else {
		a = s.of.resolve(r, f)
		if !a.known() {
			return a
		}
		a.options = a.options[:1]
		a.options[0].when = of(a.options[0].when)
	}
	if s.n > 1 {
		a.kind = KindRange
	}
	return a
}

func (s seasonRef) resolve(r *reader, f finding) answer {
	in := func(year int) period { return months(seasonUnit, year, s.month, 3) }
	if s.year != nil {
		a := s.year.resolve(r, f)
		if !a.known() {
			return a
		}
		return one(in(a.options[0].when.first.year()), a.sure, "%s", a.options[0].why)
	}
	return r.determined(f, s.rel, in, "a season without a year")
}

func (m monthRef) resolve(r *reader, f finding) answer {
	return r.determined(f, m.rel, partial{month: m.month, day: m.day}.in, "a month without a year")
}

// determined is related, but "that", "the following" and "the previous" count from the date mentioned last.
func (r *reader) determined(f finding, rel relation, in func(year int) period, what string) answer {
	m := r.last
	if !m.ok || rel != that && rel != following && rel != previous {
		return r.related(f, rel, in, what)
	}
	when := in(m.when.first.year())
	switch {
	case rel == following && when.first <= m.when.last:
		when = in(m.when.first.year() + 1)
	case rel == previous && when.last >= m.when.first:
		when = in(m.when.first.year() - 1)
	}
	return one(when, r.near(m, f), "counted from %s, mentioned before", m.when)
}

func (h feast) resolve(r *reader, f finding) answer {
	if len(h.rules) == 0 {
		a := r.related(f, h.rel, yearPeriod, "")
		if h.year != nil {
			a = h.year.resolve(r, f)
		}
		if !a.known() {
			return a
		}
		return one(a.options[0].when, false, "the feast moves against the calendar: look its day up; only the year is sure")
	}
	var all answer
	for i, rule := range h.rules {
		var a answer
		if h.year != nil {
			if a = h.year.resolve(r, f); !a.known() {
				return a
			}
			a = one(rule.in(a.options[0].when.first.year()), a.sure, "%s", a.options[0].why)
		} else {
			a = r.related(f, h.rel, rule.in, "a feast without a year")
			if !a.known() {
				return a
			}
		}
		if rule.moves {
			a.sure = false
			a.options[0].why = fmt.Sprintf("the feast moves; this is its day in %s", rule.who)
		}
		if rule.who != "" && !rule.moves {
			a.options = a.options[:1]
			a.options[0].why = "as kept in " + rule.who
		}
		switch {
		case i == 0:
			all = a
		case r.frame.Zone != nil && slices.Contains(strings.Fields(rule.zone), r.frame.Zone.String()):
			all.options = append(a.options, all.options...)
		default:
			all.options = append(all.options, a.options...)
		}
	}
	if len(h.rules) > 1 {
		all.sure = false
	}
	return all
}

// in is the feast's day in a year. Easter is by the rule of Meeus, Jones and Butcher.
func (h holidayRule) in(y int) period {
	switch {
	case h.nth != 0:
		return dayPeriod(nthWeekday(monthPeriod(y, h.month), h.nth, h.weekday))
	case h.month != 0:
		return dayPeriod(dayOf(y, h.month, h.day))
	}
	a, b, c := y%19, y/100, y%100
	g := (8*b + 13) / 25
	k := (19*a + b - b/4 - g + 15) % 30
	l := (32 + 2*(b%4) + 2*(c/4) - k - c%4) % 7
	m := (a + 11*k + 19*l) / 433
	month := (k + l - 7*m + 90) / 25
	d := (k + l - 7*m + 33*month + 19) % 32
	return dayPeriod(dayOf(y, time.Month(month), d) + day(h.easter))
}

func (y fiscalYear) resolve(r *reader, _ finding) answer {
	if y.year != 0 {
		return one(yearPeriod(y.year), false, "the fiscal year of that number; which months it has is the organisation's choice")
	}
	if !r.dated {
		return unknown(KindDate, noDateline)
	}
	return one(yearPeriod(r.dateline.year()), false, "the year of the dateline; which months a fiscal year has is the organisation's choice")
}
