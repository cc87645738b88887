package fields

import "daybook/generator/problem"

// exceptions are the rules that a file may be excepted from: a field each,
// whose value is the reason.
func exceptions() []Field {
	var list []Field
	for _, r := range problem.Rules() {
		if r.Editorial {
			list = append(list, Field{Name: r.Name, Type: Line, Doc: r.Doc, Example: "why it is right here"})
		}
	}
	return list
}

// strictness is how a site is checked: figures that rules count with, and a
// field for each rule whose level may be set.
func strictness() []Field {
	list := []Field{
		{Name: "sources_per_event", Type: Whole, Min: 1, Max: 20, Doc: "How many sources few-sources demands of an event. Default: 1."},
		{Name: "title_length", Type: Whole, Min: 20, Max: 1000, Doc: "How many characters title-length lets a title have. Default: 110."},
	}
	for _, r := range problem.Rules() {
		if r.Editorial {
			list = append(list, Field{Name: r.Name, Type: Choice, Choices: problem.Levels(), Doc: r.Doc + " Default: " + r.Level() + "."})
		}
	}
	return list
}
