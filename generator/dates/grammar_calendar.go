package dates

import (
	"strings"
	"time"
)

// month reads the name of a month; short reports an abbreviation.
func (s *scanner) month(i int) (m time.Month, short bool, end int) {
	t := s.at(i)
	if t.kind != word || !t.upper {
		return 0, false, 0
	}
	m, ok := monthNames[t.low]
	if !ok {
		return 0, false, 0
	}
	short = len(t.low) <= 4 && t.low != "may" && t.low != "june" && t.low != "july"
	if short {
		return m, true, s.dot(i + 1)
	}
	return m, false, i + 1
}

// monthCues are the words after which a month's name is a month.
var monthCues = set("in since last next this of until till by early late mid from to through before after between during for around about and or throughout per each every")

// surelyMonth reports whether the month's name at i, which stands without day and year, is a month
// and not a person, a verb or a parade.
func (s *scanner) surelyMonth(i, end int, short bool) bool {
	t, before, after := s.at(i), s.at(i-1), s.at(end)
	cue := before.kind == word && monthCues[before.low] || s.is(i-1, "-", "(", "/") || s.is(i-1, "as") && s.is(i-2, "soon", "early", "late", "recently", "far")
	if short && end == i+1 && !cue {
		return false
	}
	if before.glued && before.kind == sign && s.is(i-1, "@", "#") || s.is(end, "'") && s.is(end+1, "s") && !cue {
		return false
	}
	switch t.low {
	case "may", "march", "mar":
		if t.caps && len(t.low) > 1 && !s.is(i-1, "in", "since", "last", "next", "until", "of", "by", "early", "late", "mid") {
			return false
		}
		return cue && !(after.upper && !after.caps && !after.glued && after.kind == word && !s.startsSentence(end) && !monthNamed(after.low))
	case "april", "june", "august", "jan":
		return cue || !(after.kind == word && after.upper && !t.caps) && !(before.kind == word && before.upper && !t.caps && !s.startsSentence(i-1))
	}
	return !(before.kind == word && before.upper && !t.caps && !cue && !s.startsSentence(i-1) && !weekdayNamed(before.low))
}

func monthNamed(low string) bool   { _, ok := monthNames[low]; return ok }
func weekdayNamed(low string) bool { _, ok := weekdayNames[low]; return ok }

func (s *scanner) startsSentence(i int) bool {
	return i <= 0 || s.at(i-1).sentence != s.at(i).sentence || s.at(i-1).kind > sign || s.is(i-1, `"`, "(", ":", "—")
}

// dayNumber reads a day of the month, with or without its ordinal ending.
func (s *scanner) dayNumber(i int) (d, end int) {
	t := s.at(i)
	if t.kind != number || t.n < 1 || t.n > 31 || len(t.low) > 2 {
		return 0, 0
	}
	if s.is(i+1, "st", "nd", "rd", "th") && s.at(i+1).glued {
		return t.n, i + 2
	}
	if next := s.at(i + 1); next.glued && (next.kind == word || s.is(i+1, "%", "°") || s.is(i+1, ":", ".", ",") && s.at(i+2).kind == number && s.at(i+2).glued) {
		return 0, 0
	}
	return t.n, i + 1
}

// yearNumber reads four digits that stand where a year is expected, or '98.
func (s *scanner) yearNumber(i int) (y, end int) {
	t := s.at(i)
	if s.is(i, "'") && s.at(i+1).kind == number && s.at(i+1).glued && len(s.at(i+1).low) == 2 && !s.is(i+2, "s") {
		return shortYear(s.at(i + 1).n), i + 2
	}
	if t.kind != number || len(t.low) != 4 || t.n < 1000 || t.n > 2199 {
		return 0, 0
	}
	if next := s.at(i + 1); next.glued && (next.kind == word || s.is(i+1, "%", ":", "$") || s.is(i+1, ".", ",") && s.at(i+2).kind == number && s.at(i+2).glued) {
		return 0, 0
	}
	return t.n, i + 1
}

// shortYear is the year that two digits stand for in the news of the years around 2000.
func shortYear(n int) int {
	if n < 30 {
		return 2000 + n
	}
	return 1900 + n
}

