package darkroom

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/draw"
	"image/gif"
	"image/jpeg"
	"image/png"
	"slices"
	"strings"
	"testing"

	"golang.org/x/image/webp"
	"pgregory.net/rapid"
)

// quarters is a picture whose quarters are red, green, blue and white.
func quarters(w, h int) *image.RGBA {
	p := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := []color.RGBA{{200, 0, 0, 255}, {0, 200, 0, 255}, {0, 0, 200, 255}, {250, 250, 250, 255}}[2*(2*y/h)+2*x/w]
			p.SetRGBA(x, y, c)
		}
	}
	return p
}

func encoded(t tb, name string, p image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	var err error
	switch name {
	case "a.jpg":
		err = jpeg.Encode(&b, p, nil)
	case "a.png":
		err = png.Encode(&b, p)
	case "a.gif":
		err = gif.Encode(&b, p, nil)
	case "a.webp":
		n := &Negative{head: Head{Kind: PNG, Drawn: true}}
		var text []byte
		text, err = n.encode(toRGBA(p), WebP)
		b.Write(text)
	}
	if err != nil {
		t.Fatalf("%v", err)
	}
	return b.Bytes()
}

type tb interface {
	Helper()
	Fatalf(format string, args ...any)
}

func toRGBA(p image.Image) *image.RGBA {
	out := image.NewRGBA(image.Rect(0, 0, p.Bounds().Dx(), p.Bounds().Dy()))
	draw.Draw(out, out.Bounds(), p, p.Bounds().Min, draw.Src)
	return out
}

// secrets are words that a picture carries beside its pixels.
var secrets = []string{"26.97N64.09E", "Serial-4711", "A. Source", "/home/reporter/leak", "http://ns.adobe.com/xap/1.0/", "Photoshop 3.0"}

// exif is a block of EXIF with an orientation and a position in it.
func exif(orientation uint16) []byte {
	b := []byte("MM\x00\x2a\x00\x00\x00\x08\x00\x02")
	b = append(b, 0x01, 0x12, 0, 3, 0, 0, 0, 1, byte(orientation>>8), byte(orientation), 0, 0)
	b = append(b, 0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 38)
	b = append(b, 0, 0, 0, 0)
	return append(b, "GPS 26.97N64.09E Serial-4711"...)
}

// profile is a colour profile as wide-gamut cameras write it.
var profile = append(append(make([]byte, 16), "RGB XYZ "...), bytes.Repeat([]byte("Display P3 "), 20)...)

func segment(marker byte, content string) []byte {
	return append(binary.BigEndian.AppendUint16([]byte{0xff, marker}, uint16(len(content)+2)), content...)
}

// laden gives a picture with all that can hang on to one.
func laden(t tb, name string, p image.Image, orientation uint16) []byte {
	t.Helper()
	text := encoded(t, name, p)
	switch name {
	case "a.jpg":
		head := slices.Concat(text[:2], segment(0xe0, "JFIF\x00\x01\x02\x00\x00\x48\x00\x48\x01\x01abc"), segment(0xe1, "Exif\x00\x00"+string(exif(orientation))),
			segment(0xe1, "http://ns.adobe.com/xap/1.0/\x00<x:xmpmeta>A. Source</x:xmpmeta>"), segment(0xed, "Photoshop 3.0\x00A. Source"), segment(0xfe, "/home/reporter/leak"))
		return append(withProfileJPEG(append(head, text[2:]...), profile), "Serial-4711"...)
	case "a.png":
		chunk := func(name, content string) []byte {
			c := append(binary.BigEndian.AppendUint32(nil, uint32(len(content))), name+content...)
			return binary.BigEndian.AppendUint32(c, crc32.ChecksumIEEE(c[4:]))
		}
		text = slices.Concat(text[:33], chunk("eXIf", string(exif(orientation))), chunk("tEXt", "Author\x00A. Source"), chunk("iTXt", "XML:com.adobe.xmp\x00\x00\x00\x00\x00http://ns.adobe.com/xap/1.0/"), chunk("vpAg", "/home/reporter/leak"), text[33:])
		return append(withProfilePNG(text, profile), "Photoshop 3.0"...)
	case "a.gif":
		return slices.Concat(text[:13+coloursGIF(text[10])], []byte("\x21\xfe\x13/home/reporter/leak\x00\x21\xff\x0bXMP DataXMP\x09A. Source\x00\x21\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00"), text[13+coloursGIF(text[10]):], []byte("Serial-4711"))
	}
	w := riff{}
	_ = chunksWebP(text, func(name string, content []byte) {
		head := make([]byte, 10)
		head[0] = flagEXIF | flagXMP | flagProfile
		head[4], head[7] = byte(p.Bounds().Dx()-1), byte(p.Bounds().Dy()-1)
		w.add("VP8X", head)
		w.add("ICCP", profile)
		w.add(name, content)
		w.add("EXIF", exif(orientation))
		w.add("XMP ", []byte("http://ns.adobe.com/xap/1.0/ A. Source"))
	})
	return append(w.whole(), "/home/reporter/leak"...)
}

