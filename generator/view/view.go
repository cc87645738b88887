// Package view is what layouts see: the designer's manual.
//
// Every page is given exactly one value of this package, and that value is all
// that the page can show. Values are closed: plain strings, numbers, truths,
// structs and lists, finished before any layout runs, in the words and the
// direction of the page's language. A layout looks nothing up.
//
// Because a value is closed, Hash of it stands for the page: a page must be
// made again exactly when its value or its layout has changed.
//
// Hrefs are ready to print: root-relative, with the site's path before them.
// Only Canonical, and what feeds carry, are absolute.
package view

import "html/template"

// Site is what every page knows of the site. Nothing in it may change when an
// article does, or every page would be stale.
type Site struct {
	Title     string
	Tagline   string
	Home      string // href of the front page
	Accent    string // CSS colour, or empty for the layout's own
	Publisher Link   // who is answerable; Href may be empty
	Logo      string // href of a picture, or empty
	Icon      string // href of the icon for tabs and bookmarks, or empty
	Manifest  string // href of what home screens show of the site
	TouchIcon string // href of the icon for them
	Menu      []Link
	Footer    []Link
	Follow    []Link   // the site elsewhere: "Facebook", …
	Policies  []Link   // corrections, ethics, ownership
	Search    string   // href of the search page, or empty when it is off
	Topics    string   // hrefs of the fixed pages
	Timeline  string   //
	Feeds     string   //
	Days      string   // the list of all days, or empty when there is none
	Corrected string   // the ledger of corrections
	Alert     Link     // a word to all readers; Text empty when there is none
	Styles    []Style  // in order
	Worker    string   // href of the script that keeps what was read, or empty when a site keeps nothing
	Scripts   []Script // to be loaded late; no page needs one to be read
}

// Style is one style sheet.
type Style struct {
	Href string
	Name string // the file's name without ending, such as "style"
}

// Script is one file of script for one feature.
type Script struct {
	Href string
	Name string // the file's name without ending, such as "search"
}

// Link is words that lead somewhere. An empty Href is just words.
type Link struct {
	Text    string
	Href    string
	Lang    string // language of Text where it differs from the page's
	Current bool   // leads to this very page or the part of the site it is in
	Note    string // what is said of it beside, such as an office held
}

// Stamp is a date or an instant, as people and as machines read it.
type Stamp struct {
	Machine string // value of <time datetime>, or empty where HTML has no form for it
	Words   string // at its own precision, in the page's language
	Short   string // the same for tight places
	// Beside says it in the other calendars of the site, such as "26 Dey 1402 AP".
	// These words tell neither the time of day nor doubt.
	Beside  []string
	Weekday string // "Tuesday", where the day is known
	Clock   string // time of day, "18:30", of a moment that is known to it
	Instant string // the moment itself, RFC 3339, where Clock is known
}

// AdSlot is a place for advertising, shown only where the site has it on.
type AdSlot struct {
	Name          string
	Label         string
	Width, Height int // CSS pixels
}

// Picture is an image with what must stand beside it.
type Picture struct {
	Src           string          // href of a copy that every program can show, of at most 1,200 pixels' width
	Sources       []PictureSource // the same picture in kinds that are smaller, in several widths
	Width, Height int             // CSS pixels, whose ratio all copies have; 0 where unknown
	Alt           string          // empty where the picture shows nothing that would be missed
	Caption       string
	Credit        string
	Lang          string // of Caption and Alt where it differs from the page's
	Focal         Focal
}

// PictureSource is a picture in one kind, for <source>.
type PictureSource struct {
	Type   string // media type
	Srcset string // hrefs, each with its width in pixels
}

// Focal is the point of a picture that stays in sight where it is cropped: in
// tenths of its width from the left, and of its height from above. The middle
// is 5, 5.
type Focal struct{ X, Y int }

// FeedLink is one feed of a page, for <link rel="alternate"> and for people.
type FeedLink struct {
	Title string
	Href  string
	Type  string // media type
}

// Frame is what every page has, whatever its kind.
type Frame struct {
	Site        Site
	Kind        string // the layout's name: "article", "topic", …
	Title       string // of the page itself, without the site's
	Description string // one or two sentences, plain text
	Lang        string // BCP 47
	Dir         string // "ltr" or "rtl"
	Href        string
	Canonical   string // absolute
	Trail       []Link // breadcrumbs from the front page, without this page
	Feeds       []FeedLink
	Picture     Picture  // of the page itself; Src empty when there is none
	Card        Picture  // what other sites show beside a link to the page; Src is absolute, or empty when there is none
	Ads         []AdSlot // empty when advertising is off
	Plays       bool     // something from elsewhere is loaded when the reader asks for it
	Hidden      bool     // not to be indexed by search engines
	Withheld    string   // why the public does not see this page yet; only ever set in previews
	Tongues     []Tongue // the languages of the site, this page's too; empty on a site of one
	Locale      string   // language and country as Open Graph has them, such as "ur_PK"
	// Graph is what the page says of itself to programs, as JSON-LD: it goes into a
	// script element of the type application/ld+json. It is empty where search engines
	// are to pass the page over.
	Graph template.JS
}

