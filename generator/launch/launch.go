// Package launch holds the files that a new paper begins with.
//
// In: what the paper is called, where it will live, when it begins. Out: files
// by path, in order: an example of each thing that an editor writes, a script
// that runs Daybook, and what hosts and forges read. It writes nothing.
//
// They lie in files/ as templates between <% and %>, since workflows use {{ and TOML [[
// themselves; a name that begins with "dot." stands for one that begins with a
// dot, so that nothing takes them for files of this repository.
package launch

import (
	"bytes"
	"embed"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"text/template"
	"time"

	"daybook/generator/commission"
)

//go:embed files
var files embed.FS

// Paper is a paper that is about to begin.
type Paper struct {
	Title   string
	BaseURL string    // whole, with the slash at its end
	Lang    string    // a tag of BCP 47
	Begun   time.Time // in the zone of the paper
	Host    string    // one of Hosts
	// Source is the address of a git repository of Daybook, or empty; Version is
	// a tag, a branch or a commit there. Both are free of quotation marks.
	Source, Version string
}

// Hosts are the hosts that a paper can begin on.
func Hosts() []string { return []string{"netlify", "pages"} }

// File is a file of a new paper.
type File struct {
	Path    string // below the paper's folder, with slashes
	Text    []byte
	Program bool // it can be run
}

// Content is the folder of what editors write. Its files belong together: where
// there is such a folder, none of them is wanted.
const Content = "content/"

// Files gives the files of a paper in order of their paths.
func (p Paper) Files() ([]File, error) {
	var made []File
	for _, part := range []struct{ folder, to string }{{"common", ""}, {p.Host, ""}, {"content", Content}} {
		root := path.Join("files", part.folder)
		err := fs.WalkDir(files, root, func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			text, err := fs.ReadFile(files, name)
			if err != nil {
				return err
			}
			text, err = p.fill(name, text)
			if err != nil {
				return err
			}
			below := part.to + p.named(strings.TrimPrefix(name, root+"/"))
			made = append(made, File{Path: below, Text: text, Program: path.Ext(name) == ".sh"})
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("the files of a new paper: %w", err)
		}
	}
	slices.SortFunc(made, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return made, nil
}

// named gives a file the name that it has in a paper.
func (p Paper) named(name string) string {
	if name == "articles/example.md" {
		return "articles/" + p.Begun.Format("2006/01/02") + "-old-bridge-closed.md"
	}
	parts := strings.Split(name, "/")
	for i, part := range parts {
		if rest, hidden := strings.CutPrefix(part, "dot."); hidden {
			parts[i] = "." + rest
		}
	}
	return strings.Join(parts, "/")
}

// fill puts the paper into a template.
func (p Paper) fill(name string, text []byte) ([]byte, error) {
	t, err := template.New(name).Delims("<%", "%>").Funcs(template.FuncMap{"yaml": commission.Scalar}).Option("missingkey=error").Parse(string(text))
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = t.Execute(&out, struct {
		Paper
		Zone, Today, Words, Yesterday, Now string
	}{
		Paper: p, Zone: p.Begun.Location().String(), Now: p.Begun.Format(time.RFC3339),
		Today: p.Begun.Format(time.DateOnly), Words: p.Begun.Format("2 January 2006"), Yesterday: p.Begun.AddDate(0, 0, -1).Format(time.DateOnly),
	})
	return out.Bytes(), err
}
