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
// a mended example in testdata; problem.Rules has a line on each and its level.
// Rules do not know each other and may run in any order; each takes time linear
// in the content.
//
// # Settings
//
// Under checks: in content/site.yaml a rule may be set to error, warning or
// off, and the figures that rules count with may be given:
//
//	checks: {unsourced-event: error, orphan-media: off, sources_per_event: 2}
//
// Under checks: in its header a file may be excepted from a rule, with the
// reason, for whoever wonders later:
//
//	checks: {quote-without-speaker: the speaker asked not to be named}
//
// An exception that a file does not need any more is itself reported, by
// needless-exception. Only editorial rules can be set or excepted from: what
// breaks another cannot be shown at all.
//
// The package does no input or output of its own, starts no goroutine and knows
// no clock.
package check

import (
	"slices"
	"time"

	"daybook/generator/news"
	"daybook/generator/problem"
	"daybook/generator/source"
)

// Input is all that the rules look at. How strictly they look is said by the
// Checks of the archive's Site.
type Input struct {
	Archive *news.Archive
	Copies  news.Copies
	// Whole are the copies of all languages of the site, where Copies and Archive
	// are those of one; else it is empty.
	Whole news.Copies
	// Media are the files of content/media by their path below content/.
	Media []string
	// Text gives the text of a content file by its path, or nil when it cannot
	// be read.
	Text func(path string) []byte
	// Address gives the address of an article, for links that are written as
	// addresses. It may be nil; such links are then not followed.
	Address func(*news.Article) string
	AsOf    time.Time
	// Elsewhere is what others found under editorial rules, such as dead links;
	// levels and exceptions hold for it as for what is found here. nil says that
	// nobody has looked.
	Elsewhere []problem.Problem
	// Moved is what git knows of files whose addresses have changed, under the
	// rule address-changed. nil says that nobody has asked git.
	Moved []problem.Problem
}

// rule is one thing that is held against the content. What it is about and its
// level are in problem.Rules, under its name.
type rule struct {
	name string
	// run looks at the archive as a whole.
	run func(*desk) []problem.Problem
	// read looks at the text of one file, when may says that it has to; files
	// are read once for all rules.
	read func(*desk, *sheet) []problem.Problem
	may  func(*sheet) bool
}

// rules are all of them, by name.
func rules() []rule {
	return []rule{
		claimByUnknown, claimWithoutSource, cyclicRelation, embargoInPast, embedNotAllowed, endsBeforeStart, eventAfterReport,
		eventConflict, eventWithoutID, expiredButLinked, fewSources, killWithoutDate, missingAlt, missingCredit, nearDuplicateNames, orphanMedia,
		possibleDuplicateEvent, publishedAfterUpdated, quoteWithoutSpeaker, relationOrder, selfRelation,
		summaryMissing, titleLength, undatedRelativeDate, unknownOrganisation, unknownPerson, unknownPlace,
		unsourcedEvent, weekdayMismatch, withheldLink,
	}
}

// Names gives the names of all rules that this package finds breaches of.
func Names() []string {
	names := []string{needlessException}
	for _, r := range rules() {
		names = append(names, r.name)
	}
	slices.Sort(names)
	return names
}

// All holds the input against all rules that are not switched off, and gives
// what they found, sorted by place.
func All(in Input) []problem.Problem {
	d := &desk{Input: in}
	v := newVerdict(in)
	var readers []rule
	for _, r := range rules() {
		switch {
		case v.off(r.name):
		case r.read != nil:
			readers = append(readers, r)
		default:
			v.take(r.name, r.run(d))
		}
	}
	if len(readers) > 0 {
		d.readSheets(readers, v)
	}
	for _, p := range in.Elsewhere {
		v.take(p.Rule, []problem.Problem{p})
	}
	v.take("address-changed", in.Moved)
	v.takeNeedless(d)
	return problem.Sorted(v.problems)
}

// readSheets gives the text of each file to the rules that have to see it.
func (d *desk) readSheets(readers []rule, v *verdict) {
	for _, s := range d.sheets() {
		for _, r := range readers {
			if !r.may(s) {
				continue
			}
			if s.text == nil {
				s.text = d.text(s.path)
			}
			if s.text != nil {
				v.take(r.name, r.read(d, s))
			}
		}
		s.text, s.read = nil, nil
	}
}

// found makes a finding; the verdict gives it its rule and severity.
func found(at source.Place, format string, args ...any) problem.Problem {
	return problem.Warn("", at, format, args...)
}
