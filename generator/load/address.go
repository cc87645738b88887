package load

import (
	"strings"
	"unicode"

	"daybook/generator/frontmatter"
	"daybook/generator/news"
	"daybook/generator/problem"
)

// address reads a field of type Address, leaving out what is none.
func (d *desk) address(r frontmatter.Record, name string) string {
	if p := wrongAddress(r.Word(name), name); p != nil {
		d.report(*p)
		return ""
	}
	return r.Text(name)
}

// addressRef is address with its place.
func (d *desk) addressRef(r frontmatter.Record, name string) news.Ref {
	if d.address(r, name) == "" {
		return news.Ref{}
	}
	return ref(r.Word(name))
}

// wrongAddress reports what is neither the address of a page elsewhere nor one
// of this site: schemes that a browser would run, and hosts without a scheme.
func wrongAddress(w frontmatter.Word, name string) *problem.Problem {
	scheme, rest, found := strings.Cut(w.Text, ":")
	whole := found && !strings.ContainsAny(scheme, "/?#")
	var p problem.Problem
	switch {
	case strings.ContainsFunc(w.Text, unicode.IsControl):
		p = problem.New(RuleAddress, w.Place, "an address holds a control character").Hinted("write it again by hand")
	case whole:
		switch scheme := strings.ToLower(scheme); scheme {
		case "http", "https":
			if host, known := strings.CutPrefix(rest, "//"); known && host != "" {
				return nil
			}
			p = problem.New(RuleAddress, w.Place, "%q is not a whole address", w.Text).Hinted("write it with two slashes, such as  %s: https://example.org/page", name)
		case "mailto", "tel":
			return nil
		default:
			if kind, known := news.KindOf(scheme); known && kind != news.KindActor {
				return nil
			}
			p = problem.New(RuleAddress, w.Place, "addresses with %q are not let through", scheme+":").Hinted("use an https: address")
		}
	case strings.HasPrefix(w.Text, "//"):
		p = problem.New(RuleAddress, w.Place, "%q does not say https:", w.Text).Hinted("write  %s: https:%s", name, w.Text)
	default:
		if host, _, _ := strings.Cut(w.Text, "/"); strings.HasPrefix(host, "www.") {
			p = problem.New(RuleAddress, w.Place, "%q does not say https:", w.Text).Hinted("write  %s: https://%s", name, w.Text)
			return &p
		}
		return nil
	}
	return &p
}

func (d *desk) image(r frontmatter.Record) news.Image {
	if !r.Has("image") {
		return news.Image{}
	}
	g := r.Group("image")
	src, p := picture(g.Word("src"), "src")
	if p != nil {
		d.report(*p)
	}
	i, problems := imageOf(g)
	d.problems = append(d.problems, problems...)
	i.Src, i.Width, i.Height, i.Place = src, g.Whole("width", 0), g.Whole("height", 0), g.At("src")
	return i
}

// picture reads the address of a picture. One on another host is refused:
// every reader's browser would ask that host for it.
func picture(w frontmatter.Word, name string) (string, *problem.Problem) {
	if p := wrongAddress(w, name); p != nil {
		return "", p
	}
	if scheme, _, found := strings.Cut(w.Text, ":"); found && !strings.Contains(scheme, "/") {
		p := problem.New(RulePicture, w.Place, "a picture from elsewhere is not shown: readers' browsers would ask that host for it").
			Hinted("put the picture into content/media/ and write  %s: /media/name.jpg", name)
		return "", &p
	}
	return w.Text, nil
}
