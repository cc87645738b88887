package feed

import (
	"encoding/xml"
	"strings"

	"daybook/generator/view"
)

const (
	sitemapNamespace = "http://www.sitemaps.org/schemas/sitemap/0.9"
	newsNamespace    = "http://www.google.com/schemas/sitemap-news/0.9"
)

// What a sitemap may hold at most (sitemaps.org, protocol 0.9): addresses, and
// bytes before compression.
const (
	MaxAddresses    = 50_000
	MaxSitemapBytes = 50 << 20
)

type urlSet struct {
	XMLName   xml.Name     `xml:"urlset"`
	Namespace string       `xml:"xmlns,attr"`
	XHTML     string       `xml:"xmlns:xhtml,attr,omitempty"`
	News      string       `xml:"xmlns:news,attr,omitempty"`
	URLs      []sitemapURL `xml:"url"`
}

type sitemapURL struct {
	Loc     string        `xml:"loc"`
	LastMod string        `xml:"lastmod,omitempty"`
	Tongues []sitemapLink `xml:"xhtml:link"`
	News    *sitemapNews
}

type sitemapLink struct {
	Rel  string `xml:"rel,attr"`
	Lang string `xml:"hreflang,attr"`
	Href string `xml:"href,attr"`
}

type sitemapNews struct {
	XMLName   xml.Name `xml:"news:news"`
	Name      string   `xml:"news:publication>news:name"`
	Language  string   `xml:"news:publication>news:language"`
	Published string   `xml:"news:publication_date"`
	Title     string   `xml:"news:title"`
}

// Sitemap writes a sitemap (sitemaps.org, protocol 0.9), with where each page is
// in other languages (Google Search Central, "Localized versions of your pages").
func Sitemap(s view.Sitemap) ([]byte, error) {
	set := urlSet{Namespace: sitemapNamespace}
	for _, p := range s.Pages {
		entry := sitemapURL{Loc: p.Href, LastMod: p.Updated}
		for _, t := range p.Tongues {
			set.XHTML = "http://www.w3.org/1999/xhtml"
			entry.Tongues = append(entry.Tongues, sitemapLink{Rel: "alternate", Lang: t.Lang, Href: t.Href})
		}
		set.URLs = append(set.URLs, entry)
	}
	return document(set, "")
}

// SitemapParts cuts a list of pages into sitemaps, each no longer than one may
// be. There is always one.
func SitemapParts(pages []view.SitemapPage) []view.Sitemap {
	return sitemapParts(pages, MaxAddresses, MaxSitemapBytes)
}

func sitemapParts(pages []view.SitemapPage, addresses, bytes int) []view.Sitemap {
	var parts []view.Sitemap
	first, size := 0, sitemapFrame
	for i, p := range pages {
		room := sitemapRoom(p)
		if i > first && (i-first == addresses || size+room > bytes) {
			parts = append(parts, view.Sitemap{Pages: pages[first:i]})
			first, size = i, sitemapFrame
		}
		size += room
	}
	return append(parts, view.Sitemap{Pages: pages[first:]})
}

// sitemapFrame is more than the bytes around the entries of a sitemap.
const sitemapFrame = 500

// sitemapRoom is at least the bytes that a page takes in a sitemap.
func sitemapRoom(p view.SitemapPage) int {
	const entry, tongue = 100, 80 // marks and indentation
	room := entry + escapedRoom(p.Href) + len(p.Updated)
	for _, t := range p.Tongues {
		room += tongue + len(t.Lang) + escapedRoom(t.Href)
	}
	return room
}

// escapedRoom is at least the bytes of a text in XML.
func escapedRoom(text string) int {
	const longest = len("&quot;")
	room := len(text)
	for _, sign := range []string{"&", "<", ">", `"`, "'"} {
		room += longest * strings.Count(text, sign)
	}
	return room
}

type sitemapIndex struct {
	XMLName   xml.Name     `xml:"sitemapindex"`
	Namespace string       `xml:"xmlns,attr"`
	Maps      []sitemapURL `xml:"sitemap"`
}

// SitemapIndex writes a list of sitemaps (sitemaps.org, protocol 0.9).
func SitemapIndex(s view.SitemapIndex) ([]byte, error) {
	index := sitemapIndex{Namespace: sitemapNamespace}
	for _, m := range s.Maps {
		index.Maps = append(index.Maps, sitemapURL{Loc: m.Href, LastMod: m.Updated})
	}
	return document(index, "")
}

// NewsSitemap writes a news sitemap (Google News, sitemap-news 0.9).
func NewsSitemap(s view.NewsSitemap) ([]byte, error) {
	set := urlSet{Namespace: sitemapNamespace, News: newsNamespace}
	for _, item := range s.Items {
		set.URLs = append(set.URLs, sitemapURL{Loc: item.Href, News: &sitemapNews{
			Name: plain(item.Publication), Language: item.Lang, Published: item.Published, Title: plain(item.Title),
		}})
	}
	return document(set, "")
}
