package problem

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// jsonProblem is a problem as `--format json` shows it.
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

// WriteJSON writes problems as a JSON array, in the order given. Each is an
// object:
//
//	file      path from the site's folder, with slashes
//	line      from 1; left out when the file as a whole is meant
//	column    from 1, in Unicode code points; left out when the line is meant
//	severity  "error" or "warning"
//	rule      as daybook check --rules lists them
//	message   what is wrong, in one sentence
//	hint      how to mend it; left out when there is none
//	notes     other places: objects of file, line, column and message
//
// Later versions may add keys and never take one away.
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
// section "Setting an error message"). Errors come first: GitHub shows only the
// first few of a step.
func WriteGitHub(w io.Writer, problems []Problem) error {
	property := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	message := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	out := bufio.NewWriter(w)
	errorsFirst := slices.Clone(problems)
	slices.SortStableFunc(errorsFirst, func(a, b Problem) int { return int(b.Severity) - int(a.Severity) })
	for _, p := range errorsFirst {
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
