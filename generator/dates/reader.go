package dates

import (
	"fmt"
	"time"
)

// reader resolves findings in the order of the text. It keeps the frame and the dates mentioned so far.
type reader struct {
	s        *scanner
	frame    Frame
	dateline day
	dated    bool

	history  bool // the text tells of years long before its dateline
	dayFirst bool // the text writes 16/01/2024

	last      mention               // the date mentioned last
	lastDay   mention               // the last of a single day
	lastPast  mention               // the last day up to the dateline
	lastAhead mention               // the last day from the dateline on
	lastYear  mention               // the last date with its year written
	lastOf    [spanUnit + 1]mention // the last date of each unit
}

// mention is a date mentioned, and where: its tokens end before token, in a sentence.
type mention struct {
	when     period
	token    int
	sentence int
	ok       bool
	weekday  bool // it was a weekday's name
}

func newReader(s *scanner, frame Frame) *reader {
	r := &reader{s: s, frame: frame}
	if d := frame.Date; d.Year >= 1 && d.Year <= 9999 && valid(d.Year, d.Month, d.Day) {
		r.dateline, r.dated = dayOf(d.Year, d.Month, d.Day), true
	}
	return r
}

// survey looks at all findings for what holds of the whole text: its order of day and month, and
// whether it is a history.
func (r *reader) survey(found []finding) {
	us, gb, old, told, news, first := 0, 0, 0, 0, 0, false
	for i, f := range found {
		if i == 1 {
			first = old > 0
		}
		switch m := core(f.meaning).(type) {
		case numericDate:
			switch {
			case m.dotted || !m.american():
				gb++
			case !m.european():
				us++
			}
		case partial:
			if m.weekday != nil && m.year == nil {
				news++
			}
			if y, ok := m.year.(exact); ok {
				if r.dated && y.when.first.year() < r.dateline.year()-1 {
					old++
				}
				if r.dated && y.when.first.year() < r.dateline.year()-1 {
					told++
				}
				if m.day > 0 && m.monthFirst {
					us++
				} else if m.day > 0 {
					gb++
				}
			}
		case seasonRef:
			if y, ok := m.year.(exact); ok && r.dated && y.when.first.year() < r.dateline.year()-1 {
				old++
			}
		case exact:
			if r.dated && m.when.unit != spanUnit && m.when.first.year() < r.dateline.year()-1 {
				old++
			}
		case deictic, weekdayRef, ago, weekdayOfWeek, monthRef:
			news++
		}
	}
	r.dayFirst = gb > us
	r.history = !r.dated || first && (old >= 5 && old > 4*news || told >= 2 && news == 0)
}

// core is the date within a meaning that modifies one, or that is a time of it.
func core(m meaning) meaning {
	for {
		switch outer := m.(type) {
		case edge:
			m = outer.of
		case approximate:
			m = outer.of
		case partOfDay:
			m = outer.of
		case clock:
			m = outer.on
		default:
			return m
		}
	}
}

func (r *reader) resolve(found []finding) []Expression {
	r.survey(found)
	all := make([]Expression, 0, len(found))
	for _, f := range found {
		a := f.meaning.resolve(r, f)
		r.mention(f, a)
		if _, ok := f.meaning.(written); ok {
			continue
		}
		all = append(all, r.expression(f, a))
	}
	return all
}

// expression puts an answer into its place.
func (r *reader) expression(f finding, a answer) Expression {
	s := r.s
	e := Expression{Start: s.at(f.first).start, End: s.at(f.end - 1).end, Kind: a.kind, Sure: a.sure, Vague: a.vague, Mismatch: a.mismatch}
	e.Text = s.text[e.Start:e.End]
	for _, o := range a.options {
		reading := Reading{Why: o.why}
		if o.value != "" || o.when != (period{}) {
			reading.Value = o.text()
		}
		if !e.has(reading.Value) {
			e.Readings = append(e.Readings, reading)
		}
	}
	e.Value = e.Readings[0].Value
	if e.Value == "" {
		e.Sure = false
	}
	if on := s.at(f.first - 1); s.is(f.first-1, "on") && !s.at(f.first).glued {
		e.lead = s.text[on.start:e.Start]
	}
	return e
}

