package e2e

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// graphOf gives what a page says of itself as JSON-LD; empty where it says nothing.
func graphOf(t *testing.T, p *page) string {
	t.Helper()
	var found []string
	for e := range elements(p.doc) {
		if e.Data == "script" && value(e, "type") == "application/ld+json" {
			found = append(found, e.FirstChild.Data)
		}
	}
	if len(found) > 1 {
		t.Errorf("%s has %d graphs", p.path, len(found))
	}
	if len(found) == 0 {
		return ""
	}
	return found[0]
}

// TestGraphsSayWhatPagesShow reads the JSON-LD of every page: it is there where
// search engines come, leads to pages that there are, and names what the page does.
func TestGraphsSayWhatPagesShow(t *testing.T) {
	for _, s := range []*site{story, richSite(t)} {
		told := map[string]bool{}
		for _, p := range s.pages {
			text := graphOf(t, p)
			if text == "" {
				continue
			}
			if hidden(p) {
				t.Errorf("%s is to be passed over, and says of itself %s", p.path, text)
			}
			told[p.layout] = true
			var doc struct {
				Graph []map[string]any `json:"@graph"`
			}
			if err := json.Unmarshal([]byte(text), &doc); err != nil {
				t.Errorf("%s: %v", p.path, err)
				continue
			}
			for _, address := range addresses(doc.Graph) {
				file, own := strings.CutPrefix(address, s.base.String())
				file, _, _ = strings.Cut(file, "#")
				file, _, _ = strings.Cut(file, "?")
				if file == "" || strings.HasSuffix(file, "/") {
					file += "index.html"
				}
				if own && !s.files[file] {
					t.Errorf("%s: nothing is at %s", p.path, address)
				}
			}
			if p.layout == "article" {
				if headline := doc.Graph[0]["headline"]; headline != headingOf(p) {
					t.Errorf("%s is headed %q, and says %q", p.path, headingOf(p), headline)
				}
			}
		}
		for _, layout := range []string{"front", "article", "topic", "timeline", "event", "edition", "name", "index", "corrections", "feeds", "search"} {
			if !told[layout] {
				t.Errorf("%s: no page of the layout %s says what it is", s.base.Host, layout)
			}
		}
	}
}

func headingOf(p *page) string {
	for e := range elements(p.doc) {
		if e.Data == "h1" {
			return strings.TrimSpace(words(e))
		}
	}
	return ""
}

// addresses are all texts below a value that are addresses of the web.
func addresses(v any) []string {
	var out []string
	switch v := v.(type) {
	case []map[string]any:
		for _, x := range v {
			out = append(out, addresses(x)...)
		}
	case []any:
		for _, x := range v {
			out = append(out, addresses(x)...)
		}
	case map[string]any:
		for _, x := range v {
			out = append(out, addresses(x)...)
		}
	case string:
		if strings.HasPrefix(v, "http") {
			out = append(out, v)
		}
	}
	return out
}

// TestGraphsAreOfSchemaOrg has the TypeScript compiler hold the JSON-LD of a
// page of each sort against the types of schema.org, and one that is wrong.
func TestGraphsAreOfSchemaOrg(t *testing.T) {
	node, compiler := program(t, "node"), npm(t, "typescript/bin/tsc")
	types := npm(t, "schema-dts/package.json")
	folder := t.TempDir()
	if err := os.Symlink(filepath.Dir(filepath.Dir(types)), filepath.Join(folder, "node_modules")); err != nil {
		t.Fatal(err)
	}
	lines, paths := []string{"import type { Graph } from 'schema-dts';"}, []string{""}
	for _, s := range []*site{story, richSite(t)} {
		for _, p := range s.samples() {
			if text := graphOf(t, p); text != "" {
				lines = append(lines, fmt.Sprintf("export const p%d: Graph = %s;", len(lines), text))
				paths = append(paths, p.path)
			}
		}
	}
	wrong := len(lines) + 1
	lines = append(lines, `export const wrong: Graph = {"@context": "https://schema.org", "@graph": [{"@type": "NewsArticle", "headlines": "No such word"}]};`)
	if err := os.WriteFile(filepath.Join(folder, "pages.ts"), []byte(strings.Join(lines, "\n")), 0o644); err != nil {
		t.Fatal(err)
	}
	run := exec.Command(node, compiler, "--strict", "--noEmit", "--skipLibCheck", "--target", "es2022", "--module", "esnext", "--moduleResolution", "bundler", "pages.ts")
	run.Dir = folder
	out, _ := run.CombinedOutput()
	told := false
	for line := range strings.Lines(string(out)) {
		at := -1
		if _, err := fmt.Sscanf(line, "pages.ts(%d,", &at); err != nil {
			continue
		}
		if at == wrong {
			told = true
			continue
		}
		t.Errorf("%s: %s", paths[at-1], line)
	}
	if !told {
		t.Errorf("of a wrong graph the compiler says nothing: %s", out)
	}
	if len(paths) < 20 {
		t.Errorf("only %d pages were held: %v", len(paths), slices.Compact(paths))
	}
}
