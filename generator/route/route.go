// Package route settles who lives at which address.
//
// Addresses are a pure function of the archive, settled before anything is
// rendered: root-relative paths within the site such as "/2024/01/19/slug/",
// in Unicode form NFC. Two things at one address, also when only letter case
// or Unicode form differ, are a problem that names both. Every link to
// something of the site is looked up here, so that a broken one is a problem
// with its place before any page is made.
package route

import (
	"cmp"
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"daybook/generator/news"
	"daybook/generator/problem"
	"daybook/generator/source"
)

// Rules of this package.
const (
	RuleCollision = "address-collision"
	RuleBroken    = "broken-link"
)

// Fixed addresses.
const (
	Front         = "/"
	Topics        = "/topics/"
	Timeline      = "/timeline/"
	People        = "/people/"
	Organisations = "/organisations/"
	Places        = "/places/"
	Corrections   = "/corrections/"
	Feeds         = "/feeds/"
	Search        = "/search/"
	NotFound      = "/404.html"
)

// Table knows the address of everything in an archive.
type Table struct {
	archive *news.Archive
	base    *url.URL
	owners  map[string]owner // by folded address
	media   map[string]bool  // by path below content/
	known   []string         // addresses, for hints
}

type owner struct {
	address string
	what    string
	at      source.Place
}

// Settle gives everything of the archive its address. media are the files
// below content/, such as "media/a.jpg".
func Settle(a *news.Archive, media []string) (*Table, []problem.Problem) {
	base, err := url.Parse(a.Site.BaseURL)
	if err != nil {
		base = &url.URL{Scheme: "http", Host: "localhost", Path: "/"}
	}
	t := &Table{archive: a, base: base, owners: map[string]owner{}, media: map[string]bool{}}
	s := settler{table: t, fold: cases.Fold()}
	for _, m := range media {
		t.media[m] = true
	}
	s.fixed()
	s.claims()
	slices.Sort(t.known)
	s.checkLinks()
	return t, s.problems
}

type settler struct {
	table    *Table
	fold     cases.Caser
	problems []problem.Problem
}

func (s *settler) claim(address, what string, at source.Place) {
	folded := s.fold.String(norm.NFC.String(address))
	if first, taken := s.table.owners[folded]; taken {
		if at == first.at {
			return
		}
		hint := "give one of them another  slug:"
		if at.IsZero() { // what has no file of its own, such as an edition, cannot give way
			what, at, first = first.what, first.at, owner{what: what}
			hint = "give it another  slug:"
		}
		p := problem.New(RuleCollision, at, "%s would live at %s, where %s lives", what, address, first.what)
		if !first.at.IsZero() {
			p = p.Noted(first.at, "this lives there")
		}
		s.problems = append(s.problems, p.Hinted("%s", hint))
		return
	}
	s.table.owners[folded] = owner{address: address, what: what, at: at}
	s.table.known = append(s.table.known, address)
}

func (s *settler) fixed() {
	for address, what := range map[string]string{
		Front: "the front page", Topics: "the list of topics", Timeline: "the timeline of everything",
		People: "the list of people", Organisations: "the list of organisations", Places: "the list of places",
		Corrections: "the ledger of corrections", Feeds: "the list of feeds", Search: "the search page",
		"/events/": "the events", "/assets/": "the style sheets", "/media/": "the pictures",
	} {
		s.claim(address, what, source.Place{})
	}
}

// claims goes through everything in the order of the files, so that the first
// of two that collide is always the same.
func (s *settler) claims() {
	a, t := s.table.archive, s.table
	articles := slices.Clone(a.Articles)
	slices.SortFunc(articles, func(x, y *news.Article) int { return source.Compare(x.Place, y.Place) })
	for _, x := range articles {
		s.claim(t.Article(x), fmt.Sprintf("the article “%s”", x.Title), at(x.SlugAt, x.Place))
	}
	for _, x := range a.Topics {
		s.claim(t.Topic(x), fmt.Sprintf("the topic “%s”", x.Title), at(x.SlugAt, x.Place))
	}
	for _, kind := range []news.Kind{news.KindPerson, news.KindOrganisation, news.KindPlace} {
		for _, x := range a.NamesOf(kind) {
			place := source.Place{}
			if x.Copy != nil {
				place = at(x.Copy.SlugAt, x.Copy.Place)
			}
			s.claim(t.Name(x), fmt.Sprintf("the %s “%s”", kind, x.Title), place)
		}
	}
	for _, x := range a.Events {
		s.claim(t.Event(x), fmt.Sprintf("the event %q", x.ID), source.Place{})
	}
	for _, x := range a.Pages {
		s.claim(t.Page(x), fmt.Sprintf("the page “%s”", x.Title), at(x.SlugAt, x.Place))
	}
	for _, spans := range [][]*news.Span{a.Years, a.Months, a.Days, a.Weeks} {
		for _, x := range spans {
			s.claim(t.Span(x), "an edition", source.Place{})
		}
	}
}

