package commission_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v4"

	"daybook/generator/commission"
	"daybook/generator/fields"
	"daybook/generator/frontmatter"
	"daybook/generator/news"
	"daybook/generator/schema"
	"daybook/generator/source"
)

var titles = []string{
	"Ministers speak", "Pakistan and Iran: a thaw", `He said "no"`, "پاکستان اور ایران", "تهران: گفت‌وگو", "# not a heading", "- item", "[a, b]", "{a: b}",
	"true", "No", "2024", "2024-01-16 and after", "a #b", "it's", "@work", "*x*", "&x", "!x", "%x", "back\\slash", "ends ", "con", "日本", "élysée", "a: b", "~", "<b>", "| x", "> x", "'x", "null", "1e3",
}

func order(kind fields.Kind, title string) commission.Order {
	karachi, err := time.LoadLocation("Asia/Karachi")
	if err != nil {
		panic(err)
	}
	day := time.Date(2024, 1, 19, 0, 0, 0, 0, karachi)
	slug := commission.Slug(title, kind)
	return commission.Order{Kind: kind, Title: title, Slug: slug, ID: commission.ID(kind, slug, day), Day: day}
}

func read(t *testing.T, kind fields.Kind, text string) frontmatter.Record {
	t.Helper()
	record, body, problems := frontmatter.Read(source.NewFile("a.md", []byte(text)), kind.Name, kind.Fields)
	if len(problems) > 0 {
		t.Errorf("%s\n%v", text, problems)
	}
	if strings.TrimSpace(text[body.Start:]) != "" {
		t.Errorf("there is a body already:\n%s", text)
	}
	return record
}

// TestEveryFileIsRight reads files of every kind and title back, holds them
// against their schema, and looks whether the title has survived.
func TestEveryFileIsRight(t *testing.T) {
	for _, kind := range fields.Kinds() {
		valid := validator(t, kind)
		for _, title := range titles {
			o := order(kind, title)
			if o.Slug == "" {
				continue
			}
			text := o.Text()
			record := read(t, kind, text)
			if got := record.Text("title") + record.Text("name"); got != strings.TrimSpace(title) {
				t.Errorf("%s: the title %q is read as %q", kind.Name, title, got)
			}
			if got := record.Text("id"); got != o.ID || !news.IsSlug(got) {
				t.Errorf("%s %q: id %q", kind.Name, title, got)
			}
			if err := valid.Validate(header(t, text)); err != nil {
				t.Errorf("%s %q: %v", kind.Name, title, err)
			}
		}
	}
}

// TestCommentsAreRightOnceTheyAreNone takes the marks of comment away from the
// samples, one after the other and all at once.
func TestCommentsAreRightOnceTheyAreNone(t *testing.T) {
	for _, kind := range fields.Kinds() {
		var sentences []string
		for _, f := range kind.Fields {
			sentences = append(sentences, "# "+f.Doc)
		}
		lines := strings.Split(order(kind, "Ministers speak").Text(), "\n")
		samples := 0
		for i, line := range lines {
			if !strings.HasPrefix(line, "# ") || slices.ContainsFunc(sentences, func(s string) bool { return strings.HasPrefix(line, s) }) {
				continue
			}
			lines[i] = strings.TrimPrefix(line, "# ")
			samples++
		}
		text := strings.Join(lines, "\n")
		record := read(t, kind, text)
		if err := validator(t, kind).Validate(header(t, text)); err != nil {
			t.Errorf("%s: %v", kind.Name, err)
		}
		for _, f := range kind.Fields {
			if f.Usual && !record.Has(f.Name) && f.Name != "title" {
				t.Errorf("%s: there is no sample of %s:\n%s", kind.Name, f.Name, text)
			}
		}
		if samples == 0 {
			t.Errorf("%s: no samples", kind.Name)
		}
	}
}

func validator(t *testing.T, kind fields.Kind) *jsonschema.Schema {
	t.Helper()
	text, err := jsonschema.UnmarshalJSON(bytes.NewReader(schema.Of(kind)))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource(schema.ID(kind.Name), text); err != nil {
		t.Fatal(err)
	}
	compiled, err := c.Compile(schema.ID(kind.Name))
	if err != nil {
		t.Fatal(err)
	}
	return compiled
}

// header gives a file's header as values of JSON; dates are text.
func header(t *testing.T, text string) any {
	t.Helper()
	_, after, _ := strings.Cut(text, "---\n")
	yamlText, _, _ := strings.Cut(after, "\n---\n")
	var tree yaml.Node
	if err := yaml.Unmarshal([]byte(yamlText), &tree); err != nil {
		t.Fatal(err)
	}
	return plain(tree.Content[0])
}

func plain(n *yaml.Node) any {
	switch n.Kind {
	case yaml.MappingNode:
		object := map[string]any{}
		for i := 0; i+1 < len(n.Content); i += 2 {
			object[n.Content[i].Value] = plain(n.Content[i+1])
		}
		return object
	case yaml.SequenceNode:
		var list []any
		for _, item := range n.Content {
			list = append(list, plain(item))
		}
		return list
	}
	if n.ShortTag() == "!!int" {
		return len(n.Value)
	}
	return n.Value
}

func TestPaths(t *testing.T) {
	for _, c := range []struct {
		kind                fields.Kind
		title, folder, want string
	}{
		{fields.Article, "Ministers speak", "", "articles/2024/01/19-ministers-speak.md"},
		{fields.Article, "Ministers speak", "2023/12", "articles/2023/12/19-ministers-speak.md"},
		{fields.Article, "Ministers speak", "crisis", "articles/crisis/2024-01-19-ministers-speak.md"},
		{fields.Article, "ایران", "", "articles/2024/01/19-ایران.md"},
		{fields.Topic, "Border", "", "topics/border.md"},
		{fields.Person, "Con", "", "people/con-person.md"},
		{fields.Place, "Panjgur", "asia", "places/asia/panjgur.md"},
	} {
		o := order(c.kind, c.title)
		o.Folder = c.folder
		if got := o.Path(); got != c.want {
			t.Errorf("%s lies at %s, want %s", c.title, got, c.want)
		}
	}
}

func TestAnArticleIsCommentedOn(t *testing.T) {
	o := order(fields.Article, "Pakistan and Iran: a thaw")
	o.Topics, o.Lang = []string{"pakistan-iran-relations"}, "ur"
	text := o.Text()
	for _, want := range []string{
		"title: \"Pakistan and Iran: a thaw\"\n", "id: 2024-01-19-pakistan-and-iran-a-thaw\n", "lang: ur\n", "topics: [pakistan-iran-relations]\n",
		"  time_zone: Asia/Karachi\n  date: 2024-01-19\n", "status: draft\n", "# standfirst: one or two sentences\n",
		"# events:\n#   - id: panjgur-strike\n#     date: 2024-01-16\n#     headline: Iran strikes Panjgur\n",
		"# Running stories that it belongs to; the first is the main one.\n",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("there is no %q in\n%s", want, text)
		}
	}
}
