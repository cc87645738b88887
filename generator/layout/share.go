package layout

import (
	"crypto/sha256"
	"fmt"
	"html/template"
	"io"
	"reflect"
	"slices"
	"strings"
	"sync"
	"text/template/parse"

	"daybook/generator/view"
)

// What a partial makes of a sealed value is a pure function of the value, the
// partial and the language. It is made once and shared by all pages that show
// it: an include of a partial that is shown a value with a seal,
//
//	{{template "card" .}}
//
// is bound as if it were written
//
//	{{with kept "card" .Seal}}{{.}}{{else}}{{make "card" .}}{{end}}
//
// Only an include that stands among text is bound so, of a partial that begins
// and ends there, so that escaping stays what it is.

// Names of the functions that shared includes are bound to; no layout can call
// them, for they are no names of functions to the parser.
const (
	keptFunction = "_kept"
	makeFunction = "_make"
)

// mostShared is how many bytes of fragments are kept at most; then keeping
// begins anew.
const mostShared = 256 << 20

// fragments are what partials made of sealed values.
type fragments struct {
	mu   sync.RWMutex
	made map[fragment]template.HTML
	size int
}

type fragment struct {
	of   string // partial and language; see partialKey
	seal view.Seal
}

func (f *fragments) get(key fragment) template.HTML {
	f.mu.RLock()
	defer f.mu.RUnlock()
	return f.made[key]
}

func (f *fragments) put(key fragment, text template.HTML) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.made == nil || f.size > mostShared {
		f.made, f.size = map[fragment]template.HTML{}, 0
	}
	f.made[key] = text
	f.size += len(text)
}

// sealOf is the field of a struct that is its seal.
const sealField = "Seal"

func hasSeal(t reflect.Type) bool {
	if t == nil || t.Kind() != reflect.Struct {
		return false
	}
	f, has := t.FieldByName(sealField)
	return has && f.Type == reflect.TypeFor[view.Seal]()
}

// shared binds the kind's templates with shared includes, given a set of the
// same templates that is bound plainly. It gives nil when there are none.
func (k *kind) shared(plain *template.Template, trees map[string]*parse.Tree, lang string, speaker *speaker, kept *fragments) (*template.Template, error) {
	if err := plain.Lookup(k.start()).Execute(io.Discard, reflect.Zero(k.View).Interface()); err != nil {
		return nil, nil // what is wrong shows when a page is made
	}
	partials := map[string]string{} // the keys of those that may be shared
	replaced := false
	root := template.New("").Funcs(speaker.functions()).Funcs(template.FuncMap{
		keptFunction: func(name string, seal view.Seal) template.HTML {
			if seal == "" {
				return ""
			}
			return kept.get(fragment{partials[name], seal})
		},
		makeFunction: func(name string, value any) (template.HTML, error) {
			b := pages.Get().(*bounded)
			defer pages.Put(b)
			b.begin()
			if err := plain.Lookup(name).Execute(b, value); err != nil {
				return "", err
			}
			text := template.HTML(b.String())
			if seal := view.Seal(reflect.ValueOf(value).FieldByName(sealField).String()); seal != "" {
				kept.put(fragment{partials[name], seal}, text)
			}
			return text, nil
		},
	})
	for _, t := range k.templates {
		original, escaped := includes(t.tree.Root), includes(trees[t.name].Root)
		tree := t.tree.Copy()
		for i, at := range includes(tree.Root) {
			name := at.node.Name
			if !hasSeal(k.includes[original[i].node]) || k.derived(plain, t.name) || escaped[i].node.Name != name || !endsAmongText(plain, name, k.includes[original[i].node]) {
				continue
			}
			partials[name] = k.partialKey(name, lang)
			at.list.Nodes[at.index] = sharedInclude(tree, at.node)
			replaced = true
		}
		if _, err := root.AddParseTree(t.name, tree); err != nil {
			return nil, err
		}
	}
	if !replaced {
		return nil, nil
	}
	return root.Lookup(k.start()), nil
}

