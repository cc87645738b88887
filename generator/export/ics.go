package export

import (
	"bytes"
	"regexp"
	"strings"
	"unicode/utf8"

	"daybook/generator/view"
)

// ICS writes a calendar (iCalendar, RFC 5545, with the names of RFC 7986). It
// holds the events that are known to the day: a day or a run of days as an
// all-day event with an exclusive end, times of day in UTC. A month, a year, a
// season, an open interval or no date at all has no day and is left out; the
// calendar's description says how many are.
//
// A UID stays when the headline or the date changes. DTSTAMP is the time of an
// event's newest report, since the same content must give the same bytes, and
// the epoch for an event without one. What was cancelled or retracted is
// CANCELLED; what was postponed, is denied or disputed, or has no sure date is
// TENTATIVE. No event makes its reader busy.
func ICS(e view.Events) ([]byte, error) {
	e = cleaned(e)
	c := &calendar{}
	c.put("BEGIN", "VCALENDAR")
	c.put("VERSION", "2.0")
	c.put("PRODID", "-//Daybook//Timeline//EN")
	c.put("CALSCALE", "GREGORIAN")
	c.text("NAME", e.Lang, line(e.Title))
	c.text("X-WR-CALNAME", "", line(e.Title))
	about := lines(e.Description, e.Dayless)
	c.text("DESCRIPTION", e.Lang, about)
	c.text("X-WR-CALDESC", "", about)
	c.address("URL", e.Href)
	if e.Updated != "" {
		c.put("LAST-MODIFIED", utc(e.Updated))
	}
	held := 0
	for _, item := range e.Items {
		if item.Date.Days {
			c.event(item)
			held++
		}
	}
	if held == 0 {
		c.zone()
	}
	c.put("END", "VCALENDAR")
	return c.Bytes(), nil
}

// calendar is an iCalendar stream in the making.
type calendar struct{ bytes.Buffer }

func (c *calendar) event(item view.EventItem) {
	c.put("BEGIN", "VEVENT")
	c.text("UID", "", line(item.UID))
	c.put("DTSTAMP", utc(item.Updated))
	c.span(item.Date.First, item.Date.Last)
	c.text("SUMMARY", item.Lang, line(item.Headline))
	c.text("DESCRIPTION", item.Lang, story(item))
	if where := line(strings.Join(nonEmpty(append([]string{item.Venue, item.Place.Name}, item.Place.Within...)), ", ")); where != "" {
		c.text("LOCATION", "", where)
	}
	if item.Place.Latitude != "" && item.Place.Longitude != "" {
		c.put("GEO", item.Place.Latitude+";"+item.Place.Longitude)
	}
	if status := calendarStatus(item); status != "" {
		c.put("STATUS", status)
	}
	if len(item.Topics) > 0 {
		topics := make([]string, len(item.Topics))
		for i, t := range item.Topics {
			topics[i] = escapeText(line(t.Name))
		}
		c.put("CATEGORIES", strings.Join(topics, ","))
	}
	c.address("URL", item.Href)
	c.put("TRANSP", "TRANSPARENT")
	c.put("END", "VEVENT")
}

// span writes when an event begins and ends. Both are days or both are times
// (RFC 5545, 3.8.2.2), so that an interval from a day to a time is one of days.
// A single time has no end.
func (c *calendar) span(first, last view.EventBound) {
	if first.Instant != "" && last.Instant != "" && last.Instant >= first.Instant {
		c.put("DTSTART", utc(first.Instant))
		if last.Instant != first.Instant {
			c.put("DTEND", utc(last.Instant))
		}
		return
	}
	from, until := day(first), day(last)
	if until.Before(from) {
		until = from
	}
	c.put("DTSTART;VALUE=DATE", from.Format("20060102"))
	if after := until.AddDate(0, 0, 1); after.Year() <= 9999 {
		c.put("DTEND;VALUE=DATE", after.Format("20060102"))
	}
}

// calendarStatus gives the STATUS of an event, or none.
func calendarStatus(item view.EventItem) string {
	switch {
	case item.State == "cancelled", item.Status == "retracted":
		return "CANCELLED"
	case item.State == "postponed", item.Status == "disputed", item.Status == "denied", item.Date.Uncertain, item.Date.Approximate:
		return "TENTATIVE"
	case item.Status == "confirmed":
		return "CONFIRMED"
	}
	return ""
}

// story tells what the other properties have no room for: what happened, how
// sure it and its date are, who says so, and the reports.
func story(item view.EventItem) string {
	parts := []string{item.Text, standing(item)}
	if item.Date.Uncertain || item.Date.Approximate {
		parts = append(parts, item.Date.Words)
	}
	for _, claim := range item.Claims {
		parts = append(parts, claim.By.Name+" ("+claim.StanceWords+"): "+claim.Says)
	}
	for _, r := range item.Reports {
		parts = append(parts, r.Headline+"\n"+r.Href)
	}
	return lines(parts...)
}

// lines joins what is not empty, each on a line of its own.
func lines(parts ...string) string { return strings.Join(nonEmpty(parts), "\n") }

func nonEmpty(parts []string) []string {
	var out []string
	for _, p := range parts {
		if strings.TrimSpace(p) != "" {
			out = append(out, p)
		}
	}
	return out
}

// zone writes a time zone that nothing uses: a calendar needs at least one
// component (RFC 5545, 3.4), also when none of its events has a day.
func (c *calendar) zone() {
	for _, l := range []struct{ name, value string }{
		{"BEGIN", "VTIMEZONE"}, {"TZID", "UTC"}, {"BEGIN", "STANDARD"}, {"DTSTART", "19700101T000000"},
		{"TZOFFSETFROM", "+0000"}, {"TZOFFSETTO", "+0000"}, {"END", "STANDARD"}, {"END", "VTIMEZONE"},
	} {
		c.put(l.name, l.value)
	}
}

var languageTag = regexp.MustCompile(`^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$`)

// text writes a property of type TEXT, with its language where that is one.
func (c *calendar) text(name, lang, value string) {
	if value == "" {
		return
	}
	if languageTag.MatchString(lang) {
		name += ";LANGUAGE=" + lang
	}
	c.put(name, escapeText(value))
}

// address writes a property of type URI, which has no escapes of its own.
func (c *calendar) address(name, href string) {
	if href != "" {
		c.put(name, addressSigns.Replace(href))
	}
}

var addressSigns = strings.NewReplacer("\n", "%0A", "\t", "%09", " ", "%20")

// basic makes the basic format of ISO 8601 of the extended one.
var basic = strings.NewReplacer("-", "", ":", "")

var textSigns = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\n", `\n`)

// escapeText escapes a value of type TEXT (RFC 5545, 3.3.11).
func escapeText(text string) string { return textSigns.Replace(text) }

// utc writes an RFC 3339 time in UTC as a DATE-TIME; none is the epoch.
func utc(instant string) string {
	if instant == "" {
		return "19700101T000000Z"
	}
	return basic.Replace(instant)
}

// lineOctets is how long a line may be, its end not counted (RFC 5545, 3.1).
const lineOctets = 75

// put writes one content line, folded between characters.
func (c *calendar) put(name, value string) {
	room := lineOctets
	for rest := name + ":" + value; ; {
		if len(rest) <= room {
			c.WriteString(rest)
			c.WriteString("\r\n")
			return
		}
		cut := room
		for !utf8.RuneStart(rest[cut]) {
			cut--
		}
		c.WriteString(rest[:cut])
		c.WriteString("\r\n ")
		rest, room = rest[cut:], lineOctets-1
	}
}
