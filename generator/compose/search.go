package compose

import (
	"cmp"
	"slices"
	"strings"

	"daybook/generator/news"
	"daybook/generator/route"
	"daybook/generator/search"
	"daybook/generator/view"
	"daybook/generator/when"
)

// SearchIndex is the address of the list of parts of the search index.
const SearchIndex = route.Search + "index.json"

// mostChoices is how many names the search page offers of each sort; others can
// be typed.
const mostChoices = 200

// Search makes the search page.
func (c *Composer) Search() view.Search {
	v := view.Search{Frame: c.frame("search", c.word("search"), route.Search), Index: c.routes.Href(SearchIndex), Topics: c.topicItems()}
	v.Description = c.word("made.search-intro", c.site.Title)
	if !c.archive.Site.Without.Years {
		v.Years = c.spanLinks(c.archive.Years)
	}
	for _, t := range c.archive.Topics {
		v.Choices.Topics = append(v.Choices.Topics, view.SearchChoice{ID: t.ID, Text: t.Title, Lang: c.foreign(t.Lang)})
	}
	v.Choices.Who = mostUsed(c.archive.NamesOf(news.KindPerson), c.archive.NamesOf(news.KindOrganisation))
	v.Choices.Where = mostUsed(c.archive.NamesOf(news.KindPlace))
	v.Graph = c.graph(v.Frame, c.pageThing("SearchResultsPage", v.Frame))
	return v
}

// mostUsed gives the names that are used most, by name.
func mostUsed(lists ...[]*news.Name) []string {
	names := slices.Concat(lists...)
	slices.SortStableFunc(names, func(a, b *news.Name) int { return cmp.Compare(b.Uses, a.Uses) })
	titles := make([]string, min(len(names), mostChoices))
	for i := range titles {
		titles[i] = names[i].Title
	}
	slices.Sort(titles)
	return slices.Compact(titles)
}

// Piece is what can be found: a report or an event, with its number in the
// search index.
type Piece struct {
	Day, Slot int
	Article   *news.Article
	Event     *news.Event
}

// Found is all that can be found, and the parts of the search index.
type Found struct {
	Pieces []Piece
	Parts  []search.Part
}

// Found gives all that can be found; nothing where a site has no search.
func (c *Composer) Found() *Found {
	return once(&c.found, func() *Found {
		if !c.archive.Site.Search {
			return &Found{}
		}
		f := &Found{Pieces: c.pieces()}
		taken := make([]search.Piece, len(f.Pieces))
		for i, piece := range f.Pieces {
			taken[i] = c.searchPiece(piece)
		}
		f.Parts = search.Arrange(taken)
		return f
	})
}

// pieces gives all that can be found, in the order of days: reports of a day
// before its events, and what was told later after what was told before, so that
// it takes no number away.
func (c *Composer) pieces() []Piece {
	pieces := make([]Piece, 0, len(c.archive.Articles)+len(c.archive.Events))
	for _, a := range slices.Backward(c.archive.Articles) {
		p := Piece{Day: search.Undated, Article: a}
		if !a.Published.IsZero() {
			p.Day = search.Day(a.Day(c.house).Date())
		}
		pieces = append(pieces, p)
	}
	if !c.archive.Site.Without.Events {
		for _, e := range slices.SortedStableFunc(slices.Values(c.archive.Events), laterTold) {
			p := Piece{Day: search.Undated, Event: e}
			if !e.Date.IsZero() {
				p.Day = search.Day(e.Date.Civil())
			}
			pieces = append(pieces, p)
		}
	}
	slices.SortStableFunc(pieces, func(a, b Piece) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.sort(), b.sort()))
	})
	for i := 1; i < len(pieces); i++ {
		if before := pieces[i-1]; before.Day == pieces[i].Day && before.sort() == pieces[i].sort() {
			pieces[i].Slot = before.Slot + 1
		}
	}
	return pieces
}

// sort puts reports before events.
func (p Piece) sort() int {
	if p.Event != nil {
		return 1
	}
	return 0
}

