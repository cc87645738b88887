package plan

import (
	"fmt"
	"strings"

	"daybook/generator/compose"
	"daybook/generator/route"
)

// sitemaps adds what tells search engines of the pages: robots.txt, the sitemap
// or, where the pages are too many for one, an index of its parts, and the
// reports of the last two days.
func (p *planner) sitemaps() {
	composers := make([]*compose.Composer, len(p.Desks))
	for i, desk := range p.Desks {
		composers[i] = desk.Composer
	}
	news := compose.News(composers)
	p.file("robots.txt", "robots", nil, func(compose.Bodies) any { return p.Composer.Robots(len(news.Items) > 0) })
	if len(news.Items) > 0 {
		p.file(strings.TrimPrefix(route.NewsSitemap, "/"), "sitemap-news", nil, func(compose.Bodies) any { return news })
	}
	maps := compose.Sitemaps(p.sitemap)
	if len(maps) == 1 {
		p.file(strings.TrimPrefix(route.Sitemap, "/"), "sitemap", nil, func(compose.Bodies) any { return maps[0] })
		return
	}
	var parts []string
	for i, part := range maps {
		name := fmt.Sprintf("sitemap-%d.xml", i+1)
		parts = append(parts, "/"+name)
		p.file(name, "sitemap", nil, func(compose.Bodies) any { return part })
	}
	p.file(strings.TrimPrefix(route.Sitemap, "/"), "sitemap-index", nil, func(compose.Bodies) any { return p.Composer.SitemapIndex(parts, maps) })
}
