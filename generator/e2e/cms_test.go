package e2e

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	gocmp "github.com/google/go-cmp/cmp"

	"daybook/generator/cli"
	"daybook/generator/cms"
)

// cmsTools is where the npm packages of the CMS lie.
const cmsTools = "testdata/cms/node_modules"

func cmsPackage(t *testing.T, file string) string {
	t.Helper()
	found, err := filepath.Abs(filepath.Join(cmsTools, filepath.FromSlash(file)))
	if err == nil {
		_, err = os.Stat(found)
	}
	if err != nil {
		without(t, "npm has not installed "+file+" in generator/e2e/testdata/cms")
	}
	return found
}

// desk is the site whose forms the tests fill in.
var desk = cms.Site{Title: "The desk", Lang: "en", Languages: []string{"ur"}, App: cms.Decap, Backend: "git-gateway", Branch: "main", Articles: []string{"2024/01/19-strike.md"}}

const filed = `---
# Who may see it is up to the editor in chief.
title: "A strike: the first report" # checked
published: 2024-01-19
status: draft

tags: border   # one is enough
dateline: Islamabad
mine: {key: 1}
checks: {few-sources: Only one is known.}
topics:
  - relations
events:
  # The first
  - id: strike
    date: 2024-01-16 # a Tuesday
    headline: A strike
  - An answer
  # The last
  - headline: A talk
    claims:
      - by: iran
        says: It was held.
extra:
  kept: [1, 2]
# The end
---

Words, [linked](event:strike).
`

// TestFormChangesOnlyWhatItMeansTo edits a file as a form does, and holds the
// lines that differ.
func TestFormChangesOnlyWhatItMeansTo(t *testing.T) {
	node, yaml := program(t, "node"), filepath.Dir(filepath.Dir(cmsPackage(t, "js-yaml/package.json")))
	var script string
	for _, f := range cms.Files(desk) {
		if f.Name == "format.js" {
			script = string(f.Body)
		}
	}
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "format.js"), []byte(script), 0o644); err != nil {
		t.Fatal(err)
	}
	edited := func(t *testing.T, text, edit string) string {
		t.Helper()
		run := exec.Command(node, "-e", `
			const format = require(process.argv[1])()("article");
			const data = JSON.parse(JSON.stringify(format.fromFile(process.argv[2])));
			eval(process.argv[3]);
			process.stdout.write(format.toFile(data));`, filepath.Join(folder, "format.js"), text, edit)
		run.Env = append(os.Environ(), "NODE_PATH="+yaml)
		var complaint bytes.Buffer
		run.Stderr = &complaint
		out, err := run.Output()
		if err != nil {
			t.Fatalf("%v\n%s", err, complaint.String())
		}
		return string(out)
	}
	for name, test := range map[string]struct{ edit, was, now string }{
		"nothing":               {``, "", ""},
		"a form's empty values": {`data.draft = false; data.embargo = ""; data.people = []; data.image = {}`, "", ""},
		"a title":               {`data.title = "Another: title"`, `title: "A strike: the first report" # checked`, `title: 'Another: title' # checked`},
		"a list of one":         {`data.tags.push("war")`, "tags: border   # one is enough\n", "tags:\n  - border\n  - war\n"},
		"a text for a group":    {`data.dateline.date = "2024-01-18"`, "dateline: Islamabad\n", "dateline:\n  place: Islamabad\n  date: 2024-01-18\n"},
		"a date in an event":    {`data.events[0].date = "2024-01-17"`, "2024-01-16 # a", "2024-01-17 # a"},
		"an event of one line":  {`data.events[1].importance = 7`, "  - An answer\n", "  - headline: An answer\n    importance: 7\n"},
		"an event that goes":    {`data.events.splice(1, 1)`, "  - An answer\n", ""},
		"an event that comes":   {`data.events.splice(1, 0, {id: "new", headline: "New"})`, "  - An answer\n", "  - id: new\n    headline: New\n  - An answer\n"},
		"a claim":               {`data.events[2].claims[0].stance = "denies"`, "        says: It was held.\n", "        says: It was held.\n        stance: denies\n"},
		"a field in its place":  {`data.standfirst = "It came at night."`, "published:", "standfirst: It came at night.\npublished:"},
		"a field that goes":     {`delete data.status`, "status: draft\n", ""},
		"the text":              {`data.body = "Other words.\n"`, "Words, [linked](event:strike).", "Other words."},
		"what no plain text is": {`data.title = "yes #1\n - two: \"3\""`, `title: "A strike: the first report" # checked` + "\n", "title: |-\n  yes #1\n   - two: \"3\"\n"},
	} {
		t.Run(name, func(t *testing.T) {
			if test.was != "" && strings.Count(filed, test.was) != 1 {
				t.Fatalf("the file has %q not once", test.was)
			}
			want := strings.Replace(filed, test.was, test.now, 1)
			if test.was == "" {
				want = filed
			}
			if diff := gocmp.Diff(want, edited(t, filed, test.edit)); diff != "" {
				t.Errorf("want -, got +\n%s", diff)
			}
		})
	}
	t.Run("lines that end as on Windows", func(t *testing.T) {
		crlf := strings.ReplaceAll(filed, "\n", "\r\n")
		want := strings.Replace(crlf, "status: draft", "status: ready", 1)
		if diff := gocmp.Diff(want, edited(t, crlf, `data.status = "ready"`)); diff != "" {
			t.Errorf("want -, got +\n%s", diff)
		}
	})
	t.Run("a header that is not YAML", func(t *testing.T) {
		toml := "+++\ntitle = \"A\"\n+++\nWords.\n"
		if got := edited(t, toml, ``); got != toml {
			t.Errorf("it became %q", got)
		}
	})
	t.Run("a new file", func(t *testing.T) {
		got := edited(t, "", `delete data["\u0000original"]; Object.assign(data, {title: "New", tags: [], events: [{headline: "Only"}], body: "Words."})`)
		if want := "---\ntitle: New\nevents:\n  - Only\n---\n\nWords.\n"; got != want {
			t.Errorf("it is %q, want %q", got, want)
		}
	})
}

