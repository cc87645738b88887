package card

import (
	"bytes"
	"image"
	"image/png"
	"testing"

	"daybook/generator/view"
)

// TestIconStandsInTheMiddle draws letters of several scripts and sizes, and
// measures where they stand with another decoder.
func TestIconStandsInTheMiddle(t *testing.T) {
	press := New()
	for _, letter := range []string{"T", "W", "i", "Ж", "ر", "ژ", "Ǻ"} {
		for _, size := range []int{32, 180, 192, 512} {
			drawn, err := press.Icon(view.SiteIcon{Letter: letter, Lang: "en", Size: size, Accent: "#8f1d2c"})
			if err != nil {
				t.Fatal(err)
			}
			picture, err := png.Decode(bytes.NewReader(drawn))
			if err != nil {
				t.Fatal(err)
			}
			if b := picture.Bounds(); b.Dx() != size || b.Dy() != size {
				t.Fatalf("%s is %v, want %d", letter, b, size)
			}
			ground, box := picture.At(0, 0), image.Rectangle{}
			for y := range size {
				for x := range size {
					if picture.At(x, y) != ground {
						box = box.Union(image.Rect(x, y, x+1, y+1))
					}
				}
			}
			if box.Empty() || box.Dx() > size*4/5+2 || box.Dy() > size*4/5+2 {
				t.Errorf("%s at %d takes %v", letter, size, box)
			}
			if off := box.Min.X + box.Max.X - size; off < -2 || off > 2 {
				t.Errorf("%s at %d stands %d half pixels beside the middle", letter, size, off)
			}
			if off := box.Min.Y + box.Max.Y - size; off < -2 || off > 2 {
				t.Errorf("%s at %d stands %d half pixels above or below the middle", letter, size, off)
			}
		}
	}
}

// TestIconWithoutALetterIsAMark holds that no letter that cannot be drawn leaves
// an empty square or a box.
func TestIconWithoutALetterIsAMark(t *testing.T) {
	press := New()
	a, err := press.Icon(view.SiteIcon{Size: 192})
	if err != nil {
		t.Fatal(err)
	}
	mark := bytes.Clone(a)
	if b, _ := press.Icon(view.SiteIcon{Letter: "漢", Size: 192}); !bytes.Equal(mark, b) {
		t.Error("a letter that no face has is drawn as something else")
	}
	if b, _ := press.Icon(view.SiteIcon{Letter: "T", Size: 192}); bytes.Equal(mark, b) {
		t.Error("a letter is drawn as none")
	}
}
