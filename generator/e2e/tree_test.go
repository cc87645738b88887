package e2e

import (
	"iter"
	"strings"

	"golang.org/x/net/html"
)

// elements gives the elements below a node in the order of the document.
func elements(n *html.Node) iter.Seq[*html.Node] {
	return func(yield func(*html.Node) bool) {
		for d := range n.Descendants() {
			if d.Type == html.ElementNode && !yield(d) {
				return
			}
		}
	}
}

// named gives the elements of one name below a node.
func named(n *html.Node, name string) []*html.Node {
	var found []*html.Node
	for e := range elements(n) {
		if e.Data == name && e.Namespace == "" {
			found = append(found, e)
		}
	}
	return found
}

// attribute gives the value of an attribute, and whether there is one.
func attribute(e *html.Node, key string) (string, bool) {
	for _, a := range e.Attr {
		if a.Key == key && a.Namespace == "" {
			return a.Val, true
		}
	}
	return "", false
}

// value gives the value of an attribute, or nothing.
func value(e *html.Node, key string) string {
	text, _ := attribute(e, key)
	return text
}

// hasClass reports whether an element is of a class.
func hasClass(e *html.Node, class string) bool {
	for _, c := range strings.Fields(value(e, "class")) {
		if c == class {
			return true
		}
	}
	return false
}

// words gives the text below a node with its white space made single.
func words(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
			b.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// meta gives the content of a <meta> by its name or property.
func meta(doc *html.Node, name string) string {
	for _, e := range named(doc, "meta") {
		if value(e, "name") == name || value(e, "property") == name {
			return value(e, "content")
		}
	}
	return ""
}
