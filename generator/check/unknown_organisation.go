package check

import (
	"daybook/generator/news"
	"daybook/generator/problem"
)

var unknownOrganisation = rule{name: "unknown-organisation", run: func(d *desk) []problem.Problem { return d.withoutFile(news.KindOrganisation) }}