func at(slug, file source.Place) source.Place {
	if slug.Line > 0 {
		return slug
	}
	return file
}

// Article gives the address of an article, by the pattern of site.yaml and the
// day of its publication in the house's zone.
func (t *Table) Article(a *news.Article) string {
	if a.Published.IsZero() {
		return "/drafts/" + a.Slug + "/"
	}
	return expand(t.archive.Site.ArticlePattern, a.Day(t.archive.Site.Zone), a.Slug)
}

// expand puts a day and a slug into a pattern such as
// "/:year/:month/:day/:slug/".
func expand(pattern string, day time.Time, slug string) string {
	year, month, number := day.Date()
	address := make([]byte, 0, len(pattern)+len(slug))
	for pattern != "" {
		before, rest, found := strings.Cut(pattern, ":")
		address = append(address, before...)
		switch {
		case !found:
			return string(address)
		case strings.HasPrefix(rest, "year"):
			address, pattern = fmt.Appendf(address, "%04d", year), rest[len("year"):]
		case strings.HasPrefix(rest, "month"):
			address, pattern = fmt.Appendf(address, "%02d", month), rest[len("month"):]
		case strings.HasPrefix(rest, "day"):
			address, pattern = fmt.Appendf(address, "%02d", number), rest[len("day"):]
		case strings.HasPrefix(rest, "slug"):
			address, pattern = append(address, slug...), rest[len("slug"):]
		default:
			address, pattern = append(address, ':'), rest
		}
	}
	return string(address)
}

// Topic gives the address of a topic.
func (t *Table) Topic(topic *news.Topic) string { return Topics + topic.Slug + "/" }

// TopicTimeline gives the address of a topic's timeline.
func (t *Table) TopicTimeline(topic *news.Topic) string { return t.Topic(topic) + "timeline/" }

// Folder gives the address of the list of a kind of names.
func Folder(kind news.Kind) string {
	switch kind {
	case news.KindPerson:
		return People
	case news.KindOrganisation:
		return Organisations
	}
	return Places
}

// Name gives the address of a person, an organisation or a place.
func (t *Table) Name(n *news.Name) string { return Folder(n.Kind) + n.Slug + "/" }

// NameTimeline gives the address of the timeline of a name.
func (t *Table) NameTimeline(n *news.Name) string { return t.Name(n) + "timeline/" }

// Event gives the permanent address of an event.
func (t *Table) Event(e *news.Event) string { return "/events/" + e.ID + "/" }

// Page gives the address of a standing page.
func (t *Table) Page(p *news.Page) string { return "/" + p.Slug + "/" }

// Span gives the address of an edition.
func (t *Table) Span(s *news.Span) string {
	switch {
	case s.Week > 0:
		return fmt.Sprintf("/%04d/w%02d/", s.Year, s.Week)
	case s.Day > 0:
		return fmt.Sprintf("/%04d/%02d/%02d/", s.Year, s.Month, s.Day)
	case s.Month > 0:
		return fmt.Sprintf("/%04d/%02d/", s.Year, s.Month)
	}
	return fmt.Sprintf("/%04d/", s.Year)
}

// Href makes an address ready to print: with the site's path before it and
// percent-encoded (RFC 3986).
func (t *Table) Href(address string) string {
	address, fragment, _ := strings.Cut(address, "#")
	u := url.URL{Path: path.Join(t.base.Path, address)}
	if strings.HasSuffix(address, "/") && !strings.HasSuffix(u.Path, "/") {
		u.Path += "/"
	}
	u.Fragment = fragment
	return u.String()
}

// Absolute makes an address whole, with scheme and host.
func (t *Table) Absolute(address string) string {
	u := *t.base
	u.Path, u.RawPath = "/", ""
	return strings.TrimSuffix(u.String(), "/") + t.Href(address)
}

