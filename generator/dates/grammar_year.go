package dates

// yearNumber reads four digits that stand where a year is expected, or '98.
func (s *scanner) yearNumber(i int) (y, end int) {
	t := s.at(i)
	if s.is(i, "'") && s.at(i+1).kind == number && s.at(i+1).glued && len(s.at(i+1).low) == 2 && !s.is(i+2, "s") {
		return shortYear(s.at(i + 1).n), i + 2
	}
	if t.kind != number || len(t.low) != 4 || t.n < 1000 || t.n > 2199 {
		return 0, 0
	}
	if next := s.at(i + 1); next.glued && (next.kind == word || s.is(i+1, "%", "$") || s.is(i+1, ".", ",", ":") && s.at(i+2).kind == number && s.at(i+2).glued) {
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
		if t := s.at(end); t.kind == number && len(t.low) == 3 && s.clausal(end+1) {
			return exact{yearPeriod(t.n), "the year is written"}, end + 1
		}
		return nil, 0
	}
	if y, end := s.annoDomini(i); end > 0 {
		return exact{yearPeriod(y), "the year is written"}, end
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
	case s.peopled(end) && !(strong && modern) && !(modern && s.is(i-1, "of") && s.is(end+1, "the", "a", "an")):
		return nil, 0
	case !modern && !(strong || s.is(i-1, "of", "from", "to", "between", "and", "c", "about", "around", "(", "-")):
		return nil, 0
	case before.kind == word && before.upper && !before.caps && !cue && !prepositions[before.low]:
		return nil, 0
	case numbered[before.low]:
		return nil, 0
	case s.is(end, "of") && !strong && s.is(end+1, "them", "these", "those", "the", "whom", "which", "its", "his", "their", "our"):
		return nil, 0
	case s.is(end, "-") && s.at(end).glued && s.at(end+1).glued && !strong && s.quantified(end+1):
		return nil, 0
	case s.is(i-1, "at") && s.at(end).kind == word && s.at(end).upper:
		return nil, 0
	case before.kind == word && before.caps && !cue:
		return nil, 0
	case s.is(i-1, ".") && s.at(i-1).glued && !s.startsSentence(i) && !s.is(i-2, "c", "ca") && !(s.is(i-2, "b", "d", "r", "fl") && s.is(i-3, "(", ",", ";")):
		return nil, 0
	case before.kind == number:
		return nil, 0
	}
	return exact{yearPeriod(y), "the year is written"}, end
}

// newYear recognises "the new year", which is the one that begins.
func (s *scanner) newYear(i int) (meaning, int) {
	if end, ok := s.phrase(i, "the new year"); ok && !s.is(end, "'", "-") && !s.at(end).upper {
		return turning{}, end
	}
	return nil, 0
}

// annoDomini reads "AD 410", "A.D. 410" and "410 AD".
func (s *scanner) annoDomini(i int) (y, end int) {
	mark := func(i int) int {
		switch {
		case s.is(i, "ad", "ce") && s.at(i).caps:
			return i + 1
		case s.is(i, "a") && s.at(i).upper && s.is(i+1, ".") && s.is(i+2, "d") && s.at(i+2).glued:
			return s.dot(i + 3)
		}
		return 0
	}
	year := func(i int) bool { return s.at(i).kind == number && len(s.at(i).low) < 5 && s.at(i).n > 0 }
	if after := mark(i); after > 0 && year(after) && !s.is(i, "ce") {
		return s.at(after).n, after + 1
	}
	if after := mark(i + 1); after > 0 && year(i) {
		return s.at(i).n, after
	}
	return 0, 0
}

// quantified reports whether the word at i is a measure: "a 1900-ton ship".
func (s *scanner) quantified(i int) bool {
	_, _, end := s.unitAt(i)
	return end > 0 || s.is(i, "ton", "tonne", "mile", "km", "kilometer", "kilometre", "foot", "meter", "metre", "pound", "acre", "member", "man", "seat", "room", "page", "point",
		"strong", "cc", "horsepower", "megawatt", "square", "bed", "word", "calorie")
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
		if s.is(i, "the") && !s.is(end-1, "year") && !s.clausal(e) {
			return nil, 0
		}
		return fiscalYear{y}, e
	}
	if s.is(at, "fy") && s.at(end).kind == number && len(s.at(end).low) == 2 && s.at(end).glued {
		return fiscalYear{shortYear(s.at(end).n)}, end + 1
	}
	if end == at+2 && at > i {
		return fiscalYear{}, end
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
	if s.is(end, "-") && s.is(i, "the") && !s.yearOrStop(end+2) {
		return nil, 0
	}
	if end = s.hyphen(end); !s.is(end, "century") {
		return nil, 0
	}
	end++
	if s.is(end, "bc", "bce") {
		return nil, 0
	}
	if n < 5 && at == i && !s.is(end-2, "-") {
		return nil, 0
	}
	return century(n), end
}

func century(n int) exact {
	return exact{years(centuryUnit, 100*(n-1), 100), "the century is written"}
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
	if article && !s.is(end, "of", "in", "-") && (!verb || s.is(i-1, "in", "by", "until", "since", "for", "during", "this", "before", "after")) && s.clausal(end) ||
		!article && s.is(i-1, "in", "by", "until", "since", "during", "early", "late") && s.clausal(end) {
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
