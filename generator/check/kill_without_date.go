package check

import "daybook/generator/problem"

var killWithoutDate = rule{name: "kill-without-date", run: checkKillWithoutDate}

// checkKillWithoutDate looks for pieces that were killed before they were
// public: on the day of publication a tombstone would make their address known.
func checkKillWithoutDate(d *desk) []problem.Problem {
	var problems []problem.Problem
	for _, c := range d.Copies.Articles {
		if c.Draft || c.Withholds(d.AsOf).Word != "killed" || !c.Kill.On.IsZero() || c.RedirectTo.Text != "" || !c.Opens().After(d.AsOf) {
			continue
		}
		problems = append(problems, found(d.place(&c.Copy, "status"), "the piece was killed before it was public, and does not say when: from %s on a tombstone would stand at its address", c.Opens().Format("2006-01-02")).
			Hinted("say when, as  killed: {on: %s}, or delete the file", d.AsOf.Format("2006-01-02")))
	}
	return problems
}
