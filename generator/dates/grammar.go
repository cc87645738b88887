package dates

// meaning is what an expression says before it is known when it was said.
type meaning interface {
	resolve(r *reader, f finding) answer
}

// finding is an expression found: its tokens [first, end) and its meaning.
type finding struct {
	first, end int
	meaning    meaning
}

// rule recognises an expression that begins at token i and says where it ends; 0 is no match.
type rule func(s *scanner, i int) (meaning, int)

// dateRules recognise what names a day or a longer period of the calendar.
func dateRules() [19]rule {
	return [...]rule{(*scanner).numeric, (*scanner).monthDate, (*scanner).relatedMonth, (*scanner).weekday, (*scanner).namedDay, (*scanner).counted,
		(*scanner).unitRef, (*scanner).ordinalUnit, (*scanner).season, (*scanner).holiday, (*scanner).decade, (*scanner).century, (*scanner).year,
		(*scanner).dayOnly, (*scanner).beside, (*scanner).oneDay, (*scanner).newYear, (*scanner).yearFirst, (*scanner).latest}
}

// otherRules recognise modified dates, times of day, durations, sets and vague words.
func otherRules() [6]rule {
	return [...]rule{(*scanner).modified, (*scanner).clockTime, (*scanner).dayPart, (*scanner).set, (*scanner).length, (*scanner).vague}
}

// recognise finds the expressions of the text: at each token the longest, the earlier rule first.
func (s *scanner) recognise() []finding {
	var all []finding
	for i := 0; i < len(s.tokens); {
		if s.tokens[i].kind == known {
			all = append(all, finding{i, i + 1, written{s.tokens[i].low}})
			i++
			continue
		}
		if pair, end := s.pair(i); end > 0 {
			all, i = append(all, pair[:]...), end
			continue
		}
		m, end := s.expression(i)
		if end == 0 {
			i++
			continue
		}
		if p, ok := m.(part); ok && (p.unit == quarterUnit || p.of != nil) {
			s.accounts = true
		}
		all = append(all, finding{i, end, m})
		all, i = s.leaning(all, end)
	}
	s.share(all)
	return all
}

// joiners part the two ends of a range or the members of a list.
func (s *scanner) joins(i int) bool {
	return s.is(i, "to", "and", "or", "until", "till", "through", "-")
}

// share gives the first of two dates the year of the second, and the first of two times its day:
// "from May to September 1998", "between 8 a.m. and 8 p.m. on Sunday".
func (s *scanner) share(all []finding) {
	for i := range len(all) - 1 {
		if all[i].end+1 != all[i+1].first || !s.joins(all[i].end) {
			continue
		}
		switch m := all[i].meaning.(type) {
		case partial:
			to, ok := all[i+1].meaning.(partial)
			if !ok || m.year != nil || to.year == nil {
				continue
			}
			m.year = to.year
			if y, ok := to.year.(exact); ok && m.month > to.month {
				m.year = exact{y.when.step(-1), y.why}
			}
			all[i].meaning = m
		case clock:
			if to, ok := all[i+1].meaning.(clock); ok && m.on == nil {
				m.on = to.on
				all[i].meaning = m
			}
		}
	}
}

// expression recognises any expression at token i.
func (s *scanner) expression(i int) (meaning, int) {
	if k := s.tokens[i].kind; k > sign || k == sign && !s.is(i, "'") {
		return nil, 0
	}
	m, end := s.date(i)
	for _, rule := range otherRules() {
		if n, e := rule(s, i); e > end {
			m, end = n, e
		}
	}
	return m, end
}

// deepest bounds how far expressions nest ("the end of the first half of the year"), and with it the
// time that hostile text can take.
const deepest = 4

// date recognises a date at token i, without modifiers.
func (s *scanner) date(i int) (m meaning, end int) {
	if s.depth == deepest {
		return nil, 0
	}
	s.depth++
	defer func() { s.depth-- }()
	for _, rule := range dateRules() {
		if n, e := rule(s, i); e > end {
			m, end = n, e
		}
	}
	return m, end
}

var prepositions = set("in at on for to of with by from after before during between near over under as until till through about against")

