// Package schema writes the description of the fields as JSON Schema, draft
// 2020-12 (json-schema.org/draft/2020-12), for editors, form makers and other
// programs.
//
// In: a kind of package fields. Out: the text of a schema for the header of
// such a file, or for site.yaml, as values of JSON: a date of YAML or TOML is
// its text. A schema refuses what reading refuses in one header by itself:
// unknown keys, values of the wrong sort, dates that no calendar has, missing
// titles. What only package load and the rules know is left to `check`:
// whether a name, a time zone or a language exists, an interval ends after it
// begins, a text is in Unicode form NFC, and two files agree.
package schema

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"daybook/generator/fields"
)

// Draft is the dialect of the schemas.
const Draft = "https://json-schema.org/draft/2020-12/schema"

// ID is the identity of the schema of a kind, or of the bundle of all when
// kind is empty.
func ID(kind string) string {
	if kind == "" {
		return "urn:daybook:schema"
	}
	return "urn:daybook:schema:" + kind
}

// Of gives the schema of one kind, as indented JSON that ends in a line end.
func Of(kind fields.Kind) []byte { return written(of(kind)) }

// All gives the schemas of all kinds and of site.yaml in one document, each
// under its name in $defs (JSON Schema Core 2020-12, 9.3, "Compound
// Documents").
func All() []byte {
	bundle := &node{Schema: Draft, ID: ID(""), Title: "Content of Daybook", Description: "One schema for each kind of file, under $defs."}
	for _, kind := range append(fields.Kinds(), fields.Site) {
		bundle.Defs = append(bundle.Defs, property{kind.Name, of(kind)})
	}
	return written(bundle)
}

func written(n *node) []byte {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(n); err != nil {
		panic(fmt.Sprintf("a schema is always JSON: %v", err))
	}
	return b.Bytes()
}

// node is a schema; fields that are not set are left out.
type node struct {
	Schema      string     `json:"$schema,omitempty"`
	ID          string     `json:"$id,omitempty"`
	Ref         string     `json:"$ref,omitempty"`
	Title       string     `json:"title,omitempty"`
	Description string     `json:"description,omitempty"`
	Deprecated  bool       `json:"deprecated,omitempty"`
	Type        any        `json:"type,omitempty"` // a string or a list of them
	Enum        []string   `json:"enum,omitempty"`
	Pattern     string     `json:"pattern,omitempty"`
	MaxLength   int        `json:"maxLength,omitempty"`
	Minimum     *int       `json:"minimum,omitempty"`
	Maximum     *int       `json:"maximum,omitempty"`
	Items       *node      `json:"items,omitempty"`
	Required    []string   `json:"required,omitempty"`
	Properties  properties `json:"properties,omitempty"`
	Names       *node      `json:"propertyNames,omitempty"`
	Others      any        `json:"additionalProperties,omitempty"` // false or a *node
	AnyOf       []*node    `json:"anyOf,omitempty"`
	AllOf       []*node    `json:"allOf,omitempty"`
	Not         *node      `json:"not,omitempty"`
	Examples    []string   `json:"examples,omitempty"`
	Defs        properties `json:"$defs,omitempty"`
}

// properties are an object whose members keep their order.
type properties []property

type property struct {
	name string
	node *node
}

