package dates

import (
	"fmt"
	"strings"
	"time"
)

func (c clock) resolve(r *reader, f finding) answer {
	on := c.on
	if on == nil {
		on = sentenceDay{}
	}
	a := on.resolve(r, f)
	a.kind = KindTime
	if !a.known() {
		return a
	}
	if p, ok := on.(partOfDay); ok && c.halfOpen {
		c.halfOpen = false
		if lateParts[p.name] && c.hour < 12 {
			c.hour += 12
		}
	}
	if c.halfOpen && c.spoken {
		return c.halves(r, f, a)
	}
	if c.midnight {
		before := a.options[0]
		after := option{when: before.when.step(1), why: "midnight at the end of the day: " + before.why}
		before.why = "midnight at the start of the day: " + before.why
		a.options, a.sure = []option{before, after}, false
	}
	for i, o := range a.options {
		a.options[i].value = c.at(r, o.when.first)
	}
	if c.local {
		a.sure = false
		a.options[0].why += "; local time is taken as the dateline's"
	}
	if contested[c.zone] && !c.settled && !c.ownZone(r.frame.Zone, a.options[0].when.first) {
		a.sure = false
		a.options[0].why += "; more than one zone bears this name"
	}
	return a
}

// halves reads a time told in words both ways: the likelier half of the day is the one that another
// word of the sentence names, else the one in which most people are awake.
func (c clock) halves(r *reader, f finding, a answer) answer {
	late := c.hour < 7 || c.hour == 12
	sentence := r.s.at(f.first).sentence
	for i := f.first - leftWindow; i < f.end+rightWindow; i++ {
		if t := r.s.at(i); t.kind == word && t.sentence == sentence && dayParts[t.low] {
			late = lateParts[t.low]
		}
	}
	on := a.options[0]
	morning, evening := c, c
	morning.hour, evening.hour = c.hour%12, c.hour%12+12
	first := option{when: on.when, value: morning.at(r, on.when.first), why: "before noon: " + on.why}
	second := option{when: on.when, value: evening.at(r, on.when.first), why: "after noon: " + on.why}
	if late {
		first, second = second, first
	}
	return answer{kind: KindTime, options: []option{first, second}}
}

// contested are the names that several zones bear.
var contested = set("ist cst ast bst")

// at writes the time of day on a date.
func (c clock) at(r *reader, d day) string {
	y, m, n := d.date()
	text := fmt.Sprintf("%sT%02d:%02d", end(d, dayUnit), c.hour, c.minute)
	if c.second >= 0 {
		text += fmt.Sprintf(":%02d", c.second)
	}
	offset := c.offset
	switch {
	case c.zone == "" && r.frame.Zone == nil:
		return text
	case c.zone == "":
		_, seconds := time.Date(y, m, n, c.hour, c.minute, 0, 0, r.frame.Zone).Zone()
		offset = seconds / 60
	case !c.settled:
		if z, ok := zoneByName[c.zone]; ok {
			offset = z.standard
			if americanSummer(d) {
				offset = z.summer
			}
		} else if contested[c.zone] && c.ownZone(r.frame.Zone, d) {
			_, seconds := time.Date(y, m, n, c.hour, c.minute, 0, 0, r.frame.Zone).Zone()
			offset = seconds / 60
		}
	}
	return text + offsetText(offset)
}

// ownZone reports whether the zone named is the dateline's own on a day.
func (c clock) ownZone(zone *time.Location, d day) bool {
	if zone == nil {
		return false
	}
	y, m, n := d.date()
	name, _ := time.Date(y, m, n, 12, 0, 0, 0, zone).Zone()
	return strings.EqualFold(name, c.zone)
}

func offsetText(minutes int) string {
	if minutes == 0 {
		return "Z"
	}
	sign := '+'
	if minutes < 0 {
		sign, minutes = '-', -minutes
	}
	return fmt.Sprintf("%c%02d:%02d", sign, minutes/60, minutes%60)
}

// americanSummer reports whether the United States kept summer time on a day, by the rules since 1967.
func americanSummer(d day) bool {
	y := d.year()
	from := nthWeekday(monthPeriod(y, time.March), 2, time.Sunday)
	to := nthWeekday(monthPeriod(y, time.November), 1, time.Sunday)
	if y < 2007 {
		from, to = nthWeekday(monthPeriod(y, time.April), 1, time.Sunday), nthWeekday(monthPeriod(y, time.October), -1, time.Sunday)
	}
	if y < 1987 {
		from = nthWeekday(monthPeriod(y, time.April), -1, time.Sunday)
	}
	return d >= from && d < to
}

