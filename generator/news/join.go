package news

import (
	"cmp"
	"slices"
	"strings"

	"daybook/generator/problem"
	"daybook/generator/when"
)

// telling is one telling of an event on its way into the joined one.
type telling struct {
	copy    *EventCopy
	article *Article // nil for the event's own file
}

// joinEvents makes one event of all that tell of the same id.
//
// The rules, for each fact: the event's own file is right; else tellings that
// can all be true are joined, the most precise standing for them (16 January
// for January, Panjgur for Balochistan); else what most reports say, and among
// equals the newest, and the difference is kept with who says which. Lists
// (topics, actors, claims, sources) are united in the order of the reports.
func (g *gatherer) joinEvents(cut Cut) {
	count := len(g.copies.Events)
	for _, a := range g.archive.Articles {
		count += len(a.ArticleCopy.Events)
	}
	for _, a := range g.abroad {
		count += len(a.ArticleCopy.Events)
	}
	tellings, ids := make(map[string][]telling, count), make([]string, 0, count)
	redirected := false
	add := func(t telling) {
		before := tellings[t.copy.ID]
		if before == nil {
			ids = append(ids, t.copy.ID)
		}
		tellings[t.copy.ID] = append(before, t)
		redirected = redirected || t.copy.SameAs.Text != ""
	}
	own := slices.Clone(g.copies.Events)
	slices.SortFunc(own, func(a, b *EventCopy) int {
		return cmp.Or(cmp.Compare(boolInt(a.Own.Lent), boolInt(b.Own.Lent)), strings.Compare(a.Place.Path, b.Place.Path))
	})
	for _, c := range own {
		if c.Own.Draft && !cut.Drafts {
			continue
		}
		if first := tellings[c.ID]; len(first) > 0 && !c.Own.Lent {
			g.double(c.ID, first[0].copy.Place, c.IDAt)
			continue
		}
		add(telling{copy: c})
	}
	for _, articles := range [][]*Article{g.archive.Articles, g.abroad} {
		for _, a := range slices.Backward(articles) {
			for j := range a.ArticleCopy.Events {
				if c := &a.ArticleCopy.Events[j]; !c.Mention {
					add(telling{c, a})
				}
			}
		}
	}
	joined, order := tellings, ids
	if redirected {
		joined, order = g.redirect(tellings, ids)
	}
	g.archive.events = make(map[string]*Event, len(ids))
	for _, id := range order {
		e := g.join(id, joined[id])
		g.archive.events[id] = e
		for _, t := range joined[id] {
			if t.copy.ID != id {
				g.archive.events[t.copy.ID] = e
				if !slices.Contains(e.AlsoIDs, t.copy.ID) {
					e.AlsoIDs = append(e.AlsoIDs, t.copy.ID)
				}
			}
		}
		slices.Sort(e.AlsoIDs)
		g.archive.Events = append(g.archive.Events, e)
	}
	g.addMentions()
	g.dropAbroad()
	sortEvents(g.archive.Events, g.archive.Site.Zone)
	g.indexEvents()
	g.relate()
	g.listKeyEvents()
}

// redirect puts the tellings of events that are the same under the id that they
// keep.
func (g *gatherer) redirect(tellings map[string][]telling, ids []string) (joined map[string][]telling, order []string) {
	same := g.sameIDs(tellings, ids)
	joined = make(map[string][]telling, len(tellings))
	for _, id := range ids {
		to := same(id)
		if _, known := joined[to]; !known {
			order = append(order, to)
		}
		joined[to] = append(joined[to], tellings[id]...)
	}
	return joined, order
}

// sameIDs follows same_as to the id that an event keeps: the end of the chain.
func (g *gatherer) sameIDs(tellings map[string][]telling, ids []string) func(string) string {
	to := map[string]Ref{}
	for _, id := range ids {
		for _, t := range tellings[id] {
			if ref := t.copy.SameAs; ref.Text != "" {
				if _, known := tellings[ref.Text]; !known {
					if !g.withheld(KindEvent, ref.Text) {
						g.unknownEvent(ref, tellings)
					}
					continue
				}
				if _, set := to[id]; !set {
					to[id] = ref
				}
			}
		}
	}
	for _, id := range ids {
		seen := map[string]bool{}
		for at := id; ; at = to[at].Text {
			ref, further := to[at]
			if !further {
				break
			}
			if seen[at] {
				g.report(problem.New(RuleCyclicSame, ref.Place, "same_as leads from %q back to itself", at).
					Hinted("let all but one of them name the one that stays"))
				delete(to, at)
				break
			}
			seen[at] = true
		}
	}
	return func(id string) string {
		for {
			ref, further := to[id]
			if !further {
				return id
			}
			id = ref.Text
		}
	}
}

