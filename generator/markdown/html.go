package markdown

import (
	"html"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
)

// Nodes of our own.
var (
	kindReference   = ast.NewNodeKind("Reference")
	kindMoment      = ast.NewNodeKind("Moment")
	kindOutward     = ast.NewNodeKind("Outward")
	kindUnlinked    = ast.NewNodeKind("Unlinked")
	kindFigure      = ast.NewNodeKind("Figure")
	kindPlain       = ast.NewNodeKind("Plain")
	kindAttribution = ast.NewNodeKind("Attribution")
	kindPlate       = ast.NewNodeKind("Plate")
)

// reference is a link to something of this site.
type reference struct {
	ast.BaseInline
	hole int
}

func (*reference) Kind() ast.NodeKind              { return kindReference }
func (n *reference) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// outward is a link to somewhere else.
type outward struct {
	ast.BaseInline
	href, title string
}

func (*outward) Kind() ast.NodeKind              { return kindOutward }
func (n *outward) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// moment is a date in words.
type moment struct {
	ast.BaseInline
	machine, title string
}

func (*moment) Kind() ast.NodeKind              { return kindMoment }
func (n *moment) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// unlinked is what stays of a link that is not let through.
type unlinked struct{ ast.BaseInline }

func (*unlinked) Kind() ast.NodeKind              { return kindUnlinked }
func (n *unlinked) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// figure holds a quotation and its attribution.
type figure struct{ ast.BaseBlock }

func (*figure) Kind() ast.NodeKind              { return kindFigure }
func (n *figure) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// plate is a picture that is a paragraph by itself.
type plate struct {
	ast.BaseBlock
	hole int
}

func (*plate) Kind() ast.NodeKind              { return kindPlate }
func (n *plate) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// attribution says whose words a quotation is.
type attribution struct{ ast.BaseBlock }

func (*attribution) Kind() ast.NodeKind              { return kindAttribution }
func (n *attribution) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// htmlWriter writes our own nodes, and those of goldmark that must be written
// otherwise than it does.
type htmlWriter struct{}

// RegisterFuncs implements renderer.NodeRenderer.
func (w htmlWriter) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(kindReference, w.reference)
	r.Register(kindOutward, w.outward)
	r.Register(kindMoment, w.moment)
	r.Register(kindUnlinked, w.nothing)
	r.Register(kindFigure, w.figure)
	r.Register(kindAttribution, w.attribution)
	r.Register(kindPlain, w.plain)
	r.Register(kindPlate, w.plate)
	r.Register(kindEmbed, w.embed)
	r.Register(ast.KindImage, w.image)
	r.Register(ast.KindAutoLink, w.autoLink)
	r.Register(ast.KindRawHTML, w.rawHTML)
	r.Register(ast.KindHTMLBlock, w.htmlBlock)
	r.Register(east.KindTable, w.table)
}

func (htmlWriter) nothing(util.BufWriter, []byte, ast.Node, bool) (ast.WalkStatus, error) {
	return ast.WalkContinue, nil
}

func (htmlWriter) reference(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	end := byte(holeClose)
	if entering {
		end = holeOpen
	}
	writeHole(w, n.(*reference).hole, end)
	return ast.WalkContinue, nil
}

func writeHole(w util.BufWriter, number int, end byte) {
	_ = w.WriteByte(holeMark)
	_, _ = w.WriteString(strconv.Itoa(number))
	_ = w.WriteByte(end)
}

func (htmlWriter) outward(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		_, _ = w.WriteString("</a>")
		return ast.WalkContinue, nil
	}
	link := n.(*outward)
	_, _ = w.WriteString(`<a href="` + html.EscapeString(string(util.URLEscape([]byte(link.href), false))) + `"`)
	if link.title != "" {
		_, _ = w.WriteString(` title="` + html.EscapeString(link.title) + `"`)
	}
	_ = w.WriteByte('>')
	return ast.WalkContinue, nil
}

func (htmlWriter) moment(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	m := n.(*moment)
	if !entering {
		_, _ = w.WriteString(`<span class="unseen"> (` + html.EscapeString(m.title) + `)</span></`)
		_, _ = w.WriteString(m.tag() + ">")
		return ast.WalkContinue, nil
	}
	_, _ = w.WriteString("<" + m.tag() + ` class="date"`)
	if m.machine != "" {
		_, _ = w.WriteString(` datetime="` + html.EscapeString(m.machine) + `"`)
	}
	_, _ = w.WriteString(` title="` + html.EscapeString(m.title) + `">`)
	return ast.WalkContinue, nil
}

