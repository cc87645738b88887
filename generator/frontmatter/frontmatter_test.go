package frontmatter_test

import (
	"fmt"
	"strings"
	"testing"

	"daybook/generator/fields"
	"daybook/generator/frontmatter"
	"daybook/generator/problem"
	"daybook/generator/source"
)

func read(text string) (frontmatter.Record, source.Span, []problem.Problem) {
	return frontmatter.Read(source.NewFile("a.md", []byte(text)), "article", fields.Article.Fields)
}

// said gives problems as "line:column rule", one a line.
func said(problems []problem.Problem) string {
	var lines []string
	for _, p := range problems {
		lines = append(lines, fmt.Sprintf("%d:%d %s", p.Place.Line, p.Place.Column, p.Rule))
	}
	return strings.Join(lines, "\n")
}

func TestCutFindsHeaderAndBody(t *testing.T) {
	for name, c := range map[string]struct {
		text, header, body string
		format             frontmatter.Format
	}{
		"yaml":                {"---\ntitle: x\n---\nbody\n", "title: x\n", "body\n", frontmatter.YAML},
		"yaml, named":         {"---yaml\ntitle: x\n---\nbody", "title: x\n", "body", frontmatter.YAML},
		"crlf":                {"---\r\ntitle: x\r\n---\r\nbody\r\n", "title: x\r\n", "body\r\n", frontmatter.YAML},
		"leading blank lines": {"\n \t\n---\ntitle: x\n---\nbody", "title: x\n", "body", frontmatter.YAML},
		"unicode spaces":      {"\u3000\n\u2028\n---\u00a0\ntitle: x\n---\u3000\nbody", "title: x\n", "body", frontmatter.YAML},
		"no body":             {"---\ntitle: x\n---", "title: x\n", "", frontmatter.YAML},
		"empty header":        {"---\n---\nbody", "", "body", frontmatter.YAML},
		"toml":                {"+++\ntitle = 'x'\n+++\nbody", "title = 'x'\n", "body", frontmatter.TOML},
		"toml, named":         {"---toml\ntitle = 'x'\n---\nbody", "title = 'x'\n", "body", frontmatter.TOML},
		"json, fenced":        {";;;\n{\"title\": \"x\"}\n;;;\nbody", "{\"title\": \"x\"}\n", "body", frontmatter.JSON},
		"json, named":         {"---json\n{}\n---\nbody", "{}\n", "body", frontmatter.JSON},
		"json, in braces":     {"\n{\n\"title\": \"x\"\n}\n\nbody", "{\n\"title\": \"x\"\n}\n\n", "body", frontmatter.JSON},
		"a body that repeats": {"---\na: 1\n---\n---\na: 1\n---\n", "a: 1\n", "---\na: 1\n---\n", frontmatter.YAML},
		"none":                {"body\n---\nmore", "", "body\n---\nmore", frontmatter.None},
		"nothing":             {"", "", "", frontmatter.None},
	} {
		t.Run(name, func(t *testing.T) {
			s, problems := frontmatter.Cut(source.NewFile("a.md", []byte(c.text)))
			if len(problems) > 0 {
				t.Fatal(problems)
			}
			header, body := c.text[s.Header.Start:s.Header.End], c.text[s.Body.Start:s.Body.End]
			if header != c.header || body != c.body || s.Format != c.format {
				t.Errorf("got %q, %q, format %d", header, body, s.Format)
			}
		})
	}
}

const inYAML = `---
title: "Pakistan and Iran: a thaw"
published: 2024-01-19T18:30:00+05:00
draft: true
lead: 7
topics: [pakistan-iran, diplomacy]
authors: Jalil
dateline:
  place: Islamabad
  time_zone: Asia/Karachi
events:
  - id: talks
    date: 2024-01-19
    importance: 3
    actors: [iran]
    sources:
      - https://example.org/a
      - name: Statement
        url: https://example.org/b
  - date: 2024-01-16~
    headline: "تہران 🙂"
---
body`

const inTOML = `+++
title = "Pakistan and Iran: a thaw"
published = 2024-01-19T18:30:00+05:00
draft = true
lead = 7
topics = ["pakistan-iran", "diplomacy"]
authors = "Jalil"
dateline.place = "Islamabad"
dateline.time_zone = "Asia/Karachi"

[[events]]
id = "talks"
date = 2024-01-19
importance = 3
actors = ["iran"]
sources = ["https://example.org/a", { name = "Statement", url = "https://example.org/b" }]
[[events]]
date = "2024-01-16~"
headline = "تہران 🙂"
+++
body`

