package dates

import "time"

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
	if !s.is(i, "the", "day", "today", "yesterday", "tomorrow") {
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
		if _, ok := unitPlurals[s.at(i).low]; !ok || s.at(i-1).kind == number {
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

func (a amount) negative() amount { return amount{-a.n, -a.tenths, a.open, !a.reversed} }

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
	if s.is(i, "year", "month") && s.is(i+1, "-") && s.is(i+2, "end") {
		return same{unitNames[s.at(i).low], false}, i + 3
	}
	if s.is(i, "the", "week", "a", "year", "quarter", "month") {
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
	case u == weekUnit && s.is(end, "of", "beginning", "starting", "ending", "ended"):
		if m, e := s.monthDate(end + 1); e > 0 {
			if p, ok := m.(partial); ok && p.day > 0 {
				return unitWith{weekUnit, 0, p}, e
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
	}
	if n < 0 {
		return nil, 0
	}
	if u == halfUnit && !businessWords[s.at(end).low] && !fiscal {
		return nil, 0
	}
	return part{u, n, nil}, end
}

// firstMonths recognises "the first nine months" and "the last two weeks of March".
func (s *scanner) firstMonths(i, n, at int) (meaning, int) {
	if !s.is(i, "the") || n != 1 && n != -1 {
		return nil, 0
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
		if y, e := s.yearAfter(end); e > 0 {
			return stretch{n < 0, q, u, y}, e
		}
		if m, e := s.fiscal(end + 1); e > 0 {
			return stretch{n < 0, q, u, m}, e
		}
		if m, e := s.plainUnit(end + 1); e > 0 && s.is(end+1, "the") {
			return stretch{n < 0, q, u, m}, e
		}
		if m, e := s.date(end + 1); e > 0 {
			return stretch{n < 0, q, u, m}, e
		}
	}
	if n > 0 && u == monthUnit && q < 12 && !s.is(end, "of") {
		return stretch{false, q, u, nil}, end
	}
	return nil, 0
}

// plainCues are the words before "the year" or "the quarter" that make it a date of its own.
var plainCues = set("for in during of over since through by at until before")

// length recognises durations: "two years", "a 90-minute", "the past week", "decades", "24 years old".
func (s *scanner) length(i int) (meaning, int) {
	t := s.at(i)
	if t.kind > number {
		return nil, 0
	}
	if t.kind == number && t.glued && s.is(i-1, "$", "£", "€", ".", "-", "/", ":", "#") {
		return nil, 0
	}
	at := i
	if s.is(at, "the") {
		at++
	}
	around := ""
	if s.is(i, "last") && s.is(i-1, "and", "to", "will", "may", "could", "would", "can", "might", "must", "should") {
		return nil, 0
	}
	if lengthRelations[s.at(at).low] {
		around = s.at(at).low
		at++
	} else if at > i {
		return s.plain(i)
	}
	if around != "" {
		if u, plural, end := s.unitAt(at); end > 0 && (at == i+2 || plural) {
			if around == "recent" || around == "coming" && plural || around == "past" && plural || around == "last" && plural {
				return vague{sideOf(around)}, end
			}
			if !plural && u >= hourUnit && around != "first" && around != "final" && around != "recent" && around != "same" {
				return lasting{amount{n: 1}, u, around}, end
			}
			return nil, 0
		}
	}
	q, end := s.quantity(at)
	if end == 0 {
		if around != "" {
			return nil, 0
		}
		return s.bareLength(i)
	}
	if around != "" && s.is(at, "a", "an") {
		return nil, 0
	}
	dash := s.is(end, "-")
	at = end
	end = s.hyphen(end)
	if s.is(end, "full", "consecutive", "straight", "long", "whole", "solid", "extra", "more", "additional", "calendar", "business", "working") && !dash {
		end++
	}
	u, plural, end := s.unitAt(end)
	if u == quarterUnit && plural && (dash || s.is(end, "of")) {
		return nil, 0
	}
	if end == 0 || u == secondUnit && !plural && !dash || u == quarterUnit && !plural && !dash || u == weekendUnit && !plural {
		return nil, 0
	}
	if q.tenths == 0 && !q.open && q.n > 1 && !plural && !dash {
		return nil, 0
	}
	if s.is(i, "a", "an") && around == "" && (s.is(i-1, "$") || u == secondUnit || u == minuteUnit && s.is(i-1, "not")) {
		return nil, 0
	}
	if s.is(i, "a", "an") && (s.is(end, "-") && s.at(end).glued || s.is(i-1, ",") && s.at(end).kind == word && !s.is(end, "after", "before", "ahead", "from", "of")) {
		return nil, 0
	}
	if s.is(i, "one") && s.startsSentence(i) && s.is(end, ",") {
		return nil, 0
	}
	text := ""
	if e, ok := s.half(end); ok && q.tenths == 0 {
		q.tenths, end = 5, e
	} else if s.is(end, "and", ",") {
		if q2, e := s.quantity(end + 1); e > 0 && !q2.open && !q.open {
			if u2, _, e := s.unitAt(e); e > 0 && u2 < u && u2 > noUnit {
				text, end = compound(q, u, q2, u2), e
			}
		}
	}
	old := s.hyphen(end)
	if s.is(old, "old", "olds") && (dash || plural || q.n == 1) {
		end = old + 1
	} else if s.is(old, "long") && s.is(end, "-") {
		end = old + 1
	} else if s.is(end, "of") && s.is(end+1, "age") {
		end += 2
	} else if s.is(end, "-") && s.at(end).glued && s.at(end+1).glued && dash {
		return lasting{q, u, around}, end
	}
	if text != "" {
		return spelled{text}, end
	}
	return lasting{q, u, around}, end
}

var lengthRelations = set("last past next first coming final previous preceding following recent same opening")

func sideOf(rel string) side {
	if rel == "coming" {
		return ahead
	}
	return behind
}

// compound writes a duration of two units.
func compound(q amount, u unit, q2 amount, u2 unit) string {
	if u == weekUnit {
		q.n, u = 7*q.n, dayUnit
	}
	if u == u2 {
		return amount{n: q.n + q2.n}.iso(u)
	}
	a, b := q.iso(u), q2.iso(u2)
	if u2 <= hourUnit && u <= hourUnit {
		return a + b[2:]
	}
	return a + b[1:]
}

// bareCues stand before a plural unit that is a duration without a number: "for years".
var bareCues = set("for in take takes took taken taking within after over spent lasted last lasting many through of just only mere")

// bareLength recognises "years", "decades", "month-long", "daylong", "half-hour".
func (s *scanner) bareLength(i int) (meaning, int) {
	t := s.at(i)
	if u, ok := unitPlurals[t.low]; ok && u >= hourUnit && u != weekendUnit && u != nightUnit && u != quarterUnit {
		if bareCues[s.at(i-1).low] && s.at(i-1).kind == word || s.startsSentence(i) && s.is(i+1, "of", "after") {
			if s.is(i+1, "old") {
				return nil, 0
			}
			return lasting{amount{open: true}, u, ""}, i + 1
		}
		return nil, 0
	}
	if u, ok := unitNames[t.low]; ok && u >= hourUnit {
		if end := s.hyphen(i + 1); end > i+1 && s.is(end, "long", "old") && s.at(end).glued {
			return lasting{amount{n: 1}, u, ""}, end + 1
		}
	}
	switch t.low {
	case "daylong":
		return lasting{amount{n: 1}, dayUnit, ""}, i + 1
	case "weeklong":
		return lasting{amount{n: 1}, weekUnit, ""}, i + 1
	case "monthlong":
		return lasting{amount{n: 1}, monthUnit, ""}, i + 1
	case "yearlong":
		return lasting{amount{n: 1}, yearUnit, ""}, i + 1
	}
	return nil, 0
}

// plain recognises "the year", "the quarter" after a word that makes it a date: "for the year".
func (s *scanner) plain(i int) (meaning, int) {
	before := s.at(i - 1)
	if before.kind != word || !plainCues[before.low] || !s.is(i+1, "year", "quarter", "month", "week", "weekend", "decade", "century") {
		return nil, 0
	}
	if s.is(i-1, "of") && !s.is(i-2, "half", "part", "rest", "most", "much", "end") {
		return nil, 0
	}
	if s.is(i-1, "by", "at", "until", "before") && !s.is(i+1, "weekend") {
		return nil, 0
	}
	if s.is(i-1, "for") && s.startsSentence(i-1) && s.at(i+2).kind == word && !s.is(i+2, "of", "ended", "to", "before", "after") {
		return same{unitNames[s.at(i+1).low], false}, i + 2
	}
	if !s.closes(i+2) && !s.is(i+2, "and", "but", "as", "with", "from", "was", "were", "to") || s.is(i+2, "'", "-") {
		return nil, 0
	}
	return same{unitNames[s.at(i+1).low], false}, i + 2
}

// set recognises what recurs: "every Tuesday", "each year", "twice a day", "daily", "Mondays".
func (s *scanner) set(i int) (meaning, int) {
	t := s.at(i)
	if t.kind > number {
		return nil, 0
	}
	if p, ok := setWords[t.low]; ok && t.kind == word {
		if t.upper && !t.caps && (!s.startsSentence(i) || s.at(i+1).upper) || s.is(i-1, "-") || s.is(i-1, "the") && s.at(i-1).upper && t.upper {
			return nil, 0
		}
		return recurring{p, ""}, i + 1
	}
	if w, ok := weekdayPlurals[t.low]; ok && t.upper {
		return recurring{weekly(w), ""}, i + 1
	}
	if s.is(i, "every", "each") {
		return s.every(i)
	}
	if end := s.times(i); end > 0 && s.is(end, "a", "an", "per", "each", "every") {
		if u, plural, e := s.unitAt(end + 1); e > 0 && !plural {
			return recurring{amount{n: 1}.iso(u), ""}, e
		}
	}
	if s.is(i, "a", "an") {
		u, plural, end := s.unitAt(i + 1)
		if end == 0 || plural || u == secondUnit || u == fortnightUnit || u == weekendUnit || u >= decadeUnit || u == quarterUnit {
			return nil, 0
		}
		if s.rated(i-1) && !s.is(end, "ago", "later", "earlier", "before", "after", "-") && !(s.is(end, "and") && s.cardinalish(end+1)) {
			return recurring{amount{n: 1}.iso(u), ""}, end
		}
	}
	return nil, 0
}

// rated reports whether the word at i is what a rate counts: "barrels a day", "$30 a month".
func (s *scanner) rated(i int) bool {
	t := s.at(i)
	if t.kind == number || s.is(i, "%") {
		return true
	}
	if t.kind != word || len(t.low) < 3 {
		return false
	}
	if s.is(i, "percent", "million", "billion", "thousand", "mph", "dollars", "pence", "pounds", "euros") {
		return true
	}
	n, _ := s.cardinal(i - 1)
	return t.low[len(t.low)-1] == 's' && (n > 0 || s.is(i-1, "million", "billion", "many", "more"))
}

// times reads "once", "twice", "three times".
func (s *scanner) times(i int) int {
	if s.is(i, "once", "twice") {
		return i + 1
	}
	if q, end := s.quantity(i); end > 0 && q.tenths == 0 && s.is(end, "times") {
		return end + 1
	}
	return 0
}

func weekly(w time.Weekday) string {
	n := int(w)
	if n == 0 {
		n = 7
	}
	return "XXXX-WXX-" + string(rune('0'+n))
}

// every recognises what follows "every" and "each".
func (s *scanner) every(i int) (meaning, int) {
	at, n := i+1, 1
	if s.is(at, "other", "second", "alternate") {
		at, n = at+1, 2
	} else if k, end := s.cardinal(at); end > 0 && k > 0 && k < 1000 {
		at, n = end, k
	} else if k, end := s.ordinal(at); end > 0 && k < 100 {
		at, n = end, k
	} else if s.is(at, "few") {
		at, n = at+1, 0
	}
	if w, end := s.weekdayName(at); end > 0 {
		if s.at(end).kind == word && dayParts[s.at(end).low] {
			end++
		}
		if n != 1 {
			return recurring{amount{n: n}.iso(weekUnit), ""}, end
		}
		return recurring{weekly(w), ""}, end
	}
	if u, _, end := s.unitAt(at); end > 0 {
		if u == nightUnit {
			u = dayUnit
		}
		return recurring{amount{n: n, open: n == 0}.iso(u), ""}, end
	}
	if dayParts[s.at(at).low] {
		return recurring{"P1D", ""}, at + 1
	}
	if m, _, end := s.month(at); end > 0 && n == 1 {
		return recurring{"P1Y", "each " + m.String()}, end
	}
	if _, ok := seasonNames[s.at(at).low]; ok {
		return recurring{"P1Y", ""}, at + 1
	}
	return nil, 0
}

// side tells the past from the present and the future.
type side int

const (
	behind side = iota
	present
	ahead
)

var vagueWords = []struct {
	phrase string
	side   side
}{
	{"right now", present}, {"just now", present}, {"now", present}, {"currently", present}, {"nowadays", present}, {"these days", present}, {"the present", present},
	{"presently", present}, {"recently", behind}, {"lately", behind}, {"the recent past", behind}, {"the near future", ahead}, {"the foreseeable future", ahead},
	{"the future", ahead}, {"the past", behind}, {"the coming days", ahead}, {"the days ahead", ahead},
}

// vague recognises the words that name no date.
func (s *scanner) vague(i int) (meaning, int) {
	if !vagueStarts[s.at(i).low] {
		return nil, 0
	}
	for _, v := range vagueWords {
		end, ok := s.phrase(i, v.phrase)
		if !ok {
			continue
		}
		switch v.phrase {
		case "now":
			if s.is(end, "that", "-", "here") || s.is(i-1, "-", "until", "till", "from") && s.is(i-1, "-") {
				return nil, 0
			}
		case "the past", "the present", "the future":
			if !s.closes(end) && !prepositions[s.at(end).low] && !clauseWords[s.at(end).low] && !s.is(end, "would", "will", "is", "was") || s.is(end, "of", "'") {
				return nil, 0
			}
		}
		return vague{v.side}, end
	}
	return nil, 0
}

var vagueStarts = set("right just now currently nowadays these the presently recently lately")
