package view

import "html/template"

// Front is the front page (layout front.html).
type Front struct {
	Frame
	Lead      []Card // one, or the few that lead
	Latest    []Card
	Topics    []Running
	Days      []Link      // the last days that have an edition
	AllTopics []IndexItem // those with the most articles first
}

// Running is a topic with its newest events.
type Running struct {
	Topic    Link
	Summary  string
	Timeline string
	Newest   []Entry
}

// Article is one report (layout article.html).
type Article struct {
	Frame
	Headline    string
	Standfirst  string
	Byline      []Link
	Translators []Link
	Syndicated  Link // whose piece it is, when not ours
	Verified    Verified
	Dateline    string // "Islamabad, 19 January 2024"
	Published   Stamp
	Updated     Stamp // zero when never updated
	Minutes     int   // reading time
	Genre       string
	Category    Link
	Tags        []Link
	Notices     []string
	Body        Body
	Headings    []Heading
	Corrections []Correction
	Revisions   []Revision // what changed since publication, newest first, where the site tells it
	Story       []Story    // the story so far, for the main topics
	Events      []Entry    // what this article reports
	Sources     []Source
	Topics      []Link
	People      []Link
	Places      []Link
	Groups      []Link // organisations
	More        []Card // more from this topic
	MoreOf      Link   // the topic that More is from
	Edition     Link   // the day's edition
	Share       []Link
	Desk        []Link // ways to those who made the page, with how in the Note
}

// Revision is a change to a report that readers had read before.
type Revision struct {
	At      Stamp
	Changes []Rewording
	More    int // how many changes it has beside these
}

// Rewording is a stretch of text that became another. One of the two is empty
// where something was only added or only taken out.
type Rewording struct {
	Part     string // "headline", "standfirst" or "text"
	Was, Now []Run
}

// Run is a stretch of words that stayed or changed.
type Run struct {
	Text    string
	Changed bool
}

// Story is the story so far: a topic's last key events.
type Story struct {
	Topic    Link
	Timeline string
	Entries  []Entry
}

// Heading is a heading inside a body.
type Heading struct {
	Level int
	Text  string
	ID    string
}

// Topic is a running story (layout topic.html).
type Topic struct {
	Frame
	Name      string
	Summary   string
	Stands    string // where things stand
	StandsAt  Stamp
	Body      Body // background
	Timeline  string
	Drawing   template.HTML // the drawn timeline, or empty
	KeyEvents []Entry
	Newest    []Entry
	Next      []Entry // planned
	Events    int     // how many the timeline has
	Articles  []Card
	Pager     Pager
	People    []Link
	Groups    []Link
	Places    []Link
	Quotes    []Quote
	Parent    Link
	Parts     []Link // sub-topics
	SeeAlso   []Link
}

// Index is a list of things of one kind (layout index.html): topics, people,
// organisations, places.
type Index struct {
	Frame
	Heading string
	Intro   string
	Items   []IndexItem
}

// Shelf is the reports of a category or a tag.
type Shelf struct {
	Frame
	Sort     string // "category" or "tag"
	Heading  string
	Total    int
	Articles []Card
	Pager    Pager
}

// IndexItem is one thing in an index.
type IndexItem struct {
	Link     Link
	Note     string // a summary or a role
	Articles int
	Events   int
	Newest   Stamp
}

// Timeline is events in order (layout timeline.html): of a topic, a person, an
// organisation, a place, or of all.
type Timeline struct {
	Frame
	Of        Link // what it is the timeline of; empty Href for the whole
	Intro     string
	Drawing   template.HTML // the picture, or empty
	Groups    []Group
	Undated   []Entry
	Next      []Entry // planned
	Total     int
	First     Stamp
	Last      Stamp
	Order     []Link // oldest first, newest first
	Filters   []Filter
	Downloads []FeedLink
	Part      string   // which year or month this page holds; empty for the whole
	Overview  bool     // Groups are a choice; the whole is in Parts
	Combine   bool     // holds all of a stretch, so that filters may be combined on it
	Parts     []Choice // the years or months of a timeline that is cut
	Before    Link     // the parts before and after this one in time, of a timeline cut by month
	After     Link
	Pager     Pager
}

// Filter is one way to narrow a timeline; each choice is a plain link.
type Filter struct {
	Name    string // "actor", "place", "year", "importance"
	Choices []Choice
}

// Choice is one value of a filter.
type Choice struct {
	Link  Link
	Value string
	Count int
}

