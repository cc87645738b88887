package card

import (
	"encoding/binary"
	"image/color"

	"daybook/generator/view"
)

// Icon draws the mark of a site as a square PNG: the letter on the accent, within
// the middle four fifths, which no shape of a home screen cuts off (W3C Web
// Application Manifest, "maskable"). The bytes are lent until the next is drawn.
func (p *Press) Icon(i view.SiteIcon) ([]byte, error) {
	p.canvas.clear()
	letter := p.read(i.Letter, serif, i.Lang, i.Dir == "rtl")
	if letter.drawn() {
		p.centre(letter, i.Size)
	} else {
		p.canvas.fill(i.Size/4, i.Size*5/8, i.Size*3/4, i.Size*11/16, ink)
	}
	p.out.Reset()
	if err := p.writer.write(&p.out, &p.canvas, i.Size, i.Size, palette(legible(i.Accent), [...]color.RGBA{ink: paper, accent: paper, quiet: paper, rule: paper})); err != nil {
		return nil, err
	}
	return p.out.Bytes(), nil
}

// centre draws a line of text in the middle of a square, so large that it takes
// some half of it.
func (p *Press) centre(of paragraph, size int) {
	const steps = 3 // the text is made smaller until it fits
	for step := range steps {
		em := size * (10 - 2*step) / 16
		set := of.set([]int{em}, Width, Height)
		draw := func(x, y int) {
			for _, g := range set.lines[0].glyphs {
				p.glyph(g, em, x*64+g.x, y*64-g.y, ink)
			}
		}
		draw(Width/4, Height/2)
		left, top, right, bottom := p.canvas.bounds()
		p.canvas.clear()
		if most := size * 4 / 5; right-left > most || bottom-top > most {
			if step+1 < steps {
				continue
			}
		}
		draw(Width/4+(size-left-right)/2, Height/2+(size-top-bottom)/2)
		return
	}
}

// bounds gives the rectangle in which something is drawn.
func (c *canvas) bounds() (left, top, right, bottom int) {
	left, top = Width, Height
	for y, drawn := range c.drawn {
		if !drawn {
			continue
		}
		for x, value := range c.row(y) {
			if value != 0 {
				left, right = min(left, x), max(right, x+1)
				top, bottom = min(top, y), max(bottom, y+1)
			}
		}
	}
	return left, top, right, bottom
}

// ICO wraps a square PNG of at most 255 pixels as a file of icons, for what asks
// for /favicon.ico (the form has no standard; programs read PNG in it since 2007).
func ICO(png []byte, size int) []byte {
	const header = 6 + 16
	out := binary.LittleEndian.AppendUint16(nil, 0)
	out = binary.LittleEndian.AppendUint16(out, 1) // icons
	out = binary.LittleEndian.AppendUint16(out, 1) // of which there is one
	out = append(out, byte(size), byte(size), 0, 0)
	out = binary.LittleEndian.AppendUint16(out, 1)  // planes
	out = binary.LittleEndian.AppendUint16(out, 32) // bits to a pixel
	out = binary.LittleEndian.AppendUint32(out, uint32(len(png)))
	out = binary.LittleEndian.AppendUint32(out, header)
	return append(out, png...)
}
