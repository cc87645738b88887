package cli

import (
	"cmp"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"slices"
	"strings"
	"time"

	"daybook/generator/build"
	"daybook/generator/news"
	"daybook/generator/problem"
)

func statusCommand() command {
	var states []string
	for _, s := range statesTold {
		states = append(states, s.word)
	}
	return command{
		name:    "status",
		summary: "who has what in which state: here, and on other branches",
		usage:   "[flags]",
		detail: `What is not public is listed with its authors and with who changed it last and when,
as git knows; then what other branches change, here and on remotes as they were last
fetched. What is public is counted. Without git the states are told all the same.
Nothing is fetched and nothing is changed.

The states are ` + strings.Join(states, ", ") + `.`,
		examples: []string{
			"daybook status",
			"daybook status --by sara                 # what Sara wrote or changed last",
			"daybook status --state in-review,ready   # what waits for an editor",
			"daybook status --state published --all   # what is public, too",
			"daybook status --json                    # for a program",
		},
		setup: setupStatus,
	}
}

// statesTold are the states of pieces, in the order of their telling; the public's
// word is empty in news.Reason.
var statesTold = []struct{ word, title string }{
	{"draft", "Drafts"}, {"in-review", "In review"}, {"ready", "Ready"}, {"scheduled", "Scheduled"}, {"embargo", "Under embargo"},
	{"published", "Published"}, {"expired", "Expired"}, {"killed", "Killed"},
}

// statusFlags are the flags of status that decide what is shown.
type statusFlags struct {
	*terminal
	states, by string
	all, json  bool
	zone       *time.Location
}

func setupStatus(t *terminal, flags *flag.FlagSet) runner {
	var site siteFlags
	site.define(flags)
	s := statusFlags{terminal: t}
	flags.StringVar(&s.states, "state", "", "only pieces in these `STATES`, parted by commas")
	flags.StringVar(&s.by, "by", "", "only pieces that this `NAME` is an author of or changed last; a part of it will do")
	flags.BoolVar(&s.all, "all", false, "list what is public, expired or killed too, and every file of branches")
	flags.BoolVar(&s.json, "json", false, "tell all as JSON")
	return func(ctx context.Context, args []string) error {
		if err := noArguments("status", args); err != nil {
			return err
		}
		wanted, err := s.wanted()
		if err != nil {
			return err
		}
		session, err := site.session(nil)
		if err != nil {
			return err
		}
		defer session.Close()
		found, err := session.Status(ctx)
		if err != nil {
			return err
		}
		s.zone = site.house()
		whole := len(found.Pieces)
		keep := func(pieces []build.Piece) []build.Piece {
			return slices.DeleteFunc(pieces, func(p build.Piece) bool { return !wanted[stateOf(p.State)] || !s.concerns(p) })
		}
		found.Pieces = keep(found.Pieces)
		for i := range found.Branches {
			found.Branches[i].Pieces = keep(found.Branches[i].Pieces)
		}
		if s.json {
			return s.writeJSON(found)
		}
		s.write(found, whole)
		return nil
	}
}

// wanted reads --state.
func (s *statusFlags) wanted() (map[string]bool, error) {
	wanted := map[string]bool{}
	var known []string
	for _, state := range statesTold {
		known = append(known, state.word)
		wanted[state.word] = s.states == ""
	}
	if s.states == "" {
		return wanted, nil
	}
	for _, word := range strings.Split(s.states, ",") {
		word = strings.TrimSpace(word)
		if !slices.Contains(known, word) {
			return nil, unknownWord("there is no state %q", word, known, "the states are "+strings.Join(known, ", "))
		}
		wanted[word] = true
	}
	return wanted, nil
}

// concerns reports whether a piece is by the one who is asked for.
func (s *statusFlags) concerns(p build.Piece) bool {
	has := func(name string) bool {
		return strings.Contains(strings.ToLower(strings.ReplaceAll(name, "-", " ")), strings.ToLower(strings.ReplaceAll(s.by, "-", " ")))
	}
	return s.by == "" || has(p.By) || slices.ContainsFunc(p.Authors, has)
}

