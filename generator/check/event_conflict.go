package check

import (
	"fmt"
	"strings"

	"daybook/generator/news"
	"daybook/generator/problem"
	"daybook/generator/source"
)

var eventConflict = rule{name: "event-conflict", run: checkEventConflict}

// mostNotes is how many other places a finding names.
const mostNotes = 4

// checkEventConflict reports a difference at each version of it, so that it is
// seen whichever file is open; where the event's own file decides, at those
// that differ from it.
func checkEventConflict(d *desk) []problem.Problem {
	var problems []problem.Problem
	for _, e := range d.Archive.Events {
		for _, difference := range e.Differences {
			for i, v := range difference.Versions {
				if hasOwn(v) {
					continue
				}
				problems = append(problems, d.conflict(e, difference, i))
			}
		}
	}
	return problems
}

func (d *desk) conflict(e *news.Event, difference news.Difference, i int) problem.Problem {
	what, mine := difference.What, difference.Versions[i]
	p := found(at(what, mine), "%s gives the %s of %q as %s, and %s", whose(mine), what, e.ID, valueOf(what, mine), others(difference, i))
	noted, decided := 0, ""
	for j, v := range difference.Versions {
		if hasOwn(v) {
			decided = valueOf(what, v)
		}
		if j != i && noted < mostNotes {
			p = p.Noted(at(what, v), "%s here: %s", valueOf(what, v), whose(v))
			noted++
		}
	}
	if decided != "" {
		return p.Hinted("the event's own file says %s; write %s: %s here", decided, what, decided)
	}
	return p.Hinted("let them agree on one %s; until then both are shown, with who says which", what)
}

// others words what the other versions say.
func others(difference news.Difference, i int) string {
	var list []string
	for j, v := range difference.Versions {
		if j != i {
			list = append(list, fmt.Sprintf("%s as %s", whose(v), valueOf(difference.What, v)))
		}
	}
	if len(list) > 2 {
		list = append(list[:2], fmt.Sprintf("%d more differ", len(list)-2))
	}
	return strings.Join(list, ", ")
}

func hasOwn(v news.Version) bool {
	for _, r := range v.Reports {
		if r.Article == nil {
			return true
		}
	}
	return false
}

// whose names the first report of a version, and how many more say the same.
func whose(v news.Version) string {
	r := v.Reports[0]
	if r.Article == nil {
		return "the event's own file"
	}
	name := "“" + r.Article.Title + "”"
	if more := len(v.Reports) - 1; more > 0 {
		name += fmt.Sprintf(" (and %d more)", more)
	}
	return name
}

func valueOf(what string, v news.Version) string {
	switch what {
	case "date":
		return v.Date.String()
	case "place":
		return v.Where.Title
	}
	return v.Status.String()
}

func at(what string, v news.Version) source.Place {
	c := v.Reports[0].Copy
	switch what {
	case "date":
		return c.DateAt
	case "place":
		return c.Where.Place
	}
	return c.StatusAt
}
