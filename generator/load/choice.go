package load

// What site.yaml says of which pages there are and where they live.

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"daybook/generator/frontmatter"
	"daybook/generator/news"
	"daybook/generator/problem"
	"daybook/generator/when"
)

var patternPart = regexp.MustCompile(`:[a-z]+`)

// shape is what a pattern of addresses must look like.
type shape struct {
	begins  string
	file    bool     // may be the address of a file: end in .html
	knows   []string // what it may hold
	holds   []string // what of that it must
	example string
}

var (
	articleShape       = shape{begins: "/", knows: []string{":year", ":month", ":day", ":slug"}, holds: []string{":slug"}, example: "/:year/:month/:slug/"}
	topicTimelineShape = shape{begins: "/topics/:slug/", file: true, knows: []string{":slug"}, holds: []string{":slug"}, example: "/topics/:slug/timeline.html"}
	dayShape           = shape{begins: "/", knows: []string{":year", ":month", ":day"}, holds: []string{":year", ":month", ":day"}, example: "/days/:year-:month-:day/"}
	daysShape          = shape{begins: "/", example: "/days/"}
	timelineMonthShape = shape{begins: "/timeline/", knows: []string{":year", ":month"}, holds: []string{":year", ":month"}, example: "/timeline/:year-:month/"}
)

// pattern reads a pattern of addresses from permalinks.
func (r *siteReader) pattern(name string, s shape) string {
	group := r.Group("permalinks")
	text, at := group.Text(name), group.At(name)
	if text == "" {
		return ""
	}
	for _, part := range patternPart.FindAllString(text, -1) {
		if !slices.Contains(s.knows, part) {
			p := problem.New(RulePermalink, at, "a pattern of addresses knows no %q here", part)
			if len(s.knows) == 0 {
				r.report(p.Hinted("it is the address of one page, such as  %s", s.example))
			} else {
				r.report(p.Hinted("it knows %s", strings.Join(s.knows, ", ")))
			}
			return ""
		}
	}
	below, begins := strings.CutPrefix(text, s.begins)
	wrong := !begins || below == "" || !strings.HasSuffix(text, "/") && !(s.file && strings.HasSuffix(text, ".html")) || strings.ContainsAny(text, "?#\\ ") || strings.Contains(text, "//") || strings.Contains(text, "/.")
	for _, part := range s.holds {
		wrong = wrong || !strings.Contains(text, part)
	}
	if wrong {
		r.report(problem.New(RulePermalink, at, "%q is not a pattern of addresses", text).Hinted("%s, such as  %s", s.rule(), s.example))
		return ""
	}
	return text
}

// rule says what a pattern must look like.
func (s shape) rule() string {
	rule := "begin it with " + s.begins
	if s.file {
		rule += " and end it with / or .html"
	} else {
		rule += " and end it with /"
	}
	if len(s.holds) > 0 {
		rule += "; let it hold " + strings.Join(s.holds, ", ")
	}
	return rule
}

// calendarsOf reads the calendars that dates are told in beside the Gregorian one.
func calendarsOf(of frontmatter.Record) []when.Calendar {
	var calendars []when.Calendar
	for _, word := range of.Words("calendars") {
		if c, known := when.CalendarNamed(word.Text); known && !slices.Contains(calendars, c) {
			calendars = append(calendars, c)
		}
	}
	return calendars
}

// without reads which parts the paper does without.
func (r *siteReader) without() news.Without {
	var w news.Without
	for _, word := range r.Words("without") {
		switch word.Text {
		case "events":
			w.Events = true
		case "people":
			w.People = true
		case "organisations":
			w.Organisations = true
		case "places":
			w.Places = true
		case "days":
			w.Days = true
		case "weeks":
			w.Weeks = true
		case "months":
			w.Months = true
		case "years":
			w.Years = true
		case "filters":
			w.Filters = true
		case "newest-first":
			w.NewestFirst = true
		case "data":
			w.Data = true
		case "emails":
			w.Emails = true
		case "cards":
			w.Cards = true
		}
	}
	return w
}

// feedFile is a name that a feed's file may have.
var feedFile = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]*\.(?:xml|json|rss|atom)$`)

// takenFiles are what other files beside feeds are called.
var takenFiles = regexp.MustCompile(`^(?:sitemap.*\.xml|events\.json|timeline\.json)$`)

// feeds reads which feeds there are, and in which forms.
func (r *siteReader) feeds() news.Feeds {
	group := r.Group("feeds")
	f := news.Feeds{Forms: r.feedForms(group), Full: group.Text("text") == "full"}
	if group.Has("for") {
		f.Of = []string{}
		for _, word := range group.Words("for") {
			f.Of = append(f.Of, word.Text)
		}
	}
	return f
}

func (r *siteReader) feedForms(group frontmatter.Record) []news.Feed {
	var feeds []news.Feed
	for _, form := range []string{news.Atom, news.RSS, news.JSONFeed} {
		file := group.Text(form)
		if file == "" {
			continue
		}
		if !feedFile.MatchString(file) || takenFiles.MatchString(file) {
			r.report(problem.New(RulePermalink, group.At(form), "%q cannot be what the file of a feed is called", file).
				Hinted("write small letters and an ending, such as  %s: %s", form, usualFeeds[form]))
			continue
		}
		if slices.ContainsFunc(feeds, func(f news.Feed) bool { return f.File == file }) {
			r.report(problem.New(RulePermalink, group.At(form), "two forms of feeds cannot both be called %q", file).
				Hinted("such as  %s: %s", form, usualFeeds[form]))
			continue
		}
		feeds = append(feeds, news.Feed{Form: form, File: file})
	}
	return feeds
}

var usualFeeds = map[string]string{news.Atom: "atom.xml", news.RSS: "rss.xml", news.JSONFeed: "feed.json"}

// mergeTag is what mail services put an address in for, such as {{unsubscribe}},
// *|UNSUB|* or [unsubscribe]. It begins with no letter, so that no browser takes
// it for an address that runs something.
var mergeTag = regexp.MustCompile(`^[{\[*%#$|][^<>"'&\x00-\x1f]*[}\]*%#$|]$`)

// editions reads what the mails of editions hold.
func (r *siteReader) editions() news.Editions {
	g := r.Group("editions")
	e := news.Editions{Intro: g.Text("intro"), Items: g.Whole("items", 0), Postal: g.Text("address"), Unsubscribe: g.Text("unsubscribe")}
	if text := e.Unsubscribe; text != "" && !mergeTag.MatchString(text) {
		u, err := url.Parse(text)
		if err != nil || !slices.Contains([]string{"https", "http", "mailto"}, u.Scheme) {
			r.report(problem.New(RuleUnsubscribe, g.At("unsubscribe"), "%q is neither an address nor the tag of a mail service", text).
				Hinted(`write  unsubscribe: "https://…", "mailto:…", or the tag as your mail service spells it, such as "{{unsubscribe}}"`))
			e.Unsubscribe = ""
		}
	}
	return e
}
