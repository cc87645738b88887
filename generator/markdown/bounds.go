package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// MaxDepth is how deep a body may be nested, counted in nodes of its tree: an
// item of a list is two. Browsers give up at 512 elements.
const MaxDepth = 200

// sparseCells is how many cells a table may have beyond those that are
// written out.
const sparseCells = 10_000

// maxNotes is how many marks of footnotes a body may hold. Each is looked for
// among all notes.
const maxNotes = 20_000

// maxExpansion is how many bytes of addresses a body may give by references
// (CommonMark 0.31, section 4.7) beyond its own length.
const maxExpansion = 100_000

// deepLine finds a line that opens more than MaxDepth quotations and lists at
// once, or gives -1. Parsing such a line would take a stack as deep.
func deepLine(text []byte) int {
	for start := 0; start < len(text); {
		end := len(text)
		if i := bytes.IndexByte(text[start:], '\n'); i >= 0 {
			end = start + i + 1
		}
		if end-start > MaxDepth && containers(text[start:end]) > MaxDepth {
			return start
		}
		start = end
	}
	return -1
}

// containers counts the marks of quotations and lists that a line begins
// with. A thematic break has none.
func containers(line []byte) int {
	count := 0
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case c == ' ' || c == '\t':
		case c == '>':
			count++
		case c == '-' || c == '*' || c == '+' || c == '.' || c == ')':
			if i+1 >= len(line) || line[i+1] != ' ' && line[i+1] != '\t' {
				return count
			}
			count++
		case c >= '0' && c <= '9':
		case c == '\r' || c == '\n':
			if bytes.IndexByte(line, '>') < 0 {
				return 0
			}
		default:
			return count
		}
	}
	return count
}

// deepNode finds a node that lies deeper than MaxDepth and gives the offset of
// the block it is in, or -1. It goes up and down without a stack.
func deepNode(doc ast.Node) int {
	depth, at := 0, 0
	for n := doc; n != nil; {
		if n.Type() == ast.TypeBlock {
			at = max(n.Pos(), 0)
		}
		if depth > MaxDepth {
			return at
		}
		if child := n.FirstChild(); child != nil {
			n, depth = child, depth+1
			continue
		}
		for n != nil && n.NextSibling() == nil {
			n, depth = n.Parent(), depth-1
		}
		if n != nil {
			n = n.NextSibling()
		}
	}
	return -1
}

// maxTries is how many bytes the parser may look at in vain for the ends of
// links, per body: about a second.
const (
	maxTries      = 200_000_000
	maxParagraphs = 10_000_000_000 // the same for openings times length, which is a coarser measure of cheaper steps
)

// tangledLine finds a line whose links are opened again and again and not
// closed, or gives -1. From each opening the parser looks for the end of the
// address, so that the work grows with the square of the line.
func tangledLine(text []byte) int {
	tries := 0
	for start := 0; start < len(text); {
		end := len(text)
		if i := bytes.IndexByte(text[start:], '\n'); i >= 0 {
			end = start + i + 1
		}
		line := text[start:end]
		if len(line) > 10_000 {
			if tries += linkTries(line); tries > maxTries {
				return start
			}
		}
		start = end
	}
	return -1
}

// linkTries adds up how far the parser looks for the end of each address in a
// line: to the parenthesis that closes it, to white space, or to a bracket.
func linkTries(line []byte) int {
	type opening struct {
		at   int
		link bool
	}
	var open []opening
	tries, bracket := 0, 0
	leave := func(at int) {
		last := open[len(open)-1]
		open = open[:len(open)-1]
		if last.link {
			tries += at - last.at
		}
	}
	for i, c := range line {
		switch c {
		case '(':
			link := i > 0 && line[i-1] == ']'
			if link && i+1 < len(line) && line[i+1] == '<' {
				if bracket < i {
					bracket = len(line)
					if next := bytes.IndexByte(line[i:], '>'); next >= 0 {
						bracket = i + next
					}
				}
				tries += bracket - i
			}
			open = append(open, opening{at: i, link: link})
		case ')':
			if len(open) > 0 {
				leave(i)
			}
		case ' ', '\t', '\r', '\n':
			for len(open) > 0 {
				leave(i)
			}
		}
	}
	for len(open) > 0 {
		leave(len(line))
	}
	return tries
}

// plain is a paragraph that is shown as it is written, since making more of
// it would take too long or too much.
type plain struct {
	ast.BaseBlock
	rule, sentence, hint string
}

func (*plain) Kind() ast.NodeKind              { return kindPlain }
func (*plain) IsRaw() bool                     { return true }
func (n *plain) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// bounds keeps paragraphs from growing with the square of their length. As a
// parser.ParagraphTransformer it runs before all others.
type bounds struct{}

var triesKey = parser.NewContextKey()

// Transform implements parser.ParagraphTransformer.
func (bounds) Transform(n *ast.Paragraph, reader text.Reader, pc parser.Context) {
	lines := n.Lines()
	columns, openings := 0, 0
	for i := range lines.Len() {
		line := lines.At(i)
		value := line.Value(reader.Source())
		openings += bytes.Count(value, []byte("]("))
		if bytes.Contains(value, []byte("]:")) {
			openings++
		}
		if i > 0 && len(bytes.Trim(value, "|-: \t\r\n")) == 0 {
			columns = max(columns, 1+bytes.Count(value, []byte("|")))
		}
	}
	length := lines.At(lines.Len()-1).Stop - lines.At(0).Start
	tries, _ := pc.Get(triesKey).(int)
	tries += openings * length
	pc.Set(triesKey, tries)
	switch {
	case columns*lines.Len() > sparseCells+length:
		asPlain(n, RuleTable, "the table is mostly empty cells, so it is shown as text",
			"give its rows as many cells as its head, or make the head narrower")
	case openings*length > maxTries && tries > maxParagraphs:
		asPlain(n, RuleTangle, tangled, tangledHint)
	}
}

const (
	tangled     = "links are opened here again and again without an end"
	tangledHint = "close each link, as in [words](address), and leave an empty line between paragraphs"
)

func asPlain(n *ast.Paragraph, rule, sentence, hint string) {
	block := &plain{rule: rule, sentence: sentence, hint: hint}
	block.SetLines(n.Lines())
	block.SetPos(n.Pos())
	n.Parent().ReplaceChild(n.Parent(), n, block)
}
