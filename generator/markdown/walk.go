package markdown

import (
	"bytes"
	"cmp"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"

	"daybook/generator/news"
	"daybook/generator/player"
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

	expanded int            // bytes of addresses so far
	numbers  map[string]int // how often the slug of a heading was met
	ids      map[string]bool
	inWord   bool // the text so far ends within a word
	last     struct {
		offset int
		place  source.Place
	}
}

// place gives the place of an offset in the body. It counts on from the place
// before it on the same line, so that a long line with many links is read
// once.
func (w *walker) place(offset int) source.Place {
	offset = w.start + min(max(offset, 0), len(w.text))
	if from := w.last.offset; w.last.place.Line > 0 && from <= offset && !bytes.ContainsAny(w.file.Text[from:offset], "\r\n") {
		w.last.place.Column += utf8.RuneCount(w.file.Text[from:offset])
	} else {
		w.last.place = w.file.Place(offset)
	}
	w.last.offset = offset
	return w.last.place
}

func (w *walker) report(p problem.Problem) { w.problems = append(w.problems, p) }

func (w *walker) walk(doc ast.Node) {
	w.ids, w.numbers = map[string]bool{}, map[string]int{}
	var replace []func()
	noted := map[*ast.Link]bool{} // links with a footnote in their words
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		if n.Type() == ast.TypeBlock {
			w.inWord = false
		}
		switch n := n.(type) {
		case *ast.Heading:
			w.heading(n)
		case *ast.Paragraph:
			if w.body.Opening == "" && n.Parent() == doc {
				w.body.Opening = shorten(w.plain(n), openingLength)
			}
			if image := aloneIn(n); image != nil {
				replace = append(replace, func() {
					if hole, known := image.AttributeString("hole"); known {
						n.Parent().ReplaceChild(n.Parent(), n, &plate{hole: hole.(int)})
					}
				})
			}
		case *plain:
			w.report(problem.New(n.rule, w.place(n.Pos()), "%s", n.sentence).Hinted("%s", n.hint))
		case *ast.Text:
			w.count(n.Segment.Value(w.text))
			w.inWord = w.inWord && !n.SoftLineBreak() && !n.HardLineBreak()
		case *ast.String:
			w.count(resolve(n.Value))
		case *ast.Link:
			put := w.link(n)
			if frame := w.embed(n, string(resolve(n.Destination)), doc); frame != nil {
				put = func(*ast.Link) { frame() }
			}
			replace = append(replace, func() {
				if noted[n] {
					put = unlink
				}
				put(n)
			})
		case *ast.Image:
			w.image(n)
		case *ast.AutoLink:
			w.autoLink(n)
			if n.AutoLinkType == ast.AutoLinkURL {
				if frame := w.embed(n, string(n.URL(w.text)), doc); frame != nil {
					replace = append(replace, frame)
				}
			}
		case *east.FootnoteLink:
			if outer := linkAround(n); outer != nil {
				w.report(problem.New(RuleLink, w.place(outer.Pos()), "a footnote stands within the words of a link, and one place cannot lead to two").
					Hinted("put the footnote behind the link"))
				noted[outer] = true
			}
		case *ast.Blockquote:
			if q := w.quote(n, n.Parent() == doc); q != nil {
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

// linkAround gives the link in whose words a node stands, or nil.
func linkAround(n ast.Node) *ast.Link {
	for up := n.Parent(); up != nil && up.Type() == ast.TypeInline; up = up.Parent() {
		if link, is := up.(*ast.Link); is {
			return link
		}
	}
	return nil
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
	for w.ids[id] {
		w.numbers[base] = max(w.numbers[base], 1) + 1
		id = HeadingID(base + "-" + strconv.Itoa(w.numbers[base]))
	}
	w.ids[id] = true
	n.SetAttributeString("id", []byte(id))
	w.body.Headings = append(w.body.Headings, news.Heading{Level: n.Level, Text: text, ID: id})
}

// HeadingID is the id of a heading from its slug. The prefix keeps headings
// apart from the ids of the layout and of events.
func HeadingID(slug string) string { return "h-" + slug }

// plain gives the words of a node without any marks.
func (w *walker) plain(n ast.Node) string { return oneLine(w.words(n)) }

// oneLine puts one space in the place of each stretch of white space.
func oneLine(text string) string {
	for i := range len(text) {
		if c := text[i]; c >= utf8.RuneSelf || c < ' ' || c == ' ' && (i == 0 || text[i-1] == ' ' || i == len(text)-1) {
			return strings.Join(strings.Fields(text), " ")
		}
	}
	return text
}

// words gives the text of a node with the white space in it.
func (w *walker) words(n ast.Node) string {
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
	return b.String()
}

// resolve decodes character references (CommonMark 0.31, section 2.5).
func resolve(text []byte) []byte {
	return util.ResolveEntityNames(util.ResolveNumericReferences(text))
}

func shorten(text string, letters int) string {
	if len(text) <= letters || utf8.RuneCountInString(text) <= letters {
		return text
	}
	end := 0
	for range letters - 1 {
		_, size := utf8.DecodeRuneInString(text[end:])
		end += size
	}
	cut := text[:end]
	if i := strings.LastIndexByte(cut, ' '); i > len(cut)/2 {
		cut = cut[:i]
	}
	return strings.TrimRightFunc(cut, unicode.IsPunct) + "…"
}

// count counts the words that begin in a piece of text. A word may go on in
// the next piece: smart punctuation parts don’t in three.
func (w *walker) count(text []byte) {
	for len(text) > 0 {
		r, size := rune(text[0]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRune(text)
		}
		text = text[size:]
		letter := 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r >= utf8.RuneSelf && (unicode.In(r, unicode.L, unicode.Nd, unicode.M) || r == '\u200c' || r == '\u200d')
		if letter && !w.inWord {
			w.body.Words++
		}
		w.inWord = letter || w.inWord && (r == '\'' || r == '’')
	}
}

// hole notes a link to something of this site and gives its number.
func (w *walker) hole(h news.Hole) int {
	w.body.Holes = append(w.body.Holes, h)
	return len(w.body.Holes) - 1
}

// link looks at a link and gives what puts something in its stead.
func (w *walker) link(n *ast.Link) func(*ast.Link) {
	at := w.place(n.Pos())
	if w.expanded += len(n.Destination) + len(n.Title); w.expanded > maxExpansion+len(w.text) {
		if !slices.ContainsFunc(w.problems, func(p problem.Problem) bool { return p.Rule == RuleSize }) {
			w.report(problem.New(RuleSize, at, "long definitions of links are used so often that their addresses would outgrow the text").
				Hinted("shorten the addresses that stand at [name]: …"))
		}
		return unlink
	}
	target := string(resolve(n.Destination))
	scheme, rest, found := strings.Cut(target, ":")
	if !found || strings.ContainsAny(scheme, "/?#") {
		hole := w.hole(w.local(target, at))
		return func(n *ast.Link) { swap(n, &reference{hole: hole}) }
	}
	scheme = strings.ToLower(scheme)
	switch scheme {
	case "http", "https", "mailto", "tel":
		w.outward(scheme, target, at)
		return func(n *ast.Link) { swap(n, &outward{href: target, title: string(resolve(n.Title))}) }
	case "date":
		return w.date(rest, at)
	case "event":
		return w.event(n, rest, at)
	}
	if kind, known := news.KindOf(scheme); known && kind != news.KindActor {
		name, fragment, _ := strings.Cut(rest, "#")
		hole := w.hole(news.Hole{Kind: kind, Target: unescape(name), Fragment: unescape(fragment), Place: at})
		return func(n *ast.Link) { swap(n, &reference{hole: hole}) }
	}
	p := problem.New(RuleLink, at, "links with the scheme %q are not let through", shorten(scheme, 20)+":")
	if near := problem.Nearest(scheme, schemes); near != "" {
		p = p.Hinted("did you mean %s:?", near)
	} else {
		p = p.Hinted("use an https: address, or a name such as person:…")
	}
	w.report(p)
	return unlink
}

// outward notes a link to a page elsewhere.
func (w *walker) outward(scheme, address string, at source.Place) {
	if scheme == "http" || scheme == "https" {
		w.body.Outward = append(w.body.Outward, news.Ref{Text: address, Place: at})
	}
}

// schemes are all that a link may begin with.
var schemes = []string{"https", "http", "mailto", "tel", "date", "event", "person", "organisation", "place", "topic", "article", "page"}

func unlink(n *ast.Link) { swap(n, &unlinked{}) }

// unescape undoes percent-encoding, which some editors put into links. What is
// no code, or would not be UTF-8, stays as it is written.
func unescape(text string) string {
	if !strings.Contains(text, "%") {
		return text
	}
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
	if !utf8.Valid(out) {
		return text
	}
	return string(out)
}

// local reads an address without a scheme: of this page, of this site, or of
// a file beside this one. A query stays as it is written.
func (w *walker) local(target string, at source.Place) news.Hole {
	target, fragment, _ := strings.Cut(target, "#")
	target, query, asked := strings.Cut(target, "?")
	target = unescape(target)
	if target != "" && !strings.HasPrefix(target, "/") {
		target = path.Join(path.Dir(w.file.Path), target)
	}
	if asked {
		target += "?" + query
	}
	return news.Hole{Target: target, Fragment: unescape(fragment), Place: at}
}

func (w *walker) image(n *ast.Image) {
	at := w.place(n.Pos())
	if w.expanded += len(n.Destination) + len(n.Title); w.expanded > maxExpansion+len(w.text) {
		return
	}
	target := string(resolve(n.Destination))
	scheme, _, found := strings.Cut(target, ":")
	if found && !strings.ContainsAny(scheme, "/?#") || strings.HasPrefix(target, "//") {
		w.report(problem.New(RuleLink, at, "a picture from elsewhere is not shown: readers' browsers would ask that host for it").
			Hinted("put the picture into content/media/ and write /media/name.jpg"))
		return
	}
	if player.Kind(target) != "" {
		w.report(problem.Warn(RuleLink, at, "%q is no picture", shorten(target, 60)).
			Hinted("for a player, write a link to it as a paragraph of its own:  [what there is to see or hear](%s)", target))
	}
	hole := w.local(target, at)
	alt := w.plain(n)
	hole.Image, hole.Bare = true, alt == ""
	w.body.Images = append(w.body.Images, news.Image{Src: hole.Target, Alt: alt, Caption: string(resolve(n.Title)), Place: at})
	n.SetAttributeString("hole", w.hole(hole))
}

// aloneIn gives the picture that a paragraph consists of, or nil.
func aloneIn(n *ast.Paragraph) *ast.Image {
	if n.ChildCount() != 1 {
		return nil
	}
	image, _ := n.FirstChild().(*ast.Image)
	return image
}

// autoLink looks at an address between < and >.
func (w *walker) autoLink(n *ast.AutoLink) {
	scheme, _, _ := strings.Cut(string(n.URL(w.text)), ":")
	scheme = strings.ToLower(scheme)
	switch {
	case linkAround(n) != nil:
		n.SetAttributeString("dropped", true)
	case n.AutoLinkType == ast.AutoLinkEmail || scheme == "http" || scheme == "https" || scheme == "mailto" || scheme == "tel":
		if n.AutoLinkType == ast.AutoLinkURL {
			w.outward(scheme, string(n.URL(w.text)), w.place(n.Pos()))
		}
	default:
		p := problem.New(RuleLink, w.place(n.Pos()), "links with the scheme %q are not let through", shorten(scheme, 20)+":")
		if _, ours := news.KindOf(scheme); ours || scheme == "date" {
			p = problem.New(RuleLink, w.place(n.Pos()), "a link to %s: has no words", scheme).Hinted("write it as  [the words](%s)", n.URL(w.text))
		} else {
			p = p.Hinted("use an https: address, or put it between `backticks`")
		}
		w.report(p)
		n.SetAttributeString("dropped", true)
	}
}

func (w *walker) date(text string, at source.Place) func(*ast.Link) {
	date, ok := w.parseDate(unescape(text), at)
	if !ok {
		return unlink
	}
	moment := &moment{machine: when.Machine(date), title: when.WordsWithWeekday(date, w.options.Lang)}
	return func(n *ast.Link) { swap(n, moment) }
}

// parseDate reads a date in a link.
func (w *walker) parseDate(text string, at source.Place) (when.Date, bool) {
	date, err := when.Parse(text, w.options.Zone)
	if err != nil {
		w.report(DateProblem(RuleDate, at, err))
		return when.Date{}, false
	}
	if !date.InRange() {
		w.report(problem.New(RuleDate, at, "the date %q lies outside of the years 1 to 9999", shorten(text, 40)).Hinted("look at the year"))
		return when.Date{}, false
	}
	return date, true
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
	if !found {
		if _, err := when.Parse(id, w.options.Zone); err == nil {
			w.report(problem.New(RuleEvent, at, "the event has a date and no id").
				Hinted("write it as  event:%s#%s", id, cmp.Or(news.Slug(w.plain(n)), "panjgur-strike")))
			return unlink
		}
	}
	if !news.IsSlug(id) {
		w.report(problem.New(RuleEvent, at, "an event link needs an id of small letters, digits and hyphens, and this has %q", shorten(id, 40)).
			Hinted("write it as  event:%s#%s", cmp.Or(dateText, "2024-01-16"), cmp.Or(news.Slug(id), news.Slug(w.plain(n)), "panjgur-strike")))
		return unlink
	}
	telling := news.EventCopy{ID: id, IDAt: at, Place: at, DateAt: at, InProse: true, Mention: dateText == "", Headline: string(resolve(n.Title))}
	if dateText != "" {
		date, ok := w.parseDate(dateText, at)
		if !ok {
			return unlink
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
