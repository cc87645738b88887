// Package source is text with places: it says where in a file a byte stands,
// in the terms that an editor's cursor uses.
//
// In: the bytes of one file and its path below the site's folder. Out: places
// (path, line, column). Lines are counted from 1 and end at LF, CRLF or CR;
// columns are counted from 1 in Unicode code points, as text editors and
// SARIF 2.1.0 (columnKind "unicodeCodePoints") count them. The package reads
// no file itself.
package source

import (
	"cmp"
	"fmt"
	"sort"
	"strings"
	"unicode/utf8"
)

// Place is a point in a file, or a whole file when Line is 0. The zero Place
// is nowhere.
type Place struct {
	Path   string // slash-separated, relative to the site's folder
	Line   int    // from 1; 0 means the file as a whole
	Column int    // from 1, in code points; 0 means the line as a whole
}

// String gives the place as path:line:column, leaving out what is not known.
func (p Place) String() string {
	switch {
	case p.Line == 0:
		return p.Path
	case p.Column == 0:
		return fmt.Sprintf("%s:%d", p.Path, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", p.Path, p.Line, p.Column)
}

// IsZero reports whether the place is nowhere.
func (p Place) IsZero() bool { return p == Place{} }

// Compare orders places by path, line and column.
func Compare(a, b Place) int {
	return cmp.Or(
		strings.Compare(a.Path, b.Path),
		cmp.Compare(a.Line, b.Line),
		cmp.Compare(a.Column, b.Column),
	)
}

// Span is a stretch of a file's bytes, End not included.
type Span struct{ Start, End int }

// File is one file's text, able to tell the place of any of its bytes.
type File struct {
	Path string
	Text []byte

	starts []int // offset of the first byte of each line
}

// NewFile makes a File from a slash-separated path and the file's bytes, which
// the caller must not change afterwards.
func NewFile(path string, text []byte) *File {
	starts := []int{0}
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '\n':
			starts = append(starts, i+1)
		case '\r':
			if i+1 < len(text) && text[i+1] == '\n' {
				i++
			}
			starts = append(starts, i+1)
		}
	}
	return &File{Path: path, Text: text, starts: starts}
}

// Place gives the place of the byte at offset. Offsets outside of the text are
// taken as its nearest end.
func (f *File) Place(offset int) Place {
	offset = max(0, min(offset, len(f.Text)))
	line := sort.SearchInts(f.starts, offset+1) - 1
	start := f.starts[line]
	return Place{
		Path:   f.Path,
		Line:   line + 1,
		Column: utf8.RuneCount(f.Text[start:offset]) + 1,
	}
}

// Whole is the place of the file itself.
func (f *File) Whole() Place { return Place{Path: f.Path} }

// Line gives the text of a line (from 1) without its line end, or nothing when
// there is no such line.
func (f *File) Line(line int) string {
	if line < 1 || line > len(f.starts) {
		return ""
	}
	end := len(f.Text)
	if line < len(f.starts) {
		end = f.starts[line]
	}
	return strings.TrimRight(string(f.Text[f.starts[line-1]:end]), "\r\n")
}

// Offset is the inverse of Place for places inside the file: the byte offset
// of a line and column, both from 1. What lies outside is taken as the nearest
// point inside.
func (f *File) Offset(line, column int) int {
	if line < 1 {
		return 0
	}
	if line > len(f.starts) {
		return len(f.Text)
	}
	offset, end := f.starts[line-1], f.starts[line-1]+len(f.Line(line))
	for ; column > 1 && offset < end; column-- {
		_, size := utf8.DecodeRune(f.Text[offset:end])
		offset += size
	}
	return offset
}
