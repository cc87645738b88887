// Package plan lists every file that the site will have, before any is made:
// its path, its kind, the layout that makes it, the files that it comes from,
// and how to get its view.
package plan

import (
	"path"
	"slices"
	"strings"
	"time"

	"daybook/generator/asset"
	"daybook/generator/cms"
	"daybook/generator/compose"
	"daybook/generator/darkroom"
	"daybook/generator/export"
	"daybook/generator/load"
	"daybook/generator/news"
	"daybook/generator/problem"
	"daybook/generator/route"
	"daybook/generator/search"
	"daybook/generator/view"
)

// File is one file of the site.
type File struct {
	Path    string   // below the output folder, with slashes
	Kind    string   // "article", "topic", "feed", "asset", …
	Layout  string   // the layout that makes it; empty when none does
	Lang    string   // of the layout's words
	Address string   // under which a reader finds it
	Sources []string // files of content/ that it is about; lists name none
	// View gives the value that the file is made from. Without bodies it is
	// complete but for the HTML of its bodies, which is enough to hash it.
	View func(bodies compose.Bodies) any
	// Media is the file of content/ that this one is made from without a view:
	// a copy of it, or where Print is set one of its prints. Sum is the checksum
	// of a picture.
	Media string
	Print darkroom.Print
	Sum   string
	// Prose says that the prose of any report may be in it, beside those that
	// are its Sources.
	Prose bool
}

// Input is what a plan is made from.
type Input struct {
	Desks  []Desk // one for each language of the site, that of site.yaml first
	Assets []asset.Asset
	Media  []load.Media
	Named  []string       // paths of media that the site's own layouts name
	Bodies compose.Bodies // for raw HTML, which may show media; nil for none
	Fill   compose.Fill
	Index  Index
	// Preview says that the site shows what is not public yet.
	Preview bool
}

// Desk is the site in one language.
type Desk struct {
	Archive  *news.Archive
	Routes   *route.Table
	Composer *compose.Composer
}

// Index gives the search index of a site that has one.
type Index struct {
	// Shard gives a shard of a part; whole or as much of it as is needed to hash
	// it.
	Shard func(part *search.Part, shard int, whole bool) view.SearchShard
	// Sum gives what stands for all that is read of a part.
	Sum func(part *search.Part) string
}

// Bytes is a file whose content is settled already.
type Bytes struct{ Body []byte }

// The scripts of sites that let browsers keep pages. The worker is no page's: it
// lives at route.Worker.
const (
	workerAsset  = "worker.js"
	offlineAsset = "offline.js"
)

// planner lists the files of one desk after those of others.
type planner struct {
	Input
	Desk
	files   []File
	sitemap []compose.Listed
}

