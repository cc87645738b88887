package merge

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"daybook/generator/fields"
	"daybook/generator/frontmatter"
	"daybook/generator/news"
	"daybook/generator/revise"
)

// filed is a file of the site.
type filed struct {
	path string
	kind fields.Kind
}

// all gives the files of the site, by path.
func (j *join) all() []filed {
	var all []filed
	for c := range j.Copies.Files {
		folder, _, _ := strings.Cut(strings.TrimPrefix(c.Place.Path, "content/"), "/")
		if kind, known := fields.KindIn(folder); known {
			all = append(all, filed{c.Place.Path, kind})
		}
	}
	if j.SiteFile != "" {
		all = append(all, filed{j.SiteFile, fields.Site})
	}
	slices.SortFunc(all, func(a, b filed) int { return strings.Compare(a.path, b.path) })
	return all
}

// open reads a file to be revised, and gives nil for one without a header.
func (j *join) open(file filed) (*revise.File, []byte, error) {
	before := j.Text(file.path)
	opener := revise.Open
	if file.path == j.SiteFile {
		opener = revise.OpenYAML
	}
	f, problems := opener(file.path, before)
	if f == nil {
		return nil, nil, refuse("mend it first", "%s cannot be read: %s", file.path, problems[0].Sentence)
	}
	return f, before, nil
}

// files leads every mention over, and joins the two files.
func (j *join) files() error {
	for _, file := range j.all() {
		if j.old.copy != nil && file.path == j.old.copy.Place.Path {
			continue
		}
		f, before, err := j.open(file)
		if err != nil {
			return err
		}
		j.mentions(f, file.kind)
		if j.own(f) {
			if err := j.takeOver(f); err != nil {
				return err
			}
		}
		if err := j.change(f, before); err != nil {
			return err
		}
	}
	if j.new.copy == nil {
		if err := j.found(); err != nil {
			return err
		}
	}
	if j.old.copy != nil {
		path := j.old.copy.Place.Path
		j.result.Changes = append(j.result.Changes, Change{Path: path, Before: j.Text(path)})
	}
	return nil
}

// mentions leads over what a file names in header and prose.
func (j *join) mentions(f *revise.File, kind fields.Kind) {
	if f.Root != nil {
		revise.Walk(f.Root, kind.Fields, func(_ *revise.Key, n *revise.Node, field *fields.Field) {
			switch {
			case field.Type == fields.List && n.Form == frontmatter.Sequence:
				j.list(f, n, field.Item)
			case n.Form != frontmatter.Scalar || n.Dropped():
			case field.Type == fields.Name && j.own(f) && slices.Contains(field.Kinds, "topic") && j.means(n.Text, field.Kinds) == j.old.thing:
				n.Drop()
				j.result.Uses++
			case field.Type == fields.Name && j.means(n.Text, field.Kinds) == j.old.thing:
				n.Set(j.written(n.Text, field.Kinds))
				j.result.Uses++
			case field.Type == fields.Address:
				j.reference(n)
			}
		})
	}
	for i, l := range f.Links(j.reader) {
		if l.Kind == j.kind && j.means(l.Target, []string{j.Kind}) == j.old.thing {
			f.Relink(i, j.new.slug)
			j.result.Uses++
		}
	}
}

// own reports whether a file is that of the new one.
func (j *join) own(f *revise.File) bool {
	return j.new.copy != nil && f.Path == j.new.copy.Place.Path
}

// list takes out of a list what would name the new one a second time, or name
// it in its own file.
func (j *join) list(f *revise.File, n *revise.Node, item *fields.Field) {
	if item.Type != fields.Name {
		return
	}
	named := j.own(f) && j.kind == news.KindTopic
	for _, v := range n.Values {
		thing := j.means(v.Text, item.Kinds)
		switch {
		case v.Form != frontmatter.Scalar:
		case thing == j.old.thing && (named || slices.ContainsFunc(n.Values, func(o *revise.Node) bool { return j.means(o.Text, item.Kinds) == j.new.thing })):
			v.Drop()
			j.result.Uses++
		case thing == j.old.thing:
			named = true
		}
	}
}

// reference leads over an address such as topic:old.
func (j *join) reference(n *revise.Node) {
	word, rest, cut := strings.Cut(n.Text, ":")
	if name, part, _ := strings.Cut(rest, "#"); cut && word == j.Kind && j.means(name, []string{j.Kind}) == j.old.thing {
		text := word + ":" + j.new.slug
		if part != "" {
			text += "#" + part
		}
		n.Set(text)
		j.result.Uses++
	}
}

// below are the fields that names and addresses stand below.
var below = []string{"also_known_as", "slug", "id", "title", "name"}