// Tongue is a language of the site, and where it has the page that is shown.
type Tongue struct {
	Lang, Dir string
	Name      string // of the language, in itself
	Href      string // of the same thing in it, else of its front page
	Absolute  string // of the same thing; empty where the language has none, or where no other has
	Current   bool   // the language of this page
	Default   bool   // the language of the site as a whole
}

// Card is an article in a list.
type Card struct {
	Headline   string
	Href       string
	Lang, Dir  string
	Standfirst string
	Kicker     Link // the main topic
	Topics     []Link
	Genre      string
	Published  Stamp
	Byline     string
	Picture    Picture
	Corrected  bool
	Withheld   string
	Seal       Seal
}

// Report is an article as a witness of an event.
type Report struct {
	Headline  string
	Href      string
	Lang, Dir string
	Published Stamp
	Telling   string // what this report says, where it differs from the entry
	Corrected Stamp  // when the article was last corrected; its page says what was wrong
}

// Source is where something was learnt.
type Source struct {
	Name      string
	Publisher string
	Href      string // may be empty: a source need not be on the web
	Archive   string // href of a kept copy
	Type      string // document, report, statement, social, …
	Tier      int    // how close to the matter, 1 closest; 0 when not given
	Published Stamp
	Accessed  Stamp
}

// Verified says when something was checked, and by whom. It is zero for what
// nobody checked.
type Verified struct {
	On Stamp
	By string
}

// Claim is what someone says of an event.
type Claim struct {
	By     Link
	Says   string
	Stance string // "asserts", "confirms", "denies" or "disputes"
	Source Source
	Lang   string // of Says, where it is not the page's
}

// Difference is a fact on which the reports of one event do not agree.
type Difference struct {
	What     string // "date", "place", "status"
	Versions []Version
}

// Version is one of several tellings of a fact, and who tells it so.
type Version struct {
	Says    string
	Reports []Report
	Told    int // how many reports tell it so, of which some are shown
}

// Relation ties an event to another.
type Relation struct {
	Kind  string // "follows", "followed_by", "caused_by", "led_to", "part_of", "has_part", "see_also"
	Event Link
	Date  Stamp
}

// Entry is an event as a timeline shows it.
type Entry struct {
	ID          string // its anchor on any timeline
	Headline    string
	Lang        string // of Headline and Text, where it is not the page's
	Href        string // permanent address
	Date        Stamp
	Reported    string // when it was first reported, as in Stamp.Machine
	Text        string
	Place       Link
	Actors      []Link
	Topics      []Link
	Status      string // "reported", "confirmed", "disputed", "denied", "retracted"
	State       string // "planned", "cancelled", "postponed", "held", or empty
	Importance  int    // 1–10
	Key         bool   // one of the topic's key events
	Claims      []Claim
	Reports     []Report
	Sources     []Source
	AllClaims   int // on an entry: how many there are, of which the newest are shown
	AllReports  int
	AllSources  int
	Differences []Difference
	Relations   []Relation
	Picture     Picture
	Verified    Verified
	Choice      EntryChoice
	Seal        Seal
}

// EntryChoice is what a reader can choose an entry by beyond what it shows.
type EntryChoice struct {
	From, Until string   // first and last day, YYYY-MM-DD, where Date.Machine is no day; empty when open
	Lanes       []string // of the topic whose timeline it is on
	Around      []string // the places around its place, nearest first
	Tags        []string // of its newest reports
}

// Quote is what someone said, word for word.
type Quote struct {
	Text    string
	By      Link
	Role    string
	Date    Stamp
	Article Link
}

// Correction is what was wrong, what is right and since when.
type Correction struct {
	Date Stamp
	Was  string
	Now  string
	Note string
}

// Group is a run of entries under one heading, such as a month.
type Group struct {
	Heading string
	ID      string // anchor
	Gap     string // how long nothing was reported before this group, or empty
	Entries []Entry
}

// Pager leads through a list that is cut into pages.
type Pager struct {
	Page, Of    int
	Newer       string // hrefs, empty at the ends
	Older       string
	Pages       []Link
	Description string
}

// Body is prose. HTML is filled in only when the page is really made; Hash and
// Links stand for it before.
type Body struct {
	HTML     template.HTML `view:"covered"` // covered by the others
	Hash     string        // of the HTML before its links are filled in
	Links    []BodyLink    // what the links in it lead to, in order
	Pictures []Picture     // what the pictures in it are, in order
	Plays    []BodyEmbed   // what can be played in it, in order
}

// BodyEmbed is something that can be watched, heard or shown in place. Without
// a Src it is a link alone, without an Href words alone.
type BodyEmbed struct {
	Href     string // where its words lead
	Src      string // the player, or the file
	Shape    string // "wide", "upright", "sound" or "post"; "video" or "audio" for a file
	Note     string // what a reader should know before the player is loaded
	Poster   string // href of a picture that stands for a film
	Captions string // href of a file of captions
	Lang     string // of the captions
}

// BodyLink is where one link of a body leads. An empty Href leaves words.
type BodyLink struct {
	Href    string
	Title   string
	Class   string
	Picture int // of a picture: which of the body's Pictures it is, from 1
}
