package check

import (
	"path"

	"daybook/generator/news"
	"daybook/generator/problem"
)

var expiredButLinked = rule{name: "expired-but-linked", run: checkExpiredButLinked}

func checkExpiredButLinked(d *desk) []problem.Problem {
	expired := map[string]*news.ArticleCopy{}
	for _, c := range d.Copies.Articles {
		if c.Withholds(d.AsOf).Word != "expired" {
			continue
		}
		names := []string{c.Slug, c.ID, c.Place.Path}
		if d.Address != nil {
			names = append(names, path.Clean(d.Address(&news.Article{ArticleCopy: c})))
		}
		for _, name := range names {
			if d.Archive.Article(name) == nil {
				expired[name] = c
			}
		}
	}
	if len(expired) == 0 {
		return nil
	}
	var problems []problem.Problem
	for _, s := range d.sheets() {
		for _, h := range s.copy.Body.Holes {
			target := h.Target
			if h.Kind == 0 && target != "" {
				target = path.Clean(target)
			} else if h.Kind != news.KindArticle {
				continue
			}
			if c := expired[target]; c != nil {
				problems = append(problems, found(h.Place, "“%s”, which is linked here, expired on %s", c.Title, c.Expires.Date()).
					Noted(c.Place, "the piece that expired").
					Hinted("take the link out, or let the piece live longer"))
			}
		}
	}
	return problems
}
