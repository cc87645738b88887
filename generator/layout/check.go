package layout

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"text/template/parse"

	"daybook/generator/problem"
)

// checker walks templates as their execution would, with types for values, and
// collects what cannot work: fields that a view does not have, templates that
// do not exist or include themselves, words that no strings file has.
type checker struct {
	templates map[string]templateFile
	words     *lexicon
	problems  []problem.Problem
	done      map[visit]bool
	reached   map[string]bool
	within    []string        // the templates being walked, outermost first
	shown     map[string]bool // what is asked of views; see Set.Shows
	includes  map[*parse.TemplateNode]reflect.Type
}

// everything is what is shown of values of no known type.
const everything = "*"

// whole notes that a value is used as a whole, as when it is printed.
func (c *checker) whole(t reflect.Type) {
	for t != nil && (t.Kind() == reflect.Slice || t.Kind() == reflect.Array) {
		t = t.Elem()
	}
	if t != nil && t.Kind() == reflect.Struct {
		c.shown[t.Name()+"."+everything] = true
		for f := range t.Fields() {
			c.whole(f.Type)
		}
	}
}

// visit is one template shown values of one type.
type visit struct {
	name string
	dot  reflect.Type
}

// scope is what names mean at one point of a template. A nil type is one that
// is not known, of which anything is believed.
type scope struct {
	template templateFile
	dot      reflect.Type
	vars     map[string]reflect.Type
}

// inner is the scope of a block: it sees the outer variables and keeps its own.
func (s scope) inner(dot reflect.Type) scope {
	vars := make(map[string]reflect.Type, len(s.vars)+2)
	for name, t := range s.vars {
		vars[name] = t
	}
	return scope{s.template, dot, vars}
}

var (
	stringType = reflect.TypeFor[string]()
	boolType   = reflect.TypeFor[bool]()
	intType    = reflect.TypeFor[int]()
)

// looks are the functions that ask of a value only whether it is there, or give
// it or a part of it on.
var looks = map[string]bool{"and": true, "or": true, "not": true, "len": true, "index": true, "slice": true}

// results are the types that functions give, where that does not depend on
// their arguments.
var results = map[string]reflect.Type{
	"say": stringType, "forms": reflect.TypeFor[[]Form](), "number": stringType, "term": stringType,
	"html": stringType, "js": stringType, "urlquery": stringType,
	"print": stringType, "printf": stringType, "println": stringType,
	"len": intType, "not": boolType,
	"eq": boolType, "ne": boolType, "lt": boolType, "le": boolType, "gt": boolType, "ge": boolType,
}

func (c *checker) template(name string, dot reflect.Type) {
	t, v := c.templates[name], visit{name, dot}
	if c.done[v] {
		return
	}
	c.done[v], c.reached[name] = true, true
	c.within = append(c.within, name)
	s := scope{t, dot, map[string]reflect.Type{"$": dot}}
	c.list(t.tree.Root, s)
	c.within = c.within[:len(c.within)-1]
}

func (c *checker) report(s scope, at parse.Node, rule, format string, args ...any) *problem.Problem {
	c.problems = append(c.problems, problem.New(rule, s.template.file.Place(int(at.Position())), format, args...))
	return &c.problems[len(c.problems)-1]
}

func (c *checker) list(list *parse.ListNode, s scope) {
	if list == nil {
		return
	}
	for _, node := range list.Nodes {
		switch n := node.(type) {
		case *parse.ActionNode:
			if found := c.pipe(n.Pipe, s); len(n.Pipe.Decl) == 0 {
				c.whole(found)
			}
		case *parse.IfNode:
			in := s.inner(s.dot)
			c.pipe(n.Pipe, in)
			c.list(n.List, in.inner(in.dot))
			c.list(n.ElseList, in.inner(in.dot))
		case *parse.WithNode:
			in := s.inner(s.dot)
			found := c.pipe(n.Pipe, in)
			c.list(n.List, in.inner(found))
			c.list(n.ElseList, in.inner(s.dot))
		case *parse.RangeNode:
			c.loop(n, s)
		case *parse.TemplateNode:
			c.include(n, s)
		}
	}
}