// yearAfter reads the year that may follow a month or a day: a number, or "last year", "of this year".
func (s *scanner) yearAfter(i int) (meaning, int) {
	at := s.comma(i)
	if y, end := s.yearNumber(at); end > 0 && !(at > i && s.peopled(end)) {
		return exact{yearPeriod(y), "the year is written"}, end
	}
	if s.is(i, "of") {
		if y, end := s.yearNumber(i + 1); end > 0 {
			return exact{yearPeriod(y), "the year is written"}, end
		}
		i++
	}
	if m, end := s.relativeYear(i); end > 0 {
		return m, end
	}
	return nil, 0
}

// yearPhrases are the years told from the dateline or from the year mentioned last.
var yearPhrases = []struct {
	phrase  string
	meaning meaning
}{
	{"last year", deictic{-1, yearUnit}}, {"this year", deictic{0, yearUnit}}, {"next year", deictic{1, yearUnit}},
	{"the following year", chained{amount{n: 1}, yearUnit, true}}, {"the next year", chained{amount{n: 1}, yearUnit, true}},
	{"the previous year", chained{amount{n: -1}, yearUnit, true}}, {"the year before", chained{amount{n: -1}, yearUnit, true}},
	{"that year", same{yearUnit, true}}, {"the same year", same{yearUnit, true}},
}

// relativeYear reads "last year", "this year", "the following year".
func (s *scanner) relativeYear(i int) (meaning, int) {
	if !s.is(i, "last", "this", "next", "the", "that") {
		return nil, 0
	}
	for _, y := range yearPhrases {
		if end, ok := s.phrase(i, y.phrase); ok {
			return y.meaning, end
		}
	}
	return nil, 0
}

// relatedMonth recognises "last September", "next April", "that May".
func (s *scanner) relatedMonth(i int) (meaning, int) {
	rel, at := s.related(i)
	if rel == bare {
		return nil, 0
	}
	m, short, end := s.month(at)
	if end == 0 || short && end == at+1 {
		return nil, 0
	}
	return monthRef{m, rel}, end
}

// peopled reports whether the word at i is a plural noun that a number before it would count.
func (s *scanner) peopled(i int) bool {
	t := s.at(i)
	if s.is(i, "people", "men", "women", "children", "troops", "percent", "per", "million", "billion", "dollars", "pounds", "euros", "feet", "km", "miles", "kilometers", "kilometres", "meters", "metres", "tons", "tonnes", "yards", "hours", "points", "acres", "jobs") {
		return true
	}
	return t.kind == word && !t.upper && len(t.low) > 3 && t.low[len(t.low)-1] == 's' && !strings.ContainsRune("sui", rune(t.low[len(t.low)-2])) && !s.is(i, "does", "this", "its", "always", "perhaps", "says", "versus", "results", "sales", "earnings", "elections", "games", "olympics", "profits", "series", "levels", "plans")
}

// monthDate recognises a month with what stands around it: day, year, a range of days or months.
func (s *scanner) monthDate(i int) (meaning, int) {
	if m, short, end := s.month(i); end > 0 {
		return s.monthFirst(i, m, short, end)
	}
	return s.dayFirst(i)
}

func (s *scanner) monthFirst(i int, m time.Month, short bool, end int) (meaning, int) {
	p := partial{month: m, monthFirst: true}
	at := end
	if s.is(at, "the") {
		at++
	}
	if d, after := s.dayNumber(at); after > 0 && !s.is(after, "%") && valid(2000, m, d) {
		p.day, end = d, after
		if s.is(end, "-") || s.is(end, "to") && s.at(end+1).kind == number && s.yearOrStop(end+2) {
			if d2, after := s.dayNumber(end + 1); after > 0 && d2 > d && valid(2000, m, d2) {
				p.to, end = &partial{month: m, day: d2}, after
			} else if m2, _, after := s.month(end + 1); after > 0 {
				if d2, after := s.dayNumber(after); after > 0 && valid(2000, m2, d2) {
					p.to, end = &partial{month: m2, day: d2}, after
				}
			}
		}
		if y, after := s.yearAfter(end); after > 0 {
			p.year, end = y, after
		}
		return p, end
	}
	if s.is(end, "-") {
		if m2, _, after := s.month(end + 1); after > 0 {
			p.to, end = &partial{month: m2}, after
			if y, after := s.yearAfter(end); after > 0 {
				p.year, end = y, after
			}
			return p, end
		}
	}
	if y, after := s.yearAfter(end); after > 0 && !(s.at(i).low == "may" && s.at(i).caps && s.is(end, ",")) {
		p.year = y
		return p, after
	}
	if !s.surelyMonth(i, end, short) {
		return nil, 0
	}
	return p, end
}

