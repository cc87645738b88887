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
	"bufio"
	"bytes"
	"io"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

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

// The notations. None is that of a file without a header.
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
// What stands before the header, the header, its closing line and the body
// are the file again when they are joined.
func Cut(f *source.File) (Split, []problem.Problem) {
	text := f.Text
	whole := Split{Body: source.Span{Start: 0, End: len(text)}}
	if bytes.HasPrefix(text, []byte("\xef\xbb\xbf")) {
		return whole, []problem.Problem{problem.New(RuleHeader, f.Place(0), "the file begins with a byte order mark").
			Hinted("save it as UTF-8 without BOM")}
	}
	format, length, braced := None, 0, false
	capture := func(as Format, inBraces bool) frontmatter.UnmarshalFunc {
		return func(header []byte, _ any) error {
			format, length, braced = as, len(header), inBraces
			return nil
		}
	}
	braces := frontmatter.NewFormat("{", "}", capture(JSON, true))
	braces.UnmarshalDelims, braces.RequiresNewLine = true, true
	given := supply{rest: text, done: func() bool { return format != None }}
	lines := buffers.Get().(*bufio.Reader)
	defer buffers.Put(lines)
	lines.Reset(&given)
	body, err := frontmatter.Parse(lines, nil,
		frontmatter.NewFormat("---", "---", capture(YAML, false)),
		frontmatter.NewFormat("---yaml", "---", capture(YAML, false)),
		frontmatter.NewFormat("+++", "+++", capture(TOML, false)),
		frontmatter.NewFormat("---toml", "---", capture(TOML, false)),
		frontmatter.NewFormat(";;;", ";;;", capture(JSON, false)),
		frontmatter.NewFormat("---json", "---", capture(JSON, false)),
		braces,
	)
	if err != nil {
		return whole, []problem.Problem{problem.New(RuleHeader, f.Place(0), "the header cannot be split off: %v", err)}
	}
	if format == None {
		return whole, unopened(f)
	}
	start := len(text) - len(given.rest) - len(body)
	end := start
	if !braced {
		end = bytes.LastIndexByte(bytes.TrimSuffix(text[:start], []byte("\n")), '\n') + 1
	}
	split := Split{Format: format, Header: source.Span{Start: end - length, End: end}, Body: source.Span{Start: start, End: len(text)}}
	if length > MaxHeader {
		return split, []problem.Problem{problem.New(RuleHeader, f.Place(split.Header.Start), "the header is %d bytes long; at most %d are read", length, MaxHeader).
			Hinted("move the long text below the line that closes the header")}
	}
	if first, _ := utf8.DecodeRune(text[end:start]); !braced && unicode.IsSpace(first) {
		sign := string(bytes.TrimSpace(text[end:start]))
		return split, []problem.Problem{problem.New(RuleHeader, f.Place(end), "an indented %q ends the header here", sign).
			Hinted("if the header ends here, begin the line with %s; if this belongs to a longer text, write it with other signs, such as * * *", sign)}
	}
	return split, nil
}

// supply gives a text until it is told that the header was found, for the body
// need not be copied to be known.
type supply struct {
	rest []byte
	done func() bool
}

func (s *supply) Read(b []byte) (int, error) {
	if len(s.rest) == 0 || s.done() {
		return 0, io.EOF
	}
	n := copy(b, s.rest)
	s.rest = s.rest[n:]
	return n, nil
}

// buffers are what the splitter reads lines through.
var buffers = sync.Pool{New: func() any { return bufio.NewReaderSize(nil, 4<<10) }}

// unopened looks at a file in which no header was found for one that was
// opened and never closed, or opened with the wrong signs.
func unopened(f *source.File) []problem.Problem {
	trimmed := bytes.TrimLeftFunc(f.Text, unicode.IsSpace)
	at := f.Place(len(f.Text) - len(trimmed))
	line, _, _ := bytes.Cut(trimmed, []byte("\n"))
	opening := string(bytes.TrimSpace(line[:min(len(line), 100)]))
	switch opening {
	case "---", "---yaml", "---toml", "---json", "+++", ";;;":
		return []problem.Problem{problem.New(RuleHeader, at, "the header opened with %q is never closed", opening).
			Hinted("put a line with %s below the last field", opening[:3])}
	case "{":
		return []problem.Problem{problem.New(RuleHeader, at, "the JSON header is never closed").
			Hinted("close it with a line that holds only } and leave an empty line below")}
	}
	if opening != "" && strings.Trim(opening, "-–—−") == "" {
		return []problem.Problem{problem.New(RuleHeader, at, "%q opens no header", opening).
			Hinted("write three hyphens, ---, on the line above and on the line below the fields")}
	}
	return nil
}

// Read cuts a file, reads its header and holds it against the fields. The
// record is usable even when there are problems: what could not be read is
// missing from it, and Tried tells of it.
func Read(f *source.File, kind string, known []Field) (Record, source.Span, []problem.Problem) {
	split, problems := Cut(f)
	if problem.Stops(problems) {
		return unread(f), split.Body, problems
	}
	root, problems := readTree(f, split)
	if problem.Stops(problems) {
		return unread(f), split.Body, problems
	}
	record, problems := hold(root, article(kind), known)
	return record, split.Body, problems
}

// ReadYAML reads a file that is all YAML, such as site.yaml.
func ReadYAML(f *source.File, kind string, known []Field) (Record, []problem.Problem) {
	root, problems := readYAML(f, 0, f.Text)
	if problem.Stops(problems) {
		return unread(f), problems
	}
	return hold(root, article(kind), known)
}

// article puts the article before a noun.
func article(noun string) string {
	if noun != "" && strings.ContainsRune("aeiou", rune(noun[0])) {
		return "an " + noun
	}
	return "a " + noun
}
