// Package news is the domain: articles, the events that they report, the
// topics, people, organisations and places that events belong to, and the
// archive that holds them all.
//
// It has two halves. A Copy is one file as it was filed: its fields and what
// its body mentions, names not yet looked up; copies never depend on each
// other, so that they can be read in parallel and kept. Gather takes all
// copies and a Cut (what may be seen, as of when) and makes the Archive:
// everything looked up, the same event from many reports joined into one, and
// every list computed once. The Archive holds nothing that the Cut withholds, but
// for shadows, by which a reference to it is told from a mistake, and tombstones:
// see Shadow and Tombstone for what they may hold.
//
// The package does no input or output, starts no goroutine and knows no clock.
package news

import (
	"cmp"
	"slices"
	"time"

	"daybook/generator/source"
	"daybook/generator/when"
)

// Kind is a kind of thing that has a name.
type Kind uint8

const (
	KindArticle Kind = iota + 1
	KindTopic
	KindEvent
	KindPerson
	KindOrganisation
	KindPlace
	KindPage
	// KindActor is someone or something that acted and of whom no more is known.
	KindActor
)

// String gives the kind as writers spell it.
func (k Kind) String() string {
	switch k {
	case KindArticle:
		return "article"
	case KindTopic:
		return "topic"
	case KindEvent:
		return "event"
	case KindPerson:
		return "person"
	case KindOrganisation:
		return "organisation"
	case KindPlace:
		return "place"
	case KindPage:
		return "page"
	}
	return "actor"
}

// KindOf is the inverse of String; false when there is no such kind.
func KindOf(word string) (Kind, bool) {
	for k := KindArticle; k <= KindActor; k++ {
		if k.String() == word {
			return k, true
		}
	}
	return 0, false
}

// Ref is a name as someone wrote it, and where.
type Ref struct {
	Text  string
	Place source.Place
}

// Moment is an instant, or a day when Day is set; its Time then is the first
// instant of that day. The zone of Time is the one to show it in.
type Moment struct {
	Time time.Time
	Day  bool
}

// IsZero reports whether no moment is given.
func (m Moment) IsZero() bool { return m.Time.IsZero() }

// Date gives the moment as a date, for words.
func (m Moment) Date() when.Date {
	switch {
	case m.IsZero():
		return when.Date{}
	case m.Day:
		return when.DayOf(m.Time)
	}
	return when.MinuteOf(m.Time)
}

// Copy is what files of all kinds have.
type Copy struct {
	Kind    Kind
	Place   source.Place // of the file
	Title   string
	TitleAt source.Place
	ID      string // what it is referred to by; the slug when none is given
	HasID   bool   // the header gives the id
	Slug    string
	SlugAt  source.Place
	Aliases []Ref
	Lang    string
	Names   []Named // what it is called in other languages
	Lent    bool    // the file is of another language than the desk that has it; see Copies.Desks
	Draft   bool
	// Translations are the same piece in other languages.
	Translations []Translation
	// Exceptions are the rules that the file may break, and why.
	Exceptions []Exception
	Body       Body
}

// Exception lets a file break a rule, for a reason.
type Exception struct {
	Rule   string
	Reason string
	Place  source.Place
}

// Translation is the same piece in another language: a slug or an id, or an
// address.
type Translation struct {
	Lang string
	To   Ref
}

// Verification says who checked something, and when.
type Verification struct {
	On when.Date
	By Ref
}

// Status is where an article is on the desk.
type Status uint8

const (
	Published Status = iota
	Draft
	InReview
	Ready
	Killed
)

// Source is where something was learnt.
type Source struct {
	Name, Publisher, URL, Archive, Type string
	Published, Accessed                 when.Date
	Tier                                int // 0 when not given
	Place                               source.Place
}

// Image is a picture and what must stand beside it.
type Image struct {
	Src, Alt, Caption, Credit string
	Width, Height             int // pixels; 0 when not given
	Focal                     Focal
	Decorative                bool // shows nothing that a reader would miss
	Place                     source.Place
}

// Focal is the point of a picture that stays in sight where it is cropped, in
// hundredths of its width from the left and of its height from above.
type Focal struct {
	Given bool
	X, Y  int
}

