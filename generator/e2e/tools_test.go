package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// tools is where the npm packages lie that judge the pages.
const tools = "testdata/tools/node_modules"

// without ends a test that lacks a tool: skipped with the reason, or failed
// where DAYBOOK_E2E=1 demands every tool.
func without(t *testing.T, reason string) {
	t.Helper()
	if os.Getenv("DAYBOOK_E2E") == "1" {
		t.Fatalf("DAYBOOK_E2E=1, and %s; .ci/run installs it", reason)
	}
	t.Skipf("%s; .ci/run installs it", reason)
}

// program finds a program in the path.
func program(t *testing.T, name string) string {
	t.Helper()
	found, err := exec.LookPath(name)
	if err != nil {
		without(t, "there is no "+name+" in the path")
	}
	return found
}

// npm finds a file of an npm package.
func npm(t *testing.T, file string) string {
	t.Helper()
	found, err := filepath.Abs(filepath.Join(tools, filepath.FromSlash(file)))
	if err == nil {
		_, err = os.Stat(found)
	}
	if err != nil {
		without(t, "npm has not installed "+file+" in generator/e2e/testdata/tools")
	}
	return found
}
