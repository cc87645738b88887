package export

import (
	"encoding/json"
	"fmt"
	"time"

	"daybook/generator/view"
)

// Version is that of the format which [JSON] writes. It rises when a program
// that reads the format would have to change; fields may be added without.
const Version = 1

type document struct {
	Schema      string      `json:"$schema,omitempty"`
	Version     int         `json:"version"`
	Title       string      `json:"title"`
	Description string      `json:"description,omitempty"`
	Language    string      `json:"language"`
	URL         string      `json:"url"`
	TimeZone    string      `json:"time_zone"`
	Updated     string      `json:"updated,omitempty"`
	Events      []eventJSON `json:"events"`
}

type eventJSON struct {
	ID          string           `json:"id"`
	AlsoIDs     []string         `json:"also_ids,omitempty"`
	UID         string           `json:"uid"`
	URL         string           `json:"url"`
	Language    string           `json:"language,omitempty"`
	Updated     string           `json:"updated,omitempty"`
	Date        *dateJSON        `json:"date"`
	Headline    string           `json:"headline"`
	Text        string           `json:"text,omitempty"`
	Status      string           `json:"status"`
	State       string           `json:"state,omitempty"`
	Importance  int              `json:"importance"`
	Place       *placeJSON       `json:"place,omitempty"`
	Venue       string           `json:"venue,omitempty"`
	Lane        string           `json:"lane,omitempty"`
	Actors      []nameJSON       `json:"actors,omitempty"`
	Topics      []nameJSON       `json:"topics,omitempty"`
	Claims      []claimJSON      `json:"claims,omitempty"`
	Reports     []reportJSON     `json:"reports,omitempty"`
	Sources     []sourceJSON     `json:"sources,omitempty"`
	Differences []differenceJSON `json:"differences,omitempty"`
	Relations   []relationJSON   `json:"relations,omitempty"`
	Picture     *pictureJSON     `json:"picture,omitempty"`
}

type dateJSON struct {
	EDTF        string `json:"edtf"`
	Words       string `json:"words"`
	Precision   string `json:"precision"`
	First       string `json:"first,omitempty"`
	Last        string `json:"last,omitempty"`
	Ends        string `json:"ends,omitempty"`
	Uncertain   bool   `json:"uncertain,omitempty"`
	Approximate bool   `json:"approximate,omitempty"`
}

type nameJSON struct {
	Name string `json:"name"`
	Kind string `json:"kind"`
	URL  string `json:"url,omitempty"`
}

type placeJSON struct {
	Name      string      `json:"name"`
	URL       string      `json:"url,omitempty"`
	Within    []string    `json:"within,omitempty"`
	Latitude  json.Number `json:"latitude,omitempty"`
	Longitude json.Number `json:"longitude,omitempty"`
}

type claimJSON struct {
	By     nameJSON    `json:"by"`
	Says   string      `json:"says"`
	Stance string      `json:"stance"`
	Source *sourceJSON `json:"source,omitempty"`
}

type reportJSON struct {
	Headline  string `json:"headline"`
	URL       string `json:"url"`
	Language  string `json:"language,omitempty"`
	Published string `json:"published,omitempty"`
}

type sourceJSON struct {
	Name      string `json:"name,omitempty"`
	Publisher string `json:"publisher,omitempty"`
	URL       string `json:"url,omitempty"`
	Archive   string `json:"archive,omitempty"`
	Type      string `json:"type,omitempty"`
	Published string `json:"published,omitempty"`
	Accessed  string `json:"accessed,omitempty"`
}

type differenceJSON struct {
	What     string        `json:"what"`
	Versions []versionJSON `json:"versions"`
}

type versionJSON struct {
	Value   string   `json:"value"`
	Words   string   `json:"words"`
	Reports []string `json:"reports,omitempty"`
}

type relationJSON struct {
	Kind     string `json:"kind"`
	ID       string `json:"id"`
	Headline string `json:"headline"`
	URL      string `json:"url"`
}

