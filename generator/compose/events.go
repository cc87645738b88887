package compose

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"daybook/generator/news"
	"daybook/generator/view"
	"daybook/generator/when"
)

// EventsSchema is the address of the JSON Schema of every events.json.
const EventsSchema = "/schemas/events.json"

// EventsView makes the events of one timeline ready for other programs, in the
// order given. address is that of the timeline's page.
func (c *Composer) EventsView(title, description, address string, events []*news.Event) view.Events {
	v := view.Events{
		Title: title, Description: description, Lang: c.lang, Href: c.routes.Absolute(address),
		Schema: c.routes.Absolute(EventsSchema), Zone: c.house.String(), Items: make([]view.EventItem, len(events)),
	}
	undated, dayless := 0, 0
	for i, e := range events {
		item := c.eventItem(e)
		if item.Href == "" {
			item.Href = v.Href + "#" + e.ID
		}
		if item.Date.EDTF == "" {
			undated++
		}
		if !item.Date.Days {
			dayless++
		}
		v.Updated = max(v.Updated, item.Updated)
		v.Items[i] = item
	}
	if undated > 0 {
		v.Undated = c.word("made.export-undated", undated)
	}
	if dayless > 0 {
		v.Dayless = c.word("made.export-dayless", dayless)
	}
	return v
}

func (c *Composer) eventItem(e *news.Event) view.EventItem {
	v := view.EventItem{
		ID: e.ID, AlsoIDs: e.AlsoIDs, UID: e.ID + "@" + c.host(), Href: c.routes.Absolute(c.routes.Event(e)),
		Lang: e.Lang, Date: c.eventDates(e), Headline: e.Headline, Text: e.Text,
		Status: e.Status.String(), StatusWords: c.word("status." + e.Status.String()),
		State: e.State, Importance: e.Importance,
		Place: c.eventPlace(e.Where), Venue: e.Venue, Lane: laneOf(e),
	}
	if e.State != "" {
		v.StateWords = c.word("state." + e.State)
	}
	for _, n := range e.Actors {
		v.Actors = append(v.Actors, c.eventName(n))
	}
	for _, t := range e.Topics {
		v.Topics = append(v.Topics, view.EventName{Name: t.Title, Kind: news.KindTopic.String(), Href: c.routes.Absolute(c.routes.Topic(t))})
	}
	for _, claim := range e.Claims {
		v.Claims = append(v.Claims, view.EventClaim{
			By: c.eventName(claim.By), Says: claim.Says, Stance: claim.Stance, StanceWords: c.word("stance." + claim.Stance),
			Source: eventSource(claim.Source),
		})
	}
	var newest time.Time
	for _, r := range e.Reports {
		v.Reports = append(v.Reports, c.eventReport(r.Article))
		if at := changed(r.Article); at.After(newest) {
			newest = at
		}
	}
	if !newest.IsZero() {
		v.Updated = newest.UTC().Format(time.RFC3339)
	}
	for _, s := range e.Sources {
		v.Sources = append(v.Sources, eventSource(s))
	}
	for _, d := range e.Differences {
		v.Differences = append(v.Differences, c.eventDifference(d))
	}
	for _, r := range e.Relations {
		v.Relations = append(v.Relations, view.EventRelation{
			Kind: r.Kind, ID: r.Event.ID, Headline: r.Event.Headline, Href: c.routes.Absolute(c.routes.Event(r.Event)),
		})
	}
	if north, east := degrees(e.Coordinates); north != "" && e.Where != nil {
		v.Place.Latitude, v.Place.Longitude = north, east
	}
	if p := c.picture(e.Image, cmp.Or(e.Lang, c.lang), c.lang); strings.HasPrefix(p.Src, "/") {
		v.Picture = view.Picture{Src: c.routes.Origin() + p.Src, Alt: p.Alt, Caption: p.Caption, Credit: p.Credit}
	}
	return v
}

// host is that of the site, for what must differ from all other sites.
func (c *Composer) host() string {
	if u, err := url.Parse(c.archive.Site.BaseURL); err == nil && u.Hostname() != "" {
		return u.Hostname()
	}
	return "localhost"
}

// laneOf gives the name of the lane of the first actor that has one in a topic
// of the event, else of the first actor.
func laneOf(e *news.Event) string {
	for _, n := range e.Actors {
		for _, t := range e.Topics {
			for _, lane := range t.Lanes {
				if speaksFor(n, lane) {
					return lane.Title
				}
			}
		}
	}
	if len(e.Actors) > 0 {
		return e.Actors[0].Title
	}
	return ""
}