func (c *checker) loop(n *parse.RangeNode, s scope) {
	in := s.inner(s.dot)
	over := c.pipe(n.Pipe, in)
	var key, element reflect.Type
	if over != nil {
		switch over.Kind() {
		case reflect.Slice, reflect.Array:
			key, element = intType, over.Elem()
		case reflect.Map:
			key, element = over.Key(), over.Elem()
		default:
			c.report(s, n.Pipe, "layout-field", "range needs a list, and %s is %s", n.Pipe, spoken(over)).
				Hint = "with shows a single value"
		}
	}
	switch declared := n.Pipe.Decl; len(declared) {
	case 1:
		in.vars[declared[0].Ident[0]] = element
	case 2:
		in.vars[declared[0].Ident[0]], in.vars[declared[1].Ident[0]] = key, element
	}
	c.list(n.List, in.inner(element))
	c.list(n.ElseList, in.inner(s.dot))
}

func (c *checker) include(n *parse.TemplateNode, s scope) {
	var dot reflect.Type
	if n.Pipe != nil {
		dot = c.pipe(n.Pipe, s)
	}
	if before, met := c.includes[n]; met && before != dot {
		c.includes[n] = nil
	} else {
		c.includes[n] = dot
	}
	if _, has := c.templates[n.Name]; !has {
		known := make([]string, 0, len(c.templates))
		for name := range c.templates {
			known = append(known, name)
		}
		slices.Sort(known)
		p := c.report(s, n, "layout-include", "there is no template called %q", n.Name)
		*p = nearest(*p, n.Name, known, "partials/NAME.html is the template NAME")
		return
	}
	if i := slices.Index(c.within, n.Name); i >= 0 {
		c.report(s, n, "layout-recursion", "template %q includes itself: %s", n.Name, strings.Join(append(slices.Clone(c.within[i:]), n.Name), " → ")).
			Hint = "no value of a view holds another of its kind, so no template needs to"
		return
	}
	c.template(n.Name, dot)
}

// pipe checks a pipeline and gives the type of its value.
func (c *checker) pipe(p *parse.PipeNode, s scope) reflect.Type {
	if p == nil {
		return nil
	}
	var value reflect.Type
	for i, command := range p.Cmds {
		value = c.command(command, s, i > 0)
	}
	if len(p.Decl) == 1 {
		s.vars[p.Decl[0].Ident[0]] = value
	}
	return value
}

func (c *checker) command(command *parse.CommandNode, s scope, piped bool) reflect.Type {
	types := make([]reflect.Type, len(command.Args))
	for i, arg := range command.Args {
		types[i] = c.argument(arg, s)
	}
	function, isCall := command.Args[0].(*parse.IdentifierNode)
	if !isCall {
		return types[0]
	}
	given := len(command.Args) - 1
	if piped {
		given++
	}
	if !looks[function.Ident] {
		for _, t := range types[1:] {
			c.whole(t)
		}
	}
	switch function.Ident {
	case "say", "forms":
		c.say(command, s, given)
	case "term":
		c.term(command, s)
	case "index", "slice":
		if len(types) < 2 || types[1] == nil {
			return nil
		}
		switch kind := types[1].Kind(); {
		case function.Ident == "slice":
			return types[1]
		case kind == reflect.Slice, kind == reflect.Map, kind == reflect.Array:
			return types[1].Elem()
		}
		return nil
	case "and", "or":
		if len(types) < 2 {
			return nil
		}
		for _, t := range types[2:] {
			if t != types[1] {
				return nil
			}
		}
		return types[1]
	}
	return results[function.Ident]
}