// tag is time where HTML has a machine form for the date. Without one the
// element's text would have to be the machine form itself (HTML, 4.5.14).
func (m *moment) tag() string {
	if m.machine == "" {
		return "span"
	}
	return "time"
}

func (htmlWriter) figure(w util.BufWriter, _ []byte, _ ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		_, _ = w.WriteString("<figure class=\"quote\">\n")
	} else {
		_, _ = w.WriteString("</figure>\n")
	}
	return ast.WalkContinue, nil
}

func (htmlWriter) attribution(w util.BufWriter, _ []byte, _ ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		_, _ = w.WriteString("<figcaption>")
	} else {
		_, _ = w.WriteString("</figcaption>\n")
	}
	return ast.WalkContinue, nil
}

func (htmlWriter) plain(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		_, _ = w.WriteString("<p>" + html.EscapeString(string(n.Lines().Value(source))) + "</p>\n")
	}
	return ast.WalkContinue, nil
}

func (htmlWriter) image(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	image := n.(*ast.Image)
	hole, known := image.AttributeString("hole")
	if !known {
		return ast.WalkSkipChildren, nil
	}
	writeHole(w, hole.(int), holePicture)
	return ast.WalkSkipChildren, nil
}

func (htmlWriter) plate(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		writeHole(w, n.(*plate).hole, holePlate)
		_ = w.WriteByte('\n')
	}
	return ast.WalkContinue, nil
}

func (htmlWriter) autoLink(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	link := n.(*ast.AutoLink)
	if !entering {
		return ast.WalkContinue, nil
	}
	label := html.EscapeString(string(link.Label(source)))
	if _, dropped := link.AttributeString("dropped"); dropped {
		_, _ = w.WriteString(label)
		return ast.WalkContinue, nil
	}
	url := string(util.URLEscape(link.URL(source), false))
	if link.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(url), "mailto:") {
		url = "mailto:" + url
	}
	_, _ = w.WriteString(`<a href="` + html.EscapeString(url) + `">` + label + `</a>`)
	return ast.WalkContinue, nil
}

func (htmlWriter) rawHTML(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkSkipChildren, nil
	}
	raw := n.(*ast.RawHTML)
	for i := range raw.Segments.Len() {
		segment := raw.Segments.At(i)
		writeRaw(w, n, segment.Value(source))
	}
	return ast.WalkSkipChildren, nil
}

func (htmlWriter) htmlBlock(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	block := n.(*ast.HTMLBlock)
	if entering {
		if escaped(block) {
			_, _ = w.WriteString("<p>")
		}
		for i := range block.Lines().Len() {
			line := block.Lines().At(i)
			writeRaw(w, n, line.Value(source))
		}
		return ast.WalkContinue, nil
	}
	if block.HasClosure() {
		writeRaw(w, n, block.ClosureLine.Value(source))
	}
	if escaped(block) {
		_, _ = w.WriteString("</p>\n")
	}
	return ast.WalkContinue, nil
}

func escaped(n ast.Node) bool {
	value, _ := n.AttributeString("escape")
	escape, _ := value.(bool)
	return escape
}

func writeRaw(w util.BufWriter, n ast.Node, raw []byte) {
	if escaped(n) {
		raw = []byte(html.EscapeString(string(raw)))
	}
	_, _ = w.Write(raw)
}

// table puts a table into a frame that scrolls by itself, reachable by
// keyboard and named by its column heads (WCAG 2.1.1, 4.1.2).
func (htmlWriter) table(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		_, _ = w.WriteString("</table>\n</div>\n")
		return ast.WalkContinue, nil
	}
	var heads []string
	if head := n.FirstChild(); head != nil {
		for cell := head.FirstChild(); cell != nil; cell = cell.NextSibling() {
			if text := (&walker{text: source}).plain(cell); text != "" {
				heads = append(heads, text)
			}
		}
	}
	_, _ = w.WriteString(`<div class="scroll" tabindex="0"`)
	if len(heads) > 0 {
		_, _ = w.WriteString(` role="region" aria-label="` + html.EscapeString(strings.Join(heads, ", ")) + `"`)
	}
	_, _ = w.WriteString(">\n<table>\n")
	return ast.WalkContinue, nil
}
