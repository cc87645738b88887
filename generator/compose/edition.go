package compose

import (
	"cmp"
	"slices"
	"time"

	"daybook/generator/news"
	"daybook/generator/view"
	"daybook/generator/when"
)

// Sizes of editions.
const (
	EditionPage     = 100 // articles on a page of an edition
	editionTopics   = 12  // topics that a month or a year tells; the others are named
	weekTopics      = 40  // the same of a week
	editionComing   = 14  // days for which a day or a week looks ahead
	editionNext     = 10  // planned events
	editionMended   = 20  // corrections; the ledger has all
	editionStanding = 8   // topics of a day of which it is told where they stand
)

// ofTopic is how many articles, and how many events, of one topic an edition
// tells where shorter editions tell all of them.
var ofTopic = map[string]int{"week": 10, "month": 5, "year": 3}

// chapter is what an edition tells of one topic, or of none.
type chapter struct {
	topic    *news.Topic
	articles []*news.Article
	events   []*news.Event
	left     int // articles that the edition leaves to shorter ones
}

// told is an edition in the order in which it is told.
type told struct {
	chapters []chapter
	rest     []chapter // that are only named
	total    int       // articles of the chapters
}

// spanOf is the length of an edition, as layouts know it.
func spanOf(s *news.Span) string {
	switch {
	case s.Week > 0:
		return "week"
	case s.Day > 0:
		return "day"
	case s.Month > 0:
		return "month"
	}
	return "year"
}

// firstDay and dayAfter bound an edition in the house's zone.
func (c *Composer) firstDay(s *news.Span) time.Time {
	switch {
	case s.Week > 0:
		monday := mondayOf(s)
		return time.Date(monday.Year(), monday.Month(), monday.Day(), 0, 0, 0, 0, c.house)
	case s.Day > 0:
		return time.Date(s.Year, s.Month, s.Day, 0, 0, 0, 0, c.house)
	case s.Month > 0:
		return time.Date(s.Year, s.Month, 1, 0, 0, 0, 0, c.house)
	}
	return time.Date(s.Year, 1, 1, 0, 0, 0, 0, c.house)
}

func (c *Composer) dayAfter(s *news.Span) time.Time {
	year, month, day := c.firstDay(s).Date()
	switch {
	case s.Week > 0:
		day += 7
	case s.Day > 0:
		day++
	case s.Month > 0:
		month++
	default:
		year++
	}
	return time.Date(year, month, day, 0, 0, 0, 0, c.house)
}

// tell settles what an edition tells, and in which order. A day's articles stand
// by weight and then by time, the newest first. A longer edition goes by topic:
// an article stands once, with its main topic, newest first; what belongs to no
// topic comes last. Where shorter editions tell all, it cuts each topic.
func (c *Composer) tell(s *news.Span) told {
	if s.Day > 0 {
		articles := slices.Clone(s.Articles)
		slices.SortStableFunc(articles, func(a, b *news.Article) int { return cmp.Compare(b.Lead, a.Lead) })
		return told{chapters: []chapter{{articles: articles}}, total: len(articles)}
	}
	var t told
	for _, ch := range byTopic(s) {
		most := len(ch.articles)
		if c.cuts(s) {
			most = ofTopic[spanOf(s)]
		}
		full := editionTopics
		if s.Week > 0 {
			full = weekTopics
		}
		if ch.topic != nil && len(t.chapters) >= full && c.cuts(s) {
			t.rest = append(t.rest, ch)
			continue
		}
		if len(ch.articles) > most {
			ch.left, ch.articles = len(ch.articles)-most, ch.articles[:most]
		}
		ch.events = weightiest(ch, ofTopic[spanOf(s)])
		t.chapters = append(t.chapters, ch)
		t.total += len(ch.articles)
	}
	return t
}

// cuts reports whether shorter editions tell all that an edition does.
func (c *Composer) cuts(s *news.Span) bool {
	without := c.archive.Site.Without
	switch {
	case s.Week > 0:
		return !without.Days
	case s.Month > 0:
		return !without.Days || !without.Weeks
	}
	return !without.Months
}

