package load

// What site.yaml says of the languages that the site is made in.

import (
	"cmp"
	"strings"
	"time"

	"daybook/generator/frontmatter"
	"daybook/generator/news"
	"daybook/generator/problem"
)

// RuleLanguages is the rule of the languages in site.yaml.
const RuleLanguages = "wrong-languages"

// languages reads the languages beside that of the site itself.
func (r *siteReader) languages(main string, zone *time.Location) []news.Language {
	var out []news.Language
	langs, prefixes := map[string]bool{main: true}, map[string]bool{}
	for _, g := range r.Groups("languages") {
		lang, at := g.Text("lang"), g.At("lang")
		if lang == "" {
			continue // told by the reading of fields
		}
		if p := knownLang(lang, at); p != nil {
			r.report(*p)
			continue
		}
		if langs[lang] {
			r.report(problem.New(RuleLanguages, at, "the site is made in %q already", lang).
				Hinted("name each language once, and that of the site under language: alone"))
			continue
		}
		langs[lang] = true
		name, place := strings.ToLower(lang), at
		if g.Has("prefix") {
			name, place = g.Text("prefix"), g.At("prefix")
		}
		prefix := "/" + name
		if !news.IsSlug(name) || reserved.MatchString(name) || prefixes[prefix] {
			r.report(problem.New(RuleLanguages, place, "the addresses of %q cannot begin with %q", lang, prefix+"/").
				Hinted("give it one word of its own, such as  prefix: %s", cmp.Or(news.Slug(lang), "ur")))
			continue
		}
		prefixes[prefix] = true
		policies := g.Group("policies")
		out = append(out, news.Language{
			Lang: lang, Dir: cmp.Or(g.Text("direction"), news.Direction(lang)), Prefix: prefix, At: place,
			Calendars: calendarsOf(g),
			Title:     g.Text("title"), Tagline: g.Text("tagline"), Description: g.Text("description"),
			Menu: r.linksOf(g, "menu"), Footer: r.linksOf(g, "footer_menu"), Follow: r.linksOf(g, "follow"),
			Policies: r.policies(policies),
			Alert:    r.alert(g.Group("alert"), zone),
		})
	}
	return out
}

func (r *siteReader) policies(g frontmatter.Record) news.Policies {
	return news.Policies{Corrections: r.to(g, "corrections"), Ethics: r.to(g, "ethics"), Ownership: r.to(g, "ownership")}
}

// names reads what a thing is called in other languages.
func (d *desk) names(r frontmatter.Record) []news.Named {
	var names []news.Named
	for _, e := range r.Entries("names") {
		if p := knownLang(e.Key.Text, e.Key.Place); p != nil {
			d.report(*p)
			continue
		}
		names = append(names, news.Named{Lang: e.Key.Text, Name: e.Value.Text})
	}
	return names
}
