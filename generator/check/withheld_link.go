package check

import (
	"fmt"
	"path"
	"slices"
	"time"

	"daybook/generator/news"
	"daybook/generator/problem"
)

var withheldLink = rule{name: "withheld-link", run: checkWithheldLink}

// checkWithheldLink looks at what public pieces refer to. Links to articles
// that have expired are left to expired-but-linked.
func checkWithheldLink(d *desk) []problem.Problem {
	if !d.holdsBack() {
		return nil
	}
	w := withheldSearch{desk: d, at: d.withheldAddresses(), known: map[lookup]news.Reason{}}
	for _, s := range d.sheets() {
		if s.article == nil || s.article.Withholds(d.AsOf).Word == "" {
			w.body(s.copy)
		}
	}
	for _, a := range d.Archive.Articles {
		if a.Withheld.Word != "" {
			continue
		}
		for _, ref := range a.ArticleCopy.Topics {
			w.look(news.KindTopic, ref)
		}
		for i := range a.ArticleCopy.Events {
			w.event(&a.ArticleCopy.Events[i])
		}
	}
	for _, c := range d.Copies.Topics {
		if c.Draft {
			continue
		}
		w.look(news.KindTopic, c.Parent)
		for _, ref := range c.SeeAlso {
			w.look(news.KindTopic, ref)
		}
		for _, ref := range c.KeyEvents {
			w.look(news.KindEvent, ref)
		}
	}
	for _, c := range d.Copies.Events {
		if !c.Own.Draft {
			w.event(c)
		}
	}
	return w.problems
}

// holdsBack reports whether there is anything at all that the public does not
// see.
func (d *desk) holdsBack() bool {
	a := d.Archive
	return len(a.Shadows) > 0 ||
		slices.ContainsFunc(d.Copies.Articles, func(c *news.ArticleCopy) bool { return c.Withholds(d.AsOf).Word != "" }) ||
		slices.ContainsFunc(a.Topics, func(t *news.Topic) bool { return t.Withheld.Word != "" }) ||
		slices.ContainsFunc(a.Events, func(e *news.Event) bool { return e.Withheld.Word != "" }) ||
		slices.ContainsFunc(a.Pages, func(p *news.Page) bool { return p.Withheld.Word != "" })
}

type withheldSearch struct {
	*desk
	at       map[string]*news.ArticleCopy
	known    map[lookup]news.Reason
	problems []problem.Problem
}

// withheldAddresses gives the articles that the public does not see, by the
// addresses that they have or will have.
func (d *desk) withheldAddresses() map[string]*news.ArticleCopy {
	at := map[string]*news.ArticleCopy{}
	if d.Address == nil {
		return at
	}
	for _, c := range d.Copies.Articles {
		if c.Withholds(d.AsOf).Word != "" {
			at[path.Clean(d.Address(&news.Article{ArticleCopy: c}))] = c
		}
	}
	for _, a := range d.Archive.Articles {
		if a.Withheld.Word == "" {
			delete(at, path.Clean(d.Address(a)))
		}
	}
	return at
}

func (w *withheldSearch) body(c *news.Copy) {
	for _, h := range c.Body.Holes {
		ref := news.Ref{Text: h.Target, Place: h.Place}
		switch h.Kind {
		case news.KindArticle, news.KindTopic, news.KindEvent, news.KindPage:
			w.look(h.Kind, ref)
		case 0:
			if a := w.at[path.Clean(h.Target)]; a != nil && h.Target != "" {
				w.report(ref, news.KindArticle, a.Withholds(w.AsOf))
			} else {
				w.look(news.KindArticle, ref)
			}
		}
	}
}

func (w *withheldSearch) event(c *news.EventCopy) {
	for _, ref := range c.Topics {
		w.look(news.KindTopic, ref)
	}
	w.look(news.KindEvent, c.SameAs)
	for _, r := range c.Relations {
		w.look(news.KindEvent, r.To)
	}
}

func (w *withheldSearch) look(kind news.Kind, ref news.Ref) {
	if ref.Text == "" {
		return
	}
	key := lookup{ref.Text, kind}
	why, known := w.known[key]
	if !known {
		why = w.Archive.Withheld(kind, ref.Text)
		w.known[key] = why
	}
	w.report(ref, kind, why)
}

func (w *withheldSearch) report(ref news.Ref, kind news.Kind, why news.Reason) {
	if why.Word == "" || why.Word == "expired" && kind == news.KindArticle {
		return
	}
	w.problems = append(w.problems, found(ref.Place, "the %s %q is not public (%s): readers get the words alone, and no link", kind, ref.Text, reasonWords(why)).
		Hinted("publish it, or take the reference out; previews show the link"))
}

func reasonWords(r news.Reason) string {
	switch r.Word {
	case "embargo":
		return fmt.Sprintf("embargo until %s", r.Until.Format(time.RFC3339))
	case "scheduled":
		return fmt.Sprintf("scheduled for %s", r.Until.Format(time.RFC3339))
	case "expired":
		return fmt.Sprintf("expired on %s", r.Until.Format(time.DateOnly))
	}
	return r.Word
}