// Event is one event with all that is known of it (layout event.html).
type Event struct {
	Frame
	Entry  Entry
	Pager  Pager // of the evidence, where it fills several pages
	Body   Body
	Before Link
	After  Link
	Desk   []Link // as an Article's
}

// Edition is a day, week, month or year (layout edition.html): finite, so that
// a reader can be done with it. A day tells its reports in one chapter, by weight
// and time; longer editions have a chapter for each topic.
type Edition struct {
	Frame
	Span        string // "day", "week", "month" or "year"
	Heading     string
	Total       int // reports that it tells, on all of its pages
	Chapters    []Chapter
	Events      []Entry      // a day's, in order
	Stands      []Standing   // where the stories of a day stand
	Next        []Entry      // planned for the days after a day or week
	Corrections []LedgerItem // since the edition before, newest first
	Rest        []IndexItem  // topics that are only named
	Parts       []IndexItem  // the days of a week or month, the months of a year
	Mail        string       // of a day or week: hrefs of the edition as a mail, and as its plain text; may be empty
	MailText    string
	Weeks       []Link // the week that a day lies in, the weeks of a month
	Pager       Pager  // of its reports, where they fill several pages
	Previous    Link
	Following   Link
}

// Chapter is what an edition tells of one topic.
type Chapter struct {
	Topic     Link // zero for the reports of a day, and for those of no topic
	Timeline  string
	Stands    string // where the story stands
	StandsAt  Stamp
	Articles  []Numbered // the newest first
	Events    []Entry    // the newest first
	Left      int        // reports that only shorter editions tell
	Continued bool       // it began on the page before
}

// Numbered is an article at its place in an edition: 3 of Edition.Total.
type Numbered struct {
	Number int
	Card   Card
}

// Standing is where a topic stands.
type Standing struct {
	Topic    Link
	Stands   string
	At       Stamp
	Timeline string
}

// Name is a person, an organisation or a place (layout name.html).
type Name struct {
	Frame
	Sort     string // "person", "organisation" or "place"
	Name     string
	AlsoName []string
	Roles    []string
	Country  Link
	Within   []Link // the places around a place, nearest first
	Parts    []Link // the places within a place
	Wrote    []Card // the newest that a person wrote
	Body     Body
	Entries  []Group // all events, where they are few
	Newest   []Entry // the newest, where they are many; the whole is at Timeline
	Events   int
	Timeline string
	Articles []Card
	Quotes   []Quote
	Claims   []ClaimOf
}

// ClaimOf is a claim with the event that it is about.
type ClaimOf struct {
	Event Link
	Date  Stamp
	Claim Claim
}

// Corrections is the ledger (layout corrections.html).
type Corrections struct {
	Frame
	Items []LedgerItem
}

// LedgerItem is one correction and the article it is on.
type LedgerItem struct {
	Article    Card
	Correction Correction
}

// Feeds lists all feeds (layout feeds.html).
type Feeds struct {
	Frame
	Groups  []FeedGroup
	Outline string // href of the OPML file
}

// FeedGroup is the feeds of one sort of thing.
type FeedGroup struct {
	Heading string
	Lines   []FeedLine
	All     Link // a list whose pages name their feeds, where they are too many for this one
}

// FeedLine is the feeds of one thing.
type FeedLine struct {
	Of    Link // the page that they belong to
	Forms []FeedLink
}

// Search is the search page (layout search.html). Without script it shows
// Topics and Years, so that all can be reached.
type Search struct {
	Frame
	Index   string // href of the list of parts that the script reads; the rest of the index lies beside it
	Choices SearchChoices
	Topics  []IndexItem
	Years   []Link
}

// SearchChoices are what a search can be narrowed to.
type SearchChoices struct {
	Topics []SearchChoice
	Who    []string // the people and organisations that are named most, by name
	Where  []string // places likewise
}

// SearchChoice is a topic to narrow a search to.
type SearchChoice struct {
	ID   string
	Text string
	Lang string // where it is not the page's
}

// Plain is a page of content/pages (layout page.html).
type Plain struct {
	Frame
	Heading string
	Body    Body
}

// NotFound is what a host shows for an address that does not exist (layout
// 404.html).
type NotFound struct {
	Frame
	Topics []Link
}

// Offline is what a browser shows without a network for a page that it has not
// kept (layout offline.html). It is made only where the site keeps pages.
type Offline struct {
	Frame
}