// modifiers stand before a date and leave its value as it is.
var modifiers = []string{
	"the end of", "the very end of", "the start of", "the beginning of", "the middle of", "the close of", "the turn of", "the latter half of",
	"the latter part of", "the early part of", "the first part of", "the rest of", "the remainder of", "the opening of", "the dawn of",
	"the early hours of", "the small hours of", "the early morning hours of", "the early days of", "the final days of", "the last days of", "the eve of",
	"early in", "late in", "earlier in", "later in", "early on", "late on", "earlier on", "later on",
	"the early", "the mid -", "the mid", "the middle", "the late", "early -", "mid -", "late -", "early", "mid", "late", "earlier", "later", "middle", "end of", "end -", "start of", "beginning of",
}

// approximations stand before a date or an amount. Those with tilde make a date approximate.
var approximations = []struct {
	phrase string
	tilde  bool
}{
	{"no more than", false}, {"no less than", false}, {"no later than", false}, {"not more than", false}, {"as long as", false},
	{"as many as", false}, {"more than", false}, {"less than", false}, {"fewer than", false}, {"at least", false}, {"at most", false},
	{"up to", false}, {"well over", false}, {"just over", false}, {"just under", false}, {"just about", true}, {"a little over", false}, {"a little more than", false}, {"a little less than", false},
	{"well under", false}, {"over", false}, {"under", false}, {"nearly", false}, {"almost", false}, {"about", true}, {"around", true}, {"roughly", true},
	{"approximately", true}, {"circa", true}, {"c .", true}, {"ca .", true}, {"some", true}, {"only about", true}, {"an estimated", true},
}

// modified recognises a date or a duration with a modifier.
func (s *scanner) modified(i int) (meaning, int) {
	if s.depth == deepest {
		return nil, 0
	}
	s.depth++
	defer func() { s.depth-- }()
	t := s.at(i)
	switch t.low {
	case "the", "early", "mid", "late", "earlier", "later", "middle", "end", "start", "beginning":
		for _, phrase := range modifiers {
			end, ok := s.phrase(i, phrase)
			if !ok {
				continue
			}
			if m, e := s.dayPart(end); e > 0 && ofDay(phrase) {
				return m, e
			}
			if m, e := s.date(end); e > 0 {
				return edge{m, phrase}, e
			}
			if m, e := s.plainUnit(end); e > 0 {
				return edge{m, phrase}, e
			}
			if m, e := s.modified(end); e > 0 && (phrase == "the end of" || phrase == "the start of" || phrase == "the beginning of") {
				return m, e
			}
		}
	}
	if !approximating[t.low] {
		return nil, 0
	}
	for _, a := range approximations {
		end, ok := s.phrase(i, a.phrase)
		if !ok {
			continue
		}
		if m, e := s.counted(end); e > 0 {
			return approximate{m, a.phrase, a.tilde}, e
		}
		if m, e := s.length(end); e > 0 && s.cardinalish(end) && !(a.phrase == "over" && !s.is(i-1, "for", "of", "in", "after", "just", "by", "at", "with", "to", "well", "than", "a", "is", "was", "took")) {
			return approximate{m, a.phrase, false}, e
		}
		if !a.tilde {
			continue
		}
		if m, e := s.clockTime(end); e > 0 {
			return m, e
		}
		if a.phrase == "some" {
			continue
		}
		if m, e := s.monthDate(end); e > 0 {
			return approximate{m, a.phrase, true}, e
		}
		if m, e := s.decade(end); e > 0 {
			return approximate{m, a.phrase, true}, e
		}
		if m, e := s.year(end); e > 0 {
			return approximate{m, a.phrase, true}, e
		}
	}
	return nil, 0
}

// ofDay reports whether a modifier may stand before a part of a day: "late on Friday night".
func ofDay(phrase string) bool {
	switch phrase {
	case "early", "late", "earlier", "later", "early on", "late on", "earlier on", "later on":
		return true
	}
	return false
}

var approximating = set("no not as more less fewer at up well just a over under nearly almost about around roughly approximately circa c ca some only an")

// cardinalish reports whether token i begins an amount rather than a determiner.
func (s *scanner) cardinalish(i int) bool {
	_, end := s.quantity(i)
	return end > 0
}

// plainUnit recognises "the year", "the week" after a modifier.
func (s *scanner) plainUnit(i int) (meaning, int) {
	if s.is(i, "the") {
		i++
	}
	u, plural, end := s.unitAt(i)
	if end == 0 || plural || u < dayUnit || u == nightUnit || u == fortnightUnit {
		return nil, 0
	}
	if s.is(end, "of", "-") {
		return nil, 0
	}
	return same{u, false}, end
}
