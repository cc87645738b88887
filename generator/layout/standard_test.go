package layout_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
	"golang.org/x/net/html"

	"daybook/generator/asset"
	"daybook/generator/layout"
	"daybook/generator/view"
	"daybook/layouts"
)

var preview = flag.String("preview", "", "write the sample pages and the assets into this folder, to be looked at")

func standard(t *testing.T) *layout.Set {
	t.Helper()
	set, problems, err := layout.Load(layouts.Files, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Errorf("%s: %s (%s)", p.Place, p.Sentence, p.Hint)
	}
	return set
}

func TestStandardLayoutsMakeSoundPages(t *testing.T) {
	set := standard(t)
	full := samples()
	for _, k := range layout.Kinds() {
		for name, value := range map[string]any{"sample": full[k.Name], "filled": filled(k), "empty": empty(k)} {
			for _, lang := range set.Languages() {
				page, err := set.Make(k.Name, lang, value)
				if err != nil {
					t.Errorf("%s, %s, %s: %v", k.Name, name, lang, err)
					continue
				}
				if name == "sample" && lang == "en" && *preview != "" {
					show(t, k.File(), page)
				}
				if k.File() == "email.txt" {
					continue
				}
				for _, fault := range unsound(page) {
					if k.Name == "email" && (fault == "attribute style" || fault == "inline style") {
						continue // mail programs know no other
					}
					t.Errorf("%s, %s, %s: %s", k.Name, name, lang, fault)
				}
			}
		}
	}
	if *preview != "" {
		showRest(t, set, full)
	}
}

// voids are the elements without an end tag (HTML Living Standard, 13.1.2).
var voids = []string{"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}

// unsound lists what no page may have: tags that do not pair, none or several
// h1, a skipped level of headings, ids twice, references to ids that are not
// there, and whatever default-src 'self' would refuse.
func unsound(page []byte) []string {
	var faults []string
	fault := func(text string) { faults = append(faults, text) }
	var open []string
	ids, refs := map[string]bool{}, map[string]bool{}
	level, firsts := 0, 0
	z := html.NewTokenizer(bytes.NewReader(page))
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		token := z.Token()
		switch kind {
		case html.EndTagToken:
			if len(open) == 0 || open[len(open)-1] != token.Data {
				fault("</" + token.Data + "> closes nothing; open: " + strings.Join(open, " "))
				return faults
			}
			open = open[:len(open)-1]
		case html.StartTagToken:
			if !slices.Contains(voids, token.Data) {
				open = append(open, token.Data)
			}
			if len(token.Data) == 2 && token.Data[0] == 'h' && token.Data[1] >= '1' && token.Data[1] <= '6' {
				now := int(token.Data[1] - '0')
				if now > level+1 {
					fault("heading " + token.Data + " skips a level")
				}
				if level = now; now == 1 {
					firsts++
				}
			}
			for _, a := range token.Attr {
				switch {
				case a.Key == "style" || strings.HasPrefix(a.Key, "on"):
					fault("attribute " + a.Key)
				case a.Key == "id" && (ids[a.Val] || a.Val == ""):
					fault("id " + a.Val + " twice or empty")
				case a.Key == "id":
					ids[a.Val] = true
				case a.Key == "aria-labelledby" || a.Key == "for":
					refs[a.Val] = true
				}
			}
			if token.Data == "style" || token.Data == "script" && !slices.ContainsFunc(token.Attr, func(a html.Attribute) bool {
				return a.Key == "src" || a.Key == "type" && a.Val == "application/ld+json"
			}) {
				fault("inline " + token.Data)
			}
		}
	}
	if len(open) > 0 {
		fault("not closed: " + strings.Join(open, " "))
	}
	if firsts != 1 {
		fault("not one h1")
	}
	for ref := range refs {
		if !ids[ref] {
			fault("no id " + ref)
		}
	}
	if bytes.Contains(page, []byte("ZgotmplZ")) {
		fault("a value stands where it cannot be escaped")
	}
	return faults
}

func TestUnsoundSeesWhatIsWrong(t *testing.T) {
	for page, want := range map[string]string{
		`<h1>a</h1><p>b`:                            "not closed: p",
		`<h1>a</h1><p></b></p>`:                     "closes nothing",
		`<h2>a</h2>`:                                "skips a level",
		`<h1>a</h1><h1>b</h1>`:                      "not one h1",
		`<h1 id="a">a</h1><p id="a"></p>`:           "id a twice",
		`<h1 style="color:red">a</h1>`:              "attribute style",
		`<h1 onclick="x()">a</h1>`:                  "attribute onclick",
		`<h1>a</h1><script>x()</script>`:            "inline script",
		`<h1>a</h1><p aria-labelledby="gone"></p>`:  "no id gone",
		`<h1>a</h1><a href="#ZgotmplZ">javas..</a>`: "cannot be escaped",
	} {
		if got := strings.Join(unsound([]byte(page)), "; "); !strings.Contains(got, want) {
			t.Errorf("%s: got %q, want %q", page, got, want)
		}
	}
}

var used = regexp.MustCompile(`\b(say|forms|term) "([^"]+)"`)