const inJSON = `{
	"title": "Pakistan and Iran: a thaw",
	"published": "2024-01-19T18:30:00+05:00",
	"draft": true,
	"lead": 7,
	"topics": ["pakistan-iran", "diplomacy"],
	"authors": "Jalil",
	"dateline": {"place": "Islamabad", "time_zone": "Asia\/Karachi"},
	"events": [
		{"id": "talks", "date": "2024-01-19", "importance": 3, "actors": ["iran"],
		 "sources": ["https://example.org/a", {"name": "Statement", "url": "https://example.org/b"}]},
		{"date": "2024-01-16~", "headline": "تہران \ud83d\ude42"}
	]
}

body`

func TestAllNotationsGiveTheSameRecord(t *testing.T) {
	tell := func(text string) string {
		r, _, problems := read(text)
		if len(problems) > 0 {
			t.Fatalf("%s\n%v", text, problems)
		}
		var b strings.Builder
		words := func(r frontmatter.Record, names ...string) {
			for _, name := range names {
				fmt.Fprintf(&b, "%s=%q ", name, r.Text(name))
				for _, w := range r.Words(name) {
					fmt.Fprintf(&b, "[%q] ", w.Text)
				}
			}
		}
		words(r, "title", "published", "topics", "authors")
		fmt.Fprint(&b, r.Truth("draft"), r.Whole("lead", 0), r.Whole("none", 4))
		words(r.Group("dateline"), "place", "time_zone")
		for _, e := range r.Groups("events") {
			words(e, "id", "date", "headline", "actors")
			fmt.Fprint(&b, e.Whole("importance", 5))
			for _, s := range e.Groups("sources") {
				words(s, "name", "url")
			}
		}
		return b.String()
	}
	want := tell(inYAML)
	if !strings.Contains(want, `headline="تہران 🙂"`) || !strings.Contains(want, `name="https://example.org/a"`) {
		t.Errorf("YAML reads as %s", want)
	}
	if got := tell(inTOML); got != want {
		t.Errorf("TOML reads as\n%s\nYAML as\n%s", got, want)
	}
	if got := tell(inJSON); got != want {
		t.Errorf("JSON reads as\n%s\nYAML as\n%s", got, want)
	}
}

func TestValuesKnowTheirPlaces(t *testing.T) {
	for _, text := range []string{
		"---\ntitle: تہران\nlead: x\nevents:\n  - {date: 2024, place: تہران, importance: 77}\n---\n",
		"+++\ntitle = 'تہران'\nlead = 'x'\nevents = [\n {date = 2024, place = 'تہران', importance = 77}]\n+++\n",
		"{\n\"title\": \"تہران\",\n\"lead\": \"x\",\n\"events\": [\n{\"date\": 2024, \"place\": \"تہران\", \"importance\": 77}]\n}\n\n",
	} {
		f := source.NewFile("a.md", []byte(text))
		r, _, problems := frontmatter.Read(f, "article", fields.Article.Fields)
		lead := strings.Index(text, "x")
		if text[0] != '-' {
			lead-- // the quotation mark
		}
		want := []source.Place{f.Place(lead), f.Place(strings.Index(text, "77"))}
		if len(problems) != 2 || problems[0].Place != want[0] || problems[1].Place != want[1] {
			t.Errorf("%s\nproblems at %s, want %v", text, said(problems), want)
		}
		if got := r.Groups("events")[0].At("place"); f.Offset(got.Line, got.Column) < strings.LastIndex(text, "تہران")-1 {
			t.Errorf("%s: place at %v", text, got)
		}
	}
}