// eventDates says when an event was, for other programs.
func (c *Composer) eventDates(e *news.Event) view.EventDate {
	date := e.Extent()
	v := view.EventDate{
		EDTF: date.String(), Ends: e.Ends.String(), Words: when.Words(date, c.lang), Precision: date.Precision().String(),
		Uncertain: date.Uncertain(), Approximate: date.Approximate(),
		First: c.firstBound(date.Starts()), Last: c.lastBound(date.Ends()),
	}
	v.Days = !date.OpenEnded() && date.Precision() >= when.DayPrecision && v.First.Year >= 1 && v.Last.Year <= 9999
	return v
}

// firstBound gives the first moment of a date that is no interval.
func (c *Composer) firstBound(d when.Date) view.EventBound {
	if d.IsZero() {
		return view.EventBound{}
	}
	if d.Precision() > when.DayPrecision {
		return c.timeBound(d)
	}
	first, _, _ := d.Bounds(time.UTC)
	return dayBound(d, first)
}

// lastBound gives the last day of a date that is no interval, or its time.
func (c *Composer) lastBound(d when.Date) view.EventBound {
	if d.IsZero() {
		return view.EventBound{}
	}
	if d.Precision() > when.DayPrecision {
		return c.timeBound(d)
	}
	_, after, _ := d.Bounds(time.UTC)
	return dayBound(d, after.AddDate(0, 0, -1))
}

func dayBound(d when.Date, day time.Time) view.EventBound {
	return view.EventBound{Precision: d.Precision().String(), Year: day.Year(), Month: int(day.Month()), Day: day.Day()}
}

func (c *Composer) timeBound(d when.Date) view.EventBound {
	at, _, _ := d.Bounds(c.house)
	b := dayBound(d, at)
	b.Hour, b.Minute, b.Second = at.Clock()
	b.Instant = at.UTC().Format(time.RFC3339)
	return b
}

func (c *Composer) eventName(n *news.Name) view.EventName {
	return view.EventName{Name: n.Title, Kind: n.Kind.String(), Href: c.nameAddress(n)}
}

// nameAddress is the absolute address of a name's page, or empty.
func (c *Composer) nameAddress(n *news.Name) string {
	if !n.Paged {
		return ""
	}
	return c.routes.Absolute(c.routes.Name(n))
}

func (c *Composer) eventPlace(n *news.Name) view.EventPlace {
	if n == nil {
		return view.EventPlace{}
	}
	v := view.EventPlace{Name: n.Title, Href: c.nameAddress(n)}
	if n.Copy != nil {
		v.Latitude, v.Longitude = degrees(n.Copy.Coordinates)
	}
	for up := n.Within; up != nil; up = up.Within {
		v.Within = append(v.Within, up.Title)
	}
	return v
}

// degrees reads "26.97, 64.09": latitude and longitude in decimal degrees. It
// gives nothing for anything else.
func degrees(text string) (latitude, longitude string) {
	parts := strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ';' || r == ' ' || r == '\t' })
	if len(parts) != 2 {
		return "", ""
	}
	north, err := strconv.ParseFloat(parts[0], 64)
	if err != nil || !(north >= -90 && north <= 90) {
		return "", ""
	}
	east, err := strconv.ParseFloat(parts[1], 64)
	if err != nil || !(east >= -180 && east <= 180) {
		return "", ""
	}
	return strconv.FormatFloat(north, 'f', -1, 64), strconv.FormatFloat(east, 'f', -1, 64)
}

func (c *Composer) eventReport(a *news.Article) view.EventReport {
	v := view.EventReport{Headline: a.Title, Href: c.routes.AbsoluteReport(a), Lang: a.Lang}
	switch {
	case a.Published.IsZero():
	case a.Published.Day:
		v.Published = a.Published.Time.Format(time.DateOnly)
	default:
		v.Published = a.Published.Time.Format(time.RFC3339)
	}
	return v
}

func eventSource(s news.Source) view.EventSource {
	return view.EventSource{
		Name: s.Name, Publisher: s.Publisher, Href: webAddress(s.URL), Archive: webAddress(s.Archive), Type: s.Type,
		Published: s.Published.String(), Accessed: s.Accessed.String(),
	}
}

// webAddress lets an address of the web through and drops all others, such as
// those that a browser would run.
func webAddress(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return ""
	}
	return u.String()
}

func (c *Composer) eventDifference(d news.Difference) view.EventDifference {
	out := view.EventDifference{What: d.What}
	for _, version := range d.Versions {
		var v view.EventVersion
		switch d.What {
		case "date":
			v.Value, v.Says = version.Date.String(), when.Words(version.Date, c.lang)
		case "place":
			v.Value, v.Says = version.Where.Title, version.Where.Title
		default:
			v.Value, v.Says = version.Status.String(), c.word("status."+version.Status.String())
		}
		for _, r := range version.Reports {
			if r.Article == nil {
				continue
			}
			if address := c.routes.AbsoluteReport(r.Article); !slices.Contains(v.Reports, address) {
				v.Reports = append(v.Reports, address)
			}
		}
		out.Versions = append(out.Versions, v)
	}
	return out
}
