package search

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"

	"daybook/generator/view"
)

// Undated is the day of what has no date: the first of the year 0, which no
// date of a report or an event is.
const Undated = -719528

// EventsInBlock is how many events of a day share a block.
const EventsInBlock = 16

// How much a part and a unit hold at most before they are cut by a narrower
// span of the calendar; a month is not cut.
const (
	piecesOfYears  = 16_000
	piecesOfMonths = 128_000
	piecesOfUnit   = 512
)

const (
	maxShards      = 512
	piecesInShard  = 4
	fewestInADay   = 16
	textOfBlock    = 20_000 // bytes of a report's text that are kept for excerpts
	longestWord    = 60     // bytes; what is longer is no word that anybody looks for
	lettersOfShard = 3
)

// Part is the index of a span of the calendar. A piece's number in it is
// (Day - First) * Slots + Slot; reports have the slots below Articles.
type Part struct {
	Folder   string // below /search/
	First    int    // day, see Day
	Until    int    // the day after the last
	Shards   int    // of words; there are as many of other terms
	Articles int
	Slots    int
	Units    []Unit
}

// Files gives how many shards there are: those of words, then those of other
// terms.
func (p *Part) Files() int { return 2 * p.Shards }

// Unit is as much of a part as is taken in at once. Key stands for all that it
// is made from, and for the shape of its part; Shown for as much of that as
// readers may see, which the holes of bodies are not.
type Unit struct {
	Key, Shown [32]byte
	Pieces     []Piece
}

// Piece is what is taken in: a report or an event, with the file that holds its
// body and the hash of that.
type Piece struct {
	view.SearchPiece
	File, Hash string
}

// Day gives the number of a civil day: how many days after 1970-01-01 it is.
func Day(year int, month time.Month, day int) int {
	return int(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / (24 * 60 * 60))
}

func civil(day int) time.Time { return time.Unix(int64(day)*24*60*60, 0).UTC() }

// Arrange cuts pieces, which stand in the order of their days, into parts: a
// century each as long as that holds few, else decades, years or months. So a
// part that is over does not change when another does.
func Arrange(pieces []Piece) []Part {
	var parts []Part
	for _, s := range split(pieces, century, func(n int, w width) bool {
		return n > piecesOfYears && w < year || n > piecesOfMonths && w < month
	}) {
		parts = append(parts, part(s))
	}
	return parts
}

// width is how long a span of the calendar is.
type width int

const (
	century width = iota
	decade
	year
	month
)

// span is a span of the calendar with what lies in it.
type span struct {
	width       width
	first       time.Time
	until       int // day
	pieces      []Piece
	articles, n int // the most reports of a day, and the most pieces beside them
}

// begin gives the begin of the span of a width that holds a day.
func (w width) begin(day time.Time) time.Time {
	y := day.Year()
	switch w {
	case century:
		return time.Date(y-y%100, 1, 1, 0, 0, 0, 0, time.UTC)
	case decade:
		return time.Date(y-y%10, 1, 1, 0, 0, 0, 0, time.UTC)
	case year:
		return time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return time.Date(y, day.Month(), 1, 0, 0, 0, 0, time.UTC)
}

func (w width) end(begin time.Time) time.Time {
	if w == month {
		return begin.AddDate(0, 1, 0)
	}
	return begin.AddDate([]int{century: 100, decade: 10, year: 1}[w], 0, 0)
}

// split cuts pieces into spans of a width, and those that are full into
// narrower ones.
func split(pieces []Piece, w width, full func(pieces int, w width) bool) []span {
	var spans []span
	for len(pieces) > 0 {
		first := w.begin(civil(pieces[0].Day))
		end := w.end(first)
		until, n := Day(end.Date()), 0
		for n < len(pieces) && pieces[n].Day < until {
			n++
		}
		if w < month && full(n, w) {
			spans = append(spans, split(pieces[:n], w+1, full)...)
		} else {
			spans = append(spans, span{width: w, first: first, until: until, pieces: pieces[:n]})
		}
		pieces = pieces[n:]
	}
	return spans
}

func (s span) name() string {
	y := s.first.Year()
	switch s.width {
	case century:
		return fmt.Sprintf("%04d-%04d", y, y+99)
	case decade:
		return fmt.Sprintf("%04d-%04d", y, y+9)
	case year:
		return fmt.Sprintf("%04d", y)
	}
	return fmt.Sprintf("%04d-%02d", y, s.first.Month())
}

func part(s span) Part {
	articles, events := 0, 0
	for _, piece := range s.pieces {
		if piece.Event {
			events = max(events, piece.Slot+1)
		} else {
			articles = max(articles, piece.Slot+1)
		}
	}
	p := Part{First: Day(s.first.Date()), Until: s.until, Shards: powerOf2(len(s.pieces)/piecesInShard, 1), Articles: powerOf2(articles, fewestInADay)}
	p.Shards = min(p.Shards, maxShards)
	p.Slots = p.Articles + powerOf2(events, fewestInADay)
	p.Folder = fmt.Sprintf("%s-%d-%d-%d", s.name(), p.Shards, p.Articles, p.Slots)
	for _, u := range split(s.pieces, s.width, func(n int, _ width) bool { return n > piecesOfUnit }) {
		p.Units = append(p.Units, unit(&p, u.pieces))
	}
	return p
}

func unit(p *Part, pieces []Piece) Unit {
	shown := view.SearchUnit{Part: p.Folder, Fold: Version, Pieces: make([]view.SearchPiece, len(pieces))}
	bodies := sha256.New()
	for i, piece := range pieces {
		shown.Pieces[i] = piece.SearchPiece
		fmt.Fprintf(bodies, "%s\n%s\n", piece.File, piece.Hash)
	}
	u := Unit{Shown: view.Hash(shown), Pieces: pieces}
	bodies.Write(u.Shown[:])
	u.Key = [32]byte(bodies.Sum(nil))
	return u
}

// Sum stands for all that readers are shown of a part, given the heads of its
// units.
func (p *Part) Sum(heads [][]byte) string {
	h := sha256.New()
	for i, head := range heads {
		h.Write(p.Units[i].Shown[:])
		h.Write(head)
	}
	return hex.EncodeToString(h.Sum(nil)[:6])
}

// powerOf2 gives the least power of 2 that is neither below n nor below least.
func powerOf2(n, least int) int {
	p := least
	for p < n {
		p *= 2
	}
	return p
}

// number gives the number of a piece in its part.
func (p *Part) number(piece *Piece) int {
	slot := piece.Slot
	if piece.Event {
		slot += p.Articles
	}
	return (piece.Day-p.First)*p.Slots + slot
}
