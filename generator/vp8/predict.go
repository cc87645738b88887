package vp8

// slants tell how the slanted modes, and the smoothed straight ones, predict
// each of 16 pixels (section 12.3). The edge of a small block is one line of
// pixels, from the lowest on its left, over the corner, to the fourth behind
// its end above:
//
//	place  0   1..4    5       6..13    14
//	pixel  L3  L3..L0  corner  A0..A7   A7
//
// A number is the middle one of three places that are mixed 1:2:1; pair+n is the
// mean of places n and n+1.
const pair = 16

var slants = [modes][16]uint8{
	modeVE: {6, 7, 8, 9, 6, 7, 8, 9, 6, 7, 8, 9, 6, 7, 8, 9},
	modeHE: {4, 4, 4, 4, 3, 3, 3, 3, 2, 2, 2, 2, 1, 1, 1, 1},
	modeRD: {5, 6, 7, 8, 4, 5, 6, 7, 3, 4, 5, 6, 2, 3, 4, 5},
	modeLD: {7, 8, 9, 10, 8, 9, 10, 11, 9, 10, 11, 12, 10, 11, 12, 13},
	modeVR: {pair + 5, pair + 6, pair + 7, pair + 8, 5, 6, 7, 8, 4, pair + 5, pair + 6, pair + 7, 3, 5, 6, 7},
	modeVL: {pair + 6, pair + 7, pair + 8, pair + 9, 7, 8, 9, 10, pair + 7, pair + 8, pair + 9, 11, 8, 9, 10, 12},
	modeHD: {pair + 4, 5, 6, 7, pair + 3, 4, pair + 4, 5, pair + 2, 3, pair + 3, 4, pair + 1, 2, pair + 2, 3},
	modeHU: {pair + 3, 3, pair + 2, 2, pair + 2, 2, pair + 1, 1, pair + 1, 1, pair, pair, pair, pair, pair, pair},
}

// edge is the edge of a small block.
type edge [15]uint8

// edgeOf gives the edge of small block i, in order of reading, of block x, y.
// Outside of the picture it is 127 above and 129 to the left (section 12.2).
// Behind its end above, blocks on the right edge of a large one see the row
// above the large one, whatever row they are in.
func (e *encoder) edgeOf(x, y, i int) *edge {
	p := &e.made[0]
	var out edge
	px, py := x*16+i&3*4, y*16+i>>2*4
	at := py*p.stride + px
	for j := range 4 {
		if px > 0 {
			out[4-j] = p.pix[at+j*p.stride-1]
		} else {
			out[4-j] = 129
		}
	}
	switch {
	case py == 0:
		out[5] = 127
	case px == 0:
		out[5] = 129
	default:
		out[5] = p.pix[at-p.stride-1]
	}
	behind := out[10:14]
	if py > 0 {
		copy(out[6:10], p.pix[at-p.stride:])
	} else {
		out[6], out[7], out[8], out[9] = 127, 127, 127, 127
	}
	switch above := at - p.stride + 4; {
	case y == 0 && (py == 0 || i&3 == 3):
		behind[0], behind[1], behind[2], behind[3] = 127, 127, 127, 127
	case i&3 != 3:
		copy(behind, p.pix[above:above+4])
	case x < e.wide-1:
		copy(behind, p.pix[(y*16-1)*p.stride+px+4:][:4])
	default:
		last := p.pix[(y*16-1)*p.stride+px+3]
		behind[0], behind[1], behind[2], behind[3] = last, last, last, last
	}
	out[0], out[14] = out[1], out[13]
	return &out
}

// predict gives the pixels that a mode foresees from an edge.
func (n *edge) predict(mode uint8, to *[16]uint8) {
	switch mode {
	case modeDC:
		sum := uint16(4)
		for i := range 4 {
			sum += uint16(n[1+i]) + uint16(n[6+i])
		}
		for i := range to {
			to[i] = uint8(sum >> 3)
		}
	case modeTM:
		for i := range to {
			to[i] = clip(int32(n[4-i>>2]) + int32(n[6+i&3]) - int32(n[5]))
		}
	default:
		for i, s := range &slants[mode] {
			if s >= pair {
				s -= pair
				to[i] = uint8((uint16(n[s]) + uint16(n[s+1]) + 1) >> 1)
			} else {
				to[i] = uint8((uint16(n[s-1]) + 2*uint16(n[s]) + uint16(n[s+1]) + 2) >> 2)
			}
		}
	}
}

// predictLarge gives the pixels that one of the four straight modes foresees
// for a large block of a plane, whose side is 16 or 8 (section 12.2).
func predictLarge(p *plane, side, x, y int, mode uint8, to []uint8) {
	at := y*side*p.stride + x*side
	var above, left [16]uint8
	corner := uint8(127)
	for i := range side {
		above[i], left[i] = 127, 129
		if y > 0 {
			above[i] = p.pix[at-p.stride+i]
		}
		if x > 0 {
			left[i] = p.pix[at+i*p.stride-1]
		}
	}
	switch {
	case y > 0 && x > 0:
		corner = p.pix[at-p.stride-1]
	case y > 0:
		corner = 129
	}
	switch mode {
	case modeDC:
		fill(to, mean(above[:side], left[:side], y > 0, x > 0))
	case modeVE:
		for i := 0; i < len(to); i += side {
			copy(to[i:], above[:side])
		}
	case modeHE:
		for i := range side {
			fill(to[i*side:(i+1)*side], left[i])
		}
	case modeTM:
		for i := range to {
			to[i] = clip(int32(left[i/side]) + int32(above[i%side]) - int32(corner))
		}
	}
}

func fill(to []uint8, with uint8) {
	for i := range to {
		to[i] = with
	}
}

// mean is that of the edges that lie in the picture; 128 where none does.
func mean(above, left []uint8, hasAbove, hasLeft bool) uint8 {
	sum, n := 0, 0
	for i := range above {
		if hasAbove {
			sum, n = sum+int(above[i]), n+1
		}
		if hasLeft {
			sum, n = sum+int(left[i]), n+1
		}
	}
	if n == 0 {
		return 128
	}
	return uint8((sum + n/2) / n)
}
