package card

import (
	"bytes"
	_ "embed"
	"slices"
	"strings"
	"unicode"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/harfbuzz"
)

//go:embed fonts/serif.ttf
var serifFile []byte

//go:embed fonts/sans.ttf
var sansFile []byte

//go:embed fonts/naskh.ttf
var naskhFile []byte

//go:embed fonts/nastaliq.ttf
var nastaliqFile []byte

// faceID is one of the faces that cards are set in.
type faceID uint8

const (
	serif faceID = iota
	sans
	naskh
	nastaliq
	faceCount
	noFace = faceCount
)

// face is a face to set text in. Its measures are hundredths of the
// size of text: how large its letters are set beside those of others, how far a
// line of it reaches above and below its baseline, and how high a line is.
type face struct {
	file                       []byte
	scale                      int
	ascent, descent, lineSpace int

	outlines *font.Face
	shaper   *harfbuzz.Font
}

// newFaces gives the faces, none of them read yet.
func newFaces() [faceCount]face {
	return [faceCount]face{
		serif:    {file: serifFile, scale: 100, ascent: 94, descent: 26, lineSpace: 120},
		sans:     {file: sansFile, scale: 100, ascent: 92, descent: 28, lineSpace: 136},
		naskh:    {file: naskhFile, scale: 115, ascent: 106, descent: 54, lineSpace: 160},
		nastaliq: {file: nastaliqFile, scale: 102, ascent: 142, descent: 62, lineSpace: 200},
	}
}

// face gives a face, and reads it when it is first asked for.
func (s *setter) face(id faceID) *face {
	f := &s.faces[id]
	if f.outlines == nil {
		read, err := font.ParseTTF(bytes.NewReader(f.file))
		if err != nil {
			panic("card: a face of this program cannot be read: " + err.Error())
		}
		f.outlines, f.shaper = read, harfbuzz.NewFont(read)
	}
	return f
}

// choice is the faces to look for a letter in, the best first.
func choice(main faceID, lang string) []faceID {
	base, _, _ := strings.Cut(lang, "-")
	if slices.Contains(nastaliqLanguages, base) {
		return []faceID{main, nastaliq, naskh, serif}
	}
	return []faceID{main, naskh, serif}
}

// nastaliqLanguages are those that readers expect to be set in Nastaliq.
var nastaliqLanguages = []string{"ur", "ks", "pnb", "skr"}

// spare reports whether a rune that no face has can be left out: pictographs
// and what only changes how they look, but no letter, figure or mark of a
// script.
func spare(r rune) bool {
	return !unicode.In(r, unicode.L, unicode.N, unicode.Mn, unicode.Mc) || unicode.Is(unicode.Variation_Selector, r) || r >= 0x1f000
}
