package check

import (
	"bytes"
	"net/url"
	"path"
	"strings"

	"daybook/generator/news"
	"daybook/generator/player"
	"daybook/generator/problem"
	"daybook/generator/source"
)

var orphanMedia = rule{name: "orphan-media", run: checkOrphanMedia}

// checkOrphanMedia takes a file for used when a link or a field leads to it, or
// when its path stands anywhere in a content file. Texts are only read when
// the links and fields leave something over, and only those that speak of
// media.
func checkOrphanMedia(d *desk) []problem.Problem {
	if len(d.Media) == 0 {
		return nil
	}
	used := d.usedMedia()
	var orphans []string
	for _, m := range d.Media {
		if !used[m] {
			orphans = append(orphans, m)
		}
	}
	if len(orphans) == 0 {
		return nil
	}
	words := d.mediaWords()
	var problems []problem.Problem
	for _, m := range orphans {
		if !words[m] {
			problems = append(problems, found(source.Place{Path: "content/" + m}, "%s is not used, and so not published", m).
				Hinted("show it, as  ![what it shows](/%s), or delete it", m))
		}
	}
	return problems
}

// usedMedia gives the paths, below content/, that links and fields lead to.
func (d *desk) usedMedia() map[string]bool {
	used := map[string]bool{}
	use := func(address string) { used[mediaPath(address)] = true }
	film := func(address, lang string) {
		use(address)
		posters, captions := player.Beside(address, lang)
		for _, beside := range append(posters, captions...) {
			use(beside)
		}
	}
	whole := d.whole()
	for c := range whole.Files {
		for _, h := range c.Body.Holes {
			if h.Kind == 0 && h.Target != "" {
				film(h.Target, c.Lang)
			}
		}
	}
	for _, a := range whole.Articles {
		use(a.Image.Src)
		for i := range a.Events {
			use(a.Events[i].Image.Src)
		}
	}
	for _, t := range whole.Topics {
		use(t.Image.Src)
	}
	for _, e := range whole.Events {
		use(e.Image.Src)
	}
	for _, n := range whole.Names {
		use(n.Image.Src)
	}
	use(d.Copies.Site.Logo)
	return used
}

// whole gives the copies of all languages.
func (d *desk) whole() news.Copies {
	if len(d.Whole.Site.Languages) > 0 {
		return d.Whole
	}
	return d.Copies
}

// mediaPath gives the path below content/ that an address of a file of media
// means.
func mediaPath(address string) string {
	return path.Clean(strings.TrimPrefix(strings.TrimPrefix(address, "/"), "content/"))
}

// mediaWords gives every word of the content that looks like a path of media.
func (d *desk) mediaWords() map[string]bool {
	words := map[string]bool{}
	paths := []string{"content/site.yaml"}
	for c := range d.whole().Files {
		if c.Body.Traces.Media {
			paths = append(paths, c.Place.Path)
		}
	}
	for _, p := range paths {
		for text := d.text(p); ; {
			i := bytes.Index(text, []byte("media/"))
			if i < 0 {
				break
			}
			text = text[i:]
			end := bytes.IndexAny(text, " \t\r\n\"'`)>]},|#?")
			if end < 0 {
				end = len(text)
			}
			word := string(text[:end])
			words[word] = true
			if plain, err := url.PathUnescape(word); err == nil {
				words[plain] = true
			}
			text = text[end:]
		}
	}
	return words
}

// copies gives all files, also those that the archive withholds.
func (d *desk) copies() []*news.Copy {
	var all []*news.Copy
	for c := range d.Copies.Files {
		all = append(all, c)
	}
	return all
}
