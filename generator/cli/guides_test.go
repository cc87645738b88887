package cli_test

import (
	"bytes"
	"os"
	"regexp"
	"strings"
	"testing"

	"daybook/generator/cli"
)

var (
	commandLine = regexp.MustCompile("(?:go run \\./generator|daybook(?:\\.sh)?) ([a-z]+)([^`\\n]*)")
	flagName    = regexp.MustCompile(`(?:^|[ (])--([a-z-]+)`)
	placeholder = regexp.MustCompile(`  #.*|&&.*|;.*|\|.*`)
)

// TestGuidesNameWhatIsThere looks through the guides for commands, in blocks
// and between backquotes, and asks each command's help for the flags that are
// named with it.
func TestGuidesNameWhatIsThere(t *testing.T) {
	help := map[string]string{}
	helpOf := func(command string) string {
		if _, known := help[command]; !known {
			var out, err bytes.Buffer
			if cli.Main([]string{"help", command}, &out, &err, func(string) string { return "" }) != 0 {
				out.Reset()
			}
			help[command] = out.String()
		}
		return help[command]
	}
	flags := 0
	for _, guide := range []string{"../../README.md", "../../content/README.md", "../../layouts/README.md", "../launch/files/common/README.md"} {
		text, err := os.ReadFile(guide)
		if err != nil {
			t.Fatal(err)
		}
		found := 0
		for i, line := range strings.Split(string(text), "\n") {
			spans := []string{strings.TrimPrefix(line, "    ")}
			if spans[0] == line { // no block: what stands between backquotes
				spans = nil
				for j, span := range strings.Split(line, "`") {
					if j%2 == 1 {
						spans = append(spans, span)
					}
				}
			}
			for _, span := range spans {
				for _, c := range commandLine.FindAllStringSubmatch(span, -1) {
					found++
					told := helpOf(c[1])
					if told == "" {
						t.Errorf("%s:%d: there is no command %q", guide, i+1, c[1])
						continue
					}
					for _, f := range flagName.FindAllStringSubmatch(placeholder.ReplaceAllString(c[2], ""), -1) {
						flags++
						if !strings.Contains(told, "\n  --"+f[1]+" ") && !strings.Contains(told, "\n  --"+f[1]+"\n") {
							t.Errorf("%s:%d: %s has no flag --%s", guide, i+1, c[1], f[1])
						}
					}
				}
			}
		}
		if found < 3 {
			t.Errorf("%s: only %d commands were found in it", guide, found)
		}
	}
	if flags < 5 {
		t.Errorf("only %d flags were found", flags)
	}
}
