package markdown

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"daybook/generator/source"
)

// Sentences gives what a reader reads of a body, sentence by sentence, without
// marks and addresses. A heading, an item of a list and a cell of a table end a
// sentence. The titles of links, which tell events, are not read here.
func (r *Reader) Sentences(f *source.File, body source.Span) []string {
	w := walker{file: f, start: body.Start, text: f.Text[body.Start:body.End]}
	var found []string
	_ = ast.Walk(r.parse(&w), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Paragraph, *ast.TextBlock, *ast.Heading, *east.TableCell, *east.DefinitionTerm:
			found = append(found, sentences(w.plain(n))...)
			return ast.WalkSkipChildren, nil
		case *ast.CodeBlock, *ast.FencedCodeBlock:
			if text := oneLine(string(n.Lines().Value(w.text))); text != "" {
				found = append(found, text)
			}
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	})
	return found
}

// sentences cuts a paragraph on one line. An initial, a number and what is
// followed by a small letter end none; a title such as "Dr." may.
func sentences(text string) []string {
	var found []string
	begin := 0
	for i, r := range text {
		if !strings.ContainsRune(".!?…۔؟。！？", r) || i < begin {
			continue
		}
		end := i + utf8.RuneLen(r)
		end += len(text[end:]) - len(strings.TrimLeft(text[end:], ".!?…۔؟\"'”’»)]"))
		rest := strings.TrimPrefix(text[end:], " ")
		if rest == text[end:] && r < 0x3000 && rest != "" {
			continue
		}
		next, _ := utf8.DecodeRuneInString(strings.TrimLeft(rest, "\"'“‘«(["))
		if r == '.' && (unicode.IsLower(next) || initial(text[begin:i])) {
			continue
		}
		found = append(found, strings.TrimSpace(text[begin:end]))
		begin = end
	}
	if last := strings.TrimSpace(text[begin:]); last != "" {
		found = append(found, last)
	}
	return found
}

// initial reports whether a text ends in a single capital letter, as "J" in
// "J. Smith".
func initial(text string) bool {
	last, size := utf8.DecodeLastRuneInString(text)
	if !unicode.IsUpper(last) {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(text[:len(text)-size])
	return before == utf8.RuneError || before == ' ' || before == '.'
}
