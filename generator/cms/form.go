package cms

import (
	"strings"

	"daybook/generator/fields"
)

// config is a configuration as decapcms.org/docs/configuration-options describes it.
type config struct {
	Backend     backend      `yaml:"backend"`
	Local       bool         `yaml:"local_backend"`
	Mode        string       `yaml:"publish_mode,omitempty"`
	URL         string       `yaml:"site_url,omitempty"`
	Media       string       `yaml:"media_folder"`
	Public      string       `yaml:"public_folder"`
	Slug        slugs        `yaml:"slug"`
	Search      bool         `yaml:"search"`
	Collections []collection `yaml:"collections"`
}

type backend struct {
	Name    string `yaml:"name"`
	Repo    string `yaml:"repo,omitempty"`
	Branch  string `yaml:"branch"`
	BaseURL string `yaml:"base_url,omitempty"`
}

type slugs struct {
	Encoding string `yaml:"encoding"`
	Clean    bool   `yaml:"clean_accents"`
}

type collection struct {
	Name       string   `yaml:"name"`
	Label      string   `yaml:"label"`
	Singular   string   `yaml:"label_singular"`
	Folder     string   `yaml:"folder"`
	Path       string   `yaml:"path,omitempty"`
	Slug       string   `yaml:"slug"`
	Create     bool     `yaml:"create"`
	Format     string   `yaml:"format"`
	Identifier string   `yaml:"identifier_field"`
	Summary    string   `yaml:"summary,omitempty"`
	Sortable   []string `yaml:"sortable_fields,omitempty"`
	Filters    []filter `yaml:"view_filters,omitempty"`
	Editor     editor   `yaml:"editor"`
	Fields     []widget `yaml:"fields"`
}

type editor struct {
	Preview bool `yaml:"preview"`
}

type filter struct {
	Label   string `yaml:"label"`
	Field   string `yaml:"field"`
	Pattern string `yaml:"pattern"`
}

// widget is a field of a form.
type widget struct {
	Name     string   `yaml:"name"`
	Label    string   `yaml:"label"`
	Widget   string   `yaml:"widget"`
	Required bool     `yaml:"required"`
	Hint     string   `yaml:"hint,omitempty"`
	Pattern  []string `yaml:"pattern,omitempty"`
	Default  any      `yaml:"default,omitempty"`
	// of some widgets alone
	Options   []string `yaml:"options,omitempty"`
	Multiple  bool     `yaml:"multiple,omitempty"`
	Relation  string   `yaml:"collection,omitempty"`
	Value     string   `yaml:"value_field,omitempty"`
	Seek      []string `yaml:"search_fields,omitempty"`
	Shown     []string `yaml:"display_fields,omitempty"`
	ValueType string   `yaml:"value_type,omitempty"`
	Min       *int     `yaml:"min,omitempty"`
	Max       *int     `yaml:"max,omitempty"`
	Format    string   `yaml:"format,omitempty"`
	Collapsed bool     `yaml:"collapsed,omitempty"`
	Summary   string   `yaml:"summary,omitempty"`
	Modes     []string `yaml:"modes,omitempty"`
	Field     *widget  `yaml:"field,omitempty"`
	Fields    []widget `yaml:"fields,omitempty"`
}

func label(name string) string {
	words := strings.ReplaceAll(name, "_", " ")
	return strings.ToUpper(words[:1]) + words[1:]
}

func (s Site) collection(kind fields.Kind) collection {
	c := collection{
		Name: kind.Folder, Label: label(kind.Folder), Singular: kind.Name, Folder: "content/" + kind.Folder, Slug: "{{title}}",
		Create: true, Format: "daybook-" + kind.Name, Identifier: "title",
	}
	if kind.Name == fields.Article.Name {
		c.Summary, c.Sortable = "{{title}} ({{published}})", []string{"published", "title"}
		for _, state := range fields.Find(kind.Fields, "status").Choices {
			c.Filters = append(c.Filters, filter{label(state), "status", state})
		}
	}
	var rare []widget
	for _, f := range kind.Fields {
		if !s.asked(f) {
			continue
		}
		w := s.widget(f)
		if f.Name == "title" {
			w.Required = true
		}
		if f.Usual {
			c.Fields = append(c.Fields, w)
		} else {
			rare = append(rare, w)
		}
	}
	c.Fields = append(c.Fields, widget{
		Name: "body", Label: "Text", Widget: "markdown", Modes: []string{"raw"},
		Hint: "Markdown. Links such as [words](event:id), [words](topic:id) and [words](article:id) lead to what they name.",
	})
	c.Fields = append(c.Fields, rare...)
	return c
}

