package markdown

import (
	"bytes"
	"html"
	"strconv"
	"strings"
)

// Holes are written as a NUL, a number, and a sign that says which end of the
// link it is, or that it is a picture, in a line or by itself. A NUL cannot come
// from content: CommonMark replaces it.
const (
	holeMark    = '\x00'
	holeOpen    = 'o'
	holeClose   = 'c'
	holePicture = 'p'
	holePlate   = 'f'
	// The ends of an embed. Embeds have numbers of their own.
	embedOpen  = 'e'
	embedClose = 'd'
)

// Link is what fills a hole. An empty Href leaves the words without a link; an
// empty Link leaves no trace that there was one.
type Link struct{ Href, Title, Class string }

// Fill closes the holes of a body's HTML. Hole number i is filled with what
// link(i) gives, or, where a picture goes, with the HTML of picture(i); alone
// says that it is a paragraph by itself. Embed number i is filled with what
// embed(i) gives.
func Fill(body []byte, link func(i int) Link, picture func(i int, alone bool) string, embed func(i int) Embed) string {
	var out strings.Builder
	out.Grow(len(body) + len(body)/8)
	for {
		at := bytes.IndexByte(body, holeMark)
		if at < 0 {
			out.Write(body)
			return out.String()
		}
		out.Write(body[:at])
		end := at + 1
		for end < len(body) && body[end] >= '0' && body[end] <= '9' {
			end++
		}
		number, err := strconv.Atoi(string(body[at+1 : end]))
		if err != nil || end == len(body) {
			return out.String()
		}
		sign := body[end]
		body = body[end+1:]
		switch sign {
		case embedOpen:
			embed(number).open(&out)
		case embedClose:
			embed(number).close(&out)
		case holeOpen:
			writeOpen(&out, link(number))
		case holeClose:
			switch l := link(number); {
			case l == Link{}:
			case l.Href == "":
				out.WriteString("</span>")
			default:
				out.WriteString("</a>")
			}
		case holePicture, holePlate:
			out.WriteString(picture(number, sign == holePlate))
		}
	}
}

func writeOpen(out *strings.Builder, l Link) {
	if (l == Link{}) {
		return
	}
	attribute := func(name, value string) {
		out.WriteString(name)
		out.WriteString(html.EscapeString(value))
		out.WriteByte('"')
	}
	if l.Href == "" {
		out.WriteString("<span")
	} else {
		attribute(`<a href="`, l.Href)
	}
	if l.Class != "" {
		attribute(` class="`, l.Class)
	}
	if l.Title != "" {
		attribute(` title="`, l.Title)
	}
	out.WriteByte('>')
}
