package news

import "time"

// Cut says what may be seen: the site as of an instant, and whether a preview
// shows more than the public sees.
type Cut struct {
	AsOf   time.Time
	Drafts bool // show drafts, pieces in review and ready pieces
	Future bool // show what is scheduled or under embargo
}

// Reason says why the public does not see an article.
type Reason struct {
	Word  string    // "draft", "in-review", "ready", "killed", "embargo", "scheduled", "expired", or empty
	Until time.Time // when an embargo or a schedule ends
}

// Withholds gives the reason for which the public does not see an article as
// of an instant; the zero Reason when it does.
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

// shows reports whether an article withheld for a reason is shown all the
// same.
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
