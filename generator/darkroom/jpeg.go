package darkroom

import (
	"bytes"
	"encoding/binary"
)

// Markers of JPEG (ITU-T T.81, table B.1).
const (
	markerSOI  = 0xd8
	markerEOI  = 0xd9
	markerSOS  = 0xda
	markerAPP0 = 0xe0
	markerAPP1 = 0xe1
	markerAPP2 = 0xe2
	markerAPPE = 0xee // Adobe's, which says how colours are coded
	markerAPPF = 0xef
	markerCOM  = 0xfe
)

const (
	iccMagic  = "ICC_PROFILE\x00"
	exifMagic = "Exif\x00\x00"
	jfifMagic = "JFIF\x00"
)

// segments goes through the segments of a JPEG: the marker, the segment with
// its marker, and its content. That of a scan goes on to the next marker.
func segments(text []byte, each func(marker byte, whole, content []byte) bool) *fault {
	at := 2
	for {
		if at+2 > len(text) {
			return broken("%s", cutOff)
		}
		if text[at] != 0xff {
			return broken("the picture is damaged: its parts do not follow each other")
		}
		marker := text[at+1]
		switch {
		case marker == 0xff: // a fill byte
			at++
			continue
		case marker == markerEOI:
			each(marker, text[at:at+2], nil)
			return nil
		case marker == 0x01 || marker >= 0xd0 && marker <= 0xd7:
			at += 2
			continue
		}
		if at+4 > len(text) {
			return broken("%s", cutOff)
		}
		length := int(binary.BigEndian.Uint16(text[at+2:]))
		end := at + 2 + length
		if length < 2 || end > len(text) {
			return broken("%s", cutOff)
		}
		content := text[at+4 : end]
		if marker == markerSOS {
			for {
				i := bytes.IndexByte(text[end:], 0xff)
				if i < 0 || end+i+1 >= len(text) {
					return broken("%s", cutOff)
				}
				end += i
				if next := text[end+1]; next != 0 && (next < 0xd0 || next > 0xd7) && next != 0xff {
					break
				}
				end++
				if text[end] == 0 || text[end] != 0xff {
					end++
				}
			}
		}
		if !each(marker, text[at:end], content) {
			return nil
		}
		at = end
	}
}

func lookJPEG(text []byte) (Head, *fault) {
	head := Head{Kind: JPEG}
	var wrong *fault
	f := segments(text, func(marker byte, _, content []byte) bool {
		switch {
		case marker == markerAPP1 && bytes.HasPrefix(content, []byte(exifMagic)) && head.Orientation == 0:
			head.Orientation = orientation(content[len(exifMagic):])
		case marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc && head.Width == 0:
			if len(content) < 6 {
				wrong = broken("the picture is damaged: it does not say how large it is")
				return false
			}
			if marker > 0xc2 || content[0] != 8 {
				wrong = &fault{rule: RuleBroken, sentence: "the picture is compressed in a way that few programs read", hint: "save it again as a usual JPEG of 8 bits"}
				return false
			}
			head.Height, head.Width = int(binary.BigEndian.Uint16(content[1:])), int(binary.BigEndian.Uint16(content[3:]))
		}
		return true
	})
	if wrong != nil {
		return head, wrong
	}
	return head, f
}

// cleanJPEG keeps what the picture is made of, its colour profile and how its
// colours are coded. What follows its end, such as a second picture or what a
// phone says of itself, goes.
func cleanJPEG(text []byte) []byte {
	out := append(make([]byte, 0, len(text)), text[:2]...)
	_ = segments(text, func(marker byte, whole, content []byte) bool {
		switch {
		case marker == markerAPP0 && bytes.HasPrefix(content, []byte(jfifMagic)) && len(content) >= 14:
			// Its last two bytes are the size of a small copy, which goes.
			out = append(append(out, 0xff, markerAPP0, 0, 16), content[:12]...)
			out = append(out, 0, 0)
		case marker == markerAPP2 && bytes.HasPrefix(content, []byte(iccMagic)), marker == markerAPPE:
			out = append(out, whole...)
		case marker >= markerAPP0 && marker <= markerAPPF, marker == markerCOM:
		default:
			out = append(out, whole...)
		}
		return true
	})
	return out
}

// profileJPEG gives the colour profile of a JPEG (ICC.1:2022, annex B.4).
func profileJPEG(text []byte) []byte {
	var parts [256][]byte
	_ = segments(text, func(marker byte, _, content []byte) bool {
		if part, is := bytes.CutPrefix(content, []byte(iccMagic)); is && marker == markerAPP2 && len(part) > 2 {
			parts[part[0]] = part[2:]
		}
		return marker != markerSOS
	})
	return bytes.Join(parts[:], nil)
}

// withProfileJPEG puts a colour profile into a JPEG that has none.
func withProfileJPEG(text, profile []byte) []byte {
	const most = 65535 - 2 - len(iccMagic) - 2
	of := (len(profile) + most - 1) / most
	out := append(make([]byte, 0, len(text)+len(profile)+of*18), text[:2]...)
	for i := range of {
		part := profile[i*most : min(len(profile), (i+1)*most)]
		out = append(out, 0xff, markerAPP2)
		out = binary.BigEndian.AppendUint16(out, uint16(2+len(iccMagic)+2+len(part)))
		out = append(append(out, iccMagic...), byte(i+1), byte(of))
		out = append(out, part...)
	}
	return append(out, text[2:]...)
}
