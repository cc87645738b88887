package cli

import (
	"cmp"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"daybook/generator/build"
	"daybook/generator/news"
	"daybook/generator/plan"
	"daybook/generator/publish"
	"daybook/generator/serve"
	"daybook/generator/source"
	"daybook/generator/when"
)

// recentPieces is how many files the desk names that were edited last.
const recentPieces = 20

// desk tells the preview what it knows of a settled site beyond its pages.
func (p *preview) desk(site *build.Site) serve.Desk {
	return serve.Desk{
		AsOf:   p.flags.asOf,
		Pieces: func() []serve.Piece { return withheld(site) },
		Recent: func() []serve.Piece { return p.recent(site) },
		Find:   func(words string, from, most int) ([]serve.PlannedFile, int) { return found(site, words, from, most) },
		About:  func(address string) (serve.About, bool) { return p.about(site, address) },
	}
}

// withheld gives what the public does not see, drafts last.
func withheld(site *build.Site) []serve.Piece {
	var out []serve.Piece
	for _, d := range site.Desks {
		a := d.Archive
		add := func(title, address string, at source.Place, why news.Reason) {
			if why.Word == "" {
				return
			}
			words := strings.ReplaceAll(why.Word, "-", " ")
			if !why.Until.IsZero() {
				words += ", " + when.TimeWords(why.Until.In(a.House()), "en")
			}
			out = append(out, serve.Piece{Title: title, Href: d.Routes.Href(address), State: why.Word, Why: words, Place: at})
		}
		for _, x := range a.Articles {
			add(x.Title, d.Routes.Article(x), x.Place, x.Withheld)
		}
		for _, x := range a.Topics {
			add(x.Title, d.Routes.Topic(x), x.Place, x.Withheld)
		}
		for _, x := range a.Pages {
			add(x.Title, d.Routes.Page(x), x.Place, x.Withheld)
		}
	}
	order := []string{"embargo", "scheduled", "in-review", "ready", "draft"}
	rank := func(p serve.Piece) int {
		if at := slices.Index(order, p.State); at >= 0 {
			return at
		}
		return len(order)
	}
	slices.SortStableFunc(out, func(x, y serve.Piece) int { return cmp.Compare(rank(x), rank(y)) })
	return out
}

// recent gives the articles whose files were saved last.
func (p *preview) recent(site *build.Site) []serve.Piece {
	type edited struct {
		piece serve.Piece
		at    time.Time
	}
	var all []edited
	for _, d := range site.Desks {
		for _, x := range d.Archive.Articles {
			info, err := os.Stat(filepath.Join(p.flags.site, filepath.FromSlash(x.Place.Path)))
			if err != nil {
				continue
			}
			all = append(all, edited{serve.Piece{Title: x.Title, Href: d.Routes.Href(d.Routes.Article(x)), Place: x.Place}, info.ModTime()})
		}
	}
	slices.SortFunc(all, func(x, y edited) int {
		return cmp.Or(y.at.Compare(x.at), cmp.Compare(x.piece.Place.Path, y.piece.Place.Path))
	})
	var out []serve.Piece
	for _, e := range all[:min(len(all), recentPieces)] {
		e.piece.When = e.at.In(site.Archive.House()).Format("2006-01-02 15:04")
		out = append(out, e.piece)
	}
	return out
}

// found looks through the plan.
func found(site *build.Site, words string, from, most int) (files []serve.PlannedFile, total int) {
	words = strings.ToLower(strings.TrimSpace(words))
	for i := range site.Files {
		f := &site.Files[i]
		if !strings.Contains(strings.ToLower(f.Path), words) && !strings.Contains(f.Kind, words) &&
			!slices.ContainsFunc(f.Sources, func(file string) bool { return strings.Contains(strings.ToLower(file), words) }) {
			continue
		}
		if total++; total > from && len(files) < most {
			files = append(files, plannedFile(site, *f))
		}
	}
	return files, total
}

func plannedFile(site *build.Site, f plan.File) serve.PlannedFile {
	out := serve.PlannedFile{Path: f.Path, Kind: f.Kind, Href: site.Routes.BasePath() + strings.TrimPrefix(f.Address, "/")}
	for _, file := range f.Sources {
		out.Sources = append(out.Sources, source.Place{Path: file})
	}
	return out
}

// about tells what a page is made from, and whether a build would make it again.
func (p *preview) about(site *build.Site, address string) (serve.About, bool) {
	explained, err := p.session.Explain(context.Background(), site, filepath.Join(p.flags.site, "public"), address, publish.Options{})
	if err != nil || len(explained) == 0 {
		return serve.About{}, false
	}
	e := explained[0]
	return serve.About{PlannedFile: plannedFile(site, e.File), Layouts: e.Layouts, Why: "In a build it " + why(e) + "."}, true
}
