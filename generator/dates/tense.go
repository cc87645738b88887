package dates

// tense is what the verb nearest an expression says of its time.
type tense int

const (
	untold    tense = iota
	past            // "met on Friday"
	future          // "will meet on Friday"
	scheduled       // "meets on Friday": the present tense of a plan
	infinite        // "to meet on Friday" under no finite verb: a headline
)

// ahead reports whether the tense points after the dateline.
func (t tense) ahead() bool { return t >= future }

// The windows in tokens within which a verb is looked for keep the time linear.
const (
	leftWindow  = 40
	rightWindow = 25
)

// committed are the words that put the infinitive after them into the future: "agreed to meet".
var committed = set("agreed agree agrees vowed vows pledged promised promises planned plans plan decided decides hoped hopes wanted wants want ordered threatened " +
	"asked urged invited likely ready bound prepared scheduled expected due set slated supposed is are was were be been going intends intend aims refused " +
	"refuses proposed offers offered deadline have has had need needs ought told tells about")

var beForms = set("is are was were be been being s re")

// tense finds the tense of the expression at tokens [first, end): of the nearest verb of its clause,
// before it rather than after it, else of its sentence.
func (s *scanner) tense(first, end int) tense {
	if s.is(first-1, "since") {
		return past
	}
	t := s.nearestVerb(first, end)
	if t == past && s.is(first-1, "until", "till", "by") && s.said(first) {
		return future
	}
	if t == untold && s.is(first-1, "until", "till", "by", "before") {
		return future
	}
	return t
}

// said reports whether the only verb before token i is one of saying, whose tense says nothing of a
// deadline that follows.
func (s *scanner) said(i int) bool {
	sentence := s.at(i).sentence
	for k := i - 1; k >= 0 && k > i-leftWindow && s.at(k).sentence == sentence; k-- {
		if s.cue(k) != untold {
			return s.is(k, "said", "says", "told", "added", "announced", "warned")
		}
	}
	return true
}

func (s *scanner) nearestVerb(first, end int) tense {
	sentence := s.at(first).sentence
	weak := untold
	note := func(t tense) bool {
		if t == scheduled || t == infinite {
			if weak == untold || weak == infinite && t == scheduled {
				weak = t
			}
			return false
		}
		return t != untold
	}
	i := first - 1
	for ; i >= 0 && i > first-leftWindow && s.at(i).sentence == sentence && !s.parts(i); i-- {
		if t := s.cue(i); note(t) {
			return t
		}
	}
	if weak == scheduled {
		return weak
	}
	k := end
	for ; k < end+rightWindow && s.at(k).sentence == sentence && s.at(k).kind <= sign && !(s.parts(k) && k > end); k++ {
		if t := s.cue(k); note(t) {
			return t
		}
	}
	if weak == scheduled {
		return weak
	}
	for ; i >= 0 && i > first-leftWindow && s.at(i).sentence == sentence; i-- {
		if t := s.cue(i); note(t) {
			return t
		}
	}
	for ; k < end+rightWindow && s.at(k).sentence == sentence && s.at(k).kind <= sign; k++ {
		if t := s.cue(k); note(t) {
			return t
		}
	}
	return weak
}

// parts reports whether token i is the border of a clause.
func (s *scanner) parts(i int) bool {
	t := s.at(i)
	return t.kind == sign && s.is(i, ",", ";", ":", "—", "(", ")", `"`) || t.kind == word && clauseWords[t.low] && !s.is(i, "and", "or", "as", "if") || t.kind > sign
}

// cue is the tense that token i tells.
func (s *scanner) cue(i int) tense {
	t := s.at(i)
	if t.kind != word || len(t.low) < 2 {
		return untold
	}
	named := t.upper && !t.caps && !s.startsSentence(i)
	switch {
	case t.low == "to":
		next := s.at(i + 1)
		if next.kind != word || next.upper && !next.caps || notVerb[next.low] {
			return untold
		}
		if committed[s.at(i-1).low] {
			return future
		}
		return infinite
	case named:
		return untold
	case t.low == "set":
		if beForms[s.at(i-1).low] {
			return future
		}
		return past
	case t.low == "won" && s.is(i+1, "'") && s.is(i+2, "t"), t.low == "ll" && s.is(i-1, "'"):
		return future
	case futureWords[t.low]:
		return future
	case pastWords[t.low]:
		return past
	case scheduleWords[t.low]:
		if determiners[s.at(i-1).low] || s.is(i-1, "-") || s.is(i+1, "of", "-") {
			return untold
		}
		return scheduled
	case len(t.low) > 4 && t.low[len(t.low)-2:] == "ed" && !notPast[t.low] && !s.is(i+1, "-"):
		return past
	}
	return untold
}

var (
	determiners = set("the a an his her its their our my of in at for on to by from this that last next each every no")
	notVerb     = set("the a an his her its their our this that these those it him them us me you one two three four five six seven eight nine ten more less about " +
		"at in on to for mid early late last next")
)
