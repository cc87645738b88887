package compose

import (
	"slices"

	"daybook/generator/news"
	"daybook/generator/view"
)

// A page tells the newest revisions of its report, and of each the first
// changes.
const (
	mostRevisions = 20
	mostChanges   = 30
)

// revisions makes what changed in an article since its publication, newest
// first.
func (c *Composer) revisions(a *news.Article) []view.Revision {
	var made []view.Revision
	for _, r := range slices.Backward(a.Revisions) {
		if len(made) == mostRevisions {
			break
		}
		v := view.Revision{At: c.moment(news.Moment{Time: r.At.In(c.archive.House())}, a.Lang)}
		for _, change := range r.Changes {
			if len(v.Changes) == mostChanges {
				v.More = len(r.Changes) - mostChanges
				break
			}
			v.Changes = append(v.Changes, view.Rewording{Part: change.Part, Was: runViews(change.Was), Now: runViews(change.Now)})
		}
		made = append(made, v)
	}
	return made
}

func runViews(runs []news.Run) []view.Run {
	var made []view.Run
	for _, r := range runs {
		made = append(made, view.Run{Text: r.Text, Changed: r.Changed})
	}
	return made
}
