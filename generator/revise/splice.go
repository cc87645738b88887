package revise

import (
	"bytes"
	"errors"
	"regexp"
	"strings"

	"daybook/generator/frontmatter"
)

// errPlace says that a change has no place in the file as it is written.
var errPlace = errors.New("its header is written in a way that this change cannot be put into")

// writer turns what is to become of nodes into splices.
type writer struct {
	file    *File
	splices []splice
	fault   error
}

func (w *writer) put(start, end int, text string) {
	if start < 0 || end < 0 {
		w.fault = errors.Join(w.fault, errPlace)
		return
	}
	w.splices = append(w.splices, splice{start, end, text})
}

func (w *writer) node(n *Node) {
	switch {
	case n.Form == frontmatter.Scalar && len(n.added) > 0:
		first := Text(n.Text)
		first.Plain = n.Plain
		if n.replaced != nil {
			first = Text(*n.replaced)
		}
		list := List(n.added...)
		list.Values = append([]*frontmatter.Outline{first}, list.Values...)
		w.put(n.start, n.end, w.file.spell(list))
	case n.Form == frontmatter.Nothing && len(n.added) > 0:
		w.fill(n, w.file.spell(List(n.added...)))
	case n.Form == frontmatter.Nothing && n.replaced != nil:
		w.fill(n, w.file.scalar(Text(*n.replaced)))
	case n.replaced != nil && n.Form == frontmatter.Scalar:
		w.put(n.start, n.end, w.file.like(n, *n.replaced))
	case n.replaced != nil:
		w.fault = errors.Join(w.fault, errPlace)
	case n.Form == frontmatter.Sequence:
		w.sequence(n)
	case n.Form == frontmatter.Mapping:
		w.mapping(n)
	}
}

// fill gives a value to a key that has none.
func (w *writer) fill(n *Node, text string) {
	if n.end == n.start && n.start > 0 && w.file.text[n.start-1] != ' ' {
		text = " " + text
	}
	w.put(n.start, n.end, text)
}

func (w *writer) sequence(n *Node) {
	for i, v := range n.Values {
		if !v.dropped {
			w.node(v)
			continue
		}
		if w.file.inline(n) {
			w.dropInline(n, i)
		} else {
			w.dropBlock(n, v)
		}
	}
	if len(n.added) > 0 {
		w.append(n)
	}
}

// dropInline takes an item out of brackets, with the comma beside it.
func (w *writer) dropInline(n *Node, i int) {
	v := n.Values[i]
	if v.end < 0 {
		w.fault = errors.Join(w.fault, errPlace)
		return
	}
	if i+1 < len(n.Values) && !bytes.Contains(w.between(v.end, n.Values[i+1].start), []byte("#")) {
		w.put(v.start, n.Values[i+1].start, "")
		return
	}
	last := i - 1
	for last >= 0 && n.Values[last].dropped {
		last--
	}
	switch {
	case i+1 < len(n.Values) || last < 0:
		end := v.end
		for end < len(w.file.text) && (w.file.text[end] == ' ' || w.file.text[end] == ',') {
			end++
		}
		w.put(v.start, end, "")
	case bytes.Contains(w.between(n.Values[last].end, v.start), []byte("#")):
		w.put(v.start, v.end, "")
	default:
		w.put(max(n.Values[last].end, w.reached()), v.end, "")
	}
}

// reached is the end of the last splice.
func (w *writer) reached() int {
	if len(w.splices) == 0 {
		return 0
	}
	return w.splices[len(w.splices)-1].end
}

func (w *writer) between(start, end int) []byte {
	if start < 0 || end < start {
		return nil
	}
	return w.file.text[start:end]
}

// dropBlock takes the lines of an item of a YAML list out.
func (w *writer) dropBlock(n, v *Node) {
	f := w.file
	if f.split.Format != frontmatter.YAML || v.end < 0 {
		w.fault = errors.Join(w.fault, errPlace)
		return
	}
	start := f.lineStart(v.start)
	if v.Form == frontmatter.Nothing {
		start = f.lineStart(max(v.start-1, 0))
	}
	if strings.Trim(string(f.text[start:v.start]), " \t-") != "" || bytes.Count(f.text[start:v.start], []byte("-")) != 1 {
		w.fault = errors.Join(w.fault, errPlace)
		return
	}
	w.put(start, f.nextLine(v.end), "")
}

// append puts texts at the end of a list.
func (w *writer) append(n *Node) {
	f := w.file
	var items []string
	for _, text := range n.added {
		items = append(items, f.scalar(Text(text)))
	}
	switch {
	case f.inline(n) && n.kept() == 0:
		at := n.start + 1
		if len(n.Values) > 0 {
			at = n.Values[len(n.Values)-1].end
		}
		w.put(at, at, strings.Join(items, ", "))
	case f.inline(n):
		last := n.Values[len(n.Values)-1]
		gap := " "
		if f.lineStart(last.start) > n.start {
			gap = f.eol + f.margin(last.start)
			if len(n.Values) > 1 && f.lineStart(n.Values[len(n.Values)-2].start) == f.lineStart(last.start) {
				gap = " "
			}
		}
		text := ""
		for _, item := range items {
			text += "," + gap + item
		}
		w.put(last.end, last.end, text)
	case f.split.Format == frontmatter.YAML && len(n.Values) > 0:
		last := n.Values[len(n.Values)-1]
		if last.end < 0 {
			w.fault = errors.Join(w.fault, errPlace)
			return
		}
		margin, text := f.margin(n.start), ""
		for _, item := range items {
			text += f.eol + margin + "- " + item
		}
		w.put(f.lineEnd(last.end), f.lineEnd(last.end), text)
	default:
		w.fault = errors.Join(w.fault, errPlace)
	}
}

