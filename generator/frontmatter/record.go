package frontmatter

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"daybook/generator/fields"
	"daybook/generator/problem"
	"daybook/generator/source"
)

// Field is the description that a header is held against.
type Field = fields.Field

// Record is a header, or a group in one, whose values have the types of their
// fields. Asking for a field that is not set gives the zero value.
type Record struct {
	Place source.Place

	values  map[string]*node
	tried   []string // fields that could not be read
	illegal bool     // nothing could be read
}

// unread is the record of a file whose header cannot be read.
func unread(f *source.File) Record {
	return Record{Place: source.Place{Path: f.Path, Line: 1, Column: 1}, illegal: true}
}

// hold checks a mapping against the fields and keeps what fits.
func hold(n *node, what string, known []Field) (Record, []problem.Problem) {
	if n.shape != mapping {
		return Record{Place: n.place, illegal: true}, []problem.Problem{problem.New(RuleHeader, n.place, "%s has fields, and this is %s", what, n.says()).
			Hinted("write one field a line, such as  %s: %s", known[0].Name, known[0].Sample())}
	}
	h := holder{known: known, record: Record{Place: n.place, values: make(map[string]*node, len(n.keys))}}
	for i, k := range n.keys {
		field := fields.Find(known, k.name)
		if field == nil {
			p, near := unknownKey(k, what, known)
			h.problems = append(h.problems, p)
			h.record.tried = append(h.record.tried, near)
			continue
		}
		h.take(k, n.values[i], field)
	}
	for i := range known {
		field := &known[i]
		if field.Required && !h.record.Has(field.Name) && !h.record.Tried(field.Name) {
			h.problems = append(h.problems, problem.New(RuleRequired, n.place, "%s needs %q", what, field.Name).
				Hinted("add  %s: %s", field.Name, field.Sample()))
		}
	}
	return h.record, h.problems
}

// holder is a mapping on its way into a record.
type holder struct {
	known    []Field
	record   Record
	keys     map[string]key // under which the values of the record stand; made when needed
	problems []problem.Problem
}

// take reads the value that stands under one key. What stands under two
// spellings of one field is joined when it is a list, what stands under the
// field's own name first; else its own name is heard, or the first.
func (h *holder) take(k key, value *node, field *Field) {
	if value.nothing() && field.Type != fields.Free {
		return
	}
	if field.Negates != "" && value.shape == scalar && value.word == truth {
		field, value = fields.Find(h.known, field.Negates), value.negated()
	}
	fitted, mistakes := fit(value, field, field.Name)
	h.problems = append(h.problems, mistakes...)
	if fitted == nil {
		h.record.tried = append(h.record.tried, field.Name)
		return
	}
	first, double := h.record.values[field.Name]
	switch {
	case !double:
		h.record.values[field.Name] = fitted
	case field.Type == fields.List:
		if k.name == field.Name {
			first, fitted = fitted, first
		}
		h.record.values[field.Name] = &node{shape: sequence, place: first.place, values: slices.Concat(first.values, fitted.values)}
		return
	case fitted.shape == scalar && fitted.text == first.text:
		return
	case k.name == field.Name:
		h.record.values[field.Name] = fitted
		h.problems = append(h.problems, twice(h.keys[field.Name], field, k.place))
		return
	default:
		h.problems = append(h.problems, twice(k, field, h.keys[field.Name].place))
		return
	}
	if h.keys == nil {
		h.keys = map[string]key{}
	}
	h.keys[field.Name] = k
}

// twice reports a key whose value is not heard, because its field is set by
// another spelling.
func twice(k key, field *Field, heard source.Place) problem.Problem {
	return problem.Warn(RuleHeader, k.place, "%q means %q, which is set already; this one is not read", shorten(k.name), field.Name).
		Noted(heard, "here").Hinted("keep one of them")
}

