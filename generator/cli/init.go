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
	"slices"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/language"

	"daybook/generator/launch"
	"daybook/generator/load"
)

func initCommand() command {
	return command{
		name:    "init",
		summary: "begin a new paper: an example, settings, workflows",
		usage:   "DIR [flags]",
		detail: `DIR is made where there is none. What is there already is left alone, file by file;
where there is a content/ nothing is added to it, so that init can also give an older
site the workflows.

The paper needs no copy of the layouts; see  daybook layouts.  It runs Daybook through
daybook.sh, which takes the one on the PATH or builds one from the git repository that
--source names.`,
		examples: []string{
			`daybook init paper --title "The Riverside Paper" --base-url https://paper.example/`,
			"daybook init paper --host pages          # with a workflow for GitHub Pages in the stead of netlify.toml",
			"daybook init paper --source https://git.example/daybook.git --version v1.2.0",
			"daybook init . --dry-run                 # what would be written here",
		},
		setup: setupInit,
	}
}

// founding is what the flags of init say.
type founding struct {
	*terminal
	title, baseURL, lang, zone, host, source, version, asOf string
	dry                                                     bool
}

func setupInit(t *terminal, flags *flag.FlagSet) runner {
	f := &founding{terminal: t}
	flags.StringVar(&f.title, "title", "", "the `NAME` of the paper; default: that of the folder")
	flags.StringVar(&f.baseURL, "base-url", "https://paper.example/", "the `URL` that it will have")
	flags.StringVar(&f.lang, "lang", "en", "its `LANGUAGE`, such as ur")
	flags.StringVar(&f.zone, "time-zone", "UTC", "the `ZONE` that its days begin in, such as Asia/Karachi")
	flags.StringVar(&f.host, "host", launch.Hosts()[0], "where it is published: `"+strings.Join(launch.Hosts(), "|")+"` (GitHub Pages)")
	flags.StringVar(&f.source, "source", "", "the `ADDRESS` of a git repository of Daybook, for machines that have none installed")
	flags.StringVar(&f.version, "version", "main", "the tag, branch or commit (`VERSION`) to build there")
	flags.StringVar(&f.asOf, "as-of", "", "the `TIME` at which the paper begins; default: now")
	flags.BoolVar(&f.dry, "dry-run", false, "name the files and write none")
	return func(_ context.Context, args []string) error {
		if len(args) != 1 {
			return usageError{"init takes the folder of the new paper", "such as  daybook init paper"}
		}
		paper, err := f.paper(args[0])
		if err != nil {
			return err
		}
		return f.write(args[0], paper)
	}
}

// paper turns the flags into a paper, or says what is wrong with them.
func (f *founding) paper(dir string) (launch.Paper, error) {
	p := launch.Paper{Title: strings.TrimSpace(f.title), Lang: f.lang, Host: f.host, Source: f.source, Version: f.version}
	if p.Title == "" {
		whole, err := filepath.Abs(dir)
		if err != nil {
			return p, err
		}
		p.Title = titled(filepath.Base(whole))
	}
	if strings.ContainsFunc(p.Title, unicode.IsControl) {
		return p, usageError{"a title is text on one line", `such as  --title "The Riverside Paper"`}
	}
	base, whole := load.BaseURL(f.baseURL)
	if !whole {
		return p, usageError{fmt.Sprintf("--base-url takes the whole address of a site, and this is %q", f.baseURL), "such as  --base-url https://paper.example/"}
	}
	p.BaseURL = base
	if _, err := language.Parse(f.lang); err != nil {
		return p, usageError{fmt.Sprintf("%q is not the code of a language", f.lang), "use a code of BCP 47, such as en, ur, fa or pt-BR"}
	}
	if !slices.Contains(launch.Hosts(), f.host) {
		return p, unknownWord("init knows no host %q", f.host, launch.Hosts(), "it knows "+strings.Join(launch.Hosts(), " and "))
	}
	for name, value := range map[string]string{"source": f.source, "version": f.version} {
		if strings.HasPrefix(value, "-") || strings.ContainsFunc(value, func(r rune) bool { return r == '\'' || unicode.IsControl(r) || unicode.IsSpace(r) }) {
			return p, usageError{fmt.Sprintf("--%s cannot be %q", name, value), "it goes to git as one word"}
		}
	}
	zone, err := time.LoadLocation(f.zone)
	if err != nil || f.zone == "Local" || f.zone == "" {
		return p, usageError{fmt.Sprintf("there is no time zone %q", f.zone), "name one of the IANA database, such as Asia/Karachi or Europe/Paris"}
	}
	p.Begun = time.Now().In(zone).Truncate(time.Minute)
	if f.asOf != "" {
		if p.Begun, err = (&siteFlags{site: dir}).instant("as-of", f.asOf); err == nil {
			p.Begun = p.Begun.In(zone)
		}
	}
	return p, err
}

