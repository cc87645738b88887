package darkroom

import (
	"bytes"
	"image"
	"image/jpeg"
	"image/png"

	"github.com/HugoSmits86/nativewebp"
	"golang.org/x/image/webp"

	"daybook/generator/problem"
	"daybook/generator/vp8"
)

// How much is lost where something is: a quality from 1 to 100, and a step of
// package vp8. Both look alike.
const (
	jpegQuality = 82
	webpStep    = 26
)

// Negative is a picture that prints are made from. It is not safe for use by
// several goroutines at once.
type Negative struct {
	head    Head
	text    []byte
	picture image.Image // as decoded; nil once the widest print is there
	widest  *image.RGBA // turned; all others are made from it
	profile []byte
}

// Develop decodes a picture that is printed. What is wrong in it is a problem
// at its file.
func Develop(name string, text []byte) (*Negative, *problem.Problem) {
	head, f := look(name, text)
	if f != nil {
		return nil, f.at(name, text)
	}
	n := &Negative{head: head, text: text}
	var err error
	switch r := bytes.NewReader(text); head.Kind {
	case JPEG:
		n.picture, err = jpeg.Decode(r)
		n.profile = profileJPEG(text)
	case PNG:
		n.picture, err = png.Decode(r)
		n.profile = profilePNG(text)
	case WebP:
		n.picture, err = webp.Decode(r)
		n.profile = profileWebP(text)
	}
	if err != nil {
		return nil, broken("the picture is damaged: %v", err).at(name, text)
	}
	if !keepsProfile(n.profile) {
		n.profile = nil
	}
	return n, nil
}

// Make makes a print. All prints but the widest, and the picture itself, are
// made from the widest, so that the bytes of one do not depend on which others
// were made before.
func (n *Negative) Make(name string, p Print) ([]byte, *problem.Problem) {
	if p.Original {
		return clean(n.head.Kind, n.text), nil
	}
	out, err := n.encode(n.sized(p.Width, p.Height), p.Kind)
	if err != nil {
		return nil, broken("the picture cannot be printed: %v", err).at(name, n.text)
	}
	return out, nil
}

func (n *Negative) sized(width, height int) *image.RGBA {
	ladder := n.head.ladder()
	most := n.head.print(ladder[len(ladder)-1], WebP)
	if width > most.Width {
		return n.upright(width, height)
	}
	if n.widest == nil {
		n.widest = n.upright(most.Width, most.Height)
		n.picture = nil
	}
	if width == most.Width {
		return n.widest
	}
	return resized(n.widest, width, height)
}

// upright gives the picture in a size, turned.
func (n *Negative) upright(width, height int) *image.RGBA {
	if n.head.Orientation >= 5 {
		width, height = height, width
	}
	return turned(resized(n.picture, width, height), n.head.Orientation)
}

func (n *Negative) encode(picture *image.RGBA, kind Kind) ([]byte, error) {
	var out bytes.Buffer
	switch {
	case kind == JPEG:
		err := jpeg.Encode(&out, picture, &jpeg.Options{Quality: jpegQuality})
		if err != nil || n.profile == nil {
			return out.Bytes(), err
		}
		return withProfileJPEG(out.Bytes(), n.profile), nil
	case kind == PNG:
		err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, picture)
		if err != nil || n.profile == nil {
			return out.Bytes(), err
		}
		return withProfilePNG(out.Bytes(), n.profile), nil
	case n.head.Drawn:
		if err := nativewebp.Encode(&out, picture, nil); err != nil {
			return nil, err
		}
		var pixels []byte
		if f := chunksWebP(out.Bytes(), func(name string, content []byte) {
			if name == "VP8L" {
				pixels = content
			}
		}); f != nil {
			return nil, f
		}
		return container("VP8L", pixels, n.profile, picture.Rect.Dx(), picture.Rect.Dy(), !picture.Opaque()), nil
	}
	return container("VP8 ", vp8.Encode(picture, webpStep), n.profile, picture.Rect.Dx(), picture.Rect.Dy(), false), nil
}
