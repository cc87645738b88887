// Package problem is what an author must mend: a rule that was broken, where,
// said in a sentence, with a hint that mends it.
//
// A Problem is about content or layouts and never about the program; what the
// program could not do is an error. Problems are values: they are kept with
// cached work and told again when the cache is used. The package also writes
// them, as text for people, as JSON, as GitHub workflow commands and as SARIF,
// and it has the list of all rules.
package problem

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"daybook/generator/source"
)

// Severity says whether a problem stops publication.
type Severity uint8

const (
	// Warning is worth mending and does not stop a build.
	Warning Severity = iota
	// Error stops a build before anything is published.
	Error
)

// String gives "warning" or "error".
func (s Severity) String() string {
	if s == Error {
		return "error"
	}
	return "warning"
}

// Problem is one thing to mend.
type Problem struct {
	Rule     string // kebab-case name, such as "unknown-topic"
	Severity Severity
	Place    source.Place
	Sentence string // what is wrong, one sentence without a full stop
	Hint     string // how to mend it, or empty
	Notes    []Note // other places that belong to it
}

// Note is a second place that a problem speaks of.
type Note struct {
	Place    source.Place
	Sentence string
}

// New makes an error at a place.
func New(rule string, at source.Place, format string, args ...any) Problem {
	return Problem{Rule: rule, Severity: Error, Place: at, Sentence: fmt.Sprintf(format, args...)}
}

// Warn makes a warning at a place.
func Warn(rule string, at source.Place, format string, args ...any) Problem {
	return Problem{Rule: rule, Severity: Warning, Place: at, Sentence: fmt.Sprintf(format, args...)}
}

// Hinted returns the problem with a hint.
func (p Problem) Hinted(format string, args ...any) Problem {
	p.Hint = fmt.Sprintf(format, args...)
	return p
}

// Noted returns the problem with one more note.
func (p Problem) Noted(at source.Place, format string, args ...any) Problem {
	p.Notes = append(slices.Clip(p.Notes), Note{Place: at, Sentence: fmt.Sprintf(format, args...)})
	return p
}

// Compare orders problems by place, then rule, then sentence.
func Compare(a, b Problem) int {
	return cmp.Or(
		source.Compare(a.Place, b.Place),
		strings.Compare(a.Rule, b.Rule),
		strings.Compare(a.Sentence, b.Sentence),
	)
}

// Sorted returns the problems in order of place, each said once.
func Sorted(problems []Problem) []Problem {
	inFile := map[string][]*Problem{}
	for i := range problems {
		path := problems[i].Place.Path
		inFile[path] = append(inFile[path], &problems[i])
	}
	sorted := make([]Problem, 0, len(problems))
	for _, path := range slices.Sorted(maps.Keys(inFile)) {
		list := inFile[path]
		slices.SortStableFunc(list, func(a, b *Problem) int { return Compare(*a, *b) })
		for i, p := range list {
			if i == 0 || Compare(*list[i-1], *p) != 0 {
				sorted = append(sorted, *p)
			}
		}
	}
	return sorted
}

// Count tells how many of the problems are errors and how many are warnings.
func Count(problems []Problem) (errors, warnings int) {
	for _, p := range problems {
		if p.Severity == Error {
			errors++
		} else {
			warnings++
		}
	}
	return errors, warnings
}

// Stops reports whether any of the problems is an error, so that nothing may
// be published.
func Stops(problems []Problem) bool {
	errors, _ := Count(problems)
	return errors > 0
}
