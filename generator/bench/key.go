package main

import (
	"cmp"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// A key is what readers may look for, and which report each means: it is drawn
// from the reports themselves by a fixed seed and by rules, before there is an
// index. How a reader knows a report:
//
//	name     somebody's full name
//	words    the longest words of the headline, and a surname of the report
//	begun    the same, each word broken off after four letters
//	phrase   a name and the three words that follow it on a line of the text, in quotes
//	spelt    the words, spelt without accents; in Urdu with other letters,
//	         vowel signs or joiners than the report has
type question struct{ kind, lang, words, href string }

// report is what the key is made from.
type report struct {
	href, lang, title, body string
	people                  []string
}

// writeKey draws 30 questions in English and 20 in Urdu, and writes a line for
// each: kind, language, words, address.
func writeKey(articles, file string) error {
	byLang := map[string][]report{}
	err := filepath.WalkDir(articles, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(articles, path)
		if err != nil {
			return err
		}
		r := readReport(string(text))
		r.href = "/articles/" + strings.TrimSuffix(filepath.ToSlash(name), ".md") + "/"
		byLang[r.lang] = append(byLang[r.lang], r)
		return nil
	})
	if err != nil {
		return err
	}
	var b strings.Builder
	for _, part := range []struct {
		lang string
		each int
	}{{"en", 6}, {"ur", 4}} {
		if len(byLang[part.lang]) == 0 {
			continue
		}
		random := rand.New(rand.NewPCG(6, 50))
		for _, kind := range []string{"name", "words", "begun", "phrase", "spelt"} {
			for found, tries := 0, 0; found < part.each; tries++ {
				if tries > 100_000 {
					return fmt.Errorf("no report in %s makes a question of the kind %q", part.lang, kind)
				}
				r := byLang[part.lang][random.IntN(len(byLang[part.lang]))]
				if words := r.ask(kind, random); words != "" {
					fmt.Fprintf(&b, "%s\t%s\t%s\t%s\n", kind, part.lang, words, r.href)
					found++
				}
			}
		}
	}
	return os.WriteFile(file, []byte(b.String()), 0o644)
}

func readReport(text string) report {
	head, body, _ := strings.Cut(text, "\n---\n")
	r := report{lang: cmp.Or(field(head, "lang"), "en"), title: field(head, "title"), body: body}
	_, people, _ := strings.Cut(head, "people:\n")
	for line := range strings.Lines(people) {
		name, found := strings.CutPrefix(line, "  - ")
		if !found {
			break
		}
		r.people = append(r.people, strings.Trim(strings.TrimSpace(name), `"`))
	}
	return r
}

func (r report) ask(kind string, random *rand.Rand) string {
	name := r.people[random.IntN(len(r.people))]
	names := strings.Fields(name)
	surname := names[len(names)-1]
	words := strings.FieldsFunc(r.title, func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsMark(c) })
	slices.SortStableFunc(words, func(a, b string) int { return len([]rune(b)) - len([]rune(a)) })
	words = append(words[:min(3, len(words))], surname)
	switch kind {
	case "name":
		return name
	case "words":
		return strings.Join(words, " ")
	case "begun":
		for i, w := range words {
			words[i] = string([]rune(w)[:min(4, len([]rune(w)))])
		}
		return strings.Join(words, " ")
	case "phrase":
		for line := range strings.Lines(r.body) {
			all := strings.Fields(line)
			at := slices.Index(all, surname)
			if at < 1 || at+3 >= len(all) {
				continue
			}
			phrase := strings.Join(all[at-1:at+4], " ")
			if !strings.ContainsFunc(phrase, func(c rune) bool { return unicode.IsPunct(c) || unicode.IsSymbol(c) }) {
				return `"` + phrase + `"`
			}
		}
		return ""
	}
	all := strings.Join(append(words, name), " ")
	other := strings.NewReplacer("ø", "o", "Ø", "O").Replace(all)
	other = strings.Map(func(c rune) rune {
		if unicode.Is(unicode.Mn, c) {
			return -1
		}
		return c
	}, norm.NFD.String(other))
	if r.lang == "ur" {
		other = strings.NewReplacer("ی", "ي", "ک", "ك", "ہ", "ه", "م", "مُ", "ن", "ن\u200c").Replace(all)
	}
	if other == all {
		return ""
	}
	return other
}
