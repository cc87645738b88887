package card

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/bidi"
)

// levelsOf gives the level of each letter of a line by the Unicode Bidirectional
// Algorithm (UAX #9): even from left to right, odd from right to left. The text
// holds no marks of embedding and no isolates; clean takes them out.
func levelsOf(runes []rune, rtl bool) []uint8 {
	d := directed{base: bidi.L}
	if rtl {
		d.base = bidi.R
	}
	for i, r := range runes {
		p, _ := bidi.LookupRune(r)
		if class := p.Class(); class != bidi.BN { // X9
			d.at, d.runes, d.class = append(d.at, i), append(d.runes, r), append(d.class, class)
		}
	}
	d.weak()
	d.brackets()
	d.neutral()
	levels := make([]uint8, len(runes))
	for i := range levels {
		levels[i] = d.level(d.base)
	}
	for i, class := range d.class {
		end := len(runes) // what was left out stands like the letter before it
		if i+1 < len(d.at) {
			end = d.at[i+1]
		}
		for at := d.at[i]; at < end; at++ {
			levels[at] = d.level(class)
		}
	}
	return levels
}

// directed is a line whose classes are being resolved, step by step.
type directed struct {
	base  bidi.Class // L or R: that of the line, and of what lies before and after it
	at    []int      // in the text
	runes []rune
	class []bidi.Class
}

// level is I1 and I2.
func (d *directed) level(class bidi.Class) uint8 {
	switch {
	case class == bidi.R:
		return 1
	case class == bidi.L && d.base == bidi.L:
		return 0
	}
	return 2
}

// weak is W1 to W7.
func (d *directed) weak() {
	c := d.class
	before := d.base
	for i := range c {
		if c[i] == bidi.NSM {
			c[i] = before
		}
		before = c[i]
	}
	strong := d.base
	for i := range c {
		switch c[i] {
		case bidi.L, bidi.R, bidi.AL:
			strong = c[i]
		case bidi.EN:
			if strong == bidi.AL {
				c[i] = bidi.AN
			}
		}
	}
	for i := range c {
		if c[i] == bidi.AL {
			c[i] = bidi.R
		}
	}
	for i := 1; i+1 < len(c); i++ {
		if c[i-1] == c[i+1] && (c[i] == bidi.ES && c[i-1] == bidi.EN || c[i] == bidi.CS && (c[i-1] == bidi.EN || c[i-1] == bidi.AN)) {
			c[i] = c[i-1]
		}
	}
	for from := 0; from < len(c); from++ {
		to := from
		for to < len(c) && c[to] == bidi.ET {
			to++
		}
		if to > from && (from > 0 && c[from-1] == bidi.EN || to < len(c) && c[to] == bidi.EN) {
			for i := from; i < to; i++ {
				c[i] = bidi.EN
			}
		}
		from = max(from, to-1)
	}
	strong = d.base
	for i := range c {
		switch c[i] {
		case bidi.ES, bidi.ET, bidi.CS:
			c[i] = bidi.ON
		case bidi.L, bidi.R:
			strong = c[i]
		case bidi.EN:
			if strong == bidi.L {
				c[i] = bidi.L
			}
		}
	}
}

// pairs are the brackets that N0 pairs, each beside its partner.
const pairs = "()[]{}⟨⟩⟪⟫⁽⁾₍₎"

// brackets is N0: both of a pair get one direction.
func (d *directed) brackets() {
	type bracket struct {
		closing rune
		at      int
	}
	var open []bracket
	var found [][2]int
	list := []rune(pairs)
	for i, r := range d.runes {
		if d.class[i] != bidi.ON || !strings.ContainsRune(pairs, r) {
			continue
		}
		if n := slices.Index(list, r); n%2 == 0 {
			open = append(open, bracket{list[n+1], i})
			continue
		}
		for j := len(open) - 1; j >= 0; j-- {
			if open[j].closing == r {
				found = append(found, [2]int{open[j].at, i})
				open = open[:j]
				break
			}
		}
	}
	slices.SortFunc(found, func(a, b [2]int) int { return a[0] - b[0] })
	for _, pair := range found {
		if class := d.between(pair[0], pair[1]); class != bidi.ON {
			d.class[pair[0]], d.class[pair[1]] = class, class
		}
	}
}

// between gives the direction of a pair of brackets, or ON.
func (d *directed) between(from, to int) bidi.Class {
	other := bidi.Class(bidi.ON)
	for i := from + 1; i < to; i++ {
		switch class := d.side(i); class {
		case d.base:
			return d.base
		case bidi.ON:
		default:
			other = class
		}
	}
	if other == bidi.ON {
		return bidi.ON
	}
	before := d.base
	for i := from - 1; i >= 0; i-- {
		if class := d.side(i); class != bidi.ON {
			before = class
			break
		}
	}
	if before == other {
		return other
	}
	return d.base
}

// side gives the direction that a letter has for the neutral ones beside it, or
// ON: numbers count as from right to left.
func (d *directed) side(i int) bidi.Class {
	switch d.class[i] {
	case bidi.L:
		return bidi.L
	case bidi.R, bidi.EN, bidi.AN:
		return bidi.R
	}
	return bidi.ON
}

// neutral is N1 and N2.
func (d *directed) neutral() {
	for from := 0; from < len(d.class); from++ {
		to := from
		for to < len(d.class) && d.side(to) == bidi.ON {
			to++
		}
		before, after := d.base, d.base
		if from > 0 {
			before = d.side(from - 1)
		}
		if to < len(d.class) {
			after = d.side(to)
		}
		class := d.base
		if before == after {
			class = before
		}
		for i := from; i < to; i++ {
			d.class[i] = class
		}
		from = max(from, to-1)
	}
}
