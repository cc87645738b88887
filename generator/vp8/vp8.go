// Package vp8 compresses pictures as WebP does with loss: one key frame of VP8.
//
// RFC 6386 describes the format, and each part here names its section. A
// picture is cut into blocks of 16 by 16 pixels. Each is predicted from what
// lies above and left of it, as one or as sixteen small blocks, whichever costs
// less; what the prediction misses is transformed, rounded to multiples of a
// step and written with the probabilities that this picture turned out to have.
//
// In: a picture without clear parts. Out: the content of a chunk "VP8 ". All is
// computed with whole numbers: every machine makes the same bytes.
package vp8

import (
	"encoding/binary"
	"image"
)

// MaxSide is the greatest width and height of a picture.
const MaxSide = 1<<14 - 1

// Encode compresses a picture. Step chooses how coarsely, from 0, the finest,
// to 127.
func Encode(picture *image.RGBA, step int) []byte {
	return newEncoder(picture, step).frame(picture.Rect.Dx(), picture.Rect.Dy())
}

// steps are the steps of quantisation of one plane: of the mean, and of the
// rest. Bias rounds down what is hardly seen, in 256ths of a step.
type steps struct{ dc, ac, biasDC, biasAC int32 }

// block is what was chosen for 16 by 16 pixels.
type block struct {
	small  bool       // luma is predicted as sixteen small blocks
	luma   uint8      // the mode, unless small
	modes  [16]uint8  // those of the small blocks
	chroma uint8      // mode
	levels [25]levels // 16 of luma, 4 and 4 of chroma, and the means of luma
	empty  bool       // all levels are 0
}

// levels are the coefficients of 4 by 4 pixels in their order, in steps.
type levels [16]int16

const (
	firstU = 16
	firstV = 20
	means  = 24
)

// plane is one of the three parts of a picture, in whole blocks.
type plane struct {
	stride int
	pix    []uint8
}

type encoder struct {
	wide, high int // in blocks
	step       int
	unsmoothed bool  // for tests: a reader shows blocks as they were foreseen
	lambda     int64 // what a 256th of a bit is worth, in 256ths of squared error
	luma       steps
	second     steps // of the means of luma
	chroma     steps
	source     [3]plane
	made       [3]plane // as a reader will see it, before it is smoothed
	blocks     []block
	prices     *prices

	// What is known of the blocks above and of the one to the left: the modes of
	// small blocks, and whether they hold something, for luma, U, V and means.
	aboveModes [][4]uint8
	leftModes  [4]uint8
	above      []holding
	left       holding
}

// holding says for one edge of a block which of its small blocks hold
// something.
type holding struct {
	luma  [4]uint8
	u, v  [2]uint8
	means uint8
}

func newEncoder(picture *image.RGBA, step int) *encoder {
	w, h := picture.Rect.Dx(), picture.Rect.Dy()
	e := &encoder{wide: (w + 15) / 16, high: (h + 15) / 16, step: step, prices: pricesOf(&usualModel)}
	dc, ac := stepsDC[step], stepsAC[step]
	e.luma = steps{dc, ac, 96, 110}
	e.second = steps{dc * 2, max(8, ac*155/100), 96, 108}
	e.chroma = steps{stepsDC[min(step, 117)], ac, 110, 115}
	e.lambda = max(1, int64(ac)*int64(ac)/40)
	for i := range e.made {
		side := 16
		if i > 0 {
			side = 8
		}
		size := e.wide * side * e.high * side
		e.source[i] = plane{e.wide * side, make([]uint8, size)}
		e.made[i] = plane{e.wide * side, make([]uint8, size)}
	}
	e.convert(picture)
	e.blocks = make([]block, e.wide*e.high)
	e.aboveModes, e.above = make([][4]uint8, e.wide), make([]holding, e.wide)
	return e
}

// convert gives luma and halved chroma of a picture (ITU-R BT.601, 16 to 235),
// and goes on with its last pixels to whole blocks.
func (e *encoder) convert(picture *image.RGBA) {
	w, h := picture.Rect.Dx(), picture.Rect.Dy()
	at := func(x, y int) (r, g, b int32) {
		p := picture.Pix[min(y, h-1)*picture.Stride+min(x, w-1)*4:]
		return int32(p[0]), int32(p[1]), int32(p[2])
	}
	luma, u, v := e.source[0], e.source[1], e.source[2]
	for y := 0; y < e.high*16; y += 2 {
		for x := 0; x < e.wide*16; x += 2 {
			var sr, sg, sb int32
			for i := range 4 {
				px, py := x+i&1, y+i>>1
				r, g, b := at(px, py)
				luma.pix[py*luma.stride+px] = uint8((16829*r + 33039*g + 6416*b + 16<<16 + 1<<15) >> 16)
				sr, sg, sb = sr+r, sg+g, sb+b
			}
			i := y/2*u.stride + x/2
			u.pix[i] = clip((-9714*sr - 19070*sg + 28784*sb + 128<<18 + 1<<17) >> 18)
			v.pix[i] = clip((28784*sr - 24103*sg - 4681*sb + 128<<18 + 1<<17) >> 18)
		}
	}
}

