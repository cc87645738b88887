package news

import (
	"cmp"
	"slices"
	"strings"

	"daybook/generator/source"
	"daybook/generator/when"
)

// Language is one of the languages in which a site is made beside that of
// site.yaml: a paper of its own below a prefix, with its own front page, topics,
// timelines, editions, feeds and search.
type Language struct {
	Lang, Dir                   string
	Prefix                      string // stands before its addresses, such as "/ur"
	At                          source.Place
	Calendars                   []when.Calendar // none where it does not say
	Title, Tagline, Description string
	Menu, Footer, Follow        []Link // none where it does not say
	Policies                    Policies
	Alert                       Alert
}

// Named is a name in another language.
type Named struct{ Lang, Name string }

// in gives the site as it is made in a language. What the language does not say
// is as in the whole, but for words: a menu in other words than the page's
// would help nobody.
func (s Site) in(l Language) Site {
	s.Lang, s.Dir, s.Prefix = l.Lang, l.Dir, l.Prefix
	s.Title, s.Tagline, s.Description = cmp.Or(l.Title, s.Title), l.Tagline, cmp.Or(l.Description, l.Tagline)
	s.Menu, s.Footer, s.Calendars = l.Menu, l.Footer, l.Calendars
	if l.Follow != nil {
		s.Follow = l.Follow
	}
	if l.Policies != (Policies{}) {
		s.Policies = l.Policies
	}
	s.Alert = l.Alert
	return s
}

// Speaks reports whether a site is made in a language.
func (s Site) Speaks(lang string) bool {
	return lang == s.Lang || slices.ContainsFunc(s.Languages, func(l Language) bool { return l.Lang == lang })
}

// Desks divides what was filed by language: the copies that each language of
// the site is gathered from, that of site.yaml first. An article and a page
// belong to their own language, or to the first where the site is not made in
// theirs. Events belong to none: what the reports of other languages tell of
// them lies in Abroad. Topics, people, organisations and places are the same in
// all languages when they have the same id; where a language has no file for
// one, that of another is lent to it, with the name that the file gives for
// this language and without its prose.
func (c Copies) Desks() []Copies {
	if len(c.Site.Languages) == 0 {
		return []Copies{c}
	}
	langs, sites := []string{c.Site.Lang}, []Site{c.Site}
	for _, l := range c.Site.Languages {
		langs, sites = append(langs, l.Lang), append(sites, c.Site.in(l))
	}
	of := func(lang string) int { return max(0, slices.Index(langs, lang)) }
	desks := make([]Copies, len(langs))
	for i := range desks {
		d := &desks[i]
		d.Site, d.Pictures = sites[i], c.Pictures
		for _, a := range c.Articles {
			if of(a.Lang) == i {
				d.Articles = append(d.Articles, a)
			} else {
				d.Abroad = append(d.Abroad, a)
			}
		}
		for _, p := range c.Pages {
			if of(p.Lang) == i {
				d.Pages = append(d.Pages, p)
			}
		}
		for _, e := range c.Events {
			if of(e.Own.Lang) != i {
				e = e.lent()
			}
			d.Events = append(d.Events, e)
		}
		d.Topics = share(c.Topics, langs[i], of, i, (*TopicCopy).identity, (*TopicCopy).lent, (*TopicCopy).filled)
		d.Names = share(c.Names, langs[i], of, i, (*NameCopy).identity, (*NameCopy).lent, (*NameCopy).filled)
	}
	return desks
}

// Own leaves out what is lent: a check of each file in its own language looks at
// none twice.
func (c Copies) Own() Copies {
	c.Topics = slices.DeleteFunc(slices.Clone(c.Topics), func(t *TopicCopy) bool { return t.Lent })
	c.Names = slices.DeleteFunc(slices.Clone(c.Names), func(n *NameCopy) bool { return n.Lent })
	c.Events = slices.DeleteFunc(slices.Clone(c.Events), func(e *EventCopy) bool { return e.Own.Lent })
	return c
}

// share gives the copies that one language has of things that are the same in
// all: its own, filled from those of others, and else one that is lent.
func share[T interface{ *TopicCopy | *NameCopy }](all []T, lang string, of func(string) int, desk int,
	identity func(T) (id, lang, path string), lent func(T, string) T, filled func(T, T) T) []T {
	groups, ids := map[string][]T{}, []string(nil)
	for _, x := range all {
		id, _, _ := identity(x)
		if groups[id] == nil {
			ids = append(ids, id)
		}
		groups[id] = append(groups[id], x)
	}
	var out []T
	for _, id := range ids {
		group := slices.Clone(groups[id])
		slices.SortFunc(group, func(a, b T) int {
			_, la, pa := identity(a)
			_, lb, pb := identity(b)
			return cmp.Or(cmp.Compare(of(la), of(lb)), strings.Compare(pa, pb))
		})
		isOwn := func(x T) bool { _, l, _ := identity(x); return of(l) == desk }
		other := slices.IndexFunc(group, func(x T) bool { return !isOwn(x) })
		if !slices.ContainsFunc(group, isOwn) {
			out = append(out, lent(group[0], lang))
			continue
		}
		for _, x := range group {
			if isOwn(x) {
				if other >= 0 {
					x = filled(x, group[other])
				}
				out = append(out, x)
			}
		}
	}
	return out
}

