package cli_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"daybook/generator/cli"
)

// mark stands in a broken file before the sign that the problem must name.
const mark = "‸"

// broken is a site with one mistake.
type broken struct {
	name   string
	files  map[string]string // with mark where the mistake is; none for a problem of the file as a whole
	make   func(dir string) error
	at     string // the file, where no mark can tell
	rule   string
	hint   string            // a part of the hint
	mended map[string]string // the files once the hint was followed; empty ones are taken away
}

const piece = "content/articles/2024/01/20-bad.md"

// one is a broken file and its mended text.
func one(name, file, text, rule, hint, mended string) broken {
	return broken{name: name, files: map[string]string{file: text}, at: file, rule: rule, hint: hint, mended: map[string]string{file: mended}}
}

// head is an article whose header holds one more line, and body is one with
// words of its own.
func head(name, line, rule, hint, mended string) broken {
	text := func(line string) string {
		return "---\ntitle: Bad\nstandfirst: What it is about.\npublished: 2024-01-20\n" + line + "\n---\nWords.\n"
	}
	return one(name, piece, text(line), rule, hint, text(mended))
}

func body(name, words, rule, hint, mended string) broken {
	text := "---\ntitle: Bad\nstandfirst: What it is about.\npublished: 2024-01-20\n---\n"
	return one(name, piece, text+words+"\n", rule, hint, text+mended+"\n")
}

// raw is an article as it stands.
func raw(name, text, rule, hint string) broken {
	return one(name, piece, text, rule, hint, "---\ntitle: Bad\nstandfirst: What it is about.\npublished: 2024-01-20\n---\nWords.\n")
}

var many = strings.Repeat

