package frontmatter

import (
	"errors"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"

	"daybook/generator/problem"
	"daybook/generator/source"
)

// readTOML reads a header in TOML 1.0 that begins at start. The document is
// decoded once as a whole, for the rules of TOML on doubled and clashing keys,
// and then walked for the places of its values.
func readTOML(f *source.File, start int, header []byte) (*node, []problem.Problem) {
	var whole map[string]any
	if err := toml.Unmarshal(header, &whole); err != nil {
		return nil, []problem.Problem{tomlFailure(f, start, err)}
	}
	r := tomlReader{file: f, start: start, text: header}
	r.parser.Reset(header)
	root := &node{shape: mapping, place: f.Place(start)}
	table := root
	for r.parser.NextExpression() {
		e := r.parser.Expression()
		switch e.Kind {
		case unstable.KeyValue:
			r.set(table, e, 0)
		case unstable.Table:
			table = r.descend(root, e.Key())
		case unstable.ArrayTable:
			table = r.appendTable(root, e.Key())
		}
	}
	return root, r.problems
}

func tomlFailure(f *source.File, start int, err error) problem.Problem {
	at := f.Place(start)
	var decode *toml.DecodeError
	if errors.As(err, &decode) {
		line, column := decode.Position()
		at = f.Place(f.Offset(at.Line+line-1, 1) + max(column-1, 0))
	}
	return problem.New(RuleHeader, at, "the header is not TOML: %s", strings.TrimPrefix(err.Error(), "toml: ")).
		Hinted(`write each field once, as  title = "text"  or  topics = ["one", "two"]; dates stand without quotes or with them`)
}

type tomlReader struct {
	file     *source.File
	start    int
	text     []byte
	parser   unstable.Parser
	problems []problem.Problem
}

func (r *tomlReader) place(raw unstable.Range) source.Place {
	return r.file.Place(r.start + int(raw.Offset))
}

// child gives the value under a key of a mapping, made in a shape when there
// is none yet.
func (r *tomlReader) child(in *node, word *unstable.Node, as shape) *node {
	name := string(word.Data)
	if i := slices.IndexFunc(in.keys, func(k key) bool { return k.name == name }); i >= 0 {
		return in.values[i]
	}
	made := &node{shape: as, place: r.place(word.Raw)}
	in.keys = append(in.keys, key{name: name, place: made.place})
	in.values = append(in.values, made)
	return made
}

// latest gives the table that a path goes on in: of an array of tables the
// last one (TOML 1.0, "Array of Tables").
func latest(n *node) *node {
	if n.shape == sequence && len(n.values) > 0 {
		return n.values[len(n.values)-1]
	}
	return n
}

func (r *tomlReader) descend(in *node, keys unstable.Iterator) *node {
	for keys.Next() {
		in = latest(r.child(in, keys.Node(), mapping))
	}
	return in
}

func (r *tomlReader) appendTable(in *node, keys unstable.Iterator) *node {
	for keys.Next() {
		if !keys.IsLast() {
			in = latest(r.child(in, keys.Node(), mapping))
			continue
		}
		list := r.child(in, keys.Node(), sequence)
		table := &node{shape: mapping, place: r.place(keys.Node().Raw)}
		list.values = append(list.values, table)
		return table
	}
	return in
}

func (r *tomlReader) set(in *node, e *unstable.Node, depth int) {
	keys := e.Key()
	for ; keys.Next(); depth++ {
		word := keys.Node()
		if depth >= MaxDepth {
			r.deep(r.place(word.Raw))
			return
		}
		if !keys.IsLast() {
			in = r.child(in, word, mapping)
			continue
		}
		value := r.value(e.Value(), int(word.Raw.Offset+word.Raw.Length), depth)
		in.keys = append(in.keys, key{name: string(word.Data), place: r.place(word.Raw)})
		in.values = append(in.values, value)
	}
}

func (r *tomlReader) deep(at source.Place) {
	if len(r.problems) == 0 {
		r.problems = append(r.problems, tooDeep(at))
	}
}

// value turns a TOML value into a node. The parser tells no range for arrays
// and truths; these begin at the first sign of a value after their key, or
// after the value before them.
func (r *tomlReader) value(v *unstable.Node, after, depth int) *node {
	offset := int(v.Raw.Offset)
	if v.Raw.Length == 0 {
		for offset = after; offset < len(r.text) && strings.IndexByte("= \t\r\n,", r.text[offset]) >= 0; {
			offset++
		}
	}
	n := &node{shape: scalar, place: r.file.Place(r.start + offset), text: string(v.Data)}
	switch v.Kind {
	case unstable.Bool:
		n.word = truth
	case unstable.Integer, unstable.Float:
		n.word = number
	case unstable.Array:
		n.shape = sequence
		if depth >= MaxDepth {
			r.deep(n.place)
			return n
		}
		after = offset + 1
		for items := v.Children(); items.Next(); {
			item := items.Node()
			if item.Kind != unstable.Comment {
				n.values = append(n.values, r.value(item, after, depth+1))
			}
			if item.Raw.Length > 0 {
				after = int(item.Raw.Offset + item.Raw.Length)
			}
		}
	case unstable.InlineTable:
		n.shape = mapping
		for items := v.Children(); items.Next(); {
			if items.Node().Kind == unstable.KeyValue {
				r.set(n, items.Node(), depth+1)
			}
		}
	}
	return n
}
