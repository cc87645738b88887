package e2e

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"image/png"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/mmcdole/gofeed"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// wire gives a site under a path, in two languages, with a feed of everything in
// every form, whole texts in them, and texts and addresses that break feeds.
func wire(t *testing.T) *site {
	t.Helper()
	folder := t.TempDir()
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 800, 400))); err != nil {
		t.Fatal(err)
	}
	files := map[string]string{
		"site.yaml": `title: 'The Day & "Night"'
description: What happened ]]> </script>
base_url: https://wire.test/a/paper/
time_zone: Asia/Karachi
raw_html: true
search: false
names: {page_from: 1}
tags: {min_count: 1}
embeds: [youtube.com]
languages: [{lang: ur, title: روزنامچہ}]
feeds: {atom: atom.xml, rss: rss.xml, json: feed.json, text: full, for: [topics, timelines, categories, tags, people, organisations, places, corrections]}
`,
		"topics/border.md":      "---\ntitle: 'The border & “beyond” <b>'\nsummary: \"Bell \\a and \\u202eoverride\"\nnames: {ur: سرحد}\n---\nBackground.\n",
		"media/a picture.png":   picture.String(),
		"articles/withdrawn.md": "---\ntitle: Gone\npublished: 2024-01-17\nkilled: {on: 2024-01-20, reason: It was wrong.}\n---\nText.\n",
		"articles/urdu.md":      "---\ntitle: سرحد پر\nlang: ur\npublished: 2024-01-19T10:00:00+05:00\ntopics: [border]\nid: first\nevents: [{id: strike, headline: حملہ}]\n---\nاردو میں۔\n",
		"articles/first.md": `---
title: "A ]]> b & c </script> <i> \u202eoverride 🕊️ bell \a del \x7f"
slug: سرحد-پر-حملہ
id: first
published: 2024-01-18T23:30:00+05:00
updated: 2024-01-19T01:00:00+05:00
standfirst: "First ]]> line\nsecond & line"
authors: ["A. \u202eWriter", B & C]
topics: [border]
people: [A Person]
organisations: ["Q & A ]]>"]
places: [پنجگور]
category: "World & <more>"
tags: ["🕊️ peace", "a/b"]
image: {src: "/media/a picture.png", alt: Bands of colour, credit: A. Photographer}
corrections:
  - {date: 2024-01-19, was: "A & B ]]>", now: "B & <A>", note: "Bell \a"}
  - {date: 2024-01-19, note: Again.}
events:
  - {id: strike, date: 2024-01-16, headline: "A strike ]]> & more", text: "At night \u202e.", actors: [A Person]}
  - {id: far, date: 2024-01, headline: Far off}
---
See [the topic](topic:border), [a part](#later), [the page](/people/a-person/), [elsewhere](https://elsewhere.example/?a=1&b=2 "T"), a note[^1].

![Bands of colour](</media/a picture.png> "A caption")

[A film](https://www.youtube.com/watch?v=dQw4w9WgXcQ)

<div class="x" onclick="run()"><a href="../other/">relative</a><a href="javascript:run()">run</a><script>run("]]>")</script><img src="/x y.png" onerror="run()"><iframe src="/frame"></iframe><b>unclosed

## Later

| a | b |
|---|---|
| 1 | 2 |

[^1]: The note.
`,
	}
	for i := range 25 {
		files[fmt.Sprintf("articles/more-%02d.md", i)] = fmt.Sprintf("---\ntitle: More %d\npublished: 2024-01-%02dT12:00:00Z\ntopics: [border]\ntags: [a/b]\nevents: [{id: e%[1]d, date: 2023-12-%02[2]d, headline: Event %[1]d}]\n---\nText %[1]d.\n", i, 1+i%15)
	}
	for name, text := range files {
		file := filepath.Join(folder, "content", filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, []byte(text), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	s, err := publishFrom(folder, filepath.Join(folder, "out"), "https://wire.test/a/paper/", "--as-of", "2024-01-20T12:00:00Z")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// entry is an entry as a feed reader sees it.
type entry struct{ ID, Link, Title, Published, Updated, HTML string }

// reading is a feed as a feed reader sees it.
type reading struct {
	Form    string
	Title   string
	Entries []entry
}

// forms are the kinds of file that feeds are, by form.
var forms = map[string]string{"atom": "feed", "rss": "rss", "json": "json-feed"}

// byGofeed reads a feed with gofeed.
func byGofeed(t *testing.T, file, text string) reading {
	t.Helper()
	feed, err := gofeed.NewParser().ParseString(text)
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	r := reading{Form: feed.FeedType, Title: feed.Title, Entries: []entry{}}
	for _, item := range feed.Items {
		e := entry{ID: item.GUID, Link: item.Link, Title: item.Title, HTML: item.Content, Published: item.PublishedParsed.UTC().Format(time.RFC3339)}
		if r.Form == "json" && !strings.HasPrefix(e.HTML, "<") { // gofeed takes plain text for content, too
			e.HTML = ""
		}
		e.Updated = e.Published
		if changed := item.Extensions["atom"]["updated"]; len(changed) > 0 { // of RSS
			at, err := time.Parse(time.RFC3339, changed[0].Value)
			if err != nil {
				t.Errorf("%s: %v", file, err)
			}
			e.Updated = at.UTC().Format(time.RFC3339)
		} else if item.UpdatedParsed != nil {
			e.Updated = item.UpdatedParsed.UTC().Format(time.RFC3339)
		}
		r.Entries = append(r.Entries, e)
	}
	return r
}

// byFeedsmith reads files with feedsmith, which runs in Node.
func byFeedsmith(t *testing.T, files, texts []string) []reading {
	t.Helper()
	program(t, "node")
	npm(t, "feedsmith/package.json")
	type input struct {
		File string `json:"file"`
		Text string `json:"text"`
	}
	var in []input
	for i := range files {
		in = append(in, input{files[i], texts[i]})
	}
	list, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	node := exec.Command("node", "feeds.mjs")
	node.Dir, node.Stdin, node.Stderr = "testdata/tools", bytes.NewReader(list), os.Stderr
	out, err := node.Output()
	if err != nil {
		t.Fatalf("feedsmith does not answer: %v", err)
	}
	var readings []reading
	if err := json.Unmarshal(out, &readings); err != nil || len(readings) != len(files) {
		t.Fatalf("feedsmith reads %d of %d files: %v", len(readings), len(files), err)
	}
	return readings
}

// texts gives the files of some kinds in order, and what is in them.
func (s *site) texts(t *testing.T, kinds ...string) (files, texts []string) {
	t.Helper()
	for _, kind := range kinds {
		files = append(files, s.ofKind(t, kind)...)
	}
	slices.Sort(files)
	for _, file := range files {
		text, err := io.ReadAll(s.open(t, file))
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(text))
	}
	return files, texts
}

// TestFeeds looks at the feeds and sitemaps of one site.
func TestFeeds(t *testing.T) {
	s := wire(t)
	t.Run("every form is read alike", s.feedsAreReadAlike)
	t.Run("the outline names every feed", s.outlineNamesEveryFeed)
	t.Run("all are valid", s.feedsAndSitemapsAreValid)
}

// A browser shows a feed as a page: with a note that leads to the site, its titles
// and summaries, and nothing that only machines read.
func TestBrowserShowsFeeds(t *testing.T) {
	b, server := newTab(t), host(t, story)
	for file, direction := range map[string]string{"/atom.xml": "ltr", "/ur/atom.xml": "rtl"} {
		b.open(server.ResolveReference(&url.URL{Path: file}).String())
		b.becomes(`document.querySelector("feed > title").checkVisibility() && getComputedStyle(document.querySelector("entry > title")).display === "block"`)
		shown := evaluate[string](b, `[document.querySelector("entry > id").checkVisibility(), document.querySelector("entry > content").checkVisibility(),
			getComputedStyle(document.documentElement).direction, document.querySelector("div > a").href].join(" ")`)
		if want := "false false " + direction + " " + strings.TrimSuffix(story.base.String()+file[1:], "atom.xml"); shown != want {
			t.Errorf("%s shows %q, want %q", file, shown, want)
		}
	}
}

// feedsAreReadAlike has two feed readers read every feed in every form: they
// see the same entries, and so do all forms of one feed. Bodies lead to whole
// addresses of the site and run nothing.
func (s *site) feedsAreReadAlike(t *testing.T) {
	files, texts := s.texts(t, "feed", "rss", "json-feed")
	folders := map[string][]entry{}
	readings := make([]reading, len(files))
	for i, file := range files {
		r := byGofeed(t, file, texts[i])
		readings[i] = r
		if s.kinds[file] != forms[r.Form] {
			t.Errorf("%s is read as %s", file, r.Form)
		}
		folder := path.Dir(file)
		if first, read := folders[folder]; read {
			if diff := cmp.Diff(first, r.Entries); diff != "" {
				t.Errorf("%s differs from another form of it:\n%s", file, diff)
			}
		}
		folders[folder] = r.Entries
		ids := map[string]bool{}
		for _, e := range r.Entries {
			if ids[e.ID] || !strings.HasPrefix(e.ID, "tag:wire.test,2024:") || e.Updated < e.Published {
				t.Errorf("%s: the entry %+v", file, e)
			}
			ids[e.ID] = true
			s.checkFeedBody(t, file, e)
		}
		if len(r.Entries) > 20 {
			t.Errorf("%s has %d entries", file, len(r.Entries))
		}
	}
	for _, folder := range []string{
		".", "ur", "topics/border", "ur/topics/border", "timeline", "topics/border/timeline", "categories/world-more", "tags/a-b", "people/a-person", "organisations/q-a", "places/پنجگور", "corrections",
	} {
		if len(folders[folder]) == 0 {
			t.Errorf("there is no feed in %s, or nothing in it", folder)
		}
	}
	if n := len(files); n != 3*len(folders) {
		t.Errorf("%d files in %d folders", n, len(folders))
	}
	first := slices.IndexFunc(folders["people/a-person"], func(e entry) bool { return e.ID == "tag:wire.test,2024:article/first" })
	if first < 0 {
		t.Fatal("the feed of a person lacks the report on them")
	}
	e := folders["people/a-person"][first]
	if want := "A ]]> b & c </script> <i> \u202eoverride 🕊️ bell  del \u202c"; e.Title != want {
		t.Errorf("the title is read as %q, want %q", e.Title, want)
	}
	if e.Published != "2024-01-18T18:30:00Z" || e.Updated != "2024-01-18T20:00:00Z" && e.Updated != "2024-01-18T19:00:00Z" {
		t.Errorf("published %s, updated %s", e.Published, e.Updated)
	}
	for _, want := range []string{`<a href="https://wire.test/a/paper/topics/border/">the topic</a>`, `<a href="https://wire.test/a/paper/2024/01/18/`, `<img src="https://wire.test/a/paper/media/`, `alt="Bands of colour"`, "unclosed"} {
		if !strings.Contains(e.HTML, want) {
			t.Errorf("the body lacks %s:\n%s", want, e.HTML)
		}
	}
	for i, r := range byFeedsmith(t, files, texts) {
		if diff := cmp.Diff(readings[i], r); diff != "" {
			t.Errorf("%s: gofeed (-) and feedsmith (+):\n%s", files[i], diff)
		}
	}
}

// checkFeedBody holds that the body of an entry leads to whole addresses and
// holds nothing that runs. What the writer's own HTML leads to need not be there.
func (s *site) checkFeedBody(t *testing.T, file string, e entry) {
	t.Helper()
	s.checkFragment(t, file, e.Link, strings.NewReplacer(`href="https://wire.test/a/paper/2024/01/18/other/"`, "", `src="https://wire.test/x%20y.png"`, "").Replace(e.HTML))
	for _, wrong := range []string{"<script", "onclick", "onerror", "javascript:", "<iframe", "class=", " id=", "data-"} {
		if strings.Contains(e.HTML, wrong) {
			t.Errorf("%s: the body of %s holds %s:\n%s", file, e.ID, wrong, e.HTML)
		}
	}
}

// outlineNamesEveryFeed holds the OPML files, as feedsmith reads them, against
// the feeds that there are.
func (s *site) outlineNamesEveryFeed(t *testing.T) {
	feeds, _ := s.texts(t, "feed")
	var want, got []string
	for _, file := range feeds {
		want = append(want, s.address(file).String())
	}
	outlines, texts := s.texts(t, "outline")
	for _, r := range byFeedsmith(t, outlines, texts) {
		for _, e := range r.Entries {
			got = append(got, e.Link)
		}
	}
	slices.Sort(want)
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("feeds (-) and outlines (+):\n%s", diff)
	}
}

