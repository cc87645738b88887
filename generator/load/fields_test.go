package load_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/pelletier/go-toml/v2"
	"go.yaml.in/yaml/v4"

	"daybook/generator/fields"
	"daybook/generator/load"
	"daybook/generator/news"
	"daybook/generator/source"
)

// facts compares copies without the places of their values.
var facts = cmp.Options{
	cmpopts.IgnoreTypes(source.Place{}),
	cmp.Exporter(func(reflect.Type) bool { return true }),
	cmp.Comparer(func(a, b *time.Location) bool { return fmt.Sprint(a) == fmt.Sprint(b) }),
}

type object = map[string]any

// header reads a header written as JSON; that of site.yaml is YAML too.
func header(t *testing.T, kind fields.Kind, doc object) any {
	t.Helper()
	text, err := json.Marshal(doc)
	if err != nil {
		t.Fatal(err)
	}
	if kind.Name == fields.Site.Name {
		dir := t.TempDir()
		if err := os.Mkdir(filepath.Join(dir, "content"), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "content/site.yaml"), text, 0o644); err != nil {
			t.Fatal(err)
		}
		root, err := os.OpenRoot(dir)
		if err != nil {
			t.Fatal(err)
		}
		defer root.Close()
		site, _ := load.Site(root)
		return site
	}
	return headerText(t, kind, ";;;\n"+string(text)+"\n;;;\n")
}

func headerText(t *testing.T, kind fields.Kind, text string) any {
	t.Helper()
	file := source.NewFile("content/"+kind.Folder+"/a.md", []byte(text))
	copy := load.Header(file, kind, news.Site{Lang: "en", Zone: time.UTC})
	if copy == nil {
		t.Fatalf("the header cannot be read:\n%s", text)
	}
	return copy
}

// samples gives values of a field, of which at least one is not its default.
func samples(f fields.Field) []any {
	switch f.Type {
	case fields.Truth:
		return []any{true, false}
	case fields.Whole:
		return []any{f.Min + 2, f.Min + 1}
	case fields.Choice:
		return []any{f.Choices[len(f.Choices)-1], f.Choices[0]}
	case fields.List:
		return []any{[]any{samples(*f.Item)[0]}}
	case fields.Table:
		return []any{object{samples(*f.Key)[0].(string): samples(*f.Item)[0]}}
	case fields.Group:
		return []any{whole(f)}
	case fields.Free:
		return []any{"free"}
	}
	sample := f.Sample()
	if f.Example == "" && f.Type == fields.Line {
		sample = "some words"
	}
	if unquoted, err := strconv.Unquote(sample); err == nil {
		sample = unquoted
	}
	return []any{sample}
}

// whole gives a group with what it must hold, or with its first field.
func whole(f fields.Field) object {
	if f.Name == "ads" {
		return ads()
	}
	made := object{}
	for _, inner := range f.Fields {
		if inner.Required {
			made[inner.Name] = samples(inner)[0]
		}
	}
	if len(made) == 0 {
		made[f.Fields[0].Name] = samples(f.Fields[0])[0]
	}
	return made
}

// ads are places for advertising, switched on: else nothing is made of them.
func ads() object { return object{"enabled": true, "slots": "top"} }

// TestNoFieldIsDropped sets every field of every kind, however deep, and looks
// whether the copy knows of it; other spellings give the same copy.
func TestNoFieldIsDropped(t *testing.T) {
	for _, kind := range append(fields.Kinds(), fields.Site) {
		set := 0
		var walk func(of []fields.Field, at string, in func(key string, v any) object)
		walk = func(of []fields.Field, at string, in func(key string, v any) object) {
			for _, f := range of {
				if f.Type == fields.Free {
					continue // extra, and what is left alone
				}
				set++
				heard, without := false, header(t, kind, in(f.Name, nil))
				for _, v := range samples(f) {
					with := header(t, kind, in(f.Name, v))
					heard = heard || !cmp.Equal(without, with, facts)
					for _, other := range f.Also {
						if again := header(t, kind, in(other, v)); !cmp.Equal(with, again, facts) {
							t.Errorf("%s%s.%s is not what %s is:\n%s", kind.Name, at, other, f.Name, cmp.Diff(with, again, facts))
						}
					}
				}
				if !heard {
					t.Errorf("%s%s.%s: nothing is made of it", kind.Name, at, f.Name)
				}
				inner, wrap := f, func(o object) any { return o }
				if f.Type == fields.List {
					inner, wrap = *f.Item, func(o object) any { return []any{o} }
				}
				if inner.Type == fields.Group {
					walk(inner.Fields, at+"."+f.Name, func(key string, v any) object {
						group := object{}
						if f.Name == "ads" {
							group = ads()
						}
						for _, part := range inner.Fields {
							if part.Required && fields.Find([]fields.Field{part}, key) == nil {
								group[part.Name] = samples(part)[0]
							}
						}
						group[key] = v
						return in(f.Name, wrap(group))
					})
				}
			}
		}
		walk(kind.Fields, "", func(key string, v any) object { return object{key: v} })
		if set == 0 {
			t.Errorf("%s has no fields", kind.Name)
		}
	}
}

