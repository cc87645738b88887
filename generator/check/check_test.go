package check_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"daybook/generator/check"
	"daybook/generator/load"
	"daybook/generator/news"
	"daybook/generator/problem"
	"daybook/generator/route"
)

var update = flag.Bool("update", false, "write what was found into the examples")

const siteFile = "title: A paper\nbase_url: https://news.example/\ntime_zone: Asia/Karachi\n"

// asOf is when the examples are looked at.
var asOf = time.Date(2024, 1, 20, 12, 0, 0, 0, time.UTC)

// all switches every rule on.
func all() check.Settings {
	settings := check.Settings{}
	for _, r := range check.Rules() {
		settings[r.Name] = max(r.Level, check.Warning)
	}
	return settings
}

// found writes files into a folder, reads them as a site and holds them against
// all rules. Mistakes that other packages report fail the test, but for links
// that lead nowhere: one rule is about those.
func found(t *testing.T, files map[string][]byte) []problem.Problem {
	t.Helper()
	dir := t.TempDir()
	if files["content/site.yaml"] == nil {
		files["content/site.yaml"] = []byte(siteFile)
	}
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	in := input(t, dir)
	return check.All(in, all())
}

// input reads the site in a folder.
func input(t testing.TB, dir string) check.Input {
	t.Helper()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	var loader load.Loader
	content, err := loader.Load(t.Context(), root)
	if err != nil {
		t.Fatal(err)
	}
	archive, gathered := news.Gather(content.Copies, news.Cut{AsOf: asOf, Drafts: true, Future: true})
	var media []string
	for _, m := range content.Media {
		media = append(media, m.Path)
	}
	routes, settled := route.Settle(archive, media)
	for _, p := range slices.Concat(content.Problems, gathered, settled) {
		if p.Severity == problem.Error && p.Rule != route.RuleBroken {
			t.Fatalf("%s: %s [%s]", p.Place, p.Sentence, p.Rule)
		}
	}
	return check.Input{
		Archive: archive, Copies: content.Copies, Media: media, Address: routes.Article, AsOf: asOf,
		Text: func(path string) []byte { return load.Text(root, path) },
	}
}

// TestEachRuleFindsItsMistakeAndNothingElse holds the example of each rule, a
// site with one kind of mistake, against all rules; what they find is in the
// example. The same site with its mended files has nothing to find.
func TestEachRuleFindsItsMistakeAndNothingElse(t *testing.T) {
	examples, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range check.Rules() {
		path := filepath.Join("testdata", r.Name+".txtar")
		if !slices.Contains(examples, path) {
			t.Errorf("the rule %s has no example %s", r.Name, path)
			continue
		}
		examples = slices.DeleteFunc(examples, func(e string) bool { return e == path })
		t.Run(r.Name, func(t *testing.T) { tryExample(t, r, path) })
	}
	for _, e := range examples {
		t.Errorf("%s belongs to no rule", e)
	}
}

// sectionLine parts the files of a txtar archive.
var sectionLine = regexp.MustCompile(`(?m)^-- (\S+) --\n`)

// sections gives the files of a txtar archive by name.
func sections(archive string) map[string]string {
	files := map[string]string{}
	marks := sectionLine.FindAllStringSubmatchIndex(archive, -1)
	for i, m := range marks {
		end := len(archive)
		if i+1 < len(marks) {
			end = marks[i+1][0]
		}
		files[archive[m[2]:m[3]]] = archive[m[1]:end]
	}
	return files
}

func tryExample(t *testing.T, r check.Rule, path string) {
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	failing, mended := map[string][]byte{}, map[string][]byte{}
	want := ""
	for name, data := range sections(string(text)) {
		switch name, isMended := strings.CutPrefix(name, "mended/"); {
		case name == "want":
			want = data
		case isMended:
			mended[name] = []byte(data)
		default:
			failing[name] = []byte(data)
		}
	}
	for name, data := range failing {
		if mended[name] == nil {
			mended[name] = data
		}
	}
	problems := found(t, failing)
	if len(problems) == 0 {
		t.Fatal("found nothing")
	}
	for _, p := range problems {
		if p.Rule != r.Name {
			t.Errorf("%s: another rule speaks: %s [%s]", p.Place, p.Sentence, p.Rule)
		}
		if p.Hint == "" {
			t.Errorf("%s: no hint", p.Place)
		}
		if p.Place.Path == "" || p.Place.Line == 0 && !strings.HasPrefix(p.Place.Path, "content/media/") {
			t.Errorf("%q has no place: %v", p.Sentence, p.Place)
		}
	}
	var got bytes.Buffer
	lines := func(name string) []string { return strings.Split(string(failing[name]), "\n") }
	for _, p := range problems {
		one := []problem.Problem{p}
		if err := problem.WriteText(&got, one, problem.TextOptions{}); err != nil {
			t.Fatal(err)
		}
		if p.Place.Line > 0 && p.Place.Line > len(lines(p.Place.Path)) {
			t.Errorf("%s lies outside of its file", p.Place)
		}
	}
	if *update {
		written := strings.Replace(string(text), "-- want --\n"+want, "-- want --\n"+got.String(), 1)
		if err := os.WriteFile(path, []byte(written), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if got.String() != want {
		t.Errorf("got\n%s\nwant\n%s", got.String(), want)
	}
	for _, p := range found(t, mended) {
		t.Errorf("the mended site is not clean: %s: %s [%s]", p.Place, p.Sentence, p.Rule)
	}
}

func TestEachRuleSaysWhatItIsAbout(t *testing.T) {
	name := regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)
	rules := check.Rules()
	for i, r := range rules {
		if !name.MatchString(r.Name) || !strings.HasSuffix(r.Doc, ".") || strings.Contains(r.Doc, "\n") {
			t.Errorf("the rule %q is described by %q", r.Name, r.Doc)
		}
		if i > 0 && rules[i-1].Name >= r.Name {
			t.Errorf("%s stands out of order", r.Name)
		}
	}
}

func TestSettingsDecideTheLevel(t *testing.T) {
	files := map[string][]byte{"content/articles/a.md": []byte("---\ntitle: A\npublished: 2024-01-19\n---\nWords.\n")}
	dir := t.TempDir()
	for name, text := range map[string][]byte{"content/site.yaml": []byte(siteFile), "content/articles/a.md": files["content/articles/a.md"]} {
		if err := os.MkdirAll(filepath.Join(dir, filepath.Dir(name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	in := input(t, dir)
	if got := check.All(in, nil); len(got) != 1 || got[0].Severity != problem.Warning {
		t.Errorf("its own level: %v", got)
	}
	if got := check.All(in, check.Settings{"summary-missing": check.Error}); len(got) != 1 || got[0].Severity != problem.Error {
		t.Errorf("as an error: %v", got)
	}
	if got := check.All(in, check.Settings{"summary-missing": check.Off}); len(got) != 0 {
		t.Errorf("switched off: %v", got)
	}
}
