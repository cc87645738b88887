package compose

import (
	"slices"
	"strings"
	"time"

	"golang.org/x/text/language"

	"daybook/generator/feed"
	"daybook/generator/news"
	"daybook/generator/route"
	"daybook/generator/view"
)

// Robots makes robots.txt; fresh says that there is a news sitemap.
func (c *Composer) Robots(fresh bool) view.Robots {
	v := view.Robots{Sitemap: c.routes.Absolute(route.Sitemap)}
	if fresh {
		v.News = c.routes.Absolute(route.NewsSitemap)
	}
	return v
}

// Listed is a page that search engines are told of.
type Listed struct {
	Of      *Composer
	Address string    // within the language of the composer
	Updated time.Time // zero where it is not known
	// There gives its address in another language; nil where pages of one address
	// are the same thing.
	There func(*Composer) string
}

// tongues says where a page is in the languages that have it; nothing where none
// but its own has.
func (l Listed) tongues() []view.SitemapTongue {
	if l.Of.tongues == nil {
		return nil
	}
	there := l.There
	if there == nil {
		there = sameAddress(l.Address)
	}
	hrefs, several := l.Of.hrefsIn(l.Of.routes.Href(l.Address), there)
	if !several {
		return nil
	}
	var out []view.SitemapTongue
	for i, o := range l.Of.tongues {
		if hrefs[i] == "" {
			continue
		}
		whole := l.Of.routes.Origin() + hrefs[i]
		out = append(out, view.SitemapTongue{Lang: o.lang, Href: whole})
		if i == 0 {
			out = append(out, view.SitemapTongue{Lang: "x-default", Href: whole})
		}
	}
	return out
}

// Sitemaps makes the lists of pages for search engines, each as long as one may
// be, in the order of addresses: those of articles begin with their day, so that
// new ones change the end of the last list that holds articles.
func Sitemaps(pages []Listed) []view.Sitemap {
	list := make([]view.SitemapPage, len(pages))
	for i, page := range pages {
		list[i].Href, list[i].Tongues = page.Of.routes.Absolute(page.Address), page.tongues()
		if !page.Updated.IsZero() {
			list[i].Updated = page.Updated.Format(time.RFC3339)
		}
	}
	slices.SortFunc(list, func(a, b view.SitemapPage) int { return strings.Compare(a.Href, b.Href) })
	return feed.SitemapParts(list)
}

// SitemapIndex makes the list of sitemaps that lie at some addresses. Each was
// changed, as far as is known, when the last of its pages was.
func (c *Composer) SitemapIndex(addresses []string, maps []view.Sitemap) view.SitemapIndex {
	var v view.SitemapIndex
	for i, m := range maps {
		entry := view.SitemapPage{Href: c.routes.Absolute(addresses[i])}
		var last time.Time
		for _, page := range m.Pages {
			if at, err := time.Parse(time.RFC3339, page.Updated); err == nil && at.After(last) {
				last, entry.Updated = at, page.Updated
			}
		}
		v.Maps = append(v.Maps, entry)
	}
	return v
}

// newsItems is how many reports a news sitemap may hold (Google News).
const newsItems = 1000

// News makes the list of what the languages of a site published in the last two
// days, the newest first.
func News(desks []*Composer) view.NewsSitemap {
	type report struct {
		*news.Article
		of *Composer
	}
	var fresh []report
	for _, c := range desks {
		for _, a := range c.archive.Fresh() {
			fresh = append(fresh, report{a, c})
		}
	}
	slices.SortStableFunc(fresh, func(a, b report) int { return b.Published.Time.Compare(a.Published.Time) })
	var v view.NewsSitemap
	for _, x := range fresh[:min(len(fresh), newsItems)] {
		item := view.NewsItem{
			Href: x.of.routes.Absolute(x.of.routes.Article(x.Article)), Publication: x.of.site.Title, Lang: newsLanguage(x.Lang), Title: x.Title,
			Published: x.Published.Time.Format(time.RFC3339),
		}
		if x.Published.Day {
			item.Published = x.Published.Time.Format(time.DateOnly)
		}
		v.Items = append(v.Items, item)
	}
	return v
}

// newsLanguage gives a language as news sitemaps name it: by ISO 639, in two
// letters where it has them; Chinese by its script (Google News).
func newsLanguage(lang string) string {
	tag, err := language.Parse(lang)
	if err != nil {
		return lang
	}
	base, _ := tag.Base()
	if base.String() != "zh" {
		return base.String()
	}
	if script, _ := tag.Script(); script.String() == "Hant" {
		return "zh-tw"
	}
	return "zh-cn"
}
