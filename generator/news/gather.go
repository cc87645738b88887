package news

import (
	"cmp"
	"slices"
	"strings"

	"daybook/generator/problem"
	"daybook/generator/source"
)

// Rules of this package.
const (
	RuleUnknownTopic   = "unknown-topic"
	RuleUnknownEvent   = "unknown-event"
	RuleDoubleName     = "double-name"    // two files claim one name
	RuleCyclicParent   = "cyclic-parent"  // a topic or place inside itself
	RuleCyclicSame     = "cyclic-same-as" // same_as leads back
	RuleEventDate      = "event-date"     // an event without date
	RuleEventHeadline  = "event-headline" // an event without headline
	RuleUnnamedSpeaker = "unnamed-speaker"
)

// gatherer holds what is being joined.
type gatherer struct {
	archive  *Archive
	copies   Copies
	problems []problem.Problem
	slugs    map[string]string // of names as they are written

	abroad    []*Article      // newest first
	elsewhere map[string]bool // ids of events that only other languages tell
}

// Gather joins the copies of a site into the archive that a cut shows. The
// problems are those that only show between files: names that nobody has,
// files that claim the same name. The order of the copies does not matter.
func Gather(copies Copies, cut Cut) (*Archive, []problem.Problem) {
	g := &gatherer{
		copies: copies,
		archive: &Archive{
			AsOf:     cut.AsOf,
			Site:     copies.Site,
			pictures: copies.Pictures,
			articles: make(map[string]*Article, 3*len(copies.Articles)),
			topics:   map[string]*Topic{},
			events:   map[string]*Event{},
			pages:    map[string]*Page{},
			names: map[Kind]map[string]*Name{
				KindPerson: {}, KindOrganisation: {}, KindPlace: {}, KindActor: {},
			},
			shadows: map[Kind]map[string]*Shadow{
				KindArticle: {}, KindTopic: {}, KindEvent: {}, KindPerson: {}, KindOrganisation: {}, KindPlace: {}, KindPage: {},
			},
		},
		slugs: map[string]string{}, elsewhere: map[string]bool{},
	}
	g.shade(cut)
	g.chooseArticles(cut)
	g.chooseAbroad(cut)
	g.nameTopics(cut)
	g.nameNames(cut)
	g.tieTopics()
	g.tieNames()
	g.choosePages(cut)
	g.tieArticles()
	g.joinEvents(cut)
	g.dropLent()
	g.markEvents()
	g.listQuotes()
	g.settleNames()
	g.listSpans()
	g.listCorrections()
	g.listShelves()
	return g.archive, g.problems
}

func (g *gatherer) report(p problem.Problem) { g.problems = append(g.problems, p) }

func (g *gatherer) chooseArticles(cut Cut) {
	for _, c := range g.copies.Articles {
		reason := c.Withholds(cut.AsOf)
		if cut.shows(reason) {
			g.archive.Articles = append(g.archive.Articles, &Article{ArticleCopy: c, Withheld: reason})
		}
	}
	slices.SortFunc(g.archive.Articles, newestFirst)
	for i := len(g.archive.Articles) - 1; i >= 0; i-- {
		a := g.archive.Articles[i]
		for _, name := range []string{a.Slug, a.ID, a.Place.Path} {
			if _, taken := g.archive.articles[name]; !taken {
				g.archive.articles[name] = a
			}
		}
	}
}

// newestFirst orders articles by publication, then by file.
func newestFirst(a, b *Article) int {
	return cmp.Or(
		b.Published.Time.Compare(a.Published.Time),
		strings.Compare(a.Place.Path, b.Place.Path),
	)
}

// double reports two files that claim one name.
func (g *gatherer) double(name string, first, second source.Place) {
	if source.Compare(second, first) < 0 {
		first, second = second, first
	}
	g.report(problem.New(RuleDoubleName, second, "the name %q is taken", name).
		Noted(first, "here").Hinted("give one of them another name, or join the two files"))
}

