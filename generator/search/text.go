package search

import (
	"bytes"
	"html"
	"strings"
)

// Text gives the words of a body's HTML as plain text, a line for each block.
// The holes of package markdown leave the words that they stand around. What is
// only for the ear, and the numbers of footnotes, are left out.
func Text(body []byte) string {
	var b strings.Builder
	b.Grow(len(body))
	for len(body) > 0 {
		at := bytes.IndexAny(body, "<\x00")
		if at < 0 {
			at = len(body)
		}
		b.WriteString(strings.ReplaceAll(html.UnescapeString(string(body[:at])), "\n", " "))
		if body = body[at:]; len(body) == 0 {
			break
		}
		if body[0] == 0 {
			body = afterHole(body)
			continue
		}
		end := bytes.IndexByte(body, '>')
		if end < 0 {
			break
		}
		tag := body[1:end]
		name := tagName(tag)
		body = body[end+1:]
		switch {
		case name == "span" && bytes.Contains(tag, []byte(`class="unseen"`)), name == "sup" && bytes.Contains(tag, []byte(`id="fnref`)):
			if close := bytes.Index(body, []byte("</"+name)); close >= 0 {
				body = body[close:]
			}
		case name == "script" || name == "style":
			if close := bytes.Index(body, []byte("</"+name)); close >= 0 {
				body = body[close:]
			}
		case !inline[name]:
			b.WriteByte('\n')
		}
	}
	return lines(b.String())
}

// afterHole skips a hole: a NUL, a number and a sign.
func afterHole(body []byte) []byte {
	i := 1
	for i < len(body) && '0' <= body[i] && body[i] <= '9' {
		i++
	}
	return body[min(i+1, len(body)):]
}

func tagName(tag []byte) string {
	tag = bytes.TrimPrefix(tag, []byte("/"))
	i := 0
	for i < len(tag) && (tag[i]|0x20 >= 'a' && tag[i]|0x20 <= 'z' || '0' <= tag[i] && tag[i] <= '9') {
		i++
	}
	return strings.ToLower(string(tag[:i]))
}

// inline are the elements that part no words.
var inline = map[string]bool{
	"a": true, "abbr": true, "b": true, "bdi": true, "cite": true, "code": true, "del": true, "em": true, "i": true, "ins": true, "mark": true,
	"q": true, "s": true, "small": true, "span": true, "strong": true, "sub": true, "sup": true, "time": true, "u": true, "wbr": true,
}

// lines makes the white space of each line single and leaves out empty lines.
func lines(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	for line := range strings.SplitSeq(text, "\n") {
		fields := strings.Fields(line)
		if len(fields) == 0 {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		for i, f := range fields {
			if i > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(f)
		}
	}
	return b.String()
}