// byTopic gathers the articles of a span by their main topic and puts its
// events beside them. Topics go by the weight of their articles, then those of
// the newest for a week, and those of the most for longer.
func byTopic(s *news.Span) []chapter {
	var chapters []chapter
	at := map[*news.Topic]int{}
	of := func(t *news.Topic) *chapter {
		i, known := at[t]
		if !known {
			i = len(chapters)
			at[t] = i
			chapters = append(chapters, chapter{topic: t})
		}
		return &chapters[i]
	}
	for _, a := range s.Articles {
		ch := of(mainTopic(a.Topics))
		ch.articles = append(ch.articles, a)
	}
	for _, e := range s.Events {
		if e.State == "planned" {
			continue
		}
		topic := mainTopic(e.Topics)
		if i := slices.IndexFunc(e.Topics, func(t *news.Topic) bool { _, told := at[t]; return told }); i >= 0 {
			topic = e.Topics[i]
		}
		ch := of(topic)
		ch.events = append(ch.events, e)
	}
	weight := func(ch chapter) int {
		if len(ch.articles) == 0 {
			return 0
		}
		return slices.MaxFunc(ch.articles, func(a, b *news.Article) int { return cmp.Compare(a.Lead, b.Lead) }).Lead
	}
	slices.SortStableFunc(chapters, func(a, b chapter) int {
		switch {
		case a.topic == nil || b.topic == nil:
			return truth(a.topic == nil) - truth(b.topic == nil)
		case len(a.articles) == 0 || len(b.articles) == 0:
			return cmp.Or(truth(len(a.articles) == 0)-truth(len(b.articles) == 0), cmp.Compare(len(b.events), len(a.events)), cmp.Compare(a.topic.Slug, b.topic.Slug))
		}
		many, newest := cmp.Compare(len(b.articles), len(a.articles)), b.articles[0].Published.Time.Compare(a.articles[0].Published.Time)
		if s.Week > 0 {
			many, newest = newest, many
		}
		return cmp.Or(cmp.Compare(weight(b), weight(a)), many, newest, cmp.Compare(a.topic.Slug, b.topic.Slug))
	})
	return chapters
}

func truth(is bool) int {
	if is {
		return 1
	}
	return 0
}

func mainTopic(topics []*news.Topic) *news.Topic {
	if len(topics) == 0 {
		return nil
	}
	return topics[0]
}

// weightiest gives the few events that stand for those of a chapter, newest
// first: the key events of its topic before others, and the more important ones
// before the less.
func weightiest(ch chapter, most int) []*news.Event {
	events := slices.Clone(ch.events)
	slices.Reverse(events)
	if len(events) <= most {
		return events
	}
	key := func(e *news.Event) int {
		return truth(ch.topic != nil && slices.Contains(ch.topic.KeyEvents, e))
	}
	order := make([]int, len(events))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(key(events[b])-key(events[a]), cmp.Compare(events[b].Importance, events[a].Importance))
	})
	order = order[:most]
	slices.Sort(order)
	out := make([]*news.Event, most)
	for i, at := range order {
		out[i] = events[at]
	}
	return out
}

// EditionPages is how many pages an edition fills.
func (c *Composer) EditionPages(s *news.Span) int {
	if len(s.Articles) <= EditionPage {
		return 1
	}
	return pagesOf(c.tell(s).total, EditionPage)
}

// EditionAddress is the address of page n, from 1, of an edition.
func (c *Composer) EditionAddress(s *news.Span, n int) string {
	return numbered(c.routes.Span(s), n)
}

// Edition makes page n, from 1, of a day, week, month or year; spans is the list
// that it stands in, newest first.
func (c *Composer) Edition(s *news.Span, spans []*news.Span, n int) view.Edition {
	heading := c.spanWords(s)
	v := view.Edition{Frame: c.frame("edition", heading, c.EditionAddress(s, n)), Heading: heading, Span: spanOf(s)}
	t := c.tell(s)
	v.Total = t.total
	v.Card = c.drawn(c.routes.Span(s), heading)
	v.Description = c.word("made.edition-intro", heading, len(s.Articles))
	c.trailOfSpan(&v, s)
	v.Pager = c.pager(n, pagesOf(t.total, EditionPage), func(n int) string { return c.EditionAddress(s, n) })
	v.Chapters = c.chapters(s, spans, t, n)
	i := slices.Index(spans, s)
	if i > 0 {
		v.Following = c.spanLink(spans[i-1])
	}
	if i+1 < len(spans) {
		v.Previous = c.spanLink(spans[i+1])
	}
	if n > 1 {
		c.trail(&v.Frame, heading, c.routes.Span(s))
		v.Title = c.word("made.page-of-title", heading, n)
		return v
	}
	if c.shows("Edition.Parts") {
		v.Parts = c.parts(s)
	}
	v.Weeks = c.weeksOf(s)
	v.Mail, v.MailText = c.routes.Href(c.MailAddress(s, false)), c.routes.Href(c.MailAddress(s, true))
	for _, ch := range t.rest {
		v.Rest = append(v.Rest, view.IndexItem{Link: c.topicLink(ch.topic), Articles: len(ch.articles), Events: len(ch.events)})
	}
	if s.Day > 0 && c.shows("Edition.Events") {
		v.Events = c.briefs(s.Events)
	}
	if c.shows("Edition.Stands") {
		v.Stands = c.standings(s, i == 0)
	}
	if c.shows("Edition.Next") {
		v.Next = c.briefs(c.coming(s))
	}
	if c.shows("Edition.Corrections") {
		v.Corrections = c.mended(s, spans)
	}
	v.Graph = c.editionGraph(v, s)
	return v
}

