package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"
	"time"
)

// Cost is what one thing cost: seconds of wall and CPU time, bytes of memory at
// its peak. A server's answer has wall time alone.
type Cost struct {
	Wall   float64 `json:"wall_seconds"`
	CPU    float64 `json:"cpu_seconds,omitempty"`
	Memory float64 `json:"peak_bytes,omitempty"`
}

// Case is one kind of work, measured several times on each side in turn.
type Case struct {
	Name    string `json:"name"`
	Daybook []Cost `json:"daybook"`
	Hugo    []Cost `json:"hugo,omitempty"`
	Against string `json:"against,omitempty"` // what Hugo did, where that is not the same
}

// Report is all that was measured.
type Report struct {
	Machine       string `json:"machine"`
	Articles      int    `json:"articles"`
	Files         int    `json:"files"`
	StandardFiles int    `json:"standard_files,omitempty"`
	Cases         []Case `json:"cases"`
}

// middle gives the median of what a function gives for each of some costs.
func middle[T any](list []T, of func(T) float64) float64 {
	if len(list) == 0 {
		return 0
	}
	values := make([]float64, len(list))
	for i, x := range list {
		values[i] = of(x)
	}
	slices.Sort(values)
	n := len(values)
	return (values[(n-1)/2] + values[n/2]) / 2
}

// ratio gives the median of the ratios within each run; 0 where there are none.
func (c Case) ratio(of func(Cost) float64) float64 {
	var ratios []float64
	for i := range min(len(c.Daybook), len(c.Hugo)) {
		if other := of(c.Hugo[i]); other > 0 {
			ratios = append(ratios, of(c.Daybook[i])/other)
		}
	}
	return middle(ratios, func(x float64) float64 { return x })
}

func wall(c Cost) float64   { return c.Wall }
func cpu(c Cost) float64    { return c.CPU }
func memory(c Cost) float64 { return c.Memory }

// work runs a program to its end and gives what that cost.
func (g generator) work(ctx context.Context) (Cost, error) {
	c := exec.CommandContext(ctx, g.command[0], g.command[1:]...)
	c.Dir = g.dir
	var said strings.Builder
	c.Stdout, c.Stderr = &said, &said
	began := time.Now()
	if err := c.Run(); err != nil {
		return Cost{}, fmt.Errorf("%s: %w\n%s", strings.Join(g.command, " "), err, said.String())
	}
	took := time.Since(began)
	return Cost{Wall: took.Seconds(), CPU: (c.ProcessState.UserTime() + c.ProcessState.SystemTime()).Seconds(), Memory: peak(c.ProcessState)}, nil
}

// measure does all that is measured, the two sides in turn.
func (b *bench) measure(ctx context.Context) (*Report, error) {
	report := &Report{Machine: machine(), Articles: b.n}
	fresh := Case{Name: "fresh"}
	nothing := Case{Name: "nothing changed", Against: "fresh"}
	body := Case{Name: "body edited", Against: "fresh"}
	title := Case{Name: "title edited", Against: "fresh"}
	standard := Case{Name: "standard layouts, fresh", Against: "fresh"}
	path := b.daybook.article(b.edited)
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	for i := range b.runs {
		b.log("run %d of %d", i+1, b.runs)
		var hugo Cost
		if b.hugo != "" {
			if hugo, err = b.hugoSite.fresh(ctx); err != nil {
				return nil, err
			}
		}
		cost, err := b.daybook.fresh(ctx)
		if err != nil {
			return nil, err
		}
		fresh.add(cost, hugo)
		for _, step := range []struct {
			to   *Case
			text string
		}{
			{&nothing, ""},
			{&body, string(text) + fmt.Sprintf("\nA paragraph more, the %d.\n", i)},
			{&title, retitle(string(text), fmt.Sprintf("Another title, the %d", i))},
		} {
			if step.text != "" {
				if err := edit(path, step.text); err != nil {
					return nil, err
				}
			}
			cost, err := b.daybook.work(ctx)
			if err != nil {
				return nil, err
			}
			step.to.add(cost, hugo)
		}
		if err := edit(path, string(text)); err != nil {
			return nil, err
		}
		if b.options.standard {
			if cost, err = b.standard.fresh(ctx); err != nil {
				return nil, err
			}
			standard.add(cost, hugo)
		}
	}
	report.Cases = []Case{fresh, nothing, body, title}
	if report.Files, err = count(filepath.Join(b.daybook.dir, "public")); err != nil {
		return nil, err
	}
	if b.options.standard {
		report.Cases = append(report.Cases, standard)
		if report.StandardFiles, err = count(filepath.Join(b.standard.dir, "public")); err != nil {
			return nil, err
		}
	}
	if b.options.serve {
		served, err := b.servers(ctx)
		if err != nil {
			return nil, err
		}
		report.Cases = append(report.Cases, served...)
	}
	return report, nil
}

