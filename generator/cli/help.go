package cli

import (
	"flag"
	"fmt"
	"io"
	"strings"
)

// help lists the commands.
func (t *terminal) help(w io.Writer) {
	fmt.Fprint(w, `Daybook makes a news digest from Markdown reports: articles, topics,
timelines of the events that they report, and editions.

Usage:  daybook COMMAND [flags]     (in the repository: go run ./generator COMMAND)

`)
	for _, c := range commands() {
		fmt.Fprintf(w, "  %-9s %s\n", c.name, c.summary)
	}
	fmt.Fprint(w, `
Run  daybook COMMAND -h  for flags and examples.
Exit codes: 0 fine, 1 problems in the content, 2 wrong usage, 3 could not read or write,
4 nothing is due (next --since).
`)
}

// help tells all about one command.
func (c command) help(w io.Writer, flags *flag.FlagSet) {
	fmt.Fprintf(w, "daybook %s: %s\n\nUsage:  daybook %s\n", c.name, c.summary, strings.TrimSpace(c.name+" "+c.usage))
	if c.detail != "" {
		fmt.Fprintf(w, "\n%s\n", c.detail)
	}
	first := true
	flags.VisitAll(func(f *flag.Flag) {
		if first {
			fmt.Fprint(w, "\nFlags:\n")
			first = false
		}
		value, usage := flag.UnquoteUsage(f)
		name := "--" + f.Name
		if value != "" {
			name += " " + value
		}
		fmt.Fprintf(w, "  %-18s %s\n", name, usage)
	})
	if len(c.examples) > 0 {
		fmt.Fprint(w, "\nExamples:\n")
		for _, e := range c.examples {
			fmt.Fprintf(w, "  %s\n", e)
		}
	}
}
