package revise_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"daybook/generator/frontmatter"
	"daybook/generator/revise"
)

// scribe writes random headers, the way that people do: lists in brackets and
// with dashes, all quotation marks, remarks wherever they may stand. Every
// text and every remark is another one.
type scribe struct {
	*rand.Rand
	format frontmatter.Format
	eol    string
	count  int

	dropped bool // something was taken out, and remarks beside it may go with it
}

func (s *scribe) word() string { s.count++; return fmt.Sprintf("w%04d", s.count) }

func (s *scribe) remark() string {
	if s.format == frontmatter.JSON || s.IntN(3) > 0 {
		return ""
	}
	return " # " + s.word()
}

func (s *scribe) scalar(inline bool) string {
	w := s.word()
	switch n := s.IntN(8); {
	case s.format == frontmatter.JSON:
		return `"` + w + `\n\" ü"`
	case n == 0:
		return `"` + w + ` \" # é"`
	case n == 1:
		return "'" + w + " # é'"
	case s.format == frontmatter.TOML && n == 2 && !inline:
		return `"""` + s.eol + w + s.eol + `""x""""`
	case s.format == frontmatter.TOML && n == 3:
		return "2024-01-19"
	case s.format == frontmatter.TOML && n == 4:
		return "7"
	case s.format == frontmatter.TOML:
		return `"` + w + `"`
	case n == 2 && !inline:
		return "|" + s.eol + "      " + w + s.eol + s.eol + "      " + w
	case n == 3 && !inline:
		return w + s.eol + "      " + w
	case n == 4:
		return "2024-01-19"
	case n == 5:
		return "7"
	}
	return w + " é’s"
}

func (s *scribe) list(margin string) string {
	n := s.IntN(4)
	if s.format == frontmatter.YAML && n > 0 && s.IntN(2) == 0 {
		var b strings.Builder
		for range n {
			b.WriteString(s.eol + margin + "- " + s.scalar(true) + s.remark())
		}
		return b.String()
	}
	var items []string
	for range n {
		items = append(items, s.scalar(true))
	}
	if n > 0 && s.IntN(3) == 0 {
		text := "["
		for i, item := range items {
			comma := ","
			if i == n-1 && (s.format == frontmatter.JSON || s.IntN(2) == 0) {
				comma = ""
			}
			text += s.eol + "  " + item + comma + s.remark()
		}
		return text + s.eol + "]"
	}
	return "[" + strings.Join(items, ", ") + "]"
}

// header gives the text of a header and the names of its fields.
func (s *scribe) header() string {
	var fields []string
	n := 1 + s.IntN(5)
	for i := range n {
		value := s.scalar(false)
		if i%2 == 1 {
			value = s.list("  ")
		}
		switch s.format {
		case frontmatter.JSON:
			comma := ","
			if i == n-1 {
				comma = ""
			}
			fields = append(fields, fmt.Sprintf(`  "k%d": %s%s`, i, value, comma))
		case frontmatter.TOML:
			fields = append(fields, fmt.Sprintf("k%d = %s", i, value)+s.remark())
		default:
			gap := " "
			if strings.HasPrefix(value, s.eol) {
				gap = ""
			}
			after := s.remark()
			if strings.HasPrefix(value, "|") {
				after = ""
			}
			fields = append(fields, fmt.Sprintf("k%d:%s%s", i, gap, value)+after)
		}
		if s.format != frontmatter.JSON && s.IntN(3) == 0 {
			fields = append(fields, "# "+s.word())
		}
	}
	switch {
	case s.format == frontmatter.TOML && s.IntN(2) == 0:
		fields = append(fields, "[[group]]"+s.remark(), "a = "+s.scalar(false), "[[group]]", "b = "+s.scalar(false)+s.remark())
	case s.format == frontmatter.YAML && s.IntN(2) == 0:
		fields = append(fields, "group:", "  - a: "+s.word()+s.remark(), "    b: "+s.list("    "), "  - {a: "+s.word()+", b: x}"+s.remark())
	}
	body := s.eol + "Words " + s.word() + s.eol
	text := strings.Join(fields, s.eol) + s.eol
	switch s.format {
	case frontmatter.JSON:
		return "{" + s.eol + text + "}" + s.eol + body
	case frontmatter.TOML:
		return "+++" + s.eol + text + "+++" + s.eol + body
	}
	return "---" + s.eol + text + "---" + s.eol + body
}

