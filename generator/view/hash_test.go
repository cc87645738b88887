package view_test

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"daybook/generator/layout"
	"daybook/generator/view"
)

// views are the types that files are made from: those of pages and those of
// data.
func views() []reflect.Type {
	types := []reflect.Type{
		reflect.TypeFor[view.Feed](), reflect.TypeFor[view.Outline](), reflect.TypeFor[view.Sitemap](), reflect.TypeFor[view.SitemapIndex](), reflect.TypeFor[view.NewsSitemap](), reflect.TypeFor[view.Robots](),
		reflect.TypeFor[view.Redirects](), reflect.TypeFor[view.Headers](), reflect.TypeFor[view.SearchIndex](),
		reflect.TypeFor[view.SearchUnit](), reflect.TypeFor[view.SearchShard](), reflect.TypeFor[view.SearchBlock](),
	}
	for _, k := range layout.Kinds() {
		types = append(types, k.View)
	}
	return types
}

// survey walks a type and tells which of its parts view.Hash would not see, or
// would see change behind its back, and which are marked as covered.
func survey(t reflect.Type) (unseen, covered []string) {
	done := map[reflect.Type]bool{}
	var walk func(reflect.Type, string)
	walk = func(t reflect.Type, at string) {
		if done[t] {
			return
		}
		switch t.Kind() {
		case reflect.String, reflect.Bool, reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
			reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Float32, reflect.Float64:
		case reflect.Slice, reflect.Array:
			walk(t.Elem(), at+"[]")
		case reflect.Struct:
			done[t] = true
			for f := range t.Fields() {
				name := t.String() + "." + f.Name
				switch {
				case f.Tag.Get("view") == "covered":
					covered = append(covered, name)
				case !f.IsExported():
					unseen = append(unseen, name+" is not exported")
				default:
					walk(f.Type, name)
				}
			}
		default:
			unseen = append(unseen, fmt.Sprintf("%s is a %s", at, t.Kind()))
		}
	}
	walk(t, t.String())
	return unseen, covered
}

// TestViewsAreClosed holds the second idea of the house plan: the hash of a
// view stands for all that a page shows.
func TestViewsAreClosed(t *testing.T) {
	var covered []string
	for _, v := range views() {
		unseen, marked := survey(v)
		for _, field := range unseen {
			t.Errorf("%s: the hash cannot stand for it", field)
		}
		covered = append(covered, marked...)
	}
	slices.Sort(covered)
	if got, want := slices.Compact(covered), []string{"view.Body.HTML", "view.SearchItem.Text", "view.SearchShard.Units"}; !slices.Equal(got, want) {
		t.Errorf("covered fields are %v, want %v: each needs fields beside it that stand for it", got, want)
	}
}

// TestSurveySeesWhatIsNotClosed holds the survey itself: a planted fault of
// each sort is found, however deep.
func TestSurveySeesWhatIsNotClosed(t *testing.T) {
	type inner struct{ hidden string }
	for name, planted := range map[string]reflect.Type{
		"map":       reflect.TypeFor[struct{ A struct{ B []map[string]int } }](),
		"function":  reflect.TypeFor[struct{ A func() }](),
		"interface": reflect.TypeFor[struct{ A [2]any }](),
		"channel":   reflect.TypeFor[struct{ A chan int }](),
		"pointer":   reflect.TypeFor[struct{ A *string }](),
		"hidden":    reflect.TypeFor[struct{ A []inner }](),
	} {
		if unseen, _ := survey(planted); len(unseen) != 1 {
			t.Errorf("%s: the survey found %v, want one fault", name, unseen)
		}
	}
}

// filled makes a value in which every field is set and every list has items.
func filled(t *rapid.T, v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		if v.Type() == reflect.TypeFor[view.Seal]() {
			return
		}
		v.SetString(rapid.StringN(0, 4, 16).Draw(t, "text"))
	case reflect.Bool:
		v.SetBool(rapid.Bool().Draw(t, "truth"))
	case reflect.Int:
		v.SetInt(rapid.Int64Range(-3, 3).Draw(t, "number"))
	case reflect.Slice:
		n := rapid.IntRange(1, 2).Draw(t, "items")
		v.Set(reflect.MakeSlice(v.Type(), n, n))
		for i := range n {
			filled(t, v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			filled(t, v.Field(i))
		}
	}
}

// part is one part of a value that can change.
type part struct {
	path    string
	covered bool
	change  func() (undo func())
}