func decoded(t tb, name string, text []byte) image.Image {
	t.Helper()
	var p image.Image
	var err error
	switch r := bytes.NewReader(text); name {
	case "a.jpg":
		p, err = jpeg.Decode(r)
	case "a.png":
		p, err = png.Decode(r)
	case "a.gif":
		p, err = gif.Decode(r)
	default:
		p, err = webp.Decode(r)
	}
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return p
}

func told(text []byte) (out []string) {
	for _, s := range secrets {
		if bytes.Contains(text, []byte(s)) {
			out = append(out, s)
		}
	}
	return out
}

// TestNothingButThePictureIsPublished: an upright picture loses all that is
// beside its pixels, which stay as they are; its colour profile stays.
func TestNothingButThePictureIsPublished(t *testing.T) {
	for _, name := range []string{"a.jpg", "a.png", "a.gif", "a.webp"} {
		text := laden(t, name, quarters(60, 40), 1)
		if len(told(text)) < 2 {
			t.Fatalf("%s: the picture tells nothing to begin with", name)
		}
		clean, p := Clean(name, text)
		if p != nil {
			t.Fatalf("%s: %v", name, p)
		}
		if got := told(clean); got != nil {
			t.Errorf("%s still tells %v", name, got)
		}
		before, after := toRGBA(decoded(t, name, text)), toRGBA(decoded(t, name, clean))
		if !bytes.Equal(before.Pix, after.Pix) {
			t.Errorf("%s: pixels have changed", name)
		}
		if of := map[string]func([]byte) []byte{"a.jpg": profileJPEG, "a.png": profilePNG, "a.webp": profileWebP}[name]; of != nil && !bytes.Equal(of(clean), profile) {
			t.Errorf("%s has lost its colours", name)
		}
		if name == "a.gif" && !bytes.Contains(clean, []byte("NETSCAPE2.0")) {
			t.Error("the GIF has forgotten how often it is shown")
		}
	}
}

// TestPicturesAreTurned: whatever EXIF says, a print and a published original
// show the red quarter where a camera's owner sees it, and tell nothing.
func TestPicturesAreTurned(t *testing.T) {
	// Where the red quarter is seen: 0 at the top left, 1 right of it, 2 below, 3.
	seen := [9]int{1: 0, 2: 1, 3: 3, 4: 2, 5: 0, 6: 1, 7: 3, 8: 2}
	for _, name := range []string{"a.jpg", "a.png", "a.webp"} {
		for o := uint16(1); o <= 8; o++ {
			text := laden(t, name, quarters(60, 40), o)
			head, p := Look(name, text)
			if p != nil {
				t.Fatalf("%s, %d: %v", name, o, p)
			}
			w, h := 60, 40
			if o >= 5 {
				w, h = h, w
			}
			if head.Width != w || head.Height != h {
				t.Errorf("%s, %d: %d × %d, want %d × %d", name, o, head.Width, head.Height, w, h)
			}
			negative, p := Develop(name, text)
			if p != nil {
				t.Fatalf("%s, %d: %v", name, o, p)
			}
			clean, p := Clean(name, text)
			if p != nil {
				t.Fatalf("%s, %d: %v", name, o, p)
			}
			made := map[string][]byte{"original": clean}
			for _, print := range Prints(head) {
				if made[string(print.Kind)], p = negative.Make(name, print); p != nil {
					t.Fatalf("%s, %d: %v", name, o, p)
				}
			}
			for what, text := range made {
				if got := told(text); got != nil {
					t.Errorf("%s, %d: the %s tells %v", name, o, what, got)
				}
				as := name
				if what == "webp" {
					as = "a.webp"
				}
				picture := decoded(t, as, text)
				if b := picture.Bounds(); b.Dx() != w || b.Dy() != h {
					t.Errorf("%s, %d: the %s is %v", name, o, what, b)
				}
				for corner := range 4 {
					x, y := w/4+w/2*(corner%2), h/4+h/2*(corner/2)
					r, g, b, _ := picture.At(x, y).RGBA()
					red := r>>8 > 150 && g>>8 < 90 && b>>8 < 90
					if red != (corner == seen[o]) {
						t.Errorf("%s, %d: the %s has %v at corner %d", name, o, what, picture.At(x, y), corner)
					}
				}
			}
		}
	}
}

