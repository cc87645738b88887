package load_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"syscall"
	"testing"
	"time"

	"daybook/generator/load"
	"daybook/generator/news"
	"daybook/generator/problem"
)

const siteYAML = "title: T\nbase_url: https://x.example/\ntime_zone: Asia/Karachi\n"

// folder writes files below a new folder and opens it. site.yaml and one
// article are there unless files names them.
func folder(t *testing.T, files map[string]string) *os.Root {
	t.Helper()
	dir := t.TempDir()
	all := map[string]string{
		"content/site.yaml":     siteYAML,
		"content/articles/z.md": "---\ntitle: Z\npublished: 2024-01-19\n---\nbody",
	}
	for name, text := range files {
		all[name] = text
	}
	for name, text := range all {
		if text == "" {
			continue
		}
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	return root
}

func read(t *testing.T, root *os.Root) *load.Content {
	t.Helper()
	var l load.Loader
	content, err := l.Load(t.Context(), root)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func said(problems []problem.Problem) string {
	var lines []string
	for _, p := range problem.Sorted(problems) {
		lines = append(lines, fmt.Sprintf("%s %s", p.Place, p.Rule))
	}
	return strings.Join(lines, "\n")
}

// TestMistakesAreToldWhereTheyAre holds one mistake in one file each against
// place, rule and hint.
func TestMistakesAreToldWhereTheyAre(t *testing.T) {
	article := func(fields string) map[string]string {
		return map[string]string{"content/articles/a.md": "---\ntitle: A\npublished: 2024-01-19\n" + fields + "\n---\nbody"}
	}
	for name, c := range map[string]struct {
		files      map[string]string
		want, hint string
	}{
		"no site file":         {map[string]string{"content/site.yaml": ""}, "content/site.yaml no-site-file", "title:"},
		"no article":           {map[string]string{"content/articles/z.md": ""}, "content/articles empty-site", "content/articles/"},
		"no title":             {map[string]string{"content/articles/a.md": "---\npublished: 2024-01-19\n---\n"}, "content/articles/a.md:1:1 missing-title", "title:"},
		"misspelt title":       {map[string]string{"content/articles/a.md": "---\ntitel: A\npublished: 2024-01-19\n---\n"}, "content/articles/a.md:2:1 unknown-key", `"title"`},
		"no header":            {map[string]string{"content/pages/a.md": "body"}, "content/pages/a.md:1:1 missing-title", "title:"},
		"no day":               {map[string]string{"content/articles/a.md": "---\ntitle: A\n---\n"}, "content/articles/a.md:1:1 missing-date", "draft: true"},
		"broken header":        {map[string]string{"content/topics/a.md": "---\ntitle: [A\n---\n"}, "content/topics/a.md:2:8 front-matter", "]"},
		"malformed date":       {article("updated: 2024-13-01"), "content/articles/a.md:4:10 wrong-date", ""},
		"a month for a day":    {article("updated: 2024-01"), "content/articles/a.md:4:10 wrong-date", "updated: 2024-01-19"},
		"a far year":           {article("updated: 0000-01-01"), "content/articles/a.md:4:10 wrong-date", "year"},
		"wrong event date":     {article("events: [{headline: x, date: 16.1.2024}]"), "content/articles/a.md:4:30 wrong-date", ""},
		"unknown zone":         {article("dateline: {time_zone: Asia/Islamabad}"), "content/articles/a.md:4:23 unknown-time-zone", "Asia/Karachi"},
		"local zone":           {article("dateline: {time_zone: Local}"), "content/articles/a.md:4:23 unknown-time-zone", "Asia/Karachi"},
		"unknown language":     {article("lang: english"), "content/articles/a.md:4:7 unknown-language", "en"},
		"slug of dots":         {article("slug: .."), "content/articles/a.md:4:7 wrong-slug", "letters"},
		"slug with a slash":    {article("slug: a/b"), "content/articles/a.md:4:7 wrong-slug", "slug: a-b"},
		"slug in capitals":     {article("slug: CON"), "content/articles/a.md:4:7 wrong-slug", "slug: con"},
		"slug of a device":     {article("slug: con"), "content/articles/a.md:4:7 wrong-slug", "add a word"},
		"slug of 300 letters":  {article("slug: " + strings.Repeat("a", 300)), "content/articles/a.md:4:7 wrong-slug", "slug: aaa"},
		"file of a device":     {map[string]string{"content/pages/aux.md": "---\ntitle: A\n---\n"}, "content/pages/aux.md wrong-slug", "slug: aux-page"},
		"file without letters": {map[string]string{"content/pages/….md": "---\ntitle: A\n---\n"}, "content/pages/….md wrong-slug", "slug:"},
		"id that climbs":       {map[string]string{"content/events/a.md": "---\ntitle: A\ndate: 2024\nid: ../../etc\n---\n"}, "content/events/a.md:4:5 wrong-id", "id: etc"},
		"id of an event":       {article("events: [{id: A B, date: 2024, headline: x}]"), "content/articles/a.md:4:15 wrong-id", "id: a-b"},
		"address that runs":    {article("canonical: \"java\\tscript:x\""), "content/articles/a.md:4:12 wrong-address", "by hand"},
		"scheme that runs":     {article("sources: [{name: x, url: 'JavaScript:x'}]"), "content/articles/a.md:4:26 wrong-address", "https:"},
		"address, no scheme":   {article("sources: [{name: x, url: www.example.org/a}]"), "content/articles/a.md:4:26 wrong-address", "https://www.example.org/a"},
		"address, no host":     {article("canonical: https:a"), "content/articles/a.md:4:12 wrong-address", "two slashes"},
		"address of any host":  {article("canonical: //x.example/"), "content/articles/a.md:4:12 wrong-address", "https://x.example/"},
		"picture elsewhere":    {article("image: {src: 'https://x.example/a.png', alt: x}"), "content/articles/a.md:4:14 foreign-picture", "content/media/"},
		"alias elsewhere":      {article("aliases: ['https://x.example/a']"), "content/articles/a.md:4:11 wrong-address", "/old/address/"},
		"alias of everything":  {article("aliases: ['/*']"), "content/articles/a.md:4:11 wrong-address", "/old/address/"},
		"BOM":                  {map[string]string{"content/articles/a.md": "\ufeff---\ntitle: A\n---\n"}, "content/articles/a.md:1:1 front-matter", "BOM"},
		"not UTF-8":            {map[string]string{"content/articles/a.md": "---\ntitle: A\npublished: 2024-01-19\n---\n\ufffdت\xff"}, "content/articles/a.md:5:3 not-utf8", "UTF-8"},
		"NUL":                  {map[string]string{"content/articles/a.md": "---\ntitle: A\npublished: 2024-01-19\n---\nت\x00"}, "content/articles/a.md:5:2 not-utf8", "NUL"},
		"10 MB":                {map[string]string{"content/articles/a.md": strings.Repeat("# a\n", 10<<18)}, "content/articles/a.md file-too-large", "several articles"},
		"unknown folder":       {map[string]string{"content/artcles/a.md": "x"}, "content/artcles unknown-folder", `"articles"`},
		"stray file":           {map[string]string{"content/articles/a.txt": "x"}, "content/articles/a.txt stray-file", ".md"},
		"file at the top":      {map[string]string{"content/a.md": "x"}, "content/a.md stray-file", "articles/"},
		"twins by case":        {map[string]string{"content/media/a.jpg": "x", "content/media/A.jpg": "x"}, "content/media/a.jpg twin-files", "another name"},
		"twins by form":        {map[string]string{"content/pages/caf\u00e9.md": "---\ntitle: A\n---\n", "content/pages/cafe\u0301.md": "---\ntitle: B\n---\n"}, "content/pages/caf\u00e9.md twin-files", "another name"},
		"site: base URL":       {map[string]string{"content/site.yaml": "title: T\nbase_url: x.example\n"}, "content/site.yaml:2:11 wrong-base-url", "https://"},
		"site: colour":         {map[string]string{"content/site.yaml": "title: T\naccent: red\n"}, "content/site.yaml:2:9 wrong-colour", "in quotes"},
		"site: pattern":        {map[string]string{"content/site.yaml": "title: T\npermalinks: {article: /:title/}\n"}, "content/site.yaml:2:23 wrong-permalink", ":slug"},
		"site: unknown part":   {map[string]string{"content/site.yaml": "title: T\npermalinks: {day: /:year/:slug/}\n"}, "content/site.yaml:2:19 wrong-permalink", ":month"},
		"site: no folder":      {map[string]string{"content/site.yaml": "title: T\npermalinks: {day: /:year-:month-:day.html}\n"}, "content/site.yaml:2:19 wrong-permalink", "/days/:year-:month-:day/"},
		"site: day missing":    {map[string]string{"content/site.yaml": "title: T\npermalinks: {timeline_month: /timeline/:year/}\n"}, "content/site.yaml:2:30 wrong-permalink", ":month"},
		"site: elsewhere":      {map[string]string{"content/site.yaml": "title: T\npermalinks: {topic_timeline: /:slug/}\n"}, "content/site.yaml:2:30 wrong-permalink", "/topics/:slug/"},
		"site: unsubscribe":    {map[string]string{"content/site.yaml": "title: T\neditions: {unsubscribe: \"javascript:alert(1)\"}\n"}, "content/site.yaml:2:25 wrong-unsubscribe", "{{unsubscribe}}"},
		"site: a feed's file":  {map[string]string{"content/site.yaml": "title: T\npermalinks: {topic_timeline: /topics/:slug/atom.xml}\n"}, "content/site.yaml:2:30 wrong-permalink", ".html"},
		"site: the front page": {map[string]string{"content/site.yaml": "title: T\npermalinks: {days: /}\n"}, "content/site.yaml:2:20 wrong-permalink", "/days/"},
		"site: desk, a slot":   {map[string]string{"content/site.yaml": "title: T\ndesk: {edit: 'https://forge.example/edit/{file}'}\n"}, "content/site.yaml:2:14 wrong-desk-address", "{path}"},
		"site: desk, http":     {map[string]string{"content/site.yaml": "title: T\ndesk: {issues: 'http://forge.example/new'}\n"}, "content/site.yaml:2:16 wrong-desk-address", "https://"},
		"site: desk, host":     {map[string]string{"content/site.yaml": "title: T\ndesk: {issues: 'https://{path}.example/new'}\n"}, "content/site.yaml:2:16 wrong-desk-address", "behind the host"},
		"site: desk, no path":  {map[string]string{"content/site.yaml": "title: T\ndesk: {history: 'https://forge.example/commits'}\n"}, "content/site.yaml:2:17 wrong-desk-address", "write {path}"},
		"site: desk, script":   {map[string]string{"content/site.yaml": "title: T\ndesk: {history: 'javascript:{path}'}\n"}, "content/site.yaml:2:17 wrong-desk-address", "https://"},
		"site: cms, no repo":   {map[string]string{"content/site.yaml": "title: T\ncms: {backend: github}\n"}, "content/site.yaml:2:16 wrong-cms", "repo: ORG/REPO"},
		"site: cms, repo":      {map[string]string{"content/site.yaml": "title: T\ncms: {repo: 'https://forge.example/a/b'}\n"}, "content/site.yaml:2:13 wrong-cms", "repo: ORG/REPO"},
		"site: cms, auth":      {map[string]string{"content/site.yaml": "title: T\ncms: {auth: 'http://auth.example'}\n"}, "content/site.yaml:2:13 wrong-cms", "https://"},
		"site: desk, mail":     {map[string]string{"content/site.yaml": "title: T\ndesk: {mail: 'Desk <desk@news.example>'}\n"}, "content/site.yaml:2:14 wrong-desk-address", "write it bare"},
		"site: one page":       {map[string]string{"content/site.yaml": "title: T\npermalinks: {days: /:year/}\n"}, "content/site.yaml:2:20 wrong-permalink", "one page"},
		"site: without":        {map[string]string{"content/site.yaml": "title: T\nwithout: [day]\n"}, "content/site.yaml:2:11 wrong-value", "days"},
		"site: feed file":      {map[string]string{"content/site.yaml": "title: T\nfeeds: {rss: a/b.xml}\n"}, "content/site.yaml:2:14 wrong-permalink", "rss.xml"},
		"site: feed twice":     {map[string]string{"content/site.yaml": "title: T\nfeeds: {atom: a.xml, rss: a.xml}\n"}, "content/site.yaml:2:27 wrong-permalink", "rss.xml"},
		"site: language":       {map[string]string{"content/site.yaml": "title: T\nlanguage: Urdu!\n"}, "content/site.yaml:2:11 unknown-language", "ur"},
		"site: menu":           {map[string]string{"content/site.yaml": "title: T\nmenu: [{label: x, to: 'javascript://x'}]\n"}, "content/site.yaml:2:23 wrong-address", "https:"},
		"site: logo":           {map[string]string{"content/site.yaml": "title: T\nlogo: https://x.example/a.png\n"}, "content/site.yaml:2:7 foreign-picture", "content/media/"},
		"site: two documents":  {map[string]string{"content/site.yaml": "title: T\n---\na: b\n"}, "content/site.yaml:1:1 front-matter", "take that line out"},
		"HTML in a body":       {map[string]string{"content/articles/a.md": "---\ntitle: A\npublished: 2024-01-19\n---\n\nx <b>"}, "content/articles/a.md:6:3 raw-html", "backticks"},
	} {
		t.Run(name, func(t *testing.T) {
			content := read(t, folder(t, c.files))
			if got := said(content.Problems); got != c.want {
				t.Fatalf("got %s, want %s\n%v", got, c.want, content.Problems)
			}
			if p := content.Problems[0]; p.Hint == "" || !strings.Contains(p.Hint, c.hint) {
				t.Errorf("hint %q, want %q", p.Hint, c.hint)
			}
		})
	}
}

func TestNoContentFolder(t *testing.T) {
	for name, make := range map[string]func(dir string) error{
		"none":   func(string) error { return nil },
		"a file": func(dir string) error { return os.WriteFile(filepath.Join(dir, "content"), nil, 0o644) },
		"a pipe": func(dir string) error { return syscall.Mkfifo(filepath.Join(dir, "content"), 0o644) },
	} {
		dir := t.TempDir()
		if err := make(dir); err != nil {
			t.Fatal(err)
		}
		root, err := os.OpenRoot(dir)
		if err != nil {
			t.Fatal(err)
		}
		defer root.Close()
		if got := said(read(t, root).Problems); got != "content no-content" {
			t.Errorf("%s: got %s", name, got)
		}
	}
}

// TestOnlyFilesAreRead holds that links are refused wherever they lead, and
// that a pipe is not waited for.
func TestOnlyFilesAreRead(t *testing.T) {
	root := folder(t, map[string]string{"content/site.yaml": ""})
	dir := root.Name()
	outside := filepath.Join(t.TempDir(), "secret.md")
	if err := os.WriteFile(outside, []byte("---\ntitle: Secret\n---\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, err := range []error{
		os.Symlink(outside, filepath.Join(dir, "content/articles/out.md")),
		os.Symlink("z.md", filepath.Join(dir, "content/articles/in.md")),
		os.Symlink(filepath.Dir(outside), filepath.Join(dir, "content/topics")),
		syscall.Mkfifo(filepath.Join(dir, "content/articles/pipe.md"), 0o644),
		syscall.Mkfifo(filepath.Join(dir, "content/site.yaml"), 0o644),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	want := "content/articles/in.md symbolic-link\ncontent/articles/out.md symbolic-link\ncontent/articles/pipe.md unreadable-file\ncontent/site.yaml unreadable-file\ncontent/topics symbolic-link"
	content := read(t, root)
	if got := said(content.Problems); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if len(content.Copies.Articles) != 1 {
		t.Errorf("%d articles", len(content.Copies.Articles))
	}
	if text := load.Text(root, "content/articles/pipe.md"); text != nil {
		t.Errorf("a pipe says %q", text)
	}
}

func TestContentBehindALinkIsRefused(t *testing.T) {
	dir := t.TempDir()
	if err := os.Symlink(t.TempDir(), filepath.Join(dir, "content")); err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	if got := said(read(t, root).Problems); got != "content symbolic-link" {
		t.Errorf("got %s", got)
	}
}

func TestUnreadableFileIsAProblem(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root reads every file, whatever its permissions")
	}
	root := folder(t, map[string]string{"content/articles/a.md": "---\ntitle: A\n---\n"})
	if err := os.Chmod(filepath.Join(root.Name(), "content/articles/a.md"), 0); err != nil {
		t.Fatal(err)
	}
	content := read(t, root)
	if got := said(content.Problems); got != "content/articles/a.md unreadable-file" || len(content.Copies.Articles) != 1 {
		t.Errorf("got %s", got)
	}
}

// TestFilesThatComeAndGo reads while files vanish and return: whatever is
// seen, nothing fails and nothing is told but that a file has gone.
func TestFilesThatComeAndGo(t *testing.T) {
	files := map[string]string{}
	for i := range 200 {
		files[fmt.Sprintf("content/articles/a%d.md", i)] = "---\ntitle: A\npublished: 2024-01-19\n---\n"
	}
	root := folder(t, files)
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		for i := 0; ; i++ {
			select {
			case <-stop:
				return
			default:
			}
			name := filepath.Join(root.Name(), fmt.Sprintf("content/articles/a%d.md", i%200))
			_ = os.Remove(name)
			_ = os.WriteFile(name+"~", []byte("---\ntitle: A\npublished: 2024-01-19\n---\n"), 0o644)
			_ = os.Rename(name+"~", name)
		}
	}()
	for range 20 {
		for _, p := range read(t, root).Problems {
			if p.Rule != load.RuleFile {
				t.Error(p)
			}
		}
	}
	close(stop)
	<-stopped
}

func TestCancelledReadingSaysSo(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var l load.Loader
	if _, err := l.Load(ctx, folder(t, nil)); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestOneMistakeHidesNoOther(t *testing.T) {
	content := read(t, folder(t, map[string]string{
		"content/articles/a.md": "---\ntitle: [A\n---\n[x](foo:y)",
		"content/articles/b.md": "---\ntitle: B\npublished: 2024-99-01\nlead: x\n---\n[x](foo:y)",
		"content/topics/c.md":   "---\ntitel: C\n---\n",
	}))
	want := "content/articles/a.md:2:8 front-matter\ncontent/articles/a.md:4:1 unsafe-link\n" +
		"content/articles/b.md:3:12 wrong-date\ncontent/articles/b.md:4:7 wrong-value\ncontent/articles/b.md:6:1 unsafe-link\ncontent/topics/c.md:2:1 unknown-key"
	if got := said(content.Problems); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if len(content.Copies.Topics) != 1 || content.Copies.Topics[0].Slug != "c" {
		t.Error("a topic with a mistake is not known, so that every article of it would be wrong too")
	}
}

func TestFieldsBecomeCopies(t *testing.T) {
	content := read(t, folder(t, map[string]string{
		"content/articles/2024/01/19-a-thaw.md": `---
title: A thaw
date: 2024-01-19 18:30:00 +0500
lastmod: 2024-01-20
description: Short.
author: A
categories: [World, Asia]
tags: [x]
dateline: {place: Islamabad, date: 2024-01-18T23:00:00+05:00}
aliases: [/old/]
events:
  - {id: talks, date: unknown, headline: Talks, sources: ["https://x.example/a"]}
  - {date: 2024-01-16, headline: Iran strikes}
  - See [it]
sources: [{name: FO, url: "https://x.example/a"}]
corrections: [{date: 2024-01-20, was: a, now: b}]
---
[x](event:2024-01-17#recall)`,
		"content/articles/2024-01-18-b.md": "---\ntitle: B\npublished: 2024-01-18T10:00\n---\n",
		"content/people/jalil.md":          "---\nname: Jalil\nrole: Minister\n---\n",
		"content/events/talks.md":          "---\ntitle: The talks\ndate: 2024-01~\nstatus: confirmed\n---\n",
	}))
	if len(content.Problems) > 0 {
		t.Fatal(content.Problems)
	}
	b, a := content.Copies.Articles[0], content.Copies.Articles[1]
	karachi, _ := time.LoadLocation("Asia/Karachi")
	for what, pair := range map[string][2]any{
		"slug":       {a.Slug, "a-thaw"},
		"published":  {a.Published.Time.Equal(time.Date(2024, 1, 19, 18, 30, 0, 0, karachi)), true},
		"updated":    {a.Updated.Day, true},
		"standfirst": {a.Standfirst + a.Summary, "Short.Short."},
		"category":   {a.Category + fmt.Sprint(a.Tags), "World[x Asia]"},
		"filed":      {a.Dateline.Day.String(), "2024-01-18"},
		"aliases":    {a.Aliases[0].Text, "/old/"},
		"events":     {len(a.Events), 4},
		"unknown":    {a.Events[0].Unknown, true},
		"source":     {a.Events[0].Sources[0].Name, "FO"},
		"made id":    {a.Events[1].ID, "2024-01-16-iran-strikes"},
		"prose":      {a.Events[3].ID, "recall"},
		"correction": {a.Corrections[0].Now, "b"},
		"body":       {strings.Contains(string(content.Body(a.Place.Path)), "<p>"), true},
		"b":          {b.Slug, "b"},
		"b's hour":   {b.Published.Time.Equal(time.Date(2024, 1, 18, 10, 0, 0, 0, karachi)), true},
		"name":       {content.Copies.Names[0].Title + content.Copies.Names[0].Roles[0].Title, "JalilMinister"},
		"event":      {content.Copies.Events[0].ID + content.Copies.Events[0].Headline + content.Copies.Events[0].Date.String(), "talksThe talks2024-01~"},
		"sureness":   {content.Copies.Events[0].Status, news.Confirmed},
	} {
		if !reflect.DeepEqual(pair[0], pair[1]) {
			t.Errorf("%s is %v, want %v", what, pair[0], pair[1])
		}
	}
}

func TestWhatIsKeptIsReadOnceAndToldAgain(t *testing.T) {
	root := folder(t, map[string]string{"content/articles/a.md": "---\ntitle: A\npublished: 2024-01-19\nlead: x\n---\n"})
	var l load.Loader
	first, err := l.Load(t.Context(), root)
	if err != nil || first.Read != 2 {
		t.Fatal(first.Read, err)
	}
	second, err := l.Load(t.Context(), root)
	if err != nil || second.Read != 0 || said(second.Problems) != said(first.Problems) || said(first.Problems) == "" {
		t.Errorf("%d read, %v, %s", second.Read, err, said(second.Problems))
	}
	for _, change := range []string{"title: T\ntime_zone: UTC\n", "title: T\nlanguage: ur\n", "title: T\nraw_html: true\n", "title: T\ndated_files: false\n"} {
		if err := os.WriteFile(filepath.Join(root.Name(), "content/site.yaml"), []byte(change), 0o644); err != nil {
			t.Fatal(err)
		}
		if again, err := l.Load(t.Context(), root); err != nil || again.Read != 2 {
			t.Errorf("%q: %d read, %v", change, again.Read, err)
		}
	}
	if again, err := l.Load(t.Context(), root); err != nil || again.Read != 0 {
		t.Errorf("%d read, %v", again.Read, err)
	}
}
