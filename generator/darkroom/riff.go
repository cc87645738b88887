package darkroom

import (
	"encoding/binary"
)

// Flags of the VP8X chunk of a WebP (RFC 9649, 2.7).
const (
	flagMoving  = 0x02
	flagXMP     = 0x04
	flagEXIF    = 0x08
	flagAlpha   = 0x10
	flagProfile = 0x20
)

// chunksWebP goes through the chunks of a WebP.
func chunksWebP(text []byte, each func(name string, content []byte)) *fault {
	end := int(binary.LittleEndian.Uint32(text[4:])) + 8
	if end > len(text) {
		return broken("%s", cutOff)
	}
	for at := 12; at+8 <= end; {
		length := int(binary.LittleEndian.Uint32(text[at+4:]))
		if length < 0 || length > end-at-8 {
			return broken("%s", cutOff)
		}
		each(string(text[at:at+4]), text[at+8:at+8+length])
		at += 8 + length + length&1
	}
	return nil
}

func lookWebP(text []byte) (Head, *fault) {
	head := Head{Kind: WebP}
	f := chunksWebP(text, func(name string, content []byte) {
		switch {
		case name == "VP8X" && len(content) >= 10:
			head.Moving = content[0]&flagMoving != 0
			head.Drawn = content[0]&flagAlpha != 0
			head.Width, head.Height = 1+int(uint24(content[4:])), 1+int(uint24(content[7:]))
		case name == "VP8 " && len(content) >= 10 && head.Width == 0:
			head.Width, head.Height = int(binary.LittleEndian.Uint16(content[6:])&0x3fff), int(binary.LittleEndian.Uint16(content[8:])&0x3fff)
		case name == "VP8L" && len(content) >= 5:
			bits := binary.LittleEndian.Uint32(content[1:])
			head.Width, head.Height, head.Drawn = 1+int(bits&0x3fff), 1+int(bits>>14&0x3fff), true
		case name == "EXIF":
			head.Orientation = orientation(content)
		}
	})
	return head, f
}

func uint24(b []byte) uint32 { return uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 }

func cleanWebP(text []byte) []byte {
	w := riff{}
	_ = chunksWebP(text, func(name string, content []byte) {
		switch name {
		case "VP8X":
			head := append([]byte{}, content...)
			if len(head) > 0 {
				head[0] &^= flagEXIF | flagXMP
			}
			w.add(name, head)
		case "ICCP", "ANIM", "ANMF", "ALPH", "VP8 ", "VP8L":
			w.add(name, content)
		}
	})
	return w.whole()
}

func profileWebP(text []byte) []byte {
	var profile []byte
	_ = chunksWebP(text, func(name string, content []byte) {
		if name == "ICCP" {
			profile = content
		}
	})
	return profile
}

// riff gathers the chunks of a WebP.
type riff struct{ chunks []byte }

func (w *riff) add(name string, content []byte) {
	w.chunks = append(w.chunks, name...)
	w.chunks = binary.LittleEndian.AppendUint32(w.chunks, uint32(len(content)))
	w.chunks = append(w.chunks, content...)
	if len(content)&1 != 0 {
		w.chunks = append(w.chunks, 0)
	}
}

func (w *riff) whole() []byte {
	out := binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(4+len(w.chunks)))
	return append(append(out, "WEBP"...), w.chunks...)
}

// container wraps the only chunk of a picture, with its colour profile where
// there is one.
func container(name string, content, profile []byte, width, height int, clear bool) []byte {
	w := riff{}
	if len(profile) > 0 {
		head := make([]byte, 10)
		head[0] = flagProfile
		if clear {
			head[0] |= flagAlpha
		}
		put24 := func(at int, n int) { head[at], head[at+1], head[at+2] = byte(n), byte(n>>8), byte(n>>16) }
		put24(4, width-1)
		put24(7, height-1)
		w.add("VP8X", head)
		w.add("ICCP", profile)
	}
	w.add(name, content)
	return w.whole()
}
