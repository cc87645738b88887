package layout_test

import (
	"io/fs"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"daybook/generator/layout"
	"daybook/layouts"
)

// TestWhatIsNotShownChangesNothing empties what Set.Shows says that no layout
// shows, on filled pages and samples of every kind: no byte may change. It does
// so for the standard layouts and for lean ones over them.
func TestWhatIsNotShownChangesNothing(t *testing.T) {
	lean, err := fs.Sub(os.DirFS("../build/testdata/bench"), "layouts")
	if err != nil {
		t.Fatal(err)
	}
	for name, own := range map[string]fs.FS{"standard": nil, "lean": lean} {
		set := load(t, layouts.Files, own)
		full := samples()
		for _, k := range layout.Kinds() {
			for _, value := range []any{full[k.Name], filled(k)} {
				bare := reflect.New(k.View).Elem()
				bare.Set(reflect.ValueOf(value))
				emptied := unshown(set, bare)
				if got, want := made(t, set, k.Name, "en", bare.Interface()), made(t, set, k.Name, "en", value); got != want {
					t.Errorf("%s, %s: the page changes without %s", name, k.Name, strings.Join(emptied, ", "))
				}
			}
		}
	}
}

// unshown empties what no layout shows, and names it.
func unshown(set *layout.Set, v reflect.Value) (emptied []string) {
	switch v.Kind() {
	case reflect.Slice:
		fresh := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		reflect.Copy(fresh, v)
		v.Set(fresh)
		for i := range v.Len() {
			emptied = append(emptied, unshown(set, v.Index(i))...)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			f := v.Type().Field(i)
			if name := v.Type().Name() + "." + f.Name; !f.Anonymous && !set.Shows(name) {
				v.Field(i).SetZero()
				emptied = append(emptied, name)
			} else {
				emptied = append(emptied, unshown(set, v.Field(i))...)
			}
		}
	}
	slices.Sort(emptied)
	return slices.Compact(emptied)
}

func TestShowsFollowsValuesThroughTemplates(t *testing.T) {
	for name, c := range map[string]struct {
		front string
		shown []string
		not   []string
	}{
		"field":        {`{{.Lead}}`, []string{"Front.Lead", "Card.Headline", "Link.Note"}, []string{"Front.Latest"}},
		"condition":    {`{{if .Latest}}x{{end}}`, []string{"Front.Latest"}, []string{"Card.Headline"}},
		"include":      {`{{range .Latest}}{{template "a" .}}{{end}}{{define "a"}}{{.Headline}}{{end}}`, []string{"Front.Latest", "Card.Headline"}, []string{"Card.Href"}},
		"variable":     {`{{range $i, $c := .Latest}}{{$c.Kicker.Text}}{{end}}`, []string{"Card.Kicker", "Link.Text"}, []string{"Link.Href"}},
		"embedded":     {`{{.Description}}{{$.Site.Home}}`, []string{"Frame.Description", "Site.Home"}, []string{"Frame.Trail", "Site.Menu"}},
		"printed":      {`{{printf "%v" .Site}}`, []string{"Site.Menu", "Link.Href"}, []string{"Front.Lead"}},
		"dot":          {`{{.}}`, []string{"Front.Days", "Frame.Trail", "Entry.Claims"}, nil},
		"index":        {`{{with index .Latest 0}}{{.Byline}}{{end}}`, []string{"Card.Byline"}, []string{"Card.Href"}},
		"unknown type": {`{{with or .Lead .Days}}{{range .}}{{.Href}}{{end}}{{end}}`, []string{"Topic.Quotes", "Link.Href"}, nil},
	} {
		set := load(t, least("front.html", c.front), nil)
		for _, field := range c.shown {
			if !set.Shows(field) {
				t.Errorf("%s: %s is shown, and Shows denies it", name, field)
			}
		}
		for _, field := range c.not {
			if set.Shows(field) {
				t.Errorf("%s: %s is not shown, and Shows says so", name, field)
			}
		}
	}
}