// chapters makes what stands on page n of an edition.
func (c *Composer) chapters(s *news.Span, spans []*news.Span, t told, n int) []view.Chapter {
	var out []view.Chapter
	newest := len(spans) > 0 && spans[0] == s
	number, from, until := 0, (n-1)*EditionPage, n*EditionPage
	for _, ch := range t.chapters {
		v := view.Chapter{Left: ch.left, Continued: number < from && number+len(ch.articles) > from}
		for _, a := range ch.articles {
			if number++; number > from && number <= until {
				v.Articles = append(v.Articles, view.Numbered{Number: number, Card: c.card(a)})
			}
		}
		last := number <= until
		if len(v.Articles) == 0 && (n > 1 || len(ch.articles) > 0) {
			continue
		}
		if ch.topic != nil {
			v.Topic, v.Timeline = c.topicLink(ch.topic), c.routes.Href(c.routes.TopicTimeline(ch.topic))
		}
		if !last {
			v.Left = 0
		}
		if !v.Continued {
			v.Events = c.briefs(ch.events)
			if ch.topic != nil && c.stood(ch.topic, s, newest) {
				v.Stands, v.StandsAt = ch.topic.Stands, c.stamp(ch.topic.AsOf, c.lang)
			}
		}
		out = append(out, v)
	}
	return out
}

// stood reports whether an edition may say where a topic stands: the sentence
// is of its time or older. One of no known day is told in the newest alone.
func (c *Composer) stood(t *news.Topic, s *news.Span, newest bool) bool {
	if t.Stands == "" {
		return false
	}
	if t.AsOf.IsZero() {
		return newest
	}
	from, _, _ := t.AsOf.Bounds(c.house)
	return from.Before(c.dayAfter(s))
}

// standings tells where the stories of a day stand.
func (c *Composer) standings(s *news.Span, newest bool) []view.Standing {
	if s.Day == 0 {
		return nil
	}
	var topics []*news.Topic
	for _, a := range c.tell(s).chapters[0].articles {
		for _, t := range a.Topics {
			if len(topics) < editionStanding && !slices.Contains(topics, t) && c.stood(t, s, newest) {
				topics = append(topics, t)
			}
		}
	}
	out := make([]view.Standing, len(topics))
	for i, t := range topics {
		out[i] = view.Standing{Topic: c.topicLink(t), Stands: t.Stands, At: c.stamp(t.AsOf, c.lang), Timeline: c.routes.Href(c.routes.TopicTimeline(t))}
	}
	return out
}

// coming gives what is planned for the days after a day or a week, soonest
// first.
func (c *Composer) coming(s *news.Span) []*news.Event {
	if s.Day == 0 && s.Week == 0 {
		return nil
	}
	after := c.dayAfter(s)
	horizon := after.AddDate(0, 0, editionComing)
	var out []*news.Event
	for _, e := range c.planned {
		from, until, open := e.Extent().Bounds(c.house)
		if len(out) < editionNext && !open.Start && from.Before(horizon) && !open.End && until.After(after) {
			out = append(out, e)
		}
	}
	return out
}

// mended gives what was corrected, and withdrawn, since the edition before, so
// that each correction is told once in the editions of one length.
func (c *Composer) mended(s *news.Span, spans []*news.Span) []view.LedgerItem {
	from, until := time.Time{}, c.dayAfter(s)
	if i := slices.Index(spans, s); i >= 0 && i+1 < len(spans) {
		from = c.dayAfter(spans[i+1])
	}
	first, _ := slices.BinarySearchFunc(c.ledger, until, func(x dated[view.LedgerItem], at time.Time) int {
		if x.at.Time.Before(at) {
			return 1
		}
		return -1
	})
	var out []view.LedgerItem
	for _, x := range c.ledger[first:] {
		if x.at.Time.Before(from) || len(out) == editionMended {
			break
		}
		out = append(out, x.thing)
	}
	return out
}

