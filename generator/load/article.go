package load

import (
	"os"

	"daybook/generator/fields"
	"daybook/generator/frontmatter"
	"daybook/generator/news"
	"daybook/generator/problem"
	"daybook/generator/source"
)

// Site reads content/site.yaml alone.
func Site(root *os.Root) (news.Site, []problem.Problem) {
	site, _, problems := readSite(root)
	return site, problems
}

// Article reads the header of an article alone, and tells where its body
// stands.
func Article(f *source.File, site news.Site) (*news.ArticleCopy, source.Span, []problem.Problem) {
	d := desk{file: f, site: site, zone: site.Zone}
	record, body, problems := frontmatter.Read(f, fields.Article.Name, fields.Article.Fields)
	d.problems = problems
	return d.article(record), body, d.problems
}
