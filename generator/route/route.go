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
	"strconv"
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
	// RuleDoubleAlias is about an old address that two files claim.
	RuleDoubleAlias = "double-alias"
	// RuleAliasLoop is about an old address that leads back to itself.
	RuleAliasLoop = "alias-loop"
)

// Fixed addresses.
const (
	Front         = "/"
	Topics        = "/topics/"
	Timeline      = "/timeline/"
	People        = "/people/"
	Organisations = "/organisations/"
	Places        = "/places/"
	Categories    = "/categories/"
	Tags          = "/tags/"
	Corrections   = "/corrections/"
	Feeds         = "/feeds/"
	Search        = "/search/"
	NotFound      = "/404.html"
	Offline       = "/offline.html"
	Outline       = "/feeds/all.opml" // the list of feeds for feed readers
	Sitemap       = "/sitemap.xml"
	NewsSitemap   = "/sitemap-news.xml"
	Admin         = "/admin/" // the CMS
	Manifest      = "/site.webmanifest"
	Favicon       = "/favicon.ico"
	TouchIcon     = "/apple-touch-icon.png"
	SmallIcon     = "/icon-192.png"
	LargeIcon     = "/icon-512.png"
	Worker        = "/sw.js" // at the root, so that it may serve the whole site
)

// Table knows the address of everything in an archive.
type Table struct {
	archive *news.Archive
	base    *url.URL
	host    string           // scheme and host of base, without a slash
	prefix  string           // the path of base as addresses show it, without a slash
	lang    string           // the prefix of the language, such as "/ur"; empty for that of site.yaml
	pages   map[string]owner // by address
	files   map[string]owner // by path of the file that they were made from
	old     map[string]owner // by alias
	shadows map[string]bool  // addresses and files of what is withheld
	graves  []Grave
	media   map[string]string // path below content/ by its form NFC
	deep    []Deep
	others  []*Table // of the other languages of the site, that of site.yaml first

	articles map[*news.Article]string // the addresses of the archive's, which are asked for often
}

// Deep is a link to a page of which only the plan knows whether it is there,
// such as a year of a timeline that is cut.
type Deep struct {
	Address string
	Place   source.Place
}

// Deep gives the links that are still to be held against the plan.
func (t *Table) Deep() []Deep { return t.deep }

// BrokenDeep reports a deep link that leads nowhere.
func BrokenDeep(d Deep) problem.Problem {
	return problem.New(RuleBroken, d.Place, "%q leads nowhere", d.Address).
		Hinted("link to the page that it would belong to, or to one of the parts and feeds that this names")
}

// owner is what lives at an address.
type owner struct {
	address string
	what    string
	at      source.Place
	body    *news.Body // whose headings are the parts of the page, where known
	planned bool       // there only if the plan has it
	name    *news.Name // a name without a file
	setting string     // of site.yaml, which says where it lives
}

// Settle gives everything of the archive its address. media are the files
// below content/, such as "media/a.jpg".
func Settle(a *news.Archive, media []string) (*Table, []problem.Problem) {
	tables, problems := SettleAll([]*news.Archive{a}, media)
	return tables[0], problems
}

// SettleAll settles the archives of the languages of a site, that of site.yaml
// first. Addresses are those within a language: Href puts its prefix before them.
func SettleAll(archives []*news.Archive, media []string) ([]*Table, []problem.Problem) {
	tables, settlers := make([]*Table, len(archives)), make([]*settler, len(archives))
	for i, a := range archives {
		tables[i] = newTable(a, media)
		settlers[i] = &settler{table: tables[i], fold: cases.Fold(), folded: make(map[string]owner, len(a.Articles)+len(a.Events)), moved: map[string]alias{}}
	}
	var problems []problem.Problem
	for i, s := range settlers {
		s.fixed()
		if i == 0 {
			s.languages()
		}
		s.claims()
		s.loops()
		s.table.shade()
		for j, other := range tables {
			if j != i {
				s.table.others = append(s.table.others, other)
			}
		}
	}
	for _, s := range settlers {
		s.bury()
		links := checker{table: s.table, hints: map[news.Hole]string{}}
		links.check()
		problems = append(append(problems, s.problems...), links.problems...)
	}
	return tables, problems
}

