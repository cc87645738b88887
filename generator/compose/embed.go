package compose

import (
	"slices"

	"daybook/generator/news"
	"daybook/generator/player"
	"daybook/generator/view"
)

// plays makes the embeds of a copy ready, given its links. What may not be
// played is a link, and what is not there or withheld is words.
func (c *Composer) plays(of *news.Copy, links []view.BodyLink) []view.BodyEmbed {
	var out []view.BodyEmbed
	for _, e := range of.Body.Embeds {
		if e.Address == "" {
			out = append(out, c.film(of, e, links[e.Hole].Href))
			continue
		}
		v := view.BodyEmbed{Href: webAddress(e.Address)}
		if p, found := player.Of(e.Address); found && slices.Contains(c.archive.Site.Embeds, p.Host) {
			v.Src, v.Shape, v.Note = p.Src, string(p.Shape), c.say(of.Lang, "made.embed-note", p.Host)
		}
		out = append(out, v)
	}
	return out
}

// film is a file of sound or film, with the picture and the captions that lie
// beside it.
func (c *Composer) film(of *news.Copy, e news.Embed, href string) view.BodyEmbed {
	file, found := c.routes.Media(of.Body.Holes[e.Hole].Target)
	if href == "" || !found {
		return view.BodyEmbed{}
	}
	v := view.BodyEmbed{Href: href, Src: href, Shape: player.Kind(file)}
	posters, captions := player.Beside(file, of.Lang)
	if v.Shape == "video" {
		v.Poster = c.firstMedia(posters)
	}
	if v.Captions = c.firstMedia(captions); v.Captions != "" {
		v.Lang = of.Lang
	}
	return v
}

// firstMedia gives the href of the first of some files that there is.
func (c *Composer) firstMedia(files []string) string {
	for _, file := range files {
		if found, is := c.routes.Media("/" + file); is {
			return c.routes.Href("/" + found)
		}
	}
	return ""
}

// asks reports whether a body has something that is loaded from elsewhere when
// the reader asks for it.
func asks(b view.Body) bool {
	return slices.ContainsFunc(b.Plays, func(e view.BodyEmbed) bool {
		return e.Src != "" && e.Shape != "video" && e.Shape != "audio"
	})
}