// derived reports whether html/template had to make another version of a
// template, for a place that is not among text.
func (k *kind) derived(plain *template.Template, name string) bool {
	return slices.ContainsFunc(plain.Templates(), func(t *template.Template) bool { return strings.HasPrefix(t.Name(), name+"$htmltemplate") })
}

// endsAmongText reports whether a partial shown alone is a whole piece of HTML.
func endsAmongText(plain *template.Template, name string, shown reflect.Type) bool {
	return plain.Lookup(name).Execute(io.Discard, reflect.Zero(shown).Interface()) == nil
}

// partialKey stands for a partial with all that it includes, in a language.
func (k *kind) partialKey(name, lang string) string {
	byName := map[string]templateFile{}
	for _, t := range k.templates {
		byName[t.name] = t
	}
	names := []string{name}
	for i := 0; i < len(names); i++ {
		for _, at := range includes(byName[names[i]].tree.Root) {
			if !slices.Contains(names, at.node.Name) {
				names = append(names, at.node.Name)
			}
		}
	}
	h := sha256.New()
	for _, name := range names {
		fmt.Fprintf(h, "%q %q\n", name, byName[name].tree.Root.String())
	}
	return lang + " " + name + " " + string(h.Sum(nil))
}

// include is a place where a template includes another.
type include struct {
	list  *parse.ListNode
	index int
	node  *parse.TemplateNode
}

// includes gives all includes below a list, in order.
func includes(list *parse.ListNode) []include {
	if list == nil {
		return nil
	}
	var found []include
	for i, node := range list.Nodes {
		switch n := node.(type) {
		case *parse.TemplateNode:
			found = append(found, include{list, i, n})
		case *parse.IfNode:
			found = append(append(found, includes(n.List)...), includes(n.ElseList)...)
		case *parse.WithNode:
			found = append(append(found, includes(n.List)...), includes(n.ElseList)...)
		case *parse.RangeNode:
			found = append(append(found, includes(n.List)...), includes(n.ElseList)...)
		}
	}
	return found
}

// sharedInclude writes an include as the package's comment tells.
func sharedInclude(tree *parse.Tree, n *parse.TemplateNode) parse.Node {
	at := n.Pos
	command := func(args ...parse.Node) *parse.PipeNode {
		return &parse.PipeNode{NodeType: parse.NodePipe, Pos: at, Line: n.Line, Cmds: []*parse.CommandNode{{NodeType: parse.NodeCommand, Pos: at, Args: args}}}
	}
	function := func(name string) parse.Node { return parse.NewIdentifier(name).SetPos(at).SetTree(tree) }
	name := &parse.StringNode{NodeType: parse.NodeString, Pos: at, Quoted: fmt.Sprintf("%q", n.Name), Text: n.Name}
	seal := &parse.ChainNode{NodeType: parse.NodeChain, Pos: at, Node: n.Pipe, Field: []string{sealField}}
	print := func(pipe *parse.PipeNode) *parse.ListNode {
		return &parse.ListNode{NodeType: parse.NodeList, Pos: at, Nodes: []parse.Node{&parse.ActionNode{NodeType: parse.NodeAction, Pos: at, Line: n.Line, Pipe: pipe}}}
	}
	dot := &parse.DotNode{NodeType: parse.NodeDot, Pos: at}
	return &parse.WithNode{BranchNode: parse.BranchNode{
		NodeType: parse.NodeWith, Pos: at, Line: n.Line,
		Pipe: command(function(keptFunction), name, seal), List: print(command(dot)), ElseList: print(command(function(makeFunction), name, n.Pipe)),
	}}
}

// write makes a page from its templates, plainly where the sharing of includes
// fails, so that a fault has the place where it lies.
func (b *boundKind) write(page *bounded, value any) error {
	if b.shared != nil {
		page.begin()
		if b.shared.Execute(page, value) == nil {
			return nil
		}
	}
	page.begin()
	return b.plain.Execute(page, value)
}
