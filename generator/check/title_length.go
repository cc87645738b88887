package check

import (
	"unicode/utf8"

	"daybook/generator/problem"
)

var titleLength = Rule{
	Name: "title-length", Level: Warning, run: checkTitleLength,
	Doc: "A headline is longer than the 110 characters that search engines and feed readers show.",
}

// maxTitle is how many code points a headline should have at most.
const maxTitle = 110

func checkTitleLength(d *desk) []problem.Problem {
	var problems []problem.Problem
	for _, a := range d.Archive.Articles {
		if n := utf8.RuneCountInString(a.Title); n > maxTitle {
			problems = append(problems, found(a.TitleAt, "the title has %d characters, and %d are shown", n, maxTitle).
				Hinted("shorten it by %d; the standfirst can say the rest", n-maxTitle))
		}
	}
	return problems
}
