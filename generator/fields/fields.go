// Package fields describes what a writer may put into a file of each kind, and
// into site.yaml: names, types, meaning and an example.
//
// It is the one description that decoding, checks, the JSON Schema, the CMS
// configuration, `new` and the tables of content/README.md are made from. It
// knows nothing of files.
package fields

import (
	"slices"
	"strconv"
	"strings"
)

// Type is what a field's value must look like.
type Type uint8

const (
	// Line is text on one line.
	Line Type = iota + 1
	// Text is text of one or more lines.
	Text
	// Date is a date in EDTF level 0 or 1, or a time of day on a day.
	Date
	// Moment is a day or an instant of RFC 3339.
	Moment
	// Zone is a name of the IANA time zone database.
	Zone
	// Address is a URL (RFC 3986) or a path of this site.
	Address
	// Slug is the last part of a page's address.
	Slug
	// Name is a reference to a topic, a person, an organisation or a place.
	Name
	// Truth is true or false.
	Truth
	// Whole is a whole number.
	Whole
	// Choice is one of a few words.
	Choice
	// List is a list of Item; a single value is read as a list of one.
	List
	// Group has fields of its own.
	Group
	// Free is anything, kept as it is.
	Free
)

// Field is one field.
type Field struct {
	Name     string
	Also     []string // other spellings that are understood
	Type     Type
	Item     *Field   // of a List
	Fields   []Field  // of a Group
	Choices  []string // of a Choice
	Kinds    []string // of a Name: which kinds it may refer to
	Min, Max int      // of a Whole, both included, when Max > Min
	Required bool
	Short    string // of a Group: the field that a bare text stands for
	Doc      string
	Example  string // a value as it is written; Sample finds one where this is empty
}

// Kind is one kind of file.
type Kind struct {
	Name   string // "article"
	Folder string // below content/; empty for site.yaml
	Doc    string
	Fields []Field
}

// Find gives the field that a key names, by its name or another spelling, or
// nil when there is none.
func Find(fields []Field, key string) *Field {
	for i := range fields {
		if f := &fields[i]; f.Name == key || slices.Contains(f.Also, key) {
			return f
		}
	}
	return nil
}

// Keys gives the names of the fields, in their order.
func Keys(fields []Field) []string {
	keys := make([]string, len(fields))
	for i, f := range fields {
		keys[i] = f.Name
	}
	return keys
}

// Says words a type for a writer, such as "a list of names".
func (f Field) Says() string {
	switch f.Type {
	case Line:
		return "text on one line"
	case Text:
		return "text"
	case Date:
		return "a date"
	case Moment:
		return "a day, or a day and time"
	case Zone:
		return "a time zone"
	case Address:
		return "an address"
	case Slug:
		return "a slug"
	case Name:
		return "the name of " + either(f.Kinds)
	case Truth:
		return "true or false"
	case Whole:
		return "a whole number"
	case Choice:
		return "one of " + strings.Join(f.Choices, ", ")
	case List:
		return "a list, each item " + f.Item.Says()
	case Group:
		return "a group of fields"
	}
	return "anything"
}

// either joins kinds to "a topic" or "a person, an organisation or a place".
func either(kinds []string) string {
	var b strings.Builder
	for i, kind := range kinds {
		switch {
		case i > 0 && i == len(kinds)-1:
			b.WriteString(" or ")
		case i > 0:
			b.WriteString(", ")
		}
		if strings.ContainsRune("aeiou", rune(kind[0])) {
			b.WriteString("an ")
		} else {
			b.WriteString("a ")
		}
		b.WriteString(kind)
	}
	return b.String()
}

// samples are values that show what a type takes.
var samples = map[Type]string{
	Line: "some words", Text: "one or two sentences", Date: "2024-01-16", Moment: "2024-01-19T18:30:00+05:00",
	Zone: "Asia/Karachi", Address: "https://example.org/page", Slug: "some-words", Name: "some-name", Truth: "true", Free: "anything",
}

// Sample gives a value that the field takes, written as YAML on one line: its
// Example, or one made from its type.
func (f Field) Sample() string {
	switch {
	case f.Example != "":
		return f.Example
	case f.Type == Whole:
		return strconv.Itoa(max(f.Min, min(f.Max, 5)))
	case f.Type == Choice:
		return f.Choices[0]
	case f.Type == List && f.Item.Type == List:
		return f.Item.Sample()
	case f.Type == List:
		return "[" + f.Item.Sample() + "]"
	case f.Type == Group:
		var parts []string
		for _, inner := range f.Fields {
			if inner.Required || inner.Name == f.Short {
				parts = append(parts, inner.Name+": "+inner.quoted())
			}
		}
		if len(parts) == 0 {
			parts = append(parts, f.Fields[0].Name+": "+f.Fields[0].quoted())
		}
		return "{" + strings.Join(parts, ", ") + "}"
	}
	return samples[f.Type]
}

// quoted gives the sample as it stands in braces, where a comma or a colon
// would end it.
func (f Field) quoted() string {
	if sample := f.Sample(); !strings.HasPrefix(sample, "[") && !strings.HasPrefix(sample, "{") && strings.ContainsAny(sample, ",:") {
		return strconv.Quote(sample)
	}
	return f.Sample()
}