func newTable(a *news.Archive, media []string) *Table {
	base, err := url.Parse(a.Site.BaseURL)
	if err != nil {
		base = &url.URL{Scheme: "http", Host: "localhost", Path: "/"}
	}
	host := *base
	host.Path, host.RawPath = "/", ""
	t := &Table{
		archive: a, lang: a.Site.Prefix, base: base, host: strings.TrimSuffix(host.String(), "/"), prefix: strings.TrimSuffix((&url.URL{Path: base.Path}).EscapedPath(), "/"),
		pages: make(map[string]owner, len(a.Articles)+len(a.Events)), files: make(map[string]owner, len(a.Articles)), old: map[string]owner{}, shadows: map[string]bool{},
		media: make(map[string]string, len(media)),
	}
	for _, m := range media {
		t.media[norm.NFC.String(m)] = m
	}
	t.articles = make(map[*news.Article]string, len(a.Articles))
	for _, article := range a.Articles {
		t.articles[article] = t.articleAddress(article)
	}
	return t
}

// settler gives out addresses.
type settler struct {
	table    *Table
	fold     cases.Caser
	folded   map[string]owner // by address in one letter case
	moved    map[string]alias // by key
	problems []problem.Problem
}

// claim gives an address to an owner, unless another has it.
func (s *settler) claim(o owner) {
	folded := s.folds(o.address)
	first, taken := s.folded[folded]
	if !taken {
		s.folded[folded] = o
	}
	if _, taken := s.table.pages[o.address]; !taken {
		s.table.pages[o.address] = o
	}
	if !taken || o.at == first.at && o.address == first.address {
		return
	}
	o.at, first.at = s.placeOf(o), s.placeOf(first)
	if o.at.IsZero() {
		o, first = first, o
	}
	p := problem.New(RuleCollision, o.at, "%s would live at %s, where %s lives", o.what, o.address, first.what)
	if !first.at.IsZero() {
		p = p.Noted(first.at, "this lives there")
	}
	switch {
	case o.setting != "" || first.setting != "":
		p = p.Hinted("choose another address in site.yaml: %s", cmp.Or(o.setting, first.setting))
	case o.name != nil && first.name != nil:
		p = p.Hinted("write the name in one way; if they are two, give one of them a file with a  slug:")
	case first.at.IsZero():
		p = p.Hinted("give it another  slug:")
	default:
		p = p.Hinted("give one of them another  slug:")
	}
	s.problems = append(s.problems, p)
}

// placeOf gives the place of an owner; that of a name without a file is where it
// is written first.
func (s *settler) placeOf(o owner) source.Place {
	if o.name != nil {
		return s.table.firstUse(o.name)
	}
	return o.at
}

// file claims an address for what was made from a file, and its old ones.
func (s *settler) file(c *news.Copy, address, what string, body *news.Body) {
	o := owner{address: address, what: what, at: at(c.SlugAt, c.Place), body: body}
	s.claim(o)
	s.table.files[norm.NFC.String(c.Place.Path)] = o
	s.alias(c.Aliases, o)
}

func (s *settler) fixed() {
	for _, kind := range named {
		if !s.table.archive.Site.Without.Names(kind) {
			s.claim(owner{address: Folder(kind), what: "the list of " + plural[kind]})
		}
	}
	for _, o := range []owner{
		{address: Front, what: "the front page"}, {address: Topics, what: "the list of topics"}, {address: Timeline, what: "the timeline of everything"},
		{address: Corrections, what: "the ledger of corrections"}, {address: Feeds, what: "the list of feeds"}, {address: Search, what: "the search page"},
		{address: "/events/", what: "the events"}, {address: "/assets/", what: "the style sheets"}, {address: "/media/", what: "the pictures"},
	} {
		s.claim(o)
	}
	for _, icon := range []string{Manifest, Favicon, TouchIcon, SmallIcon, LargeIcon} {
		s.claim(owner{address: icon, what: "an icon of the site"})
	}
	if s.table.archive.Site.Offline {
		s.claim(owner{address: Offline, what: "the page for readers without a network"})
		s.claim(owner{address: Worker, what: "the script that keeps pages"})
	}
	if s.table.archive.Site.CMS.On {
		s.claim(owner{address: Admin, what: "the desk in the browser"})
	}
	if days := s.table.Days(); days != "" {
		s.claim(owner{address: days, what: "the list of days", at: s.table.archive.Site.Patterns.DaysAt, setting: "permalinks.days"})
	}
}