// newLedger gives all corrections and withdrawals, the newest first, each at
// the first instant of its day in the house's zone.
func (c *Composer) newLedger() []dated[view.LedgerItem] {
	items := c.withdrawals()
	for _, entry := range c.archive.Corrections {
		item := view.LedgerItem{Article: c.card(entry.Article), Correction: c.correctionView(entry.Correction, c.lang)}
		items = append(items, dated[view.LedgerItem]{entry.Correction.Date, item})
	}
	newestFirst := func(a, b dated[view.LedgerItem]) int { return b.at.Time.Compare(a.at.Time) }
	slices.SortStableFunc(items, newestFirst)
	for i := range items {
		items[i].at.Time = c.civil(items[i].at)
	}
	slices.SortStableFunc(items, newestFirst)
	return items
}

// civil is the first instant of the day of a moment in the house's zone; a day
// is the same day in every zone.
func (c *Composer) civil(m news.Moment) time.Time {
	year, month, day := m.Time.In(c.house).Date()
	if m.Day {
		year, month, day = m.Time.Date()
	}
	return time.Date(year, month, day, 0, 0, 0, 0, c.house)
}

func (c *Composer) trailOfSpan(v *view.Edition, s *news.Span) {
	if v.Span == "year" {
		return
	}
	without := c.archive.Site.Without
	if !without.Years && slices.ContainsFunc(c.archive.Years, func(y *news.Span) bool { return y.Year == s.Year }) {
		v.Trail = append(v.Trail, c.spanLink(&news.Span{Year: s.Year}))
	}
	if v.Span == "day" && !without.Months {
		v.Trail = append(v.Trail, c.spanLink(&news.Span{Year: s.Year, Month: s.Month}))
	}
}

// parts are the days of a month or week, or the months of a year, in time.
func (c *Composer) parts(s *news.Span) []view.IndexItem {
	var inner []*news.Span
	switch {
	case s.Day > 0:
		return nil
	case s.Week > 0, s.Month > 0:
		if c.archive.Site.Without.Days {
			return nil
		}
		inner = c.within(s, c.archive.Days)
	default:
		if c.archive.Site.Without.Months {
			return nil
		}
		inner = c.within(s, c.archive.Months)
	}
	items := make([]view.IndexItem, len(inner))
	for i, span := range inner {
		items[len(inner)-1-i] = view.IndexItem{Link: c.spanLink(span), Articles: len(span.Articles), Events: len(span.Events)}
	}
	return items
}

// within gives those of a list, newest first, that begin within a span.
func (c *Composer) within(s *news.Span, list []*news.Span) []*news.Span {
	from, until := c.firstDay(s), c.dayAfter(s)
	before := func(at time.Time) int {
		i, _ := slices.BinarySearchFunc(list, at, func(x *news.Span, at time.Time) int {
			if c.firstDay(x).Before(at) {
				return 1
			}
			return -1
		})
		return i
	}
	return list[before(until):before(from)]
}

// weeksOf gives the week that a day lies in, or the weeks that have a day in a
// month, in time.
func (c *Composer) weeksOf(s *news.Span) []view.Link {
	if c.archive.Site.Without.Weeks || s.Week > 0 || s.Month == 0 || !c.shows("Edition.Weeks") {
		return nil
	}
	days := []*news.Span{s}
	if s.Day == 0 {
		days = c.within(s, c.archive.Days)
	}
	var weeks []view.Link
	last := news.Span{}
	for i := len(days) - 1; i >= 0; i-- {
		year, week := time.Date(days[i].Year, days[i].Month, days[i].Day, 0, 0, 0, 0, time.UTC).ISOWeek()
		if of := (news.Span{Year: year, Week: week}); of.Year != last.Year || of.Week != last.Week {
			weeks, last = append(weeks, c.spanLink(&of)), of
		}
	}
	return weeks
}

// plannedEvents gives the events that are still to come, by the beginning of
// their time.
func plannedEvents(events []*news.Event) []*news.Event {
	return slices.DeleteFunc(planned(events), func(e *news.Event) bool { return e.Date.IsZero() })
}

// mondayOf is the first day of an ISO 8601 week.
func mondayOf(s *news.Span) time.Time {
	fourth := time.Date(s.Year, 1, 4, 0, 0, 0, 0, time.UTC)
	return fourth.AddDate(0, 0, -(int(fourth.Weekday())+6)%7+7*(s.Week-1))
}

// weekDates gives Monday to Sunday of an ISO 8601 week.
func weekDates(s *news.Span) when.Date {
	monday := mondayOf(s)
	week, _ := when.Between(when.DayOf(monday), when.DayOf(monday.AddDate(0, 0, 6)))
	return week
}
