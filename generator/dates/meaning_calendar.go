package dates

import (
	"fmt"
	"slices"
	"time"
)

func (p partial) resolve(r *reader, f finding) answer {
	if p.year != nil {
		y := p.year.resolve(r, f)
		if !y.known() {
			return unknown(KindDate, noDateline)
		}
		a := one(p.in(y.options[0].when.first.year()), y.sure, "%s", y.options[0].why)
		return p.checked(r, a, a.options[0].why == "the year is written")
	}
	if p.month == time.September && p.day == 11 && r.dated && r.dateline.year() > 2001 && r.s.is(f.end, "attacks", "attack", "terrorist", "terror", "hijackers", "hijackings", "commission") {
		return one(p.in(2001), true, "the attacks of 2001")
	}
	a := r.nearest(f, p.in, "a date without a year")
	return p.checked(r, a, false)
}

// in is the date in a year.
func (p partial) in(year int) period {
	at := func(p *partial, year int) period {
		if p.day == 0 {
			return monthPeriod(year, p.month)
		}
		return dayPeriod(dayOf(year, p.month, min(p.day, lastDay(year, p.month))))
	}
	when := at(&p, year)
	if p.to == nil {
		return when
	}
	last := year
	if p.to.month < p.month {
		last++
	}
	return spanOf(when, at(p.to, last))
}

// checked compares the weekday that is written with that of the date. Where the year is open, a year in
// which they agree wins; where it is written, they contradict each other.
func (p partial) checked(r *reader, a answer, written bool) answer {
	if p.to != nil {
		a.kind = KindRange
	}
	if p.weekday == nil || !a.known() {
		return a
	}
	agrees := func(o option) bool { return o.when.first.weekday() == *p.weekday }
	if !written {
		if i := slices.IndexFunc(a.options, agrees); i >= 0 {
			a.options, a.sure = []option{a.options[i]}, true
			return a
		}
	}
	when := a.options[0].when.first
	if agrees(a.options[0]) {
		return a
	}
	y, m, d := when.date()
	a.mismatch = &Mismatch{Date: Day{y, m, d}, Written: *p.weekday, Actual: when.weekday()}
	near := when - 3
	for near.weekday() != *p.weekday {
		near++
	}
	a.sure = false
	a.options = []option{
		{when: dayPeriod(when), why: fmt.Sprintf("the date as written, which was a %s", when.weekday())},
		{when: dayPeriod(near), why: fmt.Sprintf("the nearest %s, if the weekday is right and the date wrong", *p.weekday)},
	}
	return a
}

