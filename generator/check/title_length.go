package check

import (
	"cmp"
	"unicode/utf8"

	"daybook/generator/problem"
)

var titleLength = rule{name: "title-length", run: checkTitleLength}

// usualTitle is how many code points a headline should have at most, where
// site.yaml does not say.
const usualTitle = 110

func checkTitleLength(d *desk) []problem.Problem {
	most := cmp.Or(d.Archive.Site.Checks.TitleLength, usualTitle)
	var problems []problem.Problem
	for _, a := range d.Archive.Articles {
		if n := utf8.RuneCountInString(a.Title); n > most {
			problems = append(problems, found(a.TitleAt, "the title has %d characters, and at most %d are shown", n, most).
				Hinted("shorten it by %d; the standfirst can say the rest", n-most))
		}
	}
	return problems
}
