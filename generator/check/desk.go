package check

import (
	"slices"
	"strings"

	"daybook/generator/fields"
	"daybook/generator/frontmatter"
	"daybook/generator/markdown"
	"daybook/generator/news"
	"daybook/generator/source"
)

// desk is the input with what several rules need of it.
type desk struct {
	Input
	markdown *markdown.Reader          // of reader
	shown    []*sheet                  // of sheets
	known    []*news.Name              // of names
	first    map[*news.Name]news.Ref   // of firstUse
	lookups  map[lookup]*news.Name     // of named
	telling  map[*news.Event][]telling // of tellings
}

// reader gives a reader of bodies, made for the first rule that needs one.
func (d *desk) reader() *markdown.Reader {
	if d.markdown == nil {
		d.markdown = markdown.NewReader()
	}
	return d.markdown
}

func (d *desk) text(path string) []byte {
	if d.Text == nil {
		return nil
	}
	return d.Text(path)
}

// sheet is one file that is looked at as text.
type sheet struct {
	path    string
	copy    *news.Copy
	article *news.ArticleCopy // nil for other kinds
	text    []byte
	read    *source.File
}

// file gives the sheet as a file that knows places.
func (s *sheet) file() *source.File {
	if s.read == nil {
		s.read = source.NewFile(s.path, s.text)
	}
	return s.read
}

// sheets gives the files of all that the archive shows, by path.
func (d *desk) sheets() []*sheet {
	if d.shown != nil {
		return d.shown
	}
	var sheets []*sheet
	add := func(c *news.Copy, a *news.ArticleCopy) {
		if a != nil || !c.Draft {
			sheets = append(sheets, &sheet{path: c.Place.Path, copy: c, article: a})
		}
	}
	for _, a := range d.Archive.Articles {
		add(&a.Copy, a.ArticleCopy)
	}
	for c := range d.Copies.Files {
		if c.Kind != news.KindArticle {
			add(c, nil)
		}
	}
	slices.SortFunc(sheets, func(a, b *sheet) int { return strings.Compare(a.path, b.path) })
	d.shown = sheets
	return sheets
}

// place gives the place of a field of a file's header, or the file when the
// field is not there. The header is read again for it, so it is asked for
// findings only.
func (d *desk) place(c *news.Copy, field string) source.Place {
	for _, kind := range fields.Kinds() {
		if kind.Name != c.Kind.String() {
			continue
		}
		file := source.NewFile(c.Place.Path, d.text(c.Place.Path))
		if record, _, _ := frontmatter.Read(file, kind.Name, kind.Fields); record.Has(field) {
			return record.At(field)
		}
	}
	return c.Place
}

// telling is one telling of an event; article is nil for its own file.
type telling struct {
	copy    *news.EventCopy
	article *news.Article
}

// tellings gives all tellings of an event, its own file first, then in the
// order of publication. Bare mentions are not among them.
func (d *desk) tellings(e *news.Event) []telling {
	if d.telling == nil {
		d.telling = make(map[*news.Event][]telling, len(d.Archive.Events))
		for _, c := range d.Copies.Events {
			if e := d.Archive.Event(c.ID); e != nil && !c.Own.Draft {
				d.telling[e] = append(d.telling[e], telling{copy: c})
			}
		}
		for _, a := range slices.Backward(d.Archive.Articles) {
			for i := range a.ArticleCopy.Events {
				c := &a.ArticleCopy.Events[i]
				if e := d.Archive.Event(c.ID); e != nil && !c.Mention {
					d.telling[e] = append(d.telling[e], telling{c, a})
				}
			}
		}
	}
	return d.telling[e]
}

// at gives the best place to name an event at: its id, else where it is told.
func (d *desk) at(e *news.Event) source.Place {
	if all := d.tellings(e); len(all) > 0 {
		return all[0].copy.IDAt
	}
	return source.Place{}
}

// lookup is a name as written and the kinds that it may have.
type lookup struct {
	text string
	kind news.Kind
}