// unknownKey reports a key that no field has, and gives the name of the field
// that it was most likely meant to be.
func unknownKey(k key, what string, known []Field) (problem.Problem, string) {
	p := problem.New(RuleKey, k.place, "%s has no field %q", what, shorten(k.name))
	var words []string
	for _, f := range known {
		if !f.Unused() {
			words = append(append(words, f.Name), f.Also...)
		}
	}
	if near := problem.Nearest(k.name, words); near != "" {
		return p.Hinted("did you mean %q?", near), fields.Find(known, near).Name
	}
	if fields.Find(known, "extra") != nil {
		return p.Hinted("keys of your own go under  extra:"), ""
	}
	return p.Hinted("its fields are %s", strings.Join(fields.Keys(known), ", ")), ""
}

// fit gives a value in the shape that its field takes, or nil and why it
// cannot. A group or a list of which a part is wrong keeps the rest.
func fit(n *node, field *Field, name string) (*node, []problem.Problem) {
	wrong := func() (*node, []problem.Problem) {
		return nil, []problem.Problem{problem.New(RuleValue, n.place, "%q takes %s, and this is %s", name, field.Says(), n.says()).
			Hinted("write it as  %s: %s", name, field.Sample())}
	}
	switch field.Type {
	case fields.Free:
		return n, nil
	case fields.List:
		return fitList(n, field, name)
	case fields.Table:
		return fitTable(n, field, name)
	case fields.Group:
		if n.shape == scalar && field.Short != "" {
			n = &node{shape: mapping, place: n.place, keys: []key{{name: field.Short, place: n.place}}, values: []*node{n}}
		}
		if n.shape != mapping {
			return wrong()
		}
		held, problems := hold(n, "“"+name+"”", field.Fields)
		return &node{shape: mapping, place: n.place, held: held}, problems
	}
	if n.shape != scalar {
		return wrong()
	}
	switch field.Type {
	case fields.Truth:
		if n.word != truth {
			return wrong()
		}
	case fields.Whole:
		i, err := whole(n.text)
		if n.word != number || err != nil {
			return wrong()
		}
		if field.Max > field.Min && (i < field.Min || i > field.Max) {
			return nil, []problem.Problem{problem.New(RuleValue, n.place, "%q is a number from %d to %d, and this is %d", name, field.Min, field.Max, i).
				Hinted("write %d for the least, %d for the greatest", field.Min, field.Max)}
		}
	case fields.Choice:
		return chosen(n, field, name)
	case fields.Text:
	default:
		if strings.ContainsAny(strings.TrimSpace(n.text), "\n\r\u0085\u2028\u2029") {
			return wrong()
		}
	}
	return n, nil
}

// whole reads a whole number, in which YAML and TOML let _ part the digits. A
// number such as 5.0 is whole (JSON Schema 2020-12, 4.2.3).
func whole(text string) (int, error) {
	digits := strings.ReplaceAll(strings.TrimSpace(text), "_", "")
	i, err := strconv.Atoi(digits)
	if err == nil {
		return i, nil
	}
	if f, wrong := strconv.ParseFloat(digits, 64); wrong == nil && f == math.Trunc(f) && math.Abs(f) < 1e15 {
		return int(f), nil
	}
	return 0, err
}

func fitList(n *node, field *Field, name string) (*node, []problem.Problem) {
	items := n.values
	if n.shape != sequence {
		items = []*node{n}
	}
	list := &node{shape: sequence, place: n.place, values: make([]*node, 0, len(items))}
	var problems []problem.Problem
	for _, item := range items {
		if item.nothing() {
			problems = append(problems, problem.Warn(RuleValue, item.place, "%q has an empty item", name).Hinted("fill it or take it out"))
			continue
		}
		fitted, mistakes := fit(item, field.Item, name)
		problems = append(problems, mistakes...)
		if fitted != nil {
			list.values = append(list.values, fitted)
		}
	}
	return list, problems
}

