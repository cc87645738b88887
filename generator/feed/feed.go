// Package feed writes what is not a page for people: feeds, sitemaps, robots,
// redirects.
//
// In: closed values of package view. Out: bytes, the same for the same value.
// The package does no I/O.
package feed

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"net/url"
	"strings"
	"unicode"

	"daybook/generator/view"
)

const atomNamespace = "http://www.w3.org/2005/Atom"

type atomFeed struct {
	XMLName   xml.Name    `xml:"feed"`
	Namespace string      `xml:"xmlns,attr"`
	Lang      string      `xml:"xml:lang,attr,omitempty"`
	ID        string      `xml:"id"`
	Title     string      `xml:"title"`
	Subtitle  string      `xml:"subtitle,omitempty"`
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
}

type atomCategory struct {
	Term string `xml:"term,attr"`
}

// Atom writes a feed in the Atom Syndication Format (RFC 4287).
func Atom(f view.Feed) ([]byte, error) {
	out := atomFeed{
		Namespace: atomNamespace, Lang: f.Lang, ID: f.ID, Title: legal(f.Title), Subtitle: legal(f.Subtitle), Updated: f.Updated,
		Links: []atomLink{
			{Rel: "self", Type: "application/atom+xml", Href: f.Self},
			{Rel: "alternate", Type: "text/html", Href: f.Home},
		},
		Icon: f.Icon, Author: atomPerson{Name: legal(f.Author)},
	}
	for _, item := range f.Items {
		entry := atomEntry{
			ID: item.ID, Title: legal(item.Title), Link: atomLink{Rel: "alternate", Type: "text/html", Href: item.Href},
			Published: item.Published, Updated: item.Updated, Summary: legal(item.Summary),
		}
		if item.Lang != f.Lang {
			entry.Lang = item.Lang
		}
		for _, name := range item.Authors {
			entry.Authors = append(entry.Authors, atomPerson{Name: legal(name)})
		}
		for _, term := range item.Categories {
			entry.Categories = append(entry.Categories, atomCategory{Term: legal(term)})
		}
		out.Entries = append(out.Entries, entry)
	}
	return document(out)
}

// legal leaves out what XML 1.0 (section 2.2) does not allow in a document.
func legal(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n' || r == '\r',
			r >= 0x20 && r <= 0xd7ff, r >= 0xe000 && r <= 0xfffd, r >= 0x10000 && r <= 0x10ffff:
			return r
		}
		return -1
	}, text)
}

func document(v any) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString(xml.Header)
	encoder := xml.NewEncoder(&b)
	encoder.Indent("", "  ")
	if err := encoder.Encode(v); err != nil {
		return nil, fmt.Errorf("write XML: %w", err)
	}
	b.WriteByte('\n')
	return b.Bytes(), nil
}

type urlSet struct {
	XMLName   xml.Name     `xml:"urlset"`
	Namespace string       `xml:"xmlns,attr"`
	URLs      []sitemapURL `xml:"url"`
}

type sitemapURL struct {
	Loc     string `xml:"loc"`
	LastMod string `xml:"lastmod,omitempty"`
}

// Sitemap writes a sitemap (sitemaps.org, protocol 0.9).
func Sitemap(s view.Sitemap) ([]byte, error) {
	set := urlSet{Namespace: "http://www.sitemaps.org/schemas/sitemap/0.9"}
	for _, p := range s.Pages {
		set.URLs = append(set.URLs, sitemapURL{Loc: p.Href, LastMod: p.Updated})
	}
	return document(set)
}

// Robots writes robots.txt (RFC 9309).
func Robots(r view.Robots) []byte {
	if r.Closed {
		return []byte("User-agent: *\nDisallow: /\n")
	}
	return []byte("User-agent: *\nAllow: /\n\nSitemap: " + r.Sitemap + "\n")
}

// Redirects writes a _redirects file, as Netlify and Cloudflare Pages read it.
func Redirects(r view.Redirects) []byte {
	var b bytes.Buffer
	for _, rule := range r.Rules {
		force := ""
		if rule.Forced {
			force = "!"
		}
		fmt.Fprintf(&b, "%s %s %d%s\n", field(rule.From), field(rule.To), rule.Status, force)
	}
	return b.Bytes()
}

// field keeps an address from ending its column or its line: hosts split at
// any white space, and at a byte order mark as JavaScript does.
func field(address string) string {
	var b strings.Builder
	for _, r := range address {
		if unicode.IsSpace(r) || unicode.IsControl(r) || r == '\ufeff' {
			b.WriteString(url.PathEscape(string(r)))
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}