// parts lists every part of a value that can change: texts, truths, numbers,
// and the length of lists.
func parts(v reflect.Value, path string, covered bool) []part {
	set := func(to func() reflect.Value) func() func() {
		return func() func() {
			before := reflect.New(v.Type()).Elem()
			before.Set(v)
			v.Set(to())
			return func() { v.Set(before) }
		}
	}
	value := func(x any) reflect.Value { return reflect.ValueOf(x).Convert(v.Type()) }
	var out []part
	switch v.Kind() {
	case reflect.String:
		out = append(out, part{path, covered, set(func() reflect.Value { return value(v.String() + "x") })})
	case reflect.Bool:
		out = append(out, part{path, covered, set(func() reflect.Value { return value(!v.Bool()) })})
	case reflect.Int:
		out = append(out, part{path, covered, set(func() reflect.Value { return value(v.Int() + 1) })})
	case reflect.Slice:
		out = append(out,
			part{path + " longer", covered, set(func() reflect.Value { return reflect.Append(v, reflect.Zero(v.Type().Elem())) })},
			part{path + " shorter", covered, set(func() reflect.Value { return v.Slice(0, v.Len()-1) })})
		for i := range v.Len() {
			out = append(out, parts(v.Index(i), fmt.Sprintf("%s[%d]", path, i), covered)...)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			f := v.Type().Field(i)
			out = append(out, parts(v.Field(i), path+"."+f.Name, covered || f.Tag.Get("view") == "covered")...)
		}
	default:
		panic("no part is known of a " + v.Kind().String())
	}
	return out
}

// hashSees changes parts of a view, one at a time: the hash changes unless the
// part is covered by others, and is the old one when the change is undone.
func hashSees(t rapid.TB, value reflect.Value, changed []part) {
	before := view.Hash(value.Interface())
	for _, p := range changed {
		undo := p.change()
		if same := view.Hash(value.Interface()) == before; same != p.covered {
			t.Fatalf("%s changed: the hash stays is %t, and covered is %t", p.path, same, p.covered)
		}
		undo()
	}
	if view.Hash(value.Interface()) != before {
		t.Fatalf("the same view has two hashes")
	}
}

// TestHashChangesWithEveryField changes every part of one view of each type,
// and some parts of many.
func TestHashChangesWithEveryField(t *testing.T) {
	for _, v := range views() {
		t.Run(v.Name(), func(t *testing.T) {
			sample := rapid.Custom(func(t *rapid.T) reflect.Value {
				value := reflect.New(v).Elem()
				filled(t, value)
				return value
			})
			value := sample.Example(1)
			hashSees(t, value, parts(value, v.Name(), false))
			rapid.Check(t, func(t *rapid.T) {
				value := sample.Draw(t, "view")
				all := parts(value, v.Name(), false)
				from := rapid.IntRange(0, len(all)-1).Draw(t, "from")
				hashSees(t, value, all[from:min(from+5, len(all))])
			})
		})
	}
}

// TestHashKeepsNeighboursApart looks at values that differ only in where
// something stands.
// TestSealStandsForAll tells values apart by their seals alone.
func TestSealStandsForAll(t *testing.T) {
	a, b := view.Card{Headline: "a"}, view.Card{Headline: "b"}
	bare := view.Hash(view.Front{Lead: []view.Card{a}})
	a.Seal, b.Seal = view.SealOf(&a), view.SealOf(&b)
	if a.Seal == b.Seal {
		t.Error("two cards have one seal")
	}
	sealed := view.Hash(view.Front{Lead: []view.Card{a}})
	if sealed == bare || sealed == view.Hash(view.Front{Lead: []view.Card{b}}) {
		t.Error("the seals do not count")
	}
	a.Headline = "not looked at"
	if view.Hash(view.Front{Lead: []view.Card{a}}) != sealed {
		t.Error("a sealed value is looked through")
	}
	entry := view.Entry{ID: "a"}
	if view.SealOf(&entry) == view.SealOf(&view.Card{Headline: "a"}) {
		t.Error("values of two kinds have one seal")
	}
}

func TestHashKeepsNeighboursApart(t *testing.T) {
	card := view.Card{Headline: "a"}
	for name, pair := range map[string][2]any{
		"texts":   {view.Redirect{From: "ab", To: "c"}, view.Redirect{From: "a", To: "bc"}},
		"lists":   {view.Front{Lead: []view.Card{card}}, view.Front{Latest: []view.Card{card}}},
		"nesting": {view.Article{Body: view.Body{Links: []view.BodyLink{{Href: "a"}}}}, view.Article{Body: view.Body{Hash: "a", Links: []view.BodyLink{{}}}}},
		"types":   {view.Sitemap{}, view.Redirects{}},
	} {
		if view.Hash(pair[0]) == view.Hash(pair[1]) {
			t.Errorf("%s: %+v and %+v have one hash", name, pair[0], pair[1])
		}
	}
}

// TestHashRefusesWhatItCannotSee: a map slipped into a view is loud, not stale.
func TestHashRefusesWhatItCannotSee(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a map was hashed")
		}
	}()
	view.Hash(struct{ M map[string]int }{})
}
