package news

import (
	"time"

	"daybook/generator/when"
)

// Archive is all that may be seen, looked up and joined. It is not changed
// after Gather has made it.
type Archive struct {
	AsOf          time.Time
	Site          Site
	Articles      []*Article // newest first
	Topics        []*Topic   // by title
	Events        []*Event   // in time, oldest first; undated ones last
	People        []*Name    // by title
	Organisations []*Name
	Places        []*Name
	Pages         []*Page // by slug
	Days          []*Span // that have an article, newest first
	Weeks         []*Span
	Months        []*Span
	Years         []*Span
	Corrections   []LedgerEntry // newest first
	Categories    []*Shelf      // by title
	Tags          []*Shelf      // that enough articles carry, by title
	Shadows       []*Shadow     // of what exists and is withheld, by file
	Tombstones    []*Tombstone  // by file

	articles map[string]*Article
	topics   map[string]*Topic
	events   map[string]*Event
	names    map[Kind]map[string]*Name
	pages    map[string]*Page

	pictures         map[string]Image
	categories, tags map[string]*Shelf
	shadows          map[Kind]map[string]*Shadow
}

// Picture gives what the file beside a picture says of it, given its path below
// content/.
func (a *Archive) Picture(file string) Image { return a.pictures[file] }

// Article is an article with its names looked up.
type Article struct {
	*ArticleCopy
	Topics        []*Topic // the main one first
	People        []*Name  // of the header first, then of the prose
	Organisations []*Name
	Places        []*Name
	Events        []*Event // in time
	Withheld      Reason   // why the public does not see it; only in previews
	Abroad        bool     // of another language, and here only as a report of events
}

// Topic is a running story with all that belongs to it.
type Topic struct {
	*TopicCopy
	Parent    *Topic
	Parts     []*Topic
	Lanes     []*Name
	KeyEvents []*Event // in time
	SeeAlso   []*Topic
	Articles  []*Article // newest first
	Events    []*Event   // in time
	Quotes    []Quote    // newest first
	Withheld  Reason     // only in previews
}

// Name is a person, an organisation, a place, or an actor of no known kind.
type Name struct {
	Kind     Kind
	Slug     string
	Title    string
	Copy     *NameCopy // nil for a name without a file
	Paged    bool      // has a page of its own
	Within   *Name     // of a place or an organisation
	Country  *Name
	Uses     int
	Parts    []*Name    // of a place or an organisation: those within it that have a page, by title
	Articles []*Article // newest first
	Wrote    []*Article // newest first; of a person with a file
	Events   []*Event   // in time
	Quotes   []Quote    // newest first
	Claims   []ClaimOf  // in the order of their events
	Withheld Reason     // of its file; only in previews
}

// Page is a standing page.
type Page struct {
	*PageCopy
	Withheld Reason // only in previews
}

// EventStatus says how sure an event is. The zero value is not known.
type EventStatus uint8

const (
	Reported EventStatus = iota + 1
	Confirmed
	Disputed
	Denied
	Retracted
)

// String gives the status as writers spell it.
func (s EventStatus) String() string {
	switch s {
	case Confirmed:
		return "confirmed"
	case Disputed:
		return "disputed"
	case Denied:
		return "denied"
	case Retracted:
		return "retracted"
	}
	return "reported"
}

// EventStatusOf is the inverse of String; the zero value for no status.
func EventStatusOf(word string) EventStatus {
	for s := Reported; s <= Retracted; s++ {
		if s.String() == word {
			return s
		}
	}
	return 0
}

// Event is one event with all its reports joined.
type Event struct {
	ID          string
	AlsoIDs     []string // ids that same_as joined to it, sorted
	Date        when.Date
	Ends        when.Date
	Headline    string
	Text        string
	Topics      []*Topic
	Actors      []*Name
	Where       *Name
	Venue       string
	Coordinates string       // of the event itself; those of its place are on that
	Verified    Verification // the newest, of all tellings
	Status      EventStatus
	State       string
	Importance  int
	Order       int
	Claims      []Claim
	Sources     []Source
	Reports     []Report // oldest first
	Differences []Difference
	Relations   []Relation
	Image       Image
	Own         *EventCopy // its own file, or nil
	Lang        string     // of the headline
	Withheld    Reason     // why the public sees no telling of it; only in previews
}

// Report is one article's telling of an event.
type Report struct {
	Article *Article
	Copy    *EventCopy
}

// Claim is what someone says of an event.
type Claim struct {
	By     *Name
	Says   string
	Stance string
	Source Source
	Lang   string // of Says
}

// ClaimOf is a claim with its event.
type ClaimOf struct {
	Event *Event
	Claim Claim
}

// Difference is a fact on which reports do not agree.
type Difference struct {
	What     string // "date", "place" or "status"
	Versions []Version
}

// Version is one telling of such a fact.
type Version struct {
	Date    when.Date   // of a date
	Where   *Name       // of a place
	Status  EventStatus // of a status
	Reports []Report    // who tells it so; one without an article is the event's own file
}

// Relation ties an event to another, as seen from either end.
type Relation struct {
	Kind  string // "follows", "followed_by", "caused_by", "led_to", "part_of", "has_part" or "see_also"
	Event *Event
}

// Quote is what someone said, word for word.
type Quote struct {
	Text    string
	By      *Name
	Role    string
	Date    when.Date
	Article *Article
}

// LedgerEntry is a correction and the article that it is on.
type LedgerEntry struct {
	Article    *Article
	Correction Correction
}

// Span is a day, a week, a month or a year with its articles and events.
type Span struct {
	Year     int
	Month    time.Month // of a day or month
	Day      int        // of a day
	Week     int        // ISO 8601 week, of a week; Year is the ISO year then
	Articles []*Article // newest first
	Events   []*Event   // in time, those known to the day or finer for days and weeks
}

// Article gives the article with a slug, an id or a file below content/.
func (a *Archive) Article(name string) *Article { return a.articles[name] }

// Topic gives the topic that a name means.
func (a *Archive) Topic(name string) *Topic { return a.topics[Slug(name)] }

// Event gives the event with an id.
func (a *Archive) Event(id string) *Event { return a.events[id] }

// Page gives the standing page with a slug.
func (a *Archive) Page(slug string) *Page { return a.pages[slug] }

// Name gives the person, organisation or place that a name means.
func (a *Archive) Name(kind Kind, name string) *Name { return a.names[kind][Slug(name)] }

// NamesOf gives the names of one kind.
func (a *Archive) NamesOf(kind Kind) []*Name {
	switch kind {
	case KindPerson:
		return a.People
	case KindOrganisation:
		return a.Organisations
	case KindPlace:
		return a.Places
	}
	return nil
}

// House gives the zone that days begin in.
func (a *Archive) House() *time.Location { return a.Site.Zone }
