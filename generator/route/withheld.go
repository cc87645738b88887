package route

import (
	"cmp"
	"strings"

	"golang.org/x/text/unicode/norm"

	"daybook/generator/news"
)

// Grave is a tombstone at its address.
type Grave struct {
	*news.Tombstone
	Address string
	To      string // href that the address answers instead; empty for a page of its own
}

// Graves gives the tombstones that have an address to answer at, by file. One
// gives way to whatever lives there, and to the alias of what lives elsewhere.
func (t *Table) Graves() []Grave { return t.graves }

// bury gives the tombstones the addresses that nothing else has.
func (s *settler) bury() {
	t := s.table
	for _, stone := range t.archive.Tombstones {
		address := t.dated(stone.Published, stone.Slug)
		folded := s.fold.String(norm.NFC.String(address))
		if _, lives := s.folded[folded]; lives {
			continue
		}
		if _, moved := t.old[address]; moved {
			continue
		}
		s.folded[folded] = owner{address: address, what: "a tombstone", at: stone.Place}
		t.graves = append(t.graves, Grave{Tombstone: stone, Address: address, To: t.Ref(stone.RedirectTo)})
	}
}

// shade notes the addresses and files of what is withheld.
func (t *Table) shade() {
	for _, s := range t.archive.Shadows {
		t.shadows[norm.NFC.String(s.Place.Path)] = true
		switch s.Kind {
		case news.KindArticle:
			t.shadows[t.dated(s.Published, s.Slug)] = true
		case news.KindTopic:
			t.shadows[Topics+s.Slug+"/"] = true
		case news.KindEvent:
			t.shadows["/events/"+s.Slug+"/"] = true
		case news.KindPage:
			t.shadows["/"+s.Slug+"/"] = true
		default:
			t.shadows[Folder(s.Kind)+s.Slug+"/"] = true
		}
	}
}

// dated gives the address of an article by its day and slug.
func (t *Table) dated(published news.Moment, slug string) string {
	return t.Article(&news.Article{ArticleCopy: &news.ArticleCopy{Copy: news.Copy{Slug: slug}, Published: published}})
}

// find looks a hole up, here and then in the other languages; false when it leads
// nowhere. What is withheld has no href, and is no mistake: the writer's words
// stand without a link.
func (t *Table) find(h news.Hole, body *news.Body) (string, bool) {
	href, found := t.seek(h, body)
	if found || h.Image {
		return href, found
	}
	withheld := t.withheld(h)
	for _, o := range t.others {
		there, of := o.meant(h)
		if href, found := o.seek(there, nil); of && found {
			return href, true
		}
		withheld = withheld || of && o.withheld(there)
	}
	return "", withheld
}

// withheld reports whether a hole that finds nothing means something that the
// archive withholds.
func (t *Table) withheld(h news.Hole) bool {
	if h.Image || h.Kind == 0 && h.Target == "" {
		return false
	}
	if h.Kind != 0 {
		return t.archive.Shadow(h.Kind, norm.NFC.String(h.Target)) != nil
	}
	target, _, _ := strings.Cut(norm.NFC.String(h.Target), "?")
	return t.shadows[target] || t.shadows[foot(target)]
}

// foot gives the address of the page that an address is, or lies below: that of
// a topic for one of its timeline or its feed.
func foot(address string) string {
	for _, folder := range []string{Topics, People, Organisations, Places, "/events/"} {
		if below, is := strings.CutPrefix(address, folder); is {
			slug, _, _ := strings.Cut(below, "/")
			return folder + slug + "/"
		}
	}
	return strings.TrimSuffix(address, "/") + "/"
}

// Media gives the file below content/ that an address written in content
// means, such as "media/a.jpg"; false when it means none.
func (t *Table) Media(address string) (string, bool) {
	path, _, _ := strings.Cut(norm.NFC.String(address), "?")
	file, found := t.media[strings.TrimPrefix(strings.TrimPrefix(path, "content"), "/")]
	return file, found
}

// MediaRef is Media for a reference in a header or in site.yaml.
func (t *Table) MediaRef(ref news.Ref) (string, bool) {
	return t.Media(cmp.Or(refHole(ref).Target, "/"))
}
