package check

import (
	"daybook/generator/news"
	"daybook/generator/problem"
)

var unknownPerson = rule{name: "unknown-person", run: func(d *desk) []problem.Problem { return d.withoutFile(news.KindPerson) }}

// withoutFile reports the names of a kind that have a page and no file. A name
// that is used too seldom for a page is nobody's concern yet.
func (d *desk) withoutFile(kind news.Kind) []problem.Problem {
	var known []string
	for _, n := range d.names() {
		if n.Kind == kind && n.Copy != nil {
			known = append(known, n.Slug)
		}
	}
	var problems []problem.Problem
	for _, n := range d.names() {
		if n.Kind != kind || n.Copy != nil || !n.Paged {
			continue
		}
		p := found(d.firstUse(n).Place, "the %s “%s” is used %d times and has no file", n.Kind, n.Title, n.Uses)
		if near := problem.Nearest(n.Slug, known); near != "" {
			p = p.Hinted("did you mean %q? If not, write %s with at least  name: %s", near, fileFor(n), n.Title)
		} else {
			p = p.Hinted("write %s with at least  name: %s", fileFor(n), n.Title)
		}
		problems = append(problems, p)
	}
	return problems
}
