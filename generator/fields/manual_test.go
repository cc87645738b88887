package fields_test

import (
	"flag"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"daybook/generator/fields"
)

var update = flag.Bool("update", false, "write the tables of content/README.md anew")

const manual = "../../content/README.md"

// TestManualTellsEveryField holds the tables of the writer's guide against the
// description. After a change of the description, write them anew with
//
//	go test ./generator/fields -update
//
// Each stands between <!-- fields:NAME --> and <!-- /fields -->; what stands
// around them is written by hand.
func TestManualTellsEveryField(t *testing.T) {
	text, err := os.ReadFile(manual)
	if err != nil {
		t.Fatal(err)
	}
	tables := manualTables()
	mark := regexp.MustCompile(`(?s)<!-- fields:([a-z]+) -->\n.*?\n<!-- /fields -->`)
	told := map[string]bool{}
	fresh := mark.ReplaceAllStringFunc(string(text), func(old string) string {
		name := mark.FindStringSubmatch(old)[1]
		if tables[name] == "" {
			t.Errorf("the guide has a table %q, and the description has none", name)
			return old
		}
		told[name] = true
		return fmt.Sprintf("<!-- fields:%s -->\n\n%s\n<!-- /fields -->", name, tables[name])
	})
	for name := range tables {
		if !told[name] {
			t.Errorf("the guide has no place for the table: <!-- fields:%s -->", name)
		}
	}
	if fresh == string(text) || t.Failed() {
		return
	}
	if !*update {
		t.Fatal("the guide's tables are not those of the description; run  go test ./generator/fields -update")
	}
	if err := os.WriteFile(manual, []byte(fresh), 0o644); err != nil {
		t.Fatal(err)
	}
}

// chapters are the parts that have a table of their own, and its name there;
// exceptions share that of strictness, for they name the same rules.
var chapters = map[string]string{
	"source": "Source", "picture": "Picture", "event": "Event", "exceptions": "Checks", "strictness": "Checks",
}

func manualTables() map[string]string {
	tables := map[string]string{}
	common := sharedFields()
	for _, kind := range append(fields.Kinds(), fields.Site) {
		own := kind.Fields
		if kind.Name != "site" {
			own = slices.DeleteFunc(slices.Clone(own), func(f fields.Field) bool {
				return f.From != "" || fields.Find(common, f.Name) != nil
			})
		}
		tables[kind.Name] = table(own)
	}
	tables["common"] = table(common)
	for name := range chapters {
		if part := findPart(name); part != nil && tables[name] == "" && name != "exceptions" {
			tables[name] = table(part)
		}
	}
	tables["elsewhere"] = elsewhere()
	return tables
}

// sharedFields are the fields of every kind, in their order.
func sharedFields() []fields.Field {
	return slices.DeleteFunc(slices.Clone(fields.Page.Fields), func(f fields.Field) bool {
		for _, kind := range fields.Kinds() {
			if other := fields.Find(kind.Fields, f.Name); other == nil || other.Doc != f.Doc {
				return true
			}
		}
		return f.From != ""
	})
}

// findPart gives the fields of a part, wherever it stands.
func findPart(name string) []fields.Field {
	var look func([]fields.Field) []fields.Field
	look = func(in []fields.Field) []fields.Field {
		for _, f := range in {
			if f.Item != nil {
				f = *f.Item
			}
			if f.Part == name {
				return f.Fields
			}
			if found := look(f.Fields); found != nil {
				return found
			}
		}
		return nil
	}
	for _, kind := range append(fields.Kinds(), fields.Site) {
		if found := look(kind.Fields); found != nil {
			return found
		}
	}
	return nil
}

func table(of []fields.Field) string {
	return "| field | value | meaning |\n|---|---|---|\n" + rows(of, "")
}

func rows(of []fields.Field, within string) string {
	var b strings.Builder
	for _, f := range of {
		meaning := f.Doc
		if f.Required {
			meaning += " *Required.*"
		}
		if f.Example != "" {
			meaning += " Example: `" + f.Example + "`"
		}
		fmt.Fprintf(&b, "| `%s%s` | %s | %s |\n", within, f.Name, value(f), meaning)
		inner := f
		if f.Type == fields.List {
			inner = *f.Item
		}
		if chapters[inner.Part] == "" {
			b.WriteString(rows(inner.Fields, within+f.Name+"."))
		}
	}
	return b.String()
}

// value words what a field takes for the guide, which sets choices as code and
// leads to the tables of parts.
func value(f fields.Field) string {
	inner, what := f, "a group"
	if f.Type == fields.List {
		inner, what = *f.Item, "a list"
	}
	switch {
	case chapters[inner.Part] != "":
		return what + "; see *" + chapters[inner.Part] + "*"
	case f.Type == fields.Choice:
		return "`" + strings.Join(f.Choices, "`, `") + "`"
	}
	return f.Says()
}

