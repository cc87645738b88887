package problem

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/bidi"
	"golang.org/x/text/width"

	"daybook/generator/source"
)

// TextOptions says how problems are shown to a person.
type TextOptions struct {
	// Color switches on ANSI colours.
	Color bool
	// Line gives the text of the line that a place stands on, or "".
	Line func(source.Place) string
	// Most is how many problems are shown before the rest is only counted;
	// 0 shows all.
	Most int
}

// excerptWidth is how many columns of a terminal a source line is given.
const excerptWidth = 100

// WriteText writes problems as a compiler does: place, severity, sentence and
// rule, then the source line with a caret, the hint and the notes. When there
// are more than are shown, the ones that are shown are the errors and some of
// each rule, and the end counts all by rule.
func WriteText(w io.Writer, problems []Problem, o TextOptions) error {
	out := bufio.NewWriter(w)
	paint := func(code, text string) string {
		if !o.Color {
			return text
		}
		return "\x1b[" + code + "m" + text + "\x1b[0m"
	}
	shown := problems
	if o.Most > 0 && len(shown) > o.Most {
		shown = sample(problems, o.Most)
	}
	for _, p := range shown {
		color := "33"
		if p.Severity == Error {
			color = "31"
		}
		fmt.Fprintf(out, "%s: %s: %s [%s]\n", paint("1", printable(p.Place.String())), paint(color, p.Severity.String()), printable(p.Sentence), p.Rule)
		if o.Line != nil && p.Place.Line > 0 {
			writeExcerpt(out, o.Line(p.Place), p.Place.Column)
		}
		if p.Hint != "" {
			fmt.Fprintf(out, "  %s %s\n", paint("36", "hint:"), printable(p.Hint))
		}
		for _, n := range p.Notes {
			fmt.Fprintf(out, "  %s: %s\n", printable(n.Place.String()), printable(n.Sentence))
		}
	}
	if len(shown) < len(problems) {
		writeCounts(out, problems, len(shown))
	}
	return out.Flush()
}

// sample chooses the problems to show when there are too many: errors before
// warnings, and of each rule the first before the second of any. They keep
// their order.
func sample(problems []Problem, most int) []Problem {
	type candidate struct{ at, rank int }
	candidates := make([]candidate, len(problems))
	met := map[string]int{}
	for i, p := range problems {
		candidates[i] = candidate{i, met[p.Rule]}
		met[p.Rule]++
	}
	slices.SortStableFunc(candidates, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(problems[b.at].Severity, problems[a.at].Severity), cmp.Compare(a.rank, b.rank))
	})
	candidates = candidates[:most]
	slices.SortFunc(candidates, func(a, b candidate) int { return cmp.Compare(a.at, b.at) })
	chosen := make([]Problem, most)
	for i, c := range candidates {
		chosen[i] = problems[c.at]
	}
	return chosen
}

// writeCounts says how many problems there are of each rule, most first.
func writeCounts(out *bufio.Writer, problems []Problem, shown int) {
	type count struct {
		rule     string
		severity Severity
	}
	counts := map[count]int{}
	for _, p := range problems {
		counts[count{p.Rule, p.Severity}]++
	}
	order := slices.SortedFunc(maps.Keys(counts), func(a, b count) int {
		return cmp.Or(cmp.Compare(b.severity, a.severity), cmp.Compare(counts[b], counts[a]), strings.Compare(a.rule, b.rule))
	})
	fmt.Fprintf(out, "%s of %s problems are shown. In all there are\n", Grouped(shown), Grouped(len(problems)))
	for _, c := range order {
		fmt.Fprintf(out, "%10s × %s (%s)\n", Grouped(counts[c]), c.rule, c.severity)
	}
	fmt.Fprintln(out, "see all with --all, or those of one rule with  daybook check --only RULE")
}

// Grouped writes a count with its thousands apart: "1,204".
func Grouped(n int) string {
	digits := fmt.Sprint(n)
	var b strings.Builder
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(d)
	}
	return b.String()
}

// printable keeps control characters, which content may hold, from reaching a
// terminal.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || (r >= 0x80 && r < 0xa0) || (r >= 0x202a && r <= 0x202e) || (r >= 0x2066 && r <= 0x2069) {
			return '·'
		}
		return r
	}, text)
}

// writeExcerpt shows a line of the source, cut around a column when it is long,
// and points at the column. In a line that is written from right to left no
// caret can: the terminal orders the letters, each in its own way. There the
// words from the column on are told.
func writeExcerpt(out *bufio.Writer, line string, column int) {
	if strings.TrimSpace(line) == "" {
		return
	}
	runes := []rune(printable(strings.ReplaceAll(line, "\t", " ")))
	at := min(max(column-1, 0), len(runes))
	from, until := window(runes, at)
	shown := string(runes[from:until])
	if from > 0 {
		shown = "…" + shown
	}
	if until < len(runes) {
		shown += "…"
	}
	fmt.Fprintf(out, "    %s\n", shown)
	switch {
	case column == 0 || column > len(runes)+1:
	case rightToLeft(runes):
		if words := opening(runes[at:]); words != "" {
			fmt.Fprintf(out, "    at “%s”\n", words)
		}
	default:
		before := cells(runes[from:at])
		if from > 0 {
			before++
		}
		fmt.Fprintf(out, "    %s^\n", strings.Repeat(" ", before))
	}
}

// window gives the stretch of a line that fits the width and holds a point,
// from the line's beginning where that can be.
func window(runes []rune, at int) (from, until int) {
	if cells(runes[:at]) > excerptWidth*3/4 {
		from = at
		for taken := 0; from > 0 && taken < excerptWidth/2; from-- {
			taken += cells(runes[from-1 : from])
		}
	}
	until = from
	for taken := 0; until < len(runes); until++ {
		if taken += cells(runes[until : until+1]); taken > excerptWidth {
			break
		}
	}
	return from, until
}

// cells counts the columns of a terminal that a text takes: two for wide
// letters (Unicode Standard Annex 11), none for marks that stand on others.
func cells(text []rune) int {
	n := 0
	for _, r := range text {
		switch kind := width.LookupRune(r).Kind(); {
		case r < 0x300:
			n++
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		case kind == width.EastAsianWide || kind == width.EastAsianFullwidth:
			n += 2
		default:
			n++
		}
	}
	return n
}

// rightToLeft reports whether a line has letters that run from right to left
// (Unicode Standard Annex 9).
func rightToLeft(line []rune) bool {
	return slices.ContainsFunc(line, func(r rune) bool {
		if r < 0x590 {
			return false
		}
		p, _ := bidi.LookupRune(r)
		return p.Class() == bidi.R || p.Class() == bidi.AL
	})
}

// mostOpening is how many letters tell where a problem is in a line that runs
// from right to left.
const mostOpening = 24

// opening gives the first words of a text.
func opening(text []rune) string {
	cut := text[:min(len(text), mostOpening)]
	words := strings.TrimSpace(string(cut))
	if i := strings.LastIndexByte(words, ' '); len(cut) < len(text) && i > 0 {
		words = words[:i]
	}
	return words
}

// Tally words a count, such as "2 errors and 1 warning".
func Tally(errors, warnings int) string {
	count := func(n int, one string) string {
		if n == 1 {
			return "1 " + one
		}
		return fmt.Sprintf("%d %ss", n, one)
	}
	switch {
	case errors > 0 && warnings > 0:
		return count(errors, "error") + " and " + count(warnings, "warning")
	case errors > 0:
		return count(errors, "error")
	case warnings > 0:
		return count(warnings, "warning")
	}
	return "no problems"
}
