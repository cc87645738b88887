package news

import (
	"cmp"
	"slices"
	"strings"

	"daybook/generator/problem"
)

// Rules of translations.
const (
	RuleUnknownTranslation = "unknown-translation"
	RuleTwoTranslations    = "two-translations" // two pieces of one language are said to be the same
)

// Renderings are articles that are one piece in several languages. None of them
// is the main one.
type Renderings struct {
	of map[*ArticleCopy][]*Article
}

// Of gives the piece in all its languages, itself among them, in the order of
// the site's languages; nothing for a piece that was not translated.
func (e Renderings) Of(a *Article) []*Article { return e.of[a.ArticleCopy] }

// Translated finds the articles of a site's archives, one for each language,
// that are one piece: those that have the same id, and those of which one names
// another under translations, however many steps lie between. What a cut
// withholds is in no archive, and so in no group.
func Translated(archives []*Archive) (Renderings, []problem.Problem) {
	e := Renderings{of: map[*ArticleCopy][]*Article{}}
	if len(archives) < 2 {
		return e, nil
	}
	u := union{archives: archives, root: map[*Article]*Article{}, ids: map[string]*Article{}}
	for _, archive := range archives {
		for _, a := range archive.Articles {
			u.ties(archive, a)
		}
	}
	groups := map[*Article][]*Article{}
	for _, archive := range archives {
		for _, a := range archive.Articles {
			if _, tied := u.root[a]; tied {
				groups[u.find(a)] = append(groups[u.find(a)], a)
			}
		}
	}
	for _, archive := range archives {
		for _, a := range archive.Articles {
			group := groups[a] // held under its root alone
			if len(group) < 2 {
				continue
			}
			u.double(group)
			for _, x := range group {
				e.of[x.ArticleCopy] = group
			}
		}
	}
	return e, u.problems
}

// union joins articles to groups.
type union struct {
	archives []*Archive
	root     map[*Article]*Article
	ids      map[string]*Article
	problems []problem.Problem
}

func (u *union) find(a *Article) *Article {
	for u.root[a] != a {
		u.root[a] = u.root[u.root[a]]
		a = u.root[a]
	}
	return a
}

func (u *union) tie(a, b *Article) {
	for _, x := range []*Article{a, b} {
		if u.root[x] == nil {
			u.root[x] = x
		}
	}
	u.root[u.find(b)] = u.find(a)
}

// ties an article to the others that it is a translation of.
func (u *union) ties(archive *Archive, a *Article) {
	if a.HasID {
		if first := u.ids[a.ID]; first == nil {
			u.ids[a.ID] = a
		} else if first.Lang != a.Lang {
			u.tie(first, a)
		}
	}
	for _, t := range a.Translations {
		if strings.Contains(t.To.Text, "://") {
			continue
		}
		there := slices.IndexFunc(u.archives, func(x *Archive) bool { return x.Site.Lang == t.Lang })
		if there < 0 {
			continue
		}
		name := strings.TrimPrefix(t.To.Text, "article:")
		if other := cmp.Or(u.archives[there].Article(name), u.archives[there].Article(Slug(name))); other != nil && other != a {
			u.tie(a, other)
		} else if other == nil && u.archives[there].Shadow(KindArticle, name) == nil {
			u.unknown(u.archives[there], t)
		}
	}
}

func (u *union) unknown(archive *Archive, t Translation) {
	p := problem.New(RuleUnknownTranslation, t.To.Place, "no article in the language %q is called %q", t.Lang, t.To.Text)
	names := make([]string, 0, len(archive.Articles))
	for _, a := range archive.Articles {
		names = append(names, a.Slug)
	}
	if near := problem.Nearest(Slug(t.To.Text), names); near != "" {
		p = p.Hinted("did you mean %q?", near)
	} else {
		p = p.Hinted("name it by its slug, its id or its file, and see that the file says  lang: %s", t.Lang)
	}
	u.problems = append(u.problems, p)
}

// double reports two pieces of one language in a group.
func (u *union) double(group []*Article) {
	for i, a := range group {
		first := slices.IndexFunc(group, func(x *Article) bool { return x.Lang == a.Lang })
		if first < i {
			u.problems = append(u.problems, problem.New(RuleTwoTranslations, a.Place, "“%s” and “%s” are both said to be one piece in the language %q", group[first].Title, a.Title, a.Lang).
				Noted(group[first].Place, "the other one").Hinted("let translations name one of them, or give them different ids"))
		}
	}
}
