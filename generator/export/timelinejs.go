package export

import (
	"strings"

	"daybook/generator/view"
)

type timelineJS struct {
	Scale  string    `json:"scale"`
	Title  slideJS   `json:"title"`
	Events []slideJS `json:"events"`
}

type slideJS struct {
	UniqueID    string   `json:"unique_id"`
	StartDate   *dateJS  `json:"start_date,omitempty"`
	EndDate     *dateJS  `json:"end_date,omitempty"`
	DisplayDate string   `json:"display_date,omitempty"`
	Group       string   `json:"group,omitempty"`
	Text        textJS   `json:"text"`
	Media       *mediaJS `json:"media,omitempty"`
	Autolink    bool     `json:"autolink"`
}

type dateJS struct {
	Year   int  `json:"year"`
	Month  int  `json:"month,omitempty"`
	Day    int  `json:"day,omitempty"`
	Hour   *int `json:"hour,omitempty"`
	Minute *int `json:"minute,omitempty"`
	Second *int `json:"second,omitempty"`
}

type textJS struct {
	Headline string `json:"headline"`
	Text     string `json:"text"`
}

type mediaJS struct {
	URL     string `json:"url"`
	Alt     string `json:"alt,omitempty"`
	Caption string `json:"caption,omitempty"`
	Credit  string `json:"credit,omitempty"`
}

// titleID is that of the title slide. It begins with a sign that no event's id
// begins with.
const titleID = "_title"

// TimelineJS writes the JSON of TimelineJS 3 (Knight Lab): a title slide, then
// the events. An event without any date is left out, and the title slide says
// how many are. An interval without a start stands at its end. Every event
// carries its date in words, since TimelineJS would show a season as a month
// and a doubtful day as a sure one; times are on the clocks of the timeline's
// zone, since TimelineJS knows none. Pictures are those of the site, so that
// showing the timeline asks no other host.
func TimelineJS(e view.Events) ([]byte, error) {
	e = cleaned(e)
	out := timelineJS{
		Scale: "human",
		Title: slideJS{UniqueID: titleID, Text: textJS{
			Headline: linkHTML(e.Href, e.Title),
			Text:     paragraph(escapeHTML(e.Description)) + paragraph(escapeHTML(e.Undated)),
		}},
		Events: []slideJS{},
	}
	for _, item := range e.Items {
		if item.Date.First.Precision != "" || item.Date.Last.Precision != "" {
			out.Events = append(out.Events, slideOf(item))
		}
	}
	return encoded(out)
}

func slideOf(item view.EventItem) slideJS {
	s := slideJS{
		UniqueID: item.ID, DisplayDate: twice(item.Date.Words), Group: twice(line(item.Lane)),
		Text: textJS{Headline: linkHTML(item.Href, line(item.Headline)), Text: slideText(item)},
	}
	first, last := item.Date.First, item.Date.Last
	switch {
	case first.Precision == "":
		s.StartDate = pointJS(last)
	default:
		s.StartDate = pointJS(first)
		if last.Precision != "" {
			if end := pointJS(last); !sameJS(*s.StartDate, *end) {
				s.EndDate = end
			}
		}
	}
	if p := item.Picture; p.Src != "" {
		s.Media = &mediaJS{URL: p.Src, Alt: p.Alt, Caption: escapeHTML(p.Caption), Credit: escapeHTML(p.Credit)}
	}
	return s
}

// pointJS says an end of a date with no more than is known of it. A season, a
// decade or a century is told by its first and its last month or year.
func pointJS(b view.EventBound) *dateJS {
	d := &dateJS{Year: b.Year}
	switch b.Precision {
	case "century", "decade", "year":
		return d
	}
	d.Month = b.Month
	switch b.Precision {
	case "season", "month":
		return d
	}
	d.Day = b.Day
	if b.Instant != "" {
		d.Hour, d.Minute = &b.Hour, &b.Minute
		if b.Precision == "second" {
			d.Second = &b.Second
		}
	}
	return d
}

func sameJS(a, b dateJS) bool {
	same := func(a, b *int) bool { return a == nil && b == nil || a != nil && b != nil && *a == *b }
	return a.Year == b.Year && a.Month == b.Month && a.Day == b.Day &&
		same(a.Hour, b.Hour) && same(a.Minute, b.Minute) && same(a.Second, b.Second)
}

// slideText is the HTML below a headline: what happened, how sure it is, who
// says so, and the reports.
func slideText(item view.EventItem) string {
	var b strings.Builder
	for _, part := range strings.Split(item.Text, "\n") {
		b.WriteString(paragraph(escapeHTML(part)))
	}
	b.WriteString(paragraph(escapeHTML(standing(item))))
	for _, c := range item.Claims {
		b.WriteString(paragraph("<strong>" + escapeHTML(c.By.Name) + "</strong> (" + escapeHTML(c.StanceWords) + "): " + escapeHTML(c.Says)))
	}
	for _, r := range item.Reports {
		b.WriteString(paragraph(linkHTML(r.Href, r.Headline)))
	}
	return b.String()
}

// standing words how sure an event is, where that is not plain, and what has
// become of it.
func standing(item view.EventItem) string {
	var words []string
	if item.StateWords != "" {
		words = append(words, item.StateWords)
	}
	if item.Status != "reported" && item.StatusWords != "" {
		words = append(words, item.StatusWords)
	}
	return strings.Join(words, " · ")
}

func paragraph(html string) string {
	if strings.TrimSpace(html) == "" {
		return ""
	}
	return "<p>" + html + "</p>"
}

func linkHTML(href, text string) string {
	if href == "" {
		return escapeHTML(text)
	}
	return `<a href="` + escapeHTML(href) + `">` + escapeHTML(text) + "</a>"
}

var htmlSigns = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;")

func escapeHTML(text string) string { return htmlSigns.Replace(text) }

var betweenTags = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// twice escapes what TimelineJS reads as HTML two times over: it takes the
// text out of the markup of display_date and group, and then shows that text
// as markup (version 3.9).
func twice(text string) string { return betweenTags.Replace(betweenTags.Replace(text)) }
