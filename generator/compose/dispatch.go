package compose

import (
	"cmp"
	"strings"
	"time"

	"daybook/generator/news"
	"daybook/generator/view"
)

// Dispatch makes an article for the systems of other newsrooms.
func (c *Composer) Dispatch(a *news.Article, bodies Bodies, fill Fill) view.Dispatch {
	v := view.Dispatch{
		ID: c.tag("article/" + a.Identity()), Href: c.routes.Absolute(c.routes.Article(a)), Lang: a.Lang,
		Headline: a.Title, Standfirst: a.Standfirst, Summary: a.Summary, Body: c.body(&a.Copy, bodies, fill), Words: a.Body.Words,
		Published: a.Published.Time.Format(time.RFC3339), Changed: changed(a).Format(time.RFC3339),
		Located: a.Dateline.Place.Text, Genre: a.Genre, Category: a.Category, Tags: a.Tags,
		People: c.eventNames(a.People), Organisations: c.eventNames(a.Organisations), Places: c.eventNames(a.Places),
		Publisher: view.EventName{Name: cmp.Or(c.site.Publisher.Text, c.site.Title), Href: c.absolute(c.site.Publisher.Href)},
		Picture:   c.illustrated(a.Image, view.Picture{}),
	}
	if !a.Expires.IsZero() {
		v.Expires = a.Expires.Time.Format(time.RFC3339)
	}
	var writers []string
	for _, name := range a.Authors {
		writers = append(writers, name.Text)
	}
	v.Byline = strings.Join(writers, c.say(a.Lang, "comma")+" ")
	for _, t := range a.Topics {
		v.Topics = append(v.Topics, view.EventName{Name: t.Title, Kind: "topic", Href: c.routes.Absolute(c.routes.Topic(t))})
	}
	for _, e := range a.Events {
		v.Events = append(v.Events, view.EventName{Name: e.Headline, Kind: e.ID, Href: c.routes.Absolute(c.routes.Event(e))})
	}
	for _, s := range a.Sources {
		v.Sources = append(v.Sources, eventSource(s))
	}
	for _, x := range a.Corrections {
		v.Corrections = append(v.Corrections, c.correctionView(x, a.Lang))
	}
	for _, l := range c.site.Policies {
		v.Policies = append(v.Policies, view.Link{Text: l.Text, Href: c.absolute(l.Href)})
	}
	return v
}

func (c *Composer) eventNames(names []*news.Name) []view.EventName {
	out := make([]view.EventName, len(names))
	for i, n := range names {
		out[i] = c.eventName(n)
	}
	return out
}
