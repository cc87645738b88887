// Package layout turns the folder layouts/ into checked templates and makes
// pages of them.
//
// In: the standard layouts and, where a site has them, its own; a file of the
// site wins over the standard file of the same name, and a word of the site
// over the standard word. Out: a Set that makes a page from a kind, a language
// and one closed value of package view, and that tells by Key when a page of
// that kind must be made again.
//
// The files:
//
//	base.html            what every page is made from; it includes "main"
//	KIND.html            "main" of one kind of page, see Kinds
//	email.html           a mail, whole: it does not start from base.html
//	email.txt            the same as plain text
//	partials/NAME.html   a template called NAME
//	strings/LANG.yaml    the words of the interface
//
// Load finds what is wrong before a page is made: templates that do not parse,
// that are included and do not exist, that include themselves, that ask a view
// for a field it does not have, or that use a word that no strings file knows.
//
// Templates are html/template, so that every value is escaped for the place it
// stands in; those of plain text are text/template, which escapes nothing, and
// what they make is laid out in lines of 72 columns. Their functions compute from their arguments alone. A layout
// cannot read a file, the environment or the clock, cannot recurse, cannot
// loop but over lists of its view, and cannot write more than MaxPage bytes.
package layout

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"maps"
	"path"
	"reflect"
	"slices"
	"strings"
	"sync"
	texttemplate "text/template"
	"text/template/parse"

	"daybook/generator/problem"
	"daybook/generator/source"
	"daybook/generator/view"
)

// MaxPage is the largest page in bytes that a layout may make.
const MaxPage = 32 << 20

// baseName is the template that every page starts from.
const baseName = "base"

// mainName is the template that a kind's own file is for the base.
const mainName = "main"

// Kind is one kind of page: its layout is File, its view a View.
type Kind struct {
	Name string
	View reflect.Type
}

// File is the kind's own file: Name with ".html", or a Name that is one of plain
// text already.
func (k Kind) File() string {
	if k.plain() {
		return k.Name
	}
	return k.Name + ".html"
}

// plain reports whether pages of the kind are plain text.
func (k Kind) plain() bool { return path.Ext(k.Name) == textEnding }

// start is the template that pages of the kind are made from: that of the base,
// but for mails, which are whole by themselves.
func (k Kind) start() string {
	if k.View == reflect.TypeFor[view.Mail]() {
		return mainName
	}
	return baseName
}

// textEnding is that of layouts of plain text.
const textEnding = ".txt"

// Kinds are all kinds of page, in the order in which package view tells them.
func Kinds() []Kind {
	return []Kind{
		{"front", reflect.TypeFor[view.Front]()},
		{"article", reflect.TypeFor[view.Article]()},
		{"topic", reflect.TypeFor[view.Topic]()},
		{"index", reflect.TypeFor[view.Index]()},
		{"shelf", reflect.TypeFor[view.Shelf]()},
		{"timeline", reflect.TypeFor[view.Timeline]()},
		{"event", reflect.TypeFor[view.Event]()},
		{"edition", reflect.TypeFor[view.Edition]()},
		{"email", reflect.TypeFor[view.Mail]()},
		{"email.txt", reflect.TypeFor[view.Mail]()},
		{"name", reflect.TypeFor[view.Name]()},
		{"corrections", reflect.TypeFor[view.Corrections]()},
		{"feeds", reflect.TypeFor[view.Feeds]()},
		{"search", reflect.TypeFor[view.Search]()},
		{"page", reflect.TypeFor[view.Plain]()},
		{"tombstone", reflect.TypeFor[view.Tombstone]()},
		{"404", reflect.TypeFor[view.NotFound]()},
		{"offline", reflect.TypeFor[view.Offline]()},
	}
}

// Set is all layouts of a site. It does not change once loaded and is safe for
// concurrent use.
type Set struct {
	kinds    map[string]*kind
	words    *lexicon
	speakers map[string]*speaker // by tag of the lexicon
	shown    map[string]bool
	kept     fragments
}

// kind is one kind of page with the templates that it needs, and no others.
type kind struct {
	Kind
	templates []templateFile
	sum       [32]byte // of the files of templates
	shown     map[string]bool

	includes map[*parse.TemplateNode]reflect.Type // what is shown at each; nil for several things

	mu    sync.Mutex
	bound map[string]*boundKind // by language of the lexicon
}

// boundKind is a kind's templates with the functions of one language.
type boundKind struct {
	plain  executor
	shared *template.Template // with shared includes, or nil
	flowed bool               // what they make is laid out as plain text
}

// executor is a template that is ready: of html/template or of text/template.
type executor interface {
	Execute(to io.Writer, value any) error
}

// Load reads layouts from standard and own, which may be nil, and checks them.
// Both are trees such as layouts.Files; open own with os.Root, so that a
// symbolic link out of it is refused. The Set is usable only when the problems
// do not stop a build. The error is that of the file system.
func Load(standard, own fs.FS) (*Set, []problem.Problem, error) {
	files, err := read(standard, own)
	if err != nil {
		return nil, nil, err
	}
	words, problems, err := readWords(standard, own)
	if err != nil {
		return nil, nil, err
	}
	copies, err := behind(standard, own)
	if err != nil {
		return nil, nil, err
	}
	problems = append(problems, copies...)
	library, found := parseAll(files)
	problems = append(problems, found...)
	set := &Set{kinds: map[string]*kind{}, words: words, speakers: map[string]*speaker{}, shown: map[string]bool{}}
	for tag := range words.words {
		set.speakers[tag] = words.speaker(tag)
	}
	if problem.Stops(found) {
		return set, problem.Sorted(problems), nil
	}
	for _, k := range Kinds() {
		made, found := assemble(k, library, words)
		problems = append(problems, found...)
		set.kinds[k.Name] = made
		maps.Copy(set.shown, made.shown)
	}
	if !problem.Stops(problems) {
		problems = append(problems, set.escapes()...)
	}
	return set, problem.Sorted(problems), nil
}

