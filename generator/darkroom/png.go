package darkroom

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"io"
)

const pngMagic = "\x89PNG\r\n\x1a\n"

// chunksPNG goes through the chunks of a PNG (ISO/IEC 15948, 5.3).
func chunksPNG(text []byte, each func(name string, whole, content []byte)) *fault {
	for at := len(pngMagic); ; {
		if at+12 > len(text) {
			return broken("%s", cutOff)
		}
		length := int(binary.BigEndian.Uint32(text[at:]))
		if length < 0 || length > len(text)-at-12 {
			return broken("%s", cutOff)
		}
		name := string(text[at+4 : at+8])
		each(name, text[at:at+12+length], text[at+8:at+8+length])
		if name == "IEND" {
			return nil
		}
		at += 12 + length
	}
}

func lookPNG(text []byte) (Head, *fault) {
	head := Head{Kind: PNG}
	f := chunksPNG(text, func(name string, _, content []byte) {
		switch {
		case name == "IHDR" && len(content) >= 13:
			head.Width, head.Height = int(binary.BigEndian.Uint32(content)), int(binary.BigEndian.Uint32(content[4:]))
			head.Drawn = content[9]&1 != 0 || content[9]&4 != 0
		case name == "tRNS":
			head.Drawn = true
		case name == "eXIf":
			head.Orientation = orientation(content)
		case name == "acTL":
			head.Moving = true
		}
	})
	return head, f
}

// pictureChunks are those that change how a PNG looks; all others are words or
// dates, or known to one program alone.
var pictureChunks = map[string]bool{
	"IHDR": true, "PLTE": true, "IDAT": true, "IEND": true, "tRNS": true, "gAMA": true, "cHRM": true, "sRGB": true, "iCCP": true, "cICP": true,
	"sBIT": true, "bKGD": true, "pHYs": true, "acTL": true, "fcTL": true, "fdAT": true,
}

func cleanPNG(text []byte) []byte {
	out := append(make([]byte, 0, len(text)), pngMagic...)
	_ = chunksPNG(text, func(name string, whole, _ []byte) {
		if pictureChunks[name] {
			out = append(out, whole...)
		}
	})
	return out
}

// maxProfile is the greatest length of a colour profile; real ones for screens
// and cameras have a few kilobytes.
const maxProfile = 1 << 20

func profilePNG(text []byte) []byte {
	var profile []byte
	_ = chunksPNG(text, func(name string, _, content []byte) {
		_, packed, found := bytes.Cut(content, []byte{0})
		if name != "iCCP" || !found || len(packed) < 1 {
			return
		}
		r, err := zlib.NewReader(bytes.NewReader(packed[1:]))
		if err != nil {
			return
		}
		if profile, err = io.ReadAll(io.LimitReader(r, maxProfile)); err != nil {
			profile = nil
		}
	})
	return profile
}

// withProfilePNG puts a colour profile behind the header of a PNG.
func withProfilePNG(text, profile []byte) []byte {
	var packed bytes.Buffer
	packed.WriteString("icc\x00\x00")
	w := zlib.NewWriter(&packed)
	_, _ = w.Write(profile)
	_ = w.Close()
	const header = len(pngMagic) + 25
	out := append(make([]byte, 0, len(text)+packed.Len()+12), text[:header]...)
	out = binary.BigEndian.AppendUint32(out, uint32(packed.Len()))
	from := len(out)
	out = append(append(out, "iCCP"...), packed.Bytes()...)
	out = binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[from:]))
	return append(out, text[header:]...)
}
