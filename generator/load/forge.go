package load

// What site.yaml says of the ways from a reader to the desk.

import (
	"net/mail"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"daybook/generator/news"
	"daybook/generator/problem"
)

// RuleDesk is the rule of the addresses under desk in site.yaml.
const RuleDesk = "wrong-desk-address"

// slot is a name in braces, which stands for something of the page.
var slot = regexp.MustCompile(`\{[^{}]*\}`)

// desk reads how readers reach those who make the paper.
func (r *siteReader) desk() news.Desk {
	g := r.Group("desk")
	d := news.Desk{
		Mail:    g.Text("mail"),
		Issues:  r.forge("issues", []string{"{title}", "{body}", "{url}", "{path}"}, ""),
		History: r.forge("history", []string{"{path}", "{url}", "{title}"}, "{path}"),
		Edit:    r.forge("edit", []string{"{path}", "{url}", "{title}"}, "{path}"),
	}
	if d.Mail == "" {
		return d
	}
	if a, err := mail.ParseAddress(d.Mail); err != nil || a.Address != d.Mail {
		r.report(problem.New(RuleDesk, g.At("mail"), "%q is not an address of mail", d.Mail).
			Hinted("write it bare, such as  mail: corrections@news.example"))
		d.Mail = ""
	}
	return d
}

// forge reads an address of a forge, which may hold some slots and must hold
// one.
func (r *siteReader) forge(name string, knows []string, must string) string {
	g := r.Group("desk")
	text, at := g.Text(name), g.At(name)
	if text == "" {
		return ""
	}
	for _, part := range slot.FindAllString(text, -1) {
		if !slices.Contains(knows, part) {
			r.report(problem.New(RuleDesk, at, "%s knows no %s", name, part).Hinted("it knows %s", strings.Join(knows, ", ")))
			return ""
		}
	}
	bare := slot.ReplaceAllString(text, "x")
	u, err := url.Parse(bare)
	switch {
	case err != nil || u.Scheme != "https" || u.Host == "" || u.User != nil || strings.ContainsAny(bare, " {}"):
		r.report(problem.New(RuleDesk, at, "%q is not an address that begins with https://", text).
			Hinted("copy it from the browser, such as  %s: https://codeberg.org/ORG/REPO/…", name))
	case slot.MatchString(hostOf(text)):
		r.report(problem.New(RuleDesk, at, "the host of %q changes from page to page", text).
			Hinted("put what stands in braces behind the host"))
	case must != "" && !strings.Contains(text, must):
		r.report(problem.New(RuleDesk, at, "%q leads every page to the same place", text).
			Hinted("write %s where the file's path belongs", must))
	default:
		return text
	}
	return ""
}

// hostOf gives what stands between the scheme and the path.
func hostOf(address string) string {
	_, rest, _ := strings.Cut(address, "://")
	host, _, _ := strings.Cut(rest, "/")
	return host
}
