package dates

import (
	"fmt"
	"strings"
	"time"
)

// The meanings. Those that hold another meaning as their year, their day or their whole resolve it first.
type (
	// exact is a period that is told in full.
	exact struct {
		when period
		why  string
	}
	// either is a choice that the words leave open.
	either struct{ options []option }
	// written is the value of a date: or event: link.
	written struct{ value string }
	// partial is a month with or without its day and year, or a range of days or months.
	partial struct {
		month      time.Month
		day        int
		to         *partial
		year       meaning
		weekday    *time.Weekday
		monthFirst bool
	}
	// numericDate is a date such as 05/06/2024 whose order of day and month is not told; a dotted one is
	// day first.
	numericDate struct {
		a, b, year int
		dotted     bool
	}
	// deictic is the unit n units from the one that the dateline lies in.
	deictic struct {
		n    int
		unit unit
	}
	// ago is an amount counted back from the dateline, forward when negative.
	ago struct {
		n    amount
		unit unit
	}
	// anniversary is the same day an amount ago: "a year ago today".
	anniversary struct{ ago }
	// chained is an amount counted from the date mentioned last; determined ones ("the next day") never
	// count from the dateline while there is another.
	chained struct {
		n          amount
		unit       unit
		determined bool
	}
	// same is the unit of the date mentioned last when back is set ("that year"), else the unit that the
	// story is in ("the year").
	same struct {
		unit unit
		back bool
	}
	// weekdayRef is a weekday near the dateline, or near the date mentioned last, moved by weeks.
	weekdayRef struct {
		weekday time.Weekday
		rel     relation
		weeks   int
	}
	// weekdayOfWeek is "Tuesday of last week".
	weekdayOfWeek struct {
		weekday time.Weekday
		weeks   int
	}
	// dayOfMonth is "Tuesday the 18th".
	dayOfMonth struct {
		day     int
		weekday time.Weekday
	}
	// dayIn is a day of a month that is told, or of the month the story is in.
	dayIn struct {
		day   int
		month meaning
	}
	// besides is n units from a date, or without a unit the nearest weekday before or after it.
	besides struct {
		n       int
		unit    unit
		weekday time.Weekday
		of      meaning
	}
	// newest is the last unit that is over: "the latest quarter".
	newest struct{ unit unit }
	// turning is the year that begins at the turn of the year nearest the dateline.
	turning struct{}
	// nthOf is "the first Monday in May"; n is -1 for the last.
	nthOf struct {
		n       int
		weekday time.Weekday
		of      meaning
	}
	// weekOf is "the second week of June".
	weekOf struct {
		n  int
		of meaning
	}
	// unitWith is the week of a day, or the quarter, year or months that end with a date.
	unitWith struct {
		unit   unit
		months int
		date   meaning
	}
	// yearBefore is "the same quarter last year"; without a unit that of the date mentioned last.
	// now takes the unit from the dateline: "this time last year".
	yearBefore struct {
		unit unit
		year meaning
		now  bool
	}
	// part is the nth quarter or half of a year; n is -1 for the last.
	part struct {
		unit unit
		n    int
		of   meaning
	}
	// stretch is the first or last n units of something.
	stretch struct {
		fromEnd bool
		n       int
		unit    unit
		of      meaning
	}
	// monthRef is "last September" or "next June 30"; seasonRef a season with its determiner or its year.
	monthRef struct {
		month time.Month
		day   int
		rel   relation
	}
	seasonRef struct {
		month time.Month
		rel   relation
		year  meaning
	}
	feast struct {
		*holiday
		rel  relation
		year meaning
	}
	// fiscalYear is the fiscal year of that number, or of the dateline when it is 0.
	fiscalYear struct{ year int }
	// edge is a date with a modifier: its early part, its end.
	edge struct {
		of     meaning
		phrase string
	}
	approximate struct {
		of     meaning
		phrase string
		tilde  bool
	}
	// clock is a time of day. zone is empty when none is told; settled means that offset is final.
	clock struct {
		hour, minute, second int
		midnight, local      bool
		halfOpen             bool // nothing in it says whether it is before noon
		spoken               bool // it is told in words: never by the 24-hour clock
		zone                 string
		offset               int
		settled              bool
		on                   meaning
	}
	partOfDay struct {
		of   meaning
		name string
	}
	overnight struct{}
	// sentenceDay is the day of the date mentioned last in the sentence.
	sentenceDay struct{}
	// lasting is a duration; around is its determiner ("the past two weeks").
	lasting struct {
		n      amount
		unit   unit
		around string
	}
	spelled   struct{ value string }
	recurring struct{ value, why string }
	vague     struct{ side side }
)

// option is one reading of a date: a period, or a value that no period has.
type option struct {
	when  period
	value string
	why   string
}

// answer is what a meaning comes to.
type answer struct {
	kind     Kind
	options  []option
	sure     bool
	vague    bool
	mismatch *Mismatch
}

func (o option) text() string {
	if o.value != "" {
		return o.value
	}
	return o.when.value()
}