func (e *Expression) has(value string) bool {
	for _, r := range e.Readings {
		if r.Value == value {
			return true
		}
	}
	return false
}

// mention remembers the date of a finding for those after it.
func (r *reader) mention(f finding, a answer) {
	switch m := f.meaning.(type) {
	case yearBefore:
		return
	case chained:
		if m.n.n < 0 && !m.determined {
			return
		}
	}
	if a.vague || a.kind == KindDuration || a.kind == KindSet || !a.known() {
		return
	}
	m := mention{when: a.options[0].when, token: f.end, sentence: r.s.at(f.first).sentence, ok: true}
	_, m.weekday = f.meaning.(weekdayRef)
	r.last = m
	r.lastOf[m.when.unit] = m
	if m.when.unit <= nightUnit || m.when.unit == spanUnit && m.when.grain == dayUnit {
		r.lastDay = m
		if r.dated && m.when.last <= r.dateline {
			r.lastPast = m
		}
		if r.dated && m.when.last >= r.dateline {
			r.lastAhead = m
		}
	}
	if yearWritten(f.meaning) {
		r.lastYear = m
	}
}

// yearWritten reports whether an expression writes its year.
func yearWritten(m meaning) bool {
	switch m := m.(type) {
	case exact, numericDate:
		return true
	case edge:
		return yearWritten(m.of)
	case partial:
		_, ok := m.year.(exact)
		return ok
	}
	return false
}

func (r *reader) tense(f finding) tense { return r.s.tense(f.first, f.end) }

// near reports whether a mention stands in the sentence of a finding or the one before.
func (r *reader) near(m mention, f finding) bool {
	return m.ok && r.s.at(f.first).sentence-m.sentence <= 1
}

// antecedent is the mention from which an amount of a unit is counted: of a day for days and less.
func (r *reader) antecedent(u unit, f finding) (mention, bool) {
	if u <= nightUnit {
		return r.lastDay, r.lastDay.ok
	}
	return r.last, r.last.ok
}

// far reports whether a mention is of a time too far from the dateline to be of the news itself.
func (r *reader) far(m mention) bool {
	const news = 21
	return r.dated && !r.history && (m.when.last < r.dateline-news || m.when.first > r.dateline+news)
}

// untoldBetween reports whether something without a date is told between a mention and a finding: a
// sentence of its own, or a further clause of the mention's sentence.
func (r *reader) untoldBetween(m mention, f finding) bool {
	const window = 120
	first := r.s.at(f.first).sentence
	joined := false
	for i := max(m.token, f.first-window); i < f.first; i++ {
		t := r.s.at(i)
		if t.sentence == first {
			break
		}
		switch {
		case t.sentence > m.sentence:
			joined = true
		case r.s.is(i, "and", "but", ";") && r.s.is(i-1, ","), r.s.is(i, ";"):
			joined = true
		}
		if joined && r.s.cue(i) == past && !r.s.is(i, "said", "says", "told", "added") {
			return true
		}
	}
	return false
}

