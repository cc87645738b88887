package card

import (
	"strings"

	"github.com/go-text/typesetting/language"
)

// setting is a paragraph set in lines.
type setting struct {
	of    *paragraph
	size  int // pixels to the em
	lines []line
	fits  bool // nothing was cut and no word broken
}

// line is letters with the glyphs that draw them.
type line struct {
	letters
	glyphs []glyph
	width  int // 64ths of a pixel
}

// glyph is a drawn letter, or a part or several of them, and where its origin
// is, in 64ths of a pixel from the beginning of the line at the left, and above
// the baseline.
type glyph struct {
	face faceID
	id   uint32
	x, y int
}

// span is letters that stand on one line.
type span struct{ from, to int }

// set sets a paragraph into a box, in the first of some sizes, the largest
// first, in which it fits; in the last it is cut to fit.
func (p *paragraph) set(sizes []int, width, height int) setting {
	var s setting
	for i, size := range sizes {
		limit := width * 65536 / size
		most := max(1, height/p.lineHeight(size))
		pieces := p.split(limit)
		spans, fits := p.fill(pieces, limit, most)
		if last := i == len(sizes)-1; !last && (!fits || len(pieces) != len(p.pieces)) {
			continue
		}
		s = setting{of: p, size: size, fits: fits && len(pieces) == len(p.pieces)}
		if fits {
			spans = p.balance(pieces, spans, limit)
		}
		for j, span := range spans {
			l := line{letters: p.slice(span.from, span.to)}
			if !fits && j == len(spans)-1 {
				l.letters = p.cut(pieces, span, limit)
			}
			s.place(&l)
			s.lines = append(s.lines, l)
		}
		break
	}
	return s
}

// fill puts as many pieces on each line as it can hold, on so many lines at most.
// It reports whether all are on them.
func (p *paragraph) fill(pieces []piece, limit, most int) (spans []span, fits bool) {
	for i := 0; i < len(pieces); {
		if len(spans) == most {
			return spans, false
		}
		from, to := pieces[i].from, pieces[i].to
		width := p.span(from, pieces[i].to)
		blank := p.span(pieces[i].to, pieces[i].next)
		for i++; i < len(pieces); i++ {
			more := blank + p.span(pieces[i].from, pieces[i].to)
			if width+more > limit {
				break
			}
			width += more
			to, blank = pieces[i].to, p.span(pieces[i].to, pieces[i].next)
		}
		spans = append(spans, span{from, to})
	}
	return spans, true
}

// balance makes lines much the same length, without another line.
func (p *paragraph) balance(pieces []piece, spans []span, limit int) []span {
	if len(spans) < 2 {
		return spans
	}
	least := 0
	for _, piece := range pieces {
		least = max(least, p.span(piece.from, piece.to))
	}
	for enough := limit; least < enough; {
		narrow := (least + enough) / 2
		if tried, fits := p.fill(pieces, narrow, len(spans)); fits {
			spans, enough = tried, narrow
		} else {
			least = narrow + 1
		}
	}
	return spans
}

// trailing is what does not stand before an ellipsis.
const trailing = " ,;:.–—-·/([{«“‘،؛۔:\u00a0"

// cut gives the letters of a line that is not the end, with an ellipsis after
// the last word that leaves room for it.
func (p *paragraph) cut(pieces []piece, s span, limit int) letters {
	dots := p.setter.find('…', []faceID{p.main, serif}, p.faces[s.to-1])
	room := limit - p.setter.face(dots).em(int32(p.setter.face(dots).outlines.Upem()))
	to := s.from
	for _, piece := range pieces {
		if piece.from >= s.from && piece.to <= s.to && p.span(s.from, piece.to) <= room {
			to = piece.to
		}
	}
	for to == s.from || to < s.to && p.span(s.from, to+1) <= room && to-s.from < 2 {
		to++
	}
	for to > s.from+1 && strings.ContainsRune(trailing, p.runes[to-1]) {
		to--
	}
	whole := p.slice(s.from, to)
	n := to - s.from
	return letters{
		runes:   append(whole.runes[:n:n], '…'),
		faces:   append(whole.faces[:n:n], dots),
		scripts: append(whole.scripts[:n:n], language.Common),
		levels:  append(whole.levels[:n:n], p.base()),
	}
}

// place shapes a line.
func (s *setting) place(l *line) {
	p, x := s.of, 0
	for _, it := range l.items() {
		id := l.faces[it.from]
		f := p.setter.face(id)
		b := p.glyphsOf(l.letters, it)
		for i, g := range b.Info {
			at := b.Pos[i]
			l.glyphs = append(l.glyphs, glyph{
				face: id, id: uint32(g.Glyph),
				x: (x + f.em(at.XOffset)) * s.size / 1024, y: f.em(at.YOffset) * s.size / 1024,
			})
			x += f.em(at.XAdvance)
		}
	}
	l.width = x * s.size / 1024
}

// lineHeight is how far lines are apart, in pixels.
func (p *paragraph) lineHeight(size int) int {
	return p.reach(func(f *face) int { return f.lineSpace }) * size / 100
}

// height is how high all lines are together, in pixels.
func (s *setting) height() int { return len(s.lines) * s.of.lineHeight(s.size) }

// ascent is how far the first baseline is below the top.
func (s *setting) ascent() int {
	return s.of.reach(func(f *face) int { return f.ascent }) * s.size / 100
}

// reach is the greatest of a measure of the faces in a paragraph.
func (p *paragraph) reach(measure func(*face) int) int {
	greatest := measure(p.setter.face(p.main)) * 3 / 4
	var met [faceCount]bool
	for _, f := range p.letters.faces {
		if !met[f] {
			met[f] = true
			greatest = max(greatest, measure(p.setter.face(f)))
		}
	}
	return greatest
}
