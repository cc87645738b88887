package problem

import (
	"strings"
	"testing"

	"daybook/generator/source"
)

func TestNearestFindsWhatWasMeant(t *testing.T) {
	known := []string{"title", "topics", "published", "people", "standfirst"}
	for word, want := range map[string]string{
		"titel": "title", "topcis": "topics", "publised": "published", "Standfirst": "standfirst",
		"peopel": "people", "weather": "", "x": "", "": "",
	} {
		if got := Nearest(word, known); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", word, got, want)
		}
	}
}

func TestTextShowsLineCaretAndHint(t *testing.T) {
	p := New("unknown-topic", source.Place{Path: "content/a.md", Line: 3, Column: 10}, "no topic is called %q", "irn").
		Hinted("did you mean %q?", "iran").
		Noted(source.Place{Path: "content/b.md", Line: 1}, "also used here")
	var out strings.Builder
	err := WriteText(&out, []Problem{p, p, p}, TextOptions{
		Line: func(source.Place) string { return "topics: [irn]" },
		Most: 1,
	})
	if err != nil {
		t.Fatal(err)
	}
	want := `content/a.md:3:10: error: no topic is called "irn" [unknown-topic]
    topics: [irn]
             ^
  hint: did you mean "iran"?
  content/b.md:1: also used here
1 of 3 problems are shown. In all there are
         3 × unknown-topic (error)
see all with --all, or those of one rule with  daybook check --only RULE
`
	if out.String() != want {
		t.Errorf("got\n%s\nwant\n%s", out.String(), want)
	}
}

func TestTextLetsNoControlCharacterThrough(t *testing.T) {
	p := New("x", source.Place{Path: "a\x1b[31m.md", Line: 1, Column: 1}, "bad \x1b]0;title\x07 \u202e")
	var out strings.Builder
	_ = WriteText(&out, []Problem{p}, TextOptions{Line: func(source.Place) string { return "\x1b[2J" }})
	if strings.ContainsAny(out.String(), "\x1b\x07\u202e") {
		t.Errorf("control characters in %q", out.String())
	}
}

func TestGitHubEscapes(t *testing.T) {
	p := New("x", source.Place{Path: "a,b.md", Line: 2, Column: 4}, "100%% wrong").Hinted("a\nb")
	var out strings.Builder
	_ = WriteGitHub(&out, []Problem{p})
	want := "::error file=a%2Cb.md,line=2,col=4,title=x::100%25 wrong%0Aa%0Ab\n"
	if out.String() != want {
		t.Errorf("got %q want %q", out.String(), want)
	}
}

func TestSortedSaysEachOnce(t *testing.T) {
	at := func(path string, line int) Problem { return New("r", source.Place{Path: path, Line: line}, "s") }
	got := Sorted([]Problem{at("b", 1), at("a", 2), at("a", 1), at("a", 2)})
	if len(got) != 3 || got[0].Place.Line != 1 || got[1].Place.Line != 2 || got[2].Place.Path != "b" {
		t.Errorf("got %v", got)
	}
}
