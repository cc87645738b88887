package plan

import (
	"strings"

	"daybook/generator/compose"
	"daybook/generator/news"
	"daybook/generator/route"
)

// cards adds the drawn cards of pages, beside them.
func (p *planner) cards() {
	c, a := p.Composer, p.Archive
	if !c.HasCards() {
		return
	}
	p.card(route.Front, nil, func(compose.Bodies) any { return c.SiteCard() })
	for _, x := range a.Articles {
		if !c.Illustrates(x.Image) {
			p.card(p.Routes.Article(x), []string{x.Place.Path}, func(compose.Bodies) any { return c.ArticleCard(x) })
		}
	}
	for _, t := range a.Topics {
		if !c.Illustrates(t.Image) {
			p.card(p.Routes.Topic(t), []string{t.Place.Path}, func(compose.Bodies) any { return c.TopicCard(t) })
		}
	}
	for _, kind := range []news.Kind{news.KindPerson, news.KindOrganisation, news.KindPlace} {
		for _, n := range a.NamesOf(kind) {
			var sources []string
			if n.Copy != nil {
				if c.Illustrates(n.Copy.Image) {
					continue
				}
				sources = []string{n.Copy.Place.Path}
			}
			p.card(p.Routes.Name(n), sources, func(compose.Bodies) any { return c.NameCard(n) })
		}
	}
	for _, e := range a.Events {
		if !c.Illustrates(e.Image) {
			p.card(p.Routes.Event(e), nil, func(compose.Bodies) any { return c.EventCard(e) })
		}
	}
	for _, spans := range [][]*news.Span{a.Days, a.Weeks, a.Months, a.Years} {
		for _, s := range spans {
			p.card(p.Routes.Span(s), nil, func(compose.Bodies) any { return c.EditionCard(s) })
		}
	}
}

// card adds the card of a page, where the site has that page.
func (p *planner) card(page string, sources []string, make func(compose.Bodies) any) {
	if page != "" {
		p.file(strings.TrimPrefix(compose.CardAddress(page), "/"), "card", sources, make)
	}
}