// laterTold orders events by when they were reported first, then by id.
func laterTold(a, b *news.Event) int {
	told := func(e *news.Event) int64 {
		if len(e.Reports) == 0 {
			return 0
		}
		return e.Reports[0].Article.Published.Time.Unix()
	}
	return cmp.Or(cmp.Compare(told(a), told(b)), strings.Compare(a.ID, b.ID))
}

// searchPiece makes what the index takes in of a piece.
func (c *Composer) searchPiece(p Piece) search.Piece {
	v := search.Piece{SearchPiece: view.SearchPiece{Day: p.Day, Slot: p.Slot, Event: p.Event != nil}}
	var topics []*news.Topic
	if e := p.Event; e != nil {
		v.Headline, v.Standfirst, v.Href, topics = e.Headline, e.Text, c.routes.Event(e), e.Topics
		v.Who = called(e.Actors)
		if e.Where != nil {
			v.Where = called(around(e.Where))
		}
		if e.Own != nil && e.Own.Own != nil {
			v.File, v.Hash = e.Own.Own.Place.Path, e.Own.Own.Body.Hash
		}
	} else {
		a := p.Article
		v.Headline, v.Standfirst, v.Href, topics = a.Title, cmp.Or(a.Standfirst, a.Summary), c.routes.Article(a), a.Topics
		v.Who = called(a.People, a.Organisations)
		var places []*news.Name
		for _, n := range a.Places {
			places = append(places, around(n)...)
		}
		v.Where = called(places)
		v.File, v.Hash = a.Place.Path, a.Body.Hash
	}
	for _, t := range topics {
		v.Topics = append(v.Topics, t.Title)
		for _, other := range t.AlsoKnownAs {
			v.Topics = append(v.Topics, other.Text)
		}
		for up := t; up != nil; up = up.Parent {
			v.TopicIDs = append(v.TopicIDs, up.ID)
		}
	}
	return v
}

// around gives a place with those that it lies in.
func around(n *news.Name) []*news.Name {
	list := []*news.Name{n}
	for up := n.Within; up != nil; up = up.Within {
		list = append(list, up)
	}
	if n.Country != nil {
		list = append(list, n.Country)
	}
	return list
}

// called gives all that some names are called, each once.
func called(lists ...[]*news.Name) []string {
	var all []string
	for _, list := range lists {
		for _, n := range list {
			if slices.Contains(all, n.Title) {
				continue
			}
			all = append(all, n.Title)
			if n.Copy != nil {
				for _, other := range n.Copy.AlsoKnownAs {
					all = append(all, other.Text)
				}
			}
		}
	}
	return all
}

// SearchItem makes what is shown of a piece that was found; without bodies its
// text stays empty.
func (c *Composer) SearchItem(p Piece, bodies Bodies) view.SearchItem {
	var v view.SearchItem
	var topics []*news.Topic
	if e := p.Event; e != nil {
		v = view.SearchItem{
			Headline: e.Headline, Href: c.routes.Href(c.routes.Event(e)), Standfirst: e.Text, Lang: c.foreign(e.Lang), Event: true,
			Words: when.Words(e.Date, c.lang),
		}
		topics = e.Topics
		if e.Date.IsZero() {
			v.Words = c.word("undated")
		} else {
			v.Day = when.Machine(e.Date)
		}
		if own := e.Own; own != nil && own.Own != nil {
			v.Hash = own.Own.Body.Hash
			if bodies != nil {
				v.Text = search.Excerpts(bodies(own.Own.Place.Path))
			}
		}
	} else {
		a := p.Article
		v = view.SearchItem{
			Headline: a.Title, Href: c.routes.Href(c.routes.Article(a)), Standfirst: cmp.Or(a.Standfirst, a.Summary), Lang: c.foreign(a.Lang),
			Words: c.dayStamp(a.Published, c.lang).Words, Hash: a.Body.Hash,
		}
		topics = a.Topics
		if !a.Published.IsZero() {
			v.Day = a.Day(c.house).Format("2006-01-02")
		}
		if bodies != nil {
			v.Text = search.Excerpts(bodies(a.Place.Path))
		}
	}
	for _, t := range topics {
		v.Topics = append(v.Topics, t.Title)
	}
	return v
}
