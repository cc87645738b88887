package dates

// dayOnly recognises a day of a month that is not named: "on the 5th", "the 10th of next month".
func (s *scanner) dayOnly(i int) (meaning, int) {
	if !s.is(i, "the") || s.at(i+1).kind != number {
		return nil, 0
	}
	d, end := s.ordinal(i + 1)
	if end == 0 || d > 31 {
		return nil, 0
	}
	if s.is(end, "of") {
		if m, e := s.unitRef(end + 1); e > 0 && (s.is(e-1, "month") || s.is(e-2, "month")) {
			return dayIn{d, m}, e
		}
		if s.is(end+1, "the") && s.is(end+2, "month") {
			return dayIn{d, same{monthUnit, false}}, end + 3
		}
		return nil, 0
	}
	if !s.is(i-1, "on", "until", "till", "by", "from", "since", "to", "through", "before", "after") || !s.clausal(end) {
		return nil, 0
	}
	return dayIn{d, nil}, end
}

// beside recognises the day or longer before or after a date: "the day after Christmas", "the Friday
// before Labor Day", "the week after next Tuesday".
func (s *scanner) beside(i int) (meaning, int) {
	if !s.is(i, "the") {
		return nil, 0
	}
	w, end := s.weekdayName(i + 1)
	u := noUnit
	if end == 0 {
		if u, _, end = s.unitAt(i + 1); end == 0 || u != dayUnit && u != weekUnit && u != monthUnit && u != yearUnit {
			return nil, 0
		}
	}
	if !s.is(end, "before", "after") {
		return nil, 0
	}
	n := 1
	if s.is(end, "before") {
		n = -1
	}
	m, e := s.day(end + 1)
	if e == 0 {
		return nil, 0
	}
	return besides{n, u, w, m}, e
}

// oneDay recognises "one day last week", "one night in May": a date of which only a longer one is told.
func (s *scanner) oneDay(i int) (meaning, int) {
	if !s.is(i, "one") || !s.is(i+1, "day", "night", "morning", "afternoon", "evening") {
		return nil, 0
	}
	at := i + 2
	if s.is(at, "in") {
		at++
		if m, e := s.monthDate(at); e > 0 {
			return edge{m, "one day"}, e
		}
		return nil, 0
	}
	if m, e := s.unitRef(at); e > 0 && s.is(at, "last", "this", "next") {
		return edge{m, "one day"}, e
	}
	return nil, 0
}