// TestArticleIsEditedInACMS opens Decap CMS in Chromium over its local backend,
// changes the title of an article, saves, and holds the file on the disk.
func TestArticleIsEditedInACMS(t *testing.T) {
	node, server := program(t, "node"), cmsPackage(t, "decap-server/dist/index.js")
	cmsPackage(t, "decap-cms/dist/decap-cms.js")
	b := newTab(t)
	folder := t.TempDir()
	write := func(name, text string) string {
		file := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return file
	}
	write("content/site.yaml", "title: The desk\nbase_url: https://desk.example/\nlanguage: en\nlanguages: [{lang: ur, title: Desk}]\n")
	write("content/topics/relations.md", "---\ntitle: Relations\n---\nBackground.\n")
	before := strings.NewReplacer("mine: {key: 1}\n", "", "  - An answer\n", "", "  - headline: A talk\n", "  - headline: A talk\n    date: 2024-01-18\n").Replace(filed)
	article := write("content/articles/2024/01/19-strike.md", before)

	port := freePort(t)
	backend := exec.Command(node, server)
	backend.Dir = folder
	backend.Env = append(os.Environ(), "MODE=fs", "GIT_REPO_DIRECTORY="+folder, "BIND_HOST=127.0.0.1", "PORT="+strconv.Itoa(port), "LOG_LEVEL=error")
	if err := backend.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = backend.Process.Kill()
		_ = backend.Wait()
	})

	local := fmt.Sprintf("local_backend: {url: \"http://127.0.0.1:%d/api/v1\", allowed_hosts: [127.0.0.1]}", port)
	files := admin(t, desk, strings.NewReplacer("local_backend: true", local, "127.0.0.1:8081", fmt.Sprintf("127.0.0.1:%d", port)))

	button := func(words string) string {
		return `[...document.querySelectorAll("button, [role=button], [role=menuitem]")].find((b) => b.textContent.trim() === ` + strconv.Quote(words) + `)`
	}
	press := func(words string) {
		t.Helper()
		b.becomes(button(words))
		evaluate[any](b, button(words)+`.click()`)
	}
	b.size(1280)
	for range 100 { // the backend may still be starting
		if c, err := net.Dial("tcp", "127.0.0.1:"+strconv.Itoa(port)); err == nil {
			c.Close()
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	b.open(files + "#/collections/articles")
	press("Login")
	b.becomes(`[...document.querySelectorAll("a")].find((a) => a.textContent.includes("A strike: the first report"))`)
	evaluate[any](b, `[...document.querySelectorAll("a")].find((a) => a.textContent.includes("A strike: the first report")).click()`)
	b.becomes(`document.querySelector("input[id^=title-field]")?.value === "A strike: the first report"`)
	if shots := os.Getenv("DAYBOOK_SHOTS"); shots != "" {
		picture, err := chromedp.Run(b.ctx, chromedp.FullScreenshot(100))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(shots, "cms.png"), picture, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	evaluate[any](b, `(() => {
		const field = document.querySelector("input[id^=title-field]");
		field.focus();
		field.select();
		document.execCommand("insertText", false, "A strike, and an answer");
	})()`)
	press("Publish")
	press("Publish now")

	want := strings.Replace(before, `"A strike: the first report" # checked`, "A strike, and an answer # checked", 1)
	var got string
	for range 200 {
		text, err := os.ReadFile(article)
		if err != nil {
			t.Fatal(err)
		}
		if got = string(text); got != before {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Errorf("the file, want -, got +\n%s", diff)
	}
	b.obeyed("the desk in the browser")
	var said, problems bytes.Buffer
	if code := cli.Main([]string{"check", "--site", folder}, &said, &problems, func(string) string { return "" }); code != 0 {
		t.Errorf("check: %s%s", said.String(), problems.String())
	}
}

// admin serves the page of a CMS, with its configuration changed, and gives its
// address. The packages that npm installed stand for where the page gets them;
// their checksums are held by the browser.
func admin(t *testing.T, s cms.Site, change *strings.Replacer) string {
	t.Helper()
	made := map[string]string{}
	for _, f := range cms.Files(s) {
		made["/admin/"+f.Name] = change.Replace(string(f.Body))
	}
	elsewhere := regexp.MustCompile(`https://unpkg\.com/((?:@[^/]+/)?[^@/]+)@[^/]+/`)
	made["/admin/"] = elsewhere.ReplaceAllString(made["/admin/index.html"], "/npm/$1/")
	packages := http.StripPrefix("/npm/", http.FileServer(http.Dir(cmsTools)))
	policy := change.Replace(cms.Policy(s))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", policy)
		body, ok := made[r.URL.Path]
		if !ok {
			packages.ServeHTTP(w, r)
			return
		}
		if strings.HasSuffix(r.URL.Path, ".js") {
			w.Header().Set("Content-Type", "text/javascript")
		}
		_, _ = w.Write([]byte(body))
	}))
	t.Cleanup(server.Close)
	return server.URL + "/admin/"
}

