// Package compose writes views: from the archive and its addresses it makes
// the closed values of package view, one for each page.
//
// Every function is pure: the same archive gives the same view, whichever page
// is asked for first and on whatever machine. Views are made when they are
// asked for and may be made in parallel; nothing is kept between them but the
// cards and entries that many share, so that what a build holds in memory is the
// archive and not the pages.
package compose

import (
	"strings"
	"sync/atomic"
	"time"

	"daybook/generator/darkroom"
	"daybook/generator/news"
	"daybook/generator/route"
	"daybook/generator/view"
	"daybook/generator/when"
)

// Say gives a word of the interface in a language; see layout.Set.Say.
type Say func(lang, key string, values ...any) string

// Bodies gives the HTML, with holes, of the body of a file. Where it is nil,
// views are made without their bodies' HTML, which is enough for their hash.
type Bodies func(file string) []byte

// Lengths of lists.
const (
	newestOnFront = 13 // the lead among them, unless site.yaml says otherwise
	topicsOnFront = 6
	daysOnFront   = 7 // unless site.yaml says otherwise
	moreOfTopic   = 5
	storyEntries  = 5
	newestEntries = 5
	topicQuotes   = 12 // the newest
	nameQuotes    = 50 // the newest
	nameClaims    = 50 // on the latest events; all stand on the timelines
	TopicPage     = 20 // articles on a page of a topic
)

// Composer makes the views of one archive.
type Composer struct {
	archive   *news.Archive
	routes    *route.Table
	say       Say
	site      view.Site
	lang      string // of the site
	dir       string
	locale    string // of the language, as Open Graph has it
	feedStyle string // href of the style sheet of feeds, or empty
	house     *time.Location
	shows     func(field string) bool // see Fixed.Shows
	photos    func(file string) Photo // see Fixed.Photos
	topics    map[*news.Topic]view.Link

	tongues    []*Composer // of the languages of the site, this one too; nil where there is one
	renderings news.Renderings

	position map[*news.Event]int      // in its main topic, or among all where it has none
	planned  []*news.Event            // what is to come, in time
	ledger   []dated[view.LedgerItem] // corrections and withdrawals, newest first

	// What stands on many pages is made once, when it is first asked for. Who
	// asks at the same time makes an equal one.
	cardSlots   []atomic.Pointer[view.Card]
	cardNumber  map[*news.Article]int
	entrySlots  []atomic.Pointer[view.Entry]
	entryNumber map[*news.Event]int
	found       atomic.Pointer[*Found]
}

// Fixed are the parts of view.Site that come from the layouts' assets.
type Fixed struct {
	Styles  []view.Style // with addresses below the site, as those of scripts
	Scripts []view.Script
	Icon    string
	// FeedStyle is the style sheet of feeds, for those who open one in a browser.
	FeedStyle string
	// Shows reports whether any layout shows a field of a view, such as
	// "Article.Story"; others may be left empty. Where it is nil, all are made.
	Shows func(field string) bool
	// Photos tells what a picture is, given its path below content/. Where it is
	// nil, nothing is known of any.
	Photos func(file string) Photo
}

// Photo is a picture in content/media: what it is, and the checksum of its
// bytes.
type Photo struct {
	Head darkroom.Head
	Sum  string
}

// New makes a Composer.
func New(archive *news.Archive, routes *route.Table, say Say, fixed Fixed) *Composer {
	c := &Composer{archive: archive, routes: routes, say: say, lang: archive.Site.Lang, dir: archive.Site.Dir, locale: locale(archive.Site.Lang), house: archive.House()}
	c.shows = fixed.Shows
	if c.shows == nil {
		c.shows = func(string) bool { return true }
	}
	c.photos = fixed.Photos
	if c.photos == nil {
		c.photos = func(string) Photo { return Photo{} }
	}
	c.site, c.feedStyle = c.siteView(fixed), c.routes.Href(fixed.FeedStyle)
	c.topics = make(map[*news.Topic]view.Link, len(archive.Topics))
	for _, t := range archive.Topics {
		c.topics[t] = c.newTopicLink(t)
	}
	c.position = make(map[*news.Event]int, len(archive.Events))
	for i, e := range archive.Events {
		if len(e.Topics) == 0 {
			c.position[e] = i
		}
	}
	for _, t := range archive.Topics {
		for i, e := range t.Events {
			if e.Topics[0] == t {
				c.position[e] = i
			}
		}
	}
	c.planned = plannedEvents(archive.Events)
	c.cardSlots, c.cardNumber = make([]atomic.Pointer[view.Card], len(archive.Articles)), numbers(archive.Articles)
	c.entrySlots, c.entryNumber = make([]atomic.Pointer[view.Entry], len(archive.Events)), numbers(archive.Events)
	if c.shows("Corrections.Items") || c.shows("Edition.Corrections") {
		c.ledger = c.newLedger()
	}
	return c
}