// escapes makes every kind once from an empty view, because html/template
// finds only then what it cannot escape.
func (s *Set) escapes() []problem.Problem {
	var problems []problem.Problem
	for _, k := range Kinds() {
		_, err := s.Make(k.Name, fallback, reflect.Zero(k.View).Interface())
		var fault *Error
		var unsafe *template.Error
		if errors.As(err, &unsafe) && errors.As(err, &fault) {
			problems = append(problems, fault.Problem)
		}
	}
	return problems
}

// Make makes one page: the layout of the kind in the words of the language,
// shown the value, which must be of the kind's view type. A fault of the
// layout is an *Error.
func (s *Set) Make(kindName, lang string, value any) (page []byte, err error) {
	err = s.Write(kindName, lang, value, func(made []byte) error {
		page = bytes.Clone(made)
		return nil
	})
	return page, err
}

// Write makes one page as Make does and lends its bytes to put, which must not
// keep them. The error of put is given as it is.
func (s *Set) Write(kindName, lang string, value any, put func(page []byte) error) error {
	k := s.kinds[kindName]
	if k == nil {
		return fmt.Errorf("no layout is called %q", kindName)
	}
	if got := reflect.TypeOf(value); got != k.View {
		return fmt.Errorf("layout %s shows a %v, not a %v", kindName, k.View, got)
	}
	bound, err := k.bind(s.words, s.words.known(lang), &s.kept)
	if err != nil {
		return k.fault(err)
	}
	page := pages.Get().(*bounded)
	defer pages.Put(page)
	if err := bound.write(page, value); err != nil {
		return k.fault(err)
	}
	if bound.flowed {
		return put(flowed(page.Bytes()))
	}
	return put(page.Bytes())
}

// pages are kept for their space alone.
var pages = sync.Pool{New: func() any { return new(bounded) }}

// Key stands for all that Make puts into a page beside the value: the files
// that the kind is made from and the words of the language. It does not cover
// this program itself.
func (s *Set) Key(kindName, lang string) [32]byte {
	h := sha256.New()
	fmt.Fprintf(h, "layout %q\n", kindName)
	if k := s.kinds[kindName]; k != nil {
		h.Write(k.sum[:])
	}
	words := s.words.sums[s.words.known(lang)]
	h.Write(words[:])
	return [32]byte(h.Sum(nil))
}

// Shows reports whether any layout may show a field of a view, such as
// "Article.Story"; what none shows need not be made. A field of an embedded
// value goes by that, as in "Frame.Trail".
func (s *Set) Shows(field string) bool {
	owner, _, _ := strings.Cut(field, ".")
	return s.shown[field] || s.shown[owner+"."+everything] || s.shown[everything]
}

// Files names the files that a page of a kind is made from, in the words of a
// language, sorted.
func (s *Set) Files(kindName, lang string) []string {
	k := s.kinds[kindName]
	if k == nil {
		return nil
	}
	files := []string{folder + "strings/" + s.words.known(lang) + ".yaml"}
	for _, t := range k.templates {
		files = append(files, t.file.Path)
	}
	slices.Sort(files)
	return slices.Compact(files)
}

// Languages are the tags of the languages that have words, sorted.
func (s *Set) Languages() []string { return slices.Clone(s.words.tags) }

// bind gives the kind's templates with the functions of one language.
func (k *kind) bind(words *lexicon, lang string, kept *fragments) (*boundKind, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if b := k.bound[lang]; b != nil {
		return b, nil
	}
	speaker := words.speaker(lang)
	if k.plain() {
		text, err := k.text(speaker)
		if err != nil {
			return nil, err
		}
		k.bound[lang] = &boundKind{plain: text, flowed: true}
		return k.bound[lang], nil
	}
	root, trees := template.New("").Funcs(speaker.functions()), map[string]*parse.Tree{}
	for _, t := range k.templates {
		trees[t.name] = t.tree.Copy()
		if _, err := root.AddParseTree(t.name, trees[t.name]); err != nil {
			return nil, err
		}
	}
	shared, err := k.shared(root, trees, lang, speaker, kept)
	if err != nil {
		return nil, err
	}
	k.bound[lang] = &boundKind{plain: root.Lookup(k.start()), shared: shared}
	return k.bound[lang], nil
}

// text gives the templates of plain text with the functions of one language.
func (k *kind) text(speaker *speaker) (*texttemplate.Template, error) {
	root := texttemplate.New("").Funcs(speaker.functions())
	for _, t := range k.templates {
		if _, err := root.AddParseTree(t.name, t.tree.Copy()); err != nil {
			return nil, err
		}
	}
	return root.Lookup(k.start()), nil
}

// bounded is a buffer that refuses to grow for ever.
type bounded struct {
	bytes.Buffer
	left int
}

func (b *bounded) begin() {
	b.Reset()
	b.left = MaxPage
}

var errTooLarge = errors.New("the page is larger than a page may be")

func (b *bounded) Write(p []byte) (int, error) {
	if b.left -= len(p); b.left < 0 {
		return 0, errTooLarge
	}
	return b.Buffer.Write(p)
}

// place is a file of layouts/ as problems name it.
func place(name string) source.Place { return source.Place{Path: folder + name} }
