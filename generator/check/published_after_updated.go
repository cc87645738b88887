package check

import (
	"time"

	"daybook/generator/problem"
)

var publishedAfterUpdated = rule{name: "published-after-updated", run: checkPublishedAfterUpdated}

func checkPublishedAfterUpdated(d *desk) []problem.Problem {
	var problems []problem.Problem
	for _, a := range d.Archive.Articles {
		if a.Published.IsZero() || a.Updated.IsZero() {
			continue
		}
		until := a.Updated.Time
		if a.Updated.Day {
			until = until.AddDate(0, 0, 1).Add(-time.Nanosecond)
		}
		if !until.Before(a.Published.Time) {
			continue
		}
		problems = append(problems, found(d.place(&a.Copy, "updated"), "the article was updated (%s) before it was published (%s)", a.Updated.Date(), a.Published.Date()).
			Noted(d.place(&a.Copy, "published"), "published").
			Hinted("look at both, or take  updated:  out"))
	}
	return problems
}
