package build_test

import (
	"context"
	"flag"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"daybook/generator/build"
	"daybook/generator/layout"
	"daybook/generator/news"
	"daybook/generator/problem"
	"daybook/generator/publish"
)

// TestMain lowers the number of random sites, each of which is built many
// times, makes them the same in every run, and keeps failures out of the
// checkout. Flags on the command line ask for others, such as
// -rapid.checks=500 -rapid.seed=0, where 0 is another seed in every run.
func TestMain(m *testing.M) {
	defaults := map[string]string{"rapid.checks": "6", "rapid.seed": "1", "rapid.shrinktime": "10s", "rapid.nofailfile": "true"}
	flag.Parse()
	flag.Visit(func(f *flag.Flag) { delete(defaults, f.Name) })
	for name, value := range defaults {
		if err := flag.Set(name, value); err != nil {
			panic(err)
		}
	}
	os.Exit(m.Run())
}

// tb is what helpers need of *testing.T and *rapid.T.
type tb interface {
	Helper()
	Fatalf(string, ...any)
	Errorf(string, ...any)
}

// noon is the instant as of which sites are built, unless a test says another.
var noon = time.Date(2024, 2, 1, 12, 0, 0, 0, time.UTC)

// layoutsOf makes layouts in which every kind of page is the same template.
func layoutsOf(main string) fstest.MapFS {
	files := fstest.MapFS{
		"base.html":       {Data: []byte(`{{template "main" .}}`)},
		"strings/en.yaml": {Data: []byte("topics: Topics\n")},
	}
	for _, k := range layout.Kinds() {
		files[k.File()] = &fstest.MapFile{Data: []byte(main)}
	}
	return files
}

// written puts files into a folder, in the order that is given, and takes away
// what else was in it.
func written(t tb, dir string, files map[string]string, order []string) {
	t.Helper()
	for _, part := range []string{"content", "layouts"} {
		if err := os.RemoveAll(filepath.Join(dir, part)); err != nil {
			t.Fatalf("%v", err)
		}
	}
	if order == nil {
		order = slices.Sorted(maps.Keys(files))
	}
	for _, name := range order {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatalf("%v", err)
		}
		if err := os.WriteFile(path, []byte(files[name]), 0o644); err != nil {
			t.Fatalf("%v", err)
		}
	}
}

// outcome is what a build did and what lies in the output folder afterwards.
type outcome struct {
	build.Outcome
	problems []problem.Problem
	files    map[string]string
	archive  *news.Archive
}

// published builds with a session into a folder.
func published(t tb, s *build.Session, out string) outcome {
	t.Helper()
	site, err := s.Settle(context.Background())
	if err != nil {
		t.Fatalf("settle: %v", err)
	}
	for i := 1; i < len(site.Files); i++ {
		if site.Files[i-1].Path >= site.Files[i].Path {
			t.Fatalf("the plan has %s before %s: paths are to be in order, each once", site.Files[i-1].Path, site.Files[i].Path)
		}
	}
	done := outcome{problems: site.Problems, archive: site.Archive}
	if !problem.Stops(site.Problems) {
		made, faults, err := s.Publish(context.Background(), site, out, publish.Options{})
		if err != nil {
			t.Fatalf("publish: %v", err)
		}
		done.Outcome, done.problems = made, append(done.problems, faults...)
	}
	done.files = tree(t, out)
	return done
}

// tree reads all files of a folder; none when there is no folder.
func tree(t tb, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	if _, err := os.Stat(dir); os.IsNotExist(err) {
		return files
	}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile(filepath.Join(dir, name))
		files[name] = string(text)
		return err
	})
	if err != nil {
		t.Fatalf("%v", err)
	}
	return files
}

func session(t tb, dir string, standard fs.FS, cut news.Cut) *build.Session {
	t.Helper()
	s, err := build.NewSession(build.Options{Site: dir, Cut: cut, Standard: standard})
	if err != nil {
		t.Fatalf("%v", err)
	}
	return s
}

// fresh builds with a new session into a folder that does not exist yet.
func fresh(t tb, dir, out string, standard fs.FS, cut news.Cut) outcome {
	t.Helper()
	s := session(t, dir, standard, cut)
	defer s.Close()
	return published(t, s, out)
}

// told writes problems as people see them, without the lines of the files.
func told(t tb, problems []problem.Problem) string {
	t.Helper()
	var b strings.Builder
	if err := problem.WriteText(&b, problems, problem.TextOptions{}); err != nil {
		t.Fatalf("%v", err)
	}
	return b.String()
}

// differences names what two trees do not share, with the first unlike bytes.
func differences(a, b map[string]string) []string {
	var out []string
	names := slices.Sorted(maps.Keys(a))
	for name := range maps.Keys(b) {
		if _, shared := a[name]; !shared {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		x, inA := a[name]
		y, inB := b[name]
		switch {
		case !inA:
			out = append(out, name+" is only in the second")
		case !inB:
			out = append(out, name+" is only in the first")
		case x != y:
			i := 0
			for i < len(x) && i < len(y) && x[i] == y[i] {
				i++
			}
			from := max(0, i-80)
			out = append(out, name+" differs: …"+x[from:min(len(x), i+80)]+"… against …"+y[from:min(len(y), i+80)]+"…")
		}
	}
	return out
}