// fitTable reads a mapping whose keys are the writer's. An entry that is
// wrong is left out.
func fitTable(n *node, field *Field, name string) (*node, []problem.Problem) {
	if n.shape != mapping {
		return nil, []problem.Problem{problem.New(RuleValue, n.place, "%q takes %s, and this is %s", name, field.Says(), n.says()).
			Hinted("write it as  %s: %s", name, field.Sample())}
	}
	table := &node{shape: mapping, place: n.place}
	var problems []problem.Problem
	for i, k := range n.keys {
		if n.values[i].nothing() {
			continue
		}
		fitted, mistakes := fit(n.values[i], field.Item, name+"."+shorten(k.name))
		problems = append(problems, mistakes...)
		if fitted != nil {
			table.keys, table.values = append(table.keys, k), append(table.values, fitted)
		}
	}
	return table, problems
}

func chosen(n *node, field *Field, name string) (*node, []problem.Problem) {
	for _, c := range field.Choices {
		if n.text == c {
			return n, nil
		}
	}
	choices := strings.Join(field.Choices, ", ")
	p := problem.New(RuleValue, n.place, "%q takes one of %s, and this is %s", name, choices, n.says()).Hinted("write one of %s", choices)
	if near := problem.Nearest(n.text, field.Choices); near != "" {
		p = p.Hinted("did you mean %q?", near)
	}
	return nil, []problem.Problem{p}
}

// Has reports whether a field is set.
func (r Record) Has(name string) bool { return r.values[name] != nil }

// Tried reports whether a field is missing only because what was written for
// it could not be read, which is among the problems already.
func (r Record) Tried(name string) bool {
	if r.illegal {
		return true
	}
	for _, tried := range r.tried {
		if tried == name {
			return true
		}
	}
	return false
}

// At gives the place of a field's value, or of the record where it is not set.
func (r Record) At(name string) source.Place {
	if n := r.values[name]; n != nil {
		return n.place
	}
	return r.Place
}

// Text gives a field as text, without white space around it.
func (r Record) Text(name string) string {
	if n := r.values[name]; n != nil {
		return strings.TrimSpace(n.text)
	}
	return ""
}

// Truth gives a field of type Truth.
func (r Record) Truth(name string) bool { return strings.EqualFold(r.Text(name), "true") }

// Whole gives a field of type Whole, or otherwise when it is not set.
func (r Record) Whole(name string, otherwise int) int {
	if text := r.Text(name); text != "" {
		if i, err := whole(text); err == nil {
			return i
		}
	}
	return otherwise
}

// Word is a text with its place.
type Word struct {
	Text  string
	Place source.Place
}

// Word gives a field as text with its place.
func (r Record) Word(name string) Word { return Word{Text: r.Text(name), Place: r.At(name)} }

// Words gives a field of type List of texts.
func (r Record) Words(name string) []Word {
	n := r.values[name]
	if n == nil {
		return nil
	}
	words := make([]Word, len(n.values))
	for i, item := range n.values {
		words[i] = Word{Text: strings.TrimSpace(item.text), Place: item.place}
	}
	return words
}

// Entry is a line of a table.
type Entry struct{ Key, Value Word }

// Entries gives a field of type Table, in the order of the file.
func (r Record) Entries(name string) []Entry {
	n := r.values[name]
	if n == nil {
		return nil
	}
	entries := make([]Entry, len(n.keys))
	for i, k := range n.keys {
		entries[i] = Entry{Key: Word{Text: k.name, Place: k.place}, Value: Word{Text: strings.TrimSpace(n.values[i].text), Place: n.values[i].place}}
	}
	return entries
}

// Group gives a field of type Group. One that is not set has the place of the
// record.
func (r Record) Group(name string) Record {
	if n := r.values[name]; n != nil {
		return n.held
	}
	return Record{Place: r.Place}
}

// Groups gives a field of type List of Group.
func (r Record) Groups(name string) []Record {
	n := r.values[name]
	if n == nil {
		return nil
	}
	groups := make([]Record, len(n.values))
	for i, item := range n.values {
		groups[i] = item.held
	}
	return groups
}
