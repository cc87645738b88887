package check

import (
	"daybook/generator/news"
	"daybook/generator/problem"
)

var summaryMissing = Rule{
	Name: "summary-missing", Level: Warning, run: checkSummaryMissing,
	Doc: "An article has neither a summary nor a standfirst for lists, feeds and search engines.",
}

// A draft is not finished and may lack one.
func checkSummaryMissing(d *desk) []problem.Problem {
	var problems []problem.Problem
	for _, a := range d.Archive.Articles {
		if a.Summary != "" || a.Draft || a.Status == news.Draft {
			continue
		}
		problems = append(problems, found(a.TitleAt, "the article has neither a summary nor a standfirst").
			Hinted("add  standfirst: …  or  summary: …, one or two sentences"))
	}
	return problems
}
