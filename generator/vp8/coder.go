package vp8

// coder writes truths of which it is known how probable they are (section 7).
type coder struct {
	out    []byte
	bottom uint32 // of the interval that stands for all that was written
	width  uint32 // of it, from 128 to 255
	until  int    // how many bits until a byte is full
}

func newCoder(room int) *coder { return &coder{out: make([]byte, 0, room), width: 255, until: 24} }

// bit writes a truth; prob, in 256ths, is how probable it is false.
func (c *coder) bit(prob uint8, bit bool) {
	split := 1 + (c.width-1)*uint32(prob)>>8
	if bit {
		if c.bottom+split < c.bottom {
			c.carry()
		}
		c.bottom += split
		c.width -= split
	} else {
		c.width = split
	}
	for c.width < 128 {
		c.width <<= 1
		if c.bottom&(1<<31) != 0 {
			c.carry()
		}
		c.bottom <<= 1
		if c.until--; c.until == 0 {
			c.out = append(c.out, byte(c.bottom>>24))
			c.bottom &= 1<<24 - 1
			c.until = 8
		}
	}
}

// carry adds one to what was put out.
func (c *coder) carry() {
	for i := len(c.out) - 1; i >= 0; i-- {
		if c.out[i]++; c.out[i] != 0 {
			return
		}
	}
}

// literal writes a number of so many bits, the highest first.
func (c *coder) literal(n uint32, bits int) {
	for bits--; bits >= 0; bits-- {
		c.bit(128, n>>bits&1 == 1)
	}
}

// end writes what is left, and gives all.
func (c *coder) end() []byte {
	for range 32 {
		c.bit(128, false)
	}
	return c.out
}