// BasePath is the path of the site on its host: "/" or "/news/".
func (t *Table) BasePath() string { return t.base.Path }

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

func refHole(ref news.Ref) news.Hole {
	target, fragment, _ := strings.Cut(ref.Text, "#")
	if word, rest, found := strings.Cut(target, ":"); found {
		if kind, known := news.KindOf(word); known {
			return news.Hole{Kind: kind, Target: rest, Fragment: fragment, Place: ref.Place}
		}
	}
	if strings.HasPrefix(target, "/") || target == "" {
		return news.Hole{Target: target, Fragment: fragment, Place: ref.Place}
	}
	if strings.HasPrefix(target, "media/") {
		return news.Hole{Target: "/" + target, Image: true, Place: ref.Place}
	}
	return news.Hole{Kind: news.KindPage, Target: target, Fragment: fragment, Place: ref.Place}
}

func external(address string) bool {
	return strings.Contains(address, "://") || strings.HasPrefix(address, "mailto:") || strings.HasPrefix(address, "tel:")
}

// Hole gives the href that a hole of a body leads to: empty for words alone,
// such as a name without a page. body is the one that the hole is in.
func (t *Table) Hole(h news.Hole, body *news.Body) string {
	href, _ := t.find(h, body)
	return href
}

// find looks a hole up; false when it leads nowhere.
func (t *Table) find(h news.Hole, body *news.Body) (string, bool) {
	a := t.archive
	thing := func(found bool, address string, of *news.Body) (string, bool) {
		if !found {
			return "", false
		}
		fragment, ok := fragmentOf(h.Fragment, of)
		return t.Href(address + fragment), ok
	}
	switch h.Kind {
	case news.KindArticle:
		if x := a.Article(h.Target); x != nil {
			return thing(true, t.Article(x), &x.Body)
		}
		return "", false
	case news.KindTopic:
		if x := a.Topic(h.Target); x != nil {
			return thing(true, t.Topic(x), nil)
		}
		return "", false
	case news.KindEvent:
		if x := a.Event(h.Target); x != nil {
			return t.Href(t.Event(x)), true
		}
		return "", false
	case news.KindPage:
		if x := a.Page(news.Slug(h.Target)); x != nil {
			return thing(true, t.Page(x), &x.Body)
		}
		return "", false
	case news.KindPerson, news.KindOrganisation, news.KindPlace:
		if x := a.Name(h.Kind, h.Target); x != nil && x.Paged {
			return thing(true, t.Name(x), nil)
		}
		return "", news.Slug(h.Target) != ""
	}
	return t.findAddress(h, body)
}

// findAddress looks up an address of this site, or a file of content/.
func (t *Table) findAddress(h news.Hole, body *news.Body) (string, bool) {
	if h.Target == "" {
		fragment, ok := fragmentOf(h.Fragment, body)
		return fragment, ok && fragment != ""
	}
	target := norm.NFC.String(h.Target)
	if file, found := strings.CutPrefix(target, "content/"); found {
		if t.media[file] {
			return t.Href("/" + file), true
		}
		address, of := t.fileAddress(target)
		if address == "" {
			return "", false
		}
		fragment, ok := fragmentOf(h.Fragment, of)
		return t.Href(address + fragment), ok
	}
	if t.media[strings.TrimPrefix(target, "/")] {
		return t.Href(target), true
	}
	fragment := ""
	if h.Fragment != "" {
		fragment = "#" + h.Fragment
	}
	for _, address := range []string{target, target + "/"} {
		if o, found := t.owners[cases.Fold().String(address)]; found && o.address == address {
			return t.Href(address + fragment), true
		}
	}
	if slices.Contains([]string{"/sitemap.xml", "/robots.txt", "/atom.xml", NotFound}, target) {
		return t.Href(target), true
	}
	if rest, found := strings.CutSuffix(target, "timeline/"); found {
		if o, known := t.owners[cases.Fold().String(rest)]; known && o.address == rest && strings.HasPrefix(rest, Topics) && rest != Topics {
			return t.Href(target + fragment), true
		}
	}
	return "", false
}

