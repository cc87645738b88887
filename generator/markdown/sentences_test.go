package markdown_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"daybook/generator/markdown"
	"daybook/generator/source"
)

func sentencesOf(text string) []string {
	f := source.NewFile("a.md", []byte(text))
	return markdown.NewReader().Sentences(f, source.Span{End: len(text)})
}

func TestSentences(t *testing.T) {
	for text, want := range map[string][]string{
		"One. Two! Three? Four":                              {"One.", "Two!", "Three?", "Four"},
		"He said: “Go.” She went.":                           {"He said: “Go.”", "She went."},
		"J. Smith paid 3.5 million. The U.S. paid nothing.":  {"J. Smith paid 3.5 million.", "The U.S. paid nothing."},
		"It rose by approx. two per cent. More.":             {"It rose by approx. two per cent.", "More."},
		"## A heading\n\n- one item. With two\n- another":    {"A heading", "one item.", "With two", "another"},
		"[Iran *struck*](event:2024-01-16#a \"Secret\") it.": {"Iran struck it."},
		"پہلا جملہ۔ دوسرا جملہ؟ تیسرا":                       {"پہلا جملہ۔", "دوسرا جملہ؟", "تیسرا"},
		"一句。二句！":                                             {"一句。", "二句！"},
		"| a | b |\n|---|---|\n| One. Two. | three |":        {"a", "b", "One.", "Two.", "three"},
		"```\nx := 1.\n```":                                  {"x := 1."},
		"a line\nand its end.\n\n> quoted.":                  {"a line and its end.", "quoted."},
		"":                                                   nil,
	} {
		if got := sentencesOf(text); !slices.Equal(got, want) {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

// TestSentencesLoseNothing holds that the sentences of a paragraph are its
// words, each once and in order.
func TestSentencesLoseNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.StringMatching(`[A-Za-zÅ۔؟.!?،,0-9“”]{1,6}`), 1, 30).Draw(t, "words")
		text := strings.Join(words, " ")
		if strings.IndexFunc(text, func(r rune) bool { return r >= '0' && r <= '9' }) == 0 {
			return // a number and a full stop begin a list
		}
		plain := strings.Join(strings.Fields(strings.NewReplacer("...", "…", "---", "—").Replace(text)), "")
		if got := strings.ReplaceAll(strings.Join(sentencesOf(text), ""), " ", ""); got != plain {
			t.Fatalf("%q became %q", plain, got)
		}
	})
}
