package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// bench is a run of the command.
type bench struct {
	options
	repository string
	log        func(format string, args ...any)

	daybook  generator
	hugoSite generator // without a program when there is none
	standard generator // Daybook with its standard layouts
	edited   string    // path of the article that edits are made to, below articles/
}

// generator is a program with its site.
type generator struct {
	name    string
	dir     string
	command []string
	serve   []string // the same as a server; %d stands for the port
	leaves  []string // what a fresh build must not find, below dir
}

func (g generator) article(path string) string {
	return filepath.Join(g.dir, "content", "articles", path)
}

// prepare makes the corpus, builds Daybook and lays out the sites.
func (b *bench) prepare(ctx context.Context) error {
	for _, name := range []string{"corpus", "hugo"} {
		if _, err := os.Stat(filepath.Join(b.shared, name)); err != nil {
			return fmt.Errorf("there is no %s in %s: name the folder that holds both with --shared (%w)", name, b.shared, err)
		}
	}
	corpus := filepath.Join(b.work, "corpus")
	if err := os.MkdirAll(b.work, 0o755); err != nil {
		return err
	}
	b.log("making a corpus of %d articles", b.n)
	if err := command(ctx, filepath.Join(b.shared, "corpus"), "go", "run", ".", "-n", fmt.Sprint(b.n), "-out", corpus, "-seed", "1"); err != nil {
		return err
	}
	program := filepath.Join(b.work, "daybook")
	if err := command(ctx, b.repository, "go", "build", "-o", program, "./generator"); err != nil {
		return err
	}
	b.daybook = generator{
		name: "Daybook", dir: filepath.Join(b.work, "lean"), command: []string{program, "build"},
		serve: []string{program, "serve", "--port", "%d"}, leaves: []string{"public", ".daybook"},
	}
	b.standard = b.daybook
	b.standard.name, b.standard.dir = "Daybook, standard layouts", filepath.Join(b.work, "standard")
	lean := filepath.Join(b.repository, "generator", "build", "testdata", "bench")
	for _, g := range []generator{b.daybook, b.standard} {
		if err := os.CopyFS(filepath.Join(g.dir, "content"), os.DirFS(filepath.Join(lean, "content"))); err != nil {
			return err
		}
		for _, folder := range []string{"articles", "topics"} {
			if err := os.CopyFS(filepath.Join(g.dir, "content", folder), os.DirFS(filepath.Join(corpus, folder))); err != nil {
				return err
			}
		}
	}
	if err := os.CopyFS(filepath.Join(b.daybook.dir, "layouts"), os.DirFS(filepath.Join(lean, "layouts"))); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(b.standard.dir, "content", "site.yaml"), []byte(standardSite), 0o644); err != nil {
		return err
	}
	if err := inUrdu(filepath.Join(b.standard.dir, "content", "articles"), b.urdu); err != nil {
		return err
	}
	if b.hugo != "" {
		b.hugoSite = generator{
			name: "Hugo", dir: filepath.Join(b.work, "hugo"), command: []string{b.hugo, "--quiet"},
			serve:  []string{b.hugo, "server", "--disableFastRender", "--quiet", "--bind", "127.0.0.1", "--port", "%d"},
			leaves: []string{"public", "resources"},
		}
		if err := command(ctx, b.work, filepath.Join(b.shared, "hugo", "prepare.sh"), corpus, b.hugoSite.dir); err != nil {
			return err
		}
	}
	newest, err := newestArticle(filepath.Join(corpus, "articles"))
	b.edited = newest
	return err
}

// standardSite is site.yaml for the standard layouts: nothing is left out but
// what the corpus needs otherwise, the names of its files.
const standardSite = "title: The Invented Digest\nbase_url: https://digest.example/\ndated_files: false\npermalinks: {article: \"/articles/:year/:month/:slug/\"}\n"

// newestArticle finds the newest article of a corpus, which stands on the most
// pages.
func newestArticle(dir string) (string, error) {
	var newest, date string
	err := filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if at := field(string(text), "date"); at > date {
			date = at
			newest, err = filepath.Rel(dir, path)
		}
		return err
	})
	return newest, err
}

// field gives the value of a line of a header.
func field(text, name string) string {
	for line := range strings.Lines(text) {
		if value, found := strings.CutPrefix(line, name+": "); found {
			return strings.Trim(strings.TrimSpace(value), `"'`)
		}
	}
	return ""
}

// same builds both sites and compares what they show.
func (b *bench) same(ctx context.Context) (int, []string, error) {
	for _, g := range []generator{b.daybook, b.hugoSite} {
		if err := g.clear(); err != nil {
			return 0, nil, err
		}
		if err := command(ctx, g.dir, g.command...); err != nil {
			return 0, nil, err
		}
	}
	return different(filepath.Join(b.hugoSite.dir, "public"), filepath.Join(b.daybook.dir, "public"))
}

// clear takes away what earlier builds left.
func (g generator) clear() error {
	for _, name := range g.leaves {
		if err := os.RemoveAll(filepath.Join(g.dir, name)); err != nil {
			return err
		}
	}
	return nil
}

// retitle gives the header of an article another title.
func retitle(text, title string) string {
	lines := strings.SplitAfter(text, "\n")
	i := slices.IndexFunc(lines, func(line string) bool { return strings.HasPrefix(line, "title: ") })
	if i >= 0 {
		lines[i] = fmt.Sprintf("title: %q\n", title)
	}
	return strings.Join(lines, "")
}

// command runs a program to its end; what it says is told when it fails.
func command(ctx context.Context, dir string, args ...string) error {
	c := exec.CommandContext(ctx, args[0], args[1:]...)
	c.Dir = dir
	if said, err := c.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", strings.Join(args, " "), err, said)
	}
	return nil
}