// yearOrStop reports whether a date could end before token i.
func (s *scanner) yearOrStop(i int) bool {
	t := s.at(i)
	return t.kind != word || prepositions[t.low] || clauseWords[t.low]
}

// dayFirst recognises "16 January 2024", "the 16th of January", "16–19 January", "the first of May".
func (s *scanner) dayFirst(i int) (meaning, int) {
	at := i
	if s.is(i, "the") {
		at++
	}
	d, end := s.dayNumber(at)
	if end == 0 && at > i {
		if d, end = s.ordinal(at); d > 31 {
			end = 0
		}
	}
	if end == 0 || s.is(i-1, "$", "£", "€") {
		return nil, 0
	}
	p := partial{day: d}
	if s.is(end, "-", "/") || s.is(end, "to") {
		if d2, after := s.dayNumber(end + 1); after > 0 && d2 > d {
			if m, _, after := s.month(after); after > 0 && valid(2000, m, d2) {
				p.to, p.month, end = &partial{month: m, day: d2}, m, after
				if y, after := s.yearAfter(end); after > 0 {
					p.year, end = y, after
				}
				return p, end
			}
		}
		if !s.is(end, "-") {
			return nil, 0
		}
	}
	s2 := end
	if s.is(s2, "of") {
		s2++
	} else if s.is(s2, "-") && s.at(s2).glued {
		s2++
	}
	m, _, after := s.month(s2)
	if after == 0 || !valid(2000, m, d) || at > i && s2 == end {
		return nil, 0
	}
	if s.at(s2).low == "may" && s2 == end && s.at(after).kind == word && !s.at(s2).caps && s.at(after).upper {
		return nil, 0
	}
	p.month, end = m, after
	if s.is(end, "-") && s.at(end).glued {
		if m2, _, _ := s.month(end + 1); m2 == 0 {
			if y, after := s.yearNumber(end + 1); after > 0 {
				p.year = exact{yearPeriod(y), "the year is written"}
				return p, after
			}
		}
		if d2, after := s.dayNumber(end + 1); after > 0 {
			if m2, _, after := s.month(after); after > 0 && valid(2000, m2, d2) {
				p.to, end = &partial{month: m2, day: d2}, after
			}
		}
	}
	if y, after := s.yearAfter(end); after > 0 {
		p.year, end = y, after
	}
	return p, end
}

// notWeekday are the words before or after a weekday's name that make it a proper name.
var (
	weekdayNameBefore = set("black bloody super ash fat cyber shrove whit palm good holy maundy girl man ruby casual")
	weekdayNameAfter  = set("times telegraph mirror mail express standard post herald independent world business people sport star sun club mercury age island")
)

// weekdayName reads the name of one weekday.
func (s *scanner) weekdayName(i int) (w time.Weekday, end int) {
	t := s.at(i)
	w, ok := weekdayNames[t.low]
	if !ok || t.kind != word || !t.upper {
		return 0, 0
	}
	if len(t.low) <= 5 {
		end = s.dot(i + 1)
		if _, _, month := s.month(s.comma(end)); month > 0 {
			return w, end
		}
		if _, day := s.dayNumber(s.comma(end)); day > 0 {
			if _, _, month := s.month(day); month > 0 {
				return w, end
			}
		}
		if end == i+1 || s.startsSentence(i) && t.low == "sun" {
			return 0, 0
		}
		return w, end
	}
	if !t.caps {
		if weekdayNameBefore[s.at(i-1).low] && s.at(i-1).upper || weekdayNameAfter[s.at(i+1).low] && s.at(i+1).upper {
			return 0, 0
		}
		if s.phrases(i, "Saturday Night Live", "Friday Night Lights", "Monday Night Football") {
			return 0, 0
		}
	}
	return w, i + 1
}

// phrases reports whether one of the given texts stands at token i as it is written.
func (s *scanner) phrases(i int, texts ...string) bool {
	rest := s.text[s.at(i).start:]
	for _, t := range texts {
		if len(rest) >= len(t) && rest[:len(t)] == t {
			return true
		}
	}
	return false
}

