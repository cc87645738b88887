package view

import "html/template"

// Mail is the edition of a day or a week as a letter (layouts email.html and
// email.txt). All addresses in it are absolute. Every text is on one line, not
// longer than a letter can bear, and without signs that turn the direction of
// what follows.
type Mail struct {
	Site        MailSite
	Span        string // "day" or "week"
	Heading     string
	Lang        string // BCP 47
	Dir         string // "ltr" or "rtl"
	Preheader   string // what lists of letters show below the subject
	Intro       string // the paper's own words
	Href        string // the edition on the site
	Total       int    // reports that the edition tells
	Left        int    // those of them that are not in the letter
	Chapters    []MailChapter
	Events      []MailEvent // a day's, in order
	LeftEvents  int
	Stands      []MailStanding
	Next        []MailEvent
	Corrections []MailCorrection
	Postal      string        // the paper's address, or empty
	Unsubscribe string        // address or merge tag, as a text shows it; or empty
	Leave       template.HTML // the same as a link, whose address mail services find as it was written
	Withheld    bool          // holds what the public does not see yet; only in previews
}

// MailSite is what a letter knows of the site.
type MailSite struct {
	Title     string
	Tagline   string
	Home      string
	Accent    string // CSS colour, or empty
	Publisher string
	Corrected string // the ledger of corrections
}

// MailChapter is what a letter tells of one topic; see Chapter.
type MailChapter struct {
	Topic    MailLink
	Stands   string
	StandsAt Stamp
	Items    []MailItem
	Events   []MailEvent
	Left     int // reports that only shorter editions tell
}

// MailLink is words that lead somewhere. Lang and Dir are empty where they are
// the letter's.
type MailLink struct {
	Text      string
	Href      string
	Lang, Dir string
}

// MailItem is a report: Number of Mail.Total.
type MailItem struct {
	Number     int
	Link       MailLink // its headline
	Standfirst string
	Kicker     string // its main topic
	Genre      string
	Published  Stamp
	Byline     string
	Corrected  bool
	Withheld   string
	Picture    MailPicture // of the first report, where it has one
}

// MailPicture is a picture of the site in a form that mail programs show, at
// most 600 CSS pixels wide.
type MailPicture struct {
	Src, Alt      string
	Width, Height int
}

// MailEvent is an event.
type MailEvent struct {
	Link   MailLink // its headline
	Date   Stamp
	Status string
	State  string
}

// MailStanding is where a topic stands.
type MailStanding struct {
	Topic  MailLink
	Stands string
	At     Stamp
}

// MailCorrection is a correction and the report it is on.
type MailCorrection struct {
	Report     MailLink
	Correction Correction
}
