package cli

import (
	"strings"

	"rsc.io/qr"
)

// pictured draws an address as a QR code (ISO/IEC 18004) of half blocks, dark on
// light whatever the colours of the terminal, with the margin that readers need.
// It is empty for one that is too long.
func pictured(address string) string {
	code, err := qr.Encode(address, qr.L)
	if err != nil {
		return ""
	}
	const margin = 2
	var b strings.Builder
	for y := -margin; y < code.Size+margin; y += 2 {
		b.WriteString("\x1b[30;107m")
		for x := -margin; x < code.Size+margin; x++ {
			upper, lower := code.Black(x, y), code.Black(x, y+1)
			switch {
			case upper && lower:
				b.WriteString("█")
			case upper:
				b.WriteString("▀")
			case lower:
				b.WriteString("▄")
			default:
				b.WriteString(" ")
			}
		}
		b.WriteString("\x1b[0m\n")
	}
	return b.String()
}
