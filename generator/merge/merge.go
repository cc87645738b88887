// Package merge joins two topics, tags, people, organisations or places into
// one, in every file that names them.
//
// In: the archive, the copies that it was gathered from and the text of the
// files; which of two names goes and which stays. Out: what becomes of each
// file. Whatever named the old one names the new one: lists in headers (which
// name nothing twice afterwards), claims, actors, lanes, parents, and links in
// the prose. The new one keeps the old name as also_known_as and its address
// as an alias, and takes over what the old one's file says and its own does
// not. The old one's file goes, unless something in it would be lost: then
// nothing is changed and the Refusal says what.
//
// The package does no input or output of its own.
package merge

import (
	"fmt"
	"slices"
	"strings"

	"daybook/generator/fields"
	"daybook/generator/markdown"
	"daybook/generator/news"
	"daybook/generator/problem"
	"daybook/generator/revise"
)

// Tag is the kind of things that articles name under tags.
const Tag = "tag"

// Kinds are the kinds of things that can be joined.
func Kinds() []string {
	return []string{news.KindTopic.String(), Tag, news.KindPerson.String(), news.KindOrganisation.String(), news.KindPlace.String()}
}

// Which body stays when both files have one.
const (
	KeepOld  = "OLD"
	KeepNew  = "NEW"
	KeepBoth = "BOTH" // the old one's below
)

// Input is a site and what is to be joined.
type Input struct {
	Archive  *news.Archive // with drafts and what is to come
	Copies   news.Copies
	Text     func(path string) []byte // of a file of the site
	SiteFile string                   // the path of site.yaml
	Kind     string
	Old, New string // names, in any spelling that the content may use
	Force    bool   // let go of what the new one's file says otherwise
	KeepBody string // one of the words above, or empty
}

// Change is what becomes of a file: Before is nil for a new one, After for one
// that goes.
type Change struct {
	Path          string
	Before, After []byte
}

// Result is a join that can be made.
type Result struct {
	Old, New string // titles
	Changes  []Change
	Uses     int      // how many mentions were led over
	Notes    []string // what was taken over, and what was let go
}

// Refusal says why two things cannot be joined.
type Refusal struct {
	Sentence string
	Reasons  []string // each with its file, where there are several
	Hint     string
}

// Error gives the sentence.
func (r *Refusal) Error() string { return r.Sentence }

func refuse(hint, sentence string, args ...any) *Refusal {
	return &Refusal{Sentence: fmt.Sprintf(sentence, args...), Hint: hint}
}

// Plan works out a join. The error is a *Refusal, or says which file is
// written in a way that it cannot be changed.
func Plan(in Input) (*Result, error) {
	j := &join{Input: in, reader: markdown.NewReader(), result: &Result{}}
	if in.Kind == Tag {
		return j.tags()
	}
	kind, _ := news.KindOf(in.Kind)
	j.kind = kind
	var err error
	if j.old, err = j.find(in.Old); err != nil {
		return nil, err
	}
	if j.new, err = j.find(in.New); err != nil {
		return nil, err
	}
	j.result.Old, j.result.New = j.old.title, j.new.title
	if j.old.thing == j.new.thing {
		return nil, refuse("run  daybook check --fix  to write it by its present name everywhere", "%q and %q are one %s already", in.Old, in.New, in.Kind)
	}
	if err := j.inside(); err != nil {
		return nil, err
	}
	if err := j.files(); err != nil {
		return nil, err
	}
	slices.SortFunc(j.result.Changes, func(a, b Change) int { return strings.Compare(a.Path, b.Path) })
	return j.result, nil
}

// join is a join in the making.
type join struct {
	Input
	kind     news.Kind
	reader   *markdown.Reader
	old, new party
	result   *Result
}

// party is one of the two.
type party struct {
	thing       any // *news.Topic or *news.Name
	slug, title string
	copy        *news.Copy // of its file, or nil
	known       []news.Ref // also_known_as
	address     string     // of its page, or empty
}

