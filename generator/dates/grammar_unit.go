package dates

// named are the days named from the dateline.
var named = []struct {
	phrase string
	n      int
}{
	{"the day before yesterday", -2}, {"day before yesterday", -2}, {"the day after tomorrow", 2}, {"day after tomorrow", 2},
	{"today", 0}, {"yesterday", -1}, {"tomorrow", 1},
}

// namedDay recognises today, yesterday, tomorrow and the days beyond.
func (s *scanner) namedDay(i int) (meaning, int) {
	if t := s.at(i); !s.is(i, "the", "day", "today", "yesterday", "tomorrow") || t.upper && !t.caps && !s.startsSentence(i) && !s.is(i-1, "'") {
		return nil, 0
	}
	for _, d := range named {
		if end, ok := s.phrase(i, d.phrase); ok {
			return deictic{d.n, dayUnit}, end
		}
	}
	return nil, 0
}

// counted recognises amounts that lead to a date: "two years ago", "three days later", "a week from now".
func (s *scanner) counted(i int) (meaning, int) {
	if s.is(i-1, "-", ".", ",") && s.at(i).glued {
		return nil, 0
	}
	q, at := s.quantity(i)
	if at == 0 {
		if _, ok := unitPlurals[s.at(i).low]; !ok || s.at(i-1).kind == number || s.is(i-1, "million", "billion") {
			return nil, 0
		}
		q, at = amount{open: true}, i
	}
	if m, ok := seasonPlurals[s.at(at).low]; ok && s.is(at+1, "ago") {
		return seasonRef{m, last, deictic{-q.n, yearUnit}}, at + 2
	}
	u, _, at := s.unitAt(at)
	if at == 0 {
		return nil, 0
	}
	if s.is(at, "and") {
		if q2, e := s.quantity(at + 1); e > 0 && !s.is(at+1, "a", "half") {
			if u2, _, e := s.unitAt(e); e > 0 && u2 < u {
				q, u, at = join(q, u, q2, u2), u2, e
			}
		} else if e, ok := s.half(at); ok {
			q.tenths, at = 5, e
		}
	}
	switch {
	case s.is(at, "ago") && s.is(at+1, "today") && u >= weekUnit && !q.open:
		return anniversary{ago{q, u}}, at + 2
	case s.is(at, "ago"):
		return ago{q, u}, at + 1
	case s.is(at, "hence"):
		return ago{q.negative(), u}, at + 1
	case s.is(at, "from") && s.is(at+1, "now", "today"):
		return ago{q.negative(), u}, at + 2
	case s.is(at, "'") && s.is(at+1, "time"):
		return ago{q.negative(), u}, at + 2
	case s.is(at, "'") && s.is(at+1, "s") && s.is(at+2, "time"):
		return ago{q.negative(), u}, at + 3
	case s.is(at, "later", "afterward", "afterwards", "on") && (at > i) && !(s.is(at, "on") && !s.closes(at+1)) && !s.is(at+1, "than"):
		return chained{n: q, unit: u}, at + 1
	case s.is(at, "earlier", "previously", "prior", "beforehand") && !s.is(at+1, "than", "to"):
		return chained{n: q.negative(), unit: u}, at + 1
	case s.is(at, "before") && s.closes(at+1):
		return chained{n: q.negative(), unit: u}, at + 1
	case s.is(at, "after") && s.closes(at+1):
		return chained{n: q, unit: u}, at + 1
	}
	return nil, 0
}

// join makes one amount of "two years and three months", in the smaller unit, as far as that is exact.
func join(q amount, u unit, q2 amount, u2 unit) amount {
	if u == yearUnit && u2 == monthUnit {
		return amount{n: 12*q.n + q2.n}
	}
	if u == weekUnit && u2 == dayUnit {
		return amount{n: 7*q.n + q2.n}
	}
	return amount{open: true}
}

// closes reports whether a phrase is over before token i: no object follows.
func (s *scanner) closes(i int) bool {
	t := s.at(i)
	return t.kind > number && (t.kind != sign || !s.is(i, "$", "£", "€", "'", `"`, "(", "[", "*", "_"))
}

