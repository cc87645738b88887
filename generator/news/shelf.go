package news

import (
	"cmp"
	"slices"
	"strings"
)

// Shelf holds the articles under one free word: a category of the paper, or a
// tag.
type Shelf struct {
	Tag      bool // a tag, not a category
	Slug     string
	Title    string     // as the newest article spells it
	Articles []*Article // newest first
}

// RenamedTag is a tag that was given up for another.
type RenamedTag struct{ Was, Now string }

// Tag gives the word that a tag stands for since it was renamed, or the tag
// itself. One that was renamed again and again is followed to the end.
func (s *Site) Tag(word string) string {
	for range s.RenamedTags {
		i := slices.IndexFunc(s.RenamedTags, func(r RenamedTag) bool { return Slug(r.Was) == Slug(word) })
		if i < 0 {
			break
		}
		word = s.RenamedTags[i].Now
	}
	return word
}

// listShelves gathers categories, and those tags that enough articles carry.
// Spellings of one slug are one shelf.
func (g *gatherer) listShelves() {
	a := g.archive
	a.categories, a.tags = map[string]*Shelf{}, map[string]*Shelf{}
	for _, x := range a.Articles {
		shelve(a.categories, x, x.Category, false)
		for _, tag := range x.Tags {
			shelve(a.tags, x, a.Site.Tag(tag), true)
		}
	}
	a.Categories = shelves(a.categories, 1)
	a.Tags = shelves(a.tags, a.Site.TagsFrom)
}

func shelve(on map[string]*Shelf, a *Article, word string, tag bool) {
	slug := Slug(word)
	if slug == "" {
		return
	}
	s := on[slug]
	if s == nil {
		s = &Shelf{Tag: tag, Slug: slug, Title: word}
		on[slug] = s
	}
	if last := len(s.Articles) - 1; last < 0 || s.Articles[last] != a {
		s.Articles = append(s.Articles, a)
	}
}

// shelves lists those that hold enough, by title, and takes the others out.
func shelves(by map[string]*Shelf, enough int) []*Shelf {
	var list []*Shelf
	for slug, s := range by {
		if len(s.Articles) < enough {
			delete(by, slug)
			continue
		}
		list = append(list, s)
	}
	slices.SortFunc(list, func(a, b *Shelf) int {
		return cmp.Or(strings.Compare(a.Title, b.Title), strings.Compare(a.Slug, b.Slug))
	})
	return list
}

// Category gives the category that a word means, or nil.
func (a *Archive) Category(word string) *Shelf { return a.categories[Slug(word)] }

// Tag gives the tag that a word means, or nil when too few articles carry it
// for a page.
func (a *Archive) Tag(word string) *Shelf { return a.tags[Slug(a.Site.Tag(word))] }
