package view

// Events is the events of one timeline as other programs read them, for
// package export. Addresses in it are absolute.
type Events struct {
	Title       string
	Description string
	Lang        string // BCP 47, of the words
	Href        string // of the timeline's page
	Schema      string // of the JSON Schema of events.json
	Zone        string // name in the IANA time zone database that days begin in
	Updated     string // RFC 3339 in UTC, of the newest report; empty when there is none
	Undated     string // says how many items have no date; empty when all have one
	Dayless     string // says how many items a calendar cannot hold; empty when it holds all
	Items       []EventItem
}

// EventItem is one event.
type EventItem struct {
	ID          string
	AlsoIDs     []string // ids that were joined to it
	UID         string   // the same in every file and for ever: id and host
	Href        string   // permanent
	Lang        string   // of headline and text
	Updated     string   // RFC 3339 in UTC, of its newest report; empty when there is none
	Date        EventDate
	Headline    string
	Text        string
	Status      string // "reported", "confirmed", "disputed", "denied" or "retracted"
	StatusWords string
	State       string // "planned", "cancelled", "postponed", "held", or empty
	StateWords  string
	Importance  int // 1–10
	Place       EventPlace
	Venue       string
	Actors      []EventName
	Lane        string // the one lane to draw it on: that of its main actor, or the actor; may be empty
	Topics      []EventName
	Claims      []EventClaim
	Reports     []EventReport // oldest first
	Sources     []EventSource
	Differences []EventDifference
	Relations   []EventRelation
	Picture     Picture // of this site; Src is absolute, or empty
}

// EventDate is when an event was, at the precision that is known.
type EventDate struct {
	EDTF        string // of all of it, to its end; empty when nothing is known
	Ends        string // EDTF of the end where that was told apart
	Words       string
	Precision   string // "century", "decade", "year", "season", "month", "day", "minute", "second" or "unknown"
	Uncertain   bool
	Approximate bool
	First, Last EventBound
	Days        bool // a calendar can hold it: both ends are known to the day or finer
}

// EventBound is one end of the time that a date covers. The zero value is an
// end that is open or not known.
type EventBound struct {
	Precision            string // of this end
	Year, Month, Day     int    // of its first day for First, of its last for Last; of a time, in the house zone
	Hour, Minute, Second int    // of a time, in the house zone
	Instant              string // RFC 3339 in UTC, of a time; empty for anything coarser
}

// EventName is someone, somewhere or something that has a name.
type EventName struct {
	Name string
	Kind string // "person", "organisation", "place", "actor" or "topic"
	Href string // empty when it has no page
}

// EventPlace is where an event was. Without a name it is nowhere.
type EventPlace struct {
	Name      string
	Href      string // empty when it has no page
	Within    []string
	Latitude  string // decimal degrees of WGS 84, in digits; empty when unknown
	Longitude string
}

// EventClaim is what someone says of an event.
type EventClaim struct {
	By          EventName
	Says        string
	Stance      string // "asserts", "confirms", "denies" or "disputes"
	StanceWords string
	Source      EventSource // zero when none is given
}

// EventReport is an article that reports an event.
type EventReport struct {
	Headline  string
	Href      string
	Lang      string
	Published string // RFC 3339, or the day alone
}

// EventSource is where something was learnt.
type EventSource struct {
	Name      string
	Publisher string
	Href      string // http, https or empty
	Archive   string // of a kept copy; http, https or empty
	Type      string
	Published string // EDTF
	Accessed  string // EDTF
}

// EventDifference is a fact on which reports do not agree.
type EventDifference struct {
	What     string // "date", "place" or "status"
	Versions []EventVersion
}

// EventVersion is one telling of such a fact.
type EventVersion struct {
	Value   string   // EDTF of a date, name of a place, word of a status
	Says    string   // the same for people
	Reports []string // addresses of the articles that say so
}

// EventRelation ties an event to another.
type EventRelation struct {
	Kind     string // as in Relation
	ID       string
	Headline string
	Href     string
}
