package check

import (
	"regexp"

	"daybook/generator/news"
	"daybook/generator/problem"
)

var missingAlt = Rule{
	Name: "missing-alt", Level: Warning, run: checkMissingAlt,
	Doc: "A picture has no text for those who cannot see it (WCAG 2.2, criterion 1.1.1).",
}

// bareImage is a picture in Markdown with nothing for alt text.
var bareImage = regexp.MustCompile(`^!?\[\s*\]`)

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
		problems = append(problems, d.bareImages(s)...)
	}
	return problems
}

// bareImages finds the pictures of a body; its text is only read when it has
// any.
func (d *desk) bareImages(s *sheet) []problem.Problem {
	var problems []problem.Problem
	for _, h := range s.copy.Body.Holes {
		if !h.Image {
			continue
		}
		if s.text == nil {
			s.text = d.text(s.path)
		}
		offset := s.file().Offset(h.Place.Line, h.Place.Column)
		if bareImage.Match(s.text[min(offset, len(s.text)):]) {
			problems = append(problems, found(h.Place, "the picture has no alt text").
				Hinted("say what it shows between the brackets:  ![what it shows](…)"))
		}
	}
	return problems
}
