package card

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	oracle "golang.org/x/text/unicode/bidi"
	"pgregory.net/rapid"
)

func TestLevels(t *testing.T) {
	for _, tt := range []struct {
		text string
		rtl  bool
		want string
	}{
		{"ab 12", false, "00000"},
		{"اب 12", false, "11122"}, // the number is part of what is said in Arabic script
		{"اب 12 ab", false, "11122000"},
		{"ab ١٢ اب", false, "00022111"},
		{"اب ab!", true, "111221"},
		{"اب (ab) اب", true, "1111221111"},
		{"اب 12/3 اب", true, "1112222111"},
		{"ab (اب) ab", false, "0000110000"},
		{"12% اب", true, "222111"},
		{"مُ ab", true, "11122"},
		{"ab(ab) ا", true, "22222211"},
	} {
		var have strings.Builder
		for _, level := range levelsOf([]rune(tt.text), tt.rtl) {
			have.WriteString(strconv.Itoa(int(level)))
		}
		if have.String() != tt.want {
			t.Errorf("%q, right to left %t: have %s, want %s", tt.text, tt.rtl, &have, tt.want)
		}
	}
}

// TestDirectionsAgree holds the direction of each letter of random texts, but for
// brackets, which it treats otherwise than the standard, against
// another implementation. That one tells directions and no levels.
func TestDirectionsAgree(t *testing.T) {
	letters := []rune("ab12 .,-+/%$!ابج١٢،؛ֱُאב\u200f\u200e‌…")
	rapid.Check(t, func(t *rapid.T) {
		text := string(rapid.SliceOfN(rapid.SampledFrom(letters), 1, 24).Draw(t, "text"))
		rtl := rapid.Bool().Draw(t, "rtl")
		// The mark settles the direction of the line; a letter at the end keeps space
		// there from being treated on its own (L1).
		mark, end := "\u200e", "a"
		if rtl {
			mark, end = "\u200f", "ا"
		}
		text = mark + text + end
		levels := levelsOf([]rune(text), rtl)
		var other oracle.Paragraph
		if _, err := other.SetString(text); err != nil {
			t.Fatal(err)
		}
		order, err := other.Order()
		if err != nil {
			t.Fatal(err)
		}
		for i := range order.NumRuns() {
			run := order.Run(i)
			first, last := run.Pos()
			for at := first; at <= last; at++ {
				if runes := []rune(text); runes[at] != '\u200c' && levels[at]&1 == 1 != (run.Direction() == oracle.RightToLeft) {
					t.Fatalf("%q, right to left %t: letter %d is at level %d; the other has it in %q", text, rtl, at, levels[at], run.String())
				}
			}
		}
	})
}

// TestGlyphsAreHarfBuzzs holds the glyphs of each face, and how far they are
// apart, against HarfBuzz's own hb-shape.
func TestGlyphsAreHarfBuzzs(t *testing.T) {
	program, err := exec.LookPath("hb-shape")
	if err != nil {
		if os.Getenv("DAYBOOK_E2E") != "" {
			t.Fatal("hb-shape is missing: apt-get install libharfbuzz-bin")
		}
		t.Skip("hb-shape is missing: apt-get install libharfbuzz-bin")
	}
	s := newSetter()
	for _, tt := range []struct {
		face             faceID
		file, lang, text string
		rtl              bool
	}{
		{serif, "serif", "en", "Pakistan and Iran agree to de-escalate: “AV Ta” efficient office", false},
		{serif, "serif", "fr", "« Plus d’escalade » : l’Iran s’accorde à l’œuvre", false},
		{sans, "sans", "vi", "Việt Nam ở Hội nghị thượng đỉnh", false},
		{serif, "serif", "ru", "Пакистан и Иран договорились", false},
		{naskh, "naskh", "fa", "ایران و پاکستان بر سر کاهش تنش توافق کردند؛ گفت‌وگو بازمی‌گردند", true},
		{naskh, "naskh", "ar", "باكستان وإيران تتفقان على خفض التصعيد لا مُحَمَّد", true},
		{nastaliq, "nastaliq", "ur", "پاکستان اور ایران کشیدگی کم کرنے پر متفق، سفیر واپس آئیں گے", true},
		{nastaliq, "nastaliq", "ur", "دونوں وزرائے خارجہ نے ٹیلی فون پر بات کی اور باہمی احترام پر زور دیا۔", true},
	} {
		p := s.read(tt.text, tt.face, tt.lang, tt.rtl)
		direction := "ltr"
		if tt.rtl {
			direction = "rtl"
		}
		out, err := exec.Command(program, "--no-glyph-names", "--no-clusters", "--direction="+direction, "--language="+tt.lang,
			filepath.Join("fonts", tt.file+".ttf"), tt.text).CombinedOutput()
		if err != nil {
			t.Fatalf("hb-shape: %v\n%s", err, out)
		}
		items := p.items()
		if len(items) != 1 || p.letters.faces[0] != tt.face {
			t.Errorf("%q: set in %d parts, the first in face %d", tt.text, len(items), p.letters.faces[0])
			continue
		}
		b := p.glyphsOf(p.letters, items[0])
		have := make([]string, len(b.Info))
		for i, g := range b.Info {
			at := b.Pos[i]
			have[i] = strconv.Itoa(int(g.Glyph))
			if at.XOffset != 0 || at.YOffset != 0 {
				have[i] += "@" + strconv.Itoa(int(at.XOffset)) + "," + strconv.Itoa(int(at.YOffset))
			}
			have[i] += "+" + strconv.Itoa(int(at.XAdvance))
		}
		if all, want := "["+strings.Join(have, "|")+"]", strings.TrimSpace(string(out)); all != want {
			t.Errorf("%q:\nhave %s\nwant %s", tt.text, all, want)
		}
	}
}
