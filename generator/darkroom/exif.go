package darkroom

import (
	"bytes"
	"encoding/binary"
)

// orientation reads how a picture is to be turned from its EXIF (CIPA DC-008,
// tag 274); 1, upright, where it does not say.
func orientation(exif []byte) int {
	exif, _ = bytes.CutPrefix(exif, []byte(exifMagic))
	if len(exif) < 8 {
		return 1
	}
	var order binary.ByteOrder = binary.BigEndian
	if string(exif[:2]) == "II" {
		order = binary.LittleEndian
	}
	at := int(order.Uint32(exif[4:]))
	if at < 8 || at > len(exif)-2 {
		return 1
	}
	entries := int(order.Uint16(exif[at:]))
	for entry := exif[at+2:]; entries > 0 && len(entry) >= 12; entry, entries = entry[12:], entries-1 {
		if order.Uint16(entry) == 274 {
			if o := int(order.Uint16(entry[8:])); o >= 1 && o <= 8 {
				return o
			}
		}
	}
	return 1
}

// keepsProfile reports whether a colour profile has to stay with prints: it
// describes colours of red, green and blue, and not those of sRGB, which every
// program takes for granted.
func keepsProfile(profile []byte) bool {
	return len(profile) > 128 && string(profile[16:20]) == "RGB " &&
		!bytes.Contains(profile, []byte("sRGB")) && !bytes.Contains(profile, []byte("s\x00R\x00G\x00B"))
}
