package asset_test

import (
	"fmt"
	"maps"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"daybook/generator/asset"
	"daybook/layouts"
)

func files(pairs ...string) fstest.MapFS {
	made := fstest.MapFS{}
	for i := 0; i < len(pairs); i += 2 {
		made["assets/"+pairs[i]] = &fstest.MapFile{Data: []byte(pairs[i+1])}
	}
	return made
}

func load(t *testing.T, standard, own fstest.MapFS) map[string]asset.Asset {
	t.Helper()
	assets, problems, err := asset.Load(standard, own)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Errorf("%s: %s", p.Place, p.Sentence)
	}
	byName := map[string]asset.Asset{}
	for i, a := range assets {
		if i > 0 && assets[i-1].Name >= a.Name {
			t.Errorf("%s stands after %s", a.Name, assets[i-1].Name)
		}
		byName[a.Name] = a
	}
	return byName
}

var fingerprinted = regexp.MustCompile(`^assets/style\.[0-9a-f]{8}\.css$`)

func TestStyleSheetPointsAtFingerprintedFiles(t *testing.T) {
	got := load(t, files(
		"style.css", "@import \"parts/print.css\";\n/* gone */ a { background : url( 'paper.png' ) } b{background:url(data:image/gif;base64,R0)}",
		"parts/print.css", "b { background: url(../paper.png#x) } i{background:url('fonts/a.svg')}",
		"parts/fonts/a.svg", "<svg   xmlns=\"http://www.w3.org/2000/svg\"></svg>",
		"paper.png", "\x89PNG  \n bytes",
		".hidden", "x",
	), nil)
	if len(got) != 4 {
		t.Fatalf("got %d assets", len(got))
	}
	style := got["style.css"]
	if !fingerprinted.MatchString(style.Path) {
		t.Errorf("path %q", style.Path)
	}
	short := func(name string) string { return strings.TrimPrefix(got[name].Path, "assets/") }
	for _, want := range []string{short("parts/print.css"), short("paper.png"), "url(data:image/gif;base64,R0)"} {
		if !strings.Contains(string(style.Body), want) {
			t.Errorf("%s does not point at %s", style.Body, want)
		}
	}
	if strings.Contains(string(style.Body), "gone") {
		t.Errorf("not minified: %s", style.Body)
	}
	print := string(got["parts/print.css"].Body)
	for _, want := range []string{"../" + short("paper.png") + "#x", strings.TrimPrefix(short("parts/fonts/a.svg"), "parts/")} {
		if !strings.Contains(print, want) {
			t.Errorf("%s does not point at %s", print, want)
		}
	}
	if string(got["paper.png"].Body) != "\x89PNG  \n bytes" {
		t.Error("a picture was changed")
	}
}

func TestPathChangesExactlyWithTheFile(t *testing.T) {
	base := files("style.css", "a{background:url(a.png)}", "a.png", "1", "b.png", "1")
	before := load(t, base, nil)
	for name, text := range map[string]string{"a.png": "2", "b.png": "2"} {
		own := files(name, text)
		after := load(t, base, own)
		for other := range before {
			want := other == name || other == "style.css" && name == "a.png"
			if differs := before[other].Path != after[other].Path; differs != want {
				t.Errorf("%s edited: path of %s differs: %v", name, other, differs)
			}
		}
	}
	if !maps.EqualFunc(before, load(t, base, nil), func(a, b asset.Asset) bool { return a.Path == b.Path && string(a.Body) == string(b.Body) }) {
		t.Error("loading twice differs")
	}
}

func TestProblems(t *testing.T) {
	for css, want := range map[string]string{
		"a{}\nb{background:url(papr.png)}":                 `layouts/assets/style.css:2:14: there is no asset "papr.png" [asset-link] did you mean "paper.png"?`,
		"@import url(https://fonts.example/a.css);":        `layouts/assets/style.css:1:9: a style sheet must not load "https://fonts.example/a.css" from elsewhere [asset-link]`,
		"a{background:url(//fonts.example/a.png)}":         `layouts/assets/style.css:1:14: a style sheet must not load`,
		"a{background:url(/paper.png)}":                    `layouts/assets/style.css:1:14: "/paper.png" does not say which asset it is`,
		"@import 'other.css';":                             `layouts/assets/style.css:1:9: style sheets import each other in a circle`,
		"a{background:url(paper.png)}b{content:'x.png'}":   "",
		"a{background:url(#inside)}":                       "",
		"a{background:url(\"data:image/svg+xml,<svg/>\")}": "",
	} {
		_, problems, err := asset.Load(files("style.css", css, "other.css", "@import url('style.css');", "paper.png", "x"), nil)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if len(problems) > 0 {
			p := problems[0]
			got = fmt.Sprintf("%s: %s [%s] %s", p.Place, p.Sentence, p.Rule, p.Hint)
		}
		if !strings.HasPrefix(got, want) || want == "" && got != "" {
			t.Errorf("%s\ngot  %s\nwant %s", css, got, want)
		}
	}
}

func TestBrokenScriptIsAProblem(t *testing.T) {
	_, problems, err := asset.Load(files("a.js", "function ("), nil)
	if err != nil || len(problems) != 1 || problems[0].Rule != "asset-syntax" {
		t.Errorf("%v, %v", problems, err)
	}
}

func TestNoAssetsIsNoError(t *testing.T) {
	if assets, problems, err := asset.Load(fstest.MapFS{}, nil); len(assets)+len(problems) != 0 || err != nil {
		t.Errorf("%v, %v, %v", assets, problems, err)
	}
}

func TestStandardAssetsAreSound(t *testing.T) {
	assets, problems, err := asset.Load(layouts.Files, nil)
	if err != nil || len(problems) > 0 {
		t.Fatalf("%v, %v", problems, err)
	}
	sizes := map[string]int{}
	for _, a := range assets {
		sizes[a.Name] = len(a.Body)
	}
	if sizes["style.css"] < 1000 || sizes["search.js"] < 1000 || sizes["favicon.svg"] == 0 {
		t.Errorf("got %v", sizes)
	}
}
