package build

import (
	"context"
	"strings"

	"daybook/generator/fields"
	"daybook/generator/history"
	"daybook/generator/load"
	"daybook/generator/mend"
	"daybook/generator/news"
	"daybook/generator/route"
	"daybook/generator/source"
)

// Copies gives the files of a site as they were filed.
func (site *Site) Copies() news.Copies { return site.copies }

// Text gives the bytes of a file below the site's folder, or nil when it cannot
// be read.
func (s *Session) Text(path string) []byte { return load.Text(s.root, path) }

// Former asks git where the files of a site lived before: the addresses, newest
// first, that a file had when the public could see it, other than the one it
// has. The note says what git does not know; the error is one of package
// history, or says what git said.
func (s *Session) Former(ctx context.Context, site *Site) (former map[string][]mend.Former, note string, err error) {
	past, err := history.Read(ctx, s.options.Site, load.Folder)
	if err != nil {
		return nil, "", err
	}
	if past.Shallow {
		note = "git has only the latest commits here (a shallow clone); older addresses are not known"
	}
	former = map[string][]mend.Former{}
	var batch []any
	versions := 0
	all := everything(site.copies)
	for i, made := range all {
		path, _, _ := lived(site.Routes, made)
		batch, versions = append(batch, made), versions+len(past.Former(path))
		if versions < mostTexts && i+1 < len(all) {
			continue
		}
		if err := site.former(ctx, past, batch, former); err != nil {
			return nil, "", err
		}
		batch, versions = nil, 0
	}
	return former, note, nil
}

// mostTexts is how many former texts are held at a time.
const mostTexts = 5000

// former finds where the files of some copies lived before.
func (site *Site) former(ctx context.Context, past *history.History, copies []any, former map[string][]mend.Former) error {
	var asked []history.Version
	for _, made := range copies {
		path, _, _ := lived(site.Routes, made)
		asked = append(asked, past.Former(path)...)
	}
	texts, err := past.Texts(ctx, asked)
	if err != nil {
		return err
	}
	for _, made := range copies {
		path, address, _ := lived(site.Routes, made)
		seen := map[string]bool{address: true}
		for _, v := range past.Former(path) {
			kind, known := fields.KindIn(top(v.Path))
			text, here := texts[v]
			if !here || !known || top(v.Path) != top(path) {
				continue
			}
			_, old, identity := lived(site.Routes, load.Header(source.NewFile(v.Path, text), kind, site.copies.Site))
			if old != "" && !seen[old] {
				seen[old] = true
				former[path] = append(former[path], mend.Former{Address: old, Identity: identity})
			}
		}
	}
	return nil
}

// top gives the folder of content/ that a file lies in.
func top(path string) string {
	folder, _, _ := strings.Cut(strings.TrimPrefix(path, load.Folder+"/"), "/")
	return folder
}

// everything gives all copies.
func everything(c news.Copies) []any {
	var all []any
	for _, x := range c.Articles {
		all = append(all, x)
	}
	for _, x := range c.Topics {
		all = append(all, x)
	}
	for _, x := range c.Events {
		all = append(all, x)
	}
	for _, x := range c.Names {
		all = append(all, x)
	}
	for _, x := range c.Pages {
		all = append(all, x)
	}
	return all
}

// lived gives the file of a copy, the address that the copy gives it, and what
// feeds know it by. What the public never saw has no address.
func lived(routes *route.Table, made any) (path, address, identity string) {
	var c *news.Copy
	switch x := made.(type) {
	case *news.ArticleCopy:
		c, address, identity = &x.Copy, routes.Article(&news.Article{ArticleCopy: x}), x.Identity()
		if x.Published.IsZero() || x.Status == news.Draft || x.Status == news.InReview || x.Status == news.Ready {
			address = ""
		}
	case *news.TopicCopy:
		c, address, identity = &x.Copy, routes.Topic(&news.Topic{TopicCopy: x}), x.Identity()
	case *news.EventCopy:
		c, address, identity = x.Own, routes.Event(&news.Event{ID: x.ID}), x.Own.Identity()
	case *news.NameCopy:
		c, address, identity = &x.Copy, routes.Name(&news.Name{Kind: x.Kind, Slug: x.Slug}), x.Identity()
	case *news.PageCopy:
		c, address, identity = &x.Copy, routes.Page(&news.Page{PageCopy: x}), x.Identity()
	default:
		return "", "", ""
	}
	if c.Draft {
		address = ""
	}
	return c.Place.Path, address, identity
}
