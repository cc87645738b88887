package plan

import (
	"bytes"
	"net/url"

	"golang.org/x/text/unicode/norm"

	"daybook/generator/darkroom"
	"daybook/generator/load"
	"daybook/generator/news"
	"daybook/generator/player"
	"daybook/generator/problem"
)

// media adds the files of content/media that something public uses: a picture
// or a link of what the archive shows, site.yaml, the site's own layouts, or,
// where raw HTML is let through, the text of a body. A picture that is shown has
// prints; one that is linked to, or that has none, is copied. A file that nothing
// uses, or that only withheld pieces use, would tell of them before their time.
func (p *planner) media() {
	if len(p.Media) == 0 {
		return
	}
	shown, linked := map[string]bool{}, map[string]bool{}
	for _, desk := range p.Desks {
		(&planner{Input: p.Input, Desk: desk}).useMedia(shown, linked)
	}
	for _, m := range p.Media {
		file := File{Kind: "media", Sources: []string{"content/" + m.Path}, Media: "content/" + m.Path, Sum: m.Sum}
		var prints []darkroom.Print
		if shown[m.Path] {
			prints = darkroom.Prints(m.Head)
		}
		if linked[m.Path] || shown[m.Path] && len(prints) == 0 {
			file.Path, file.Address = m.Path, "/"+m.Path
			p.files = append(p.files, file)
		}
		for _, print := range prints {
			file.Kind, file.Print = "print", print
			file.Path = print.Path(m.Path, m.Sum)
			file.Address = "/" + file.Path
			p.files = append(p.files, file)
		}
	}
}

// Spoilt gives what is wrong with the pictures that the plan publishes.
func Spoilt(files []File, media []load.Media) []problem.Problem {
	wrong := map[string]*problem.Problem{}
	for _, m := range media {
		if m.Fault != nil {
			wrong["content/"+m.Path] = m.Fault
		}
	}
	var problems []problem.Problem
	for _, f := range files {
		if p := wrong[f.Media]; p != nil && f.Media != "" {
			problems = append(problems, *p)
		}
	}
	return problems
}

// useMedia marks the files of media that a desk shows as pictures, and those that
// it uses otherwise.
func (p *planner) useMedia(shown, linked map[string]bool) {
	use := func(file string, found bool) {
		if found {
			linked[file] = true
		}
	}
	ref := func(r news.Ref) { use(p.Routes.MediaRef(r)) }
	image := func(i news.Image) {
		if file, found := p.Routes.MediaRef(news.Ref{Text: i.Src}); found {
			shown[file] = true
		}
	}
	body := func(c *news.Copy) {
		for _, h := range c.Body.Holes {
			if h.Kind != 0 {
				continue
			}
			file, found := p.Routes.Media(h.Target)
			if found && h.Image {
				shown[file] = true
				continue
			}
			use(file, found)
			posters, captions := player.Beside(file, c.Lang)
			for _, beside := range append(posters, captions...) {
				use(p.Routes.Media("/" + beside))
			}
		}
		if p.Archive.Site.RawHTML && p.Bodies != nil {
			for _, path := range MediaIn(p.Bodies(c.Place.Path)) {
				use(p.Routes.Media(path))
			}
		}
	}
	a := p.Archive
	for _, x := range a.Articles {
		body(&x.Copy)
		image(x.Image)
	}
	for _, x := range a.Topics {
		body(&x.Copy)
		image(x.Image)
	}
	for _, kind := range []news.Kind{news.KindPerson, news.KindOrganisation, news.KindPlace} {
		for _, x := range a.NamesOf(kind) {
			if x.Copy != nil {
				body(&x.Copy.Copy)
				image(x.Copy.Image)
			}
		}
	}
	for _, x := range a.Events {
		image(x.Image)
		if x.Own != nil {
			body(x.Own.Own)
		}
	}
	for _, x := range a.Pages {
		body(&x.Copy)
	}
	s := a.Site
	for _, text := range []string{s.Logo, s.PublisherLogo} {
		ref(news.Ref{Text: text})
	}
	for _, links := range [][]news.Link{s.Menu, s.Footer, s.Follow, {s.Publisher, s.Alert.Link}} {
		for _, l := range links {
			ref(l.To)
		}
	}
	for _, r := range []news.Ref{s.Policies.Corrections, s.Policies.Ethics, s.Policies.Ownership} {
		ref(r)
	}
	for _, path := range p.Named {
		use(p.Routes.Media(path))
	}
}

// MediaIn gives every word of a text that looks like a path of media.
func MediaIn(text []byte) []string {
	var words []string
	for {
		i := bytes.Index(text, []byte("media/"))
		if i < 0 {
			return words
		}
		text = text[i:]
		end := bytes.IndexAny(text, " \t\r\n\"'`)>]},|#?")
		if end < 0 {
			end = len(text)
		}
		word := norm.NFC.String(string(text[:end]))
		words = append(words, word)
		if plain, err := url.PathUnescape(word); err == nil && plain != word {
			words = append(words, plain)
		}
		text = text[end:]
	}
}
