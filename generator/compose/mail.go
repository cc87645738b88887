package compose

import (
	"cmp"
	"html"
	"html/template"
	"path"
	"slices"
	"strings"
	"unicode"

	"daybook/generator/news"
	"daybook/generator/view"
)

// What a letter bears. With these no part but its reports can make it larger
// than mail programs show; see Shorten for those.
const (
	mailItems    = 50 // unless site.yaml says otherwise
	mailEvents   = 12
	mailNext     = 5
	mailMended   = 5
	mailStanding = 5
	mailHeadline = 300 // letters
	mailText     = 400
	mailNote     = 300
	mailIntro    = 1000
	mailSubline  = 140
	mailWidth    = 600 // CSS pixels of a picture
)

// MailAddress is the address of an edition as a letter, in HTML or as plain
// text; nothing where there is none.
func (c *Composer) MailAddress(s *news.Span, plain bool) string {
	address := c.routes.Span(s)
	if address == "" || c.archive.Site.Without.Emails || s.Day == 0 && s.Week == 0 {
		return ""
	}
	if plain {
		return address + "email.txt"
	}
	return address + "email.html"
}

// Mail makes the edition of a day or a week as a letter.
func (c *Composer) Mail(s *news.Span, spans []*news.Span) view.Mail {
	settings := c.archive.Site.Editions
	t, newest := c.tell(s), len(spans) > 0 && spans[0] == s
	m := view.Mail{
		Site: view.MailSite{
			Title: mailLine(c.site.Title, mailHeadline), Tagline: mailLine(c.site.Tagline, mailNote), Home: c.whole(c.site.Home),
			Accent: c.site.Accent, Publisher: mailLine(c.site.Publisher.Text, mailNote), Corrected: c.whole(c.site.Corrected),
		},
		Span: spanOf(s), Heading: c.spanWords(s), Lang: c.lang, Dir: c.dir, Intro: mailLine(settings.Intro, mailIntro),
		Href: c.routes.Absolute(c.routes.Span(s)), Total: t.total,
		Postal: mailLine(settings.Postal, mailNote), Unsubscribe: settings.Unsubscribe,
	}
	if settings.Unsubscribe != "" {
		m.Leave = template.HTML(`<a class="quiet" style="color:inherit" href="` + html.EscapeString(settings.Unsubscribe) + `">` + html.EscapeString(c.word("made.unsubscribe")) + `</a>`)
	}
	number := 0
	for _, ch := range t.chapters {
		v := view.MailChapter{Events: c.mailEvents(ch.events), Left: ch.left}
		if ch.topic != nil {
			v.Topic = c.mailTopic(ch.topic)
			if c.stood(ch.topic, s, newest) {
				v.Stands, v.StandsAt = mailLine(ch.topic.Stands, mailText), c.stamp(ch.topic.AsOf, c.lang)
			}
		}
		for _, a := range ch.articles {
			number++
			v.Items = append(v.Items, c.mailItem(a, number))
			m.Withheld = m.Withheld || a.Withheld.Word != ""
		}
		m.Chapters = append(m.Chapters, v)
	}
	m.Preheader = preheader(m.Chapters)
	if s.Day > 0 {
		m.Events = c.mailEvents(s.Events[:min(len(s.Events), mailEvents)])
		m.LeftEvents = len(s.Events) - len(m.Events)
	}
	for _, standing := range c.standings(s, newest) {
		if len(m.Stands) < mailStanding {
			m.Stands = append(m.Stands, view.MailStanding{Topic: c.mailLink(standing.Topic), Stands: mailLine(standing.Stands, mailText), At: standing.At})
		}
	}
	coming := c.coming(s)
	m.Next = c.mailEvents(coming[:min(len(coming), mailNext)])
	for _, item := range c.mended(s, spans) {
		if len(m.Corrections) == mailMended {
			break
		}
		x := item.Correction
		x.Was, x.Now, x.Note = mailLine(x.Was, mailNote), mailLine(x.Now, mailNote), mailLine(x.Note, mailNote)
		m.Corrections = append(m.Corrections, view.MailCorrection{
			Report:     view.MailLink{Text: mailLine(item.Article.Headline, mailHeadline), Href: c.whole(item.Article.Href), Lang: item.Article.Lang, Dir: item.Article.Dir},
			Correction: x,
		})
	}
	return Shorten(m, cmp.Or(settings.Items, mailItems))
}