// Beside gives an image with what its use does not say taken from what is said
// of the picture in the file beside it.
func (i Image) Beside(file Image) Image {
	i.Decorative = i.Decorative || file.Decorative && i.Alt == ""
	if !i.Decorative {
		i.Alt = cmp.Or(i.Alt, file.Alt)
	}
	i.Caption, i.Credit = cmp.Or(i.Caption, file.Caption), cmp.Or(i.Credit, file.Credit)
	i.Focal = cmp.Or(i.Focal, file.Focal)
	return i
}

// Dateline is the place and the day of filing.
type Dateline struct {
	Place Ref
	Zone  *time.Location // never nil
	Day   when.Date      // the day that relative dates count from
}

// Correction is what was wrong and is now right.
type Correction struct {
	Date           Moment
	Was, Now, Note string
}

// ArticleCopy is an article as filed.
type ArticleCopy struct {
	Copy
	Standfirst, Summary string
	Authors             []Ref
	Translators         []Ref
	Dateline            Dateline
	Published, Updated  Moment
	Embargo, Expires    Moment
	Status              Status
	Topics              []Ref
	People              []Ref
	Organisations       []Ref
	Places              []Ref
	Category            string
	Tags                []string
	Lead                int
	Image               Image
	Sources             []Source
	Events              []EventCopy // in the header and in the prose
	Corrections         []Correction
	Genre               string
	Notice              string
	Archived            bool // kept for the record, and updated no more
	Canonical           string
	SyndicatedFrom      Link // whose piece it is
	Verified            Verification
	Kill                Kill
	RedirectTo          Ref        // what its address answers once it has expired or been killed
	Untold              bool       // what changed in it is not told
	Revisions           []Revision // what changed since publication, oldest first, where the site tells it
}

// Kill is when and why an article was withdrawn.
type Kill struct {
	On     Moment
	Reason string // what its tombstone says
}

// EventCopy is one telling of an event, in a header, in prose, or in a file of
// its own.
type EventCopy struct {
	ID       string
	IDAt     source.Place
	Place    source.Place // where it is told
	Date     when.Date
	DateAt   source.Place
	Unknown  bool // its date is said to be unknown
	Ends     when.Date
	Headline string
	Text     string
	Topics   []Ref
	Actors   []Ref
	Where    Ref
	Venue    string
	// Coordinates are latitude and longitude in decimal degrees, as "26.97, 64.09".
	Coordinates string
	Verified    Verification
	Status      EventStatus
	StatusAt    source.Place
	State       string
	Claims      []ClaimCopy
	Sources     []Source
	Importance  int // 0 when not given
	Order       int
	SameAs      Ref
	Relations   []RelationCopy
	Image       Image
	InProse     bool
	// Mention is a bare reference to an event that is told elsewhere.
	Mention bool
	// Own is the event's own file, or nil.
	Own *Copy
}

// ClaimCopy is what someone says of an event.
type ClaimCopy struct {
	By     Ref
	Says   string
	Stance string
	Source Source
}

// RelationCopy ties an event to another by id.
type RelationCopy struct {
	Kind string // "follows", "caused_by", "part_of" or "see_also"
	To   Ref
}

// TopicCopy is a topic as filed.
type TopicCopy struct {
	Copy
	AlsoKnownAs []Ref
	Summary     string
	Stands      string // where things stand
	AsOf        when.Date
	Parent      Ref
	Lanes       []Ref
	KeyEvents   []Ref
	SeeAlso     []Ref
	Image       Image
}

// Role is an office held.
type Role struct {
	Title, Of string
	From, To  when.Date
	Place     source.Place
}

// NameCopy is a person, an organisation or a place as filed.
type NameCopy struct {
	Copy
	AlsoKnownAs []Ref
	Summary     string
	Roles       []Role
	Country     Ref
	Within      Ref
	Coordinates string
	Image       Image
}

// PageCopy is a standing page as filed.
type PageCopy struct {
	Copy
	Summary string
	Updated Moment
}

