package cli

import (
	"context"
	"flag"
	"fmt"
	"runtime"
	"runtime/debug"
)

func versionCommand() command {
	return command{
		name:    "version",
		summary: "say which version this is",
		examples: []string{
			"daybook version                 # for a report of a fault",
		},
		setup: func(t *terminal, _ *flag.FlagSet) runner {
			return func(_ context.Context, args []string) error {
				if err := noArguments("version", args); err != nil {
					return err
				}
				fmt.Fprintf(t.out, "daybook %s%s, %s %s/%s\n", Version, revision(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
				return nil
			}
		},
	}
}

// revision is the commit that the program was built from, where it is known.
func revision() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			return " (" + s.Value[:12] + ")"
		}
	}
	return ""
}
