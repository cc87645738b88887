package compose

import (
	"cmp"
	"path"
	"strings"
	"time"

	"daybook/generator/card"
	"daybook/generator/news"
	"daybook/generator/route"
	"daybook/generator/view"
	"daybook/generator/when"
)

// Social cards: the pictures that other sites show beside a link. A page has the
// picture of its own header, else a drawn card, its own or that of what it
// belongs to: a timeline that of its topic, and every other page that of the site.

// HasCards reports whether cards are drawn: the site wants them and a layout
// names them.
func (c *Composer) HasCards() bool {
	return !c.archive.Site.Without.Cards && c.shows("Frame.Card")
}

// CardAddress is the address of the card of a page.
func CardAddress(page string) string {
	if strings.HasSuffix(page, "/") {
		return page + "card.png"
	}
	return strings.TrimSuffix(page, path.Ext(page)) + "-card.png"
}

// drawn gives the drawn card of a page, which has an alternative text as words
// for those who do not see it.
func (c *Composer) drawn(page, alt string) view.Picture {
	if !c.HasCards() || page == "" {
		return view.Picture{}
	}
	return view.Picture{Src: c.routes.Absolute(CardAddress(page)), Alt: alt, Width: card.Width, Height: card.Height}
}

// illustrated gives the picture of a header, or the card.
func (c *Composer) illustrated(i news.Image, drawn view.Picture) view.Picture {
	if !c.Illustrates(i) {
		return drawn
	}
	p := c.picture(i, c.lang, c.lang)
	if strings.HasPrefix(p.Src, "/") {
		p.Src = c.routes.Origin() + p.Src
	}
	return view.Picture{Src: p.Src, Alt: p.Alt, Width: p.Width, Height: p.Height}
}

// Illustrates reports whether the picture of a header stands in the stead of a
// card. Other sites do not show drawings in SVG.
func (c *Composer) Illustrates(i news.Image) bool {
	return i.Src != "" && !strings.EqualFold(path.Ext(i.Src), ".svg") && c.routes.Ref(news.Ref{Text: i.Src}) != ""
}

// social begins a card in a language.
func (c *Composer) social(lang string) view.SocialCard {
	return view.SocialCard{Site: c.site.Title, Tagline: c.site.Tagline, Accent: c.site.Accent, Lang: lang, Dir: c.direction(lang)}
}

// SiteCard makes the card of the front page.
func (c *Composer) SiteCard() view.SocialCard {
	v := c.social(c.lang)
	v.Headline, v.Text, v.Site = c.site.Title, c.site.Tagline, ""
	return v
}

// ArticleCard makes the card of an article.
func (c *Composer) ArticleCard(a *news.Article) view.SocialCard {
	v := c.social(a.Lang)
	v.Headline, v.Text, v.Date = a.Title, cmp.Or(a.Standfirst, a.Summary), c.dayStamp(a.Published, a.Lang).Words
	v.Kicker = a.Category
	if len(a.Topics) > 0 {
		v.Kicker = a.Topics[0].Title
	}
	return v
}

// TopicCard makes the card of a topic, with its events on a strip of time.
func (c *Composer) TopicCard(t *news.Topic) view.SocialCard {
	v := c.social(t.Lang)
	v.Kicker, v.Headline, v.Text = c.say(t.Lang, "topic"), t.Title, cmp.Or(t.Stands, t.Summary)
	c.strip(&v, t)
	return v
}

// fewestMarks is how many different times make a strip.
const fewestMarks = 3

// strip puts what has happened on a card.
func (c *Composer) strip(v *view.SocialCard, t *news.Topic) {
	var happened []*news.Event
	for _, e := range t.Events {
		if !e.Date.IsZero() && e.State != "planned" && e.Status != news.Retracted {
			happened = append(happened, e)
		}
	}
	if len(happened) < fewestMarks {
		return
	}
	from, until := c.begins(happened[0]), c.begins(happened[0])
	for _, e := range happened {
		if at := c.begins(e); at.After(until) {
			until = at
		}
	}
	key := make(map[*news.Event]bool, len(t.KeyEvents))
	for _, e := range t.KeyEvents {
		key[e] = true
	}
	length := max(until.Unix()-from.Unix(), 1)
	for _, e := range happened {
		mark := view.SocialMark{At: int((c.begins(e).Unix() - from.Unix()) * 1000 / length), Key: key[e]}
		switch last := len(v.Marks) - 1; {
		case last < 0 || v.Marks[last].At != mark.At:
			v.Marks = append(v.Marks, mark)
		case mark.Key:
			v.Marks[last].Key = true
		}
	}
	if len(v.Marks) < fewestMarks {
		v.Marks = nil
		return
	}
	v.From, v.Until = when.Words(when.DayOf(from), t.Lang), when.Words(when.DayOf(until), t.Lang)
}

// begins is the first moment that an event can have been at.
func (c *Composer) begins(e *news.Event) time.Time {
	from, _, _ := e.Date.Bounds(c.house)
	return from
}

// NameCard makes the card of a person, an organisation or a place.
func (c *Composer) NameCard(n *news.Name) view.SocialCard {
	lang := c.lang
	if n.Copy != nil {
		lang = n.Copy.Lang
	}
	v := c.social(lang)
	v.Kicker, v.Headline, v.Text = c.kindWord(n.Kind), n.Title, nameNote(n)
	return v
}

// EventCard makes the card of an event.
func (c *Composer) EventCard(e *news.Event) view.SocialCard {
	v := c.social(cmp.Or(e.Lang, c.lang))
	v.Headline, v.Text, v.Date = e.Headline, e.Text, when.Words(e.Date, v.Lang)
	v.Kicker = c.say(v.Lang, "event")
	if len(e.Topics) > 0 {
		v.Kicker = e.Topics[0].Title
	}
	return v
}

// EditionCard makes the card of an edition.
func (c *Composer) EditionCard(s *news.Span) view.SocialCard {
	v := c.social(c.lang)
	v.Kicker, v.Headline = c.word("edition"), c.spanWords(s)
	return v
}

// topicCard gives the picture of a topic or its card.
func (c *Composer) topicCard(t *news.Topic) view.Picture {
	return c.illustrated(t.Image, c.drawn(c.routes.Topic(t), t.Title))
}

// siteCard is the card of the pages that have no other.
func (c *Composer) siteCard() view.Picture { return c.drawn(route.Front, c.site.Title) }