// TestArticleIsEditedInTheOtherCMS does the same in Sveltia CMS, which opens a
// folder of the machine. A folder that the browser keeps for the page stands for it.
func TestArticleIsEditedInTheOtherCMS(t *testing.T) {
	cmsPackage(t, "@sveltia/cms/dist/sveltia-cms.js")
	b := newTab(t)
	s := desk
	s.App, s.Backend, s.Repo = cms.Sveltia, "github", "org/desk"
	address := admin(t, s, strings.NewReplacer())
	b.before(`window.showDirectoryPicker = () => navigator.storage.getDirectory();
		for (const ask of ["requestPermission", "queryPermission"]) FileSystemHandle.prototype[ask] = async () => "granted";`)
	b.size(1280)
	b.open(address + "nothing")
	kept, _ := json.Marshal(map[string]string{".git/config": "", "content/topics/relations.md": "---\ntitle: Relations\n---\n", "content/articles/2024/01/19-strike.md": filed})
	const open = `const open = async (path, create) => {
		const parts = path.split("/"), name = parts.pop();
		let folder = await navigator.storage.getDirectory();
		for (const part of parts) folder = await folder.getDirectoryHandle(part, {create});
		return folder.getFileHandle(name, {create});
	};`
	evaluate[any](b, `(async () => { `+open+`
		for (const [path, text] of Object.entries(`+string(kept)+`)) {
			const to = await (await open(path, true)).createWritable();
			await to.write(text);
			await to.close();
		}
	})()`)
	b.open(address)
	press := func(words string) {
		t.Helper()
		found := `[...document.querySelectorAll("button, [role=button], [role=row], a")].find((e) => !e.disabled && e.getAttribute("aria-disabled") !== "true" && e.textContent.includes(` + strconv.Quote(words) + `))`
		b.becomes(found)
		evaluate[any](b, found+`.click()`)
	}
	press("Work with Local Repository")
	press("A strike: the first report")
	title := `[...document.querySelectorAll("input")].find((e) => e.value === "A strike: the first report")`
	b.becomes(title)
	evaluate[any](b, `(() => { const field = `+title+`; field.focus(); field.select(); document.execCommand("insertText", false, "A strike, and an answer") })()`)
	press("Save")
	b.becomes(`window.saved ?? ((async () => { ` + open + ` const text = await (await (await open("content/articles/2024/01/19-strike.md")).getFile()).text(); if (text.includes("an answer")) window.saved = text })(), false)`)
	b.obeyed("the other desk in the browser")
	want := strings.Replace(filed, `"A strike: the first report" # checked`, "A strike, and an answer # checked", 1)
	if diff := gocmp.Diff(want, evaluate[string](b, `window.saved`)); diff != "" {
		t.Errorf("the file, want -, got +\n%s", diff)
	}
}

func freePort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}