// relation says how a weekday, a season or a month stands to the reference time.
type relation int

const (
	bare relation = iota
	last
	next
	this
	following
	previous
	that
)

// relations are the determiners of a weekday, a month or a season.
var relations = []struct {
	phrase string
	is     relation
}{
	{"this past", last}, {"this coming", next}, {"the coming", next}, {"the past", last}, {"the following", following},
	{"the next", following}, {"the previous", previous}, {"the preceding", previous}, {"the same", that},
	{"last", last}, {"next", next}, {"this", this}, {"past", last}, {"coming", next}, {"following", following}, {"previous", previous}, {"that", that},
}

// related reads a determiner.
func (s *scanner) related(i int) (relation, int) {
	if t := s.at(i); t.kind != word || t.low != "the" && t.low != "coming" && t.low != "this" && !unitRelations[t.low] {
		return bare, i
	}
	for _, r := range relations {
		if end, ok := s.phrase(i, r.phrase); ok {
			return r.is, end
		}
	}
	return bare, i
}

// weekday recognises a weekday with its determiner and what follows it.
func (s *scanner) weekday(i int) (meaning, int) {
	if s.at(i).kind != word && s.at(i).kind != number {
		return nil, 0
	}
	if m, end := s.nthWeekday(i); end > 0 {
		return m, end
	}
	if m, end := s.weekFromWeekday(i); end > 0 {
		return m, end
	}
	if m, end := s.weekdayBeside(i); end > 0 {
		return m, end
	}
	rel, at := s.related(i)
	w, end := s.weekdayName(at)
	if end == 0 {
		return nil, 0
	}
	if rel == bare || rel == this || rel == last || rel == next {
		after := s.comma(end)
		m, e := s.monthDate(after)
		if p, ok := m.(partial); ok && p.day > 0 {
			p.weekday = &w
			return p, e
		}
		if d, e := s.ordinal(after + 1); s.is(after, "the") && e > 0 && d <= 31 && !s.is(e, "of") {
			if u, _, _ := s.unitAt(e); u == noUnit && s.yearOrStop(e) {
				return dayOfMonth{d, w}, e
			}
		}
	}
	if rel != bare {
		return weekdayRef{w, rel, 0}, end
	}
	for _, f := range [...]struct {
		phrase string
		weeks  int
	}{
		{"of last week", -1}, {"last week", -1}, {"of this week", 0}, {"this week", 0}, {"of next week", 1}, {"next week", 1}, {"the week before", -2}, {"week before last", -2},
	} {
		if e, ok := s.phrase(end, f.phrase); ok {
			if f.weeks == -2 {
				return weekdayRef{w, previous, 0}, e
			}
			return weekdayOfWeek{w, f.weeks}, e
		}
	}
	if e, ok := s.phrase(end, "a week ago"); ok {
		return weekdayRef{w, last, -1}, e
	}
	if e, ok := s.phrase(end, "week"); ok && !s.is(e, "-") && s.yearOrStop(e) {
		return weekdayRef{w, next, 1}, e
	}
	if s.is(end, "fortnight") {
		return weekdayRef{w, next, 2}, end + 1
	}
	return weekdayRef{w, bare, 0}, end
}

// weekdayBeside recognises "the Friday before" and "the Monday after" that have no object.
func (s *scanner) weekdayBeside(i int) (meaning, int) {
	if !s.is(i, "the") {
		return nil, 0
	}
	w, end := s.weekdayName(i + 1)
	if end == 0 || !s.is(end, "before", "after") || !s.closes(end+1) {
		return nil, 0
	}
	rel := following
	if s.is(end, "before") {
		rel = previous
	}
	return weekdayRef{w, rel, 0}, end + 1
}

// nthWeekday recognises "the first Monday in May" and "the last Friday of the month".
func (s *scanner) nthWeekday(i int) (meaning, int) {
	if !s.is(i, "the") {
		return nil, 0
	}
	n, end := s.ordinal(i + 1)
	if s.is(i+1, "last") {
		n, end = -1, i+2
	}
	if end == 0 || n > 5 {
		return nil, 0
	}
	w, end := s.weekdayName(end)
	if end == 0 || !s.is(end, "of", "in") {
		return nil, 0
	}
	if m, e := s.monthDate(end + 1); e > 0 {
		return nthOf{n, w, m}, e
	}
	if m, e := s.unitRef(end + 1); e > 0 {
		return nthOf{n, w, m}, e
	}
	return nil, 0
}

