package compose

import (
	"cmp"
	"encoding/json"
	"net/url"
	"slices"

	"daybook/generator/jsonld"
	"daybook/generator/news"
	"daybook/generator/route"
	"daybook/generator/view"
	"daybook/generator/when"
)

// wordsPerMinute is how fast a grown-up reads prose silently, rounded down so
// that nobody is told too little (Brysbaert 2019: 238 words of English).
const wordsPerMinute = 220

// Front makes the front page.
func (c *Composer) Front() view.Front {
	v := view.Front{Frame: c.frame("front", c.site.Title, route.Front)}
	v.Description = c.archive.Site.Description
	lead := c.lead()
	if lead != nil {
		v.Lead = []view.Card{c.card(lead)}
	}
	for _, a := range c.archive.Articles {
		if a != lead && len(v.Latest)+1 < c.newestOnFront() {
			v.Latest = append(v.Latest, c.card(a))
		}
	}
	if c.shows("Front.Topics") {
		for _, t := range c.running(topicsOnFront) {
			v.Topics = append(v.Topics, view.Running{
				Topic: c.topicLink(t), Summary: cmp.Or(t.Stands, t.Summary), Timeline: c.routes.Href(c.routes.TopicTimeline(t)),
				Newest: c.briefs(newest(t.Events, 3)),
			})
		}
	}
	if !c.archive.Site.Without.Days {
		days := cmp.Or(c.archive.Site.Front.Days, daysOnFront)
		v.Days = c.spanLinks(c.archive.Days[:min(days, len(c.archive.Days))])
	}
	if c.shows("Front.AllTopics") {
		v.AllTopics = c.topicItems()
		slices.SortStableFunc(v.AllTopics, func(a, b view.IndexItem) int { return cmp.Compare(b.Articles, a.Articles) })
	}
	v.Graph = c.frontGraph(v)
	return v
}

// newestOnFront is how many articles the front page lists, the lead among them.
func (c *Composer) newestOnFront() int { return cmp.Or(c.archive.Site.Front.Articles, newestOnFront) }

// lead is the article of the greatest weight among the newest, or the newest
// of equal weight.
func (c *Composer) lead() *news.Article {
	var best *news.Article
	for i, a := range c.archive.Articles {
		if i == c.newestOnFront() {
			break
		}
		if best == nil || a.Lead > best.Lead {
			best = a
		}
	}
	return best
}

// running gives the topics with the newest articles.
func (c *Composer) running(n int) []*news.Topic {
	var topics []*news.Topic
	for _, t := range c.archive.Topics {
		if len(t.Articles) > 0 {
			topics = append(topics, t)
		}
	}
	slices.SortStableFunc(topics, func(a, b *news.Topic) int {
		return cmp.Or(b.Articles[0].Published.Time.Compare(a.Articles[0].Published.Time), cmp.Compare(len(b.Articles), len(a.Articles)))
	})
	return topics[:min(n, len(topics))]
}

// Article makes the page of an article.
func (c *Composer) Article(a *news.Article, bodies Bodies, fill Fill) view.Article {
	v := view.Article{
		Frame:    c.frame("article", a.Title, c.routes.Article(a)),
		Headline: a.Title, Standfirst: a.Standfirst, Dateline: c.dateline(a),
		Published: c.moment(a.Published, a.Lang), Updated: c.moment(a.Updated, a.Lang),
		Minutes: minutes(a.Body.Words), Genre: a.Genre,
		Body:   c.body(&a.Copy, bodies, fill),
		Events: c.briefs(a.Events), Sources: c.sources(a.Sources),
		Topics: c.topicLinks(a.Topics), People: c.nameLinks(a.People), Groups: c.nameLinks(a.Organisations), Places: c.nameLinks(a.Places),
	}
	v.Lang, v.Dir, v.Plays = a.Lang, c.direction(a.Lang), asks(v.Body)
	c.elsewhere(&v.Frame, c.ArticleIn(a))
	if c.shows("Article.Headings") {
		v.Headings = headings(a.Body)
	}
	v.Description = cmp.Or(a.Summary, a.Standfirst, a.Body.Opening)
	v.Withheld = c.withheld(a.Withheld)
	v.Hidden = v.Withheld != ""
	v.Picture = c.picture(a.Image, a.Lang, a.Lang)
	v.Card = c.illustrated(a.Image, c.drawn(c.routes.Article(a), a.Title))
	if a.Canonical != "" {
		v.Canonical = a.Canonical
	}
	if a.Category != "" {
		v.Category = view.Link{Text: a.Category}
		if s := c.archive.Category(a.Category); s != nil {
			v.Category = c.shelfLink(s)
		}
	}
	for _, tag := range a.Tags {
		link := view.Link{Text: tag}
		if s := c.archive.Tag(tag); s != nil {
			link = c.shelfLink(s)
		}
		v.Tags = append(v.Tags, link)
	}
	for i, n := range a.People {
		v.People[i].Note = c.office(n, a.Published.Time)
	}
	v.Byline, v.Translators = c.writers(a.Authors), c.writers(a.Translators)
	v.Verified = c.verified(a.Verified)
	if from := a.SyndicatedFrom; from.Text != "" || from.To.Text != "" {
		v.Syndicated = view.Link{Text: cmp.Or(from.Text, from.To.Text), Href: webAddress(from.To.Text)}
		if v.Syndicated.Href != "" && a.Canonical == "" {
			v.Canonical = v.Syndicated.Href
		}
	}
	for _, correction := range a.Corrections {
		v.Corrections = append(v.Corrections, c.correctionView(correction, a.Lang))
	}
	if c.shows("Article.Revisions") {
		v.Revisions = c.revisions(a)
	}
	if c.shows("Article.Notices") {
		v.Notices = c.notices(a)
	}
	if !a.Published.IsZero() && !c.archive.Site.Without.Days {
		v.Edition = c.spanLink(c.dayOf(a))
	}
	c.tellStory(&v, a)
	if c.shows("Article.Share") {
		v.Share = c.share(v.Headline, v.Canonical)
	}
	if c.shows("Article.Desk") {
		v.Desk = c.deskOfArticle(a, v.Frame)
	}
	v.Graph = c.articleGraph(v, a)
	return v
}

