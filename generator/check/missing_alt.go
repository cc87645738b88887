package check

import (
	"daybook/generator/news"
	"daybook/generator/problem"
)

var missingAlt = rule{name: "missing-alt", run: checkMissingAlt}

func checkMissingAlt(d *desk) []problem.Problem {
	var problems []problem.Problem
	header := func(i news.Image) {
		if i.Src != "" && i.Alt == "" {
			problems = append(problems, found(i.Place, "the picture %s has no alt text", i.Src).
				Hinted("say what it shows:  image: {src: %s, alt: …}", i.Src))
		}
	}
	for _, a := range d.Archive.Articles {
		header(a.Image)
		for i := range a.ArticleCopy.Events {
			header(a.ArticleCopy.Events[i].Image)
		}
	}
	for _, c := range d.Copies.Events {
		header(c.Image)
	}
	for _, c := range d.Copies.Names {
		header(c.Image)
	}
	for _, s := range d.sheets() {
		for _, h := range s.copy.Body.Holes {
			if h.Bare {
				problems = append(problems, found(h.Place, "the picture has no alt text").
					Hinted("say what it shows between the brackets:  ![what it shows](…)"))
			}
		}
	}
	return problems
}
