// Package export writes the events of a timeline for other programs: JSON, the
// JSON of TimelineJS, CSV for spreadsheets, and iCalendar.
//
// In: a closed value of package view. Out: bytes, the same for the same value.
// Nothing is invented on the way: a date keeps the precision that it has, and
// what a format cannot say at that precision is left out of it, in sentences
// that the value carries. Text is escaped for the format that it goes into, so
// that none can end its field and none is run by the program that opens it.
// Control characters never leave the house.
//
// Which timelines there are, and under which address each file is found, is
// decided by others. The package does no I/O and knows no clock.
package export

import (
	_ "embed"
	"reflect"
	"strings"
	"unicode"

	"daybook/generator/view"
)

// Schema is the JSON Schema (draft 2020-12) of what [JSON] writes.
//
//go:embed events.schema.json
var Schema []byte

// Format is one way to take a timeline along.
type Format struct {
	File  string // name of the file, beside the page of the timeline
	Kind  string // tells the formats apart in a plan
	Label string // for people: the same in all languages
	Media string // media type
	Write func(view.Events) ([]byte, error)
}

// Formats gives all formats, in the order in which a page offers them.
func Formats() []Format {
	return []Format{
		{"events.csv", "events-csv", "CSV", "text/csv", CSV},
		{"events.ics", "events-ics", "iCalendar", "text/calendar", ICS},
		{"events.json", "events-json", "JSON", "application/json", JSON},
		{"timeline.json", "events-timelinejs", "TimelineJS", "application/json", TimelineJS},
	}
}

// cleaned gives a view in which every text is clean: the same one where it is
// so already, or a copy.
func cleaned(e view.Events) view.Events {
	if spotless(reflect.ValueOf(e)) {
		return e
	}
	return cleanedValue(reflect.ValueOf(e)).Interface().(view.Events)
}

// spotless reports whether there is nothing to clean in a value.
func spotless(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.String:
		return strings.IndexFunc(v.String(), unclean) < 0
	case reflect.Slice:
		for i := range v.Len() {
			if !spotless(v.Index(i)) {
				return false
			}
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if !spotless(v.Field(i)) {
				return false
			}
		}
	}
	return true
}

func cleanedValue(v reflect.Value) reflect.Value {
	out := reflect.New(v.Type()).Elem()
	out.Set(v)
	switch v.Kind() {
	case reflect.String:
		out.SetString(clean(v.String()))
	case reflect.Slice:
		if v.IsNil() {
			break
		}
		out.Set(reflect.MakeSlice(v.Type(), v.Len(), v.Len()))
		for i := range v.Len() {
			out.Index(i).Set(cleanedValue(v.Index(i)))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			out.Field(i).Set(cleanedValue(v.Field(i)))
		}
	}
	return out
}

var lineBreaks = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n")

// clean makes every line break of Unicode a line feed, leaves out all other
// control characters but the tab, and puts U+FFFD for bytes that are no UTF-8.
func clean(text string) string {
	if strings.IndexFunc(text, unclean) < 0 {
		return text
	}
	return strings.Map(func(r rune) rune {
		if r != '\n' && r != '\t' && unicode.IsControl(r) {
			return -1
		}
		return r
	}, lineBreaks.Replace(strings.ToValidUTF8(text, "\uFFFD")))
}

// unclean reports whether a letter is one that clean may change.
func unclean(r rune) bool {
	if ' ' <= r && r < 0x7f {
		return false
	}
	return r == unicode.ReplacementChar || r == '\u2028' || r == '\u2029' || r != '\n' && r != '\t' && unicode.IsControl(r)
}

// line makes one line of a text.
func line(text string) string { return strings.Join(strings.Fields(text), " ") }
