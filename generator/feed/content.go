package feed

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"daybook/generator/view"
)

// kept are the elements that the body of an entry may have. Of others the
// content stays, but for those that are dropped.
var kept = map[atom.Atom]bool{
	atom.A: true, atom.Abbr: true, atom.Audio: true, atom.B: true, atom.Bdi: true, atom.Bdo: true, atom.Blockquote: true, atom.Br: true,
	atom.Caption: true, atom.Cite: true, atom.Code: true, atom.Col: true, atom.Colgroup: true, atom.Dd: true, atom.Del: true, atom.Details: true,
	atom.Dfn: true, atom.Div: true, atom.Dl: true, atom.Dt: true, atom.Em: true, atom.Figcaption: true, atom.Figure: true,
	atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true, atom.Hr: true, atom.I: true, atom.Img: true,
	atom.Ins: true, atom.Kbd: true, atom.Li: true, atom.Mark: true, atom.Ol: true, atom.P: true, atom.Picture: true, atom.Pre: true, atom.Q: true,
	atom.Rp: true, atom.Rt: true, atom.Ruby: true, atom.S: true, atom.Samp: true, atom.Small: true, atom.Source: true, atom.Strong: true,
	atom.Sub: true, atom.Summary: true, atom.Sup: true, atom.Table: true, atom.Tbody: true, atom.Td: true, atom.Tfoot: true, atom.Th: true,
	atom.Thead: true, atom.Time: true, atom.Tr: true, atom.Track: true, atom.U: true, atom.Ul: true, atom.Var: true, atom.Video: true, atom.Wbr: true,
}

// dropped are the elements that go with all that is in them: what runs, what
// loads pages, what a form asks, and what is no text.
var dropped = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Iframe: true, atom.Object: true, atom.Embed: true, atom.Applet: true, atom.Noscript: true,
	atom.Template: true, atom.Svg: true, atom.Math: true, atom.Title: true, atom.Textarea: true, atom.Select: true, atom.Option: true,
	atom.Optgroup: true, atom.Button: true, atom.Input: true, atom.Frame: true, atom.Frameset: true, atom.Noframes: true, atom.Noembed: true,
	atom.Canvas: true, atom.Plaintext: true, atom.Xmp: true, atom.Link: true, atom.Meta: true, atom.Base: true,
}

// plainAttributes are those that stay as they are.
var plainAttributes = map[string]bool{
	"alt": true, "colspan": true, "controls": true, "datetime": true, "dir": true, "height": true, "kind": true, "lang": true, "media": true, "open": true,
	"reversed": true, "rowspan": true, "scope": true, "sizes": true, "srclang": true, "start": true, "title": true, "type": true, "value": true, "width": true,
}

// content gives the whole text of an entry as HTML that a feed may carry
// anywhere: well-formed, with whole addresses, without scripts, forms, frames and
// what only the page's style sheets give a meaning. It is empty where the feed
// does not carry the text, or where the text cannot be read as HTML.
func content(item view.FeedItem) string {
	if item.Body.HTML == "" {
		return ""
	}
	page, err := url.Parse(item.Href)
	if err != nil {
		return ""
	}
	parts := []string{Portable(figure(item.Picture), page), Portable(string(item.Body.HTML), page)}
	for _, line := range item.Corrections {
		parts = append(parts, "<p>"+html.EscapeString(plain(line))+"</p>")
	}
	return strings.Join(slices.DeleteFunc(parts, func(part string) bool { return part == "" }), "\n")
}

// figure writes the picture of a report with its words and its credit; nothing
// where there is none.
func figure(p view.Picture) string {
	if p.Src == "" {
		return ""
	}
	image := fmt.Sprintf(`<img src="%s" alt="%s"`, html.EscapeString(p.Src), html.EscapeString(p.Alt))
	if p.Width > 0 && p.Height > 0 {
		image += fmt.Sprintf(` width="%d" height="%d"`, p.Width, p.Height)
	}
	words := strings.Join(said([]string{p.Caption, p.Credit}), " ")
	if words == "" {
		return "<figure>" + image + "></figure>"
	}
	return "<figure>" + image + "><figcaption>" + html.EscapeString(words) + "</figcaption></figure>"
}

