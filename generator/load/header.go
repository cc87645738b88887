package load

import (
	"slices"

	"daybook/generator/fields"
	"daybook/generator/frontmatter"
	"daybook/generator/news"
	"daybook/generator/problem"
	"daybook/generator/source"
)

// Header reads the header of a content file of any kind, as Load would: it
// gives an *news.ArticleCopy, *news.TopicCopy, *news.EventCopy, *news.NameCopy
// or *news.PageCopy without a body, or nil when the header cannot be read.
func Header(f *source.File, kind fields.Kind, site news.Site) any {
	d := desk{file: f, site: site, zone: site.Zone}
	record, _, problems := frontmatter.Read(f, kind.Name, kind.Fields)
	if slices.ContainsFunc(problems, func(p problem.Problem) bool { return p.Rule == frontmatter.RuleHeader }) {
		return nil
	}
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
