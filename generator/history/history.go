// Package history is what git knows of the files of a site: under which names
// and with which texts they stood before, who changed them and when, and what
// stands on other branches.
//
// It asks the git command with fixed arguments, without a shell and with --
// before every path; a few calls answer for all files together. Nothing is
// fetched and nothing is changed. In: a folder. Out: the changes to each file
// that lies in it now, newest first, and whether git knows all of them: a
// shallow clone does not. Where content/ is a repository of its own, such as a
// submodule, that one is asked. What a version means is left to others.
package history

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Reasons for which there is no history.
var (
	ErrNoGit        = errors.New("git is not installed")
	ErrNoRepository = errors.New("the folder is not in a git repository")
	ErrNoCommit     = errors.New("nothing has been committed yet")
	// ErrPartial comes when texts are asked for that a clone with a filter left
	// where it came from; nothing is fetched.
	ErrPartial = errors.New("git has only some of the older texts here (a partial clone)")
)

// Version is a file as it once was.
type Version struct {
	Path string // below the folder, with slashes
	Blob string // the name that git gives to its text
}

// Change is one commit's change to a file.
type Change struct {
	At  time.Time // of the commit, to the second, in UTC
	By  string    // who wrote it
	Was Version   // zero when the file was new
	Now Version   // zero when it was not committed yet
}

// History is what git knows of the files of a folder.
type History struct {
	// Shallow says that older commits are missing here, as in many CI jobs.
	Shallow bool

	repository
	changes map[string][]Change
}

// repository is where git is asked.
type repository struct {
	dir, part string // the folder, and the part of it that counts
	above     string // what stands before the paths that git gives, for those of the site
}

// find finds the repository that holds a part of a folder: that of the folder,
// or one that the part is itself.
func find(ctx context.Context, dir, part string) (repository, error) {
	r := repository{dir: dir, part: part}
	if _, err := exec.LookPath("git"); err != nil {
		return r, ErrNoGit
	}
	inner := repository{dir: filepath.Join(dir, part), part: ".", above: part + "/"}
	of, err := inner.git(ctx, nil, "rev-parse", "--show-toplevel")
	if err != nil {
		return r, nil
	}
	if outer, err := r.git(ctx, nil, "rev-parse", "--show-toplevel"); err != nil || !bytes.Equal(of, outer) {
		return inner, nil
	}
	return r, nil
}

// Read asks git about the files below a part of a folder, such as "content".
// The error is one of those of this package, or says what git said.
func Read(ctx context.Context, dir, part string) (*History, error) {
	h, _, err := begin(ctx, dir, part)
	if err != nil {
		return nil, err
	}
	now, err := h.git(ctx, nil, append(append([]string{"diff"}, raw...), "HEAD", "--", h.part)...)
	if err != nil {
		return nil, err
	}
	return h, h.log(ctx, now)
}

// ReadMain is Read of what was committed, along the first parents of merges
// alone: what the branch itself held, one after the other, and not what stood on
// others before they were merged. It depends on the commit that is checked out
// and on nothing else; Stamp stands for that.
func ReadMain(ctx context.Context, dir, part string) (*History, error) {
	h, _, err := begin(ctx, dir, part)
	if err != nil {
		return nil, err
	}
	return h, h.log(ctx, nil, "--first-parent", "-m")
}

// Stamp stands for what ReadMain would give: it changes with it.
func Stamp(ctx context.Context, dir, part string) (string, error) {
	h, commit, err := begin(ctx, dir, part)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%s %t", commit, h.Shallow), nil
}

// begin finds the repository and the commit that is checked out.
func begin(ctx context.Context, dir, part string) (h *History, commit string, err error) {
	r, err := find(ctx, dir, part)
	if err != nil {
		return nil, "", err
	}
	h = &History{repository: r, changes: map[string][]Change{}}
	state, err := h.git(ctx, nil, "rev-parse", "--is-inside-work-tree", "--is-shallow-repository", "--verify", "HEAD")
	words := strings.Fields(string(state))
	switch {
	case err != nil && strings.Contains(err.Error(), "dubious ownership"):
		return nil, "", fmt.Errorf("%w; git config --global --add safe.directory makes it yours", err)
	case len(words) < 2 || words[0] != "true":
		return nil, "", ErrNoRepository
	case err != nil || len(words) < 3:
		return nil, "", ErrNoCommit
	}
	h.Shallow = words[1] == "true"
	return h, words[2], nil
}

// log follows what was changed since the last commit, if anything is given, and
// what each commit changed.
func (h *History) log(ctx context.Context, now []byte, along ...string) error {
	log, err := h.git(ctx, nil, append(append(append([]string{"log", "--format=tformat:@%ct%x00%an"}, along...), raw...), "HEAD", "--", h.part)...)
	if err != nil {
		return err
	}
	h.follow(append(now, log...))
	return nil
}

// raw asks for changes as git's raw format tells them, with NULs between.
var raw = []string{"--raw", "-z", "-M", "--no-abbrev", "--no-ext-diff", "--no-textconv", "--relative"}

// Former gives the versions of a file before the one in the folder, newest
// first, under the names that it had.
func (h *History) Former(path string) []Version {
	var former []Version
	for _, c := range h.changes[path] {
		if c.Was.Blob != "" {
			former = append(former, c.Was)
		}
	}
	return former
}

