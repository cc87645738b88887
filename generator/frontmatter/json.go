package frontmatter

import (
	"bytes"
	"encoding/json"
	"errors"

	"daybook/generator/problem"
	"daybook/generator/source"
)

// readJSON reads a header in JSON (RFC 8259) that begins at start.
func readJSON(f *source.File, start int, header []byte) (*node, []problem.Problem) {
	if len(bytes.TrimSpace(header)) == 0 {
		return &node{shape: mapping, place: f.Place(start)}, nil
	}
	var whole json.RawMessage
	if err := json.Unmarshal(header, &whole); err != nil {
		return nil, []problem.Problem{jsonFailure(f, start, err)}
	}
	r := jsonReader{file: f, start: start, text: header, decoder: json.NewDecoder(bytes.NewReader(header))}
	r.decoder.UseNumber()
	root := r.value(0)
	return root, r.problems
}

func jsonFailure(f *source.File, start int, err error) problem.Problem {
	at, hint := f.Place(start), `write it as  { "title": "…", "published": "2024-01-19" }  with commas between the fields and none after the last`
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		at = f.Place(start + int(max(syntax.Offset-1, 0)))
		if syntax.Error() == "unexpected end of JSON input" {
			hint = "close each { and [; a line with only } that is followed by an empty line ends the header, so leave no empty line below an inner one"
		}
	}
	return problem.New(RuleHeader, at, "the header is not JSON: %v", err).Hinted("%s", hint)
}

// jsonReader walks through JSON that is known to be right.
type jsonReader struct {
	file     *source.File
	start    int
	text     []byte
	decoder  *json.Decoder
	problems []problem.Problem
}

// next gives the next token and its place.
func (r *jsonReader) next() (json.Token, source.Place) {
	at := int(r.decoder.InputOffset())
	for at < len(r.text) && bytes.IndexByte([]byte(" \t\r\n,:"), r.text[at]) >= 0 {
		at++
	}
	token, _ := r.decoder.Token()
	return token, r.file.Place(r.start + at)
}

func (r *jsonReader) value(depth int) *node {
	token, place := r.next()
	n := &node{shape: scalar, place: place}
	switch v := token.(type) {
	case string:
		n.text = v
	case json.Number:
		n.text, n.word = v.String(), number
	case bool:
		n.text, n.word = "false", truth
		if v {
			n.text = "true"
		}
	case json.Delim:
		if depth >= MaxDepth && len(r.problems) == 0 {
			r.problems = append(r.problems, tooDeep(place))
		}
		if v == '[' {
			n.shape = sequence
			for r.decoder.More() {
				n.values = append(n.values, r.value(depth+1))
			}
		} else {
			r.fields(n, depth)
		}
		r.next()
	default:
		n.shape = empty
	}
	return n
}

func (r *jsonReader) fields(n *node, depth int) {
	n.shape = mapping
	seen := map[string]source.Place{}
	for r.decoder.More() {
		token, place := r.next()
		name, _ := token.(string)
		value := r.value(depth + 1)
		if first, double := seen[name]; double {
			r.problems = append(r.problems, doubled(name, place, first))
			continue
		}
		seen[name] = place
		n.keys = append(n.keys, key{name: name, place: place})
		n.values = append(n.values, value)
	}
}
