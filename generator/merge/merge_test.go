package merge_test

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"daybook/generator/fields"
	"daybook/generator/load"
	"daybook/generator/merge"
	"daybook/generator/news"
	"daybook/generator/problem"
	"daybook/generator/revise"
	"daybook/generator/route"
)

// newsroom is a site on disk as it is read.
type newsroom struct {
	root    *os.Root
	copies  news.Copies
	archive *news.Archive
	routes  *route.Table
}

// read reads the site below a folder, which must have no errors.
func read(t *testing.T, root *os.Root) newsroom {
	t.Helper()
	var loader load.Loader
	content, err := loader.Load(t.Context(), root)
	if err != nil {
		t.Fatal(err)
	}
	archive, gathered := news.Gather(content.Copies, news.Cut{AsOf: time.Date(2024, 3, 1, 0, 0, 0, 0, time.UTC), Drafts: true, Future: true})
	var media []string
	for _, m := range content.Media {
		media = append(media, m.Path)
	}
	routes, settled := route.Settle(archive, media)
	for _, p := range slices.Concat(content.Problems, gathered, settled) {
		if p.Severity == problem.Error {
			t.Errorf("%s: %s [%s]", p.Place, p.Sentence, p.Rule)
		}
	}
	return newsroom{root, content.Copies, archive, routes}
}

func (n newsroom) input(kind, old, new string) merge.Input {
	return merge.Input{
		Archive: n.archive, Copies: n.copies, Text: func(path string) []byte { return load.Text(n.root, path) },
		SiteFile: load.SiteFile, Kind: kind, Old: old, New: new, Force: true, KeepBody: merge.KeepBoth,
	}
}

// own opens a copy of this repository's content.
func own(t *testing.T) *os.Root {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir+"/content", os.DirFS("../../content")); err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	return root
}

func put(t *testing.T, root *os.Root, changes []merge.Change) {
	t.Helper()
	desk := revise.NewDesk(root)
	for _, c := range changes {
		switch {
		case c.Before == nil:
			desk.Create(c.Path, c.After)
		case c.After == nil:
			desk.Remove(c.Path, c.Before)
		default:
			desk.Change(c.Path, c.Before, c.After)
		}
	}
	if err := desk.Write(); err != nil {
		t.Fatal(err)
	}
}

// TestAnyTwoOfOneKindCanBeJoined joins every two topics, people, organisations
// and places of this repository's content, unless one lies inside the other.
// Then the content has no errors, the old name means the new one and is
// written nowhere, its address leads to the new one's, and of the two texts
// nothing is lost.
func TestAnyTwoOfOneKindCanBeJoined(t *testing.T) {
	first := read(t, own(t))
	type pair struct{ kind, old, new string }
	var pairs []pair
	add := func(kind string, names []string) {
		for _, old := range names {
			for _, new := range names {
				if old != new {
					pairs = append(pairs, pair{kind, old, new})
				}
			}
		}
	}
	var topics []string
	for _, x := range first.archive.Topics {
		topics = append(topics, x.Slug)
	}
	add("topic", topics)
	for _, kind := range []news.Kind{news.KindPerson, news.KindOrganisation, news.KindPlace} {
		var names []string
		for _, x := range first.archive.NamesOf(kind) {
			names = append(names, x.Slug)
		}
		add(kind.String(), names[:min(len(names), 3)])
	}
	joined := 0
	for _, p := range pairs {
		root := own(t)
		before := read(t, root)
		result, err := merge.Plan(before.input(p.kind, p.old, p.new))
		var refusal *merge.Refusal
		if errors.As(err, &refusal) && strings.Contains(refusal.Sentence, "inside") {
			continue
		}
		if err != nil {
			t.Errorf("%v: %v", p, err)
			continue
		}
		joined++
		put(t, root, result.Changes)
		after := read(t, root)
		_, err = merge.Plan(after.input(p.kind, p.old, p.new))
		if !errors.As(err, &refusal) || !strings.Contains(refusal.Sentence, "already") {
			t.Errorf("%v: the old name does not mean the new one: %v", p, err)
		}
		folder := map[string]string{"topic": "/topics/", "person": "/people/", "organisation": "/organisations/", "place": "/places/"}[p.kind]
		if was, is := after.routes.Ref(news.Ref{Text: folder + p.old + "/"}), after.routes.Ref(news.Ref{Text: folder + p.new + "/"}); was == "" || was != is {
			t.Errorf("%v: the old address leads to %q, the new one to %q", p, was, is)
		}
		for _, c := range result.Changes {
			if c.After == nil || strings.HasSuffix(c.Path, "/"+p.new+".md") {
				continue
			}
			if strings.Contains(string(c.After), "]("+p.kind+":"+p.old+")") {
				t.Errorf("%v: %s still has links to it", p, c.Path)
			}
			named(t, c, p.kind, p.old)
		}
	}
	if joined < 10 {
		t.Errorf("only %d were joined", joined)
	}
	t.Logf("%d of %d pairs were joined", joined, len(pairs))
}

// named reports the fields of a file that name the old one.
func named(t *testing.T, c merge.Change, kind, old string) {
	t.Helper()
	folder, _, _ := strings.Cut(strings.TrimPrefix(c.Path, "content/"), "/")
	known, is := fields.KindIn(folder)
	f, _ := revise.Open(c.Path, c.After)
	if !is || f == nil {
		return
	}
	revise.Walk(f.Root, known.Fields, func(_ *revise.Key, n *revise.Node, field *fields.Field) {
		if field.Type == fields.Name && slices.Contains(field.Kinds, kind) && strings.TrimPrefix(n.Text, kind+":") == old {
			t.Errorf("%s still names %s", n.Place, old)
		}
	})
}

func TestTagsOfThisPaperCanBeJoined(t *testing.T) {
	root := own(t)
	before := read(t, root)
	if len(before.archive.Tags) < 2 {
		t.Skip("this paper has no two tags")
	}
	old, kept := before.archive.Tags[0], before.archive.Tags[1]
	result, err := merge.Plan(before.input(merge.Tag, old.Slug, kept.Slug))
	if err != nil {
		t.Fatal(err)
	}
	put(t, root, result.Changes)
	after := read(t, root)
	for _, a := range after.archive.Articles {
		if slices.ContainsFunc(a.Tags, func(tag string) bool { return news.Slug(tag) == old.Slug }) {
			t.Errorf("%s still has the tag", a.Place.Path)
		}
	}
	s := after.archive.Tag(old.Slug)
	if s == nil || s.Slug != kept.Slug || len(s.Articles) < max(len(old.Articles), len(kept.Articles)) {
		t.Errorf("the old tag leads to %+v", s)
	}
}
