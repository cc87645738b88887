// Package darkroom makes prints of pictures: smaller copies for readers' screens,
// and originals without what their makers did not mean to publish.
//
// Look reads what a picture is: its kind, and its size as it is shown. From that
// alone Prints tells which copies there will be and under which names, before
// any is made. Clean takes out of an original all that is not picture: EXIF with
// the position and the serial number of a camera, XMP, IPTC, comments,
// thumbnails, whatever follows the picture. A Negative is a picture that is
// decoded once, turned as its orientation says, and printed in several sizes.
//
// What is kept: the colour profile where it is not that of sRGB, and, in an
// original, every sample as it was compressed, unless it has to be turned.
// Nothing is enlarged. Moving pictures and drawings (SVG) have no prints; they
// are cleaned, and a drawing that could run a script is refused.
//
// In: bytes. Out: bytes, or a problem at the file. Pixels are computed with
// whole numbers, so that every machine makes the same bytes. The package does
// no I/O.
package darkroom

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"slices"
	"strings"

	"daybook/generator/vp8"
)

// Version changes whenever the same picture may give other prints.
const Version = "1"

// Kind is the kind of a picture, as the last part of its media type.
type Kind string

// Kinds.
const (
	JPEG Kind = "jpeg"
	PNG  Kind = "png"
	WebP Kind = "webp"
	GIF  Kind = "gif"
	SVG  Kind = "svg+xml"
)

// endings are the endings of file names and the kinds that they promise.
var endings = map[string]Kind{".jpg": JPEG, ".jpeg": JPEG, ".jpe": JPEG, ".png": PNG, ".webp": WebP, ".gif": GIF, ".svg": SVG}

// foreign are endings of pictures that Daybook does not read, so that it could
// not clean them either.
var foreign = []string{".heic", ".heif", ".avif", ".tif", ".tiff", ".bmp", ".jxl", ".jp2", ".psd", ".ico", ".svgz", ".dng", ".cr2", ".nef"}

// IsPicture reports whether a file name promises a picture.
func IsPicture(name string) bool {
	ending := strings.ToLower(path.Ext(name))
	return endings[ending] != "" || slices.Contains(foreign, ending)
}

// Limits of what is read.
const (
	MaxBytes  = 64 << 20
	MaxPixels = 60_000_000
)

// Head is what a picture is.
type Head struct {
	Kind          Kind // empty for what is none
	Width, Height int  // as shown, turned; 0 for a drawing that does not say
	// Orientation is that of EXIF: 1 for upright, up to 8.
	Orientation int
	Moving      bool // several pictures in turn
	Drawn       bool // of few colours, such as a map or a chart; or with clear parts
}

// Printed reports whether prints are made of a picture.
func (h Head) Printed() bool {
	return !h.Moving && (h.Kind == JPEG || h.Kind == PNG || h.Kind == WebP)
}

// Print is one copy of a picture.
type Print struct {
	Width, Height int
	Kind          Kind
	// Original is a print of the size and the kind of the original, which stays
	// as it was compressed.
	Original bool
}

// widths are those of prints, in pixels. Screens show an article's picture at
// 320 to 720 pixels of their own making, of which each may be up to three.
var widths = []int{400, 800, 1200, 1600}

// PlainWidth is the greatest width of the print that every program can show, but
// for drawings.
const PlainWidth = 1200

// Prints tells which prints a picture has: those in WebP, the narrowest first,
// and one in the kind of the original, for browsers that read no WebP, for
// feeds and for other sites.
func Prints(h Head) []Print {
	if !h.Printed() || h.Width == 0 || h.Height == 0 {
		return nil
	}
	ladder := h.ladder()
	var prints []Print
	plain := ladder[0]
	for _, w := range ladder {
		if p := h.print(w, WebP); p.Height <= vp8.MaxSide {
			prints = append(prints, p)
		}
		if w <= PlainWidth || h.Drawn {
			plain = w
		}
	}
	if h.Kind != WebP {
		prints = append(prints, h.print(plain, h.Kind))
	}
	return prints
}

// ladder gives the widths of the prints of a picture. One that is nearly as wide
// as the picture gives way to the picture's own. Drawings are printed narrow and
// as they are: a width between has more colours, and most often more bytes.
func (h Head) ladder() []int {
	var ladder []int
	for _, w := range widths {
		if w*10 > h.Width*9 {
			if h.Drawn && len(ladder) > 1 {
				ladder = ladder[:1]
			}
			return append(ladder, h.Width)
		}
		ladder = append(ladder, w)
	}
	return ladder
}

func (h Head) print(width int, kind Kind) Print {
	return Print{
		Width: width, Height: max(1, (h.Height*width+h.Width/2)/h.Width), Kind: kind,
		Original: kind == h.Kind && width == h.Width && h.Orientation <= 1,
	}
}

// Key stands for the bytes of a print of the picture with a checksum.
func (p Print) Key(sum string) [32]byte {
	return sha256.Sum256(fmt.Appendf(nil, "darkroom %s\n%x\n%d %d %s %t\n", Version, sum, p.Width, p.Height, p.Kind, p.Original))
}

// Prints lie in a folder of their own, so that hosts can be told to let browsers
// keep all of it for ever.
const folder = "media/prints/"

// Path gives the path of a print of a media file: its name tells what it is,
// and ends in a fingerprint.
func (p Print) Path(file, sum string) string {
	key := p.Key(sum)
	ending := string(p.Kind)
	if p.Kind == JPEG {
		ending = "jpg"
	}
	below := strings.TrimPrefix(strings.TrimSuffix(file, path.Ext(file)), "media/")
	return fmt.Sprintf("%s%s.%dw.%s.%s", folder, below, p.Width, hex.EncodeToString(key[:4]), ending)
}
