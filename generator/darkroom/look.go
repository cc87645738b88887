package darkroom

import (
	"bytes"
	"fmt"
	"path"
	"strings"

	"daybook/generator/problem"
	"daybook/generator/source"
)

// Rules of this package.
const (
	RuleBroken = "broken-picture"    // damaged, cut off, or of a kind that is not read
	RuleEnding = "picture-ending"    // the name promises another kind
	RuleLarge  = "picture-too-large" // of more pixels or bytes than are read
	RuleUnsafe = "unsafe-drawing"    // an SVG that could run a script or ask another host
)

// fault is what is wrong with a picture.
type fault struct {
	rule, sentence, hint string
	offset               int // of a drawing, which is text; else 0
}

func (f *fault) Error() string { return f.sentence }

func broken(format string, args ...any) *fault {
	return &fault{rule: RuleBroken, sentence: fmt.Sprintf(format, args...), hint: "export it again from the program that made it, or ask for the file again"}
}

var cutOff = "the picture ends before its last line: it was not copied whole"

// at places a fault in a file.
func (f *fault) at(name string, text []byte) *problem.Problem {
	place := source.Place{Path: name}
	if f.offset > 0 {
		place = source.NewFile(name, text).Place(f.offset)
	}
	p := problem.New(f.rule, place, "%s", f.sentence).Hinted("%s", f.hint)
	return &p
}

// TooLong is the problem of a file that is not even read.
func TooLong(name string, size int64) *problem.Problem {
	f := &fault{rule: RuleLarge, sentence: fmt.Sprintf("the picture has %d MB; at most %d are read", size>>20, MaxBytes>>20), hint: "save it with a width of 4,000 pixels at most; readers get no more than 1,600"}
	return f.at(name, nil)
}

// Look tells what a picture is, given the name and the bytes of its file.
func Look(name string, text []byte) (Head, *problem.Problem) {
	head, f := look(name, text)
	if f != nil {
		return Head{}, f.at(name, text)
	}
	return head, nil
}

func look(name string, text []byte) (Head, *fault) {
	ending := strings.ToLower(path.Ext(name))
	kind := sniff(text)
	switch promised := endings[ending]; {
	case kind == "" && len(text) == 0:
		return Head{}, broken("the picture is empty")
	case promised == "":
		return Head{}, &fault{rule: RuleBroken, sentence: fmt.Sprintf("pictures that end in %s are not read, so that nothing could be taken out of them before they are published", ending), hint: "save it as JPEG, PNG, WebP or SVG"}
	case kind == "" && promised == SVG:
		return Head{}, broken("the file holds no drawing: it has no element <svg>")
	case kind == "":
		return Head{}, broken("the file is no picture of a kind that is read")
	case kind != promised:
		return Head{}, &fault{rule: RuleEnding, sentence: fmt.Sprintf("the name ends in %s, and the file is %s", ending, article(kind)), hint: "rename it so that it ends in " + kind.ending()}
	}
	var head Head
	var f *fault
	switch kind {
	case JPEG:
		head, f = lookJPEG(text)
	case PNG:
		head, f = lookPNG(text)
	case WebP:
		head, f = lookWebP(text)
	case GIF:
		head, f = lookGIF(text)
	case SVG:
		head, f = lookSVG(text)
	}
	if f != nil {
		return Head{}, f
	}
	if kind != SVG && (head.Width <= 0 || head.Height <= 0) {
		return Head{}, broken("the picture has no size")
	}
	if head.Printed() && head.Width*head.Height > MaxPixels {
		return Head{}, &fault{
			rule:     RuleLarge,
			sentence: fmt.Sprintf("the picture has %d × %d pixels, which are %d million; at most %d million are read", head.Width, head.Height, (head.Width*head.Height+500_000)/1_000_000, MaxPixels/1_000_000),
			hint:     "save it with a width of 4,000 pixels at most; readers get no more than 1,600",
		}
	}
	if head.Orientation < 1 || head.Orientation > 8 {
		head.Orientation = 1
	}
	if head.Orientation >= 5 {
		head.Width, head.Height = head.Height, head.Width
	}
	return head, nil
}

// sniff tells the kind of a picture by how its bytes begin.
func sniff(text []byte) Kind {
	switch {
	case bytes.HasPrefix(text, []byte("\xff\xd8\xff")):
		return JPEG
	case bytes.HasPrefix(text, []byte(pngMagic)):
		return PNG
	case len(text) >= 12 && string(text[:4]) == "RIFF" && string(text[8:12]) == "WEBP":
		return WebP
	case bytes.HasPrefix(text, []byte("GIF87a")), bytes.HasPrefix(text, []byte("GIF89a")):
		return GIF
	case isSVG(text):
		return SVG
	}
	return ""
}

func (k Kind) ending() string {
	switch k {
	case JPEG:
		return ".jpg"
	case SVG:
		return ".svg"
	}
	return "." + string(k)
}

func article(k Kind) string {
	if k == SVG {
		return "an SVG drawing"
	}
	name := map[Kind]string{JPEG: "a JPEG", PNG: "a PNG", WebP: "a WebP", GIF: "a GIF"}
	return name[k]
}

// Clean gives a picture without what is not picture. A file that is none comes
// back as it is.
func Clean(name string, text []byte) ([]byte, *problem.Problem) {
	if !IsPicture(name) {
		return text, nil
	}
	head, f := look(name, text)
	if f != nil {
		return nil, f.at(name, text)
	}
	if head.Orientation > 1 && head.Printed() {
		negative, p := Develop(name, text)
		if p != nil {
			return nil, p
		}
		return negative.Make(name, head.print(head.Width, head.Kind))
	}
	return clean(head.Kind, text), nil
}

// clean is Clean of a picture that was looked at.
func clean(kind Kind, text []byte) []byte {
	switch kind {
	case JPEG:
		return cleanJPEG(text)
	case PNG:
		return cleanPNG(text)
	case WebP:
		return cleanWebP(text)
	case GIF:
		return cleanGIF(text)
	}
	return cleanSVG(text)
}
