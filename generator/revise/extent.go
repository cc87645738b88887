package revise

import (
	"bytes"
	"strings"

	"daybook/generator/frontmatter"
)

// measure finds where the keys and values of a header end. An end that cannot
// be told stays -1, and what would need it is refused later.
func (f *File) measure(n *Node) {
	for i, k := range n.Keys {
		k.end = f.keyEnd(k)
		f.measure(n.Values[i])
	}
	if n.Form == frontmatter.Sequence {
		for _, v := range n.Values {
			f.measure(v)
		}
	}
	switch {
	case n.Form == frontmatter.Nothing:
		n.end = f.nothingEnd(n.start)
	case n.Form == frontmatter.Scalar:
		n.end = f.scalarEnd(n)
	case f.inline(n):
		n.end = f.bracketEnd(n)
	case f.split.Format == frontmatter.YAML && len(n.Values) > 0:
		n.end = n.Values[len(n.Values)-1].end
	}
}

// inline reports whether a list or a group stands in brackets.
func (f *File) inline(n *Node) bool {
	switch {
	case n.start >= len(f.text):
		return false
	case n.Form == frontmatter.Sequence:
		return f.text[n.start] == '['
	case n.Form == frontmatter.Mapping:
		return f.text[n.start] == '{'
	}
	return false
}

func (f *File) keyEnd(k *Key) int {
	switch f.text[k.start] {
	case '"', '\'':
		return f.quoteEnd(k.start)
	}
	if bytes.HasPrefix(f.text[k.start:], []byte(k.Name)) {
		return k.start + len(k.Name)
	}
	return -1
}

// nothingEnd gives the end of a null, which may be written in no letters.
func (f *File) nothingEnd(start int) int {
	rest := f.text[start:]
	if bytes.HasPrefix(rest, []byte("~")) {
		return start + 1
	}
	if len(rest) >= 4 && strings.EqualFold(string(rest[:4]), "null") {
		return start + 4
	}
	return start
}

func (f *File) scalarEnd(n *Node) int {
	first := byte(0)
	if n.start < len(f.text) {
		first = f.text[n.start]
	}
	switch {
	case first == '"' || first == '\'':
		return f.quoteEnd(n.start)
	case f.split.Format != frontmatter.YAML:
		end := len(f.text)
		if i := bytes.IndexAny(f.text[n.start:], ",]}#\r\n"); i >= 0 {
			end = n.start + i
		}
		return n.start + len(bytes.TrimRight(f.text[n.start:end], " \t"))
	case first == '|' || first == '>':
		return f.blockEnd(n)
	}
	return f.plainEnd(n)
}

// quoteEnd gives the end of a text in quotation marks, of three in TOML.
func (f *File) quoteEnd(start int) int {
	mark := f.text[start]
	fence := []byte{mark}
	if f.split.Format == frontmatter.TOML && bytes.HasPrefix(f.text[start:], bytes.Repeat(fence, 3)) {
		fence = bytes.Repeat(fence, 3)
	}
	for i := start + len(fence); i < len(f.text); i++ {
		switch {
		case f.text[i] == '\\' && mark == '"':
			i++
		case !bytes.HasPrefix(f.text[i:], fence):
		case f.split.Format == frontmatter.YAML && mark == '\'' && bytes.HasPrefix(f.text[i:], []byte("''")):
			i++
		default:
			end := i + len(fence)
			for extra := 0; len(fence) == 3 && extra < 2 && end < len(f.text) && f.text[end] == mark; extra++ {
				end++
			}
			return end
		}
	}
	return -1
}

// plainEnd follows a text without quotation marks (YAML 1.2, section 7.3.3),
// whose lines are folded, through the file.
func (f *File) plainEnd(n *Node) int {
	at, rest := n.start, n.Text
	for rest != "" {
		if gap := len(rest) - len(strings.TrimLeft(rest, " \t\n")); gap > 0 {
			rest = rest[gap:]
			for at < len(f.text) && bytes.IndexByte([]byte(" \t\r\n"), f.text[at]) >= 0 {
				at++
			}
			continue
		}
		if at >= len(f.text) || f.text[at] != rest[0] {
			return -1
		}
		at, rest = at+1, rest[1:]
	}
	return at
}

// blockEnd gives the end of a text below | or > (YAML 1.2, section 8.1): its
// last line that is indented further than what it belongs to. The empty lines
// below belong to it when its sign says so with +.
func (f *File) blockEnd(n *Node) int {
	header := f.text[n.start:f.lineEnd(n.start)]
	keep := bytes.IndexByte(bytes.SplitN(header, []byte("#"), 2)[0], '+') >= 0
	least := 0
	if n.parent != nil && n.parent.Form == frontmatter.Mapping {
		key := n.parent.Keys[n.at]
		least = key.start - f.lineStart(key.start) + 1
	} else if n.parent != nil {
		least = n.parent.start - f.lineStart(n.parent.start) + 1
	}
	end := f.lineEnd(n.start)
	for at := f.nextLine(n.start); at < f.split.Header.End; at = f.nextLine(at) {
		line := f.text[at:f.lineEnd(at)]
		content := bytes.TrimLeft(line, " ")
		switch {
		case len(content) == 0:
			if keep {
				end = at + len(line)
			}
		case len(line)-len(content) < least:
			return end
		default:
			end = at + len(line)
		}
	}
	return end
}

// bracketEnd gives the end of a list or a group in brackets: the bracket that
// follows its last value, with nothing but commas and remarks between.
func (f *File) bracketEnd(n *Node) int {
	at := n.start + 1
	if len(n.Values) > 0 {
		at = n.Values[len(n.Values)-1].end
		if at < 0 {
			return -1
		}
	}
	for ; at < len(f.text); at++ {
		switch f.text[at] {
		case ']', '}':
			return at + 1
		case '#':
			at = f.lineEnd(at)
		case ' ', '\t', '\r', '\n', ',', ':':
		default:
			return -1
		}
	}
	return -1
}