// unitRef recognises "last week", "this year", "the next day", "the month before", "the week of 14 December".
func (s *scanner) unitRef(i int) (meaning, int) {
	if s.at(i).kind != word {
		return nil, 0
	}
	if s.is(i, "the", "this", "year", "that") {
		if m, end := s.sameTime(i); end > 0 {
			return m, end
		}
	}
	if s.is(i, "year", "month", "quarter", "week") {
		if s.is(i+1, "-") && s.is(i+2, "end") && !s.is(i, "week") {
			return same{unitNames[s.at(i).low], false}, i + 3
		}
		if s.is(i+1, "'") && s.is(i+2, "s") && s.is(i+3, "end") {
			return same{unitNames[s.at(i).low], false}, i + 4
		}
	}
	if s.is(i, "the", "week", "a", "year", "quarter", "month", "fiscal", "financial") {
		if m, end := s.unitOf(i); end > 0 {
			return m, end
		}
	}
	the := s.is(i, "the")
	at := i
	if the {
		at++
	}
	rel := s.at(at).low
	if !unitRelations[rel] {
		return nil, 0
	}
	u, plural, end := s.unitAt(at + 1)
	if rel == "that" && s.is(at+1, "same") || rel == "this" && s.is(at+1, "past", "coming", "current") {
		rel = s.at(at + 1).low
		u, plural, end = s.unitAt(at + 2)
	}
	if end == 0 || plural || u < dayUnit || u == nightUnit || u == fortnightUnit {
		return nil, 0
	}
	if s.is(end, "-") && s.at(end).glued {
		return nil, 0
	}
	if u == millenniumUnit && rel == "this" {
		return nil, 0
	}
	switch rel {
	case "last", "past":
		if the && (rel == "past" || s.is(i-1, "in", "over", "for", "during", "within") && u != weekendUnit) {
			return nil, 0
		}
		if u == dayUnit || rel == "past" && u != weekendUnit && !s.is(i, "this") {
			return nil, 0
		}
		return deictic{-1, u}, end
	case "this", "current":
		if u == dayUnit {
			return nil, 0
		}
		return deictic{0, u}, end
	case "coming":
		return deictic{1, u}, end
	case "next":
		if !the {
			return deictic{1, u}, end
		}
		if s.is(i-1, "in", "over", "within", "during", "for") && u != dayUnit {
			return nil, 0
		}
		return chained{n: amount{n: 1}, unit: u, determined: true}, end
	case "following", "ensuing":
		return chained{n: amount{n: 1}, unit: u, determined: true}, end
	case "previous", "preceding":
		return chained{n: amount{n: -1}, unit: u, determined: true}, end
	case "same", "that":
		return same{u, true}, end
	}
	return nil, 0
}

var unitRelations = set("last past this current coming next following ensuing previous preceding same that")

// unitOf recognises a unit told by what follows it: "the week of 14 December", "the month before last",
// "the year before", "the quarter ended September", "the year to March".
func (s *scanner) unitOf(i int) (meaning, int) {
	at := i
	if s.is(at, "the", "a") {
		at++
	}
	if s.is(at, "fiscal", "financial") && s.is(at+1, "year", "quarter") {
		at++
	}
	u, plural, end := s.unitAt(at)
	three := 0
	if n, e := s.cardinal(at); e > 0 && s.is(i, "the") {
		if u2, _, e2 := s.unitAt(s.hyphen(e)); u2 == monthUnit {
			three, u, plural, end = n, spanUnit, false, e2
			if s.is(end, "period") {
				end++
			}
		}
	}
	if end == 0 || plural || u < dayUnit || u == nightUnit {
		return nil, 0
	}
	switch {
	case s.is(end, "before") && s.is(end+1, "last"):
		return deictic{-2, u}, end + 2
	case s.is(end, "after") && s.is(end+1, "next"):
		return deictic{2, u}, end + 2
	case s.is(i, "the") && s.is(end, "before") && s.closes(end+1) && three == 0:
		return chained{n: amount{n: -1}, unit: u, determined: true}, end + 1
	case s.is(i, "the") && s.is(end, "after") && s.closes(end+1) && three == 0:
		return chained{n: amount{n: 1}, unit: u, determined: true}, end + 1
	case u == weekUnit && s.is(end, "of", "beginning", "starting", "ending", "ended"), u == weekendUnit && s.is(end, "of"):
		if m, e := s.monthDate(end + 1); e > 0 {
			if p, ok := m.(partial); ok && p.day > 0 {
				return unitWith{u, 0, p}, e
			}
		}
	case s.is(end, "ended", "ending", "to", "through") && (u == quarterUnit || u == yearUnit || three > 0):
		at := end + 1
		if s.is(at, "in", "on") {
			at++
		}
		if m, e := s.monthDate(at); e > 0 {
			return unitWith{u, three, m}, e
		}
	}
	return nil, 0
}

