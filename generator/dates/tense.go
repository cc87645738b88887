package dates

// tense is what the verb nearest an expression says of its time.
type tense int

const (
	untold    tense = iota
	past            // "met on Friday"
	future          // "will meet on Friday"
	scheduled       // "meets on Friday": the present tense of a plan
	infinite        // "to meet on Friday" under no finite verb: a headline
	intended        // "was to meet on Friday": before or after the dateline
)

// ahead reports whether the tense points after the dateline.
func (t tense) ahead() bool { return t >= future && t != intended }

// The windows in tokens within which a verb is looked for keep the time linear.
const (
	leftWindow  = 40
	rightWindow = 25
)

// committed are the words that put the infinitive after them into the future: "agreed to meet".
var committed = set("agreed agree agrees vowed vows pledged promised promises planned plans plan decided decides hoped hopes wanted wants want ordered threatened " +
	"asked urged invited likely ready bound prepared scheduled expected due set slated supposed is are was were be been going intends intend aims refused " +
	"refuses proposed offers offered deadline have has had need needs ought told tells about")

// tense finds the tense of the expression at tokens [first, end): of the nearest verb of its clause,
// before it rather than after it, else of its sentence.
func (s *scanner) tense(first, end int) tense {
	if s.is(first-1, "since") {
		return past
	}
	if s.is(first-2, "ahead") && s.is(first-1, "of") {
		return future
	}
	t := s.nearestVerb(first, end)
	if t == past && s.is(first-1, "until", "till", "by") && s.open(first) {
		return future
	}
	if t == untold && s.is(first-1, "until", "till", "by") {
		return future
	}
	return t
}

// open reports whether the verb before token i leaves a deadline ahead: a verb of saying, whose tense
// says nothing of what is said, or a participle without its auxiliary ("closed until Friday").
func (s *scanner) open(i int) bool {
	sentence := s.at(i).sentence
	for k := i - 1; k >= 0 && k > i-leftWindow && s.at(k).sentence == sentence; k-- {
		if s.cue(k) != untold {
			return s.is(k, "said", "says", "told", "added", "announced", "warned") || s.is(i-1, "until", "till") && !s.is(k, "was", "were", "had", "did", "stayed",
				"remained", "lasted", "ran", "waited", "continued", "kept", "held", "worked", "served", "lived", "ruled", "fought")
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
	if t.kind != word || len(t.low) < 2 || t.upper && !t.caps && !s.startsSentence(i) {
		return untold
	}
	switch {
	case t.low == "to":
		return s.infinitive(i)
	case t.low == "won" && s.is(i+1, "'") && s.is(i+2, "t"), t.low == "ll" && s.is(i-1, "'"):
		return future
	case futureWords[t.low]:
		if s.is(i-1, "was", "were") || s.is(i-2, "had") {
			return intended
		}
		return future
	case (t.low == "set" || t.low == "planned" || t.low == "called") && s.is(i+1, "for"):
		if s.is(i-1, "was", "were") || s.is(i-2, "had") {
			return intended
		}
		return future
	case s.is(i, "was", "were", "had", "did", "said"):
		return past
	case scheduleWords[t.low]:
		if s.is(i, "is", "are") {
			return scheduled
		}
		if determiners[s.at(i-1).low] || s.is(i-1, "-") || s.is(i-1, "s") && s.is(i-2, "'") || s.is(i+1, "of", "-") {
			return untold
		}
		if modal[s.at(i-1).low] || planVerbs[t.low] && s.at(i-1).kind == word {
			return future
		}
		return scheduled
	case pastWords[t.low], len(t.low) > 4 && t.low[len(t.low)-2:] == "ed" && !notPast[t.low] && !s.is(i+1, "-"):
		return s.participle(i)
	case len(t.low) > 4 && t.low[len(t.low)-3:] == "ing" && s.is(i-1, "after"):
		return past
	}
	return untold
}

// infinitive is the tense of the "to" at token i and the verb after it.
func (s *scanner) infinitive(i int) tense {
	next := s.at(i + 1)
	switch {
	case next.kind != word || next.upper && !next.caps || notVerb[next.low]:
		return untold
	case s.is(i-1, "was", "were"):
		return intended
	case committed[s.at(i-1).low]:
		return future
	}
	return infinite
}

// participle is the tense of the past form at token i, which an auxiliary before it may turn: "will be
// held", "is closed", "to be signed".
func (s *scanner) participle(i int) tense {
	for k := i - 1; k >= i-4 && s.at(k).sentence == s.at(i).sentence && !s.parts(k); k-- {
		switch low := s.at(k).low; {
		case modal[low] && (!s.at(k).upper || s.at(k).caps || s.startsSentence(k)) && (low != "may" || !s.at(k).upper):
			return future
		case low == "to":
			if t := s.infinitive(k); t != untold {
				return t
			}
			return past
		case s.is(k, "is", "are"):
			return scheduled
		case s.is(k, "has", "had", "was", "were", "and"), s.at(k).kind > word && !s.is(k, "'"):
			return past
		}
	}
	return past
}

var (
	modal       = set("will shall would can could may might must should ll won cannot")
	planVerbs   = set("begins opens starts meets ends resumes returns closes expires retires decides arrives")
	determiners = set("the a an his her its their our my of in at for on to by from this that last next each every no")
	notVerb     = set("the a an his her its their our this that these those it him them us me you one two three four five six seven eight nine ten more less about " +
		"at in on to for mid early late last next")
)