// none is a widget's default: an editor has to fill it in.
const none = ""

func (s Site) widget(f fields.Field) widget {
	w := widget{Name: f.Name, Label: label(f.Name), Widget: "string", Required: f.Required, Hint: hint(f)}
	switch f.Type {
	case fields.Text:
		w.Widget = "text"
	case fields.Moment:
		w.Widget, w.Format, w.Default = "datetime", "YYYY-MM-DDTHH:mm:ssZ", none
		if f.Name == "published" {
			w.Default = "{{now}}"
		}
	case fields.Picture:
		w.Widget = "image"
	case fields.Truth:
		w.Widget, w.Default = "boolean", false
	case fields.Whole:
		w.Widget, w.ValueType = "number", "int"
		if f.Max > f.Min {
			w.Min, w.Max = &f.Min, &f.Max
		}
	case fields.Choice:
		w.Widget, w.Options = "select", f.Choices
	case fields.Group:
		w.Widget, w.Collapsed, w.Fields = "object", true, s.widgets(f.Fields)
		for i := range w.Fields { // a form asks for them even where the whole group is left out
			w.Fields[i].Required = false
		}
	case fields.Table:
		w.Widget, w.Collapsed = "object", true
		for _, lang := range append([]string{s.Lang}, s.Languages...) {
			w.Fields = append(w.Fields, widget{Name: lang, Label: lang, Widget: "string"})
		}
	case fields.Name:
		w.relate(f.Kinds)
	case fields.List:
		s.list(&w, *f.Item)
	default:
		w.Pattern = pattern(f)
	}
	return w
}

func (s Site) widgets(list []fields.Field) []widget {
	var out []widget
	for _, f := range list {
		if s.asked(f) {
			out = append(out, s.widget(f))
		}
	}
	return out
}

func (s Site) list(w *widget, item fields.Field) {
	switch item.Type {
	case fields.Choice:
		w.Widget, w.Options, w.Multiple = "select", item.Choices, true
		return
	case fields.Name:
		if w.relate(item.Kinds); w.Widget == "relation" {
			w.Multiple = true
			return
		}
	case fields.Group:
		w.Widget, w.Collapsed, w.Fields = "list", true, s.widgets(item.Fields)
		for _, name := range []string{item.Short, "headline", "title", "name", "by"} {
			if fields.Find(item.Fields, name) != nil {
				w.Summary = "{{fields." + name + "}}"
				break
			}
		}
		return
	}
	w.Widget = "list"
	w.Field = &widget{Name: "item", Label: label(w.Name), Widget: "string", Required: true, Pattern: pattern(item)}
}

// relate makes a widget choose among the files of a collection, where what it
// names must have one. A person, an organisation or a place may be named that
// has no file, which no chooser would keep.
func (w *widget) relate(kinds []string) {
	if len(kinds) != 1 || kinds[0] != fields.Topic.Name {
		return
	}
	w.Widget, w.Relation, w.Value = "relation", fields.Topic.Folder, "{{slug}}"
	w.Seek, w.Shown = []string{"title"}, []string{"title"}
}

func hint(f fields.Field) string {
	parts := []string{f.Doc}
	if says := f.Says(); says != "text on one line" && says != "text" && f.Type != fields.Group && f.Type != fields.Choice {
		parts = append(parts, label(says)+".")
	}
	if f.Example != "" {
		parts = append(parts, "Example: "+f.Example)
	}
	return strings.TrimSpace(strings.Join(parts, " "))
}

// pattern gives what a text must look like and the words for one that does not,
// in the regular expressions of ECMAScript without the flag u, as a CMS reads
// them; nothing for a pattern that these cannot say.
func pattern(f fields.Field) []string {
	p := f.Type.Pattern()
	if p.Must == "" || f.Type == fields.Line || f.Type == fields.Name || strings.Contains(p.Must, `\p{`) {
		return nil
	}
	must := p.Must
	if p.Not != "" {
		must = "^(?!" + strings.TrimPrefix(p.Not, "^") + ")" + strings.TrimPrefix(must, "^")
	}
	return []string{must, "This must be " + f.Says()}
}