// unknown is the answer when neither the text nor the frame tells a date.
func unknown(kind Kind, why string) answer {
	return answer{kind: kind, options: []option{{value: "", when: period{}, why: why}}}
}

func (a answer) known() bool { return a.options[0].when != (period{}) }

func one(when period, sure bool, why string, args ...any) answer {
	return answer{kind: KindDate, options: []option{{when: when, why: fmt.Sprintf(why, args...)}}, sure: sure}
}

const noDateline = "no dateline date is given to count from"

func (e exact) resolve(*reader, finding) answer {
	a := one(e.when, true, "%s", e.why)
	if e.when.unit == spanUnit {
		a.kind = KindRange
	}
	return a
}

func (e either) resolve(*reader, finding) answer {
	return answer{kind: KindDate, options: e.options}
}

func (w written) resolve(*reader, finding) answer {
	var y, m, d int
	value := w.value
	if _, after, ok := strings.Cut(value, "/"); ok && after != "" && after != ".." {
		value = after
	} else {
		value, _, _ = strings.Cut(value, "/")
	}
	switch n, _ := fmt.Sscanf(value, "%4d-%2d-%2d", &y, &m, &d); {
	case n == 3 && valid(y, time.Month(m), d):
		return one(dayPeriod(dayOf(y, time.Month(m), d)), true, "a link")
	case n >= 2 && m >= 1 && m <= 12:
		return one(monthPeriod(y, time.Month(m)), true, "a link")
	case n >= 1 && len(value) >= 4:
		return one(yearPeriod(y), true, "a link")
	}
	return unknown(KindDate, "")
}

func (n numericDate) american() bool { return valid(n.year, time.Month(n.a), n.b) && !n.dotted }
func (n numericDate) european() bool { return valid(n.year, time.Month(n.b), n.a) }

func (n numericDate) resolve(r *reader, _ finding) answer {
	us := option{why: "month first, as in the United States"}
	gb := option{why: "day first, as in Britain and most countries"}
	if n.american() {
		us.when = dayPeriod(dayOf(n.year, time.Month(n.a), n.b))
	}
	if n.european() {
		gb.when = dayPeriod(dayOf(n.year, time.Month(n.b), n.a))
	}
	switch {
	case !n.american():
		return answer{kind: KindDate, options: []option{gb}, sure: true}
	case !n.european() || n.a == n.b:
		return answer{kind: KindDate, options: []option{us}, sure: true}
	case r.dayFirst:
		return answer{kind: KindDate, options: []option{gb, us}}
	}
	return answer{kind: KindDate, options: []option{us, gb}}
}

func (d deictic) resolve(r *reader, f finding) answer {
	if !r.dated {
		return unknown(KindDate, noDateline)
	}
	if d.unit == dayUnit {
		return one(dayPeriod(r.dateline+day(d.n)), true, "%s", counted(d.n, dayUnit, r.dateline))
	}
	when := containing(d.unit, r.dateline)
	if d.unit == weekendUnit {
		return d.weekend(r, f, when)
	}
	return one(when.step(d.n), true, "%s", counted(d.n, d.unit, r.dateline))
}

// weekend decides which weekend "this", "last" or "next weekend" is.
func (d deictic) weekend(r *reader, f finding, when period) answer {
	on := r.dateline >= when.first
	switch {
	case d.n == 1 && !on:
		return answer{kind: KindDate, options: []option{
			{when: when.step(1), why: "the weekend of next week"}, {when: when, why: "the first weekend after the dateline"}}}
	case d.n == 0 && !on && r.tense(f) == past:
		return answer{kind: KindDate, options: []option{
			{when: when.step(-1), why: "the verb is in the past: the weekend before the dateline"}, {when: when, why: "the weekend of the dateline's week"}}}
	}
	return one(when.step(d.n), true, "%s", counted(d.n, weekendUnit, r.dateline))
}

// counted says in words how a date is counted from the dateline.
func counted(n int, u unit, from day) string {
	switch {
	case n == 0:
		return fmt.Sprintf("the %s of the dateline, %s", u, from)
	case n < 0:
		return fmt.Sprintf("%d %s before the dateline, %s", -n, u.plural(-n), from)
	}
	return fmt.Sprintf("%d %s after the dateline, %s", n, u.plural(n), from)
}

var unitWords = [...]string{"", "second", "minute", "hour", "day", "night", "weekend", "week", "fortnight", "month", "quarter", "season", "half-year", "year", "decade", "century", "millennium", "period"}

func (u unit) String() string { return unitWords[u] }

func (u unit) plural(n int) string {
	switch {
	case n == 1 || n == -1:
		return u.String()
	case u == centuryUnit:
		return "centuries"
	}
	return u.String() + "s"
}

