package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"

	"os"
)

// layers is the order of the house, from the ground up: a package imports only
// packages of layers below its own. Packages of one line do not know each
// other.
var layers = []string{
	"source cache vp8 hosting",
	"problem when player",
	"fields darkroom",
	"news frontmatter schema",
	"markdown picture dates commission outside cms",
	"load route view watch revise history launch",
	"asset card layout feed search export jsonld",
	"compose check mend merge",
	"plan",
	"render publish",
	"build serve deploy",
	"cli bench",
	"e2e",
}

// outside names packages of the repository that lie outside of generator/ and
// who may import them.
var outside = map[string]string{"layouts": "cli"}

// TestImportsPointOneWay parses the imports of every package below generator/
// and holds them against layers. A package that is missing there fails.
func TestImportsPointOneWay(t *testing.T) {
	height := map[string]int{}
	for i, layer := range layers {
		for _, name := range strings.Fields(layer) {
			height[name] = i
		}
	}
	seen := map[string]bool{}
	err := fs.WalkDir(os.DirFS("."), ".", func(file string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && (entry.Name() == "testdata" || entry.Name() == "node_modules") {
			return fs.SkipDir
		}
		name := path.Dir(file)
		if entry.IsDir() || path.Ext(file) != ".go" || strings.HasSuffix(file, "_test.go") || name == "." {
			return nil
		}
		seen[name] = true
		at, known := height[name]
		if !known {
			t.Errorf("%s: package %s has no place in layers; give it one in layers_test.go", file, name)
			return nil
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range parsed.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			if other, ours := strings.CutPrefix(imported, "daybook/generator/"); ours && height[other] >= at {
				t.Errorf("%s imports %s, which is not below it", file, other)
			} else if other, ours := strings.CutPrefix(imported, "daybook/"); ours && outside[other] != "" && outside[other] != name {
				t.Errorf("%s imports %s, which only %s may", file, other, outside[other])
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for name := range height {
		if !seen[name] && name != "e2e" {
			t.Errorf("layers names %s, and there is no such package", name)
		}
	}
}

// pure packages do no I/O, start no goroutine and know no clock.
var pure = []string{"news", "when", "view", "route", "compose", "plan", "feed", "picture", "card", "darkroom", "vp8", "markdown", "dates", "search", "export", "check", "commission", "schema", "fields", "hosting", "player"}

// TestPurePackagesStayPure looks for the doors to the world: imports of
// packages that read, write or listen, go statements, and the clock.
func TestPurePackagesStayPure(t *testing.T) {
	doors := []string{"os", "os/exec", "net", "net/http", "io/fs", "log", "log/slog", "sync", "path/filepath"}
	for _, name := range pure {
		files, err := fs.Glob(os.DirFS("."), name+"/*.go")
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			parsed, err := parser.ParseFile(token.NewFileSet(), file, text, 0)
			if err != nil {
				t.Fatal(err)
			}
			for _, spec := range parsed.Imports {
				if imported, _ := strconv.Unquote(spec.Path.Value); slices.Contains(doors, imported) {
					t.Errorf("%s imports %s", file, imported)
				}
			}
			for _, door := range []string{"time.Now(", "time.Since(", "time.Local", "\tgo func", "\tgo "} {
				if strings.Contains(string(text), door) && !strings.Contains(string(text), "// "+door) {
					t.Errorf("%s holds %q", file, strings.TrimSpace(door))
				}
			}
		}
	}
}
