package load

import (
	"cmp"
	"path"
	"strings"

	"daybook/generator/frontmatter"
	"daybook/generator/news"
	"daybook/generator/problem"
	"daybook/generator/source"
	"daybook/generator/when"
)

var statuses = map[string]news.Status{
	"draft": news.Draft, "in-review": news.InReview, "ready": news.Ready, "killed": news.Killed, "published": news.Published,
}

func (d *desk) article(r frontmatter.Record) *news.ArticleCopy {
	dateline := r.Group("dateline")
	d.setZone(dateline)
	a := &news.ArticleCopy{
		Copy:          d.common(r, news.KindArticle),
		Standfirst:    r.Text("standfirst"),
		Summary:       cmp.Or(r.Text("summary"), r.Text("standfirst")),
		Authors:       refs(r.Words("authors")),
		Translators:   refs(r.Words("translators")),
		Published:     d.moment(r, "published"),
		Updated:       d.moment(r, "updated"),
		Embargo:       d.moment(r, "embargo"),
		Expires:       d.moment(r, "expires"),
		Status:        statuses[r.Text("status")],
		Topics:        refs(r.Words("topics")),
		People:        refs(r.Words("people")),
		Organisations: refs(r.Words("organisations")),
		Places:        refs(r.Words("places")),
		Lead:          r.Whole("lead", 0),
		Image:         d.image(r),
		Sources:       d.sources(r),
		Genre:         cmp.Or(r.Text("genre"), "report"),
		Notice:        r.Text("notice"),
		Archived:      r.Truth("archived"),
		Untold:        r.Truth("no_history"),
		RedirectTo:    d.addressRef(r, "redirect_to"),
		Canonical:     d.address(r, "canonical"),
		Verified:      d.verified(r),
	}
	from := r.Group("syndicated_from")
	a.SyndicatedFrom = news.Link{Text: from.Text("name"), To: d.addressRef(from, "url")}
	a.Canonical = cmp.Or(a.Canonical, a.SyndicatedFrom.To.Text)
	d.publication(r, a)
	if kill := r.Group("killed"); r.Has("killed") || r.Tried("killed") {
		a.Status, a.Kill = news.Killed, news.Kill{On: d.moment(kill, "on"), Reason: kill.Text("reason")}
	}
	categories := r.Words("category")
	if len(categories) > 0 {
		a.Category = categories[0].Text
		categories = categories[1:]
	}
	for _, w := range append(r.Words("tags"), categories...) {
		a.Tags = append(a.Tags, w.Text)
	}
	a.Dateline = news.Dateline{Place: ref(dateline.Word("place")), Zone: d.zone, Day: day(d.moment(dateline, "date"))}
	if a.Dateline.Day.IsZero() {
		a.Dateline.Day = day(a.Published)
	}
	if a.Published.IsZero() && !a.Draft && a.Status == news.Published && !r.Has("published") && !r.Tried("published") && !r.Tried("publishDate") {
		d.report(problem.New(RulePublished, source.Place{Path: d.file.Path, Line: 1, Column: 1}, "the article does not say when it was published").
			Hinted("add  published: 2024-01-19T18:30:00+05:00, or  draft: true  while it is not"))
	}
	for _, g := range r.Groups("events") {
		a.Events = append(a.Events, d.telling(g))
	}
	for _, g := range r.Groups("corrections") {
		a.Corrections = append(a.Corrections, news.Correction{
			Date: d.moment(g, "date"), Was: g.Text("was"), Now: g.Text("now"), Note: g.Text("note"),
		})
	}
	for i := range a.Events {
		borrowSources(&a.Events[i], a.Sources)
	}
	return a
}

// publication settles when an article is published where its header does not
// say so as this house does: Hugo's publishDate, and the day that the names of
// Jekyll's posts begin with.
func (d *desk) publication(r frontmatter.Record, a *news.ArticleCopy) {
	later := d.moment(r, "publishDate")
	switch {
	case a.Published.IsZero():
		a.Published = later
	case a.Embargo.IsZero() && later.Time.After(a.Published.Time):
		a.Embargo = later
	}
	if a.Published.IsZero() && !r.Tried("published") && !r.Tried("publishDate") {
		a.Published = readMoment(strings.TrimSuffix(leadingDate.FindString(path.Base(d.file.Path)), "-"), d.zone)
	}
}

func (d *desk) verified(r frontmatter.Record) news.Verification {
	g := r.Group("verified")
	return news.Verification{On: d.date(g, "on"), By: ref(g.Word("by"))}
}

func day(m news.Moment) when.Date {
	if m.IsZero() {
		return when.Date{}
	}
	return when.DayOf(m.Time)
}

