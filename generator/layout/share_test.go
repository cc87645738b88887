package layout_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"daybook/generator/layout"
	"daybook/generator/view"
	"daybook/layouts"
)

// sealed gives a copy of a value in which all cards and entries are sealed.
func sealed(value any) any {
	v := reflect.New(reflect.TypeOf(value)).Elem()
	v.Set(reflect.ValueOf(value))
	var seal func(v reflect.Value)
	seal = func(v reflect.Value) {
		switch v.Kind() {
		case reflect.Slice:
			fresh := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
			reflect.Copy(fresh, v)
			v.Set(fresh)
			for i := range v.Len() {
				seal(v.Index(i))
			}
		case reflect.Struct:
			for i := range v.NumField() {
				seal(v.Field(i))
			}
			if f := v.FieldByName("Seal"); f.IsValid() {
				f.SetString("")
				f.SetString(string(view.SealOf(v.Addr().Interface())))
			}
		}
	}
	seal(v)
	return v.Interface()
}

// TestSharingChangesNothing makes pages of every kind and language from values
// without seals, which nothing is shared of, and twice from sealed ones.
func TestSharingChangesNothing(t *testing.T) {
	set := standard(t)
	full := samples()
	for _, k := range layout.Kinds() {
		for _, value := range []any{full[k.Name], filled(k)} {
			for _, lang := range set.Languages() {
				want := made(t, set, k.Name, lang, value)
				for range 2 {
					if got := made(t, set, k.Name, lang, sealed(value)); got != want {
						t.Errorf("%s, %s: sharing changes the page", k.Name, lang)
					}
				}
			}
		}
	}
}

// TestFragmentsAreShared looks at what is shown of a sealed value the second
// time: a value that lies about its seal shows what the first of that seal did.
func TestFragmentsAreShared(t *testing.T) {
	page := func(card string) string {
		set := load(t, least("front.html", `{{range .Latest}}{{template "a" .}}{{end}}`, "partials/a.html", card), nil)
		out := ""
		for _, headline := range []string{"first", "second"} {
			out += made(t, set, "front", "en", view.Front{Latest: []view.Card{{Headline: headline, Seal: "same"}}})
		}
		return out
	}
	if got := page(`<b>{{.Headline}}</b>`); strings.Count(got, "first") != 2 {
		t.Errorf("nothing is shared: %s", got)
	}
	for name, c := range map[string]struct{ front, partial string }{
		"in an attribute":       {`{{range .Latest}}<p title="{{template "a" .}}">x</p>{{end}}`, `{{.Headline}}`},
		"partial left open":     {`{{range .Latest}}{{template "a" .}}">x</p>{{end}}`, `<p title="{{.Headline}}`},
		"with other things too": {`{{range .Latest}}{{template "a" .}}{{end}}{{define "b"}}{{template "a" .Site}}{{end}}`, `{{.Headline}}`},
	} {
		set, problems, err := layout.Load(least("front.html", c.front, "partials/a.html", c.partial), nil)
		if err != nil {
			t.Fatal(err)
		}
		if len(problems) > 0 {
			continue
		}
		if got := made(t, set, "front", "en", view.Front{Latest: []view.Card{{Headline: `"><i>`, Seal: "x"}, {Headline: "other", Seal: "y"}}}); strings.Contains(got, "<i>") || !strings.Contains(got, "other") {
			t.Errorf("%s: %s", name, got)
		}
	}
}

// TestFaultInASharedPartialHasItsPlace reports the partial, not the include.
func TestFaultInASharedPartialHasItsPlace(t *testing.T) {
	set := load(t, least("front.html", "\n{{range .Latest}}{{template \"a\" .}}{{end}}", "partials/a.html", "x\n{{index .Topics 3}}"), nil)
	_, err := set.Make("front", "en", view.Front{Latest: []view.Card{{Headline: "a", Seal: "b"}}})
	if err == nil || !strings.Contains(err.Error(), "layouts/partials/a.html:2:") {
		t.Errorf("the fault is told as %v", err)
	}
}

// BenchmarkTimelinePage shows many entries, each of which it has shown before.
func BenchmarkTimelinePage(b *testing.B) {
	set, _, err := layout.Load(layouts.Files, nil)
	if err != nil {
		b.Fatal(err)
	}
	page := samples()["timeline"].(view.Timeline)
	group := view.Group{Heading: "January 2024"}
	for i := range 300 {
		entry := page.Groups[0].Entries[i%len(page.Groups[0].Entries)]
		entry.ID = fmt.Sprintf("e%d", i)
		group.Entries = append(group.Entries, entry)
	}
	page.Groups = []view.Group{group}
	value := sealed(page)
	for b.Loop() {
		if _, err := set.Make("timeline", "en", value); err != nil {
			b.Fatal(err)
		}
	}
}
