// Package check is the editor's best colleague: the rules that a careful
// editor would hold a site against before it goes out.
//
// In: the archive with all that the caller's cut shows, the copies it was
// gathered from, the text of the files, and the instant that "now" means. Out:
// problems, each at its exact place and with a hint that mends it. What cannot
// be read, looked up or addressed at all is reported by the packages that read,
// look up and address; the rules here are about content that works and is
// wrong, doubtful or unfinished. A false alarm costs more than a miss: a rule
// that is not sure says nothing.
//
// Each rule stands in a file of its own, under its own name, with a failing and
// a mended example in testdata. Rules do not know each other and may run in any
// order; each takes time linear in the content.
//
// The package does no input or output of its own, starts no goroutine and knows
// no clock.
package check

import (
	"time"

	"daybook/generator/markdown"
	"daybook/generator/news"
	"daybook/generator/problem"
	"daybook/generator/source"
)

// Input is all that the rules look at.
type Input struct {
	Archive *news.Archive
	Copies  news.Copies
	// Media are the files of content/media by their path below content/.
	Media []string
	// Text gives the text of a content file by its path, or nil when it cannot
	// be read.
	Text func(path string) []byte
	// Address gives the address of an article, for links that are written as
	// addresses. It may be nil; such links are then not followed.
	Address func(*news.Article) string
	AsOf    time.Time
}

// Level says what becomes of a rule's findings.
type Level uint8

const (
	// Off leaves the rule out.
	Off Level = iota
	// Warning reports findings that do not stop a build.
	Warning
	// Error reports findings that stop a build.
	Error
)

// String gives the level as site.yaml spells it: "off", "warning" or "error".
func (l Level) String() string { return [...]string{"off", "warning", "error"}[min(l, Error)] }

// LevelOf is the inverse of String; false when there is no such level.
func LevelOf(word string) (Level, bool) {
	for l := Off; l <= Error; l++ {
		if l.String() == word {
			return l, true
		}
	}
	return Off, false
}

// Settings give rules, by name, another level than their own. Rules that are
// not named keep theirs; nil keeps all.
type Settings map[string]Level

// Rule is one thing that is held against the content.
type Rule struct {
	Name  string // kebab-case, as in reports and settings
	Level Level  // unless settings say otherwise
	Doc   string // one line that an editor understands

	// run looks at the archive as a whole.
	run func(*desk) []problem.Problem
	// read looks at the text of one file; files are read once for all rules.
	read func(*desk, *sheet) []problem.Problem
}

// Rules gives all rules, by name.
func Rules() []Rule {
	return []Rule{
		claimByUnknown, claimWithoutSource, cyclicRelation, embargoInPast, endsBeforeStart, eventAfterReport,
		eventConflict, eventWithoutID, expiredButLinked, missingAlt, nameWithoutFile, nearDuplicateNames,
		orphanMedia, possibleDuplicateEvent, publishedAfterUpdated, quoteWithoutSpeaker, relationOrder,
		selfRelation, summaryMissing, titleLength, undatedRelativeDate, unsourcedEvent, weekdayMismatch,
	}
}

// All holds the input against all rules that the settings do not switch off,
// and gives what they found, sorted by place.
func All(in Input, settings Settings) []problem.Problem { return run(in, settings, Rules()) }

// run holds the input against some rules.
func run(in Input, settings Settings, rules []Rule) []problem.Problem {
	d := &desk{Input: in, markdown: markdown.NewReader()}
	var problems []problem.Problem
	var readers []Rule
	take := func(r Rule, found []problem.Problem) {
		for _, p := range found {
			p.Rule = r.Name
			p.Severity = problem.Warning
			if r.Level == Error {
				p.Severity = problem.Error
			}
			problems = append(problems, p)
		}
	}
	for _, r := range rules {
		if level, set := settings[r.Name]; set {
			r.Level = level
		}
		switch {
		case r.Level == Off:
		case r.read != nil:
			readers = append(readers, r)
		default:
			take(r, r.run(d))
		}
	}
	if len(readers) > 0 {
		for _, s := range d.sheets() {
			if s.text = d.text(s.path); s.text == nil {
				continue
			}
			for _, r := range readers {
				take(r, r.read(d, s))
			}
			s.text, s.read = nil, nil
		}
	}
	return problem.Sorted(problems)
}

// found makes a finding; run gives it its rule and severity.
func found(at source.Place, format string, args ...any) problem.Problem {
	return problem.Warn("", at, format, args...)
}
