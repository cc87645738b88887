package feed

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"

	"daybook/generator/view"
)

type jsonFeed struct {
	Version     string       `json:"version"`
	Title       string       `json:"title"`
	Home        string       `json:"home_page_url"`
	Self        string       `json:"feed_url"`
	Description string       `json:"description,omitempty"`
	Icon        string       `json:"icon,omitempty"`
	Authors     []jsonAuthor `json:"authors,omitempty"`
	Language    string       `json:"language,omitempty"`
	Items       []jsonItem   `json:"items"`
}

type jsonAuthor struct {
	Name string `json:"name"`
}

type jsonItem struct {
	ID        string       `json:"id"`
	URL       string       `json:"url"`
	Title     string       `json:"title"`
	Text      string       `json:"content_text,omitempty"`
	HTML      string       `json:"content_html,omitempty"`
	Summary   string       `json:"summary,omitempty"`
	Published string       `json:"date_published"`
	Modified  string       `json:"date_modified"`
	Authors   []jsonAuthor `json:"authors,omitempty"`
	Tags      []string     `json:"tags,omitempty"`
	Language  string       `json:"language,omitempty"`
}

// JSON writes a feed in JSON Feed 1.1. The content that the format demands of
// an item is its whole text, else its summary, else its title.
func JSON(f view.Feed) ([]byte, error) {
	out := jsonFeed{
		Version: "https://jsonfeed.org/version/1.1", Title: plain(f.Title), Home: f.Home, Self: f.Self,
		Description: plain(f.Subtitle), Icon: f.Icon, Authors: jsonAuthors([]string{f.Author}), Language: f.Lang, Items: []jsonItem{},
	}
	for _, item := range f.Items {
		entry := jsonItem{
			ID: item.ID, URL: item.Href, Title: plain(item.Title), HTML: content(item), Summary: plain(item.Summary),
			Published: item.Published, Modified: item.Updated, Authors: jsonAuthors(item.Authors), Tags: said(item.Categories),
		}
		if entry.HTML == "" {
			entry.Text = cmp.Or(entry.Summary, entry.Title, item.Href)
		}
		if item.Lang != f.Lang {
			entry.Language = item.Lang
		}
		out.Items = append(out.Items, entry)
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(out); err != nil {
		return nil, fmt.Errorf("write JSON Feed: %w", err)
	}
	return b.Bytes(), nil
}

func jsonAuthors(names []string) []jsonAuthor {
	var authors []jsonAuthor
	for _, name := range said(names) {
		authors = append(authors, jsonAuthor{Name: name})
	}
	return authors
}