// Shorten gives a letter with no more than its first n reports, which says how
// many it leaves to the edition.
func Shorten(m view.Mail, n int) view.Mail {
	if n >= Reports(m) {
		return m
	}
	chapters := m.Chapters
	m.Chapters, m.Left = nil, m.Left+Reports(m)-n
	for _, ch := range chapters {
		if n < len(ch.Items) {
			ch.Items, ch.Left = ch.Items[:n], 0
		}
		n -= len(ch.Items)
		if len(ch.Items) > 0 {
			m.Chapters = append(m.Chapters, ch)
		}
	}
	return m
}

// Reports counts the reports of a letter.
func Reports(m view.Mail) int {
	n := 0
	for _, ch := range m.Chapters {
		n += len(ch.Items)
	}
	return n
}

// preheader tells the first headlines.
func preheader(chapters []view.MailChapter) string {
	var headlines []string
	for _, ch := range chapters {
		for _, item := range ch.Items {
			if len(headlines) < 3 {
				headlines = append(headlines, item.Link.Text)
			}
		}
	}
	return mailLine(strings.Join(headlines, " · "), mailSubline)
}

func (c *Composer) mailItem(a *news.Article, number int) view.MailItem {
	card := c.card(a)
	item := view.MailItem{
		Number: number, Standfirst: mailLine(card.Standfirst, mailText), Kicker: mailLine(card.Kicker.Text, mailNote), Genre: card.Genre,
		Link:      view.MailLink{Text: mailLine(card.Headline, mailHeadline), Href: c.whole(card.Href), Lang: card.Lang, Dir: card.Dir},
		Published: card.Published, Byline: mailLine(card.Byline, mailNote), Corrected: card.Corrected, Withheld: card.Withheld,
	}
	if number == 1 {
		item.Picture = c.mailPicture(card.Picture)
	}
	return item
}

// mailForms are the forms of pictures that all mail programs show.
var mailForms = []string{".jpg", ".jpeg", ".png", ".gif"}

// mailPicture makes a picture of the site fit for a letter; one that has no
// words, or lies elsewhere, is left out.
func (c *Composer) mailPicture(p view.Picture) view.MailPicture {
	if p.Alt == "" || !strings.HasPrefix(p.Src, "/") || !slices.Contains(mailForms, strings.ToLower(path.Ext(p.Src))) {
		return view.MailPicture{}
	}
	out := view.MailPicture{Src: c.whole(p.Src), Alt: mailLine(p.Alt, mailText), Width: p.Width, Height: p.Height}
	if out.Width > mailWidth || out.Width == 0 {
		out.Height = out.Height * mailWidth / max(1, out.Width)
		out.Width = mailWidth
	}
	return out
}

func (c *Composer) mailEvents(events []*news.Event) []view.MailEvent {
	out := make([]view.MailEvent, len(events))
	for i, e := range events {
		link := c.mailLink(c.eventLink(e))
		out[i] = view.MailEvent{Link: link, Date: c.eventDate(e), Status: e.Status.String(), State: e.State}
	}
	return out
}

func (c *Composer) mailTopic(t *news.Topic) view.MailLink { return c.mailLink(c.topicLink(t)) }

func (c *Composer) mailLink(l view.Link) view.MailLink {
	out := view.MailLink{Text: mailLine(l.Text, mailHeadline), Href: c.whole(l.Href), Lang: l.Lang}
	if l.Lang != "" {
		out.Dir = c.direction(l.Lang)
	}
	return out
}

// whole makes an href absolute; an empty one stays empty.
func (c *Composer) whole(href string) string {
	if strings.HasPrefix(href, "/") {
		return c.routes.Origin() + href
	}
	return href
}

// mailLine makes a text one line of at most so many letters, and takes out what
// no letter should carry: control characters, and the marks that turn the
// direction of the text after them (UAX 9, 2.1 to 2.4).
func mailLine(text string, most int) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069', r == '\ufeff':
			return -1
		}
		return r
	}, text)
	text = strings.Join(strings.Fields(text), " ")
	runes := []rune(text)
	if len(runes) <= most {
		return text
	}
	cut := string(runes[:most-1])
	if at := strings.LastIndexByte(cut, ' '); at > len(cut)/2 {
		cut = cut[:at]
	}
	return strings.TrimRight(cut, " ,;:–—") + "…"
}
