package compose

import (
	"cmp"
	"html/template"
	"slices"
	"strings"

	"daybook/generator/news"
	"daybook/generator/picture"
	"daybook/generator/view"
	"daybook/generator/when"
)

// Fill closes the holes of a body's HTML; see markdown.Fill.
type Fill func(html []byte, body view.Body) template.HTML

// direction gives the direction of a language, given that of the site's.
func (c *Composer) direction(lang string) string {
	if lang == c.lang {
		return c.dir
	}
	return news.Direction(lang)
}

// withheld words, for previews, why the public does not see an article.
func (c *Composer) withheld(r news.Reason) string {
	if r.Word == "" {
		return ""
	}
	until := ""
	if !r.Until.IsZero() {
		until = when.TimeWords(r.Until.In(c.house), c.lang)
	}
	return c.word("made.withheld-"+r.Word, until)
}

// card is an article in a list.
func (c *Composer) card(a *news.Article) view.Card {
	return once(&c.cardSlots[c.cardNumber[a]], func() view.Card {
		card := c.newCard(a)
		card.Seal = view.SealOf(&card)
		return card
	})
}

func (c *Composer) newCard(a *news.Article) view.Card {
	card := view.Card{
		Headline: a.Title, Href: c.routes.Href(c.routes.Article(a)),
		Standfirst: cmp.Or(a.Standfirst, a.Summary, a.Body.Opening),
		Genre:      a.Genre, Published: c.dayStamp(a.Published, c.lang), Byline: byline(a.Authors),
		Picture: c.picture(a.Image, a.Lang, c.lang), Corrected: len(a.Corrections) > 0, Withheld: c.withheld(a.Withheld),
	}
	if a.Lang != c.lang {
		card.Lang, card.Dir = a.Lang, c.direction(a.Lang)
	}
	if len(a.Topics) > 0 {
		card.Kicker = c.topicLink(a.Topics[0])
		if c.shows("Card.Topics") {
			card.Topics = c.topicLinks(a.Topics)
		}
	}
	return card
}

func byline(authors []news.Ref) string {
	names := make([]string, len(authors))
	for i, a := range authors {
		names[i] = a.Text
	}
	return strings.Join(names, ", ")
}

func (c *Composer) cards(articles []*news.Article) []view.Card {
	out := make([]view.Card, len(articles))
	for i, a := range articles {
		out[i] = c.card(a)
	}
	return out
}

func (c *Composer) source(s news.Source) view.Source {
	return view.Source{
		Name: cmp.Or(s.Name, s.URL), Publisher: s.Publisher, Href: s.URL, Archive: s.Archive, Type: s.Type, Tier: s.Tier,
		Published: c.stamp(s.Published, c.lang), Accessed: c.stamp(s.Accessed, c.lang),
	}
}

func (c *Composer) verified(v news.Verification) view.Verified {
	return view.Verified{On: c.stamp(v.On, c.lang), By: v.By.Text}
}

func (c *Composer) sources(sources []news.Source) []view.Source {
	out := make([]view.Source, 0, len(sources))
	for _, s := range sources {
		if s.Name != "" || s.URL != "" {
			out = append(out, c.source(s))
		}
	}
	return out
}

func (c *Composer) claim(claim news.Claim) view.Claim {
	v := view.Claim{By: c.nameLink(claim.By), Says: claim.Says, Stance: claim.Stance, Lang: c.foreign(claim.Lang)}
	if claim.Source.Name != "" || claim.Source.URL != "" {
		v.Source = c.source(claim.Source)
	}
	return v
}

func (c *Composer) report(r news.Report) view.Report {
	v := view.Report{
		Headline: r.Article.Title, Href: c.routes.Report(r.Article),
		Published: c.dayStamp(r.Article.Published, c.lang),
	}
	for _, x := range r.Article.Corrections {
		if at := c.dayStamp(x.Date, c.lang); at.Machine > v.Corrected.Machine {
			v.Corrected = at
		}
	}
	if r.Article.Lang != c.lang {
		v.Lang, v.Dir = r.Article.Lang, c.direction(r.Article.Lang)
	}
	return v
}

