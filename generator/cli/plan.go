package cli

import (
	"bufio"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"

	"daybook/generator/feed"
	"daybook/generator/plan"
	"daybook/generator/view"
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
			"daybook plan --for nginx        # headers and redirects, for a server of your own",
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
	server := flags.String("for", "", "in the stead of the list, what a `SERVER` must be told, to be included in its\n                     configuration: caddy or nginx; README.md has the rest of it")
	return func(ctx context.Context, args []string) error {
		if err := noArguments("plan", args); err != nil {
			return err
		}
		if *server != "" && !slices.Contains(feed.Servers(), *server) {
			return usageError{fmt.Sprintf("--for knows no server %q", *server), "it knows " + strings.Join(feed.Servers(), " and ")}
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
		if *server != "" {
			tell(out, *server, settled.Files)
			return out.Flush()
		}
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

// tell writes what a server must be told of the files of a site.
func tell(w io.Writer, server string, files []plan.File) {
	var headers view.Headers
	var redirects view.Redirects
	for _, f := range files {
		switch f.Kind {
		case "headers":
			headers, _ = f.View(nil).(view.Headers)
		case "redirects":
			redirects, _ = f.View(nil).(view.Redirects)
		}
	}
	write := feed.Nginx
	if server == "caddy" {
		write = feed.Caddy
	}
	_, _ = w.Write(write(headers, redirects)) // Flush tells of what went wrong
}
