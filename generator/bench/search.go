package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"
)

// The sites that are measured draw no cards, which would be most of the work.
const (
	searchedSite   = standardSite + "without: [cards]\n"
	searchlessSite = searchedSite + "search: false\n"
)

// searched builds the standard site with and without its search, and prints
// what the index costs. It leaves the site with its search built, and beside it
// the key for TestSearchOfACorpus of package e2e, which asks.
func (b *bench) searched(ctx context.Context, out io.Writer) error {
	key := filepath.Join(b.work, "key.tsv")
	if err := writeKey(filepath.Join(b.standard.dir, "content", "articles"), key); err != nil {
		return err
	}
	site := filepath.Join(b.standard.dir, "content", "site.yaml")
	edited := b.standard.article(b.edited)
	text, err := os.ReadFile(edited)
	if err != nil {
		return err
	}
	without, with, nothing, body := Case{}, Case{}, Case{}, Case{}
	for i := range b.runs {
		b.log("run %d of %d", i+1, b.runs)
		for _, step := range []struct {
			fresh *Case
			warm  *Case
			text  string
		}{{&without, nil, searchlessSite}, {&with, &body, searchedSite}} {
			if err := os.WriteFile(site, []byte(step.text), 0o644); err != nil {
				return err
			}
			cost, err := b.standard.fresh(ctx)
			if err != nil {
				return err
			}
			step.fresh.add(cost, Cost{})
			if step.warm == nil {
				continue
			}
			if cost, err = b.standard.work(ctx); err != nil {
				return err
			}
			nothing.add(cost, Cost{})
			if err := edit(edited, string(text)+fmt.Sprintf("\nA paragraph more, the %d.\n", i)); err != nil {
				return err
			}
			if cost, err = b.standard.work(ctx); err != nil {
				return err
			}
			step.warm.add(cost, Cost{})
		}
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "%d reports, %d %% in Urdu, on %s\n", b.n, b.urdu, machine())
	for _, row := range []struct {
		name string
		Case
	}{{"fresh, without search", without}, {"fresh, with search", with}, {"nothing changed", nothing}, {"body edited", body}} {
		fmt.Fprintf(w, "%s\t%.2f s\t%.2f s CPU\t%.0f MB\n", row.name, middle(row.Daybook, wall), middle(row.Daybook, cpu), middle(row.Daybook, memory)/(1<<20))
	}
	if err := weigh(w, filepath.Join(b.standard.dir, "public", "search")); err != nil {
		return err
	}
	fmt.Fprintf(w, "\nDAYBOOK_E2E=1 go test ./generator/e2e -run TestSearchOfACorpus -v -search.site %s -search.key %s\n", filepath.Join(b.standard.dir, "public"), key)
	return w.Flush()
}

// weigh prints how large the files of an index are, and compressed each by gzip
// as a host does.
func weigh(out io.Writer, dir string) error {
	type weight struct{ files, bytes, packed int }
	var shards, blocks weight
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(path) != ".json" {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		var packed bytes.Buffer
		z := gzip.NewWriter(&packed)
		if _, err := z.Write(text); err != nil {
			return err
		}
		if err := z.Close(); err != nil {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		of := &blocks
		if strings.Count(filepath.ToSlash(name), "/") < 2 {
			of = &shards
		}
		of.files, of.bytes, of.packed = of.files+1, of.bytes+len(text), of.packed+packed.Len()
		return nil
	})
	fmt.Fprintf(out, "shards\t%d files\t%.1f MB\t%.1f MB compressed\n", shards.files, float64(shards.bytes)/1e6, float64(shards.packed)/1e6)
	fmt.Fprintf(out, "blocks\t%d files\t%.1f MB\t%.1f MB compressed\n", blocks.files, float64(blocks.bytes)/1e6, float64(blocks.packed)/1e6)
	return err
}
