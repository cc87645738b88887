package dates

// pair recognises two dates of which the second says what both are.
func (s *scanner) pair(i int) (pair [2]finding, end int) {
	if pair, end = s.pairedDays(i); end > 0 {
		return pair, end
	}
	return s.pairedOrdinals(i)
}

// pairedDays recognises "8 and 9 November" and "the 5th and 6th of June 1944" as two days.
func (s *scanner) pairedDays(i int) (pair [2]finding, end int) {
	at := i
	if s.is(i, "the") {
		at++
	}
	d, after := s.dayNumber(at)
	if after == 0 || !s.is(after, "and", "or") {
		return pair, 0
	}
	m, end := s.dayFirst(after + 1)
	if end == 0 {
		return pair, 0
	}
	second, ok := m.(partial)
	if !ok || second.to != nil || second.day <= d || s.is(i-1, "$", "£", "€") {
		return pair, 0
	}
	first := second
	first.day = d
	return [2]finding{{i, after, first}, {after + 1, end, second}}, end
}

// pairedOrdinals recognises "the 18th and 19th centuries" and "the first and second quarters of 1998".
func (s *scanner) pairedOrdinals(i int) (pair [2]finding, end int) {
	at := i
	if s.is(at, "the") {
		at++
	}
	if s.is(at, "early", "late", "mid") {
		at = s.hyphen(at + 1)
	}
	n, after := s.ordinal(at)
	if after == 0 || n > 30 || !s.is(after, "and", "or", "to") {
		return pair, 0
	}
	second := after + 1
	if s.is(second, "the") {
		second++
	}
	m, at := s.ordinal(second)
	if at == 0 || m <= n || m > 30 {
		return pair, 0
	}
	if s.is(at, "century", "centuries") {
		return [2]finding{{i, after, century(n)}, {after + 1, at + 1, century(m)}}, at + 1
	}
	if !s.is(at, "quarters", "quarter") || m > 4 || at == second {
		return pair, 0
	}
	at++
	var of meaning
	if s.is(at, "of") {
		y, e := s.yearOrDate(at + 1)
		if e == 0 {
			return pair, 0
		}
		of, at = y, e
	}
	return [2]finding{{i, after, part{quarterUnit, n, of}}, {after + 1, at, part{quarterUnit, m, of}}}, at
}

// leaning adds after the last finding one that leans on it.
func (s *scanner) leaning(all []finding, i int) ([]finding, int) {
	if m, ok := all[len(all)-1].meaning.(exact); ok && m.when.unit == decadeUnit {
		return s.sharedCentury(all, i, m.when.first.year())
	}
	return s.sharedMonth(all, i)
}

// sharedCentury adds the "70s" of "the 1960s and 70s".
func (s *scanner) sharedCentury(all []finding, i, from int) ([]finding, int) {
	t := s.at(i + 1)
	if !s.is(i, "and", "or", "to", "-") || t.kind != number || len(t.low) != 2 || t.n%10 != 0 {
		return all, i
	}
	end := s.plural(i + 2)
	year := from - from%100 + t.n
	if end == 0 || year <= from {
		return all, i
	}
	return append(all, finding{i + 1, end, exact{years(decadeUnit, year, 10), "the decade is written"}}), end
}

// sharedMonth adds the "24" of "Sept. 23 and 24" after the finding it leans on.
func (s *scanner) sharedMonth(all []finding, i int) ([]finding, int) {
	first, ok := all[len(all)-1].meaning.(partial)
	if !ok || first.day == 0 || first.year != nil || !first.monthFirst || first.to != nil {
		return all, i
	}
	if s.is(i, "and", "or") && s.at(i+1).kind == number && len(s.at(i+1).low) <= 2 {
		n, next := s.at(i+1).n, s.at(i+2)
		if n > first.day && n <= 31 && !next.glued && (next.kind != word || clauseWords[next.low] || prepositions[next.low]) ||
			n > first.day && n <= 31 && next.kind == sign && s.is(i+2, ".", ",", ";") {
			second := first
			second.day, second.weekday = n, nil
			return append(all, finding{i + 1, i + 2, second}), i + 2
		}
	}
	return all, i
}
