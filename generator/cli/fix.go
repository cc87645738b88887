package cli

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/diff"

	"daybook/generator/build"
	"daybook/generator/history"
	"daybook/generator/mend"
	"daybook/generator/news"
	"daybook/generator/problem"
	"daybook/generator/revise"
)

// fixFlags are the flags of `check` about mending.
type fixFlags struct {
	fix, dry bool
	names    string
}

func (f *fixFlags) define(flags *flag.FlagSet) {
	flags.BoolVar(&f.fix, "fix", false, "mend what needs nobody's judgement, then check again")
	flags.BoolVar(&f.dry, "dry-run", false, "with --fix: show the changes as a diff and write nothing")
	flags.StringVar(&f.names, "fixes", "", "with --fix: only these `NAMES`, parted by commas: "+strings.Join(fixNames(), ", "))
}

func fixNames() []string {
	var names []string
	for _, f := range mend.Fixes() {
		names = append(names, f.Name)
	}
	return names
}

// only gives the fixes that --fixes names.
func (f *fixFlags) only() ([]string, error) {
	switch {
	case !f.fix && f.dry:
		return nil, usageError{"--dry-run goes with --fix", "check alone writes nothing"}
	case !f.fix && f.names != "":
		return nil, usageError{"--fixes goes with --fix", "run  daybook check --fix --fixes " + f.names}
	case f.names == "":
		return nil, nil
	}
	var only []string
	for _, name := range strings.Split(f.names, ",") {
		name = strings.TrimSpace(name)
		if !slices.Contains(fixNames(), name) {
			e := usageError{fmt.Sprintf("there is no fix %q", name), "the fixes are " + strings.Join(fixNames(), ", ")}
			if near := problem.Nearest(name, fixNames()); near != "" {
				e.hint = fmt.Sprintf("did you mean %q?", near)
			}
			return nil, e
		}
		only = append(only, name)
	}
	return only, nil
}

// mendable makes the input of package mend from a settled site, and says what
// git does not know.
func (t *terminal) mendable(ctx context.Context, s *build.Session, site *build.Site) (mend.Input, error) {
	in := mend.Input{
		Archive: site.Archive, Copies: site.Copies(), Text: s.Text,
		Live: func(address string) bool { return site.Routes.Ref(news.Ref{Text: address}) != "" },
	}
	former, note, err := s.Former(ctx, site)
	switch {
	case ctx.Err() != nil:
		return in, ctx.Err()
	case err != nil:
		note = err.Error()
		if errors.Is(err, history.ErrNoCommit) {
			note = ""
		} else {
			note += "; whether addresses have changed was not looked at"
		}
	}
	if note != "" && !t.noted {
		t.noted = true
		fmt.Fprintf(t.err, "note: %s\n", note)
	}
	in.Former = former
	return in, nil
}

// moved finds the files whose addresses have changed.
func (t *terminal) moved(ctx context.Context, s *build.Session, site *build.Site) error {
	in, err := t.mendable(ctx, s, site)
	if err == nil && in.Former != nil {
		site.Moved = append([]problem.Problem{}, mend.Addresses(in)...)
	}
	return err
}

// mostRounds is how often content is mended again after it was mended: one
// fix may make another possible.
const mostRounds = 5

// mend mends the content of a site and settles it again, until there is
// nothing left to mend.
func (t *terminal) mend(ctx context.Context, s *build.Session, site *build.Site, f fixFlags, dir string, w io.Writer, all bool) (*build.Site, error) {
	only, err := f.only()
	if err != nil || !f.fix {
		return site, err
	}
	files, changes := 0, 0
	for range mostRounds {
		in, err := t.mendable(ctx, s, site)
		if err != nil {
			return site, err
		}
		in.Only = only
		changed, refused := mend.All(in)
		for _, r := range refused {
			fmt.Fprintf(t.err, "not mended: %v\n", r.Reason)
		}
		if f.dry {
			for _, c := range changed {
				if _, err := w.Write(diff.Diff(c.Path, c.Before, c.Path, c.After)); err != nil {
					return site, err
				}
				changes += len(c.Notes)
			}
			fmt.Fprintf(t.err, "%s in %s would be made; nothing was written\n", plural(changes, "change"), plural(len(changed), "file"))
			return site, nil
		}
		if len(changed) == 0 {
			break
		}
		if err := write(dir, changed); err != nil {
			return site, err
		}
		for i, c := range changed {
			files, changes = files+1, changes+len(c.Notes)
			if i < most || all {
				listNotes(w, c)
			} else if i == most {
				fmt.Fprintf(w, "… and %s more; --all shows them\n", plural(len(changed)-most, "file"))
			}
		}
		if site, err = s.Settle(ctx); err != nil {
			return site, err
		}
	}
	fmt.Fprintf(t.err, "%s in %s\n", plural(changes, "change"), plural(files, "file"))
	return site, nil
}

func write(dir string, changed []mend.Changed) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	desk := revise.NewDesk(root)
	for _, c := range changed {
		desk.Change(c.Path, c.Before, c.After)
	}
	return desk.Write()
}

func listNotes(w io.Writer, c mend.Changed) {
	fmt.Fprintln(w, c.Path)
	for _, n := range c.Notes {
		at := "   "
		if n.Place.Line > 0 {
			at = fmt.Sprintf("%d:%d", n.Place.Line, n.Place.Column)
		}
		fmt.Fprintf(w, "  %s: %s [%s]\n", at, n.Sentence, n.Fix)
	}
}

// plural words a number of things.
func plural(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}
