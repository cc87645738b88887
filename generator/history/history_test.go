package history_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"daybook/generator/history"
)

// repository makes a repository and gives a function that writes files (an
// empty text takes one away) and commits them.
func repository(t *testing.T) (dir string, commit func(files ...string)) {
	t.Helper()
	dir = t.TempDir()
	git(t, dir, "init", "-q", "-b", "main")
	return dir, func(files ...string) {
		t.Helper()
		put(t, dir, files...)
		git(t, dir, "add", "-A")
		git(t, dir, "commit", "-q", "--allow-empty", "-m", "x")
	}
}

func put(t *testing.T, dir string, files ...string) {
	t.Helper()
	for i := 0; i < len(files); i += 2 {
		path := filepath.Join(dir, files[i])
		if files[i+1] == "" {
			if err := os.Remove(path); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(files[i+1]), 0o644); err != nil {
			t.Fatal(err)
		}
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

// former words the versions of a file, with their texts.
func former(t *testing.T, dir, path string) string {
	t.Helper()
	h, err := history.Read(t.Context(), dir, "content")
	if err != nil {
		t.Fatal(err)
	}
	versions := h.Former(path)
	texts, err := h.Texts(t.Context(), versions)
	if err != nil {
		t.Fatal(err)
	}
	var words []string
	for _, v := range versions {
		first, _, _ := strings.Cut(string(texts[v]), "\n")
		words = append(words, v.Path+"="+first)
	}
	return strings.Join(words, " ")
}

// long makes a text that git takes for the same file after its first line
// changed.
func long(first string) string { return first + "\n" + strings.Repeat("The same line as ever.\n", 20) }

func TestFilesAreFollowedThroughTheirNames(t *testing.T) {
	dir, commit := repository(t)
	commit("content/a.md", long("one"), "content/other.md", "other\n")
	commit("content/a.md", long("two"))
	commit("content/a.md", "", "content/é b.md", long("two"))
	commit("content/é b.md", "", "content/c.md", long("three"))
	commit("content/a.md", "another file\n")
	if got, want := former(t, dir, "content/c.md"), "content/é b.md=two content/a.md=two content/a.md=one"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := former(t, dir, "content/a.md"); got != "" {
		t.Errorf("a new file of an old name has the versions %q", got)
	}
	put(t, dir, "content/c.md", long("four"))
	if got, want := former(t, dir, "content/c.md"), "content/c.md=three content/é b.md=two content/a.md=two content/a.md=one"; got != want {
		t.Errorf("before a commit: got %q, want %q", got, want)
	}
	git(t, dir, "mv", "content/other.md", "content/moved.md")
	if got, want := former(t, dir, "content/moved.md"), "content/other.md=other"; got != want {
		t.Errorf("moved and not committed: got %q, want %q", got, want)
	}
}

func TestASiteMayLieInAFolderOfARepository(t *testing.T) {
	dir, commit := repository(t)
	commit("site/content/a.md", long("one"), "content/b.md", long("not ours"))
	commit("site/content/a.md", "", "site/content/b.md", long("one"))
	if got, want := former(t, filepath.Join(dir, "site"), "content/b.md"), "content/a.md=one"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestAFileNamedLikeAFlagIsAFile(t *testing.T) {
	dir, commit := repository(t)
	commit("content/--output=x.md", long("one"))
	commit("content/--output=x.md", long("two"))
	if got, want := former(t, dir, "content/--output=x.md"), "content/--output=x.md=one"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestWhatGitDoesNotKnowIsSaid(t *testing.T) {
	if _, err := history.Read(t.Context(), t.TempDir(), "content"); !errors.Is(err, history.ErrNoRepository) {
		t.Errorf("no repository: %v", err)
	}
	empty := t.TempDir()
	git(t, empty, "init", "-q")
	if _, err := history.Read(t.Context(), empty, "content"); !errors.Is(err, history.ErrNoCommit) {
		t.Errorf("no commit: %v", err)
	}
	dir, commit := repository(t)
	commit("content/a.md", "one\n")
	commit("content/a.md", "two\n")
	shallow := filepath.Join(t.TempDir(), "clone")
	git(t, dir, "clone", "-q", "--depth", "1", "file://"+dir, shallow)
	h, err := history.Read(t.Context(), shallow, "content")
	if err != nil || !h.Shallow {
		t.Errorf("a shallow clone is not noticed: %v", err)
	}
	t.Setenv("PATH", "")
	if _, err := history.Read(t.Context(), dir, "content"); !errors.Is(err, history.ErrNoGit) {
		t.Errorf("no git: %v", err)
	}
}

func TestWhoChangedAFile(t *testing.T) {
	dir, commit := repository(t)
	commit("content/a.md", long("one"))
	commit("content/a.md", long("two"))
	commit("content/a.md", "", "content/b.md", long("two"))
	put(t, dir, "content/b.md", long("three"))
	h, err := history.Read(t.Context(), dir, "content")
	if err != nil {
		t.Fatal(err)
	}
	changes := h.Changes("content/b.md")
	if len(changes) != 4 {
		t.Fatalf("got %d changes: %v", len(changes), changes)
	}
	for i, c := range changes {
		if open := i == 0; c.At.IsZero() != open || (c.By == "A") == open || (c.Now.Blob == "") != open {
			t.Errorf("change %d: %+v", i, c)
		}
		if first := i == 3; (c.Was.Blob == "") != first {
			t.Errorf("change %d: %+v", i, c)
		}
	}
	if changes[1].Was.Path != "content/a.md" || changes[1].Now.Path != "content/b.md" {
		t.Errorf("the rename: %+v", changes[1])
	}
}

// TestTheMainLineHasNoneOfABranch merges a branch of two commits: the first of
// them never stood on the main branch.
func TestTheMainLineHasNoneOfABranch(t *testing.T) {
	dir, commit := repository(t)
	commit("content/a.md", long("one"))
	git(t, dir, "checkout", "-q", "-b", "story")
	commit("content/a.md", long("not meant for the public"))
	commit("content/a.md", long("three"))
	git(t, dir, "checkout", "-q", "main")
	git(t, dir, "merge", "-q", "--no-ff", "-m", "x", "story")
	for name, c := range map[string]struct {
		read func(context.Context, string, string) (*history.History, error)
		want int
	}{"all": {history.Read, 3}, "main": {history.ReadMain, 2}} {
		h, err := c.read(t.Context(), dir, "content")
		if err != nil {
			t.Fatal(err)
		}
		if got := len(h.Changes("content/a.md")); got != c.want {
			t.Errorf("%s: got %d changes, want %d", name, got, c.want)
		}
	}
}

func TestWhatStandsOnBranches(t *testing.T) {
	dir, commit := repository(t)
	commit("content/a.md", long("one"), "content/gone.md", "gone\n", "other.md", "no content\n")
	git(t, dir, "checkout", "-q", "-b", "story")
	commit("content/b.md", "new\n", "content/gone.md", "", "other.md", "more\n")
	git(t, dir, "checkout", "-q", "main")
	commit("content/a.md", long("two"))
	git(t, dir, "checkout", "-q", "--orphan", "alone")
	commit("content/c.md", "alone\n")
	git(t, dir, "checkout", "-q", "-f", "main")
	git(t, dir, "branch", "merged")
	put(t, dir, "content/fresh é.md", "fresh\n", "content/a.md", long("three"))
	h, err := history.Read(t.Context(), dir, "content")
	if err != nil {
		t.Fatal(err)
	}
	tree, err := h.Look(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if tree.Branch != "main" || strings.Join(tree.Uncommitted, " ") != "content/a.md content/fresh é.md" {
		t.Errorf("branch %q, uncommitted %q", tree.Branch, tree.Uncommitted)
	}
	if len(tree.Branches) != 2 {
		t.Fatalf("branches: %+v", tree.Branches)
	}
	for _, b := range tree.Branches {
		switch b.Name {
		case "story":
			if len(b.Files) != 1 || b.Files[0].Path != "content/b.md" || strings.Join(b.Gone, " ") != "content/gone.md" || b.By != "A" || b.Apart {
				t.Errorf("%+v", b)
			}
		case "alone":
			if !b.Apart {
				t.Errorf("%+v", b)
			}
		default:
			t.Errorf("%+v", b)
		}
	}
}

// TestWithinAHook reads a repository while git's variables point at another, as
// they do in a hook of that.
func TestWithinAHook(t *testing.T) {
	dir, commit := repository(t)
	commit("content/a.md", long("one"))
	commit("content/a.md", long("two"))
	other, commitOther := repository(t)
	commitOther("b.md", "b\n")
	t.Setenv("GIT_DIR", filepath.Join(other, ".git"))
	t.Setenv("GIT_INDEX_FILE", filepath.Join(other, ".git", "index"))
	t.Setenv("GIT_LITERAL_PATHSPECS", "1")
	if got, want := former(t, dir, "content/a.md"), "content/a.md=one"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestARepositoryOfSomebodyElse(t *testing.T) {
	dir, commit := repository(t)
	commit("content/a.md", long("one"))
	t.Setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
	t.Setenv("GIT_CONFIG_GLOBAL", os.DevNull)
	t.Setenv("GIT_CONFIG_SYSTEM", os.DevNull)
	if _, err := history.Read(t.Context(), dir, "content"); err == nil || !strings.Contains(err.Error(), "safe.directory") {
		t.Errorf("got %v", err)
	}
}
