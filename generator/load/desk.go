package load

import (
	"path"
	"regexp"
	"strings"
	"time"

	"daybook/generator/fields"
	"daybook/generator/frontmatter"
	"daybook/generator/markdown"
	"daybook/generator/news"
	"daybook/generator/problem"
	"daybook/generator/source"
	"daybook/generator/when"
)

// Rules on the values of fields.
const (
	RuleTitle     = "missing-title"
	RulePublished = "missing-date"
	RuleDate      = "wrong-date"
	RuleZone      = "unknown-time-zone"
	RuleSlug      = "wrong-slug"
	RuleID        = "wrong-id"
	RuleAddress   = "wrong-address"
)

// desk turns one file into a copy.
type desk struct {
	file     *source.File
	site     news.Site
	reader   *markdown.Reader
	zone     *time.Location // for times without one
	problems []problem.Problem
}

func (d *desk) report(p problem.Problem) { d.problems = append(d.problems, p) }

// take reads the file as one of a kind.
func (d *desk) take(kind fields.Kind) result {
	d.zone = d.site.Zone
	record, span, problems := frontmatter.Read(d.file, kind.Name, kind.Fields)
	d.problems = problems
	unread := len(problems) > 0 && !record.Has("title") && problem.Stops(problems)
	var made any
	var body *news.Body
	var events *[]news.EventCopy
	lang := d.site.Lang
	switch kind.Name {
	case "article":
		a := d.article(record)
		made, body, events, lang = a, &a.Body, &a.Events, a.Lang
	case "topic":
		t := d.topic(record)
		made, body, lang = t, &t.Body, t.Lang
	case "event":
		e := d.event(record)
		made, body, lang = e, &e.Own.Body, e.Own.Lang
	case "page":
		p := d.page(record)
		made, body, lang = p, &p.Body, p.Lang
	default:
		n := d.name(record, kind)
		made, body, lang = n, &n.Body, n.Lang
	}
	if unread {
		return result{problems: d.problems}
	}
	read := d.reader.Read(d.file, span, markdown.Options{RawHTML: d.site.RawHTML, Lang: lang, Zone: d.zone})
	d.problems = append(d.problems, read.Problems...)
	*body = read.Body
	if events != nil {
		*events = append(*events, read.Events...)
	}
	return result{copy: made, html: read.HTML, problems: d.problems}
}

