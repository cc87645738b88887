package compose

import (
	"cmp"
	"html/template"
	"strings"
	"time"

	"golang.org/x/text/language"

	"daybook/generator/jsonld"
	"daybook/generator/news"
	"daybook/generator/view"
	"daybook/generator/when"
)

// What pages say of themselves to programs. It is made from their views, so that
// it says nothing that a reader does not see.

// eventReports is how many reports of an event its graph names, the newest.
const eventReports = 10

// graph gives the graph of a page: things, and the way to it. It is empty for
// pages that search engines are to pass over, and on a site without an address.
func (c *Composer) graph(f view.Frame, things ...any) template.JS {
	if f.Hidden || f.Withheld != "" || f.Canonical == "" || !c.shows("Frame.Graph") {
		return ""
	}
	if len(f.Trail) > 0 {
		list := jsonld.List{Type: "BreadcrumbList"}
		for i, l := range append(f.Trail[:len(f.Trail):len(f.Trail)], view.Link{Text: f.Title, Href: f.Href}) {
			list.Items = append(list.Items, jsonld.Item{Type: "ListItem", Position: i + 1, Name: l.Text, Item: c.absolute(l.Href)})
		}
		things = append(things, list)
	}
	return jsonld.Graph(things...)
}

// absolute gives a whole address for an href; empty for one that leads out of
// the web or nowhere.
func (c *Composer) absolute(href string) string {
	switch {
	case strings.HasPrefix(href, "/"):
		return c.routes.Origin() + href
	case strings.HasPrefix(href, "https://"), strings.HasPrefix(href, "http://"):
		return href
	}
	return ""
}

// publisherID is what the publisher is known by in every graph of the site.
func (c *Composer) publisherID() string { return c.absolute(c.site.Home) + "#publisher" }

// publisher names who is answerable.
func (c *Composer) publisher() jsonld.Agent {
	return jsonld.Agent{Type: "NewsMediaOrganization", ID: c.publisherID(), Name: cmp.Or(c.site.Publisher.Text, c.site.Title), URL: cmp.Or(c.absolute(c.site.Publisher.Href), c.absolute(c.site.Home))}
}

// pageThing begins the thing that a page is.
func (c *Composer) pageThing(kind string, f view.Frame) jsonld.Page {
	address := c.absolute(f.Href)
	return jsonld.Page{Type: kind, ID: address, URL: address, Name: f.Title, Description: f.Description, Lang: f.Lang, Publisher: jsonld.Ref{ID: c.publisherID()}}
}

// collection is the graph of a page that lists things.
func (c *Composer) collection(f view.Frame, about any, items []jsonld.Item) template.JS {
	p := c.pageThing("CollectionPage", f)
	p.About = about
	if len(items) > 0 {
		p.Main = jsonld.List{Type: "ItemList", Count: len(items), Items: items}
	}
	return c.graph(f, p)
}

func (c *Composer) cardItems(cards []view.Card) []jsonld.Item {
	var items []jsonld.Item
	for _, card := range cards {
		items = append(items, jsonld.Item{Type: "ListItem", Position: len(items) + 1, Name: card.Headline, URL: c.absolute(card.Href)})
	}
	return items
}

func (c *Composer) entryItems(groups []view.Group) []jsonld.Item {
	var items []jsonld.Item
	for _, g := range groups {
		for _, e := range g.Entries {
			if address := c.absolute(e.Href); address != "" {
				items = append(items, jsonld.Item{Type: "ListItem", Position: len(items) + 1, URL: address})
			}
		}
	}
	return items
}

