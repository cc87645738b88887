package check

import "daybook/generator/problem"

var endsBeforeStart = Rule{
	Name: "ends-before-start", Level: Error, run: checkEndsBeforeStart,
	Doc: "An event ends before it begins.",
}

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
			problems = append(problems, found(d.eventPlace(t, "ends"), "%q ends on %s, before it begins", c.ID, c.Ends).
				Noted(c.DateAt, "it begins on %s", c.Date).
				Hinted("look at both dates; one of them is wrong, or they are the wrong way round"))
		}
	}
	return problems
}
