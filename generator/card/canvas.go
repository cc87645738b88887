package card

import (
	"image/color"
)

// colour is an ink of a card.
type colour uint8

const (
	ink colour = iota
	accent
	quiet
	rule
)

// Colours of a card beside the accent, those of the standard style sheet by day.
var (
	paper   = color.RGBA{0xff, 0xfe, 0xfb, 0xff}
	inks    = [...]color.RGBA{ink: {0x1b, 0x1a, 0x17, 0xff}, quiet: {0x57, 0x52, 0x4a, 0xff}, rule: {0xd8, 0xd3, 0xc8, 0xff}}
	usually = color.RGBA{0x8f, 0x1d, 0x2c, 0xff} // the accent where the site has none
)

// canvas is the picture: of each pixel, the ink in the upper two bits and how much
// it covers the paper in the others.
type canvas struct {
	pixels []byte
	drawn  [Height]bool // rows with something in them
}

func newCanvas() canvas { return canvas{pixels: make([]byte, Width*Height)} }

func (c *canvas) clear() {
	for y, drawn := range c.drawn {
		if drawn {
			clear(c.row(y))
			c.drawn[y] = false
		}
	}
}

func (c *canvas) row(y int) []byte { return c.pixels[y*Width : (y+1)*Width] }

// fill covers a rectangle.
func (c *canvas) fill(left, top, right, bottom int, ink colour) {
	for y := top; y < bottom; y++ {
		c.drawn[y] = true
		row := c.row(y)[left:right]
		for i := range row {
			row[i] = byte(ink)<<6 | full
		}
	}
}

// stamp covers what a mask covers.
func (c *canvas) stamp(m mask, x, y int, ink colour) {
	left, right := max(0, -x), min(m.width, Width-x)
	for row := max(0, -y); row < min(m.height, Height-y) && left < right; row++ {
		c.drawn[y+row] = true
		from, to := m.cover[row*m.width+left:row*m.width+right], c.row(y + row)[x+left:]
		for i, cover := range from {
			if cover == 0 {
				continue
			}
			if was := to[i]; was&full != 0 && was>>6 == byte(ink) {
				b := uint(was & full)
				cover = byte(uint(cover) + b - uint(cover)*b/full)
			}
			to[i] = byte(ink)<<6 | cover
		}
	}
}

// shades are how many each ink has, from nearly paper to the ink itself. With
// the paper, a card has sixteen colours, so that half a byte holds a pixel.
var shades = [...]int{ink: 6, accent: 4, quiet: 4, rule: 1}

// numbers gives the number in the palette for each value of the canvas.
var numbers = func() (n [256]byte) {
	for b := range n {
		first := 0
		for i := range b >> 6 {
			first += shades[i]
		}
		steps := shades[b>>6]
		if step := ((b&full)*steps + full/2) / full; step > 0 {
			n[b] = byte(first + step)
		}
	}
	return n
}()

// paletteOf gives the colours of a card with an accent, the paper first.
func paletteOf(accented string) []color.RGBA {
	colours := inks
	colours[accent] = legible(accented)
	return palette(paper, colours)
}

// palette gives the colours of inks on a ground, the ground first.
func palette(ground color.RGBA, colours [rule + 1]color.RGBA) []color.RGBA {
	p := []color.RGBA{ground}
	for i, c := range colours {
		for step := 1; step <= shades[i]; step++ {
			p = append(p, mixed(ground, c, step, shades[i]))
		}
	}
	return p
}

// mixed lays step parts of an ink on a ground, of as many as cover it.
func mixed(ground, c color.RGBA, step, of int) color.RGBA {
	mix := func(ground, ink uint8) uint8 {
		return uint8((int(ground)*(of-step) + int(ink)*step + of/2) / of)
	}
	return color.RGBA{mix(ground.R, c.R), mix(ground.G, c.G), mix(ground.B, c.B), 0xff}
}

// legible reads the accent, and darkens it until text in it has the contrast
// with the paper that WCAG 2.2 asks for (1.4.3).
func legible(text string) color.RGBA {
	c, ok := parse(text)
	if !ok {
		c = usually
	}
	for contrast(c) < 450 {
		c.R, c.G, c.B = darker(c.R), darker(c.G), darker(c.B)
	}
	return c
}

func darker(v uint8) uint8 { return uint8(int(v) * 15 / 16) }

// parse reads #rgb or #rrggbb.
func parse(text string) (color.RGBA, bool) {
	digits := make([]uint8, 0, 6)
	for i := 1; i < len(text); i++ {
		switch c := text[i] | 0x20; {
		case c >= '0' && c <= '9':
			digits = append(digits, c-'0')
		case c >= 'a' && c <= 'f':
			digits = append(digits, c-'a'+10)
		default:
			return color.RGBA{}, false
		}
	}
	switch {
	case len(text) == 4 && text[0] == '#':
		return color.RGBA{digits[0] * 17, digits[1] * 17, digits[2] * 17, 0xff}, true
	case len(text) == 7 && text[0] == '#':
		return color.RGBA{digits[0]<<4 | digits[1], digits[2]<<4 | digits[3], digits[4]<<4 | digits[5], 0xff}, true
	}
	return color.RGBA{}, false
}

// contrast is a hundred times the contrast of a colour with the paper, by
// WCAG 2.2.
func contrast(c color.RGBA) int {
	return 100 * (luminance(paper) + 50_000) / (luminance(c) + 50_000)
}

// luminance is a million times that of WCAG 2.2.
func luminance(c color.RGBA) int {
	return (2126*linear(c.R) + 7152*linear(c.G) + 722*linear(c.B)) / 10_000
}

// linear is a million times how much light a value of sRGB stands for, to a
// part in two hundred of the whole, by a polynomial in whole numbers.
func linear(v uint8) int {
	x := int(v) * 1_000_000 / 255
	return x * ((x*(305_306*x/1_000_000+682_171))/1_000_000 + 12_523) / 1_000_000
}
