package check

import (
	"daybook/generator/news"
	"daybook/generator/problem"
)

var summaryMissing = rule{name: "summary-missing", run: checkSummaryMissing}

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
