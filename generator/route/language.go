package route

import (
	"strings"

	"daybook/generator/news"
)

// languages claims what the languages of a site live below.
func (s *settler) languages() {
	for _, l := range s.table.archive.Site.Languages {
		s.claim(owner{address: l.Prefix + "/", what: "the front page in the language " + l.Lang, at: l.At, setting: "languages"})
	}
}

// Prefix gives what stands before the addresses of the table's language, such
// as "/ur"; nothing for the language of site.yaml.
func (t *Table) Prefix() string { return t.lang }

// Whole gives an address with the prefix of the language, as it lies below the
// site.
func (t *Table) Whole(address string) string {
	if address == "" || isShared(address) {
		return address
	}
	return t.lang + address
}

// Old gives the href of an old address, which is written with whatever prefix it
// had.
func (t *Table) Old(address string) string {
	whole := *t
	whole.lang = ""
	return whole.Href(address)
}

// Lives reports whether something of this language lives at an address.
func (t *Table) Lives(address string) bool {
	_, found := t.pages[address]
	return found
}

// Report gives the href of an article that reports an event, which may be one of
// another language.
func (t *Table) Report(a *news.Article) string {
	home := t.homeOf(a)
	return home.Href(home.Article(a))
}

// AbsoluteReport is Report with scheme and host.
func (t *Table) AbsoluteReport(a *news.Article) string {
	home := t.homeOf(a)
	return home.Absolute(home.Article(a))
}

// homeOf gives the table of the language that an article belongs to.
func (t *Table) homeOf(a *news.Article) *Table {
	if !a.Abroad {
		return t
	}
	for _, o := range t.others {
		if o.archive.Site.Lang == a.Lang {
			return o
		}
	}
	return t.others[0]
}

// meant gives a hole of another language as this one would write it: addresses
// without the prefix. It is false for an address of another language.
func (t *Table) meant(h news.Hole) (news.Hole, bool) {
	if h.Kind != 0 {
		return h, true
	}
	target, of := t.within(h.Target)
	h.Target = target
	return h, of
}

// within takes the prefix of the table's language off an address; false where
// it is not of this language. What does not begin with a slash is a file.
func (t *Table) within(address string) (string, bool) {
	if t.lang == "" || address != "" && !strings.HasPrefix(address, "/") {
		return address, address != ""
	}
	rest, found := strings.CutPrefix(address, t.lang+"/")
	return "/" + rest, found
}