func (g *gatherer) nameTopics(cut Cut) {
	copies := slices.Clone(g.copies.Topics)
	slices.SortFunc(copies, func(a, b *TopicCopy) int { return source.Compare(a.Place, b.Place) })
	for _, c := range copies {
		if !cut.shows(drafted(c.Draft)) {
			continue
		}
		t := &Topic{TopicCopy: c, Withheld: drafted(c.Draft)}
		g.archive.Topics = append(g.archive.Topics, t)
		g.nameTopic(c.Slug, t, c.SlugAt)
	}
	for _, t := range g.archive.Topics {
		if t.HasID {
			g.nameTopic(t.ID, t, t.Place)
		}
		g.nameTopic(Slug(t.Title), t, t.TitleAt)
		for _, other := range t.AlsoKnownAs {
			g.nameTopic(Slug(other.Text), t, other.Place)
		}
	}
	slices.SortFunc(g.archive.Topics, func(a, b *Topic) int {
		return cmp.Or(strings.Compare(a.Title, b.Title), strings.Compare(a.Slug, b.Slug))
	})
}

func (g *gatherer) nameTopic(name string, t *Topic, at source.Place) {
	if name == "" {
		return
	}
	if first, taken := g.archive.topics[name]; taken && first != t {
		g.double(name, first.Place, at)
		return
	}
	g.archive.topics[name] = t
}

func (g *gatherer) nameNames(cut Cut) {
	copies := slices.Clone(g.copies.Names)
	slices.SortFunc(copies, func(a, b *NameCopy) int { return source.Compare(a.Place, b.Place) })
	names := make([]*Name, 0, len(copies))
	for _, c := range copies {
		if !cut.shows(drafted(c.Draft)) {
			continue
		}
		n := &Name{Kind: c.Kind, Slug: c.Slug, Title: c.Title, Copy: c, Withheld: drafted(c.Draft)}
		names = append(names, n)
		g.nameName(c.Slug, n, c.SlugAt)
	}
	for _, n := range names {
		if n.Copy.HasID {
			g.nameName(n.Copy.ID, n, n.Copy.Place)
		}
		g.nameName(Slug(n.Title), n, n.Copy.TitleAt)
		for _, other := range n.Copy.AlsoKnownAs {
			g.nameName(Slug(other.Text), n, other.Place)
		}
	}
}

func (g *gatherer) nameName(name string, n *Name, at source.Place) {
	if name == "" {
		return
	}
	if first, taken := g.archive.names[n.Kind][name]; taken && first != n {
		g.double(name, first.Copy.Place, at)
		return
	}
	g.archive.names[n.Kind][name] = n
}

// topic looks a topic up and reports one that nobody knows.
func (g *gatherer) topic(ref Ref) *Topic {
	if ref.Text == "" {
		return nil
	}
	if t := g.archive.topics[g.slug(ref.Text)]; t != nil {
		return t
	}
	if g.withheld(KindTopic, ref.Text) {
		return nil
	}
	p := problem.New(RuleUnknownTopic, ref.Place, "no topic is called %q", ref.Text)
	if near := problem.Nearest(Slug(ref.Text), g.topicNames()); near != "" {
		p = p.Hinted("did you mean %q?", g.archive.topics[near].Slug)
	} else if len(g.archive.Topics) == 0 {
		p = p.Hinted("there is no topic yet; write content/topics/%s.md", cmp.Or(Slug(ref.Text), "name"))
	} else {
		p = p.Hinted("topics have a file in content/topics/; write content/topics/%s.md if it is new", cmp.Or(Slug(ref.Text), "name"))
	}
	g.report(p)
	return nil
}

