package card

import (
	"slices"
	"strings"
	"unicode"

	"github.com/go-text/typesetting/harfbuzz"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/segmenter"
	"golang.org/x/text/unicode/norm"
)

// longest is how many letters of a text are read; a card has room for fewer.
const longest = 600

// setter reads and sets text.
type setter struct {
	faces    [faceCount]face
	buffer   *harfbuzz.Buffer
	segments segmenter.Segmenter
}

func newSetter() setter { return setter{faces: newFaces(), buffer: harfbuzz.NewBuffer()} }

// letters are the letters of a text and what is known of each.
type letters struct {
	runes   []rune
	faces   []faceID
	scripts []language.Script
	levels  []uint8 // see levelsOf
}

func (l letters) slice(from, to int) letters {
	return letters{l.runes[from:to], l.faces[from:to], l.scripts[from:to], l.levels[from:to]}
}

// paragraph is a text that is ready to be broken into lines. Widths in it are
// in 65536ths of the size of text.
type paragraph struct {
	letters
	setter   *setter
	main     faceID
	lang     string
	rtl      bool
	lacks    bool // a letter that no face has
	advances []int
	pieces   []piece // its words
}

// piece is what stays together on a line: a word.
type piece struct {
	from, to int // without the space at its end
	next     int // with it
}

// read makes a text ready.
func (s *setter) read(text string, main faceID, lang string, rtl bool) paragraph {
	p := paragraph{setter: s, main: main, lang: lang, rtl: rtl}
	if text == "" {
		return p
	}
	p.take(clean(text))
	if !p.drawn() {
		return p
	}
	p.levels = levelsOf(p.runes, rtl)
	p.measure()
	p.part()
	return p
}

// drawn reports whether there is something to draw, and a letter for all of it.
func (p *paragraph) drawn() bool { return len(p.runes) > 0 && !p.lacks }

// clean gives the letters of a text in one line of composed letters, without
// control characters and those that turn the direction of what follows.
func clean(text string) []rune {
	if !norm.NFC.IsNormalString(text) {
		text = norm.NFC.String(text)
	}
	runes := make([]rune, 0, len(text))
	for _, r := range strings.ToValidUTF8(text, "") {
		switch {
		case len(runes) == longest:
			return runes
		case unicode.IsSpace(r) && r != '\u00a0' && r != '\u202f':
			r = ' '
		case unicode.IsControl(r), r == '\u00ad', r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069':
			continue
		}
		if r == ' ' && (len(runes) == 0 || runes[len(runes)-1] == ' ') {
			continue
		}
		runes = append(runes, r)
	}
	if n := len(runes); n > 0 && runes[n-1] == ' ' {
		runes = runes[:n-1]
	}
	return runes
}

// take finds the face and the script of each letter. What belongs to no script,
// such as a space or a figure, is set like the letter before it.
func (p *paragraph) take(runes []rune) {
	order := choice(p.main, p.lang)
	like, script := noFace, language.Common
	for _, r := range runes { // what comes before any letter is set like the first
		if s := language.LookupScript(r); s != language.Common && s != language.Inherited {
			if like = p.setter.find(r, order, noFace); like != noFace {
				script = s
				break
			}
		}
	}
	left := true // the letter before was left out, or there is none
	for _, r := range runes {
		if left && unicode.In(r, unicode.Cf, unicode.Variation_Selector) {
			continue
		}
		own := language.LookupScript(r)
		common := own == language.Common || own == language.Inherited
		face := like
		if !common {
			script = own
			face = noFace
		}
		if r >= '0' && r <= '9' && !p.rtl {
			face = p.main
		}
		if unicode.Is(unicode.Cf, r) && like != noFace {
			face = like // they are obeyed, not drawn
		} else if face = p.setter.find(r, order, face); face == noFace {
			if !spare(r) {
				p.lacks = true
			}
			left = true
			continue
		}
		left = false
		if !common {
			like = face
		}
		if n := len(p.runes); r == ' ' && (n == 0 || p.runes[n-1] == ' ') {
			continue // what stood between was left out
		}
		p.runes, p.faces, p.scripts = append(p.runes, r), append(p.faces, face), append(p.scripts, script)
	}
	if n := len(p.runes); n > 0 && p.runes[n-1] == ' ' {
		p.runes, p.faces, p.scripts = p.runes[:n-1], p.faces[:n-1], p.scripts[:n-1]
	}
}

// find gives the first face that has a letter, after the one to be preferred.
func (s *setter) find(r rune, order []faceID, preferred faceID) faceID {
	if preferred != noFace {
		if _, has := s.face(preferred).outlines.NominalGlyph(r); has {
			return preferred
		}
	}
	for _, f := range order {
		if _, has := s.face(f).outlines.NominalGlyph(r); has {
			return f
		}
	}
	return noFace
}

