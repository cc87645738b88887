// Package jsonld writes what a page says of itself for programs that read no
// prose: things of the vocabulary of schema.org, as JSON-LD 1.1.
//
// In: things, whose addresses are whole. Out: JSON that may stand in a page's
// script element: no text in it can end the element or begin a comment (HTML,
// section 4.12.1.3), and none is run. The package does no I/O.
//
// What is not known is left out, and so is what the vocabulary has no word for:
// an event whose date is not sure has none. No claim is a ClaimReview, since to
// report who says so is not to judge it.
package jsonld

import (
	"encoding/json"
	"fmt"
	"html/template"
)

// Graph writes the things of one page. The type is that of text which package
// html/template prints in a script as it is.
func Graph(things ...any) template.JS {
	encoded, err := json.Marshal(struct {
		Context string `json:"@context"`
		Graph   []any  `json:"@graph"`
	}{"https://schema.org", things})
	if err != nil {
		panic(fmt.Sprintf("things are always JSON: %v", err))
	}
	return template.JS(encoded)
}

// Ref stands for a thing that is told elsewhere.
type Ref struct {
	ID string `json:"@id"`
}

// Agent is a person or an organisation (Person, Organization, NewsMediaOrganization),
// or a place that speaks for one.
type Agent struct {
	Type     string   `json:"@type"`
	ID       string   `json:"@id,omitempty"`
	Name     string   `json:"name"`
	URL      string   `json:"url,omitempty"`
	Also     []string `json:"alternateName,omitempty"`
	JobTitle []string `json:"jobTitle,omitempty"`
	SameAs   []string `json:"sameAs,omitempty"`
	Logo     *Image   `json:"logo,omitempty"`
	// of a NewsMediaOrganization: addresses of its policies
	Corrections string `json:"correctionsPolicy,omitempty"`
	Ethics      string `json:"ethicsPolicy,omitempty"`
	Ownership   string `json:"ownershipFundingInfo,omitempty"`
}

// Image is an ImageObject.
type Image struct {
	Type    string `json:"@type"`
	URL     string `json:"url"`
	Caption string `json:"caption,omitempty"`
	Credit  string `json:"creditText,omitempty"`
}

// Place is a Place.
type Place struct {
	Type   string  `json:"@type"`
	Name   string  `json:"name"`
	URL    string  `json:"url,omitempty"`
	Within *Place  `json:"containedInPlace,omitempty"`
	Parts  []Place `json:"containsPlace,omitempty"`
}

// Thing is whatever has a name and an address.
type Thing struct {
	Type string `json:"@type"`
	Name string `json:"name"`
	URL  string `json:"url,omitempty"`
}

// Work is a CreativeWork that is named: a source, a translation.
type Work struct {
	Type      string `json:"@type"`
	Name      string `json:"name,omitempty"`
	URL       string `json:"url,omitempty"`
	Lang      string `json:"inLanguage,omitempty"`
	Publisher *Agent `json:"publisher,omitempty"`
	Published string `json:"datePublished,omitempty"`
}

// Correction is a CorrectionComment.
type Correction struct {
	Type      string `json:"@type"`
	Text      string `json:"text"`
	Published string `json:"datePublished,omitempty"`
}

// NewsArticle is a report.
type NewsArticle struct {
	Type         string       `json:"@type"`
	ID           string       `json:"@id"`
	URL          string       `json:"url"`
	Headline     string       `json:"headline"`
	Description  string       `json:"description,omitempty"`
	Lang         string       `json:"inLanguage"`
	Published    string       `json:"datePublished,omitempty"` // RFC 3339, or a day
	Modified     string       `json:"dateModified,omitempty"`
	Dateline     string       `json:"dateline,omitempty"`
	Section      string       `json:"articleSection,omitempty"`
	Genre        string       `json:"genre,omitempty"`
	Keywords     []string     `json:"keywords,omitempty"`
	Free         bool         `json:"isAccessibleForFree"`
	Authors      []Agent      `json:"author,omitempty"`
	Translators  []Agent      `json:"translator,omitempty"`
	Publisher    any          `json:"publisher"`
	Image        *Image       `json:"image,omitempty"`
	About        []Thing      `json:"about,omitempty"`
	Mentions     []any        `json:"mentions,omitempty"`
	Citations    []Work       `json:"citation,omitempty"`
	Corrections  []Correction `json:"correction,omitempty"`
	Translations []Work       `json:"workTranslation,omitempty"`
	BasedOn      string       `json:"isBasedOn,omitempty"`
}

// Event is something that happened or is planned.
type Event struct {
	Type        string  `json:"@type"`
	ID          string  `json:"@id"`
	URL         string  `json:"url"`
	Name        string  `json:"name"`
	Description string  `json:"description,omitempty"`
	Start       string  `json:"startDate,omitempty"` // ISO 8601, at the precision that is known
	End         string  `json:"endDate,omitempty"`
	Status      string  `json:"eventStatus,omitempty"` // address of an EventStatusType
	Where       *Place  `json:"location,omitempty"`
	About       []Thing `json:"about,omitempty"`
	Reports     []Work  `json:"subjectOf,omitempty"`
}

// Claim is what someone says.
type Claim struct {
	Type       string `json:"@type"`
	Text       string `json:"text"`
	Lang       string `json:"inLanguage,omitempty"`
	By         *Agent `json:"author,omitempty"`
	About      Ref    `json:"about"`
	Appearance *Work  `json:"appearance,omitempty"`
}

// Page is a WebPage, or a sort of it: CollectionPage, ProfilePage, AboutPage,
// SearchResultsPage.
type Page struct {
	Type        string `json:"@type"`
	ID          string `json:"@id"`
	URL         string `json:"url"`
	Name        string `json:"name"`
	Description string `json:"description,omitempty"`
	Lang        string `json:"inLanguage"`
	Publisher   any    `json:"publisher,omitempty"`
	Covers      string `json:"temporalCoverage,omitempty"` // ISO 8601 interval
	About       any    `json:"about,omitempty"`
	Main        any    `json:"mainEntity,omitempty"`
}

// Site is a WebSite.
type Site struct {
	Type        string  `json:"@type"`
	ID          string  `json:"@id"`
	URL         string  `json:"url"`
	Name        string  `json:"name"`
	Description string  `json:"description,omitempty"`
	Lang        string  `json:"inLanguage"`
	Publisher   any     `json:"publisher"`
	Search      *Search `json:"potentialAction,omitempty"`
}

// Search is a SearchAction.
type Search struct {
	Type   string `json:"@type"`
	Target Entry  `json:"target"`
}

// Entry is an EntryPoint.
type Entry struct {
	Type     string `json:"@type"`
	Template string `json:"urlTemplate"` // address with {q} for what is sought (RFC 6570)
}

// List is an ItemList or a BreadcrumbList.
type List struct {
	Type  string `json:"@type"`
	Count int    `json:"numberOfItems,omitempty"`
	Items []Item `json:"itemListElement"`
}

// Item is a ListItem.
type Item struct {
	Type     string `json:"@type"`
	Position int    `json:"position"` // from 1
	Name     string `json:"name,omitempty"`
	URL      string `json:"url,omitempty"`  // of an ItemList
	Item     string `json:"item,omitempty"` // of a BreadcrumbList
}