func clip(n int32) uint8 { return uint8(min(max(n, 0), 255)) }

// startRow begins a row of blocks: nothing lies to the left of its first.
func (e *encoder) startRow() { e.leftModes, e.left = [4]uint8{}, holding{} }

// frame gives the frame (section 9): a head of ten bytes, modes, coefficients.
func (e *encoder) frame(width, height int) []byte {
	for y := range e.high {
		e.startRow()
		for x := range e.wide {
			e.choose(x, y)
		}
	}
	fitted := e.count().fit()
	smoothing := uint32(min(63, stepsAC[e.step]*3/10))
	if e.unsmoothed {
		smoothing = 0
	}
	modes := newCoder(len(e.blocks) * 4)
	modes.literal(0, 2) // the usual colours; values are clipped
	modes.literal(0, 1) // no segments
	modes.literal(0, 1) // the usual filter
	modes.literal(smoothing, 6)
	modes.literal(0, 3) // its sharpness
	modes.literal(0, 1)
	modes.literal(0, 2) // one partition of coefficients
	modes.literal(uint32(e.step), 7)
	modes.literal(0, 5) // the same step for all planes
	modes.literal(0, 1)
	fitted.write(modes)
	empty := 0
	for i := range e.blocks {
		if e.blocks[i].empty {
			empty++
		}
	}
	mayBeEmpty := probability(len(e.blocks)-empty, empty)
	modes.literal(1, 1)
	modes.literal(uint32(mayBeEmpty), 8)
	rest := newCoder(len(e.blocks) * 64)
	clear(e.aboveModes)
	for y := range e.high {
		e.startRow()
		for x := range e.wide {
			b := &e.blocks[y*e.wide+x]
			modes.bit(mayBeEmpty, b.empty)
			e.writeModes(modes, b, x)
		}
	}
	e.walk(func(slot, i int, bit bool) { rest.bit(fitted.at(slot, i), bit) }, rest.bit)
	first, second := modes.end(), rest.end()
	out := make([]byte, 10, 10+len(first)+len(second))
	head := uint32(1<<4) | uint32(len(first))<<5
	out[0], out[1], out[2] = byte(head), byte(head>>8), byte(head>>16)
	out[3], out[4], out[5] = 0x9d, 0x01, 0x2a
	binary.LittleEndian.PutUint16(out[6:], uint16(width))
	binary.LittleEndian.PutUint16(out[8:], uint16(height))
	return append(append(out, first...), second...)
}

// writeModes writes how a block is predicted (sections 8.1 and 11).
func (e *encoder) writeModes(c *coder, b *block, x int) {
	c.bit(145, !b.small)
	if b.small {
		for i, mode := range b.modes {
			writeMode(c, &modeProbs[e.aboveModes[x][i&3]][e.leftModes[i>>2]], mode)
			e.aboveModes[x][i&3], e.leftModes[i>>2] = mode, mode
		}
	} else {
		c.bit(156, b.luma == modeHE || b.luma == modeTM)
		switch b.luma {
		case modeDC, modeVE:
			c.bit(163, b.luma == modeVE)
		default:
			c.bit(128, b.luma == modeTM)
		}
		for i := range 4 {
			e.aboveModes[x][i], e.leftModes[i] = b.luma, b.luma
		}
	}
	c.bit(142, b.chroma != modeDC)
	if b.chroma != modeDC {
		c.bit(114, b.chroma != modeVE)
		if b.chroma != modeVE {
			c.bit(183, b.chroma != modeHE)
		}
	}
}

// paths are the bits that name the mode of a small block: pairs of the number
// of a probability and the bit (section 11.2).
var paths = [modes][][2]uint8{
	modeDC: {{0, 0}},
	modeTM: {{0, 1}, {1, 0}},
	modeVE: {{0, 1}, {1, 1}, {2, 0}},
	modeHE: {{0, 1}, {1, 1}, {2, 1}, {3, 0}, {4, 0}},
	modeRD: {{0, 1}, {1, 1}, {2, 1}, {3, 0}, {4, 1}, {5, 0}},
	modeVR: {{0, 1}, {1, 1}, {2, 1}, {3, 0}, {4, 1}, {5, 1}},
	modeLD: {{0, 1}, {1, 1}, {2, 1}, {3, 1}, {6, 0}},
	modeVL: {{0, 1}, {1, 1}, {2, 1}, {3, 1}, {6, 1}, {7, 0}},
	modeHD: {{0, 1}, {1, 1}, {2, 1}, {3, 1}, {6, 1}, {7, 1}, {8, 0}},
	modeHU: {{0, 1}, {1, 1}, {2, 1}, {3, 1}, {6, 1}, {7, 1}, {8, 1}},
}

func writeMode(c *coder, probs *[9]uint8, mode uint8) {
	for _, turn := range paths[mode] {
		c.bit(probs[turn[0]], turn[1] == 1)
	}
}
