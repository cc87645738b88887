package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"text/tabwriter"
	"time"
)

// latencyEdits is how many edits of a kind the latency of the preview is taken from.
const latencyEdits = 30

// saving is a kind of edit: the file, what it becomes the nth time, and what shows
// that a reader sees it.
type saving struct {
	name  string
	file  string
	text  func(n int) string
	pages []string
	words func(n int) string
	// within gives the address whose text has the words, found on the pages;
	// nil where the pages have them themselves.
	within *regexp.Regexp
}

// latency measures the preview of the standard site: the time from a save until
// every page that it touches is right, by kinds of edit.
func (b *bench) latency(ctx context.Context, out io.Writer) error {
	g := b.standard
	base, stop, err := b.begin(ctx, g)
	if err != nil {
		return err
	}
	defer stop()
	edits, err := b.kindsOfEdit(g)
	if err != nil {
		return err
	}
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(table, "%d articles, %d edits each\tmedian\t95th of 100\tlongest\t\n", b.n, latencyEdits)
	for _, e := range edits {
		b.log("%d edits: %s", latencyEdits, e.name)
		took, err := b.timed(ctx, base, e)
		if err != nil {
			return err
		}
		slices.Sort(took)
		at := func(percent int) string {
			return fmt.Sprintf("%d ms", took[min(len(took)-1, len(took)*percent/100)].Milliseconds())
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t\n", e.name, at(50), at(95), at(100))
	}
	return table.Flush()
}

func (b *bench) kindsOfEdit(g generator) ([]saving, error) {
	article := g.article(b.edited)
	text, err := os.ReadFile(article)
	if err != nil {
		return nil, err
	}
	topics := topicsOf(string(text))
	if len(topics) == 0 {
		return nil, fmt.Errorf("%s has no topic", article)
	}
	topic := filepath.Join(g.dir, "content", "topics", topics[0]+".md")
	background, err := os.ReadFile(topic)
	if err != nil {
		return nil, err
	}
	layout := func(name string) (file, text string, err error) {
		standard, err := os.ReadFile(filepath.Join(b.repository, "layouts", filepath.FromSlash(name)))
		if err != nil {
			return "", "", err
		}
		file = filepath.Join(g.dir, "layouts", filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return "", "", err
		}
		return file, string(standard), os.WriteFile(file, standard, 0o644)
	}
	partial, footer, err := layout("partials/footer.html")
	if err != nil {
		return nil, err
	}
	sheet, css, err := layout("assets/style.css")
	if err != nil {
		return nil, err
	}
	own, of := b.pageOf(), path.Join("/topics", topics[0])+"/"
	marked := func(n int) string { return fmt.Sprintf("mark-%d-of-them", n) }
	return []saving{
		{name: "body", file: article, pages: []string{own}, words: marked, text: func(n int) string { return string(text) + "\n" + marked(n) + ".\n" }},
		{name: "title", file: article, pages: []string{own, "/", of}, words: marked, text: func(n int) string { return retitle(string(text), marked(n)) }},
		{name: "topic", file: topic, pages: []string{of}, words: marked, text: func(n int) string {
			return strings.Replace(string(background), "---\n", "---\nstands: "+marked(n)+"\n", 1)
		}},
		{name: "layout partial", file: partial, pages: []string{"/", own}, words: marked, text: func(n int) string { return footer + "\n<p>" + marked(n) + "</p>\n" }},
		{name: "style sheet", file: sheet, pages: []string{"/"}, words: marked, within: regexp.MustCompile(`href="?([^" >]*/assets/style\.[0-9a-f]+\.css)`), text: func(n int) string {
			return css + "\n." + marked(n) + " { color: red }\n"
		}},
	}, nil
}

// timed makes an edit as often as it is asked for, and puts the file back.
func (b *bench) timed(ctx context.Context, base string, e saving) (took []time.Duration, err error) {
	before, err := os.ReadFile(e.file)
	if err != nil {
		return nil, err
	}
	defer func() {
		if restored := os.WriteFile(e.file, before, 0o644); err == nil {
			err = restored
		}
	}()
	for n := range latencyEdits {
		time.Sleep(600 * time.Millisecond) // what follows a save, such as the editorial rules, has had its time
		began := time.Now()
		if e.within == nil {
			one, err := saved(ctx, e.file, e.text(n), base, e.pages, e.words(n))
			if err != nil {
				return nil, err
			}
			took = append(took, one)
			continue
		}
		if err := os.WriteFile(e.file, []byte(e.text(n)), 0o644); err != nil {
			return nil, err
		}
		for {
			page, _ := get(ctx, base+e.pages[0])
			if href := e.within.FindStringSubmatch(page); href != nil {
				if sheet, err := get(ctx, base+href[1]); err == nil && strings.Contains(sheet, e.words(n)) {
					break
				}
			}
			if ctx.Err() != nil || time.Since(began) > longest {
				return nil, fmt.Errorf("no style sheet came to have %q", e.words(n))
			}
			time.Sleep(2 * time.Millisecond)
		}
		took = append(took, time.Since(began))
	}
	return took, nil
}
