package dates

import (
	"strings"
	"unicode/utf8"
)

// Link is the date: link that an expression would be in Markdown: [On Tuesday](date:2024-01-16). An
// "on" before the expression stands within the link. It is empty for an expression that names no
// date: a duration, a set, a vague word, or one whose value is not known.
func Link(e Expression) string {
	if !e.linkable() {
		return ""
	}
	return "[" + e.lead + e.Text + "](date:" + e.Value + ")"
}

func (e *Expression) linkable() bool {
	return e.Kind != KindDuration && e.Kind != KindSet && !e.Vague && e.Value != ""
}

// Write puts links into a text for the expressions that are sure, and leaves all else byte for byte.
// The expressions must be those that [Find] or [FindIn] gave for the text.
func Write(text string, expressions []Expression) string {
	var b strings.Builder
	at := 0
	for _, e := range expressions {
		if !e.Sure || !e.linkable() {
			continue
		}
		b.WriteString(text[at : e.Start-len(e.lead)])
		b.WriteString(Link(e))
		at = e.End
	}
	b.WriteString(text[at:])
	return b.String()
}

// A Report is what `daybook dates --json` prints of one file.
type Report struct {
	File        string   `json:"file"`
	Expressions []Placed `json:"expressions"`
}

// Placed is an expression with its place for people: line and column from 1, the column counted in
// Unicode code points.
type Placed struct {
	Expression
	Line   int `json:"line"`
	Column int `json:"column"`
}

// NewReport gives the expressions of a file's text their lines and columns. The expressions must be in
// the order of the text.
func NewReport(file, text string, expressions []Expression) Report {
	report := Report{File: file, Expressions: make([]Placed, len(expressions))}
	line, column, at := 1, 1, 0
	for i, e := range expressions {
		before := text[at:e.Start]
		if n := strings.Count(before, "\n"); n > 0 {
			line, column = line+n, 1
			before = before[strings.LastIndexByte(before, '\n')+1:]
		}
		column += utf8.RuneCountInString(before)
		at = e.Start
		report.Expressions[i] = Placed{e, line, column}
	}
	return report
}
