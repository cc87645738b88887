package compose

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"daybook/generator/news"
	"daybook/generator/route"
	"daybook/generator/view"
	"daybook/generator/when"
)

// FeedItems is how many articles, events or corrections a feed holds.
const FeedItems = 20

// listedFeeds is how many people, organisations or places the list of feeds
// names; where more have a feed, it leads to their list.
const listedFeeds = 100

// feedTypes are the media types of the forms of feeds: RFC 4287, section 7; the
// RSS Advisory Board's advice; JSON Feed 1.1.
var feedTypes = map[string]string{news.Atom: "application/atom+xml", news.RSS: "application/rss+xml", news.JSONFeed: "application/feed+json"}

// Channel is what one feed follows, whatever its forms.
type Channel struct {
	Sources []string // files of content/ that it is about
	Prose   bool     // the whole text of any report may be in it

	id       string // what it is known by, which stays when its address changes
	below    string // the address of the folder that its files lie in
	home     string // the address of the page that it belongs to
	title    string // of that page
	lang     string // of the title
	subtitle string
	sort     string // news.FeedTopics and so on; empty for the site
	items    func(Bodies, Fill) []view.FeedItem
}

// Address gives the address of a form of the channel.
func (ch *Channel) Address(f news.Feed) string { return ch.below + f.File }

// Channels gives all that the site has a feed of.
func (c *Composer) Channels() []*Channel {
	list := []*Channel{c.siteChannel(), c.correctionsChannel(), c.timelineChannel(nil)}
	for _, t := range c.archive.Topics {
		list = append(list, c.topicChannel(t), c.timelineChannel(t))
	}
	for _, s := range slices.Concat(c.archive.Categories, c.archive.Tags) {
		list = append(list, c.shelfChannel(s))
	}
	for _, kind := range []news.Kind{news.KindPerson, news.KindOrganisation, news.KindPlace} {
		for _, n := range c.archive.NamesOf(kind) {
			list = append(list, c.nameChannel(n))
		}
	}
	return slices.DeleteFunc(list, func(ch *Channel) bool { return ch == nil })
}

func (c *Composer) siteChannel() *Channel {
	return c.articlesChannel(&Channel{id: "/", home: route.Front, title: c.site.Title, subtitle: c.archive.Site.Description}, c.archive.Articles)
}

func (c *Composer) topicChannel(t *news.Topic) *Channel {
	return c.articlesChannel(&Channel{
		sort: news.FeedTopics, id: route.Topics + t.ID + "/", home: c.routes.Topic(t), title: t.Title, lang: t.Lang, subtitle: t.Summary, Sources: []string{t.Place.Path},
	}, t.Articles)
}

func (c *Composer) shelfChannel(s *news.Shelf) *Channel {
	ch := &Channel{sort: news.FeedCategories, home: c.routes.Shelf(s), title: s.Title}
	if s.Tag {
		ch.sort = news.FeedTags
	}
	ch.id = ch.home
	return c.articlesChannel(ch, s.Articles)
}

// nameChannel follows what is reported of a name, and what a person writes. Of
// names that stand on timelines alone there is nothing to follow.
func (c *Composer) nameChannel(n *news.Name) *Channel {
	if len(n.Articles)+len(n.Wrote) == 0 || c.archive.Site.Without.Names(n.Kind) {
		return nil
	}
	ch := &Channel{sort: feedOf[n.Kind], id: route.Folder(n.Kind) + n.Slug + "/", home: c.routes.Name(n), title: n.Title, subtitle: nameNote(n)}
	if n.Copy != nil {
		ch.id, ch.lang, ch.Sources = route.Folder(n.Kind)+n.Copy.ID+"/", n.Copy.Lang, []string{n.Copy.Place.Path}
	}
	return c.articlesChannel(ch, both(n.Articles, n.Wrote))
}

var feedOf = map[news.Kind]string{news.KindPerson: news.FeedPeople, news.KindOrganisation: news.FeedOrganisations, news.KindPlace: news.FeedPlaces}

// both gives the newest of two lists of articles, each the newest first.
func both(a, b []*news.Article) []*news.Article {
	if len(b) == 0 {
		return a
	}
	list := append(slices.Clone(a[:min(len(a), FeedItems)]), b[:min(len(b), FeedItems)]...)
	slices.SortStableFunc(list, func(x, y *news.Article) int {
		return cmp.Or(y.Published.Time.Compare(x.Published.Time), strings.Compare(x.Place.Path, y.Place.Path))
	})
	return slices.Compact(list)
}

