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
	"daybook/generator/source"
)

var update = flag.Bool("update", false, "write what was found into the examples")

const siteFile = "title: A paper\nbase_url: https://news.example/\ntime_zone: Asia/Karachi\n"

// asOf is when the examples are looked at.
var asOf = time.Date(2024, 1, 20, 12, 0, 0, 0, time.UTC)

// all switches every rule on, but for what the site's own file says.
func all(site *news.Site) {
	if site.Checks.Levels == nil {
		site.Checks.Levels = map[string]string{}
	}
	for _, name := range check.Names() {
		if rule, _ := problem.RuleNamed(name); rule.Off && site.Checks.Levels[name] == "" {
			site.Checks.Levels[name] = "warning"
		}
	}
}

// found writes files into a folder, reads them as a site and holds them against
// all rules. Mistakes that other packages report fail the test, but for links
// that lead nowhere: one rule is about those.
func found(t *testing.T, files map[string][]byte) []problem.Problem {
	t.Helper()
	if files["content/site.yaml"] == nil {
		files["content/site.yaml"] = []byte(siteFile)
	}
	in := input(t, folder(t, files))
	all(&in.Archive.Site)
	return check.All(in)
}

// folder writes files into a new folder.
func folder(t *testing.T, files map[string][]byte) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
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
	for _, name := range check.Names() {
		path := filepath.Join("testdata", name+".txtar")
		if !slices.Contains(examples, path) {
			t.Errorf("the rule %s has no example %s", name, path)
			continue
		}
		examples = slices.DeleteFunc(examples, func(e string) bool { return e == path })
		t.Run(name, func(t *testing.T) { tryExample(t, name, path) })
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

func tryExample(t *testing.T, rule, path string) {
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
		if p.Rule != rule {
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

// TestRulesAreThoseOfTheHouse holds the rules of this package against the list
// of all.
func TestRulesAreThoseOfTheHouse(t *testing.T) {
	names := check.Names()
	for _, name := range names {
		if r, known := problem.RuleNamed(name); !known || !r.Editorial {
			t.Errorf("%s is not among the editorial rules", name)
		}
	}
	for _, r := range problem.Rules() {
		if r.Editorial && !slices.Contains(names, r.Name) && !slices.Contains([]string{"dead-link", "moved-link", "address-changed", "host-limit"}, r.Name) {
			t.Errorf("nothing finds %s", r.Name)
		}
	}
	if !slices.IsSorted(names) {
		t.Errorf("out of order: %v", names)
	}
}

// site writes a site of one article and reads it.
func site(t *testing.T, settings, header string) check.Input {
	t.Helper()
	return input(t, folder(t, map[string][]byte{
		"content/site.yaml":     []byte(siteFile + settings),
		"content/articles/a.md": []byte("---\ntitle: A\npublished: 2024-01-19\n" + header + "---\nWords.\n"),
	}))
}

func TestTheSiteDecidesTheLevel(t *testing.T) {
	for settings, want := range map[string]string{
		"":                                 "warning",
		"checks: {summary-missing: error}": "error",
		"checks: {summary-missing: off}":   "",
	} {
		got := ""
		for _, p := range check.All(site(t, settings, "")) {
			got += p.Severity.String()
		}
		if got != want {
			t.Errorf("%q gives %q, want %q", settings, got, want)
		}
	}
}

func TestAnExceptionHoldsForItsFileAndRule(t *testing.T) {
	const reason = "checks: {summary-missing: a notice of one line}\n"
	if got := check.All(site(t, "", reason)); len(got) > 0 {
		t.Errorf("got %v", got)
	}
	if got := check.All(site(t, "checks: {summary-missing: off}", reason)); len(got) > 0 {
		t.Errorf("nobody looks, and the exception is called needless: %v", got)
	}
	if got := check.All(site(t, "", "checks: {dead-link: their server refuses robots}\n")); len(got) != 1 || got[0].Rule != "summary-missing" {
		t.Errorf("nobody looked elsewhere, and the exception is called needless: %v", got)
	}
}

// TestLevelsAndExceptionsHoldForWhatOthersFind: dead links are found by a
// package that asks the network.
func TestLevelsAndExceptionsHoldForWhatOthersFind(t *testing.T) {
	const summary = "summary: A summary.\n"
	dead := problem.Warn("dead-link", source.Place{Path: "content/articles/a.md", Line: 7, Column: 1}, "gone")
	for _, try := range []struct{ settings, header, want string }{
		{"", "", "warning dead-link"},
		{"checks: {dead-link: error}", "", "error dead-link"},
		{"checks: {dead-link: off}", "", ""},
		{"", "checks: {dead-link: their server refuses robots}\n", ""},
		{"", "checks: {moved-link: their server refuses robots}\n", "warning needless-exception, warning dead-link"},
	} {
		in := site(t, try.settings, summary+try.header)
		in.Elsewhere = []problem.Problem{dead}
		var got []string
		for _, p := range check.All(in) {
			got = append(got, p.Severity.String()+" "+p.Rule)
		}
		if got := strings.Join(got, ", "); got != try.want {
			t.Errorf("%+v gives %q", try, got)
		}
	}
}
