package compose

import (
	"cmp"
	"strings"
	"time"

	"daybook/generator/news"
	"daybook/generator/route"
	"daybook/generator/view"
	"daybook/generator/when"
)

// Names makes the list of people, organisations or places.
func (c *Composer) Names(kind news.Kind) view.Index {
	title := c.kindWord(kind)
	v := view.Index{Frame: c.frame("index", title, route.Folder(kind)), Heading: title}
	v.Description = c.word("made.names-intro", title, c.site.Title)
	for _, n := range c.archive.NamesOf(kind) {
		item := view.IndexItem{Link: c.nameLink(n), Note: nameNote(n), Articles: len(n.Articles), Events: len(n.Events)}
		if len(n.Articles) > 0 {
			item.Newest = c.dayStamp(n.Articles[0].Published, c.lang)
		}
		v.Items = append(v.Items, item)
	}
	v.Graph = c.collection(v.Frame, nil, nil)
	return v
}

func (c *Composer) kindWord(kind news.Kind) string {
	switch kind {
	case news.KindPerson:
		return c.word("people")
	case news.KindOrganisation:
		return c.word("groups")
	}
	return c.word("places")
}

func nameNote(n *news.Name) string {
	if n.Copy == nil {
		return ""
	}
	if len(n.Copy.Roles) > 0 {
		return role(n.Copy.Roles[0])
	}
	return n.Copy.Summary
}

func role(r news.Role) string {
	if r.Of == "" {
		return r.Title
	}
	return r.Title + ", " + r.Of
}

// Name makes the page of a person, an organisation or a place.
func (c *Composer) Name(n *news.Name, bodies Bodies, fill Fill) view.Name {
	v := view.Name{
		Frame: c.frame("name", n.Title, c.routes.Name(n)), Sort: n.Kind.String(), Name: n.Title, Events: len(n.Events),
		Articles: c.cards(n.Articles[:min(len(n.Articles), TopicPage)]), Quotes: c.quotes(n.Quotes[:min(len(n.Quotes), nameQuotes)]),
	}
	c.elsewhere(&v.Frame, NameIn(n, (*route.Table).Name))
	c.trail(&v.Frame, c.kindWord(n.Kind), route.Folder(n.Kind))
	v.Feeds = append(v.Feeds, c.feedLinks(c.nameChannel(n))...)
	v.Withheld = c.withheld(n.Withheld)
	v.Description = cmp.Or(nameNote(n), c.word("made.name-intro", n.Title, c.site.Title))
	if len(n.Events) > nameEntries {
		v.Timeline = c.routes.Href(c.routes.NameTimeline(n))
		v.Newest = c.briefs(newest(n.Events, newestEntries))
	} else {
		v.Entries = c.groups(n.Events, nil)
	}
	v.Card = c.drawn(c.routes.Name(n), n.Title)
	if n.Copy != nil {
		v.Card = c.illustrated(n.Copy.Image, v.Card)
		v.Lang, v.Dir = n.Copy.Lang, c.direction(n.Copy.Lang)
		v.Picture = c.picture(n.Copy.Image, n.Copy.Lang, n.Copy.Lang)
		v.Body = c.body(&n.Copy.Copy, bodies, fill)
		v.Plays = asks(v.Body)
		for _, other := range n.Copy.AlsoKnownAs {
			v.AlsoName = append(v.AlsoName, other.Text)
		}
		for _, r := range n.Copy.Roles {
			v.Roles = append(v.Roles, c.role(r))
		}
	}
	if n.Country != nil {
		v.Country = c.nameLink(n.Country)
	}
	for at := n.Within; at != nil; at = at.Within {
		v.Within = append(v.Within, c.nameLink(at))
	}
	v.Parts = c.nameLinks(n.Parts)
	v.Wrote = c.cards(n.Wrote[:min(len(n.Wrote), TopicPage)])
	for _, claim := range n.Claims[max(0, len(n.Claims)-nameClaims):] {
		v.Claims = append(v.Claims, view.ClaimOf{Event: c.eventLink(claim.Event), Date: c.eventDate(claim.Event), Claim: c.claim(claim.Claim)})
	}
	v.Graph = c.nameGraph(v, n)
	return v
}

// office words what a person was at a time.
func (c *Composer) office(n *news.Name, at time.Time) string {
	var held []string
	for _, r := range n.RolesAt(at, c.house) {
		held = append(held, role(r))
	}
	return strings.Join(held, c.word("comma")+" ")
}

// role words an office with its time.
func (c *Composer) role(r news.Role) string {
	from, to := when.Words(r.From, c.lang), when.Words(r.To, c.lang)
	switch {
	case from != "" && to != "":
		return c.word("made.role-from-to", role(r), from, to)
	case from != "":
		return c.word("made.role-from", role(r), from)
	case to != "":
		return c.word("made.role-to", role(r), to)
	}
	return role(r)
}
