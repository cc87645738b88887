package compose

import (
	"net/url"
	"strings"
	"time"

	"daybook/generator/news"
	"daybook/generator/route"
	"daybook/generator/view"
)

// changed is when an article was last changed for readers: published, updated
// or corrected.
func changed(a *news.Article) time.Time { return lastChange(a).Time }

func lastChange(a *news.Article) news.Moment {
	last := a.Published
	if a.Updated.Time.After(last.Time) {
		last = a.Updated
	}
	for _, correction := range a.Corrections {
		if correction.Date.Time.After(last.Time) {
			last = correction.Date
		}
	}
	return last
}

// tag makes a permanent identity (RFC 4151) that no change of address
// touches. The date is that of the scheme, not of the thing.
func (c *Composer) tag(thing string) string {
	host := "localhost"
	if u, err := url.Parse(c.archive.Site.BaseURL); err == nil && u.Hostname() != "" {
		host = u.Hostname()
	}
	return "tag:" + host + ",2024:" + (&url.URL{Path: thing}).EscapedPath()
}

// Changed gives when an article was last changed for readers.
func Changed(a *news.Article) time.Time { return changed(a) }

// Redirects makes the old addresses that lead to new ones, and says what
// answers where a report is gone. An alias at which a live page stands gives
// way to it. What lies below a topic or a name, such as its timeline and its
// feed, moves with it.
func (c *Composer) Redirects(live func(address string) bool) view.Redirects {
	var r view.Redirects
	add := func(aliases []news.Ref, to string) {
		for _, alias := range aliases {
			r.Rules = append(r.Rules, c.moved(alias, c.routes.Href(to), live)...)
		}
	}
	for _, a := range c.archive.Articles {
		add(a.Aliases, c.routes.Article(a))
	}
	whole := func(aliases []news.Ref, to string) {
		add(aliases, to)
		for _, alias := range aliases {
			for _, rule := range c.moved(alias, c.routes.Href(to), live) {
				r.Rules = append(r.Rules, view.Redirect{From: strings.TrimSuffix(rule.From, "/") + "/*", To: rule.To + ":splat", Status: rule.Status})
			}
		}
	}
	for _, t := range c.archive.Topics {
		whole(t.Aliases, c.routes.Topic(t))
	}
	for _, kind := range []news.Kind{news.KindPerson, news.KindOrganisation, news.KindPlace} {
		for _, n := range c.archive.NamesOf(kind) {
			if n.Copy != nil {
				whole(n.Copy.Aliases, c.routes.Name(n))
			}
		}
	}
	for _, tag := range c.archive.Site.RenamedTags {
		if s := c.archive.Tag(tag.Was); s != nil && s.Slug != news.Slug(tag.Was) {
			whole([]news.Ref{{Text: c.routes.Whole(route.Tags + news.Slug(tag.Was) + "/")}}, c.routes.Shelf(s))
		}
	}
	for _, p := range c.archive.Pages {
		add(p.Aliases, c.routes.Page(p))
	}
	for _, e := range c.archive.Events {
		if c.archive.Site.Without.Events {
			break
		}
		for _, id := range e.AlsoIDs {
			add([]news.Ref{{Text: c.routes.Whole("/events/" + id + "/")}}, c.routes.Event(e))
		}
		if e.Own != nil {
			add(e.Own.Own.Aliases, c.routes.Event(e))
		}
	}
	r.Rules = append(r.Rules, c.gone(live)...)
	return r
}

// Missing makes the rule for addresses of a language that nothing answers.
func (c *Composer) Missing() view.Redirect {
	front := c.routes.Href(route.Front)
	return view.Redirect{From: front + "*", To: c.routes.Href(route.NotFound), Status: 404}
}

// moved makes the rule for an alias that leads to an href.
func (c *Composer) moved(alias news.Ref, to string, live func(address string) bool) []view.Redirect {
	from := route.OldAddress(alias.Text)
	if live(from) || live(from+"/") {
		return nil
	}
	return []view.Redirect{{From: c.routes.Old(from), To: to, Status: 301}}
}