// Body is what is known of a body without its prose: the HTML itself is kept
// elsewhere, under Hash.
type Body struct {
	Hash     string // of the HTML with its holes, hexadecimal
	Holes    []Hole
	Images   []Image // of the holes that are pictures, in their order
	Headings []Heading
	Words    int
	Opening  string // the first paragraph as plain text, at most 300 letters
	Quotes   []QuoteCopy
	Outward  []Ref // the links that lead out of the site, http and https, as written
	Embeds   []Embed
	// Unspoken are the quotations that do not say whose words they hold.
	Unspoken []Unspoken
	Traces   Traces
}

// Embed is a link that is a paragraph of its own and leads to something that can
// be watched, heard or shown in place. It stays a link where site.yaml does not
// allow its host.
type Embed struct {
	Address string // of the page elsewhere; empty for a file of this site
	Hole    int    // for a file of this site, the number of the link to it
	Place   source.Place
}

// Unspoken is a quotation without a speaker who can be looked up. Line is its
// last line, without the dash, when that names somebody without a link; Place
// is that of the line, else of the quotation.
type Unspoken struct {
	Line  string
	Place source.Place
}

// Traces are what a quick look at the text of a file has found, header and
// body, so that only files that a rule may have a word on are read again.
type Traces struct {
	DatedWeekday bool // a weekday's name stands near a date
	Media        bool // something like a path below media/
}

// Hole is a place in the HTML that is filled once all addresses are known.
type Hole struct {
	Kind     Kind   // of the thing meant; 0 for an address of this site or a file
	Target   string // slug, id or name; or the address as written
	Fragment string // without "#"
	Image    bool   // the source of a picture
	Bare     bool   // a picture without alt text
	Place    source.Place
}

// Heading is a heading in a body.
type Heading struct {
	Level int
	Text  string
	ID    string
}

// QuoteCopy is a quotation with its speaker.
type QuoteCopy struct {
	Text string
	By   Ref
	Kind Kind
	Role string
	Date when.Date
}

// Site is content/site.yaml.
type Site struct {
	Title, Tagline, Description string
	BaseURL                     string // absolute, ending in "/"
	Lang, Dir                   string
	Calendars                   []when.Calendar // in which dates are said beside the Gregorian one
	Zone                        *time.Location
	Accent                      string
	Publisher                   Link
	PublisherLogo               string
	Logo                        string
	Menu, Footer, Follow        []Link
	Ads                         []AdSlot // none when advertising is off
	Policies                    Policies
	Search                      bool
	PageFrom                    int // uses that make a page for a name without a file
	TagsFrom                    int // uses that make a page for a tag
	RenamedTags                 []RenamedTag
	ArticlePattern              string // such as "/:year/:month/:day/:slug/"
	Patterns                    Patterns
	Without                     Without
	Timelines                   Timelines
	Front                       Front
	Feeds                       Feeds
	WholeNames                  bool // a day that a file's name begins with is a part of the slug
	RawHTML                     bool // let HTML in Markdown through
	Checks                      Checks
	Alert                       Alert
	Editions                    Editions
	Notices                     Notices
	Desk                        Desk
	Languages                   []Language // beside Lang
	Prefix                      string     // of the language that the site is gathered in, such as "/ur"
	Embeds                      []string   // hosts whose players may be shown, as package player names them
	Offline                     bool       // browsers keep what was read
	CMS                         CMS
	Tells                       Told // of what changed in reports
	TellsAt                     source.Place
}

// CMS is the desk in the browser, where the site has one; empty parts are as usual.
type CMS struct {
	On                               bool
	App, Backend, Repo, Branch, Auth string
	Review                           bool
}

// Desk is how readers reach those who made a page; empty parts are not offered.
type Desk struct {
	Mail string // an address of mail
	// Addresses of the web with {path}, {url}, {title} and, in Issues, {body}.
	Issues, History, Edit string
}

// Patterns are those of addresses beside the articles'; an empty one stands for
// the usual.
type Patterns struct {
	TopicTimeline string // below "/topics/:slug/"
	Day           string // of a day's edition, with :year, :month and :day
	Days          string // of the list of all days; empty for none
	DaysAt        source.Place
	Month         string // below "/timeline/": of a month of the timeline of everything, with :year and :month
}

