package build_test

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v4"

	"daybook/generator/build"
	"daybook/generator/fields"
	"daybook/generator/load"
	"daybook/generator/news"
	"daybook/generator/problem"
	"daybook/layouts"
)

// example is a piece of the writer's guide that a reader may take as it stands.
type example struct {
	line int
	lang string // "markdown" or "yaml"
	text string
}

var fence = regexp.MustCompile("(?ms)^```(markdown|yaml)\n(.*?)^```$")

func examples(guide string) []example {
	var found []example
	for _, at := range fence.FindAllStringSubmatchIndex(guide, -1) {
		found = append(found, example{1 + strings.Count(guide[:at[0]], "\n"), guide[at[2]:at[3]], guide[at[4]:at[5]]})
	}
	return found
}

// kind tells what an example is: a whole file, the body of an article, or some
// fields of an article, of an event, of the site or beside a picture.
func (e example) kind(t *testing.T) string {
	t.Helper()
	if e.lang == "markdown" {
		if strings.HasPrefix(e.text, "---\n") {
			return "file"
		}
		return "body"
	}
	keys := map[string]any{}
	if err := yaml.Unmarshal([]byte(e.text), &keys); err != nil {
		t.Errorf("content/README.md:%d: %v", e.line, err)
	}
	for _, kind := range []fields.Kind{fields.Article, fields.Event, fields.Site} {
		known := 0
		for key := range keys {
			if f := fields.Find(kind.Fields, key); f != nil && f.Name == key {
				known++
			}
		}
		if known == len(keys) {
			return kind.Name
		}
	}
	if keys["alt"] == nil {
		t.Errorf("content/README.md:%d: these are fields of nothing that Daybook knows: %v", e.line, keys)
	}
	return "picture"
}

// TestTheGuidesExamplesAreRight puts each example of the writer's guide into
// the example site, where the names that it uses are known, and lets Daybook
// read it as it would read an editor's.
func TestTheGuidesExamplesAreRight(t *testing.T) {
	const folder = "../../content"
	guide, err := os.ReadFile(filepath.Join(folder, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "content"), os.DirFS(folder)); err != nil {
		t.Fatal(err)
	}
	put := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, "content", name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var photo bytes.Buffer
	if err := jpeg.Encode(&photo, image.NewGray(image.Rect(0, 0, 8, 8)), nil); err != nil {
		t.Fatal(err)
	}
	put("media/panjgur.jpg", photo.String())
	put("media/speech.mp3", "ID3")
	settings, err := os.ReadFile(filepath.Join(folder, "site.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	whose, kinds := map[string]int{}, map[string]int{}
	for i, e := range examples(string(guide)) {
		kind := e.kind(t)
		kinds[kind]++
		name := fmt.Sprintf("articles/guide-%d.md", i)
		header := fmt.Sprintf("title: The guide, example %d\nstandfirst: As it stands there.\nauthors: [Daybook staff]\npublished: 2024-01-19T20:00:00+05:00\ntopics: [pakistan-iran-relations]\n", i)
		switch kind {
		case "file":
			if strings.Contains(e.text, "\nname: ") {
				name = "people/nasser-kanani.md"
			}
			put(name, e.text)
		case "body":
			put(name, "---\n"+header+"---\n\n"+e.text)
		case "article":
			put(name, "---\n"+header+e.text+"---\n\nWords.\n")
		case "event":
			put(name, "---\n"+header+fmt.Sprintf("events:\n  - id: guide-%d\n    date: 2024-01-18\n    headline: An event of the guide\n", i)+e.text+"---\n\nWords.\n")
		case "picture":
			name = "media/panjgur.jpg.yaml"
			put(name, e.text)
		case "site":
			settled(t, e, string(settings))
			continue
		}
		whose["content/"+name] = e.line
	}
	for _, kind := range []string{"file", "body", "article", "event", "picture", "site"} {
		if kinds[kind] == 0 {
			t.Errorf("the guide has no example of the kind %s: this test looks at less than it says", kind)
		}
	}
	s, err := build.NewSession(build.Options{Site: dir, Cut: news.Cut{AsOf: time.Date(2024, 2, 1, 0, 0, 0, 0, time.UTC), Drafts: true}, Standard: layouts.Files})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	site, err := s.Settle(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range append(slices.Clone(site.Problems), errorsAmong(s.Check(site))...) {
		if line, known := whose[p.Place.Path]; known || p.Severity == problem.Error {
			t.Errorf("content/README.md:%d: %v: %s [%s]", line, p.Place, p.Sentence, p.Rule)
		}
	}
}

// settled holds an example for site.yaml against its reading, in the stead of
// what the example site has under these keys.
func settled(t *testing.T, e example, settings string) {
	t.Helper()
	all, own := map[string]any{}, map[string]any{}
	if err := yaml.Unmarshal([]byte(settings), &all); err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal([]byte(e.text), &own); err != nil {
		t.Fatal(err)
	}
	for key := range own {
		delete(all, key)
	}
	rest, err := yaml.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "content"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "content", "site.yaml"), []byte(e.text+string(rest)), 0o644); err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	_, problems := load.Site(root)
	for _, p := range problems {
		t.Errorf("content/README.md:%d: %s [%s]", e.line, p.Sentence, p.Rule)
	}
}

func errorsAmong(problems []problem.Problem) []problem.Problem {
	return slices.DeleteFunc(problems, func(p problem.Problem) bool { return p.Severity != problem.Error })
}
