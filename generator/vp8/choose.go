package vp8

import "math"

// tried is how many modes of a small block are tried to the end.
const tried = 3

// choose settles how a block is predicted, and makes it as a reader will.
func (e *encoder) choose(x, y int) {
	b := &e.blocks[y*e.wide+x]
	var large [256]uint8
	cost := e.chooseLarge(b, x, y, &large)
	if small := *b; e.chooseSmall(&small, x, y, cost) {
		*b = small
	} else {
		e.put(0, 16, x, y, large[:])
		e.aboveModes[x], e.leftModes = [4]uint8{b.luma, b.luma, b.luma, b.luma}, [4]uint8{b.luma, b.luma, b.luma, b.luma}
	}
	e.chooseChroma(b, x, y)
	b.empty = true
	for i := range b.levels {
		b.empty = b.empty && (i == means && b.small || b.levels[i] == levels{})
	}
	e.left, e.above[x] = b.holds(e.left, e.above[x])
}

// holds gives what the blocks to the right and below are to know, given what
// this one knew: without means, those before count on.
func (b *block) holds(left, above holding) (right, below holding) {
	right.means, below.means = left.means, above.means
	if !b.small {
		right.means = holds(&b.levels[means])
		below.means = right.means
	}
	for i := range 4 {
		right.luma[i], below.luma[i] = holds(&b.levels[i*4+3]), holds(&b.levels[12+i])
	}
	for i := range 2 {
		right.u[i], below.u[i] = holds(&b.levels[firstU+i*2+1]), holds(&b.levels[firstU+2+i])
		right.v[i], below.v[i] = holds(&b.levels[firstV+i*2+1]), holds(&b.levels[firstV+2+i])
	}
	return right, below
}

func holds(l *levels) uint8 {
	if *l != (levels{}) {
		return 1
	}
	return 0
}

// straight are the modes of large blocks, in the order of their probability.
var straight = [4]uint8{modeDC, modeVE, modeHE, modeTM}

// largePrice is what it costs to say that luma is one block, and in which mode,
// in 256ths of a bit: the probabilities are the same for all pictures.
func largePrice(mode uint8) int64 {
	bits := price(145, true) + price(156, mode == modeHE || mode == modeTM)
	if mode == modeDC || mode == modeVE {
		return int64(bits + price(163, mode == modeVE))
	}
	return int64(bits + price(128, mode == modeTM))
}

// chooseLarge predicts luma as one block and gives what that costs; made is how
// it looks to a reader.
func (e *encoder) chooseLarge(b *block, x, y int, made *[256]uint8) int64 {
	p := &e.source[0]
	at := y*16*p.stride + x*16
	var foreseen [256]uint8
	best := int64(math.MaxInt64)
	for _, mode := range straight {
		predictLarge(&e.made[0], 16, x, y, mode, foreseen[:])
		if cost := distance(p.pix[at:], p.stride, foreseen[:], 16)<<8 + e.lambda*largePrice(mode); cost < best {
			best, b.luma, *made = cost, mode, foreseen
		}
	}
	var parts [16]residue
	var sums residue
	for i := range parts {
		parts[i].miss(p.pix[at+i>>2*4*p.stride+i&3*4:], p.stride, made[i>>2*64+i&3*4:], 16)
		parts[i].forward()
		sums[i] = parts[i][0]
	}
	sums.sums(1, 1)
	sums.quantise(&b.levels[means], 0, &e.second)
	bits := e.prices.of(&b.levels[means], 0, 1, int(e.left.means+e.above[x].means))
	sums.sums(3, 3)
	left, above := e.left.luma, e.above[x].luma
	for i := range parts {
		parts[i].quantise(&b.levels[i], 1, &e.luma)
		bits += e.prices.of(&b.levels[i], 1, 0, int(left[i>>2]+above[i&3]))
		left[i>>2] = holds(&b.levels[i])
		above[i&3] = left[i>>2]
		parts[i][0] = sums[i]
		parts[i].backward()
		parts[i].add(made[i>>2*64+i&3*4:], 16)
	}
	return distance(p.pix[at:], p.stride, made[:], 16)<<8 + e.lambda*(bits+largePrice(b.luma))
}