func TestPrints(t *testing.T) {
	for _, c := range []struct {
		head Head
		want string
	}{
		{Head{Kind: JPEG, Width: 4000, Height: 3000}, "400×300 webp, 800×600 webp, 1200×900 webp, 1600×1200 webp, 1200×900 jpeg"},
		{Head{Kind: JPEG, Width: 1000, Height: 500}, "400×200 webp, 800×400 webp, 1000×500 webp, 1000×500 jpeg as it is"},
		{Head{Kind: JPEG, Width: 1000, Height: 500, Orientation: 6}, "400×200 webp, 800×400 webp, 1000×500 webp, 1000×500 jpeg"},
		{Head{Kind: PNG, Width: 850, Height: 1}, "400×1 webp, 850×1 webp, 850×1 png as it is"},
		{Head{Kind: PNG, Width: 1600, Height: 900, Drawn: true}, "400×225 webp, 1600×900 webp, 1600×900 png as it is"},
		{Head{Kind: PNG, Width: 3200, Height: 1800, Drawn: true}, "400×225 webp, 800×450 webp, 1200×675 webp, 1600×900 webp, 1600×900 png"},
		{Head{Kind: PNG, Width: 120, Height: 90}, "120×90 webp, 120×90 png as it is"},
		{Head{Kind: WebP, Width: 900, Height: 900}, "400×400 webp, 800×800 webp, 900×900 webp as it is"},
		{Head{Kind: JPEG, Width: 300, Height: 30000}, "300×30000 jpeg as it is"},
		{Head{Kind: GIF, Width: 900, Height: 900, Moving: true}, ""},
		{Head{Kind: SVG, Width: 900, Height: 900}, ""},
		{Head{}, ""},
	} {
		var got []string
		for _, p := range Prints(c.head) {
			word := fmt.Sprintf("%d×%d %s", p.Width, p.Height, p.Kind)
			if p.Original {
				word += " as it is"
			}
			got = append(got, word)
		}
		if strings.Join(got, ", ") != c.want {
			t.Errorf("%+v has %s\nwant %s", c.head, strings.Join(got, ", "), c.want)
		}
	}
}

// TestWhatCannotBePrinted holds that each is refused with a sentence and a way
// out.
func TestWhatCannotBePrinted(t *testing.T) {
	whole := encoded(t, "a.jpg", quarters(60, 40))
	bomb := encoded(t, "a.png", quarters(2, 2))
	binary.BigEndian.PutUint32(bomb[16:], 100_000)
	binary.BigEndian.PutUint32(bomb[20:], 100_000)
	drawing := func(inside string) []byte {
		return []byte(`<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">` + inside + `</svg>`)
	}
	for name, c := range map[string]struct {
		file string
		text []byte
		rule string
	}{
		"empty":            {"a.jpg", nil, RuleBroken},
		"cut off":          {"a.jpg", whole[:len(whole)-9], RuleBroken},
		"a head alone":     {"a.jpg", whole[:30], RuleBroken},
		"no picture":       {"a.jpg", []byte("pixels"), RuleBroken},
		"another kind":     {"a.png", whole, RuleEnding},
		"HEIC":             {"a.heic", []byte("\x00\x00\x00\x18ftypheic"), RuleBroken},
		"a bomb":           {"a.png", bomb, RuleLarge},
		"script":           {"a.svg", drawing("<script>alert(1)</script>"), RuleUnsafe},
		"handler":          {"a.svg", drawing(`<rect onclick="alert(1)"/>`), RuleUnsafe},
		"handler in caps":  {"a.svg", drawing(`<rect ONLOAD="alert(1)"/>`), RuleUnsafe},
		"HTML":             {"a.svg", drawing(`<foreignObject><p/></foreignObject>`), RuleUnsafe},
		"link that runs":   {"a.svg", drawing(`<a xlink:href="javascript:alert(1)"><rect/></a>`), RuleUnsafe},
		"spaced scheme":    {"a.svg", drawing("<a href=\" java\nscript:alert(1)\"><rect/></a>"), RuleUnsafe},
		"animated link":    {"a.svg", drawing(`<a><animate attributeName="href" values="javascript:alert(1)"/></a>`), RuleUnsafe},
		"data of a script": {"a.svg", drawing(`<use href="data:image/svg+xml,x"/>`), RuleUnsafe},
		"picture outside":  {"a.svg", drawing(`<image href="https://x.example/a.png"/>`), RuleUnsafe},
		"style outside":    {"a.svg", drawing(`<style>@import "https://x.example/a.css";</style>`), RuleUnsafe},
		"fill outside":     {"a.svg", drawing(`<rect fill="url(https://x.example/a.svg#b)"/>`), RuleUnsafe},
		"style sheet":      {"a.svg", append([]byte(`<?xml-stylesheet href="a.css"?>`), drawing("")...), RuleUnsafe},
		"entities":         {"a.svg", append([]byte(`<!DOCTYPE svg [<!ENTITY a "b">]>`), drawing("")...), RuleUnsafe},
		"not closed":       {"a.svg", []byte("<svg><g></svg>"), RuleBroken},
		"no drawing":       {"a.svg", []byte("<html/>"), RuleBroken},
	} {
		for _, look := range []func() (p any, rule, sentence, hint string){
			func() (any, string, string, string) {
				_, p := Look(c.file, c.text)
				if p == nil {
					return nil, "", "", ""
				}
				return p, p.Rule, p.Sentence, p.Hint
			},
			func() (any, string, string, string) {
				_, p := Clean(c.file, c.text)
				if p == nil {
					return nil, "", "", ""
				}
				return p, p.Rule, p.Sentence, p.Hint
			},
		} {
			if p, rule, sentence, hint := look(); rule != c.rule || sentence == "" || hint == "" {
				t.Errorf("%s: %v", name, p)
			}
		}
	}
}

