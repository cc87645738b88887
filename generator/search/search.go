// Package search writes the index that the search page reads in the browser.
//
// In: view.SearchIndex. Out: JSON, the same bytes for the same value. Short
// keys keep it small: h headline, u address, s standfirst, d day (ISO 8601),
// w day in words, t topics, n names, l language.
package search

import (
	"bytes"
	"encoding/json"
	"fmt"

	"daybook/generator/view"
)

type index struct {
	Articles []article `json:"articles"`
	Events   []event   `json:"events"`
}

type article struct {
	Headline   string   `json:"h"`
	Href       string   `json:"u"`
	Standfirst string   `json:"s,omitempty"`
	Day        string   `json:"d,omitempty"`
	Words      string   `json:"w,omitempty"`
	Topics     []string `json:"t,omitempty"`
	Names      []string `json:"n,omitempty"`
	Lang       string   `json:"l,omitempty"`
}

type event struct {
	Headline string `json:"h"`
	Href     string `json:"u"`
	Day      string `json:"d,omitempty"`
	Words    string `json:"w,omitempty"`
}

// Index writes the index.
func Index(v view.SearchIndex) ([]byte, error) {
	out := index{Articles: make([]article, len(v.Articles)), Events: make([]event, len(v.Events))}
	for i, a := range v.Articles {
		out.Articles[i] = article(a)
	}
	for i, e := range v.Events {
		out.Events[i] = event(e)
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(out); err != nil {
		return nil, fmt.Errorf("write the search index: %w", err)
	}
	return b.Bytes(), nil
}