// feedsAndSitemapsAreValid has xmllint hold every feed, list of feeds and
// sitemap against a schema, and jsonschema the JSON Feeds.
func (s *site) feedsAndSitemapsAreValid(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile("testdata/schemas/jsonfeed.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	files, texts := s.texts(t, "json-feed")
	for i, text := range texts {
		value, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		if err == nil {
			err = schema.Validate(value)
		}
		if err != nil {
			t.Errorf("%s: %v", files[i], err)
		}
	}
	lint := program(t, "xmllint")
	for _, c := range []struct{ kind, flag, schema, spoil string }{
		{"feed", "--relaxng", "atom.rng", "updated"}, {"rss", "--relaxng", "rss.rng", "pubDate"}, {"outline", "--relaxng", "opml.rng", "outline"},
		{"sitemap", "--schema", "sitemap.xsd", "loc"}, {"sitemap-news", "--schema", "sitemap.xsd", "news:title"},
	} {
		files := s.ofKind(t, c.kind)
		check := func(names ...string) ([]byte, error) {
			judge := exec.Command(lint, append([]string{"--noout", "--nonet", c.flag, filepath.Join("testdata", "schemas", c.schema)}, names...)...)
			return judge.CombinedOutput()
		}
		var names []string
		for _, file := range files {
			names = append(names, filepath.Join(s.folder, filepath.FromSlash(file)))
		}
		if out, err := check(names...); err != nil {
			t.Errorf("%s: %v\n%s", c.kind, err, out)
		}
		_, whole := s.texts(t, c.kind)
		spoilt := filepath.Join(t.TempDir(), "spoilt.xml")
		if err := os.WriteFile(spoilt, []byte(strings.NewReplacer("<"+c.spoil, "<wrong-"+c.spoil, "</"+c.spoil, "</wrong-"+c.spoil).Replace(whole[0])), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := check(spoilt); err == nil {
			t.Errorf("%s: the judge lets a spoilt file through", c.kind)
		}
	}
}
