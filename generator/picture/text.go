package picture

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"daybook/generator/when"
)

// Sizes of text, in units of the drawing. Each drawing is shown at no less than
// 0.93 (wide) or 0.89 (narrow) pixels to the unit.
const (
	textSize   = 13.5
	lineHeight = 16
	boldness   = 1.08 // how much wider bold text is
)

// maxLabelRunes bounds what one label can add to a page.
const maxLabelRunes = 500

// clean makes one line of plain text: no control characters, none that turn the
// direction of what follows, nothing that XML 1.0 forbids.
func clean(s string, limit int) string {
	var b strings.Builder
	space, runes := false, 0
	for _, r := range s {
		switch {
		case unicode.IsSpace(r) || r == '\u2028' || r == '\u2029':
			space = b.Len() > 0
			continue
		case unicode.IsControl(r), r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r&0xfffe == 0xfffe, r >= 0xfdd0 && r <= 0xfdef:
			continue
		}
		if runes++; runes > limit {
			return b.String() + "…"
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(r)
	}
	return b.String()
}

// isolate keeps the direction of s from what stands beside it (UAX #9, FSI).
func isolate(s string) string {
	if s == "" {
		return ""
	}
	return "\u2068" + s + "\u2069"
}

// widthOf estimates, rather too wide than too narrow, how wide s is in a common
// sans-serif face.
func widthOf(s string) float64 {
	var em float64
	for _, r := range s {
		em += advance(r)
	}
	return em * textSize
}

func advance(r rune) float64 {
	switch {
	case r == 0x200c || r == 0x200d || r == 0x200e || r == 0x200f || unicode.Is(unicode.Mn, r):
		return 0
	case strings.ContainsRune("iljtfrI.,:;'’|!()[] ", r):
		return 0.36
	case strings.ContainsRune("mwMW—…%@", r):
		return 0.95
	case r < 0x80 && unicode.IsUpper(r):
		return 0.74
	case r >= 0x600 && r <= 0x6ff || r >= 0x750 && r <= 0x77f || r >= 0xfb50 && r <= 0xfdff || r >= 0xfe70 && r <= 0xfeff:
		return 0.55
	case r >= 0x1100 && (r <= 0x115f || r >= 0x2e80 && r <= 0xd7ff || r >= 0xf900 && r <= 0xfaff || r >= 0xff00 && r <= 0xff60 || r >= 0x1f000):
		return 1.05
	}
	return 0.62
}

// cut shortens s to a width, with an ellipsis at the end of a word if it can.
func cut(s string, width float64) string {
	if widthOf(s) <= width {
		return s
	}
	room := width - widthOf("…")
	end, word := 0, 0
	for i, r := range s {
		if room -= advance(r) * textSize; room < 0 {
			break
		}
		if r == ' ' {
			word = i
		}
		end = i + utf8.RuneLen(r)
	}
	if word > end/2 {
		end = word
	}
	return strings.TrimRight(s[:end], " ,;:–-") + "…"
}

// wrap breaks s into at most lines lines of at most width. When it needs no
// more than that, the lines are made much the same length.
func wrap(s string, width float64, lines int) []string {
	if lines > 1 {
		whole := widthOf(s)
		for n := 2; n <= lines; n++ {
			if narrow := whole/float64(n) + 3*textSize; narrow < width {
				if out, fits := fill(s, narrow, n); fits {
					if whole <= narrow {
						break
					}
					return out
				}
			}
		}
	}
	out, _ := fill(s, width, lines)
	return out
}

// fill puts as many words on each line as fit, and cuts the last line. It
// reports whether nothing was cut.
func fill(s string, width float64, lines int) (out []string, fits bool) {
	for len(out) < lines-1 && widthOf(s) > width {
		end, room := 0, width
		for i, r := range s {
			if r == ' ' {
				end = i
			}
			if room -= advance(r) * textSize; room < 0 {
				break
			}
		}
		if end == 0 {
			break
		}
		out = append(out, s[:end])
		s = s[end+1:]
	}
	last := cut(s, width)
	return append(out, last), last == s
}

func widest(lines []string) float64 {
	var w float64
	for _, line := range lines {
		w = max(w, widthOf(line))
	}
	return w
}

// numerals are the digits of a language, as its years are written.
type numerals [10]string

func numeralsOf(lang string) numerals {
	var n numerals
	for digit := range n {
		year := max(digit, 1) * 1000
		for _, r := range when.Words(when.Year(year), lang) {
			if unicode.IsDigit(r) && (n[digit] == "" || digit == 0) {
				n[digit] = string(r)
			}
		}
		if n[digit] == "" {
			n[digit] = strconv.Itoa(digit)
		}
	}
	return n
}

func (n *numerals) write(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r >= '0' && r <= '9' {
			b.WriteString(n[r-'0'])
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func (n *numerals) count(i int) string { return n.write(strconv.Itoa(i)) }
