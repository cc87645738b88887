// Package e2e reads the repository's own site as its readers do and asks
// outside judges about it. It holds tests alone.
//
// The site is built once, through the command, into a temporary folder. What Go
// can judge is always judged: links, the parts that every page has, feeds,
// the order of the timeline. The rest needs tools: Debian's Chromium, Java, and
// the npm packages of testdata/tools. Where one is missing its test is skipped
// and says why; DAYBOOK_E2E=1 makes a missing tool a failure. The browser and
// the servers speak on the loopback only.
package e2e

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"daybook/generator/cli"
)

// home is the folder of the site under test: this repository.
const home = "../.."

// asCommand, set in the environment, makes this test program the command
// itself, so that a test can start and stop it as a process of its own.
const asCommand = "DAYBOOK_E2E_COMMAND"

// story is the site that all tests read.
var story *site

func TestMain(m *testing.M) {
	if os.Getenv(asCommand) != "" {
		os.Exit(cli.Main(os.Args[1:], os.Stdout, os.Stderr, os.Getenv))
	}
	code, err := run(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

func run(m *testing.M) (code int, err error) {
	folder, err := os.MkdirTemp("", "daybook-e2e-")
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	if story, err = publish(folder, "https://daybook.test/"); err != nil {
		return 0, err
	}
	code = m.Run()
	return code, errors.Join(quitBrowser(), dropRich())
}

// site is a published site.
type site struct {
	from   string // the folder that it was built from
	folder string
	base   *url.URL
	files  map[string]bool   // every file, by its path below folder
	kinds  map[string]string // what the plan says that a file is
	pages  []*page           // the HTML files, in the order of the plan
	byPath map[string]*page
}

// page is an HTML file of a site.
type page struct {
	path   string
	layout string
	size   int
	doc    *html.Node
	ids    map[string]int // how many elements have an id
}

// publish builds the repository's site for an address and reads what came out.
func publish(folder, base string) (*site, error) { return publishSite(home, folder, base) }

// publishSite does so with the site in a folder.
func publishSite(home, folder, base string) (*site, error) { return publishFrom(home, folder, base) }

// publishFrom does so with the site of any folder, and more flags.
func publishFrom(from, folder, base string, more ...string) (*site, error) {
	address, err := url.Parse(base)
	if err != nil {
		return nil, err
	}
	s := &site{from: from, folder: filepath.Join(folder, "public"), base: address, files: map[string]bool{}, kinds: map[string]string{}, byPath: map[string]*page{}}
	if _, err := command(append([]string{"build", "--site", from, "--base-url", base, "--out", s.folder}, more...)...); err != nil {
		return nil, err
	}
	err = filepath.WalkDir(s.folder, func(name string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		relative, err := filepath.Rel(s.folder, name)
		s.files[filepath.ToSlash(relative)] = true
		return err
	})
	if err != nil {
		return nil, err
	}
	plan, err := command(append([]string{"plan", "--site", from, "--base-url", base, "--json"}, more...)...)
	if err != nil {
		return nil, err
	}
	for lines := bufio.NewScanner(bytes.NewReader(plan)); lines.Scan(); {
		var file struct{ Path, Kind, Layout string }
		if err := json.Unmarshal(lines.Bytes(), &file); err != nil {
			return nil, err
		}
		s.kinds[file.Path] = file.Kind
		if file.Layout == "" || path.Ext(file.Path) != ".html" {
			continue
		}
		text, err := os.ReadFile(filepath.Join(s.folder, filepath.FromSlash(file.Path)))
		if err != nil {
			return nil, err
		}
		p := &page{path: file.Path, layout: file.Layout, size: len(text), ids: map[string]int{}}
		if p.doc, err = html.Parse(bytes.NewReader(text)); err != nil {
			return nil, err
		}
		for e := range elements(p.doc) {
			if id, has := attribute(e, "id"); has {
				p.ids[id]++
			}
		}
		s.pages, s.byPath[p.path] = append(s.pages, p), p
	}
	return s, nil
}

// command runs the command in this process and gives its standard output.
func command(args ...string) ([]byte, error) {
	var out, problems bytes.Buffer
	if code := cli.Main(args, &out, &problems, os.Getenv); code != 0 {
		return nil, fmt.Errorf("daybook %s: exit code %d\n%s", strings.Join(args, " "), code, &problems)
	}
	return out.Bytes(), nil
}

// address is where the site serves a file.
func (s *site) address(file string) *url.URL {
	return s.base.ResolveReference(&url.URL{Path: strings.TrimSuffix(file, "index.html")})
}

// open opens a file of the site.
func (s *site) open(t *testing.T, file string) io.Reader {
	t.Helper()
	f, err := os.Open(filepath.Join(s.folder, filepath.FromSlash(file)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// ofKind gives the files of one kind, and fails when there is none.
func (s *site) ofKind(t *testing.T, kind string) []string {
	t.Helper()
	var found []string
	for file := range s.files {
		if s.kinds[file] == kind {
			found = append(found, file)
		}
	}
	if len(found) == 0 {
		t.Fatalf("the plan has no file of kind %q", kind)
	}
	return found
}

// samples gives one page of each sort that the site has, the largest of it; of
// whole timelines the topic's.
func (s *site) samples() []*page {
	var sorts []string
	best := map[string]*page{}
	for _, p := range s.pages {
		sort := sortOf(p)
		if best[sort] == nil {
			sorts = append(sorts, sort)
		}
		if b := best[sort]; b == nil || p.path == topicTimeline || b.path != topicTimeline && p.size > b.size {
			best[sort] = p
		}
	}
	var chosen []*page
	for _, sort := range sorts {
		chosen = append(chosen, best[sort])
	}
	return chosen
}

// sortOf tells pages of one layout apart by what they have to show, and those
// that readers open most by language, too.
func sortOf(p *page) string {
	inner := *p
	for e := range elements(p.doc) {
		if lang, _ := attribute(e, "lang"); e.Data == "html" && strings.HasPrefix(p.path, lang+"/") {
			inner.path = strings.TrimPrefix(p.path, lang+"/")
			if p.layout == "front" || p.layout == "article" || p.layout == "topic" || p.layout == "timeline" {
				return lang + ": " + sortInLanguage(&inner)
			}
		}
	}
	return sortInLanguage(&inner)
}

// sortInLanguage tells pages of one layout apart by what they have to show: an article
// with a picture, a correction or neither; a topic's first page and its further
// ones; a timeline whole, narrowed, of a year or by key events; the span of an
// edition; what a list or a name is of.
func sortInLanguage(p *page) string {
	parts := strings.Split(strings.TrimSuffix(p.path, "/index.html"), "/")
	switch p.layout {
	case "article":
		sort := "article"
		for e := range elements(p.doc) {
			if e.Data == "figure" && hasClass(e, "picture") {
				sort += " with a picture"
			}
			if e.Data == "section" && hasClass(e, "corrections") {
				sort += " corrected"
			}
		}
		return sort
	case "topic":
		return fmt.Sprintf("topic at depth %d", len(parts))
	case "timeline":
		of := "everything"
		if parts[0] != "timeline" {
			of, parts = "a thing", parts[2:]
		}
		if len(parts) == 1 {
			return "timeline of " + of
		}
		if strings.Trim(parts[1], "0123456789") == "" {
			return fmt.Sprintf("timeline of %s, cut %d times", of, len(parts)-1)
		}
		return "timeline of " + of + " by " + parts[1]
	case "edition":
		return fmt.Sprintf("edition of %d parts, week %t", len(parts), strings.HasPrefix(parts[len(parts)-1], "w"))
	case "name", "shelf", "index":
		return p.layout + " of " + parts[0]
	}
	return p.layout
}