func (a ago) resolve(r *reader, _ finding) answer {
	if !r.dated {
		return unknown(KindDate, noDateline)
	}
	n := a.n
	if n.open {
		return r.open(r.dateline, !n.reversed, "the number of "+a.unit.plural(2)+" is not told")
	}
	if a.unit < dayUnit {
		return r.hours(-n.n, a.unit)
	}
	count, u := n.n, a.unit
	if n.tenths != 0 {
		count, u = finer(n, a.unit)
	}
	return one(dayPeriod(r.dateline).count(-count, u), true, "%s", counted(-count, u, r.dateline))
}

func (a anniversary) resolve(r *reader, f finding) answer {
	count, u := a.n.n, a.unit
	if a.n.tenths != 0 {
		count, u = finer(a.n, u)
	}
	if !r.dated {
		return unknown(KindDate, noDateline)
	}
	return one(anchored(r.dateline, -count, u), true, "the same day, %s", counted(-count, u, r.dateline))
}

// finer counts an amount with a fraction in a smaller unit: a year and a half is 18 months.
func finer(n amount, u unit) (int, unit) {
	switch u {
	case centuryUnit:
		return 10*n.n + n.tenths, decadeUnit
	case decadeUnit:
		return 10*n.n + n.tenths, yearUnit
	case yearUnit:
		return 12*n.n + 12*n.tenths/10, monthUnit
	case monthUnit:
		return 4*n.n + 4*n.tenths/10, weekUnit
	case weekUnit:
		return 7*n.n + 7*n.tenths/10, dayUnit
	}
	return n.n, u
}

func (c chained) resolve(r *reader, f finding) answer {
	m, ok := r.antecedent(c.unit, f)
	if ok && !c.determined && r.far(m) && !r.near(m, f) {
		ok = false
	}
	if !ok {
		if !r.dated {
			return unknown(KindDate, "no date before it to count from")
		}
		m = mention{when: dayPeriod(r.dateline)}
	}
	from := fmt.Sprintf("%s, mentioned before", m.when)
	if !ok {
		from = "the dateline, as no date was mentioned shortly before"
	}
	n := c.n
	if n.open {
		return r.open(m.when.first, n.reversed, "the number of "+c.unit.plural(2)+" is not told")
	}
	if c.unit < dayUnit {
		a := one(dayPeriod(m.when.last), false, "some hours from %s", from)
		a.kind = KindTime
		return a
	}
	count, u := n.n, c.unit
	if n.tenths != 0 {
		count, u = finer(n, u)
	}
	why := fmt.Sprintf("%d %s after %s", count, u.plural(count), from)
	if count < 0 {
		why = fmt.Sprintf("%d %s before %s", -count, u.plural(count), from)
	}
	base := m.when
	if c.determined && u == yearUnit && base.unit < yearUnit {
		base = containing(yearUnit, base.first)
	}
	a := one(base.count(count, u), ok && r.near(m, f), "%s", why)
	if !ok {
		return a
	}
	if u <= nightUnit && count > 0 && r.untoldBetween(m, f) {
		a.sure = false
		a.options = append(a.options, option{when: dayPeriod(m.when.last + day(count) + 1),
			why: fmt.Sprintf("what is told between has no date of its own; if it happened a day after %s, this is a day later", m.when)})
	}
	if !c.determined && !a.sure && r.dated {
		if other := dayPeriod(r.dateline).count(count, u); other != a.options[0].when {
			a.options = append(a.options, option{when: other, why: counted(count, u, r.dateline)})
		}
	}
	return a
}

func (s same) resolve(r *reader, f finding) answer {
	if s.unit == weekendUnit && r.dated && !s.back {
		when := containing(weekendUnit, r.dateline)
		t := r.tense(f)
		if t == past && r.dateline < when.first {
			return one(when.step(-1), true, "the verb is in the past: the weekend before the dateline, %s", r.dateline)
		}
		return one(when, t.ahead(), "the weekend of the dateline's week")
	}
	if s.unit == dayUnit && s.back || s.unit == nightUnit {
		if m, ok := r.antecedent(dayUnit, f); ok {
			return one(dayPeriod(m.when.last), r.near(m, f), "the day mentioned before")
		}
	} else if s.unit == dayUnit && r.near(r.lastDay, f) {
		return one(dayPeriod(r.lastDay.when.last), true, "the day mentioned before")
	} else if s.unit == monthUnit && r.near(r.last, f) && r.last.when.unit == dayUnit {
		return one(containing(monthUnit, r.last.when.first), true, "the month of %s, mentioned before", r.last.when)
	} else if m := r.lastOf[s.unit]; m.ok && (s.back || r.near(m, f) && (r.history || s.unit == quarterUnit)) && r.last.token == m.token {
		return one(m.when, true, "the %s mentioned before", s.unit)
	} else if m := r.last; m.ok && (s.back || r.history) && m.when.within(s.unit) {
		return one(containing(s.unit, m.when.first), r.near(m, f), "the %s of %s, mentioned before", s.unit, m.when)
	}
	if !r.dated {
		return unknown(KindDate, noDateline)
	}
	return one(containing(s.unit, r.dateline), !s.back, "the %s of the dateline, %s", s.unit, r.dateline)
}
