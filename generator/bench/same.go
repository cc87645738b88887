package main

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// extras are what Daybook makes beside the pages of the other site. Its style
// sheet carries a fingerprint in its name, and is held against style.css.
var extras = []string{"404.html", "corrections/index.html", "feeds/all.opml", "feeds/index.html", "robots.txt", "favicon.ico", "apple-touch-icon.png", "icon-192.png", "icon-512.png", "site.webmanifest"}

// different tells how what readers see of one built site differs from what they
// see of another: files that only one has, and files that show other things. It
// gives the number of files compared, and a line for each difference.
//
// Of a page, its title and the text of its body count; white space, curly
// quotes and the dash before who was quoted do not. In a list of dated things,
// the order of those of one date does not count, nor that one is told twice, nor
// that a name is; nor does the order of the reports of a day. Where several reports tell one
// event, the other site may name more of them than one does. Of a feed, what it
// links to and each item's title, link, text and time count; of a sitemap, its
// addresses in any order.
func different(one, other string) (compared int, lines []string, err error) {
	left, err := filesOf(one)
	if err != nil {
		return 0, nil, err
	}
	right, err := filesOf(other)
	if err != nil {
		return 0, nil, err
	}
	for _, name := range left {
		if _, found := slices.BinarySearch(right, name); !found {
			lines = append(lines, "only in "+one+": "+name)
		}
	}
	for _, name := range right {
		if _, found := slices.BinarySearch(left, name); !found {
			if !slices.Contains(extras, name) {
				lines = append(lines, "only in "+other+": "+name)
			}
			continue
		}
		a, err := shown(one, name)
		if err != nil {
			return compared, lines, err
		}
		b, err := shown(other, name)
		if err != nil {
			return compared, lines, err
		}
		compared++
		if d := a.difference(b); d != "" {
			lines = append(lines, name+": "+d)
		}
	}
	return compared, lines, nil
}

// sight is what a file shows: its text, and apart from that its dated things.
type sight struct {
	text  string
	lines []line
}

// line is one dated thing of a list.
type line struct {
	date, what string
	link       string // what it links to at its end, such as the report that tells it
}

func (s sight) difference(other sight) string {
	if s.text != other.text {
		return firstDifference(s.text, other.text)
	}
	told, at := map[line]bool{}, 0
	for _, l := range s.lines {
		told[line{l.date, l.what, ""}] = true
	}
	for _, l := range other.lines {
		switch {
		case at < len(s.lines) && l == s.lines[at]:
			at++
		case l.link == "" || !told[line{l.date, l.what, ""}]:
			return fmt.Sprintf("only the other has %q", l)
		}
	}
	if at < len(s.lines) {
		return fmt.Sprintf("the other lacks %q", s.lines[at])
	}
	return ""
}

// filesOf lists the files of a built site. The style sheet goes by the name
// style.css wherever it lies, and other assets are left out.
func filesOf(dir string) ([]string, error) {
	var names []string
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		if strings.HasPrefix(name, "assets/") {
			if !strings.HasPrefix(name, "assets/style.") {
				return nil
			}
			name = "style.css"
		}
		names = append(names, name)
		return nil
	})
	slices.Sort(names)
	return names, err
}

// shown gives what a reader, or a feed reader, gets of a file.
func shown(dir, name string) (sight, error) {
	if name == "style.css" {
		return sight{}, nil // one minifies it, the other does not
	}
	text, err := os.ReadFile(path.Join(dir, name))
	if err != nil {
		return sight{}, err
	}
	switch {
	case strings.HasSuffix(name, ".html"):
		return page(text, strings.HasPrefix(name, "days/"))
	case name == "sitemap.xml":
		return addresses(text)
	case strings.HasSuffix(name, ".xml"):
		return feedText(text)
	}
	return sight{text: string(text)}, nil
}

func firstDifference(a, b string) string {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	from := max(0, i-40)
	return fmt.Sprintf("%q, and %q", a[from:min(len(a), i+60)], b[from:min(len(b), i+60)])
}

// page gives the title and the visible text of a page, a space between words;
// on a day's page the cards in the order of their texts.
func page(text []byte, day bool) (sight, error) {
	root, err := html.Parse(bytes.NewReader(text))
	if err != nil {
		return sight{}, err
	}
	if day {
		sortCards(root)
	}
	var r reading
	r.visible(root)
	return sight{r.plain(), r.lines}, nil
}

// reading gathers what a page shows.
type reading struct {
	strings.Builder
	lines []line
}

func (r *reading) plain() string { return squeezed(plainType.Replace(r.String())) }

// plainOf is the text of a part of a page.
func plainOf(n *html.Node) string {
	var r reading
	r.visible(n)
	return r.plain()
}

// plainType undoes what one site sets in better type: curly quotes, and the
// dash before who was quoted.
var plainType = strings.NewReplacer("’", "'", "‘", "'", "“", `"`, "”", `"`, "\n— ", "\n")

