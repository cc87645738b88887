package darkroom

import (
	"bytes"
	"encoding/binary"
)

// blocksGIF goes through the blocks of a GIF (GIF89a, appendix A): the first
// with the header and the colours of all, then one for each extension and each
// picture. It tells each block's first byte, and the second of an extension.
func blocksGIF(text []byte, each func(kind, label byte, whole []byte)) *fault {
	if len(text) < 13 {
		return broken("%s", cutOff)
	}
	at := 13 + coloursGIF(text[10])
	if at > len(text) {
		return broken("%s", cutOff)
	}
	each(0, 0, text[:at])
	for at < len(text) {
		from, kind, label := at, text[at], byte(0)
		switch kind {
		case 0x3b:
			each(kind, 0, text[at:at+1])
			return nil
		case 0x21:
			if at+2 > len(text) {
				return broken("%s", cutOff)
			}
			label = text[at+1]
			at += 2
		case 0x2c:
			if at+11 > len(text) {
				return broken("%s", cutOff)
			}
			at += 10 + coloursGIF(text[at+9]) + 1
		default:
			return broken("the picture is damaged: its parts do not follow each other")
		}
		for {
			if at >= len(text) {
				return broken("%s", cutOff)
			}
			length := int(text[at])
			at += 1 + length
			if length == 0 {
				break
			}
		}
		if at > len(text) {
			return broken("%s", cutOff)
		}
		each(kind, label, text[from:at])
	}
	return broken("%s", cutOff)
}

// coloursGIF gives the length of a table of colours from the byte that
// describes it.
func coloursGIF(packed byte) int {
	if packed&0x80 == 0 {
		return 0
	}
	return 3 << (packed&7 + 1)
}

// lookGIF counts every GIF as moving: none is printed, and most move.
func lookGIF(text []byte) (Head, *fault) {
	head := Head{Kind: GIF, Moving: true}
	f := blocksGIF(text, func(byte, byte, []byte) {})
	if f == nil {
		head.Width, head.Height = int(binary.LittleEndian.Uint16(text[6:])), int(binary.LittleEndian.Uint16(text[8:]))
	}
	return head, f
}

// cleanGIF leaves out comments and what programs say, but for how often the
// picture is to be shown.
func cleanGIF(text []byte) []byte {
	out := make([]byte, 0, len(text))
	_ = blocksGIF(text, func(kind, label byte, whole []byte) {
		loop := label == 0xff && (bytes.HasPrefix(whole[2:], []byte("\x0bNETSCAPE2.0")) || bytes.HasPrefix(whole[2:], []byte("\x0bANIMEXTS1.0")))
		if kind == 0x21 && label != 0xf9 && label != 0x01 && !loop {
			return
		}
		out = append(out, whole...)
	})
	return out
}