// writers links those who wrote or translated a piece with their pages.
func (c *Composer) writers(names []news.Ref) []view.Link {
	var out []view.Link
	for _, name := range names {
		link := view.Link{Text: name.Text}
		if n := c.archive.Name(news.KindPerson, name.Text); n != nil {
			link = c.nameLink(n)
		}
		out = append(out, link)
	}
	return out
}

// tellStory adds what the main topic offers: its story so far, and more of it.
func (c *Composer) tellStory(v *view.Article, a *news.Article) {
	if len(a.Topics) == 0 {
		for _, other := range c.archive.Articles {
			if other != a && len(v.More) < moreOfTopic {
				v.More = append(v.More, c.card(other))
			}
		}
		return
	}
	main := a.Topics[0]
	c.trail(&v.Frame, main.Title, c.routes.Topic(main))
	v.Feeds = append(v.Feeds, c.feedLinks(c.topicChannel(main))...)
	v.MoreOf = c.topicLink(main)
	v.More = make([]view.Card, 0, min(moreOfTopic, len(main.Articles)))
	for _, other := range main.Articles {
		if len(v.More) == moreOfTopic {
			break
		}
		if other != a {
			v.More = append(v.More, c.card(other))
		}
	}
	if !c.shows("Article.Story") {
		return
	}
	key := main.KeyEvents
	if len(key) == 0 {
		key = main.Events
	}
	if len(key) > storyEntries {
		key = key[len(key)-storyEntries:]
	}
	if len(key) > 0 {
		v.Story = []view.Story{{Topic: c.topicLink(main), Timeline: c.routes.Href(c.routes.TopicTimeline(main)), Entries: c.briefs(key)}}
	}
}

func (c *Composer) dateline(a *news.Article) string {
	place := a.Dateline.Place.Text
	if n := c.archive.Name(news.KindPlace, place); n != nil {
		place = n.Title
	}
	day := when.Words(a.Dateline.Day, a.Lang)
	if place == "" || day == "" {
		return place
	}
	return place + c.say(a.Lang, "comma") + " " + day
}

func minutes(words int) int {
	if words == 0 {
		return 0
	}
	return max(1, (words+wordsPerMinute/2)/wordsPerMinute)
}

func headings(b news.Body) []view.Heading {
	out := make([]view.Heading, len(b.Headings))
	for i, h := range b.Headings {
		out[i] = view.Heading(h)
	}
	return out
}

func (c *Composer) correctionView(x news.Correction, lang string) view.Correction {
	return view.Correction{Date: c.dayStamp(x.Date, lang), Was: x.Was, Now: x.Now, Note: x.Note}
}

// share are plain links that pass a page on.
func (c *Composer) share(title, address string) []view.Link {
	q := func(s string) string { return url.QueryEscape(s) }
	return []view.Link{
		{Text: c.word("made.share-mail"), Href: "mailto:?subject=" + url.PathEscape(title) + "&body=" + url.PathEscape(address)},
		{Text: "Facebook", Href: "https://www.facebook.com/sharer/sharer.php?u=" + q(address)},
		{Text: "WhatsApp", Href: "https://wa.me/?text=" + q(title+" "+address)},
		{Text: "X", Href: "https://x.com/intent/post?text=" + q(title) + "&url=" + q(address)},
	}
}

