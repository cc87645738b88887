package vp8

import (
	"bytes"
	"image"
	"image/color"
	"math"
	"math/rand/v2"
	"testing"

	decoder "golang.org/x/image/vp8"
	"pgregory.net/rapid"
)

// read is what the decoder of golang.org/x/image makes of a frame.
func read(t tb, frame []byte) *image.YCbCr {
	t.Helper()
	d := decoder.NewDecoder()
	d.Init(bytes.NewReader(frame), len(frame))
	if _, err := d.DecodeFrameHeader(); err != nil {
		t.Fatalf("the head cannot be read: %v", err)
	}
	picture, err := d.DecodeFrame()
	if err != nil {
		t.Fatalf("the frame cannot be read: %v", err)
	}
	return picture
}

type tb interface {
	Helper()
	Fatalf(format string, args ...any)
}

// scene is a picture with flat parts, slopes, edges and noise.
func scene(seed uint64, w, h int) *image.RGBA {
	r := rand.New(rand.NewPCG(seed, 1))
	p := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{uint8(x * 255 / max(1, w)), uint8(y * 255 / max(1, h)), uint8(128 + 100*math.Sin(float64(x*y)/300)), 255}
			if (x/23+y/31)%3 == 0 {
				c = color.RGBA{uint8(40 * (x / 23 % 6)), 200, 30, 255}
			}
			if x > w/2 && y > h/2 {
				c.R, c.G = uint8(r.IntN(256)), uint8(r.IntN(256))
			}
			p.SetRGBA(x, y, c)
		}
	}
	return p
}

// unfiltered makes a frame whose reader does not smooth the edges of blocks, and
// gives what its reader sees as the encoder foresaw it.
func unfiltered(picture *image.RGBA, step int) ([]byte, *encoder) {
	e := newEncoder(picture, step)
	e.unsmoothed = true
	return e.frame(picture.Rect.Dx(), picture.Rect.Dy()), e
}

// TestReaderSeesWhatWasForeseen is the law of a codec that predicts: both sides
// predict from the same pixels, whatever the picture, its size and the step.
func TestReaderSeesWhatWasForeseen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, h := rapid.IntRange(1, 70).Draw(t, "w"), rapid.IntRange(1, 70).Draw(t, "h")
		step := rapid.IntRange(0, 127).Draw(t, "step")
		frame, e := unfiltered(scene(rapid.Uint64().Draw(t, "seed"), w, h), step)
		got := read(t, frame)
		for y := range h {
			for x := range w {
				if a, b := got.Y[y*got.YStride+x], e.made[0].pix[y*e.made[0].stride+x]; a != b {
					t.Fatalf("luma at %d, %d is %d, and %d was foreseen", x, y, a, b)
				}
				at, mine := y/2*got.CStride+x/2, y/2*e.made[1].stride+x/2
				if got.Cb[at] != e.made[1].pix[mine] || got.Cr[at] != e.made[2].pix[mine] {
					t.Fatalf("chroma at %d, %d is not what was foreseen", x, y)
				}
			}
		}
	})
}

// quality is the peak signal-to-noise ratio of luma, in decibels.
func quality(picture *image.RGBA, got *image.YCbCr) float64 {
	e := newEncoder(picture, 0)
	var sum float64
	w, h := picture.Rect.Dx(), picture.Rect.Dy()
	for y := range h {
		for x := range w {
			d := float64(e.source[0].pix[y*e.source[0].stride+x]) - float64(got.Y[y*got.YStride+x])
			sum += d * d
		}
	}
	return 10 * math.Log10(255*255*float64(w*h)/max(sum, 1))
}

// TestFinerIsLargerAndTruer compresses one picture ever more coarsely.
func TestFinerIsLargerAndTruer(t *testing.T) {
	picture := scene(1, 200, 150)
	size, db := math.MaxInt, math.Inf(1)
	for _, step := range []int{0, 10, 24, 60, 127} {
		frame := Encode(picture, step)
		got := quality(picture, read(t, frame))
		t.Logf("step %d: %d bytes, %.1f dB", step, len(frame), got)
		if len(frame) >= size || got >= db {
			t.Errorf("step %d gives %d bytes and %.1f dB; the finer one before it %d and %.1f", step, len(frame), got, size, db)
		}
		size, db = len(frame), got
	}
	if frame := Encode(picture, 0); quality(picture, read(t, frame)) < 45 {
		t.Errorf("the finest step is only true to %.1f dB", quality(picture, read(t, frame)))
	}
}
