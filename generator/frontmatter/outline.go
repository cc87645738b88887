package frontmatter

import (
	"daybook/generator/problem"
	"daybook/generator/source"
)

// Form says what a value of an outline is.
type Form uint8

// The forms. Nothing is a key without a value.
const (
	Nothing  = Form(empty)
	Scalar   = Form(scalar)
	Sequence = Form(sequence)
	Mapping  = Form(mapping)
)

// Outline is a header as it is written: every key with its spelling and every
// value with the byte that it begins at, before anything is held against the
// fields. Those who change a header work on it; those who only read one take a
// Record.
type Outline struct {
	Form   Form
	Plain  bool   // a number, true or false, which the notation writes without marks
	Text   string // of a scalar, as decoded
	Place  source.Place
	Start  int          // of the value in the file; of a table of TOML its name
	Keys   []OutlineKey // of a mapping
	Values []*Outline   // of a mapping, beside its keys; or of a sequence
}

// OutlineKey is a key as it is written.
type OutlineKey struct {
	Name  string
	Place source.Place
	Start int
}

// ReadOutline cuts a file and reads its header as it is written. The outline is
// nil when the header cannot be read, and for a file without a header.
func ReadOutline(f *source.File) (*Outline, Split, []problem.Problem) {
	split, problems := Cut(f)
	if split.Format == None || problem.Stops(problems) {
		return nil, split, problems
	}
	root, problems := readTree(f, split)
	if problem.Stops(problems) {
		return nil, split, problems
	}
	return outline(f, root), split, problems
}

// ReadOutlineYAML is ReadOutline for a file that is all YAML, such as
// site.yaml.
func ReadOutlineYAML(f *source.File) (*Outline, Split, []problem.Problem) {
	split := Split{Format: YAML, Header: source.Span{End: len(f.Text)}, Body: source.Span{Start: len(f.Text), End: len(f.Text)}}
	root, problems := readTree(f, split)
	if problem.Stops(problems) {
		return nil, split, problems
	}
	return outline(f, root), split, problems
}

// readTree reads the header that a split tells of.
func readTree(f *source.File, split Split) (*node, []problem.Problem) {
	text := f.Text[split.Header.Start:split.Header.End]
	switch split.Format {
	case YAML:
		return readYAML(f, split.Header.Start, text)
	case TOML:
		return readTOML(f, split.Header.Start, text)
	case JSON:
		return readJSON(f, split.Header.Start, text)
	}
	return &node{shape: mapping, place: f.Place(0)}, nil
}

func outline(f *source.File, n *node) *Outline {
	o := &Outline{Form: Form(n.shape), Plain: n.word != text, Text: n.text, Place: n.place, Start: f.Offset(n.place.Line, n.place.Column)}
	for _, k := range n.keys {
		o.Keys = append(o.Keys, OutlineKey{Name: k.name, Place: k.place, Start: f.Offset(k.place.Line, k.place.Column)})
	}
	for _, v := range n.values {
		o.Values = append(o.Values, outline(f, v))
	}
	return o
}
