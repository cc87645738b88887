package compose

import (
	"daybook/generator/news"
	"daybook/generator/route"
	"daybook/generator/view"
)

// ShelfPages is how many pages the articles of a category or a tag fill.
func ShelfPages(s *news.Shelf) int { return pagesOf(len(s.Articles), TopicPage) }

// ShelfAddress is the address of page n, from 1, of a category or a tag.
func (c *Composer) ShelfAddress(s *news.Shelf, n int) string { return numbered(c.routes.Shelf(s), n) }

// Shelf makes page n, from 1, of a category or a tag.
func (c *Composer) Shelf(s *news.Shelf, n int) view.Shelf {
	v := view.Shelf{Frame: c.frame("shelf", s.Title, c.ShelfAddress(s, n)), Sort: "category", Heading: s.Title, Total: len(s.Articles)}
	folder, word := route.Categories, c.word("made.categories")
	if s.Tag {
		v.Sort, folder, word = "tag", route.Tags, c.word("made.tags")
	}
	c.trail(&v.Frame, word, folder)
	v.Feeds = append(v.Feeds, c.feedLinks(c.shelfChannel(s))...)
	v.Description = c.word("made.shelf-intro", s.Title, c.site.Title)
	if n > 1 {
		c.trail(&v.Frame, s.Title, c.routes.Shelf(s))
		v.Title = c.word("made.page-of-title", s.Title, n)
	}
	from := (n - 1) * TopicPage
	v.Articles = c.cards(s.Articles[min(from, len(s.Articles)):min(from+TopicPage, len(s.Articles))])
	v.Pager = c.pager(n, ShelfPages(s), func(n int) string { return c.ShelfAddress(s, n) })
	v.Graph = c.collection(v.Frame, nil, c.cardItems(v.Articles))
	return v
}

// Shelves makes the list of categories or tags, of which there must be one.
func (c *Composer) Shelves(address string, shelves []*news.Shelf) view.Index {
	title := c.word("made.categories")
	if shelves[0].Tag {
		title = c.word("made.tags")
	}
	v := view.Index{Frame: c.frame("index", title, address), Heading: title}
	v.Description = c.word("made.names-intro", title, c.site.Title)
	for _, s := range shelves {
		v.Items = append(v.Items, view.IndexItem{Link: c.shelfLink(s), Articles: len(s.Articles), Newest: c.dayStamp(s.Articles[0].Published, c.lang)})
	}
	v.Graph = c.collection(v.Frame, nil, nil)
	return v
}

func (c *Composer) shelfLink(s *news.Shelf) view.Link {
	return view.Link{Text: s.Title, Href: c.routes.Href(c.routes.Shelf(s))}
}
