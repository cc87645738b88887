// Package card draws social cards: the pictures that messengers and other sites
// show beside a link.
//
// In: a view.SocialCard. Out: a PNG of Width by Height pixels, of few colours.
// Text is shaped with the faces below fonts/, so that Arabic script joins, Urdu
// is set in Nastaliq, and lines of both directions are in order (UAX #9). It is
// broken where its language may be broken (UAX #14), into lines of much the
// same length, in the largest size that fits; what does not fit in the
// smallest ends in an ellipsis. From right to left, the card is mirrored.
//
// Letters that no face has are never drawn as boxes: pictographs are left out,
// and of a text in such letters nothing is drawn; in the stead of a headline stands
// the site's title.
//
// Equal cards give equal bytes on every machine: all of the drawing is in whole
// numbers. Positions are in 64ths of a pixel and outlines in 256ths.
package card

import (
	"bytes"

	"daybook/generator/view"
)

// Size of a card, in pixels.
const (
	Width  = 1200
	Height = 630
)

// Where things are on a card, in pixels.
const (
	margin    = 80  // at both sides
	band      = 16  // of the accent, along the top
	storyAt   = 64  // top of kicker, headline and text
	storyEnd  = 502 // their bottom
	stripEnd  = 404 // their bottom above a strip of time
	stripAt   = 446 // the line of the strip
	rangeAt   = 494 // baseline of its first and last date
	ruleAt    = 530
	footAt    = 586 // baseline of site and date
	markSpace = 14  // from the end of the strip to its first mark
)

// Sizes of text, in pixels to the em.
const (
	kickerSize = 32
	textSize   = 30
	siteSize   = 32
	dateSize   = 28
	rangeSize  = 24
)

// storySizes are those of kicker, headline and text, and storySpace is what is
// left free below each.
var (
	storySizes = [3][]int{{kickerSize}, {76, 70, 64, 58, 53, 48, 44, 40}, {textSize}}
	storySpace = [3]int{10, 20, 0}
)

// fair is how many of the sizes of a headline are so large that it may be made
// smaller for the text.
const fair = 5

// Press draws cards one after the other and keeps the letters that it drew for
// the next. It is not safe for use by several goroutines at once.
type Press struct {
	setter
	rasterizer rasterizer
	glyphs     map[glyphKey]mask
	kept       int // bytes in glyphs
	canvas     canvas
	writer     writer
	out        bytes.Buffer
}

// New gives a Press.
func New() *Press {
	return &Press{setter: newSetter(), glyphs: map[glyphKey]mask{}, canvas: newCanvas()}
}

// Draw draws a card as a PNG. The bytes are lent until the next card is drawn.
func (p *Press) Draw(c view.SocialCard) ([]byte, error) {
	p.paint(c)
	p.out.Reset()
	if err := p.writer.write(&p.out, &p.canvas, Width, Height, paletteOf(c.Accent)); err != nil {
		return nil, err
	}
	return p.out.Bytes(), nil
}

// paint puts a card on the canvas.
func (p *Press) paint(c view.SocialCard) {
	rtl := c.Dir == "rtl"
	p.canvas.clear()
	p.canvas.fill(0, 0, Width, band, accent)
	p.canvas.fill(margin, ruleAt, Width-margin, ruleAt+2, rule)

	headline, text := p.read(c.Headline, serif, c.Lang, rtl), p.read(c.Text, sans, c.Lang, rtl)
	if !headline.drawn() {
		headline, text = p.read(c.Site, serif, c.Lang, rtl), p.read(c.Tagline, sans, c.Lang, rtl)
	}
	kicker, site, date := p.read(c.Kicker, sans, c.Lang, rtl), p.read(c.Site, serif, c.Lang, rtl), p.read(c.Date, sans, c.Lang, rtl)

	bottom := storyEnd
	if len(c.Marks) > 0 {
		bottom = stripEnd
		p.strip(c, rtl)
	}
	p.story(kicker, headline, text, bottom)
	dated := p.line(date, dateSize, footAt, (Width-2*margin)/2, atEnd, quiet)
	p.line(site, siteSize, footAt, Width-2*margin-dated-margin/2, atStart, ink)
}

// story sets the kicker, below it the headline as large as it fits, and below that
// as much of the text as there is room for. What room is left is parted above
// and below.
func (p *Press) story(kicker, headline, text paragraph, bottom int) {
	var parts [3]setting
	inks := [3]colour{accent, ink, quiet}
	y := storyAt
	for i, of := range [3]*paragraph{&kicker, &headline, &text} {
		room := bottom - y
		switch {
		case !of.drawn() || room < of.lineHeight(storySizes[i][len(storySizes[i])-1]):
			continue
		case i == 0:
			room = of.lineHeight(kickerSize)
		case i == 2:
			room = min(room, 3*of.lineHeight(textSize))
		}
		parts[i] = of.set(storySizes[i], Width-2*margin, room)
		if i == 1 && text.drawn() { // a smaller headline, where that lets two lines of text in
			smaller := of.set(storySizes[i][:fair], Width-2*margin, room-storySpace[i]-2*text.lineHeight(textSize))
			if smaller.fits {
				parts[i] = smaller
			}
		}
		y += parts[i].height() + storySpace[i]
	}
	y = storyAt + max(0, bottom-y)*2/5
	for i, part := range parts {
		if len(part.lines) > 0 {
			y = p.lines(part, y, atStart, inks[i]) + storySpace[i]
		}
	}
}

// line sets one line on a baseline and gives how wide it is, in pixels.
func (p *Press) line(of paragraph, size, baseline, width int, side side, ink colour) int {
	if !of.drawn() {
		return 0
	}
	set := of.set([]int{size}, width, of.lineHeight(size))
	p.lines(set, baseline-set.ascent(), side, ink)
	return (set.lines[0].width + 63) / 64
}

// side is where a line stands: at the start of its direction or at its end.
type side uint8

const (
	atStart side = iota
	atEnd
)

// lines draws lines from a top on, and gives their bottom.
func (p *Press) lines(s setting, top int, side side, ink colour) int {
	height := s.of.lineHeight(s.size)
	for _, l := range s.lines {
		x := margin * 64
		if s.of.rtl == (side == atStart) {
			x = (Width-margin)*64 - l.width
		}
		for _, g := range l.glyphs {
			p.glyph(g, s.size, x+g.x, (top+s.ascent())*64-g.y, ink)
		}
		top += height
	}
	return top
}

// strip draws the events of a story along a line of time.
func (p *Press) strip(c view.SocialCard, rtl bool) {
	p.canvas.fill(margin, stripAt-1, Width-margin, stripAt+1, rule)
	const length = Width - 2*margin - 2*markSpace
	for _, key := range []bool{false, true} {
		for _, m := range c.Marks {
			if m.Key != key {
				continue
			}
			x := margin + markSpace + min(max(m.At, 0), 1000)*length/1000
			if rtl {
				x = Width - x
			}
			if key {
				p.canvas.fill(x-3, stripAt-20, x+3, stripAt+20, accent)
			} else {
				p.canvas.fill(x-1, stripAt-12, x+2, stripAt+12, quiet)
			}
		}
	}
	p.line(p.read(c.From, sans, c.Lang, rtl), rangeSize, rangeAt, (Width-2*margin)/2-margin/2, atStart, quiet)
	if c.Until != c.From {
		p.line(p.read(c.Until, sans, c.Lang, rtl), rangeSize, rangeAt, (Width-2*margin)/2-margin/2, atEnd, quiet)
	}
}