// leadingDate is a date, or a day below folders for year and month, that a
// file's name begins with.
var (
	leadingDate = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}-`)
	leadingDay  = regexp.MustCompile(`^\d{1,2}-`)
	monthFolder = regexp.MustCompile(`/\d{4}/\d{2}$`)
)

// fileSlug is the slug that a file's name gives.
func fileSlug(file string) string {
	base := strings.TrimSuffix(path.Base(file), path.Ext(file))
	trimmed := leadingDate.ReplaceAllString(base, "")
	if trimmed == base && monthFolder.MatchString(path.Dir(file)) {
		trimmed = leadingDay.ReplaceAllString(base, "")
	}
	if slug := news.Slug(trimmed); slug != "" {
		return slug
	}
	return news.Slug(base)
}

// common reads what files of all kinds have.
func (d *desk) common(r frontmatter.Record, kind news.Kind) news.Copy {
	c := news.Copy{
		Kind: kind, Place: d.file.Whole(), Title: r.Text("title"), TitleAt: r.At("title"),
		SlugAt: r.At("slug"), Lang: r.Text("lang"), Draft: r.Truth("draft"),
	}
	if c.Title == "" {
		c.Title, c.TitleAt = r.Text("name"), r.At("name")
	}
	if c.Title == "" && !problem.Stops(d.problems) {
		d.report(problem.New(RuleTitle, source.Place{Path: d.file.Path, Line: 1, Column: 1}, "the %s has no title", kind).
			Hinted("give it one in its header:  title: …"))
	}
	if c.Lang == "" {
		c.Lang = d.site.Lang
	}
	c.Slug = fileSlug(d.file.Path)
	if given := r.Text("slug"); given != "" {
		c.Slug = given
		if !news.IsSlug(given) {
			p := problem.New(RuleSlug, c.SlugAt, "%q cannot be the last part of an address", given)
			if slug := news.Slug(given); slug != "" {
				p = p.Hinted("write it as %q", slug)
			} else {
				p = p.Hinted("use letters, digits and hyphens")
			}
			d.report(p)
			c.Slug = news.Slug(given)
		}
	}
	if c.Slug == "" {
		d.report(problem.New(RuleSlug, d.file.Whole(), "the file's name gives no address").Hinted("rename it with letters or digits, or give it a  slug:"))
		c.Slug = "untitled"
	}
	c.ID = r.Text("id")
	if c.ID == "" {
		c.ID = c.Slug
	}
	for _, w := range r.Words("aliases") {
		c.Aliases = append(c.Aliases, ref(w))
	}
	return c
}

func ref(w frontmatter.Word) news.Ref { return news.Ref{Text: w.Text, Place: w.Place} }

func refs(words []frontmatter.Word) []news.Ref {
	list := make([]news.Ref, len(words))
	for i, w := range words {
		list[i] = ref(w)
	}
	return list
}

// date reads a field of type Date.
func (d *desk) date(r frontmatter.Record, name string) when.Date {
	text := r.Text(name)
	if text == "" || text == "unknown" {
		return when.Date{}
	}
	date, err := when.Parse(text, d.zone)
	if err != nil {
		d.report(markdown.DateProblem(RuleDate, r.At(name), err))
		return when.Date{}
	}
	if !date.InRange() {
		d.report(problem.New(RuleDate, r.At(name), "the date %q lies outside of the years 1 to 9999", text).Hinted("look at the year"))
		return when.Date{}
	}
	return date
}

// momentLayouts are spellings of an instant that others write, beside RFC 3339.
var momentLayouts = []string{
	time.RFC3339Nano, "2006-01-02T15:04Z07:00", "2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05 -07:00",
	"2006-01-02 15:04:05Z07:00", "2006-01-02 15:04 -0700", "2006-01-02T15:04:05-0700",
}

// zonelessLayouts are the same without a zone.
var zonelessLayouts = []string{"2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02 15:04"}

// moment reads a field of type Moment.
func (d *desk) moment(r frontmatter.Record, name string) news.Moment {
	text := r.Text(name)
	if text == "" {
		return news.Moment{}
	}
	if t, err := time.ParseInLocation(time.DateOnly, text, d.zone); err == nil {
		return news.Moment{Time: t, Day: true}
	}
	for _, layout := range momentLayouts {
		if t, err := time.Parse(layout, text); err == nil {
			return news.Moment{Time: t.In(d.zone)}
		}
	}
	for _, layout := range zonelessLayouts {
		if t, err := time.ParseInLocation(layout, text, d.zone); err == nil {
			return news.Moment{Time: t}
		}
	}
	_, err := when.Parse(text, d.zone)
	if err == nil {
		d.report(problem.New(RuleDate, r.At(name), "%q takes a day, or a day and time, and this is %q", name, text).
			Hinted("such as  %s: 2024-01-19  or  %s: 2024-01-19T18:30:00+05:00", name, name))
	} else {
		d.report(markdown.DateProblem(RuleDate, r.At(name), err))
	}
	return news.Moment{}
}

// setZone takes the zone that a header names for its own times.
func (d *desk) setZone(r frontmatter.Record) {
	name := r.Text("time_zone")
	if name == "" {
		return
	}
	zone, p := loadZone(name, r.At("time_zone"))
	if p != nil {
		d.report(*p)
		return
	}
	d.zone = zone
}

// loadZone finds a zone of the IANA time zone database.
func loadZone(name string, at source.Place) (*time.Location, *problem.Problem) {
	if zone, err := time.LoadLocation(name); err == nil && name != "Local" {
		return zone, nil
	}
	p := problem.New(RuleZone, at, "no time zone is called %q", name).Hinted("use a name such as Asia/Karachi, Europe/Paris or UTC")
	return time.UTC, &p
}

// address reads a field of type Address, dropping what a browser would run.
func (d *desk) address(r frontmatter.Record, name string) string {
	text := r.Text(name)
	scheme, _, found := strings.Cut(text, ":")
	if !found || strings.ContainsAny(scheme, "/?#") {
		return text
	}
	switch strings.ToLower(scheme) {
	case "http", "https", "mailto", "tel":
		return text
	}
	d.report(problem.New(RuleAddress, r.At(name), "addresses with %q are not let through", scheme+":").Hinted("use an https: address"))
	return ""
}

func (d *desk) image(r frontmatter.Record) news.Image {
	if !r.Has("image") {
		return news.Image{}
	}
	g := r.Group("image", groupFields("image"))
	return news.Image{
		Src: d.address(g, "src"), Alt: g.Text("alt"), Caption: g.Text("caption"), Credit: g.Text("credit"),
		Width: g.Whole("width", 0), Height: g.Whole("height", 0), Place: g.At("src"),
	}
}

func (d *desk) sources(r frontmatter.Record) []news.Source {
	var list []news.Source
	for _, g := range r.Groups("sources", groupFields("sources")) {
		list = append(list, d.source(g))
	}
	return list
}

func (d *desk) source(g frontmatter.Record) news.Source {
	s := news.Source{
		Name: g.Text("name"), Publisher: g.Text("publisher"), URL: d.address(g, "url"), Archive: d.address(g, "archive"),
		Type: g.Text("type"), Published: d.date(g, "published"), Accessed: d.date(g, "accessed"), Tier: g.Whole("tier", 0), Place: g.Place,
	}
	if s.URL == "" && (strings.HasPrefix(s.Name, "https://") || strings.HasPrefix(s.Name, "http://")) {
		s.URL, s.Name = s.Name, ""
	}
	return s
}

// groupFields gives the fields of a group, or of a list of groups, that
// articles or events have.
func groupFields(name string) []fields.Field {
	f, _ := fields.Find(append(append([]fields.Field{}, fields.Article.Fields...), fields.Event.Fields...), name)
	if f.Item != nil {
		return f.Item.Fields
	}
	return f.Fields
}
