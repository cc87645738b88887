// Package feed writes what is not a page for people: feeds, lists of feeds,
// sitemaps, robots, redirects.
//
// In: closed values of package view. Out: bytes, the same for the same value.
// Whatever stands in a text, the file stays readable: what XML does not allow is
// left out, and what turns the direction of text ends with the text. The package
// does no I/O.
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

// document writes a value as an XML document, which asks for a style sheet where
// one is given (W3C, Associating Style Sheets with XML documents 1.0).
func document(v any, style string) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString(xml.Header)
	if style != "" {
		b.WriteString(`<?xml-stylesheet type="text/css" href="`)
		_ = xml.EscapeText(&b, []byte(style)) // a buffer takes all
		b.WriteString("\"?>\n")
	}
	encoder := xml.NewEncoder(&b)
	encoder.Indent("", "  ")
	if err := encoder.Encode(v); err != nil {
		return nil, fmt.Errorf("write XML: %w", err)
	}
	b.WriteByte('\n')
	return b.Bytes(), nil
}

// Robots writes robots.txt (RFC 9309).
func Robots(r view.Robots) []byte {
	if r.Closed {
		return []byte("User-agent: *\nDisallow: /\n")
	}
	text := "User-agent: *\nAllow: /\n\nSitemap: " + r.Sitemap + "\n"
	if r.News != "" {
		text += "Sitemap: " + r.News + "\n"
	}
	return []byte(text)
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
