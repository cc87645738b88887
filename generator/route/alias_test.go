package route_test

import (
	"strings"
	"testing"

	"daybook/generator/news"
	"daybook/generator/route"
	"daybook/generator/source"
)

// written gives a reference at a line of a file.
func written(text, path string, line int) news.Ref {
	return news.Ref{Text: text, Place: source.Place{Path: path, Line: line, Column: 3}}
}

func TestAliases(t *testing.T) {
	const today = "content/articles/2024/01/today.md"
	for name, try := range map[string]struct {
		today, older []string
		want         string // rule, place and what the sentence holds
	}{
		"apart":                       {[]string{"/a/", "/b"}, []string{"/c"}, ""},
		"one, twice in a file":        {[]string{"/a/", "a"}, nil, ""},
		"one in two files":            {[]string{"/a/"}, []string{"/a/"}, "double-alias " + today + ":9:3 “older” and the article “today”"},
		"one but for its slash":       {[]string{"/a"}, []string{"a/"}, "double-alias " + today},
		"one but for its form":        {[]string{"/caf\u00e9/"}, []string{"/cafe\u0301/"}, "double-alias " + today},
		"the page itself":             {[]string{"/2024/01/19/today/"}, nil, "alias-loop " + today + ":9:3 the page itself"},
		"the page in another case":    {[]string{"/2024/01/19/Today"}, nil, "alias-loop " + today},
		"a live page":                 {[]string{"/2024/01/19/older/"}, nil, ""},
		"each the address of another": {[]string{"/2024/01/19/older/"}, []string{"/2024/01/19/today/"}, "alias-loop " + today + ":9:3 other way round"},
	} {
		t.Run(name, func(t *testing.T) {
			a, media := site("https://site.example/", "x")
			for slug, aliases := range map[string][]string{"today": try.today, "older": try.older} {
				x := article(a, slug)
				x.Aliases = nil
				for _, text := range aliases {
					x.Aliases = append(x.Aliases, written(text, x.Place.Path, 9))
				}
			}
			_, got := route.Settle(a, media)
			if try.want == "" {
				if len(got) > 0 {
					t.Errorf("got %v", got)
				}
				return
			}
			rule, rest, _ := strings.Cut(try.want, " ")
			place, words, _ := strings.Cut(rest, " ")
			if len(got) != 1 || got[0].Rule != rule || !strings.HasPrefix(got[0].Place.String(), place) || !strings.Contains(got[0].Sentence, words) || got[0].Hint == "" {
				t.Errorf("got %v", got)
			}
		})
	}
}

// TestNamesWithoutFilesCollide: a name needs no file, and two that differ only
// by what letter case does to them would overwrite each other on many disks.
func TestNamesWithoutFilesCollide(t *testing.T) {
	a, media := site("https://site.example/", "x")
	today := article(a, "today")
	copies := news.Copies{Site: a.Site, Articles: []*news.ArticleCopy{today.ArticleCopy}}
	copies.Site.PageFrom = 1
	today.ArticleCopy.Topics = nil
	today.ArticleCopy.People = []news.Ref{written("Strasse", today.Place.Path, 4), written("Straße", today.Place.Path, 5)}
	archive, _ := news.Gather(copies, news.Cut{AsOf: today.Published.Time.AddDate(1, 0, 0)})
	_, problems := route.Settle(archive, media)
	if len(problems) != 1 || problems[0].Rule != route.RuleCollision || problems[0].Place.Path == "" || len(problems[0].Notes) != 1 || !strings.Contains(problems[0].Hint, "in one way") {
		t.Errorf("got %v", problems)
	}
}