// named gives what a name means, as package news looks it up: of one kind, or
// of any when kind is KindActor.
func (d *desk) named(text string, kind news.Kind) *news.Name {
	key := lookup{text, kind}
	if n, known := d.lookups[key]; known {
		return n
	}
	if d.lookups == nil {
		d.lookups = map[lookup]*news.Name{}
	}
	kinds := []news.Kind{kind}
	if kind == news.KindActor {
		kinds = []news.Kind{news.KindPerson, news.KindOrganisation, news.KindPlace, news.KindActor}
	}
	if word, rest, cut := strings.Cut(text, ":"); cut {
		if k, is := news.KindOf(word); is && k != news.KindArticle && k != news.KindTopic && k != news.KindEvent && k != news.KindPage {
			kinds, text = []news.Kind{k}, rest
		}
	}
	var n *news.Name
	for _, k := range kinds {
		if n = d.Archive.Name(k, text); n != nil {
			break
		}
	}
	d.lookups[key] = n
	return n
}

// names gives every person, organisation, place and actor that the archive
// speaks of or that has a file, by kind and slug.
func (d *desk) names() []*news.Name {
	if d.known != nil {
		return d.known
	}
	seen := map[*news.Name]bool{}
	add := func(names ...*news.Name) {
		for _, n := range names {
			if n != nil && !seen[n] {
				seen[n] = true
				d.known = append(d.known, n)
			}
		}
	}
	for _, kind := range nameKinds {
		add(d.Archive.NamesOf(kind)...)
	}
	for _, c := range d.Copies.Names {
		if !c.Draft {
			add(d.Archive.Name(c.Kind, c.Slug))
		}
	}
	for _, a := range d.Archive.Articles {
		add(a.People...)
		add(a.Organisations...)
		add(a.Places...)
	}
	for _, e := range d.Archive.Events {
		add(e.Actors...)
		add(e.Where)
		for _, c := range e.Claims {
			add(c.By)
		}
	}
	slices.SortFunc(d.known, func(a, b *news.Name) int {
		if a.Kind != b.Kind {
			return int(a.Kind) - int(b.Kind)
		}
		return strings.Compare(a.Slug, b.Slug)
	})
	return d.known
}

// nameKinds are the kinds of names that have files.
var nameKinds = []news.Kind{news.KindPerson, news.KindOrganisation, news.KindPlace}

// firstUse gives a name as it was written first, in the order of the files,
// or its own file when nothing that is looked at writes it.
func (d *desk) firstUse(n *news.Name) news.Ref {
	if d.first == nil {
		d.first = map[*news.Name]news.Ref{}
		for _, a := range d.Archive.Articles {
			d.useArticle(a.ArticleCopy)
		}
		for _, c := range d.Copies.Events {
			d.useEvent(c)
		}
		for _, t := range d.Archive.Topics {
			for _, ref := range t.TopicCopy.Lanes {
				d.use(ref, news.KindActor)
			}
		}
	}
	if ref, used := d.first[n]; used {
		return ref
	}
	if n.Copy != nil {
		return news.Ref{Text: n.Title, Place: n.Copy.TitleAt}
	}
	return news.Ref{Text: n.Title}
}

func (d *desk) use(ref news.Ref, kind news.Kind) {
	n := d.named(ref.Text, kind)
	if n == nil {
		return
	}
	if known, used := d.first[n]; !used || source.Compare(ref.Place, known.Place) < 0 {
		d.first[n] = ref
	}
}

func (d *desk) useArticle(a *news.ArticleCopy) {
	for _, list := range []struct {
		refs []news.Ref
		kind news.Kind
	}{{a.People, news.KindPerson}, {a.Organisations, news.KindOrganisation}, {a.Places, news.KindPlace}} {
		for _, ref := range list.refs {
			d.use(ref, list.kind)
		}
	}
	for _, h := range a.Body.Holes {
		if slices.Contains(nameKinds, h.Kind) {
			d.use(news.Ref{Text: h.Target, Place: h.Place}, h.Kind)
		}
	}
	for _, q := range a.Body.Quotes {
		d.use(q.By, q.Kind)
	}
	for i := range a.Events {
		d.useEvent(&a.Events[i])
	}
}

func (d *desk) useEvent(c *news.EventCopy) {
	for _, ref := range c.Actors {
		d.use(ref, news.KindActor)
	}
	if c.Where.Text != "" {
		d.use(c.Where, news.KindPlace)
	}
	for _, claim := range c.Claims {
		d.use(claim.By, news.KindActor)
	}
}
