package news

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestSlugKeepsEveryScript(t *testing.T) {
	for words, want := range map[string]string{
		"Iran’s strikes: what we know": "irans-strikes-what-we-know",
		"  --Jalil Abbas  Jilani!":     "jalil-abbas-jilani",
		"پاکستان اور ایران":            "پاکستان-اور-ایران",
		"می‌خواهد":                     "میخواهد",
		"Café":                         "café",
		"ÉCOLE":                        "école",
		"..":                           "",
		"a/b\\c":                       "a-b-c",
		"🙂":                            "",
	} {
		if got := Slug(words); got != want {
			t.Errorf("Slug(%q) = %q, want %q", words, got, want)
		}
	}
}

func FuzzSlug(f *testing.F) {
	f.Add("On Tuesday, Iran…")
	f.Add("\xff\u0301a\u200c" + strings.Repeat("é", 200))
	f.Fuzz(func(t *testing.T, words string) {
		slug := Slug(words)
		switch {
		case Slug(slug) != slug:
			t.Errorf("not idempotent: %q -> %q -> %q", words, slug, Slug(slug))
		case len(slug) > MaxSlug:
			t.Errorf("%d bytes", len(slug))
		case !utf8.ValidString(slug):
			t.Errorf("invalid UTF-8: %q", slug)
		case strings.ContainsAny(slug, "/\\.:?#% \x00"):
			t.Errorf("unsafe: %q", slug)
		case strings.HasPrefix(slug, "-") || strings.HasSuffix(slug, "-"):
			t.Errorf("hangs on a hyphen: %q", slug)
		}
	})
}
