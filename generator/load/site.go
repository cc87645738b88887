package load

import (
	"cmp"
	"net/url"
	"os"
	"strings"
	"time"

	"daybook/generator/fields"
	"daybook/generator/frontmatter"
	"daybook/generator/news"
	"daybook/generator/problem"
	"daybook/generator/source"
)

// Rules of site.yaml.
const (
	RuleBaseURL   = "wrong-base-url"
	RuleAccent    = "wrong-colour"
	RulePermalink = "wrong-permalink"
	// RuleUnsubscribe is about where a mail says that readers can leave.
	RuleUnsubscribe = "wrong-unsubscribe"
)

// DefaultPattern is the address of an article when site.yaml names no other.
const DefaultPattern = "/:year/:month/:day/:slug/"

// readSite reads site.yaml, and gives its text beside.
func readSite(root *os.Root) (news.Site, []byte, []problem.Problem) {
	site := news.Site{Title: "Daybook", Lang: "en", Dir: "ltr", Zone: time.UTC, Search: true, PageFrom: 2, TagsFrom: 2, ArticlePattern: DefaultPattern, BaseURL: "http://localhost/"}
	if _, err := root.Stat(SiteFile); err != nil {
		return site, nil, []problem.Problem{problem.New(RuleNoSite, source.Place{Path: SiteFile}, "there is no %s, or it cannot be read", SiteFile).
			Hinted("make one with at least  title: The name of your paper")}
	}
	text, p := readText(SiteFile, func(name string) ([]byte, error) { return readBytes(root, name) })
	if p != nil {
		return site, text, []problem.Problem{*p}
	}
	record, problems := frontmatter.ReadYAML(source.NewFile(SiteFile, text), "site", fields.Site.Fields)
	r := siteReader{Record: record, problems: problems}
	r.fill(&site)
	return site, text, r.problems
}

type siteReader struct {
	frontmatter.Record
	problems []problem.Problem
}

func (r *siteReader) report(p problem.Problem) { r.problems = append(r.problems, p) }

func (r *siteReader) fill(s *news.Site) {
	s.Title = cmp.Or(r.Text("title"), s.Title)
	s.Tagline = r.Text("tagline")
	s.Description = cmp.Or(r.Text("description"), s.Tagline)
	if r.Has("language") {
		if p := knownLang(r.Text("language"), r.At("language")); p != nil {
			r.report(*p)
		} else {
			s.Lang = r.Text("language")
		}
	}
	s.Dir = cmp.Or(r.Text("direction"), news.Direction(s.Lang))
	s.Calendars = calendarsOf(r.Record)
	logo, p := picture(r.Word("logo"), "logo")
	if p != nil {
		r.report(*p)
	}
	s.Logo = logo
	if name := r.Text("time_zone"); name != "" {
		zone, p := loadZone(name, r.At("time_zone"))
		if p != nil {
			r.report(*p)
		}
		s.Zone = zone
	}
	if r.Has("base_url") {
		s.BaseURL = r.baseURL()
	}
	s.Accent = r.accent()
	publisher := r.Group("publisher")
	s.Publisher = news.Link{Text: cmp.Or(publisher.Text("name"), s.Title), To: r.to(publisher, "url")}
	if s.PublisherLogo, p = picture(publisher.Word("logo"), "logo"); p != nil {
		r.report(*p)
	}
	s.Menu, s.Footer, s.Follow = r.linksOf(r.Record, "menu"), r.linksOf(r.Record, "footer_menu"), r.linksOf(r.Record, "follow")
	s.Ads = r.ads()
	s.Policies = r.policies(r.Group("policies"))
	s.Desk = r.desk()
	s.Embeds, s.Offline = r.embeds(), r.Truth("offline")
	s.CMS = r.cms()
	if told := r.Text("history"); told != "off" {
		s.Tells, s.TellsAt = news.Told(told), r.At("history")
	}
	if r.Has("search") {
		s.Search = r.Truth("search")
	}
	s.PageFrom = r.Group("names").Whole("page_from", s.PageFrom)
	s.TagsFrom = r.Group("tags").Whole("min_count", s.TagsFrom)
	for _, e := range r.Group("tags").Entries("renamed") {
		s.RenamedTags = append(s.RenamedTags, news.RenamedTag{Was: e.Key.Text, Now: e.Value.Text})
	}
	s.ArticlePattern = cmp.Or(r.pattern("article", articleShape), s.ArticlePattern)
	s.Patterns = news.Patterns{
		TopicTimeline: r.pattern("topic_timeline", topicTimelineShape), Day: r.pattern("day", dayShape),
		Days: r.pattern("days", daysShape), DaysAt: r.Group("permalinks").At("days"), Month: r.pattern("timeline_month", timelineMonthShape),
	}
	s.Without = r.without()
	timelines := r.Group("timelines")
	s.Timelines = news.Timelines{WholeTopics: timelines.Text("topics") == "whole", ByMonth: timelines.Text("everything") == "by-month"}
	s.Front = news.Front{Articles: r.Group("front").Whole("articles", 0), Days: r.Group("front").Whole("days", 0)}
	s.Feeds = r.feeds()
	s.WholeNames = r.Has("dated_files") && !r.Truth("dated_files")
	s.RawHTML = r.Truth("raw_html")
	s.Alert = r.alert(r.Group("alert"), s.Zone)
	s.Languages = r.languages(s.Lang, s.Zone)
	s.Editions = r.editions()
	notices := r.Group("notices")
	s.Notices = news.Notices{OldAfter: notices.Whole("old_after", 0), ArchivedAfter: notices.Whole("archived_after", 0)}
	s.Checks = checks(r.Group("checks"))
}

