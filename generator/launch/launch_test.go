package launch_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/pelletier/go-toml/v2"
	"go.yaml.in/yaml/v4"

	"daybook/generator/launch"
)

// found makes a paper in a folder of its own, as a repository.
func found(t *testing.T, paper launch.Paper) string {
	t.Helper()
	paper.Title, paper.BaseURL, paper.Lang = "The Paper", "https://paper.example/", "en"
	paper.Begun = time.Date(2024, 1, 19, 18, 30, 0, 0, time.UTC)
	files, err := paper.Files()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, f := range files {
		if bytes.Contains(f.Text, []byte("<%")) || bytes.Contains(f.Text, []byte("no value")) {
			t.Errorf("%s: a hole was not filled", f.Path)
		}
		put(t, filepath.Join(dir, filepath.FromSlash(f.Path)), string(f.Text))
	}
	git(t, dir, "init", "-q")
	return dir
}

func put(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func git(t *testing.T, dir string, args ...string) {
	t.Helper()
	command := exec.Command("git", append([]string{"-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"}, args...)...)
	command.Dir = dir
	if said, err := command.CombinedOutput(); err != nil {
		t.Fatalf("git %v: %v: %s", args, err, said)
	}
}

// judge gives actionlint, to be run in a folder.
func judge(t *testing.T) func(dir string, files ...string) (string, error) {
	t.Helper()
	if _, err := exec.LookPath("actionlint"); err != nil {
		const why = "actionlint is not installed (go install github.com/rhysd/actionlint/cmd/actionlint@v1.7.12)"
		if os.Getenv("DAYBOOK_E2E") == "1" {
			t.Fatal(why)
		}
		t.Skip(why)
	}
	return func(dir string, files ...string) (string, error) {
		command := exec.Command("actionlint", append([]string{"-no-color"}, files...)...)
		command.Dir = dir
		said, err := command.CombinedOutput()
		return string(said), err
	}
}

// TestWorkflowsAreRight lets actionlint judge the workflows of new papers.
func TestWorkflowsAreRight(t *testing.T) {
	lint := judge(t)
	for _, host := range launch.Hosts() {
		dir := found(t, launch.Paper{Host: host, Version: "main"})
		if said, err := lint(dir); err != nil {
			t.Errorf("%s: %v\n%s", host, err, said)
		}
		put(t, filepath.Join(dir, ".github", "workflows", "wrong.yml"), "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ${{ nothing.here }}\n")
		if said, err := lint(dir); err == nil || !strings.Contains(said, "nothing") {
			t.Errorf("%s: the judge sees nothing wrong in a wrong workflow: %v\n%s", host, err, said)
		}
	}
}

// TestOurOwnWorkflowsAreRight does so with those of this repository.
func TestOurOwnWorkflowsAreRight(t *testing.T) {
	lint := judge(t)
	workflows, err := filepath.Glob("../../.github/workflows/*.yml")
	if err != nil || len(workflows) < 2 {
		t.Fatalf("%q, %v", workflows, err)
	}
	if said, err := lint(".", workflows...); err != nil {
		t.Errorf("%v\n%s", err, said)
	}
}

// TestHostsCanReadTheirFiles reads what hosts and tools read, with the keys that
// they know.
func TestHostsCanReadTheirFiles(t *testing.T) {
	dir := found(t, launch.Paper{Host: "netlify", Version: "main"})
	text, err := os.ReadFile(filepath.Join(dir, "netlify.toml"))
	if err != nil {
		t.Fatal(err)
	}
	type build struct {
		Command     string            `toml:"command"`
		Publish     string            `toml:"publish"`
		Environment map[string]string `toml:"environment"`
	}
	var netlify struct {
		Build   build            `toml:"build"`
		Context map[string]build `toml:"context"`
		Plugins []struct {
			Package string `toml:"package"`
		} `toml:"plugins"`
	}
	if err := toml.NewDecoder(bytes.NewReader(text)).DisallowUnknownFields().Decode(&netlify); err != nil {
		t.Fatal(err)
	}
	if netlify.Build.Command != `sh daybook.sh build --base-url "$URL"` || netlify.Build.Publish != "public" || netlify.Build.Environment["GO_VERSION"] == "" {
		t.Errorf("%+v", netlify.Build)
	}
	for _, context := range []string{"deploy-preview", "branch-deploy"} {
		if c := netlify.Context[context].Command; !strings.Contains(c, `--drafts`) || !strings.Contains(c, `"$DEPLOY_PRIME_URL"`) {
			t.Errorf("%s runs %q", context, c)
		}
	}
	for _, plugin := range netlify.Plugins {
		if _, err := os.Stat(filepath.Join(dir, filepath.FromSlash(plugin.Package), "manifest.yml")); err != nil {
			t.Errorf("the plugin %s is not there: %v", plugin.Package, err)
		}
	}
	if text, err = os.ReadFile(filepath.Join(dir, ".pre-commit-config.yaml")); err != nil {
		t.Fatal(err)
	}
	var hooks struct {
		Repos []struct {
			Repo  string
			Hooks []struct {
				ID, Name, Entry, Language, Files string
				PassFilenames                    bool `yaml:"pass_filenames"`
			}
		}
	}
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	decoder.KnownFields(true)
	if err := decoder.Decode(&hooks); err != nil {
		t.Fatal(err)
	}
	if len(hooks.Repos) != 1 || hooks.Repos[0].Repo != "local" || hooks.Repos[0].Hooks[0].Entry != "sh daybook.sh check" {
		t.Errorf("%+v", hooks)
	}
}

// TestThePaperBuildsItsDaybook runs daybook.sh with a small program in the stead
// of Daybook, through what befalls a source: it moves on, and it goes away.
func TestThePaperBuildsItsDaybook(t *testing.T) {
	if _, err := exec.LookPath("sh"); err != nil {
		t.Skip("there is no sh on this machine")
	}
	source := filepath.Join(t.TempDir(), "daybook source")
	put(t, filepath.Join(source, "go.mod"), "module daybook\n\ngo 1.26\n")
	release := func(words string) {
		put(t, filepath.Join(source, "generator", "main.go"), "package main\n\nimport (\n\t\"fmt\"\n\t\"os\"\n)\n\nfunc main() { fmt.Println(\""+words+"\", os.Args[1:]) }\n")
		git(t, source, "add", "-A")
		git(t, source, "commit", "-q", "-m", "x")
	}
	put(t, filepath.Join(source, "generator", "main.go"), "")
	git(t, source, "init", "-q", "-b", "main")
	release("first")
	git(t, source, "tag", "v1")

	run := func(dir string, env ...string) (string, error) {
		command := exec.Command("sh", filepath.Join(dir, "daybook.sh"), "build", "two words")
		command.Dir = t.TempDir()
		command.Env = append(os.Environ(), append([]string{"GOFLAGS=", "DAYBOOK_SOURCE=", "DAYBOOK_VERSION="}, env...)...)
		said, err := command.CombinedOutput()
		return string(said), err
	}
	if _, err := exec.LookPath("daybook"); err == nil {
		t.Skip("a daybook is installed on this machine, and the script takes that one")
	}
	bare := found(t, launch.Paper{Host: "netlify", Version: "main"})
	if said, err := run(bare); err == nil || !strings.Contains(said, "no source is named") {
		t.Errorf("without a source: %v: %s", err, said)
	}
	steps := []struct {
		says, want string
		before     func()
		env        []string
	}{
		{"the first time", "first [build two words]\n", func() {}, nil},
		{"a branch moves on", "second [build two words]\n", func() { release("second") }, nil},
		{"a version of yesterday", "first [build two words]\n", func() {}, []string{"DAYBOOK_VERSION=v1"}},
		{"and back", "second [build two words]\n", func() {}, nil},
		{"the source is away", "second [build two words]\n", func() {
			if err := os.Rename(source, source+" moved"); err != nil {
				t.Fatal(err)
			}
		}, nil},
	}
	dir := found(t, launch.Paper{Host: "pages", Source: source, Version: "main"})
	for _, step := range steps {
		step.before()
		if said, err := run(dir, step.env...); err != nil || !strings.HasSuffix(said, step.want) {
			t.Errorf("%s: %v: %s", step.says, err, said)
		}
	}
}
