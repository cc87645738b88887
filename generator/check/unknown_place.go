package check

import (
	"daybook/generator/news"
	"daybook/generator/problem"
)

var unknownPlace = rule{name: "unknown-place", run: func(d *desk) []problem.Problem { return d.withoutFile(news.KindPlace) }}
