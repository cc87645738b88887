package frontmatter

import (
	"errors"
	"fmt"
	"strings"

	"go.yaml.in/yaml/v4"
	"go.yaml.in/yaml/v4/plugin/loaderlimits"

	"daybook/generator/problem"
	"daybook/generator/source"
)

// MaxDepth is how deep a header may be nested.
const MaxDepth = 100

// shape says what a node is.
type shape uint8

const (
	empty shape = iota // null
	scalar
	sequence
	mapping
)

// Node is a value of a header with its place.
type Node struct {
	shape  shape
	word   string // how the notation types a scalar: "text", "number", "truth", "date"
	Text   string // of a scalar, as written
	Place  source.Place
	Keys   []Key
	Values []*Node // of a mapping, beside Keys; or of a sequence
}

// Key is a key of a mapping.
type Key struct {
	Name  string
	Place source.Place
}

// says words what a node is.
func (n *Node) says() string {
	switch n.shape {
	case empty:
		return "nothing"
	case sequence:
		return "a list"
	case mapping:
		return "a group of fields"
	}
	return fmt.Sprintf("%q", shorten(n.Text))
}

func shorten(s string) string {
	if runes := []rune(s); len(runes) > 40 {
		return string(runes[:39]) + "…"
	}
	return s
}

// tree reads the header of a file.
func tree(f *source.File, s Split) (*Node, []problem.Problem) {
	text := f.Text[s.Header.Start:s.Header.End]
	switch s.Format {
	case TOML:
		return readTOML(f, s.Header.Start, text)
	case YAML, JSON: // JSON is read as the subset of YAML that it is (YAML 1.2, section 1.2)
		return readYAML(f, s.Header.Start, text)
	}
	return &Node{shape: mapping, Place: f.Whole()}, nil
}

// ReadYAML reads a file that is all YAML, such as site.yaml.
func ReadYAML(f *source.File, kind string, known []Field) (Record, []problem.Problem) {
	root, problems := readYAML(f, 0, f.Text)
	if problem.Stops(problems) {
		return Record{Place: f.Whole()}, problems
	}
	return hold(root, article(kind)+" "+kind, known)
}

func readYAML(f *source.File, start int, text []byte) (*Node, []problem.Problem) {
	reader := yamlReader{file: f, above: f.Place(start).Line - 1}
	var root yaml.Node
	err := yaml.Load(text, &root, yaml.WithPlugin(loaderlimits.New(loaderlimits.AliasNone(), loaderlimits.DepthValue(MaxDepth))))
	if err != nil {
		if strings.Contains(err.Error(), "no documents") {
			return &Node{shape: mapping, Place: f.Place(start)}, nil
		}
		return nil, reader.failures(err)
	}
	node := reader.node(&root)
	return node, reader.problems
}

type yamlReader struct {
	file     *source.File
	above    int // lines before the header
	problems []problem.Problem
}

func (r *yamlReader) place(line, column int) source.Place {
	return source.Place{Path: r.file.Path, Line: line + r.above, Column: max(column, 1)}
}

func (r *yamlReader) failures(err error) []problem.Problem {
	var many *yaml.LoadErrors
	if errors.As(err, &many) && len(many.Errors) > 0 {
		problems := make([]problem.Problem, len(many.Errors))
		for i, e := range many.Errors {
			problems[i] = r.failure(e)
		}
		return problems
	}
	var one *yaml.LoadError
	if errors.As(err, &one) {
		return []problem.Problem{r.failure(one)}
	}
	return []problem.Problem{problem.New(RuleHeader, r.place(1, 1), "the header is not YAML: %v", err)}
}

func (r *yamlReader) failure(e *yaml.LoadError) problem.Problem {
	mark := e.Mark
	if mark.Line == 0 {
		mark = e.ContextMark
	}
	sentence := e.Message
	if e.ContextMsg != "" {
		sentence = e.ContextMsg + ": " + sentence
	}
	p := problem.New(RuleHeader, r.place(max(mark.Line, 1), mark.Column), "the header is not YAML: %s", sentence)
	return p.Hinted("%s", yamlHint(sentence))
}

// yamlHint gives the likeliest cure of a YAML mistake.
func yamlHint(message string) string {
	switch {
	case strings.Contains(message, "mapping values are not allowed"):
		return `put a text that holds a colon in quotes: title: "Iran: what we know"`
	case strings.Contains(message, "tab") || strings.Contains(message, "cannot start any token"):
		return "indent with spaces, not tabs, and quote a text that begins with a special sign"
	case strings.Contains(message, "unexpected end") || strings.Contains(message, "quoted scalar"):
		return "close the quotation mark"
	case strings.Contains(message, "flow"), strings.Contains(message, "',' or"):
		return "close the bracket"
	case strings.Contains(message, "depth"):
		return fmt.Sprintf("nest at most %d levels deep", MaxDepth)
	}
	return "look at the indentation of this line and the one above, and quote texts with special signs"
}

func (r *yamlReader) refuse(n *yaml.Node, what, hint string) {
	r.problems = append(r.problems, problem.New(RuleHeader, r.place(n.Line, n.Column), "%s is not read in a header", what).Hinted("%s", hint))
}

func (r *yamlReader) node(n *yaml.Node) *Node {
	out := &Node{Place: r.place(n.Line, n.Column)}
	if n.Anchor != "" {
		r.refuse(n, "an anchor (&"+n.Anchor+")", "write the value out")
	}
	switch n.Kind {
	case yaml.DocumentNode:
		if len(n.Content) == 0 {
			return &Node{shape: mapping, Place: out.Place}
		}
		root := r.node(n.Content[0])
		if root.shape == empty {
			root.shape = mapping
		}
		return root
	case yaml.AliasNode:
		r.refuse(n, "an alias (*"+n.Value+")", "write the value out, or quote a text that begins with *")
	case yaml.ScalarNode:
		r.scalar(n, out)
	case yaml.SequenceNode:
		out.shape = sequence
		for _, item := range n.Content {
			out.Values = append(out.Values, r.node(item))
		}
	case yaml.MappingNode:
		out.shape = mapping
		r.mapping(n, out)
	}
	return out
}

func (r *yamlReader) scalar(n *yaml.Node, out *Node) {
	out.shape, out.Text, out.word = scalar, n.Value, "text"
	switch n.ShortTag() {
	case "!!null":
		out.shape = empty
	case "!!int", "!!float":
		out.word = "number"
	case "!!bool":
		out.word = "truth"
	case "!!str", "!!timestamp":
	default:
		r.refuse(n, "a tag ("+n.ShortTag()+")", "leave the tag out")
	}
	if n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) != 0 {
		out.word = "text"
	}
}

func (r *yamlReader) mapping(n *yaml.Node, out *Node) {
	seen := make(map[string]source.Place, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		place := r.place(key.Line, key.Column)
		if key.Kind != yaml.ScalarNode {
			r.refuse(key, "a key that is not a word", "write each key as one word before a colon")
			continue
		}
		if key.ShortTag() == "!!merge" {
			r.refuse(key, "a merge (<<)", "write the fields out")
			continue
		}
		if first, double := seen[key.Value]; double {
			r.problems = append(r.problems, problem.New(RuleHeader, place, "the key %q stands here a second time", key.Value).
				Noted(first, "first here").Hinted("keep one of them"))
			continue
		}
		seen[key.Value] = place
		out.Keys = append(out.Keys, Key{Name: key.Value, Place: place})
		out.Values = append(out.Values, r.node(value))
	}
}
