package compose

import (
	"cmp"
	"strconv"
	"strings"

	"daybook/generator/darkroom"
	"daybook/generator/news"
	"daybook/generator/view"
)

// picture makes a picture that is named in a header ready to show on a page, in
// the languages of the header and of the page.
func (c *Composer) picture(i news.Image, lang, page string) view.Picture {
	if i.Src == "" {
		return view.Picture{}
	}
	file, _ := c.routes.MediaRef(news.Ref{Text: i.Src})
	return c.shown(i, file, c.routes.Ref(news.Ref{Text: i.Src}), lang, page)
}

// bodyPicture makes a picture in prose ready to show.
func (c *Composer) bodyPicture(h news.Hole, i news.Image, of *news.Copy) view.Picture {
	file, _ := c.routes.Media(h.Target)
	return c.shown(i, file, c.routes.Hole(h, &of.Body), of.Lang, of.Lang)
}

func (c *Composer) shown(i news.Image, file, href, lang, page string) view.Picture {
	beside := c.archive.Picture(file)
	if i.Caption == "" && (beside.Caption != "" || i.Alt == "") {
		lang = c.lang
	}
	i = i.Beside(beside)
	v := view.Picture{Src: href, Alt: i.Alt, Caption: i.Caption, Credit: i.Credit, Width: i.Width, Height: i.Height, Focal: view.Focal{X: 5, Y: 5}}
	if lang != page && v.Alt+v.Caption != "" {
		v.Lang = lang
	}
	if f := i.Focal; f.Given {
		v.Focal = view.Focal{X: (f.X + 5) / 10, Y: (f.Y + 5) / 10}
	}
	photo := c.photos(file)
	if photo.Head.Width > 0 {
		v.Width, v.Height = photo.Head.Width, photo.Head.Height
	}
	prints := darkroom.Prints(photo.Head)
	if len(prints) == 0 {
		return v
	}
	var srcset []string
	for _, p := range prints {
		address := c.routes.Href("/" + p.Path(file, photo.Sum))
		if p.Kind == darkroom.WebP {
			srcset = append(srcset, address+" "+strconv.Itoa(p.Width)+"w")
			v.Width, v.Height = p.Width, p.Height
		}
		if p.Kind != darkroom.WebP || p.Width <= darkroom.PlainWidth {
			v.Src = address
		}
	}
	if len(srcset) > 0 {
		v.Sources = []view.PictureSource{{Type: "image/webp", Srcset: strings.Join(srcset, ", ")}}
	}
	v.Width, v.Height = cmp.Or(v.Width, photo.Head.Width), cmp.Or(v.Height, photo.Head.Height)
	return v
}
