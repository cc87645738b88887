package vp8

import "math"

// slotOf numbers the places of a model.
func slotOf(plane, band, context int) int { return (plane*nBands+band)*contexts + context }

func (m *model) at(slot, i int) uint8 {
	return m[slot/(nBands*contexts)][slot/contexts%nBands][slot%contexts][i]
}

// tokens says the coefficients of a small block as the bits that name them
// (section 13): model takes those whose probability is in a model's slot, and
// fixed those whose probability is always the same.
func tokens(l *levels, first, plane, context int, model func(slot, i int, bit bool), fixed func(prob uint8, bit bool)) {
	last := 15
	for last >= first && l[last] == 0 {
		last--
	}
	slot := slotOf(plane, int(bands[first]), context)
	model(slot, 0, last >= first)
	for i := first; i <= last; i++ {
		level := int(l[i])
		size := max(level, -level)
		model(slot, 1, size > 0)
		if size == 0 {
			slot = slotOf(plane, int(bands[i+1]), 0)
			continue
		}
		model(slot, 2, size > 1)
		if size > 1 {
			large(size, slot, model, fixed)
		}
		fixed(128, level < 0)
		slot = slotOf(plane, int(bands[i+1]), min(size, 2))
		if i < 15 {
			model(slot, 0, i < last)
		}
	}
}

// large says a size from 2.
func large(size, slot int, model func(slot, i int, bit bool), fixed func(prob uint8, bit bool)) {
	model(slot, 3, size > 4)
	if size <= 4 {
		model(slot, 4, size > 2)
		if size > 2 {
			model(slot, 5, size > 3)
		}
		return
	}
	category, from := 0, 5
	for category < 5 && size >= from+1<<len(extras[category]) {
		from += 1 << len(extras[category])
		category++
	}
	model(slot, 6, category > 1)
	if category <= 1 {
		model(slot, 7, category == 1)
	} else {
		model(slot, 8, category > 3)
		if category <= 3 {
			model(slot, 9, category == 3)
		} else {
			model(slot, 10, category == 5)
		}
	}
	for i, prob := range extras[category] {
		fixed(prob, (size-from)>>(len(extras[category])-1-i)&1 == 1)
	}
}

// walk says the coefficients of all blocks, in order.
func (e *encoder) walk(model func(slot, i int, bit bool), fixed func(prob uint8, bit bool)) {
	clear(e.above)
	for y := range e.high {
		e.startRow()
		for x := range e.wide {
			b := &e.blocks[y*e.wide+x]
			if !b.empty {
				b.walk(e.left, e.above[x], model, fixed)
			}
			e.left, e.above[x] = b.holds(e.left, e.above[x])
		}
	}
}

func (b *block) walk(left, above holding, model func(slot, i int, bit bool), fixed func(prob uint8, bit bool)) {
	plane, first := 3, 0
	if !b.small {
		tokens(&b.levels[means], 0, 1, int(left.means+above.means), model, fixed)
		plane, first = 0, 1
	}
	for i := range 16 {
		tokens(&b.levels[i], first, plane, int(left.luma[i>>2]+above.luma[i&3]), model, fixed)
		left.luma[i>>2] = holds(&b.levels[i])
		above.luma[i&3] = left.luma[i>>2]
	}
	for i := range 4 {
		tokens(&b.levels[firstU+i], 0, 2, int(left.u[i>>1]+above.u[i&1]), model, fixed)
		left.u[i>>1] = holds(&b.levels[firstU+i])
		above.u[i&1] = left.u[i>>1]
	}
	for i := range 4 {
		tokens(&b.levels[firstV+i], 0, 2, int(left.v[i>>1]+above.v[i&1]), model, fixed)
		left.v[i>>1] = holds(&b.levels[firstV+i])
		above.v[i&1] = left.v[i>>1]
	}
}

// counts are how often each bit of a model was false and true.
type counts [planes * nBands * contexts][nProbs][2]int

