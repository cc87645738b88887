package card

import (
	"math"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
)

// full is how much a pixel is covered at most.
const full = 63

// mask is how much each pixel around a glyph's origin is covered by it.
type mask struct {
	left, top     int // of the origin, in pixels
	width, height int
	cover         []byte
}

// glyphKey is what a mask is kept under: outlines are moved by fourths of a
// pixel, so that letters stand evenly.
type glyphKey struct {
	face faceID
	id   uint32
	size uint16
	part uint8
}

// mostKept bounds the bytes of masks that a Press keeps.
const mostKept = 16 << 20

// glyph draws a glyph with its origin at x and y, in 64ths of a pixel.
func (p *Press) glyph(g glyph, size, x, y int, ink colour) {
	x += 8 // to the nearest fourth
	key := glyphKey{face: g.face, id: g.id, size: uint16(size), part: uint8(x & 63 >> 4)}
	m, known := p.glyphs[key]
	if !known {
		m = p.rasterizer.mask(p.face(g.face), g.id, size, int(key.part))
		if p.kept += len(m.cover) + 64; p.kept > mostKept {
			clear(p.glyphs)
			p.kept = len(m.cover) + 64
		}
		p.glyphs[key] = m
	}
	p.canvas.stamp(m, x>>6+m.left, (y+32)>>6+m.top, ink)
}

// rasterizer finds which pixels an outline covers, and how much of each. Its
// coordinates are 256ths of a pixel, y downwards.
type rasterizer struct {
	points        [][2]int // pen positions; a pen that is lifted has stop before the next
	width, height int
	// Each line of an outline adds, to the pixels of a row, how much of them lies
	// to its right: to the one that it crosses a part, to the next the rest. The
	// sum from the left is what is covered.
	sums []int32
}

const stop = math.MinInt

// mask draws a glyph, moved to the right by fourths of a pixel.
func (z *rasterizer) mask(f *face, id uint32, size, part int) mask {
	outline, _ := f.outlines.GlyphData(font.GID(id)).(font.GlyphOutline)
	z.trace(f, outline, size, part*64)
	if len(z.points) == 0 {
		return mask{}
	}
	left, top, right, bottom := math.MaxInt, math.MaxInt, math.MinInt, math.MinInt
	for _, p := range z.points {
		if p[0] != stop {
			left, right = min(left, p[0]>>8), max(right, (p[0]+255)>>8)
			top, bottom = min(top, p[1]>>8), max(bottom, (p[1]+255)>>8)
		}
	}
	z.width, z.height = right-left+1, bottom-top
	z.sums = append(z.sums[:0], make([]int32, z.width*z.height+1)...)
	for i := 1; i < len(z.points); i++ {
		if a, b := z.points[i-1], z.points[i]; a[0] != stop && b[0] != stop {
			z.line(a[0]-left<<8, a[1]-top<<8, b[0]-left<<8, b[1]-top<<8)
		}
	}
	m := mask{left: left, top: top, width: z.width, height: z.height, cover: make([]byte, z.width*z.height)}
	for y := range z.height {
		sum := int32(0)
		for x := range z.width {
			sum += z.sums[y*z.width+x]
			covered := max(sum, -sum)
			m.cover[y*z.width+x] = byte(min((covered*full+whole/2)/whole, full))
		}
	}
	return m
}

// whole is the sum of a pixel that is covered as a whole.
const whole = 256 * 512

// trace writes an outline as points.
func (z *rasterizer) trace(f *face, outline font.GlyphOutline, size, shift int) {
	z.points = z.points[:0]
	// Outlines are of halves of whole units at most, so that fourths are exact.
	scale, parts := size*f.scale*256, 4*100*int(f.outlines.Upem())
	at := func(p opentype.SegmentPoint) [2]int {
		return [2]int{floorDiv(int(p.X*4)*scale+parts/2, parts) + shift, floorDiv(-int(p.Y*4)*scale+parts/2, parts)}
	}
	var start, pen [2]int
	closed := func() {
		if len(z.points) > 0 && pen != start {
			z.points = append(z.points, start)
		}
	}
	for _, s := range outline.Segments {
		switch s.Op {
		case opentype.SegmentOpMoveTo:
			closed()
			start = at(s.Args[0])
			pen = start
			z.points = append(z.points, [2]int{stop, stop}, pen)
		case opentype.SegmentOpLineTo:
			pen = at(s.Args[0])
			z.points = append(z.points, pen)
		case opentype.SegmentOpQuadTo:
			c, b := at(s.Args[0]), at(s.Args[1])
			z.curve(pen, c, b)
			pen = b
		}
	}
	closed()
}

// curve writes a curve of the second degree as lines, none of them further from
// it than a sixteenth of a pixel.
func (z *rasterizer) curve(a, c, b [2]int) {
	bend := max(abs(a[0]-2*c[0]+b[0]), abs(a[1]-2*c[1]+b[1]))
	n := 1
	for n < 32 && bend > 64*n*n {
		n++
	}
	for i := 1; i <= n; i++ {
		u, v, w := (n-i)*(n-i), 2*i*(n-i), i*i
		z.points = append(z.points, [2]int{
			floorDiv(a[0]*u+c[0]*v+b[0]*w, n*n), floorDiv(a[1]*u+c[1]*v+b[1]*w, n*n),
		})
	}
}

// line adds a line of an outline.
func (z *rasterizer) line(x0, y0, x1, y1 int) {
	if y0 == y1 {
		return
	}
	sign := 1
	if y0 > y1 {
		x0, y0, x1, y1, sign = x1, y1, x0, y0, -1
	}
	x := x0
	for y := y0; y < y1; {
		end := min(y1, (y>>8+1)<<8)
		next := x1
		if end < y1 {
			next = x0 + floorDiv((x1-x0)*(end-y0), y1-y0)
		}
		z.row(y>>8, x, next, sign*(end-y))
		x, y = next, end
	}
}

// row adds a part of a line that lies in one row and goes down by dy.
func (z *rasterizer) row(row, x0, x1, dy int) {
	if x0 > x1 {
		x0, x1 = x1, x0
	}
	sums := z.sums[row*z.width:]
	done := 0
	for x := x0; ; {
		cell := x >> 8
		end := min(x1, (cell+1)<<8)
		part := dy - done
		if end < x1 {
			part = floorDiv(dy*(end-x0), x1-x0) - done
		}
		// Of the pixel, what lies to the right of the middle of the line is covered.
		right := 512 - (x&255 + end - cell<<8)
		sums[cell] += int32(part * right)
		sums[cell+1] += int32(part * (512 - right))
		done += part
		if x = end; x == x1 {
			return
		}
	}
}

func abs(n int) int { return max(n, -n) }

// floorDiv divides by a positive number, rounding down.
func floorDiv(a, b int) int {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}
