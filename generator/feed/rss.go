package feed

import (
	"encoding/xml"
	"fmt"
	"strings"
	"time"

	"daybook/generator/view"
)

type rssDocument struct {
	XMLName xml.Name   `xml:"rss"`
	Version string     `xml:"version,attr"`
	Atom    string     `xml:"xmlns:atom,attr"`
	Core    string     `xml:"xmlns:dc,attr"`
	Content string     `xml:"xmlns:content,attr"`
	Channel rssChannel `xml:"channel"`
}

type rssChannel struct {
	Title       string   `xml:"title"`
	Link        string   `xml:"link"`
	Description string   `xml:"description"`
	Language    string   `xml:"language,omitempty"`
	Built       string   `xml:"lastBuildDate"`
	Self        atomLink `xml:"atom:link"`
	Note        *note
	Items       []rssItem `xml:"item"`
}

type rssItem struct {
	Title       string   `xml:"title"`
	Link        string   `xml:"link"`
	Description string   `xml:"description,omitempty"`
	Creators    []string `xml:"dc:creator"`
	Categories  []string `xml:"category"`
	GUID        rssGUID  `xml:"guid"`
	Published   string   `xml:"pubDate"`
	Updated     string   `xml:"atom:updated,omitempty"`
	Content     string   `xml:"content:encoded,omitempty"`
}

type rssGUID struct {
	Permalink bool   `xml:"isPermaLink,attr"`
	ID        string `xml:",chardata"`
}

// RSS writes a feed in RSS 2.0, with the link to itself that the RSS Advisory
// Board's profile asks for. Its guid is the identity that Atom and JSON Feed
// give too, and no address, for addresses change. Authors are dc:creator, for
// RSS's own author is an address of mail; a later change is atom:updated, for
// RSS has no word for one. The whole text is content:encoded, beside the summary
// in description. A time that is not of RFC 3339 is an error.
func RSS(f view.Feed) ([]byte, error) {
	built, err := mailTime(f.Updated)
	if err != nil {
		return nil, err
	}
	channel := rssChannel{
		Title: plain(f.Title), Link: f.Home, Description: plain(f.Subtitle), Language: f.Lang, Built: built,
		Self: atomLink{Rel: "self", Type: "application/rss+xml", Href: f.Self},
		Note: noteOf(f),
	}
	if channel.Description == "" {
		channel.Description = channel.Title
	}
	for _, item := range f.Items {
		published, err := mailTime(item.Published)
		if err != nil {
			return nil, err
		}
		out := rssItem{
			Title: plain(item.Title), Link: item.Href, Description: asHTML(plain(item.Summary)),
			GUID: rssGUID{ID: item.ID}, Published: published, Content: content(item),
			Creators: said(item.Authors), Categories: said(item.Categories),
		}
		if item.Updated != item.Published {
			out.Updated = item.Updated
		}
		channel.Items = append(channel.Items, out)
	}
	return document(rssDocument{
		Version: "2.0", Atom: atomNamespace, Core: "http://purl.org/dc/elements/1.1/", Content: "http://purl.org/rss/1.0/modules/content/", Channel: channel,
	}, f.Style)
}

// asHTML writes plain text as HTML: readers of RSS take the description of an
// item for that (RSS Advisory Board, Best Practices, "Item: description").
func asHTML(text string) string { return htmlSigns.Replace(text) }

var htmlSigns = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// mailTime writes a time of RFC 3339 as RSS wants it, by RFC 822 with a year
// of four figures.
func mailTime(text string) (string, error) {
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return "", fmt.Errorf("write RSS: %w", err)
	}
	return at.Format(time.RFC1123Z), nil
}
