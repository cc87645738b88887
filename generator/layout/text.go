package layout

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// textWidth is how many columns a line of plain text has.
const textWidth = 72

// flowed lays out what a layout of plain text made: white space at the ends of
// lines is dropped, several empty lines are one, and lines of more than 72
// columns are broken at spaces; a long word, such as an address, stays whole.
// The result means the same sent as format=flowed (RFC 3676): no line ends in a
// space, and one that a mail program could take for a quotation or a separator
// begins with one.
func flowed(text []byte) []byte {
	var out strings.Builder
	empty := true // nothing but empty lines came before
	for line := range strings.Lines(string(text)) {
		words := strings.FieldsFunc(line, isBreak)
		if len(words) == 0 {
			if !empty {
				out.WriteByte('\n')
			}
			empty = true
			continue
		}
		empty = false
		column := 0
		for i, word := range words {
			columns := columnsOf(word)
			switch {
			case i == 0:
				column = stuffed(&out, word)
			case column+1+columns > textWidth:
				out.WriteByte('\n')
				column = stuffed(&out, word)
			default:
				out.WriteByte(' ')
				column++
			}
			out.WriteString(word)
			column += columns
		}
		out.WriteByte('\n')
	}
	return []byte(strings.TrimRight(out.String(), "\n") + "\n")
}

// stuffed begins a line with a space where RFC 3676, section 4.4, wants one.
func stuffed(out *strings.Builder, first string) (columns int) {
	if strings.HasPrefix(first, ">") || first == "From" || first == "--" {
		out.WriteByte(' ')
		return 1
	}
	return 0
}

// isBreak reports whether a line may be broken at a space; one that holds its
// words together (U+00A0, U+202F) stays.
func isBreak(r rune) bool { return unicode.IsSpace(r) && r != '\u00a0' && r != '\u202f' }

// columnsOf counts the columns of a word: marks and joiners take none, wide
// letters of East Asia two (UAX 11).
func columnsOf(word string) int {
	n := 0
	for _, r := range word {
		switch {
		case r < utf8.RuneSelf:
			n++
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		default:
			if k := width.LookupRune(r).Kind(); k == width.EastAsianWide || k == width.EastAsianFullwidth {
				n++
			}
			n++
		}
	}
	return n
}
