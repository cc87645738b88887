package card

import (
	"bytes"
	"crypto/sha256"
	"flag"
	"fmt"
	"image"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"daybook/generator/view"
)

var (
	update = flag.Bool("update", false, "write testdata/pixels.txt anew")
	look   = flag.String("look", "", "write the sample cards into this folder, to be looked at")
)

func draw(t rapid.TB, p *Press, c view.SocialCard) []byte {
	t.Helper()
	body, err := p.Draw(c)
	if err != nil {
		t.Fatal(err)
	}
	return bytes.Clone(body)
}

func decode(t rapid.TB, body []byte) *image.Paletted {
	t.Helper()
	picture, err := png.Decode(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	paletted, ok := picture.(*image.Paletted)
	if !ok || paletted.Rect != image.Rect(0, 0, Width, Height) {
		t.Fatalf("the card is a %T of %v", picture, picture.Bounds())
	}
	return paletted
}

// TestSamplesLookAsTheyDid holds the pixels of the samples against those that
// were looked at. After a change, look at them again with
//
//	go test ./generator/card -update -look FOLDER
func TestSamplesLookAsTheyDid(t *testing.T) {
	const golden = "testdata/pixels.txt"
	var got strings.Builder
	p := New()
	for _, s := range samples {
		body := draw(t, p, s.card)
		picture := decode(t, body)
		h := sha256.New()
		for _, c := range picture.Palette {
			fmt.Fprint(h, c)
		}
		h.Write(picture.Pix)
		fmt.Fprintf(&got, "%x %s\n", h.Sum(nil)[:8], s.name)
		if *look != "" {
			if err := os.WriteFile(filepath.Join(*look, s.name+".png"), body, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	if *update {
		if err := os.WriteFile(golden, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got.String() != string(want) {
		t.Errorf("the pixels of samples changed: have\n%swant\n%s", &got, want)
	}
}

// words are parts of texts of many scripts and of none.
var words = []string{
	"Pakistan", "de-escalate", "l’Iran", "Ångström", "Панҷгӯр", "Αθήνα", "Việt", "W", "fi", "“done”", "(Quds", "Force)", "16", "2.5%", "—", "…", "!",
	"ایران", "کشیدگی", "(سفیر)", "گفت‌وگو", "وزارت", "۱۹", "١٩", "؟", "؛", "«نه»", "باكستان", "الإيرانية", "لا", "مُحَمَّد", "نے", "ٹھیک",
	"🎉", "中国", "हिन्दी", "e\u0301", "\u202e", "\u200f", "\u00ad", "\x00", "\xff", "\n",
	"Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetzesentwurf", strings.Repeat("ں", 90), strings.Repeat("W", 200),
}

func text(most int) *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 0, most).Draw(t, "words"), rapid.SampledFrom([]string{" ", " ", "  ", "/", "\u00a0"}).Draw(t, "between"))
	})
}

var cards = rapid.Custom(func(t *rapid.T) view.SocialCard {
	c := view.SocialCard{
		Site: text(6).Draw(t, "site"), Tagline: text(12).Draw(t, "tagline"), Kicker: text(6).Draw(t, "kicker"), Headline: text(40).Draw(t, "headline"),
		Text: text(40).Draw(t, "text"), Date: text(5).Draw(t, "date"), From: text(5).Draw(t, "from"), Until: text(5).Draw(t, "until"),
		Lang: rapid.SampledFrom([]string{"en", "ur", "fa", "ar", "fr", "ur-PK", "", "x"}).Draw(t, "lang"),
		Dir:  rapid.SampledFrom([]string{"ltr", "rtl"}).Draw(t, "dir"), Accent: rapid.SampledFrom([]string{"", "#fff", "#8f1d2c", "#00ff00", "red"}).Draw(t, "accent"),
	}
	for _, at := range rapid.SliceOfN(rapid.IntRange(-10, 1010), 0, 4).Draw(t, "marks") {
		c.Marks = append(c.Marks, view.SocialMark{At: at, Key: at%3 == 0})
	}
	return c
})

// TestInkStaysOnTheCard draws random cards: none of the ink comes near an edge,
// but for the band along the top, or into another part of the card.
func TestInkStaysOnTheCard(t *testing.T) {
	p := New()
	rapid.Check(t, func(t *rapid.T) {
		p.paint(cards.Draw(t, "card"))
		for y := band; y < Height; y++ {
			row := p.canvas.row(y)
			for x, b := range row {
				if b != 0 && (x < margin/2 || x >= Width-margin/2 || y >= Height-2) {
					t.Fatalf("ink at %d,%d", x, y)
				}
			}
		}
	})
}

// TestCardsDoNotDependOnOthers draws cards one after the other, and each anew and
// at the same time: the bytes are the same.
func TestCardsDoNotDependOnOthers(t *testing.T) {
	p := New()
	var group sync.WaitGroup
	for _, s := range samples {
		want := draw(t, p, s.card)
		if again := draw(t, p, s.card); !bytes.Equal(again, want) {
			t.Errorf("%s: drawn twice, it differs", s.name)
		}
		group.Go(func() {
			if body, err := New().Draw(s.card); err != nil || !bytes.Equal(body, want) {
				t.Errorf("%s: drawn alone, it differs (%v)", s.name, err)
			}
		})
	}
	group.Wait()
}

func TestWhatCannotBeDrawnIsLeftOut(t *testing.T) {
	p := New()
	base := view.SocialCard{Site: "The Daybook", Tagline: "In order", Lang: "en", Dir: "ltr", Kicker: "World", Headline: "Talks end", Text: "At last.", Date: "19 January 2024"}
	with := func(change func(*view.SocialCard)) view.SocialCard {
		c := base
		change(&c)
		return c
	}
	fallback := with(func(c *view.SocialCard) { c.Headline, c.Text = c.Site, c.Tagline })
	for name, pair := range map[string][2]view.SocialCard{
		"a pictograph":           {with(func(c *view.SocialCard) { c.Headline = "Talks 🎉👩‍👩‍👧 end ✈️" }), base},
		"turning characters":     {with(func(c *view.SocialCard) { c.Headline = "\u202eTalks\u202c\x07 \u2067end\u2069" }), base},
		"space":                  {with(func(c *view.SocialCard) { c.Headline = "  Talks\t\n end " }), base},
		"composed letters":       {with(func(c *view.SocialCard) { c.Kicker = "Cafe\u0301" }), with(func(c *view.SocialCard) { c.Kicker = "Café" })},
		"a headline in Chinese":  {with(func(c *view.SocialCard) { c.Headline = "中国 talks" }), fallback},
		"no headline":            {with(func(c *view.SocialCard) { c.Headline = "" }), fallback},
		"only a pictograph":      {with(func(c *view.SocialCard) { c.Headline = "🎉" }), fallback},
		"a kicker in Devanagari": {with(func(c *view.SocialCard) { c.Kicker = "हिन्दी" }), with(func(c *view.SocialCard) { c.Kicker = "" })},
	} {
		if !bytes.Equal(draw(t, p, pair[0]), draw(t, p, pair[1])) {
			t.Errorf("%s: the card differs from the one without", name)
		}
	}
}

// TestLinesFillTheirBox sets texts in lines: each fits, all of the text or an
// ellipsis is there, and lines of one text are much the same length.
func TestLinesFillTheirBox(t *testing.T) {
	s := newSetter()
	for _, tt := range []struct {
		name, text, lang string
		rtl              bool
		sizes            []int
		height           int
		lines            []string
	}{
		{"one line", "Talks end", "en", false, []int{60}, 400, []string{"Talks end"}},
		{"balanced", "Pakistan and Iran agree to de-escalate after a week of strikes", "en", false, []int{60}, 400, []string{"Pakistan and Iran agree to", "de-escalate after a week of strikes"}},
		{"smaller to fit", "Pakistan and Iran agree to de-escalate after a week of strikes", "en", false, []int{90, 30}, 80, []string{"Pakistan and Iran agree to de-escalate after a week of strikes"}},
		{"cut", "Pakistan and Iran agree to de-escalate, after a week of strikes", "en", false, []int{60}, 80, []string{"Pakistan and Iran agree to…"}},
		{"cut before a comma", "Pakistan and Iran agree now, after a week of strikes", "en", false, []int{60}, 80, []string{"Pakistan and Iran agree now…"}},
		{"broken at a hyphen", "Baden-Württembergische-Landesbank-Vorstandsvorsitzende", "de", false, []int{60}, 400, []string{"Baden-Württembergische-", "Landesbank-", "Vorstandsvorsitzende"}},
		{"Urdu", "پاکستان اور ایران کشیدگی کم کرنے پر متفق، سفیر واپس آئیں گے", "ur", true, []int{60}, 400, []string{"پاکستان اور ایران کشیدگی کم کرنے", "پر متفق، سفیر واپس آئیں گے"}},
		{"Persian cut", "ایران و پاکستان بر سر کاهش تنش توافق کردند؛ سفیران بازمی‌گردند", "fa", true, []int{60}, 100, []string{"ایران و پاکستان بر سر کاهش تنش…"}},
	} {
		p := s.read(tt.text, serif, tt.lang, tt.rtl)
		set := p.set(tt.sizes, Width-2*margin, tt.height)
		var lines []string
		for _, l := range set.lines {
			lines = append(lines, string(l.runes))
			if l.width > (Width-2*margin)*64 {
				t.Errorf("%s: %q is %d pixels wide", tt.name, string(l.runes), l.width/64)
			}
		}
		if strings.Join(lines, "|") != strings.Join(tt.lines, "|") {
			t.Errorf("%s: have %q, want %q", tt.name, lines, tt.lines)
		}
	}
}

// TestAccentIsLegible holds the accents of random sites against the contrast
// that WCAG 2.2 asks for, by its own formula.
func TestAccentIsLegible(t *testing.T) {
	light := func(r, g, b uint8) float64 {
		sum := 0.0
		for i, v := range []uint8{r, g, b} {
			x := float64(v) / 255
			if x <= 0.04045 {
				x /= 12.92
			} else {
				x = math.Pow((x+0.055)/1.055, 2.4)
			}
			sum += []float64{0.2126, 0.7152, 0.0722}[i] * x
		}
		return sum + 0.05
	}
	rapid.Check(t, func(t *rapid.T) {
		given := rapid.StringMatching(`#([0-9a-f]{3}|[0-9A-F]{6})`).Draw(t, "accent")
		c := legible(given)
		if have := light(paper.R, paper.G, paper.B) / light(c.R, c.G, c.B); have < 4.48 {
			t.Fatalf("%s became %v: contrast %.2f", given, c, have)
		}
		if parsed, ok := parse(given); !ok {
			t.Fatalf("%s is not read", given)
		} else if light(paper.R, paper.G, paper.B)/light(parsed.R, parsed.G, parsed.B) > 4.6 && parsed != c {
			t.Fatalf("%s was legible and became %v", given, c)
		}
	})
}

// TestMasksCoverTheArea rasterizes polygons: what is covered adds up to their area.
func TestMasksCoverTheArea(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := rapid.IntRange(0, 20*256)
		var z rasterizer
		z.width, z.height = 22, 21
		z.sums = make([]int32, z.width*z.height+1)
		corners := make([][2]int, 3)
		for i := range corners {
			corners[i] = [2]int{at.Draw(t, "x"), at.Draw(t, "y")}
		}
		double := 0
		for i, a := range corners {
			b := corners[(i+1)%3]
			z.line(a[0], a[1], b[0], b[1])
			double += a[0]*b[1] - b[0]*a[1]
		}
		covered := 0
		for y := range z.height {
			sum := 0
			for x := range z.width {
				sum += int(z.sums[y*z.width+x])
				covered += sum
			}
		}
		// Areas are in pixels; each row may round the place of a line by a 256th.
		if have, want := math.Abs(float64(covered))/whole, math.Abs(float64(double))/2/65536; math.Abs(have-want) > 0.3 {
			t.Fatalf("%v: %.3f pixels are covered, and the area is %.3f", corners, have, want)
		}
	})
}

func BenchmarkDraw(b *testing.B) {
	for _, s := range samples[:6] {
		b.Run(s.name, func(b *testing.B) {
			p := New()
			for b.Loop() {
				if _, err := p.Draw(s.card); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		New()
	}
}
