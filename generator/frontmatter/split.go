// Package frontmatter reads the header of a content file: it splits the file,
// turns the header into a tree of values that know their places, and holds the
// tree against the description of the fields.
//
// Headers are YAML between `---` lines, TOML between `+++` lines, or JSON (one
// object followed by an empty line, or between `;;;` lines), as split by
// github.com/adrg/frontmatter. All three give the same tree. A header is at
// most 64 KiB and 100 levels deep; anchors, aliases, merges and tags of YAML
// are refused. Dates and times stay the text that was written.
//
// In: a source.File. Out: a Record, the span of the body, and problems. What a
// date or a name means is left to package load.
package frontmatter

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/adrg/frontmatter"

	"daybook/generator/problem"
	"daybook/generator/source"
)

// MaxHeader is the greatest length of a header in bytes.
const MaxHeader = 64 << 10

// Rules of this package.
const (
	RuleHeader   = "front-matter" // the header cannot be read
	RuleKey      = "unknown-key"
	RuleValue    = "wrong-value" // a value is not what the field takes
	RuleRequired = "missing-field"
)

// Format is a notation of headers.
type Format uint8

const (
	None Format = iota
	YAML
	TOML
	JSON
)

// Split is a file cut in two.
type Split struct {
	Format Format
	Header source.Span // without its fences; of JSON in braces with them
	Body   source.Span
}

// Cut finds header and body of a file. A file without a header is all body.
// Joined together, fences, header and body are the file again.
func Cut(f *source.File) (Split, []problem.Problem) {
	text := f.Text
	if bytes.HasPrefix(text, []byte("\xef\xbb\xbf")) {
		return whole(f), []problem.Problem{problem.New(RuleHeader, f.Place(0), "the file begins with a byte order mark").
			Hinted("save it as UTF-8 without BOM")}
	}
	var format Format
	var header []byte
	capture := func(as Format) frontmatter.UnmarshalFunc {
		return func(data []byte, _ any) error {
			format, header = as, data
			return nil
		}
	}
	braces := frontmatter.NewFormat("{", "}", capture(JSON))
	braces.UnmarshalDelims, braces.RequiresNewLine = true, true
	body, err := frontmatter.Parse(bytes.NewReader(text), nil,
		frontmatter.NewFormat("---", "---", capture(YAML)),
		frontmatter.NewFormat("---yaml", "---", capture(YAML)),
		frontmatter.NewFormat("+++", "+++", capture(TOML)),
		frontmatter.NewFormat("---toml", "---", capture(TOML)),
		frontmatter.NewFormat(";;;", ";;;", capture(JSON)),
		frontmatter.NewFormat("---json", "---", capture(JSON)),
		braces,
	)
	if err != nil {
		return whole(f), []problem.Problem{problem.New(RuleHeader, f.Place(0), "the header cannot be split off: %v", err)}
	}
	if format == None {
		return whole(f), unclosed(f)
	}
	bodyStart := len(text) - len(body)
	start := headerStart(text, format, header)
	split := Split{Format: format, Header: source.Span{Start: start, End: start + len(header)}, Body: source.Span{Start: bodyStart, End: len(text)}}
	if len(header) > MaxHeader {
		return split, []problem.Problem{problem.New(RuleHeader, f.Place(start), "the header is %d bytes long; at most %d are read", len(header), MaxHeader).
			Hinted("move the long text below the closing line")}
	}
	if at, found := indentedFence(text, split); found {
		return split, []problem.Problem{problem.New(RuleHeader, f.Place(at), "an indented %q ends the header here", fence(text)).
			Hinted("inside a text of several lines, write it as three other signs, such as * * *")}
	}
	return split, nil
}

func whole(f *source.File) Split { return Split{Body: source.Span{Start: 0, End: len(f.Text)}} }

// headerStart is the offset of the header: after the opening fence, or at the
// brace itself.
func headerStart(text []byte, format Format, header []byte) int {
	open := len(text) - len(bytes.TrimLeft(text, " \t\r\n\v\f\u0085\u00a0"))
	if format == JSON && text[open] == '{' {
		if i := bytes.Index(text, header); i >= 0 {
			return i
		}
	}
	if end := bytes.IndexByte(text[open:], '\n'); end >= 0 {
		return open + end + 1
	}
	return len(text)
}

func fence(text []byte) string {
	line, _, _ := strings.Cut(strings.TrimSpace(string(text[:min(len(text), 64)])), "\n")
	return strings.TrimSpace(line)
}

// unclosed finds a header that was opened and never closed.
func unclosed(f *source.File) []problem.Problem {
	trimmed := bytes.TrimLeft(f.Text, " \t\r\n")
	at := f.Place(len(f.Text) - len(trimmed))
	for _, open := range []string{"---", "+++", ";;;"} {
		line, _, _ := bytes.Cut(trimmed, []byte("\n"))
		word := strings.TrimSpace(string(line))
		if word == open || strings.HasPrefix(word, open) && len(word) > 3 && isWord(word[3:]) {
			return []problem.Problem{problem.New(RuleHeader, at, "the header opened with %q is never closed", word).
				Hinted("put a line with %s below the last field", closing(word))}
		}
	}
	if bytes.HasPrefix(trimmed, []byte("{")) {
		return []problem.Problem{problem.New(RuleHeader, at, "the JSON header is never closed").
			Hinted("close it with a line that holds only } and leave an empty line below")}
	}
	return nil
}

func closing(open string) string { return open[:3] }

func isWord(s string) bool {
	return s == "yaml" || s == "toml" || s == "json"
}

// indentedFence finds a closing line that is indented: most likely a line of a
// longer text and not meant to close anything.
func indentedFence(text []byte, s Split) (int, bool) {
	if s.Format == JSON || s.Header.End >= len(text) {
		return 0, false
	}
	c := text[s.Header.End]
	return s.Header.End, c == ' ' || c == '\t'
}

// Read cuts a file, reads its header and holds it against the fields. The
// record is usable even when there are problems: what could not be read is
// missing from it.
func Read(f *source.File, kind string, known []Field) (Record, source.Span, []problem.Problem) {
	split, problems := Cut(f)
	if problem.Stops(problems) {
		return Record{Place: f.Whole()}, split.Body, problems
	}
	root, problems := tree(f, split)
	if problem.Stops(problems) {
		return Record{Place: f.Whole()}, split.Body, problems
	}
	record, problems := hold(root, fmt.Sprintf("%s %s", article(kind), kind), known)
	return record, split.Body, problems
}

func article(noun string) string {
	if noun != "" && strings.ContainsRune("aeiou", rune(noun[0])) {
		return "an"
	}
	return "a"
}