// nearest is the answer for what recurs each year and is told without a year; in gives it in a year.
func (r *reader) nearest(f finding, in func(year int) period, what string) answer {
	if (r.history || !r.dated) && r.last.ok {
		return r.historic(f, in)
	}
	if !r.dated {
		return unknown(KindDate, noDateline)
	}
	year := r.dateline.year()
	back, ahead := in(year), in(year)
	if back.first > r.dateline {
		back = in(year - 1)
	}
	if ahead.last < r.dateline {
		ahead = in(year + 1)
	}
	behindOption := option{when: back, why: fmt.Sprintf("%s: the last one up to the dateline, %s", what, r.dateline)}
	aheadOption := option{when: ahead, why: fmt.Sprintf("%s: the next one from the dateline, %s", what, r.dateline)}
	a := answer{kind: KindDate, options: []option{behindOption}, sure: true}
	switch t := r.tense(f); {
	case back == ahead:
	case t.ahead():
		a.options[0] = aheadOption
		return a
	case t == untold || t == intended:
		a.options, a.sure = []option{behindOption, aheadOption}, false
		if ahead.first-r.dateline < r.dateline-back.last && ahead.first-r.dateline < 100 {
			a.options[0], a.options[1] = aheadOption, behindOption
		}
	}
	if m := r.lastYear; r.near(m, f) && r.last.token == m.token && m.when.unit <= yearUnit && m.when.first.year() < year-1 && !r.tense(f).ahead() {
		when := in(m.when.first.year())
		const soon = 120
		turned := when.last < m.when.first
		if turned {
			when = in(m.when.first.year() + 1)
		}
		named := m.when.unit == yearUnit && r.s.is(m.token-2, "of") && !turned
		if m.sentence == r.s.at(f.first).sentence && !named && !(turned && when.first-m.when.last > soon) || m.when.unit <= monthUnit && when.first-m.when.last < soon {
			told := option{when: when, why: fmt.Sprintf("%s: that of %d, the year told before it", what, when.first.year())}
			a.options, a.sure = append([]option{told}, a.options...), false
		}
	}
	return a
}

// historic is nearest for a history: the year told last, or the one after it when the year has turned.
func (r *reader) historic(_ finding, in func(year int) period) answer {
	year := r.last.when.last.year()
	when := in(year)
	const turned = 240
	if r.last.when.unit <= seasonUnit && r.last.when.first-when.first > turned {
		year++
		when = in(year)
	}
	return one(when, true, "a history: the year told last is %d", year)
}

// related is nearest for what has a determiner.
func (r *reader) related(f finding, rel relation, in func(year int) period, what string) answer {
	if rel == bare || !r.dated {
		return r.nearest(f, in, what)
	}
	year := r.dateline.year()
	switch rel {
	case next, following:
		y := year - 1
		for in(y).first <= r.dateline {
			y++
		}
		return one(in(y), true, "the next from the dateline, %s", r.dateline)
	case this:
		when := in(year)
		if before := in(year - 1); before.last >= r.dateline {
			when = before
		}
		return one(when, true, "of the year of the dateline, %s", r.dateline)
	}
	y := year + 1
	for in(y).last >= r.dateline {
		y--
	}
	return one(in(y), true, "the last before the dateline, %s", r.dateline)
}

// open is the answer for an amount that is not told: all time before or after a day.
func (r *reader) open(from day, before bool, why string) answer {
	value := end(from, dayUnit) + "/.."
	if before {
		value = "../" + end(from, dayUnit)
	}
	return answer{kind: KindDate, options: []option{{value: value, why: why}}, vague: true}
}

// hours is a time some hours or minutes from the dateline's clock.
func (r *reader) hours(n int, u unit) answer {
	a := answer{kind: KindTime}
	seconds := map[unit]int{hourUnit: 3600, minuteUnit: 60, secondUnit: 1}[u] * n
	if r.frame.Clock == nil {
		a.options = []option{{when: dayPeriod(r.dateline), why: "the dateline tells no time of day to count from"}}
		return a
	}
	y, m, d := r.dateline.date()
	at := time.Date(y, m, d, r.frame.Clock.Hour, r.frame.Clock.Minute, seconds, 0, time.UTC)
	yy, mm, dd := at.Date()
	on := dayOf(yy, mm, dd)
	c := clock{hour: at.Hour(), minute: at.Minute(), second: -1}
	a.options = []option{{when: dayPeriod(on), value: c.at(r, on), why: "counted from the dateline's time of day"}}
	a.sure = true
	return a
}
