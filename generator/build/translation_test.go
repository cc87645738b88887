package build_test

import (
	"slices"
	"strings"
	"testing"

	"daybook/generator/news"
	"daybook/layouts"
)

// TestATranslationIsNoSecondReport holds the evidence of an event in each
// language: a reader is led to a report once, in the words of the page where
// there are such, and to those of other languages that nobody translated.
func TestATranslationIsNoSecondReport(t *testing.T) {
	event := "events: [{id: strike, headline: A strike, date: 2024-01-16}]\n---\nWords.\n"
	dir := t.TempDir()
	written(t, dir, map[string]string{
		"content/site.yaml":                     "title: Day\nbase_url: https://news.example/\nlanguage: en\nlanguages: [{lang: fr, title: Jour}]\n",
		"content/articles/2024/told.md":         "---\ntitle: Told at home\npublished: 2024-01-16\n" + event,
		"content/articles/2024/told-fr.md":      "---\ntitle: Told abroad\npublished: 2024-01-17\nlang: fr\ntranslations: {en: told}\n" + event,
		"content/articles/2024/alone-fr.md":     "---\ntitle: Alone abroad\npublished: 2024-01-18\nlang: fr\n" + event,
		"content/articles/2024/elsewhere.md":    "---\ntitle: Of something else\npublished: 2024-01-18\n---\nWords.\n",
		"content/articles/2024/elsewhere-fr.md": "---\ntitle: Translated with the strike\npublished: 2024-01-18\nlang: fr\ntranslations: {en: elsewhere}\n" + event,
	}, nil)
	made := fresh(t, dir, dir+"/public", layouts.Files, news.Cut{AsOf: noon})
	for page, want := range map[string][]string{
		"events/strike/index.html":    {"Told at home", "Alone abroad", "Translated with the strike"},
		"fr/events/strike/index.html": {"Told abroad", "Alone abroad", "Translated with the strike"},
	} {
		text, made := made.files[page]
		if !made {
			t.Fatalf("there is no %s", page)
		}
		_, main, _ := strings.Cut(text, "<main")
		for _, headline := range []string{"Told at home", "Told abroad", "Alone abroad", "Translated with the strike"} {
			if led, wanted := strings.Contains(main, headline+"</bdi>"), slices.Contains(want, headline); led != wanted {
				t.Errorf("%s leads to %q: %v, want %v", page, headline, led, wanted)
			}
		}
	}
}
