package news

import (
	"slices"
	"strings"
)

// rightToLeft are the languages written from right to left.
var rightToLeft = []string{"ar", "fa", "he", "ur", "ps", "sd", "ckb", "ug", "yi", "dv"}

// Direction gives the direction, "ltr" or "rtl", in which a language (BCP 47) is
// written.
func Direction(lang string) string {
	base, _, _ := strings.Cut(strings.ToLower(lang), "-")
	if slices.Contains(rightToLeft, base) {
		return "rtl"
	}
	return "ltr"
}
