package cli

import (
	"context"
	"crypto/sha256"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"time"

	"daybook/generator/build"
	"daybook/generator/load"
	"daybook/generator/news"
	"daybook/generator/problem"
	"daybook/generator/source"
	"daybook/layouts"
)

// siteFlags are the flags of every command that reads a site.
type siteFlags struct {
	site    string
	baseURL string
	asOf    string
	drafts  bool
	future  bool
	cache   string
	forget  bool // what the cache holds
}

func (s *siteFlags) define(flags *flag.FlagSet) {
	flags.StringVar(&s.site, "site", ".", "the `DIR` that holds content/; default: here")
	flags.StringVar(&s.asOf, "as-of", "", "the site as of this `TIME`, such as 2024-01-19T18:00:00+05:00, or 2024-01-19 for that\n                     day's first instant in the house's zone; default: now")
	flags.StringVar(&s.cache, "cache", "", "the `DIR` that keeps what was read for the next run, or none; default:\n                     .daybook/content/ in the site's folder")
}

// cacheFolder is where what was read is kept, or empty.
func (s *siteFlags) cacheFolder() string {
	switch s.cache {
	case "":
		return filepath.Join(s.site, ".daybook", load.Folder)
	case "none":
		return ""
	}
	return s.cache
}

func (s *siteFlags) defineAddress(flags *flag.FlagSet) {
	flags.StringVar(&s.baseURL, "base-url", "", "the `URL` that the site will have, in the stead of site.yaml's")
}

func (s *siteFlags) defineWithheld(flags *flag.FlagSet) {
	flags.BoolVar(&s.drafts, "drafts", false, "show drafts, pieces in review and ready pieces too")
	flags.BoolVar(&s.future, "future", false, "show scheduled and embargoed pieces too")
}

// session opens the site that the flags name.
func (s *siteFlags) session(progress func(phase string, done, of int)) (*build.Session, error) {
	o, err := s.options(progress)
	if err != nil {
		return nil, err
	}
	return build.NewSession(o)
}

// options says what the flags ask to be built.
func (s *siteFlags) options(progress func(phase string, done, of int)) (build.Options, error) {
	cut, err := s.cut()
	if err != nil {
		return build.Options{}, err
	}
	base := ""
	if s.baseURL != "" {
		whole, ok := load.BaseURL(s.baseURL)
		if !ok {
			return build.Options{}, usageError{fmt.Sprintf("--base-url takes the whole address of a site, and this is %q", s.baseURL), "such as  --base-url https://news.example/"}
		}
		base = whole
	}
	if info, err := os.Stat(s.site); err != nil || !info.IsDir() {
		return build.Options{}, usageError{fmt.Sprintf("there is no folder %s", s.site), "--site names the folder that holds content/"}
	}
	return build.Options{
		Site: s.site, BaseURL: base, Cut: cut, Standard: layouts.Files, Version: programVersion(), Progress: progress, Cache: s.cacheFolder(), Forget: s.forget,
	}, nil
}

// cut reads --as-of; the clock is read when it is not given.
func (s *siteFlags) cut() (news.Cut, error) {
	cut := news.Cut{AsOf: time.Now(), Drafts: s.drafts, Future: s.future}
	if s.asOf == "" {
		return cut, nil
	}
	at, err := s.instant("as-of", s.asOf)
	cut.AsOf = at
	return cut, err
}

// instant reads a time of a flag. A day is its first instant, and a time
// without a zone is one, in the house's zone: that of site.yaml.
func (s *siteFlags) instant(name, text string) (time.Time, error) {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00"} {
		if t, err := time.Parse(layout, text); err == nil {
			return t, nil
		}
	}
	for _, layout := range []string{time.DateOnly, "2006-01-02T15:04:05", "2006-01-02T15:04"} {
		if _, err := time.Parse(layout, text); err == nil {
			return time.ParseInLocation(layout, text, s.house())
		}
	}
	return time.Time{}, usageError{fmt.Sprintf("--%s takes a time, and this is %q", name, text), fmt.Sprintf("such as  --%s 2024-01-19  or  --%[1]s 2024-01-19T18:00:00+05:00", name)}
}

// house is the zone that days begin in, or UTC as long as site.yaml names none.
func (s *siteFlags) house() *time.Location {
	root, err := os.OpenRoot(s.site)
	if err != nil {
		return time.UTC
	}
	defer root.Close()
	site, _ := load.Site(root)
	return site.Zone
}

// programVersion stands for this very program, so that what another version
// made is made again.
func programVersion() [32]byte {
	sum := sha256.New()
	name, err := os.Executable()
	if err == nil {
		var file *os.File
		if file, err = os.Open(name); err == nil {
			defer file.Close()
			_, err = io.Copy(sum, file)
		}
	}
	if err != nil {
		fmt.Fprintf(sum, "%s", Version)
	}
	return [32]byte(sum.Sum(nil))
}