// keepName leaves the old names as also_known_as and the old addresses as
// aliases in the new one's header.
func (j *join) keepName(root *revise.Node) {
	known := map[string]bool{"": true, j.new.slug: true, news.Slug(j.new.title): true}
	for _, r := range j.new.known {
		known[news.Slug(r.Text)] = true
	}
	var names []string
	for _, name := range append([]string{j.old.title, j.old.slug}, texts(j.old.known)...) {
		if slug := news.Slug(name); !known[slug] {
			known[slug] = true
			names = append(names, name)
		}
	}
	if len(names) > 0 {
		root.Add("also_known_as", names, below[1:]...)
	}
	var have, addresses []string
	old := []string{}
	if j.new.copy != nil {
		have = texts(j.new.copy.Aliases)
	}
	if j.old.address != "" {
		old = append(old, j.old.address)
	}
	if j.old.copy != nil {
		old = append(old, texts(j.old.copy.Aliases)...)
	}
	for _, a := range old {
		same := func(b string) bool { return strings.Trim(a, "/") == strings.Trim(b, "/") }
		if !slices.ContainsFunc(have, same) && !slices.ContainsFunc(addresses, same) && strings.Trim(a, "/") != strings.Trim(j.new.address, "/") {
			addresses = append(addresses, a)
		}
	}
	if len(addresses) == 0 {
		return
	}
	key := "aliases"
	for _, k := range root.Keys {
		if field := fields.Find(j.fields().Fields, k.Name); field != nil && field.Name == key {
			key = k.Name
		}
	}
	root.Add(key, addresses, below...)
}

func texts(refs []news.Ref) []string {
	list := make([]string, len(refs))
	for i, r := range refs {
		list[i] = r.Text
	}
	return list
}

// own are fields that say what a file is, and are not taken over.
var own = []string{"title", "name", "slug", "id", "aliases", "also_known_as", "draft", "checks"}

// takeOver gives the new one's file the old name, and what the old one's file
// says beside it.
func (j *join) takeOver(f *revise.File) error {
	if f.Root == nil {
		return refuse("give it one", "%s has no header", f.Path)
	}
	j.keepName(f.Root)
	if j.old.copy == nil {
		return nil
	}
	path := j.old.copy.Place.Path
	old, _, err := j.open(filed{path, j.fields()})
	if err != nil {
		return err
	}
	var lost []string
	known := j.fields().Fields
	for i, key := range old.Root.Keys {
		field := fields.Find(known, key.Name)
		if field != nil && slices.Contains(own, field.Name) {
			continue
		}
		value := j.carried(old.Root.Values[i], field)
		if value == nil {
			continue
		}
		name, there := key.Name, (*revise.Node)(nil)
		if field != nil {
			name = field.Name
			for k, other := range f.Root.Keys {
				if same := fields.Find(known, other.Name); same != nil && same.Name == field.Name {
					there = f.Root.Values[k]
				}
			}
		} else {
			there = f.Root.Find(name)
		}
		switch {
		case there == nil:
			f.Root.Insert(name, value, f.Root.Keys[len(f.Root.Keys)-1].Name)
			j.result.Notes = append(j.result.Notes, fmt.Sprintf("took over  %s:  from %s", name, path))
		case alike(there.Outline(), value):
		case field != nil && field.Type == fields.List && texted(there.Outline()) && texted(value):
			j.union(there, value)
		default:
			lost = append(lost, fmt.Sprintf("%s: %s says otherwise than %s", key.Place, key.Name, f.Path))
		}
	}
	if len(lost) > 0 && !j.Force {
		return &Refusal{
			Sentence: fmt.Sprintf("both files have a word on the same, and that of %q would be lost", j.old.title), Reasons: lost,
			Hint: "write what should stay into " + f.Path + ", or let the rest go with --force",
		}
	}
	for _, l := range lost {
		j.result.Notes = append(j.result.Notes, "let go of "+l)
	}
	return j.joinBodies(f, old)
}

// carried gives a value to take over, with the old name written as the new one,
// or nil when it says nothing, or would name the new one in its own file.
func (j *join) carried(n *revise.Node, field *fields.Field) *frontmatter.Outline {
	value := n.Outline()
	switch {
	case field == nil || n.Form == frontmatter.Nothing:
	case field.Type == fields.Name && n.Form == frontmatter.Scalar:
		if j.holds(j.means(n.Text, field.Kinds)) {
			return nil
		}
	case field.Type == fields.List && field.Item.Type == fields.Name:
		if value.Form == frontmatter.Scalar {
			value = revise.List(value.Text)
		}
		value.Values = slices.DeleteFunc(value.Values, func(v *frontmatter.Outline) bool {
			thing := j.means(v.Text, field.Item.Kinds)
			return thing == j.old.thing || thing == j.new.thing
		})
		if len(value.Values) == 0 {
			return nil
		}
	}
	if value.Form == frontmatter.Nothing {
		return nil
	}
	return value
}

