package history

import (
	"context"
	"strconv"
	"strings"
	"time"
)

// Tree is the state of a repository around a folder.
type Tree struct {
	Branch      string   // empty when none is checked out (a detached head)
	Commit      string   // the beginning of the name of the one that is checked out
	Uncommitted []string // files of the part that were changed, added or taken away and not committed, sorted
	Branches    []Branch // with work that is not in this one, newest first
	More        int      // how many older branches were not looked at
}

// Branch is another line of work, here or known from a remote.
type Branch struct {
	Name  string
	At    time.Time // of its newest commit
	By    string    // who wrote that
	Files []Version // of the part, that differ from where the branch left this one
	Gone  []string  // files that it takes away
	// Apart says that git knows no commit that both have, as in a shallow clone;
	// the files are not known then.
	Apart bool
}

// mostBranches is how many branches are looked at, the newest.
const mostBranches = 50

// Look tells of the repository around a part of a folder. The error is one of
// those of this package, or says what git said.
func (h *History) Look(ctx context.Context) (*Tree, error) {
	t := &Tree{}
	named, err := h.git(ctx, nil, "rev-parse", "--abbrev-ref", "HEAD", "--")
	if err != nil {
		return nil, err
	}
	if name, _, _ := strings.Cut(string(named), "\n"); name != "HEAD" {
		t.Branch = name
	}
	commit, err := h.git(ctx, nil, "rev-parse", "--short", "HEAD")
	if err != nil {
		return nil, err
	}
	t.Commit = strings.TrimSpace(string(commit))
	if t.Uncommitted, err = h.uncommitted(ctx); err != nil {
		return nil, err
	}
	return t, h.branches(ctx, t)
}

// uncommitted asks for two lists of names, in the stead of git status, whose
// paths count from the top of the repository.
func (h *History) uncommitted(ctx context.Context) ([]string, error) {
	changed, err := h.git(ctx, nil, "diff", "--name-only", "-z", "--no-ext-diff", "--no-textconv", "--relative", "HEAD", "--", h.part)
	if err != nil {
		return nil, err
	}
	fresh, err := h.git(ctx, nil, "ls-files", "--others", "--exclude-standard", "-z", "--", h.part)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, name := range strings.Split(string(changed)+string(fresh), "\x00") {
		if name != "" {
			names = append(names, h.above+name)
		}
	}
	return names, nil
}

func (h *History) branches(ctx context.Context, t *Tree) error {
	listed, err := h.git(ctx, nil, "for-each-ref", "--no-merged", "HEAD", "--sort=-committerdate",
		"--format=%(refname)%00%(refname:short)%00%(objectname)%00%(symref)%00%(committerdate:unix)%00%(authorname)", "refs/heads", "refs/remotes")
	if err != nil {
		return err
	}
	seen := map[string]bool{}
	for _, line := range strings.Split(string(listed), "\n") {
		parts := strings.Split(line, "\x00")
		if len(parts) != 6 || parts[3] != "" || seen[parts[2]] {
			continue
		}
		seen[parts[2]] = true
		if len(t.Branches) == mostBranches {
			t.More++
			continue
		}
		seconds, err := strconv.ParseInt(parts[4], 10, 64)
		if err != nil {
			continue
		}
		b := Branch{Name: parts[1], At: time.Unix(seconds, 0).UTC(), By: parts[5]}
		if err := h.differences(ctx, &b, parts[0]); err != nil {
			return err
		}
		t.Branches = append(t.Branches, b)
	}
	return nil
}

// differences finds what a branch changed since it left this one.
func (h *History) differences(ctx context.Context, b *Branch, ref string) error {
	base, err := h.git(ctx, nil, "merge-base", "HEAD", ref)
	if err != nil {
		b.Apart = true
		return ctx.Err()
	}
	changes, err := h.git(ctx, nil, append(append([]string{"diff"}, raw...), strings.TrimSpace(string(base)), ref, "--", h.part)...)
	if err != nil {
		return err
	}
	tokens := strings.Split(string(changes), "\x00")
	for i := 0; i+1 < len(tokens); i++ {
		words := strings.Fields(tokens[i])
		if len(words) != 5 || !strings.HasPrefix(words[0], ":") {
			continue
		}
		i++
		if words[4][0] == 'R' || words[4][0] == 'C' {
			if i++; i >= len(tokens) {
				break
			}
		}
		if v := h.version(tokens[i], words[3]); v.Blob != "" {
			b.Files = append(b.Files, v)
		} else {
			b.Gone = append(b.Gone, h.above+tokens[i])
		}
	}
	return nil
}
