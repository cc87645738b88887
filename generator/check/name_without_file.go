package check

import (
	"slices"

	"daybook/generator/problem"
)

var nameWithoutFile = Rule{
	Name: "name-without-file", Level: Warning, run: checkNameWithoutFile,
	Doc: "A person, an organisation or a place has a page and no file that says who or what it is.",
}

func checkNameWithoutFile(d *desk) []problem.Problem {
	var problems []problem.Problem
	for _, n := range d.names() {
		if n.Copy != nil || !n.Paged || !slices.Contains(nameKinds, n.Kind) {
			continue
		}
		problems = append(problems, found(d.firstUse(n).Place, "the %s “%s” is used %d times and has no file", n.Kind, n.Title, n.Uses).
			Hinted("write %s with at least  name: %s", fileFor(n), n.Title))
	}
	return problems
}
