package markdown

import (
	"bytes"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"

	"daybook/generator/news"
	"daybook/generator/when"
)

// quote looks for the speaker's line at the end of a blockquote. When there is
// one, the quotation is noted, and the line becomes its attribution. A
// quotation at the margin that links no speaker is noted as well; one within a
// list or another quotation is part of something else.
func (w *walker) quote(n *ast.Blockquote, atMargin bool) func() {
	last, ok := n.LastChild().(*ast.Paragraph)
	if !ok {
		w.unspoken(n, atMargin && n.HasChildren())
		return nil
	}
	first := speakerLine(last, w.text)
	if first == nil || first == last.FirstChild() && last.PreviousSibling() == nil {
		w.unspoken(n, atMargin)
		return nil // a dash alone is talk, not a speaker
	}
	var line []ast.Node
	for node := first; node != nil; node = node.NextSibling() {
		line = append(line, node)
	}
	quote := w.speaker(line)
	if atMargin && quote.By.Text == "" && !slices.ContainsFunc(line, isLink) {
		w.body.Unspoken = append(w.body.Unspoken, w.unlinked(last))
	}
	return func() {
		if before, is := first.PreviousSibling().(*ast.Text); is {
			before.SetSoftLineBreak(false)
			before.SetHardLineBreak(false)
		}
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
		if quote.By.Text != "" && quote.Text != "" {
			w.body.Quotes = append(w.body.Quotes, quote)
		}
	}
}

// unspoken notes a quotation without a speaker's line. Those that begin with a
// quotation, or with [!, as callouts do, are no quotations of anyone.
func (w *walker) unspoken(n *ast.Blockquote, counts bool) {
	if !counts || n.FirstChild().Kind() == ast.KindBlockquote {
		return
	}
	if lines := n.FirstChild().Lines(); lines.Len() > 0 && bytes.HasPrefix(w.text[lines.At(0).Start:], []byte("[!")) {
		return
	}
	w.body.Unspoken = append(w.body.Unspoken, news.Unspoken{Place: w.place(n.Pos())})
}

// unlinked notes the last line of a paragraph, that of a speaker who is not
// linked, as it is written.
func (w *walker) unlinked(p *ast.Paragraph) news.Unspoken {
	line := p.Lines().At(p.Lines().Len() - 1)
	text := string(line.Value(w.text))
	return news.Unspoken{Line: strings.TrimSpace(strings.TrimLeft(text, dashes+"- ")), Place: w.place(line.Start)}
}

func isLink(n ast.Node) bool { return n.Kind() == ast.KindLink || n.Kind() == ast.KindAutoLink }

// speaker reads a speaker's line: the first link to a name says who, and what
// stands beside it is a role and, after the last comma or as a link, a date.
func (w *walker) speaker(line []ast.Node) news.QuoteCopy {
	quote := news.QuoteCopy{}
	var beside strings.Builder
	for _, node := range line {
		if link, isLink := node.(*ast.Link); isLink {
			scheme, rest, _ := strings.Cut(string(resolve(link.Destination)), ":")
			kind, _ := news.KindOf(strings.ToLower(scheme))
			switch {
			case quote.By.Text == "" && (kind == news.KindPerson || kind == news.KindOrganisation || kind == news.KindPlace):
				name, _, _ := strings.Cut(rest, "#")
				quote.By, quote.Kind = news.Ref{Text: unescape(name), Place: w.file.Place(w.start + max(link.Pos(), 0))}, kind
				continue
			case strings.EqualFold(scheme, "date"):
				if date, err := when.Parse(unescape(rest), w.options.Zone); err == nil {
					quote.Date = date
					continue
				}
			}
		}
		beside.WriteString(w.words(node))
	}
	role := strings.Trim(strings.Join(strings.Fields(beside.String()), " "), dashes+" ,،")
	if cut := strings.LastIndexAny(role, ",،"); quote.Date.IsZero() {
		if date, err := when.Parse(strings.TrimLeft(role[max(cut, 0):], " ,،"), w.options.Zone); err == nil && date.InRange() {
			quote.Date, role = date, strings.TrimRight(role[:max(cut, 0)], " ,،")
		}
	}
	quote.Role = role
	return quote
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
	var value string
	switch node := first.(type) {
	case *ast.Text:
		value = string(resolve(node.Segment.Value(text)))
	case *ast.String:
		value = string(resolve(node.Value))
	}
	if strings.TrimLeft(value, dashes) == value {
		return nil
	}
	return first
}

// dashes may stand before a speaker: em, en and horizontal bar. Smart
// punctuation makes --- and -- the first two.
const dashes = "—–―"

// trimDash takes the dash from the front of an attribution; the layout's style
// gives it one.
func trimDash(a *attribution, text []byte) {
	switch node := a.FirstChild().(type) {
	case *ast.Text:
		value := node.Segment.Value(text)
		if bytes.HasPrefix(value, []byte("&")) {
			decoded := ast.NewString(bytes.TrimLeft(resolve(value), dashes+" "))
			decoded.SetRaw(true)
			a.ReplaceChild(a, node, decoded)
			return
		}
		node.Segment.Start += len(value) - len(bytes.TrimLeft(value, dashes+" "))
		if node.Segment.IsEmpty() && a.ChildCount() > 1 {
			a.RemoveChild(a, node)
		}
	case *ast.String:
		node.Value = []byte(strings.TrimLeft(string(resolve(node.Value)), dashes+" "))
		if t, ok := node.NextSibling().(*ast.Text); ok {
			value := t.Segment.Value(text)
			t.Segment.Start += len(value) - len(bytes.TrimLeft(value, " "))
		}
	}
}
