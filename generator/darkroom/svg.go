package darkroom

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// isSVG reports whether a text begins as a drawing does: with <svg> behind
// declarations and comments.
func isSVG(text []byte) bool {
	d := xml.NewDecoder(bytes.NewReader(text[:min(len(text), 64<<10)]))
	d.CharsetReader = anyCharset
	for {
		token, err := d.RawToken()
		if err != nil {
			return false
		}
		if start, is := token.(xml.StartElement); is {
			return start.Name.Local == "svg"
		}
	}
}

func anyCharset(_ string, r io.Reader) (io.Reader, error) { return r, nil }

// busy are elements that run or load something, or hold HTML.
var busy = map[string]bool{
	"script": true, "foreignobject": true, "iframe": true, "object": true, "embed": true, "handler": true, "listener": true,
	"audio": true, "video": true, "canvas": true, "link": true,
}

// elsewhere finds what a style loads from other hosts.
var elsewhere = regexp.MustCompile(`(?i)@import|url\(\s*['"]?\s*(?:[a-z][a-z0-9+.-]*:|//)`)

// lookSVG reads a drawing. One that could run a script where somebody opens it
// by itself, or ask another host for something, is refused: what is published
// under the paper's address has the paper's rights in a reader's browser.
func lookSVG(text []byte) (Head, *fault) {
	head := Head{Kind: SVG, Drawn: true, Orientation: 1}
	d := xml.NewDecoder(bytes.NewReader(text))
	d.CharsetReader = anyCharset
	unsafe := func(format string, args ...any) *fault {
		return &fault{
			rule: RuleUnsafe, sentence: fmt.Sprintf(format, args...), offset: int(d.InputOffset()) - 1,
			hint: "export it from the drawing program as a plain SVG, without scripts and links to files elsewhere",
		}
	}
	first, styled := true, false
	for {
		token, err := d.Token()
		if err == io.EOF {
			if first {
				return head, broken("the file holds no drawing: it has no element <svg>")
			}
			return head, nil
		}
		if err != nil {
			f := broken("the drawing is damaged: %s", strings.TrimPrefix(err.Error(), "XML syntax error on "))
			f.offset = int(d.InputOffset()) - 1
			return head, f
		}
		switch token := token.(type) {
		case xml.Directive:
			if bytes.Contains(bytes.ToUpper(token), []byte("ENTITY")) {
				return head, unsafe("the drawing declares entities")
			}
		case xml.ProcInst:
			if token.Target != "xml" {
				return head, unsafe("the drawing loads a style sheet or a program, with <?%s", token.Target)
			}
		case xml.StartElement:
			name := strings.ToLower(token.Name.Local)
			if busy[name] {
				return head, unsafe("the drawing holds an element <%s>, which browsers run or load", token.Name.Local)
			}
			styled = name == "style"
			if first {
				head.Width, head.Height = sizeSVG(token.Attr)
				first = false
			}
			for _, a := range token.Attr {
				if f := attributeSVG(name, a, unsafe); f != nil {
					return head, f
				}
			}
		case xml.CharData:
			if styled && elsewhere.Match(token) {
				return head, unsafe("the drawing's style loads a file")
			}
		case xml.EndElement:
			styled = false
		}
	}
}

func attributeSVG(element string, a xml.Attr, unsafe func(string, ...any) *fault) *fault {
	name, value := strings.ToLower(a.Name.Local), strings.TrimSpace(a.Value)
	switch {
	case strings.HasPrefix(name, "on"):
		return unsafe("the drawing holds a script, in the attribute %s", a.Name.Local)
	case name == "href" || name == "src":
		inside := strings.HasPrefix(value, "#") || strings.HasPrefix(value, "data:image/png") || strings.HasPrefix(value, "data:image/jpeg")
		link := element == "a" && (strings.HasPrefix(value, "https:") || strings.HasPrefix(value, "http:") || strings.HasPrefix(value, "/"))
		if !inside && !link && value != "" {
			return unsafe("the drawing leads to %q", shortened(value))
		}
	case (name == "attributename" && strings.HasSuffix(strings.ToLower(value), "href")) || strings.Contains(strings.ToLower(value), "javascript:"):
		return unsafe("the drawing changes where a link leads")
	case elsewhere.MatchString(value) && a.Name.Space != "xmlns" && name != "xmlns":
		return unsafe("the drawing loads a file, in the attribute %s", a.Name.Local)
	}
	return nil
}

func shortened(text string) string {
	if runes := []rune(text); len(runes) > 40 {
		return string(runes[:40]) + "…"
	}
	return text
}

// sizeSVG gives the size of a drawing in CSS pixels from its width and height,
// else from its viewBox; 0 where it does not say.
func sizeSVG(attributes []xml.Attr) (width, height int) {
	var box []string
	for _, a := range attributes {
		switch a.Name.Local {
		case "width":
			width = pixels(a.Value)
		case "height":
			height = pixels(a.Value)
		case "viewBox":
			box = strings.FieldsFunc(a.Value, func(r rune) bool { return r == ' ' || r == ',' || r == '\n' || r == '\t' })
		}
	}
	if (width == 0 || height == 0) && len(box) == 4 {
		width, height = pixels(box[2]), pixels(box[3])
	}
	if width == 0 || height == 0 {
		return 0, 0
	}
	return width, height
}

// pixels reads a length without a unit or in px; 0 for any other.
func pixels(text string) int {
	n, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(text), "px"), 64)
	if err != nil || n < 1 || n > 1e6 {
		return 0
	}
	return int(math.Round(n))
}

// editorsAttribute is an attribute in which a drawing program keeps notes of
// its own, among them paths of the author's disk.
var editorsAttribute = regexp.MustCompile(`\s(?:inkscape|sodipodi|sketch|serif|adobe):[\w.-]+\s*=\s*(?:"[^"]*"|'[^']*')`)

// cleanSVG leaves out comments, <metadata>, and what drawing programs note for
// themselves.
func cleanSVG(text []byte) []byte {
	out := make([]byte, 0, len(text))
	d := xml.NewDecoder(bytes.NewReader(text))
	d.CharsetReader = anyCharset
	dropped := 0 // how many elements deep we are in one that goes
	for {
		from := d.InputOffset()
		token, err := d.RawToken()
		if err != nil {
			return out
		}
		part := text[from:d.InputOffset()]
		switch token := token.(type) {
		case xml.Comment:
			continue
		case xml.StartElement:
			if dropped > 0 || token.Name.Local == "metadata" || token.Name.Space == "sodipodi" || token.Name.Space == "inkscape" {
				dropped++
				continue
			}
			part = editorsAttribute.ReplaceAll(part, nil)
		case xml.EndElement:
			if dropped > 0 {
				dropped--
				continue
			}
		}
		if dropped == 0 {
			out = append(out, part...)
		}
	}
}