// base is the level of the paragraph.
func (p *paragraph) base() uint8 {
	if p.rtl {
		return 1
	}
	return 0
}

// item is letters that are shaped at once.
type item struct {
	from, to int
	level    uint8
}

// items cuts letters where their face, script or direction changes, and puts
// them in the order of the eye (UAX #9, L2).
func (l letters) items() []item {
	var items []item
	var highest, lowest uint8 = 0, 127
	for i := range l.runes {
		if i > 0 && l.levels[i] == l.levels[i-1] && l.faces[i] == l.faces[i-1] && l.scripts[i] == l.scripts[i-1] {
			items[len(items)-1].to = i + 1
			continue
		}
		items = append(items, item{i, i + 1, l.levels[i]})
		highest, lowest = max(highest, l.levels[i]), min(lowest, l.levels[i])
	}
	for level := highest; level >= max(lowest, 1); level-- {
		for from := 0; from < len(items); from++ {
			to := from
			for to < len(items) && items[to].level >= level {
				to++
			}
			for i, j := from, to-1; i < j; i, j = i+1, j-1 {
				items[i], items[j] = items[j], items[i]
			}
			from = max(from, to)
		}
	}
	return items
}

// glyphsOf shapes an item into the buffer of the setter.
func (p *paragraph) glyphsOf(l letters, it item) *harfbuzz.Buffer {
	b := p.setter.buffer
	b.Clear()
	b.Props = harfbuzz.SegmentProperties{Language: language.NewLanguage(p.lang), Script: l.scripts[it.from], Direction: harfbuzz.LeftToRight}
	if it.level&1 == 1 {
		b.Props.Direction = harfbuzz.RightToLeft
	}
	b.AddRunes(l.runes, it.from, it.to-it.from)
	b.Shape(p.setter.face(l.faces[it.from]).shaper, nil)
	return b
}

// em gives a length of a face's design in 65536ths of the size of text.
func (f *face) em(units int32) int {
	return int(units) * 65536 * f.scale / (100 * int(f.outlines.Upem()))
}

// measure finds how far each letter moves what follows it; of letters that are
// drawn as one, the first has it all.
func (p *paragraph) measure() {
	p.advances = make([]int, len(p.runes))
	for _, it := range p.items() {
		f := p.setter.face(p.faces[it.from])
		b := p.glyphsOf(p.letters, it)
		for i, g := range b.Info {
			p.advances[g.Cluster] += f.em(b.Pos[i].XAdvance)
		}
	}
}

// part finds the words.
func (p *paragraph) part() {
	from := 0
	for i, r := range p.runes {
		if r == ' ' {
			p.pieces = append(p.pieces, piece{from, i, i + 1})
			from = i + 1
		}
	}
	p.pieces = append(p.pieces, piece{from, len(p.runes), len(p.runes)})
}

// split cuts words that are wider than a line, where a line may end in them or,
// where it may not, between any letters.
func (p *paragraph) split(limit int) []piece {
	wide := func(w piece) bool { return p.span(w.from, w.to) > limit }
	pieces := p.pieces
	if slices.ContainsFunc(pieces, wide) {
		pieces = p.smaller(pieces, wide, func(word []rune, end func(int)) {
			p.setter.segments.Init(word)
			for lines := p.setter.segments.LineIterator(); lines.Next(); {
				end(lines.Line().Offset + len(lines.Line().Text))
			}
		})
	}
	if slices.ContainsFunc(pieces, wide) {
		pieces = p.smaller(pieces, wide, func(word []rune, end func(int)) {
			p.setter.segments.Init(word)
			for cells := p.setter.segments.GraphemeIterator(); cells.Next(); {
				end(cells.Grapheme().Offset + len(cells.Grapheme().Text))
			}
		})
	}
	return pieces
}

// smaller cuts wide pieces where cut says that parts of them end.
func (p *paragraph) smaller(pieces []piece, wide func(piece) bool, cut func(word []rune, end func(int))) []piece {
	var out []piece
	for _, w := range pieces {
		if !wide(w) {
			out = append(out, w)
			continue
		}
		from := w.from
		cut(p.runes[w.from:w.to], func(end int) {
			out = append(out, piece{from, w.from + end, w.from + end})
			from = w.from + end
		})
		out[len(out)-1].next = w.next
	}
	return out
}

// span is how wide letters are that stand on one line.
func (p *paragraph) span(from, to int) int {
	width := 0
	for _, advance := range p.advances[from:to] {
		width += advance
	}
	return width
}