func stateOf(r news.Reason) string { return cmp.Or(r.Word, "published") }

func (s *statusFlags) write(found *build.Status, whole int) {
	s.writeTree(found)
	listed := false
	for _, state := range statesTold {
		var pieces []build.Piece
		for _, p := range found.Pieces {
			if stateOf(p.State) == state.word {
				pieces = append(pieces, p)
			}
		}
		if len(pieces) == 0 {
			continue
		}
		listed = true
		if long := state.word == "published" || state.word == "expired" || state.word == "killed"; long && !s.all {
			fmt.Fprintf(s.out, "%s: %s\n", state.title, problem.Grouped(len(pieces)))
			pieces = slices.DeleteFunc(pieces, func(p build.Piece) bool { return !p.Open })
		} else {
			fmt.Fprintf(s.out, "%s: %s\n", state.title, problem.Grouped(len(pieces)))
		}
		s.writePieces(pieces)
	}
	s.writeBranches(found)
	switch {
	case whole == 0:
		fmt.Fprintln(s.out, "There is no content yet; daybook new article \"Title\" begins the first.")
	case !listed:
		fmt.Fprintln(s.out, "Nothing here is so.")
	}
	if found.Unread > 0 {
		fmt.Fprintf(s.err, "%s cannot be read; daybook check says why\n", counted(found.Unread, "file"))
	}
}

// writeTree tells of the repository, and of what git does not know.
func (s *statusFlags) writeTree(found *build.Status) {
	switch tree := found.Tree; {
	case tree == nil:
		fmt.Fprintf(s.err, "note: %v; who changed what, and other branches, are not known\n", found.NoGit)
		return
	case tree.Branch == "":
		fmt.Fprintf(s.out, "On no branch, at commit %s", tree.Commit)
	default:
		fmt.Fprintf(s.out, "On branch %s, at commit %s", plainLine(tree.Branch), tree.Commit)
	}
	if n := len(found.Tree.Uncommitted); n > 0 {
		fmt.Fprintf(s.out, "; not committed: %s", counted(n, "file"))
	}
	fmt.Fprintln(s.out)
	if found.Shallow {
		fmt.Fprintln(s.err, "note: git has only the latest commits here (a shallow clone), so that who changed a file last may be wrong. All of them: git fetch --unshallow; on GitHub, fetch-depth: 0 for actions/checkout; on GitLab, GIT_DEPTH: 0")
	}
}

// writePieces lists pieces, the one that waits longest last.
func (s *statusFlags) writePieces(pieces []build.Piece) {
	for _, p := range slices.SortedStableFunc(slices.Values(pieces), func(a, b build.Piece) int {
		if !a.State.Until.Equal(b.State.Until) {
			return a.State.Until.Compare(b.State.Until)
		}
		return b.At.Compare(a.At)
	}) {
		var facts []string
		if !p.State.Until.IsZero() {
			word := "until"
			if p.State.Word == "expired" {
				word = "since"
			}
			facts = append(facts, word+" "+s.at(p.State.Until))
		}
		if len(p.Authors) > 0 {
			facts = append(facts, "by "+plainLine(strings.Join(p.Authors, ", ")))
		}
		switch {
		case p.Open && p.By == "":
			facts = append(facts, "not committed yet")
		case p.Open:
			facts = append(facts, fmt.Sprintf("changed here and not committed; before by %s, %s", plainLine(p.By), s.at(p.At)))
		case p.By != "":
			facts = append(facts, fmt.Sprintf("changed by %s, %s", plainLine(p.By), s.at(p.At)))
		}
		fmt.Fprintf(s.out, "  %s\n    %s\n", p.Path, plainLine(cmp.Or(p.Title, "without a title")))
		if len(facts) > 0 {
			fmt.Fprintf(s.out, "    %s\n", strings.Join(facts, "; "))
		}
	}
}

// filesOfBranch is how many files of a branch are shown before the rest is
// counted.
const filesOfBranch = 10

