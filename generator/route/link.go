package route

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"daybook/generator/news"
)

// Ref gives the href of an address, page or thing that someone named in a
// header or in site.yaml; external addresses stay as they are.
func (t *Table) Ref(ref news.Ref) string {
	if ref.Text == "" {
		return ""
	}
	if external(ref.Text) {
		return ref.Text
	}
	href, _ := t.find(refHole(ref), nil)
	return href
}

// Hole gives the href that a hole of a body leads to: empty for words alone,
// such as a name without a page. body is the one that the hole is in.
func (t *Table) Hole(h news.Hole, body *news.Body) string {
	href, _ := t.find(h, body)
	return href
}

// external reports whether an address leads out of the site. Other schemes
// are nobody's: a browser would run some of them.
func external(address string) bool {
	scheme, _, found := strings.Cut(address, ":")
	if !found {
		return false
	}
	switch strings.ToLower(scheme) {
	case "http", "https", "mailto", "tel":
		return true
	}
	return false
}

// refHole reads a reference of a header as if it were a link in a body.
func refHole(ref news.Ref) news.Hole {
	target, fragment, _ := strings.Cut(ref.Text, "#")
	h := news.Hole{Target: target, Fragment: fragment, Place: ref.Place}
	if word, rest, found := strings.Cut(target, ":"); found {
		if kind, known := news.KindOf(word); known {
			h.Kind, h.Target = kind, rest
			return h
		}
	}
	switch {
	case strings.HasPrefix(target, "media/"):
		h.Target, h.Image = "/"+target, true
	case target != "" && !strings.HasPrefix(target, "/"):
		h.Kind = news.KindPage
	}
	return h
}

// seek looks a hole up among what is shown.
func (t *Table) seek(h news.Hole, body *news.Body) (string, bool) {
	a := t.archive
	switch h.Kind {
	case news.KindArticle:
		if x := cmp.Or(a.Article(norm.NFC.String(h.Target)), a.Article(news.Slug(h.Target))); x != nil {
			return t.part(t.Article(x), h.Fragment, &x.Body)
		}
	case news.KindTopic:
		if x := a.Topic(h.Target); x != nil {
			return t.part(t.Topic(x), h.Fragment, nil)
		}
	case news.KindEvent:
		if x := a.Event(h.Target); x != nil {
			return t.Href(t.Event(x)), true
		}
	case news.KindPage:
		if x := a.Page(news.Slug(h.Target)); x != nil {
			return t.part(t.Page(x), h.Fragment, &x.Body)
		}
	case news.KindPerson, news.KindOrganisation, news.KindPlace:
		if x := a.Name(h.Kind, h.Target); x != nil && x.Paged {
			return t.part(t.Name(x), h.Fragment, nil)
		}
		return "", news.Slug(h.Target) != ""
	case 0:
		return t.address(h, body)
	}
	return "", false
}

// part gives the href of a page, or of a part of it.
func (t *Table) part(address, fragment string, body *news.Body) (string, bool) {
	id, ok := partID(fragment, body)
	if id != "" {
		address += "#" + id
	}
	return t.Href(address), ok
}

// partID matches a fragment to the headings of a body: writers name a heading
// by its words, pages by a prefixed id. The parts of a page whose body is not
// known are not checked.
func partID(fragment string, body *news.Body) (string, bool) {
	if fragment == "" || body == nil {
		return fragment, true
	}
	slug := "h-" + news.Slug(fragment)
	for i := range body.Headings {
		if id := body.Headings[i].ID; id == fragment || id == slug {
			return id, true
		}
	}
	return fragment, strings.HasPrefix(fragment, "fn:") || strings.HasPrefix(fragment, "fnref")
}

// address looks up an address of this site, or a file of content/.
func (t *Table) address(h news.Hole, body *news.Body) (string, bool) {
	if h.Target == "" {
		id, ok := partID(h.Fragment, body)
		return t.ownPart(id), ok && id != ""
	}
	target, query, asked := strings.Cut(norm.NFC.String(h.Target), "?")
	if media, found := t.media[strings.TrimPrefix(strings.TrimPrefix(target, "content"), "/")]; found {
		return t.Href("/" + media), true
	}
	if h.Image {
		return "", false
	}
	o, found := t.lookUp(target)
	if !found {
		return "", false
	}
	if asked {
		o.address += "?" + query
	}
	return t.part(o.address, h.Fragment, o.body)
}

// ownPart gives the href of a part of the page that a link stands on.
func (t *Table) ownPart(id string) string {
	if id == "" {
		return ""
	}
	return strings.TrimPrefix(t.Href("/#"+id), t.Href("/"))
}

// files of the site that are no pages, beside its feeds.
var siteFiles = []string{Sitemap, "/robots.txt", NotFound}

// maybeFeed reports whether an address may be that of the feed of a page. Which
// of them there are is settled by the plan.
func (t *Table) maybeFeed(address string) bool {
	return slices.ContainsFunc(t.Feeds(), func(f news.Feed) bool {
		of, is := strings.CutSuffix(address, f.File)
		return is && t.Lives(of)
	})
}

// lookUp finds what lives at an address, what was made from a file of
// content/, or what has moved away from an old address. A slash at the end may
// be missing.
func (t *Table) lookUp(target string) (owner, bool) {
	if o, found := t.files[target]; found {
		return o, true
	}
	if !strings.HasPrefix(target, "/") {
		return owner{}, false
	}
	if slices.Contains(siteFiles, target) {
		return owner{address: target}, true
	}
	if t.maybeFeed(target) {
		return owner{address: target, planned: true}, true
	}
	if o, found := t.pages[target]; found {
		return o, true
	}
	whole := strings.TrimSuffix(target, "/") + "/"
	if o, found := t.pages[whole]; found {
		return o, true
	}
	if t.below(whole) {
		if last := path.Base(target); strings.Contains(last, ".") {
			whole = target
		}
		return owner{address: whole, planned: true}, true
	}
	o, found := t.old[whole]
	return o, found
}

// below reports whether an address may be that of a page or a file below
// something that can fill several: a timeline with its parts, a topic's or an
// event's further pages. Which of them there are is settled by the plan.
func (t *Table) below(address string) bool {
	if strings.HasPrefix(address, Timeline) {
		return true
	}
	parts := strings.SplitAfterN(strings.TrimPrefix(address, "/"), "/", 4)
	if len(parts) < 4 {
		return false
	}
	of, rest := "/"+parts[0]+parts[1], parts[2]
	_, isEvent := t.pages[of]
	isEvent = isEvent && parts[0] == "events/"
	return rest == "timeline/" && t.named(of) || rest == "page/" && (isEvent || t.named(of))
}

// named reports whether an address is that of one topic or name, which has
// pages below it.
func (t *Table) named(address string) bool {
	_, found := t.pages[address]
	return found && strings.Count(address, "/") == 3 &&
		slices.ContainsFunc([]string{Topics, People, Organisations, Places, Categories, Tags}, func(folder string) bool { return strings.HasPrefix(address, folder) })
}