// TestYAMLTOMLAndJSONAreAlike writes random headers in the three notations and
// holds their copies against each other.
func TestYAMLTOMLAndJSONAreAlike(t *testing.T) {
	random := rand.New(rand.NewPCG(2024, 2))
	for _, kind := range fields.Kinds() {
		for range 100 {
			doc := object{}
			for _, f := range kind.Fields {
				if f.Type != fields.Free && random.IntN(3) == 0 {
					doc[f.Name] = samples(f)[0]
				}
			}
			asJSON := header(t, kind, doc)
			yamlText, err := yaml.Marshal(doc)
			if err != nil {
				t.Fatal(err)
			}
			tomlText, err := toml.Marshal(doc)
			if err != nil {
				t.Fatal(err)
			}
			for _, text := range []string{"---\n" + string(yamlText) + "---\n", "+++\n" + string(tomlText) + "+++\n"} {
				if other := headerText(t, kind, text); !cmp.Equal(asJSON, other, facts) {
					t.Fatalf("%s\n%s", text, cmp.Diff(asJSON, other, facts))
				}
			}
		}
	}
}

// TestFilesOfHugoAndJekyllAreRead holds headers as these generators' own guides
// show them: no problem, and everything where it belongs.
func TestFilesOfHugoAndJekyllAreRead(t *testing.T) {
	for name, c := range map[string]struct {
		file, text string
		want       func(*news.ArticleCopy) string
		is         string
	}{
		"Hugo, TOML": {"content/articles/a.md", "+++\ntitle = 'My first post'\ndate = 2024-01-14T07:07:07+01:00\nlastmod = 2024-01-15\npublishDate = 2024-02-01T00:00:00Z\nexpiryDate = 2025-01-01\ndraft = true\nweight = 10\ndescription = 'Short.'\nkeywords = ['k']\ntags = ['red','blue']\ncategories = ['News', 'World']\nseries = ['s']\naliases = ['/old/']\nurl = '/older/'\nlayout = 'x'\ntype = 'y'\nlinkTitle = 'z'\n[params]\nauthor = 'J'\n[sitemap]\npriority = 0.5\n[cascade]\nx = 1\n+++\n",
			func(a *news.ArticleCopy) string {
				return fmt.Sprint(a.Title, a.Published.Time.Format(time.RFC3339), a.Updated.Day, a.Embargo.Time.Format(time.DateOnly), a.Expires.Time.Year(), a.Draft, a.Standfirst, a.Tags, a.Category, len(a.Aliases), a.Aliases[1].Text)
			}, "My first post2024-01-14T06:07:07Ztrue2024-02-012025 trueShort.[red blue k s World]News2/older/"},
		"Hugo, YAML": {"content/articles/b.md", "---\ntitle: \"B\"\ndate: 2024-01-14T07:07:07+01:00\nauthors: [A]\nauthor: B\npublishDate: 2024-01-01\nmenu: {main: {weight: 1}}\nresources: [{src: a.jpg}]\nbuild: {list: never}\ntoc: true\n---\n",
			func(a *news.ArticleCopy) string {
				return fmt.Sprint(a.Authors[0].Text, a.Authors[1].Text, a.Embargo.IsZero())
			}, "ABtrue"},
		"Hugo, publishDate alone": {"content/articles/d.md", "---\ntitle: D\npublishDate: 2024-01-01\n---\n",
			func(a *news.ArticleCopy) string { return a.Published.Time.Format(time.DateOnly) }, "2024-01-01"},
		"Jekyll": {"content/articles/2024-01-19-welcome.markdown", "---\nlayout: post\ntitle:  \"Welcome to Jekyll!\"\ncategories: jekyll\ncategory: update\npermalink: /:categories/:title.html\nlast_modified_at: 2024-01-20 10:00:00 +0100\nredirect_from:\n  - /a/\n  - /b/\nexcerpt: Short.\nexcerpt_separator: <!--more-->\nimage: {path: /media/a.png, alt: x, height: 10, width: 20}\ncomments: true\nsitemap: false\n---\n",
			func(a *news.ArticleCopy) string {
				return fmt.Sprint(a.Slug, a.Published.Time.Format(time.DateOnly), a.Published.Day, a.Category, a.Tags, len(a.Aliases), a.Summary, a.Image.Src, a.Image.Height)
			}, "welcome2024-01-19trueupdate[jekyll] 2Short./media/a.png10"},
		"Jekyll, not published": {"content/articles/2024-01-18-c.md", "---\ntitle: C\ndate: 2024-01-18 10:00\npublished: false\n---\n",
			func(a *news.ArticleCopy) string { return fmt.Sprint(a.Draft, a.Published.Time.Format(time.Kitchen)) }, "true10:00AM"},
		"Jekyll, published": {"content/articles/2024-01-17-e.md", "---\ntitle: E\npublished: true\n---\n",
			func(a *news.ArticleCopy) string { return fmt.Sprint(a.Draft, a.Published.Time.Format(time.DateOnly)) }, "false2024-01-17"},
	} {
		t.Run(name, func(t *testing.T) {
			a, _, problems := load.Article(source.NewFile(c.file, []byte(c.text)), news.Site{Lang: "en", Zone: time.UTC})
			if len(problems) > 0 {
				t.Fatal(problems)
			}
			if got := c.want(a); got != c.is {
				t.Errorf("got  %s\nwant %s", got, c.is)
			}
		})
	}
}
