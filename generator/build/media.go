package build

import (
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"

	"daybook/generator/plan"
)

// namedMedia gives the paths of media that the site's own layouts name.
func (s *Session) namedMedia() ([]string, error) {
	if info, err := s.root.Stat(LayoutFolder); err != nil || !info.IsDir() {
		return nil, nil
	}
	var named []string
	err := fs.WalkDir(s.root.FS(), LayoutFolder, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		text, err := s.root.ReadFile(name)
		named = append(named, plan.MediaIn(text)...)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", filepath.Join(s.options.Site, LayoutFolder), err)
	}
	slices.Sort(named)
	return slices.Compact(named), nil
}
