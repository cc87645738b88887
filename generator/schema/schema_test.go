package schema_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v4"

	"daybook/generator/fields"
	"daybook/generator/frontmatter"
	"daybook/generator/load"
	"daybook/generator/news"
	"daybook/generator/problem"
	"daybook/generator/schema"
	"daybook/generator/source"
)

// judge compiles the bundle of all schemas, which holds it against the
// meta-schema of its dialect, and gives the schema of each kind.
func judge(t *testing.T) map[string]*jsonschema.Schema {
	t.Helper()
	text, err := jsonschema.UnmarshalJSON(bytes.NewReader(schema.All()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	if err := c.AddResource(schema.ID(""), text); err != nil {
		t.Fatal(err)
	}
	schemas := map[string]*jsonschema.Schema{}
	for _, kind := range append(fields.Kinds(), fields.Site) {
		if schemas[kind.Name], err = c.Compile(schema.ID("") + "#/$defs/" + kind.Name); err != nil {
			t.Fatal(err)
		}
	}
	return schemas
}

// TestOneIsThatOfTheBundle holds that the schema of a kind alone compiles and
// says what the bundle says.
func TestOneIsThatOfTheBundle(t *testing.T) {
	var bundle struct {
		Defs map[string]any `json:"$defs"`
	}
	if err := json.Unmarshal(schema.All(), &bundle); err != nil {
		t.Fatal(err)
	}
	for _, kind := range append(fields.Kinds(), fields.Site) {
		text, err := jsonschema.UnmarshalJSON(bytes.NewReader(schema.Of(kind)))
		if err != nil {
			t.Fatal(err)
		}
		c := jsonschema.NewCompiler()
		if err := c.AddResource(schema.ID(kind.Name), text); err != nil {
			t.Fatal(err)
		}
		if _, err := c.Compile(schema.ID(kind.Name)); err != nil {
			t.Error(err)
		}
		one, _ := json.Marshal(text)
		other, _ := json.Marshal(bundle.Defs[kind.Name])
		if !bytes.Equal(one, other) {
			t.Errorf("the schema of %s alone is not that of the bundle", kind.Name)
		}
	}
}

// TestContentOfThisRepositoryIsValid holds every file of content/.
func TestContentOfThisRepositoryIsValid(t *testing.T) {
	schemas := judge(t)
	root := os.DirFS("../../content")
	held := 0
	err := fs.WalkDir(root, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		top, _, _ := strings.Cut(name, "/")
		kind, known := fields.KindIn(top)
		if name == "site.yaml" {
			kind, known = fields.Site, true
		}
		if !known {
			return nil
		}
		text, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		if name != "site.yaml" {
			split, problems := frontmatter.Cut(source.NewFile(name, text))
			if len(problems) > 0 || split.Format != frontmatter.YAML {
				t.Errorf("%s has no header in YAML", name)
			}
			text = text[split.Header.Start:split.Header.End]
		}
		var tree yaml.Node
		if err := yaml.Unmarshal(text, &tree); err != nil {
			return err
		}
		held++
		if err := schemas[kind.Name].Validate(plain(&tree)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if held < 10 {
		t.Errorf("only %d files were held", held)
	}
	t.Logf("%d files", held)
}

// plain gives YAML as values of JSON; dates stay text.
func plain(n *yaml.Node) any {
	switch n.Kind {
	case yaml.DocumentNode:
		return plain(n.Content[0])
	case yaml.MappingNode:
		object := map[string]any{}
		for i := 0; i+1 < len(n.Content); i += 2 {
			object[n.Content[i].Value] = plain(n.Content[i+1])
		}
		return object
	case yaml.SequenceNode:
		list := make([]any, len(n.Content))
		for i, item := range n.Content {
			list[i] = plain(item)
		}
		return list
	}
	switch n.ShortTag() {
	case "!!null":
		return nil
	case "!!bool":
		return strings.EqualFold(n.Value, "true")
	case "!!int", "!!float":
		return json.Number(n.Value)
	}
	return n.Value
}

type object = map[string]any

// values are what texts of each type may be, and may not.
var values = map[fields.Type]struct{ right, wrong []any }{
	fields.Line:     {[]any{"some words", 2024, true, "تہران"}, []any{"a\nb", []any{}, object{}}},
	fields.Text:     {[]any{"a\nb", 1.5}, []any{[]any{"a"}, object{"a": 1}}},
	fields.Name:     {[]any{"iran", "Jalil Abbas Jilani", "place:iran"}, []any{"a\nb", object{}}},
	fields.Date:     {[]any{"2024-01-16", "2024-01", 2024, "2024-01-16T04:00+05:00", "2024-02-29", "2024~", "2024-01-16/..", " 2024 "}, []any{"16.1.2024", "2024-13", "2024-02-30", "2023-02-29", "yesterday", "0000", "99999-01-01", 24, 2024.5, true, []any{}, "a\nb"}},
	fields.Moment:   {[]any{"2024-01-19", "2024-01-19T18:30:00+05:00", "2024-01-19 18:30:00 +0500", "2024-01-19T18:30", "2024-01-19T18:30Z"}, []any{"2024-01", 2024, "2024-02-30", "tomorrow", "0000-01-01", "99999-01-01", "2024-01-19T25:00", object{}, []any{"2024-01-19"}}},
	fields.Zone:     {[]any{"Asia/Karachi", "UTC"}, []any{"Local", "+05:00", 5, "Karachi Time", []any{}}},
	fields.Language: {[]any{"ur", "pt-BR"}, []any{"english", "e", 5, []any{}}},
	fields.Address:  {[]any{"/a/", "https://x.example/a", "mailto:a@x.example", "topic:x"}, []any{"javascript:x", "//x.example", "www.x.example/a", "https:x", "a\nb", []any{}}},
	fields.Path:     {[]any{"/old/", "old"}, []any{"https://x.example/", "//x", "/*", "/a?b", object{}}},
	fields.Picture:  {[]any{"/media/a.jpg", "media/a.jpg"}, []any{"https://x.example/a.jpg", "//x/a.jpg", "data:x", []any{}}},
	fields.Slug:     {[]any{"a-b", "پاکستان", 2024}, []any{"..", "A b", "a/b", "con", strings.Repeat("a", 300), "a--b", -5, 1.5, object{}}},
	fields.Colour:   {[]any{"#8f1d2c", "#fff"}, []any{"red", "#ff", 5, []any{}}},
	fields.Focal:    {[]any{"30% 60%", "0%, 100%"}, []any{"30 60", "30%", "101% 0%", 30, "a% b%", []any{}}},
	fields.Degrees:  {[]any{"26.97, 64.09", "-90 180"}, []any{"91, 0", "26.97", 26.97, "a, b", []any{}}},
}

// right gives values that a field takes; the first is the plainest.
func right(f fields.Field) []any {
	var list []any
	switch f.Type {
	case fields.Free:
		return []any{"x", object{"a": []any{1, nil}}, nil}
	case fields.Truth:
		list = []any{true, false}
	case fields.Whole:
		list = []any{max(f.Min, 1), f.Min, f.Max}
		if f.Max <= f.Min {
			list = []any{1, -1}
		}
	case fields.Choice:
		for _, c := range f.Choices {
			list = append(list, c)
		}
	case fields.List:
		item := right(*f.Item)[0]
		list = []any{[]any{item}, item, []any{item, ""}, []any{}, []any{nil}}
	case fields.Table:
		key, item := right(*f.Key)[0], right(*f.Item)[0]
		list = []any{object{key.(string): item}, object{}, object{key.(string): nil}}
	case fields.Group:
		list = []any{group(f)}
		if f.Short != "" {
			list = append(list, right(*fields.Find(f.Fields, f.Short))[0])
		}
	default:
		list = append(list, values[f.Type].right...)
	}
	if f.Negates != "" {
		list = append(list, true)
	}
	if !f.Required {
		list = append(list, nil, "", "  ")
	}
	return list
}

// group gives a group that holds what it must.
func group(f fields.Field) object {
	made := object{}
	for _, inner := range f.Fields {
		if inner.Required {
			made[inner.Name] = right(inner)[0]
		}
	}
	return made
}

// wrong gives values that a field does not take.
func wrong(f fields.Field) []any {
	var list []any
	switch f.Type {
	case fields.Free:
		return nil
	case fields.Truth:
		list = []any{"yes", "true", 1, []any{true}}
	case fields.Whole:
		list = []any{"5", 1.5, true, []any{1}}
		if f.Max > f.Min {
			list = append(list, f.Min-1, f.Max+1)
		}
	case fields.Choice:
		list = []any{"no-such-word", strings.ToUpper(f.Choices[0]), 5, []any{f.Choices[0]}}
	case fields.List:
		item := right(*f.Item)[0]
		for _, w := range wrong(*f.Item) {
			list = append(list, []any{item, w})
			if _, isList := w.([]any); !isList {
				list = append(list, w)
			}
		}
		list = append(list, []any{[]any{item}})
	case fields.Table:
		key, item := right(*f.Key)[0], wrong(*f.Item)[0]
		list = []any{"x", []any{}, object{key.(string): item}}
		if f.Key.Type == fields.Language {
			list = append(list, object{"no language": right(*f.Item)[0]})
		}
	case fields.Group:
		list = []any{[]any{group(f)}}
		odd := group(f)
		odd["no_such_field"] = 1
		list = append(list, odd)
		for _, inner := range f.Fields {
			if inner.Required {
				short := group(f)
				delete(short, inner.Name)
				list = append(list, short)
			}
		}
		if f.Short == "" {
			list = append(list, "x", 5)
		}
	default:
		list = append(list, values[f.Type].wrong...)
	}
	if f.Negates != "" {
		list = append(list, 1)
	}
	if f.Required {
		list = append(list, nil, "", "  ")
	}
	return list
}

// header is a header and whether it is right.
type header struct {
	of    fields.Kind
	doc   object
	right bool
	why   string
}

// base is the least header of a kind.
func base(kind fields.Kind) object {
	switch kind.Name {
	case "article":
		return object{"title": "T", "published": "2024-01-19"}
	case "event":
		return object{"title": "T", "date": "2024-01-16"}
	}
	return object{"title": "T"}
}

// headers gives, for each field of a kind however deep, a header with each
// value that it takes, and one with each that it does not.
func headers(kind fields.Kind) []header {
	var all []header
	var walk func(of []fields.Field, at string, within func(object) object)
	walk = func(of []fields.Field, at string, within func(object) object) {
		for _, f := range of {
			add := func(key string, v any, right bool) {
				doc := within(object{key: v})
				all = append(all, header{kind, doc, right, fmt.Sprintf("%s.%s = %#v", at, key, v)})
			}
			if strings.Contains(at, "exceptions") {
				add(f.Name, "the reason why", true)
				continue
			}
			for _, key := range append([]string{f.Name}, f.Also...) {
				for _, v := range right(f) {
					add(key, v, true)
				}
				for _, v := range wrong(f) {
					add(key, v, false)
				}
			}
			inner, wrap := f, func(v any) any { return v }
			if f.Type == fields.List {
				inner, wrap = *f.Item, func(v any) any { return []any{v} }
			}
			if inner.Type != fields.Group {
				continue
			}
			walk(inner.Fields, at+"."+f.Name+"("+inner.Part+")", func(o object) object {
				whole := group(inner)
				for k, v := range o {
					if named := fields.Find(inner.Fields, k); named.Name != k {
						delete(whole, named.Name)
					}
					whole[k] = v
				}
				return within(object{f.Name: wrap(whole)})
			})
		}
	}
	walk(kind.Fields, kind.Name, func(o object) object {
		doc := base(kind)
		for k, v := range o {
			if named := fields.Find(kind.Fields, k); named.Name != k {
				delete(doc, named.Name)
			}
			doc[k] = v
		}
		return doc
	})
	odd := base(kind)
	odd["no_such_field"] = 1
	return append(all, header{kind, odd, false, "an unknown key"})
}

// demanded reports a header that breaks what load demands of whole articles:
// a title, and for those that are public a day.
func demanded(h header) bool {
	unset := func(v any) bool { return v == nil || v == "" || v == "  " }
	published := h.doc["published"]
	return unset(h.doc["title"]) && unset(h.doc["name"]) || h.of.Name == "article" && (unset(published) || published == true)
}

// TestSchemaAndReadingAgree writes thousands of headers, right and wrong, and
// holds what package load says of each against what its schema says.
func TestSchemaAndReadingAgree(t *testing.T) {
	schemas := judge(t)
	var all []header
	for _, kind := range fields.Kinds() {
		all = append(all, headers(kind)...)
	}
	all = append(all, mixed(all)...)
	dir := t.TempDir()
	write(t, dir, "content/site.yaml", "title: T\n")
	file := func(i int) string { return fmt.Sprintf("content/%s/f%d.md", all[i].of.Folder, i) }
	for i, h := range all {
		write(t, dir, file(i), ";;;\n"+jsonOf(t, h.doc)+"\n;;;\n")
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	var l load.Loader
	content, err := l.Load(t.Context(), root)
	if err != nil {
		t.Fatal(err)
	}
	said := map[string][]problem.Problem{}
	for _, p := range content.Problems {
		if p.Severity == problem.Error {
			said[p.Place.Path] = append(said[p.Place.Path], p)
		}
	}
	refused := 0
	for i, h := range all {
		problems := said[file(i)]
		verdict := validate(t, schemas[h.of.Name], h.doc)
		if demanded(h) {
			continue
		}
		if (verdict == nil) != (len(problems) == 0) || h.right != (verdict == nil) {
			t.Errorf("%s (right: %t)\n reading: %v\n schema: %v", h.why, h.right, problems, verdict)
		}
		if verdict != nil {
			refused++
		}
	}
	t.Logf("%d headers, %d of them refused by both", len(all), refused)
}

// mixed joins right headers, and right headers with one wrong one, at random
// from a fixed seed.
func mixed(all []header) []header {
	random := rand.New(rand.NewPCG(2024, 1))
	var rights, made []header
	for _, h := range all {
		if h.right && !demanded(h) {
			rights = append(rights, h)
		}
	}
	for range 1000 {
		one := all[random.IntN(len(all))]
		if demanded(one) {
			continue
		}
		doc, meant := object{}, map[string]bool{} // a field under another name is not read beside the field itself
		for k, v := range one.doc {
			doc[k] = v
			if f := fields.Find(one.of.Fields, k); f != nil {
				meant[f.Name] = true
			}
		}
		for range 4 {
			other := rights[random.IntN(len(rights))]
			for k, v := range other.doc {
				if other.of.Name == one.of.Name && !meant[k] && fields.Find(one.of.Fields, k).Name == k {
					doc[k], meant[k] = v, true
				}
			}
		}
		made = append(made, header{one.of, doc, one.right, one.why + ", mixed"})
	}
	return made
}

// readAlone are fields of site.yaml of which reading knows more than a schema can say.
var readAlone = []string{
	"site.base_url", "site.baseurl", "site.baseURL", "site.permalinks", "site.feeds", "site.desk", "site.editions().unsubscribe", "site.embeds", "site.cms",
}

// TestSchemaOfTheSiteAndReadingAgree is the same for site.yaml.
func TestSchemaOfTheSiteAndReadingAgree(t *testing.T) {
	schemas := judge(t)
	dir := t.TempDir()
	write(t, dir, "content/site.yaml", "")
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	for _, h := range headers(fields.Site) {
		if slices.ContainsFunc(readAlone, func(field string) bool { return strings.Contains(h.why, field) }) {
			continue
		}
		if h.doc["title"] == nil && h.right {
			continue
		}
		write(t, dir, "content/site.yaml", jsonOf(t, h.doc))
		var errors []problem.Problem
		_, problems := load.Site(root)
		for _, p := range problems {
			if p.Severity == problem.Error {
				errors = append(errors, p)
			}
		}
		verdict := validate(t, schemas["site"], h.doc)
		if (verdict == nil) != (len(errors) == 0) || h.right != (verdict == nil) {
			t.Errorf("%s (right: %t)\n reading: %v\n schema: %v", h.why, h.right, errors, verdict)
		}
	}
}

// TestWhatOnlyReadingKnows lists what the package comment leaves to check.
func TestWhatOnlyReadingKnows(t *testing.T) {
	schemas := judge(t)
	for key, value := range map[string]any{
		"dateline": object{"time_zone": "Mars/Olympus"},
		"lang":     "qq",
		"verified": "2024-01-19/2024-01-16",
		"slug":     "e\u0301tat",
	} {
		doc := object{"title": "T", "published": "2024-01-19", key: value}
		_, _, problems := load.Article(source.NewFile("a.md", []byte(";;;\n"+jsonOf(t, doc)+"\n;;;\n")), news.Site{Lang: "en", Zone: time.UTC})
		if !problem.Stops(problems) {
			t.Errorf("reading takes %s: %v", key, value)
		}
		if err := validate(t, schemas["article"], doc); err != nil {
			t.Errorf("the schema knows that %s cannot be %v; tell so in the package comment", key, value)
		}
	}
}

func validate(t *testing.T, s *jsonschema.Schema, doc object) error {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(strings.NewReader(jsonOf(t, doc)))
	if err != nil {
		t.Fatal(err)
	}
	return s.Validate(v)
}

func jsonOf(t *testing.T, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	file := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
