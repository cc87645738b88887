package check

import (
	"strings"

	"daybook/generator/problem"
)

var relationOrder = rule{name: "relation-order", run: checkRelationOrder}

func checkRelationOrder(d *desk) []problem.Problem {
	var problems []problem.Problem
	house := d.Archive.House()
	for _, e := range d.Archive.Events {
		for _, r := range e.Relations {
			if r.Kind != "follows" && r.Kind != "caused_by" || e.Date.IsZero() || r.Event.Date.IsZero() {
				continue
			}
			_, until, open := e.Date.Bounds(house)
			from, _, otherOpen := r.Event.Date.Bounds(house)
			if open.End || otherOpen.Start || from.Before(until) {
				continue
			}
			at := d.at(e)
			if ref, told := d.relation(e, r.Kind, r.Event); told {
				at = ref.Place
			}
			problems = append(problems, found(at, "%q (%s) cannot be %s %q, which came later (%s)", e.ID, e.Date,
				map[string]string{"follows": "after", "caused_by": "caused by"}[r.Kind], r.Event.ID, r.Event.Date).
				Noted(d.at(r.Event), "%s is told here", r.Event.ID).
				Hinted("look at both dates; or is it %q that %s %q?", r.Event.ID, strings.Replace(r.Kind, "caused_by", "was caused by", 1), e.ID))
		}
	}
	return problems
}
