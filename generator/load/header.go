package load

import (
	"daybook/generator/fields"
	"daybook/generator/frontmatter"
	"daybook/generator/news"
	"daybook/generator/source"
)

// Header reads the header of a content file of any kind, as Load would: it
// gives an *news.ArticleCopy, *news.TopicCopy, *news.EventCopy, *news.NameCopy
// or *news.PageCopy without a body, or nil when the header cannot be read.
func Header(f *source.File, kind fields.Kind, site news.Site) any {
	if outline, _, _ := frontmatter.ReadOutline(f); outline == nil {
		return nil
	}
	d := desk{file: f, site: site, zone: site.Zone}
	record, _, _ := frontmatter.Read(f, kind.Name, kind.Fields)
	switch kind.Name {
	case fields.Article.Name:
		return d.article(record)
	case fields.Topic.Name:
		return d.topic(record)
	case fields.Event.Name:
		return d.event(record)
	case fields.Page.Name:
		return d.page(record)
	}
	of, _ := news.KindOf(kind.Name)
	return d.name(record, of)
}
