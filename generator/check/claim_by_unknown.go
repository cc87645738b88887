package check

import (
	"daybook/generator/news"
	"daybook/generator/problem"
)

var claimByUnknown = rule{name: "claim-by-unknown", run: checkClaimByUnknown}

func checkClaimByUnknown(d *desk) []problem.Problem {
	var problems []problem.Problem
	var known []string
	for _, n := range d.names() {
		if n.Copy != nil {
			known = append(known, n.Slug)
		}
	}
	for _, e := range d.Archive.Events {
		for _, t := range d.tellings(e) {
			for _, c := range t.copy.Claims {
				by := d.named(c.By.Text, news.KindActor)
				if by == nil || by.Copy != nil || by.Uses > 1 {
					continue
				}
				p := found(c.By.Place, "nothing else is known of %q, who makes this claim", c.By.Text)
				if near := problem.Nearest(by.Slug, known); near != "" {
					p = p.Hinted("did you mean %q?", near)
				} else {
					p = p.Hinted("say who it is in %s", fileFor(by))
				}
				problems = append(problems, p)
			}
		}
	}
	return problems
}

// fileFor gives the path of the file that a name without one would have.
func fileFor(n *news.Name) string {
	switch n.Kind {
	case news.KindOrganisation:
		return "content/organisations/" + n.Slug + ".md"
	case news.KindPlace:
		return "content/places/" + n.Slug + ".md"
	case news.KindPerson:
		return "content/people/" + n.Slug + ".md"
	}
	return "content/people/" + n.Slug + ".md, or in the folder of organisations or places"
}
