package markdown

import (
	"path"
	"strconv"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"

	"daybook/generator/news"
	"daybook/generator/problem"
	"daybook/generator/source"
	"daybook/generator/when"
)

// openingLength is how many letters of a body stand for it in lists.
const openingLength = 300

// walker goes through a parsed body once: it puts holes where links to this
// site stand, and collects what the body tells.
type walker struct {
	file     *source.File
	start    int // of the body in the file
	text     []byte
	options  Options
	body     news.Body
	events   []news.EventCopy
	problems []problem.Problem
	ids      map[string]bool
}

func (w *walker) place(offset int) source.Place { return w.file.Place(w.start + max(offset, 0)) }

func (w *walker) report(p problem.Problem) { w.problems = append(w.problems, p) }

func (w *walker) walk(doc ast.Node) {
	w.ids = map[string]bool{}
	var replace []func()
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Heading:
			w.heading(n)
		case *ast.Paragraph:
			if w.body.Opening == "" && n.Parent() == doc {
				w.body.Opening = shorten(w.plain(n), openingLength)
			}
		case *ast.Text:
			w.body.Words += words(n.Segment.Value(w.text))
		case *ast.Link:
			if put := w.link(n); put != nil {
				replace = append(replace, func() { put(n) })
			}
		case *ast.Image:
			w.image(n)
		case *ast.AutoLink:
			w.autoLink(n)
		case *ast.Blockquote:
			if q := w.quote(n); q != nil {
				replace = append(replace, q)
			}
		case *ast.RawHTML:
			w.rawHTML(n.Segments.At(0).Start)
			n.SetAttributeString("escape", !w.options.RawHTML)
		case *ast.HTMLBlock:
			w.rawHTML(n.Pos())
			n.SetAttributeString("escape", !w.options.RawHTML)
		case *east.TableCell:
			if n.Alignment != east.AlignNone {
				n.SetAttributeString("class", []byte("align-"+n.Alignment.String()))
			}
		}
		return ast.WalkContinue, nil
	})
	for _, put := range replace {
		put()
	}
}

func (w *walker) rawHTML(offset int) {
	if !w.options.RawHTML {
		w.report(problem.Warn(RuleHTML, w.place(offset), "HTML is shown as text").
			Hinted("write it in Markdown, put it between `backticks`, or allow it with  raw_html: true  in site.yaml"))
	}
}

func (w *walker) heading(n *ast.Heading) {
	if n.Level == 1 {
		w.report(problem.Warn(RuleTitle, w.place(n.Pos()), "a heading of the first level stands in a body; the title is the only one on a page").
			Hinted("write it with ##"))
		n.Level = 2
	}
	text := w.plain(n)
	base := news.Slug(text)
	if base == "" {
		base = strconv.Itoa(len(w.body.Headings) + 1)
	}
	id := HeadingID(base)
	for i := 2; w.ids[id]; i++ {
		id = HeadingID(base + "-" + strconv.Itoa(i))
	}
	w.ids[id] = true
	n.SetAttributeString("id", []byte(id))
	w.body.Headings = append(w.body.Headings, news.Heading{Level: n.Level, Text: text, ID: id})
}

// HeadingID is the id of a heading from its slug. The prefix keeps headings
// apart from the ids of the layout and of events.
func HeadingID(slug string) string { return "h-" + slug }

// plain gives the words of a node without any marks.
func (w *walker) plain(n ast.Node) string {
	var b strings.Builder
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Text:
			b.Write(util.UnescapePunctuations(resolve(n.Segment.Value(w.text))))
			if n.SoftLineBreak() || n.HardLineBreak() {
				b.WriteByte(' ')
			}
		case *ast.String:
			b.Write(resolve(n.Value))
		case *ast.AutoLink:
			b.Write(n.Label(w.text))
		case *east.FootnoteLink, *ast.RawHTML:
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	})
	return strings.Join(strings.Fields(b.String()), " ")
}

// resolve decodes character references (CommonMark 0.31, section 2.5).
func resolve(text []byte) []byte {
	return util.ResolveEntityNames(util.ResolveNumericReferences(text))
}

func shorten(text string, letters int) string {
	runes := []rune(text)
	if len(runes) <= letters {
		return text
	}
	cut := string(runes[:letters-1])
	if i := strings.LastIndexByte(cut, ' '); i > len(cut)/2 {
		cut = cut[:i]
	}
	return strings.TrimRightFunc(cut, unicode.IsPunct) + "…"
}

func words(text []byte) int {
	count, inside := 0, false
	for _, r := range string(text) {
		letter := unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == '\'' || r == '’'
		if letter && !inside {
			count++
		}
		inside = letter
	}
	return count
}

// hole notes a link to something of this site and gives its number.
func (w *walker) hole(h news.Hole) int {
	w.body.Holes = append(w.body.Holes, h)
	return len(w.body.Holes) - 1
}

// link looks at a link and gives what must be put in its stead, if anything.
func (w *walker) link(n *ast.Link) func(*ast.Link) {
	target := string(resolve(n.Destination))
	at := w.place(n.Pos())
	scheme, rest, found := strings.Cut(target, ":")
	if !found || strings.ContainsAny(scheme, "/?#") {
		hole := w.hole(w.local(target, at))
		return func(n *ast.Link) { swap(n, &reference{hole: hole}) }
	}
	switch scheme = strings.ToLower(strings.TrimFunc(scheme, unicode.IsControl)); scheme {
	case "http", "https", "mailto", "tel":
		n.Destination = []byte(target)
		return nil
	case "date":
		return w.date(rest, at)
	case "event":
		return w.event(n, rest, at)
	}
	if kind, known := news.KindOf(scheme); known && kind != news.KindActor {
		name, fragment, _ := strings.Cut(rest, "#")
		hole := w.hole(news.Hole{Kind: kind, Target: unescape(name), Fragment: fragment, Place: at})
		return func(n *ast.Link) { swap(n, &reference{hole: hole}) }
	}
	p := problem.New(RuleLink, at, "links with the scheme %q are not let through", shorten(scheme, 20)+":")
	schemes := []string{"https", "http", "mailto", "tel", "date", "event", "person", "organisation", "place", "topic", "article", "page"}
	if near := problem.Nearest(scheme, schemes); near != "" {
		p = p.Hinted("did you mean %s:?", near)
	} else {
		p = p.Hinted("use an https: address, or a name such as person:…")
	}
	w.report(p)
	return func(n *ast.Link) { swap(n, &unlinked{}) }
}

