package check

import "daybook/generator/problem"

var selfRelation = rule{name: "self-relation", run: checkSelfRelation}

func checkSelfRelation(d *desk) []problem.Problem {
	var problems []problem.Problem
	for _, e := range d.Archive.Events {
		for _, t := range d.tellings(e) {
			for _, r := range t.copy.Relations {
				if d.Archive.Event(r.To.Text) == e {
					problems = append(problems, found(r.To.Place, "%q names itself under %s", r.To.Text, r.Kind).
						Hinted("take %s out of  %s:, or name another event", r.To.Text, r.Kind))
				}
			}
		}
	}
	return problems
}