func (c *Composer) frontGraph(v view.Front) template.JS {
	publisher := c.publisher()
	for _, l := range c.site.Follow {
		if strings.HasPrefix(l.Href, "http") {
			publisher.SameAs = append(publisher.SameAs, l.Href)
		}
	}
	if logo := cmp.Or(c.routes.Ref(news.Ref{Text: c.archive.Site.PublisherLogo}), c.site.Logo); logo != "" {
		publisher.Logo = &jsonld.Image{Type: "ImageObject", URL: c.absolute(logo)}
	}
	policies := c.archive.Site.Policies
	publisher.Corrections = c.absolute(c.routes.Ref(policies.Corrections))
	publisher.Ethics = c.absolute(c.routes.Ref(policies.Ethics))
	publisher.Ownership = c.absolute(c.routes.Ref(policies.Ownership))
	home := c.absolute(c.site.Home)
	site := jsonld.Site{Type: "WebSite", ID: home + "#site", URL: home, Name: c.site.Title, Description: v.Description, Lang: c.lang, Publisher: jsonld.Ref{ID: publisher.ID}}
	if c.site.Search != "" {
		site.Search = &jsonld.Search{Type: "SearchAction", Target: jsonld.Entry{Type: "EntryPoint", Template: c.absolute(c.site.Search) + "?q={q}"}}
	}
	return c.graph(v.Frame, site, publisher)
}

func (c *Composer) articleGraph(v view.Article, a *news.Article) template.JS {
	address := c.absolute(v.Href)
	n := jsonld.NewsArticle{
		Type: "NewsArticle", ID: address, URL: address, Headline: v.Headline, Description: v.Description, Lang: a.Lang,
		Published: cmp.Or(v.Published.Instant, v.Published.Machine), Dateline: v.Dateline, Section: v.Category.Text, Genre: v.Genre,
		Free: true, Authors: c.agents("Person", v.Byline), Translators: c.agents("Person", v.Translators), Publisher: c.publisher(), BasedOn: v.Syndicated.Href,
	}
	if last := lastChange(a); last.Time.After(a.Published.Time) {
		n.Modified = moment(last)
	}
	for _, t := range v.Tags {
		n.Keywords = append(n.Keywords, t.Text)
	}
	if v.Card.Src != "" {
		n.Image = &jsonld.Image{Type: "ImageObject", URL: v.Card.Src, Caption: v.Picture.Caption, Credit: v.Picture.Credit}
	}
	for _, t := range v.Topics {
		n.About = append(n.About, jsonld.Thing{Type: "Thing", Name: t.Text, URL: c.absolute(t.Href)})
	}
	for _, who := range append(c.agents("Person", v.People), c.agents("Organization", v.Groups)...) {
		n.Mentions = append(n.Mentions, who)
	}
	for _, place := range c.placesOf(v.Places) {
		n.Mentions = append(n.Mentions, place)
	}
	for _, s := range v.Sources {
		n.Citations = append(n.Citations, c.work(s))
	}
	for _, x := range v.Corrections {
		n.Corrections = append(n.Corrections, jsonld.Correction{Type: "CorrectionComment", Text: correctionText(x), Published: cmp.Or(x.Date.Instant, x.Date.Machine)})
	}
	for _, t := range v.Tongues {
		if t.Absolute != "" && !t.Current {
			n.Translations = append(n.Translations, jsonld.Work{Type: "NewsArticle", URL: t.Absolute, Lang: t.Lang})
		}
	}
	return c.graph(v.Frame, n)
}

// moment words a moment for machines: RFC 3339, or a day.
func moment(m news.Moment) string {
	return cmp.Or(clocked(view.Stamp{}, m, "").Instant, when.Machine(m.Date()))
}

func correctionText(x view.Correction) string {
	said := x.Note
	if x.Was != "" || x.Now != "" {
		said = strings.TrimSpace(said + " " + x.Was + " → " + x.Now)
	}
	return said
}

func (c *Composer) agents(kind string, links []view.Link) []jsonld.Agent {
	var out []jsonld.Agent
	for _, l := range links {
		out = append(out, jsonld.Agent{Type: kind, Name: l.Text, URL: c.absolute(l.Href)})
	}
	return out
}

func (c *Composer) placesOf(links []view.Link) []jsonld.Place {
	var out []jsonld.Place
	for _, l := range links {
		out = append(out, jsonld.Place{Type: "Place", Name: l.Text, URL: c.absolute(l.Href)})
	}
	return out
}

func (c *Composer) work(s view.Source) jsonld.Work {
	w := jsonld.Work{Type: "CreativeWork", Name: s.Name, URL: c.absolute(s.Href), Published: s.Published.Machine}
	if s.Publisher != "" {
		w.Publisher = &jsonld.Agent{Type: "Organization", Name: s.Publisher}
	}
	return w
}