func (g *gatherer) unknownEvent(ref Ref, tellings map[string][]telling) {
	known := make([]string, 0, len(tellings))
	for id := range tellings {
		known = append(known, id)
	}
	slices.Sort(known)
	g.report(unknownEvent(ref, known))
}

func unknownEvent(ref Ref, known []string) problem.Problem {
	p := problem.New(RuleUnknownEvent, ref.Place, "no event has the id %q", ref.Text)
	if near := problem.Nearest(ref.Text, known); near != "" {
		return p.Hinted("did you mean %q?", near)
	}
	return p.Hinted("write the event where it is reported, as  [words](event:2024-01-16#%s)", cmp.Or(Slug(ref.Text), "id"))
}

// compareEvents is the order of every timeline: when, then the given order,
// then who told it first, then id. It is total.
func compareEvents(a, b *Event, house zone) int {
	if c := when.CompareSpans(a.Date, b.Date, house); c != 0 {
		return c
	}
	return cmp.Or(
		cmp.Compare(a.Order, b.Order),
		cmp.Compare(a.firstReport(), b.firstReport()),
		strings.Compare(a.ID, b.ID),
	)
}

// sortEvents puts events into the order of compareEvents.
func sortEvents(events []*Event, house zone) {
	type ranked struct {
		rank  int64
		event *Event
	}
	list := make([]ranked, len(events))
	for i, e := range events {
		list[i] = ranked{e.Date.Rank(), e}
	}
	slices.SortFunc(list, func(a, b ranked) int {
		if gap := a.rank - b.rank; gap >= when.RankGap || gap <= -when.RankGap {
			return cmp.Compare(gap, 0)
		}
		return compareEvents(a.event, b.event, house)
	})
	for i, r := range list {
		events[i] = r.event
	}
}

// firstReport is the time of the first report in Unix nanoseconds, or the
// smallest number when only the event's own file tells of it.
func (e *Event) firstReport() int64 {
	if len(e.Reports) == 0 {
		return -1 << 63
	}
	return e.Reports[0].Article.Published.Time.UnixNano()
}

