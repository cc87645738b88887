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

// readTOML reads a header in TOML 1.0. The document is decoded once as a
// whole, for the rules of TOML on doubled and clashing keys, and then walked
// for the places of its values.
func readTOML(f *source.File, start int, text []byte) (*Node, []problem.Problem) {
	var whole map[string]any
	if err := toml.Unmarshal(text, &whole); err != nil {
		return nil, []problem.Problem{tomlFailure(f, start, err)}
	}
	r := tomlReader{file: f, start: start}
	r.parser.Reset(text)
	root := &Node{shape: mapping, Place: f.Place(start)}
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
		Hinted(`write each field as key = "text", and dates without quotes or with`)
}

type tomlReader struct {
	file     *source.File
	start    int
	parser   unstable.Parser
	problems []problem.Problem
}

func (r *tomlReader) place(raw unstable.Range) source.Place {
	return r.file.Place(r.start + int(raw.Offset))
}

// child gives the value under a key of a mapping, made by fresh when there is
// none yet.
func (r *tomlReader) child(in *Node, key *unstable.Node, fresh shape) *Node {
	name := string(key.Data)
	if i := slices.IndexFunc(in.Keys, func(k Key) bool { return k.Name == name }); i >= 0 {
		return in.Values[i]
	}
	made := &Node{shape: fresh, Place: r.place(key.Raw)}
	in.Keys = append(in.Keys, Key{Name: name, Place: made.Place})
	in.Values = append(in.Values, made)
	return made
}

func (r *tomlReader) descend(in *Node, keys unstable.Iterator) *Node {
	for keys.Next() {
		in = r.child(in, keys.Node(), mapping)
		if in.shape == sequence && len(in.Values) > 0 {
			in = in.Values[len(in.Values)-1]
		}
	}
	return in
}

func (r *tomlReader) appendTable(in *Node, keys unstable.Iterator) *Node {
	for keys.Next() {
		if !keys.IsLast() {
			in = r.child(in, keys.Node(), mapping)
			if in.shape == sequence && len(in.Values) > 0 {
				in = in.Values[len(in.Values)-1]
			}
			continue
		}
		list := r.child(in, keys.Node(), sequence)
		table := &Node{shape: mapping, Place: r.place(keys.Node().Raw)}
		list.Values = append(list.Values, table)
		return table
	}
	return in
}

func (r *tomlReader) set(in *Node, e *unstable.Node, depth int) {
	keys := e.Key()
	for keys.Next() {
		key := keys.Node()
		if !keys.IsLast() {
			in = r.child(in, key, mapping)
			continue
		}
		in.Keys = append(in.Keys, Key{Name: string(key.Data), Place: r.place(key.Raw)})
		in.Values = append(in.Values, r.value(e.Value(), r.place(key.Raw), depth))
	}
}

// value turns a TOML value into a node. Some values of the parser know no
// range of their own; these stand at their key.
func (r *tomlReader) value(v *unstable.Node, key source.Place, depth int) *Node {
	n := &Node{shape: scalar, Place: key, Text: string(v.Data), word: "text"}
	if v.Raw.Length > 0 {
		n.Place = r.place(v.Raw)
	}
	if depth > MaxDepth {
		r.problems = append(r.problems, problem.New(RuleHeader, n.Place, "the header is nested more than %d levels deep", MaxDepth))
		return n
	}
	switch v.Kind {
	case unstable.Bool:
		n.word = "truth"
	case unstable.Integer, unstable.Float:
		n.word = "number"
	case unstable.Array:
		n.shape = sequence
		for items := v.Children(); items.Next(); {
			if items.Node().Kind != unstable.Comment {
				n.Values = append(n.Values, r.value(items.Node(), key, depth+1))
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