// output is where the site is published: --out, or public/ in the site's
// folder. What the site is made from is refused.
func (s *siteFlags) output(out string) (string, error) {
	if out == "" {
		return filepath.Join(s.site, "public"), nil
	}
	for _, folder := range []string{load.Folder, build.LayoutFolder} {
		if within(out, filepath.Join(s.site, folder)) {
			return "", usageError{fmt.Sprintf("--out %s lies in %s/, which the site is made from", out, folder), "choose a folder of its own, such as  --out public"}
		}
	}
	return out, nil
}

// within reports whether a path, which need not exist yet, lies in a folder or
// is the folder.
func within(name, folder string) bool {
	below, err := filepath.Rel(real(folder), real(name))
	return err == nil && filepath.IsLocal(below)
}

// real follows the links of that part of a path that exists.
func real(name string) string {
	whole, err := filepath.Abs(name)
	if err != nil {
		return name
	}
	if found, err := filepath.EvalSymlinks(whole); err == nil {
		return found
	}
	if parent := filepath.Dir(whole); parent != whole {
		return filepath.Join(real(parent), filepath.Base(whole))
	}
	return whole
}

// most is how many problems are shown before the rest is counted.
const most = 100

// tell writes problems for a person.
func (t *terminal) tell(w io.Writer, site string, problems []problem.Problem, all bool) error {
	o := problem.TextOptions{Color: t.colors(w), Line: excerpts(site), Most: most}
	if all {
		o.Most = 0
	}
	return problem.WriteText(w, problems, o)
}

// excerpts gives the lines of a site's files, each read once.
func excerpts(site string) func(source.Place) string {
	files := map[string]*source.File{}
	return func(p source.Place) string {
		f := files[p.Path]
		if f == nil {
			f = source.NewFile(p.Path, nil)
			if root, err := os.OpenRoot(site); err == nil {
				f = source.NewFile(p.Path, load.Text(root, p.Path))
				root.Close()
			}
			files[p.Path] = f
		}
		return f.Line(p.Line)
	}
}

// colors reports whether a stream takes colours: a terminal, unless NO_COLOR
// is set (no-color.org).
func (t *terminal) colors(w io.Writer) bool { return t.env("NO_COLOR") == "" && isTerminal(w) }

func isTerminal(w io.Writer) bool {
	file, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// progress gives a function that draws a bar on a terminal once work has taken
// over a second, and one that takes it away.
func (t *terminal) progress() (draw func(phase string, done, of int), clear func()) {
	if !isTerminal(t.err) {
		return nil, func() {}
	}
	var mu sync.Mutex
	began, drawn, shown, now := time.Now(), time.Time{}, false, rate{}
	draw = func(phase string, done, of int) {
		mu.Lock()
		defer mu.Unlock()
		at := time.Now()
		if phase != now.phase {
			now = rate{phase, at, done - 1}
		}
		if at.Sub(began) < time.Second || at.Sub(drawn) < 100*time.Millisecond {
			return
		}
		drawn, shown = at, true
		fmt.Fprintf(t.err, "\r\x1b[K%s", now.words(done, of, at))
	}
	return draw, func() {
		mu.Lock()
		defer mu.Unlock()
		if shown {
			fmt.Fprint(t.err, "\r\x1b[K")
			shown = false
		}
	}
}

// rate is how fast a phase of a build goes.
type rate struct {
	phase string
	began time.Time
	from  int // how many were done then
}

// phases words what is done in each, and to what.
var phases = map[string]string{"read": "reading %s of %s files", "make": "making %s of %s pages and files", "send": "sending %s of %s files"}

func (r rate) words(done, of int, at time.Time) string {
	words := fmt.Sprintf(phases[r.phase], problem.Grouped(done), problem.Grouped(of))
	if took := at.Sub(r.began).Seconds(); took > 0.1 {
		words += fmt.Sprintf(", %s a second", problem.Grouped(int(float64(done-r.from)/took)))
	}
	return words
}

// settle settles a site and tells its problems; errProblems when they stop a
// build.
func (t *terminal) settle(ctx context.Context, s *build.Session, dir string, all bool) (*build.Site, error) {
	site, err := s.Settle(ctx)
	if err != nil {
		return nil, err
	}
	if err := t.tell(t.err, dir, site.Problems, all); err != nil {
		return nil, err
	}
	if problem.Stops(site.Problems) {
		errors, warnings := problem.Count(site.Problems)
		fmt.Fprintf(t.err, "%s; nothing was published\n", problem.Tally(errors, warnings))
		return nil, errProblems
	}
	return site, nil
}
