// Package fields describes what a writer may put into a file of each kind, and
// into site.yaml: names, types, meaning and an example.
//
// It is the one description that decoding, checks, the JSON Schema, the CMS
// configuration, `new` and the tables of content/README.md are made from. It
// knows nothing of files.
package fields

import "slices"

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
	// Number is a decimal number.
	Number
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
	Example  string
}

// Kind is one kind of file.
type Kind struct {
	Name   string // "article"
	Folder string // below content/; empty for site.yaml
	Doc    string
	Fields []Field
}

// Find gives the field that a key names, by its name or another spelling.
func Find(fields []Field, key string) (Field, bool) {
	for _, f := range fields {
		if f.Name == key || slices.Contains(f.Also, key) {
			return f, true
		}
	}
	return Field{}, false
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
		return "a date (EDTF)"
	case Moment:
		return "a day, or a day and time"
	case Zone:
		return "a time zone"
	case Address:
		return "an address"
	case Slug:
		return "a slug"
	case Name:
		return "a name"
	case Truth:
		return "true or false"
	case Whole:
		return "a whole number"
	case Number:
		return "a number"
	case Choice:
		return "one of a few words"
	case List:
		return "a list: " + f.Item.Says()
	case Group:
		return "a group of fields"
	}
	return "anything"
}
