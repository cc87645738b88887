package check

import (
	"daybook/generator/news"
	"daybook/generator/problem"
)

var claimWithoutSource = rule{name: "claim-without-source", run: checkClaimWithoutSource}

// An event that has no source at all is left to unsourced-event.
func checkClaimWithoutSource(d *desk) []problem.Problem {
	var problems []problem.Problem
	for _, e := range d.Archive.Events {
		if !sourced(e) {
			continue
		}
		for _, t := range d.tellings(e) {
			if len(t.copy.Sources) > 0 || t.article != nil && len(t.article.Sources) == 1 {
				continue
			}
			for _, c := range t.copy.Claims {
				if named(c.Source) {
					continue
				}
				problems = append(problems, found(c.By.Place, "the claim of %q does not say where it was made", c.By.Text).
					Hinted("add  source: {name: …, url: …}  to the claim"))
			}
		}
	}
	return problems
}

// named reports whether a source says anything.
func named(s news.Source) bool { return s.Name != "" || s.URL != "" || s.Publisher != "" }