// argument checks one operand and gives its type.
func (c *checker) argument(arg parse.Node, s scope) reflect.Type {
	switch n := arg.(type) {
	case *parse.DotNode:
		return s.dot
	case *parse.FieldNode:
		return c.fields(n, s, s.dot, n.Ident)
	case *parse.VariableNode:
		return c.fields(n, s, s.vars[n.Ident[0]], n.Ident[1:])
	case *parse.ChainNode:
		return c.fields(n, s, c.argument(n.Node, s), n.Field)
	case *parse.PipeNode:
		return c.pipe(n, s)
	case *parse.StringNode:
		return stringType
	case *parse.BoolNode:
		return boolType
	case *parse.NumberNode:
		if n.IsInt {
			return intType
		}
	}
	return nil
}

// fields follows names from a type.
func (c *checker) fields(at parse.Node, s scope, from reflect.Type, names []string) reflect.Type {
	for _, name := range names {
		if from == nil {
			c.shown[everything] = true
			return nil
		}
		if from.Kind() == reflect.Pointer {
			from = from.Elem()
		}
		if from.Kind() == reflect.Map && from.Key() == stringType {
			from = from.Elem()
			continue
		}
		if method, has := from.MethodByName(name); has {
			from = method.Type.Out(0)
			continue
		}
		if from.Kind() != reflect.Struct {
			c.report(s, at, "layout-field", "%s is %s and has no field %s", before(at, name), spoken(from), name)
			return nil
		}
		field, has := from.FieldByName(name)
		if !has || !field.IsExported() {
			var known []string
			for _, f := range reflect.VisibleFields(from) {
				if f.IsExported() {
					known = append(known, f.Name)
				}
			}
			p := c.report(s, at, "layout-field", "%s has no field %s", spoken(from), name)
			*p = nearest(*p, name, known, "its fields are "+strings.Join(known, ", "))
			return nil
		}
		owner := from
		for _, i := range field.Index[:len(field.Index)-1] {
			owner = owner.Field(i).Type
		}
		c.shown[owner.Name()+"."+name] = true
		from = field.Type
	}
	return from
}

// say checks that a word is known and gets all that it needs.
func (c *checker) say(command *parse.CommandNode, s scope, given int) {
	if len(command.Args) < 2 {
		c.report(s, command, "layout-word", "%s needs the key of a word", command.Args[0])
		return
	}
	key, written := command.Args[1].(*parse.StringNode)
	if !written {
		c.report(s, command, "layout-word", "the key of a word must be written out").
			Hint = `for a value that is itself one of a few words there is term, as in {{term "status" .Status}}`
		return
	}
	if !slices.Contains(c.words.keys, key.Text) {
		p := c.report(s, key, "layout-word", "no word is called %q", key.Text)
		*p = nearest(*p, key.Text, c.words.keys, "add it to layouts/strings/en.yaml")
		return
	}
	if needs := c.words.takes(key.Text); given-1 < needs {
		c.report(s, command, "layout-word", "the word %q needs %d values and gets %d", key.Text, needs, given-1)
	}
}

// term checks that the group of words is written out and not empty.
func (c *checker) term(command *parse.CommandNode, s scope) {
	if len(command.Args) > 1 {
		if group, written := command.Args[1].(*parse.StringNode); written {
			known := func(key string) bool { return strings.HasPrefix(key, group.Text+".") }
			if !slices.ContainsFunc(c.words.keys, known) {
				c.report(s, group, "layout-word", "no words are called %q", group.Text+".…").
					Hint = "add them to layouts/strings/en.yaml"
			}
			return
		}
	}
	c.report(s, command, "layout-word", `term needs a group of words that is written out, as in {{term "status" .Status}}`)
}

// spoken names a type as the designer's manual does.
func spoken(t reflect.Type) string {
	if t.Kind() == reflect.Slice {
		return "a list of " + strings.TrimPrefix(t.Elem().String(), "view.")
	}
	return strings.TrimPrefix(t.String(), "view.")
}

// before is the part of an operand that stands before a field.
func before(at parse.Node, field string) string {
	text := fmt.Sprint(at)
	if cut := strings.LastIndex(text, "."+field); cut > 0 {
		return text[:cut]
	}
	return text
}
