package problem

import (
	"fmt"
	"strings"
	"testing"

	"daybook/generator/source"
)

// excerpt shows one problem at a column of a line.
func excerpt(t *testing.T, line string, column int) (shown, below string) {
	t.Helper()
	var out strings.Builder
	p := New("x", source.Place{Path: "a.md", Line: 1, Column: column}, "s")
	if err := WriteText(&out, []Problem{p}, TextOptions{Line: func(source.Place) string { return line }}); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(out.String(), "\n")
	return lines[1], lines[2]
}

func TestTheCaretStandsBelowItsLetter(t *testing.T) {
	long := strings.Repeat("word ", 60)
	for name, try := range map[string]struct {
		line   string
		column int
		want   string // what the caret stands below, in columns of a terminal
	}{
		"plain":            {"topics: [irn]", 10, "irn"},
		"after a tab":      {"\ttopics: [irn]", 11, "irn"},
		"after wide":       {"題名: irn", 5, "irn"},
		"after an accent":  {"Ilve\u0301e irn", 8, "irn"},
		"after a flag":     {"\u200dab irn", 5, "irn"},
		"in a long line":   {long + "irn " + long, 301, "irn"},
		"in a long, wide":  {strings.Repeat("題", 300) + "irn", 301, "irn"},
		"at the beginning": {"irn", 1, "irn"},
	} {
		t.Run(name, func(t *testing.T) {
			shown, below := excerpt(t, try.line, try.column)
			at := strings.IndexByte(below, '^')
			if at < 0 {
				t.Fatalf("no caret below %q", shown)
			}
			column := 0
			for i, r := range shown {
				if column == at && cells([]rune{r}) > 0 {
					if !strings.HasPrefix(shown[i:], try.want) {
						t.Errorf("the caret is below %q\n%s\n%s", shown[i:], shown, below)
					}
					break
				}
				column += cells([]rune{r})
			}
			if n := cells([]rune(shown)); n > excerptWidth+10 {
				t.Errorf("the line takes %d columns", n)
			}
		})
	}
}

// TestRightToLeftLinesTellTheirWords: a terminal puts such a line's letters in
// an order of its own, so that no caret can point at one.
func TestRightToLeftLinesTellTheirWords(t *testing.T) {
	shown, below := excerpt(t, "نوشته: [ایران و پاکستان]", 9)
	if strings.Contains(below, "^") || !strings.Contains(below, "ایران و پاکستان") {
		t.Errorf("got\n%s\n%s", shown, below)
	}
}

// TestThousandsAreShownSensibly: an error among thousands of warnings is seen,
// and so is each rule; the end counts them all.
func TestThousandsAreShownSensibly(t *testing.T) {
	var problems []Problem
	for i := range 5000 {
		at := source.Place{Path: fmt.Sprintf("content/articles/%04d.md", i), Line: 1}
		switch {
		case i == 4321:
			problems = append(problems, New("broken-link", at, "the one error"))
		case i%1000 == 7:
			problems = append(problems, Warn("title-length", at, "long %d", i))
		default:
			problems = append(problems, Warn("event-without-id", at, "no id %d", i))
		}
	}
	var out strings.Builder
	if err := WriteText(&out, problems, TextOptions{Most: 100}); err != nil {
		t.Fatal(err)
	}
	text := out.String()
	for _, want := range []string{
		"the one error", "long 7", "long 4007", "no id 0 ",
		"100 of 5,000 problems are shown", "4,994 × event-without-id (warning)", "5 × title-length (warning)", "1 × broken-link (error)", "--all", "--only",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not shown", want)
		}
	}
	if n := strings.Count(text, "content/articles/"); n != 100 {
		t.Errorf("%d are shown", n)
	}
	if strings.Index(text, "long 4007") > strings.Index(text, "the one error") {
		t.Error("what is shown is out of order")
	}
	if strings.Index(text, "1 × broken-link") > strings.Index(text, "× event-without-id") {
		t.Error("errors are not counted first")
	}
}