// Paths gives the files of which changes are known, sorted.
func (h *History) Paths() []string { return slices.Sorted(maps.Keys(h.changes)) }

// Changes gives the changes to a file, newest first. One that was not committed
// yet has no time.
func (h *History) Changes(path string) []Change { return h.changes[path] }

// Texts gives the texts of versions. Of a partial clone one that is not here is
// left out, or the error is ErrPartial: versions of git differ.
func (r repository) Texts(ctx context.Context, versions []Version) (map[Version][]byte, error) {
	texts := make(map[Version][]byte, len(versions))
	if len(versions) == 0 {
		return texts, nil
	}
	var ask bytes.Buffer
	for _, v := range versions {
		ask.WriteString(v.Blob + "\n")
	}
	answer, err := r.git(ctx, &ask, "cat-file", "--batch", "--buffer")
	if err != nil {
		return nil, err
	}
	from := bufio.NewReader(bytes.NewReader(answer))
	for _, v := range versions {
		line, err := from.ReadString('\n')
		if err != nil {
			return nil, fmt.Errorf("git cat-file ended early: %w", err)
		}
		words := strings.Fields(line)
		if len(words) != 3 {
			continue
		}
		size, err := strconv.Atoi(words[2])
		if err != nil {
			return nil, fmt.Errorf("git cat-file answered %q", line)
		}
		text := make([]byte, size+1)
		if _, err := io.ReadFull(from, text); err != nil {
			return nil, fmt.Errorf("git cat-file ended early: %w", err)
		}
		if words[1] == "blob" {
			texts[v] = text[:size]
		}
	}
	return texts, nil
}

// git runs the git command. No hook, monitor, pager or network is used.
func (r repository) git(ctx context.Context, in io.Reader, args ...string) ([]byte, error) {
	fixed := []string{"--no-optional-locks", "--no-pager", "-c", "core.fsmonitor=false", "-c", "core.quotePath=false", "-c", "diff.renameLimit=2000"}
	command := exec.CommandContext(ctx, "git", append(fixed, args...)...)
	command.Dir = r.dir
	command.Env = append(slices.DeleteFunc(os.Environ(), elsewhere), "LC_ALL=C", "GIT_TERMINAL_PROMPT=0", "GIT_NO_LAZY_FETCH=1", "GIT_NO_REPLACE_OBJECTS=1")
	command.Stdin = in
	var said bytes.Buffer
	command.Stderr = &said
	out, err := command.Output()
	if err != nil {
		if ctx.Err() != nil {
			return out, ctx.Err()
		}
		if strings.Contains(said.String(), "lazy fetching disabled") {
			return out, ErrPartial
		}
		sentence, _, _ := strings.Cut(strings.TrimSpace(said.String()), "\n")
		return out, fmt.Errorf("git %s: %w: %s", args[0], err, sentence)
	}
	return out, nil
}

// elsewhere reports whether a variable of the environment points git at another
// repository than that of the folder, as it does within a hook.
func elsewhere(variable string) bool {
	name, _, _ := strings.Cut(variable, "=")
	switch name {
	case "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES",
		"GIT_SHALLOW_FILE", "GIT_NAMESPACE", "GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS", "GIT_ICASE_PATHSPECS":
		return true
	}
	return false
}

// follow reads changes, newest first, as git's raw format tells them with
// NULs and a line for each commit, and follows each file back through its names.
func (h *History) follow(changes []byte) {
	now := map[string]string{} // the name of today by a name of then
	ended := map[string]bool{} // names of then that were another file's
	present := func(path string) (string, bool) {
		if today, moved := now[path]; moved {
			return today, true
		}
		return path, !ended[path]
	}
	var at time.Time
	var by string
	tokens := strings.Split(string(changes), "\x00")
	for i := 0; i+1 < len(tokens); i++ {
		if seconds, commit := strings.CutPrefix(tokens[i], "@"); commit {
			unix, err := strconv.ParseInt(seconds, 10, 64)
			if err != nil {
				continue
			}
			i++
			at, by = time.Unix(unix, 0).UTC(), tokens[i]
			continue
		}
		words := strings.Fields(strings.TrimLeft(tokens[i], "\n"))
		if len(words) != 5 || !strings.HasPrefix(words[0], ":") {
			continue
		}
		status := words[4]
		i++
		path := tokens[i]
		made := Change{At: at, By: by, Was: h.version(path, words[2]), Now: h.version(path, words[3])}
		today, known := present(path)
		switch status[0] {
		case 'M', 'T':
			h.note(today, known, made)
		case 'A', 'D':
			if status[0] == 'A' {
				h.note(today, known, made)
			}
			delete(now, path)
			ended[path] = true
		case 'R':
			if i++; i >= len(tokens) {
				return
			}
			made.Now.Path = h.above + tokens[i]
			today, known = present(tokens[i])
			h.note(today, known, made)
			delete(now, tokens[i])
			ended[tokens[i]] = true
			if known {
				now[path] = today
			}
		case 'C':
			i++
		}
	}
}

// version gives a version of a file; the zero one where git names no text.
func (h *History) version(path, blob string) Version {
	if strings.Trim(blob, "0") == "" {
		return Version{}
	}
	return Version{h.above + path, blob}
}

func (h *History) note(today string, known bool, c Change) {
	if known {
		h.changes[h.above+today] = append(h.changes[h.above+today], c)
	}
}
