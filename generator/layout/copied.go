package layout

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"

	"daybook/generator/problem"
)

// RuleBehind is about a copy of a standard file that has changed since.
const RuleBehind = "layout-behind"

// Standing is how a site's own file stands to the standard one of its name.
type Standing struct {
	Name string // below layouts/
	// Standard and Own say where there is such a file: in Daybook, in the site.
	Standard, Own bool
	// Copied says that the site's was copied and knows of which standard; Behind
	// that the standard is another now; Changed that the copy is not what it was,
	// or, where it does not know of which standard it is, not what the standard is.
	Copied, Behind, Changed bool
}

// shapes are the files that Daybook reads from a folder of layouts.
var shapes = []string{"*.html", "*" + textEnding, "partials/*.html", "strings/*.yaml", "assets/*"}

// Standings gives all files of the standard layouts and of a site's own, which
// may be nil, in order of their names.
func Standings(standard, own fs.FS) ([]Standing, error) {
	byName := map[string]Standing{}
	texts := map[string][]byte{}
	err := both(standard, own, shapes, func(name string, text []byte, ofOwn bool) {
		s := byName[name]
		s.Name = name
		if ofOwn {
			s = s.with(text, texts[name])
		} else {
			s.Standard, texts[name] = true, text
		}
		byName[name] = s
	})
	if err != nil {
		return nil, err
	}
	found := make([]Standing, 0, len(byName))
	for _, name := range slices.Sorted(maps.Keys(byName)) {
		found = append(found, byName[name])
	}
	return found, nil
}

// with adds the site's own file.
func (s Standing) with(own, standard []byte) Standing {
	s.Own = true
	of, rest := unmarked(own)
	s.Copied = of != ""
	s.Changed = !s.Standard || checksum(rest) != checksum(standard)
	if s.Copied {
		s.Changed = checksum(rest) != of
		s.Behind = s.Standard && checksum(standard) != of
	}
	return s
}

// Copy gives a copy of a standard file with a mark in its first line, a comment
// by which Standings knows later what it was copied from.
func Copy(name string, standard []byte) []byte { return marked(name, standard, standard) }

// Merged gives a site's own file with the mark that it is up to the standard
// one.
func Merged(name string, own, standard []byte) []byte {
	_, rest := unmarked(own)
	return marked(name, rest, standard)
}

// marks are the comments of the sorts of file, by the ending of their names;
// those of templates leave no space behind.
var marks = map[string]string{
	".html": "{{- /* %s */ -}}\n", ".txt": "{{- /* %s */ -}}\n",
	".css": "/* %s */\n", ".js": "/* %s */\n", ".yaml": "# %s\n", ".svg": "<!-- %s -->\n",
}

func marked(name string, text, of []byte) []byte {
	mark, known := marks[path.Ext(name)]
	if !known {
		return text
	}
	return append(fmt.Appendf(nil, mark, "Copied from Daybook's own, "+checksum(of)), text...)
}

var markedLine = regexp.MustCompile(`^[^\n]{0,8}Copied from Daybook's own, ([0-9a-f]{12})[^\n]*\n`)

// unmarked takes the mark off a file; of is empty where it has none.
func unmarked(text []byte) (of string, rest []byte) {
	found := markedLine.FindSubmatch(text)
	if found == nil {
		return "", text
	}
	return string(found[1]), text[len(found[0]):]
}

// checksum stands for a text, however its lines end.
func checksum(text []byte) string {
	return fmt.Sprintf("%.6x", sha256.Sum256(bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))))
}

// behind tells of copies whose standard has changed.
func behind(standard, own fs.FS) ([]problem.Problem, error) {
	if standard == nil || own == nil {
		return nil, nil
	}
	standings, err := Standings(standard, own)
	if err != nil {
		return nil, err
	}
	var problems []problem.Problem
	for _, s := range standings {
		if !s.Behind {
			continue
		}
		p := problem.Warn(RuleBehind, place(s.Name), "this is a copy of a standard layout that has changed since")
		if s.Changed {
			p = p.Hinted("compare it with  daybook layouts show %s  and take over what you need, then  daybook layouts copy --merged %[1]s", s.Name)
		} else {
			p = p.Hinted("you have changed nothing in it:  daybook layouts copy %s  takes the new one, or delete it", s.Name)
		}
		problems = append(problems, p)
	}
	return problems, nil
}

// ErrUnknown says that no standard layout has a name.
var ErrUnknown = errors.New("no standard layout is called so")

// Standard gives the text of a standard file that Standings names.
func Standard(standard fs.FS, name string) ([]byte, error) {
	for _, shape := range shapes {
		if matches, err := path.Match(shape, name); err == nil && matches {
			text, err := fs.ReadFile(standard, name)
			if errors.Is(err, fs.ErrNotExist) {
				return nil, ErrUnknown
			}
			return text, err
		}
	}
	return nil, ErrUnknown
}