// fileAddress gives the address of what a file of content/ became.
func (t *Table) fileAddress(file string) (string, *news.Body) {
	a := t.archive
	if x := a.Article(file); x != nil {
		return t.Article(x), &x.Body
	}
	for _, x := range a.Topics {
		if x.Place.Path == file {
			return t.Topic(x), nil
		}
	}
	for _, x := range a.Pages {
		if x.Place.Path == file {
			return t.Page(x), &x.Body
		}
	}
	for _, kind := range []news.Kind{news.KindPerson, news.KindOrganisation, news.KindPlace} {
		for _, x := range a.NamesOf(kind) {
			if x.Copy != nil && x.Copy.Place.Path == file {
				return t.Name(x), nil
			}
		}
	}
	return "", nil
}

// fragmentOf gives a fragment with its sign, matched to the headings of a
// body: writers name a heading by its words, pages by a prefixed id.
func fragmentOf(fragment string, body *news.Body) (string, bool) {
	if fragment == "" {
		return "", true
	}
	if body == nil {
		return "#" + fragment, true
	}
	for _, h := range body.Headings {
		if h.ID == fragment || h.ID == "h-"+fragment || h.ID == "h-"+news.Slug(fragment) {
			return "#" + h.ID, true
		}
	}
	return "#" + fragment, strings.HasPrefix(fragment, "fn")
}

// checkLinks reports every link of the site that leads nowhere.
func (s *settler) checkLinks() {
	a := s.table.archive
	for _, x := range a.Articles {
		s.checkBody(&x.Body)
		if src := x.Image.Src; src != "" {
			s.checkRef(news.Ref{Text: src, Place: x.Image.Place})
		}
	}
	for _, x := range a.Topics {
		s.checkBody(&x.Body)
	}
	for _, x := range a.Pages {
		s.checkBody(&x.Body)
	}
	for _, kind := range []news.Kind{news.KindPerson, news.KindOrganisation, news.KindPlace} {
		for _, x := range a.NamesOf(kind) {
			if x.Copy != nil {
				s.checkBody(&x.Copy.Body)
			}
		}
	}
	for _, x := range a.Events {
		if x.Own != nil {
			s.checkBody(&x.Own.Own.Body)
		}
	}
	site := a.Site
	for _, links := range [][]news.Link{site.Menu, site.Footer, site.Follow, {site.Publisher}} {
		for _, l := range links {
			s.checkRef(l.To)
		}
	}
	for _, ref := range []news.Ref{site.Policies.Corrections, site.Policies.Ethics, site.Policies.Ownership} {
		s.checkRef(ref)
	}
}

func (s *settler) checkRef(ref news.Ref) {
	if ref.Text == "" || external(ref.Text) {
		return
	}
	h := refHole(ref)
	if _, ok := s.table.find(h, nil); !ok {
		s.report(h)
	}
}

func (s *settler) checkBody(body *news.Body) {
	for _, h := range body.Holes {
		if h.Kind == news.KindEvent {
			continue // an unknown event is reported where events are joined
		}
		if _, ok := s.table.find(h, body); !ok {
			s.report(h)
		}
	}
}

func (s *settler) report(h news.Hole) {
	what := h.Target
	if h.Fragment != "" {
		what += "#" + h.Fragment
	}
	if h.Kind != 0 {
		what = h.Kind.String() + ":" + what
	}
	p := problem.New(RuleBroken, h.Place, "%q leads nowhere", cmp.Or(what, "#"))
	if near := problem.Nearest(h.Target, s.candidates(h)); near != "" && near != h.Target {
		p = p.Hinted("did you mean %q?", near)
	} else if h.Fragment != "" {
		p = p.Hinted("a part of a page is named by its heading, in small letters with hyphens")
	} else if h.Kind == news.KindArticle {
		p = p.Hinted("an article is named by its slug; drafts and pieces that are not public yet cannot be linked to")
	} else {
		p = p.Hinted("look at the address, or take the link out")
	}
	s.problems = append(s.problems, p)
}

// candidates are the names that a broken link may have been meant to hold.
func (s *settler) candidates(h news.Hole) []string {
	a := s.table.archive
	var names []string
	switch h.Kind {
	case news.KindArticle:
		for _, x := range a.Articles {
			names = append(names, x.Slug)
		}
	case news.KindTopic:
		for _, x := range a.Topics {
			names = append(names, x.Slug)
		}
	case news.KindPage:
		for _, x := range a.Pages {
			names = append(names, x.Slug)
		}
	case 0:
		names = append(names, s.table.known...)
		for m := range s.table.media {
			names = append(names, "/"+m, "content/"+m)
		}
		slices.Sort(names)
	}
	return names
}
