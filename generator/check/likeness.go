package check

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// folded gives a text for comparison: small letters without accents or marks,
// the Arabic and the Persian forms of yeh and kaf as one.
func folded(text string) string {
	ascii := true
	for i := 0; i < len(text); i++ {
		ascii = ascii && text[i] < 0x80
	}
	if ascii {
		return strings.ToLower(text)
	}
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsMark(r), r == '\u200c', r == '\u200d':
			return -1
		case r == 'ي' || r == 'ى':
			return 'ی'
		case r == 'ك':
			return 'ک'
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(text))
}

// word is a word of a headline, ready to be compared.
type word struct {
	stem  string // its first letters, folded: strikes and strike are alike
	name  bool   // begins with a capital
	digit bool   // holds a digit
}

// stemLength is how many letters of a word are compared.
const stemLength = 5

// smallWords tell nothing of what a headline is about.
var smallWords = []string{"a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "is", "its", "of", "on", "over", "s", "the", "to", "with"}

// wordsOf cuts a headline into the words that say what it is about.
func wordsOf(headline string) []word {
	var words []word
	for _, text := range strings.FieldsFunc(headline, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	}) {
		stem := folded(text)
		if slices.Contains(smallWords, stem) {
			continue
		}
		w := word{digit: strings.ContainsFunc(text, unicode.IsDigit)}
		for _, r := range text {
			w.name = unicode.IsUpper(r)
			break
		}
		if runes := []rune(stem); len(runes) > stemLength && !w.digit {
			stem = string(runes[:stemLength])
		}
		w.stem = stem
		words = append(words, w)
	}
	return words
}

// likeness is the share of words, from 0 to 1, that two headlines have in
// common in the same order: twice the length of their longest common
// subsequence through the sum of their lengths.
func likeness(a, b []word) float64 {
	if len(a)+len(b) == 0 {
		return 0
	}
	before, row := make([]int, len(b)+1), make([]int, len(b)+1)
	for i := range a {
		for j := range b {
			if a[i].stem == b[j].stem {
				row[j+1] = before[j] + 1
			} else {
				row[j+1] = max(before[j+1], row[j])
			}
		}
		before, row = row, before
	}
	return 2 * float64(before[len(b)]) / float64(len(a)+len(b))
}

// contradict reports whether two headlines name different things: each has a
// name, or one of them a number, that the other lacks.
func contradict(a, b []word) bool {
	names := func(of, in []word) (name, digit bool) {
		for _, w := range of {
			if !slices.ContainsFunc(in, func(other word) bool { return other.stem == w.stem }) {
				name, digit = name || w.name, digit || w.digit
			}
		}
		return name, digit
	}
	aName, aDigit := names(a, b)
	bName, bDigit := names(b, a)
	return aName && bName || aDigit || bDigit
}
