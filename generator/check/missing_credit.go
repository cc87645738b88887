package check

import (
	"daybook/generator/problem"
)

var missingCredit = rule{name: "missing-credit", run: checkMissingCredit}

func checkMissingCredit(d *desk) []problem.Problem {
	var problems []problem.Problem
	d.pictures(func(p pictureUse) {
		switch i := p.image; {
		case i.Credit != "" || i.Decorative:
		case p.prose:
			problems = append(problems, found(p.at, "the picture does not say who made it").
				Hinted("write a file content/%s.yaml with  credit: …; it serves wherever the picture is used", p.file))
		default:
			problems = append(problems, found(p.at, "the picture %s does not say who made it", i.Src).
				Hinted("name them:  image: {src: %s, credit: …}; or, for all its uses, in a file content/%s.yaml", i.Src, p.file))
		}
	})
	return problems
}