// articlesChannel completes a channel of articles, the newest first; nil where
// the site has no feeds of that sort.
func (c *Composer) articlesChannel(ch *Channel, articles []*news.Article) *Channel {
	if ch.sort != "" && !c.archive.Site.Feeds.Has(ch.sort) {
		return nil
	}
	ch.below, ch.Prose = ch.home, c.archive.Site.Feeds.Full
	articles = articles[:min(len(articles), FeedItems)]
	ch.items = func(bodies Bodies, fill Fill) []view.FeedItem {
		items := make([]view.FeedItem, len(articles))
		for i, a := range articles {
			items[i] = c.articleItem(a)
			if !c.archive.Site.Feeds.Full {
				continue
			}
			items[i].Body, items[i].Picture = c.body(&a.Copy, bodies, fill), c.picture(a.Image, a.Lang, a.Lang)
			for _, x := range a.Corrections {
				line := c.say(a.Lang, "made.narrowed", c.dayStamp(x.Date, a.Lang).Words, c.correctionText(x, a.Lang))
				items[i].Corrections = append(items[i].Corrections, c.say(a.Lang, "made.feed-correction", line))
			}
		}
		return items
	}
	return ch
}

// timelineChannel follows the timeline of a topic, or that of everything; nil
// where the site has no such feeds.
func (c *Composer) timelineChannel(t *news.Topic) *Channel {
	if !c.archive.Site.Feeds.Has(news.FeedTimelines) {
		return nil
	}
	ch := &Channel{sort: news.FeedTimelines, id: route.Timeline, home: route.Timeline, title: c.word("timeline")}
	events := c.archive.Events
	if t != nil {
		ch.id, ch.home, ch.title = route.Topics+t.ID+"/timeline/", c.routes.TopicTimeline(t), c.word("made.timeline-of", t.Title)
		ch.subtitle, ch.Sources, events = t.Summary, []string{t.Place.Path}, t.Events
	}
	ch.below = route.Below(ch.home)
	ch.items = func(Bodies, Fill) []view.FeedItem {
		var items []view.FeedItem
		for _, e := range lastTold(events) {
			items = append(items, c.eventFeedItem(e, ch.home))
		}
		return items
	}
	return ch
}

// lastTold gives the events that came onto a timeline last: those whose first
// report is the newest. What nobody has reported yet has no time at which it
// came, and is left out.
func lastTold(events []*news.Event) []*news.Event {
	told := make([]*news.Event, 0, len(events))
	for _, e := range events {
		if !firstTold(e).IsZero() {
			told = append(told, e)
		}
	}
	slices.SortStableFunc(told, func(a, b *news.Event) int {
		return cmp.Or(firstTold(b).Compare(firstTold(a)), strings.Compare(a.ID, b.ID))
	})
	return told[:min(len(told), FeedItems)]
}

// firstTold is when the first report of an event came out; zero where none has.
func firstTold(e *news.Event) time.Time {
	var first time.Time
	for _, r := range e.Reports {
		if at := r.Article.Published.Time; !at.IsZero() && (first.IsZero() || at.Before(first)) {
			first = at
		}
	}
	return first
}

// correctionsChannel follows the ledger of corrections; nil where the site has no
// feed of it.
func (c *Composer) correctionsChannel() *Channel {
	if !c.archive.Site.Feeds.Has(news.FeedCorrections) {
		return nil
	}
	return &Channel{
		sort: news.FeedCorrections, id: route.Corrections, home: route.Corrections, below: route.Corrections, title: c.word("corrections"), subtitle: c.word("corrections-intro"),
		items: func(Bodies, Fill) []view.FeedItem { return c.correctionItems() },
	}
}

