package build_test

import (
	"flag"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"daybook/generator/news"
	"daybook/generator/problem"
)

var update = flag.Bool("update", false, "write what the golden sites give into their want/")

// TestGoldenSites builds each site of testdata/sites and compares it with its
// want/. A site is one text: files as "-- path --" and their lines, as
// golang.org/x/tools/txtar describes it. Pages are blank but for those whose
// layout the site has, so that want/ tells of one behaviour and no more:
//
//	content/…  layouts/…  the site; its words before the first file say what it shows
//	as-of                 the time of the build, RFC 3339; else noon
//	want/problems         what is said to the author
//	want/pages            every page, one a line, where the site compares them
//	want/public/…         every page that is not blank, and what other files the site compares
//
// A page that is not in want/, and one of want/ that is not made, fail. A site
// whose words begin with "known:" shows a fault that is not mended yet.
func TestGoldenSites(t *testing.T) {
	sites, err := filepath.Glob("testdata/sites/*.txtar")
	if err != nil || len(sites) == 0 {
		t.Fatalf("no golden sites were found: %v", err)
	}
	for _, file := range sites {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			comment, order, files := unpacked(string(text))
			if strings.HasPrefix(comment, "known:") {
				t.Skip(strings.TrimSpace(comment))
			}
			want := below(files, "want/")
			got := golden(t, files, want)
			if *update {
				kept := slices.DeleteFunc(order, func(name string) bool { return strings.HasPrefix(name, "want/") })
				if err := os.WriteFile(file, []byte(packed(comment, kept, files, got)), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			for _, d := range differences(want, got) {
				t.Error("want against got: " + d)
			}
		})
	}
}

// golden builds a site and gives its want/.
func golden(t *testing.T, files, want map[string]string) map[string]string {
	t.Helper()
	dir := t.TempDir()
	written(t, dir, files, nil)
	cut := news.Cut{AsOf: noon}
	if text, given := files["as-of"]; given {
		at, err := time.Parse(time.RFC3339, strings.TrimSpace(text))
		if err != nil {
			t.Fatal(err)
		}
		cut.AsOf = at
	}
	made := fresh(t, dir, filepath.Join(t.TempDir(), "public"), layoutsOf(""), cut)
	got := map[string]string{}
	if len(made.problems) > 0 {
		got["problems"] = told(t, made.problems)
	}
	if problem.Stops(made.problems) {
		return got
	}
	if _, compared := want["pages"]; compared {
		names := slices.DeleteFunc(slices.Sorted(maps.Keys(made.files)), func(name string) bool { return path.Ext(name) != ".html" })
		got["pages"] = strings.Join(names, "\n") + "\n"
	}
	for name, text := range made.files {
		_, compared := want["public/"+name]
		if compared || path.Ext(name) == ".html" && text != "" {
			got["public/"+name] = strings.TrimRight(text, "\n") + "\n"
		}
	}
	return got
}

// below gives the files of a folder, without its name.
func below(files map[string]string, folder string) map[string]string {
	found := map[string]string{}
	for name, text := range files {
		if rest, inside := strings.CutPrefix(name, folder); inside {
			found[rest] = text
		}
	}
	return found
}

func unpacked(text string) (comment string, order []string, files map[string]string) {
	files = map[string]string{}
	name := ""
	for line := range strings.Lines(text) {
		word := strings.TrimSpace(line)
		if strings.HasPrefix(word, "-- ") && strings.HasSuffix(word, " --") && len(word) > 6 {
			name = word[3 : len(word)-3]
			order = append(order, name)
			files[name] = ""
			continue
		}
		if name == "" {
			comment += line
			continue
		}
		files[name] += line
	}
	return comment, order, files
}

func packed(comment string, order []string, files, want map[string]string) string {
	var b strings.Builder
	b.WriteString(comment)
	add := func(name, text string) { b.WriteString("-- " + name + " --\n" + text) }
	for _, name := range order {
		add(name, files[name])
	}
	for _, name := range slices.Sorted(maps.Keys(want)) {
		add("want/"+name, want[name])
	}
	return b.String()
}
