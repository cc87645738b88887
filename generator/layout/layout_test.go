package layout_test

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"daybook/generator/layout"
	"daybook/generator/view"
	"daybook/layouts"
)

func files(pairs ...string) fstest.MapFS {
	made := fstest.MapFS{}
	for i := 0; i < len(pairs); i += 2 {
		made[pairs[i]] = &fstest.MapFile{Data: []byte(pairs[i+1])}
	}
	return made
}

// least are layouts that show next to nothing, for tests to add to.
func least(pairs ...string) fstest.MapFS {
	made := files("base.html", `<h1>{{.Title}}</h1>{{template "main" .}}`, "strings/en.yaml", "hello: Hello\ncount: {one: \"{1} day\", other: \"{1} days\"}\nsort.place: Place\n")
	for _, k := range layout.Kinds() {
		made[k.File()] = &fstest.MapFile{Data: []byte("-")}
	}
	maps.Copy(made, files(pairs...))
	return made
}

func load(t *testing.T, standard, own fs.FS) *layout.Set {
	t.Helper()
	set, problems, err := layout.Load(standard, own)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Fatalf("%s: %s", p.Place, p.Sentence)
	}
	return set
}

func made(t *testing.T, set *layout.Set, kind, lang string, value any) string {
	t.Helper()
	page, err := set.Make(kind, lang, value)
	if err != nil {
		t.Fatal(err)
	}
	return string(page)
}