// numbers numbers the things of a list.
func numbers[T any](list []*T) map[*T]int {
	out := make(map[*T]int, len(list))
	for i, x := range list {
		out[x] = i
	}
	return out
}

// once gives what a slot holds, or makes it and puts it there.
func once[T any](slot *atomic.Pointer[T], make func() T) T {
	if made := slot.Load(); made != nil {
		return *made
	}
	made := make()
	slot.Store(&made)
	return made
}

func (c *Composer) siteView(fixed Fixed) view.Site {
	s := c.archive.Site
	site := view.Site{
		Title:     s.Title,
		Tagline:   s.Tagline,
		Home:      c.routes.Href(route.Front),
		Accent:    s.Accent,
		Publisher: c.named(s.Publisher),
		Logo:      c.routes.Ref(news.Ref{Text: s.Logo}),
		Topics:    c.routes.Href(route.Topics),
		Timeline:  c.routes.Href(route.Timeline),
		Feeds:     c.routes.Href(route.Feeds),
		Days:      c.routes.Href(c.routes.Days()),
		Corrected: c.routes.Href(route.Corrections),
		Manifest:  c.routes.Href(route.Manifest),
		TouchIcon: c.routes.Href(route.TouchIcon),
	}
	if alert := s.Alert; alert.Until.IsZero() || alert.Until.Time.After(c.archive.AsOf) {
		site.Alert = c.named(alert.Link)
	}
	if fixed.Icon != "" {
		site.Icon = c.routes.Href(fixed.Icon)
	}
	if s.Offline {
		site.Worker = c.routes.Href(route.Worker)
	}
	if s.Search {
		site.Search = c.routes.Href(route.Search)
	}
	for _, style := range fixed.Styles {
		site.Styles = append(site.Styles, view.Style{Href: c.routes.Href(style.Href), Name: style.Name})
	}
	for _, script := range fixed.Scripts {
		if script.Name == "search" && !s.Search || script.Name == "offline" && !s.Offline || script.Name == "worker" {
			continue
		}
		site.Scripts = append(site.Scripts, view.Script{Href: c.routes.Href(script.Href), Name: script.Name})
	}
	site.Menu, site.Footer, site.Follow = c.links(s.Menu), c.links(s.Footer), c.links(s.Follow)
	if s.Menu == nil && s.Prefix != "" {
		site.Menu = []view.Link{{Text: c.word("topics"), Href: site.Topics}, {Text: c.word("timeline"), Href: site.Timeline}, {Text: c.word("corrections"), Href: site.Corrected}}
	}
	for _, policy := range []struct {
		key string
		ref news.Ref
	}{{"made.policy-corrections", s.Policies.Corrections}, {"made.policy-ethics", s.Policies.Ethics}, {"made.policy-ownership", s.Policies.Ownership}} {
		if href := c.routes.Ref(policy.ref); href != "" {
			site.Policies = append(site.Policies, view.Link{Text: c.word(policy.key), Href: href})
		}
	}
	return site
}

// word gives a word in the language of the site.
func (c *Composer) word(key string, values ...any) string { return c.say(c.lang, key, values...) }

func (c *Composer) named(l news.Link) view.Link {
	return view.Link{Text: l.Text, Href: c.routes.Ref(l.To)}
}

func (c *Composer) links(links []news.Link) []view.Link {
	out := make([]view.Link, len(links))
	for i, l := range links {
		out[i] = c.named(l)
	}
	return out
}

// frame begins a page: its kind, its title and its address.
func (c *Composer) frame(kind, title, address string) view.Frame {
	f := view.Frame{
		Site: c.site, Kind: kind, Title: title, Lang: c.lang, Dir: c.dir,
		Href: c.routes.Href(address), Canonical: c.routes.Absolute(address),
		Feeds: c.feedLinks(c.siteChannel()), Card: c.siteCard(), Locale: c.locale,
	}
	if address != route.Front {
		f.Trail = []view.Link{{Text: c.site.Title, Href: c.site.Home}}
	}
	f.Site.Menu = c.current(f.Site.Menu, f.Href)
	c.elsewhere(&f, sameAddress(address))
	for _, slot := range c.archive.Site.Ads {
		f.Ads = append(f.Ads, view.AdSlot(slot))
	}
	return f
}

// current marks the link of a menu that leads to a page or to the part of the
// site that the page is in.
func (c *Composer) current(menu []view.Link, href string) []view.Link {
	best := -1
	for i, l := range menu {
		inside := l.Href == href || l.Href != c.site.Home && l.Href != "" && strings.HasPrefix(href, l.Href)
		if inside && (best < 0 || len(l.Href) > len(menu[best].Href)) {
			best = i
		}
	}
	if best < 0 {
		return menu
	}
	out := append([]view.Link{}, menu...)
	out[best].Current = true
	return out
}

