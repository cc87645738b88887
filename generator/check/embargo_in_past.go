package check

import "daybook/generator/problem"

var embargoInPast = rule{name: "embargo-in-past", run: checkEmbargoInPast}

func checkEmbargoInPast(d *desk) []problem.Problem {
	var problems []problem.Problem
	for _, a := range d.Archive.Articles {
		if a.Embargo.IsZero() || a.Embargo.Time.After(d.AsOf) {
			continue
		}
		p := found(d.place(&a.Copy, "embargo"), "the embargo passed on %s", a.Embargo.Date())
		if a.Withheld.Word == "" {
			p = p.Hinted("take the line out, or mend its date if the piece should not be public yet")
		} else {
			p = p.Hinted("publish the piece, which is still withheld (%s), or give it a new embargo", a.Withheld.Word)
		}
		problems = append(problems, p)
	}
	return problems
}
