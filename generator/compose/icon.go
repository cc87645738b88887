package compose

import (
	"strings"
	"unicode"

	"daybook/generator/route"
	"daybook/generator/view"
)

// Icons of the site by their addresses, in pixels to a side.
var icons = []struct {
	address string
	size    int
}{{route.Favicon, 32}, {route.TouchIcon, 180}, {route.SmallIcon, 192}, {route.LargeIcon, 512}}

// Icon is an icon of the site: where it lies, and what it is drawn from.
type Icon struct {
	Address string
	View    view.SiteIcon
}

// Icons gives the icons of the site.
func (c *Composer) Icons() []Icon {
	out := make([]Icon, len(icons))
	for n, i := range icons {
		out[n] = Icon{i.address, view.SiteIcon{Letter: firstLetter(c.site.Title), Accent: c.site.Accent, Lang: c.lang, Dir: c.dir, Size: i.size}}
	}
	return out
}

// firstLetter gives the first letter or figure of a title, with the marks on it.
func firstLetter(title string) string {
	start := strings.IndexFunc(title, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
	if start < 0 {
		return ""
	}
	letter := title[start:]
	for i, r := range letter {
		if i > 0 && !unicode.IsMark(r) {
			return strings.ToUpper(letter[:i])
		}
	}
	return strings.ToUpper(letter)
}

// shortest is how many letters a name has at most that home screens show whole.
const shortest = 12

// Manifest makes what a home screen shows of the site.
func (c *Composer) Manifest() view.Manifest {
	v := view.Manifest{
		Name: c.site.Title, Short: c.site.Title, Lang: c.lang, Dir: c.dir, Start: c.site.Home, Theme: c.site.Accent, Ground: "#fffefb",
	}
	if words := strings.Fields(c.site.Title); len([]rune(v.Short)) > shortest && len(words) > 1 {
		v.Short = words[len(words)-1]
	}
	for _, i := range icons {
		if i.address == route.SmallIcon || i.address == route.LargeIcon {
			v.Icons = append(v.Icons, view.ManifestIcon{Href: c.routes.Href(i.address), Size: i.size})
		}
	}
	return v
}
