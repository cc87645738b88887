package cli

import (
	"cmp"
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
	"unicode/utf8"

	"golang.org/x/text/language"

	"daybook/generator/commission"
	"daybook/generator/fields"
	"daybook/generator/load"
	"daybook/generator/news"
	"daybook/generator/problem"
	"daybook/generator/when"
)

func newCommand() command {
	var kinds []string
	for _, kind := range fields.Kinds() {
		kinds = append(kinds, kind.Name)
	}
	return command{
		name:    "new",
		summary: "write a new article, topic, event, person … to fill in",
		usage:   "KIND \"Title\" [flags]",
		detail: `KIND is ` + strings.Join(kinds, ", ") + `. The file
gets an id, which never changes, and a comment on each field that most such files
have. An article begins as a draft. A file that is there already is left alone.`,
		examples: []string{
			`daybook new article "Ministers speak" --topic pakistan-iran-relations`,
			`daybook new event "Iran strikes Panjgur" --date 2024-01-16`,
			`daybook new person "Nasser Kanani"`,
		},
		setup: setupNew,
	}
}

// words are the values of a flag that may be given several times.
type words []string

func (w *words) String() string { return strings.Join(*w, ", ") }

func (w *words) Set(value string) error {
	*w = append(*w, value)
	return nil
}

// assignment is what the flags of `new` say.
type assignment struct {
	*terminal
	site, slug, lang, date, dir string
	topics, people              words
}

func setupNew(t *terminal, flags *flag.FlagSet) runner {
	a := &assignment{terminal: t}
	flags.StringVar(&a.site, "site", ".", "the `DIR` that holds content/; default: here")
	flags.Var(&a.topics, "topic", "the `TOPIC` that it belongs to; may be given again")
	flags.Var(&a.people, "person", "the `PERSON` who is in it; may be given again")
	flags.StringVar(&a.lang, "lang", "", "its `LANGUAGE`, such as ur, where it is not the site's")
	flags.StringVar(&a.date, "date", "", "the `DATE` of filing, or of the event; default: today, and for an event unknown")
	flags.StringVar(&a.slug, "slug", "", "the `SLUG`, last part of its address; default: made from the title")
	flags.StringVar(&a.dir, "dir", "", "the `FOLDER` below that of the kind; default: articles by year and month")
	return func(ctx context.Context, args []string) error {
		if len(args) != 2 {
			return usageError{"new takes a kind and a title in quotation marks", `such as  daybook new article "Ministers speak"`}
		}
		kind, err := kindNamed("new", args[0], fields.Kinds())
		if err != nil {
			return err
		}
		return a.write(ctx, kind, strings.TrimSpace(args[1]))
	}
}

