package check

import (
	"daybook/generator/news"
	"daybook/generator/problem"
	"daybook/generator/source"
)

var missingAlt = rule{name: "missing-alt", run: checkMissingAlt}

func checkMissingAlt(d *desk) []problem.Problem {
	var problems []problem.Problem
	d.pictures(func(p pictureUse) {
		switch i := p.image; {
		case i.Alt != "" || i.Decorative:
		case p.prose:
			problems = append(problems, found(p.at, "the picture has no alt text").
				Hinted("say what it shows between the brackets:  ![what it shows](…)"))
		default:
			problems = append(problems, found(p.at, "the picture %s has no alt text", i.Src).
				Hinted("say what it shows:  image: {src: %s, alt: …}; or that it shows nothing that would be missed:  decorative: true", i.Src))
		}
	})
	return problems
}

// pictureUse is one use of a picture, with what is said of it there or in the
// file beside it.
type pictureUse struct {
	image news.Image
	file  string // below content/
	at    source.Place
	prose bool // stands in a body
}

// pictures goes through all uses of pictures in what is shown: those in headers,
// then those in prose.
func (d *desk) pictures(use func(pictureUse)) {
	header := func(i news.Image) {
		if i.Src != "" {
			file := mediaPath(i.Src)
			use(pictureUse{i.Beside(d.Copies.Pictures[file]), file, i.Place, false})
		}
	}
	for _, a := range d.Archive.Articles {
		header(a.Image)
		for i := range a.ArticleCopy.Events {
			header(a.ArticleCopy.Events[i].Image)
		}
	}
	for _, c := range d.Copies.Topics {
		header(c.Image)
	}
	for _, c := range d.Copies.Events {
		header(c.Image)
	}
	for _, c := range d.Copies.Names {
		header(c.Image)
	}
	for _, s := range d.sheets() {
		for _, i := range s.copy.Body.Images {
			file := mediaPath(i.Src)
			use(pictureUse{i.Beside(d.Copies.Pictures[file]), file, i.Place, true})
		}
	}
}
