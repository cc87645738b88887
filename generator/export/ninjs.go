package export

import (
	"cmp"
	"fmt"
	"reflect"
	"strings"

	"daybook/generator/view"
)

// NinjsSchema is the JSON Schema of what [Ninjs] and [NinjsEvent] write.
const NinjsSchema = "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#"

type ninjs struct {
	URI            string         `json:"uri"`
	Standard       ninjsStandard  `json:"standard"`
	Type           string         `json:"type"`
	Representation string         `json:"representationType"`
	Status         string         `json:"pubStatus"`
	Created        string         `json:"firstCreated,omitempty"`
	Version        string         `json:"versionCreated,omitempty"`
	Expires        string         `json:"expires,omitempty"`
	Language       string         `json:"language,omitempty"`
	By             string         `json:"by,omitempty"`
	Located        string         `json:"located,omitempty"`
	Holder         string         `json:"copyrightHolder,omitempty"`
	EdNote         string         `json:"edNote,omitempty"`
	Headlines      []ninjsText    `json:"headlines"`
	Descriptions   []ninjsText    `json:"descriptions,omitempty"`
	Bodies         []ninjsText    `json:"bodies,omitempty"`
	Genres         []ninjsName    `json:"genres,omitempty"`
	Subjects       []ninjsName    `json:"subjects,omitempty"`
	People         []ninjsName    `json:"people,omitempty"`
	Organisations  []ninjsName    `json:"organisations,omitempty"`
	Places         []ninjsPlace   `json:"places,omitempty"`
	Events         []ninjsEvent   `json:"events,omitempty"`
	Details        *ninjsDetails  `json:"eventDetails,omitempty"`
	Sources        []ninjsSource  `json:"infoSources,omitempty"`
	Trust          []ninjsTrust   `json:"trustIndicators,omitempty"`
	Related        []ninjsRelated `json:"associations,omitempty"`
	AltIDs         []ninjsID      `json:"altIds,omitempty"`
	Renditions     []ninjsPicture `json:"renditions,omitempty"`
}

type ninjsStandard struct {
	Name    string `json:"name"`
	Version string `json:"version"`
	Schema  string `json:"schema"`
}

type ninjsText struct {
	Role        string `json:"role,omitempty"`
	ContentType string `json:"contentType"`
	Words       int    `json:"wordCount,omitempty"`
	Value       string `json:"value"`
}

type ninjsName struct {
	Name    string `json:"name"`
	Rel     string `json:"rel,omitempty"`
	URI     string `json:"uri,omitempty"`
	Literal string `json:"literal,omitempty"`
}

type ninjsPlace struct {
	Name  string      `json:"name"`
	Rel   string      `json:"rel,omitempty"`
	URI   string      `json:"uri,omitempty"`
	Point *ninjsPoint `json:"geoJSON,omitempty"`
}

// ninjsPoint is a point of GeoJSON (RFC 7946, section 3.1.2): longitude first.
type ninjsPoint struct {
	Type        string          `json:"type"`
	Coordinates [2]ninjsDegrees `json:"coordinates"`
}

// ninjsDegrees is a number in the digits that it was given in.
type ninjsDegrees string

// MarshalJSON writes the digits.
func (d ninjsDegrees) MarshalJSON() ([]byte, error) { return []byte(d), nil }

type ninjsEvent struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	URI  string `json:"uri,omitempty"`
}

type ninjsDetails struct {
	Dates *ninjsDates `json:"dates,omitempty"`
}

type ninjsDates struct {
	Start         string `json:"startDate,omitempty"`
	End           string `json:"endDate,omitempty"`
	ExpectedStart string `json:"expectedStartDate,omitempty"`
	ExpectedEnd   string `json:"expectedEndDate,omitempty"`
}

type ninjsSource struct {
	Name string `json:"name"`
	Role string `json:"role,omitempty"`
	URI  string `json:"uri,omitempty"`
}

type ninjsTrust struct {
	Title string `json:"title"`
	Href  string `json:"href"`
}

type ninjsRelated struct {
	Name string `json:"name"`
	URI  string `json:"uri"`
	Type string `json:"type"`
}

type ninjsID struct {
	Role  string `json:"role"`
	Value string `json:"value"`
}

type ninjsPicture struct {
	Name   string `json:"name"`
	Href   string `json:"href"`
	Title  string `json:"title,omitempty"`
	Width  int    `json:"width,omitempty"`
	Height int    `json:"height,omitempty"`
}

