package source

import (
	"testing"

	"pgregory.net/rapid"
)

func TestPlaceCountsAsAnEditorDoes(t *testing.T) {
	f := NewFile("a.md", []byte("one\r\nتهران x\rthree\nlast"))
	for _, c := range []struct {
		offset int
		want   string
	}{
		{0, "a.md:1:1"},
		{3, "a.md:1:4"},
		{5, "a.md:2:1"},
		{5 + len("تهران "), "a.md:2:7"},
		{18, "a.md:3:1"},
		{24, "a.md:4:1"},
		{999, "a.md:4:5"},
		{-1, "a.md:1:1"},
	} {
		if got := f.Place(c.offset).String(); got != c.want {
			t.Errorf("Place(%d) = %s, want %s", c.offset, got, c.want)
		}
	}
	if got := f.Line(2); got != "تهران x" {
		t.Errorf("Line(2) = %q", got)
	}
}

func TestOffsetUndoesPlace(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.RuneFrom([]rune("ab\n\rیé🙂 "))).Draw(t, "text")
		f := NewFile("x", []byte(text))
		for offset := range text {
			if offset > 0 && text[offset-1] == '\r' && text[offset] == '\n' {
				continue
			}
			p := f.Place(offset)
			if got := f.Offset(p.Line, p.Column); got != offset {
				t.Fatalf("%q: Offset(%v) = %d, want %d", text, p, got, offset)
			}
		}
	})
}