func (j *join) find(text string) (party, error) {
	if j.kind == news.KindTopic {
		if t := j.Archive.Topic(text); t != nil {
			return party{thing: t, slug: t.Slug, title: t.Title, copy: &t.Copy, known: t.AlsoKnownAs, address: "/topics/" + t.Slug + "/"}, nil
		}
		return party{}, j.unknown(text)
	}
	n := j.Archive.Name(j.kind, text)
	if n == nil {
		n = j.Archive.Name(news.KindActor, text)
	}
	if n == nil {
		return party{}, j.unknown(text)
	}
	p := party{thing: n, slug: n.Slug, title: n.Title}
	if n.Copy != nil {
		p.copy, p.known = &n.Copy.Copy, n.Copy.AlsoKnownAs
	} else if !news.IsSlug(text) {
		p.title = text
	}
	if n.Paged || n.Copy != nil {
		p.address = "/" + j.fields().Folder + "/" + n.Slug + "/"
	}
	return p, nil
}

// fields gives the description of the files of the kind.
func (j *join) fields() fields.Kind {
	for _, k := range fields.Kinds() {
		if k.Name == j.Kind {
			return k
		}
	}
	return fields.Kind{}
}

// unknown refuses a name that nobody uses.
func (j *join) unknown(text string) *Refusal {
	var names []string
	for _, t := range j.Copies.Topics {
		if j.kind == news.KindTopic {
			names = append(names, t.Slug, t.Title)
		}
	}
	for _, n := range j.Copies.Names {
		if n.Kind == j.kind {
			names = append(names, n.Slug, n.Title)
		}
	}
	for _, n := range j.Archive.NamesOf(j.kind) {
		names = append(names, n.Slug, n.Title)
	}
	r := refuse("names are looked up in content/"+j.fields().Folder+"/ and in what articles name", "no %s is called %q", j.Kind, text)
	if near := problem.Nearest(text, names); near != "" {
		r.Hint = fmt.Sprintf("did you mean %q?", near)
	}
	return r
}

// inside refuses to join a thing into one that lies inside it: the new one
// would lie inside itself.
func (j *join) inside() error {
	var field string
	switch x := j.new.thing.(type) {
	case *news.Topic:
		for up := x.Parent; up != nil; up = up.Parent {
			if any(up) == j.old.thing {
				field = "parent"
			}
		}
	case *news.Name:
		for up := x.Within; up != nil; up = up.Within {
			if any(up) == j.old.thing {
				field = "within"
			}
		}
		if x.Country != nil && any(x.Country) == j.old.thing {
			field = "country"
		}
	}
	if field == "" {
		return nil
	}
	return refuse(fmt.Sprintf("join them the other way round, or take the  %s:  out of %s first", field, j.new.copy.Place.Path),
		"%q lies inside %q, and would lie inside itself", j.new.title, j.old.title)
}

// means looks a name up as package news does: the kinds in turn, or the one
// that stands before a colon.
func (j *join) means(text string, kinds []string) any {
	if word, rest, cut := strings.Cut(text, ":"); cut {
		if kind, known := news.KindOf(word); known && isName(kind) {
			kinds, text = []string{word}, strings.TrimSpace(rest)
		}
	}
	for _, word := range kinds {
		kind, _ := news.KindOf(word)
		if kind == news.KindTopic {
			if t := j.Archive.Topic(text); t != nil {
				return t
			}
		} else if n := j.Archive.Name(kind, text); n != nil {
			return n
		}
	}
	if len(kinds) > 1 {
		if n := j.Archive.Name(news.KindActor, text); n != nil {
			return n
		}
	}
	return nil
}

func isName(kind news.Kind) bool {
	return kind == news.KindPerson || kind == news.KindOrganisation || kind == news.KindPlace
}

// written gives the new name in the spelling of a mention of the old one: a
// slug for a slug, with the kind before it where it stood or is needed.
func (j *join) written(text string, kinds []string) string {
	prefix := ""
	if word, rest, cut := strings.Cut(text, ":"); cut {
		if kind, known := news.KindOf(word); known && isName(kind) {
			prefix, text = j.Kind+":", strings.TrimSpace(rest)
		}
	}
	name := j.new.title
	if news.IsSlug(text) {
		name = j.new.slug
	}
	if found := j.means(name, kinds); prefix == "" && found != nil && found != j.new.thing {
		prefix = j.Kind + ":"
	}
	return prefix + name
}

// change notes a file that was revised, when it changed.
func (j *join) change(f *revise.File, before []byte) error {
	after, err := f.Bytes()
	if err == nil && string(after) != string(before) {
		j.result.Changes = append(j.result.Changes, Change{f.Path, before, after})
	}
	return err
}