// chooseSmall predicts luma as sixteen blocks, and reports whether that costs
// less than something else. It leaves them as they look to a reader.
func (e *encoder) chooseSmall(b *block, x, y int, than int64) bool {
	source, made := &e.source[0], &e.made[0]
	b.small = true
	above, left := e.aboveModes[x], e.leftModes
	heldAbove, heldLeft := e.above[x].luma, e.left.luma
	total := e.lambda * int64(price(145, false))
	for i := range 16 {
		at := (y*16+i>>2*4)*source.stride + x*16 + i&3*4
		edge := e.edgeOf(x, y, i)
		probs := &modeProbs[above[i&3]][left[i>>2]]
		var foreseen [modes][16]uint8
		var guesses [modes]int64
		for mode := range uint8(modes) {
			edge.predict(mode, &foreseen[mode])
			guesses[mode] = distance(source.pix[at:], source.stride, foreseen[mode][:], 4)<<8 + e.lambda*modePrice(probs, mode)
		}
		best := int64(math.MaxInt64)
		var bestMade [16]uint8
		var bestLevels levels
		for range tried {
			mode := least(&guesses)
			guesses[mode] = math.MaxInt64
			var part residue
			var to levels
			part.miss(source.pix[at:], source.stride, foreseen[mode][:], 4)
			part.forward()
			part.quantise(&to, 0, &e.luma)
			part.backward()
			part.add(foreseen[mode][:], 4)
			bits := modePrice(probs, mode) + e.prices.of(&to, 0, 3, int(heldLeft[i>>2]+heldAbove[i&3]))
			if cost := distance(source.pix[at:], source.stride, foreseen[mode][:], 4)<<8 + e.lambda*bits; cost < best {
				best, bestMade, bestLevels, b.modes[i] = cost, foreseen[mode], to, mode
			}
		}
		if total += best; total >= than {
			return false
		}
		b.levels[i] = bestLevels
		heldLeft[i>>2] = holds(&bestLevels)
		heldAbove[i&3] = heldLeft[i>>2]
		above[i&3], left[i>>2] = b.modes[i], b.modes[i]
		for j := range 4 {
			copy(made.pix[at+j*made.stride:][:4], bestMade[j*4:])
		}
	}
	b.levels[means] = levels{}
	e.aboveModes[x], e.leftModes = above, left
	return true
}

func least(list *[modes]int64) uint8 {
	at := uint8(0)
	for i, n := range list {
		if n < list[at] {
			at = uint8(i)
		}
	}
	return at
}

func modePrice(probs *[9]uint8, mode uint8) int64 {
	var bits int64
	for _, turn := range paths[mode] {
		bits += int64(price(probs[turn[0]], turn[1] == 1))
	}
	return bits
}

// chooseChroma predicts both planes of chroma in one mode.
func (e *encoder) chooseChroma(b *block, x, y int) {
	best := int64(math.MaxInt64)
	var foreseen [2][64]uint8
	var kept [2][64]uint8
	for _, mode := range straight {
		cost := int64(0)
		for i := range 2 {
			p := &e.source[1+i]
			predictLarge(&e.made[1+i], 8, x, y, mode, foreseen[i][:])
			cost += distance(p.pix[y*8*p.stride+x*8:], p.stride, foreseen[i][:], 8)
		}
		if cost < best {
			best, b.chroma, kept = cost, mode, foreseen
		}
	}
	for i := range 2 {
		p := &e.source[1+i]
		for j := range 4 {
			var part residue
			at := (y*8+j>>1*4)*p.stride + x*8 + j&1*4
			part.miss(p.pix[at:], p.stride, kept[i][j>>1*32+j&1*4:], 8)
			part.forward()
			part.quantise(&b.levels[firstU+i*4+j], 0, &e.chroma)
			part.backward()
			part.add(kept[i][j>>1*32+j&1*4:], 8)
		}
		e.put(1+i, 8, x, y, kept[i][:])
	}
}

// put puts a large block into what a reader will see.
func (e *encoder) put(of, side, x, y int, pix []uint8) {
	p := &e.made[of]
	for i := range side {
		copy(p.pix[(y*side+i)*p.stride+x*side:][:side], pix[i*side:])
	}
}

// miss is what a prediction misses of 4 by 4 pixels.
func (r *residue) miss(pix []uint8, stride int, foreseen []uint8, width int) {
	for i := range 4 {
		a, b := pix[i*stride:][:4], foreseen[i*width:][:4]
		for j := range 4 {
			r[i*4+j] = int32(a[j]) - int32(b[j])
		}
	}
}

// add adds a residue to a prediction.
func (r *residue) add(pix []uint8, width int) {
	for i := range 4 {
		line := pix[i*width:][:4]
		for j := range 4 {
			line[j] = clip(int32(line[j]) + r[i*4+j])
		}
	}
}

// distance is the sum of the squared differences of a square of pixels.
func distance(pix []uint8, stride int, from []uint8, side int) int64 {
	sum := int32(0)
	for i := range side {
		a, b := pix[i*stride:][:side], from[i*side:][:side]
		for j := range a {
			d := int32(a[j]) - int32(b[j])
			sum += d * d
		}
	}
	return int64(sum)
}