var brokenSites = []broken{
	// Keys and names.
	head("misspelt key", "‸topcis: [border]", "unknown-key", `did you mean "topics"?`, "topics: [border]"),
	head("misspelt key in a group", "dateline: {‸plaec: Islamabad}", "unknown-key", `did you mean "place"?`, "dateline: {place: Islamabad}"),
	head("key of one's own", "‸weather: rain", "unknown-key", "extra:", "extra: {weather: rain}"),
	head("misspelt topic", "topics: [‸bordr]", "unknown-topic", `did you mean "border"?`, "topics: [border]"),
	head("topic nobody wrote of", "topics: [‸weather]", "unknown-topic", "content/topics/weather.md", "topics: [border]"),
	head("misspelt organisation", "organisations: [‸foreign-minstry]", "near-duplicate-names", "foreign-ministry", "organisations: [foreign-ministry]"),
	{name: "misspelt person", files: map[string]string{
		"content/people/nasser-kanani.md": "---\nname: Nasser Kanani\n---\n",
		piece:                             "---\ntitle: Bad\nstandfirst: What it is about.\npublished: 2024-01-20\npeople: [‸naser-kanani]\n---\nWords.\n",
	}, rule: "near-duplicate-names", hint: "nasser-kanani", mended: map[string]string{
		piece: "---\ntitle: Bad\nstandfirst: What it is about.\npublished: 2024-01-20\npeople: [nasser-kanani]\n---\nWords.\n",
	}},
	head("duplicate key", "lead: 1\n‸lead: 2", "front-matter", "keep one", "lead: 1"),
	head("two spellings of a field", "expires: 2030-01-01\n‸expiryDate: 2030-01-02", "front-matter", "keep one", "expires: 2030-01-01"),

	// A wrong value for each type.
	head("several lines for a line", "canonical: ‸|\n  https://a.example/\n  b", "wrong-value", "canonical: https://", "canonical: https://a.example/b"),
	head("a list for a text", "notice: ‸[a]", "wrong-value", "notice: one or two sentences", "notice: a"),
	head("no EDTF date", "sources: [{name: S, published: ‸16.1.2024}]", "wrong-date", "2024-01-16", "sources: [{name: S, published: 2024-01-16}]"),
	head("a month for a day", "updated: ‸2024-02", "wrong-date", "updated: 2024-01-19", "updated: 2024-02-01"),
	head("unknown zone", "dateline: {time_zone: ‸Asia/Islamabad}", "unknown-time-zone", "Asia/Karachi", "dateline: {time_zone: Asia/Karachi}"),
	head("unknown language", "lang: ‸urdu", "unknown-language", "ur", "lang: ur"),
	head("language of a translation", "translations: {‸urdu: strike}", "unknown-language", "ur", "translations: {ur: strike}"),
	head("address without https", "canonical: ‸www.example.org/a", "wrong-address", "canonical: https://www.example.org/a", "canonical: https://www.example.org/a"),
	head("address that runs", "canonical: ‸'javascript:x'", "wrong-address", "https:", "canonical: 'https://x.example/'"),
	head("old address elsewhere", "aliases: [‸'https://x.example/a/']", "wrong-address", "/old/address/", "aliases: [/a/]"),
	{name: "picture elsewhere", files: map[string]string{
		piece: "---\ntitle: Bad\nstandfirst: What it is about.\npublished: 2024-01-20\nimage: {src: ‸'https://x.example/a.png', alt: A}\n---\n",
	}, rule: "foreign-picture", hint: "content/media/ and write  src: /media/", mended: map[string]string{
		"content/media/a.svg": "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 40 30'/>", piece: "---\ntitle: Bad\nstandfirst: What it is about.\npublished: 2024-01-20\nimage: {src: /media/a.svg, alt: A, credit: B}\n---\n",
	}},
	head("slug of dots", "slug: ‸..", "wrong-slug", "letters", "slug: dots"),
	head("slug with a slash", "slug: ‸a/b", "wrong-slug", "slug: a-b", "slug: a-b"),
	head("slug of a device", "slug: ‸con", "wrong-slug", "add a word", "slug: con-man"),
	head("slug in capitals", "slug: ‸CON-MAN", "wrong-slug", "slug: con-man", "slug: con-man"),
	head("slug of 300 letters", "slug: ‸"+many("a", 300), "wrong-slug", "slug: "+many("a", 120), "slug: "+many("a", 120)),
	head("id with spaces", "id: ‸A b", "wrong-id", "id: a-b", "id: a-b"),
	head("id with path characters", "id: ‸../../etc/passwd", "wrong-id", "id: etc-passwd", "id: etc-passwd"),
	head("name of nothing", "authors: ‸{first: A}", "wrong-value", "authors: some words", "authors: [A]"),
	head("coordinates", "events: [{id: e, date: 2024-01-16, headline: H, sources: S, coordinates: ‸26 N 64 E}]", "wrong-value", "coordinates: 26.97, 64.09", "events: [{id: e, date: 2024-01-16, headline: H, sources: S, coordinates: '26.97, 64.09'}]"),
	head("yes for true", "draft: ‸yes", "wrong-value", "draft: true", "draft: true"),
	head("a word for a number", "lead: ‸high", "wrong-value", "lead: 5", "lead: 5"),
	head("number too great", "events: [{id: e, date: 2024-01-16, headline: H, sources: S, importance: ‸11}]", "wrong-value", "10 for the greatest", "events: [{id: e, date: 2024-01-16, headline: H, sources: S, importance: 10}]"),
	head("no such choice", "status: ‸publised", "wrong-value", `did you mean "published"?`, "status: published"),
	head("a text for a group", "corrections: [‸oops]", "wrong-value", "{date: ", "corrections: [{date: 2024-01-21}]"),
	head("missing field", "corrections: [‸{was: a}]", "missing-field", "date: 2024-01-19T18:30:00+05:00", "corrections: [{was: a, date: 2024-01-20T18:30:00+05:00}]"),
	head("a word for a table", "translations: ‸ur", "wrong-value", "translations: {ur: ", "translations: {ur: strike}"),
	one("colour", "content/site.yaml", "title: The Day\nbase_url: https://news.example/\ntime_zone: Asia/Karachi\naccent: ‸crimson\n", "wrong-colour", `accent: "#8f1d2c"`, "title: The Day\nbase_url: https://news.example/\ntime_zone: Asia/Karachi\naccent: \"#8f1d2c\"\n"),
	one("base_url", "content/site.yaml", "title: The Day\nbase_url: ‸news.example\ntime_zone: Asia/Karachi\n", "wrong-base-url", "base_url: https://", "title: The Day\nbase_url: https://news.example/\ntime_zone: Asia/Karachi\n"),

	// Dates out of the calendar.
	head("30 February", "updated: ‸2024-02-30", "wrong-date", "February has 29 days", "updated: 2024-02-29"),
	head("year 0", "updated: ‸0000-01-01", "wrong-date", "year", "updated: 2024-02-01"),
	head("year 99999", "updated: ‸99999-01-01", "wrong-date", "", "updated: 2024-02-01"),
	head("reversed interval", "events: [{id: e, date: ‸2024-01-19/2024-01-16, headline: H, sources: S}]", "wrong-date", "write 2024-01-16/2024-01-19", "events: [{id: e, date: 2024-01-16/2024-01-19, headline: H, sources: S}]"),
	one("no day of publication", piece, "‸---\ntitle: Bad\nstandfirst: What it is about.\n---\nWords.\n", "missing-date", "draft: true", "---\ntitle: Bad\nstandfirst: What it is about.\ndraft: true\n---\nWords.\n"),

	// Headers that cannot be read.
	head("tab for indentation", "dateline:\n‸\tplace: x", "front-matter", "not with tabs", "dateline:\n  place: x"),
	head("open quotation mark", "notice: ‸'x\nlead: 1", "front-matter", "close it", "notice: 'x'\nlead: 1"),
	head("open bracket", "topics: ‸[border\nlead: 1", "front-matter", "close it with ]", "topics: [border]\nlead: 1"),
	head("second colon", "notice: Iran‸: a thaw", "front-matter", "in quotes", "notice: \"Iran: a thaw\""),
	head("an anchor", "notice: ‸&a x", "front-matter", "in quotes", "notice: \"&a x\""),
	head("10,000 deep", "extra: "+many("[", 100)+"‸"+many("[", 9900), "front-matter", "flatter", "extra: []"),
	raw("header never closed", "‸---\ntitle: Bad\nstandfirst: What it is about.\npublished: 2024-01-20\nWords.\n", "front-matter", "a line with ---"),
	raw("four hyphens", "‸----\ntitle: Bad\n----\nWords.\n", "front-matter", "three hyphens"),
	raw("byte order mark", "‸\ufeff---\ntitle: Bad\npublished: 2024-01-20\n---\nWords.\n", "front-matter", "without BOM"),
	raw("NUL", "---\ntitle: Bad\npublished: 2024-01-20\n---\nWor‸\x00ds.\n", "not-utf8", "without NUL"),
	raw("not UTF-8", "---\ntitle: Bad\npublished: 2024-01-20\n---\nتہ‸\xff\n", "not-utf8", "save it as UTF-8"),
	raw("control character", "---\ntitle: Ba‸\x01d\npublished: 2024-01-20\n---\nWords.\n", "front-matter", "delete it"),
	raw("TOML without quotes", "+++\ntitle = ‸Bad\npublished = 2024-01-20\n+++\nWords.\n", "front-matter", `"text"`),
	raw("TOML set twice", "+++\ntitle = 'Bad'\n‸title = 'Worse'\n+++\nWords.\n", "front-matter", "once"),
	raw("JSON without comma", "{\n\"title\": \"Bad\"\n‸\"published\": \"2024-01-20\"\n}\n\nWords.\n", "front-matter", "commas"),
	raw("JSON never closed", "‸{\n\"title\": \"Bad\"\n", "front-matter", "close it"),
	raw("CRLF and a misspelt key", "---\r\ntitle: Bad\r\nstandfirst: What it is about.\r\npublished: 2024-01-20\r\n‸topcis: [border]\r\n---\r\nWords.\r\n", "unknown-key", `"topics"`),
	one("empty file", "content/topics/bad.md", "‸", "missing-title", "title:", "---\ntitle: Bad\n---\n"),
	one("no header", "content/pages/bad.md", "‸Words.\n", "missing-title", "title:", "---\ntitle: Bad\n---\nWords.\n"),
	one("header alone, without title", "content/pages/bad.md", "‸---\nsummary: Words.\n---\n", "missing-title", "title:", "---\ntitle: Bad\nsummary: Words.\n---\n"),

	// Bodies.
	body("link that runs", "See ‸[this](javascript:x).", "unsafe-link", "https", "See [this](https://x.example/)."),
	body("link to nothing", "See ‸[this](article:strik).", "broken-link", "strike", "See [this](article:strike)."),
	body("HTML", "A ‸<b>word</b>.", "raw-html", "backticks", "A **word**."),
	body("wrong weekday", "It was ‸Thursday 16 January 2024.", "weekday-mismatch", "Tuesday", "It was Tuesday 16 January 2024."),

	// Files among files.
	{name: "parents in a circle", files: map[string]string{
		"content/topics/one.md": "---\ntitle: One\nparent: ‸two\n---\n", "content/topics/two.md": "---\ntitle: Two\nparent: one\n---\n",
	}, rule: "cyclic-parent", hint: "", mended: map[string]string{"content/topics/one.md": "---\ntitle: One\n---\n"}},
	{name: "one address twice", files: map[string]string{
		piece:                           "---\ntitle: Bad\nstandfirst: What it is about.\npublished: 2024-01-20\n---\n",
		"content/articles/worse/bad.md": "---\n‸title: Worse\nstandfirst: What it is about.\npublished: 2024-01-20\n---\n",
	}, rule: "address-collision", hint: "slug", mended: map[string]string{
		"content/articles/worse/bad.md": "---\ntitle: Worse\nslug: worse\nstandfirst: What it is about.\npublished: 2024-01-20\n---\n",
	}},
	{name: "names that differ by case", files: map[string]string{
		"content/media/a.txt": "a", "content/media/A.txt": "a", piece: "---\ntitle: Bad\nstandfirst: What it is about.\npublished: 2024-01-20\n---\n[a](/media/a.txt) [A](/media/A.txt)\n",
	}, at: "content/media/a.txt", rule: "twin-files", hint: "another name", mended: map[string]string{
		"content/media/A.txt": "", "content/media/b.txt": "a", piece: "---\ntitle: Bad\nstandfirst: What it is about.\npublished: 2024-01-20\n---\n[a](/media/a.txt) [b](/media/b.txt)\n",
	}},
	one("stray file", "content/articles/bad.txt", "Words.", "stray-file", ".md", ""),
	{name: "misspelt folder", files: map[string]string{"content/artcles/bad.md": "---\ntitle: Bad\n---\n"},
		at: "content/artcles", rule: "unknown-folder", hint: `"articles"`, mended: map[string]string{"content/artcles": ""}},
	one("file without a letter", "content/pages/….md", "---\ntitle: Bad\n---\n", "wrong-slug", "slug:", "---\ntitle: Bad\nslug: bad\n---\n"),
	one("50 MB", piece, many("word ", 10<<20), "file-too-large", "several articles", "---\ntitle: Bad\nstandfirst: What it is about.\npublished: 2024-01-20\n---\nWords.\n"),
	{name: "symbolic link out of content", make: func(dir string) error {
		return os.Symlink(filepath.Join(dir, "..", "secret.md"), filepath.Join(dir, filepath.FromSlash(piece)))
	}, at: piece, rule: "symbolic-link", hint: "the file itself", mended: map[string]string{piece: "---\ntitle: Bad\nstandfirst: What it is about.\npublished: 2024-01-20\n---\n"}},
	{name: "pipe", make: func(dir string) error { return makeFIFO(filepath.Join(dir, filepath.FromSlash(piece))) },
		at: piece, rule: "unreadable-file", hint: "take it out", mended: map[string]string{piece: ""}},
	{name: "unreadable file", make: func(dir string) error {
		return os.WriteFile(filepath.Join(dir, filepath.FromSlash(piece)), []byte("---\n---\n"), 0)
	}, at: piece, rule: "unreadable-file", hint: "permissions", mended: map[string]string{piece: ""}},
}

