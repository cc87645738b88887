package compose

import (
	"net/url"
	"slices"
	"strings"

	"daybook/generator/news"
	"daybook/generator/view"
)

// deskSources and deskBytes are how many addresses a report of a dead link
// offers, and how long they may be together: programs cut longer letters off.
const (
	deskSources = 15
	deskBytes   = 1200
)

// deskOfArticle gives the ways from an article to those who made it.
func (c *Composer) deskOfArticle(a *news.Article, f view.Frame) []view.Link {
	return c.desk(a.Place.Path, a.Lang, a.Title, f.Canonical, a.Sources, a.Body.Outward)
}

// deskOfEvent gives those of an event: to its own file, or to the one of the
// article that told it first.
func (c *Composer) deskOfEvent(e *news.Event, f view.Frame) []view.Link {
	file, outward := "", []news.Ref(nil)
	switch {
	case e.Own != nil:
		file, outward = e.Own.Own.Place.Path, e.Own.Own.Body.Outward
	case len(e.Reports) > 0:
		file = e.Reports[0].Article.Place.Path
	}
	return c.desk(file, c.lang, e.Headline, f.Canonical, e.Sources, outward)
}

// desk gives the ways that site.yaml opens from a page to the desk. The words
// of a letter are in the language of the page, so that its reader can go on in
// it.
func (c *Composer) desk(file, lang, title, address string, sources []news.Source, outward []news.Ref) []view.Link {
	d := c.archive.Site.Desk
	fill := strings.NewReplacer("{path}", encodePath(file), "{title}", encode(title), "{url}", encode(address))
	var links []view.Link
	write := func(word, subject, body string) {
		word, subject = c.say(lang, word), c.say(lang, subject, title)
		both := d.Mail != "" && d.Issues != ""
		if d.Mail != "" {
			l := view.Link{Text: word, Href: "mailto:" + mailbox(d.Mail) + "?subject=" + encode(subject) + "&body=" + encode(strings.ReplaceAll(body, "\n", "\r\n"))}
			if both {
				l.Note = c.say(lang, "made.desk-by-mail")
			}
			links = append(links, l)
		}
		if d.Issues != "" {
			l := view.Link{Text: word, Href: issue(fill.Replace(strings.ReplaceAll(d.Issues, "{title}", encode(subject))), subject, body)}
			if both {
				l.Note = c.say(lang, "made.desk-as-issue")
			}
			links = append(links, l)
		}
	}
	write("made.desk-correct", "made.desk-correct-subject", c.say(lang, "made.desk-correct-body", title, address))
	if list := linkList(sources, outward); list != "" {
		write("made.desk-dead", "made.desk-dead-subject", c.say(lang, "made.desk-dead-body", title, address, list))
	}
	if file == "" {
		return links
	}
	if d.History != "" {
		links = append(links, view.Link{Text: c.say(lang, "made.desk-history"), Href: fill.Replace(d.History)})
	}
	if d.Edit != "" {
		links = append(links, view.Link{Text: c.say(lang, "made.desk-edit"), Href: fill.Replace(d.Edit)})
	}
	return links
}

// linkList lists the addresses of the web that a page leads to, one a line.
func linkList(sources []news.Source, outward []news.Ref) string {
	var list []string
	length := 0
	add := func(address string) {
		if address == "" || len(list) == deskSources || length+len(address) > deskBytes || slices.Contains(list, address) {
			return
		}
		list, length = append(list, address), length+len(address)
	}
	for _, s := range sources {
		add(webAddress(s.URL))
	}
	for _, o := range outward {
		add(webAddress(o.Text))
	}
	return strings.Join(list, "\n")
}

// issue gives the address at which a forge opens an issue with a title and a
// text. GitHub and Forgejo ask for title and body; GitLab, whose paths have a
// hyphen by itself, for issue[title] and issue[description].
func issue(address, title, body string) string {
	if strings.Contains(address, "{body}") {
		return strings.ReplaceAll(address, "{body}", encode(body))
	}
	titled, told := "title=", "body="
	if strings.Contains(address, "/-/") {
		titled, told = "issue%5Btitle%5D=", "issue%5Bdescription%5D="
	}
	before := "?"
	if strings.Contains(address, "?") {
		before = "&"
	}
	return address + before + titled + encode(title) + "&" + told + encode(body)
}

// encode writes a value of a query as both RFC 3986 and RFC 6068 have it: a
// space is %20, since in letters a plus is a plus.
func encode(text string) string { return strings.ReplaceAll(url.QueryEscape(text), "+", "%20") }

// encodePath writes the path of a file for any part of an address.
func encodePath(path string) string {
	return strings.ReplaceAll(encode(path), "%2F", "/")
}

// mailbox writes an address of mail into a mailto: address (RFC 6068, section 2).
func mailbox(address string) string { return strings.ReplaceAll(encode(address), "%40", "@") }