func (w weekdayRef) resolve(r *reader, f finding) answer {
	m, ok := r.antecedent(dayUnit, f)
	if ok && (w.rel == following || w.rel == previous || w.rel == that) {
		from := m.when
		switch w.rel {
		case following:
			return one(dayPeriod(after(from.last+1, w.weekday)), r.near(m, f), "the first %s after %s, mentioned before", w.weekday, from)
		case previous:
			return one(dayPeriod(before(from.first-1, w.weekday)), r.near(m, f), "the last %s before %s, mentioned before", w.weekday, from)
		}
		return one(dayPeriod(before(from.last, w.weekday)), r.near(m, f), "the %s last before or on %s, mentioned before", w.weekday, from)
	}
	if r.history && ok && w.rel == bare {
		return answer{kind: KindDate, options: []option{
			{when: dayPeriod(after(m.when.first, w.weekday)), why: fmt.Sprintf("a history: the first %s from %s on, mentioned before", w.weekday, m.when)},
			{when: dayPeriod(before(m.when.first, w.weekday)), why: fmt.Sprintf("a history: the last %s before %s, mentioned before", w.weekday, m.when)}}}
	}
	if !r.dated {
		return unknown(KindDate, noDateline)
	}
	today := r.dateline
	moved := day(7 * w.weeks)
	back := option{dayPeriod(before(today, w.weekday) + moved), "", fmt.Sprintf("the last %s up to the dateline, %s", w.weekday, today)}
	ahead := option{dayPeriod(after(today, w.weekday) + moved), "", fmt.Sprintf("the next %s from the dateline, %s", w.weekday, today)}
	choice := func(sure bool, options ...option) answer {
		return answer{kind: KindDate, options: options, sure: sure}
	}
	sameWeek := func(d day) bool { return containing(weekUnit, d) == containing(weekUnit, today) }
	switch w.rel {
	case last, previous:
		near := before(today-1, w.weekday) + moved
		nearer := option{dayPeriod(near), "", fmt.Sprintf("the last %s before the dateline, %s", w.weekday, today)}
		earlier := option{dayPeriod(near - 7), "", fmt.Sprintf("the %s of the week before", w.weekday)}
		if w.weeks < 0 {
			return choice(false, nearer, option{dayPeriod(near + 7), "", "the nearer one"})
		}
		if sameWeek(near) {
			return choice(false, nearer, earlier)
		}
		return choice(true, nearer)
	case next, following:
		near := after(today+1, w.weekday) + moved
		nearer := option{dayPeriod(near), "", fmt.Sprintf("the first %s after the dateline, %s", w.weekday, today)}
		later := option{dayPeriod(near + 7), "", fmt.Sprintf("the %s of next week", w.weekday)}
		if w.weeks == 0 && sameWeek(near) {
			return choice(false, later, nearer)
		}
		return choice(w.weeks == 0, nearer)
	}
	t := r.tense(f)
	if r.s.joins(f.first-1) && r.last.weekday && r.last.token == f.first-1 && w.rel == bare {
		from := r.last.when
		if next := after(from.last+1, w.weekday); next <= today || from.first >= today {
			return choice(true, option{dayPeriod(next), "", fmt.Sprintf("the first %s after %s, with which it stands", w.weekday, from)})
		}
	}
	switch {
	case t == intended && ahead.when.first-today < today-back.when.first:
		return choice(false, ahead, back)
	case t == intended:
		return choice(false, back, ahead)
	case w.weekday == today.weekday() && w.rel == this:
		return choice(true, back)
	case w.weekday == today.weekday() && t == untold:
		return choice(true, back)
	case w.weekday == today.weekday() && t.ahead():
		back.why = fmt.Sprintf("the day of the dateline itself, %s", today)
		week := option{dayPeriod(today + 7), "", "a week after the dateline, as the verb points ahead"}
		return choice(false, back, week)
	case t == past:
		back.why = "the verb is in the past: " + back.why
		return choice(true, back)
	case t.ahead():
		ahead.why = "the verb points ahead: " + ahead.why
		return choice(true, ahead)
	case w.rel == this:
		return choice(false, ahead, back)
	}
	back.why = "no verb tells the time: " + back.why
	return choice(false, back, ahead)
}

// before is the last day of a weekday up to d; after the first from d on.
func before(d day, w time.Weekday) day { return d - day((int(d.weekday())-int(w)+7)%7) }
func after(d day, w time.Weekday) day  { return d + day((int(w)-int(d.weekday())+7)%7) }

func (w weekdayOfWeek) resolve(r *reader, _ finding) answer {
	if !r.dated {
		return unknown(KindDate, noDateline)
	}
	week := containing(weekUnit, r.dateline).step(w.weeks)
	return one(dayPeriod(after(week.first, w.weekday)), true, "the %s of the week: %s", w.weekday, counted(w.weeks, weekUnit, r.dateline))
}

func (d dayOfMonth) resolve(r *reader, f finding) answer {
	if !r.dated {
		return unknown(KindDate, noDateline)
	}
	y, m, _ := r.dateline.date()
	p := partial{month: m, day: d.day, weekday: &d.weekday}
	a := one(p.in(y), true, "that day of the dateline's month")
	for _, n := range []int{0, -1, 1} {
		if first := dayOf(y, m+time.Month(n), 1); first+day(d.day-1) <= containing(monthUnit, first).last && (first+day(d.day-1)).weekday() == d.weekday {
			return one(dayPeriod(first+day(d.day-1)), true, "the %s nearest the dateline that is the %d of its month", d.weekday, d.day)
		}
	}
	return p.checked(r, a, true)
}

func (d dayIn) resolve(r *reader, f finding) answer {
	on := func(month period) (period, bool) {
		y, m, _ := month.first.date()
		return dayPeriod(month.first + day(d.day-1)), valid(y, m, d.day)
	}
	if d.month != nil {
		a := d.month.resolve(r, f)
		if !a.known() {
			return a
		}
		when, ok := on(a.options[0].when)
		if !ok {
			return unknown(KindDate, "that month has no such day")
		}
		return one(when, a.sure, "%s", a.options[0].why)
	}
	if m := r.last; m.ok && m.when.fineness() <= monthUnit && (r.history || r.near(m, f) && (!r.dated || containing(monthUnit, m.when.first) != containing(monthUnit, r.dateline))) {
		if when, ok := on(containing(monthUnit, m.when.first)); ok {
			return one(when, false, "of the month of %s, mentioned before", m.when)
		}
	}
	if !r.dated {
		return unknown(KindDate, noDateline)
	}
	month := containing(monthUnit, r.dateline)
	when, ok := on(month)
	step := -1
	if r.tense(f).ahead() {
		step = 1
	}
	for !ok || step < 0 && when.first > r.dateline || step > 0 && when.first < r.dateline {
		month = month.step(step)
		when, ok = on(month)
	}
	return one(when, false, "no month is named: the nearest such day from the dateline, %s", r.dateline)
}