type pictureJSON struct {
	URL     string `json:"url"`
	Alt     string `json:"alt"`
	Caption string `json:"caption,omitempty"`
	Credit  string `json:"credit,omitempty"`
}

// JSON writes everything that is known of the events, as [Schema] describes.
// Letters that mean something in HTML are written as escapes, so that the text
// may stand in a script element.
func JSON(e view.Events) ([]byte, error) {
	e = cleaned(e)
	d := document{
		Schema: e.Schema, Version: Version, Title: e.Title, Description: e.Description, Language: e.Lang, URL: e.Href,
		TimeZone: e.Zone, Updated: e.Updated, Events: make([]eventJSON, len(e.Items)),
	}
	for i, item := range e.Items {
		d.Events[i] = itemJSON(item)
	}
	return encoded(d)
}

func encoded(v any) ([]byte, error) {
	text, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("write JSON: %w", err)
	}
	return append(text, '\n'), nil
}

func itemJSON(item view.EventItem) eventJSON {
	out := eventJSON{
		ID: item.ID, AlsoIDs: item.AlsoIDs, UID: item.UID, URL: item.Href, Language: item.Lang, Updated: item.Updated,
		Headline: item.Headline, Text: item.Text, Status: item.Status, State: item.State, Importance: item.Importance,
		Venue: item.Venue, Lane: item.Lane, Actors: namesJSON(item.Actors), Topics: namesJSON(item.Topics),
	}
	if d := item.Date; d.EDTF != "" {
		out.Date = &dateJSON{
			EDTF: d.EDTF, Words: d.Words, Precision: d.Precision, First: moment(d.First), Last: moment(d.Last), Ends: d.Ends,
			Uncertain: d.Uncertain, Approximate: d.Approximate,
		}
	}
	if p := item.Place; p.Name != "" {
		out.Place = &placeJSON{p.Name, p.Href, p.Within, json.Number(p.Latitude), json.Number(p.Longitude)}
	}
	for _, c := range item.Claims {
		out.Claims = append(out.Claims, claimJSON{nameJSON{c.By.Name, c.By.Kind, c.By.Href}, c.Says, c.Stance, nil})
		if c.Source != (view.EventSource{}) {
			source := sourceOfJSON(c.Source)
			out.Claims[len(out.Claims)-1].Source = &source
		}
	}
	for _, r := range item.Reports {
		out.Reports = append(out.Reports, reportJSON{r.Headline, r.Href, r.Lang, r.Published})
	}
	for _, s := range item.Sources {
		out.Sources = append(out.Sources, sourceOfJSON(s))
	}
	for _, d := range item.Differences {
		difference := differenceJSON{What: d.What, Versions: make([]versionJSON, len(d.Versions))}
		for i, v := range d.Versions {
			difference.Versions[i] = versionJSON{v.Value, v.Says, v.Reports}
		}
		out.Differences = append(out.Differences, difference)
	}
	for _, r := range item.Relations {
		out.Relations = append(out.Relations, relationJSON{r.Kind, r.ID, r.Headline, r.Href})
	}
	if p := item.Picture; p.Src != "" {
		out.Picture = &pictureJSON{p.Src, p.Alt, p.Caption, p.Credit}
	}
	return out
}

func namesJSON(names []view.EventName) []nameJSON {
	var out []nameJSON
	for _, n := range names {
		out = append(out, nameJSON{n.Name, n.Kind, n.Href})
	}
	return out
}

func sourceOfJSON(s view.EventSource) sourceJSON {
	return sourceJSON{s.Name, s.Publisher, s.Href, s.Archive, s.Type, s.Published, s.Accessed}
}

// moment writes an end of a date: an instant where the time is known, else a
// day (ISO 8601), and nothing where there is no end.
func moment(b view.EventBound) string {
	switch {
	case b.Precision == "":
		return ""
	case b.Instant != "":
		return b.Instant
	}
	return day(b).Format(time.DateOnly)
}

func day(b view.EventBound) time.Time {
	return time.Date(b.Year, time.Month(b.Month), b.Day, 0, 0, 0, 0, time.UTC)
}
