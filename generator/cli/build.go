package cli

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"daybook/generator/build"
	"daybook/generator/problem"
	"daybook/generator/publish"
)

func buildCommand() command {
	return command{
		name:    "build",
		summary: "make the site: content/ and layouts/ become public/",
		usage:   "[flags]",
		detail: `Only files that changed are written; files of pieces that are gone are removed;
files that someone else put into public/ stay. When there is an error in content
or layouts, public/ is not touched and the exit code is 1.`,
		examples: []string{
			"daybook build                                   # into public/",
			"daybook build --base-url https://news.example/  # for another address",
			"daybook build --verify                          # and prove that nothing was left as it was by mistake",
			"daybook build --explain /topics/pakistan-iran/  # what a page is made from, and why it is made again",
			"daybook build --drafts --future --out /tmp/all  # all that is not public yet, too",
		},
		setup: setupBuild,
	}
}

func setupBuild(t *terminal, flags *flag.FlagSet) runner {
	var site siteFlags
	site.define(flags)
	site.defineAddress(flags)
	site.defineWithheld(flags)
	out := flags.String("out", "", "the `DIR` to publish into; default: public/ in the site's folder")
	clean := flags.Bool("clean", false, "believe nothing that was kept: read and make every file again, and compare with\n                     what is there byte by byte")
	verify := flags.Bool("verify", false, "then make the whole site from nothing and compare it with what is there, byte by byte")
	compress := flags.String("compress", "", "leave texts compressed beside each file, too, for servers that send them so: `gz`, br, or gz,br")
	adopt := flags.Bool("adopt", false, "overwrite files of others that stand where the site's must go")
	explain := flags.String("explain", "", "build nothing; say of a file of the site (a `PATH` in public/, an address, or a file\n                     of content/) what it is made from, and whether and why it would be made again")
	all := flags.Bool("all", false, "show all problems, not just the first hundred")
	asJSON := flags.Bool("json", false, "tell the outcome as JSON")
	return func(ctx context.Context, args []string) error {
		if err := noArguments("build", args); err != nil {
			return err
		}
		into, err := site.output(*out)
		if err != nil {
			return err
		}
		began := time.Now()
		site.forget = *clean
		draw, clear := t.progress()
		settings, err := site.options(draw)
		if err != nil {
			return err
		}
		if settings.Compress, err = codings(*compress); err != nil {
			return err
		}
		session, err := build.NewSession(settings)
		if err != nil {
			return err
		}
		defer session.Close()
		options := publish.Options{
			Wait: 2 * time.Minute, Adopt: *adopt, Recheck: *clean,
			Waiting: func(holder string) { fmt.Fprintf(t.err, "waiting for another build (%s) to end\n", holder) },
		}
		if *explain != "" {
			if *verify || *clean {
				return usageError{"--explain builds nothing", "leave --verify and --clean out"}
			}
			return t.explain(ctx, session, site.site, into, *explain, options, clear, *asJSON)
		}
		if again, err := session.Again(ctx, into, options); err != nil {
			return err
		} else if again != nil {
			if err := t.tell(t.err, site.site, again.Problems, *all); err != nil {
				return err
			}
			if err := t.outcome(again.Outcome, []build.Phase{{Name: "look", Took: again.Took}}, time.Since(began), *asJSON); err != nil || !*verify {
				return err
			}
			return t.verify(ctx, settings, site.site, into)
		}
		settled, err := t.settle(ctx, session, site.site, *all)
		if err != nil {
			return err
		}
		outcome, problems, err := session.Publish(ctx, settled, into, options)
		clear()
		if err != nil {
			return err
		}
		if err := t.tell(t.err, site.site, problems, *all); err != nil {
			return err
		}
		if problem.Stops(problems) {
			fmt.Fprintln(t.err, "nothing was published")
			return errProblems
		}
		if err := t.outcome(outcome, settled.Timing, time.Since(began), *asJSON); err != nil || !*verify {
			return err
		}
		return t.verify(ctx, settings, site.site, into)
	}
}

// verify holds the output folder against a site that is made from nothing.
func (t *terminal) verify(ctx context.Context, o build.Options, site, out string) error {
	draw, clear := t.progress()
	defer clear()
	o.Progress = draw
	began := time.Now()
	found, problems, err := build.Verify(ctx, o, out)
	clear()
	if err != nil {
		return err
	}
	if problem.Stops(problems) {
		return t.tell(t.err, site, problems, false)
	}
	for i, d := range found {
		if i == most {
			fmt.Fprintf(t.err, "… and %s more\n", problem.Grouped(len(found)-most))
			break
		}
		name := filepath.Join(out, filepath.FromSlash(d.Path))
		switch {
		case d.Missing:
			fmt.Fprintf(t.err, "%s is missing\n", name)
		case d.Left:
			fmt.Fprintf(t.err, "%s is there, and the site has no such file\n", name)
		default:
			fmt.Fprintf(t.err, "%s:%d is\n    %s\nand a site made from nothing has\n    %s\n", name, d.Line, clipped(d.Got), clipped(d.Want))
		}
	}
	if len(found) > 0 {
		fmt.Fprintf(t.err, "files that differ: %s. Somebody changed them and set their time back, or this is a fault of Daybook: please report it. daybook build --clean makes them right\n",
			problem.Grouped(len(found)))
		return errProblems
	}
	fmt.Fprintf(t.err, "verified: every byte is as in a site made from nothing (%.2f s)\n", time.Since(began).Seconds())
	return nil
}

// clipped shortens a line of a page for a terminal.
func clipped(line string) string {
	const most = 200
	if runes := []rune(line); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return line
}

// outcome tells what a build did.
func (t *terminal) outcome(o build.Outcome, timing []build.Phase, took time.Duration, asJSON bool) error {
	for _, note := range o.Notes {
		fmt.Fprintln(t.err, note)
	}
	if asJSON {
		return t.outcomeJSON(o, timing, took)
	}
	fmt.Fprintln(t.out, summary(o, took))
	return nil
}

// summary words what a build changed.
func summary(o build.Outcome, took time.Duration) string {
	what := fmt.Sprintf("wrote %s, kept %s, removed %s", problem.Grouped(o.Wrote), problem.Grouped(o.Kept), problem.Grouped(o.Removed))
	if o.Wrote == 0 && o.Removed == 0 {
		what = fmt.Sprintf("nothing changed: kept %s", problem.Grouped(o.Kept))
	}
	return fmt.Sprintf("%s in %.2f s", what, took.Seconds())
}

func (t *terminal) outcomeJSON(o build.Outcome, timing []build.Phase, took time.Duration) error {
	phases := map[string]float64{}
	for _, p := range timing {
		phases[p.Name] += p.Took.Seconds()
	}
	encoder := json.NewEncoder(t.out)
	encoder.SetIndent("", "  ")
	return encoder.Encode(map[string]any{
		"wrote": o.Wrote, "kept": o.Kept, "removed": o.Removed, "seconds": took.Seconds(), "phases": phases,
	})
}

// codings reads --compress.
func codings(text string) ([]string, error) {
	var out []string
	for one := range strings.SplitSeq(text, ",") {
		one = strings.TrimSpace(one)
		switch {
		case one == "" || slices.Contains(out, one):
		case slices.Contains(build.Codings(), one):
			out = append(out, one)
		default:
			return nil, usageError{fmt.Sprintf("--compress knows no %q", one), "it knows " + strings.Join(build.Codings(), " and ")}
		}
	}
	slices.Sort(out)
	return out, nil
}