// join makes one event of its tellings: own file first, then oldest first.
func (g *gatherer) join(id string, tellings []telling) *Event {
	slices.SortStableFunc(tellings, func(a, b telling) int {
		switch {
		case a.article == nil || b.article == nil:
			return cmp.Compare(boolInt(a.article != nil), boolInt(b.article != nil))
		}
		return newestFirst(b.article, a.article)
	})
	e := &Event{ID: id}
	for _, abroad := range []bool{false, true} {
		for _, t := range tellings {
			if t.abroad() != abroad {
				continue
			}
			if t.article == nil && !abroad {
				e.Own = t.copy
			}
			g.unite(e, t)
		}
	}
	g.settleDate(e, tellings)
	g.settlePlace(e, tellings)
	g.settleStatus(e, tellings)
	if e.Headline == "" {
		g.report(problem.New(RuleEventHeadline, tellings[0].copy.Place, "the event %q has no headline", id).
			Hinted(`give one: headline: …, or in prose [words](event:2024-01-16#%s "Headline")`, id))
		e.Headline = id
	}
	if e.Importance == 0 {
		e.Importance = 5
	}
	return e
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// unite adds what can be added: lists, and the first text that is given.
// Headers are heard before prose for the headline. Words of another language
// are taken only where this one has not even a headline.
func (g *gatherer) unite(e *Event, t telling) {
	c := t.copy
	if c.Headline != "" && (e.Headline == "" || !t.abroad() && e.proseHeadline(c)) {
		e.Headline, e.Lang = c.Headline, t.lang()
	}
	if own := !t.abroad() || e.Lang == t.lang(); own {
		e.Text = cmp.Or(e.Text, c.Text)
		e.Venue = cmp.Or(e.Venue, c.Venue)
		if e.Image.Src == "" {
			e.Image = c.Image
		}
	}
	if e.Coordinates == "" {
		e.Coordinates = c.Coordinates
	}
	if v := c.Verified; !v.On.IsZero() && (e.Verified.On.IsZero() || when.Compare(v.On, e.Verified.On, g.archive.Site.Zone) > 0) {
		e.Verified = v
	}
	if e.State == "" {
		e.State = c.State
	}
	if e.Ends.IsZero() {
		e.Ends = c.Ends
	}
	if e.Order == 0 {
		e.Order = c.Order
	}
	e.Importance = max(e.Importance, c.Importance)
	topics, topicOf := c.Topics, g.topic
	if t.abroad() {
		topicOf = func(ref Ref) *Topic { return g.archive.topics[g.slug(ref.Text)] }
		if len(topics) == 0 && t.article != nil {
			topics = t.article.ArticleCopy.Topics
		}
	}
	for _, ref := range topics {
		if topic := topicOf(ref); topic != nil && !slices.Contains(e.Topics, topic) {
			e.Topics = append(e.Topics, topic)
		}
	}
	if len(c.Topics) == 0 && t.article != nil {
		for _, topic := range t.article.Topics {
			if !slices.Contains(e.Topics, topic) {
				e.Topics = append(e.Topics, topic)
			}
		}
	}
	for _, ref := range c.Actors {
		if n := g.name(ref, KindPerson, KindOrganisation, KindPlace, KindActor); n != nil && !slices.Contains(e.Actors, n) {
			e.Actors = append(e.Actors, n)
		}
	}
	for _, claim := range c.Claims {
		by := g.name(claim.By, KindPerson, KindOrganisation, KindPlace, KindActor)
		if by == nil {
			g.report(problem.New(RuleUnnamedSpeaker, claim.By.Place, "a claim needs someone who makes it, and %q is no name", claim.By.Text).
				Hinted("by: the name of a person, an organisation or a place"))
			continue
		}
		made := Claim{By: by, Says: claim.Says, Stance: cmp.Or(claim.Stance, "asserts"), Source: claim.Source, Lang: t.lang()}
		if !slices.ContainsFunc(e.Claims, func(c Claim) bool { return c.By == by && c.Says == made.Says && c.Stance == made.Stance }) {
			e.Claims = append(e.Claims, made)
		}
	}
	for _, s := range c.Sources {
		if !slices.ContainsFunc(e.Sources, func(have Source) bool { return sameSource(have, s) }) {
			e.Sources = append(e.Sources, s)
		}
	}
	if last := len(e.Reports) - 1; t.article != nil && (last < 0 || e.Reports[last].Article != t.article) {
		e.Reports = append(e.Reports, Report{Article: t.article, Copy: c})
	}
}

// proseHeadline reports whether the headline so far comes from prose, and a
// header now gives a better one.
func (e *Event) proseHeadline(c *EventCopy) bool {
	if c.InProse || e.Own != nil {
		return false
	}
	return len(e.Reports) > 0 && !slices.ContainsFunc(e.Reports, func(r Report) bool { return !r.Copy.InProse && r.Copy.Headline != "" })
}

func (t telling) lang() string {
	if t.article != nil {
		return t.article.Lang
	}
	return t.copy.Own.Lang
}

func sameSource(a, b Source) bool {
	if a.URL != "" || b.URL != "" {
		return a.URL == b.URL
	}
	return a.Name == b.Name && a.Publisher == b.Publisher
}

// addMentions makes an article that only refers to an event one of its
// reports.
func (g *gatherer) addMentions() {
	for _, articles := range [][]*Article{g.archive.Articles, g.abroad} {
		for _, a := range slices.Backward(articles) {
			if mentionsEvents(a) {
				g.mentionEvents(a)
			}
		}
	}
	for _, e := range g.archive.Events {
		if len(e.Reports) > 1 {
			slices.SortStableFunc(e.Reports, func(a, b Report) int { return newestFirst(b.Article, a.Article) })
		}
	}
}

// mentionEvents adds an article to the reports of the events that it refers to.
func (g *gatherer) mentionEvents(a *Article) {
	var told []*Event
	for j := range a.ArticleCopy.Events {
		if c := &a.ArticleCopy.Events[j]; !c.Mention {
			told = append(told, g.archive.events[c.ID])
		}
	}
	for j := range a.ArticleCopy.Events {
		c := &a.ArticleCopy.Events[j]
		if !c.Mention {
			continue
		}
		e := g.archive.events[c.ID]
		switch {
		case e == nil && (a.Abroad || g.withheld(KindEvent, c.ID)):
		case e == nil:
			g.report(unknownEvent(Ref{c.ID, c.IDAt}, g.eventIDs()))
		case !slices.Contains(told, e):
			told = append(told, e)
			e.Reports = append(e.Reports, Report{Article: a, Copy: c})
		}
	}
}

// mentionsEvents reports whether an article refers to events that are told
// elsewhere.
func mentionsEvents(a *Article) bool {
	for i := range a.ArticleCopy.Events {
		if a.ArticleCopy.Events[i].Mention {
			return true
		}
	}
	return false
}

func (g *gatherer) eventIDs() []string {
	ids := make([]string, 0, len(g.archive.events))
	for id := range g.archive.events {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

// indexEvents puts each event, in time, into all lists that it belongs to.
func (g *gatherer) indexEvents() {
	for _, e := range g.archive.Events {
		for _, t := range e.Topics {
			t.Events = append(t.Events, e)
		}
		for _, r := range e.Reports {
			r.Article.Events = append(r.Article.Events, e)
		}
		involved := e.involved()
		for _, n := range involved {
			n.Uses++
			n.Events = append(n.Events, e)
		}
		for _, c := range e.Claims {
			if !slices.Contains(involved, c.By) {
				c.By.Uses++
			}
			c.By.Claims = append(c.By.Claims, ClaimOf{Event: e, Claim: c})
		}
	}
}

// Extent is when an event was: its date, and its end where that was told apart,
// as one interval. An end before the date is left out.
func (e *Event) Extent() when.Date {
	if e.Ends.IsZero() || e.Date.IsZero() || e.Date.IsRange() {
		return e.Date
	}
	if whole, err := when.Between(e.Date, e.Ends); err == nil {
		return whole
	}
	return e.Date
}

// involved gives the actors and the place of an event with the places around
// it, each once.
func (e *Event) involved() []*Name {
	names := slices.Clone(e.Actors)
	for _, at := range e.Around() {
		if !slices.Contains(names, at) {
			names = append(names, at)
		}
	}
	return names
}

// Around gives the place of an event and the places around that, nearest
// first.
func (e *Event) Around() []*Name {
	var names []*Name
	for at := e.Where; at != nil; at = at.Within {
		names = append(names, at)
	}
	return names
}

// Before reports whether an event stands before another on every timeline.
func (a *Archive) Before(e, other *Event) bool { return compareEvents(e, other, a.Site.Zone) < 0 }

// otherEnd words a relation as seen from the other event.
var otherEnd = map[string]string{
	"follows": "followed_by", "caused_by": "led_to", "part_of": "has_part", "see_also": "see_also",
}

// relate ties events both ways.
func (g *gatherer) relate() {
	add := func(e *Event, r Relation) {
		if !slices.Contains(e.Relations, r) {
			e.Relations = append(e.Relations, r)
		}
	}
	for _, e := range g.archive.Events {
		tellings := make([]telling, 0, len(e.Reports)+1)
		if e.Own != nil {
			tellings = append(tellings, telling{copy: e.Own})
		}
		for _, r := range e.Reports {
			tellings = append(tellings, telling{r.Copy, r.Article})
		}
		for _, t := range tellings {
			for _, r := range t.copy.Relations {
				other := g.archive.events[r.To.Text]
				if other == nil {
					if !t.abroad() && !g.elsewhere[r.To.Text] && !g.withheld(KindEvent, r.To.Text) {
						g.report(unknownEvent(r.To, g.eventIDs()))
					}
					continue
				}
				if other != e {
					add(e, Relation{r.Kind, other})
					add(other, Relation{otherEnd[r.Kind], e})
				}
			}
		}
	}
}

func (g *gatherer) listKeyEvents() {
	for _, t := range g.archive.Topics {
		for _, ref := range t.TopicCopy.KeyEvents {
			e := g.archive.events[ref.Text]
			switch {
			case e == nil && (g.elsewhere[ref.Text] || t.Lent || g.withheld(KindEvent, ref.Text)):
			case e == nil:
				g.report(unknownEvent(ref, g.eventIDs()))
			case !slices.Contains(t.KeyEvents, e):
				t.KeyEvents = append(t.KeyEvents, e)
			}
		}
		slices.SortFunc(t.KeyEvents, func(a, b *Event) int { return compareEvents(a, b, g.archive.Site.Zone) })
	}
}
