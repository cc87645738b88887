package markdown

import (
	"slices"
	"testing"

	"daybook/generator/source"
)

func TestProseLeavesCodeOut(t *testing.T) {
	text := "# Head\n\nOn *Friday* `on Monday` they met\non Tuesday.\n\n    on Wednesday\n\n- item on Thursday\n\n```\non Sunday\n```\n\n| a |\n|---|\n| on Saturday |\n"
	f := source.NewFile("a.md", []byte(text))
	var got []string
	for _, s := range NewReader().Prose(f, source.Span{Start: 0, End: len(text)}) {
		got = append(got, text[s.Start:s.End])
	}
	want := []string{"Head", "On *Friday* `", "` they met\non Tuesday.", "item on Thursday", "a", "on Saturday"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
