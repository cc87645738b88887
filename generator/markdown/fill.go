package markdown

import (
	"bytes"
	"html"
	"strconv"
)

// Holes are written as a NUL, a number, and a sign that says which end of the
// link it is. A NUL cannot come from content: CommonMark replaces it.
const (
	holeMark  = '\x00'
	holeOpen  = 'o'
	holeClose = 'c'
)

// Link is what fills a hole. An empty Href leaves the words without a link; an
// empty Link leaves no trace that there was one.
type Link struct{ Href, Title, Class string }

// Fill closes the holes of a body's HTML. Hole number i is filled with what
// link(i) gives.
func Fill(body []byte, link func(i int) Link) []byte {
	out := make([]byte, 0, len(body)+len(body)/8)
	for {
		at := bytes.IndexByte(body, holeMark)
		if at < 0 {
			return append(out, body...)
		}
		out = append(out, body[:at]...)
		end := at + 1
		for end < len(body) && body[end] >= '0' && body[end] <= '9' {
			end++
		}
		number, err := strconv.Atoi(string(body[at+1 : end]))
		if err != nil || end == len(body) {
			return out
		}
		l := link(number)
		switch body[end] {
		case holeOpen:
			out = appendOpen(out, l)
		case holeClose:
			switch {
			case l == Link{}:
			case l.Href == "":
				out = append(out, "</span>"...)
			default:
				out = append(out, "</a>"...)
			}
		default:
			out = append(out, html.EscapeString(l.Href)...)
		}
		body = body[end+1:]
	}
}

func appendOpen(out []byte, l Link) []byte {
	if (l == Link{}) {
		return out
	}
	if l.Href == "" {
		out = append(out, "<span"...)
	} else {
		out = append(append(append(out, `<a href="`...), html.EscapeString(l.Href)...), '"')
	}
	if l.Class != "" {
		out = append(append(append(out, ` class="`...), html.EscapeString(l.Class)...), '"')
	}
	if l.Title != "" {
		out = append(append(append(out, ` title="`...), html.EscapeString(l.Title)...), '"')
	}
	return append(out, '>')
}
