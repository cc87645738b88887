package revise_test

import (
	"bytes"
	"testing"

	"daybook/generator/frontmatter"
	"daybook/generator/markdown"
	"daybook/generator/revise"
)

// FuzzChanges changes whatever can be read: nothing panics, the body stays, and
// what is taken can be read again.
func FuzzChanges(f *testing.F) {
	for _, text := range []string{
		"---\ntitle: 'A' # x\ntopics: [a, {b: c}]\nlist:\n  - a\n  - |\n    b\n? x\n: y\n---\n[a](person:b)\n",
		"+++\na.b = [1, # x\n]\n[[c]]\nd = '''x'''\n[c.e]\n+++\nx",
		"{\n\"a\": [null, {\"b\": \"\\u0041\"}],\n\"c\": {}\n}\n\nx",
		"---\n{a: [b: c, ~], \"d\": >-\n x}\n---\n",
		"---\r\n- a\r\n---\r\n",
	} {
		f.Add([]byte(text), uint8(3))
	}
	f.Fuzz(func(t *testing.T, text []byte, which uint8) {
		file, _ := revise.Open("content/a.md", text)
		if file == nil || file.Root == nil {
			return
		}
		body := file.Body()
		number := uint8(0)
		var change func(*revise.Node)
		change = func(n *revise.Node) {
			for i, v := range n.Values {
				number++
				switch {
				case number%7 != which%7:
				case which&8 != 0 && n.Form == frontmatter.Mapping:
					n.Keys[i].Rename("renamed")
				case v.Form == frontmatter.Scalar && which&16 != 0:
					v.Set("it's: new")
				case v.Form == frontmatter.Mapping:
					v.Insert("id", revise.List("a", "#"))
				case which&32 != 0:
					v.Append("x", "y: z")
				default:
					v.Drop()
				}
				change(v)
			}
		}
		change(file.Root)
		if file.Root.Form == frontmatter.Mapping {
			file.Root.Insert("id", revise.Text("x"), "title", "a")
		}
		file.Links(markdown.NewReader())
		after, err := file.Bytes()
		if err != nil {
			return
		}
		again, problems := revise.Open("content/a.md", after)
		if again == nil || again.Body() != body {
			t.Errorf("%q became %q: %v", text, after, problems)
		}
		if !bytes.HasSuffix(after, []byte(body)) {
			t.Errorf("the body of %q changed: %q", text, after)
		}
	})
}