func (b besides) resolve(r *reader, f finding) answer {
	a := b.of.resolve(r, f)
	if !a.known() {
		return a
	}
	for i, o := range a.options {
		when := o.when.count(b.n, b.unit)
		switch {
		case b.unit == noUnit && b.n < 0:
			when = dayPeriod(before(o.when.first-1, b.weekday))
		case b.unit == noUnit:
			when = dayPeriod(after(o.when.last+1, b.weekday))
		}
		a.options[i] = option{when: when, why: fmt.Sprintf("counted from %s: %s", o.when, o.why)}
	}
	a.kind = KindDate
	return a
}

func (n newest) resolve(r *reader, f finding) answer {
	if m := r.lastOf[n.unit]; r.near(m, f) {
		return one(m.when, false, "the %s mentioned before", n.unit)
	}
	if !r.dated {
		return unknown(KindDate, noDateline)
	}
	return one(containing(n.unit, r.dateline).step(-1), false, "the last %s that was over at the dateline, %s", n.unit, r.dateline)
}

func (turning) resolve(r *reader, _ finding) answer {
	if !r.dated {
		return unknown(KindDate, noDateline)
	}
	when := containing(yearUnit, r.dateline)
	if _, m, _ := r.dateline.date(); m >= time.June {
		return one(when.step(1), true, "the year that begins after the dateline, %s", r.dateline)
	}
	return one(when, true, "the year that began before the dateline, %s", r.dateline)
}

func (n nthOf) resolve(r *reader, f finding) answer {
	a := n.of.resolve(r, f)
	if !a.known() {
		return a
	}
	for i, o := range a.options {
		a.options[i].when = dayPeriod(nthWeekday(o.when, n.n, n.weekday))
	}
	return a
}

// nthWeekday is the nth day of a weekday in a period, counted from its end when n is negative.
func nthWeekday(p period, n int, w time.Weekday) day {
	if n < 0 {
		return before(p.last, w) + day(7*(n+1))
	}
	return after(p.first, w) + day(7*(n-1))
}

func (w weekOf) resolve(r *reader, f finding) answer {
	a := w.of.resolve(r, f)
	if !a.known() {
		return a
	}
	month := a.options[0].when
	when := containing(weekUnit, month.first+day(7*(w.n-1)))
	if w.n < 0 {
		when = containing(weekUnit, month.last)
	}
	return one(when, false, "the week that holds day %d of %s; newspapers count weeks of a month in several ways", 7*(max(w.n, 1)-1)+1, month)
}

func (u unitWith) resolve(r *reader, f finding) answer {
	a := u.date.resolve(r, f)
	if !a.known() {
		return a
	}
	last := a.options[0].when
	switch {
	case u.unit == weekUnit, u.unit == weekendUnit:
		a.options[0].when = containing(u.unit, last.first)
		a.kind = KindDate
		return a
	case u.unit == quarterUnit:
		u.months = 3
	case u.unit == yearUnit:
		u.months = 12
	}
	end := containing(monthUnit, last.last)
	a.options[0].when = spanOf(end.step(1-u.months), end)
	if u.unit == spanUnit {
		a.kind = KindRange
	}
	a.options[0].why = fmt.Sprintf("the %d months that end with %s", u.months, end)
	return a
}

func (e edge) resolve(r *reader, f finding) answer {
	return e.of.resolve(r, f)
}

func (p approximate) resolve(r *reader, f finding) answer {
	a := p.of.resolve(r, f)
	if !p.tilde || a.kind != KindDate || a.vague {
		return a
	}
	for i, o := range a.options {
		if u := o.when.unit; o.value == "" && (u == dayUnit || u == monthUnit || u == yearUnit) {
			a.options[i].value = o.when.value() + "~"
			a.options[i].why = "approximately: " + o.why
		}
	}
	return a
}