// holds reports whether a thing is one of the two or lies inside one: the new
// one would lie inside itself if it took it over as its parent.
func (j *join) holds(thing any) bool {
	for thing != nil {
		if thing == j.old.thing || thing == j.new.thing {
			return true
		}
		var up any
		switch x := thing.(type) {
		case *news.Topic:
			if x.Parent != nil {
				up = x.Parent
			}
		case *news.Name:
			if x.Within != nil {
				up = x.Within
			}
		}
		thing = up
	}
	return false
}

// union puts what a list lacks at its end.
func (j *join) union(there *revise.Node, value *frontmatter.Outline) {
	items := func(o *frontmatter.Outline) []*frontmatter.Outline {
		if o.Form == frontmatter.Scalar {
			return []*frontmatter.Outline{o}
		}
		return o.Values
	}
	have := items(there.Outline())
	for _, v := range items(value) {
		if !slices.ContainsFunc(have, func(h *frontmatter.Outline) bool { return h.Text == v.Text }) {
			there.Append(v.Text)
		}
	}
}

// alike reports whether two values say the same.
func alike(a, b *frontmatter.Outline) bool {
	return a.Form == b.Form && a.Text == b.Text && len(a.Keys) == len(b.Keys) &&
		slices.EqualFunc(a.Keys, b.Keys, func(x, y frontmatter.OutlineKey) bool { return x.Name == y.Name }) &&
		slices.EqualFunc(a.Values, b.Values, alike)
}

// texted reports whether a value is a text or a list of texts.
func texted(o *frontmatter.Outline) bool {
	return o.Form == frontmatter.Scalar || o.Form == frontmatter.Sequence &&
		!slices.ContainsFunc(o.Values, func(v *frontmatter.Outline) bool { return v.Form != frontmatter.Scalar })
}

// joinBodies brings the old one's body into the new one's file.
func (j *join) joinBodies(f, old *revise.File) error {
	body := old.Body()
	switch {
	case strings.TrimSpace(body) == "" || strings.TrimSpace(body) == strings.TrimSpace(f.Body()):
		return nil
	case strings.TrimSpace(f.Body()) == "":
	case j.KeepBody == KeepNew:
		j.result.Notes = append(j.result.Notes, "let go of the text of "+old.Path)
		return nil
	case j.KeepBody == KeepOld:
		f.ClearBody()
		j.result.Notes = append(j.result.Notes, "let go of the text of "+f.Path)
	case j.KeepBody != KeepBoth:
		return refuse("say which stays with  --keep-body NEW,  --keep-body OLD  or  --keep-body BOTH", "both %s and %s have a text", old.Path, f.Path)
	}
	gap := ""
	if j.KeepBody == KeepBoth && !strings.HasSuffix(f.Body(), "\n") {
		gap = "\n"
	}
	if j.KeepBody == KeepBoth && !strings.HasPrefix(body, "\n") {
		gap += "\n"
	}
	for i, l := range old.Links(j.reader) {
		if l.Kind == j.kind && j.means(l.Target, []string{j.Kind}) == j.old.thing {
			old.Relink(i, j.new.slug)
		}
	}
	led, err := old.Bytes()
	if err != nil {
		return err
	}
	f.AppendBody(gap + string(led[old.BodyStart():]))
	j.result.Notes = append(j.result.Notes, "took over the text of "+old.Path)
	return nil
}

// found makes a file for the new one, which has none: from the old one's, else
// from its name alone.
func (j *join) found() error {
	path := "content/" + j.fields().Folder + "/" + j.new.slug + ".md"
	text := []byte("---\nname: new\n---\n")
	if j.old.copy != nil {
		text = slices.Clone(j.Text(j.old.copy.Place.Path))
	}
	f, problems := revise.Open(path, text)
	if f == nil || f.Root == nil {
		return refuse("mend it first", "the file of %q cannot be read: %v", j.old.title, problems)
	}
	named := cmp.Or(f.Root.Find("name"), f.Root.Find("title"))
	if named == nil {
		return refuse("mend it first", "the file of %q has no name", j.old.title)
	}
	for _, key := range []string{"name", "title"} {
		if n := f.Root.Find(key); n != nil {
			n.Set(j.new.title)
		}
	}
	if slug := f.Root.Find("slug"); slug != nil {
		slug.Set(j.new.slug)
	}
	j.mentions(f, j.fields())
	j.keepName(f.Root)
	after, err := f.Bytes()
	if err == nil {
		j.result.Changes = append(j.result.Changes, Change{Path: path, After: after})
		j.result.Notes = append(j.result.Notes, "wrote "+path+" to keep the old name")
	}
	return err
}