// MarshalJSON writes the properties in their order.
func (p properties) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	for i, one := range p {
		b.WriteByte("{,"[min(i, 1)])
		if err := encoder.Encode(one.name); err != nil {
			return nil, err
		}
		b.WriteByte(':')
		if err := encoder.Encode(one.node); err != nil {
			return nil, err
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// of makes the schema of a kind, with its own $defs.
func of(kind fields.Kind) *node {
	w := writer{made: map[string]bool{}}
	n := w.object(kind.Fields)
	n.Schema, n.ID, n.Title, n.Description = Draft, ID(kind.Name), kind.Name, kind.Doc
	if kind.Name != fields.Site.Name {
		n.AnyOf = append(n.AnyOf, &node{Required: []string{"title"}, Properties: properties{{"title", said()}}})
		if fields.Find(kind.Fields, "name") != nil {
			n.AnyOf = append(n.AnyOf, &node{Required: []string{"name"}, Properties: properties{{"name", said()}}})
		}
	}
	n.Defs = w.defs
	return n
}

// writer gathers the $defs that a schema refers to, each made once.
type writer struct {
	defs properties
	made map[string]bool
}

func (w *writer) define(name string, make func() *node) *node {
	if !w.made[name] {
		w.made[name] = true
		at := len(w.defs)
		w.defs = append(w.defs, property{name: name})
		w.defs[at].node = make()
	}
	return &node{Ref: "#/$defs/" + name}
}

// nothing is a value that counts as not set: none, or white space.
func (w *writer) nothing() *node {
	return w.define("nothing", func() *node {
		return &node{Description: "Not set.", AnyOf: []*node{{Type: "null"}, blank()}}
	})
}

func blank() *node { return &node{Type: "string", Pattern: `^\s*$`} }

// said is a value that counts as set.
func said() *node { return &node{Not: &node{AnyOf: []*node{{Type: "null"}, blank()}}} }

// object makes the schema of a group.
func (w *writer) object(of []fields.Field) *node {
	n := &node{Type: "object", Others: false}
	for _, f := range of {
		spellings := append([]string{f.Name}, f.Also...)
		for i, name := range spellings {
			p := w.property(f)
			if p.Deprecated = f.From != "" || i > 0; i > 0 {
				p.Description = "Read as " + f.Name + "."
			}
			n.Properties = append(n.Properties, property{name, p})
		}
		switch {
		case f.Required && len(spellings) == 1:
			n.Required = append(n.Required, f.Name)
		case f.Required:
			one := &node{}
			for _, name := range spellings {
				one.AnyOf = append(one.AnyOf, &node{Required: []string{name}})
			}
			n.AllOf = append(n.AllOf, one)
		}
	}
	return n
}

// property makes the schema of a field where it stands.
func (w *writer) property(f fields.Field) *node {
	if f.Type == fields.Free {
		return &node{Description: f.Doc}
	}
	p := &node{Description: f.Doc, AnyOf: []*node{w.value(f)}}
	if f.Negates != "" {
		p.AnyOf = append(p.AnyOf, &node{Type: "boolean", Description: "The opposite of " + f.Negates + "."})
	}
	if f.Required {
		p.Not = said().Not
	} else {
		p.AnyOf = append(p.AnyOf, w.nothing())
	}
	if f.Example != "" && !strings.ContainsAny(f.Example[:1], `[{"`) {
		p.Examples = []string{f.Example}
	}
	return p
}

// value makes the schema of what a field takes when it is set.
func (w *writer) value(f fields.Field) *node {
	switch f.Type {
	case fields.Free:
		return &node{}
	case fields.Truth:
		return &node{Type: "boolean"}
	case fields.Choice:
		return &node{Enum: f.Choices}
	case fields.Whole:
		n := &node{Type: "integer"}
		if f.Max > f.Min {
			n.Minimum, n.Maximum = &f.Min, &f.Max
		}
		return n
	case fields.List:
		item := w.value(*f.Item)
		return &node{AnyOf: []*node{item, {Type: "array", Items: &node{AnyOf: []*node{item, w.nothing()}}}}}
	case fields.Table:
		return &node{Type: "object", Names: w.value(*f.Key), Others: &node{AnyOf: []*node{w.value(*f.Item), w.nothing()}}}
	case fields.Group:
		if f.Part == "" {
			return w.group(f)
		}
		return w.define(f.Part, func() *node { return w.group(f) })
	}
	return w.text(f.Type)
}

// group makes the schema of a group, and of the bare text that may stand for
// it.
func (w *writer) group(f fields.Field) *node {
	n := w.object(f.Fields)
	if f.Short == "" {
		return n
	}
	short := w.value(*fields.Find(f.Fields, f.Short))
	return &node{AnyOf: []*node{n, {Ref: short.Ref, Description: "Stands for " + f.Short + "."}}}
}

// texts are the names in $defs of the types whose values are text, and what
// else than strings is read as text for them.
var texts = map[fields.Type]struct {
	name string
	also []string
}{
	fields.Line: {"line", []string{"number", "boolean"}}, fields.Text: {"text", []string{"number", "boolean"}},
	fields.Name: {"name", []string{"number", "boolean"}}, fields.Date: {"date", []string{"integer"}},
	fields.Moment: {"moment", nil}, fields.Zone: {"zone", nil}, fields.Language: {"language", nil},
	fields.Address: {"address", []string{"number", "boolean"}}, fields.Path: {"path", []string{"number", "boolean"}},
	fields.Picture: {"picture-file", []string{"number", "boolean"}}, fields.Slug: {"slug", []string{"integer", "boolean"}},
	fields.Colour: {"colour", nil}, fields.Degrees: {"degrees", nil}, fields.Focal: {"focal", nil},
}

func (w *writer) text(t fields.Type) *node {
	as := texts[t]
	return w.define(as.name, func() *node {
		p := t.Pattern()
		n := &node{Description: fields.Field{Type: t, Kinds: []string{"topic", "person", "organisation", "place"}}.Says(), Type: "string", Pattern: p.Must, MaxLength: p.Most}
		if len(as.also) > 0 {
			n.Type = append([]string{"string"}, as.also...)
		}
		if p.Not != "" {
			n.Not = &node{Type: "string", Pattern: p.Not}
		}
		least, greatest := 1000, 9999
		switch t {
		case fields.Date:
			n.Minimum, n.Maximum = &least, &greatest
		case fields.Slug:
			none := 0
			n.Minimum = &none
		}
		return n
	})
}
