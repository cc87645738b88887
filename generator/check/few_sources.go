package check

import (
	"cmp"
	"fmt"

	"daybook/generator/news"
	"daybook/generator/problem"
)

var fewSources = rule{name: "few-sources", run: checkFewSources}

// An event that has no source at all is left to unsourced-event. Sources are
// told apart by their addresses, else by their names; those of every article
// that reports an event count for it.
func checkFewSources(d *desk) []problem.Problem {
	least := d.Archive.Site.Checks.SourcesPerEvent
	if least < 2 {
		return nil
	}
	var problems []problem.Problem
	for _, e := range d.Archive.Events {
		n := countSources(e)
		if n == 0 || n >= least {
			continue
		}
		sources := "one source"
		if n > 1 {
			sources = fmt.Sprintf("%d sources", n)
		}
		problems = append(problems, found(d.at(e), "“%s” rests on %s, and site.yaml demands %d", e.Headline, sources, least).
			Hinted("add what else is known under  sources:, or lower  checks: {sources_per_event: …}  in site.yaml"))
	}
	return problems
}

func countSources(e *news.Event) int {
	known := map[string]bool{}
	count := func(s news.Source) {
		if key := cmp.Or(s.URL, s.Name, s.Publisher); key != "" {
			known[key] = true
		}
	}
	for _, s := range e.Sources {
		count(s)
	}
	for _, c := range e.Claims {
		count(c.Source)
	}
	for _, r := range e.Reports {
		for _, s := range r.Article.Sources {
			count(s)
		}
	}
	return len(known)
}
