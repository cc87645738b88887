package frontmatter

import (
	"bytes"
	"errors"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
	"go.yaml.in/yaml/v4/plugin/loaderlimits"

	"daybook/generator/problem"
	"daybook/generator/source"
)

// readYAML reads a header in YAML 1.2 that begins at start.
func readYAML(f *source.File, start int, header []byte) (*node, []problem.Problem) {
	r := yamlReader{file: f, start: start, above: f.Place(start).Line - 1}
	if bytes.ContainsAny(header, "\u0085\u2028\u2029") {
		r.lines = yamlLines(header)
	}
	var root yaml.Node
	err := yaml.Load(header, &root, yaml.WithPlugin(loaderlimits.New(loaderlimits.AliasNone(), loaderlimits.DepthValue(MaxDepth))))
	if err != nil {
		if strings.Contains(err.Error(), "no documents") {
			return &node{shape: mapping, place: f.Place(start)}, nil
		}
		return nil, r.failures(header, err)
	}
	return r.node(&root), r.problems
}

type yamlReader struct {
	file     *source.File
	start    int   // of the header
	above    int   // lines before the header
	lines    []int // see yamlLines; nil where lines are those of the file
	problems []problem.Problem
}

// yamlLines gives the offset of each line of a header as YAML 1.1 counts
// them, which is how the decoder does: NEL, LS and PS end a line too. They
// come from layout programs by way of the clipboard.
func yamlLines(header []byte) []int {
	lines := []int{0}
	for i := 0; i < len(header); {
		r, size := utf8.DecodeRune(header[i:])
		i += size
		if r == '\r' && i < len(header) && header[i] == '\n' {
			continue
		}
		switch r {
		case '\n', '\r', '\u0085', '\u2028', '\u2029':
			lines = append(lines, i)
		}
	}
	return lines
}

func (r *yamlReader) place(line, column int) source.Place {
	line, column = max(line, 1), max(column, 1)
	if r.lines == nil {
		return source.Place{Path: r.file.Path, Line: line + r.above, Column: column}
	}
	offset := r.start + r.lines[min(line, len(r.lines))-1]
	for ; column > 1 && offset < len(r.file.Text); column-- {
		_, size := utf8.DecodeRune(r.file.Text[offset:])
		offset += size
	}
	return r.file.Place(offset)
}

func (r *yamlReader) failures(header []byte, err error) []problem.Problem {
	var many *yaml.LoadErrors
	if errors.As(err, &many) && len(many.Errors) > 0 {
		problems := make([]problem.Problem, len(many.Errors))
		for i, e := range many.Errors {
			problems[i] = r.failure(header, e)
		}
		return problems
	}
	var one *yaml.LoadError
	if errors.As(err, &one) {
		return []problem.Problem{r.failure(header, one)}
	}
	return []problem.Problem{problem.New(RuleHeader, r.place(1, 1), "the header is not YAML: %v", err)}
}

// yamlMistakes are the decoder's messages in words for an editor. A mistake
// that is noticed far below its cause is told at the cause: the beginning of
// the text or list that the decoder was reading.
var yamlMistakes = []struct {
	message, context string // parts of what the decoder says
	atContext        bool
	sentence, hint   string
}{
	{"mapping values are not allowed", "", false,
		"a second colon stands on this line", `put a text that holds a colon in quotes: title: "Iran: what we know"; and leave a space after the colon of each field`},
	{"cannot start any token", "", false,
		"a field or text cannot begin with this sign", `put a text that begins with a special sign in quotes: title: "@work"; and indent with spaces, not with tabs`},
	{"unexpected end of stream", "quoted scalar", true,
		"the quotation mark that opens here is never closed", `close it with the same mark at the end of the text`},
	{"escape character", "", false,
		"a backslash stands before a sign that it does not belong to", `write \\ for a backslash, or put the text between 'single' marks`},
	{"Unicode character escape code", "", false,
		"this is no code of a letter", `write the letter itself`},
	{"", "flow sequence", true,
		"the list that opens here with [ is not closed", "close it with ] and put a comma between its items; quote an item that holds a comma, a colon or a bracket"},
	{"", "flow mapping", true,
		"the group that opens here with { is not closed", "close it with } and put a comma between its fields; quote a text that begins with {"},
	{"expected key", "block mapping", false,
		"this line does not fit to the lines above it", "indent it like the field above it; and put a text with quotation marks in it between 'single' marks"},
	{"'-' indicator", "", false,
		"this line does not fit to the list above it", "begin each item of a list with - and a space, all equally indented"},
	{"could not find expected ':'", "", true,
		"this line has no colon", "write each field as  key: value; put a text of several lines below  key: |  and indent it"},
	{"max depth", "", false, "", ""},
	{"expected single document", "", false,
		"the header holds a line of --- or ... that ends it early", "take that line out"},
	{"unknown anchor", "", false,
		"an alias (*name) is not read in a header", "write the value out, or put a text that begins with * in quotes"},
	{"alias", "", false,
		"an alias (*name) is not read in a header", "write the value out, or put a text that begins with * in quotes"},
	{"anchor", "", false,
		"an anchor (&name) is not read in a header", "put a text that begins with & in quotes"},
	{"", "scanning a tag", false,
		"a tag (!name) is not read in a header", "put a text that begins with ! in quotes"},
	{"tag", "", false,
		"a tag (!name) is not read in a header", "put a text that begins with ! in quotes"},
}

