package dates

import (
	"strings"
	"time"
)

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
	if m, end := s.plurals(i); end > 0 {
		return m, end
	}
	if s.is(i, "every", "each") {
		return s.every(i)
	}
	if m, end := s.oftenPer(i); end > 0 {
		return m, end
	}
	if s.is(i, "a", "an") {
		u, plural, end := s.unitAt(i + 1)
		if end == 0 || plural || u == secondUnit || u == fortnightUnit || u == weekendUnit || u >= decadeUnit {
			return nil, 0
		}
		if s.rated(i-1) && !s.is(end, "of", "ago", "later", "earlier", "before", "after", "-") && !(s.is(end, "and") && s.cardinalish(end+1)) {
			return recurring{amount{n: 1}.iso(u), ""}, end
		}
	}
	return nil, 0
}

// weekParts are the sets of days of the week, written as TIMEX3 does, for which EDTF has no form.
var weekParts = map[string]string{"weekend": "XXXX-WXX-WE", "weekday": "XXXX-WXX-WD"}

// plurals recognises what recurs by its plural: "Mondays", "Saturday nights", "weekends", "weekday mornings".
func (s *scanner) plurals(i int) (meaning, int) {
	t := s.at(i)
	if w, ok := weekdayPlurals[t.low]; ok && t.upper {
		return recurring{weekly(w), ""}, i + 1
	}
	if w, end := s.weekdayName(i); end > 0 && dayPartPlurals[s.at(end).low] {
		return recurring{weekly(w), ""}, end + 1
	}
	p, ok := weekParts[strings.TrimSuffix(t.low, "s")]
	_, counted := smallNumbers[s.at(i-1).low]
	if t.kind != word || !ok || counted || s.at(i-1).kind == number || s.is(i-1, "-", "the", "of", "recent", "several", "few", "many") || lengthRelations[s.at(i-1).low] {
		return nil, 0
	}
	if t.low[len(t.low)-1] == 's' {
		return recurring{p, ""}, i + 1
	}
	if dayPartPlurals[s.at(i+1).low] {
		return recurring{p, ""}, i + 2
	}
	return nil, 0
}

var dayPartPlurals = set("mornings afternoons evenings nights")

// rated reports whether the word at i is what a rate counts: "barrels a day", "$30 a month".
func (s *scanner) rated(i int) bool {
	t := s.at(i)
	if t.kind == number || s.is(i, "%") {
		return true
	}
	if t.kind != word || len(t.low) < 3 {
		return false
	}
	if s.is(i, "percent", "million", "billion", "thousand", "mph", "dollars", "pence", "pounds", "euros", "km", "kilometers", "kilometres", "miles") {
		return true
	}
	n, _ := s.cardinal(i - 1)
	return t.low[len(t.low)-1] == 's' && (n > 0 || s.is(i-1, "million", "billion", "many", "more"))
}

// oftenPer recognises "twice a week", "three times daily", "once-a-month".
func (s *scanner) oftenPer(i int) (meaning, int) {
	end := s.times(i)
	if end == 0 {
		return nil, 0
	}
	if p, ok := setWords[s.at(end).low]; ok && s.is(end, "daily", "weekly", "monthly", "yearly", "annually", "nightly") {
		return recurring{p, ""}, end + 1
	}
	at := s.hyphen(end)
	if !s.is(at, "a", "an", "per", "each", "every") || at > end && !s.is(at+1, "-") {
		return nil, 0
	}
	if u, plural, last := s.unitAt(s.hyphen(at + 1)); last > 0 && !plural {
		return recurring{amount{n: 1}.iso(u), ""}, last
	}
	return nil, 0
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
	if p, ok := weekParts[s.at(at).low]; ok && n == 1 {
		return recurring{p, ""}, at + 1
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
	{"presently", present}, {"the moment", present}, {"recently", behind}, {"lately", behind}, {"the recent past", behind}, {"the near future", ahead}, {"the foreseeable future", ahead},
	{"the future", ahead}, {"the past", behind}, {"the days ahead", ahead}, {"the weeks ahead", ahead}, {"the months ahead", ahead},
	{"the years ahead", ahead}, {"the days to come", ahead}, {"the weeks to come", ahead}, {"the months to come", ahead}, {"the years to come", ahead},
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
		case "the moment":
			if !s.is(i-1, "at", "for") || !s.clausal(end) || s.is(end, "when", "he", "she", "they", "it", "the", "of", "that") {
				return nil, 0
			}
		case "the past", "the present", "the future":
			if !s.clausal(end) || s.is(end, "of", "'", "-") {
				return nil, 0
			}
		}
		return vague{v.side}, end
	}
	return nil, 0
}

var vagueStarts = set("right just now currently nowadays these the presently recently lately")
