package build

import (
	"context"
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"daybook/generator/plan"
	"daybook/generator/problem"
	"daybook/generator/publish"
	"daybook/generator/render"
)

// Explanation says what a file of the site is made from, and whether a build
// would make it again.
type Explanation struct {
	File    plan.File
	Layouts []string // the files of layouts/ that it is made from
	New     bool     // the last build did not have it
	Touched bool     // it is not as the last build left it
	Changed []render.Cause
}

// Again reports whether a build would make the file again.
func (e Explanation) Again() bool { return e.New || e.Touched || len(e.Changed) > 0 }

// Explain explains the files that someone asks about: by a path in the output
// folder, with that folder or below it; by an address of the site; or by a file
// of content/, which gives all files that are about it. Nothing is published.
// A name that means no file of the site is a NoFileError.
func (s *Session) Explain(ctx context.Context, site *Site, out, asked string, o publish.Options) ([]Explanation, error) {
	files := site.meant(out, asked)
	if len(files) == 0 {
		return nil, site.noFile(asked)
	}
	run, err := publish.Open(ctx, out, o)
	if err != nil {
		return nil, err
	}
	explained := make([]Explanation, 0, len(files))
	for _, f := range files {
		e := Explanation{File: f}
		if f.Layout != "" {
			e.Layouts = site.maker.Layouts.Files(f.Layout, f.Lang)
		}
		was, asLeft, known := run.Former(f.Path)
		is, err := site.maker.Key(f)
		if err != nil {
			_ = run.Abort()
			return nil, err
		}
		if e.New, e.Touched = !known, known && !asLeft; known {
			e.Changed = render.Differ(was, is)
		}
		explained = append(explained, e)
	}
	return explained, run.Abort()
}

// meant finds the files that a name means.
func (site *Site) meant(out, asked string) []plan.File {
	name := path.Clean(filepath.ToSlash(asked))
	if below, err := filepath.Rel(out, asked); err == nil && filepath.IsLocal(below) && below != "." {
		name = filepath.ToSlash(below)
	}
	name = strings.TrimPrefix(name, path.Base(filepath.ToSlash(out))+"/")
	address := "/" + strings.Trim(name, "/")
	return slices.DeleteFunc(slices.Clone(site.Files), func(f plan.File) bool {
		return f.Path != name && strings.TrimSuffix(f.Address, "/") != strings.TrimSuffix(address, "/") && !slices.Contains(f.Sources, name)
	})
}

// NoFileError says that a name means no file of the site.
type NoFileError struct {
	Asked string
	Near  string // the path most like it, or empty
}

func (e *NoFileError) Error() string { return fmt.Sprintf("the site has no file %q", e.Asked) }

func (site *Site) noFile(asked string) error {
	known := make([]string, len(site.Files))
	for i, f := range site.Files {
		known[i] = f.Path
	}
	return &NoFileError{asked, problem.Nearest(strings.Trim(filepath.ToSlash(asked), "/"), known)}
}
