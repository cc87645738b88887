package check

import "daybook/generator/problem"

var endsBeforeStart = rule{name: "ends-before-start", run: checkEndsBeforeStart}

func checkEndsBeforeStart(d *desk) []problem.Problem {
	var problems []problem.Problem
	house := d.Archive.House()
	for _, e := range d.Archive.Events {
		for _, t := range d.tellings(e) {
			c := t.copy
			if c.Ends.IsZero() || c.Date.IsZero() {
				continue
			}
			from, _, open := c.Date.Bounds(house)
			_, until, endOpen := c.Ends.Bounds(house)
			if open.Start || endOpen.End || until.After(from) {
				continue
			}
			problems = append(problems, found(c.DateAt, "%q begins on %s and ends on %s, before that", c.ID, c.Date, c.Ends).
				Hinted("look at  date:  and  ends:, or take  ends:  out"))
		}
	}
	return problems
}
