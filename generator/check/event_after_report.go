package check

import (
	"time"

	"daybook/generator/problem"
)

var eventAfterReport = rule{name: "event-after-report", run: checkEventAfterReport}

// Zones may put an event a day after its report. A link in prose cannot say
// that its event is planned, so there only a date far off is taken for a slip.
const (
	slack      = 48 * time.Hour
	proseSlack = 366 * 24 * time.Hour
)

func checkEventAfterReport(d *desk) []problem.Problem {
	var problems []problem.Problem
	for _, e := range d.Archive.Events {
		if e.State != "" {
			continue
		}
		for _, t := range d.tellings(e) {
			if t.article == nil || t.article.Published.IsZero() || t.copy.Date.IsZero() {
				continue
			}
			last, limit := t.article.Published.Time, slack
			if t.article.Updated.Time.After(last) {
				last = t.article.Updated.Time
			}
			if t.copy.InProse {
				limit = proseSlack
			}
			from, _, open := t.copy.Date.Bounds(d.Archive.House())
			if open.Start || from.Sub(last) <= limit {
				continue
			}
			p := found(t.copy.DateAt, "%q is dated %s, after its report of %s", t.copy.ID, t.copy.Date, last.In(d.Archive.House()).Format(time.DateOnly))
			if t.copy.InProse {
				p = p.Hinted("look at the date; a planned event is told in the header, with  state: planned")
			} else {
				p = p.Hinted("look at the date, or add  state: planned  to the event")
			}
			problems = append(problems, p)
		}
	}
	return problems
}
