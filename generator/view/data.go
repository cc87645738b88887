package view

// Feed is a feed of articles, events or corrections, for package feed.
type Feed struct {
	ID       string // permanent, an IRI
	Title    string
	Subtitle string
	Self     string // absolute address of the feed
	Home     string // absolute address of the page that it belongs to
	Lang     string
	Dir      string // "ltr" or "rtl"
	Author   string
	Icon     string // absolute, or empty
	Style    string // href of a style sheet for those who open the feed in a browser, or empty
	Note     string // what they read there: that it is a feed, and what to do with it
	Updated  string // RFC 3339
	Items    []FeedItem
}

// FeedItem is one article, event or correction in a feed.
type FeedItem struct {
	ID         string // permanent, an IRI
	Title      string
	Href       string // absolute
	Lang       string
	Summary    string // plain text
	Authors    []string
	Categories []string
	Published  string // RFC 3339
	Updated    string // RFC 3339
	// The whole text, where the feed carries it, with its picture before it and its
	// corrections, each a line of plain text, after it. Hrefs are as the page has them.
	Body        Body
	Picture     Picture
	Corrections []string
}

// Outline is a list of feeds that feed readers take in at once.
type Outline struct {
	Title  string
	Groups []OutlineGroup
}

// OutlineGroup is the feeds of one sort.
type OutlineGroup struct {
	Title string
	Feeds []OutlineFeed
}

// OutlineFeed is one of them.
type OutlineFeed struct {
	Title string
	Feed  string // absolute address
	Page  string // absolute address of the page that it belongs to
	Lang  string
}

// Sitemap is addresses that search engines are to know.
type Sitemap struct{ Pages []SitemapPage }

// SitemapPage is one of them.
type SitemapPage struct {
	Href    string // absolute
	Updated string // W3C date, or empty where it is not known
	Tongues []SitemapTongue
}

// SitemapTongue is where a page is in one of the languages that have it, its own
// among them.
type SitemapTongue struct {
	Lang string // BCP 47, or "x-default"
	Href string // absolute
}

// SitemapIndex is the sitemaps of a site that has more addresses than one holds.
type SitemapIndex struct{ Maps []SitemapPage }

// NewsSitemap is what a site published of late.
type NewsSitemap struct{ Items []NewsItem }

// NewsItem is one report of it.
type NewsItem struct {
	Href        string // absolute
	Publication string // what the paper is called
	Lang        string // ISO 639, of the report
	Title       string
	Published   string // W3C date
}

// Robots is what robots.txt says.
type Robots struct {
	Sitemap string // absolute
	News    string // the news sitemap, absolute; empty where there is none
	Closed  bool   // nothing is to be indexed: a preview
}

// Redirects are old addresses and where they lead.
type Redirects struct{ Rules []Redirect }

// Redirect is one of them. Both are paths on the host.
type Redirect struct {
	From, To string
	Status   int  // 301, 302, 410, …
	Forced   bool // answers even where a file lies
}

// SearchPiece is a report or an event as the search index takes it in, but for
// its body.
type SearchPiece struct {
	Day, Slot  int // its number; see package search
	Event      bool
	Headline   string
	Standfirst string   // of an event: its text
	Topics     []string // by all that they are called
	TopicIDs   []string // with the topics that they are parts of
	Who        []string // people and organisations, by all that they are called
	Where      []string // places
	Href       string
}

// SearchUnit is what a unit of the search index is made from.
type SearchUnit struct {
	Part   string // the shape of the part
	Fold   string // how words are read
	Pieces []SearchPiece
}

// SearchIndex is the list of the parts of the search index, which the script of
// the search page reads first.
type SearchIndex struct {
	Pieces int // how many reports and events there are
	Last   int // the newest day of a report, counted from 1970-01-01
	Parts  []SearchPart
}

// SearchPart is one of them; see search.Part.
type SearchPart struct {
	Folder                                string
	First, Until, Shards, Articles, Slots int
	Sum                                   string // stands for all that is read of the part
}

// SearchShard is a shard of a part of the search index.
type SearchShard struct {
	Sums  []string // of the shard in each unit of the part
	Units []string `view:"covered"` // by Sums
}

// SearchBlock is what is shown of some pieces that were found.
type SearchBlock struct{ Items []SearchItem }

// SearchItem is what is shown of a report or an event.
type SearchItem struct {
	Headline   string
	Href       string
	Standfirst string
	Day        string // ISO 8601, or empty
	Words      string // the day in words
	Topics     []string
	Lang       string
	Event      bool
	Hash       string // of the body that Text is of
	Text       string `view:"covered"` // by Hash
}
