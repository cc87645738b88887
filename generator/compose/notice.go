package compose

import "daybook/generator/news"

// notices are the lines above a report: its own, then how old it is or that it
// is archived, as of the instant that the site is built for.
func (c *Composer) notices(a *news.Article) []string {
	var lines []string
	if a.Notice != "" {
		lines = append(lines, a.Notice)
	}
	set := c.archive.Site.Notices
	years := a.Age(c.archive.AsOf, c.house)
	switch {
	case a.Archived || set.ArchivedAfter > 0 && years >= set.ArchivedAfter:
		lines = append(lines, c.say(a.Lang, "made.notice-archived"))
	case set.OldAfter > 0 && years >= set.OldAfter:
		lines = append(lines, c.say(a.Lang, "made.notice-old", years))
	}
	return lines
}
