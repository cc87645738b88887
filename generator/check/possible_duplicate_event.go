package check

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"daybook/generator/news"
	"daybook/generator/problem"
	"daybook/generator/when"
)

var possibleDuplicateEvent = rule{name: "possible-duplicate-event", run: checkPossibleDuplicateEvent}

const (
	alike       = 0.75 // the likeness of headlines from which events may be one
	mostDays    = 40   // the longest event, in days, that is compared
	mostInBlock = 32   // how many events that share a day and a word are compared with each other
)

// block is what two events must share to be compared at all.
type block struct {
	day  int64
	stem int32 // its number among all stems
}

// told is an event ready to be compared.
type told struct {
	event *news.Event
	words []word
}

// checkPossibleDuplicateEvent compares only events that share a day and one of
// the rarer words of their headlines. With words put in order of rareness, two
// headlines that have at least half of their words in common share one of the
// first n/2+1, so that nothing alike is missed; the bound on a block keeps the
// time linear when thousands of events have one day and one wording.
func checkPossibleDuplicateEvent(d *desk) []problem.Problem {
	var all []told
	common := stems{numbers: map[string]int32{}}
	for _, e := range d.Archive.Events {
		t := told{e, wordsOf(e.Headline)}
		if len(t.words) == 0 || e.Date.IsZero() {
			continue
		}
		common.count(t.words)
		all = append(all, t)
	}
	var problems []problem.Problem
	blocks := make(map[block][]int32, 4*len(all))
	var rare []int32
	for i, t := range all {
		first, last, ok := days(t.event.Date)
		if !ok {
			continue
		}
		rare = common.rarest(rare[:0], t.words)
		twin := -1
		for day := first; day <= last && twin < 0; day++ {
			for _, stem := range rare {
				in := blocks[block{day, stem}]
				for _, j := range in[max(0, len(in)-mostInBlock):] {
					if sameEvent(all[j], t) {
						twin = int(j)
						break
					}
				}
				if twin >= 0 {
					break
				}
			}
		}
		for day := first; day <= last; day++ {
			for _, stem := range rare {
				key := block{day, stem}
				blocks[key] = append(blocks[key], int32(i))
			}
		}
		if twin >= 0 {
			problems = append(problems, d.twins(all[twin].event, t.event))
		}
	}
	return problems
}

// days gives the days of a date, counted from 1970; false when it is not known
// to the day or lasts too long to be compared.
func days(date when.Date) (first, last int64, ok bool) {
	if date.Precision() < when.DayPrecision || date.OpenEnded() {
		return 0, 0, false
	}
	day := func(of when.Date) int64 {
		year, month, day := of.Civil()
		return time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / 86400
	}
	first, last = day(date.Starts()), day(date.Ends())
	return first, last, last-first < mostDays
}

// stems counts in how many headlines' words each stem occurs.
type stems struct {
	numbers map[string]int32
	counts  []int
	words   []string // by number
}

func (s *stems) count(words []word) {
	for _, w := range words {
		n, known := s.numbers[w.stem]
		if !known {
			n = int32(len(s.counts))
			s.numbers[w.stem] = n
			s.counts, s.words = append(s.counts, 0), append(s.words, w.stem)
		}
		s.counts[n]++
	}
}

// rarest appends the stems, rarest first, by which a headline is looked for.
func (s *stems) rarest(list []int32, words []word) []int32 {
	for _, w := range words {
		if n := s.numbers[w.stem]; !slices.Contains(list, n) {
			list = append(list, n)
		}
	}
	slices.SortFunc(list, func(a, b int32) int {
		return cmp.Or(cmp.Compare(s.counts[a], s.counts[b]), strings.Compare(s.words[a], s.words[b]))
	})
	return list[:len(list)/2+1]
}

// sameEvent reports whether two events may well be one. Events that an editor
// has tied to each other are known to be two.
func sameEvent(a, b told) bool {
	if likeness(a.words, b.words) < alike || contradict(a.words, b.words) {
		return false
	}
	x, y := a.event, b.event
	if len(x.Actors) > 0 && len(y.Actors) > 0 && !slices.ContainsFunc(x.Actors, func(n *news.Name) bool { return slices.Contains(y.Actors, n) }) {
		return false
	}
	if x.Where != nil && y.Where != nil && !slices.Contains(x.Around(), y.Where) && !slices.Contains(y.Around(), x.Where) {
		return false
	}
	return !slices.ContainsFunc(x.Relations, func(r news.Relation) bool { return r.Event == y })
}

func (d *desk) twins(a, b *news.Event) problem.Problem {
	p := found(d.at(b), "%q may be the same event as %q: %s, “%s” and “%s”", b.ID, a.ID, b.Date, b.Headline, a.Headline).
		Noted(d.at(a), "%s is told here", a.ID)
	if all := d.tellings(b); len(all) > 0 && all[0].copy.InProse {
		return p.Hinted("if they are one, use its id here:  event:%s#%s", b.Date, a.ID)
	}
	return p.Hinted("if they are one, add  same_as: %s  here; if they are two, tie them with  see_also: [%s]", a.ID, a.ID)
}
