package markdown

import (
	"html"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"daybook/generator/news"
	"daybook/generator/player"
)

var kindEmbed = ast.NewNodeKind("Embed")

// embed is a paragraph that is one link to something that can be played.
type embed struct {
	ast.BaseBlock
	number int
}

func (*embed) Kind() ast.NodeKind              { return kindEmbed }
func (n *embed) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// embed notes a link that is a paragraph of its own and leads to something that
// can be played, and gives what puts the place for it in the paragraph's stead;
// nil for any other link. w.link or w.autoLink has looked at the link already.
func (w *walker) embed(link ast.Node, target string, doc ast.Node) func() {
	paragraph := link.Parent()
	if paragraph.Kind() != ast.KindParagraph || paragraph.ChildCount() != 1 || paragraph.Parent() != doc {
		return nil
	}
	e := news.Embed{Address: target, Place: w.place(link.Pos())}
	if _, found := player.Of(target); !found {
		last := len(w.body.Holes) - 1
		path, _, _ := strings.Cut(target, "?")
		if link.Kind() != ast.KindLink || strings.Contains(path, ":") || player.Kind(path) == "" || last < 0 || w.body.Holes[last].Place != e.Place {
			return nil
		}
		e.Address, e.Hole = "", last
	}
	frame := &embed{number: len(w.body.Embeds)}
	w.body.Embeds = append(w.body.Embeds, e)
	return func() {
		if auto, is := link.(*ast.AutoLink); is {
			frame.AppendChild(frame, ast.NewString(auto.Label(w.text)))
		} else {
			for child := link.FirstChild(); child != nil; {
				next := child.NextSibling()
				frame.AppendChild(frame, child)
				child = next
			}
		}
		doc.ReplaceChild(doc, paragraph, frame)
	}
}

func (htmlWriter) embed(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	end := byte(embedClose)
	if entering {
		end = embedOpen
	}
	writeHole(w, n.(*embed).number, end)
	return ast.WalkContinue, nil
}

// Embed is what fills the place of an embed: the words of the link stand within
// it. Without a Src it is the link alone, without an Href the words alone.
type Embed struct {
	Href     string // where the link leads
	Src      string // the player, or the file
	Shape    string // how much room a player needs; "video" or "audio" for a file
	Note     string // what a reader should know before a player is loaded
	Poster   string // a picture that stands for a film
	Captions string // a file of captions
	Lang     string // of the captions
}

// file reports whether the browser plays the embed by itself.
func (e Embed) file() bool { return e.Shape == "video" || e.Shape == "audio" }

func (e Embed) open(out *strings.Builder) {
	attribute := func(name, value string) {
		if value != "" {
			out.WriteString(" " + name + `="` + html.EscapeString(value) + `"`)
		}
	}
	link := func() {
		if e.Href != "" {
			out.WriteString("<a")
			attribute("href", e.Href)
			out.WriteByte('>')
		}
	}
	switch {
	case e.Src == "":
		out.WriteString("<p>")
	case e.file():
		out.WriteString(`<figure class="embed embed-` + e.Shape + `"><` + e.Shape + ` controls preload="none"`)
		attribute("src", e.Src)
		attribute("poster", e.Poster)
		out.WriteByte('>')
		if e.Captions != "" {
			out.WriteString(`<track kind="captions"`)
			attribute("src", e.Captions)
			attribute("srclang", e.Lang)
			out.WriteByte('>')
		}
		out.WriteString("</" + e.Shape + ">\n<figcaption>")
	default:
		out.WriteString(`<figure class="embed embed-` + e.Shape + `"`)
		attribute("data-src", e.Src)
		out.WriteString(`><p class="embed-room">`)
	}
	link()
}

func (e Embed) close(out *strings.Builder) {
	if e.Href != "" {
		out.WriteString("</a>")
	}
	switch {
	case e.Src == "":
		out.WriteString("</p>\n")
	case e.file():
		out.WriteString("</figcaption></figure>\n")
	default:
		out.WriteString("</p>\n<figcaption>" + html.EscapeString(e.Note) + "</figcaption></figure>\n")
	}
}
