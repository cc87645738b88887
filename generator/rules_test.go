package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"daybook/generator/problem"
)

// ruleName is what the name of a rule looks like.
var ruleName = regexp.MustCompile(`^[a-z]+(-[a-z0-9]+)*$`)

// TestEveryRuleIsListed looks through the source for the rules that problems
// are made with, constants called Rule… and names written out, and holds them
// against the list that users see.
func TestEveryRuleIsListed(t *testing.T) {
	used := map[string]string{} // where, by name
	err := fs.WalkDir(os.DirFS("."), ".", func(file string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (entry.Name() == "testdata" || entry.Name() == "node_modules"):
			return fs.SkipDir
		case entry.IsDir() || path.Ext(file) != ".go" || strings.HasSuffix(file, "_test.go"):
			return nil
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			return err
		}
		note := func(x ast.Expr) {
			if literal, is := x.(*ast.BasicLit); is && literal.Kind == token.STRING {
				if name, err := strconv.Unquote(literal.Value); err == nil && name != "" {
					used[name] = file
				}
			}
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ValueSpec:
				for i, name := range n.Names {
					if strings.HasPrefix(name.Name, "Rule") && i < len(n.Values) {
						note(n.Values[i])
					}
				}
			case *ast.CallExpr:
				if f, is := n.Fun.(*ast.SelectorExpr); is && (f.Sel.Name == "New" || f.Sel.Name == "Warn") && len(n.Args) > 2 {
					if of, is := f.X.(*ast.Ident); is && of.Name == "problem" {
						note(n.Args[0])
					}
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, file := range used {
		if _, listed := problem.RuleNamed(name); !listed {
			t.Errorf("%s: the rule %q is missing in problem.Rules", file, name)
		}
	}
	for i, r := range problem.Rules() {
		if !ruleName.MatchString(r.Name) || !strings.HasSuffix(r.Doc, ".") && !strings.HasSuffix(r.Doc, ".)") || strings.Contains(r.Doc, "\n") {
			t.Errorf("the rule %q is described by %q", r.Name, r.Doc)
		}
		if i > 0 && problem.Rules()[i-1].Name == r.Name {
			t.Errorf("%s is listed twice", r.Name)
		}
		if !r.Editorial && used[r.Name] == "" && !strings.HasPrefix(r.Name, "layout-") {
			t.Errorf("%s is listed, and nothing is reported under it", r.Name)
		}
	}
}