func TestProblemsHavePlaceAndWayOut(t *testing.T) {
	for name, c := range map[string]struct{ file, text, want string }{
		"unknown field":        {"article.html", "a\n  {{.Headlin}}", `layouts/article.html:2:5: Article has no field Headlin [layout-field] did you mean "Headline"?`},
		"field of a list item": {"front.html", `{{range .Latest}}{{.Headline.Text}}{{end}}`, `layouts/front.html:1:29: .Headline is string and has no field Text [layout-field]`},
		"variable":             {"front.html", `{{range $i, $c := .Latest}}{{$c.Hred}}{{end}}`, `layouts/front.html:1:32: Card has no field Hred [layout-field] did you mean "Href"?`},
		"partial":              {"event.html", `{{template "carrd" .Entry}}`, `layouts/event.html:1:12: there is no template called "carrd" [layout-include] did you mean "card"?`},
		"field in a partial":   {"partials/card.html", `{{.Nothing}}`, `layouts/partials/card.html:1:3: Entry has no field Nothing [layout-field]`},
		"recursion":            {"partials/card.html", "\n{{template \"card\" .}}", `layouts/partials/card.html:2:12: template "card" includes itself: card → card [layout-recursion]`},
		"loop over a number":   {"topic.html", `{{range .Events}}{{end}}`, `layouts/topic.html:1:9: range needs a list, and .Events is int [layout-field]`},
		"unclosed action":      {"topic.html", "\n{{if .Name}}", `layouts/topic.html:2: unexpected EOF [layout-syntax]`},
		"unknown function":     {"topic.html", "{{sey \"x\"}}", `layouts/topic.html:1: there is no template function "sey" [layout-syntax] did you mean "say"?`},
		"unknown word":         {"topic.html", `{{say "helo"}}`, `layouts/topic.html:1:7: no word is called "helo" [layout-word] did you mean "hello"?`},
		"word not written out": {"topic.html", `{{say .Name}}`, `layouts/topic.html:1:3: the key of a word must be written out [layout-word]`},
		"word without value":   {"topic.html", `{{say "count"}}`, `layouts/topic.html:1:3: the word "count" needs 1 values and gets 0 [layout-word]`},
		"unknown group":        {"topic.html", `{{term "kind" .Name}}`, `layouts/topic.html:1:8: no words are called "kind.…" [layout-word]`},
		"unsafe place":         {"topic.html", `<a {{.Name}}="x" href='{{.Name}}{{if .Name}}"{{end}}>`, `layouts/topic.html`},
		"broken words":         {"strings/ur.yaml", "hello: [", `layouts/strings/ur.yaml:`},
		"word of no language":  {"strings/ur.yaml", "helo: سلام", `layouts/strings/ur.yaml:1:1: strings/en.yaml has no word "helo" [layout-word] did you mean "hello"?`},
		"plural form":          {"strings/ur.yaml", "count:\n  ones: x\n  other: y", `layouts/strings/ur.yaml:2:3: "ones" is not a plural form`},
	} {
		t.Run(name, func(t *testing.T) {
			base := least("partials/card.html", "{{.Headline}}", "event.html", `{{template "card" .Entry}}`)
			_, problems, err := layout.Load(base, files(c.file, c.text))
			if err != nil {
				t.Fatal(err)
			}
			if len(problems) != 1 {
				t.Fatalf("%d problems: %v", len(problems), problems)
			}
			p := problems[0]
			if got := fmt.Sprintf("%s: %s [%s] %s", p.Place, p.Sentence, p.Rule, p.Hint); !strings.HasPrefix(got, c.want) {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestOwnFilesAndWordsWin(t *testing.T) {
	base := least("page.html", `{{say "hello"}} {{say "count" 2}}`)
	set := load(t, base, files("page.html", `mine: {{say "hello"}} {{say "count" 2}}`, "strings/en.yaml", "hello: Good day"))
	if got := made(t, set, "page", "en", view.Plain{}); !strings.Contains(got, "mine: Good day 2 days") {
		t.Errorf("got %s", got)
	}
}

func TestMissingLayoutIsNamed(t *testing.T) {
	base := least()
	delete(base, "topic.html")
	_, problems, err := layout.Load(base, nil)
	if err != nil || len(problems) != 1 || problems[0].Place.Path != "layouts/topic.html" {
		t.Errorf("%v, %v", problems, err)
	}
}

func TestWordsFollowTheLanguage(t *testing.T) {
	base := least("topic.html", `{{say "count" .Events}}, {{number .Events}}, {{say "hello"}}, {{term "sort" "place"}}, {{term "sort" "sea"}}`,
		"strings/ar.yaml", "count: {one: \"{1} يوم\", two: يومان, few: \"{1} أيام\", many: \"{1} يوما\", other: \"{1} يوم\"}")
	set := load(t, base, nil)
	for _, c := range []struct {
		lang   string
		events int
		want   string
	}{
		{"en", 1, "1 day, 1, Hello, Place, sea"},
		{"en-GB", 12345, "12,345 days, 12,345, Hello, Place, sea"},
		{"ar", 2, "يومان, ٢, Hello, Place, sea"},
		{"ar", 3, "٣ أيام, ٣, Hello, Place, sea"},
		{"ar-EG", 11, "١١ يوما, ١١, Hello, Place, sea"},
		{"xx", 2, "2 days, 2, Hello, Place, sea"},
	} {
		if got := made(t, set, "topic", c.lang, view.Topic{Events: c.events}); !strings.HasSuffix(got, c.want) {
			t.Errorf("%s %d: got %s, want %s", c.lang, c.events, got, c.want)
		}
	}
}

func TestValuesAreEscapedForTheirPlace(t *testing.T) {
	set := load(t, least("page.html", `<a href="{{.Href}}" title="{{.Heading}}">{{.Heading}}</a>`), nil)
	page := made(t, set, "page", "en", view.Plain{Frame: view.Frame{Href: "javascript:alert(1)"}, Heading: `"><script>x</script>`})
	if strings.Contains(page, "<script>") || strings.Contains(page, "javascript:") {
		t.Errorf("not escaped: %s", page)
	}
}

func TestKeyChangesOnlyWithWhatAPageShows(t *testing.T) {
	base := least("partials/card.html", "1", "partials/part.html", `{{template "card" .}}`, "front.html", `{{template "part" .}}`, "strings/ur.yaml", "hello: سلام")
	before := load(t, base, nil)
	changed := func(name, text string) map[string]bool {
		after := load(t, base, files(name, text))
		differs := map[string]bool{}
		for _, k := range layout.Kinds() {
			for _, lang := range []string{"en", "ur"} {
				differs[k.Name+" "+lang] = before.Key(k.Name, lang) != after.Key(k.Name, lang)
			}
		}
		return differs
	}
	for _, c := range []struct {
		name, text string
		want       func(kind, lang string) bool
	}{
		{"partials/card.html", "2", func(kind, _ string) bool { return kind == "front" }},
		{"topic.html", "2", func(kind, _ string) bool { return kind == "topic" }},
		{"base.html", `<h1>{{.Title}}</h1>2{{template "main" .}}`, func(kind, _ string) bool { return !strings.HasPrefix(kind, "email") }},
		{"partials/unused.html", "2", func(string, string) bool { return false }},
		{"strings/ur.yaml", "hello: آداب", func(_, lang string) bool { return lang == "ur" }},
		{"front.html", `{{template "part" .}}`, func(string, string) bool { return false }},
	} {
		for page, differs := range changed(c.name, c.text) {
			kind, lang, _ := strings.Cut(page, " ")
			if differs != c.want(kind, lang) {
				t.Errorf("%s edited: key of %s differs: %v", c.name, page, differs)
			}
		}
	}
	if before.Key("front", "en") == before.Key("topic", "en") || before.Key("front", "en") == before.Key("front", "ur") {
		t.Error("two pages share a key")
	}
}

func TestPagesAreBounded(t *testing.T) {
	set := load(t, least("front.html", `{{range .Latest}}{{range $.Latest}}{{range $.Latest}}{{printf "%1000d" 1}}{{end}}{{end}}{{end}}`), nil)
	_, err := set.Make("front", "en", view.Front{Latest: make([]view.Card, 40)})
	var fault *layout.Error
	if !errors.As(err, &fault) || fault.Problem.Place.Path != "layouts/front.html" {
		t.Errorf("got %v", err)
	}
}

func TestFaultOfALayoutHasItsPlace(t *testing.T) {
	set := load(t, least("front.html", "\n {{(index .Latest 0).Href}}"), nil)
	_, err := set.Make("front", "en", view.Front{})
	var fault *layout.Error
	if !errors.As(err, &fault) || fault.Problem.Place.String() != "layouts/front.html:2:5" {
		t.Errorf("got %v", err)
	}
}

func TestWrongViewIsAnError(t *testing.T) {
	if _, err := load(t, least(), nil).Make("front", "en", view.Topic{}); err == nil {
		t.Error("a topic was shown as a front page")
	}
}

func TestSymbolicLinkOutIsRefused(t *testing.T) {
	dir, secret := t.TempDir(), t.TempDir()+"/secret.html"
	if err := os.WriteFile(secret, []byte("secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(secret, dir+"/page.html"); err != nil {
		t.Skip(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	if _, _, err := layout.Load(least(), root.FS()); err == nil {
		t.Error("a link out of layouts/ was followed")
	}
}

func TestMakeIsSafeForConcurrentUse(t *testing.T) {
	set, full := load(t, layouts.Files, nil), samples()
	want := made(t, set, "timeline", "en", full["timeline"])
	var wg sync.WaitGroup
	got := make([]string, 16)
	for i := range got {
		wg.Go(func() {
			page, err := set.Make("timeline", "en", full["timeline"])
			if err == nil {
				got[i] = string(page)
			}
		})
	}
	wg.Wait()
	for i := range got {
		if got[i] != want {
			t.Errorf("page %d differs", i)
		}
	}
}

func BenchmarkMakeArticle(b *testing.B) {
	set, _, err := layout.Load(layouts.Files, nil)
	if err != nil {
		b.Fatal(err)
	}
	value := samples()["article"]
	for b.Loop() {
		if _, err := set.Make("article", "en", value); err != nil {
			b.Fatal(err)
		}
	}
}
