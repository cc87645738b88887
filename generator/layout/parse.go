package layout

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"html/template"
	"maps"
	"path"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"text/template/parse"

	"daybook/generator/problem"
	"daybook/generator/source"
)

// templateFile is one template and the file that it stands in.
type templateFile struct {
	name string
	tree *parse.Tree
	file *source.File
}

// library is all templates of a site's layouts.
type library struct {
	shared map[string]templateFile            // of base.html and the partials
	kinds  map[string]map[string]templateFile // of each KIND.html, "main" and what it defines
}

// builtins are the functions that html/template always has. Parsing needs
// their names only.
var builtins = []string{
	"and", "call", "html", "index", "slice", "js", "len", "not", "or", "print", "printf", "println", "urlquery",
	"eq", "ge", "gt", "le", "lt", "ne",
}

// parseAll parses every file.
func parseAll(files []*source.File) (library, []problem.Problem) {
	lib := library{shared: map[string]templateFile{}, kinds: map[string]map[string]templateFile{}}
	functions := (&lexicon{}).speaker(fallback).functions()
	for _, name := range builtins {
		functions[name] = name
	}
	names := slices.Sorted(maps.Keys(functions))
	var problems []problem.Problem
	for _, file := range files {
		name := strings.TrimPrefix(file.Path, folder)
		own := strings.TrimSuffix(path.Base(name), ".html") // of plain text with its ending
		into := lib.shared
		if path.Dir(name) == "." && own != baseName {
			if lib.kinds[own] == nil {
				lib.kinds[own] = map[string]templateFile{}
			}
			into, own = lib.kinds[own], mainName
		}
		trees := map[string]*parse.Tree{}
		if _, err := parse.New(name).Parse(string(file.Text), "", "", trees, functions); err != nil {
			problems = append(problems, parseProblem(file, err, names))
			continue
		}
		for _, defined := range slices.Sorted(maps.Keys(trees)) {
			tree := trees[defined]
			if defined == name {
				defined = own
			} else if parse.IsEmptyTree(tree.Root) {
				continue
			}
			if before, twice := into[defined]; twice {
				problems = append(problems, problem.New("layout-syntax", file.Place(int(tree.Root.Position())), "a template called %q is in %s already", defined, before.file.Path).
					Hinted("give it another name"))
				continue
			}
			into[defined] = templateFile{defined, tree, file}
		}
	}
	return lib, problems
}

// assemble puts a kind together from the templates that it reaches from where it
// starts, and checks them against the kind's view. A kind's own definitions win
// over those of the base, as with `block`.
func assemble(k Kind, lib library, words *lexicon) (*kind, []problem.Problem) {
	made := &kind{Kind: k, bound: map[string]*boundKind{}}
	for name, has := range map[string]bool{baseName + ".html": lib.has(baseName), k.File(): lib.kinds[k.Name] != nil} {
		if !has {
			return made, []problem.Problem{problem.New("layout-missing", place(name), "there is no layout %s that can be used", name).
				Hinted("take the standard one as a start")}
		}
	}
	all := maps.Clone(lib.shared)
	if k.plain() {
		all = map[string]templateFile{} // partials are HTML
	}
	maps.Copy(all, lib.kinds[k.Name])
	c := checker{templates: all, words: words, done: map[visit]bool{}, reached: map[string]bool{}, shown: map[string]bool{}, includes: map[*parse.TemplateNode]reflect.Type{}}
	c.template(k.start(), k.View)

	h := sha256.New()
	counted := map[string]bool{}
	for _, name := range slices.Sorted(maps.Keys(c.reached)) {
		t := all[name]
		made.templates = append(made.templates, t)
		if !counted[t.file.Path] {
			counted[t.file.Path] = true
			fmt.Fprintf(h, "%q %d\n%s\n", t.file.Path, len(t.file.Text), t.file.Text)
		}
	}
	made.sum = [32]byte(h.Sum(nil))
	made.shown, made.includes = c.shown, c.includes
	return made, c.problems
}

func (l library) has(name string) bool {
	_, has := l.shared[name]
	return has
}

// Error is a fault of a layout that shows only when a page is made.
type Error struct {
	Problem problem.Problem
	err     error
}

// Error gives the place and the sentence.
func (e *Error) Error() string { return e.Problem.Place.String() + ": " + e.Problem.Sentence }

// Unwrap gives the error of html/template.
func (e *Error) Unwrap() error { return e.err }

// The errors of text/template have no type, but their form is stable:
// "template: NAME:LINE: …" from parsing and
// "template: NAME:LINE:COLUMN: executing …" from execution, COLUMN from 0.
var (
	templateError   = regexp.MustCompile(`(?s)^(?:html/)?template: ?([^:]+?):(\d+)(?::(\d+))?: (?:executing "[^"]*" at )?(.*)$`)
	unknownFunction = regexp.MustCompile(`function "(.*)" not defined`)
)

// located reads the place and the sentence out of a template error.
func located(err error) (at source.Place, sentence string, ok bool) {
	found := templateError.FindStringSubmatch(err.Error())
	if found == nil {
		return source.Place{}, err.Error(), false
	}
	at = place(found[1])
	at.Line, _ = strconv.Atoi(found[2])
	if found[3] != "" {
		at.Column, _ = strconv.Atoi(found[3])
		at.Column++
	}
	return at, found[4], true
}

func parseProblem(file *source.File, err error, functions []string) problem.Problem {
	at, sentence, ok := located(err)
	if !ok {
		at = file.Whole()
	}
	if unknown := unknownFunction.FindStringSubmatch(sentence); unknown != nil {
		p := problem.New("layout-syntax", at, "there is no template function %q", unknown[1])
		return nearest(p, unknown[1], functions, "the functions are "+strings.Join(functions, ", "))
	}
	return problem.New("layout-syntax", at, "%s", sentence)
}

// fault makes an error of html/template an Error with its place.
func (k *kind) fault(err error) *Error {
	if errors.Is(err, errTooLarge) {
		p := problem.New("layout-failed", place(k.File()), "the page is larger than %d MB", MaxPage>>20)
		return &Error{p.Hinted("show less of a long list; the view cuts it into pages"), err}
	}
	var unsafe *template.Error
	if errors.As(err, &unsafe) {
		at := place(k.File())
		if unsafe.Node != nil || unsafe.Line > 0 {
			at, _, _ = located(err)
		}
		p := problem.New("layout-unsafe", at, "%s", unsafe.Description)
		return &Error{p.Hinted("values can stand in text and in quoted attributes"), err}
	}
	at, sentence, ok := located(err)
	if !ok {
		at = place(k.File())
	}
	return &Error{problem.New("layout-failed", at, "%s", sentence), err}
}
