package dates

import (
	"time"
)

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