// Without are the parts of a site that a paper does without.
type Without struct {
	Events, People, Organisations, Places bool // pages of their own
	Days, Weeks, Months, Years            bool // editions
	Filters                               bool // narrower timelines
	NewestFirst                           bool // timelines in the other order
	Data                                  bool // timelines for other programs
	Emails                                bool // editions as letters
	Cards                                 bool // drawn for other sites
}

// Names reports whether a paper does without pages of a kind of names.
func (w Without) Names(kind Kind) bool {
	switch kind {
	case KindPerson:
		return w.People
	case KindOrganisation:
		return w.Organisations
	}
	return w.Places
}

// Timelines say how timelines are cut into pages.
type Timelines struct {
	WholeTopics bool // that of a topic is one page, however long
	ByMonth     bool // that of everything has one page for each month, however long
}

// Front is how much the front page lists; zero for the usual.
type Front struct{ Articles, Days int }

// Feeds are the feeds that a site has.
type Feeds struct {
	Forms []Feed   // nil for Atom alone
	Of    []string // what has a feed beside the site, FeedTopics and so on; nil for the usual
	Full  bool     // entries carry the whole text
}

// Feed is a form of feeds and what its files are called.
type Feed struct{ Form, File string }

// What has a feed beside the site.
const (
	FeedTopics        = "topics"
	FeedTimelines     = "timelines"
	FeedCategories    = "categories"
	FeedTags          = "tags"
	FeedPeople        = "people"
	FeedOrganisations = "organisations"
	FeedPlaces        = "places"
	FeedCorrections   = "corrections"
)

// usualFeeds have a feed where the site does not say.
var usualFeeds = []string{FeedTopics, FeedTimelines, FeedCategories, FeedPeople, FeedOrganisations, FeedPlaces, FeedCorrections}

// Has reports whether things of a sort have feeds.
func (f Feeds) Has(sort string) bool {
	if f.Of == nil {
		return slices.Contains(usualFeeds, sort)
	}
	return slices.Contains(f.Of, sort)
}

// Forms of feeds.
const (
	Atom     = "atom"
	RSS      = "rss"
	JSONFeed = "json"
)

// Checks say how strictly a site is checked.
type Checks struct {
	Levels          map[string]string // "off", "warning" or "error" by rule, where it is not the rule's own
	SourcesPerEvent int               // the least; 0 when not given
	TitleLength     int               // the greatest, in code points; 0 when not given
}

// Alert is a word to all readers, above every page.
type Alert struct {
	Link
	Until Moment // zero when it stays
}

// Editions say what the letters of editions hold; zero for the usual.
type Editions struct {
	Intro       string // words before the reports
	Items       int    // reports at most
	Postal      string // where the paper can be written to
	Unsubscribe string // an address, or what a mail service puts one in for
}

// Notices say from which age in full years a report tells how old it is, and
// that it is archived; 0 for never.
type Notices struct{ OldAfter, ArchivedAfter int }

// Link is words and where they lead.
type Link struct {
	Text string
	To   Ref
}

// AdSlot is a place for advertising.
type AdSlot struct {
	Name, Label   string
	Width, Height int // CSS pixels
}

// Policies are the pages that say how the paper works; empty ones are not
// named.
type Policies struct{ Corrections, Ethics, Ownership Ref }

// Copies are all files of a site as filed.
type Copies struct {
	Site     Site
	Articles []*ArticleCopy
	Abroad   []*ArticleCopy // of other languages; see Desks
	Topics   []*TopicCopy
	Events   []*EventCopy
	Names    []*NameCopy // people, organisations and places
	Pages    []*PageCopy
	// Pictures is what the files beside pictures say of them, by the picture's
	// path below content/; Place is the file's.
	Pictures map[string]Image
}

// Files goes through all files, kind by kind: what every file has, and the
// copy of its kind.
func (c Copies) Files(yield func(of *Copy, made any) bool) {
	for _, x := range c.Articles {
		if !yield(&x.Copy, x) {
			return
		}
	}
	for _, x := range c.Topics {
		if !yield(&x.Copy, x) {
			return
		}
	}
	for _, x := range c.Events {
		if !yield(x.Own, x) {
			return
		}
	}
	for _, x := range c.Names {
		if !yield(&x.Copy, x) {
			return
		}
	}
	for _, x := range c.Pages {
		if !yield(&x.Copy, x) {
			return
		}
	}
}
