// Package history is what git knows of the files of a site: under which names
// and with which texts they stood before.
//
// It asks the git command with fixed arguments, without a shell and with --
// before every path; three calls answer for all files together. Nothing is
// fetched and nothing is changed. In: a folder. Out: the former versions of each
// file that lies in it now, newest first, and whether git knows all of them: a
// shallow clone does not. What a version means is left to others.
package history

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
)

// Reasons for which there is no history.
var (
	ErrNoGit        = errors.New("git is not installed")
	ErrNoRepository = errors.New("the folder is not in a git repository")
	ErrNoCommit     = errors.New("nothing has been committed yet")
)

// Version is a file as it once was.
type Version struct {
	Path string // below the folder, with slashes
	Blob string // the name that git gives to its text
}

// History is what git knows of the files of a folder.
type History struct {
	// Shallow says that older commits are missing here, as in many CI jobs.
	Shallow bool

	dir    string
	former map[string][]Version
}

// Read asks git about the files below a part of a folder, such as "content".
// The error is one of those of this package, or says what git said.
func Read(ctx context.Context, dir, part string) (*History, error) {
	if _, err := exec.LookPath("git"); err != nil {
		return nil, ErrNoGit
	}
	h := &History{dir: dir, former: map[string][]Version{}}
	state, err := h.git(ctx, nil, "rev-parse", "--is-inside-work-tree", "--is-shallow-repository", "--verify", "HEAD")
	words := strings.Fields(string(state))
	switch {
	case len(words) < 2 || words[0] != "true":
		return nil, ErrNoRepository
	case err != nil:
		return nil, ErrNoCommit
	}
	h.Shallow = words[1] == "true"
	now, err := h.git(ctx, nil, "diff", "--raw", "-z", "-M", "--no-abbrev", "--no-ext-diff", "--no-textconv", "--relative", "HEAD", "--", part)
	if err != nil {
		return nil, err
	}
	log, err := h.git(ctx, nil, "log", "--raw", "-z", "-M", "--no-abbrev", "--no-ext-diff", "--no-textconv", "--relative", "--format=", "HEAD", "--", part)
	if err != nil {
		return nil, err
	}
	h.follow(append(now, log...))
	return h, nil
}

// Former gives the versions of a file before the one in the folder, newest
// first, under the names that it had.
func (h *History) Former(path string) []Version { return h.former[path] }

// Texts gives the texts of versions. One that is not here, as in a partial
// clone, is left out.
func (h *History) Texts(ctx context.Context, versions []Version) (map[Version][]byte, error) {
	texts := make(map[Version][]byte, len(versions))
	if len(versions) == 0 {
		return texts, nil
	}
	var ask bytes.Buffer
	for _, v := range versions {
		ask.WriteString(v.Blob + "\n")
	}
	answer, err := h.git(ctx, &ask, "cat-file", "--batch", "--buffer")
	if err != nil {
		return nil, err
	}
	r := bufio.NewReader(bytes.NewReader(answer))
	for _, v := range versions {
		line, err := r.ReadString('\n')
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
		if _, err := io.ReadFull(r, text); err != nil {
			return nil, fmt.Errorf("git cat-file ended early: %w", err)
		}
		if words[1] == "blob" {
			texts[v] = text[:size]
		}
	}
	return texts, nil
}

// git runs the git command. No hook, monitor, pager or network is used.
func (h *History) git(ctx context.Context, in io.Reader, args ...string) ([]byte, error) {
	fixed := []string{"--no-optional-locks", "--no-pager", "-c", "core.fsmonitor=false", "-c", "core.quotePath=false", "-c", "diff.renameLimit=2000"}
	command := exec.CommandContext(ctx, "git", append(fixed, args...)...)
	command.Dir = h.dir
	command.Env = append(os.Environ(), "LC_ALL=C", "GIT_TERMINAL_PROMPT=0", "GIT_NO_LAZY_FETCH=1", "GIT_NO_REPLACE_OBJECTS=1")
	command.Stdin = in
	var said bytes.Buffer
	command.Stderr = &said
	out, err := command.Output()
	if err != nil {
		if ctx.Err() != nil {
			return out, ctx.Err()
		}
		sentence, _, _ := strings.Cut(strings.TrimSpace(said.String()), "\n")
		return out, fmt.Errorf("git %s: %w: %s", args[0], err, sentence)
	}
	return out, nil
}

// follow reads changes, newest first, as git's raw format tells them with
// NULs, and follows each file back through its names.
func (h *History) follow(changes []byte) {
	now := map[string]string{} // the name of today by a name of then
	ended := map[string]bool{} // names of then that were another file's
	present := func(path string) (string, bool) {
		if today, moved := now[path]; moved {
			return today, true
		}
		return path, !ended[path]
	}
	tokens := strings.Split(string(changes), "\x00")
	for i := 0; i < len(tokens); i++ {
		words := strings.Fields(strings.TrimLeft(tokens[i], "\n"))
		if len(words) != 5 || !strings.HasPrefix(words[0], ":") || i+1 >= len(tokens) {
			continue
		}
		blob, status := words[2], words[4]
		i++
		path := tokens[i]
		today, known := present(path)
		switch status[0] {
		case 'M', 'T':
			h.note(today, known, Version{path, blob})
		case 'A', 'D':
			delete(now, path)
			ended[path] = true
		case 'R':
			if i++; i >= len(tokens) {
				return
			}
			today, known = present(tokens[i])
			h.note(today, known, Version{path, blob})
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

func (h *History) note(today string, known bool, v Version) {
	if known && strings.Trim(v.Blob, "0") != "" {
		h.former[today] = append(h.former[today], v)
	}
}