// claims goes through everything in the order of the files, so that the first
// of two that collide is always the same.
func (s *settler) claims() {
	a, t := s.table.archive, s.table
	articles := slices.Clone(a.Articles)
	slices.SortFunc(articles, func(x, y *news.Article) int { return source.Compare(x.Place, y.Place) })
	for _, x := range articles {
		s.file(&x.Copy, t.Article(x), "the article “"+x.Title+"”", &x.Body)
	}
	for _, x := range a.Topics {
		s.file(&x.Copy, t.Topic(x), "the topic “"+x.Title+"”", nil)
		if t.archive.Site.Patterns.TopicTimeline != "" {
			s.claim(owner{address: t.TopicTimeline(x), what: "the timeline of “" + x.Title + "”", at: x.Place})
		}
	}
	for _, kind := range named {
		for _, x := range a.NamesOf(kind) {
			what := "the " + kind.String() + " “" + x.Title + "”"
			if x.Copy != nil {
				s.file(&x.Copy.Copy, t.Name(x), what, nil)
			} else {
				s.claim(owner{address: t.Name(x), what: what, name: x})
			}
		}
	}
	for _, list := range []struct {
		address, what, one string
		shelves            []*news.Shelf
	}{{Categories, "the list of categories", "the category", a.Categories}, {Tags, "the list of tags", "the tag", a.Tags}} {
		if len(list.shelves) > 0 {
			s.claim(owner{address: list.address, what: list.what})
		}
		for _, x := range list.shelves {
			s.claim(owner{address: t.Shelf(x), what: list.one + " “" + x.Title + "”"})
		}
	}
	for _, x := range a.Events {
		if a.Site.Without.Events {
			break
		}
		what := `the event "` + x.ID + `"`
		if x.Own != nil {
			s.file(x.Own.Own, t.Event(x), what, nil)
		} else {
			s.claim(owner{address: t.Event(x), what: what, at: told(x)})
		}
		for _, id := range x.AlsoIDs {
			s.alias([]news.Ref{{Text: "/events/" + id + "/"}}, owner{address: t.Event(x), what: what})
		}
	}
	for _, x := range a.Pages {
		s.file(&x.Copy, t.Page(x), "the page “"+x.Title+"”", &x.Body)
	}
	for _, spans := range [][]*news.Span{a.Years, a.Months, a.Days, a.Weeks} {
		for _, x := range spans {
			if address := t.Span(x); address != "" {
				s.claim(owner{address: address, what: "an edition"})
			}
		}
	}
}

// told gives the place where an event without a file is told.
func told(e *news.Event) source.Place {
	var first source.Place
	for _, r := range e.Reports {
		if at := r.Copy.IDAt; first.IsZero() || source.Compare(at, first) < 0 {
			first = at
		}
	}
	return first
}

// named are the kinds that have a list and a page for each name.
var named = []news.Kind{news.KindPerson, news.KindOrganisation, news.KindPlace}

var plural = map[news.Kind]string{news.KindPerson: "people", news.KindOrganisation: "organisations", news.KindPlace: "places"}

func at(slug, file source.Place) source.Place {
	if slug.Line > 0 {
		return slug
	}
	return file
}

// Article gives the address of an article, by the pattern of site.yaml and the
// day of its publication in the house's zone.
func (t *Table) Article(a *news.Article) string {
	if address, known := t.articles[a]; known {
		return address
	}
	return t.articleAddress(a)
}

func (t *Table) articleAddress(a *news.Article) string {
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
			address, pattern = appendPadded(address, year, 4), rest[len("year"):]
		case strings.HasPrefix(rest, "month"):
			address, pattern = appendPadded(address, int(month), 2), rest[len("month"):]
		case strings.HasPrefix(rest, "day"):
			address, pattern = appendPadded(address, number, 2), rest[len("day"):]
		case strings.HasPrefix(rest, "slug"):
			address, pattern = append(address, slug...), rest[len("slug"):]
		default:
			address, pattern = append(address, ':'), rest
		}
	}
	return string(address)
}

// appendPadded appends a number with zeros before it up to a width.
func appendPadded(b []byte, n, width int) []byte {
	digits := strconv.Itoa(n)
	for range width - len(digits) {
		b = append(b, '0')
	}
	return append(b, digits...)
}

// Topic gives the address of a topic.
func (t *Table) Topic(topic *news.Topic) string { return Topics + topic.Slug + "/" }

// TopicTimeline gives the address of a topic's timeline.
func (t *Table) TopicTimeline(topic *news.Topic) string {
	if pattern := t.archive.Site.Patterns.TopicTimeline; pattern != "" {
		return expand(pattern, time.Time{}, topic.Slug)
	}
	return t.Topic(topic) + "timeline/"
}

// Below gives the folder of the pages below one: the address itself, or for
// the address of a file the same without its ending.
func Below(address string) string {
	if strings.HasSuffix(address, "/") {
		return address
	}
	return strings.TrimSuffix(address, path.Ext(address)) + "/"
}

// TimelineMonth gives the address of a month of the timeline of everything.
func (t *Table) TimelineMonth(year int, month time.Month) string {
	pattern := cmp.Or(t.archive.Site.Patterns.Month, Timeline+":year/:month/")
	return expand(pattern, time.Date(year, month, 1, 0, 0, 0, 0, time.UTC), "")
}

