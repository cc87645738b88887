package revise_test

import (
	"strings"
	"testing"

	"daybook/generator/markdown"
	"daybook/generator/revise"
)

// TestChanges shows each kind of change in each notation. Byte for byte, all
// that was not meant to change stays.
func TestChanges(t *testing.T) {
	set := func(name, text string) func(*revise.File) {
		return func(f *revise.File) { f.Root.Find(name).Set(text) }
	}
	add := func(name string, texts ...string) func(*revise.File) {
		return func(f *revise.File) { f.Root.Add(name, texts, "title") }
	}
	item := func(name string, i int, change func(*revise.Node)) func(*revise.File) {
		return func(f *revise.File) { change(f.Root.Find(name).Values[i]) }
	}
	drop := func(n *revise.Node) { n.Drop() }
	insert := func(below ...string) func(*revise.File) {
		return func(f *revise.File) { f.Root.Insert("id", revise.Text("x-1"), below...) }
	}
	event := func(f *revise.File) {
		f.Root.Find("events").Values[0].Insert("id", revise.Text("strike"))
	}
	rename := func(old, name string) func(*revise.File) {
		return func(f *revise.File) { f.Root.Keys[f.Root.Index(old)].Rename(name) }
	}
	cases := []struct {
		name, before, after string
		change              func(*revise.File)
	}{
		{"set plain", "---\ntitle: A b # note\n---\nBody\n", "---\ntitle: C d # note\n---\nBody\n", set("title", "C d")},
		{"set plain that needs marks", "---\ntitle: A\n---\n", "---\ntitle: \"C: d\"\n---\n", set("title", "C: d")},
		{"set number as text", "---\ntags: 7\n---\n", "---\ntags: \"8\"\n---\n", set("tags", "8")},
		{"set in single marks", "---\ntitle:   'A' \n---\n", "---\ntitle:   'It''s' \n---\n", set("title", "It's")},
		{"set in double marks", "---\ntitle: \"A \\\" b\" # c\n---\n", "---\ntitle: \"B\" # c\n---\n", set("title", "B")},
		{"set a folded text", "---\ntitle: a\n  b\n  c\nid: x\n---\n", "---\ntitle: B\nid: x\n---\n", set("title", "B")},
		{"set a block", "---\ntext: |\n  a\n\n  b\n\nid: x\n---\n", "---\ntext: B\n\nid: x\n---\n", set("text", "B")},
		{"set CRLF", "---\r\ntitle: A\r\nid: x\r\n---\r\nB\r\n", "---\r\ntitle: C\r\nid: x\r\n---\r\nB\r\n", set("title", "C")},
		{"set TOML", "+++\ntitle = 'A' # x\n+++\n", "+++\ntitle = 'B' # x\n+++\n", set("title", "B")},
		{"set TOML with mark", "+++\ntitle = 'A' # x\n+++\n", "+++\ntitle = \"B's\" # x\n+++\n", set("title", "B's")},
		{"set JSON", "{\n  \"title\": \"A\",\n  \"id\": \"x\"\n}\n\nB\n", "{\n  \"title\": \"Ü\\n<\",\n  \"id\": \"x\"\n}\n\nB\n", set("title", "Ü\n<")},

		{"insert below", "---\n# top\ntitle: A # t\nslug: s\n---\n", "---\n# top\ntitle: A # t\nid: x-1\nslug: s\n---\n", insert("title")},
		{"insert below a list", "---\ntopics:\n  - a # one\n  - b # two\nslug: s\n---\n", "---\ntopics:\n  - a # one\n  - b # two\nid: x-1\nslug: s\n---\n", insert("topics")},
		{"insert in front", "---\n# top\nslug: s\n---\n", "---\n# top\nid: x-1\nslug: s\n---\n", insert("title")},
		{"insert CRLF", "---\r\ntitle: A\r\n---\r\n", "---\r\ntitle: A\r\nid: x-1\r\n---\r\n", insert("title")},
		{"insert into nothing", "---\n---\nB\n", "---\nid: x-1\n---\nB\n", insert("title")},
		{"insert into braces", "---\n{title: A, slug: s}\n---\nB\n", "---\n{title: A, id: x-1, slug: s}\n---\nB\n", insert("title")},
		{"insert below a block with +", "---\ntext: |+\n  a\n\n\nslug: s\n---\n", "---\ntext: |+\n  a\n\n\nid: x-1\nslug: s\n---\n", insert("text")},
		{"insert TOML", "+++\ntitle = \"A\" # t\n[dateline]\nplace = \"P\"\n+++\n", "+++\ntitle = \"A\" # t\nid = \"x-1\"\n[dateline]\nplace = \"P\"\n+++\n", insert("title")},
		{"insert TOML above tables", "+++\n[dateline]\nplace = \"P\"\n+++\n", "+++\nid = \"x-1\"\n[dateline]\nplace = \"P\"\n+++\n", insert("title")},
		{"insert JSON", "{\n\t\"title\": \"A\",\n\t\"slug\": \"s\"\n}\n\nB\n", "{\n\t\"title\": \"A\",\n\t\"id\": \"x-1\",\n\t\"slug\": \"s\"\n}\n\nB\n", insert("title")},
		{"insert JSON in front", "{\n  \"slug\": \"s\"\n}\n\nB\n", "{\n  \"id\": \"x-1\",\n  \"slug\": \"s\"\n}\n\nB\n", insert("title")},

		{"event", "---\nevents:\n  - date: 2024\n    headline: H\n---\n", "---\nevents:\n  - id: strike\n    date: 2024\n    headline: H\n---\n", event},
		{"event wide", "---\nevents:\n-   date: 2024\n    headline: H\n---\n", "---\nevents:\n-   id: strike\n    date: 2024\n    headline: H\n---\n", event},
		{"event in braces", "---\nevents: [{date: 2024, headline: H}]\n---\n", "---\nevents: [{id: strike, date: 2024, headline: H}]\n---\n", event},
		{"event TOML", "+++\n[[events]] # e\n  date = \"2024\"\n+++\n", "+++\n[[events]] # e\nid = \"strike\"\n  date = \"2024\"\n+++\n", event},
		{"event TOML in braces", "+++\nevents = [{date = 2024-01-01, headline = \"H\"}]\n+++\n", "+++\nevents = [{id = \"strike\", date = 2024-01-01, headline = \"H\"}]\n+++\n", event},
		{"event JSON", "{\n  \"events\": [{\"date\": \"2024\"}]\n}\n\nB\n", "{\n  \"events\": [{\"id\": \"strike\", \"date\": \"2024\"}]\n}\n\nB\n", event},

		{"append", "---\ntopics: [a, b]  # c\n---\n", "---\ntopics: [a, b, \"c: d\"]  # c\n---\n", add("topics", "c: d")},
		{"append to lines in brackets", "---\ntopics: [\n  a, # x\n  b, # y\n]\n---\n", "---\ntopics: [\n  a, # x\n  b,\n  c, # y\n]\n---\n", add("topics", "c")},
		{"append to none", "---\ntopics: []\n---\n", "---\ntopics: [c, d]\n---\n", add("topics", "c", "d")},
		{"append to a dash list", "---\ntopics:\n  - a # x\n  - b # y\nslug: s\n---\n", "---\ntopics:\n  - a # x\n  - b # y\n  - c\nslug: s\n---\n", add("topics", "c")},
		{"append to a word", "---\ntopics: a # x\n---\n", "---\ntopics: [a, c] # x\n---\n", add("topics", "c")},
		{"append to a key without value", "---\ntitle: A\ntopics: # x\n---\n", "---\ntitle: A\ntopics: [c] # x\n---\n", add("topics", "c")},
		{"append to nothing", "---\ntitle: A\nslug: s\n---\n", "---\ntitle: A\ntopics: [c]\nslug: s\n---\n", add("topics", "c")},
		{"append TOML", "+++\ntopics = [\n  \"a\", # x\n]\n+++\n", "+++\ntopics = [\n  \"a\",\n  \"c\", # x\n]\n+++\n", add("topics", "c")},
		{"append JSON", "{\n  \"topics\": [\"a\"]\n}\n\nB\n", "{\n  \"topics\": [\"a\", \"c\"]\n}\n\nB\n", add("topics", "c")},

		{"drop first", "---\ntopics: [a, b, c]\n---\n", "---\ntopics: [b, c]\n---\n", item("topics", 0, drop)},
		{"drop last", "---\ntopics: [a, b, c]\n---\n", "---\ntopics: [a, b]\n---\n", item("topics", 2, drop)},
		{"drop dash", "---\ntopics:\n- a # x\n# of c\n- c\n---\n", "---\ntopics:\n# of c\n- c\n---\n", item("topics", 0, drop)},
		{"drop the only one", "---\ntitle: A\ntopics: [a]\nslug: s\n---\n", "---\ntitle: A\nslug: s\n---\n", item("topics", 0, drop)},
		{"drop the only one of dashes", "---\ntitle: A\ntopics:\n  - a\nslug: s\n---\n", "---\ntitle: A\nslug: s\n---\n", item("topics", 0, drop)},
		{"drop TOML", "+++\ntopics = ['a', 'b']\n+++\n", "+++\ntopics = ['a']\n+++\n", item("topics", 1, drop)},
		{"drop JSON field", "{\n  \"a\": 1,\n  \"b\": [1]\n}\n\n", "{\n  \"a\": 1\n}\n\n", item("b", 0, drop)},

		{"rename", "---\n\"date\" : 2024 # d\n---\n", "---\n\"published\" : 2024 # d\n---\n", rename("date", "published")},
		{"rename TOML", "+++\ndate = 2024-01-01\n+++\n", "+++\npublished = 2024-01-01\n+++\n", rename("date", "published")},
		{"rename TOML tables", "+++\n[[roles]]\ntitle = \"A\"\n[[roles]] # b\ntitle = \"B\"\n+++\n", "+++\n[[role]]\ntitle = \"A\"\n[[role]] # b\ntitle = \"B\"\n+++\n", rename("roles", "role")},
		{"rename JSON", "{\n\"date\": \"2024\"\n}\n\n", "{\n\"published\": \"2024\"\n}\n\n", rename("date", "published")},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			f, problems := revise.Open("content/a.md", []byte(c.before))
			if f == nil {
				t.Fatal(problems)
			}
			c.change(f)
			after, err := f.Bytes()
			if err != nil {
				t.Fatal(err)
			}
			if string(after) != c.after {
				t.Errorf("got\n%s\nwant\n%s", after, c.after)
			}
		})
	}
}

