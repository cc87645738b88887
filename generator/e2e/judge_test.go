package e2e

import (
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestHTMLCheckerFindsNoError has the Nu HTML checker of the W3C read every
// page and drawing of both sites. A broken page beside them proves that it reads. Style sheets
// are left out: the checker does not know container queries (CSS Containment
// Level 3) nor paint-order (CSS Fill and Stroke Level 3).
func TestHTMLCheckerFindsNoError(t *testing.T) {
	jar, java := npm(t, "vnu-jar/build/dist/vnu.jar"), program(t, "java")
	canary := filepath.Join(t.TempDir(), "canary.html")
	if err := os.WriteFile(canary, []byte("<!doctype html><html lang=en><title>x</title><p><b>never closed"), 0o644); err != nil {
		t.Fatal(err)
	}
	arguments := []string{"-jar", jar, "--format", "json", "--stdout", "--also-check-svg", canary}
	second := richSite(t)
	for _, s := range []*site{story, second} {
		for file := range s.files {
			if slices.Contains([]string{".html", ".svg"}, path.Ext(file)) {
				arguments = append(arguments, filepath.Join(s.folder, filepath.FromSlash(file)))
			}
		}
	}
	check := exec.Command(java, arguments...)
	out, err := check.Output()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	var verdict struct {
		Messages []struct {
			Type, SubType, URL, Message, Extract string
			LastLine, LastColumn                 int
		}
	}
	if err := json.Unmarshal(out, &verdict); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	sang := false
	for _, m := range verdict.Messages {
		_, file, _ := strings.Cut(m.URL, "/public/")
		switch {
		case strings.HasSuffix(m.URL, "canary.html"):
			sang = sang || m.Type == "error"
		case m.Type == "info":
			t.Logf("%s:%d:%d: %s %s: %s", file, m.LastLine, m.LastColumn, m.Type, m.SubType, m.Message)
		default:
			t.Errorf("%s:%d:%d: %s: %s\n\t%s", file, m.LastLine, m.LastColumn, m.Type, m.Message, m.Extract)
		}
	}
	if !sang {
		t.Error("the checker found no error in a broken page")
	}
}