// edit changes a random part of a header and gives the words that may go with
// it.
func (s *scribe) edit(n *revise.Node) (touched []string) {
	if n.Form == frontmatter.Mapping && (len(n.Values) == 0 || s.IntN(3) == 0) {
		switch i := s.IntN(max(len(n.Keys), 1)); {
		case s.IntN(2) == 0 || len(n.Keys) == 0:
			name := "new" + s.word()
			if s.IntN(2) == 0 {
				n.Insert(name, revise.Text("it's: "+s.word()), fmt.Sprintf("k%d", s.IntN(5)), "a")
			} else {
				n.Insert(name, revise.List(s.word(), "#"), fmt.Sprintf("k%d", s.IntN(5)))
			}
		case s.IntN(2) == 0:
			n.Keys[i].Rename("ren" + s.word())
		case n.Values[i].Form == frontmatter.Scalar || n.Values[i].Form == frontmatter.Sequence:
			n.Values[i].Drop()
			s.dropped = true
			touched = append(touched, words(n.Values[i])...)
		}
		return touched
	}
	if n.Form == frontmatter.Sequence && (len(n.Values) == 0 || s.IntN(3) == 0) {
		for _, v := range n.Values {
			if v.Form != frontmatter.Scalar {
				return nil
			}
		}
		n.Append(s.word(), "a: b")
		return nil
	}
	if n.Form == frontmatter.Scalar {
		if n.Dropped() {
			return nil
		}
		n.Set("set " + s.word())
		return words(n)
	}
	i := s.IntN(len(n.Values))
	if v := n.Values[i]; n.Form == frontmatter.Sequence && v.Form == frontmatter.Scalar && s.IntN(2) == 0 {
		v.Drop()
		s.dropped = true
		return words(v)
	}
	if n.Values[i].Dropped() {
		return nil
	}
	return s.edit(n.Values[i])
}

// words gives the texts below a node.
func words(n *revise.Node) []string {
	list := []string{}
	if len(n.Text) >= 5 {
		list = append(list, n.Text[:5])
	}
	for _, v := range n.Values {
		list = append(list, words(v)...)
	}
	return list
}

// TestEveryOtherByteStays changes random headers in random ways. A change that
// is taken says what it should (which Bytes proves by reading it again), and
// no word, remark or body that it does not touch is lost or moved; only a
// remark beside what is taken out may go with it. Few changes are refused.
func TestEveryOtherByteStays(t *testing.T) {
	const runs = 6000
	refused := 0
	for seed := range uint64(runs) {
		s := &scribe{Rand: rand.New(rand.NewPCG(seed, 7)), format: []frontmatter.Format{frontmatter.YAML, frontmatter.TOML, frontmatter.JSON}[seed%3], eol: "\n"}
		if s.IntN(4) == 0 {
			s.eol = "\r\n"
		}
		text := s.header()
		f, problems := revise.Open("a.md", []byte(text))
		if f == nil || f.Root == nil {
			t.Fatalf("seed %d cannot be read: %v\n%s", seed, problems, text)
		}
		var touched []string
		last := s.count
		for range 1 + s.IntN(3) {
			touched = append(touched, s.edit(f.Root)...)
		}
		after, err := f.Bytes()
		if err != nil {
			refused++
			continue
		}
		old, fresh := numbered(text, touched, last), numbered(string(after), touched, last)
		for _, w := range old {
			switch {
			case len(fresh) > 0 && fresh[0] == w:
				fresh = fresh[1:]
			case !s.dropped || !strings.Contains(text, "# "+w):
				t.Fatalf("seed %d: %s was lost or moved, touched %q\n%s\nbecame\n%s", seed, w, touched, text, after)
			}
		}
		if len(fresh) > 0 {
			t.Fatalf("seed %d: %s was moved\n%s\nbecame\n%s", seed, fresh[0], text, after)
		}
		if s.eol == "\r\n" && strings.Count(string(after), "\r\n") != strings.Count(string(after), "\n") && !strings.Contains(text, `"""`) {
			t.Fatalf("seed %d: line ends are mixed\n%q", seed, after)
		}
	}
	if refused > runs/20 {
		t.Errorf("%d of %d changes were refused", refused, runs)
	}
	t.Logf("%d of %d changes were refused", refused, runs)
}

// numbered gives the words up to a number that are not touched, in order.
func numbered(text string, touched []string, last int) []string {
	gone := strings.Join(touched, " ")
	var found []string
	for rest := text; ; {
		i := strings.Index(rest, "w")
		if i < 0 || i+5 > len(rest) {
			return found
		}
		var n int
		if _, err := fmt.Sscanf(rest[i:i+5], "w%04d", &n); err == nil && n <= last && !strings.Contains(gone, rest[i:i+5]) {
			found = append(found, rest[i:i+5])
		}
		rest = rest[i+1:]
	}
}