// Ninjs writes an article as a news object of IPTC ninjs 3.1, on one line. text
// is its body as HTML with whole addresses, which stands for that of the view.
func Ninjs(d view.Dispatch, text string) ([]byte, error) {
	d.Body = view.Body{}
	d = cleanedValue(reflect.ValueOf(d)).Interface().(view.Dispatch)
	n := ninjs{
		URI: d.Href, Standard: ninjsStandard{"ninjs", "3.1", NinjsSchema}, Type: "text", Representation: "full", Status: "usable",
		Created: d.Published, Version: d.Changed, Expires: d.Expires, Language: d.Lang, By: d.Byline, Located: d.Located, Holder: d.Publisher.Name,
		Headlines: []ninjsText{plainText("main", d.Headline)}, People: names(d.People, "about"), Organisations: names(d.Organisations, "about"), Subjects: names(d.Topics, "about"),
		AltIDs: []ninjsID{{"guid", d.ID}},
	}
	for _, part := range []ninjsText{plainText("standfirst", d.Standfirst), plainText("summary", d.Summary)} {
		if part.Value != "" {
			n.Descriptions = append(n.Descriptions, part)
		}
	}
	if text = clean(text); text != "" {
		n.Bodies = []ninjsText{{Role: "main", ContentType: "text/html", Words: d.Words, Value: text}}
	}
	if d.Genre != "" {
		n.Genres = []ninjsName{{Name: d.Genre}}
	}
	if d.Category != "" {
		n.Subjects = append(n.Subjects, ninjsName{Name: d.Category, Rel: "category"})
	}
	for _, tag := range d.Tags {
		n.Subjects = append(n.Subjects, ninjsName{Name: tag, Rel: "tag"})
	}
	for _, p := range d.Places {
		n.Places = append(n.Places, ninjsPlace{Name: p.Name, Rel: "about", URI: p.Href})
	}
	for _, e := range d.Events {
		n.Events = append(n.Events, ninjsEvent{ID: e.Kind, Name: e.Name, URI: e.Href})
	}
	n.Sources = sourcesOf(d.Sources)
	for _, p := range d.Policies {
		if p.Href != "" {
			n.Trust = append(n.Trust, ninjsTrust{p.Text, p.Href})
		}
	}
	var notes []string
	for _, x := range d.Corrections {
		notes = append(notes, strings.TrimSpace(fmt.Sprintf("%s: %s", cmp.Or(x.Date.Machine, x.Date.Words), lines(x.Note, x.Was, x.Now))))
	}
	n.EdNote = lines(notes...)
	if p := d.Picture; p.Src != "" {
		n.Renditions = []ninjsPicture{{"main", p.Src, p.Alt, p.Width, p.Height}}
	}
	return encoded(n)
}

// NinjsEvent writes an event as a news object of IPTC ninjs 3.1, on one line. A
// date that is not sure, or of another precision than ninjs knows, is told in
// words in its edNote.
func NinjsEvent(item view.EventItem) ([]byte, error) {
	item = cleanedValue(reflect.ValueOf(item)).Interface().(view.EventItem)
	n := ninjs{
		URI: item.Href, Standard: ninjsStandard{"ninjs", "3.1", NinjsSchema}, Type: "event", Representation: "full", Status: "usable",
		Version: item.Updated, Language: item.Lang, Headlines: []ninjsText{plainText("main", item.Headline)}, Subjects: names(item.Topics, "about"),
		Sources: sourcesOf(item.Sources), AltIDs: []ninjsID{{"uid", item.UID}, {"id", item.ID}},
	}
	if item.Text != "" {
		n.Descriptions = []ninjsText{plainText("summary", item.Text)}
	}
	for _, id := range item.AlsoIDs {
		n.AltIDs = append(n.AltIDs, ninjsID{"id", id})
	}
	for _, a := range item.Actors {
		switch who := (ninjsName{Name: a.Name, Rel: "actor", URI: a.Href}); a.Kind {
		case "person":
			n.People = append(n.People, who)
		case "place":
			n.Places = append(n.Places, ninjsPlace{Name: a.Name, Rel: "actor", URI: a.Href})
		default:
			n.Organisations = append(n.Organisations, who)
		}
	}
	if p := item.Place; p.Name != "" {
		place := ninjsPlace{Name: p.Name, Rel: "location", URI: p.Href}
		if p.Latitude != "" && p.Longitude != "" {
			place.Point = &ninjsPoint{"Point", [2]ninjsDegrees{ninjsDegrees(p.Longitude), ninjsDegrees(p.Latitude)}}
		}
		n.Places = append(n.Places, place)
	}
	for _, r := range item.Reports {
		n.Related = append(n.Related, ninjsRelated{Name: r.Headline, URI: r.Href, Type: "text"})
	}
	if dates := ninjsDatesOf(item.Date); dates != nil {
		n.Details = &ninjsDetails{dates}
	}
	n.EdNote = lines(item.Date.Words, item.StatusWords, item.StateWords)
	return encoded(n)
}

// ninjsDatesOf gives the dates of an event; nil where ninjs has no form for them.
func ninjsDatesOf(d view.EventDate) *ninjsDates {
	if d.Uncertain || d.Approximate {
		return nil
	}
	var out ninjsDates
	if out.Start = d.First.Instant; out.Start == "" {
		out.ExpectedStart = truncated(d.First)
	}
	if d.Last != d.First {
		if out.End = d.Last.Instant; out.End == "" {
			out.ExpectedEnd = truncated(d.Last)
		}
	}
	if out.ExpectedEnd == out.ExpectedStart && out.End == "" {
		out.ExpectedEnd = ""
	}
	if out == (ninjsDates{}) {
		return nil
	}
	return &out
}

// truncated writes a bound as XML Schema's truncated dates: a day, a month or a
// year; empty for anything else.
func truncated(b view.EventBound) string {
	switch b.Precision {
	case "day":
		return fmt.Sprintf("%04d-%02d-%02d", b.Year, b.Month, b.Day)
	case "month":
		return fmt.Sprintf("%04d-%02d", b.Year, b.Month)
	case "year":
		return fmt.Sprintf("%04d", b.Year)
	}
	return ""
}

func plainText(role, text string) ninjsText {
	return ninjsText{Role: role, ContentType: "text/plain", Value: text}
}

func names(of []view.EventName, rel string) []ninjsName {
	var out []ninjsName
	for _, n := range of {
		out = append(out, ninjsName{Name: n.Name, Rel: rel, URI: n.Href})
	}
	return out
}

func sourcesOf(of []view.EventSource) []ninjsSource {
	var out []ninjsSource
	for _, s := range of {
		out = append(out, ninjsSource{Name: strings.Join(nonEmpty([]string{s.Name, s.Publisher}), ", "), Role: s.Type, URI: s.Href})
	}
	return out
}
