package darkroom

import (
	"image"
	"image/draw"
	"math"
)

// shift is the number of bits behind the point of a weight.
const shift = 14

// taps are the pixels that one pixel of a smaller picture is mixed from.
type taps struct {
	from    int
	weights []int32 // add up to 1 << shift
}

// tapsOf gives the taps of each of to pixels that from pixels are mixed to,
// with the kernel of Catmull and Rom (1974) stretched to what one pixel
// covers. Products are rounded one by one, so that no machine fuses them with a
// sum.
func tapsOf(from, to int) []taps {
	scale := float64(from) / float64(to)
	reach := float64(2 * scale)
	all := make([]taps, to)
	for i := range all {
		centre := float64((float64(i)+0.5)*scale) - 0.5
		first, last := max(0, int(math.Ceil(centre-reach))), min(from-1, int(math.Floor(centre+reach)))
		exact := make([]float64, last-first+1)
		sum := 0.0
		for j := range exact {
			exact[j] = kernel(float64(float64(first+j)-centre) / scale)
			sum += exact[j]
		}
		t := taps{from: first, weights: make([]int32, len(exact))}
		rest, largest := int32(1<<shift), 0
		for j, w := range exact {
			t.weights[j] = int32(math.Round(float64(w/sum) * (1 << shift)))
			rest -= t.weights[j]
			if t.weights[j] > t.weights[largest] {
				largest = j
			}
		}
		t.weights[largest] += rest
		all[i] = t
	}
	return all
}

func kernel(x float64) float64 {
	x = math.Abs(x)
	x2 := float64(x * x)
	x3 := float64(x2 * x)
	switch {
	case x < 1:
		return float64(1.5*x3) - float64(2.5*x2) + 1
	case x < 2:
		return float64(-0.5*x3) + float64(2.5*x2) - float64(4*x) + 2
	}
	return 0
}

// resized gives a picture in a smaller size, its colours multiplied by how
// solid they are. It goes through the picture row by row, so that beside it no
// more than one copy of the smaller width is held.
func resized(src image.Image, width, height int) *image.RGBA {
	b := src.Bounds()
	row := image.NewRGBA(image.Rect(0, 0, b.Dx(), 1))
	if width == b.Dx() && height == b.Dy() {
		out := image.NewRGBA(image.Rect(0, 0, width, height))
		draw.Draw(out, out.Bounds(), src, b.Min, draw.Src)
		return out
	}
	across := tapsOf(b.Dx(), width)
	narrow := image.NewRGBA(image.Rect(0, 0, width, b.Dy()))
	for y := range b.Dy() {
		draw.Draw(row, row.Bounds(), src, image.Pt(b.Min.X, b.Min.Y+y), draw.Src)
		line := narrow.Pix[y*narrow.Stride:]
		for x, t := range across {
			var r, g, bl, a int32
			pix := row.Pix[t.from*4 : (t.from+len(t.weights))*4]
			for _, w := range t.weights {
				r += w * int32(pix[0])
				g += w * int32(pix[1])
				bl += w * int32(pix[2])
				a += w * int32(pix[3])
				pix = pix[4:]
			}
			put(line[x*4:x*4+4], r, g, bl, a)
		}
	}
	down := tapsOf(b.Dy(), height)
	out := image.NewRGBA(image.Rect(0, 0, width, height))
	sums := make([]int32, width*4)
	for y, t := range down {
		clear(sums)
		for i, w := range t.weights {
			line := narrow.Pix[(t.from+i)*narrow.Stride:][:len(sums)]
			for j, v := range line {
				sums[j] += w * int32(v)
			}
		}
		line := out.Pix[y*out.Stride:]
		for x := range width {
			put(line[x*4:x*4+4], sums[x*4], sums[x*4+1], sums[x*4+2], sums[x*4+3])
		}
	}
	return out
}

// put rounds the sums of a pixel. The kernel overshoots at edges; no colour is
// brighter than its pixel is solid.
func put(pix []uint8, r, g, b, a int32) {
	solid := clamp(a, 255)
	pix[0], pix[1], pix[2], pix[3] = uint8(clamp(r, solid)), uint8(clamp(g, solid)), uint8(clamp(b, solid)), uint8(solid)
}

func clamp(sum, most int32) int32 {
	return min(max((sum+1<<(shift-1))>>shift, 0), most)
}

// turned gives a picture turned as EXIF's orientation says.
func turned(src *image.RGBA, orientation int) *image.RGBA {
	if orientation <= 1 {
		return src
	}
	w, h := src.Rect.Dx(), src.Rect.Dy()
	if orientation >= 5 {
		w, h = h, w
	}
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			sx, sy := x, y
			if orientation >= 5 {
				sx, sy = y, x
			}
			switch orientation {
			case 2, 3, 7, 8:
				sx = src.Rect.Dx() - 1 - sx
			}
			switch orientation {
			case 3, 4, 6, 7:
				sy = src.Rect.Dy() - 1 - sy
			}
			copy(out.Pix[out.PixOffset(x, y):][:4], src.Pix[src.PixOffset(sx, sy):][:4])
		}
	}
	return out
}
