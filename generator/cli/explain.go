package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"daybook/generator/build"
	"daybook/generator/problem"
	"daybook/generator/publish"
	"daybook/generator/render"
)

// mostExplained is how many files are explained at most for one name.
const mostExplained = 50

// explain says of the files that a name means what they are made from, and
// whether and why a build would make them again.
func (t *terminal) explain(ctx context.Context, session *build.Session, site, out, asked string, o publish.Options, clear func(), asJSON bool) error {
	settled, err := t.settle(ctx, session, site, false)
	clear()
	if err != nil {
		return err
	}
	explained, err := session.Explain(ctx, settled, out, asked, o)
	var none *build.NoFileError
	if errors.As(err, &none) {
		hint := "name a path below the output folder, an address, or a file of content/; daybook plan lists them"
		if none.Near != "" {
			hint = fmt.Sprintf("did you mean %s?", none.Near)
		}
		return usageError{none.Error(), hint}
	}
	if err != nil {
		return err
	}
	if asJSON {
		return explainJSON(t.out, explained)
	}
	for i, e := range explained {
		if i == mostExplained {
			fmt.Fprintf(t.out, "… and %s more\n", problem.Grouped(len(explained)-mostExplained))
			break
		}
		fmt.Fprintf(t.out, "%s\n  is    %s, at %s\n", e.File.Path, e.File.Kind, e.File.Address)
		if len(e.Layouts) > 0 {
			fmt.Fprintf(t.out, "  from  %s\n", strings.Join(e.Layouts, " "))
		}
		if len(e.File.Sources) > 0 {
			fmt.Fprintf(t.out, "  about %s\n", strings.Join(e.File.Sources, " "))
		}
		fmt.Fprintf(t.out, "  %s\n", why(e))
	}
	return nil
}

// why words whether and why a file would be made again.
func why(e build.Explanation) string {
	if !e.Again() {
		return "would be kept: nothing that it is made from has changed since the last build"
	}
	return "would be made again: " + strings.Join(reasons(e), "; ")
}

func reasons(e build.Explanation) []string {
	var why []string
	if e.New {
		why = append(why, "the last build did not have it")
	}
	if e.Touched {
		why = append(why, "it is gone, or somebody changed it since the last build")
	}
	for _, cause := range e.Changed {
		switch cause {
		case render.Program:
			why = append(why, "another version of Daybook made it")
		case render.Form:
			why = append(why, "its layout or the words of that have changed")
		case render.Content:
			why = append(why, "what it shows has changed")
		}
	}
	return why
}

func explainJSON(out io.Writer, explained []build.Explanation) error {
	encoder := json.NewEncoder(out)
	for _, e := range explained {
		if err := encoder.Encode(map[string]any{
			"path": e.File.Path, "kind": e.File.Kind, "address": e.File.Address, "layouts": e.Layouts, "sources": e.File.Sources,
			"again": e.Again(), "reasons": reasons(e),
		}); err != nil {
			return err
		}
	}
	return nil
}
