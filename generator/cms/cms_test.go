package cms

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"

	"daybook/generator/fields"
)

var site = Site{Title: "Day", Lang: "en", Languages: []string{"ur"}, App: Decap, Backend: "github", Repo: "org/day", Branch: "main", Review: true}

// read reads a configuration back.
func read(t *testing.T, s Site) config {
	t.Helper()
	var c config
	if err := yaml.Unmarshal(Config(s), &c); err != nil {
		t.Fatal(err)
	}
	return c
}

// TestFormsAskForWhatIsDescribed holds the forms against the fields: each field
// of each kind is asked for, or is one that no form can ask for.
func TestFormsAskForWhatIsDescribed(t *testing.T) {
	forms := map[string][]widget{}
	for _, c := range read(t, site).Collections {
		forms[c.Folder] = c.Fields
	}
	for _, kind := range fields.Kinds() {
		form := forms["content/"+kind.Folder]
		for _, f := range kind.Fields {
			asked := slices.ContainsFunc(form, func(w widget) bool { return w.Name == f.Name })
			free := f.From != "" || f.Type == fields.Free || f.Name == "checks" || f.Type == fields.Table && f.Key.Type != fields.Language
			if asked == free {
				t.Errorf("%s.%s is asked for: %v", kind.Name, f.Name, asked)
			}
		}
		if !slices.ContainsFunc(form, func(w widget) bool { return w.Name == "body" && slices.Equal(w.Modes, []string{"raw"}) }) {
			t.Errorf("%s has no text, or an editor that writes Markdown anew", kind.Name)
		}
	}
}

// TestPatternsTakeTheExamples holds that what a hint recommends is what a form
// takes, and that no pattern needs the flag u of ECMAScript, which a form does
// not set.
func TestPatternsTakeTheExamples(t *testing.T) {
	held := 0
	for _, kind := range fields.Kinds() {
		for _, f := range kind.Fields {
			p := pattern(f)
			if p == nil {
				continue
			}
			if exp := regexp.MustCompile(f.Type.Pattern().Must); !exp.MatchString(f.Sample()) {
				t.Errorf("%s.%s: %q does not take %q", kind.Name, f.Name, exp, f.Sample())
			}
			if strings.Contains(p[0], `\p{`) || !strings.HasPrefix(p[0], "^") || !strings.HasSuffix(p[0], "$") {
				t.Errorf("%s.%s: %q is not for a form", kind.Name, f.Name, p[0])
			}
			held++
		}
	}
	if held < 10 {
		t.Errorf("only %d fields have a pattern", held)
	}
}

// TestArticlesLieWhereOthersDo holds the pattern of a new article's path.
func TestArticlesLieWhereOthersDo(t *testing.T) {
	for want, files := range map[string][]string{
		"{{slug}}": {"a.md", "b.md", "2024/c.md"},
		"{{fields.published | date('YYYY')}}/{{slug}}":                                                                     {"2024/a.md"},
		"{{fields.published | date('YYYY')}}/{{fields.published | date('MM')}}/{{fields.published | date('DD')}}-{{slug}}": {},
		"{{fields.published | date('YYYY')}}/{{fields.published | date('MM')}}/{{fields.published | date('DD')}}/{{slug}}": {"2024/01/19/a.md", "2024/01/20/b.md", "c.md"},
	} {
		s := site
		s.Articles = files
		if got := read(t, s).Collections[0].Path; got != want {
			t.Errorf("%v: %s, want %s", files, got, want)
		}
	}
	s := site
	s.Articles = []string{"a.md", "b.md", "2024/c.md"}
	if !strings.Contains(string(Config(s)), "# 1 articles lie") {
		t.Error("nothing is said of what lies elsewhere")
	}
}

// TestScriptKnowsTheFields holds the script's table, without which a form would
// write groups where texts stood.
func TestScriptKnowsTheFields(t *testing.T) {
	_, table, _ := strings.Cut(string(script(site)), "const FIELDS = ")
	table, _, _ = strings.Cut(table, ";\n")
	var shapes map[string][]shape
	if err := json.Unmarshal([]byte(table), &shapes); err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(shapes["article"], func(s shape) bool { return s.Name == "events" })
	if at < 0 || shapes["article"][at].Item.Short != "headline" {
		t.Errorf("events are %v", shapes["article"])
	}
	if len(shapes) != len(fields.Kinds()) {
		t.Errorf("%d kinds, want %d", len(shapes), len(fields.Kinds()))
	}
}

// TestPageIsEscaped gives the page a title that would end its element.
func TestPageIsEscaped(t *testing.T) {
	s := site
	s.Title = `</title><script>alert(1)</script>`
	if strings.Contains(string(page(s)), "<script>alert") {
		t.Error("the title is markup")
	}
}