func (s *statusFlags) writeBranches(found *build.Status) {
	for _, b := range found.Branches {
		if len(b.Pieces) == 0 && (s.by != "" || s.states != "" || len(b.Files) == 0 && len(b.Gone) == 0 && !b.Apart) {
			continue
		}
		fmt.Fprintf(s.out, "On branch %s, by %s, %s:", plainLine(b.Name), plainLine(b.By), s.at(b.At))
		if b.Apart {
			fmt.Fprintln(s.out, " git knows no commit that it shares with this one")
			continue
		}
		fmt.Fprintf(s.out, " %s changed", counted(len(b.Files), "file"))
		if len(b.Gone) > 0 {
			fmt.Fprintf(s.out, ", %s taken away", problem.Grouped(len(b.Gone)))
		}
		fmt.Fprintln(s.out)
		for i, p := range b.Pieces {
			if i == filesOfBranch && !s.all {
				fmt.Fprintf(s.out, "  … and %s more\n", problem.Grouped(len(b.Pieces)-i))
				break
			}
			fmt.Fprintf(s.out, "  %s\n    %s: %s\n", p.Path, stateOf(p.State), plainLine(cmp.Or(p.Title, "without a title")))
		}
	}
	if found.Tree != nil && found.Tree.More > 0 {
		fmt.Fprintf(s.out, "Branches with older work, not looked at: %s\n", problem.Grouped(found.Tree.More))
	}
}

// at words an instant in the house's zone.
func (s *statusFlags) at(t time.Time) string { return t.In(s.zone).Format("2006-01-02 15:04") }

// plainLine takes from a text what could steer a terminal.
func plainLine(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			return -1
		}
		return r
	}, text)
}

// pieceJSON is a piece for a program.
type pieceJSON struct {
	Path    string     `json:"path"`
	Kind    string     `json:"kind"`
	Title   string     `json:"title"`
	State   string     `json:"state"`
	Until   *time.Time `json:"until,omitempty"`
	Authors []string   `json:"authors,omitempty"`
	By      string     `json:"changed_by,omitempty"`
	At      *time.Time `json:"changed_at,omitempty"`
	Open    bool       `json:"uncommitted,omitempty"`
}

type branchJSON struct {
	Name   string      `json:"name"`
	By     string      `json:"by"`
	At     time.Time   `json:"at"`
	Apart  bool        `json:"apart,omitempty"`
	Pieces []pieceJSON `json:"pieces"`
	Gone   []string    `json:"removed,omitempty"`
}

func (s *statusFlags) writeJSON(found *build.Status) error {
	told := struct {
		Branch   string       `json:"branch,omitempty"`
		Commit   string       `json:"commit,omitempty"`
		Git      string       `json:"git,omitempty"` // why nothing is known from it
		Shallow  bool         `json:"shallow,omitempty"`
		Unread   int          `json:"unread,omitempty"`
		Pieces   []pieceJSON  `json:"pieces"`
		Branches []branchJSON `json:"branches"`
	}{Shallow: found.Shallow, Unread: found.Unread, Pieces: piecesJSON(found.Pieces), Branches: []branchJSON{}}
	if found.Tree != nil {
		told.Branch, told.Commit = found.Tree.Branch, found.Tree.Commit
	} else {
		told.Git = found.NoGit.Error()
	}
	for _, b := range found.Branches {
		told.Branches = append(told.Branches, branchJSON{Name: b.Name, By: b.By, At: b.At, Apart: b.Apart, Pieces: piecesJSON(b.Pieces), Gone: b.Gone})
	}
	encoder := json.NewEncoder(s.out)
	encoder.SetIndent("", "  ")
	return encoder.Encode(told)
}

func piecesJSON(pieces []build.Piece) []pieceJSON {
	made := make([]pieceJSON, 0, len(pieces))
	moment := func(t time.Time) *time.Time {
		if t.IsZero() {
			return nil
		}
		t = t.UTC()
		return &t
	}
	for _, p := range pieces {
		made = append(made, pieceJSON{p.Path, p.Kind, p.Title, stateOf(p.State), moment(p.State.Until), p.Authors, p.By, moment(p.At), p.Open})
	}
	return made
}
