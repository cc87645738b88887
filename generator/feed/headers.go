package feed

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"

	"daybook/generator/view"
)

// Headers writes a _headers file. Netlify lets the last rule that matches win,
// and passes over the lines that begin with an exclamation mark; Cloudflare Pages
// joins the values of all rules that match, but for those that such a line drops.
func Headers(h view.Headers) []byte {
	var b bytes.Buffer
	for _, rule := range h.Rules {
		fmt.Fprintln(&b, field(rule.Path))
		for _, name := range rule.Drop {
			fmt.Fprintf(&b, "  ! %s\n", line(name))
		}
		for _, header := range rule.Values {
			fmt.Fprintf(&b, "  %s: %s\n", line(header.Name), line(header.Value))
		}
	}
	return b.Bytes()
}

// line keeps a value from ending its line.
func line(value string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, value)
}