// TestMistakesAreToldWhereTheyAre holds each mistake against the place and a
// part of the sentence and hint; mended is the header with the hint followed.
func TestMistakesAreToldWhereTheyAre(t *testing.T) {
	for name, c := range map[string]struct{ text, want, sentence, hint, mended string }{
		"byte order mark":          {"\ufeff---\ntitle: x\n---\n", "1:1 front-matter", "byte order mark", "without BOM", "---\ntitle: x\n---\n"},
		"never closed":             {"\n---\ntitle: x\n", "2:1 front-matter", "never closed", "a line with ---", "---\ntitle: x\n---\n"},
		"toml never closed":        {"+++\ntitle = 'x'\n", "1:1 front-matter", "never closed", "a line with +++", "+++\ntitle = 'x'\n+++\n"},
		"json never closed":        {"{\n\"title\": \"x\"\n}\nbody", "1:1 front-matter", "never closed", "empty line", "{\n\"title\": \"x\"\n}\n\nbody"},
		"four hyphens":             {"----\ntitle: x\n----\n", "1:1 front-matter", "opens no header", "three hyphens", "---\ntitle: x\n---\n"},
		"dash of a word processor": {"—\ntitle: x\n—\n", "1:1 front-matter", "opens no header", "three hyphens", "---\ntitle: x\n---\n"},
		"rule in a long text":      {"---\nsummary: |\n  a\n  ---\n  b\n---\n", "4:1 front-matter", "indented", "* * *", "---\nsummary: |\n  a\n  * * *\n  b\n---\n"},
		"indented fences":          {"  ---\n  title: x\n  ---\n", "3:1 front-matter", "indented", "begin the line with ---", "---\ntitle: x\n---\n"},
		"a second colon":           {"---\ntitle: Iran: a thaw\n---\n", "2:12 front-matter", "second colon", "in quotes", "---\ntitle: \"Iran: a thaw\"\n---\n"},
		"in Urdu":                  {"---\ntitle: ایران: تہران\n---\n", "2:13 front-matter", "second colon", "in quotes", "---\ntitle: \"ایران: تہران\"\n---\n"},
		"after a line separator":   {"---\nsummary: \"a\u2028b\"\ntitle: a: b\n---\n", "3:9 front-matter", "second colon", "in quotes", "---\nsummary: \"a\u2028b\"\ntitle: 'a: b'\n---\n"},
		"a tab":                    {"---\ndateline:\n\tplace: x\n---\n", "3:1 front-matter", "cannot begin", "spaces, not with tabs", "---\ndateline:\n  place: x\n---\n"},
		"an at sign":               {"---\ntitle: @work\n---\n", "2:8 front-matter", "cannot begin", "in quotes", "---\ntitle: \"@work\"\n---\n"},
		"open quotation mark":      {"---\ntitle: 'x\ndraft: true\n---\n", "2:8 front-matter", "never closed", "close it", "---\ntitle: 'x'\ndraft: true\n---\n"},
		"marks in marks":           {"---\ntitle: \"He \"said\" so\"\n---\n", "2:13 front-matter", "does not fit", "'single' marks", "---\ntitle: 'He \"said\" so'\n---\n"},
		"open bracket":             {"---\ntopics: [a, b\ntitle: x\n---\n", "2:9 front-matter", "not closed", "close it with ]", "---\ntopics: [a, b]\ntitle: x\n---\n"},
		"no colon":                 {"---\ntitle: x\ndraft\n---\n", "3:1 front-matter", "no colon", "key: value", "---\ntitle: x\ndraft: true\n---\n"},
		"backslash":                {"---\ntitle: \"\\q\"\n---\n", "2:9 front-matter", "backslash", "'single'", "---\ntitle: '\\q'\n---\n"},
		"control character":        {"---\nlead: 1\ntitle: ab\x01c\n---\n", "3:10 front-matter", "control character", "delete it", "---\ntitle: abc\n---\n"},
		"anchor":                   {"---\ntitle: &a x\n---\n", "2:8 front-matter", "an anchor (&a)", "in quotes", "---\ntitle: \"&a x\"\n---\n"},
		"alias":                    {"---\ntitle: &a x\nsummary: *a\n---\n", "2:8 front-matter\n3:10 front-matter", "anchor", "without it", "---\ntitle: x\nsummary: x\n---\n"},
		"unknown alias":            {"---\ntitle: *important*\n---\n", "2:8 front-matter", "alias", "in quotes", "---\ntitle: \"*important*\"\n---\n"},
		"merge":                    {"---\nextra:\n  <<: {a: 1}\n---\n", "3:3 front-matter", "merge (<<)", "write the fields out", "---\nextra:\n  a: 1\n---\n"},
		"tag":                      {"---\ntitle: !!str 1\n---\n", "2:8 front-matter", "tag", "without it", "---\ntitle: \"1\"\n---\n"},
		"own tag":                  {"---\ntitle: !important x\n---\n", "2:8 front-matter", "tag", "in quotes", "---\ntitle: \"!important x\"\n---\n"},
		"double key":               {"---\ntitle: x\nlead: 1\ntitle: y\n---\n", "4:1 front-matter", "a second time", "keep one", "---\ntitle: x\n---\n"},
		"double key in json":       {"{\n\"title\": \"x\",\n\"title\": \"y\"\n}\n\n", "3:1 front-matter", "a second time", "keep one", "{\n\"title\": \"x\"\n}\n\n"},
		"double key in toml":       {"+++\ntitle = 'x'\ntitle = 'y'\n+++\n", "3:1 front-matter", "TOML", "once", "+++\ntitle = 'x'\n+++\n"},
		"two spellings":            {"---\npublished: 2024-01-19\ndate: 2024-01-18\n---\n", "3:1 front-matter", `"date" means "published"`, "keep one", "---\ndate: 2024-01-18\n---\n"},
		"a header that is a list":  {"---\n- a\n---\n", "2:1 front-matter", "this is a list", "one field a line", "---\ntitle: a\n---\n"},
		"a header that is a word":  {"---\nhello\n---\n", "2:1 front-matter", `this is "hello"`, "one field a line", "---\ntitle: hello\n---\n"},
		"missing comma in json":    {"{\n\"title\": \"x\"\n\"draft\": true\n}\n\n", "3:1 front-matter", "not JSON", "commas", "{\n\"title\": \"x\",\n\"draft\": true\n}\n\n"},
		"gap in json":              {"{\n\"dateline\": {\n}\n\n, \"title\": \"x\"\n}\n\n", "4:1 front-matter", "not JSON", "no empty line", "{\n\"dateline\": {\n}, \"title\": \"x\"\n}\n\n"},
		"toml without quotes":      {"+++\ntitle = x\n+++\n", "2:9 front-matter", "not TOML", `"text"`, "+++\ntitle = \"x\"\n+++\n"},
		"misspelt key":             {"---\ntitle: x\ntopcis: [a]\n---\n", "3:1 unknown-key", "topcis", `"topics"`, "---\ntopics: [a]\n---\n"},
		"unheard key":              {"---\nweather: rain\n---\n", "2:1 unknown-key", "weather", "extra:", "---\nextra: {weather: rain}\n---\n"},
		"misspelt key in a group":  {"---\ndateline: {plaec: x}\n---\n", "2:12 unknown-key", "“dateline”", `"place"`, "---\ndateline: {place: x}\n---\n"},
		"unheard key in a group":   {"---\ndateline: {weather: x}\n---\n", "2:12 unknown-key", "“dateline”", "place, time_zone, date", "---\ndateline: {place: x}\n---\n"},
		"text for a truth":         {"---\ndraft: yes\n---\n", "2:8 wrong-value", "true or false", "draft: true", "---\ndraft: true\n---\n"},
		"text for a number":        {"---\nlead: high\n---\n", "2:7 wrong-value", "a whole number", "lead: 5", "---\nlead: 5\n---\n"},
		"too great":                {"---\nevents: [{importance: 11}]\n---\n", "2:23 wrong-value", "from 1 to 10", "10", "---\nevents: [{importance: 10}]\n---\n"},
		"no such choice":           {"---\nstatus: publised\n---\n", "2:9 wrong-value", "in-review", `"published"`, "---\nstatus: published\n---\n"},
		"a list for a text":        {"---\ntitle: [a]\n---\n", "2:8 wrong-value", "text on one line", "title:", "---\ntitle: a\n---\n"},
		"a group for a date":       {"---\npublished: {a: 1}\n---\n", "2:12 wrong-value", "a group of fields", "2024", "---\npublished: 2024-01-19\n---\n"},
		"a text for a group":       {"---\ncorrections: [oops]\n---\n", "2:15 wrong-value", "corrections", "{date:", "---\ncorrections: [{date: 2024-01-19}]\n---\n"},
		"several lines":            {"---\ntitle: |\n  a\n  b\n---\n", "2:8 wrong-value", "one line", "title:", "---\ntitle: a b\n---\n"},
		"missing field":            {"---\ncorrections: [{was: a}]\n---\n", "2:15 missing-field", `needs "date"`, "date: 2024", "---\ncorrections: [{was: a, date: 2024-01-19}]\n---\n"},
		"misspelt required field":  {"---\ncorrections: [{dat: 2024-01-19}]\n---\n", "2:16 unknown-key", "dat", `"date"`, "---\ncorrections: [{date: 2024-01-19}]\n---\n"},
		"empty item":               {"---\ntopics: [a, '', b]\n---\n", "2:13 wrong-value", "empty item", "take it out", "---\ntopics: [a, b]\n---\n"},
		"two mistakes":             {"---\nlead: x\ntitel: y\n---\n", "2:7 wrong-value\n3:1 unknown-key", "lead", "lead: 5", "---\nlead: 5\ntitle: y\n---\n"},
		"depth":                    {"---\nextra: " + strings.Repeat("[", 10000) + "\n---\n", "2:108 front-matter", "levels deep", "flatter", "---\nextra: []\n---\n"},
		"depth in json":            {"---json\n{\"extra\": " + strings.Repeat("[", 5000) + strings.Repeat("]", 5000) + "}\n---\n", "2:110 front-matter", "levels deep", "flatter", "---json\n{}\n---\n"},
		"depth in toml":            {"+++\nextra = " + strings.Repeat("[", 5000) + strings.Repeat("]", 5000) + "\n+++\n", "2:109 front-matter", "levels deep", "flatter", "+++\nextra = []\n+++\n"},
		"depth of toml keys":       {"+++\n" + strings.Repeat("a.", 5000) + "a = 1\n+++\n", "2:201 front-matter", "levels deep", "flatter", "+++\nextra.a = 1\n+++\n"},
		"a long header":            {"---\nsummary: " + strings.Repeat("x", frontmatter.MaxHeader) + "\n---\n", "2:1 front-matter", "at most 65536", "below the line", "---\nsummary: x\n---\n"},
	} {
		t.Run(name, func(t *testing.T) {
			_, _, problems := read(c.text)
			if got := said(problems); got != c.want {
				t.Fatalf("got %s, want %s\n%v", got, c.want, problems)
			}
			if p := problems[0]; !strings.Contains(p.Sentence, c.sentence) || !strings.Contains(p.Hint, c.hint) {
				t.Errorf("%q, hint %q; want %q, hint %q", p.Sentence, p.Hint, c.sentence, c.hint)
			}
			if _, _, problems := read(c.mended); len(problems) > 0 {
				t.Errorf("mended as the hint says, it still has %v", problems)
			}
		})
	}
}

