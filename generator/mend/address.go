package mend

import (
	"daybook/generator/problem"
	"daybook/generator/source"
)

// RuleAddress is the rule about files whose addresses have changed.
const RuleAddress = "address-changed"

// Addresses reports the files whose former addresses lead nowhere, and those
// that feeds know by another identity since.
func Addresses(in Input) []problem.Problem {
	d := &desk{Input: in}
	var problems []problem.Problem
	for _, s := range d.sheets() {
		for i, f := range in.Former[s.path] {
			if i > 0 && s.copy.Draft {
				break
			}
			lost := (in.Live == nil || !in.Live(f.Address)) && !Aliased(s.copy.Aliases, f.Address)
			renamed := i == 0 && !s.copy.HasID && f.Identity != s.identity()
			at := source.Place{Path: s.path, Line: 1, Column: 1}
			switch {
			case lost && renamed:
				problems = append(problems, problem.Warn(RuleAddress, at, "this was at %s before, which leads nowhere now, and feeds will take it for a new piece", f.Address).
					Hinted("run  daybook check --fix,  or add  aliases: [%s]  and  id: %s", f.Address, f.Identity))
			case lost:
				problems = append(problems, problem.Warn(RuleAddress, at, "this was at %s before, which leads nowhere now", f.Address).
					Hinted("run  daybook check --fix,  or add  aliases: [%s]", f.Address))
			case renamed:
				problems = append(problems, problem.Warn(RuleAddress, at, "this was at %s before, and feeds will take it for a new piece", f.Address).
					Hinted("run  daybook check --fix,  or add  id: %s", f.Identity))
			}
		}
	}
	return problems
}
