package cli

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"daybook/generator/load"
	"daybook/generator/problem"
)

// listedRule is a rule as `check --rules --format json` shows it.
type listedRule struct {
	Name    string `json:"name"`
	Level   string `json:"level"`   // "error", "warning" or "off", as the site has it
	Default string `json:"default"` // the level that it has of its own
	// Settable says that site.yaml may give it another level and that a file
	// may be excepted from it.
	Settable bool   `json:"settable"`
	About    string `json:"about"`
}

// listRules writes the list of rules, with the levels that the site gives them
// where there is one.
func (t *terminal) listRules(site, format string) error {
	var levels map[string]string
	if root, err := os.OpenRoot(site); err == nil {
		settings, _ := load.Site(root)
		levels = settings.Checks.Levels
		root.Close()
	}
	var list []listedRule
	for _, r := range problem.Rules() {
		l := listedRule{Name: r.Name, Level: r.Level(), Default: r.Level(), Settable: r.Editorial, About: r.Doc}
		if set := levels[r.Name]; set != "" {
			l.Level = set
		}
		list = append(list, l)
	}
	if format == "json" {
		encoder := json.NewEncoder(t.out)
		encoder.SetEscapeHTML(false)
		encoder.SetIndent("", "  ")
		return encoder.Encode(list)
	}
	fmt.Fprintln(t.out, "Editorial rules: content/site.yaml may give them another level, and the header of a file may except it, with a reason.")
	t.writeRules(list, true)
	fmt.Fprintln(t.out, "\nWhat breaks one of these cannot be read, looked up or shown.")
	t.writeRules(list, false)
	return nil
}

func (t *terminal) writeRules(list []listedRule, settable bool) {
	widest := 0
	for _, l := range list {
		widest = max(widest, len(l.Name))
	}
	for _, l := range list {
		if l.Settable != settable {
			continue
		}
		level := l.Level
		if l.Level != l.Default {
			level += " here"
		}
		fmt.Fprintf(t.out, "  %s%s  %-12s  %s\n", l.Name, strings.Repeat(" ", widest-len(l.Name)), level, l.About)
	}
}
