package view

// Feed is a feed of articles, for package feed.
type Feed struct {
	ID       string // permanent, an IRI
	Title    string
	Subtitle string
	Self     string // absolute address of the feed
	Home     string // absolute address of the page that it belongs to
	Lang     string
	Author   string
	Icon     string // absolute, or empty
	Updated  string // RFC 3339
	Items    []FeedItem
}

// FeedItem is one article in a feed.
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
}

// Sitemap is all addresses that search engines are to know.
type Sitemap struct{ Pages []SitemapPage }

// SitemapPage is one of them.
type SitemapPage struct {
	Href    string // absolute
	Updated string // W3C date, or empty where it is not known
}

// Robots is what robots.txt says.
type Robots struct {
	Sitemap string // absolute
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

// SearchIndex is what the search script reads.
type SearchIndex struct {
	Articles []SearchArticle
	Events   []SearchEvent
}

// SearchArticle is an article to be found.
type SearchArticle struct {
	Headline   string
	Href       string
	Standfirst string
	Day        string // ISO 8601
	Words      string // the day in words
	Topics     []string
	Names      []string // people, organisations, places
	Lang       string
}

// SearchEvent is an event to be found.
type SearchEvent struct {
	Headline string
	Href     string
	Day      string
	Words    string
}
