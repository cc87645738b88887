// Command bench holds Daybook against Hugo: the same invented corpus, the same
// pages, the same machine, in turn.
//
//	go run ./generator/bench --n 10000 --hugo /path/to/hugo --runs 5
//
// It makes a corpus, prepares a site of it for each, checks that both sites
// show the same, and prints medians of wall time, CPU time and peak memory, and
// of the ratios within each run. It is no part of the daybook program. The
// corpus and Hugo's site lie beside the repository; --shared names another
// place.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// options are what the command is asked for.
type options struct {
	n, runs  int
	hugo     string
	shared   string
	work     string
	json     bool
	compare  bool
	standard bool
	urdu     int
	search   bool
	latency  bool
	serve    bool
}

func parse(args []string, errs io.Writer) (options, error) {
	o := options{}
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	flags.SetOutput(errs)
	flags.IntVar(&o.n, "n", 10000, "how many `articles` the corpus has")
	flags.IntVar(&o.runs, "runs", 5, "how many `times` each thing is measured")
	flags.StringVar(&o.hugo, "hugo", "", "the Hugo `program`, 0.165 or later; without it Daybook is measured alone")
	flags.StringVar(&o.shared, "shared", "", "the `folder` with corpus/ and hugo/ (default: ../shared/bench beside the repository)")
	flags.StringVar(&o.work, "work", "", "the `folder` to work in, emptied before and kept (default: a temporary one)")
	flags.BoolVar(&o.json, "json", false, "print figures for programs")
	flags.BoolVar(&o.compare, "compare", false, "only check that both sites show the same")
	flags.BoolVar(&o.standard, "standard", true, "also build the corpus with the standard layouts and all their pages")
	flags.IntVar(&o.urdu, "urdu", 0, "how many `percent` of the standard site's reports are in Urdu")
	flags.BoolVar(&o.search, "search", false, "only measure the search index of the standard site, and leave the site and a key of queries in --work")
	flags.BoolVar(&o.latency, "latency", false, "only measure the preview of the standard site: 30 edits of each kind, from the save until the pages are right")
	flags.BoolVar(&o.serve, "serve", true, "also measure the preview servers")
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	switch {
	case flags.NArg() > 0:
		return o, fmt.Errorf("%q is one word too many", flags.Arg(0))
	case o.n < 1 || o.runs < 1:
		return o, errors.New("--n and --runs are at least 1")
	case o.urdu < 0 || o.urdu > 100:
		return o, errors.New("--urdu is a percentage")
	case o.compare && o.hugo == "":
		return o, errors.New("--compare needs --hugo PROGRAM")
	}
	return o, nil
}

func run(ctx context.Context, args []string, out, errs io.Writer) error {
	o, err := parse(args, errs)
	if errors.Is(err, flag.ErrHelp) {
		return nil
	}
	if err != nil {
		return err
	}
	repository, err := repositoryRoot(ctx)
	if err != nil {
		return err
	}
	if o.shared == "" {
		o.shared = filepath.Join(repository, "..", "shared", "bench")
	}
	if o.work == "" {
		if o.work, err = os.MkdirTemp("", "daybook-bench-"); err != nil {
			return err
		}
		defer os.RemoveAll(o.work)
	} else if err := os.RemoveAll(o.work); err != nil {
		return err
	}
	b := &bench{options: o, repository: repository, log: func(format string, args ...any) { fmt.Fprintf(errs, format+"\n", args...) }}
	if err := b.prepare(ctx); err != nil {
		return err
	}
	if o.search {
		return b.searched(ctx, out)
	}
	if o.latency {
		return b.latency(ctx, out)
	}
	if o.hugo != "" {
		compared, lines, err := b.same(ctx)
		if err != nil {
			return err
		}
		if len(lines) > 0 {
			for _, line := range lines[:min(len(lines), 20)] {
				fmt.Fprintln(errs, line)
			}
			return fmt.Errorf("%d of %d files differ", len(lines), compared)
		}
		b.log("both sites show the same on all %d files", compared)
		if o.compare {
			return nil
		}
	}
	report, err := b.measure(ctx)
	if err != nil {
		return err
	}
	if o.json {
		encoder := json.NewEncoder(out)
		encoder.SetIndent("", "  ")
		return encoder.Encode(report)
	}
	return report.print(out)
}

// repositoryRoot is the folder of the module that the command is run in.
func repositoryRoot(ctx context.Context) (string, error) {
	mod, err := exec.CommandContext(ctx, "go", "env", "GOMOD").Output()
	if err != nil {
		return "", fmt.Errorf("find the repository: %w", err)
	}
	path := string(mod[:max(0, len(mod)-1)])
	if path == "" || path == os.DevNull {
		return "", errors.New("run this in the repository of Daybook, as  go run ./generator/bench")
	}
	return filepath.Dir(path), nil
}

// machine names what was measured on.
func machine() string {
	return fmt.Sprintf("%s/%s, %d processors", runtime.GOOS, runtime.GOARCH, runtime.NumCPU())
}
