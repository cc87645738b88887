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
	// Language is a language tag of BCP 47.
	Language
	// Address is a URL (RFC 3986) or a path of this site.
	Address
	// Path is a path of this site.
	Path
	// Picture is the address of a file in media/.
	Picture
	// Slug is the last part of a page's address.
	Slug
	// Name is a reference to a topic, a person, an organisation or a place.
	Name
	// Colour is a colour as #rgb or #rrggbb.
	Colour
	// Degrees is latitude and longitude in decimal degrees.
	Degrees
	// Focal is a point of a picture in hundredths of its width and height.
	Focal
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
	// Table is a group whose keys are the writer's: each is a Key, each value
	// an Item.
	Table
	// Free is anything, kept as it is.
	Free
)

// Field is one field.
type Field struct {
	Name     string
	Also     []string // other spellings that are understood
	Type     Type
	Item     *Field   // of a List or a Table
	Key      *Field   // of a Table
	Fields   []Field  // of a Group
	Part     string   // of a Group that stands in several places: what its fields together are called
	Choices  []string // of a Choice
	Kinds    []string // of a Name: which kinds it may refer to
	Min, Max int      // of a Whole, both included, when Max > Min
	Required bool
	Short    string // of a Group: the field that a bare text stands for
	// Negates names the field that true or false, given in the stead of this
	// one's value, is the opposite of: Jekyll's "published: false" is a draft.
	Negates string
	// From names the generators whose files have the field; it is read so that
	// these files need no edit, and is not for new ones.
	From    string
	Usual   bool   // most files of the kind have it, so that `new` writes it
	Doc     string // one sentence or two
	Example string // a value as it is written; Sample finds one where this is empty
}

// Unused reports whether a field is read for the sake of other generators'
// files and then left alone.
func (f Field) Unused() bool { return f.From != "" && f.Type == Free }

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

// Keys gives the names of the fields that new files may have, in their order.
func Keys(fields []Field) []string {
	var keys []string
	for _, f := range fields {
		if f.From == "" {
			keys = append(keys, f.Name)
		}
	}
	return keys
}

// wording says what a value of a type is, one and many.
var wording = map[Type][2]string{
	Line:     {"text on one line", "texts, each on one line"},
	Text:     {"text", "texts"},
	Date:     {"a date", "dates"},
	Moment:   {"a day, or a day and time", "days, or days and times"},
	Zone:     {"a time zone", "time zones"},
	Language: {"a language code", "language codes"},
	Address:  {"an address", "addresses"},
	Path:     {"a path of this site", "paths of this site"},
	Picture:  {"a file in media/", "files in media/"},
	Slug:     {"a slug", "slugs"},
	Colour:   {"a colour", "colours"},
	Degrees:  {"latitude, longitude", "pairs of latitude, longitude"},
	Focal:    {"two percentages", "pairs of percentages"},
	Truth:    {"true or false", "truths"},
	Whole:    {"a whole number", "whole numbers"},
	Group:    {"a group of fields", "groups of fields"},
	Free:     {"anything", "anything"},
}

// plurals are the kinds that a Name refers to, when there are many.
var plurals = map[string]string{"topic": "topics", "person": "people", "organisation": "organisations", "place": "places", "article": "articles"}

// Says words a type for a writer, such as "a list of names of topics".
func (f Field) Says() string {
	switch f.Type {
	case Name:
		return "the name of " + joined(f.Kinds, article)
	case Choice:
		return "one of " + strings.Join(f.Choices, ", ")
	case List:
		return "a list of " + f.Item.many()
	case Table:
		return "a group, each line " + f.Key.Says() + " and " + f.Item.Says()
	case Whole:
		if f.Max > f.Min && f.Max <= 10 {
			return "a whole number from " + strconv.Itoa(f.Min) + " to " + strconv.Itoa(f.Max)
		}
	}
	return wording[f.Type][0]
}

func (f Field) many() string {
	switch f.Type {
	case Choice:
		return strings.Join(f.Choices, ", ")
	case Name:
		return "names of " + joined(f.Kinds, func(kind string) string { return plurals[kind] })
	}
	return wording[f.Type][1]
}

// joined lists kinds, as in "a person, an organisation or a place".
func joined(kinds []string, word func(string) string) string {
	var b strings.Builder
	for i, kind := range kinds {
		switch {
		case i > 0 && i == len(kinds)-1:
			b.WriteString(" or ")
		case i > 0:
			b.WriteString(", ")
		}
		b.WriteString(word(kind))
	}
	return b.String()
}

func article(noun string) string {
	if strings.ContainsRune("aeiou", rune(noun[0])) {
		return "an " + noun
	}
	return "a " + noun
}

// samples are values that show what a type takes.
var samples = map[Type]string{
	Line: "some words", Text: "one or two sentences", Date: "2024-01-16", Moment: "2024-01-19T18:30:00+05:00",
	Zone: "Asia/Karachi", Language: "ur", Address: "https://example.org/page", Path: "/old/address/", Picture: "/media/name.jpg",
	Slug: "some-words", Name: "some-name", Colour: `"#8f1d2c"`, Degrees: "26.97, 64.09", Focal: "30% 60%", Truth: "true", Free: "anything",
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
	case f.Type == List:
		return "[" + f.Item.quoted() + "]"
	case f.Type == Table:
		return "{" + f.Key.Sample() + ": " + f.Item.quoted() + "}"
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

// quoted gives the sample as it stands in brackets, where a comma or a colon
// would end it.
func (f Field) quoted() string {
	if sample := f.Sample(); strings.ContainsAny(sample, ",:") && !strings.ContainsAny(sample[:1], `[{"`) {
		return strconv.Quote(sample)
	}
	return f.Sample()
}