// Make lists the files, sorted by path.
func Make(in Input) []File {
	p := &planner{}
	for _, desk := range in.Desks {
		p = &planner{Input: in, Desk: desk, files: p.files, sitemap: p.sitemap}
		p.articles()
		p.graves()
		p.topics()
		p.names()
		p.shelves()
		p.events()
		p.timelines()
		p.editions()
		p.fixed()
		p.feeds()
		p.cards()
	}
	p = &planner{Input: in, Desk: in.Desks[0], files: p.files, sitemap: p.sitemap}
	p.data()
	slices.SortFunc(p.files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return p.files
}

// Broken reports the links to parts of long pages that the plan does not have.
func Broken(files []File, routes *route.Table) []problem.Problem {
	deep := routes.Deep()
	if len(deep) == 0 {
		return nil
	}
	live := make(map[string]bool, len(files))
	for _, f := range files {
		live[f.Address] = true
	}
	var problems []problem.Problem
	for _, d := range deep {
		if !live[d.Address] {
			problems = append(problems, route.BrokenDeep(d))
		}
	}
	return problems
}

// page adds a page at an address; one for search engines to know has been
// updated at some time or at none that is known. It gives what they are told.
func (p *planner) page(address, layout, lang string, updated time.Time, hidden bool, sources []string, make func(compose.Bodies) any) *compose.Listed {
	listed := compose.Listed{Of: p.Composer, Address: address, Updated: updated}
	address = p.Routes.Whole(address)
	file := strings.TrimPrefix(address, "/")
	if address == "/" || strings.HasSuffix(address, "/") {
		file = path.Join(file, "index.html")
	}
	p.files = append(p.files, File{Path: file, Kind: layout, Layout: layout, Lang: lang, Address: address, Sources: sources, View: make})
	if hidden {
		return &listed
	}
	p.sitemap = append(p.sitemap, listed)
	return &p.sitemap[len(p.sitemap)-1]
}

func (p *planner) lang() string { return p.Archive.Site.Lang }

func (p *planner) articles() {
	for _, a := range p.Archive.Articles {
		p.page(p.Routes.Article(a), "article", a.Lang, compose.Changed(a), a.Withheld.Word != "", []string{a.Place.Path}, func(b compose.Bodies) any {
			return p.Composer.Article(a, b, p.Fill)
		}).There = p.Composer.ArticleIn(a)
	}
}

// graves adds the pages of reports that are gone.
func (p *planner) graves() {
	for _, g := range p.Routes.Graves() {
		if g.To == "" {
			p.page(g.Address, "tombstone", g.Lang, time.Time{}, true, []string{g.Place.Path}, func(compose.Bodies) any { return p.Composer.Tombstone(g) })
		}
	}
}

func (p *planner) topics() {
	c := p.Composer
	p.page(route.Topics, "index", p.lang(), time.Time{}, false, nil, func(compose.Bodies) any { return c.Topics() })
	for _, t := range p.Archive.Topics {
		sources, updated := []string{t.Place.Path}, newest(t.Articles)
		for n := 1; n <= compose.TopicPages(t); n++ {
			p.page(c.TopicPageAddress(t, n), "topic", t.Lang, updated, n > 1, sources, func(b compose.Bodies) any { return c.Topic(t, n, b, p.Fill) }).
				There = compose.TopicIn(t, (*route.Table).Topic)
		}
	}
}

func newest(articles []*news.Article) time.Time {
	var last time.Time
	for _, a := range articles {
		if changed := compose.Changed(a); changed.After(last) && a.Withheld.Word == "" {
			last = changed
		}
	}
	return last
}

func (p *planner) names() {
	c := p.Composer
	for _, kind := range []news.Kind{news.KindPerson, news.KindOrganisation, news.KindPlace} {
		if p.Archive.Site.Without.Names(kind) {
			continue
		}
		p.page(route.Folder(kind), "index", p.lang(), time.Time{}, false, nil, func(compose.Bodies) any { return c.Names(kind) })
		for _, n := range p.Archive.NamesOf(kind) {
			lang := p.lang()
			var sources []string
			if n.Copy != nil {
				lang, sources = n.Copy.Lang, []string{n.Copy.Place.Path}
			}
			p.page(p.Routes.Name(n), "name", lang, newest(n.Articles), false, sources, func(b compose.Bodies) any { return c.Name(n, b, p.Fill) }).
				There = compose.NameIn(n, (*route.Table).Name)
		}
	}
}

func (p *planner) shelves() {
	c := p.Composer
	for _, list := range []struct {
		address string
		shelves []*news.Shelf
	}{{route.Categories, p.Archive.Categories}, {route.Tags, p.Archive.Tags}} {
		if len(list.shelves) == 0 {
			continue
		}
		p.page(list.address, "index", p.lang(), time.Time{}, false, nil, func(compose.Bodies) any { return c.Shelves(list.address, list.shelves) })
		for _, s := range list.shelves {
			for n := 1; n <= compose.ShelfPages(s); n++ {
				p.page(c.ShelfAddress(s, n), "shelf", p.lang(), newest(s.Articles), n > 1, nil, func(compose.Bodies) any { return c.Shelf(s, n) })
			}
		}
	}
}

func (p *planner) events() {
	if p.Archive.Site.Without.Events {
		return
	}
	for _, e := range p.Archive.Events {
		var sources []string
		if e.Own != nil {
			sources = append(sources, e.Own.Own.Place.Path)
		}
		articles := make([]*news.Article, len(e.Reports))
		for i, r := range e.Reports {
			articles[i] = r.Article
			sources = append(sources, r.Article.Place.Path)
		}
		for n := 1; n <= p.Composer.EventPages(e); n++ {
			p.page(p.Composer.EventAddress(e, n), "event", p.lang(), newest(articles), n > 1 || compose.Thin(e), sources, func(b compose.Bodies) any {
				return p.Composer.Event(e, n, b, p.Fill)
			})
		}
	}
}

func (p *planner) timelines() {
	for _, ch := range p.Composer.Chronicles() {
		for _, leaf := range p.Composer.Leaves(ch) {
			p.page(leaf.Address, "timeline", p.lang(), time.Time{}, ch.Hidden(leaf), ch.Sources, func(compose.Bodies) any { return p.Composer.Timeline(ch, leaf) }).
				There = ch.In(leaf)
		}
		if !p.Composer.HasData(ch) {
			continue
		}
		for _, f := range export.Formats() {
			p.file(strings.TrimPrefix(ch.DataAddress(f.File), "/"), f.Kind, ch.Sources, func(compose.Bodies) any { return p.Composer.EventsOf(ch) })
		}
	}
	if !p.Archive.Site.Without.Data && p.Routes.Prefix() == "" {
		p.file(strings.TrimPrefix(compose.EventsSchema, "/"), "schema", nil, func(compose.Bodies) any { return Bytes{Body: export.Schema} })
	}
}

func (p *planner) editions() {
	a := p.Archive
	for _, spans := range [][]*news.Span{a.Days, a.Weeks, a.Months, a.Years} {
		for _, s := range spans {
			sources := make([]string, 0, len(s.Articles))
			for _, x := range s.Articles {
				sources = append(sources, x.Place.Path)
			}
			address := p.Routes.Span(s)
			if address == "" {
				continue
			}
			for n := 1; n <= p.Composer.EditionPages(s); n++ {
				p.page(p.Composer.EditionAddress(s, n), "edition", p.lang(), newest(s.Articles), n > 1, sources, func(compose.Bodies) any {
					return p.Composer.Edition(s, spans, n)
				})
			}
			for _, layout := range []string{"email", "email.txt"} {
				if mail := p.Composer.MailAddress(s, layout == "email.txt"); mail != "" {
					p.page(mail, layout, p.lang(), time.Time{}, true, sources, func(compose.Bodies) any { return p.Composer.Mail(s, spans) })
				}
			}
		}
	}
}

func (p *planner) fixed() {
	c, none := p.Composer, time.Time{}
	if days := p.Routes.Days(); days != "" {
		p.page(days, "index", p.lang(), none, false, nil, func(compose.Bodies) any { return c.Days() })
	}
	p.page(route.Front, "front", p.lang(), newest(p.Archive.Articles), false, nil, func(compose.Bodies) any { return c.Front() })
	p.page(route.Corrections, "corrections", p.lang(), none, false, nil, func(compose.Bodies) any { return c.Corrections() })
	p.page(route.Feeds, "feeds", p.lang(), none, false, nil, func(compose.Bodies) any { return c.Feeds() })
	p.file(strings.TrimPrefix(route.Manifest, "/"), "manifest", nil, func(compose.Bodies) any { return c.Manifest() })
	p.page(route.NotFound, "404", p.lang(), none, true, nil, func(compose.Bodies) any { return c.NotFound() })
	if p.Archive.Site.Offline && p.Routes.Prefix() == "" {
		p.page(route.Offline, "offline", p.lang(), none, true, nil, func(compose.Bodies) any { return c.Offline() })
	}
	if p.Archive.Site.Search {
		p.page(route.Search, "search", p.lang(), none, false, nil, func(compose.Bodies) any { return c.Search() })
		p.search()
	}
	for _, x := range p.Archive.Pages {
		p.page(p.Routes.Page(x), "page", x.Lang, x.Updated.Time, false, []string{x.Place.Path}, func(b compose.Bodies) any { return c.Page(x, b, p.Fill) })
	}
}

// feedKinds are the kinds of file that the forms of feeds are.
var feedKinds = map[string]string{news.Atom: "feed", news.RSS: "rss", news.JSONFeed: "json-feed"}

// file adds a file that is no page.
func (p *planner) file(name, kind string, sources []string, make func(compose.Bodies) any) *File {
	address := p.Routes.Whole("/" + name)
	p.files = append(p.files, File{Path: address[1:], Kind: kind, Address: address, Sources: sources, View: make})
	return &p.files[len(p.files)-1]
}

// feeds adds the feeds of a language and the list of them.
func (p *planner) feeds() {
	for _, ch := range p.Composer.Channels() {
		for _, form := range p.Routes.Feeds() {
			p.file(strings.TrimPrefix(ch.Address(form), "/"), feedKinds[form.Form], ch.Sources, func(b compose.Bodies) any {
				return p.Composer.Feed(ch, form, b, p.Fill)
			}).Prose = ch.Prose
		}
	}
	p.file(strings.TrimPrefix(route.Outline, "/"), "outline", nil, func(compose.Bodies) any { return p.Composer.Outline() })
}

// data adds what the site has once, whatever its languages.
func (p *planner) data() {
	c := p.Composer
	p.sitemaps()
	for _, icon := range c.Icons() {
		p.file(strings.TrimPrefix(icon.Address, "/"), "icon", nil, func(compose.Bodies) any { return icon.View })
	}
	if p.Archive.Site.CMS.On {
		for _, f := range cms.Files(cms.Of(p.Archive)) {
			p.file(strings.TrimPrefix(route.Admin, "/")+f.Name, "cms", nil, func(compose.Bodies) any { return Bytes{Body: f.Body} })
		}
	}
	for _, a := range p.Assets {
		if a.Name == workerAsset {
			if p.Archive.Site.Offline {
				p.file(strings.TrimPrefix(route.Worker, "/"), "worker", nil, func(compose.Bodies) any { return Bytes{Body: c.Worker(a.Body)} })
			}
			continue
		}
		if a.Name == offlineAsset && !p.Archive.Site.Offline {
			continue
		}
		p.file(a.Path, "asset", nil, func(compose.Bodies) any { return Bytes{Body: a.Body} })
	}
	p.media()
	p.redirects()
	p.headers()
}

// redirects adds the rules for old addresses, but for those at which a file of the
// site lives: hosts may ask the rules first.
func (p *planner) redirects() {
	live := make(map[string]bool, len(p.files))
	for _, f := range p.files {
		live[f.Address] = true
	}
	var redirects view.Redirects
	for _, desk := range p.Desks {
		redirects.Rules = append(redirects.Rules, desk.Composer.Redirects(func(address string) bool { return live[address] }).Rules...)
	}
	for _, desk := range p.Desks[1:] {
		redirects.Rules = append(redirects.Rules, desk.Composer.Missing())
	}
	if len(redirects.Rules) > 0 {
		p.file("_redirects", "redirects", nil, func(compose.Bodies) any { return redirects })
	}
}