// statuses are the words of schema.org for the state of an event. One that was
// held has none.
var statuses = map[string]string{
	"planned": "https://schema.org/EventScheduled", "cancelled": "https://schema.org/EventCancelled", "postponed": "https://schema.org/EventPostponed",
}

func (c *Composer) eventGraph(v view.Event, e *news.Event) template.JS {
	address := c.absolute(c.routes.Href(c.routes.Event(e)))
	event := jsonld.Event{Type: "Event", ID: address, URL: address, Name: e.Headline, Description: e.Text, Status: statuses[e.State]}
	if d := e.Extent(); !d.Uncertain() && !d.Approximate() {
		event.Start, event.End = when.Machine(d.Starts()), ""
		if d.IsRange() {
			event.End = when.Machine(d.Ends())
		}
	}
	if v.Entry.Place.Text != "" {
		place := c.placesOf([]view.Link{v.Entry.Place})[0]
		event.Where = &place
	}
	for _, t := range e.Topics {
		event.About = append(event.About, jsonld.Thing{Type: "Thing", Name: t.Title, URL: c.absolute(c.topicLink(t).Href)})
	}
	for _, r := range v.Entry.Reports[max(0, len(v.Entry.Reports)-eventReports):] {
		event.Reports = append(event.Reports, jsonld.Work{Type: "NewsArticle", Name: r.Headline, URL: c.absolute(r.Href), Lang: r.Lang})
	}
	things := []any{event}
	claims := e.Claims[max(0, len(e.Claims)-len(v.Entry.Claims)):]
	for i, claim := range v.Entry.Claims {
		x := jsonld.Claim{Type: "Claim", Text: claim.Says, Lang: claim.Lang, About: jsonld.Ref{ID: address}}
		if by := claims[i].By; by != nil {
			x.By = &jsonld.Agent{Type: map[news.Kind]string{news.KindPerson: "Person"}[by.Kind], Name: by.Title, URL: c.absolute(claim.By.Href)}
			x.By.Type = cmp.Or(x.By.Type, "Organization")
		}
		if claim.Source.Name != "" {
			source := c.work(claim.Source)
			x.Appearance = &source
		}
		things = append(things, x)
	}
	return c.graph(v.Frame, things...)
}

func (c *Composer) nameGraph(v view.Name, n *news.Name) template.JS {
	p := c.pageThing("ProfilePage", v.Frame)
	switch n.Kind {
	case news.KindPlace:
		place := jsonld.Place{Type: "Place", Name: v.Name, Parts: c.placesOf(v.Parts)}
		if len(v.Within) > 0 {
			place.Within = &c.placesOf(v.Within[:1])[0]
		}
		p.Type, p.About = "CollectionPage", place
	default:
		agent := jsonld.Agent{Type: "Person", Name: v.Name, Also: v.AlsoName, JobTitle: v.Roles}
		if n.Kind != news.KindPerson {
			agent.Type, agent.JobTitle = "Organization", nil
		}
		p.Main = agent
	}
	return c.graph(v.Frame, p)
}

func (c *Composer) editionGraph(v view.Edition, s *news.Span) template.JS {
	p := c.pageThing("CollectionPage", v.Frame)
	p.Covers = c.firstDay(s).Format(time.DateOnly) + "/" + c.dayAfter(s).AddDate(0, 0, -1).Format(time.DateOnly)
	var cards []view.Card
	for _, chapter := range v.Chapters {
		for _, numbered := range chapter.Articles {
			cards = append(cards, numbered.Card)
		}
	}
	if items := c.cardItems(cards); len(items) > 0 {
		p.Main = jsonld.List{Type: "ItemList", Count: len(items), Items: items}
	}
	return c.graph(v.Frame, p)
}

// locale words a language as Open Graph does, with the country where most who
// speak it live where it names none (Unicode CLDR, likely subtags).
func locale(lang string) string {
	tag, err := language.Parse(lang)
	if err != nil {
		return ""
	}
	base, _ := tag.Base()
	region, _ := tag.Region()
	return base.String() + "_" + region.String()
}
