package check

import (
	"regexp"

	"daybook/generator/dates"
	"daybook/generator/frontmatter"
	"daybook/generator/problem"
)

var undatedRelativeDate = rule{name: "undated-relative-date", read: checkUndatedRelativeDate, may: mayBeUndated}

// fullYear is what a date must hold to be read without its dateline.
var fullYear = regexp.MustCompile(`\b\d{4}\b`)

func mayBeUndated(s *sheet) bool {
	return s.article != nil && !s.article.Dateline.Day.IsZero() && english(s.copy.Lang)
}

// checkUndatedRelativeDate reports an article once, with the first such date
// and how many more there are.
func checkUndatedRelativeDate(d *desk, s *sheet) []problem.Problem {
	split, problems := frontmatter.Cut(s.file())
	if problem.Stops(problems) {
		return nil
	}
	var first dates.Expression
	count := 0
	for _, e := range dates.FindIn(string(s.text), d.prose(s, split.Body), frameOf(s.article)) {
		if e.Kind != dates.KindDate || !e.Sure || dates.Link(e) == "" || fullYear.MatchString(e.Text) {
			continue
		}
		if count == 0 {
			first = e
		}
		count++
	}
	if count == 0 {
		return nil
	}
	p := found(s.file().Place(first.Start), "“%s” does not say which day it means", first.Text)
	if count > 1 {
		p = found(s.file().Place(first.Start), "“%s” does not say which day it means; so with %d more below", first.Text, count-1)
	}
	return []problem.Problem{p.Hinted("write  %s, or let  daybook dates --write %s  do it", dates.Link(first), s.path)}
}