func (r *yamlReader) failure(header []byte, e *yaml.LoadError) problem.Problem {
	mark := e.Mark
	if mark.Line == 0 {
		mark = e.ContextMark
	}
	if mark.Line == 0 && strings.Contains(e.Message, "control characters") {
		i := bytes.IndexFunc(header, control)
		return problem.New(RuleHeader, r.file.Place(r.start+max(i, 0)), "a control character stands here").
			Hinted("delete it; it cannot be seen, so write the word again")
	}
	at := r.place(mark.Line, mark.Column)
	for _, m := range yamlMistakes {
		if !strings.Contains(e.Message, m.message) || !strings.Contains(e.ContextMsg, m.context) {
			continue
		}
		if m.sentence == "" {
			return tooDeep(at)
		}
		if m.atContext && e.ContextMark.Line > 0 {
			at = r.place(e.ContextMark.Line, e.ContextMark.Column)
		}
		return problem.New(RuleHeader, at, "%s", m.sentence).Hinted("%s", m.hint)
	}
	return problem.New(RuleHeader, at, "the header is not YAML: %s", e.Message).
		Hinted("look at the indentation of this line and the one above, and quote texts with special signs")
}

// control reports what YAML 1.2, section 5.1, does not let stand in a text.
func control(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r >= 0x7f && r < 0xa0 && r != 0x85 || r == 0xfffe || r == 0xffff
}

func (r *yamlReader) refuse(n *yaml.Node, what, hint string) {
	r.problems = append(r.problems, problem.New(RuleHeader, r.place(n.Line, n.Column), "%s is not read in a header", what).Hinted("%s", hint))
}

func (r *yamlReader) node(n *yaml.Node) *node {
	out := &node{place: r.place(n.Line, n.Column)}
	if n.Anchor != "" {
		r.refuse(n, "an anchor (&"+shorten(n.Anchor)+")", "write the value without it, or put a text that begins with & in quotes")
	}
	if n.Kind != yaml.AliasNode && n.Style&yaml.TaggedStyle != 0 {
		r.refuse(n, "a tag ("+shorten(n.ShortTag())+")", "write the value without it, or put a text that begins with ! in quotes")
	}
	switch n.Kind {
	case yaml.DocumentNode:
		if len(n.Content) == 0 {
			return &node{shape: mapping, place: out.place}
		}
		root := r.node(n.Content[0])
		if root.shape == empty {
			root.shape = mapping
		}
		return root
	case yaml.AliasNode:
		r.refuse(n, "an alias (*"+shorten(n.Value)+")", "write the value out, or put a text that begins with * in quotes")
	case yaml.ScalarNode:
		scalarOf(n, out)
	case yaml.SequenceNode:
		out.shape = sequence
		for _, item := range n.Content {
			out.values = append(out.values, r.node(item))
		}
	case yaml.MappingNode:
		out.shape = mapping
		r.mapping(n, out)
	}
	return out
}

func scalarOf(n *yaml.Node, out *node) {
	out.shape, out.text = scalar, n.Value
	if n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) != 0 {
		return
	}
	switch n.ShortTag() {
	case "!!null":
		out.shape = empty
	case "!!int", "!!float":
		out.word = number
	case "!!bool":
		out.word = truth
	}
}

func (r *yamlReader) mapping(n *yaml.Node, out *node) {
	seen := make(map[string]source.Place, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		name, value := n.Content[i], n.Content[i+1]
		place := r.place(name.Line, name.Column)
		switch {
		case name.Kind != yaml.ScalarNode:
			r.refuse(name, "a key that is not a word", "write each key as one word before a colon; put a text that begins with { or [ in quotes")
			continue
		case name.ShortTag() == "!!merge":
			r.refuse(name, "a merge (<<)", "write the fields out")
			continue
		}
		if name.Anchor != "" {
			r.refuse(name, "an anchor (&"+shorten(name.Anchor)+")", "write the key without it")
		}
		if first, double := seen[name.Value]; double {
			r.problems = append(r.problems, doubled(name.Value, place, first))
			continue
		}
		seen[name.Value] = place
		out.keys = append(out.keys, key{name: name.Value, place: place})
		out.values = append(out.values, r.node(value))
	}
}