// Days gives the address of the list of all days, or nothing where there is no
// such list.
func (t *Table) Days() string {
	if t.archive.Site.Without.Days {
		return ""
	}
	return t.archive.Site.Patterns.Days
}

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

// Shelf gives the address of a category or a tag.
func (t *Table) Shelf(s *news.Shelf) string {
	if s.Tag {
		return Tags + s.Slug + "/"
	}
	return Categories + s.Slug + "/"
}

// Event gives the permanent address of an event; nothing where events have no
// pages of their own.
func (t *Table) Event(e *news.Event) string {
	if t.archive.Site.Without.Events {
		return ""
	}
	return "/events/" + e.ID + "/"
}

// Page gives the address of a standing page.
func (t *Table) Page(p *news.Page) string { return "/" + p.Slug + "/" }

// Span gives the address of an edition; nothing where the paper does without
// editions of that length.
func (t *Table) Span(s *news.Span) string {
	without := t.archive.Site.Without
	switch {
	case s.Week > 0:
		return unless(without.Weeks, fmt.Sprintf("/%04d/w%02d/", s.Year, s.Week))
	case s.Day > 0:
		pattern := cmp.Or(t.archive.Site.Patterns.Day, "/:year/:month/:day/")
		return unless(without.Days, expand(pattern, time.Date(s.Year, s.Month, s.Day, 0, 0, 0, 0, time.UTC), ""))
	case s.Month > 0:
		return unless(without.Months, fmt.Sprintf("/%04d/%02d/", s.Year, s.Month))
	}
	return unless(without.Years, fmt.Sprintf("/%04d/", s.Year))
}

func unless(without bool, address string) string {
	if without {
		return ""
	}
	return address
}

// Feeds gives the forms in which feeds are made and what their files are
// called.
func (t *Table) Feeds() []news.Feed {
	if feeds := t.archive.Site.Feeds.Forms; len(feeds) > 0 {
		return feeds
	}
	return []news.Feed{{Form: news.Atom, File: "atom.xml"}}
}

// Href makes an address, which may end in a query and a fragment, ready to
// print: with the site's path before it and percent-encoded (RFC 3986). The
// href of no address is empty.
func (t *Table) Href(address string) string {
	if address == "" {
		return ""
	}
	if !isShared(address) {
		address = t.lang + address
	}
	if isPlain(address) {
		return t.prefix + address
	}
	address, fragment, _ := strings.Cut(address, "#")
	address, query, _ := strings.Cut(address, "?")
	u := url.URL{Path: path.Join(t.base.Path, address), RawQuery: escapeQuery(query), Fragment: fragment}
	if strings.HasSuffix(address, "/") && !strings.HasSuffix(u.Path, "/") {
		u.Path += "/"
	}
	return u.String()
}

// shared are the single files that a site has once, whatever its languages.
var shared = []string{Worker, Offline, Favicon, TouchIcon, SmallIcon, LargeIcon}

// isShared reports whether an address is the same in all languages of a site.
func isShared(address string) bool {
	return strings.HasPrefix(address, "/assets/") || strings.HasPrefix(address, "/media/") || strings.HasPrefix(address, "/schemas/") || strings.HasPrefix(address, Admin) || slices.Contains(shared, address)
}

// isPlain reports whether a path is clean and of letters that no address
// encodes (RFC 3986, section 2.3, and the slash), as nearly all are.
func isPlain(address string) bool {
	if !strings.HasPrefix(address, "/") {
		return false
	}
	for i := range len(address) {
		switch c := address[i]; {
		case 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '-' || c == '_' || 'A' <= c && c <= 'Z':
		case c == '/' && (i == 0 || address[i-1] != '/'):
		case c == '.' && address[i-1] != '/':
		default:
			return false
		}
	}
	return true
}

// escapeQuery encodes what may not stand in a query (RFC 3986, section 3.4);
// codes that stand there already stay.
func escapeQuery(query string) string {
	var b strings.Builder
	for i := range len(query) {
		if c := query[i]; c > ' ' && c < 0x7f && strings.IndexByte("\"<>\\^`{|}", c) < 0 {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

// Absolute makes an address whole, with scheme and host; no address stays
// empty.
func (t *Table) Absolute(address string) string {
	if address == "" {
		return ""
	}
	return t.host + t.Href(address)
}

// Origin is the scheme and the host of the site, to stand before an href.
func (t *Table) Origin() string { return t.host }

// BasePath is the path of the site on its host: "/" or "/news/".
func (t *Table) BasePath() string { return t.base.Path }
