package dates

import (
	"bytes"
	"slices"
	"strings"
)

// nearby is how many bytes from a weekday the date that it belongs to may lie.
const nearby = 24

var (
	weekdayStarts = []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}
	shortWeekdays = []string{"tues", "weds", "thur", "thurs"}
	wholeMonths   = []string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}
)

// NamesWeekday reports whether a text may hold a weekday beside a date, which
// an Expression with a Mismatch has. It is quick, and right whenever it says
// no: most texts hold few figures, and only near those does it look for
// weekdays. Its time is linear in the text.
func NamesWeekday(text []byte) bool {
	seen := 0
	for i, c := range text {
		if c < '0' || c > '9' {
			continue
		}
		end := min(len(text), i+nearby+3)
		for at := max(seen, i-nearby); at+3 <= end; at++ {
			if (at == 0 || !isLetter(text[at-1])) && weekdayAt(text[at:]) &&
				namesDay(text, max(0, at-nearby), min(len(text), at+nearby)) {
				return true
			}
		}
		seen = max(seen, end-2)
	}
	return false
}

// namesDay reports whether a stretch of text holds a figure and either a month
// or figures parted by a sign.
func namesDay(text []byte, from, to int) bool {
	digit, month := false, false
	for i := from; i < to; i++ {
		switch c := text[i]; {
		case c >= '0' && c <= '9':
			digit = true
			if i > 1 && (text[i-1] == '-' || text[i-1] == '/' || text[i-1] == '.') && text[i-2] >= '0' && text[i-2] <= '9' {
				return true
			}
		case isLetter(c) && (i == 0 || !isLetter(text[i-1])):
			month = month || monthAt(text[i:])
		}
	}
	return digit && month
}

// weekdayAt reports whether a text begins with a weekday's name, whole or short.
func weekdayAt(text []byte) bool {
	if !beginsWith(text, weekdayStarts) {
		return false
	}
	end := 3
	for end < len(text) && isLetter(text[end]) {
		end++
	}
	return end == 3 || slices.Contains(shortWeekdays, strings.ToLower(string(text[:min(end, 6)]))) ||
		end > 5 && end <= len("wednesday") && bytes.EqualFold(text[end-3:end], []byte("day"))
}

// monthAt reports whether a text begins with a month's name, whole or short.
func monthAt(text []byte) bool {
	end := 0
	for end < len(text) && isLetter(text[end]) {
		end++
	}
	for _, m := range wholeMonths {
		if (end == 3 || end == 4 || end == len(m)) && end <= len(m) && bytes.EqualFold(text[:end], []byte(m[:end])) {
			return true
		}
	}
	return false
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func beginsWith(text []byte, words []string) bool {
	if len(text) < 3 {
		return false
	}
	for _, w := range words {
		if text[0]|0x20 == w[0] && text[1]|0x20 == w[1] && text[2]|0x20 == w[2] {
			return true
		}
	}
	return false
}
