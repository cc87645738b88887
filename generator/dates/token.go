package dates

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

type tokenKind uint8

const (
	word   tokenKind = iota // a run of letters
	number                  // a run of digits, or digits grouped by commas
	sign                    // one other character
	stop                    // a paragraph's end
	gap                     // something that is not prose
	known                   // a date: or event: link, whose value is in text
)

// token is a piece of the text. low is its lower-case form, with every apostrophe as ' and every
// hyphen and en dash as -.
type token struct {
	start, end int
	kind       tokenKind
	glued      bool // follows the token before without a space
	line       bool // is the first of its line
	upper      bool // begins with a capital
	caps       bool // has capitals only
	low        string
	n          int
	sentence   int
}

// scanner holds the tokens of a text and answers questions about them; an index outside the tokens
// is a token that is nothing.
type scanner struct {
	text   string
	tokens []token
	depth  int

	accounts bool // a quarter or a year's half was read before: the text speaks of business
}

var nothing = token{kind: stop}

func (s *scanner) at(i int) *token {
	if i < 0 || i >= len(s.tokens) {
		return &nothing
	}
	return &s.tokens[i]
}

// is reports whether token i is one of the given lower-case forms.
func (s *scanner) is(i int, forms ...string) bool {
	t := s.at(i)
	if t.kind > sign {
		return false
	}
	for _, f := range forms {
		if t.low == f {
			return true
		}
	}
	return false
}

// phrase reports whether the words of a phrase, parted by blanks, begin at token i, and where they end.
func (s *scanner) phrase(i int, phrase string) (int, bool) {
	for {
		t := s.at(i)
		n := len(t.low)
		if t.kind > sign || n > len(phrase) || phrase[:n] != t.low {
			return 0, false
		}
		i++
		if n == len(phrase) {
			return i, true
		}
		if phrase[n] != ' ' {
			return 0, false
		}
		phrase = phrase[n+1:]
	}
}

// hyphen returns the index after an optional hyphen at i.
func (s *scanner) hyphen(i int) int {
	if s.is(i, "-") {
		return i + 1
	}
	return i
}

// comma returns the index after an optional comma at i.
func (s *scanner) comma(i int) int {
	if s.is(i, ",") {
		return i + 1
	}
	return i
}

// dot returns the index after an optional full stop that abbreviates the word before i.
func (s *scanner) dot(i int) int {
	if s.is(i, ".") && s.at(i).glued {
		return i + 1
	}
	return i
}

// scan cuts the prose into tokens and numbers its sentences.
func scan(text string, prose []Span) *scanner {
	s := &scanner{text: text, tokens: make([]token, 0, len(text)/5+8)}
	at := 0
	for _, span := range prose {
		from, to := max(span.Start, at), min(span.End, len(text))
		if from >= to {
			continue
		}
		s.between(at, from)
		s.prose(from, to)
		at = to
	}
	s.between(at, len(text))
	s.number()
	return s
}

// between keeps of what is not prose only the date: and event: links.
func (s *scanner) between(from, to int) {
	if from >= to {
		return
	}
	s.tokens = append(s.tokens, token{start: from, end: from, kind: gap})
	for at := from; at < to; {
		i := strings.Index(s.text[at:to], "](")
		if i < 0 {
			return
		}
		at += i
		if value, end, ok := target(s.text, at, min(to, at+longestTarget)); ok {
			s.tokens = append(s.tokens, token{start: at, end: end, kind: known, low: value})
			at = end
		} else {
			at += 2
		}
	}
}

// longestTarget bounds the search for a link target's end.
const longestTarget = 256

// target reads a link target that begins with ]( at byte i and has one of our schemes.
func target(text string, i, to int) (value string, end int, ok bool) {
	rest := text[i+2 : to]
	for _, scheme := range []string{"date:", "event:"} {
		if after, has := strings.CutPrefix(rest, scheme); has {
			n := strings.IndexAny(after, ")#\n ")
			if n < 0 {
				return "", 0, false
			}
			value = after[:n]
			closing := strings.IndexAny(after[n:], ")\n")
			if closing < 0 || after[n+closing] != ')' {
				return "", 0, false
			}
			return value, i + 2 + len(scheme) + n + closing + 1, true
		}
	}
	return "", 0, false
}

