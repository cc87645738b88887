package cli

import (
	"bufio"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"strings"
)

func planCommand() command {
	return command{
		name:    "plan",
		summary: "list every file that the site will have",
		usage:   "[flags]",
		detail:  "Columns, divided by tabs: path, kind, layout, and the files of content/ that it is about.",
		examples: []string{
			"daybook plan                    # everything",
			"daybook plan | grep topic       # pages of topics",
			"daybook plan --json             # for a program",
		},
		setup: setupPlan,
	}
}

func setupPlan(t *terminal, flags *flag.FlagSet) runner {
	var site siteFlags
	site.define(flags)
	site.defineAddress(flags)
	site.defineWithheld(flags)
	asJSON := flags.Bool("json", false, "one JSON object a line")
	return func(ctx context.Context, args []string) error {
		if err := noArguments("plan", args); err != nil {
			return err
		}
		session, err := site.session(nil)
		if err != nil {
			return err
		}
		defer session.Close()
		settled, err := t.settle(ctx, session, site.site, false)
		if err != nil {
			return err
		}
		out := bufio.NewWriter(t.out)
		encoder := json.NewEncoder(out)
		for _, f := range settled.Files {
			if *asJSON {
				if err := encoder.Encode(map[string]any{"path": f.Path, "kind": f.Kind, "layout": f.Layout, "lang": f.Lang, "sources": f.Sources}); err != nil {
					return err
				}
				continue
			}
			fmt.Fprintf(out, "%s\t%s\t%s\t%s\n", f.Path, f.Kind, f.Layout, strings.Join(f.Sources, " "))
		}
		return out.Flush()
	}
}