func TestDrawings(t *testing.T) {
	const text = `<?xml version="1.0"?><!-- /home/reporter/leak --><svg xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="http://x" inkscape:export-filename="/home/reporter/leak" width="40px" height="30">` +
		`<metadata><rdf>A. Source</rdf></metadata><sodipodi:namedview xmlns:sodipodi="http://y" id="Serial-4711"/><title>Panjgur</title><a href="https://x.example/"><rect fill="url(#b)" style="fill:red"/></a><use href="#c"/></svg>`
	head, p := Look("a.svg", []byte(text))
	if p != nil || head.Width != 40 || head.Height != 30 || head.Printed() {
		t.Fatalf("%+v %v", head, p)
	}
	clean, p := Clean("a.svg", []byte(text))
	if p != nil {
		t.Fatal(p)
	}
	const want = `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="http://x" width="40px" height="30">` +
		`<title>Panjgur</title><a href="https://x.example/"><rect fill="url(#b)" style="fill:red"/></a><use href="#c"/></svg>`
	if string(clean) != want {
		t.Errorf("the drawing is\n%s\nwant\n%s", clean, want)
	}
	for text, want := range map[string][2]int{
		`<svg viewBox="0 0 200 100"/>`: {200, 100}, `<svg viewBox="0,0,20.4,10"/>`: {20, 10}, `<svg width="100%" height="50%" viewBox="0 0 8 4"/>`: {8, 4}, `<svg width="10cm"/>`: {0, 0},
	} {
		if head, p := Look("a.svg", []byte(text)); p != nil || head.Width != want[0] || head.Height != want[1] {
			t.Errorf("%s is %d × %d (%v)", text, head.Width, head.Height, p)
		}
	}
	if _, p := Look("a.svg", []byte("<svg>\n  <script/></svg>")); p == nil || p.Place.Line != 2 {
		t.Errorf("the script is told at %+v", p)
	}
}

// TestDamageIsNoPanic cuts and changes pictures: they are printed or refused.
func TestDamageIsNoPanic(t *testing.T) {
	kinds := []string{"a.jpg", "a.png", "a.gif", "a.webp"}
	texts := map[string][]byte{}
	for _, name := range kinds {
		texts[name] = laden(t, name, quarters(24, 16), 6)
	}
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.SampledFrom(kinds).Draw(t, "kind")
		text := slices.Clone(texts[name])
		for range rapid.IntRange(0, 4).Draw(t, "changes") {
			text[rapid.IntRange(0, len(text)-1).Draw(t, "at")] = rapid.Byte().Draw(t, "to")
		}
		text = text[:rapid.IntRange(0, len(text)).Draw(t, "cut")]
		if head, p := Look(name, text); p == nil && head.Width*head.Height < 1_000_000 {
			if clean, p := Clean(name, text); p == nil && told(clean) != nil {
				t.Fatalf("%s tells %v", name, told(clean))
			}
			if head.Printed() {
				if negative, p := Develop(name, text); p == nil {
					for _, print := range Prints(head) {
						_, _ = negative.Make(name, print)
					}
				}
			}
		}
	})
}