func (e *encoder) count() *counts {
	c := new(counts)
	e.walk(func(slot, i int, bit bool) {
		if bit {
			c[slot][i][1]++
		} else {
			c[slot][i][0]++
		}
	}, func(uint8, bool) {})
	return c
}

// probability gives that of false, in 256ths, from how often it was false and
// true.
func probability(no, yes int) uint8 {
	if no+yes == 0 {
		return 255
	}
	return uint8(min(max((no*256+(no+yes)/2)/(no+yes), 1), 255))
}

// fit gives the model that says a picture in the fewest bits, itself counted.
func (c *counts) fit() *fitted {
	f := &fitted{model: usualModel}
	for slot := range c {
		for i := range c[slot] {
			no, yes := c[slot][i][0], c[slot][i][1]
			was, is := f.at(slot, i), probability(no, yes)
			saved := no*(price(was, false)-price(is, false)) + yes*(price(was, true)-price(is, true))
			flag := updateProbs.at(slot, i)
			if saved > 8*256+price(flag, true)-price(flag, false) {
				f.changed[slot][i] = true
				f.model[slot/(nBands*contexts)][slot/contexts%nBands][slot%contexts][i] = is
			}
		}
	}
	return f
}

// fitted is a model that was fitted to a picture.
type fitted struct {
	model
	changed [planes * nBands * contexts][nProbs]bool
}

// write writes in what a model differs from the usual one (section 13.4).
func (f *fitted) write(c *coder) {
	for slot := range f.changed {
		for i, changed := range f.changed[slot] {
			c.bit(updateProbs.at(slot, i), changed)
			if changed {
				c.literal(uint32(f.at(slot, i)), 8)
			}
		}
	}
}

// logs are what false costs at each probability, in 256ths of a bit.
var logs = func() (table [257]int) {
	for p := 1; p <= 256; p++ {
		table[p] = int(math.Round(-256 * math.Log2(float64(p)/256)))
	}
	return table
}()

// price is what a bit costs, in 256ths of a bit.
func price(prob uint8, bit bool) int {
	if bit {
		return logs[256-int(prob)]
	}
	return logs[prob]
}

// mostPriced is the size from which all sizes are priced alike but for the
// bits behind them.
const mostPriced = 67

// prices are what coefficients cost under a model.
type prices struct {
	sizes     [planes * nBands * contexts][mostPriced + 1]int32 // with the sign
	more, end [planes * nBands * contexts]int32
}

func pricesOf(m *model) *prices {
	p := new(prices)
	for slot := range p.sizes {
		p.more[slot], p.end[slot] = int32(price(m.at(slot, 0), true)), int32(price(m.at(slot, 0), false))
		for size := range p.sizes[slot] {
			bits := price(m.at(slot, 1), size > 0)
			if size > 0 {
				bits += price(m.at(slot, 2), size > 1) + 256
			}
			if size > 1 {
				large(size, slot, func(slot, i int, bit bool) { bits += price(m.at(slot, i), bit) }, func(prob uint8, bit bool) { bits += price(prob, bit) })
			}
			p.sizes[slot][size] = int32(bits)
		}
	}
	return p
}

// of gives what the coefficients of a small block cost.
func (p *prices) of(l *levels, first, plane, context int) int64 {
	last := 15
	for last >= first && l[last] == 0 {
		last--
	}
	slot := slotOf(plane, int(bands[first]), context)
	if last < first {
		return int64(p.end[slot])
	}
	bits := p.more[slot]
	for i := first; i <= last; i++ {
		size := int(max(l[i], -l[i]))
		bits += p.sizes[slot][min(size, mostPriced)]
		slot = slotOf(plane, int(bands[i+1]), min(size, 2))
		if i < 15 && size > 0 {
			if i < last {
				bits += p.more[slot]
			} else {
				bits += p.end[slot]
			}
		}
	}
	return int64(bits)
}
