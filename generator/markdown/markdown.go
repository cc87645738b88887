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
// Addresses of this site are not known while a body is read, so that reading
// one file never depends on another. Each link to something of this site is a
// hole in the HTML; Fill closes the holes. HTML in a body is shown as text
// unless Options.RawHTML is set. Links with schemes other than http, https,
// mailto and tel are dropped and reported.
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
const Version = "1"

// Rules of this package.
const (
	RuleLink  = "unsafe-link"  // a scheme that is not let through
	RuleDate  = "wrong-date"   // a date: or event: link whose date cannot be read
	RuleEvent = "wrong-event"  // an event: link without an id
	RuleHTML  = "raw-html"     // HTML in a body
	RuleTitle = "second-title" // a heading of level 1 in a body
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
		goldmark.WithRendererOptions(renderer.WithNodeRenderers(util.Prioritized(htmlWriter{}, 100))),
	)
	return &Reader{parser: md.Parser(), renderer: md.Renderer()}
}

// Read reads the body of a file.
func (r *Reader) Read(f *source.File, body source.Span, o Options) Result {
	raw := f.Text[body.Start:body.End]
	doc := r.parser.Parse(text.NewReader(raw))
	w := walker{file: f, start: body.Start, text: raw, options: o}
	w.walk(doc)
	var html bytes.Buffer
	html.Grow(len(raw) + len(raw)/4)
	if err := r.renderer.Render(&html, raw, doc); err != nil {
		w.problems = append(w.problems, problem.New("markdown", f.Place(body.Start), "the body cannot be turned into HTML: %v", err))
	}
	sum := sha256.Sum256(html.Bytes())
	w.body.Hash = hex.EncodeToString(sum[:16])
	return Result{HTML: html.Bytes(), Body: w.body, Events: w.events, Problems: w.problems}
}
