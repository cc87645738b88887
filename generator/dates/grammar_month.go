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
		linked := s.is(i-1, "and", "or", "about", "around", "per", "with", "for", "to", "from") && after.kind == word && (after.upper || s.is(end, "van", "von", "de", "der"))
		if linked {
			return false
		}
		return cue || !(after.kind == word && after.upper && !t.caps) && !(before.kind == word && before.upper && !t.caps && !s.startsSentence(i-1))
	}
	return !(before.kind == word && before.upper && !t.caps && !cue && !s.startsSentence(i-1) && !weekdayNamed(before.low))
}

// institutions are the words that make the day before them a name: "the September 11 Memorial".
var institutions = set("memorial museum foundation fund brigade brigades movement group street avenue square plaza bridge stadium university hospital road")

func monthNamed(low string) bool { _, ok := monthNames[low]; return ok }

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
	if end == 0 {
		return nil, 0
	}
	if d, after := s.dayNumber(end); after > 0 && valid(2000, m, d) {
		return monthRef{m, d, rel}, after
	}
	if short && end == at+1 {
		return nil, 0
	}
	return monthRef{m, 0, rel}, end
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
		} else if t := s.at(end); t.upper && !t.caps && institutions[t.low] {
			return nil, 0
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

// clausal reports whether token i may open what follows a complete phrase: a border, a preposition or
// the subject or verb of a clause, but no noun.
func (s *scanner) clausal(i int) bool {
	return s.yearOrStop(i) || clauseOpeners[s.at(i).low]
}

var clauseOpeners = set("the a an he she it they we i you this that these those his her its their our my there is are was were will would has had have " +
	"may might can could should must did does do no not all some many most more one two three when where")

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
