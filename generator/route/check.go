package route

import (
	"cmp"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"daybook/generator/news"
	"daybook/generator/problem"
)

// maxSearches is how many different broken links get a hint by likeness. To
// hold a name against all others takes milliseconds in a large archive.
const maxSearches = 30

// checker reports every link of the site that leads nowhere.
type checker struct {
	table    *Table
	problems []problem.Problem
	hints    map[news.Hole]string // by kind, target and image
	likely   map[news.Kind][]string
}

func (c *checker) check() {
	a := c.table.archive
	for _, x := range a.Articles {
		c.body(&x.Body, true)
		c.ref(x.RedirectTo)
		c.image(x.Image)
		for i := range x.ArticleCopy.Events {
			c.image(x.ArticleCopy.Events[i].Image)
		}
	}
	for _, x := range a.Tombstones {
		c.ref(x.RedirectTo)
	}
	for _, x := range a.Topics {
		c.body(&x.Body, false)
		c.image(x.Image)
	}
	for _, x := range a.Pages {
		c.body(&x.Body, false)
	}
	for _, kind := range named {
		for _, x := range a.NamesOf(kind) {
			if x.Copy != nil {
				c.body(&x.Copy.Body, false)
				c.image(x.Copy.Image)
			}
		}
	}
	for _, x := range a.Events {
		if x.Own != nil {
			c.body(&x.Own.Own.Body, false)
			c.image(x.Own.Image)
		}
	}
	site := a.Site
	for _, links := range [][]news.Link{site.Menu, site.Footer, site.Follow, {site.Publisher}} {
		for _, l := range links {
			c.ref(l.To)
		}
	}
	c.ref(site.Alert.To)
	for _, ref := range []news.Ref{site.Policies.Corrections, site.Policies.Ethics, site.Policies.Ownership} {
		c.ref(ref)
	}
}

func (c *checker) ref(ref news.Ref) {
	if ref.Text == "" || external(ref.Text) {
		return
	}
	h := refHole(ref)
	if !c.leads(h, nil) {
		c.report(h)
	}
}

func (c *checker) image(i news.Image) {
	if i.Src == "" {
		return
	}
	h := refHole(news.Ref{Text: i.Src, Place: i.Place})
	h.Kind, h.Image = 0, true
	if !c.leads(h, nil) {
		c.report(h)
	}
}

// body checks the holes of a body. Events that an article names and nobody
// knows are reported where events are joined.
func (c *checker) body(body *news.Body, ofArticle bool) {
	for _, h := range body.Holes {
		if h.Kind == news.KindEvent && ofArticle {
			continue
		}
		if !c.leads(h, body) {
			c.report(h)
		}
	}
}

// leads reports whether a hole leads somewhere, as far as is known before the
// plan.
func (c *checker) leads(h news.Hole, body *news.Body) bool {
	if _, ok := c.table.find(h, body); !ok {
		return false
	}
	if h.Kind == 0 && !h.Image {
		target, _, _ := strings.Cut(norm.NFC.String(h.Target), "?")
		for _, t := range append([]*Table{c.table}, c.table.others...) {
			there, of := target, true
			if t != c.table {
				there, of = t.within(target)
			}
			if o, found := t.lookUp(there); of && found {
				if o.planned {
					c.table.deep = append(c.table.deep, Deep{Address: t.Whole(o.address), Place: h.Place})
				}
				break
			}
		}
	}
	return true
}

func (c *checker) report(h news.Hole) {
	what := h.Target
	if h.Fragment != "" {
		what += "#" + h.Fragment
	}
	if h.Kind != 0 {
		what = h.Kind.String() + ":" + what
	}
	p := problem.New(RuleBroken, h.Place, "%q leads nowhere", cmp.Or(what, "#"))
	c.problems = append(c.problems, p.Hinted("%s", c.hint(h)))
}

// hint says how a broken link is likely to be mended.
func (c *checker) hint(h news.Hole) string {
	t := c.table
	if h.Fragment != "" {
		whole := h
		whole.Fragment = ""
		if _, ok := t.find(whole, nil); ok || h.Target == "" {
			return "there is no such part on the page; a part is named by its heading, in small letters with hyphens"
		}
	}
	key := news.Hole{Kind: h.Kind, Target: h.Target, Image: h.Image}
	hint, known := c.hints[key]
	if !known {
		hint = c.search(h)
		c.hints[key] = hint
	}
	return hint
}

func (c *checker) search(h news.Hole) string {
	t := c.table
	if h.Kind == 0 && !h.Image {
		if of, is := strings.CutPrefix(h.Target, t.base.Path); is && t.base.Path != "/" {
			if _, found := t.lookUp("/" + of); found {
				return "write /" + of + "; the site's own folder " + t.base.Path + " is put before it"
			}
		}
		if o, found := t.lookUp(strings.TrimSuffix(h.Target, "/") + ".md"); found {
			return "did you mean " + o.address + "?"
		}
	}
	if len(c.hints) < maxSearches {
		if near := problem.Nearest(h.Target, c.candidates(h)); near != "" {
			if o, found := t.files[near]; found {
				near = o.address
			}
			if h.Kind != 0 {
				near = h.Kind.String() + ":" + near
			}
			return "did you mean " + near + "?"
		}
	}
	switch {
	case h.Image:
		return "put the picture into content/media/ and write /media/ and its name"
	case h.Kind == news.KindArticle:
		return "an article is named by its slug"
	case strings.HasSuffix(h.Target, ".md"):
		return "look at the path of the file"
	case h.Kind != 0:
		return "look at the name, or take the link out"
	}
	return "look at the address, or take the link out"
}

// candidates are what a broken link may have been meant to hold. They are
// gathered once: pictures are under the kind of nothing.
func (c *checker) candidates(h news.Hole) []string {
	kind := h.Kind
	if h.Image {
		kind = pictures
	}
	if names, known := c.likely[kind]; known {
		return names
	}
	a, t := c.table.archive, c.table
	var names []string
	switch kind {
	case news.KindArticle:
		for _, x := range a.Articles {
			names = append(names, x.Slug)
		}
	case news.KindTopic:
		for _, x := range a.Topics {
			names = append(names, x.Slug)
		}
	case news.KindEvent:
		for _, x := range a.Events {
			names = append(names, x.ID)
		}
	case news.KindPage:
		for _, x := range a.Pages {
			names = append(names, x.Slug)
		}
	case 0:
		for address := range t.pages {
			names = append(names, address)
		}
		for file := range t.files {
			names = append(names, file)
		}
	case pictures:
		for _, m := range t.media {
			names = append(names, "/"+m)
		}
	}
	slices.Sort(names)
	if c.likely == nil {
		c.likely = map[news.Kind][]string{}
	}
	c.likely[kind] = names
	return names
}

// pictures stands for the files of media/ among the kinds.
const pictures = news.Kind(255)
