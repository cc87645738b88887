package frontmatter_test

import (
	"bytes"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"daybook/generator/fields"
	"daybook/generator/frontmatter"
	"daybook/generator/problem"
	"daybook/generator/source"
)

// FuzzCut holds the law of the split: what stands before the header is white
// space and a fence, what stands between header and body is a fence, and all
// parts are the file.
func FuzzCut(f *testing.F) {
	for _, seed := range []string{
		inYAML, inTOML, inJSON, "", "---", "---\n---", "\n\u3000\n--- \r\na: b\r\n\t---\r\nx", "{\n}\n\n", "{\n}\n}\n", "---json\n{}\n---\n", ";;;\n;;;", "+++\n+++", "\xef\xbb\xbf---\n---\n", "---\n\xff\n---",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		file := source.NewFile("a.md", text)
		s, problems := frontmatter.Cut(file)
		inside(t, file, problems)
		if s.Header.Start < 0 || s.Header.Start > s.Header.End || s.Header.End > s.Body.Start && s.Format != frontmatter.None || s.Body.Start > s.Body.End || s.Body.End != len(text) {
			t.Fatalf("spans %+v in a file of %d bytes", s, len(text))
		}
		if s.Format == frontmatter.None {
			if s.Body.Start != 0 {
				t.Fatalf("no header, and the body begins at %d", s.Body.Start)
			}
			return
		}
		before, closing := bytes.TrimSpace(text[:s.Header.Start]), bytes.TrimSpace(text[s.Header.End:s.Body.Start])
		header := bytes.TrimSpace(text[s.Header.Start:s.Header.End])
		fences := map[string]string{"---": "---", "---yaml": "---", "---toml": "---", "---json": "---", "+++": "+++", ";;;": ";;;"}
		if len(before) == 0 && len(closing) == 0 && s.Format == frontmatter.JSON && bytes.HasPrefix(header, []byte("{")) && bytes.HasSuffix(header, []byte("}")) {
			return
		}
		if fences[string(before)] != string(closing) || len(closing) == 0 {
			t.Fatalf("fences %q and %q", before, closing)
		}
	})
}

// FuzzRead holds the laws of decoding: no panic, every place inside of the
// file, the same result each time.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		inYAML, inTOML, inJSON, "---\na: &x [*x]\n---\n", "---\n? [a]\n: b\n---\n", "---\n!!binary a: b\n---", "+++\na.b = 1\n[a]\nb = [{}]\n+++\n", "+++\n[[a]]\n[a.b]\n[[a.b.c]]\n+++\n",
		"---json\n{\"a\": [1, null, {\"a\": \"\\ud800\"}]}\n---", ";;;\n1\n;;;", "---\n\u0085a: \u2028 b\n---\n", "---\n%TAG ! x\n---\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		if !utf8.Valid(text) {
			t.Skip("files that are not UTF-8 are refused before")
		}
		file := source.NewFile("a.md", text)
		_, body, problems := frontmatter.Read(file, "article", fields.Article.Fields)
		inside(t, file, problems)
		if body.Start > body.End || body.End != len(text) {
			t.Fatalf("body %+v", body)
		}
		_, _, again := frontmatter.Read(file, "article", fields.Article.Fields)
		if !reflect.DeepEqual(problems, again) {
			t.Fatalf("first %v, then %v", problems, again)
		}
	})
}

// FuzzYAML, FuzzTOML and FuzzJSON hold the laws of decoding for a header of one
// notation, without the detour over its fences.
func FuzzYAML(f *testing.F) {
	fuzzHeader(f, "---", header(inYAML), "a: &x [*x]\n", "? [a]\n: b\n", "!!binary a: b\n", "a: |+2\n  b\n", "%YAML 1.1\n",
		"{a: [b, {c: d}]}", `a: "\u0000"`, "<<: {a: 1}", "- a", "\u0085a: \u2028 b")
}

func FuzzTOML(f *testing.F) {
	fuzzHeader(f, "+++", header(inTOML), "a.b = 1\n[a]\nb = [{}]\n", "[[a]]\n[a.b]\n[[a.b.c]]\n", "a = '''\nx'''\n",
		"a = 1979-05-27T07:32:00-08:00\nb = 07:32:00\n", "\"\" = 1\n", "a = {b = [1, 2, {c = 'd'}]} # x\n", "a = inf\nb = 0xdead\n")
}

func FuzzJSON(f *testing.F) {
	fuzzHeader(f, ";;;", inJSON, `{"a": [1, null, {"a": "\ud800"}]}`, `{"a":1,"a":2}`, "1", `{"":{}}`, `[[[]]]`, `{"a": 1e999}`, "{\"a\"\t:\r\n\"b\"}")
}

// header gives what stands between the fences.
func header(text string) string {
	lines := strings.Split(text, "\n")
	return strings.Join(lines[1:len(lines)-2], "\n")
}

func fuzzHeader(f *testing.F, fence string, seeds ...string) {
	for _, seed := range seeds {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		if !utf8.Valid(text) {
			t.Skip("bytes that are no letters are replaced before")
		}
		file := source.NewFile("a.md", []byte(fence+"\n"+string(text)+"\n"+fence+"\n"))
		for _, kind := range []fields.Kind{fields.Article, fields.Event, fields.Person} {
			record, _, problems := frontmatter.Read(file, kind.Name, kind.Fields)
			inside(t, file, problems)
			for _, field := range kind.Fields {
				if at := record.At(field.Name); at.Line < 1 || at.Line > file.Place(len(file.Text)).Line {
					t.Fatalf("%s stands at %v, outside of the file", field.Name, at)
				}
			}
			_, _, again := frontmatter.Read(file, kind.Name, kind.Fields)
			if !reflect.DeepEqual(problems, again) {
				t.Fatalf("first %v, then %v", problems, again)
			}
		}
	})
}

// inside fails for a problem whose place, or that of a note, lies outside of
// the file.
func inside(t *testing.T, f *source.File, problems []problem.Problem) {
	t.Helper()
	last := f.Place(len(f.Text))
	for _, p := range problems {
		for _, at := range append([]source.Place{p.Place}, places(p.Notes)...) {
			if at.Line < 1 || at.Line > last.Line || at.Column < 1 || at.Column > utf8.RuneCountInString(f.Line(at.Line))+2 {
				t.Fatalf("%v lies outside of the file: %s", at, p.Sentence)
			}
		}
		if p.Sentence == "" || p.Hint == "" {
			t.Fatalf("%+v says too little", p)
		}
	}
}

func places(notes []problem.Note) []source.Place {
	var all []source.Place
	for _, n := range notes {
		all = append(all, n.Place)
	}
	return all
}