// sortCards puts the cards of a page into the order of their texts.
func sortCards(root *html.Node) {
	var cards []*html.Node
	for n := range root.Descendants() {
		if n.DataAtom == atom.Article && attribute(n, "class") == "card" {
			cards = append(cards, n)
		}
	}
	if len(cards) == 0 {
		return
	}
	parent, end := cards[0].Parent, cards[len(cards)-1].NextSibling
	slices.SortFunc(cards, func(a, b *html.Node) int { return strings.Compare(plainOf(a), plainOf(b)) })
	for _, card := range cards {
		parent.RemoveChild(card)
		parent.InsertBefore(card, end)
	}
}

func squeezed(text string) string { return strings.Join(strings.Fields(text), " ") }

// visible reads what shows below a node; elements that begin a line part words.
func (r *reading) visible(n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		r.WriteString(n.Data)
		return
	case n.Type == html.ElementNode && (n.DataAtom == atom.Script || n.DataAtom == atom.Style || n.DataAtom == atom.Template):
		return
	case n.DataAtom == atom.Ol && dateOf(n) != "":
		r.list(n)
		return
	case n.DataAtom == atom.P && attribute(n, "class") == "meta" && n.FirstChild == n.LastChild && n.FirstChild != nil:
		r.names(n.FirstChild.Data)
		return
	}
	apart := n.Type == html.ElementNode && !inline[n.DataAtom]
	if apart {
		r.WriteByte('\n')
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		r.visible(c)
	}
	if apart {
		r.WriteByte('\n')
	}
}

// names writes rows of names, in each every name once.
func (r *reading) names(text string) {
	for row := range strings.SplitSeq(text, " · ") {
		var once []string
		for name := range strings.SplitSeq(row, ", ") {
			if !slices.Contains(once, name) {
				once = append(once, name)
			}
		}
		r.WriteString("\n" + strings.Join(once, ", ") + "\n")
	}
}

// inline are the elements of these sites that do not part words.
var inline = map[atom.Atom]bool{atom.A: true, atom.Em: true, atom.Strong: true, atom.Time: true, atom.Span: true, atom.Sup: true, atom.Code: true, atom.Bdi: true}

// list reads a list of dated things, those of one date by their text.
func (r *reading) list(list *html.Node) {
	var lines []line
	for item := list.FirstChild; item != nil; item = item.NextSibling {
		if item.DataAtom != atom.Li {
			continue
		}
		l := line{date: dateOf(item)}
		if last := lastElement(item); last != nil && last.DataAtom == atom.A {
			l.link = attribute(last, "href") + " " + plainOf(last)
			item.RemoveChild(last)
		}
		l.what = plainOf(item)
		lines = append(lines, l)
	}
	for start := 0; start < len(lines); {
		end := start
		for end < len(lines) && lines[end].date == lines[start].date {
			end++
		}
		slices.SortFunc(lines[start:end], func(x, y line) int {
			return cmp.Or(strings.Compare(x.what, y.what), strings.Compare(x.link, y.link))
		})
		start = end
	}
	r.lines = append(r.lines, slices.Compact(lines)...)
}

func lastElement(n *html.Node) *html.Node {
	last := n.LastChild
	for last != nil && last.Type != html.ElementNode {
		last = last.PrevSibling
	}
	return last
}

// dateOf gives the datetime of the first time element below a node.
func dateOf(n *html.Node) string {
	for d := range n.Descendants() {
		if d.DataAtom == atom.Time {
			return attribute(d, "datetime")
		}
	}
	return ""
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// addresses gives the addresses of a sitemap, sorted. Left out are pages that
// only one site has, and timelines, which only one tells search engines of.
func addresses(text []byte) (sight, error) {
	var sitemap struct {
		URLs []string `xml:"url>loc"`
	}
	if err := xml.Unmarshal(text, &sitemap); err != nil {
		return sight{}, err
	}
	list := slices.DeleteFunc(sitemap.URLs, func(address string) bool {
		return strings.HasSuffix(address, "/corrections/") || strings.HasSuffix(address, "/feeds/") || strings.HasSuffix(address, "/timeline.html")
	})
	slices.Sort(list)
	return sight{text: strings.Join(list, "\n")}, nil
}

// feedText gives what a feed in RSS 2.0 tells.
func feedText(text []byte) (sight, error) {
	var feed struct {
		Link  string `xml:"channel>link"`
		Items []struct {
			Title     string `xml:"title"`
			Link      string `xml:"link"`
			Published string `xml:"pubDate"`
			Text      string `xml:"description"`
		} `xml:"channel>item"`
	}
	if err := xml.Unmarshal(text, &feed); err != nil {
		return sight{}, err
	}
	var b strings.Builder
	fmt.Fprintln(&b, feed.Link)
	for _, item := range feed.Items {
		at, err := time.Parse(time.RFC1123Z, item.Published)
		if err != nil {
			return sight{}, err
		}
		fmt.Fprintf(&b, "%s\n%s\n%s\n%s\n", squeezed(item.Title), item.Link, at.UTC().Format(time.RFC3339), squeezed(item.Text))
	}
	return sight{text: b.String()}, nil
}