func TestGroupsAreWrittenInTheNotationOfTheFile(t *testing.T) {
	from, _ := revise.Open("a.md", []byte("---\nrole:\n  - title: Foreign minister # since\n    from: 2023-08\n    of: {name: \"a: b\"}\n---\n"))
	role := from.Root.Find("role").Outline()
	for before, want := range map[string]string{
		"---\nname: A\n---\n":         "---\nname: A\nrole:\n  - title: Foreign minister\n    from: 2023-08\n    of:\n      name: \"a: b\"\n---\n",
		"+++\nname = \"A\"\n+++\n":    "+++\nname = \"A\"\nrole = [{title = \"Foreign minister\", from = \"2023-08\", of = {name = \"a: b\"}}]\n+++\n",
		"{\n  \"name\": \"A\"\n}\n\n": "{\n  \"name\": \"A\",\n  \"role\": [{\"title\": \"Foreign minister\", \"from\": \"2023-08\", \"of\": {\"name\": \"a: b\"}}]\n}\n\n",
	} {
		f, _ := revise.Open("a.md", []byte(before))
		f.Root.Insert("role", role, "name")
		if after, err := f.Bytes(); err != nil || string(after) != want {
			t.Errorf("got\n%s%v\nwant\n%s", after, err, want)
		}
	}
}