// weekFromWeekday recognises "a week from Tuesday" and "a week ago Tuesday".
func (s *scanner) weekFromWeekday(i int) (meaning, int) {
	q, at := s.quantity(i)
	if at == 0 || q.open || q.tenths > 0 || q.n > 8 {
		return nil, 0
	}
	u, _, at := s.unitAt(at)
	if u != weekUnit {
		return nil, 0
	}
	if s.is(at, "from", "ago") {
		rel, sign := next, q.n
		if s.is(at, "ago") {
			rel, sign = last, -q.n
		}
		after := at + 1
		if s.is(after, "on", "last", "next") {
			after++
		}
		if w, end := s.weekdayName(after); end > 0 {
			return weekdayRef{w, rel, sign}, end
		}
	}
	return nil, 0
}

// numeric recognises dates in digits: 2024-01-16, 01/16/2024, 16.01.2024, 9/11.
func (s *scanner) numeric(i int) (meaning, int) {
	a, b, c := s.at(i), s.at(i+2), s.at(i+4)
	if a.kind != number || b.kind != number || !s.is(i+1, "-", "/", ".") || !s.at(i+1).glued || !b.glued {
		return nil, 0
	}
	if a.glued && (s.at(i-1).kind == word || s.is(i-1, "-", "/", ".", ":", "$")) {
		return nil, 0
	}
	mark := s.at(i + 1).low
	three := c.kind == number && c.glued && s.at(i+3).glued && s.at(i+3).low == mark
	if !three {
		if a.low == "9" && b.low == "11" && mark == "/" && !s.is(i+3, "/", "%") {
			return exact{dayPeriod(dayOf(2001, 9, 11)), "the attacks of that day bear its date"}, i + 3
		}
		if len(a.low) == 4 && len(b.low) == 2 && mark == "-" && a.n >= 1000 && valid(a.n, time.Month(b.n), 1) && b.n != (a.n+1)%100 && b.n <= a.n%100 && !s.at(i+3).glued {
			return exact{monthPeriod(a.n, time.Month(b.n)), "the date is written in full"}, i + 3
		}
		return nil, 0
	}
	if next := s.at(i + 5); next.glued && (next.kind == number || s.is(i+5, "-", "/") && s.at(i+6).glued && s.at(i+6).kind <= number) {
		return nil, 0
	}
	switch {
	case len(a.low) == 4 && len(b.low) <= 2 && len(c.low) <= 2 && valid(a.n, time.Month(b.n), c.n) && a.n >= 1000:
		return exact{dayPeriod(dayOf(a.n, time.Month(b.n), c.n)), "the date is written in full"}, i + 5
	case len(a.low) <= 2 && len(b.low) <= 2 && (len(c.low) == 4 || len(c.low) == 2 && mark != "."):
		y := c.n
		if len(c.low) == 2 {
			y = shortYear(y)
		}
		n := numericDate{a.n, b.n, y, mark == "."}
		if y >= 1000 && (n.american() || n.european()) {
			return n, i + 5
		}
	}
	return nil, 0
}

// yearCues are the words after which four digits are a year.
var yearCues = set("in since by until till from to during between and before after early late mid circa c about around of through year for summer winter spring autumn fall " +
	"the this a an its his her their our or back ended ending ago than with that on fiscal")

// numbered are the things that bear a number which is no year.
var numbered = set("page pages room flight route highway channel number numbers chapter article section unit lot bus train apartment suite resolution bill model")

