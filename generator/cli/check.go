package cli

import (
	"context"
	"flag"
	"fmt"
	"io"
	"slices"

	"daybook/generator/problem"
)

func checkCommand() command {
	return command{
		name:    "check",
		summary: "find what must be mended; with --fix, mend what needs nobody's judgement",
		usage:   "[flags]",
		detail: `Drafts and pieces that are not public yet are checked too. The exit code is 1 when
there is an error; warnings alone do not count. Without --fix nothing is written.`,
		examples: []string{
			"daybook check                   # for people",
			"daybook check --format github   # annotations on a pull request",
			"daybook check --fix --dry-run   # what could be mended without you, as a diff",
		},
		setup: setupCheck,
	}
}

// formats are the ways to write problems.
var formats = []string{"text", "json", "github"}

func setupCheck(t *terminal, flags *flag.FlagSet) runner {
	var site siteFlags
	site.define(flags)
	var mending fixFlags
	mending.define(flags)
	format := flags.String("format", "text", "how to write problems: `text|json|github`")
	all := flags.Bool("all", false, "show all problems, not just the first hundred")
	return func(ctx context.Context, args []string) error {
		if err := noArguments("check", args); err != nil {
			return err
		}
		if !slices.Contains(formats, *format) {
			e := usageError{fmt.Sprintf("check knows no format %q", *format), "it knows text, json and github"}
			if near := problem.Nearest(*format, formats); near != "" {
				e.hint = fmt.Sprintf("did you mean %q?", near)
			}
			return e
		}
		if _, err := mending.only(); err != nil {
			return err
		}
		site.drafts, site.future = true, true
		session, err := site.session(nil)
		if err != nil {
			return err
		}
		defer session.Close()
		settled, err := session.Settle(ctx)
		if err != nil {
			return err
		}
		out := t.out
		if *format != "text" {
			out = t.err
		}
		if settled, err = t.mend(ctx, session, settled, mending, site.site, out, *all); err != nil || mending.dry {
			return err
		}
		if err := t.moved(ctx, session, settled); err != nil {
			return err
		}
		problems := problem.Sorted(append(settled.Problems, session.Check(settled)...))
		if !problem.Stops(settled.Problems) {
			_, faults, err := session.Memory(ctx, settled)
			if err != nil {
				return err
			}
			problems = problem.Sorted(append(problems, faults...))
		}
		if err := t.writeProblems(t.out, *format, site.site, problems, *all); err != nil {
			return err
		}
		errors, warnings := problem.Count(problems)
		fmt.Fprintln(t.err, problem.Tally(errors, warnings))
		if errors > 0 {
			return errProblems
		}
		return nil
	}
}

func (t *terminal) writeProblems(w io.Writer, format, site string, problems []problem.Problem, all bool) error {
	switch format {
	case "json":
		return problem.WriteJSON(w, problems)
	case "github":
		return problem.WriteGitHub(w, problems)
	}
	return t.tell(w, site, problems, all)
}
