package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold gives a text in the letters that readers take as one, whatever keyboard
// it was written on: the compatibility decomposition of Unicode (NFKD) without
// accents, vowel signs, tatweel and joiners, in small letters, with one yeh,
// one kaf, one heh and one set of digits for all that write in Arabic letters.
// Marks that are letters to their script, as in Devanagari, stay. The script of
// the search page folds in the same way: layouts/assets/search.js.
func Fold(text string) string {
	plain := true
	for i := range len(text) {
		if c := text[i]; c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' {
			plain = false
			break
		}
	}
	if plain {
		return text
	}
	var b strings.Builder
	b.Grow(len(text))
	for _, r := range norm.NFKD.String(text) {
		switch {
		case r < utf8.RuneSelf:
			if 'A' <= r && r <= 'Z' {
				r += 'a' - 'A'
			}
			b.WriteByte(byte(r))
			continue
		case silent(r):
			continue
		}
		r = unicode.ToLower(r)
		if same, found := alike[r]; found {
			b.WriteString(same)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// silent reports whether a letter's mark is left out: accents, the points of
// Hebrew, the vowel signs of Arabic, tatweel, and what joins letters or not.
func silent(r rune) bool {
	switch {
	case r >= 0x300 && r <= 0x36f, r >= 0x591 && r <= 0x5bd, r >= 0x5bf && r <= 0x5c7,
		r >= 0x610 && r <= 0x61a, r == 0x640, r >= 0x64b && r <= 0x65f, r == 0x670, r >= 0x6d6 && r <= 0x6ed && r != 0x6de && r != 0x6e9,
		r >= 0x200b && r <= 0x200f, r == 0x2060, r == 0xfeff, r == 0xad:
		return true
	}
	return false
}

// alike are letters that no decomposition joins with what readers type for
// them.
var alike = map[rune]string{
	'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'đ': "d", 'ð': "d", 'ł': "l", 'ħ': "h", 'ı': "i", 'þ': "th", 'ς': "σ",
	'ي': "ی", 'ى': "ی", 'ك': "ک", 'ة': "ه", 'ہ': "ه", 'ە': "ه", 'ۃ': "ه", 'ٱ': "ا",
	'٠': "0", '١': "1", '٢': "2", '٣': "3", '٤': "4", '٥': "5", '٦': "6", '٧': "7", '٨': "8", '٩': "9",
	'۰': "0", '۱': "1", '۲': "2", '۳': "3", '۴': "4", '۵': "5", '۶': "6", '۷': "7", '۸': "8", '۹': "9",
}

// unspaced are the scripts that write words without spaces between them: each
// letter of theirs is taken as a word.
var unspaced = []*unicode.RangeTable{unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar}

func isWord(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || '0' <= r && r <= '9' || 'A' <= r && r <= 'Z'
	}
	return unicode.In(r, unicode.L, unicode.M, unicode.N)
}

// Words gives the words of a text, folded, in their order: runs of letters,
// marks and digits.
func Words(text string) []string {
	var words []string
	eachWord(Fold(text), func(word string) { words = append(words, word) })
	return words
}

// eachWord calls take for the words of a folded text.
func eachWord(folded string, take func(word string)) {
	start := -1
	for i, r := range folded {
		switch {
		case !isWord(r):
			if start >= 0 {
				take(folded[start:i])
			}
			start = -1
		case r >= 0xe00 && unicode.In(r, unspaced...):
			if start >= 0 {
				take(folded[start:i])
			}
			take(folded[i : i+utf8.RuneLen(r)])
			start = -1
		case start < 0:
			start = i
		}
	}
	if start >= 0 {
		take(folded[start:])
	}
}