func (a *assignment) write(ctx context.Context, kind fields.Kind, title string) error {
	root, err := os.OpenRoot(a.site)
	if err != nil {
		return usageError{fmt.Sprintf("there is no folder %s", a.site), "--site names the folder that holds content/"}
	}
	defer root.Close()
	if info, err := root.Lstat(load.Folder); err != nil || !info.IsDir() {
		return usageError{fmt.Sprintf("there is no folder content/ in %s", a.site), "start Daybook in the folder that holds content/, or name that folder with --site DIR"}
	}
	archive, err := desk(ctx, root)
	if err != nil {
		return err
	}
	order, err := a.order(archive, kind, title)
	if err != nil {
		return err
	}
	name := path.Join(load.Folder, order.Path())
	err = create(root, name, order.Text())
	if errors.Is(err, fs.ErrExist) {
		return usageError{name + " is there already, and was left alone", fmt.Sprintf("write into it, or give the new one another address:  --slug %s", a.free(root, order))}
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	fmt.Fprintln(a.out, filepath.Join(a.site, filepath.FromSlash(name)))
	fmt.Fprintln(a.err, next[kind.Name])
	return nil
}

// next says what to do with a new file.
var next = map[string]string{
	"article":      "Write below the second ---, run  daybook check,  and change status: draft to status: published with a day in published:.",
	"topic":        "Say in status: where things stand, and write the background below the second ---.",
	"event":        "Say when it happened in date:, who acted and who says so; reports join it by its id.",
	"person":       "Say who it is in summary: and role:; articles name the file in people:.",
	"organisation": "Say what it is in summary:; articles name the file in organisations:.",
	"place":        "Say where it is in within: and coordinates:; articles name the file in places:.",
	"page":         "Write below the second ---, and link to the page from the menus of site.yaml.",
}

// desk gives all that is written so far, whether readers see it or not.
// Mistakes in it are not told: they are no reason not to begin a new file.
func desk(ctx context.Context, root *os.Root) (*news.Archive, error) {
	var loader load.Loader
	content, err := loader.Load(ctx, root)
	if err != nil {
		return nil, err
	}
	if content.Copies.Site.Zone == nil {
		content.Copies.Site, _ = load.Site(root)
	}
	archive, _ := news.Gather(content.Copies, news.Cut{AsOf: time.Now(), Drafts: true, Future: true})
	return archive, nil
}

// order turns the flags into an order, or says what is wrong with them.
func (a *assignment) order(archive *news.Archive, kind fields.Kind, title string) (commission.Order, error) {
	o := commission.Order{Kind: kind, Title: title, Slug: a.slug, Lang: a.lang}
	if title == "" || !utf8.ValidString(title) || strings.ContainsFunc(title, func(r rune) bool { return unicode.IsControl(r) || r == '\u2028' || r == '\u2029' }) {
		return o, usageError{"a title is text on one line", fmt.Sprintf("such as  daybook new %s \"Ministers speak\"", kind.Name)}
	}
	if o.Slug == "" {
		o.Slug = commission.Slug(title, kind)
	}
	if o.Slug == "" {
		return o, usageError{fmt.Sprintf("the title %q gives no address, for it has neither letters nor digits", title), "say how the address ends:  --slug some-words"}
	}
	if o.Slug != commission.Slug(o.Slug, kind) {
		return o, usageError{fmt.Sprintf("--slug cannot be %q", o.Slug), "write it as  --slug " + cmp.Or(commission.Slug(o.Slug, kind), "some-words")}
	}
	if _, err := language.Parse(a.lang); a.lang != "" && err != nil {
		return o, usageError{fmt.Sprintf("%q is not the code of a language", a.lang), "use a code of BCP 47, such as en, ur, fa or pt-BR"}
	}
	for _, step := range []func(*commission.Order, *news.Archive) error{a.setDate, a.setFolder, a.setTopics, a.setPeople, setName} {
		if err := step(&o, archive); err != nil {
			return o, err
		}
	}
	o.ID = commission.ID(kind, o.Slug, o.Day)
	for i := 2; kind.Name == fields.Article.Name && archive.Article(o.ID) != nil; i++ {
		o.ID = fmt.Sprintf("%s-%d", commission.ID(kind, o.Slug, o.Day), i)
	}
	return o, nil
}

func (a *assignment) setDate(o *commission.Order, archive *news.Archive) error {
	o.Day = time.Now().In(archive.House())
	if a.date == "" {
		return nil
	}
	date, err := when.Parse(a.date, archive.House())
	if o.Kind.Name == fields.Event.Name {
		if err != nil && a.date != "unknown" {
			return usageError{fmt.Sprintf("--date takes a date, and this is %q", a.date), "such as  --date 2024-01-16,  --date 2024-01  or  --date unknown"}
		}
		o.Date = a.date
		return nil
	}
	if err != nil || date.Precision() < when.DayPrecision {
		return usageError{fmt.Sprintf("--date takes a day, and this is %q", a.date), "such as  --date 2024-01-19  or  --date 2024-01-19T18:30:00+05:00"}
	}
	year, month, day := date.Civil()
	o.Day = time.Date(year, month, day, 0, 0, 0, 0, archive.House())
	if len(a.date) > len(time.DateOnly) {
		o.Date = a.date
	}
	return nil
}

func (a *assignment) setFolder(o *commission.Order, _ *news.Archive) error {
	if a.dir == "" {
		return nil
	}
	folder := path.Clean(filepath.ToSlash(a.dir))
	for _, above := range []string{load.Folder, o.Kind.Folder} {
		if folder == above {
			folder = "."
		}
		folder = strings.TrimPrefix(folder, above+"/")
	}
	if !fs.ValidPath(folder) {
		return usageError{fmt.Sprintf("--dir %s lies outside of content/%s/", a.dir, o.Kind.Folder), "name a folder below it, such as  --dir 2024/crisis"}
	}
	o.Folder = folder
	return nil
}

func (a *assignment) setTopics(o *commission.Order, archive *news.Archive) error {
	if len(a.topics) > 0 && fields.Find(o.Kind.Fields, "topics") == nil {
		return usageError{fmt.Sprintf("files of the kind %s have no topics", o.Kind.Name), "leave out --topic"}
	}
	for _, name := range a.topics {
		topic := archive.Topic(name)
		if topic == nil {
			return unknownTopic(name, archive)
		}
		if !slices.Contains(o.Topics, topic.Slug) {
			o.Topics = append(o.Topics, topic.Slug)
		}
	}
	return nil
}

func unknownTopic(name string, archive *news.Archive) error {
	var slugs []string
	for _, topic := range archive.Topics {
		slugs = append(slugs, topic.Slug)
	}
	e := usageError{fmt.Sprintf("no topic is called %q", name), fmt.Sprintf("if it is new, write it first:  daybook new topic %q", name)}
	if near := problem.Nearest(news.Slug(name), slugs); near != "" {
		e.hint = fmt.Sprintf("did you mean %q?", near)
	}
	return e
}

// setPeople takes people by any name of theirs. One who has no file yet is
// taken as written; a name that is near is told.
func (a *assignment) setPeople(o *commission.Order, archive *news.Archive) error {
	if len(a.people) > 0 && fields.Find(o.Kind.Fields, "people") == nil && fields.Find(o.Kind.Fields, "actors") == nil {
		return usageError{fmt.Sprintf("files of the kind %s name no people", o.Kind.Name), "leave out --person"}
	}
	for _, name := range a.people {
		slug := news.Slug(name)
		if slug == "" {
			return usageError{fmt.Sprintf("%q is nobody's name", name), "such as  --person nasser-kanani"}
		}
		if n := archive.Name(news.KindPerson, name); n != nil {
			slug = n.Slug
		} else {
			a.tellStranger(slug, archive)
		}
		if !slices.Contains(o.People, slug) {
			o.People = append(o.People, slug)
		}
	}
	return nil
}

func (a *assignment) tellStranger(slug string, archive *news.Archive) {
	var slugs []string
	for _, n := range archive.People {
		slugs = append(slugs, n.Slug)
	}
	if near := problem.Nearest(slug, slugs); near != "" {
		fmt.Fprintf(a.err, "daybook: nobody is called %q yet; did you mean %q?\n", slug, near)
	}
}

// setName refuses a second file for what has one. A person, an organisation or
// a place that articles name already gets the slug that they use.
func setName(o *commission.Order, archive *news.Archive) error {
	taken := func(at string) error {
		return usageError{fmt.Sprintf("the %s %q has a file: %s", o.Kind.Name, o.Title, at), "write into it, or give the new one another title"}
	}
	for _, name := range []string{o.Slug, o.Title} {
		if o.Kind.Name == fields.Topic.Name {
			if t := archive.Topic(name); t != nil {
				return taken(t.Place.Path)
			}
			continue
		}
		of, _ := news.KindOf(o.Kind.Name)
		if n := archive.Name(of, name); n != nil && n.Copy != nil {
			return taken(n.Copy.Place.Path)
		}
	}
	return nil
}

// create writes a file that is not there yet, with its folders.
func create(root *os.Root, name, text string) (err error) {
	if err := root.MkdirAll(path.Dir(name), 0o755); err != nil {
		return err
	}
	file, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = file.WriteString(text)
	if err = errors.Join(err, file.Close()); err != nil {
		return errors.Join(err, root.Remove(name))
	}
	return nil
}

// free gives a slug near that of an order whose file is not there yet.
func (a *assignment) free(root *os.Root, o commission.Order) string {
	slug := o.Slug
	for i := 2; ; i++ {
		o.Slug = fmt.Sprintf("%s-%d", slug, i)
		if _, err := root.Lstat(path.Join(load.Folder, o.Path())); err != nil {
			return o.Slug
		}
	}
}