func (p partOfDay) resolve(r *reader, f finding) answer {
	a := p.of.resolve(r, f)
	a.kind = KindTime
	return a
}

func (overnight) resolve(r *reader, _ finding) answer {
	if !r.dated {
		return unknown(KindTime, noDateline)
	}
	return answer{kind: KindTime, options: []option{
		{when: dayPeriod(r.dateline), why: fmt.Sprintf("the night before the dateline's morning, %s", r.dateline)},
		{when: dayPeriod(r.dateline - 1), why: "the same night, named by the evening in which it began"}}}
}

func (sentenceDay) resolve(r *reader, f finding) answer {
	sentence := r.s.at(f.first).sentence
	m := r.lastDay
	if m.ok && m.sentence == sentence {
		return one(dayPeriod(m.when.last), true, "the day mentioned in the sentence")
	}
	if r.tense(f).ahead() && r.lastAhead.ok {
		m = r.lastAhead
	} else if m.ok && r.dated && m.when.first > r.dateline {
		m = r.lastPast
	}
	if !r.dated {
		if !m.ok {
			return unknown(KindTime, noDateline)
		}
		return one(dayPeriod(m.when.last), false, "the day mentioned last")
	}
	today := option{when: dayPeriod(r.dateline), why: fmt.Sprintf("the day of the dateline, %s", r.dateline)}
	if !m.ok || r.far(m) || sentence-m.sentence > 2 || m.when.last == r.dateline {
		return answer{kind: KindTime, options: []option{today}, sure: !m.ok || m.when.last == r.dateline}
	}
	return answer{kind: KindTime, options: []option{{when: dayPeriod(m.when.last), why: "the day mentioned last"}, today}}
}

func (l lasting) resolve(r *reader, f finding) answer {
	a := answer{kind: KindDuration, sure: !l.n.open, options: []option{{value: l.n.iso(l.unit), why: "a length of time"}}}
	if l.n.open {
		a.options[0].why = "a length of time whose number is not told"
		return a
	}
	if l.around == "" && r.dated && r.s.is(f.first-1, "in") && l.unit >= dayUnit && l.n.tenths == 0 && r.tense(f).ahead() {
		a.sure = false
		a.options = append(a.options, option{when: dayPeriod(r.dateline).count(l.n.n, l.unit), why: counted(l.n.n, l.unit, r.dateline)})
		return a
	}
	if l.around != "" && r.dated && l.unit >= dayUnit {
		n := l.n.n
		from, to := dayPeriod(r.dateline), dayPeriod(r.dateline)
		switch l.around {
		case "last", "past":
			from = anchored(r.dateline, -n, l.unit)
		case "next", "coming":
			to = anchored(r.dateline, n, l.unit)
		default:
			return a
		}
		a.options[0].why = fmt.Sprintf("a length of time, here %s counted from the dateline", spanOf(from, to).value())
	}
	return a
}

// anchored is the day n units away from a day of the same number.
func anchored(d day, n int, u unit) period {
	y, m, k := d.date()
	switch u {
	case monthUnit, quarterUnit:
		if u == quarterUnit {
			n *= 3
		}
		first := monthPeriod(y, m+time.Month(n))
		yy, mm, _ := first.first.date()
		return dayPeriod(first.first + day(min(k, lastDay(yy, mm))-1))
	case yearUnit, decadeUnit, centuryUnit, millenniumUnit:
		for range int(u - yearUnit) {
			n *= 10
		}
		return dayPeriod(dayOf(y+n, m, min(k, lastDay(y+n, m))))
	case weekUnit, weekendUnit:
		n *= 7
	case fortnightUnit:
		n *= 14
	}
	return dayPeriod(d + day(n))
}

func (s spelled) resolve(*reader, finding) answer {
	return answer{kind: KindDuration, sure: true, options: []option{{value: s.value, why: "a length of time"}}}
}

func (s recurring) resolve(*reader, finding) answer {
	why := s.why
	if why == "" {
		why = "recurs"
	}
	return answer{kind: KindSet, sure: true, options: []option{{value: s.value, why: why}}}
}

func (v vague) resolve(r *reader, _ finding) answer {
	if !r.dated {
		a := unknown(KindDate, noDateline)
		a.vague = true
		return a
	}
	today := end(r.dateline, dayUnit)
	o := option{value: today, why: "the time of the dateline, no date of its own"}
	switch v.side {
	case behind:
		o = option{value: "../" + today, why: "some time before the dateline"}
	case ahead:
		o = option{value: today + "/..", why: "some time after the dateline"}
	}
	return answer{kind: KindDate, options: []option{o}, vague: true}
}