// correctionItems tells the newest corrections and withdrawals.
func (c *Composer) correctionItems() []view.FeedItem {
	var items []dated[view.FeedItem]
	for _, a := range c.archive.Articles {
		told := map[string]int{} // corrections of one time
		for _, x := range a.Corrections {
			at := x.Date.Time.Format(time.RFC3339)
			told[at]++
			id := fmt.Sprintf("%s/%s/%d", a.Identity(), x.Date.Time.UTC().Format(time.RFC3339), told[at])
			items = append(items, dated[view.FeedItem]{x.Date, view.FeedItem{
				ID: c.identity("correction/" + id), Title: c.say(a.Lang, "made.feed-correction", a.Title), Href: c.routes.Absolute(c.routes.Article(a)),
				Lang: a.Lang, Summary: c.correctionText(x, a.Lang), Categories: titles(a.Topics), Published: at, Updated: at,
			}})
		}
	}
	for _, g := range c.routes.Graves() {
		if gone := since(g); g.Killed && !gone.IsZero() {
			at := gone.Time.Format(time.RFC3339)
			items = append(items, dated[view.FeedItem]{gone, view.FeedItem{
				ID: c.identity("withdrawal/" + g.Published.Time.Format(time.DateOnly) + "-" + g.Slug), Title: c.say(g.Lang, goneKey(g)),
				Href: c.whole(c.graveHref(g)), Lang: g.Lang, Summary: g.Reason, Published: at, Updated: at,
			}})
		}
	}
	slices.SortStableFunc(items, func(a, b dated[view.FeedItem]) int {
		return cmp.Or(b.at.Time.Compare(a.at.Time), strings.Compare(a.thing.ID, b.thing.ID))
	})
	var newest []view.FeedItem
	for _, item := range items[:min(len(items), FeedItems)] {
		newest = append(newest, item.thing)
	}
	return newest
}

// correctionText words a correction in one line of plain text.
func (c *Composer) correctionText(x news.Correction, lang string) string {
	var parts []string
	if x.Was != "" {
		parts = append(parts, c.say(lang, "made.narrowed", c.say(lang, "was"), x.Was))
	}
	if x.Now != "" {
		parts = append(parts, c.say(lang, "made.narrowed", c.say(lang, "now"), x.Now))
	}
	if x.Note != "" {
		parts = append(parts, x.Note)
	}
	return strings.Join(parts, " – ")
}

// feedLinks links the forms of a channel; none where there is no channel.
func (c *Composer) feedLinks(ch *Channel) []view.FeedLink {
	if ch == nil {
		return nil
	}
	forms := c.routes.Feeds()
	links := make([]view.FeedLink, len(forms))
	for i, f := range forms {
		links[i] = view.FeedLink{Title: ch.title, Href: c.routes.Href(ch.Address(f)), Type: feedTypes[f.Form]}
	}
	return links
}

// Feed makes a form of the feed of a channel.
func (c *Composer) Feed(ch *Channel, form news.Feed, bodies Bodies, fill Fill) view.Feed {
	f := view.Feed{
		ID: c.identity("feed" + ch.id + "atom.xml"), Title: ch.title, Subtitle: ch.subtitle,
		Self: c.routes.Absolute(ch.Address(form)), Home: c.routes.Absolute(ch.home),
		Lang: c.lang, Dir: c.dir, Author: cmp.Or(c.archive.Site.Publisher.Text, c.site.Title),
		Icon: c.whole(c.site.Icon), Style: c.feedStyle, Note: c.word("made.feed-note"), Items: ch.items(bodies, fill),
	}
	if ch.sort != "" {
		f.Title += " – " + c.site.Title
	}
	f.Updated = time.Unix(0, 0).UTC().Format(time.RFC3339)
	var newest time.Time
	for _, item := range f.Items {
		if at, err := time.Parse(time.RFC3339, item.Updated); err == nil && at.After(newest) {
			newest, f.Updated = at, at.UTC().Format(time.RFC3339)
		}
	}
	return f
}

func (c *Composer) articleItem(a *news.Article) view.FeedItem {
	item := view.FeedItem{
		ID: c.identity("article/" + a.Identity()), Title: a.Title, Href: c.routes.Absolute(c.routes.Article(a)), Lang: a.Lang,
		Summary:   cmp.Or(a.Summary, a.Standfirst, a.Body.Opening),
		Published: a.Published.Time.Format(time.RFC3339), Updated: changed(a).Format(time.RFC3339),
		Categories: titles(a.Topics),
	}
	if a.Category != "" && !slices.Contains(item.Categories, a.Category) {
		item.Categories = append(item.Categories, a.Category)
	}
	for _, author := range a.Authors {
		item.Authors = append(item.Authors, author.Text)
	}
	return item
}