func TestLinksAreThoseThatTheReaderSees(t *testing.T) {
	text := "---\ntitle: A\n---\n[a](person:old) `[b](person:old)` [c](<PERSON:Old Name> \"t\")\r\n\n    [code](person:old)\n\n" +
		"[d][x] and [e](topic:old#part), [it](event:2024-01-16#strike \"Strike\"), [f]( person:%6Fld )\n\n[open](<person:x) [h](person:old)\n\n[x]: person:old\n[unused]: person:old\n> — [g](person:old), minister\n"
	f, problems := revise.Open("a.md", []byte(text))
	if f == nil {
		t.Fatal(problems)
	}
	var got []string
	for i, l := range f.Links(markdown.NewReader()) {
		got = append(got, l.Kind.String()+":"+l.Target)
		f.Relink(i, "new name")
	}
	if want := "person:old person:Old Name topic:old person:old person:old person:old person:old"; strings.Join(got, " ") != want {
		t.Errorf("links are %q, want %q", got, want)
	}
	after, err := f.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	want := "---\ntitle: A\n---\n[a](person:new%20name) `[b](person:old)` [c](<PERSON:new%20name> \"t\")\r\n\n    [code](person:old)\n\n" +
		"[d][x] and [e](topic:new%20name#part), [it](event:2024-01-16#strike \"Strike\"), [f]( person:new%20name )\n\n[open](<person:x) [h](person:new%20name)\n\n[x]: person:new%20name\n[unused]: person:old\n> — [g](person:new%20name), minister\n"
	if string(after) != want {
		t.Errorf("got\n%s\nwant\n%s", after, want)
	}
}

