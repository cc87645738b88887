package news

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// What the calendar tells.
const (
	ChangePublished = "published"    // a scheduled article becomes public
	ChangeEmbargo   = "embargo-ends" // an article under embargo becomes public
	ChangeExpired   = "expires"      // an article is public no more
	ChangeTombstone = "tombstone"    // the address of a killed article begins to say so, see Tombstone
	ChangeEvent     = "event-due"    // the day of a planned event has come: did it happen?
	ChangeOld       = "older"        // an article tells another age, or that it is archived
	ChangeAlert     = "alert-ends"   // the alert above every page goes
)

// Change is one thing that changes without anyone's editing.
type Change struct {
	At    time.Time
	What  string
	Title string // of the article, the event's headline, or the words of the alert
	Copy  *Copy  // the file; nil for the alert
}

// Calendar gives all that changes after an instant and not after another, in
// time; a zero end leaves the end open, but then of the ages of each article
// only the next is told. Drafts and what is not ready change only when someone
// edits them, and are left out.
func Calendar(copies Copies, after, until time.Time) []Change {
	c := calendar{after: after, until: until, site: copies.Site}
	for _, a := range copies.Articles {
		c.article(a)
	}
	for _, e := range copies.Events {
		if !e.Own.Draft {
			c.event(e, e.Own)
		}
	}
	if alert := copies.Site.Alert; alert.Text != "" && !alert.Until.IsZero() {
		c.add(Change{At: alert.Until.Time, What: ChangeAlert, Title: alert.Text})
	}
	slices.SortFunc(c.changes, func(a, b Change) int {
		return cmp.Or(a.At.Compare(b.At), strings.Compare(a.path(), b.path()), strings.Compare(a.What, b.What), strings.Compare(a.Title, b.Title))
	})
	return slices.CompactFunc(c.changes, func(a, b Change) bool {
		return a.At.Equal(b.At) && a.What == b.What && a.Title == b.Title && a.path() == b.path()
	})
}

func (c Change) path() string {
	if c.Copy == nil {
		return ""
	}
	return c.Copy.Place.Path
}

type calendar struct {
	after, until time.Time
	site         Site
	changes      []Change
}

func (c *calendar) add(change Change) {
	if change.At.After(c.after) && (c.until.IsZero() || !change.At.After(c.until)) {
		c.changes = append(c.changes, change)
	}
}

func (c *calendar) article(a *ArticleCopy) {
	opens := a.Opens()
	expires := a.Expires.Time
	lives := !a.Draft && !opens.IsZero() && (expires.IsZero() || opens.Before(expires))
	if !lives {
		return
	}
	change := func(at time.Time, what string) { c.add(Change{At: at, What: what, Title: a.Title, Copy: &a.Copy}) }
	if a.Status == Killed {
		if a.tombstone(opens) != nil && a.RedirectTo.Text == "" {
			change(opens, ChangeTombstone)
		}
		return
	}
	if a.Status != Published {
		return
	}
	if a.Embargo.Time.After(a.Published.Time) {
		change(opens, ChangeEmbargo)
	} else {
		change(opens, ChangePublished)
	}
	if !expires.IsZero() {
		change(expires, ChangeExpired)
	}
	c.ages(a, change)
	for i := range a.Events {
		c.event(&a.Events[i], &a.Copy)
	}
}

// ages adds the days on which an article tells another age.
func (c *calendar) ages(a *ArticleCopy, change func(time.Time, string)) {
	set := c.site.Notices
	from, archived := set.OldAfter, set.ArchivedAfter
	if from == 0 || archived > 0 && archived < from {
		from = archived
	}
	if from == 0 || a.Archived {
		return
	}
	for years := max(from, a.Age(c.after, c.site.Zone)); archived == 0 || years <= archived; years++ {
		day := a.Birthday(years, c.site.Zone)
		if !a.Expires.IsZero() && !day.Before(a.Expires.Time) || !c.until.IsZero() && day.After(c.until) {
			return
		}
		change(day, ChangeOld)
		if c.until.IsZero() && day.After(c.after) {
			return
		}
	}
}

// event adds the end of a planned event's time: from then on it either was
// held or was not, and somebody should say so.
func (c *calendar) event(e *EventCopy, in *Copy) {
	if e.State != "planned" || e.Date.IsZero() {
		return
	}
	_, until, open := e.Date.Bounds(c.site.Zone)
	if !e.Ends.IsZero() {
		_, until, open = e.Ends.Bounds(c.site.Zone)
	}
	if !open.End {
		c.add(Change{At: until, What: ChangeEvent, Title: e.Headline, Copy: in})
	}
}
