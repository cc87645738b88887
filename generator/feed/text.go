package feed

import (
	"strings"
	"unicode/utf8"
)

// plain makes a text fit for every form: without what XML 1.0 (section 2.2) does
// not allow in a document, and with all that turns the direction of text ended
// where the text ends (UAX 9, 2.1 to 2.5), so that a headline cannot reorder what
// a feed reader shows after it.
func plain(text string) string {
	if !utf8.ValidString(text) || strings.ContainsFunc(text, func(r rune) bool { return !legal(r) || turns(r) != 0 }) {
		return closed(text)
	}
	return text
}

// said makes texts plain and leaves out those of which nothing stays.
func said(texts []string) []string {
	var out []string
	for _, text := range texts {
		if text = plain(text); text != "" {
			out = append(out, text)
		}
	}
	return out
}

// legal reports whether XML allows a character. Those that are allowed and no
// text has are not: DEL and the C1 controls but for the next line.
func legal(r rune) bool {
	switch {
	case r == '\t' || r == '\n' || r == '\r' || r == '\u0085':
		return true
	case r >= 0x7f && r <= 0x9f:
		return false
	}
	return r >= 0x20 && r <= 0xd7ff || r >= 0xe000 && r <= 0xfffd || r >= 0x10000 && r <= 0x10ffff
}

// Marks of direction. An embedding or an override ends with a PDF, an isolate
// with a PDI.
const (
	endEmbedding = '\u202c'
	endIsolate   = '\u2069'
)

// turns gives the mark that ends what a character begins, the character itself
// where it is such a mark, and 0 for all others.
func turns(r rune) rune {
	switch {
	case r >= '\u202a' && r <= '\u202e':
		return endEmbedding
	case r >= '\u2066' && r <= '\u2069':
		return endIsolate
	}
	return 0
}

// closed leaves out what is not legal, ends what is open at the end, and leaves
// out the ends of what was not open.
func closed(text string) string {
	var out strings.Builder
	var open []rune // the marks that are to come
	for _, r := range text {
		if !legal(r) || r == utf8.RuneError {
			continue
		}
		end := turns(r)
		if end == 0 || r != end {
			out.WriteRune(r)
			if end != 0 {
				open = append(open, end)
			}
			continue
		}
		at := len(open) - 1
		if r == endIsolate { // ends the embeddings within it, too
			for at >= 0 && open[at] != endIsolate {
				at--
			}
		}
		if at >= 0 && open[at] == r {
			open = open[:at]
			out.WriteRune(r)
		}
	}
	for i := len(open) - 1; i >= 0; i-- {
		out.WriteRune(open[i])
	}
	return out.String()
}