func (w *writer) mapping(n *Node) {
	for i, k := range n.Keys {
		v := n.Values[i]
		if v.dropped {
			w.dropField(n, i)
			continue
		}
		if k.renamed != "" {
			w.rename(n, i)
		}
		w.node(v)
	}
	for _, f := range n.fields {
		w.insert(n, f)
	}
}

func (w *writer) rename(n *Node, i int) {
	f, k := w.file, n.Keys[i]
	name := f.key(k.renamed)
	if k.end > k.start && (f.text[k.start] == '"' || f.text[k.start] == '\'') {
		name = quoted(k.renamed)
	}
	if f.split.Format == frontmatter.TOML && n == f.Root && n.Values[i].end < 0 {
		w.renameTables(k, name)
		return
	}
	w.put(k.start, k.end, name)
}

// tableLine is a line of TOML that opens a table, with the first word of its
// name.
var tableLine = regexp.MustCompile(`(?m)^[ \t]*\[\[?[ \t]*("[^"\n]*"|'[^'\n]*'|[A-Za-z0-9_-]+)`)

// renameTables renames a table of TOML wherever a line opens it or a table
// below it.
func (w *writer) renameTables(k *Key, name string) {
	f := w.file
	header := f.text[f.split.Header.Start:f.split.Header.End]
	found := false
	for _, m := range tableLine.FindAllSubmatchIndex(header, -1) {
		if strings.Trim(string(header[m[2]:m[3]]), `"'`) == k.Name {
			found = true
			w.put(f.split.Header.Start+m[2], f.split.Header.Start+m[3], name)
		}
	}
	if !found {
		w.put(k.start, k.end, name)
	}
}

// dropField takes a field out of a group.
func (w *writer) dropField(n *Node, i int) {
	f, k, v := w.file, n.Keys[i], n.Values[i]
	if v.end < 0 || n.kept() == 0 && !(n == f.Root && !f.inline(n)) {
		w.fault = errors.Join(w.fault, errPlace)
		return
	}
	switch {
	case f.inline(n) && i+1 < len(n.Keys):
		w.put(k.start, n.Keys[i+1].start, "")
	case f.inline(n):
		last := i
		for last > 0 && n.Values[last-1].dropped {
			last--
		}
		w.put(max(n.Values[max(last-1, 0)].end, w.reached()), v.end, "")
	case strings.TrimSpace(string(f.text[f.lineStart(k.start):k.start])) == "":
		w.put(f.lineStart(k.start), f.nextLine(v.end), "")
	case i+1 < len(n.Keys):
		w.put(k.start, n.Keys[i+1].start, "")
	default:
		w.fault = errors.Join(w.fault, errPlace)
	}
}

// insert adds a field to a group.
func (w *writer) insert(n *Node, add field) {
	f := w.file
	switch {
	case f.inline(n):
		w.insertInline(n, add)
	case f.split.Format == frontmatter.TOML:
		w.insertTOML(n, add)
	case f.split.Format != frontmatter.YAML:
		w.fault = errors.Join(w.fault, errPlace)
	case len(n.Keys) == 0:
		w.put(n.start, n.start, f.lines(add.name, add.value, "")+f.eol)
	case add.after < 0:
		margin := f.margin(n.Keys[0].start)
		w.put(n.Keys[0].start, n.Keys[0].start, f.lines(add.name, add.value, margin)+f.eol+margin)
	default:
		end := n.Values[add.after].end
		if end < 0 {
			w.fault = errors.Join(w.fault, errPlace)
			return
		}
		margin := f.margin(n.Keys[0].start)
		w.put(f.lineEnd(end), f.lineEnd(end), f.eol+margin+f.lines(add.name, add.value, margin))
	}
}

// insertInline adds a field between braces, on a line of its own where the
// other fields have theirs.
func (w *writer) insertInline(n *Node, add field) {
	f := w.file
	pair := f.pair(add.name, add.value)
	if len(n.Keys) == 0 {
		if bytes.IndexByte(w.between(n.start, n.end), '\n') >= 0 {
			pair = f.eol + "  " + pair
		}
		w.put(n.start+1, n.start+1, pair)
		return
	}
	i := max(add.after, 0)
	gap := " "
	if before := f.text[f.lineStart(n.Keys[i].start):n.Keys[i].start]; len(bytes.TrimSpace(before)) == 0 {
		gap = f.eol + string(before)
	}
	if add.after < 0 {
		w.put(n.Keys[0].start, n.Keys[0].start, pair+","+gap)
		return
	}
	w.put(n.Values[i].end, n.Values[i].end, ","+gap+pair)
}

// insertTOML adds a field to the whole header, above its first table, or to a
// table, below the line that opens it.
func (w *writer) insertTOML(n *Node, add field) {
	f := w.file
	pair := f.pair(add.name, add.value)
	if n != f.Root {
		line := f.text[f.lineStart(n.start):n.start]
		if !bytes.HasPrefix(bytes.TrimSpace(line), []byte("[")) {
			w.fault = errors.Join(w.fault, errPlace)
			return
		}
		at := f.lineEnd(n.start)
		w.put(at, at, f.eol+string(line[:len(line)-len(bytes.TrimLeft(line, " \t"))])+pair)
		return
	}
	if add.after >= 0 {
		if end := n.Values[add.after].end; end >= 0 {
			w.put(f.lineEnd(end), f.lineEnd(end), f.eol+pair)
			return
		}
	}
	w.put(f.split.Header.Start, f.split.Header.Start, pair+f.eol)
}
