// Package search writes the index that the search page reads in the browser,
// and no more of it than a query needs (decision 0012).
//
// The index is cut by the calendar into parts, and each part by terms into
// shards; a term is a word, two words that follow each other, or a topic, a
// name or a place to filter by. A shard lists for each term the pieces, reports
// and events, that have it, with what it weighs in them. What is shown of a
// piece lies apart, in blocks: one for each report with its text for excerpts,
// and one for every 16 events of a day. So a reader's query fetches the small
// list of parts, one shard of each part for each term, and the blocks of what
// is shown.
//
// A piece's number in its part is made of its day and its place on that day,
// and a word's weight of its piece alone. So an edit changes the block of its
// piece and the shards of the words that it adds or takes away, and the day
// adds to its part and leaves all others.
//
// Taking in texts is the work, so it is done by the month and kept: Arrange
// cuts parts into units, each with a key that stands for all that goes into it;
// Make takes in one unit; Shard joins a shard from those of the units. The
// caller keeps units between runs.
//
// In: view.SearchPiece and the HTML of bodies. Out: JSON, the same bytes for
// the same values. Letters are folded as Fold says, here and in the browser.
package search

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"daybook/generator/view"
)

// Index writes the list of parts.
func Index(v view.SearchIndex) ([]byte, error) {
	type part struct {
		Folder   string `json:"d"`
		First    int    `json:"a"`
		Until    int    `json:"z"`
		Shards   int    `json:"k"`
		Articles int    `json:"c"`
		Slots    int    `json:"m"`
		Sum      string `json:"v"`
	}
	out := struct {
		Pieces int    `json:"n"`
		Last   int    `json:"last"`
		Parts  []part `json:"parts"`
	}{v.Pieces, v.Last, make([]part, len(v.Parts))}
	for i, p := range v.Parts {
		out.Parts[i] = part(p)
	}
	return encode(out)
}

// Block writes what is shown of some pieces. Short keys keep it small: h
// headline, u address, s standfirst, d day (ISO 8601), w day in words, t
// topics, l language, e whether it is an event, x text.
func Block(v view.SearchBlock) ([]byte, error) {
	type item struct {
		Headline   string   `json:"h"`
		Href       string   `json:"u,omitempty"`
		Standfirst string   `json:"s,omitempty"`
		Day        string   `json:"d,omitempty"`
		Words      string   `json:"w,omitempty"`
		Topics     []string `json:"t,omitempty"`
		Lang       string   `json:"l,omitempty"`
		Event      bool     `json:"e,omitempty"`
		Text       string   `json:"x,omitempty"`
	}
	out := make([]item, len(v.Items))
	for i, x := range v.Items {
		out[i] = item{x.Headline, x.Href, x.Standfirst, x.Day, x.Words, x.Topics, x.Lang, x.Event, x.Text}
	}
	return encode(out)
}

func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		return nil, fmt.Errorf("write the search index: %w", err)
	}
	return b.Bytes(), nil
}

// Excerpts gives as much of a body's text as is kept to show excerpts of.
func Excerpts(body []byte) string {
	text := Text(body)
	if len(text) <= textOfBlock {
		return text
	}
	cut := textOfBlock
	for !utf8.RuneStart(text[cut]) {
		cut--
	}
	return text[:max(strings.LastIndexAny(text[:cut], " \n"), 0)]
}

// BlockPath gives where the block of a report lies, and that of an event,
// below /search/.
func BlockPath(day, slot int, event bool) string {
	if event {
		return fmt.Sprintf("%s/e%d.json", civil(day).Format("2006/01/02"), slot/EventsInBlock)
	}
	return fmt.Sprintf("%s/%d.json", civil(day).Format("2006/01/02"), slot)
}
