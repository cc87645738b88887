package news

import "time"

// FreshFor is how long search engines take a report for news: Google News reads
// of a news sitemap what the last two days published.
const FreshFor = 48 * time.Hour

// Fresh gives the articles that are news as of the archive's time, the newest
// first. What came out elsewhere first is none of this paper.
func (a *Archive) Fresh() []*Article {
	var fresh []*Article
	for _, x := range a.Articles {
		if !x.Published.Time.After(a.AsOf.Add(-FreshFor)) {
			break
		}
		if x.Withheld.Word == "" && x.Canonical == "" && x.SyndicatedFrom == (Link{}) {
			fresh = append(fresh, x)
		}
	}
	return fresh
}

// FreshUntil is when the first of the fresh articles is news no more; zero when
// none is.
func (a *Archive) FreshUntil() time.Time {
	fresh := a.Fresh()
	if len(fresh) == 0 {
		return time.Time{}
	}
	return fresh[len(fresh)-1].Published.Time.Add(FreshFor)
}
