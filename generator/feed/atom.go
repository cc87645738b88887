package feed

import (
	"encoding/xml"

	"daybook/generator/view"
)

const atomNamespace = "http://www.w3.org/2005/Atom"

type atomFeed struct {
	XMLName   xml.Name `xml:"feed"`
	Namespace string   `xml:"xmlns,attr"`
	Lang      string   `xml:"xml:lang,attr,omitempty"`
	ID        string   `xml:"id"`
	Title     string   `xml:"title"`
	Subtitle  string   `xml:"subtitle,omitempty"`
	Note      *note
	Updated   string      `xml:"updated"`
	Links     []atomLink  `xml:"link"`
	Icon      string      `xml:"icon,omitempty"`
	Author    atomPerson  `xml:"author"`
	Entries   []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomPerson struct {
	Name string `xml:"name"`
}

type atomEntry struct {
	Lang       string         `xml:"xml:lang,attr,omitempty"`
	ID         string         `xml:"id"`
	Title      string         `xml:"title"`
	Link       atomLink       `xml:"link"`
	Published  string         `xml:"published"`
	Updated    string         `xml:"updated"`
	Authors    []atomPerson   `xml:"author"`
	Categories []atomCategory `xml:"category"`
	Summary    string         `xml:"summary,omitempty"`
	Content    *atomContent   `xml:"content"`
}

type atomContent struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

type atomCategory struct {
	Term string `xml:"term,attr"`
}

// Atom writes a feed in the Atom Syndication Format (RFC 4287). The whole text of
// an entry is its content as escaped HTML (section 4.1.3.3), its summary stays
// beside it.
func Atom(f view.Feed) ([]byte, error) {
	out := atomFeed{
		Namespace: atomNamespace, Lang: f.Lang, ID: f.ID, Title: plain(f.Title), Subtitle: plain(f.Subtitle), Updated: f.Updated, Note: noteOf(f),
		Links: []atomLink{
			{Rel: "self", Type: "application/atom+xml", Href: f.Self},
			{Rel: "alternate", Type: "text/html", Href: f.Home},
		},
		Icon: f.Icon, Author: atomPerson{Name: plain(f.Author)},
	}
	for _, item := range f.Items {
		entry := atomEntry{
			ID: item.ID, Title: plain(item.Title), Link: atomLink{Rel: "alternate", Type: "text/html", Href: item.Href},
			Published: item.Published, Updated: item.Updated, Summary: plain(item.Summary),
		}
		if item.Lang != f.Lang {
			entry.Lang = item.Lang
		}
		for _, name := range said(item.Authors) {
			entry.Authors = append(entry.Authors, atomPerson{Name: name})
		}
		for _, term := range said(item.Categories) {
			entry.Categories = append(entry.Categories, atomCategory{Term: term})
		}
		if text := content(item); text != "" {
			entry.Content = &atomContent{Type: "html", Text: text}
		}
		out.Entries = append(out.Entries, entry)
	}
	return document(out, f.Style)
}

// note is what people read who open a feed in a browser: markup of a foreign
// namespace, which Atom (RFC 4287, section 6) and RSS 2.0 let in and feed readers
// pass over.
type note struct {
	XMLName xml.Name `xml:"http://www.w3.org/1999/xhtml div"`
	Lang    string   `xml:"xml:lang,attr,omitempty"`
	Dir     string   `xml:"dir,attr,omitempty"`
	Text    string   `xml:"p"`
	Address string   `xml:"pre"`
	Home    noteLink `xml:"a"`
}

type noteLink struct {
	Href string `xml:"href,attr"`
	Text string `xml:",chardata"`
}

// noteOf gives the note of a feed; none without the style sheet that shows it.
func noteOf(f view.Feed) *note {
	if f.Style == "" || f.Note == "" {
		return nil
	}
	return &note{Lang: f.Lang, Dir: f.Dir, Text: plain(f.Note), Address: f.Self, Home: noteLink{Href: f.Home, Text: plain(f.Title)}}
}
