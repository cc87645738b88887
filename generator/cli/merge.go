package cli

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/diff"

	"daybook/generator/build"
	"daybook/generator/load"
	"daybook/generator/merge"
	"daybook/generator/problem"
	"daybook/generator/revise"
)

func mergeCommand() command {
	return command{
		name:    "merge",
		summary: "join two topics, tags, people, organisations or places",
		usage:   "[flags] " + strings.Join(merge.Kinds(), "|") + " OLD NEW",
		detail: `Every file that names OLD names NEW instead; all else in the files stays as it is. OLD's
name stays as also_known_as of NEW, its address leads to NEW, and its file goes once
NEW's holds what it says. Where that is not sure, nothing is changed. Commit first: git
can undo it.`,
		examples: []string{
			"daybook merge --dry-run topic border-clashes pakistan-iran-relations",
			"daybook merge person \"Abbas Jilanii\" jalil-abbas-jilani",
			"daybook merge tag airstrikes air-strikes",
		},
		setup: setupMerge,
	}
}

// joining is what the flags of `merge` say.
type joining struct {
	dry, force bool
	keepBody   string
}

func setupMerge(t *terminal, flags *flag.FlagSet) runner {
	var site siteFlags
	site.define(flags)
	var o joining
	flags.BoolVar(&o.dry, "dry-run", false, "show the changes as a diff and write nothing")
	flags.BoolVar(&o.force, "force", false, "let go of what OLD's file says otherwise than NEW's")
	flags.StringVar(&o.keepBody, "keep-body", "", "where both files have a text: the `OLD|NEW|BOTH` one stays")
	return func(ctx context.Context, args []string) error {
		in, err := o.input(args)
		if err != nil {
			return err
		}
		site.drafts, site.future = true, true
		session, err := site.session(nil)
		if err != nil {
			return err
		}
		defer session.Close()
		return t.merge(ctx, session, site.site, in, o.dry)
	}
}

// input reads the arguments.
func (o joining) input(args []string) (merge.Input, error) {
	in := merge.Input{SiteFile: load.SiteFile, Force: o.force, KeepBody: strings.ToUpper(o.keepBody)}
	if len(args) != 3 {
		return in, usageError{fmt.Sprintf("merge takes a kind, the name that goes and the name that stays, and these are %d words", len(args)),
			`such as  daybook merge person "Abbas Jilanii" jalil-abbas-jilani`}
	}
	in.Kind, in.Old, in.New = args[0], args[1], args[2]
	if !slices.Contains(merge.Kinds(), in.Kind) {
		e := usageError{fmt.Sprintf("merge knows no kind %q", in.Kind), "it knows " + strings.Join(merge.Kinds(), ", ")}
		if near := problem.Nearest(in.Kind, merge.Kinds()); near != "" {
			e.hint = fmt.Sprintf("did you mean %q?", near)
		}
		return in, e
	}
	if kept := []string{"", merge.KeepOld, merge.KeepNew, merge.KeepBoth}; !slices.Contains(kept, in.KeepBody) {
		return in, usageError{fmt.Sprintf("--keep-body takes OLD, NEW or BOTH, and this is %q", o.keepBody), "such as  --keep-body BOTH"}
	}
	return in, nil
}

func (t *terminal) merge(ctx context.Context, s *build.Session, dir string, in merge.Input, dry bool) error {
	site, err := s.Settle(ctx)
	if err != nil {
		return err
	}
	if problem.Stops(site.Problems) {
		if err := t.tell(t.err, dir, site.Problems, false); err != nil {
			return err
		}
		fmt.Fprintln(t.err, "daybook: mend the content first: what cannot be read cannot be joined; nothing was changed")
		return errProblems
	}
	in.Archive, in.Copies, in.Text = site.Archive, site.Copies(), s.Text
	result, err := merge.Plan(in)
	var refusal *merge.Refusal
	if errors.As(err, &refusal) {
		fmt.Fprintf(t.err, "daybook: %s\n", refusal.Sentence)
		for _, reason := range refusal.Reasons {
			fmt.Fprintf(t.err, "  %s\n", reason)
		}
		if refusal.Hint != "" {
			fmt.Fprintf(t.err, "  %s\n", refusal.Hint)
		}
		fmt.Fprintln(t.err, "nothing was changed")
		return errProblems
	} else if err != nil {
		return err
	}
	changed, removed := 0, 0
	for _, c := range result.Changes {
		word := "changed"
		switch {
		case c.After == nil:
			word, removed = "removed", removed+1
		case c.Before == nil:
			word, changed = "wrote", changed+1
		default:
			changed++
		}
		if dry {
			_, err = t.out.Write(diff.Diff(c.Path, c.Before, c.Path, c.After))
		} else {
			_, err = fmt.Fprintf(t.out, "%s %s\n", word, c.Path)
		}
		if err != nil {
			return err
		}
	}
	for _, note := range result.Notes {
		fmt.Fprintln(t.err, note)
	}
	told := fmt.Sprintf("“%s” into “%s”: %s in %s", result.Old, result.New, plural(result.Uses, "mention"), plural(changed, "file"))
	if removed > 0 {
		told += fmt.Sprintf(", %s removed", plural(removed, "file"))
	}
	if dry {
		fmt.Fprintf(t.err, "%s; nothing was written\n", told)
		return nil
	}
	if err := t.join(ctx, s, dir, result.Changes); err != nil {
		return err
	}
	fmt.Fprintln(t.err, told)
	return nil
}

// join puts a join into the content, and takes it back when the content has
// errors then.
func (t *terminal) join(ctx context.Context, s *build.Session, dir string, changes []merge.Change) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	if err := put(root, changes); err != nil {
		return err
	}
	site, err := s.Settle(ctx)
	if err == nil && !problem.Stops(site.Problems) {
		return nil
	}
	back := slices.Clone(changes)
	for i, c := range back {
		back[i].Before, back[i].After = c.After, c.Before
	}
	if undone := put(root, back); undone != nil || err != nil {
		return errors.Join(err, undone)
	}
	if err := t.tell(t.err, dir, site.Problems, false); err != nil {
		return err
	}
	fmt.Fprintln(t.err, "daybook: joined, the content would have these errors; all files were put back as they were")
	return errProblems
}

func put(root *os.Root, changes []merge.Change) error {
	desk := revise.NewDesk(root)
	for _, c := range changes {
		switch {
		case c.Before == nil:
			desk.Create(c.Path, c.After)
		case c.After == nil:
			desk.Remove(c.Path, c.Before)
		default:
			desk.Change(c.Path, c.Before, c.After)
		}
	}
	return desk.Write()
}