func TestBodies(t *testing.T) {
	f, _ := revise.Open("a.md", []byte("---\ntitle: A\n---\nOld.\n"))
	f.ClearBody()
	f.AppendBody("New.\n")
	if after, err := f.Bytes(); err != nil || string(after) != "---\ntitle: A\n---\nNew.\n" {
		t.Errorf("got %q, %v", after, err)
	}
}

func TestFilesThatCannotBeReadAreRefused(t *testing.T) {
	for _, text := range []string{"---\ntitle: [\n---\n", "\xef\xbb\xbf---\ntitle: A\n---\n", "---\ntitle: A\n", "---\na: 1\na: 2\n---\n", "+++\na = \n+++\n", "{\n\"a\": \n}\n\n"} {
		if f, problems := revise.Open("a.md", []byte(text)); f != nil || len(problems) == 0 {
			t.Errorf("%q was opened", text)
		}
	}
	f, _ := revise.Open("a.md", []byte("Only a body.\n"))
	if f == nil || f.Root != nil {
		t.Error("a file without a header has a root")
	}
}

// TestRefusalLeavesTheFile shows that a change which would need more than its
// own bytes is refused.
func TestRefusalLeavesTheFile(t *testing.T) {
	f, _ := revise.Open("a.md", []byte("+++\ndateline.place = \"P\"\n+++\n"))
	f.Root.Find("dateline").Insert("date", revise.Text("2024"))
	if after, err := f.Bytes(); err == nil {
		t.Errorf("got %q", after)
	}
	f, _ = revise.Open("a.md", []byte("---\ntitle: A\n---\n"))
	f.Root.Find("title").Set("B")
	f.Root.Find("title").Drop()
	f.Root.Insert("title", revise.Text("C"))
	f.Root.Insert("title", revise.Text("D"))
	if after, err := f.Bytes(); err == nil {
		t.Errorf("got %q", after)
	}
}
