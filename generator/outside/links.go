package outside

import (
	"net/url"
	"slices"
	"strings"

	"daybook/generator/news"
	"daybook/generator/source"
)

// Link is an address elsewhere, as content names it, and where.
type Link struct {
	Address string
	Place   source.Place
}

// asked gives the address without its fragment, which no host is told.
func (l Link) asked() string {
	address, _, _ := strings.Cut(l.Address, "#")
	return address
}

func (l Link) host() string {
	u, err := url.Parse(l.asked())
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Host)
}

// Links gives the links of all that an archive shows that lead out of its site,
// in bodies, sources and settings, sorted by place.
func Links(a *news.Archive) []Link {
	c := collector{own: a.Site.BaseURL}
	for _, x := range a.Articles {
		c.body(&x.Body)
		c.sources(x.Sources)
		c.add(x.Canonical, x.Place)
		for i := range x.ArticleCopy.Events {
			c.event(&x.ArticleCopy.Events[i])
		}
	}
	for _, x := range a.Topics {
		c.body(&x.Body)
	}
	for _, x := range a.Pages {
		c.body(&x.Body)
	}
	for _, kind := range []news.Kind{news.KindPerson, news.KindOrganisation, news.KindPlace} {
		for _, n := range a.NamesOf(kind) {
			if n.Copy != nil {
				c.body(&n.Copy.Body)
			}
		}
	}
	for _, e := range a.Events {
		if e.Own != nil {
			c.event(e.Own)
			c.body(&e.Own.Own.Body)
		}
	}
	for _, links := range [][]news.Link{a.Site.Menu, a.Site.Footer, a.Site.Follow, {a.Site.Publisher}} {
		for _, l := range links {
			c.add(l.To.Text, l.To.Place)
		}
	}
	slices.SortStableFunc(c.links, func(a, b Link) int { return source.Compare(a.Place, b.Place) })
	return c.links
}

type collector struct {
	own   string // addresses of the site itself are not asked for
	links []Link
}

func (c *collector) add(address string, at source.Place) {
	if s := scheme(address); (s == "http" || s == "https") && !strings.HasPrefix(address, c.own) {
		c.links = append(c.links, Link{Address: address, Place: at})
	}
}

func (c *collector) body(b *news.Body) {
	for _, r := range b.Outward {
		c.add(r.Text, r.Place)
	}
}

func (c *collector) sources(list []news.Source) {
	for _, s := range list {
		c.add(s.URL, s.Place)
		c.add(s.Archive, s.Place)
	}
}

func (c *collector) event(e *news.EventCopy) {
	c.sources(e.Sources)
	for _, claim := range e.Claims {
		c.sources([]news.Source{claim.Source})
	}
}
