package load

import (
	"bytes"
	"cmp"
	"path"
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"

	"daybook/generator/dates"
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
	RulePicture   = "foreign-picture" // a picture that lies on another host
	RuleLang      = "unknown-language"
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

// take reads the file as one of a kind, and gives the HTML of its body beside.
func (d *desk) take(kind fields.Kind) (m made, html []byte) {
	d.zone = d.site.Zone
	record, span, problems := frontmatter.Read(d.file, kind.Name, kind.Fields)
	d.problems = problems
	var of *news.Copy
	switch kind.Name {
	case "article":
		m.Article = d.article(record)
		of = &m.Article.Copy
	case "topic":
		m.Topic = d.topic(record)
		of = &m.Topic.Copy
	case "event":
		m.Event = d.event(record)
		of = m.Event.Own
	case "page":
		m.Page = d.page(record)
		of = &m.Page.Copy
	default:
		kind, _ := news.KindOf(kind.Name)
		m.Name = d.name(record, kind)
		of = &m.Name.Copy
	}
	read := d.reader.Read(d.file, span, markdown.Options{RawHTML: d.site.RawHTML, Lang: of.Lang, Zone: d.zone})
	of.Body = read.Body
	of.Body.Traces = news.Traces{DatedWeekday: dates.NamesWeekday(d.file.Text), Media: bytes.Contains(d.file.Text, []byte("media/"))}
	if m.Article != nil {
		m.Article.Events = append(m.Article.Events, read.Events...)
	}
	m.Problems = append(d.problems, read.Problems...)
	return m, read.HTML
}

// leadingDate is a date, or a day below folders for year and month, that a
// file's name begins with.
var (
	leadingDate = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}-`)
	leadingDay  = regexp.MustCompile(`^(0[1-9]|[12]\d|3[01])-`)
	monthFolder = regexp.MustCompile(`/\d{4}/\d{2}$`)
)

// fileSlug is the slug that a file's name gives.
func (d *desk) fileSlug() string {
	file := d.file.Path
	base := strings.TrimSuffix(path.Base(file), path.Ext(file))
	trimmed := base
	if !d.site.WholeNames {
		trimmed = leadingDate.ReplaceAllString(base, "")
		if trimmed == base && monthFolder.MatchString(path.Dir(file)) {
			trimmed = leadingDay.ReplaceAllString(base, "")
		}
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
	if c.Title == "" {
		if !r.Tried("title") && !r.Tried("name") {
			d.report(problem.New(RuleTitle, source.Place{Path: d.file.Path, Line: 1, Column: 1}, "the %s has no title", kind).
				Hinted("give it one in its header:  title: %s", fields.Article.Fields[0].Sample()))
		}
		c.Title = path.Base(d.file.Path)
	}
	if c.Lang == "" {
		c.Lang = d.site.Lang
	} else if p := knownLang(c.Lang, r.At("lang")); p != nil {
		d.report(*p)
		c.Lang = d.site.Lang
	}
	c.Slug = d.fileSlug()
	if r.Has("slug") {
		c.Slug = d.slug(r, "slug", RuleSlug, "the last part of an address")
	} else if c.Slug == "" {
		d.report(problem.New(RuleSlug, d.file.Whole(), "the file's name gives no address").
			Hinted("rename it with letters or digits, or give it a  slug:"))
	} else if reserved.MatchString(c.Slug) {
		d.report(problem.New(RuleSlug, d.file.Whole(), "the file's name gives the address %q, which Windows keeps for a device", c.Slug).
			Hinted("give it a  slug: %s-%s", c.Slug, kind))
	}
	c.Slug = cmp.Or(c.Slug, "untitled")
	c.ID = c.Slug
	if r.Has("id") {
		given := d.slug(r, "id", RuleID, "an id")
		c.ID, c.HasID = cmp.Or(given, c.Slug), given != ""
	}
	for _, w := range r.Words("aliases") {
		if !isPath(w.Text) {
			d.report(problem.New(RuleAddress, w.Place, "%q is not an old address of this site", w.Text).
				Hinted("write the part after the host, such as  aliases: [/old/address/]"))
			continue
		}
		c.Aliases = append(c.Aliases, ref(w))
	}
	if w := r.Word("permalink"); w.Text != "" && isPath(w.Text) {
		c.Aliases = append(c.Aliases, ref(w))
	}
	for _, e := range r.Entries("translations") {
		if p := cmp.Or(knownLang(e.Key.Text, e.Key.Place), wrongAddress(e.Value, "translations")); p != nil {
			d.report(*p)
			continue
		}
		c.Translations = append(c.Translations, news.Translation{Lang: e.Key.Text, To: ref(e.Value)})
	}
	c.Exceptions = d.exceptions(r)
	return c
}

// shortestReason is how many letters say why a file may break a rule; "off"
// and "true" do not.
const shortestReason = 8

// exceptions reads the rules that a file may break, each with the reason.
func (d *desk) exceptions(r frontmatter.Record) []news.Exception {
	if !r.Has("checks") {
		return nil
	}
	group := r.Group("checks")
	var list []news.Exception
	for _, rule := range problem.Rules() {
		if !group.Has(rule.Name) {
			continue
		}
		e := news.Exception{Rule: rule.Name, Reason: group.Text(rule.Name), Place: group.At(rule.Name)}
		if utf8.RuneCountInString(e.Reason) < shortestReason {
			d.report(problem.New(frontmatter.RuleValue, e.Place, "%q is no reason to except the file from %s", e.Reason, e.Rule).
				Hinted("say in a few words why the rule does not fit here; site.yaml can switch it off for all"))
			continue
		}
		list = append(list, e)
	}
	return list
}

// isPath reports whether a text can be an old address of this site.
func isPath(text string) bool {
	return !strings.HasPrefix(text, "//") && !strings.ContainsAny(text, ":*?#\\") && !strings.ContainsFunc(text, unicode.IsControl)
}

// reserved are names that Windows keeps for devices: a folder of that name
// cannot be made there.
var reserved = regexp.MustCompile(`^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])$`)

// slug reads a field of type Slug: letters, marks and digits of any script in
// small letters, parted by hyphens. A wrong one is reported and mended.
func (d *desk) slug(r frontmatter.Record, name, rule, what string) string {
	return d.wholeSlug(r.Word(name), name, rule, what)
}

// ids reads a list of ids, leaving out what is none.
func (d *desk) ids(words []frontmatter.Word, name string) []news.Ref {
	var list []news.Ref
	for _, w := range words {
		if id := d.id(w, name); id.Text != "" {
			list = append(list, id)
		}
	}
	return list
}

// id reads the id of an event that a field names.
func (d *desk) id(w frontmatter.Word, name string) news.Ref {
	mistakes := len(d.problems)
	if d.wholeSlug(w, name, RuleID, "an event's id"); len(d.problems) > mistakes {
		return news.Ref{}
	}
	return ref(w)
}

// wholeSlug is slug for a value.
func (d *desk) wholeSlug(w frontmatter.Word, name, rule, what string) string {
	given, at := w.Text, w.Place
	slug := news.Slug(given)
	switch {
	case given == "":
		return ""
	case slug == "":
		d.report(problem.New(rule, at, "%q cannot be %s", given, what).Hinted("use letters, digits and hyphens"))
	case slug != given:
		d.report(problem.New(rule, at, "%q cannot be %s", given, what).Hinted("write it as  %s: %s", name, slug))
	case reserved.MatchString(slug):
		d.report(problem.New(rule, at, "%q cannot be %s: Windows keeps it for a device", given, what).Hinted("add a word to it"))
	}
	return slug
}

// knownLang reports a language that is none of BCP 47.
func knownLang(lang string, at source.Place) *problem.Problem {
	if _, err := language.Parse(lang); err == nil {
		return nil
	}
	p := problem.New(RuleLang, at, "%q is not the code of a language", lang).
		Hinted("use a code of BCP 47, such as en, ur, fa or pt-BR")
	return &p
}

func ref(w frontmatter.Word) news.Ref { return news.Ref{Text: w.Text, Place: w.Place} }

func refs(words []frontmatter.Word) []news.Ref {
	if len(words) == 0 {
		return nil
	}
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
	"2006-01-02 15:04:05Z07:00", "2006-01-02 15:04 -0700", "2006-01-02 15:04 -07:00", "2006-01-02 15:04Z07:00", "2006-01-02 15:04-0700",
	"2006-01-02 15:04:05-0700", "2006-01-02T15:04:05-0700", "2006-01-02T15:04-0700", "2006-01-02T15:04:05 -0700", "2006-01-02T15:04:05 -07:00",
	"2006-01-02T15:04 -0700", "2006-01-02T15:04 -07:00",
}

// zonelessLayouts are the same without a zone.
var zonelessLayouts = []string{"2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02 15:04"}

// moment reads a field of type Moment.
func (d *desk) moment(r frontmatter.Record, name string) news.Moment {
	text := r.Text(name)
	if text == "" {
		return news.Moment{}
	}
	if m := readMoment(text, d.zone); !m.IsZero() {
		if y := m.Time.Year(); y < 1 || y > 9999 {
			d.report(problem.New(RuleDate, r.At(name), "the date %q lies outside of the years 1 to 9999", text).Hinted("look at the year"))
			return news.Moment{}
		}
		return m
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

// readMoment reads a day or an instant, or gives the zero Moment.
func readMoment(text string, zone *time.Location) news.Moment {
	if len(text) == len(time.DateOnly) {
		if t, err := time.ParseInLocation(time.DateOnly, text, zone); err == nil {
			return news.Moment{Time: t, Day: true}
		}
		return news.Moment{}
	}
	for _, layout := range momentLayouts {
		if t, err := time.Parse(layout, text); err == nil {
			return news.Moment{Time: t.In(zone)}
		}
	}
	for _, layout := range zonelessLayouts {
		if t, err := time.ParseInLocation(layout, text, zone); err == nil {
			return news.Moment{Time: t}
		}
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

// coordinates reads a field of type Degrees.
func (d *desk) coordinates(r frontmatter.Record) string {
	text := r.Text("coordinates")
	if text != "" && !fields.IsDegrees(text) {
		d.report(problem.New(frontmatter.RuleValue, r.At("coordinates"), "%q are no coordinates", text).
			Hinted("write latitude, then longitude, in degrees with a point, such as  coordinates: 26.97, 64.09"))
		return ""
	}
	return text
}

func (d *desk) sources(r frontmatter.Record) []news.Source {
	var list []news.Source
	for _, g := range r.Groups("sources") {
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
