package frontmatter

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"daybook/generator/fields"
	"daybook/generator/problem"
	"daybook/generator/source"
)

// Field is the description that a header is held against.
type Field = fields.Field

// Record is a header, or a group in one, whose values have the types of their
// fields. Asking for a field that is not set gives the zero value.
type Record struct {
	Place  source.Place
	values map[string]*Node
}

// hold checks a mapping against the fields and keeps what fits.
func hold(n *Node, what string, known []Field) (Record, []problem.Problem) {
	record := Record{Place: n.Place, values: map[string]*Node{}}
	if n.shape != mapping {
		return record, []problem.Problem{problem.New(RuleHeader, n.Place, "%s has fields, and this is %s", what, n.says()).
			Hinted("write one field a line, such as  %s: …", known[0].Name)}
	}
	var problems []problem.Problem
	for i, key := range n.Keys {
		field, found := fields.Find(known, key.Name)
		if !found {
			problems = append(problems, unknownKey(key, what, known))
			continue
		}
		value, found := n.Values[i], false
		if value.shape == empty {
			continue
		}
		if first, double := record.values[field.Name]; double {
			problems = append(problems, problem.New(RuleHeader, key.Place, "%q means %q, which is set already", key.Name, field.Name).
				Noted(first.Place, "here").Hinted("keep one of them"))
			continue
		}
		value, found, mistakes := fit(value, field)
		problems = append(problems, mistakes...)
		if found {
			record.values[field.Name] = value
		}
	}
	for _, field := range known {
		if _, set := record.values[field.Name]; field.Required && !set && !problem.Stops(problems) {
			p := problem.New(RuleRequired, n.Place, "%s needs %q", what, field.Name)
			if field.Example != "" {
				p = p.Hinted("such as  %s: %s", field.Name, field.Example)
			} else {
				p = p.Hinted("%s: %s", field.Name, field.Doc)
			}
			problems = append(problems, p)
		}
	}
	return record, problems
}

func unknownKey(key Key, what string, known []Field) problem.Problem {
	p := problem.New(RuleKey, key.Place, "%s has no field %q", what, shorten(key.Name))
	var words []string
	for _, f := range known {
		words = append(append(words, f.Name), f.Also...)
	}
	if near := problem.Nearest(key.Name, words); near != "" {
		return p.Hinted("did you mean %q?", near)
	}
	return p.Hinted("keys of your own go under  extra:")
}

// fit gives a value in the shape that its field takes, or says why it cannot.
func fit(n *Node, field Field) (*Node, bool, []problem.Problem) {
	wrong := func() (*Node, bool, []problem.Problem) {
		p := problem.New(RuleValue, n.Place, "%q takes %s, and this is %s", field.Name, field.Says(), n.says())
		if field.Example != "" {
			p = p.Hinted("such as  %s: %s", field.Name, field.Example)
		} else if field.Type == fields.Choice {
			p = p.Hinted("one of %s", strings.Join(field.Choices, ", "))
		}
		return nil, false, []problem.Problem{p}
	}
	switch field.Type {
	case fields.Free:
		return n, true, nil
	case fields.List:
		return fitList(n, field)
	case fields.Group:
		if n.shape == scalar && field.Short != "" {
			n = &Node{shape: mapping, Place: n.Place, Keys: []Key{{Name: field.Short, Place: n.Place}}, Values: []*Node{n}}
		}
		if n.shape != mapping {
			return wrong()
		}
		_, problems := hold(n, "“"+field.Name+"”", field.Fields)
		return n, true, problems
	}
	if n.shape != scalar {
		return wrong()
	}
	if n.word == "text" && !utf8.ValidString(n.Text) {
		return wrong()
	}
	switch field.Type {
	case fields.Truth:
		if n.word != "truth" {
			return wrong()
		}
	case fields.Whole:
		i, err := strconv.Atoi(strings.ReplaceAll(n.Text, "_", ""))
		if n.word != "number" || err != nil {
			return wrong()
		}
		if field.Max > field.Min && (i < field.Min || i > field.Max) {
			return nil, false, []problem.Problem{problem.New(RuleValue, n.Place, "%q lies from %d to %d, and this is %d", field.Name, field.Min, field.Max, i)}
		}
	case fields.Number:
		if _, err := strconv.ParseFloat(n.Text, 64); n.word != "number" || err != nil {
			return wrong()
		}
	case fields.Choice:
		if p, ok := chosen(n, field); !ok {
			return nil, false, []problem.Problem{p}
		}
	case fields.Line, fields.Slug, fields.Name, fields.Address, fields.Zone:
		if strings.ContainsAny(strings.TrimSpace(n.Text), "\n\r") {
			return wrong()
		}
	}
	return n, true, nil
}

