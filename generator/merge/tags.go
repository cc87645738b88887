package merge

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"daybook/generator/fields"
	"daybook/generator/frontmatter"
	"daybook/generator/news"
	"daybook/generator/problem"
	"daybook/generator/revise"
)

// tags joins two tags. Tags have no file: the articles are all there is.
func (j *join) tags() (*Result, error) {
	old, new := news.Slug(j.Old), news.Slug(j.New)
	spellings := map[string]map[string]int{}
	var names []string
	for _, a := range j.Copies.Articles {
		for _, tag := range a.Tags {
			slug := news.Slug(tag)
			if spellings[slug] == nil {
				spellings[slug] = map[string]int{}
				names = append(names, tag)
			}
			spellings[slug][tag]++
		}
	}
	slices.Sort(names)
	for _, text := range []string{j.Old, j.New} {
		if spellings[news.Slug(text)] != nil || j.Force && text == j.New && new != "" {
			continue
		}
		r := refuse("tags are what articles name under  tags:", "no article has the tag %q", text)
		if near := problem.Nearest(text, names); near != "" {
			r.Hint = fmt.Sprintf("did you mean %q?", near)
		} else if text == j.New {
			r.Hint = "to rename a tag to one that nothing has yet, say --force"
		}
		return nil, r
	}
	if old == new {
		return nil, refuse("", "%q and %q are one tag already", j.Old, j.New)
	}
	j.result.Old, j.result.New = j.Old, usual(spellings[new], j.New)
	for _, file := range j.all() {
		if file.kind.Name != fields.Article.Name {
			continue
		}
		f, before, err := j.open(file)
		if err != nil {
			return nil, err
		}
		if f.Root == nil {
			continue
		}
		j.retag(f, old, new)
		if err := j.change(f, before); err != nil {
			return nil, err
		}
	}
	if err := j.renameTag(usual(spellings[old], j.Old)); err != nil {
		return nil, err
	}
	slices.SortFunc(j.result.Changes, func(a, b Change) int { return strings.Compare(a.Path, b.Path) })
	return j.result, nil
}

// renameTag notes in site.yaml that a tag was given up, so that its address
// leads to the other and articles that still come with it are understood.
func (j *join) renameTag(old string) error {
	f, before, err := j.open(filed{j.SiteFile, fields.Site})
	if err != nil {
		return err
	}
	if f.Root == nil {
		return refuse("write at least  title: The name of your paper", "%s is empty", j.SiteFile)
	}
	last := func(n *revise.Node) string {
		if len(n.Keys) == 0 {
			return ""
		}
		return n.Keys[len(n.Keys)-1].Name
	}
	entry := revise.Group(old, revise.Text(j.result.New))
	tags := f.Root.Find("tags")
	if tags == nil || tags.Form != frontmatter.Mapping {
		f.Root.Insert("tags", revise.Group("renamed", entry), last(f.Root))
		return j.change(f, before)
	}
	renamed := tags.Find("renamed")
	if renamed == nil || renamed.Form != frontmatter.Mapping {
		tags.Insert("renamed", entry, last(tags))
		return j.change(f, before)
	}
	kept := ""
	for i, key := range renamed.Keys {
		if slug := news.Slug(key.Name); slug == news.Slug(j.New) || slug == news.Slug(old) {
			renamed.Values[i].Drop()
		} else {
			kept = key.Name
		}
	}
	renamed.Insert(old, revise.Text(j.result.New), kept)
	return j.change(f, before)
}

// usual gives the spelling that most articles use.
func usual(spellings map[string]int, otherwise string) string {
	best := otherwise
	for _, s := range slices.Sorted(maps.Keys(spellings)) {
		if spellings[s] > spellings[best] {
			best = s
		}
	}
	return best
}

// retag writes one tag as another in the lists of an article. The first
// category is no tag; the others are.
func (j *join) retag(f *revise.File, old, new string) {
	var tags []*revise.Node
	for i, key := range f.Root.Keys {
		field := fields.Find(fields.Article.Fields, key.Name)
		if field == nil || field.Name != "tags" && field.Name != "category" {
			continue
		}
		items := []*revise.Node{f.Root.Values[i]}
		if items[0].Form == frontmatter.Sequence {
			items = items[0].Values
		}
		if field.Name == "category" {
			items = items[min(1, len(items)):]
		}
		tags = append(tags, items...)
	}
	named := slices.ContainsFunc(tags, func(n *revise.Node) bool { return news.Slug(n.Text) == new })
	for _, n := range tags {
		if n.Form != frontmatter.Scalar || news.Slug(strings.TrimSpace(n.Text)) != old {
			continue
		}
		j.result.Uses++
		if named {
			n.Drop()
			continue
		}
		n.Set(j.result.New)
		named = true
	}
}
