package news

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"daybook/generator/source"
)

// Shadow is what the archive keeps of something that exists and that the cut
// withholds: the names by which a reference means it, so that the reference is
// words for now and not a mistake. It holds nothing that could be shown.
type Shadow struct {
	Kind      Kind
	Place     source.Place // of the file
	Slug      string
	Published Moment // of an article
	Reason    Reason
}

// Tombstone is what stays of an article that the public has seen and sees no
// more: its address answers, and says why.
//
// The rule: an article leaves a tombstone when it was killed or has expired,
// is no draft, and its public life had begun, as of the cut and before it was
// killed or expired. So a piece that was killed under embargo leaves nothing,
// if the kill says when it was; a kill on a day counts from the end of that
// day, so that it may fall on the day of publication. A kill that does not say
// when counts as later than everything.
//
// Of the article's words it holds none: its slug and its old addresses, which
// were public, the day and the reason of the kill (or else the notice of a
// killed piece), which are written for readers, and where to go instead.
type Tombstone struct {
	Place      source.Place // of the file
	Slug       string
	Published  Moment
	Lang       string
	Aliases    []Ref
	Killed     bool   // else it expired
	Since      Moment // since when it is gone; zero when that is not said
	Reason     string // of a kill; may be empty
	RedirectTo Ref    // what its address answers instead, or empty
}

// tombstone gives the tombstone of an article, or nil where it leaves none.
func (c *ArticleCopy) tombstone(asOf time.Time) *Tombstone {
	opens := c.Opens()
	if c.Draft || c.Published.IsZero() || opens.After(asOf) || !c.Expires.IsZero() && !opens.Before(c.Expires.Time) {
		return nil
	}
	t := &Tombstone{
		Place: c.Place, Slug: c.Slug, Published: c.Published, Lang: c.Lang, Aliases: c.Aliases, RedirectTo: c.RedirectTo,
	}
	switch c.Withholds(asOf).Word {
	case "killed":
		end := c.Kill.On.Time
		if c.Kill.On.Day {
			end = end.AddDate(0, 0, 1)
		}
		if !c.Kill.On.IsZero() && !opens.Before(end) {
			return nil
		}
		t.Killed, t.Since, t.Reason = true, c.Kill.On, cmp.Or(c.Kill.Reason, c.Notice)
	case "expired":
		t.Since = c.Expires
	default:
		return nil
	}
	return t
}

// shade keeps the shadows of what the cut withholds, and the tombstones.
func (g *gatherer) shade(cut Cut) {
	for _, c := range g.copies.Articles {
		reason := c.Withholds(cut.AsOf)
		if cut.shows(reason) {
			continue
		}
		g.shadow(&c.Copy, reason, c.Published, c.ID, c.Place.Path)
		for i := range c.Events {
			if e := &c.Events[i]; !e.Mention {
				g.archive.shadows[KindEvent][e.ID] = &Shadow{Kind: KindEvent, Place: e.Place, Slug: e.ID, Reason: reason}
			}
		}
		if t := c.tombstone(cut.AsOf); t != nil {
			g.archive.Tombstones = append(g.archive.Tombstones, t)
		}
	}
	slices.SortFunc(g.archive.Tombstones, func(a, b *Tombstone) int { return strings.Compare(a.Place.Path, b.Place.Path) })
	dark := func(c *Copy, more ...string) {
		if reason := drafted(c.Draft); !cut.shows(reason) {
			g.shadow(c, reason, Moment{}, more...)
		}
	}
	for _, c := range g.copies.Topics {
		dark(&c.Copy, namesOf(&c.Copy, c.AlsoKnownAs)...)
	}
	for _, c := range g.copies.Names {
		dark(&c.Copy, namesOf(&c.Copy, c.AlsoKnownAs)...)
	}
	for _, c := range g.copies.Events {
		dark(c.Own, c.ID)
	}
	for _, c := range g.copies.Pages {
		dark(&c.Copy)
	}
	slices.SortFunc(g.archive.Shadows, func(a, b *Shadow) int { return source.Compare(a.Place, b.Place) })
}

func namesOf(c *Copy, others []Ref) []string {
	names := []string{Slug(c.Title)}
	for _, other := range others {
		names = append(names, Slug(other.Text))
	}
	return names
}

func (g *gatherer) shadow(c *Copy, reason Reason, published Moment, names ...string) {
	s := &Shadow{Kind: c.Kind, Place: c.Place, Slug: c.Slug, Published: published, Reason: reason}
	if c.Kind == KindEvent {
		s.Slug = c.ID
	}
	g.archive.Shadows = append(g.archive.Shadows, s)
	for _, name := range append(names, c.Slug) {
		g.archive.shadows[c.Kind][name] = s
	}
}

// withheld reports whether a name that finds nothing means something withheld.
func (g *gatherer) withheld(kind Kind, name string) bool { return g.archive.Shadow(kind, name) != nil }

// markEvents says of events that only a preview shows why that is so.
func (g *gatherer) markEvents() {
	for _, e := range g.archive.Events {
		if e.Own != nil {
			e.Withheld = drafted(e.Own.Own.Draft)
			if e.Withheld.Word == "" {
				continue
			}
		}
		for _, r := range e.Reports {
			if r.Copy.Mention {
				continue
			}
			e.Withheld = r.Article.Withheld
			if e.Withheld.Word == "" {
				break
			}
		}
	}
}

// Shadow gives the shadow of something that the cut withholds, or nil when a
// name means nothing of the kind. What is shown is not looked at: ask for it
// first.
func (a *Archive) Shadow(kind Kind, name string) *Shadow {
	if s := a.shadows[kind][name]; s != nil {
		return s
	}
	return a.shadows[kind][Slug(name)]
}

// Withheld gives the reason for which the public does not see what a name
// means, whether or not the cut shows it; the zero Reason when the public sees
// it or the name means nothing.
func (a *Archive) Withheld(kind Kind, name string) Reason {
	switch kind {
	case KindArticle:
		for _, name := range []string{name, Slug(name)} {
			if x := a.Article(name); x != nil {
				return x.Withheld
			}
		}
	case KindTopic:
		if x := a.Topic(name); x != nil {
			return x.Withheld
		}
	case KindEvent:
		if x := a.Event(name); x != nil {
			return x.Withheld
		}
	case KindPage:
		if x := a.Page(Slug(name)); x != nil {
			return x.Withheld
		}
	default:
		if x := a.Name(kind, name); x != nil {
			return x.Withheld
		}
	}
	if s := a.Shadow(kind, name); s != nil {
		return s.Reason
	}
	return Reason{}
}
