package cli

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"daybook/generator/build"
	"daybook/generator/outside"
	"daybook/generator/problem"
)

func checkCommand() command {
	return command{
		name:    "check",
		summary: "find what must be mended; with --fix, mend what needs nobody's judgement",
		usage:   "[flags]",
		detail: `Drafts and pieces that are not public yet are checked too. The exit code is 1 when
there is an error; warnings alone do not count. Without --fix nothing is written.
Under  checks:  content/site.yaml sets rules to error, warning or off, and the header
of a file excepts it from one, with a reason.`,
		examples: []string{
			"daybook check                   # for people",
			"daybook check --format github   # annotations on a pull request",
			"daybook check --only unsourced-event,broken-link --all",
			"daybook check --external        # ask whether the pages elsewhere are still there",
			"daybook check --rules           # what is looked at",
			"daybook check --fix --dry-run   # what could be mended without you, as a diff",
		},
		setup: setupCheck,
	}
}

// formats are the ways to write problems.
var formats = []string{"text", "json", "github", "sarif"}

// checkFlags are the flags of `check` that decide what is shown.
type checkFlags struct {
	format   string
	only     string
	all      bool
	rules    bool
	external bool
}

func (c *checkFlags) define(flags *flag.FlagSet) {
	flags.StringVar(&c.format, "format", "text", "how to write problems: `"+strings.Join(formats, "|")+"`")
	flags.StringVar(&c.only, "only", "", "show only what breaks these `RULES`, parted by commas")
	flags.BoolVar(&c.all, "all", false, "show all problems, not just the first hundred")
	flags.BoolVar(&c.rules, "rules", false, "list the rules, with the levels that the site gives them, and check nothing")
	flags.BoolVar(&c.external, "external", false, "ask for the pages elsewhere that are linked to, too; this takes a while")
}

// named reads --only.
func (c *checkFlags) named() ([]string, error) {
	if !slices.Contains(formats, c.format) {
		return nil, unknownWord("check knows no format %q", c.format, formats, "it knows "+strings.Join(formats, ", "))
	}
	if c.only == "" {
		return nil, nil
	}
	var known []string
	for _, r := range problem.Rules() {
		known = append(known, r.Name)
	}
	names := strings.Split(c.only, ",")
	for i, name := range names {
		names[i] = strings.TrimSpace(name)
		if !slices.Contains(known, names[i]) {
			return nil, unknownWord("there is no rule %q", names[i], known, "run  daybook check --rules  for the list")
		}
	}
	return names, nil
}

// unknownWord is the error of a word that is none of those known, with the
// nearest of them or another way out.
func unknownWord(sentence, word string, known []string, otherwise string) error {
	e := usageError{fmt.Sprintf(sentence, word), otherwise}
	if near := problem.Nearest(word, known); near != "" {
		e.hint = fmt.Sprintf("did you mean %q?", near)
	}
	return e
}

func setupCheck(t *terminal, flags *flag.FlagSet) runner {
	var site siteFlags
	site.define(flags)
	var mending fixFlags
	mending.define(flags)
	var show checkFlags
	show.define(flags)
	return func(ctx context.Context, args []string) error {
		if err := noArguments("check", args); err != nil {
			return err
		}
		only, err := show.named()
		if err != nil {
			return err
		}
		if show.rules {
			return t.listRules(site.site, show.format)
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
		if show.format != "text" {
			out = t.err
		}
		if settled, err = t.mend(ctx, session, settled, mending, site.site, out, show.all); err != nil || mending.dry {
			return err
		}
		if err := t.moved(ctx, session, settled); err != nil {
			return err
		}
		if show.external {
			if err := t.askOutside(ctx, settled); err != nil {
				return err
			}
		}
		problems, err := t.gather(ctx, session, settled, site.site)
		if err != nil {
			return err
		}
		if only != nil {
			problems = slices.DeleteFunc(problems, func(p problem.Problem) bool { return !slices.Contains(only, p.Rule) })
		}
		if err := t.writeProblems(t.out, show.format, site.site, problems, show.all); err != nil {
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

// gather gives all problems of a settled site. Where it has layouts of its own,
// each page is made with them, since a layout may fail on one page only; the
// standard ones are known to work.
func (t *terminal) gather(ctx context.Context, session *build.Session, settled *build.Site, site string) ([]problem.Problem, error) {
	problems := append(slices.Clone(settled.Problems), session.Check(settled)...)
	_, err := os.Stat(filepath.Join(site, build.LayoutFolder))
	if ownLayouts := err == nil; ownLayouts && !problem.Stops(settled.Problems) {
		faults, err := settled.Faults(ctx)
		if err != nil {
			return nil, err
		}
		problems = append(problems, faults...)
	}
	return problem.Sorted(problems), nil
}

// askOutside asks for the pages elsewhere that a site links to.
func (t *terminal) askOutside(ctx context.Context, settled *build.Site) error {
	draw, clear := t.progress()
	o := outside.Options{Agent: "Daybook/" + Version + " (looks whether links still lead somewhere)"}
	if draw != nil {
		var mu sync.Mutex
		o.Progress = func(done, of int) {
			mu.Lock()
			defer mu.Unlock()
			draw("asked for", done, of)
		}
	}
	found, tally, err := outside.Check(ctx, outside.Links(settled.Archive), o)
	clear()
	if err != nil {
		return err
	}
	settled.Outside = found
	fmt.Fprintf(t.err, "asked %s for %s\n", counted(tally.Hosts, "host"), counted(tally.Asked, "page"))
	if tally.Unclear > 0 {
		fmt.Fprintf(t.err, "of %s nothing is known: the host does not answer programs\n", counted(tally.Unclear, "page"))
	}
	return nil
}

// counted words a number of things.
func counted(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return problem.Grouped(n) + " " + thing + "s"
}

func (t *terminal) writeProblems(w io.Writer, format, site string, problems []problem.Problem, all bool) error {
	switch format {
	case "json":
		return problem.WriteJSON(w, problems)
	case "github":
		return problem.WriteGitHub(w, problems)
	case "sarif":
		return problem.WriteSARIF(w, problems, Version)
	}
	return t.tell(w, site, problems, all)
}
