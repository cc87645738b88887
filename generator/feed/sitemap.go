package feed

import (
	"encoding/xml"

	"daybook/generator/view"
)

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
	return document(set, "")
}