// Portable gives the text of a page as HTML that may stand anywhere: well-formed,
// with whole addresses, without scripts, forms, frames and what only the page's
// style sheets give a meaning. It is empty for a text that cannot be read as HTML.
func Portable(text string, page *url.URL) string {
	nodes, err := html.ParseFragment(strings.NewReader(text), &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body})
	if err != nil {
		return ""
	}
	root := &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div}
	for _, n := range nodes {
		carry(root, n, page)
	}
	var out strings.Builder
	for n := root.FirstChild; n != nil; n = n.NextSibling {
		if err := html.Render(&out, n); err != nil {
			return ""
		}
	}
	return plain(strings.TrimSpace(out.String()))
}

// carry puts what may be carried of a node below another.
func carry(into, n *html.Node, page *url.URL) {
	switch {
	case n.Type == html.TextNode:
		into.AppendChild(&html.Node{Type: html.TextNode, Data: n.Data})
		return
	case n.Type != html.ElementNode || n.Namespace != "" || dropped[n.DataAtom]:
		return
	}
	if kept[n.DataAtom] {
		e := &html.Node{Type: html.ElementNode, Data: n.Data, DataAtom: n.DataAtom, Attr: attributes(n, page)}
		if needs := sourceOf[n.DataAtom]; needs != nil && !slices.ContainsFunc(e.Attr, func(a html.Attribute) bool { return slices.Contains(needs, a.Key) }) {
			return
		}
		into.AppendChild(e)
		into = e
	}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		carry(into, child, page)
	}
}

// sourceOf are the elements that are nothing without one of some attributes.
var sourceOf = map[atom.Atom][]string{atom.Img: {"src"}, atom.Source: {"src", "srcset"}, atom.Track: {"src"}}

func attributes(n *html.Node, page *url.URL) []html.Attribute {
	var out []html.Attribute
	for _, a := range n.Attr {
		switch {
		case a.Namespace != "":
			continue
		case a.Key == "href" && n.DataAtom == atom.A:
			a.Val = whole(a.Val, page, "http", "https", "mailto", "tel")
		case a.Key == "src" || a.Key == "poster" || a.Key == "cite":
			a.Val = whole(a.Val, page, "http", "https")
		case a.Key == "srcset":
			a.Val = wholeSet(a.Val, page)
		case plainAttributes[a.Key]:
			out = append(out, a)
			continue
		default:
			continue
		}
		if a.Val != "" {
			out = append(out, a)
		}
	}
	return out
}

// whole resolves a reference against the address of the page that it stands on
// (RFC 3986, section 5); it is empty where the reference has none of the schemes.
func whole(reference string, page *url.URL, schemes ...string) string {
	to, err := page.Parse(strings.TrimSpace(reference))
	if err != nil || !slices.Contains(schemes, to.Scheme) {
		return ""
	}
	if web := to.Scheme == "http" || to.Scheme == "https"; web && to.Host == "" || !web && to.Opaque == "" {
		return ""
	}
	return to.String()
}

// wholeSet resolves the candidates of a srcset as browsers part them: an address
// runs to the next space, what follows it to the next comma (HTML, "parse a
// srcset attribute").
func wholeSet(set string, page *url.URL) string {
	var out []string
	for {
		set = strings.TrimLeft(set, ", \t\n\f\r")
		if set == "" {
			return strings.Join(out, ", ")
		}
		end := strings.IndexAny(set, " \t\n\f\r")
		if end < 0 {
			end = len(set)
		}
		address, size := set[:end], ""
		set = set[end:]
		if bare := strings.TrimRight(address, ","); bare != address {
			address = bare
		} else {
			size, set, _ = strings.Cut(set, ",")
		}
		if address = whole(address, page, "http", "https"); address != "" {
			out = append(out, strings.TrimSpace(address+" "+strings.TrimSpace(size)))
		}
	}
}
