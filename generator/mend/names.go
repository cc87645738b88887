package mend

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"daybook/generator/fields"
	"daybook/generator/frontmatter"
	"daybook/generator/news"
	"daybook/generator/revise"
)

// oldNames writes names that are only also known as the present ones: as a slug
// where a slug was written, else in full.
func oldNames(d *desk, s *sheet) {
	revise.Walk(s.file.Root, s.kind.Fields, func(_ *revise.Key, n *revise.Node, field *fields.Field) {
		if field.Type != fields.Name || n.Form != frontmatter.Scalar {
			return
		}
		if present := d.present(n.Text, field.Kinds); present != "" {
			n.Set(present)
			s.note("old-name", n.Place, fmt.Sprintf("wrote %q as %q", n.Text, present))
		}
	})
	for i, l := range s.file.Links(d.reader) {
		if present := d.present(l.Target, []string{l.Kind.String()}); present != "" {
			s.file.Relink(i, present)
			s.note("old-name", l.Place, fmt.Sprintf("led the link to %s:%s", l.Kind, present))
		}
	}
}

// present gives a name as it should be written, or nothing when it is written
// so, or is not known.
func (d *desk) present(text string, kinds []string) string {
	for _, word := range kinds {
		kind, _ := news.KindOf(word)
		slug, title, given, old := "", "", "", []news.Ref(nil)
		switch kind {
		case news.KindTopic:
			t := d.Archive.Topic(text)
			if t == nil {
				continue
			}
			slug, title, old = t.Slug, t.Title, t.AlsoKnownAs
		case news.KindPerson, news.KindOrganisation, news.KindPlace:
			n := d.Archive.Name(kind, text)
			if n == nil {
				continue
			}
			if n.Copy == nil {
				return ""
			}
			slug, title, old = n.Slug, n.Title, n.Copy.AlsoKnownAs
			given = n.Copy.ID
		}
		written := news.Slug(text)
		if written == slug || written == news.Slug(title) || written == given ||
			!slices.ContainsFunc(old, func(r news.Ref) bool { return news.Slug(r.Text) == written }) {
			return ""
		}
		if news.IsSlug(text) {
			return slug
		}
		return title
	}
	return ""
}

// repeatedItems takes out of lists of texts and names what stands there
// already, in any spelling that means the same.
func repeatedItems(_ *desk, s *sheet) {
	revise.Walk(s.file.Root, s.kind.Fields, func(key *revise.Key, n *revise.Node, field *fields.Field) {
		if field.Type != fields.List || n.Form != frontmatter.Sequence || n.Dropped() {
			return
		}
		switch field.Item.Type {
		case fields.Name, fields.Slug, fields.Line:
		default:
			return
		}
		seen := map[string]bool{}
		for _, item := range n.Values {
			if item.Form != frontmatter.Scalar || item.Dropped() {
				continue
			}
			text := item.Now()
			same := news.Slug(text)
			if field.Item.Type == fields.Line {
				same = strings.TrimSpace(text)
			}
			if seen[same] && same != "" {
				item.Drop()
				s.note("repeated-item", item.Place, fmt.Sprintf("took out a second %q", text))
			}
			seen[same] = true
		}
	})
}

// foreignKeys writes other spellings of field names as Daybook's own, unless
// the field stands there already.
func foreignKeys(_ *desk, s *sheet) {
	var group func(n *revise.Node, known []fields.Field)
	value := func(n *revise.Node, field *fields.Field) {
		if field.Type == fields.List {
			field = field.Item
		}
		if field.Type != fields.Group {
			return
		}
		if n.Form == frontmatter.Mapping {
			group(n, field.Fields)
		}
		for _, item := range n.Values {
			if n.Form == frontmatter.Sequence && item.Form == frontmatter.Mapping {
				group(item, field.Fields)
			}
		}
	}
	group = func(n *revise.Node, known []fields.Field) {
		for i, key := range n.Keys {
			field := fields.Find(known, key.Name)
			if field == nil {
				field = ownSpelling(known, key.Name)
			}
			if field == nil || field.Unused() {
				continue
			}
			if key.Name != field.Name && !n.Has(field.Name) && !otherSpelling(n, key, field) {
				key.Rename(field.Name)
				s.note("foreign-key", key.Place, fmt.Sprintf("called %q %q", key.Name, field.Name))
			}
			value(n.Values[i], field)
		}
	}
	group(s.file.Root, s.kind.Fields)
}

// otherSpelling reports whether another key of the group means the same field.
func otherSpelling(n *revise.Node, key *revise.Key, field *fields.Field) bool {
	return slices.ContainsFunc(n.Keys, func(k *revise.Key) bool {
		return k != key && (slices.Contains(field.Also, k.Name) || bare(k.Name) == bare(field.Name))
	})
}

// ownSpelling gives the field that a key names but for capitals and the signs
// between its words: "alsoKnownAs", "Also-Known-As" and "also known as" are one.
func ownSpelling(known []fields.Field, key string) *fields.Field {
	i := slices.IndexFunc(known, func(f fields.Field) bool { return bare(f.Name) == bare(key) })
	if i < 0 {
		return nil
	}
	return &known[i]
}

// bare gives the letters and digits of a key.
func bare(key string) string {
	return strings.Map(func(r rune) rune {
		if r == '_' || r == '-' || r == ' ' {
			return -1
		}
		return unicode.ToLower(r)
	}, key)
}
