package layout

import (
	"errors"
	"io/fs"
	"path"
	"slices"

	"daybook/generator/source"
)

// folder is where layouts stand in a site.
const folder = "layouts/"

// read reads every layout, partial and strings file. The files are in order of
// their path, which starts with layouts/; the site's own win.
func read(standard, own fs.FS) ([]*source.File, error) {
	byName := map[string]*source.File{}
	err := both(standard, own, []string{"*.html", "partials/*.html", "*" + textEnding}, func(name string, text []byte, _ bool) {
		byName[name] = source.NewFile(folder+name, text)
	})
	if err != nil {
		return nil, err
	}
	files := make([]*source.File, 0, len(byName))
	for _, file := range byName {
		files = append(files, file)
	}
	slices.SortFunc(files, func(a, b *source.File) int {
		return source.Compare(a.Whole(), b.Whole())
	})
	return files, nil
}

// both reads the files of two trees whose names match patterns, those of the
// standard first. Either may be nil.
func both(standard, own fs.FS, patterns []string, put func(name string, text []byte, ofOwn bool)) error {
	for i, tree := range []fs.FS{standard, own} {
		if tree == nil {
			continue
		}
		for _, pattern := range patterns {
			names, err := list(tree, pattern)
			if err != nil {
				return err
			}
			for _, name := range names {
				text, err := fs.ReadFile(tree, name)
				if err != nil {
					return err
				}
				put(name, text, i == 1)
			}
		}
	}
	return nil
}

// list gives the files of one folder whose names match a pattern. A folder
// that does not exist has none; anything else that cannot be read is an error.
func list(tree fs.FS, pattern string) ([]string, error) {
	dir, shape := path.Split(pattern)
	dir = path.Clean(dir)
	entries, err := fs.ReadDir(tree, dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var names []string
	for _, entry := range entries {
		matches, err := path.Match(shape, entry.Name())
		if err != nil {
			return nil, err
		}
		if matches && !entry.IsDir() {
			names = append(names, path.Join(dir, entry.Name()))
		}
	}
	return names, nil
}