// aliasBomb is a header that would grow to 2^40 items.
func aliasBomb() broken {
	var b strings.Builder
	b.WriteString("a0: &a0 [x, x]\n")
	for i := 1; i < 40; i++ {
		fmt.Fprintf(&b, "a%d: &a%d [*a%d, *a%d]\n", i, i, i-1, i-1)
	}
	bomb := head("alias bomb", "extra: {a: ‸&a [x], b: 1}\n"+b.String(), "front-matter", "without it", "extra: {a: [x], b: 1}")
	return bomb
}

// found is a problem as check tells it to programs.
type found struct {
	File         string
	Line, Column int
	Rule, Hint   string
}

func (f found) String() string { return fmt.Sprintf("%s:%d:%d %s", f.File, f.Line, f.Column, f.Rule) }

// checked runs check in a site.
func checked(t *testing.T, dir string) []found {
	t.Helper()
	var out, progress bytes.Buffer
	code := cli.Main([]string{"check", "--site", dir, "--format", "json", "--as-of", "2024-02-01"}, &out, &progress, func(string) string { return "" })
	if code != 0 && code != 1 {
		t.Fatalf("exit code %d\n%s%s", code, &out, &progress)
	}
	var all []found
	if err := json.Unmarshal(out.Bytes(), &all); err != nil {
		t.Fatal(err)
	}
	return all
}

