package serve

import (
	_ "embed"
	"encoding/json"
	"html/template"
	"net/url"
	"strings"

	"daybook/generator/problem"
	"daybook/generator/source"
)

const (
	mostShown = 50  // problems sent to a page; the rest is counted
	lineWidth = 120 // code points of a source line that are shown
	lead      = 40  // of them before the place, when the line is longer
)

// trouble is the problems of a snapshot, made ready for pages.
type trouble struct {
	json string // for the event stream, in one line
	note string // for a page without script, when the build failed
	list list
}

// list is what a page says about problems, errors first.
type list struct {
	Failed   bool   `json:"failed"`
	Tally    string `json:"tally"`
	Errors   int    `json:"errors"`
	Problems []item `json:"problems"`
	More     string `json:"more,omitempty"` // tally of those not listed
}

// item is one problem. Before, At and After are the source line in three, At
// being the character that the caret stands under.
type item struct {
	Place    string `json:"place"`
	Edit     string `json:"edit,omitempty"`
	Severity string `json:"severity"`
	Rule     string `json:"rule"`
	Sentence string `json:"sentence"`
	Hint     string `json:"hint,omitempty"`
	Before   string `json:"before,omitempty"`
	At       string `json:"at,omitempty"`
	After    string `json:"after,omitempty"`
	Notes    []note `json:"notes,omitempty"`
}

type note struct {
	Place    string `json:"place"`
	Edit     string `json:"edit,omitempty"`
	Sentence string `json:"sentence"`
}

func noTrouble() trouble { return newTrouble(Snapshot{}, nil) }

func newTrouble(snapshot Snapshot, editLink func(source.Place) string) trouble {
	var errors, warnings []problem.Problem
	for _, p := range snapshot.Problems {
		if p.Severity == problem.Error {
			errors = append(errors, p)
		} else {
			warnings = append(warnings, p)
		}
	}
	sorted := append(errors, warnings...)
	l := list{
		Failed: snapshot.Failed,
		Tally:  problem.Tally(len(errors), len(warnings)),
		Errors: len(errors),
	}
	if len(sorted) > mostShown {
		l.More = problem.Tally(problem.Count(sorted[mostShown:]))
		sorted = sorted[:mostShown]
	}
	l.Problems = make([]item, len(sorted))
	for i, p := range sorted {
		l.Problems[i] = newItem(p, snapshot.Line, editLink)
	}
	encoded, _ := json.Marshal(l)
	t := trouble{json: string(encoded), list: l}
	if snapshot.Failed {
		t.note = fillTemplate("note", l)
	}
	return t
}

func newItem(p problem.Problem, line, editLink func(source.Place) string) item {
	edit := func(place source.Place) string {
		if editLink == nil {
			return ""
		}
		return harmless(editLink(place))
	}
	it := item{
		Place: p.Place.String(), Edit: edit(p.Place), Severity: p.Severity.String(),
		Rule: p.Rule, Sentence: p.Sentence, Hint: p.Hint,
	}
	if line != nil && p.Place.Line > 0 {
		it.Before, it.At, it.After = excerpt(line(p.Place), p.Place.Column)
	}
	for _, n := range p.Notes {
		it.Notes = append(it.Notes, note{n.Place.String(), edit(n.Place), n.Sentence})
	}
	return it
}

// harmless gives back an address that only opens something, and not script.
func harmless(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	switch u.Scheme {
	case "", "javascript", "data", "vbscript", "blob":
		return ""
	}
	return address
}

// excerpt cuts a source line in three at a column, counted from 1 in code
// points, and leaves out what is far from it. At is empty when the column is 0
// and a space when it is behind the line's end.
func excerpt(line string, column int) (before, at, after string) {
	runes := []rune(strings.ReplaceAll(strings.TrimRight(line, "\r\n"), "\t", " "))
	here := min(max(column-1, 0), len(runes))
	from := 0
	if here > lineWidth-lead {
		from = here - lead
	}
	to := min(from+lineWidth, len(runes))
	if column <= 0 {
		return string(runes[:to]), "", ""
	}
	if here == len(runes) {
		return string(runes[from:to]), " ", ""
	}
	return string(runes[from:here]), string(runes[here]), string(runes[here+1 : to])
}

//go:embed trouble.html
var troubleText string

var troubleTemplate = template.Must(template.New("").Funcs(template.FuncMap{
	"link": func(checked string) template.URL { return template.URL(checked) },
}).Parse(troubleText))

func fillTemplate(name string, data any) string {
	var b strings.Builder
	if err := troubleTemplate.ExecuteTemplate(&b, name, data); err != nil {
		return template.HTMLEscapeString(err.Error())
	}
	return b.String()
}

// problemPolicy is the Content-Security-Policy of the problem page.
const problemPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// problemPage is shown at every address while there is no good build.
func (s *shown) problemPage(address string) []byte {
	page := struct {
		list
		Waiting bool
		Script  template.HTML
	}{s.trouble.list, s.waiting, template.HTML(s.script(address))}
	return []byte(fillTemplate("page", page))
}