// eventLink leads to an event's permanent address.
func (c *Composer) eventLink(e *news.Event) view.Link {
	return view.Link{Text: e.Headline, Href: c.routes.Href(c.routes.Event(e)), Lang: c.foreign(cmp.Or(e.Lang, c.lang))}
}

func (c *Composer) quote(q news.Quote) view.Quote {
	return view.Quote{
		Text: q.Text, By: c.nameLink(q.By), Role: cmp.Or(q.Role, c.office(q.By, q.Article.Published.Time)), Date: c.stamp(q.Date, c.lang),
		Article: view.Link{Text: q.Article.Title, Href: c.routes.Href(c.routes.Article(q.Article)), Lang: c.foreign(q.Article.Lang)},
	}
}

func (c *Composer) quotes(quotes []news.Quote) []view.Quote {
	out := make([]view.Quote, len(quotes))
	for i, q := range quotes {
		out[i] = c.quote(q)
	}
	return out
}

// newest gives the last n of a list in time, newest first.
func newest(events []*news.Event, n int) []*news.Event {
	var out []*news.Event
	for i := len(events) - 1; i >= 0 && len(out) < n; i-- {
		if !events[i].Date.IsZero() && events[i].State != "planned" {
			out = append(out, events[i])
		}
	}
	return out
}

func planned(events []*news.Event) []*news.Event {
	var out []*news.Event
	for _, e := range events {
		if e.State == "planned" {
			out = append(out, e)
		}
	}
	return out
}

// drawing draws events of a topic, each mark leading to what href gives.
func (c *Composer) drawing(t *news.Topic, events []*news.Event, href func(*news.Event) string) template.HTML {
	chart := picture.Chart{
		ID: "drawn", Lang: c.lang, Dir: c.dir, House: c.house,
		Title:       c.word("made.timeline-of", t.Title),
		Description: c.word("made.drawing", len(events)),
		Others:      c.word("made.others"),
		Words: picture.Words{
			Uncertain: c.word("made.date-uncertain"), Approximate: c.word("made.date-approximate"), Period: c.word("made.date-period"),
			Planned: c.word("state.planned"), Disputed: c.word("status.disputed"), Denied: c.word("status.denied"),
			Retracted: c.word("status.retracted"), Several: c.word("made.several-events"),
		},
	}
	lanes := lanesOf(t)
	for _, n := range lanes {
		chart.Lanes = append(chart.Lanes, picture.Lane{ID: laneID(n), Name: n.Title})
	}
	for _, e := range events {
		mark := picture.Mark{
			ID: e.ID, Href: href(e), Label: e.Headline, Date: e.Date, Status: e.Status.String(),
			Planned: e.State == "planned", Importance: e.Importance,
		}
		for _, n := range e.Actors {
			for _, lane := range lanes {
				if speaksFor(n, lane) && !slices.Contains(mark.Lanes, laneID(lane)) {
					mark.Lanes = append(mark.Lanes, laneID(lane))
				}
			}
		}
		chart.Marks = append(chart.Marks, mark)
	}
	return picture.Draw(chart)
}

// lanesOf gives the actors that a topic names as lanes; where it names none,
// the few that act most often in it.
func lanesOf(t *news.Topic) []*news.Name {
	if len(t.Lanes) > 0 {
		return t.Lanes
	}
	count := map[*news.Name]int{}
	var order []*news.Name
	for _, e := range t.Events {
		for _, n := range e.Actors {
			if count[n] == 0 {
				order = append(order, n)
			}
			count[n]++
		}
	}
	slices.SortStableFunc(order, func(a, b *news.Name) int { return cmp.Compare(count[b], count[a]) })
	return order[:min(len(order), autoLanes)]
}

// autoLanes is how many lanes a drawing has when its topic names none.
const autoLanes = 4

func laneID(n *news.Name) string { return n.Kind.String() + ":" + n.Slug }

// speaksFor reports whether an actor is drawn on a lane: it is the lane's own
// actor, or a person or body of that country or within that place.
func speaksFor(n, lane *news.Name) bool {
	for at := n; at != nil; at = at.Within {
		if at == lane || at.Country == lane {
			return true
		}
	}
	return false
}

// trail adds a step to the breadcrumbs of a page.
func (c *Composer) trail(f *view.Frame, text, address string) {
	f.Trail = append(f.Trail, view.Link{Text: text, Href: c.routes.Href(address)})
}