func site(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "site")
	put(t, dir, newsroom)
	return dir
}

// put writes files, and takes away those that are empty.
func put(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// TestBrokenFiles holds that check names file, line and column of each mistake,
// says nothing else of it, and offers a hint that mends it.
func TestBrokenFiles(t *testing.T) {
	usual := checked(t, site(t))
	for _, b := range append(brokenSites, aliasBomb()) {
		t.Run(b.name, func(t *testing.T) {
			dir := site(t)
			place := b.write(t, dir)
			all := slices.DeleteFunc(checked(t, dir), func(f found) bool { return slices.Contains(usual, f) })
			if len(all) == 0 || fmt.Sprintf("%s %s", place, b.rule) != all[0].String() {
				t.Fatalf("got %v, want %s %s", all, place, b.rule)
			}
			for _, f := range all[1:] {
				if f.File != all[0].File {
					t.Errorf("one mistake, and %v is told too", f)
				}
			}
			if !strings.Contains(all[0].Hint, b.hint) || all[0].Hint == "" {
				t.Errorf("hint %q, want %q", all[0].Hint, b.hint)
			}
			for name, text := range b.mended {
				path := filepath.Join(dir, filepath.FromSlash(name))
				if err := os.RemoveAll(path); err != nil {
					t.Fatal(err)
				}
				if text != "" {
					put(t, dir, map[string]string{name: text})
				}
			}
			rest := slices.DeleteFunc(checked(t, dir), func(f found) bool { return slices.Contains(usual, f) })
			if len(rest) > 0 {
				t.Errorf("mended as the hint says, it still has %v", rest)
			}
		})
	}
	if len(brokenSites) < 40 {
		t.Errorf("only %d broken files", len(brokenSites))
	}
}

// write puts the mistake into a site, and gives the place that must be named.
func (b broken) write(t *testing.T, dir string) string {
	t.Helper()
	place := b.at + ":0:0"
	files := maps.Clone(b.files)
	for name, text := range b.files {
		before, after, marked := strings.Cut(text, mark)
		if marked {
			lines := strings.Split(before, "\n")
			place = fmt.Sprintf("%s:%d:%d", name, len(lines), len([]rune(lines[len(lines)-1]))+1)
			files[name] = before + after
		}
	}
	put(t, dir, files)
	if b.make != nil {
		if strings.HasPrefix(b.name, "unreadable") && os.Getuid() == 0 {
			t.Skip("root reads every file, whatever its permissions")
		}
		if err := b.make(dir); err != nil {
			t.Fatal(err)
		}
	}
	return place
}

// TestOneMistakeHidesNoOther puts all mistakes that can stand in a file of
// their own into one site: every one of them is told, in order of files.
func TestOneMistakeHidesNoOther(t *testing.T) {
	dir := site(t)
	want := map[string]string{}
	for i, b := range brokenSites {
		text, alone := b.files[piece]
		if !alone || len(b.files) > 1 || len(text) > 1<<20 || b.rule == "near-duplicate-names" {
			continue
		}
		name := fmt.Sprintf("content/articles/2024/02/bad-%03d.md", i)
		put(t, dir, map[string]string{name: strings.Replace(text, mark, "", 1)})
		want[name] = b.rule
	}
	var files []string
	for _, f := range checked(t, dir) {
		files = append(files, f.File)
		if want[f.File] == f.Rule {
			delete(want, f.File)
		}
	}
	for name, rule := range want {
		t.Errorf("%s: %s is not told", name, rule)
	}
	if !slices.IsSorted(files) {
		t.Error("problems are not told in order of files")
	}
}