// checks reads how strictly content is checked.
func checks(r frontmatter.Record) news.Checks {
	c := news.Checks{SourcesPerEvent: r.Whole("sources_per_event", 0), TitleLength: r.Whole("title_length", 0)}
	for _, rule := range problem.Rules() {
		if r.Has(rule.Name) {
			if c.Levels == nil {
				c.Levels = map[string]string{}
			}
			c.Levels[rule.Name] = r.Text(rule.Name)
		}
	}
	return c
}

// BaseURL reads the address under which a site is published: http or https,
// with a host, without query or fragment. It gives it ending in a slash.
func BaseURL(text string) (string, bool) {
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
		return "", false
	}
	u.Path = strings.TrimRight(u.Path, "/") + "/"
	return u.String(), true
}

func (r *siteReader) baseURL() string {
	if base, ok := BaseURL(r.Text("base_url")); ok {
		return base
	}
	r.report(problem.New(RuleBaseURL, r.At("base_url"), "%q is not the address of a site", r.Text("base_url")).
		Hinted("write it whole, such as  base_url: https://news.example/"))
	return "http://localhost/"
}

func (r *siteReader) accent() string {
	text := r.Text("accent")
	if text != "" && !fields.IsColour(text) {
		r.report(problem.New(RuleAccent, r.At("accent"), "%q is not a colour", text).Hinted(`write it as  accent: "#8f1d2c", in quotes because of the #`))
		return ""
	}
	return text
}

func (r *siteReader) linksOf(of frontmatter.Record, name string) []news.Link {
	var links []news.Link
	for _, g := range of.Groups(name) {
		links = append(links, news.Link{Text: g.Text("label"), To: r.to(g, "to")})
	}
	return links
}

// to reads where a link leads.
func (r *siteReader) to(g frontmatter.Record, name string) news.Ref {
	if p := wrongAddress(g.Word(name), name); p != nil {
		r.report(*p)
		return news.Ref{}
	}
	return ref(g.Word(name))
}

func (r *siteReader) ads() []news.AdSlot {
	group := r.Group("ads")
	var slots []news.AdSlot
	for _, g := range group.Groups("slots") {
		if name := g.Text("name"); name != "" && (!news.IsSlug(name) || reserved.MatchString(name)) {
			r.report(problem.New(RuleSlug, g.At("name"), "%q cannot be the name of a place for advertising", name).
				Hinted("write it as  name: %s", cmp.Or(reserved.ReplaceAllString(news.Slug(name), ""), "top")))
			continue
		}
		slots = append(slots, news.AdSlot{
			Name: g.Text("name"), Label: cmp.Or(g.Text("label"), "Advertisement"),
			Width: g.Whole("width", 300), Height: g.Whole("height", 250),
		})
	}
	if !group.Truth("enabled") {
		return nil
	}
	return slots
}

func (r *siteReader) alert(g frontmatter.Record, zone *time.Location) news.Alert {
	a := news.Alert{Link: news.Link{Text: g.Text("text"), To: r.to(g, "link")}, Until: readMoment(g.Text("until"), zone)}
	if g.Has("until") && (a.Until.IsZero() || a.Until.Time.Year() < 1) {
		r.report(problem.New(RuleDate, g.At("until"), "%q is neither a day nor a day and time", g.Text("until")).
			Hinted("such as  until: 2024-01-19  or  until: 2024-01-19T18:30:00+05:00"))
	}
	return a
}
