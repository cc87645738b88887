// Package revise changes content files the way a careful editor does: what is
// meant to change does, and every other byte stays: comments, order, quotation
// marks, indentation, line ends.
//
// In: the text of a file, and changes to the values, keys and lists of its
// header (YAML, TOML or JSON), to its body, and to the targets of links in its
// prose. Out: the new text. It is read again before it is given out, and must
// differ from the old one in what was asked for and nothing else; where this
// cannot be brought about, the file is refused with an error and left alone. A
// file whose header cannot be read is never changed.
//
// A Desk takes the changed texts of several files and puts them into the site's
// folder together: all of them, or none.
//
// What a change means, and which files need one, is left to others.
package revise

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"daybook/generator/frontmatter"
	"daybook/generator/problem"
	"daybook/generator/source"
)

// ErrNoHeader says that a file has no header to change.
var ErrNoHeader = errors.New("the file has no header")

// File is a content file that is being changed. It is not safe for use by
// several goroutines at once.
type File struct {
	Path string
	// Root is the header; nil in a file without one. It is what the file says
	// now: changes do not show in it.
	Root *Node

	text    []byte
	source  *source.File
	split   frontmatter.Split
	allYAML bool
	eol     string
	links   []Link
	body    string // to stand below the body that there is
	cleared bool   // the body that there is goes
}

// Open reads a file. It gives no File when the header cannot be read; the
// problems say why.
func Open(path string, text []byte) (*File, []problem.Problem) {
	return open(path, text, false)
}

// OpenYAML reads a file that is all YAML, such as site.yaml.
func OpenYAML(path string, text []byte) (*File, []problem.Problem) {
	return open(path, text, true)
}

func open(path string, text []byte, allYAML bool) (*File, []problem.Problem) {
	f := &File{Path: path, text: text, source: source.NewFile(path, text), allYAML: allYAML, eol: "\n"}
	if i := bytes.IndexByte(text, '\n'); i > 0 && text[i-1] == '\r' {
		f.eol = "\r\n"
	}
	read := frontmatter.ReadOutline
	if allYAML {
		read = frontmatter.ReadOutlineYAML
	}
	root, split, problems := read(f.source)
	if problem.Stops(problems) {
		return nil, problems
	}
	f.split = split
	if root != nil {
		f.Root = f.node(root, nil, 0)
		f.measure(f.Root)
	}
	return f, nil
}

// Body gives the body as it is.
func (f *File) Body() string { return string(f.text[f.split.Body.Start:f.split.Body.End]) }

// BodyStart gives the offset of the body in the text as it is.
func (f *File) BodyStart() int { return f.split.Body.Start }

// AppendBody puts a text below the body.
func (f *File) AppendBody(text string) { f.body += text }

// ClearBody takes the body out, but for what AppendBody puts there.
func (f *File) ClearBody() { f.cleared = true }

// Bytes gives the new text. The error says what could not be changed; the file
// is best left as it is then.
func (f *File) Bytes() ([]byte, error) {
	splices, err := f.splices()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", f.Path, err)
	}
	changed, err := apply(f.text, splices)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", f.Path, err)
	}
	if err := f.prove(changed); err != nil {
		return nil, fmt.Errorf("%s: %w; it was left as it is", f.Path, err)
	}
	return changed, nil
}

// splice puts a text in the stead of the bytes from start to end.
type splice struct {
	start, end int
	text       string
}

// apply puts splices, each into the text as it was, into a text.
func apply(text []byte, splices []splice) ([]byte, error) {
	slices.SortStableFunc(splices, func(a, b splice) int {
		if a.start != b.start {
			return a.start - b.start
		}
		return min(a.end-a.start, 1) - min(b.end-b.start, 1)
	})
	var out bytes.Buffer
	at := 0
	for _, s := range splices {
		if s.start < at || s.end < s.start || s.end > len(text) {
			return nil, errors.New("two changes meet at one place")
		}
		out.Write(text[at:s.start])
		out.WriteString(s.text)
		at = s.end
	}
	out.Write(text[at:])
	return out.Bytes(), nil
}

// splices gives all changes as splices.
func (f *File) splices() ([]splice, error) {
	w := writer{file: f}
	if f.Root != nil {
		f.Root.settle()
		w.node(f.Root)
	}
	for _, l := range f.links {
		if l.renamed != nil && !f.cleared {
			w.put(l.start, l.end, *l.renamed)
		}
	}
	if f.cleared {
		w.put(f.split.Body.Start, f.split.Body.End, "")
	}
	if f.body != "" {
		w.put(f.split.Body.End, f.split.Body.End, f.body)
	}
	return w.splices, w.fault
}

// prove reads a changed file and holds it against what it should say.
func (f *File) prove(changed []byte) error {
	again, problems := open(f.Path, changed, f.allYAML)
	if again == nil {
		return fmt.Errorf("the change would make its header unreadable: %s", problems[0].Sentence)
	}
	if (f.Root == nil) != (again.Root == nil) || f.Root != nil && !same(f.Root.meant(), again.Root.meant()) {
		return errors.New("its header is written in a way that cannot be changed without touching more of it")
	}
	if len(f.links) == 0 || f.cleared {
		return nil
	}
	return f.proveLinks(again)
}

// same reports whether two headers say the same in the same order.
func same(a, b *frontmatter.Outline) bool {
	return a.Form == b.Form && a.Plain == b.Plain && a.Text == b.Text &&
		slices.EqualFunc(a.Keys, b.Keys, func(x, y frontmatter.OutlineKey) bool { return x.Name == y.Name }) &&
		slices.EqualFunc(a.Values, b.Values, same)
}

// lineStart gives the first byte of the line that an offset is on.
func (f *File) lineStart(offset int) int { return bytes.LastIndexByte(f.text[:offset], '\n') + 1 }

// lineEnd gives the end of the line that an offset is on, before its line end.
func (f *File) lineEnd(offset int) int {
	end := len(f.text)
	if i := bytes.IndexByte(f.text[offset:], '\n'); i >= 0 {
		end = offset + i
	}
	if end > offset && f.text[end-1] == '\r' {
		end--
	}
	return end
}

// nextLine gives the first byte of the line below the one of an offset.
func (f *File) nextLine(offset int) int {
	if i := bytes.IndexByte(f.text[offset:], '\n'); i >= 0 {
		return offset + i + 1
	}
	return len(f.text)
}

// margin gives what stands on a line before an offset, as white space.
func (f *File) margin(offset int) string {
	return strings.Map(func(r rune) rune {
		if r == '\t' {
			return r
		}
		return ' '
	}, string(f.text[f.lineStart(offset):offset]))
}
