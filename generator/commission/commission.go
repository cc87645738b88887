// Package commission writes the first version of a content file: the fields
// that most files of its kind have, filled where their value is known, and
// else as a comment that shows what they take.
//
// In: an Order, whose values are right in themselves. Out: the path of the
// file below content/ and its text. What the order's names mean, whether the
// path is free, and writing the file are left to package cli.
package commission

import (
	"encoding/json"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"daybook/generator/fields"
	"daybook/generator/news"
)

// Order is what is known of a new file.
type Order struct {
	Kind   fields.Kind
	Title  string // on one line
	Slug   string // not empty
	ID     string // not empty
	Folder string // below the kind's folder; empty for the habit of the kind
	Lang   string // empty for the site's
	Topics []string
	People []string
	// Day is the day of filing, in the zone that its location names.
	Day time.Time
	// Date is when an event happened, or when an article was or will be
	// published, as written; empty when that is not known yet.
	Date string
}

// Slug gives the slug that a title makes for a file of a kind, or nothing when
// it holds neither letter nor digit. Names that Windows keeps for devices get
// the kind added.
func Slug(title string, kind fields.Kind) string {
	slug := news.Slug(title)
	if slug != "" && device.MatchString(slug) {
		slug += "-" + kind.Name
	}
	return slug
}

var device = regexp.MustCompile(fields.Slug.Pattern().Not)

// ID gives the identity of a new file: the slug, for an article after its day,
// since headlines come back.
func ID(kind fields.Kind, slug string, day time.Time) string {
	if kind.Name == fields.Article.Name {
		return news.Slug(day.Format(time.DateOnly) + "-" + slug)
	}
	return slug
}

// monthFolder is a folder for a year and a month, in which a file's name
// begins with the day alone.
var monthFolder = regexp.MustCompile(`(^|/)\d{4}/\d{2}$`)

// Path gives where the file lies below content/: articles in a folder for year
// and month with the day before the name, all others in the folder of their
// kind.
func (o Order) Path() string {
	folder, name := o.Folder, o.Slug
	if o.Kind.Name == fields.Article.Name {
		if folder == "" {
			folder = o.Day.Format("2006/01")
		}
		if monthFolder.MatchString(folder) {
			name = o.Day.Format("02-") + name
		} else {
			name = o.Day.Format("2006-01-02-") + name
		}
	}
	return path.Join(o.Kind.Folder, folder, name+".md")
}

// Text gives the file: its header in YAML, and room for the body.
func (o Order) Text() string {
	var b strings.Builder
	b.WriteString("---\n")
	known := o.known()
	for _, f := range o.Kind.Fields {
		value, given := known[f.Name]
		if !given && !f.Usual || f.Name == "title" && fields.Find(o.Kind.Fields, "name") != nil {
			continue
		}
		fmt.Fprintf(&b, "# %s\n", about(f))
		if given {
			fmt.Fprintf(&b, "%s:%s\n", f.Name, value)
			continue
		}
		b.WriteString(commented(strings.Join(shown(f, 0), "\n")))
	}
	b.WriteString("---\n\n")
	return b.String()
}

// known gives the values that the order fills, as they stand after the colon.
func (o Order) known() map[string]string {
	known := map[string]string{"id": " " + Scalar(o.ID)}
	title := "title"
	if fields.Find(o.Kind.Fields, "name") != nil {
		title = "name"
	}
	known[title] = " " + Scalar(o.Title)
	if o.Kind.Name != fields.Article.Name && o.Slug[0] >= '0' && o.Slug[0] <= '9' {
		known["slug"] = " " + Scalar(o.Slug) // the name of the file alone would lose its leading date
	}
	if o.Lang != "" {
		known["lang"] = " " + Scalar(o.Lang)
	}
	list := func(name string, words []string) {
		if len(words) > 0 && fields.Find(o.Kind.Fields, name) != nil {
			quoted := make([]string, len(words))
			for i, word := range words {
				quoted[i] = Scalar(word)
			}
			known[name] = " [" + strings.Join(quoted, ", ") + "]"
		}
	}
	list("topics", o.Topics)
	list("people", o.People)
	switch o.Kind.Name {
	case fields.Article.Name:
		known["status"] = " draft"
		known["dateline"] = fmt.Sprintf("\n  # place: Islamabad\n  time_zone: %s\n  date: %s", o.Day.Location(), o.Day.Format(time.DateOnly))
		if o.Date != "" {
			known["published"] = " " + Scalar(o.Date)
		}
	case fields.Event.Name:
		list("actors", o.People)
		known["date"] = " unknown"
		if o.Date != "" {
			known["date"] = " " + Scalar(o.Date)
		}
	}
	return known
}

// about words what a field is for.
func about(f fields.Field) string {
	if f.Type == fields.Choice {
		return f.Doc + " One of " + strings.Join(f.Choices, ", ") + "."
	}
	return f.Doc
}

// shown gives a field with a sample of its value, as lines of YAML.
func shown(f fields.Field, indent int) []string {
	pad := strings.Repeat(" ", indent)
	inner := f
	if f.Type == fields.List {
		inner = *f.Item
	}
	if inner.Type != fields.Group || f.Example != "" {
		return []string{pad + f.Name + ": " + f.Sample()}
	}
	lines := []string{pad + f.Name + ":"}
	first := pad + "  "
	if f.Type == fields.List {
		first, indent = pad+"  - ", indent+2
	}
	for _, part := range inner.Fields {
		if !usual(inner, part) {
			continue
		}
		for _, line := range shown(part, indent+2) {
			lines = append(lines, first+strings.TrimPrefix(line, strings.Repeat(" ", indent+2)))
			first = strings.Repeat(" ", indent+2)
		}
	}
	return lines
}

// usual reports whether a part of a group is shown in a sample of it: the
// necessary and the usual ones, else those that make a good habit.
func usual(group, part fields.Field) bool {
	return part.Required || part.Usual || slices.Contains(habits[group.Part], part.Name)
}

// habits are the fields of parts that a good file has although it need not.
var habits = map[string][]string{
	"picture": {"alt", "credit"},
	"source":  {"url", "publisher"},
	"claim":   {"stance"},
	"event":   {"id"},
}

// commented makes lines a comment.
func commented(text string) string {
	return "# " + strings.ReplaceAll(text, "\n", "\n# ") + "\n"
}

// plain is a text that YAML 1.2 reads as itself without quotation marks.
var plain = regexp.MustCompile(`^[\p{L}\p{N}][\p{L}\p{M}\p{N} ,.+’–—-]*$`)

// Scalar writes a text as a scalar of YAML. JSON strings are such (YAML 1.2,
// 1.3).
func Scalar(text string) string {
	if plain.MatchString(text) && !strings.HasSuffix(text, " ") && !slices.Contains([]string{"true", "false", "null", "yes", "no", "on", "off"}, strings.ToLower(text)) {
		return text
	}
	if instant.MatchString(text) {
		return text
	}
	var b strings.Builder
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(text); err != nil {
		panic(fmt.Sprintf("a text is always JSON: %v", err))
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// instant is a date or a time as EDTF and RFC 3339 write them.
var instant = regexp.MustCompile(`^\d{4}[0-9T:+.Z/~%X-]*$`)