func TestAliasBombIsRefusedAtOnce(t *testing.T) {
	var b strings.Builder
	b.WriteString("---\na0: &a0 [x, x]\n")
	for i := 1; i < 40; i++ {
		fmt.Fprintf(&b, "a%d: &a%d [*a%d, *a%d]\n", i, i, i-1, i-1)
	}
	b.WriteString("---\n")
	_, _, problems := read(b.String())
	if !problem.Stops(problems) || problems[0].Place.Line != 2 {
		t.Errorf("got %v", said(problems))
	}
}

func TestEmptyValuesAreNotSet(t *testing.T) {
	r, _, problems := read("---\ntitle: x\nsummary:\nstatus: ''\ntopics: ~\nimage: \"\"\npublished: '  '\n---\n")
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	for _, name := range []string{"summary", "status", "topics", "image", "published"} {
		if r.Has(name) {
			t.Errorf("%q is set", name)
		}
	}
}

func TestTriedTellsWhatWasReportedAlready(t *testing.T) {
	r, _, _ := read("---\ntitel: x\npublished: [1]\n---\n")
	if !r.Tried("title") || !r.Tried("published") || r.Tried("summary") {
		t.Error("tried fields are not known")
	}
	if r, _, _ := read("---\ntitle: [\n---\n"); !r.Tried("summary") {
		t.Error("a header that cannot be read has tried everything")
	}
}

func TestSamplesAreTaken(t *testing.T) {
	for _, kind := range append(fields.Kinds(), fields.Site) {
		for _, f := range kind.Fields {
			text := f.Name + ": " + f.Sample() + "\n"
			_, problems := frontmatter.ReadYAML(source.NewFile("x.yaml", []byte(text)), kind.Name, kind.Fields)
			for _, p := range problems {
				if p.Rule != frontmatter.RuleRequired || !strings.Contains(p.Sentence, `"title"`) {
					t.Errorf("%s %s: %s", kind.Name, text, p.Sentence)
				}
			}
		}
	}
}
