package check

import "daybook/generator/problem"

var eventWithoutID = rule{name: "event-without-id", run: checkEventWithoutID}

func checkEventWithoutID(d *desk) []problem.Problem {
	var problems []problem.Problem
	for _, a := range d.Archive.Articles {
		for i := range a.ArticleCopy.Events {
			e := &a.ArticleCopy.Events[i]
			if e.InProse || e.Mention || e.IDAt != e.Place {
				continue
			}
			problems = append(problems, found(e.Place, "the event “%s” has no id of its own", e.Headline).
				Hinted("add  id: %s  to keep its link as it is now", e.ID))
		}
	}
	return problems
}
