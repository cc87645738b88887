package compose

import (
	"cmp"

	"slices"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"daybook/generator/news"
	"daybook/generator/route"
	"daybook/generator/view"
)

// Join makes the composers of the languages of one site know each other, that of
// site.yaml first, and what was translated. It must be called before any view is
// made; a site of one language needs it not.
func Join(composers []*Composer, renderings news.Renderings) {
	if len(composers) < 2 {
		return
	}
	for _, c := range composers {
		c.tongues, c.renderings = composers, renderings
	}
}

// nameOf gives the name of a language in itself.
func nameOf(lang string) string {
	if tag, err := language.Parse(lang); err == nil {
		if name := display.Self.Name(tag); name != "" {
			return name
		}
	}
	return lang
}

// elsewhere says of a page where it is in the other languages of the site. there
// is asked for the address that it has in one of them, and gives nothing where
// it has none.
func (c *Composer) elsewhere(f *view.Frame, there func(*Composer) string) {
	if c.tongues == nil {
		return
	}
	f.Tongues = make([]view.Tongue, len(c.tongues))
	hrefs, several := c.hrefsIn(f.Href, there)
	for i, o := range c.tongues {
		f.Tongues[i] = view.Tongue{
			Lang: o.lang, Dir: o.dir, Name: nameOf(o.lang), Href: cmp.Or(hrefs[i], o.routes.Href(route.Front)), Current: o == c, Default: i == 0,
		}
		if several && hrefs[i] != "" {
			f.Tongues[i].Absolute = c.routes.Origin() + hrefs[i]
		}
	}
}

// hrefsIn gives where a page is in each language of the site, its own among them;
// several says that there is more than its own.
func (c *Composer) hrefsIn(own string, there func(*Composer) string) (hrefs []string, several bool) {
	hrefs = make([]string, len(c.tongues))
	for i, o := range c.tongues {
		if o == c {
			hrefs[i] = own
		} else if hrefs[i] = o.routes.Href(there(o)); hrefs[i] != "" {
			several = true
		}
	}
	return hrefs, several
}

// sameAddress gives an address as long as something lives there in the other
// language, which then is the same thing: a list, an edition, an event.
func sameAddress(address string) func(*Composer) string {
	return func(o *Composer) string {
		if o.routes.Lives(address) {
			return address
		}
		return ""
	}
}

// ArticleIn gives the address of a translation of an article.
func (c *Composer) ArticleIn(a *news.Article) func(*Composer) string {
	return func(o *Composer) string {
		for _, x := range c.renderings.Of(a) {
			if x.Lang == o.lang {
				return o.routes.Article(x)
			}
		}
		return ""
	}
}

// TopicIn gives the address of a topic, or of what lies below it.
func TopicIn(t *news.Topic, address func(*route.Table, *news.Topic) string) func(*Composer) string {
	return func(o *Composer) string {
		if x := o.archive.Topic(t.ID); x != nil && x.ID == t.ID {
			return address(o.routes, x)
		}
		return ""
	}
}

// NameIn gives the address of a person, an organisation or a place, or of what
// lies below it.
func NameIn(n *news.Name, address func(*route.Table, *news.Name) string) func(*Composer) string {
	return func(o *Composer) string {
		id := n.Slug
		if n.Copy != nil {
			id = n.Copy.ID
		}
		if x := o.archive.Name(n.Kind, id); x != nil && x.Paged {
			return address(o.routes, x)
		}
		return ""
	}
}

// reportsOf gives the reports of an event that a reader of this language is led to.
func (c *Composer) reportsOf(e *news.Event) []news.Report { return c.readable(e.Reports) }

// readable leaves out the reports of other languages that are translations of one
// in this language among the same reports: it links them itself.
func (c *Composer) readable(reports []news.Report) []news.Report {
	if c.tongues == nil {
		return reports
	}
	return slices.DeleteFunc(slices.Clone(reports), func(r news.Report) bool {
		return r.Article != nil && r.Article.Abroad && slices.ContainsFunc(c.renderings.Of(r.Article), func(own *news.Article) bool {
			return own.Lang == c.lang && slices.ContainsFunc(reports, func(r news.Report) bool { return r.Article != nil && r.Article.ArticleCopy == own.ArticleCopy })
		})
	})
}