// unescape undoes percent-encoding, which some editors put into links.
func unescape(text string) string {
	if !strings.Contains(text, "%") {
		return text
	}
	return string(percentDecoded(text))
}

func percentDecoded(text string) []byte {
	out := make([]byte, 0, len(text))
	for i := 0; i < len(text); i++ {
		if text[i] == '%' && i+2 < len(text) {
			if b, err := strconv.ParseUint(text[i+1:i+3], 16, 8); err == nil {
				out = append(out, byte(b))
				i += 2
				continue
			}
		}
		out = append(out, text[i])
	}
	return out
}

// local reads an address without a scheme: of this page, of this site, or of
// a file beside this one.
func (w *walker) local(target string, at source.Place) news.Hole {
	target, fragment, _ := strings.Cut(target, "#")
	target = unescape(target)
	if target != "" && !strings.HasPrefix(target, "/") {
		target = path.Join(path.Dir(w.file.Path), target)
	}
	return news.Hole{Target: target, Fragment: fragment, Place: at}
}

func (w *walker) image(n *ast.Image) {
	target := string(resolve(n.Destination))
	at := w.place(n.Pos())
	scheme, _, found := strings.Cut(target, ":")
	if found && !strings.ContainsAny(scheme, "/?#") {
		w.report(problem.New(RuleLink, at, "a picture from elsewhere is not shown: readers' browsers would ask that host for it").
			Hinted("put the picture into content/media/ and write /media/name.jpg"))
		n.SetAttributeString("dropped", true)
		return
	}
	hole := w.local(target, at)
	hole.Image = true
	n.SetAttributeString("hole", w.hole(hole))
}

func (w *walker) autoLink(n *ast.AutoLink) {
	scheme, _, found := strings.Cut(string(n.URL(w.text)), ":")
	if n.AutoLinkType == ast.AutoLinkEmail {
		return
	}
	switch strings.ToLower(scheme) {
	case "http", "https", "mailto", "tel":
		return
	}
	if found {
		w.report(problem.New(RuleLink, w.place(n.Pos()), "links with the scheme %q are not let through", shorten(scheme, 20)+":").
			Hinted("use an https: address"))
	}
	n.SetAttributeString("dropped", true)
}

func (w *walker) date(text string, at source.Place) func(*ast.Link) {
	date, err := when.Parse(unescape(text), w.options.Zone)
	if err != nil {
		w.report(DateProblem(RuleDate, at, err))
		return func(n *ast.Link) { swap(n, &unlinked{}) }
	}
	moment := &moment{machine: when.Machine(date), title: when.WordsWithWeekday(date, w.options.Lang)}
	return func(n *ast.Link) { swap(n, moment) }
}

// DateProblem words an error of when.Parse as a problem.
func DateProblem(rule string, at source.Place, err error) problem.Problem {
	if e, ok := err.(*when.ParseError); ok {
		p := problem.New(rule, at, "%q is not a date: %s", shorten(e.Text, 40), e.Sentence)
		if e.Hint != "" {
			return p.Hinted("%s", e.Hint)
		}
		return p
	}
	return problem.New(rule, at, "not a date: %v", err)
}

// event reads an event link: with a date it tells the event, without one it
// refers to it.
func (w *walker) event(n *ast.Link, rest string, at source.Place) func(*ast.Link) {
	dateText, id, found := strings.Cut(unescape(rest), "#")
	if !found {
		dateText, id = "", dateText
	}
	if news.Slug(id) == "" || news.Slug(id) != id {
		p := problem.New(RuleEvent, at, "an event link needs an id of letters, digits and hyphens, and this has %q", shorten(id, 40))
		example := news.Slug(id)
		if example == "" {
			example = "panjgur-strike"
		}
		w.report(p.Hinted("write it as  event:2024-01-16#%s", example))
		return func(n *ast.Link) { swap(n, &unlinked{}) }
	}
	telling := news.EventCopy{ID: id, IDAt: at, Place: at, DateAt: at, InProse: true, Mention: dateText == "", Headline: string(resolve(n.Title))}
	if dateText != "" {
		date, err := when.Parse(dateText, w.options.Zone)
		if err != nil {
			w.report(DateProblem(RuleDate, at, err))
			return func(n *ast.Link) { swap(n, &unlinked{}) }
		}
		telling.Date = date
	}
	if telling.Headline == "" && !telling.Mention {
		telling.Headline = w.plain(n)
	}
	w.events = append(w.events, telling)
	hole := w.hole(news.Hole{Kind: news.KindEvent, Target: id, Place: at})
	return func(n *ast.Link) { swap(n, &reference{hole: hole}) }
}

// swap puts a node in the stead of another and gives it its children.
func swap(old, fresh ast.Node) {
	for child := old.FirstChild(); child != nil; {
		next := child.NextSibling()
		fresh.AppendChild(fresh, child)
		child = next
	}
	old.Parent().ReplaceChild(old.Parent(), old, fresh)
}
