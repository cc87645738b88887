package feed

import (
	"encoding/xml"

	"daybook/generator/view"
)

type opml struct {
	XMLName xml.Name      `xml:"opml"`
	Version string        `xml:"version,attr"`
	Title   string        `xml:"head>title"`
	Body    []opmlOutline `xml:"body>outline"`
}

type opmlOutline struct {
	Text     string        `xml:"text,attr"`
	Title    string        `xml:"title,attr,omitempty"`
	Type     string        `xml:"type,attr,omitempty"`
	Feed     string        `xml:"xmlUrl,attr,omitempty"`
	Page     string        `xml:"htmlUrl,attr,omitempty"`
	Language string        `xml:"language,attr,omitempty"`
	Inner    []opmlOutline `xml:"outline"`
}

// OPML writes a list of feeds in OPML 2.0, one outline for each sort and within
// it one for each feed. Their type is rss whatever the form of the feed, which
// is what feed readers look for.
func OPML(o view.Outline) ([]byte, error) {
	out := opml{Version: "2.0", Title: plain(o.Title)}
	for _, g := range o.Groups {
		group := opmlOutline{Text: plain(g.Title)}
		for _, f := range g.Feeds {
			title := plain(f.Title)
			group.Inner = append(group.Inner, opmlOutline{Text: title, Title: title, Type: "rss", Feed: f.Feed, Page: f.Page, Language: f.Lang})
		}
		out.Body = append(out.Body, group)
	}
	return document(out, "")
}