// titled makes a name for a paper of that of its folder.
func titled(folder string) string {
	words := strings.FieldsFunc(folder, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if len(words) == 0 {
		return "Daybook"
	}
	first := []rune(words[0])
	words[0] = string(unicode.ToUpper(first[0])) + string(first[1:])
	return strings.Join(words, " ")
}

func (f *founding) write(dir string, p launch.Paper) error {
	files, err := p.Files()
	if err != nil {
		return err
	}
	if f.dry {
		return f.list(dir, files)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return usageError{fmt.Sprintf("%s cannot be made a folder: %v", dir, err), "name a folder, or one that is not there yet"}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return usageError{fmt.Sprintf("%s is no folder: %v", dir, err), "name a folder, or one that is not there yet"}
	}
	defer root.Close()
	wrote := 0
	for _, file := range wanted(root, files) {
		err := create(root, file.Path, string(file.Text))
		if errors.Is(err, fs.ErrExist) {
			fmt.Fprintf(f.err, "%s is there already, and was left alone\n", filepath.Join(dir, filepath.FromSlash(file.Path)))
			continue
		}
		if err == nil && file.Program {
			err = root.Chmod(file.Path, 0o755)
		}
		if err != nil {
			return fmt.Errorf("write %s: %w", path.Join(dir, file.Path), err)
		}
		wrote++
		fmt.Fprintln(f.out, filepath.Join(dir, filepath.FromSlash(file.Path)))
	}
	if wrote == 0 {
		fmt.Fprintln(f.err, "everything is there already; nothing was written")
		return nil
	}
	fmt.Fprintf(f.err, "Look at it with  daybook serve --site %s;  %s says what comes next.\n", dir, filepath.Join(dir, "README.md"))
	if p.Source == "" {
		fmt.Fprintln(f.err, "daybook.sh names no source yet: without one the workflows and the host cannot build Daybook (init --source, or SOURCE in daybook.sh).")
	}
	return nil
}

// list names the files that would be written.
func (f *founding) list(dir string, files []launch.File) error {
	root, err := os.OpenRoot(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return usageError{fmt.Sprintf("%s is no folder: %v", dir, err), "name a folder, or one that is not there yet"}
	default:
		defer root.Close()
		files = slices.DeleteFunc(wanted(root, files), func(file launch.File) bool {
			_, err := root.Lstat(file.Path)
			return err == nil
		})
	}
	for _, file := range files {
		fmt.Fprintln(f.out, filepath.Join(dir, filepath.FromSlash(file.Path)))
	}
	return nil
}

// wanted leaves out the example where there is content already.
func wanted(root *os.Root, files []launch.File) []launch.File {
	if _, err := root.Lstat(load.Folder); err != nil {
		return files
	}
	return slices.DeleteFunc(slices.Clone(files), func(file launch.File) bool { return strings.HasPrefix(file.Path, launch.Content) })
}
