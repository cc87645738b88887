package layout

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"

	"daybook/generator/problem"
	"daybook/generator/source"
)

// fallback is the language that must have every word.
const fallback = "en"

// other is the plural form that every word has.
const other = "other"

// word is what one key of a strings file says, by plural form. A word without
// forms has only "other".
type word map[string]string

// lexicon is the words of the interface in every language that has some.
type lexicon struct {
	tags  []string // sorted
	words map[string]map[string]word
	keys  []string            // of the fallback language, sorted
	sums  map[string][32]byte // of sum, by tag
}

// forms names the plural forms of Unicode CLDR (UTS 35, part 3, "Plural
// rules") in the order of x/text.
var forms = map[plural.Form]string{
	plural.Other: other, plural.Zero: "zero", plural.One: "one",
	plural.Two: "two", plural.Few: "few", plural.Many: "many",
}

var formNames = []string{"zero", "one", "two", "few", "many", other}

// readWords reads strings/*.yaml of both trees; each word of own wins.
func readWords(standard, own fs.FS) (*lexicon, []problem.Problem, error) {
	l := &lexicon{words: map[string]map[string]word{fallback: {}}}
	var problems []problem.Problem
	var places []struct {
		key string
		at  source.Place
	}
	for _, tree := range []fs.FS{standard, own} {
		if tree == nil {
			continue
		}
		names, err := list(tree, "strings/*.yaml")
		if err != nil {
			return nil, nil, err
		}
		for _, name := range names {
			text, err := fs.ReadFile(tree, name)
			if err != nil {
				return nil, nil, err
			}
			file := source.NewFile(folder+name, text)
			tag := strings.TrimSuffix(path.Base(name), ".yaml")
			if _, err := language.Parse(tag); err != nil {
				problems = append(problems, problem.New("layout-word", file.Whole(), "%q is not a language", tag).
					Hinted("call the file after a BCP 47 tag, such as en.yaml or pt-BR.yaml"))
				continue
			}
			if l.words[tag] == nil {
				l.words[tag] = map[string]word{}
			}
			problems = append(problems, readStrings(file, func(key string, w word, at source.Place) {
				l.words[tag][key] = w
				places = append(places, struct {
					key string
					at  source.Place
				}{key, at})
			})...)
		}
	}
	for tag := range l.words {
		l.tags = append(l.tags, tag)
	}
	slices.Sort(l.tags)
	for key := range l.words[fallback] {
		l.keys = append(l.keys, key)
	}
	slices.Sort(l.keys)
	l.sums = make(map[string][32]byte, len(l.tags))
	for _, tag := range l.tags {
		l.sums[tag] = l.sum(tag)
	}
	for _, p := range places {
		if _, known := l.words[fallback][p.key]; !known {
			problems = append(problems, nearest(problem.New("layout-word", p.at, "strings/en.yaml has no word %q", p.key), p.key, l.keys,
				"add it to strings/en.yaml, which stands in where a language has no word"))
		}
	}
	return l, problems, nil
}

// readStrings reads one strings file: keys with a text, or with a text for
// each plural form.
func readStrings(file *source.File, add func(string, word, source.Place)) []problem.Problem {
	at := func(n *yaml.Node) source.Place {
		return source.Place{Path: file.Path, Line: n.Line, Column: n.Column}
	}
	var root yaml.Node
	if err := yaml.Load(file.Text, &root); err != nil {
		return []problem.Problem{yamlProblem(file, err)}
	}
	if root.Kind == 0 || len(root.Content) == 0 {
		return nil
	}
	var problems []problem.Problem
	fail := func(n *yaml.Node, format string, args ...any) {
		problems = append(problems, problem.New("layout-word", at(n), format, args...))
	}
	top := root.Content[0]
	if top.Kind != yaml.MappingNode {
		fail(top, "a strings file is a list of words, each `key: text`")
		return problems
	}
	for i := 0; i+1 < len(top.Content); i += 2 {
		key, value := top.Content[i], top.Content[i+1]
		switch value.Kind {
		case yaml.ScalarNode:
			add(key.Value, word{other: value.Value}, at(key))
		case yaml.MappingNode:
			w := word{}
			for j := 0; j+1 < len(value.Content); j += 2 {
				form, text := value.Content[j], value.Content[j+1]
				if !slices.Contains(formNames, form.Value) || text.Kind != yaml.ScalarNode {
					fail(form, "%q is not a plural form with a text; the forms are %s", form.Value, strings.Join(formNames, ", "))
					continue
				}
				w[form.Value] = text.Value
			}
			if _, has := w[other]; !has {
				fail(key, "%q has no form %q", key.Value, other)
			}
			add(key.Value, w, at(key))
		default:
			fail(value, "%q must be a text, or a text for each plural form", key.Value)
		}
	}
	return problems
}

var yamlLine = regexp.MustCompile(`line (\d+)`)

// yamlProblem says where a YAML file is broken.
func yamlProblem(file *source.File, err error) problem.Problem {
	at := file.Whole()
	sentence := err.Error()
	var many *yaml.LoadErrors
	if errors.As(err, &many) && len(many.Errors) > 0 {
		at.Line, at.Column = many.Errors[0].Mark.Line, many.Errors[0].Mark.Column
		sentence = many.Errors[0].Message
	} else if found := yamlLine.FindStringSubmatch(sentence); found != nil {
		at.Line, _ = strconv.Atoi(found[1])
	}
	return problem.New("layout-word", at, "this is not YAML: %s", strings.TrimPrefix(sentence, "yaml: "))
}