// Topic makes page n, from 1, of a topic.
func (c *Composer) Topic(t *news.Topic, n int, bodies Bodies, fill Fill) view.Topic {
	pages := TopicPages(t)
	address := c.TopicPageAddress(t, n)
	v := view.Topic{
		Frame: c.frame("topic", t.Title, address), Name: t.Title, Summary: t.Summary,
		Timeline: c.routes.Href(c.routes.TopicTimeline(t)), Events: len(t.Events),
	}
	v.Lang, v.Dir = t.Lang, c.direction(t.Lang)
	if n == 1 {
		c.elsewhere(&v.Frame, TopicIn(t, (*route.Table).Topic))
	}
	v.Description = cmp.Or(t.Summary, t.Stands, c.word("made.name-intro", t.Title, c.site.Title))
	v.Card = c.topicCard(t)
	v.Withheld = c.withheld(t.Withheld)
	v.Picture = c.picture(t.Image, t.Lang, t.Lang)
	v.Feeds = append(append(v.Feeds, c.feedLinks(c.topicChannel(t))...), c.feedLinks(c.timelineChannel(t))...)
	c.trail(&v.Frame, c.word("topics"), route.Topics)
	from := (n - 1) * TopicPage
	v.Articles = c.cards(t.Articles[min(from, len(t.Articles)):min(from+TopicPage, len(t.Articles))])
	v.Pager = c.pager(n, pages, func(n int) string { return c.TopicPageAddress(t, n) })
	if t.Parent != nil {
		v.Parent = c.topicLink(t.Parent)
	}
	if n > 1 {
		c.trail(&v.Frame, t.Title, c.routes.Topic(t))
		v.Title = c.word("made.page-of-title", t.Title, n)
		return v
	}
	v.Stands, v.StandsAt = t.Stands, c.stamp(t.AsOf, t.Lang)
	v.Body = c.body(&t.Copy, bodies, fill)
	v.Plays = asks(v.Body)
	if c.shows("Topic.Drawing") {
		v.Drawing = c.drawing(t, t.Events, func(e *news.Event) string {
			if len(t.Events) > MaxEntries && !c.archive.Site.Timelines.WholeTopics {
				return c.routes.Href(cmp.Or(c.routes.Event(e), c.routes.TopicTimeline(t)))
			}
			return c.routes.Href(c.routes.TopicTimeline(t) + "#" + e.ID)
		})
	}
	v.KeyEvents = c.briefs(t.KeyEvents)
	v.Newest = c.briefs(newest(t.Events, newestEntries))
	v.Next = c.briefs(planned(t.Events))
	if c.shows("Topic.People") || c.shows("Topic.Groups") || c.shows("Topic.Places") {
		people, groups, places := c.cast(t)
		v.People, v.Groups, v.Places = c.nameLinks(people), c.nameLinks(groups), c.nameLinks(places)
	}
	v.Quotes = c.quotes(t.Quotes[:min(len(t.Quotes), topicQuotes)])
	v.Parts, v.SeeAlso = c.topicLinks(t.Parts), c.topicLinks(t.SeeAlso)
	v.Graph = c.collection(v.Frame, jsonld.Thing{Type: "Thing", Name: t.Title}, c.cardItems(v.Articles))
	return v
}

// TopicPages is how many pages the articles of a topic fill.
func TopicPages(t *news.Topic) int { return pagesOf(len(t.Articles), TopicPage) }

// pagesOf is how many pages a list fills; an empty one fills one.
func pagesOf(length, size int) int { return max(1, (length+size-1)/size) }

// TopicPageAddress is the address of page n, from 1, of a topic.
func (c *Composer) TopicPageAddress(t *news.Topic, n int) string {
	return numbered(c.routes.Topic(t), n)
}

// castSize is how many people, organisations or places a topic names.
const castSize = 12

// cast gives who and what a topic's articles speak of most.
func (c *Composer) cast(t *news.Topic) (people, groups, places []*news.Name) {
	count := map[*news.Name]int{}
	var order []*news.Name
	add := func(names []*news.Name) {
		for _, n := range names {
			if count[n] == 0 {
				order = append(order, n)
			}
			count[n]++
		}
	}
	for _, a := range t.Articles {
		add(a.People)
		add(a.Organisations)
		add(a.Places)
	}
	for _, e := range t.Events {
		add(e.Actors)
	}
	slices.SortStableFunc(order, func(a, b *news.Name) int {
		return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a.Title, b.Title), cmp.Compare(a.Slug, b.Slug))
	})
	for _, n := range order {
		switch {
		case n.Kind == news.KindPerson && len(people) < castSize:
			people = append(people, n)
		case n.Kind == news.KindOrganisation && len(groups) < castSize:
			groups = append(groups, n)
		case n.Kind == news.KindPlace && len(places) < castSize:
			places = append(places, n)
		}
	}
	return people, groups, places
}

