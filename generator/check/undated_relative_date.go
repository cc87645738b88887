package check

import (
	"regexp"

	"daybook/generator/dates"
	"daybook/generator/frontmatter"
	"daybook/generator/problem"
)

var undatedRelativeDate = Rule{
	Name: "undated-relative-date", Level: Off, read: checkUndatedRelativeDate,
	Doc: "An article says “on Tuesday” without a link that tells readers, and timelines, which day that was.",
}

// fullYear is what a date must hold to be read without its dateline.
var fullYear = regexp.MustCompile(`\b\d{4}\b`)

// checkUndatedRelativeDate reports an article once, with the first such date
// and how many more there are.
func checkUndatedRelativeDate(d *desk, s *sheet) []problem.Problem {
	if s.article == nil || s.article.Dateline.Day.IsZero() || !english(s.copy.Lang) {
		return nil
	}
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