// lent makes a copy speak for another language: with its name there, and
// without its prose. What was known by its own name is still known by it.
func (c Copy) lent(lang string) Copy {
	c.Lent, c.Body, c.Aliases = true, Body{}, nil
	for _, n := range c.Names {
		if n.Lang == lang {
			c.Title, c.Lang = n.Name, n.Lang
		}
	}
	return c
}

func (t *TopicCopy) identity() (id, lang, path string) {
	return "topic/" + t.ID, t.Lang, t.Place.Path
}

func (t *TopicCopy) lent(lang string) *TopicCopy {
	l := *t
	l.Copy = t.Copy.lent(lang)
	l.AlsoKnownAs = append([]Ref{{Text: t.Title, Place: t.TitleAt}}, t.AlsoKnownAs...)
	l.Summary, l.Stands, l.Image = "", "", Image{}
	return &l
}

// filled adds what is known of a topic in another language and needs no words.
func (t *TopicCopy) filled(from *TopicCopy) *TopicCopy {
	if from.Draft {
		return t
	}
	f := *t
	f.AlsoKnownAs = append(slices.Clone(t.AlsoKnownAs), Ref{Text: from.Title, Place: from.TitleAt})
	f.AlsoKnownAs = append(f.AlsoKnownAs, from.AlsoKnownAs...)
	if f.Parent.Text == "" {
		f.Parent = from.Parent
	}
	if len(f.Lanes) == 0 {
		f.Lanes = from.Lanes
	}
	if len(f.KeyEvents) == 0 {
		f.KeyEvents = from.KeyEvents
	}
	if len(f.SeeAlso) == 0 {
		f.SeeAlso = from.SeeAlso
	}
	return &f
}

func (n *NameCopy) identity() (id, lang, path string) {
	return n.Kind.String() + "/" + n.ID, n.Lang, n.Place.Path
}

func (n *NameCopy) lent(lang string) *NameCopy {
	l := *n
	l.Copy = n.Copy.lent(lang)
	l.AlsoKnownAs = append([]Ref{{Text: n.Title, Place: n.TitleAt}}, n.AlsoKnownAs...)
	l.Summary, l.Roles, l.Image = "", nil, Image{}
	return &l
}

// filled adds what is known of a name in another language and needs no words.
func (n *NameCopy) filled(from *NameCopy) *NameCopy {
	if from.Draft {
		return n
	}
	f := *n
	f.AlsoKnownAs = append(slices.Clone(n.AlsoKnownAs), Ref{Text: from.Title, Place: from.TitleAt})
	f.AlsoKnownAs = append(f.AlsoKnownAs, from.AlsoKnownAs...)
	if f.Country.Text == "" {
		f.Country = from.Country
	}
	if f.Within.Text == "" {
		f.Within = from.Within
	}
	f.Coordinates = cmp.Or(f.Coordinates, from.Coordinates)
	return &f
}

// lent marks an event's file as one of another language.
func (e *EventCopy) lent() *EventCopy {
	l, own := *e, *e.Own
	own.Lent = true
	l.Own = &own
	return &l
}

// abroad reports whether a telling is one of another language.
func (t telling) abroad() bool {
	if t.article != nil {
		return t.article.Abroad
	}
	return t.copy.Own.Lent
}

// chooseAbroad takes the articles of other languages that the cut shows.
func (g *gatherer) chooseAbroad(cut Cut) {
	for _, c := range g.copies.Abroad {
		if reason := c.Withholds(cut.AsOf); cut.shows(reason) {
			g.abroad = append(g.abroad, &Article{ArticleCopy: c, Withheld: reason, Abroad: true})
			continue
		}
		for i := range c.Events {
			if e := &c.Events[i]; !e.Mention {
				g.archive.shadows[KindEvent][e.ID] = &Shadow{Kind: KindEvent, Place: e.Place, Slug: e.ID, Reason: c.Withholds(cut.AsOf)}
			}
		}
	}
	slices.SortFunc(g.abroad, newestFirst)
}

// dropAbroad leaves out the events of which nothing in this language speaks.
// Their ids stay known, so that to name one is no mistake.
func (g *gatherer) dropAbroad() {
	g.archive.Events = slices.DeleteFunc(g.archive.Events, func(e *Event) bool {
		spoken := e.Own != nil || slices.ContainsFunc(e.Reports, func(r Report) bool { return !r.Article.Abroad })
		if !spoken {
			for _, id := range append(e.AlsoIDs, e.ID) {
				delete(g.archive.events, id)
				g.elsewhere[id] = true
			}
		}
		return !spoken
	})
}

// dropLent leaves out the topics of other languages on which this one has
// nothing, and no part of which it has.
func (g *gatherer) dropLent() {
	used := map[*Topic]bool{}
	for _, t := range g.archive.Topics {
		if !t.Lent || len(t.Articles) > 0 || len(t.Events) > 0 {
			for up := t; up != nil && !used[up]; up = up.Parent {
				used[up] = true
			}
		}
	}
	if len(used) == len(g.archive.Topics) {
		return
	}
	unused := func(t *Topic) bool { return !used[t] }
	g.archive.Topics = slices.DeleteFunc(g.archive.Topics, unused)
	for name, t := range g.archive.topics {
		if unused(t) {
			delete(g.archive.topics, name)
		}
	}
	for _, t := range g.archive.Topics {
		t.Parts, t.SeeAlso = slices.DeleteFunc(t.Parts, unused), slices.DeleteFunc(t.SeeAlso, unused)
	}
}
