package dates_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"daybook/generator/dates"
)

// passage is a piece of prose of the answer key with its expressions; testdata/key/README.md tells
// the format.
type passage struct {
	name, text string
	frame      dates.Frame
	marks      []mark
}

type mark struct {
	start, end int
	kind       dates.Kind
	sure       bool
	mismatch   bool
	values     []string
}

func readKey(t testing.TB, part string) []passage {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", "key", part, "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no key in %s: %v", part, err)
	}
	var all []passage
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, section := range strings.Split("\n"+string(raw), "\n=== ")[1:] {
			header, body, _ := strings.Cut(section, "\n")
			fields := strings.Fields(header)
			date, err := time.Parse(time.DateOnly, fields[1])
			if err != nil {
				t.Fatal(err)
			}
			zone, err := time.LoadLocation(fields[2])
			if err != nil {
				t.Fatal(err)
			}
			p := passage{name: fields[0], frame: dates.Frame{Date: dates.Day{Year: date.Year(), Month: date.Month(), Day: date.Day()}, Zone: zone}}
			p.parse(t, body)
			all = append(all, p)
		}
	}
	return all
}

func (p *passage) parse(t testing.TB, body string) {
	t.Helper()
	var text strings.Builder
	for body != "" {
		before, rest, ok := strings.Cut(body, "{")
		text.WriteString(before)
		if !ok {
			break
		}
		inside, after, _ := strings.Cut(rest, "}")
		fields := strings.Split(inside, "|")
		if len(fields) < 3 {
			t.Fatalf("%s: {%s} is no mark", p.name, inside)
		}
		kind := strings.TrimRight(fields[1], "?!")
		m := mark{start: text.Len(), kind: dates.Kind(kind), sure: kind == fields[1], mismatch: strings.HasSuffix(fields[1], "!"), values: fields[2:]}
		text.WriteString(fields[0])
		m.end = text.Len()
		p.marks = append(p.marks, m)
		body = after
	}
	p.text = text.String()
}

// score counts how expressions and marks agree.
type score struct {
	marks, found, exact, overlap, value, listed, kind, sure, sureRight, sureFound int
}

func (s *score) add(o score) {
	s.marks += o.marks
	s.found += o.found
	s.exact += o.exact
	s.overlap += o.overlap
	s.value += o.value
	s.listed += o.listed
	s.kind += o.kind
	s.sure += o.sure
	s.sureRight += o.sureRight
	s.sureFound += o.sureFound
}

func (s score) precision() float64 { return ratio(s.exact, s.found) }
func (s score) recall() float64    { return ratio(s.exact, s.marks) }
func (s score) accuracy() float64  { return ratio(s.value, s.overlap) }

func ratio(a, b int) float64 {
	if b == 0 {
		return 1
	}
	return float64(a) / float64(b)
}

func TestKey(t *testing.T) {
	for _, c := range []struct {
		part                        string
		precision, recall, accuracy float64
	}{
		{"tune", 0.98, 0.98, 0.97},
		{"held", 0.98, 0.98, 0.97},
		{"wire", 0.98, 0.98, 0.94},
	} {
		t.Run(c.part, func(t *testing.T) {
			var total score
			kinds := map[dates.Kind]*score{}
			for _, p := range readKey(t, c.part) {
				p.compare(t, c.part == os.Getenv("KEY") && testing.Verbose(), kinds)
			}
			var table strings.Builder
			fmt.Fprintf(&table, "\n%-9s %5s %5s %6s %6s %6s %6s %7s %6s %7s\n", "kind", "key", "found", "exact", "P", "R", "P lax", "R lax", "value", "listed")
			row := func(name string, s score) {
				fmt.Fprintf(&table, "%-9s %5d %5d %6d %6.3f %6.3f %6.3f %7.3f %6.3f %7.3f\n", name, s.marks, s.found, s.exact, s.precision(), s.recall(),
					ratio(s.overlap, s.found), ratio(s.overlap, s.marks), s.accuracy(), ratio(s.listed, s.overlap))
			}
			for _, k := range []dates.Kind{dates.KindDate, dates.KindTime, dates.KindRange, dates.KindDuration, dates.KindSet} {
				if s := kinds[k]; s != nil {
					row(string(k), *s)
					total.add(*s)
				}
			}
			row("all", total)
			fmt.Fprintf(&table, "kind right %d of %d; said to be sure %d, of these right %d; sure as the key says %d of %d\n",
				total.kind, total.overlap, total.sureFound, total.sureRight, total.sure, total.overlap)
			t.Log(table.String())
			if total.precision() < c.precision || total.recall() < c.recall || total.accuracy() < c.accuracy {
				t.Errorf("precision %.3f recall %.3f accuracy %.3f; want at least %.3f %.3f %.3f",
					total.precision(), total.recall(), total.accuracy(), c.precision, c.recall, c.accuracy)
			}
		})
	}
}

// compare scores one passage: a mark meets the expression that overlaps it.
func (p passage) compare(t *testing.T, loud bool, kinds map[dates.Kind]*score) {
	of := func(k dates.Kind) *score {
		if kinds[k] == nil {
			kinds[k] = new(score)
		}
		return kinds[k]
	}
	say := func(format string, args ...any) {
		if loud {
			t.Logf(p.name+": "+format, args...)
		}
	}
	found := dates.Find(p.text, p.frame)
	used := make([]bool, len(found))
	for _, m := range p.marks {
		s := of(m.kind)
		s.marks++
		match := -1
		for i, e := range found {
			if e.Start < m.end && m.start < e.End && !used[i] && (match < 0 || e.Start == m.start && e.End == m.end) {
				match = i
			}
		}
		if match < 0 {
			say("missed %q %v", p.text[m.start:m.end], m.values)
			continue
		}
		e := found[match]
		used[match] = true
		s.found++
		s.overlap++
		if e.Start == m.start && e.End == m.end {
			s.exact++
		} else {
			say("span %q, want %q", e.Text, p.text[m.start:m.end])
		}
		if e.Kind == m.kind {
			s.kind++
		} else {
			say("%q is a %s, want %s", e.Text, e.Kind, m.kind)
		}
		if e.Value == m.values[0] {
			s.value++
		} else {
			say("%q = %s, want %v (%v)", e.Text, e.Value, m.values, e.Readings)
		}
		for _, r := range e.Readings {
			if r.Value == m.values[0] {
				s.listed++
				break
			}
		}
		if e.Sure == m.sure {
			s.sure++
		} else {
			say("%q sure %v, want %v (%v)", e.Text, e.Sure, m.sure, e.Readings)
		}
		if e.Sure {
			s.sureFound++
			if e.Value == m.values[0] {
				s.sureRight++
			}
		}
		if (e.Mismatch != nil) != m.mismatch {
			say("%q mismatch %v, want %v", e.Text, e.Mismatch, m.mismatch)
		}
	}
	for i, e := range found {
		if !used[i] {
			of(e.Kind).found++
			say("extra %q %s %s", e.Text, e.Kind, e.Value)
		}
	}
}