func (s *scanner) prose(from, to int) {
	text, links := s.text[:to], s.links(from, to)
	glued, line := false, true
	for i := from; i < to; {
		if len(links) > 0 && i == links[0].start {
			s.tokens = append(s.tokens, links[0])
			i, links, glued = links[0].end, links[1:], false
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case unicode.IsSpace(r):
			lines := 0
			for i < to {
				r, size = utf8.DecodeRuneInString(text[i:])
				if !unicode.IsSpace(r) {
					break
				}
				if r == '\n' {
					lines++
				}
				i += size
			}
			if lines > 1 {
				s.tokens = append(s.tokens, token{start: i, end: i, kind: stop})
			}
			glued, line = false, lines > 0
			continue
		case address(text[i:]) && !glued:
			n := strings.IndexFunc(text[i:], unicode.IsSpace)
			if n < 0 {
				n = to - i
			}
			if len(links) > 0 {
				n = min(n, links[0].start-i)
			}
			s.tokens = append(s.tokens, token{start: i, end: i + n, kind: gap})
			i += n
			continue
		}
		t := token{start: i, glued: glued, line: line}
		switch {
		case unicode.IsLetter(r):
			t.kind, t.upper, t.caps = word, unicode.IsUpper(r), true
			for i < to {
				r, size = utf8.DecodeRuneInString(text[i:])
				if !unicode.IsLetter(r) && !unicode.IsMark(r) {
					break
				}
				t.caps = t.caps && !unicode.IsLower(r)
				i += size
			}
			t.low = strings.ToLower(text[t.start:i])
		case r >= '0' && r <= '9':
			t.kind = number
			i = digits(text, i, to)
			t.low = text[t.start:i]
			t.n = value(t.low)
		default:
			t.kind = sign
			i += size
			t.low = plain(r, text[t.start:i])
		}
		t.end = i
		s.tokens = append(s.tokens, t)
		glued, line = true, false
	}
}

// links finds the date: and event: links of a stretch of prose, label and all.
func (s *scanner) links(from, to int) []token {
	var all []token
	open := -1
	for i := from; i < to; i++ {
		switch s.text[i] {
		case '[':
			open = i
		case ']':
			if open >= 0 && i+1 < to && s.text[i+1] == '(' {
				if value, end, ok := target(s.text, i, min(to, i+longestTarget)); ok {
					all = append(all, token{start: open, end: end, kind: known, low: value})
					i = end - 1
				}
			}
			open = -1
		}
	}
	return all
}

func address(s string) bool {
	return strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "www.")
}

// digits ends a run of digits; commas that group thousands belong to it.
func digits(text string, i, to int) int {
	isDigit := func(k int) bool { return k < to && text[k] >= '0' && text[k] <= '9' }
	for isDigit(i) {
		i++
	}
	for i < to && text[i] == ',' && isDigit(i+1) && isDigit(i+2) && isDigit(i+3) && !isDigit(i+4) {
		i += 4
	}
	return i
}

// value is a number's value; one too long to be of a date is -1.
func value(s string) int {
	if len(s) > 9 {
		return -1
	}
	n := 0
	for _, c := range s {
		if c != ',' {
			n = 10*n + int(c-'0')
		}
	}
	return n
}

func plain(r rune, s string) string {
	switch r {
	case '\u2019', '\u2018', '`', '\u02bc':
		return "'"
	case '\u2010', '\u2011', '\u2012', '\u2013', '\u2212':
		return "-"
	case '\u201c', '\u201d':
		return `"`
	}
	return s
}

// number gives each token the number of its sentence. A sentence ends at . ! ? before a capital, a
// digit or a quotation mark, unless the stop abbreviates; at a paragraph's end; and at the end of a
// short line without a stop before a capital, which is a headline.
func (s *scanner) number() {
	const shortLine = 60
	n, lineStart := 0, 0
	for i := range s.tokens {
		t := &s.tokens[i]
		if t.line && i > 0 {
			before := s.tokens[i-1]
			if before.kind <= number && t.upper && before.end-lineStart < shortLine && !prepositions[before.low] && !determiners[before.low] && !clauseWords[before.low] {
				n++
			}
			lineStart = t.start
		}
		if t.kind == stop || s.ends(i-1) {
			n++
		}
		t.sentence = n
	}
}

// ends reports whether token i ends a sentence.
func (s *scanner) ends(i int) bool {
	next := s.at(i + 1)
	if s.is(i, `"`, "'", ")") && s.is(i-1, ".", "!", "?") && s.at(i).glued {
		return !next.glued && (next.upper || next.kind == number || next.kind == sign)
	}
	if !s.is(i, ".", "!", "?") || next.glued {
		return false
	}
	if s.is(i, ".") {
		t := s.at(i - 1)
		if t.kind == word && t.upper && abbreviations[t.low] {
			return false
		}
		if t.kind == word && len(t.low) == 1 {
			return s.is(i-2, ".") && next.upper && !s.is(i-3, "u")
		}
	}
	return next.upper || next.kind == number || next.kind == sign
}
