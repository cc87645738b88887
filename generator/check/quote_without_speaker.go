package check

import (
	"strings"

	"daybook/generator/news"
	"daybook/generator/problem"
)

var quoteWithoutSpeaker = rule{name: "quote-without-speaker", run: checkQuoteWithoutSpeaker}

func checkQuoteWithoutSpeaker(d *desk) []problem.Problem {
	var problems []problem.Problem
	for _, a := range d.Archive.Articles {
		for _, q := range a.Body.Unspoken {
			if q.Line == "" {
				problems = append(problems, found(q.Place, "the quotation does not say whose words it holds").
					Hinted("end it with a line of its own:  > — [Name](person:slug), role, date"))
			} else if p, sure := d.unlinkedSpeaker(q); sure {
				problems = append(problems, p)
			}
		}
	}
	return problems
}

// unlinkedSpeaker words a speaker's line that leads nowhere; it is not sure of
// lines that begin with no name.
func (d *desk) unlinkedSpeaker(q news.Unspoken) (problem.Problem, bool) {
	name, rest, role := strings.Cut(q.Line, ",")
	slug := news.Slug(name)
	if slug == "" {
		return problem.Problem{}, false
	}
	kind := news.KindPerson
	if n := d.named(name, news.KindActor); n != nil && n.Kind != news.KindActor {
		kind, slug = n.Kind, n.Slug
	}
	if role {
		rest = "," + rest
	}
	return found(q.Place, "the speaker “%s” is not linked, so that the words are not found on their page", name).
		Hinted("write  — [%s](%s:%s)%s", name, kind, slug, rest), true
}