// borrowSources gives sources that are only an address the name under which
// the article lists the same address.
func borrowSources(e *news.EventCopy, from []news.Source) {
	named := func(s *news.Source) {
		if s.Name != "" || s.URL == "" {
			return
		}
		for _, known := range from {
			if known.URL == s.URL {
				*s = known
				return
			}
		}
		s.Name = s.URL
	}
	for i := range e.Sources {
		named(&e.Sources[i])
	}
	for i := range e.Claims {
		named(&e.Claims[i].Source)
	}
}

// telling reads an event in the header of an article. Without an id, its date
// and headline are its identity.
func (d *desk) telling(r frontmatter.Record) news.EventCopy {
	e := d.facts(r)
	e.ID = cmp.Or(d.slug(r, "id", RuleID, "an event's id"), news.Slug(e.Date.String()+" "+e.Headline))
	e.Mention = e.ID == ""
	return e
}

// facts reads the fields that events have wherever they are written.
func (d *desk) facts(r frontmatter.Record) news.EventCopy {
	e := news.EventCopy{
		IDAt: r.At("id"), Place: r.Place,
		Date: d.date(r, "date"), DateAt: r.At("date"),
		Ends: d.date(r, "ends"), Headline: r.Text("headline"), Text: r.Text("text"),
		Topics: refs(r.Words("topics")), Actors: refs(r.Words("actors")), Where: ref(r.Word("place")), Venue: r.Text("venue"),
		Coordinates: d.coordinates(r), Verified: d.verified(r),
		Status: news.EventStatusOf(r.Text("status")), StatusAt: r.At("status"), State: r.Text("state"),
		Sources: d.sources(r), Importance: r.Whole("importance", 0), Order: r.Whole("order", 0),
		SameAs: d.id(r.Word("same_as"), "same_as"), Image: d.image(r),
	}
	// A date that could not be read was told; that it is missing is not said too.
	e.Unknown = e.Date.IsZero() && (r.Has("date") || r.Tried("date"))
	for _, g := range r.Groups("claims") {
		claim := news.ClaimCopy{By: ref(g.Word("by")), Says: g.Text("says"), Stance: g.Text("stance")}
		if g.Has("source") {
			claim.Source = d.source(g.Group("source"))
		}
		e.Claims = append(e.Claims, claim)
	}
	for _, kind := range []string{"follows", "caused_by", "part_of", "see_also"} {
		for _, id := range d.ids(r.Words(kind), kind) {
			e.Relations = append(e.Relations, news.RelationCopy{Kind: kind, To: id})
		}
	}
	return e
}

// event reads an event that has a file of its own.
func (d *desk) event(r frontmatter.Record) *news.EventCopy {
	own := d.common(r, news.KindEvent)
	e := d.facts(r)
	e.Own = &own
	e.ID = own.ID
	e.Headline = cmp.Or(e.Headline, own.Title)
	borrowSources(&e, nil)
	return &e
}

func (d *desk) topic(r frontmatter.Record) *news.TopicCopy {
	t := &news.TopicCopy{
		Copy:        d.common(r, news.KindTopic),
		AlsoKnownAs: refs(r.Words("also_known_as")),
		Summary:     r.Text("summary"),
		Stands:      r.Text("status"),
		AsOf:        d.date(r, "as_of"),
		Parent:      ref(r.Word("parent")),
		Lanes:       refs(r.Words("lanes")),
		KeyEvents:   d.ids(r.Words("key_events"), "key_events"),
		SeeAlso:     refs(r.Words("see_also")),
		Image:       d.image(r),
	}
	t.Names = d.names(r)
	return t
}

func (d *desk) name(r frontmatter.Record, of news.Kind) *news.NameCopy {
	n := &news.NameCopy{
		Copy:        d.common(r, of),
		AlsoKnownAs: refs(r.Words("also_known_as")),
		Summary:     r.Text("summary"),
		Country:     ref(r.Word("country")),
		Within:      ref(r.Word("within")),
		Coordinates: d.coordinates(r),
		Image:       d.image(r),
	}
	n.Names = d.names(r)
	for _, g := range r.Groups("role") {
		n.Roles = append(n.Roles, news.Role{Title: g.Text("title"), Of: g.Text("of"), From: d.date(g, "from"), To: d.date(g, "to"), Place: g.Place})
	}
	return n
}

func (d *desk) page(r frontmatter.Record) *news.PageCopy {
	p := &news.PageCopy{Copy: d.common(r, news.KindPage), Summary: r.Text("summary"), Updated: d.moment(r, "updated")}
	if made := d.moment(r, "date"); p.Updated.IsZero() {
		p.Updated = made
	}
	return p
}