// year recognises a year, a range of years, and a year before Christ.
func (s *scanner) year(i int) (meaning, int) {
	if end, ok := s.phrase(i, "the year"); ok {
		if y, e := s.yearNumber(end); e > 0 {
			return exact{yearPeriod(y), "the year is written"}, e
		}
		return nil, 0
	}
	if m, end := s.fiscal(i); end > 0 {
		return m, end
	}
	t := s.at(i)
	if t.kind == number && s.is(i+1, "bc", "bce", "b") && s.at(i+1).caps && t.n > 0 && t.n < 9000 && len(t.low) < 5 {
		end := i + 2
		if s.is(i+1, "b") {
			if !s.is(i+2, ".") || !s.is(i+3, "c") {
				return nil, 0
			}
			end = s.dot(i + 4)
		}
		return exact{yearPeriod(1 - t.n), "the year is written"}, end
	}
	y, end := s.yearNumber(i)
	if end == 0 || t.glued && (s.at(i-1).kind == word || s.is(i-1, "$", "£", "€", "#", "-", ".", ":", "+")) && !(s.is(i-1, "-") && s.is(i-2, "post", "pre", "mid", "early", "late")) || s.is(i-1, "$", "£", "€", "#") {
		return nil, 0
	}
	if s.is(i, "'") {
		if t.glued {
			return nil, 0
		}
		return exact{yearPeriod(y), "the year is written"}, end
	}
	if s.is(end, "-", "/") && s.at(end).glued && s.at(end+1).glued && s.at(end+1).kind == number {
		to := s.at(end + 1)
		switch {
		case s.at(end+2).glued && s.at(end+2).kind <= number || s.is(end+2, "-", "/"):
			return nil, 0
		case len(to.low) == 4 && to.n > y && to.n < 2200:
			return exact{spanOf(yearPeriod(y), yearPeriod(to.n)), "both years are written"}, end + 2
		case len(to.low) == 2 && to.n > y%100 || len(to.low) == 2 && y%100 == 99 && to.n == 0:
			last := y - y%100 + to.n
			if last < y {
				last += 100
			}
			return exact{spanOf(yearPeriod(y), yearPeriod(last)), "both years are written"}, end + 2
		}
		return nil, 0
	}
	before := s.at(i - 1)
	cue := before.kind == word && yearCues[before.low] || s.is(i-1, "(", "-") || s.startsSentence(i)
	modern := y >= 1900 && y < 2100
	strong := s.is(i-1, "in", "since", "until", "till", "during", "early", "late", "mid", "circa", "year", "before", "after", "by")
	switch {
	case s.peopled(end) && !(strong && modern):
		return nil, 0
	case !modern && !(strong || s.is(i-1, "of", "from", "to", "between", "and", "c", "about", "around", "(", "-")):
		return nil, 0
	case before.kind == word && before.upper && !before.caps && !cue && !prepositions[before.low]:
		return nil, 0
	case numbered[before.low]:
		return nil, 0
	case before.kind == word && before.caps && !cue:
		return nil, 0
	case s.is(i-1, ".") && s.at(i-1).glued && !s.startsSentence(i) && !s.is(i-2, "c"):
		return nil, 0
	case before.kind == number:
		return nil, 0
	}
	return exact{yearPeriod(y), "the year is written"}, end
}

// fiscal recognises "fiscal 2024", "the fiscal year 2024", "FY24".
func (s *scanner) fiscal(i int) (meaning, int) {
	if !s.is(i, "the", "fiscal", "financial", "fy") {
		return nil, 0
	}
	at := i
	if s.is(at, "the") {
		at++
	}
	if !s.is(at, "fiscal", "financial", "fy") {
		return nil, 0
	}
	end := at + 1
	if s.is(end, "year") {
		end++
	}
	if y, e := s.yearNumber(end); e > 0 {
		return fiscalYear{deictic{}, y}, e
	}
	if s.is(at, "fy") && s.at(end).kind == number && len(s.at(end).low) == 2 && s.at(end).glued {
		return fiscalYear{deictic{}, shortYear(s.at(end).n)}, end + 1
	}
	if end == at+2 && at > i {
		return fiscalYear{deictic{0, yearUnit}, 0}, end
	}
	return nil, 0
}