func (g generator) fresh(ctx context.Context) (Cost, error) {
	if err := g.clear(); err != nil {
		return Cost{}, err
	}
	return g.work(ctx)
}

func (c *Case) add(daybook, hugo Cost) {
	c.Daybook = append(c.Daybook, daybook)
	if hugo != (Cost{}) {
		c.Hugo = append(c.Hugo, hugo)
	}
}

// edit saves a file as editors do, and waits until its time can be told from
// that of the save before.
func edit(path, text string) error {
	time.Sleep(150 * time.Millisecond)
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		return err
	}
	time.Sleep(150 * time.Millisecond)
	return nil
}

func count(dir string) (int, error) {
	n := 0
	err := filepath.WalkDir(dir, func(_ string, entry os.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			n++
		}
		return err
	})
	return n, err
}

// print writes the report for people.
func (r *Report) print(out io.Writer) error {
	fmt.Fprintf(out, "%d articles, %d files", r.Articles, r.Files)
	if r.StandardFiles > 0 {
		fmt.Fprintf(out, "; %d with the standard layouts", r.StandardFiles)
	}
	fmt.Fprintf(out, ". %s. Medians; ratios are Daybook's share of Hugo's, within each run.\n\n", r.Machine)
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "\twall\tCPU\tmemory\tHugo wall\tCPU\tmemory\tratio wall\tCPU\tmemory\t")
	for _, c := range r.Cases {
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t", c.Name, seconds(middle(c.Daybook, wall)), seconds(middle(c.Daybook, cpu)), megabytes(middle(c.Daybook, memory)))
		fmt.Fprintf(table, "%s\t%s\t%s\t", seconds(middle(c.Hugo, wall)), seconds(middle(c.Hugo, cpu)), megabytes(middle(c.Hugo, memory)))
		fmt.Fprintf(table, "%s\t%s\t%s\t\n", share(c.ratio(wall)), share(c.ratio(cpu)), share(c.ratio(memory)))
	}
	if err := table.Flush(); err != nil {
		return err
	}
	if r.StandardFiles > 0 {
		for _, c := range r.Cases {
			if c.Name == "standard layouts, fresh" {
				fmt.Fprintf(out, "\nThe standard layouts: %.0f files a second.\n", float64(r.StandardFiles)/cmp.Or(middle(c.Daybook, wall), 1))
			}
		}
	}
	return nil
}

func seconds(s float64) string {
	switch {
	case s == 0:
		return "–"
	case s < 1:
		return fmt.Sprintf("%.0f ms", s*1000)
	}
	return fmt.Sprintf("%.2f s", s)
}

func megabytes(b float64) string {
	if b == 0 {
		return "–"
	}
	return fmt.Sprintf("%.0f MB", b/1e6)
}

func share(r float64) string {
	if r == 0 {
		return "–"
	}
	return fmt.Sprintf("%.3f", r)
}