// stamp makes a date ready to show in a language, and beside it what it is in
// the other calendars of the site.
func (c *Composer) stamp(d when.Date, lang string) view.Stamp {
	if d.IsZero() {
		return view.Stamp{}
	}
	s := view.Stamp{Machine: when.Machine(d), Words: when.Words(d, lang), Short: when.ShortWords(d, lang)}
	if day, known := d.Weekday(); known {
		s.Weekday = when.WeekdayName(lang, day)
	}
	for _, calendar := range c.archive.Site.Calendars {
		if words := when.CalendarWords(d, calendar, lang); words != "" {
			s.Beside = append(s.Beside, words)
		}
	}
	return s
}

// moment makes a moment ready to show.
func (c *Composer) moment(m news.Moment, lang string) view.Stamp {
	return clocked(c.stamp(m.Date(), lang), m, lang)
}

// clocked adds the time of day to the stamp of a moment.
func clocked(s view.Stamp, m news.Moment, lang string) view.Stamp {
	if !m.Day && !m.IsZero() {
		s.Clock, s.Instant = when.ClockWords(m.Time, lang), m.Time.Format(time.RFC3339)
	}
	return s
}

// dayStamp words only the day of a moment.
func (c *Composer) dayStamp(m news.Moment, lang string) view.Stamp {
	if m.IsZero() {
		return view.Stamp{}
	}
	return clocked(c.stamp(when.DayOf(m.Time), lang), m, lang)
}

func (c *Composer) topicLink(t *news.Topic) view.Link { return c.topics[t] }

func (c *Composer) newTopicLink(t *news.Topic) view.Link {
	return view.Link{Text: t.Title, Href: c.routes.Href(c.routes.Topic(t)), Lang: c.foreign(t.Lang)}
}

// foreign gives a language where it is not the site's.
func (c *Composer) foreign(lang string) string {
	if lang == c.lang {
		return ""
	}
	return lang
}

func (c *Composer) nameLink(n *news.Name) view.Link {
	if n == nil {
		return view.Link{}
	}
	l := view.Link{Text: n.Title}
	if n.Paged {
		l.Href = c.routes.Href(c.routes.Name(n))
	}
	if n.Copy != nil {
		l.Lang = c.foreign(n.Copy.Lang)
	}
	return l
}

func (c *Composer) nameLinks(names []*news.Name) []view.Link {
	out := make([]view.Link, len(names))
	for i, n := range names {
		out[i] = c.nameLink(n)
	}
	return out
}

func (c *Composer) topicLinks(topics []*news.Topic) []view.Link {
	out := make([]view.Link, len(topics))
	for i, t := range topics {
		out[i] = c.topicLink(t)
	}
	return out
}

// body makes the body of a copy ready; without bodies its HTML stays empty, and so
// does that of a file that another language lends.
func (c *Composer) body(of *news.Copy, bodies Bodies, fill Fill) view.Body {
	if of.Lent {
		return view.Body{}
	}
	b := view.Body{Hash: of.Body.Hash, Links: make([]view.BodyLink, len(of.Body.Holes))}
	images := of.Body.Images
	for i, h := range of.Body.Holes {
		if h.Image && len(images) > 0 {
			b.Pictures = append(b.Pictures, c.bodyPicture(h, images[0], of))
			b.Links[i] = view.BodyLink{Picture: len(b.Pictures)}
			images = images[1:]
			continue
		}
		b.Links[i] = c.bodyLink(h, of)
	}
	b.Plays = c.plays(of, b.Links)
	if bodies != nil && fill != nil {
		b.HTML = fill(bodies(of.Place.Path), b)
	}
	return b
}

// bodyLink fills a hole. Of something withheld nothing is left but the writer's
// words, not even that they were a link.
func (c *Composer) bodyLink(h news.Hole, of *news.Copy) view.BodyLink {
	link := view.BodyLink{Href: c.routes.Hole(h, &of.Body), Title: c.holeTitle(h, of.Lang), Class: holeClass(h)}
	if link.Href == "" && !isName(h.Kind) {
		return view.BodyLink{}
	}
	return link
}

func isName(k news.Kind) bool {
	return k == news.KindPerson || k == news.KindOrganisation || k == news.KindPlace
}

func holeClass(h news.Hole) string {
	if h.Kind == 0 || h.Image {
		return ""
	}
	return h.Kind.String()
}

// holeTitle tells on hover when an event was.
func (c *Composer) holeTitle(h news.Hole, lang string) string {
	if h.Kind != news.KindEvent {
		return ""
	}
	if e := c.archive.Event(h.Target); e != nil && !e.Date.IsZero() {
		return when.WordsWithWeekday(e.Date, lang)
	}
	return ""
}
