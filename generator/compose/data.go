package compose

import (
	"cmp"
	"net/url"
	"slices"
	"strings"
	"time"

	"daybook/generator/news"
	"daybook/generator/route"
	"daybook/generator/view"
)

// FeedItems is how many articles a feed holds.
const FeedItems = 20

// feedTypes are the media types of the forms of feeds: RFC 4287, section 7; the
// RSS Advisory Board's advice; JSON Feed 1.1.
var feedTypes = map[string]string{news.Atom: "application/atom+xml", news.RSS: "application/rss+xml", news.JSONFeed: "application/feed+json"}

func (c *Composer) siteFeeds() []view.FeedLink { return c.feedLinks(c.archive.Site.Title, route.Front) }

func (c *Composer) topicFeeds(t *news.Topic) []view.FeedLink {
	return c.feedLinks(t.Title, c.routes.Topic(t))
}

// feedLinks links the feeds that lie below an address, one for each form.
func (c *Composer) feedLinks(title, below string) []view.FeedLink {
	forms := c.routes.Feeds()
	links := make([]view.FeedLink, len(forms))
	for i, f := range forms {
		links[i] = view.FeedLink{Title: title, Href: c.routes.Href(below + f.File), Type: feedTypes[f.Form]}
	}
	return links
}

// SiteFeed makes the feed of all articles; file is what it is called.
func (c *Composer) SiteFeed(file string) view.Feed {
	return c.feed("/atom.xml", c.site.Title, c.archive.Site.Description, route.Front+file, route.Front, c.archive.Articles)
}

// TopicFeed makes the feed of a topic; file is what it is called.
func (c *Composer) TopicFeed(t *news.Topic, file string) view.Feed {
	home := c.routes.Topic(t)
	return c.feed(route.Topics+t.ID+"/atom.xml", t.Title+" – "+c.site.Title, t.Summary, home+file, home, t.Articles)
}

// feed makes a feed; id is what it is known by, which stays when its address
// or its form changes.
func (c *Composer) feed(id, title, subtitle, self, home string, articles []*news.Article) view.Feed {
	f := view.Feed{
		ID: c.tag("feed" + id), Title: title, Subtitle: subtitle, Self: c.routes.Absolute(self), Home: c.routes.Absolute(home),
		Lang: c.lang, Author: cmp.Or(c.archive.Site.Publisher.Text, c.site.Title),
	}
	var newest time.Time
	for _, a := range articles[:min(len(articles), FeedItems)] {
		f.Items = append(f.Items, c.feedItem(a))
		if changed := changed(a); changed.After(newest) {
			newest = changed
		}
	}
	if newest.IsZero() {
		newest = time.Unix(0, 0)
	}
	f.Updated = newest.UTC().Format(time.RFC3339)
	return f
}

func (c *Composer) feedItem(a *news.Article) view.FeedItem {
	item := view.FeedItem{
		ID: c.tag("article/" + a.Identity()), Title: a.Title, Href: c.routes.Absolute(c.routes.Article(a)), Lang: a.Lang,
		Summary:   cmp.Or(a.Summary, a.Standfirst, a.Body.Opening),
		Published: a.Published.Time.Format(time.RFC3339), Updated: changed(a).Format(time.RFC3339),
	}
	for _, author := range a.Authors {
		item.Authors = append(item.Authors, author.Text)
	}
	for _, t := range a.Topics {
		item.Categories = append(item.Categories, t.Title)
	}
	return item
}

// changed is when an article was last changed for readers: published, updated
// or corrected.
func changed(a *news.Article) time.Time {
	last := a.Published.Time
	if a.Updated.Time.After(last) {
		last = a.Updated.Time
	}
	for _, correction := range a.Corrections {
		if correction.Date.Time.After(last) {
			last = correction.Date.Time
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

// Robots makes robots.txt.
func (c *Composer) Robots() view.Robots {
	return view.Robots{Sitemap: c.routes.Absolute("/sitemap.xml")}
}

// Listed is a page that search engines are told of.
type Listed struct {
	Address string
	Updated time.Time // zero where it is not known
}

// Sitemap makes the list of pages for search engines.
func (c *Composer) Sitemap(pages []Listed) view.Sitemap {
	v := view.Sitemap{Pages: make([]view.SitemapPage, len(pages))}
	for i, page := range pages {
		v.Pages[i].Href = c.routes.Absolute(page.Address)
		if !page.Updated.IsZero() {
			v.Pages[i].Updated = page.Updated.Format(time.RFC3339)
		}
	}
	slices.SortFunc(v.Pages, func(a, b view.SitemapPage) int { return strings.Compare(a.Href, b.Href) })
	return v
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
