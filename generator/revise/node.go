package revise

import (
	"slices"

	"daybook/generator/frontmatter"
	"daybook/generator/source"
)

// Node is a value of a header and what is to become of it.
type Node struct {
	Form   frontmatter.Form
	Plain  bool
	Text   string // of a scalar
	Place  source.Place
	Keys   []*Key
	Values []*Node // of a mapping, beside its keys; or of a sequence

	file       *File
	parent     *Node
	at         int // among the values of the parent
	start, end int // end is -1 where it cannot be told
	replaced   *string
	dropped    bool
	added      []string
	fields     []field
}

// Key is a key of a mapping.
type Key struct {
	Name  string
	Place source.Place

	start, end int
	renamed    string
}

// field is a field to be added to a mapping.
type field struct {
	after int // the key that it stands below; -1 for the front
	name  string
	value *frontmatter.Outline
}

// Text makes a text to insert.
func Text(text string) *frontmatter.Outline {
	return &frontmatter.Outline{Form: frontmatter.Scalar, Text: text}
}

// Group makes a group of one field to insert.
func Group(name string, value *frontmatter.Outline) *frontmatter.Outline {
	return &frontmatter.Outline{Form: frontmatter.Mapping, Keys: []frontmatter.OutlineKey{{Name: name}}, Values: []*frontmatter.Outline{value}}
}

// List makes a list of texts to insert.
func List(texts ...string) *frontmatter.Outline {
	list := &frontmatter.Outline{Form: frontmatter.Sequence}
	for _, text := range texts {
		list.Values = append(list.Values, Text(text))
	}
	return list
}

func (f *File) node(o *frontmatter.Outline, parent *Node, at int) *Node {
	n := &Node{
		Form: o.Form, Plain: o.Plain, Text: o.Text, Place: o.Place, start: o.Start, end: -1,
		file: f, parent: parent, at: at,
	}
	for _, k := range o.Keys {
		n.Keys = append(n.Keys, &Key{Name: k.Name, Place: k.Place, start: k.Start, end: -1})
	}
	for i, v := range o.Values {
		n.Values = append(n.Values, f.node(v, n, i))
	}
	return n
}

// Find gives the value of a key, or nil.
func (n *Node) Find(name string) *Node {
	if i := n.Index(name); i >= 0 {
		return n.Values[i]
	}
	return nil
}

// Index gives the number of a key, or -1. Keys that are to be added are not
// among them.
func (n *Node) Index(name string) int {
	return slices.IndexFunc(n.Keys, func(k *Key) bool { return k.Name == name })
}

// Has reports whether a mapping has a key, or will have it.
func (n *Node) Has(name string) bool {
	return n.Index(name) >= 0 || slices.ContainsFunc(n.fields, func(f field) bool { return f.name == name }) ||
		slices.ContainsFunc(n.Keys, func(k *Key) bool { return k.renamed == name })
}

// Outline gives a value as it is now, for another header.
func (n *Node) Outline() *frontmatter.Outline {
	o := &frontmatter.Outline{Form: n.Form, Plain: n.Plain, Text: n.Text}
	for _, k := range n.Keys {
		o.Keys = append(o.Keys, frontmatter.OutlineKey{Name: k.Name})
	}
	for _, v := range n.Values {
		o.Values = append(o.Values, v.Outline())
	}
	return o
}

// At gives the value that begins at a place: where several do, the innermost
// of the form that is asked for.
func (f *File) At(place source.Place, form frontmatter.Form) *Node {
	var found *Node
	var look func(*Node)
	look = func(n *Node) {
		if n.Place.Line == place.Line && n.Place.Column == place.Column && n.Form == form {
			found = n
		}
		for _, v := range n.Values {
			look(v)
		}
	}
	if f.Root != nil {
		look(f.Root)
	}
	return found
}

// Set puts a text in the stead of a scalar, between the same quotation marks.
func (n *Node) Set(text string) { n.replaced = &text }

// Now gives the text of a scalar as it will be.
func (n *Node) Now() string {
	if n.replaced != nil {
		return *n.replaced
	}
	return n.Text
}

// Drop takes a value out: an item out of its list, a field with its key. A
// list that loses its last item goes with its key.
func (n *Node) Drop() { n.dropped = true }

// Dropped reports whether the value is to be taken out.
func (n *Node) Dropped() bool { return n.dropped }

// Append puts texts at the end of a list. A scalar becomes a list with it as
// the first item; a key without a value gets a list.
func (n *Node) Append(texts ...string) { n.added = append(n.added, texts...) }

// Insert adds a field to a mapping: below the first of the named fields that
// it has, else at its front. A table of TOML takes it at its front.
func (n *Node) Insert(name string, value *frontmatter.Outline, below ...string) {
	after := -1
	for _, b := range below {
		if after = n.Index(b); after >= 0 {
			break
		}
	}
	if after >= 0 && n.file.split.Format == frontmatter.TOML && !n.file.inline(n) && (n != n.file.Root || n.Values[after].end < 0) {
		after = -1
	}
	n.fields = append(n.fields, field{after: after, name: name, value: value})
}

// Add puts texts into the list under a key of a mapping; a new field stands
// below the first of the named ones that there is.
func (n *Node) Add(name string, texts []string, below ...string) {
	if list := n.Find(name); list != nil {
		list.Append(texts...)
		return
	}
	for i := range n.fields {
		if n.fields[i].name == name && n.fields[i].value.Form == frontmatter.Sequence {
			n.fields[i].value.Values = append(n.fields[i].value.Values, List(texts...).Values...)
			return
		}
	}
	n.Insert(name, List(texts...), below...)
}

// Rename gives a key another name.
func (k *Key) Rename(name string) { k.renamed = name }

// settle drops the fields whose lists lose all their items.
func (n *Node) settle() {
	for _, v := range n.Values {
		v.settle()
	}
	if n.Form != frontmatter.Mapping {
		return
	}
	for _, v := range n.Values {
		if v.Form == frontmatter.Sequence && len(v.Values) > 0 && len(v.added) == 0 && v.kept() == 0 {
			v.dropped = true
		}
	}
}

// kept counts the values that stay.
func (n *Node) kept() int {
	count := 0
	for _, v := range n.Values {
		if !v.dropped {
			count++
		}
	}
	return count
}

// meant gives what the value should say once it is changed.
func (n *Node) meant() *frontmatter.Outline {
	o := &frontmatter.Outline{Form: n.Form, Plain: n.Plain, Text: n.Text}
	if n.replaced != nil {
		o = Text(*n.replaced)
	}
	if n.Form == frontmatter.Nothing {
		o.Text = ""
	}
	if len(n.added) > 0 && n.Form != frontmatter.Sequence {
		list := List()
		if n.Form == frontmatter.Scalar {
			list.Values = append(list.Values, o)
		}
		o = list
	}
	fields := func(after int) {
		for _, f := range n.fields {
			if f.after == after {
				o.Keys = append(o.Keys, frontmatter.OutlineKey{Name: f.name})
				o.Values = append(o.Values, f.value)
			}
		}
	}
	fields(-1)
	for i, v := range n.Values {
		if !v.dropped {
			if n.Form == frontmatter.Mapping {
				name := n.Keys[i].Name
				if n.Keys[i].renamed != "" {
					name = n.Keys[i].renamed
				}
				o.Keys = append(o.Keys, frontmatter.OutlineKey{Name: name})
			}
			o.Values = append(o.Values, v.meant())
		}
		fields(i)
	}
	for _, text := range n.added {
		o.Values = append(o.Values, Text(text))
	}
	return o
}