// decade recognises "the 1990s", "the '90s", "the nineties", "the mid-1990s".
func (s *scanner) decade(i int) (meaning, int) {
	at := i
	if s.is(at, "the") {
		at++
	}
	if s.is(at, "early", "late", "mid", "later") {
		at = s.hyphen(at + 1)
	}
	t := s.at(at)
	if n, ok := namedDecades[t.low]; ok && t.kind == word && at > i {
		return exact{years(decadeUnit, 1900+n, 10), "decades are named so in the last century"}, at + 1
	}
	if s.is(at, "'") && s.at(at+1).kind == number && s.at(at+1).glued && len(s.at(at+1).low) == 2 && s.at(at+1).n%10 == 0 {
		if end := s.plural(at + 2); end > 0 {
			return exact{years(decadeUnit, shortYear(s.at(at+1).n), 10), "the decade is written"}, end
		}
		return nil, 0
	}
	if t.kind != number || len(t.low) != 4 || t.n%10 != 0 || t.n < 1000 || t.n > 2190 {
		return nil, 0
	}
	end := s.plural(at + 1)
	if end == 0 {
		return nil, 0
	}
	if t.n%100 == 0 {
		if t.n < 1900 {
			return exact{years(centuryUnit, t.n, 100), "the century is written"}, end
		}
		return either{[]option{{when: years(decadeUnit, t.n, 10), why: "the first ten years of the century"},
			{when: years(centuryUnit, t.n, 100), why: "the whole century"}}}, end
	}
	return exact{years(decadeUnit, t.n, 10), "the decade is written"}, end
}

// plural reads the s of "1990s" or "1990's".
func (s *scanner) plural(i int) int {
	if s.is(i, "'") && s.at(i).glued {
		i++
	}
	if s.is(i, "s") && s.at(i).glued {
		return i + 1
	}
	return 0
}

// century recognises "the 19th century" and "twentieth-century".
func (s *scanner) century(i int) (meaning, int) {
	at := i
	if s.is(at, "the") {
		at++
	}
	if s.is(at, "early", "late", "mid", "later") {
		at = s.hyphen(at + 1)
	}
	n, end := s.ordinal(at)
	if end == 0 || n > 30 {
		return nil, 0
	}
	if end = s.hyphen(end); !s.is(end, "century") {
		return nil, 0
	}
	end++
	if s.is(end, "bc", "bce") {
		return nil, 0
	}
	if n < 5 && at == i {
		return nil, 0
	}
	return exact{years(centuryUnit, 100*(n-1), 100), "the century is written"}, end
}

// season recognises "last summer", "spring 2024", "the winter of 1986", "this autumn".
func (s *scanner) season(i int) (meaning, int) {
	rel, at := s.related(i)
	article := rel == bare && s.is(at, "the")
	if article {
		at++
	}
	if s.is(at, "early", "late", "mid") {
		at = s.hyphen(at + 1)
	}
	t := s.at(at)
	m, ok := seasonNames[t.low]
	if !ok || t.kind != word {
		return nil, 0
	}
	end := at + 1
	if rel != bare {
		return seasonRef{m, rel, nil}, end
	}
	if y, e := s.yearAfter(end); e > 0 && !s.is(end, ",") {
		if s.is(e, "-", "/") && s.at(e).glued && s.at(e+1).kind == number && s.at(e+1).glued && len(s.at(e+1).low) <= 4 {
			e += 2
		}
		return seasonRef{m, bare, y}, e
	}
	verb := t.low == "fall" || t.low == "spring"
	if article && !s.is(end, "of", "in", "-") && (!verb || s.is(i-1, "in", "by", "until", "since", "for", "during", "this", "before", "after")) && s.yearOrStop(end) ||
		!article && s.is(i-1, "in", "by", "until", "since", "during", "early", "late") && s.yearOrStop(end) {
		return seasonRef{m, bare, nil}, end
	}
	return nil, 0
}

// holiday recognises the feasts of the table, with the year or with last, next and this.
func (s *scanner) holiday(i int) (meaning, int) {
	rel, at := bare, i
	if s.is(i, "last", "next", "this") {
		rel, at = s.related(i)
	}
	t := s.at(at)
	if t.kind != word || t.low != "the" && !t.upper || !holidayStarts[t.low] {
		return nil, 0
	}
	for k := range holidays {
		h := &holidays[k]
		end, ok := s.phrase(at, h.name)
		if !ok {
			continue
		}
		if s.is(end, "island", "carol", "tree", "card") {
			return nil, 0
		}
		if y, e := s.yearAfter(end); e > 0 {
			return feast{h, rel, y}, e
		}
		return feast{h, rel, nil}, end
	}
	return nil, 0
}

var holidayStarts = firstWords(holidays)

func firstWords(all []holiday) map[string]bool {
	m := make(map[string]bool)
	for _, h := range all {
		m[firstWord(h.name)] = true
	}
	return m
}

func firstWord(phrase string) string {
	for i, c := range phrase {
		if c == ' ' {
			return phrase[:i]
		}
	}
	return phrase
}
