package route

import (
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"daybook/generator/news"
	"daybook/generator/problem"
	"daybook/generator/source"
)

// OldAddress gives the address that an alias means, as the rules of a host
// write it: from the root, in Unicode form NFC.
func OldAddress(alias string) string { return "/" + strings.TrimLeft(norm.NFC.String(alias), "/") }

// oldKey is the form under which aliases are known: hosts take an address with
// a slash at the end and one without for the same.
func oldKey(alias string) string { return strings.TrimRight(OldAddress(alias), "/") + "/" }

// alias is an old address and what it leads to.
type alias struct {
	news.Ref
	key string
	to  owner
}

// alias notes the old addresses of what lives at an address.
func (s *settler) alias(refs []news.Ref, to owner) {
	for _, ref := range refs {
		key := oldKey(ref.Text)
		if own, is := s.table.within(key); is {
			key = own
		}
		a := alias{ref, key, to}
		first, taken := s.moved[a.key]
		if !taken {
			s.moved[a.key] = a
			s.table.old[a.key] = to
			continue
		}
		if first.to.address == to.address {
			continue
		}
		if source.Compare(a.Place, first.Place) < 0 {
			a, first = first, a
		}
		s.problems = append(s.problems, problem.New(RuleDoubleAlias, a.Place, "the old address %q can lead to one of two only: %s and %s claim it", a.Text, first.to.what, a.to.what).
			Noted(first.Place, "claimed here").Hinted("take it out of one of them"))
	}
}

// loops reports the aliases that lead back to themselves: an alias that is the
// page's own address, and two pages that each claim the address of the other.
func (s *settler) loops() {
	for _, key := range slices.Sorted(maps.Keys(s.moved)) {
		a := s.moved[key]
		if a.Place.IsZero() {
			continue
		}
		if s.folds(a.key) == s.folds(a.to.address) {
			s.problems = append(s.problems, problem.Warn(RuleAliasLoop, a.Place, "the alias %q is the address of the page itself", a.Text).
				Hinted("take it out; an alias is an address that the page has left"))
			continue
		}
		back, both := s.moved[a.to.address]
		if both && back.to.address == a.key && source.Compare(a.Place, back.Place) > 0 {
			s.problems = append(s.problems, problem.Warn(RuleAliasLoop, a.Place, "%s claims the address of %s, and the other way round", a.to.what, back.to.what).
				Noted(back.Place, "the other way").Hinted("take out both; each page lives where the other says it has moved from"))
		}
	}
}

func (s *settler) folds(address string) string {
	if strings.IndexFunc(address, func(r rune) bool { return r >= utf8.RuneSelf || 'A' <= r && r <= 'Z' }) < 0 {
		return address
	}
	return s.fold.String(norm.NFC.String(address))
}

// firstUse gives the place of a name without a file where it is written first,
// by file.
func (t *Table) firstUse(n *news.Name) source.Place {
	var first source.Place
	for _, a := range n.Articles {
		refs := append(append(append([]news.Ref{}, a.ArticleCopy.People...), a.ArticleCopy.Organisations...), a.ArticleCopy.Places...)
		for _, h := range a.Body.Holes {
			if h.Kind == n.Kind {
				refs = append(refs, news.Ref{Text: h.Target, Place: h.Place})
			}
		}
		for _, ref := range refs {
			if t.archive.Name(n.Kind, ref.Text) == n && (first.IsZero() || source.Compare(ref.Place, first) < 0) {
				first = ref.Place
			}
		}
	}
	return first
}