// sameTime recognises what compares with a year before: "the same period last year", "this time last
// year", "the year-earlier quarter".
func (s *scanner) sameTime(i int) (meaning, int) {
	at := i
	if s.is(at, "the") {
		at++
	}
	if s.is(at, "year") {
		e := s.hyphen(at + 1)
		if s.is(e, "ago", "earlier", "before") {
			if s.is(e+1, "period") {
				return yearBefore{}, e + 2
			}
			if u, plural, end := s.unitAt(e + 1); end > 0 && !plural && u > dayUnit {
				return yearBefore{unit: u}, end
			}
			if s.is(e-1, "-") {
				return yearBefore{}, e + 1
			}
		}
		return nil, 0
	}
	if !s.is(at, "same", "corresponding", "comparable", "this", "that") {
		return nil, 0
	}
	u, _, end := s.unitAt(at + 1)
	if s.is(at+1, "period", "point") && !s.is(at, "this", "that") {
		u, end = noUnit, at+2
	} else if s.is(at+1, "time") {
		u, end = monthUnit, at+2
	} else if end == 0 || s.is(at, "this", "that") || u < dayUnit {
		return nil, 0
	}
	now := s.is(at+1, "time")
	if s.is(end, "of", "in") {
		end++
	}
	if y, e := s.relativeYear(end); e > 0 {
		if d, ok := y.(deictic); !ok || d.n < 0 {
			return yearBefore{u, y, now}, e
		}
		return nil, 0
	}
	if s.is(end, "a") {
		if m, e := s.counted(end); e > 0 {
			return yearBefore{u, m, now}, e
		}
	}
	if y, e := s.yearNumber(end); e > 0 && s.is(end-1, "of", "in") {
		return yearBefore{u, exact{yearPeriod(y), "the year is written"}, now}, e
	}
	return nil, 0
}

// businessWords follow "first-half" where it means half a year and not half a match.
var businessWords = set("profit profits sales results earnings net revenue revenues loss losses income output growth figures gdp exports imports operating pretax production trading")

// ordinalUnit recognises quarters, halves and the first months or weeks of something: "the third
// quarter", "first-half", "Q3 2023", "the first nine months of 1989".
func (s *scanner) ordinalUnit(i int) (meaning, int) {
	t := s.at(i)
	if s.is(i, "q", "h") && s.at(i+1).kind == number && s.at(i+1).glued && len(s.at(i+1).low) == 1 && t.upper {
		u, limit := quarterUnit, 4
		if t.low == "h" {
			u, limit = halfUnit, 2
		}
		if n := s.at(i + 1).n; n >= 1 && n <= limit {
			y, e := s.yearAfter(i + 2)
			if e == 0 {
				y, e = nil, i+2
			}
			return part{u, n, y}, e
		}
		return nil, 0
	}
	at := i
	if s.is(at, "the") {
		at++
	}
	fiscal := s.is(at, "fiscal")
	if fiscal {
		at++
	}
	n, end := s.ordinal(at)
	if s.is(at, "last", "final", "latter", "opening") {
		n, end = -1, at+1
		if s.is(at, "opening") {
			n = 1
		}
	}
	if end == 0 {
		return nil, 0
	}
	if s.is(end, "fiscal") {
		fiscal, end = true, end+1
	}
	if s.is(end, "-") && s.is(i, "the") && !s.clausal(end+2) {
		return nil, 0
	}
	end = s.hyphen(end)
	if m, e := s.firstMonths(i, n, end); e > 0 {
		return m, e
	}
	u, limit := noUnit, 0
	switch {
	case s.is(end, "quarter"):
		u, limit = quarterUnit, 4
	case s.is(end, "half"):
		u, limit = halfUnit, 2
	case s.is(end, "week") && s.is(end+1, "of", "in"):
		if m, e := s.monthDate(end + 2); e > 0 {
			return weekOf{n, m}, e
		}
		return nil, 0
	}
	if u == noUnit || n > limit || n < 0 && at == i {
		return nil, 0
	}
	end++
	of := end
	if s.is(of, "of", "in", ",") {
		of++
	}
	if y, e := s.yearAfter(of); e > 0 {
		return part{u, n, y}, e
	}
	if y, e := s.fiscal(of); e > 0 {
		return part{u, n, y}, e
	}
	if s.is(end, "of") {
		if m, e := s.plainUnit(of); e > 0 && s.is(of, "the") {
			return part{u, n, m}, e
		}
		if m, e := s.date(of); e > 0 {
			return part{u, n, m}, e
		}
		if !s.is(of, "its", "his", "their", "our", "this", "trading", "business", "operations") {
			return nil, 0
		}
	}
	if n < 0 {
		return nil, 0
	}
	if u == halfUnit && !businessWords[s.at(end).low] && !fiscal && !s.accounts {
		return nil, 0
	}
	return part{u, n, nil}, end
}

