package news

import "time"

// Cut says what may be seen: the site as of an instant, and whether a preview
// shows more than the public sees.
type Cut struct {
	AsOf   time.Time
	Drafts bool // show drafts, pieces in review and ready pieces
	Future bool // show what is scheduled or under embargo
}

// Reason says why the public does not see something. The zero Reason is that
// of what it does see.
type Reason struct {
	Word  string    // "draft", "in-review", "ready", "killed", "embargo", "scheduled", "expired", or empty
	Until time.Time // when an embargo or a schedule ends, or since when it has expired
}

// drafted is the reason of everything that says draft: true.
func drafted(draft bool) Reason {
	if draft {
		return Reason{Word: "draft"}
	}
	return Reason{}
}

// Withholds gives the reason for which the public does not see an article as
// of an instant; the zero Reason when it does. A kill holds at every instant:
// the site as it was a year ago does not show again what was withdrawn since.
func (c *ArticleCopy) Withholds(asOf time.Time) Reason {
	switch {
	case c.Status == Killed:
		return Reason{Word: "killed"}
	case c.Draft || c.Status == Draft:
		return Reason{Word: "draft"}
	case c.Status == InReview:
		return Reason{Word: "in-review"}
	case c.Status == Ready:
		return Reason{Word: "ready"}
	case !c.Expires.IsZero() && !c.Expires.Time.After(asOf):
		return Reason{Word: "expired", Until: c.Expires.Time}
	case c.Embargo.Time.After(asOf):
		return Reason{Word: "embargo", Until: c.Embargo.Time}
	case c.Published.Time.After(asOf):
		return Reason{Word: "scheduled", Until: c.Published.Time}
	}
	return Reason{}
}

// Opens is when the public life of an article begins, if nothing else withholds
// it: when it is published, or when its embargo ends, whichever is later.
func (c *ArticleCopy) Opens() time.Time {
	if c.Embargo.Time.After(c.Published.Time) {
		return c.Embargo.Time
	}
	return c.Published.Time
}

// shows reports whether something withheld for a reason is shown all the same.
func (c Cut) shows(r Reason) bool {
	switch r.Word {
	case "":
		return true
	case "draft", "in-review", "ready":
		return c.Drafts
	case "embargo", "scheduled":
		return c.Future
	}
	return false
}

// Age is how many full years ago an article was published, as of an instant,
// by the days of a zone.
func (c *ArticleCopy) Age(asOf time.Time, house *time.Location) int {
	if c.Published.IsZero() {
		return 0
	}
	now := asOf.In(house)
	years := max(0, now.Year()-c.Day(house).Year())
	for years > 0 && c.Birthday(years, house).After(now) {
		years--
	}
	return years
}

// Birthday is the day on which an article has been public for a number of full
// years, at its first instant.
func (c *ArticleCopy) Birthday(years int, house *time.Location) time.Time {
	year, month, day := c.Day(house).Date()
	return time.Date(year+years, month, day, 0, 0, 0, 0, house)
}