func TestEveryWordIsUsed(t *testing.T) {
	say, term := map[string]bool{}, map[string]bool{}
	for _, pattern := range []string{"*.html", "*.txt", "partials/*.html"} {
		names, _ := filepath.Glob("../../layouts/" + pattern)
		for _, name := range names {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			for _, found := range used.FindAllStringSubmatch(string(text), -1) {
				if found[1] != "term" {
					say[found[2]] = true
				} else {
					term[found[2]] = true
				}
			}
		}
	}
	composed, _ := filepath.Glob("../compose/*.go")
	var code strings.Builder
	for _, name := range composed {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		code.Write(text)
	}
	text, err := os.ReadFile("../../layouts/strings/en.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range regexp.MustCompile(`"(made\.[a-z-]+[a-z])"`).FindAllStringSubmatch(code.String(), -1) {
		if !strings.Contains(string(text), "\n"+key[1]+":") {
			t.Errorf("package compose uses the word %q, and no language has it", key[1])
		}
	}
	keys := regexp.MustCompile(`(?m)^([a-z][^:\s]*):`).FindAllStringSubmatch(string(text), -1)
	if len(keys) < 100 {
		t.Fatalf("only %d words read", len(keys))
	}
	for _, key := range keys {
		group, _, grouped := strings.Cut(key[1], ".")
		if group == "made" {
			if !strings.Contains(code.String(), `"`+key[1]+`"`) && !strings.HasPrefix(key[1], "made.withheld-") && !strings.HasPrefix(key[1], "made.narrowed-") {
				t.Errorf("package compose does not use the word %q", key[1])
			}
			continue
		}
		if grouped && !term[group] || !grouped && !say[key[1]] {
			t.Errorf("no layout uses the word %q", key[1])
		}
	}
}

// showRest writes what is not a sample of its own: a page in Urdu, an empty
// front page, the assets.
func showRest(t *testing.T, set *layout.Set, full map[string]any) {
	t.Helper()
	urdu := full["article"].(view.Article)
	urdu.Lang, urdu.Dir = "ur", "rtl"
	urdu.Headline, urdu.Standfirst = cards()[3].Headline, cards()[3].Standfirst
	urdu.Body = body(`<p><a href="/places/pakistan/">پاکستان</a> اور <a href="/places/iran/">ایران</a> کے وزرائے خارجہ نے جمعے کو ٹیلی فون پر بات کی اور کشیدگی کم کرنے پر اتفاق کیا۔ دونوں نے انسداد دہشت گردی میں قریبی رابطے پر بھی اتفاق کیا۔</p>`)
	line := full["timeline"].(view.Timeline)
	line.Lang, line.Dir = "ur", "rtl"
	for name, value := range map[string]struct {
		kind, lang string
		value      any
	}{
		"article-ur":  {"article", "ur", urdu},
		"timeline-ur": {"timeline", "ur", line},
		"front-empty": {"front", "en", view.Front{Frame: frame("front", "The Daybook", "/")}},
	} {
		page, err := set.Make(value.kind, value.lang, value.value)
		if err != nil {
			t.Fatal(err)
		}
		show(t, name+".html", page)
	}
	assets, _, err := asset.Load(layouts.Files, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range assets {
		show(t, "assets/"+a.Name, a.Body)
	}
}

func show(t *testing.T, name string, text []byte) {
	t.Helper()
	path := filepath.Join(*preview, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, text, 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestEveryLanguageHasEveryWord holds the strings files against each other: the
// same words, each with the plural forms of its language where English has
// some, and with the same values put in.
func TestEveryLanguageHasEveryWord(t *testing.T) {
	read := func(lang string) map[string]any {
		text, err := os.ReadFile("../../layouts/strings/" + lang + ".yaml")
		if err != nil {
			t.Fatal(err)
		}
		words := map[string]any{}
		if err := yaml.Unmarshal(text, &words); err != nil {
			t.Fatalf("%s: %v", lang, err)
		}
		return words
	}
	english := read("en")
	for _, lang := range []string{"ar", "fa", "fr", "ur"} {
		words := read(lang)
		for key, word := range english {
			theirs, has := words[key]
			if !has {
				t.Errorf("%s lacks %q", lang, key)
				continue
			}
			_, counted := word.(map[string]any)
			forms, theirsCounted := theirs.(map[string]any)
			if counted != theirsCounted {
				t.Errorf("%s: %q has plural forms in one of both", lang, key)
			}
			if counted && forms["other"] == nil {
				t.Errorf("%s: %q has no form “other”", lang, key)
			}
			if want, got := values(word), values(theirs); want != got {
				t.Errorf("%s: %q puts in %s, and in English %s", lang, key, got, want)
			}
		}
		for key := range words {
			if english[key] == nil {
				t.Errorf("%s has a word %q that English has not", lang, key)
			}
		}
	}
}

var value = regexp.MustCompile(`\{\d\}`)

// values gives the places for values of a word, each once, of its form “other”
// where it has forms.
func values(word any) string {
	if forms, counted := word.(map[string]any); counted {
		word = forms["other"]
	}
	found := value.FindAllString(fmt.Sprint(word), -1)
	slices.Sort(found)
	return strings.Join(slices.Compact(found), " ")
}
