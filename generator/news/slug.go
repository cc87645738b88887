package news

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// MaxSlug is the greatest length of a slug in bytes, so that it is a file name
// on any file system.
const MaxSlug = 120

// Slug makes the last part of an address from words: Unicode form NFC, lower
// case, letters, marks and digits of every script kept, everything else one
// hyphen. Apostrophes and the zero-width joiners of Persian and Urdu vanish.
// It is at most MaxSlug bytes long, cut between words where there are any, and
// empty when the words hold neither letter nor digit. Slug(Slug(x)) is
// Slug(x).
func Slug(words string) string {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFC.String(strings.ToLower(norm.NFC.String(words))) {
		switch {
		case r == '\'' || r == '’' || r == '\u200c' || r == '\u200d' || r == '\u00ad':
			continue
		case r == unicode.ReplacementChar:
			gap = true
		case unicode.IsLetter(r) || unicode.IsDigit(r) || (unicode.IsMark(r) && b.Len() > 0 && !gap):
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(r)
		default:
			gap = true
		}
	}
	return norm.NFC.String(cutSlug(norm.NFC.String(b.String())))
}

func cutSlug(slug string) string {
	if len(slug) <= MaxSlug {
		return slug
	}
	cut := slug[:MaxSlug]
	if i := strings.LastIndexByte(cut, '-'); i > MaxSlug/2 {
		return cut[:i]
	}
	return strings.ToValidUTF8(cut, "")
}

// IsSlug reports whether a text is a slug as it stands.
func IsSlug(text string) bool { return text != "" && Slug(text) == text }
