package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"daybook/generator/source"
)

// Prose gives the stretches of a body that are read as sentences, as offsets
// into the file: paragraphs, headings, items of lists and cells of tables, one
// stretch each, with their marks. Code, raw HTML and the furniture of blocks
// are left out.
func (r *Reader) Prose(f *source.File, body source.Span) []source.Span {
	raw := f.Text[body.Start:body.End]
	var spans []source.Span
	_ = ast.Walk(r.parser.Parse(text.NewReader(raw)), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering || n.Type() != ast.TypeBlock {
			return ast.WalkContinue, nil
		}
		switch n.Kind() {
		case ast.KindCodeBlock, ast.KindFencedCodeBlock, ast.KindHTMLBlock:
			return ast.WalkSkipChildren, nil
		}
		if first := n.FirstChild(); first == nil || first.Type() != ast.TypeInline {
			return ast.WalkContinue, nil
		}
		if stretch, found := extent(n); found {
			spans = append(spans, cutCode(n, source.Span{Start: body.Start + stretch.Start, End: body.Start + stretch.End}, body.Start)...)
		}
		return ast.WalkContinue, nil
	})
	return spans
}

// extent is the stretch of a block that holds text.
func extent(n ast.Node) (source.Span, bool) {
	if n.Type() == ast.TypeBlock && n.Lines().Len() > 0 {
		return source.Span{Start: n.Lines().At(0).Start, End: n.Lines().At(n.Lines().Len() - 1).Stop}, true
	}
	found, span := false, source.Span{}
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if t, ok := n.(*ast.Text); ok && entering {
			if !found {
				span.Start, found = t.Segment.Start, true
			}
			span.End = max(span.End, t.Segment.Stop)
		}
		return ast.WalkContinue, nil
	})
	return span, found
}

// cutCode takes code spans and raw HTML out of a stretch.
func cutCode(n ast.Node, stretch source.Span, start int) []source.Span {
	var out []source.Span
	cut := func(from, to int) {
		if from > stretch.Start {
			out = append(out, source.Span{Start: stretch.Start, End: from})
		}
		stretch.Start = max(stretch.Start, to)
	}
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.CodeSpan:
			if inner, found := extent(n); found {
				cut(start+inner.Start, start+inner.End)
			}
			return ast.WalkSkipChildren, nil
		case *ast.RawHTML:
			for i := range n.Segments.Len() {
				cut(start+n.Segments.At(i).Start, start+n.Segments.At(i).Stop)
			}
		}
		return ast.WalkContinue, nil
	})
	if stretch.Start < stretch.End {
		out = append(out, stretch)
	}
	return out
}
