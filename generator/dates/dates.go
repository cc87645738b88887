// Package dates finds the date expressions of English news prose and says which date each one means.
//
// In: a text, the spans of it that are prose, and the frame in which it was filed (the dateline's date
// and zone). Out: the expressions in the order of the text, without overlap, each with its kind, its
// value, whether a careful editor could print that value unasked, and its readings with a reason.
// Nothing is guessed silently: where the prose allows two dates, the expression is unsure and both are
// listed, the likelier one first.
//
// # How it works
//
// The text is cut into tokens; a grammar over the tokens recognises expressions and gives each a
// meaning ("the Tuesday nearest the dateline", "one day after the date mentioned last"); the meanings
// are then resolved from left to right against three reference times: the dateline, the dates mentioned
// before, and the tense of the nearest verb. A text whose full dates lie years before its dateline is
// read as history: there a month without a year belongs to the year told last, not to the dateline's.
//
// # Spans
//
// A span follows TIMEX3: no preposition before it ("Tuesday" of "on Tuesday"), no possessive 's after
// it, but the determiner and modifiers in it ("early next week", "the end of 2023", "nearly two months").
// What stands before a noun goes without the article of that noun: "third-quarter" of "the third-quarter
// loss". A time of day and its day are one expression. Of two that share their end each is one: "the 18th"
// and "19th centuries".
//
// # Values
//
// Dates are EDTF (ISO 8601-2) level 0 and 1. What these levels lack is written so:
//
//	week, weekend            an interval of days:    2024-01-15/2024-01-21 (Monday to Sunday)
//	quarter, half-year       an interval of months:  2023-10/2023-12
//	decade, century          unspecified digits:     199X, 19XX
//	about, around a date     approximate:            1450~
//	clock time               2024-01-16T04:00+05:00; the offset is that of the zone named in the text,
//	                         else of the dateline; without either there is none
//	part of a day            the day: "Friday night" is 2024-01-19, of kind time
//	half of a month, decade  an interval: "the second half of June" is 2024-06-16/2024-06-30
//	"… ago", "… later"       the precision of the unit counted: "two years ago" is 2022
//	duration                 ISO 8601: P2Y, PT90M; a decade is P10Y; PXD is a number of days not told
//	set                      XXXX-WXX-2 every Tuesday, XXXX-WXX-WE weekends, XXXX-WXX-WD weekdays, else the
//	                         period named: P1D daily, P1W twice a week
//	now; recently; future    DATE; ../DATE; DATE/.. with the dateline's DATE; always unsure and Vague
//
// # Vague words
//
// TIMEX3 marks words that refer to the present, the past or the future at large ("now", "currently",
// "recently", "the past", "in recent weeks", "the months ahead") and so does this package, for its list
// is also one of what a reader of old news could stumble over. They have the values above, are never sure
// and never become links. Words of order, speed and frequency ("previously", "soon", "then", "often"),
// and adjectives of nouns that are no time ("the current plan", "a recent poll"), are not expressions, as
// in those guidelines; nor is a time in a proper name ("the Seven Years' War", "USA Today").
//
// # What it leaves to others
//
// Which parts of a file are prose is the caller's knowledge; links with the schemes date: and event:
// are passed over in any case, and their values count as dates mentioned before. Holidays that move are
// computed where a rule in the Gregorian calendar exists and are never sure. The package does no I/O,
// knows no clock and keeps no state; its time is linear in the text.
package dates

import (
	"fmt"
	"time"
)

// A Day is a date of the proleptic Gregorian calendar. The zero Day means that no date is known.
type Day struct {
	Year  int
	Month time.Month
	Day   int
}

// A Clock is a time of day in the dateline's zone.
type Clock struct {
	Hour, Minute int
}

// A Frame is what is known of the report that the prose comes from. Without a Date only dates that
// are complete in the text, or that follow from one before, get a value. Clock is needed only for
// "three hours ago"; a nil Zone leaves clock times without an offset.
type Frame struct {
	Date  Day
	Clock *Clock
	Zone  *time.Location
}

// A Span is a half-open range of byte offsets into a text.
type Span struct {
	Start, End int
}

// A Kind says what sort of time an expression names.
type Kind string

// The kinds. A week or a quarter is a date; a range names both its ends or counts units inside another
// ("16–19 January", "the first nine months of 1989").
const (
	KindDate     Kind = "date"
	KindTime     Kind = "time"
	KindRange    Kind = "range"
	KindDuration Kind = "duration"
	KindSet      Kind = "set"
)

// A Reading is one date that an expression may mean, and why, in a sentence for an editor.
type Reading struct {
	Value string `json:"value"`
	Why   string `json:"why"`
}

// A Mismatch is a weekday that contradicts the date it stands with.
type Mismatch struct {
	Date    Day
	Written time.Weekday
	Actual  time.Weekday
}

// Error says the contradiction as a sentence.
func (m *Mismatch) Error() string {
	return fmt.Sprintf("%d %s %d was a %s, not a %s", m.Date.Day, m.Date.Month, m.Date.Year, m.Actual, m.Written)
}

// An Expression is a date expression in its place. Text is the slice [Start, End) of the text. Value
// is the value of the first of Readings, of which there is at least one; it is empty when nothing in
// the text or the frame tells the date. Vague marks the words that name no date at all ("now",
// "recently"). Mismatch is nil unless a weekday contradicts its date.
type Expression struct {
	Text     string    `json:"text"`
	Start    int       `json:"start"`
	End      int       `json:"end"`
	Value    string    `json:"value"`
	Kind     Kind      `json:"kind"`
	Sure     bool      `json:"sure"`
	Readings []Reading `json:"readings"`
	Vague    bool      `json:"-"`
	Mismatch *Mismatch `json:"-"`

	lead string
}

// Find returns the date expressions of a text that is prose throughout.
func Find(text string, frame Frame) []Expression {
	return FindIn(text, []Span{{0, len(text)}}, frame)
}

// FindIn returns the date expressions within the prose spans of a text, which must be in order and
// must not overlap. Offsets are those of the whole text. No expression reaches over the edge of a span.
func FindIn(text string, prose []Span, frame Frame) []Expression {
	s := scan(text, prose)
	found := s.recognise()
	return newReader(s, frame).resolve(found)
}
