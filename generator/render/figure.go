package render

import (
	"html"
	"strconv"
	"strings"

	"daybook/generator/view"
)

// proseSizes is how wide a picture in prose is shown: as wide as a line of text,
// or the screen without its margins.
const proseSizes = "(min-width: 42rem) 39rem, calc(100vw - 2rem)"

// figure writes a picture of a body: in a line of text the image alone; a
// picture that is a paragraph by itself with its caption and its credit.
func figure(p view.Picture, alone bool) string {
	if p.Src == "" {
		return ""
	}
	var b strings.Builder
	attribute := func(name, value string) {
		b.WriteString(" " + name + `="` + html.EscapeString(value) + `"`)
	}
	if alone {
		b.WriteString(`<figure class="picture">`)
	}
	if len(p.Sources) > 0 {
		b.WriteString("<picture>")
		for _, s := range p.Sources {
			b.WriteString("<source")
			attribute("type", s.Type)
			attribute("srcset", s.Srcset)
			attribute("sizes", proseSizes)
			b.WriteString(">")
		}
	}
	b.WriteString("<img")
	attribute("src", p.Src)
	attribute("alt", p.Alt)
	if p.Lang != "" {
		attribute("lang", p.Lang)
	}
	if p.Width > 0 && p.Height > 0 {
		attribute("width", strconv.Itoa(p.Width))
		attribute("height", strconv.Itoa(p.Height))
	}
	b.WriteString(` loading="lazy" decoding="async">`)
	if len(p.Sources) > 0 {
		b.WriteString("</picture>")
	}
	if !alone {
		return b.String()
	}
	if p.Caption != "" || p.Credit != "" {
		b.WriteString("<figcaption")
		if p.Lang != "" {
			attribute("lang", p.Lang)
		}
		b.WriteString(">" + html.EscapeString(p.Caption))
		if p.Credit != "" {
			if p.Caption != "" {
				b.WriteByte(' ')
			}
			b.WriteString(`<span class="credit"><bdi>` + html.EscapeString(p.Credit) + "</bdi></span>")
		}
		b.WriteString("</figcaption>")
	}
	b.WriteString("</figure>")
	return b.String()
}
