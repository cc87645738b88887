package export

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"daybook/generator/view"
)

// column is a column of the CSV file.
type column struct {
	name   string
	number bool // written by us in digits: no text that could be a formula
	cell   func(view.EventItem) string
}

// listed parts the items of a list within a cell.
const listed = "; "

var columns = []column{
	{"id", false, func(i view.EventItem) string { return i.ID }},
	{"date", false, func(i view.EventItem) string { return i.Date.EDTF }},
	{"date_words", false, func(i view.EventItem) string { return i.Date.Words }},
	{"precision", false, func(i view.EventItem) string { return i.Date.Precision }},
	{"first", false, func(i view.EventItem) string { return moment(i.Date.First) }},
	{"last", false, func(i view.EventItem) string { return moment(i.Date.Last) }},
	{"headline", false, func(i view.EventItem) string { return i.Headline }},
	{"text", false, func(i view.EventItem) string { return i.Text }},
	{"status", false, func(i view.EventItem) string { return i.Status }},
	{"state", false, func(i view.EventItem) string { return i.State }},
	{"importance", true, func(i view.EventItem) string { return strconv.Itoa(i.Importance) }},
	{"place", false, func(i view.EventItem) string { return i.Place.Name }},
	{"within", false, func(i view.EventItem) string { return strings.Join(i.Place.Within, listed) }},
	{"venue", false, func(i view.EventItem) string { return i.Venue }},
	{"latitude", true, func(i view.EventItem) string { return i.Place.Latitude }},
	{"longitude", true, func(i view.EventItem) string { return i.Place.Longitude }},
	{"actors", false, func(i view.EventItem) string { return joined(i.Actors, nameOf) }},
	{"topics", false, func(i view.EventItem) string { return joined(i.Topics, nameOf) }},
	{"claims", false, func(i view.EventItem) string { return joined(i.Claims, claimOf) }},
	{"differences", false, func(i view.EventItem) string { return joined(i.Differences, differenceOf) }},
	{"reports", false, func(i view.EventItem) string {
		return joined(i.Reports, func(r view.EventReport) string { return r.Href })
	}},
	{"sources", false, func(i view.EventItem) string { return joined(i.Sources, sourceOf) }},
	{"relations", false, func(i view.EventItem) string {
		return joined(i.Relations, func(r view.EventRelation) string { return r.Kind + " " + r.ID })
	}},
	{"also_ids", false, func(i view.EventItem) string { return strings.Join(i.AlsoIDs, listed) }},
	{"language", false, func(i view.EventItem) string { return i.Lang }},
	{"url", false, func(i view.EventItem) string { return i.Href }},
}

func joined[T any](items []T, text func(T) string) string {
	texts := make([]string, len(items))
	for i, item := range items {
		texts[i] = text(item)
	}
	return strings.Join(texts, listed)
}

func nameOf(n view.EventName) string { return n.Name }

func claimOf(c view.EventClaim) string { return c.By.Name + " " + c.Stance + ": " + c.Says }

func differenceOf(d view.EventDifference) string {
	values := make([]string, len(d.Versions))
	for i, v := range d.Versions {
		values[i] = v.Value
	}
	return d.What + ": " + strings.Join(values, " / ")
}

func sourceOf(s view.EventSource) string {
	words := []string{}
	for _, word := range []string{s.Name, s.Publisher, s.Href} {
		if word != "" {
			words = append(words, word)
		}
	}
	return strings.Join(words, ", ")
}

// CSV writes a table of the events (RFC 4180, UTF-8 without a mark of its byte
// order): a row of column names, then a row for each event; lists within a
// cell are parted by semicolons. A spreadsheet runs none of its cells: see
// inert.
func CSV(e view.Events) ([]byte, error) {
	e = cleaned(e)
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	row := make([]string, len(columns))
	for i, c := range columns {
		row[i] = c.name
	}
	_ = w.Write(row)
	for _, item := range e.Items {
		for i, c := range columns {
			row[i] = c.cell(item)
			if !c.number {
				row[i] = inert(row[i])
			}
		}
		_ = w.Write(row)
	}
	w.Flush()
	if err := w.Error(); err != nil {
		return nil, fmt.Errorf("write CSV: %w", err)
	}
	return b.Bytes(), nil
}

// inertMark stands before what a spreadsheet could take for a formula; it makes
// a text of the cell in Excel and in LibreOffice.
const inertMark = "'"

// formula finds what begins a formula: = + - @ or a full-width or small form of
// them, a tab, at the start of a cell. Spaces, quotes and signs without width
// may stand before it, since importers drop them. A semicolon, a tab and a line
// break count as the start of a cell too: that is what they are to a
// spreadsheet which expects another separator, and such a one breaks quoted
// cells up as well.
var formula = regexp.MustCompile(`(^|[;\t\n])([\p{Z}\p{Cf}"'\t\n]*[=+\-@＝＋－＠﹦﹢﹣﹫])|^(\t)`)

// inert puts inertMark before everything in a cell that could be a formula
// (OWASP, CSV Injection).
func inert(cell string) string {
	if !strings.ContainsAny(cell, "=+-@＝＋－＠﹦﹢﹣﹫\t") || isWord(cell[0]) && !strings.ContainsAny(cell, ";\t\n") {
		return cell
	}
	return formula.ReplaceAllString(cell, "${1}"+inertMark+"${2}${3}")
}

func isWord(b byte) bool { return 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z' || '0' <= b && b <= '9' }
