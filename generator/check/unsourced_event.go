package check

import (
	"slices"

	"daybook/generator/news"
	"daybook/generator/problem"
)

var unsourcedEvent = rule{name: "unsourced-event", run: checkUnsourcedEvent}

func checkUnsourcedEvent(d *desk) []problem.Problem {
	var problems []problem.Problem
	for _, e := range d.Archive.Events {
		if sourced(e) {
			continue
		}
		all := d.tellings(e)
		p := found(d.at(e), "nothing says where “%s” was learnt", e.Headline)
		if len(all) > 0 && all[0].copy.InProse {
			p = p.Hinted("add  sources: [{name: …, url: …}]  to the header of the article")
		} else {
			p = p.Hinted("add  sources: [{name: …, url: …}]  to the event")
		}
		problems = append(problems, p)
	}
	return problems
}

// sourced reports whether an event has a source anywhere.
func sourced(e *news.Event) bool {
	return len(e.Sources) > 0 ||
		slices.ContainsFunc(e.Claims, func(c news.Claim) bool { return named(c.Source) }) ||
		slices.ContainsFunc(e.Reports, func(r news.Report) bool { return len(r.Article.Sources) > 0 })
}
