package problem

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

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

// excerptWidth is how many code points of a source line are shown.
const excerptWidth = 100

// WriteText writes problems as a compiler does: place, severity, sentence and
// rule, then the source line with a caret, the hint and the notes.
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
		shown = shown[:o.Most]
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
	if rest := problems[len(shown):]; len(rest) > 0 {
		errors, warnings := Count(rest)
		fmt.Fprintf(out, "… and %s more; mend these first, or see all with --all\n", Tally(errors, warnings))
	}
	return out.Flush()
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

func writeExcerpt(out *bufio.Writer, line string, column int) {
	if strings.TrimSpace(line) == "" {
		return
	}
	runes := []rune(printable(strings.ReplaceAll(line, "\t", " ")))
	from := 0
	if column > excerptWidth*3/4 {
		from = min(column-excerptWidth/2, len(runes))
	}
	cut := runes[from:min(len(runes), from+excerptWidth)]
	fmt.Fprintf(out, "    %s\n", string(cut))
	if column > 0 && column-from <= len(cut)+1 {
		fmt.Fprintf(out, "    %s^\n", strings.Repeat(" ", column-from-1))
	}
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

// jsonProblem is a problem as `--format json` shows it, one object a line.
type jsonProblem struct {
	File     string     `json:"file"`
	Line     int        `json:"line,omitempty"`
	Column   int        `json:"column,omitempty"`
	Severity string     `json:"severity"`
	Rule     string     `json:"rule"`
	Message  string     `json:"message"`
	Hint     string     `json:"hint,omitempty"`
	Notes    []jsonNote `json:"notes,omitempty"`
}

type jsonNote struct {
	File    string `json:"file"`
	Line    int    `json:"line,omitempty"`
	Column  int    `json:"column,omitempty"`
	Message string `json:"message"`
}

// WriteJSON writes problems as a JSON array, sorted as given.
func WriteJSON(w io.Writer, problems []Problem) error {
	list := make([]jsonProblem, len(problems))
	for i, p := range problems {
		list[i] = jsonProblem{
			File: p.Place.Path, Line: p.Place.Line, Column: p.Place.Column,
			Severity: p.Severity.String(), Rule: p.Rule, Message: p.Sentence, Hint: p.Hint,
		}
		for _, n := range p.Notes {
			list[i].Notes = append(list[i].Notes, jsonNote{File: n.Place.Path, Line: n.Place.Line, Column: n.Place.Column, Message: n.Sentence})
		}
	}
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(list)
}

// WriteGitHub writes problems as GitHub Actions workflow commands, which show
// them on the lines of a pull request ("Workflow commands for GitHub Actions",
// section "Setting an error message").
func WriteGitHub(w io.Writer, problems []Problem) error {
	property := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	message := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	out := bufio.NewWriter(w)
	for _, p := range problems {
		fmt.Fprintf(out, "::%s file=%s", p.Severity, property.Replace(p.Place.Path))
		if p.Place.Line > 0 {
			fmt.Fprintf(out, ",line=%d", p.Place.Line)
		}
		if p.Place.Column > 0 {
			fmt.Fprintf(out, ",col=%d", p.Place.Column)
		}
		text := p.Sentence
		if p.Hint != "" {
			text += "\n" + p.Hint
		}
		if !utf8.ValidString(text) {
			text = strings.ToValidUTF8(text, "�")
		}
		fmt.Fprintf(out, ",title=%s::%s\n", property.Replace(p.Rule), message.Replace(text))
	}
	return out.Flush()
}