// pager leads through a list of pages, newest first.
func (c *Composer) pager(n, of int, address func(int) string) view.Pager {
	if of <= 1 {
		return view.Pager{}
	}
	p := view.Pager{Page: n, Of: of, Description: c.word("page-of", n, of)}
	if n > 1 {
		p.Newer = c.routes.Href(address(n - 1))
	}
	if n < of {
		p.Older = c.routes.Href(address(n + 1))
	}
	for _, i := range pagesAround(n, of) {
		p.Pages = append(p.Pages, view.Link{Text: itoa(i), Href: c.routes.Href(address(i)), Current: i == n})
	}
	return p
}

// pagesAround gives the first page, the last and the nearest ones.
func pagesAround(n, of int) []int {
	var pages []int
	for i := 1; i <= of; i++ {
		if i == 1 || i == of || i >= n-2 && i <= n+2 {
			pages = append(pages, i)
		}
	}
	return pages
}

// Topics makes the list of topics.
func (c *Composer) Topics() view.Index {
	v := view.Index{Frame: c.frame("index", c.word("topics"), route.Topics), Heading: c.word("topics")}
	v.Description = c.word("made.topics-intro", c.site.Title)
	v.Items = c.topicItems()
	v.Graph = c.collection(v.Frame, nil, nil)
	return v
}

func (c *Composer) topicItems() []view.IndexItem {
	items := make([]view.IndexItem, len(c.archive.Topics))
	for i, t := range c.archive.Topics {
		items[i] = view.IndexItem{Link: c.topicLink(t), Note: cmp.Or(t.Stands, t.Summary), Articles: len(t.Articles), Events: len(t.Events)}
		if len(t.Articles) > 0 {
			items[i].Newest = c.dayStamp(t.Articles[0].Published, c.lang)
		}
	}
	return items
}

// Days makes the list of all days, newest first.
func (c *Composer) Days() view.Index {
	title := c.word("made.days")
	v := view.Index{Frame: c.frame("index", title, c.routes.Days()), Heading: title}
	v.Description = c.word("made.days-intro", c.site.Title)
	for _, day := range c.archive.Days {
		v.Items = append(v.Items, view.IndexItem{Link: c.spanLink(day), Articles: len(day.Articles), Events: len(day.Events)})
	}
	v.Graph = c.collection(v.Frame, nil, nil)
	return v
}

// Corrections makes the ledger.
func (c *Composer) Corrections() view.Corrections {
	v := view.Corrections{Frame: c.frame("corrections", c.word("corrections"), route.Corrections)}
	v.Description = c.word("corrections-intro")
	v.Feeds = append(v.Feeds, c.feedLinks(c.correctionsChannel())...)
	for _, item := range c.ledger {
		v.Items = append(v.Items, item.thing)
	}
	v.Graph = c.collection(v.Frame, nil, nil)
	return v
}

// Page makes a standing page.
func (c *Composer) Page(p *news.Page, bodies Bodies, fill Fill) view.Plain {
	v := view.Plain{Frame: c.frame("page", p.Title, c.routes.Page(p)), Heading: p.Title, Body: c.body(&p.Copy, bodies, fill)}
	v.Plays = asks(v.Body)
	v.Lang, v.Dir = p.Lang, c.direction(p.Lang)
	v.Description = cmp.Or(p.Summary, p.Body.Opening)
	v.Withheld = c.withheld(p.Withheld)
	v.Graph = c.graph(v.Frame, c.pageThing("WebPage", v.Frame))
	return v
}

// Offline makes the page that stands for those that a browser has not kept.
func (c *Composer) Offline() view.Offline {
	v := view.Offline{Frame: c.frame("offline", c.word("made.offline-title"), route.Offline)}
	v.Hidden, v.Canonical, v.Feeds = true, "", nil
	return v
}

// Worker gives the script that keeps what was read: its source, told first what
// the offline page needs.
func (c *Composer) Worker(source []byte) []byte {
	parts := []string{c.routes.Href(route.Offline)}
	for _, style := range c.site.Styles {
		parts = append(parts, style.Href)
	}
	list, _ := json.Marshal(parts) // a list of texts has a form
	return slices.Concat([]byte("const parts="), list, []byte(";\n"), source)
}

// NotFound makes the page for addresses that do not exist. It may be shown at
// any address, so it has no canonical one.
func (c *Composer) NotFound() view.NotFound {
	v := view.NotFound{Frame: c.frame("404", c.word("made.not-found-title"), route.NotFound)}
	v.Hidden, v.Canonical = true, ""
	for _, t := range c.running(topicsOnFront) {
		v.Topics = append(v.Topics, c.topicLink(t))
	}
	return v
}