func fitList(n *Node, field Field) (*Node, bool, []problem.Problem) {
	items := n.Values
	if n.shape != sequence {
		items = []*Node{n}
	}
	item := *field.Item
	item.Name = field.Name
	list := &Node{shape: sequence, Place: n.Place}
	var problems []problem.Problem
	for _, value := range items {
		if value.shape == empty {
			problems = append(problems, problem.New(RuleValue, value.Place, "%q has an empty item", field.Name).Hinted("fill it or take it out"))
			continue
		}
		fitted, ok, mistakes := fit(value, item)
		problems = append(problems, mistakes...)
		if ok {
			list.Values = append(list.Values, fitted)
		}
	}
	return list, true, problems
}

func chosen(n *Node, field Field) (problem.Problem, bool) {
	for _, c := range field.Choices {
		if n.Text == c {
			return problem.Problem{}, true
		}
	}
	p := problem.New(RuleValue, n.Place, "%q takes one of %s, and this is %s", field.Name, strings.Join(field.Choices, ", "), n.says())
	if near := problem.Nearest(n.Text, field.Choices); near != "" {
		p = p.Hinted("did you mean %q?", near)
	}
	return p, false
}

// Has reports whether a field is set.
func (r Record) Has(name string) bool { return r.values[name] != nil }

// At gives the place of a field's value, or of the record where it is not set.
func (r Record) At(name string) source.Place {
	if n := r.values[name]; n != nil {
		return n.Place
	}
	return r.Place
}

// Text gives a field as text, without white space around it.
func (r Record) Text(name string) string {
	if n := r.values[name]; n != nil {
		return strings.TrimSpace(n.Text)
	}
	return ""
}

// Truth gives a field of type Truth.
func (r Record) Truth(name string) bool { return strings.EqualFold(r.Text(name), "true") }

// Whole gives a field of type Whole, or otherwise when it is not set.
func (r Record) Whole(name string, otherwise int) int {
	if i, err := strconv.Atoi(strings.ReplaceAll(r.Text(name), "_", "")); err == nil {
		return i
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

// Words gives a field of type List of texts, leaving out empty ones.
func (r Record) Words(name string) []Word {
	n := r.values[name]
	if n == nil {
		return nil
	}
	words := make([]Word, 0, len(n.Values))
	for _, item := range n.Values {
		if text := strings.TrimSpace(item.Text); text != "" {
			words = append(words, Word{Text: text, Place: item.Place})
		}
	}
	return words
}

// Group gives a field of type Group.
func (r Record) Group(name string, known []Field) Record {
	if n := r.values[name]; n != nil {
		group, _ := hold(n, name, known)
		return group
	}
	return Record{Place: r.Place}
}

// Groups gives a field of type List of Group.
func (r Record) Groups(name string, known []Field) []Record {
	n := r.values[name]
	if n == nil {
		return nil
	}
	groups := make([]Record, len(n.Values))
	for i, item := range n.Values {
		groups[i], _ = hold(item, name, known)
	}
	return groups
}