func (g *gatherer) topicNames() []string {
	names := make([]string, 0, len(g.archive.topics))
	for name := range g.archive.topics {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// name looks a person, organisation or place up, and makes one that has no
// file. A text such as "place:iran" names its kind; otherwise kinds are tried
// in turn, and the last of them is what a name without a file is taken for.
func (g *gatherer) name(ref Ref, kinds ...Kind) *Name {
	text := ref.Text
	if word, rest, found := strings.Cut(text, ":"); found {
		if kind, known := KindOf(word); known && g.archive.names[kind] != nil {
			kinds, text = []Kind{kind}, strings.TrimSpace(rest)
		}
	}
	slug := g.slug(text)
	if slug == "" {
		return nil
	}
	for _, kind := range kinds {
		if n := g.archive.names[kind][slug]; n != nil {
			return n
		}
	}
	n := &Name{Kind: kinds[len(kinds)-1], Slug: slug, Title: title(text)}
	g.archive.names[n.Kind][slug] = n
	return n
}

// slug is Slug, which is asked of the same names over and over.
func (g *gatherer) slug(words string) string {
	slug, known := g.slugs[words]
	if !known {
		slug = Slug(words)
		g.slugs[words] = slug
	}
	return slug
}

// title makes a name to show from one that may be written as a slug.
func title(text string) string {
	if !IsSlug(text) || !strings.Contains(text, "-") {
		return text
	}
	words := strings.Split(text, "-")
	for i, w := range words {
		runes := []rune(w)
		words[i] = strings.ToUpper(string(runes[:1])) + string(runes[1:])
	}
	return strings.Join(words, " ")
}

func (g *gatherer) tieTopics() {
	for _, t := range g.archive.Topics {
		t.Parent = g.topic(t.TopicCopy.Parent)
		for _, ref := range t.TopicCopy.SeeAlso {
			if other := g.topic(ref); other != nil && other != t {
				t.SeeAlso = append(t.SeeAlso, other)
			}
		}
	}
	for _, t := range g.archive.Topics {
		seen := map[*Topic]bool{t: true}
		for up := t.Parent; up != nil; up = up.Parent {
			if seen[up] {
				g.report(problem.New(RuleCyclicParent, t.TopicCopy.Parent.Place, "%q would lie inside itself", t.Title).
					Hinted("take out one of the parents between %q and %q", t.Title, up.Title))
				t.Parent = nil
				break
			}
			seen[up] = true
		}
	}
	for _, t := range g.archive.Topics {
		if t.Parent != nil {
			t.Parent.Parts = append(t.Parent.Parts, t)
		}
	}
}

func (g *gatherer) tieNames() {
	for _, c := range g.copies.Names {
		n := g.archive.names[c.Kind][c.Slug]
		if n == nil || n.Copy != c {
			continue
		}
		if c.Country.Text != "" {
			n.Country = g.name(c.Country, KindPlace)
		}
		if c.Within.Text != "" {
			n.Within = g.name(c.Within, c.Kind)
		}
	}
	for _, c := range g.copies.Names {
		n := g.archive.names[c.Kind][c.Slug]
		if n == nil || n.Copy != c {
			continue
		}
		seen := map[*Name]bool{n: true}
		for up := n.Within; up != nil; up = up.Within {
			if seen[up] {
				g.report(problem.New(RuleCyclicParent, c.Within.Place, "%q would lie inside itself", n.Title).
					Hinted("take out one of the “within” between %q and %q", n.Title, up.Title))
				n.Within = nil
				break
			}
			seen[up] = true
		}
	}
	for _, t := range g.archive.Topics {
		for _, ref := range t.TopicCopy.Lanes {
			if n := g.name(ref, KindPerson, KindOrganisation, KindPlace, KindActor); n != nil {
				t.Lanes = append(t.Lanes, n)
			}
		}
	}
}

func (g *gatherer) choosePages(cut Cut) {
	for _, c := range g.copies.Pages {
		if !cut.shows(drafted(c.Draft)) {
			continue
		}
		p := &Page{PageCopy: c, Withheld: drafted(c.Draft)}
		g.archive.Pages = append(g.archive.Pages, p)
		if first, taken := g.archive.pages[c.Slug]; taken {
			g.double(c.Slug, first.Place, c.SlugAt)
			continue
		}
		g.archive.pages[c.Slug] = p
	}
	for _, p := range g.archive.Pages {
		if g.archive.pages[p.ID] == nil {
			g.archive.pages[p.ID] = p
		}
	}
	slices.SortFunc(g.archive.Pages, func(a, b *Page) int { return strings.Compare(a.Slug, b.Slug) })
}

// tieArticles looks up what articles name in header and prose.
func (g *gatherer) tieArticles() {
	for _, a := range g.archive.Articles {
		for _, ref := range a.ArticleCopy.Topics {
			if t := g.topic(ref); t != nil && !slices.Contains(a.Topics, t) {
				a.Topics = append(a.Topics, t)
			}
		}
		for _, t := range a.Topics {
			t.Articles = append(t.Articles, a)
		}
		for _, ref := range a.ArticleCopy.People {
			g.mention(a, g.name(ref, KindPerson))
		}
		for _, ref := range a.ArticleCopy.Organisations {
			g.mention(a, g.name(ref, KindOrganisation))
		}
		for _, ref := range a.ArticleCopy.Places {
			g.mention(a, g.name(ref, KindPlace))
		}
		for _, hole := range a.Body.Holes {
			if g.archive.names[hole.Kind] != nil {
				g.mention(a, g.name(Ref{Text: hole.Target, Place: hole.Place}, hole.Kind))
			}
		}
		for _, quote := range a.Body.Quotes {
			g.mention(a, g.name(quote.By, quote.Kind))
		}
		for _, author := range a.Authors {
			if n := g.archive.names[KindPerson][Slug(author.Text)]; n != nil && n.Copy != nil && !slices.Contains(n.Wrote, a) {
				n.Uses++
				n.Wrote = append(n.Wrote, a)
			}
		}
	}
}

// mention notes, once, that an article speaks of a name. Articles are gone
// through one after the other, so that the last one noted is the one at hand.
func (g *gatherer) mention(a *Article, n *Name) {
	if n == nil || len(n.Articles) > 0 && n.Articles[len(n.Articles)-1] == a {
		return
	}
	n.Uses++
	n.Articles = append(n.Articles, a)
	switch n.Kind {
	case KindPerson:
		a.People = append(a.People, n)
	case KindOrganisation:
		a.Organisations = append(a.Organisations, n)
	case KindPlace:
		a.Places = append(a.Places, n)
	}
}

func (g *gatherer) listQuotes() {
	for _, a := range g.archive.Articles {
		for _, q := range a.Body.Quotes {
			by := g.name(q.By, q.Kind)
			if by == nil {
				continue
			}
			quote := Quote{Text: q.Text, By: by, Role: q.Role, Date: q.Date, Article: a}
			by.Quotes = append(by.Quotes, quote)
			for _, t := range a.Topics {
				t.Quotes = append(t.Quotes, quote)
			}
		}
	}
}

// settleNames decides which names have a page, and lists them. A name that
// nothing public speaks of has none, even when it has a file: it would tell
// what is still withheld. Speaking of a place speaks of the places around it.
func (g *gatherer) settleNames() {
	var used []*Name
	for _, kind := range []Kind{KindPerson, KindOrganisation, KindPlace} {
		for _, n := range g.distinct(kind) {
			if n.Uses > 0 {
				used = append(used, n)
			}
		}
	}
	for _, n := range used {
		for up := n.Within; up != nil; up = up.Within {
			up.Uses++
		}
		if n.Country != nil {
			n.Country.Uses++
		}
	}
	g.archive.People = g.paged(KindPerson)
	g.archive.Organisations = g.paged(KindOrganisation)
	g.archive.Places = g.paged(KindPlace)
	for _, names := range [][]*Name{g.archive.Organisations, g.archive.Places} {
		for _, n := range names {
			if n.Within != nil {
				n.Within.Parts = append(n.Within.Parts, n)
			}
		}
	}
}

// distinct gives the names of a kind, each once, by title.
func (g *gatherer) distinct(kind Kind) []*Name {
	seen := make(map[*Name]bool, len(g.archive.names[kind]))
	names := make([]*Name, 0, len(g.archive.names[kind]))
	for _, n := range g.archive.names[kind] {
		if !seen[n] {
			seen[n] = true
			names = append(names, n)
		}
	}
	slices.SortFunc(names, func(a, b *Name) int {
		return cmp.Or(strings.Compare(a.Title, b.Title), strings.Compare(a.Slug, b.Slug))
	})
	return names
}

func (g *gatherer) paged(kind Kind) []*Name {
	return slices.DeleteFunc(g.distinct(kind), func(n *Name) bool {
		n.Paged = n.Uses > 0 && (n.Copy != nil || n.Uses >= g.archive.Site.PageFrom) && !g.archive.Site.Without.Names(kind)
		return !n.Paged
	})
}

func (g *gatherer) listCorrections() {
	for _, a := range g.archive.Articles {
		for _, c := range a.Corrections {
			g.archive.Corrections = append(g.archive.Corrections, LedgerEntry{Article: a, Correction: c})
		}
	}
	slices.SortStableFunc(g.archive.Corrections, func(a, b LedgerEntry) int {
		return b.Correction.Date.Time.Compare(a.Correction.Date.Time)
	})
}
