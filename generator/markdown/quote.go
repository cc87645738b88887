package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"

	"daybook/generator/news"
	"daybook/generator/when"
)

// quote looks for the speaker's line at the end of a blockquote. When there is
// one, the quotation is noted, and the line becomes its attribution.
func (w *walker) quote(n *ast.Blockquote) func() {
	last, ok := n.LastChild().(*ast.Paragraph)
	if !ok {
		return nil
	}
	first := speakerLine(last, w.text)
	if first == nil {
		return nil
	}
	var line []ast.Node
	for node := ast.Node(first); node != nil; node = node.NextSibling() {
		line = append(line, node)
	}
	quote := news.QuoteCopy{}
	var after strings.Builder
	for _, node := range line {
		if link, isLink := node.(*ast.Link); isLink && quote.By.Text == "" {
			scheme, name, _ := strings.Cut(string(resolve(link.Destination)), ":")
			if kind, known := news.KindOf(scheme); known {
				quote.By, quote.Kind = news.Ref{Text: unescape(name), Place: w.place(link.Pos())}, kind
				continue
			}
		}
		after.WriteString(w.plain(node))
		if node != ast.Node(first) {
			after.WriteByte(' ')
		}
	}
	role, date := w.roleAndDate(after.String())
	quote.Role, quote.Date = role, date
	return func() {
		attribution := &attribution{}
		for _, node := range line {
			attribution.AppendChild(attribution, node)
		}
		trimDash(attribution, w.text)
		if last.ChildCount() == 0 {
			n.RemoveChild(n, last)
		}
		quote.Text = w.quoted(n)
		figure := &figure{}
		n.Parent().ReplaceChild(n.Parent(), n, figure)
		figure.AppendChild(figure, n)
		figure.AppendChild(figure, attribution)
		if quote.By.Text != "" {
			w.body.Quotes = append(w.body.Quotes, quote)
		}
	}
}

// quoted gives the words of a quotation, its paragraphs joined.
func (w *walker) quoted(n ast.Node) string {
	var parts []string
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		if text := w.plain(child); text != "" {
			parts = append(parts, text)
		}
	}
	return strings.Join(parts, " ")
}

// speakerLine gives the first node of a paragraph's last line when that line
// begins with a dash.
func speakerLine(p *ast.Paragraph, text []byte) ast.Node {
	first := p.FirstChild()
	for node := p.FirstChild(); node != nil; node = node.NextSibling() {
		if t, ok := node.(*ast.Text); ok && (t.SoftLineBreak() || t.HardLineBreak()) && t.NextSibling() != nil {
			first = t.NextSibling()
		}
	}
	switch node := first.(type) {
	case *ast.Text:
		value := string(node.Segment.Value(text))
		if strings.HasPrefix(value, "—") || strings.HasPrefix(value, "― ") {
			return node
		}
	case *ast.String:
		if value := string(resolve(node.Value)); strings.HasPrefix(value, "—") || strings.HasPrefix(value, "–") {
			return node
		}
	}
	return nil
}

// trimDash takes the dash from the front of an attribution; the layout's style
// gives it one.
func trimDash(a *attribution, text []byte) {
	switch node := a.FirstChild().(type) {
	case *ast.Text:
		value := node.Segment.Value(text)
		trimmed := strings.TrimLeft(string(value), "—― ")
		node.Segment.Start += len(value) - len(trimmed)
	case *ast.String:
		node.Value = []byte(strings.TrimLeft(string(resolve(node.Value)), "—– "))
	}
	if t, ok := a.FirstChild().(*ast.Text); ok && t.Segment.IsEmpty() && a.ChildCount() > 1 {
		a.RemoveChild(a, t)
	}
}

// roleAndDate reads what follows a speaker's name: a role and, after the last
// comma, a date.
func (w *walker) roleAndDate(text string) (string, when.Date) {
	text = strings.Trim(text, "—–― ,")
	head, tail := "", text
	if i := strings.LastIndexByte(text, ','); i >= 0 {
		head, tail = strings.TrimSpace(text[:i]), strings.TrimSpace(text[i+1:])
	}
	if date, err := when.Parse(tail, w.options.Zone); err == nil {
		return head, date
	}
	return text, when.Date{}
}