// eventFeedItem is an event as the feed of a timeline tells it; page is the
// address of the timeline, where it stands if it has no page of its own.
func (c *Composer) eventFeedItem(e *news.Event, page string) view.FeedItem {
	told := firstTold(e)
	last := told
	for _, r := range e.Reports {
		if at := changed(r.Article); at.After(last) {
			last = at
		}
	}
	item := view.FeedItem{
		ID: c.identity("event/" + e.ID), Title: e.Headline, Href: c.routes.Absolute(cmp.Or(c.routes.Event(e), page+"#"+e.ID)), Lang: cmp.Or(e.Lang, c.lang),
		Categories: titles(e.Topics), Published: told.Format(time.RFC3339), Updated: last.Format(time.RFC3339),
	}
	item.Summary = e.Text
	if words := when.WordsWithWeekday(e.Extent(), item.Lang); words != "" {
		item.Title = c.say(item.Lang, "made.narrowed", words, e.Headline)
	}
	return item
}

// titles gives what topics are called.
func titles(topics []*news.Topic) []string {
	var out []string
	for _, t := range topics {
		out = append(out, t.Title)
	}
	return out
}

// identity makes a permanent identity of a thing that each language of the site
// has of its own.
func (c *Composer) identity(thing string) string {
	kind, rest, _ := strings.Cut(thing, "/")
	return c.tag(kind + c.routes.Prefix() + "/" + rest)
}

// feedGroup is what channels of one sort are listed under.
type feedGroup struct {
	heading  string
	channels []*Channel
	all      string // address of the list of what they follow
}

// feedGroups sorts the channels of the site for lists.
func (c *Composer) feedGroups() []feedGroup {
	groups := []feedGroup{
		{heading: c.site.Title}, {heading: c.word("topics"), all: route.Topics}, {heading: c.word("timeline"), all: route.Timeline},
		{heading: c.word("made.categories"), all: route.Categories}, {heading: c.word("made.tags"), all: route.Tags},
		{heading: c.word("people"), all: route.People}, {heading: c.word("groups"), all: route.Organisations}, {heading: c.word("places"), all: route.Places},
	}
	at := map[string]int{
		news.FeedTopics: 1, news.FeedTimelines: 2, news.FeedCategories: 3, news.FeedTags: 4,
		news.FeedPeople: 5, news.FeedOrganisations: 6, news.FeedPlaces: 7,
	}
	for _, ch := range c.Channels() {
		g := &groups[at[ch.sort]]
		g.channels = append(g.channels, ch)
	}
	return slices.DeleteFunc(groups, func(g feedGroup) bool { return len(g.channels) == 0 })
}

// Feeds makes the list of feeds.
func (c *Composer) Feeds() view.Feeds {
	v := view.Feeds{Frame: c.frame("feeds", c.word("feeds"), route.Feeds), Outline: c.routes.Href(route.Outline)}
	v.Description = c.word("feeds-intro")
	for _, g := range c.feedGroups() {
		group := view.FeedGroup{Heading: g.heading}
		if len(g.channels) > listedFeeds {
			group.All = view.Link{Text: g.heading, Href: c.routes.Href(g.all)}
			g.channels = nil
		}
		for _, ch := range g.channels {
			group.Lines = append(group.Lines, view.FeedLine{
				Of: view.Link{Text: ch.title, Href: c.routes.Href(ch.home), Lang: c.foreign(cmp.Or(ch.lang, c.lang))}, Forms: c.feedLinks(ch),
			})
		}
		v.Groups = append(v.Groups, group)
	}
	for _, o := range c.tongues {
		if o != c {
			site := o.siteChannel()
			v.Groups[0].Lines = append(v.Groups[0].Lines, view.FeedLine{
				Of: view.Link{Text: site.title, Href: o.routes.Href(site.home), Lang: c.foreign(o.lang)}, Forms: o.feedLinks(site),
			})
		}
	}
	v.Graph = c.collection(v.Frame, nil, nil)
	return v
}

// Outline makes the list of feeds for feed readers, each in the first of its
// forms.
func (c *Composer) Outline() view.Outline {
	v, form := view.Outline{Title: c.site.Title}, c.routes.Feeds()[0]
	for _, g := range c.feedGroups() {
		group := view.OutlineGroup{Title: g.heading}
		for _, ch := range g.channels {
			group.Feeds = append(group.Feeds, view.OutlineFeed{
				Title: ch.title, Feed: c.routes.Absolute(ch.Address(form)), Page: c.routes.Absolute(ch.home), Lang: c.lang,
			})
		}
		v.Groups = append(v.Groups, group)
	}
	return v
}
