package cli

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"daybook/generator/build"
	"daybook/generator/layout"
	"daybook/layouts"
)

func layoutsCommand() command {
	return command{
		name:    "layouts",
		summary: "the standard layouts, and copies of them to change",
		usage:   "list | show NAME | copy NAME… [flags]",
		detail: `A site needs no layouts: the standard ones are in Daybook. A file of the same name
in the site's layouts/ wins over the standard one, and all others stay standard.

list shows every file and how the site's own stand to the standard. show prints a
standard one. copy puts standard ones into layouts/ to be changed; the copy knows
in its first line what it was copied from, and  check  says when that has changed
since. A file that you have changed is never overwritten.`,
		examples: []string{
			"daybook layouts list",
			"daybook layouts copy partials/footer.html        # then change layouts/partials/footer.html",
			"daybook layouts show article.html | diff layouts/article.html -   # what is different in mine",
			"daybook layouts copy --merged article.html       # mine has what it needs of the new standard",
		},
		setup: setupLayouts,
	}
}

// wardrobe is the layouts of a site and those of Daybook.
type wardrobe struct {
	*terminal
	site   string
	merged bool
}

func setupLayouts(t *terminal, flags *flag.FlagSet) runner {
	w := &wardrobe{terminal: t}
	flags.StringVar(&w.site, "site", ".", "the `DIR` of the site; default: here")
	flags.BoolVar(&w.merged, "merged", false, "copy nothing; note that the site's own has what it needs of the standard as it is now")
	return func(_ context.Context, args []string) error {
		usage := usageError{"layouts takes  list,  show  or  copy", "run  daybook layouts -h  for examples"}
		if len(args) == 0 {
			return usage
		}
		for i, name := range args[1:] {
			args[i+1] = strings.TrimPrefix(path.Clean(filepath.ToSlash(name)), build.LayoutFolder+"/")
		}
		switch verb, names := args[0], args[1:]; {
		case verb == "list" && len(names) == 0:
			return w.list()
		case verb == "show" && len(names) == 1:
			return w.show(names[0])
		case verb == "copy" && len(names) > 0:
			return w.copyAll(names)
		case verb == "copy" || verb == "show":
			return usageError{fmt.Sprintf("layouts %s takes the name of a layout", verb), "daybook layouts list  shows them"}
		}
		return usage
	}
}

// own opens the site's own layouts; nil where it has none.
func (w *wardrobe) own() (*os.Root, error) {
	root, err := os.OpenRoot(w.site)
	if err != nil {
		return nil, usageError{fmt.Sprintf("there is no folder %s", w.site), "--site names the folder that holds content/"}
	}
	defer root.Close()
	folder, err := root.OpenRoot(build.LayoutFolder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return folder, err
}

// standings tells how every file stands.
func (w *wardrobe) standings() ([]layout.Standing, error) {
	folder, err := w.own()
	if err != nil {
		return nil, err
	}
	if folder == nil {
		return layout.Standings(layouts.Files, nil)
	}
	defer folder.Close()
	return layout.Standings(layouts.Files, folder.FS())
}

func (w *wardrobe) list() error {
	standings, err := w.standings()
	if err != nil {
		return err
	}
	for _, s := range standings {
		if words := worded(s); words != "" {
			fmt.Fprintf(w.out, "%-28s %s\n", s.Name, words)
		} else {
			fmt.Fprintln(w.out, s.Name)
		}
	}
	return nil
}

// worded tells in words how a file stands to the standard; a standard one needs
// none.
func worded(s layout.Standing) string {
	switch {
	case !s.Own:
		return ""
	case !s.Standard && s.Copied:
		return "yours; copied from a standard one that is no more"
	case !s.Standard:
		return "yours"
	case s.Behind && s.Changed:
		return "yours; copied, and the standard one has changed since"
	case s.Behind:
		return "copied; the standard one has changed since, and you have not"
	case s.Changed:
		return "yours, in the stead of the standard one"
	}
	return "the same as the standard one"
}

func (w *wardrobe) show(name string) error {
	text, err := standard(name)
	if err != nil {
		return err
	}
	_, err = w.out.Write(text)
	return err
}

// standard gives the text of a standard layout, or says which one may be meant.
func standard(name string) ([]byte, error) {
	text, err := layout.Standard(layouts.Files, name)
	if !errors.Is(err, layout.ErrUnknown) {
		return text, err
	}
	all, err := layout.Standings(layouts.Files, nil)
	if err != nil {
		return nil, err
	}
	var known []string
	for _, s := range all {
		if path.Base(s.Name) == path.Base(name) || path.Base(s.Name) == name+".html" {
			return nil, usageError{fmt.Sprintf("no standard layout is called %q", name), fmt.Sprintf("did you mean %q?", s.Name)}
		}
		known = append(known, s.Name)
	}
	return nil, unknownWord("no standard layout is called %q", name, known, "daybook layouts list  shows them")
}

// copyAll looks at every name before it writes the first file.
func (w *wardrobe) copyAll(names []string) error {
	standings, err := w.standings()
	if err != nil {
		return err
	}
	by := map[string]layout.Standing{}
	for _, s := range standings {
		by[s.Name] = s
	}
	for _, name := range names {
		if _, err := standard(name); err != nil {
			return err
		}
		switch s := by[name]; {
		case w.merged && !s.Own:
			return usageError{fmt.Sprintf("the site has no %s/%s", build.LayoutFolder, name), "without --merged it is copied"}
		case !w.merged && s.Own && s.Changed:
			return usageError{fmt.Sprintf("%s/%s is yours and was left alone", build.LayoutFolder, name),
				fmt.Sprintf("compare it with  daybook layouts show %s;  when it has what it needs,  daybook layouts copy --merged %[1]s", name)}
		}
	}
	root, err := os.OpenRoot(w.site)
	if err != nil {
		return err
	}
	defer root.Close()
	for _, name := range names {
		if err := w.put(root, name); err != nil {
			return err
		}
	}
	return nil
}

func (w *wardrobe) put(root *os.Root, name string) error {
	text, err := standard(name)
	if err != nil {
		return err
	}
	whole := path.Join(build.LayoutFolder, name)
	made := layout.Copy(name, text)
	if w.merged {
		own, err := root.ReadFile(whole)
		if err != nil {
			return err
		}
		made = layout.Merged(name, own, text)
	}
	if err := root.MkdirAll(path.Dir(whole), 0o755); err != nil {
		return err
	}
	if err := root.WriteFile(whole, made, 0o644); err != nil {
		return fmt.Errorf("write %s: %w", whole, err)
	}
	fmt.Fprintln(w.out, filepath.Join(w.site, filepath.FromSlash(whole)))
	return nil
}
