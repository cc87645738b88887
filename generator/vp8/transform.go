package vp8

// residue is what a prediction misses, or its transform, of 4 by 4 pixels.
type residue [16]int32

// Factors of the transform: the square root of 2 times the sine and the cosine
// of an eighth of pi, in 65,536ths (section 14.3).
const (
	sine   = 35468
	cosine = 85627
)

// forward transforms a residue. It is the inverse of backward but for rounding.
func (r *residue) forward() {
	turn := func(a, b, c, d *int32, shift int, half int32) {
		s, t := *a+*d, *b+*c
		v, w := *b-*c, *a-*d
		*a, *c = (s+t+half)>>shift, (s-t+half)>>shift
		*b = int32((int64(v)*sine + int64(w)*cosine + int64(half)<<16) >> (16 + shift))
		*d = int32((int64(w)*sine - int64(v)*cosine + int64(half)<<16) >> (16 + shift))
	}
	for i := range r {
		r[i] *= 8
	}
	for i := 0; i < 16; i += 4 {
		turn(&r[i], &r[i+1], &r[i+2], &r[i+3], 0, 0)
	}
	for i := range 4 {
		turn(&r[i], &r[4+i], &r[8+i], &r[12+i], 4, 7)
	}
}

// backward is what a reader makes of a transform (section 14.3), exactly.
func (r *residue) backward() {
	turn := func(a, b, c, d *int32, half int32, shift int) {
		s, t := *a+*c, *a-*c
		v := *b*sine>>16 - *d*cosine>>16
		w := *b*cosine>>16 + *d*sine>>16
		*a, *b, *c, *d = (s+w+half)>>shift, (t+v+half)>>shift, (t-v+half)>>shift, (s-w+half)>>shift
	}
	for i := range 4 {
		turn(&r[i], &r[4+i], &r[8+i], &r[12+i], 0, 0)
	}
	for i := 0; i < 16; i += 4 {
		turn(&r[i], &r[i+1], &r[i+2], &r[i+3], 4, 3)
	}
}

// sums transforms means (Walsh and Hadamard): forward halves the result,
// backward divides it by eight (section 14.3).
func (r *residue) sums(half int32, shift int) {
	turn := func(a, b, c, d *int32, half int32, shift int) {
		s, t := *a+*d, *b+*c
		v, w := *b-*c, *a-*d
		*a, *b, *c, *d = (s+t+half)>>shift, (v+w+half)>>shift, (s-t+half)>>shift, (w-v+half)>>shift
	}
	for i := range 4 {
		turn(&r[i], &r[4+i], &r[8+i], &r[12+i], 0, 0)
	}
	for i := 0; i < 16; i += 4 {
		turn(&r[i], &r[i+1], &r[i+2], &r[i+3], half, shift)
	}
}

// maxLevel is the greatest level that can be written.
const maxLevel = 2047

// quantise rounds a transform to levels, from the first in order, and puts back
// what a reader makes of them. It reports whether any is not 0.
func (r *residue) quantise(to *levels, first int, s *steps) bool {
	holds := false
	for i := first; i < 16; i++ {
		at := zigzag[i]
		step, bias := s.ac, s.biasAC
		if i == 0 {
			step, bias = s.dc, s.biasDC
		}
		n := r[at]
		size := n
		if n < 0 {
			size = -n
		}
		level := min((size+step*bias>>8)/step, maxLevel)
		if n < 0 {
			level = -level
		}
		to[i] = int16(level)
		r[at] = level * step
		holds = holds || level != 0
	}
	return holds
}
