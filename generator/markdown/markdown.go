// Package markdown turns the body of a content file into HTML with holes, and
// tells what the body mentions.
//
// Bodies are CommonMark with tables, strikethrough, footnotes, definition
// lists and smart punctuation, read by github.com/yuin/goldmark. To these come
// Daybook's own links, which any other reader of Markdown still shows as
// links:
//
//	[On Tuesday](date:2024-01-16)
//	[Iran strikes](event:2024-01-16#panjgur-strike "Iran strikes Panjgur")
//	[he](person:…)  [it](organisation:…)  [there](place:…)  [story](topic:…)  [see](article:…)
//
// and a blockquote whose last line is `— [Name](person:slug), role, date`, which
// is a quotation of that person.
//
// A link that is a paragraph of its own and leads to a page with a player, or to
// a file of sound or film, is the place for that player: an embed. Whether it is
// shown is settled when the embed is filled.
//
// Addresses of this site are not known while a body is read, so that reading
// one file never depends on another. Each link to something of this site is a
// hole in the HTML; Fill closes the holes. HTML in a body is shown as text
// unless Options.RawHTML is set. Links with schemes other than http, https,
// mailto and tel are dropped and reported.
//
// A body costs time and memory in proportion to its length, whatever it holds:
// what is nested too deep, tables that are mostly empty cells and addresses
// that a few letters repeat without end are reported and not made.
//
// In: the body's bytes within their file. Out: the HTML, a news.Body, the
// events that the prose tells, and problems. The package does no I/O.
package markdown

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"time"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"daybook/generator/news"
	"daybook/generator/problem"
	"daybook/generator/source"
)

// Version changes whenever the same body may give other HTML, so that kept
// results are not used any more.
const Version = "5"

// Rules of this package.
const (
	RuleLink   = "unsafe-link"  // a scheme that is not let through
	RuleDate   = "wrong-date"   // a date: or event: link whose date cannot be read
	RuleEvent  = "wrong-event"  // an event: link without an id
	RuleHTML   = "raw-html"     // HTML in a body
	RuleTitle  = "second-title" // a heading of level 1 in a body
	RuleDepth  = "nested-too-deep"
	RuleSize   = "endless-links" // definitions of links that are repeated without end
	RuleTable  = "empty-table"   // a table that is mostly cells nobody wrote
	RuleTangle = "tangled-links" // links that are opened and never closed
)

// Options are what the reading of a body depends on beside its text.
type Options struct {
	RawHTML bool
	Lang    string
	Zone    *time.Location // for times of day without a zone
}

// Result is a body as read.
type Result struct {
	HTML     []byte // with holes; see Fill
	Body     news.Body
	Events   []news.EventCopy // told or referred to in the prose, in order
	Problems []problem.Problem
}

// Reader reads bodies. It is safe for use by several goroutines.
type Reader struct {
	parser   parser.Parser
	renderer renderer.Renderer
}

// NewReader makes a Reader.
func NewReader() *Reader {
	md := goldmark.New(
		goldmark.WithExtensions(
			extension.NewTable(extension.WithTableCellAlignMethod(extension.TableCellAlignNone)),
			extension.Strikethrough,
			extension.Footnote,
			extension.DefinitionList,
			extension.Typographer,
		),
		goldmark.WithParserOptions(parser.WithParagraphTransformers(util.Prioritized(bounds{}, 1))),
		goldmark.WithRendererOptions(renderer.WithNodeRenderers(util.Prioritized(htmlWriter{}, 100))),
	)
	return &Reader{parser: md.Parser(), renderer: md.Renderer()}
}

// Read reads the body of a file.
func (r *Reader) Read(f *source.File, body source.Span, o Options) Result {
	raw := f.Text[body.Start:body.End]
	if bytes.IndexByte(raw, holeMark) >= 0 {
		raw = bytes.ReplaceAll(raw, []byte{holeMark}, []byte{' '})
	}
	w := walker{file: f, start: body.Start, text: raw, options: o}
	doc := r.parse(&w)
	w.walk(doc)
	html := page{bytes.NewBuffer(make([]byte, 0, len(raw)+len(raw)/2))}
	if err := r.renderer.Render(&html, raw, doc); err != nil {
		w.report(problem.New(RuleHTML, f.Place(body.Start), "the body cannot be turned into HTML: %v", err))
	}
	sum := sha256.Sum256(html.Bytes())
	w.body.Hash = hex.EncodeToString(sum[:16])
	return Result{HTML: html.Bytes(), Body: w.body, Events: w.events, Problems: w.problems}
}

// page takes HTML as it is made. It is a util.BufWriter, so that none is put
// before it.
type page struct{ *bytes.Buffer }

// Buffered is 0: nothing waits to be flushed.
func (page) Buffered() int { return 0 }

// Flush does nothing.
func (page) Flush() error { return nil }

// parse gives the tree of a body, or an empty one when it would grow too deep
// or take too long.
func (r *Reader) parse(w *walker) ast.Node {
	if at := tangledLine(w.text); at >= 0 {
		w.report(problem.New(RuleTangle, w.place(at), tangled).Hinted(tangledHint))
		return ast.NewDocument()
	}
	if n := bytes.Count(w.text, []byte("[^")); n > maxNotes {
		w.report(problem.New(RuleTangle, w.place(bytes.Index(w.text, []byte("[^"))), "the body has %d marks of footnotes; at most %d are read", n, maxNotes).
			Hinted("cut the text into several"))
		return ast.NewDocument()
	}
	deep := deepLine(w.text)
	if deep < 0 {
		doc := r.parser.Parse(text.NewReader(w.text))
		if deep = deepNode(doc); deep < 0 {
			return doc
		}
	}
	w.report(problem.New(RuleDepth, w.place(deep), "lists, quotations or marks are nested more than %d levels deep here", MaxDepth).
		Hinted("write it flatter; look for a mark that is opened and never closed"))
	return ast.NewDocument()
}