// yearFirst recognises a quarter or half after its year: "the 1989 third quarter", "1988's first half".
func (s *scanner) yearFirst(i int) (meaning, int) {
	at := i
	if s.is(at, "the") {
		at++
	}
	y, end := s.yearNumber(at)
	if end == 0 {
		return nil, 0
	}
	if s.is(end, "'") && s.is(end+1, "s") {
		end += 2
	}
	m, e := s.ordinalUnit(end)
	if p, ok := m.(part); ok && p.of == nil && !s.is(end, "the") {
		p.of = exact{yearPeriod(y), "the year is written"}
		return p, e
	}
	return nil, 0
}

// latest recognises "the latest quarter", "the most recent week".
func (s *scanner) latest(i int) (meaning, int) {
	if !s.is(i, "the", "latest") {
		return nil, 0
	}
	at := 0
	for _, phrase := range [...]string{"the latest", "the most recent", "latest"} {
		if end, ok := s.phrase(i, phrase); ok {
			at = end
			break
		}
	}
	if at == 0 {
		return nil, 0
	}
	if s.is(at, "fiscal", "financial", "reporting") {
		at++
	}
	u, plural, end := s.unitAt(at)
	if end == 0 || plural || u != weekUnit && u != monthUnit && u != quarterUnit && u != yearUnit || s.is(end, "-", "of") {
		return nil, 0
	}
	return newest{u}, end
}

// yearOrDate reads what a part is of: "1989", "fiscal 1990", "the year", "last March".
func (s *scanner) yearOrDate(i int) (meaning, int) {
	if m, e := s.yearAfter(i); e > 0 {
		return m, e
	}
	if m, e := s.fiscal(i); e > 0 {
		return m, e
	}
	if m, e := s.plainUnit(i); e > 0 && s.is(i, "the") {
		return m, e
	}
	return s.date(i)
}

// firstMonths recognises "the first nine months" and "the last two weeks of March".
func (s *scanner) firstMonths(i, n, at int) (meaning, int) {
	if !s.is(i, "the") || n != 1 && n != -1 {
		return nil, 0
	}
	if s.is(at, "day", "month") && s.is(at+1, "of") {
		if m, e := s.yearOrDate(at + 2); e > 0 {
			return stretch{n < 0, 1, unitNames[s.at(at).low], m}, e
		}
	}
	q, end := s.cardinal(at)
	if end == 0 || q < 1 || q > 400 {
		return nil, 0
	}
	u, plural, end := s.unitAt(s.hyphen(end))
	if end == 0 || !plural || u < dayUnit || u > monthUnit || u == nightUnit || u == weekendUnit {
		return nil, 0
	}
	if s.is(end, "of") {
		if m, e := s.yearOrDate(end + 1); e > 0 {
			return stretch{n < 0, q, u, m}, e
		}
	}
	if n > 0 && u == monthUnit && q < 12 && !s.is(end, "of") {
		return stretch{false, q, u, nil}, end
	}
	return nil, 0
}
