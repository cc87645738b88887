// Package picture draws a timeline: one lane for each actor on a true axis of
// time, so that an exchange of blows is seen as one.
//
// In: a [Chart], a closed value whose marks carry dates at the precision they
// were given, and the words of the page's language. Out: one <figure> of HTML
// with two SVG drawings of the same marks, a wide one on which time runs along
// the lines of text and a narrow one for phones on which time runs down. The
// style sheet layouts/assets/picture.css shows the one that
// fits. Without it both are shown, and both can be read.
//
// The same chart gives the same bytes. The package does no input or output and
// knows no clock.
//
// # What a mark says
//
// An event of one day or one time is a dot; one that the scale could not place
// on a point has a thin bar as wide as what is known. A stretch of time is a
// bar with firm edges, and runs into an arrow where it has no end. A month, a
// season, a year or more is a bar with dashed edges as wide as the month or
// year, never a dot on the first. An uncertain date (EDTF ?) is hollow and
// dashed, an approximate one (~) has a dashed ring, a planned event is hollow,
// a disputed one half filled, a denied one crossed out, a retracted one struck
// through and grey. Events too close together for a finger are one dot with
// their number, which leads to the first of them, and short strokes across the
// lane keep their true places. One event on several lanes has a mark on each,
// joined by a line.
//
// # The axis
//
// All dates are placed by their bounds in the house zone, on one scale. Where
// one empty stretch takes most of the axis and crowds the rest together, the
// axis is broken: a zigzag stands for the stretch, its dates are in its title,
// and the scale is the same on both sides, except that an event alone between
// breaks gets a fixed width and its own date below.
//
// # Access
//
// Marks are links with their label and date as name (WCAG 2.4.4, 4.1.2) and
// not parts of a role="img", which would hide them. Targets are at least 24
// CSS pixels wide and high and do not overlap (2.5.8) from 320 pixels of width
// upwards (1.4.10); text is at least 12 CSS pixels. Nothing is said by colour
// alone (1.4.1). There are no style attributes and no style elements, as the
// site's Content-Security-Policy demands. The list of entries that a page puts
// under the picture is its data in words (1.1.1); the picture leaves it to the
// page.
package picture

import (
	"html/template"
	"math"
	"strings"
	"time"
	"unicode"

	"daybook/generator/when"
)

// Chart is all that a drawing shows.
type Chart struct {
	ID          string // prefix of every id in the drawing; unique on its page
	Lang        string // BCP 47, for the words of the axis
	Dir         string // "rtl" runs time from right to left; anything else is left to right
	Title       string // name of the drawing, plain text
	Description string // one or two sentences that say what is to be seen
	Lanes       []Lane // from top to bottom
	Marks       []Mark // in any order
	House       *time.Location
	Others      string    // name of the lane for marks on none of Lanes
	Until       time.Time // where the future begins, or zero to show none
	Words       Words
}

// Lane is an actor's line.
type Lane struct {
	ID   string // as marks refer to it
	Name string
}

// Mark is one event.
type Mark struct {
	ID         string // anchor of its entry on the same page
	Href       string // where it leads, or empty for the entry ID on the same page
	Label      string // plain text
	Date       when.Date
	Lanes      []string // ids of its actors; those that have no lane are ignored unless all are
	Status     string   // "reported", "confirmed", "disputed", "denied" or "retracted"
	Planned    bool
	Importance int // 1–10; the greater is labelled first
}

// Words is what the drawing says beside dates, names and labels, in the page's
// language: in the key, and for those who cannot see the shapes. What is empty
// is left out.
type Words struct {
	Uncertain   string // "date uncertain"
	Approximate string // "date approximate"
	Period      string // "day not known"
	Planned     string // "planned"
	Disputed    string // "disputed"
	Denied      string // "denied"
	Retracted   string // "retracted"
	Several     string // "several events"
}

// maxLangRunes is what RFC 5646 section 4.4.1 says a tag needs.
const maxLangRunes = 35

// Draw draws c. It gives nothing when fewer than two marks have a date that
// can be placed, since one point is no timeline: years 1 to 9999.
func Draw(c Chart) template.HTML {
	c.Lang = clean(c.Lang, maxLangRunes)
	events, lanes := c.events()
	if len(events) < 2 {
		return ""
	}
	id := identifier(c.ID)
	var b strings.Builder
	b.WriteString(`<figure class="tl-figure" id="` + id + `">`)
	for _, variant := range []struct {
		name string
		draw func(*Chart, []event, []string) (*drawing, float64)
	}{{"wide", wide}, {"narrow", narrow}} {
		drawn, height := variant.draw(&c, events, lanes)
		b.WriteString(drawn.wrapped(id+"-"+variant.name, "tl-svg tl-"+variant.name, height))
	}
	b.WriteString("</figure>")
	return template.HTML(b.String())
}

// wrapped is a finished drawing with its root and its name.
func (d *drawing) wrapped(id, class string, height float64) string {
	root := sheet{}
	direction := "ltr"
	if d.rtl {
		direction = "rtl"
	}
	title, description := clean(d.chart.Title, maxLabelRunes), clean(d.chart.Description, maxLabelRunes)
	named, described := "", ""
	if title != "" {
		named = id + "-title"
	}
	if description != "" {
		described = id + "-desc"
	}
	root.open("svg", "xmlns", "http://www.w3.org/2000/svg", "class", class,
		"viewBox", "0 0 "+number(d.width)+" "+number(math.Ceil(height)),
		"role", "group", "aria-labelledby", named, "aria-describedby", described,
		"lang", d.chart.Lang, "direction", direction, "font-size", number(textSize), "fill", "currentColor")
	if named != "" {
		root.words("title", title, "id", named)
	}
	if described != "" {
		root.words("desc", description, "id", described)
	}
	root.b.WriteString(d.b.String())
	root.close("svg")
	return root.b.String()
}

// identifier makes an id that needs no escape in HTML, CSS or an address.
func identifier(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r)) || r == '_' {
			return r
		}
		return '-'
	}, s)
	if s == "" {
		return "picture"
	}
	return s
}
