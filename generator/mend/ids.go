package mend

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"daybook/generator/frontmatter"
	"daybook/generator/news"
	"daybook/generator/revise"
)

// missingID gives a file the id that feeds know it by, so that from now on
// nothing changes it. Two files never get the same.
func missingID(d *desk, s *sheet) {
	if s.file.Root.Has("id") {
		return
	}
	d.giveID(s, "missing-id", s.identity())
}

func (d *desk) giveID(s *sheet, fix, id string) {
	unique := id
	for i := 2; !d.take(s.kind.Name, unique); i++ {
		unique = fmt.Sprintf("%s-%d", id, i)
	}
	s.file.Root.Insert("id", revise.Text(unique), below...)
	s.note(fix, s.file.Root.Place, fmt.Sprintf("gave it  id: %s", unique))
}

// eventIDs gives the events of a header the ids that their links have already:
// day and headline. Events that have both in common are one already.
func eventIDs(d *desk, s *sheet) {
	a, is := s.made.(*news.ArticleCopy)
	if !is || d.Archive.Site.Checks.Levels["event-without-id"] == "off" {
		return
	}
	for i := range a.Events {
		e := &a.Events[i]
		if e.InProse || e.Mention || e.IDAt != e.Place || e.ID == "" {
			continue
		}
		n := s.file.At(e.Place, frontmatter.Mapping)
		if n == nil || n == s.file.Root || n.Has("id") {
			continue
		}
		n.Insert("id", revise.Text(e.ID))
		s.note("event-without-id", e.Place, fmt.Sprintf("gave the event “%s”  id: %s", e.Headline, e.ID))
	}
}

// changedAddress leaves old addresses as aliases. A file without an id gets the
// one that feeds knew it by at the latest of them.
func changedAddress(d *desk, s *sheet) {
	former := d.Former[s.path]
	if len(former) == 0 {
		return
	}
	var missing []string
	for _, f := range former {
		if slices.Contains(missing, f.Address) || d.Live != nil && d.Live(f.Address) || Aliased(s.copy.Aliases, f.Address) {
			continue
		}
		missing = append(missing, f.Address)
	}
	if len(missing) > 0 {
		s.file.Root.Add("aliases", missing, append([]string{"slug", "id"}, below...)...)
		s.note("changed-address", s.file.Root.Place, "left its old address as an alias: "+strings.Join(missing, ", "))
	}
	if id := former[0].Identity; !s.file.Root.Has("id") && id != s.identity() {
		d.giveID(s, "changed-address", id)
	}
}

// Aliased reports whether an address is among old ones, with or without a slash
// at either end.
func Aliased(aliases []news.Ref, address string) bool {
	bare := func(text string) string { return strings.Trim(norm.NFC.String(text), "/") }
	return slices.ContainsFunc(aliases, func(r news.Ref) bool { return bare(r.Text) == bare(address) })
}