// elsewhere tells what becomes of the keys that Hugo and Jekyll write in an
// article.
func elsewhere() string {
	var b strings.Builder
	b.WriteString("| key | what becomes of it |\n|---|---|\n")
	var unused []string
	for _, f := range fields.Article.Fields {
		if f.Negates != "" {
			fmt.Fprintf(&b, "| `%s: true` or `false` | the opposite of `%s` |\n", f.Name, f.Negates)
		}
		keys := slices.Clone(f.Also)
		becomes := "`" + f.Name + "`"
		switch {
		case f.Unused():
			unused = append(unused, "`"+f.Name+"`")
			continue
		case f.From != "":
			keys, becomes = append([]string{f.Name}, keys...), f.Doc
		case f.Type == fields.List && len(keys) > 0:
			becomes += "; what stands under both is joined"
		}
		if len(keys) > 0 {
			fmt.Fprintf(&b, "| `%s` | %s |\n", strings.Join(keys, "`, `"), becomes)
		}
	}
	fmt.Fprintf(&b, "| %s | left alone |\n", strings.Join(unused, ", "))
	return b.String()
}

// TestFieldsAreDescribed holds each field to what all who use the description
// need of it.
func TestFieldsAreDescribed(t *testing.T) {
	var look func(where string, of []fields.Field)
	look = func(where string, of []fields.Field) {
		seen := map[string]bool{}
		for _, f := range of {
			at := where + "." + f.Name
			for _, word := range append([]string{f.Name}, f.Also...) {
				if seen[word] {
					t.Errorf("%s: %q is written twice", at, word)
				}
				seen[word] = true
			}
			if f.Type == 0 || f.Doc == "" || strings.ContainsAny(f.Doc, "\n|") {
				t.Errorf("%s has no type, or its doc is no sentence for a table", at)
			}
			if f.Type == fields.Choice && len(f.Choices) == 0 || f.Type == fields.Name && len(f.Kinds) == 0 {
				t.Errorf("%s has nothing to choose from", at)
			}
			if f.Short != "" && fields.Find(f.Fields, f.Short) == nil || f.Negates != "" && fields.Find(of, f.Negates) == nil {
				t.Errorf("%s names a field that is not there", at)
			}
			inner := f.Fields
			if f.Item != nil {
				inner = f.Item.Fields
			}
			look(at, inner)
		}
	}
	for _, kind := range append(fields.Kinds(), fields.Site) {
		look(kind.Name, kind.Fields)
	}
}

// TestPatternsTakeTheirSamples also holds that the patterns are such as Go
// reads.
func TestPatternsTakeTheirSamples(t *testing.T) {
	for name, c := range map[string]struct {
		of      fields.Type
		yes, no string
	}{
		"date":     {fields.Date, "2024-01-16 2024-01 2024 2024-21 2024-XX 2024-01-XX 20XX 202X 2024-01-16? 2024-01~ 2024-01-16/.. /2024 2024/2025 2024-02-29 0001 9999-12-31 2000-02-29 2024-01-16T04:00+05:00 2024-01-16T04:00Z unknown", "2024-1-16 16.1.2024 2024-13 2024-02-30 2023-02-29 1900-02-29 0000 99999-01-01 yesterday 2024-01-16T24:00 2024-25 ../.. 2024-01-16T04 20-01-16"},
		"moment":   {fields.Moment, "2024-01-19 2024-01-19T18:30:00+05:00 2024-01-19T18:30Z 2024-01-19T18:30 2024-01-19T18:30:00.5Z", "2024-01 2024 2024-01-19T18 2024-04-31 2024-01-19T18:60 0000-01-01 99999-01-01"},
		"slug":     {fields.Slug, "a a-b 2024-x پاکستان a1", ".. a/b A a--b -a a- con com1 lpt¹ a.b a_b"},
		"address":  {fields.Address, "/a a/b https://x.example/a?b#c mailto:a@b.example topic:x #part ?q", "//x.example www.x.example javascript:x data:x https: https:x HTTPS://"},
		"picture":  {fields.Picture, "/media/a.jpg media/a.jpg", "https://x.example/a.jpg //x/a.jpg data:x www.x.example/a.jpg"},
		"zone":     {fields.Zone, "UTC Asia/Karachi America/Argentina/Buenos_Aires Etc/GMT+5", "Local +05:00 Asia/ 5"},
		"language": {fields.Language, "en ur pt-BR zh-Hant-TW", "english e en- en--us"},
		"colour":   {fields.Colour, "#fff #8f1d2c", "fff #ff red #gggggg"},
		"focal":    {fields.Focal, "30%,60% 0%,100%", "30,60 30% 101%,0% -1%,5% a%,b% 1%,2%,3%"},
		"degrees":  {fields.Degrees, "26.97,64.09 -90;180 +0,-0.5", "91,0 0,181 26.97 a,b 1,2,3"},
		"path":     {fields.Path, "/old/ old/a", "https://x/ //x /* /a?b /a#b"},
	} {
		p := c.of.Pattern()
		must, not := regexp.MustCompile(p.Must), regexp.MustCompile(p.Not)
		takes := func(text string) bool {
			return must.MatchString(text) && (p.Not == "" || !not.MatchString(text)) && (p.Most == 0 || len([]rune(text)) <= p.Most)
		}
		for _, text := range strings.Fields(c.yes) {
			if !takes(text) {
				t.Errorf("a %s may be %q", name, text)
			}
		}
		for _, text := range strings.Fields(c.no) {
			if takes(text) {
				t.Errorf("a %s may not be %q", name, text)
			}
		}
	}
}