// TestResizing: one colour stays what it is to the edge, and a picture is on
// the whole as bright as before.
func TestResizing(t *testing.T) {
	plain := image.NewUniform(color.RGBA{10, 200, 99, 255})
	one := image.NewRGBA(image.Rect(0, 0, 333, 77))
	draw.Draw(one, one.Bounds(), plain, image.Point{}, draw.Src)
	for _, p := range resized(one, 100, 23).Pix {
		if p != 10 && p != 200 && p != 99 && p != 255 {
			t.Fatalf("a plain picture holds %d", p)
		}
	}
	half := resized(quarters(400, 300), 40, 30)
	for at, want := range map[image.Point]color.RGBA{{5, 5}: {200, 0, 0, 255}, {34, 5}: {0, 200, 0, 255}, {5, 25}: {0, 0, 200, 255}, {34, 25}: {250, 250, 250, 255}} {
		if got := half.RGBAAt(at.X, at.Y); got != want {
			t.Errorf("at %v there is %v, want %v", at, got, want)
		}
	}
	clear := image.NewNRGBA(image.Rect(0, 0, 64, 64))
	clear.SetNRGBA(10, 10, color.NRGBA{255, 255, 255, 255})
	for i, p := 0, resized(clear, 16, 16).Pix; i < len(p); i += 4 {
		if p[i] > p[i+3] {
			t.Fatal("a colour is brighter than its pixel is solid")
		}
	}
}

// TestPrintsAreTheSameEverywhere pins the bytes of prints. When they change,
// Version must too, for their addresses are kept for ever; then take over what
// this test finds.
func TestPrintsAreTheSameEverywhere(t *testing.T) {
	const version, want = "1", "e0e5c242080bb78c"
	photo, drawing := quarters(500, 375), image.NewPaletted(image.Rect(0, 0, 450, 300), color.Palette{color.White, color.Black, color.RGBA{200, 0, 0, 255}})
	for i := range photo.Pix {
		if i%4 < 3 {
			photo.Pix[i] = uint8(int(photo.Pix[i])*3/4 + (i*i/97+i/13)%60)
		}
	}
	for i := range drawing.Pix {
		drawing.Pix[i] = uint8(i / 7 % 3)
	}
	sum := sha256.New()
	for _, p := range []image.Image{photo, drawing} {
		text := encoded(t, "a.png", p)
		head, _ := Look("a.png", text)
		for range 2 {
			negative, _ := Develop("a.png", text)
			for _, print := range slices.Backward(Prints(head)) {
				body, problem := negative.Make("a.png", print)
				if problem != nil {
					t.Fatal(problem)
				}
				if print.Kind == WebP {
					sum.Write(body)
				}
			}
		}
	}
	if got := hex.EncodeToString(sum.Sum(nil)[:8]); got != want || Version != version {
		t.Errorf("version %s makes %s; version %s made %s", Version, got, version, want)
	}
}

// TestOneCanBeMadeWithoutTheOthers: the bytes of a print do not depend on what
// was printed before.
func TestOneCanBeMadeWithoutTheOthers(t *testing.T) {
	text := encoded(t, "a.jpg", quarters(1300, 700))
	head, _ := Look("a.jpg", text)
	all, _ := Develop("a.jpg", text)
	for _, print := range Prints(head) {
		alone, _ := Develop("a.jpg", text)
		a, _ := all.Make("a.jpg", print)
		if b, _ := alone.Make("a.jpg", print); !bytes.Equal(a, b) {
			t.Errorf("%+v differs", print)
		}
	}
}

func BenchmarkPrints(b *testing.B) {
	p := quarters(4000, 3000)
	for i := range p.Pix {
		if i%4 < 3 {
			p.Pix[i] = uint8(int(p.Pix[i])*3/4 + (i*i/97+i/13)%60)
		}
	}
	text := encoded(b, "a.jpg", p)
	head, _ := Look("a.jpg", text)
	b.ResetTimer()
	for b.Loop() {
		negative, _ := Develop("a.jpg", text)
		for _, print := range Prints(head) {
			if _, p := negative.Make("a.jpg", print); p != nil {
				b.Fatal(p)
			}
		}
	}
}