// known gives the language of the lexicon that serves a page in lang: the tag
// itself, its language without region, or English.
func (l *lexicon) known(lang string) string {
	for tag := lang; tag != ""; {
		if _, has := l.words[tag]; has {
			return tag
		}
		cut := strings.LastIndexByte(tag, '-')
		if cut < 0 {
			break
		}
		tag = tag[:cut]
	}
	return fallback
}

// find gives the word for a key, in English when the language lacks it, and
// the language that it was found in.
func (l *lexicon) find(lang, key string) (word, string) {
	if w, has := l.words[lang][key]; has {
		return w, lang
	}
	return l.words[fallback][key], fallback
}

// sum stands for all words that a page of the language can show.
func (l *lexicon) sum(lang string) [32]byte {
	h := sha256.New()
	fmt.Fprintf(h, "words %q\n", lang)
	for _, key := range l.keys {
		w, from := l.find(lang, key)
		fmt.Fprintf(h, "%q %q", key, from)
		for _, form := range formNames {
			if text, has := w[form]; has {
				fmt.Fprintf(h, " %s %q", form, text)
			}
		}
		fmt.Fprintln(h)
	}
	return [32]byte(h.Sum(nil))
}

// takes counts the arguments that a word needs in any language and form.
func (l *lexicon) takes(key string) int {
	most := 0
	for _, tag := range l.tags {
		for _, text := range l.words[tag][key] {
			for n := most + 1; n <= 9; n++ {
				if strings.Contains(text, "{"+strconv.Itoa(n)+"}") {
					most = n
				}
			}
		}
	}
	return most
}

// speaker speaks one language. It is safe for concurrent use.
type speaker struct {
	words   *lexicon
	lang    string
	tag     language.Tag
	printer *message.Printer
}

func (l *lexicon) speaker(lang string) *speaker {
	tag := language.Make(lang)
	return &speaker{words: l, lang: lang, tag: tag, printer: message.NewPrinter(tag)}
}

// number writes a number with the digits and the grouping of the language.
func (s *speaker) number(n int) string { return s.printer.Sprint(number.Decimal(n)) }

// say gives a word with its values put in. The first whole number among them
// chooses the plural form.
func (s *speaker) say(key string, args ...any) (string, error) {
	w, from := s.words.find(s.lang, key)
	if w == nil {
		return "", fmt.Errorf("no word is called %q", key)
	}
	text := w[other]
	values := make([]string, len(args))
	counted := false
	for i, arg := range args {
		n, isInt := arg.(int)
		if !isInt {
			values[i] = fmt.Sprint(arg)
			continue
		}
		values[i] = s.number(n)
		if counted {
			continue
		}
		counted = true
		if inForm, has := w[forms[plural.Cardinal.MatchPlural(s.tagOf(from), max(n, -n), 0, 0, 0, 0)]]; has {
			text = inForm
		}
	}
	return put(text, values), nil
}

// tagOf gives the tag of the language that a word was found in: the speaker's
// own, or the one that serves where that lacks a word.
func (s *speaker) tagOf(lang string) language.Tag {
	if lang == s.lang {
		return s.tag
	}
	return language.English
}

// put puts values into a text, the first for {1}, the second for {2}, up to {9}.
func put(text string, values []string) string {
	if len(values) == 0 || !strings.Contains(text, "{") {
		return text
	}
	var b strings.Builder
	for {
		at := strings.IndexByte(text, '{')
		if at < 0 || at+2 >= len(text) {
			b.WriteString(text)
			return b.String()
		}
		i := int(text[at+1]) - '1'
		if text[at+2] != '}' || i < 0 || i >= len(values) || i > 8 {
			b.WriteString(text[:at+1])
			text = text[at+1:]
			continue
		}
		b.WriteString(text[:at])
		b.WriteString(values[i])
		text = text[at+3:]
	}
}

// Form is one of the plural forms of a word, for a script that counts.
type Form struct {
	Name string // zero, one, two, few, many or other
	Text string
}

// forms gives the plural forms that a word has, with values put in.
func (s *speaker) forms(key string, args ...any) ([]Form, error) {
	w, _ := s.words.find(s.lang, key)
	if w == nil {
		return nil, fmt.Errorf("no word is called %q", key)
	}
	values := make([]string, len(args))
	for i, arg := range args {
		values[i] = fmt.Sprint(arg)
	}
	var out []Form
	for _, name := range formNames {
		if text, has := w[name]; has {
			out = append(out, Form{name, put(text, values)})
		}
	}
	return out, nil
}

// term gives the word for a value, or the value where no language has one.
func (s *speaker) term(group, value string) (string, error) {
	key := group + "." + value
	if w, _ := s.words.find(s.lang, key); w == nil {
		return value, nil
	}
	return s.say(key)
}

// functions are what templates can call beside the built-in ones.
func (s *speaker) functions() map[string]any {
	return map[string]any{"say": s.say, "forms": s.forms, "number": s.number, "term": s.term}
}

// nearest hints at the nearest known name, or at what else can be done.
func nearest(p problem.Problem, name string, known []string, orElse string) problem.Problem {
	if meant := problem.Nearest(name, known); meant != "" {
		return p.Hinted("did you mean %q?", meant)
	}
	return p.Hinted("%s", orElse)
}
