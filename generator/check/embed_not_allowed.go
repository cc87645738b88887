package check

import (
	"slices"

	"daybook/generator/player"
	"daybook/generator/problem"
)

var embedNotAllowed = rule{name: "embed-not-allowed", run: checkEmbedNotAllowed}

// checkEmbedNotAllowed leaves hosts alone that only the shape of an address
// tells: most of them run something else.
func checkEmbedNotAllowed(d *desk) []problem.Problem {
	var problems []problem.Problem
	for _, s := range d.sheets() {
		for _, e := range s.copy.Body.Embeds {
			p, of := player.Of(e.Address)
			if !of || !p.Known || slices.Contains(d.Archive.Site.Embeds, p.Host) {
				continue
			}
			problems = append(problems, found(e.Place, "the link stays a link, for site.yaml does not let players of %s in", p.Host).
				Hinted("allow them with  embeds: [%s]  in site.yaml, or put the link into a sentence", p.Host))
		}
	}
	return problems
}
