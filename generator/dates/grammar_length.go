package dates

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
	if t.kind == number && len(t.low) == 4 {
		if _, end := s.bareClock(i); end > i+1 && !s.is(end, "of") {
			return nil, 0
		}
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
		if m, end := s.plain(i); end > 0 || !s.cardinalish(at) || s.is(at, "a", "an", "half", "first", "second") {
			return m, end
		}
	}
	if m, end := s.whole(i); end > 0 {
		return m, end
	}
	if around != "" {
		if u, plural, end := s.unitAt(at); end > 0 && (at == i+2 || plural) {
			if e, ok := s.orTwo(end); ok {
				return lasting{amount{open: true}, u, around}, e
			}
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
	if s.titled(s.hyphen(end)) {
		return nil, 0
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
	if s.is(i, "the") && dash {
		return nil, 0
	}
	if s.is(i, "a", "an") && s.is(i+1, "half") && dash && !s.clausal(end) {
		return nil, 0
	}
	if s.is(i-1, "wait") && u <= minuteUnit && q.n == 1 {
		return nil, 0
	}
	if e, ok := s.orTwo(end); ok && q.n == 1 && !dash {
		return lasting{amount{open: true}, u, around}, e
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
			if u2, _, e := s.unitAt(e); e > 0 && u2 < u && u2 > noUnit && !s.is(e, "longer", "shorter", "more", "less", "earlier", "later", "before", "after", "ago") {
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

// whole recognises a unit that is filled: "all day", "the entire week", "a full year".
func (s *scanner) whole(i int) (meaning, int) {
	at := i
	switch {
	case s.is(i, "all") && !s.is(i-1, "at", "of", "after"):
		if s.is(i+1, "the") {
			return nil, 0
		}
		at = i + 1
	case s.is(i, "the", "an", "a") && s.is(i+1, "whole", "entire"):
		at = i + 2
	default:
		return nil, 0
	}
	if u, plural, end := s.unitAt(at); end > 0 && !plural && u >= dayUnit && u != quarterUnit && !s.is(end, "-", "'") && (s.clausal(end) || at == i+2) {
		return lasting{amount{n: 1}, u, "whole"}, end
	}
	return nil, 0
}

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

// titled reports whether the unit at i is of a name: "the Thirty Years' War", "the film Nine Days".
func (s *scanner) titled(i int) bool {
	u := s.at(i)
	return u.kind == word && u.upper && !u.caps && !s.startsSentence(i)
}

// orTwo reads the "or two" of "a day or two" and the "or so" of "a year or so".
func (s *scanner) orTwo(i int) (int, bool) {
	return i + 2, s.is(i, "or") && s.is(i+1, "two", "so", "more")
}

// bareCues stand before a plural unit that is a duration without a number: "for years".
var bareCues = set("for in take takes took taken taking within after over spent lasted last lasting many through of just only mere")

// bareLength recognises "years", "decades", "month-long", "daylong", "half-hour".
func (s *scanner) bareLength(i int) (meaning, int) {
	t := s.at(i)
	if u, ok := unitPlurals[t.low]; ok && s.is(i+1, "-") && s.is(i+2, "old", "long") {
		return lasting{amount{open: true}, u, ""}, i + 3
	}
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
	if s.is(i+1, "weekend") && s.clausal(i+2) && !s.is(i+2, "of", "before", "after") {
		return same{weekendUnit, false}, i + 2
	}
	if !s.closes(i+2) && !s.is(i+2, "and", "but", "as", "with", "from", "was", "were", "to") || s.is(i+2, "'", "-") {
		return nil, 0
	}
	return same{unitNames[s.at(i+1).low], false}, i + 2
}
