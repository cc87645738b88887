package when

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// spelling is a way in which people write dates, and what it is in EDTF: more
// than one form where it can be read in more than one way. It matches text that
// plain has made simple.
type spelling struct {
	pattern *regexp.Regexp
	forms   func(part []string, read reading) []string
}

// reading gives the EDTF forms of a part of the text.
type reading func(text string) []string

const (
	monthWord  = `(\pL[\pL\pM\x{200c}]*)\.?`
	dayNumeral = `(\d{1,2})(?:st|nd|rd|th|er)?`
	longest    = 80 // bytes of a text that may be another spelling
)

var spellings = []spelling{
	{regexp.MustCompile(`^(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})$`), func(p []string, _ reading) []string {
		return []string{numeric(p[1], p[2], p[3])}
	}},
	{regexp.MustCompile(`^(\d{4})(\d\d)(\d\d)$`), func(p []string, _ reading) []string {
		return []string{numeric(p[1], p[2], p[3])}
	}},
	{regexp.MustCompile(`^(\d{1,2})[-/ ](\d{1,2})[-/ ](\d{4})$`), func(p []string, _ reading) []string {
		return []string{numeric(p[3], p[2], p[1]), numeric(p[3], p[1], p[2])}
	}},
	{regexp.MustCompile(`^(\d{1,2})\.(\d{1,2})\.(\d{4})$`), func(p []string, _ reading) []string {
		return []string{numeric(p[3], p[2], p[1])}
	}},
	{regexp.MustCompile(`^(\d{4})[-/. ](\d{1,2})$`), func(p []string, _ reading) []string {
		return []string{numeric(p[1], p[2])}
	}},
	{regexp.MustCompile(`^(\d{1,2})[-/. ](\d{4})$`), func(p []string, _ reading) []string {
		return []string{numeric(p[2], p[1])}
	}},
	{regexp.MustCompile(`^(\d{4})-?(\d{3})$`), func(p []string, _ reading) []string {
		return []string{dayOfYear(p[1], p[2])}
	}},
	{regexp.MustCompile(`^(\d{4})-?w(\d\d)(?:-?([1-7]))?$`), func(p []string, _ reading) []string {
		return []string{isoWeek(p[1], p[2], p[3])}
	}},
	{regexp.MustCompile(`^` + dayNumeral + ` ?(?:-|to) ?` + dayNumeral + ` ` + monthWord + ` (\d{4})$`), func(p []string, _ reading) []string {
		month := monthNumber(p[3])
		return []string{numeric(p[4], month, p[1]) + "/" + numeric(p[4], month, p[2])}
	}},
	{regexp.MustCompile(`^(\d{4}(?:-\d\d){0,2}) ?- ?(\d{4}(?:-\d\d){0,2})$`), func(p []string, read reading) []string {
		return intervals(read, p[1], p[2])
	}},
	{regexp.MustCompile(`^(?:from |between )?(.+?)(?: - | to | and | until | ?/ ?)(.+)$`), func(p []string, read reading) []string {
		return intervals(read, p[1], p[2])
	}},
	{regexp.MustCompile(`^(?:about|around|approximately|circa|ca\.?|c\.?|~) ?(.+)$`), func(p []string, read reading) []string {
		return each(read, p[1], "", "~")
	}},
	{regexp.MustCompile(`^(?:possibly|perhaps|probably|maybe|\?) ?(.+)$`), func(p []string, read reading) []string {
		return each(read, p[1], "", "?")
	}},
	{regexp.MustCompile(`^(.+?) ?([?~%])$`), func(p []string, read reading) []string { return each(read, p[1], "", p[2]) }},
	{regexp.MustCompile(`^(?:since|from) (.+)$`), func(p []string, read reading) []string { return each(read, p[1], "", "/..") }},
	{regexp.MustCompile(`^(?:until|till|by) (.+)$`), func(p []string, read reading) []string { return each(read, p[1], "../", "") }},
	{regexp.MustCompile(`^(?:\pL+day )?` + dayNumeral + `[ -](?:of )?` + monthWord + `[ -](\d{4})$`), func(p []string, _ reading) []string {
		return []string{numeric(p[3], monthNumber(p[2]), p[1])}
	}},
	{regexp.MustCompile(`^(?:\pL+day )?` + monthWord + ` ` + dayNumeral + ` (\d{4})$`), func(p []string, _ reading) []string {
		return []string{numeric(p[3], monthNumber(p[1]), p[2])}
	}},
	{regexp.MustCompile(`^(\d{4})[ -]` + monthWord + `[ -]` + dayNumeral + `$`), func(p []string, _ reading) []string {
		return []string{numeric(p[1], monthNumber(p[2]), p[3])}
	}},
	{regexp.MustCompile(`^` + monthWord + `[ -](?:of )?(\d{4})$`), func(p []string, _ reading) []string {
		return []string{numeric(p[2], monthNumber(p[1])), seasonOf(p[2], p[1])}
	}},
	{regexp.MustCompile(`^(\d{4}) ` + monthWord + `$`), func(p []string, _ reading) []string {
		return []string{numeric(p[1], monthNumber(p[2])), seasonOf(p[1], p[2])}
	}},
	{regexp.MustCompile(`^(?:the )?(\d{3})0'?s$`), func(p []string, _ reading) []string { return []string{p[1] + "X"} }},
	{regexp.MustCompile(`^(?:the )?(\d{1,2})(?:st|nd|rd|th) century$`), func(p []string, _ reading) []string {
		return []string{fmt.Sprintf("%02dXX", number(p[1])-1)}
	}},
	{regexp.MustCompile(`^(\d{1,4}) (?:bc|bce|b\.c\.)$`), func(p []string, _ reading) []string {
		return []string{point{state: given, precision: YearPrecision, year: int32(1 - number(p[1]))}.String()}
	}},
	{regexp.MustCompile(`^(.+?)(?:t| at | )(\d{1,2})[:.h](\d\d)(:\d\d)?(?:[.,]\d+)? ?(am|pm|a\.m\.|p\.m\.)? ?(?:(z|utc|gmt)|([+-]\d\d):?(\d\d)?)?$`), timed},
	{regexp.MustCompile(`^(.+?)(?:t| at | )(\d{1,2})()() ?(am|pm|a\.m\.|p\.m\.)()()()$`), timed},
}

// otherSpelling gives the EDTF forms of a common other spelling of a date: none
// if the text is not one, two if it can be read as two dates.
func otherSpelling(text string) []string {
	if len(text) > longest {
		return nil
	}
	return edtfForms(plain(text))
}

// edtfForms gives the EDTF forms of plain text, each of them a date. Text that
// is EDTF already is its own form. The first spelling that matches decides, so
// that the work is in proportion to the text however its parts are nested.
func edtfForms(text string) []string {
	if upper := strings.ToUpper(text); isEDTF(upper) {
		return []string{upper}
	}
	for _, s := range spellings {
		part := s.pattern.FindStringSubmatch(text)
		if part == nil {
			continue
		}
		var forms []string
		for _, form := range s.forms(part, edtfForms) {
			if isEDTF(form) && !slices.Contains(forms, form) {
				forms = append(forms, form)
			}
		}
		return forms
	}
	return nil
}

func isEDTF(text string) bool {
	_, err := reader{text, time.UTC}.date()
	return err == nil
}

// plain gives text in lower case, with ASCII digits and hyphens, without commas,
// and with single spaces.
func plain(text string) string {
	simple := strings.Map(func(c rune) rune {
		switch {
		case c >= '٠' && c <= '٩':
			return c - '٠' + '0'
		case c >= '۰' && c <= '۹':
			return c - '۰' + '0'
		case c == '–' || c == '—' || c == '−' || c == '‑' || c == '‐':
			return '-'
		case c == '؟':
			return '?'
		case c == ',' || c == '،':
			return ' '
		}
		return c
	}, strings.ToLower(text))
	return strings.Join(strings.Fields(simple), " ")
}

// numeric writes a year, month and day of one or two digits as EDTF.
func numeric(fields ...string) string {
	for i, field := range fields {
		if len(field) == 1 {
			fields[i] = "0" + field
		}
	}
	return strings.Join(fields, "-")
}

func number(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}

// monthNumber gives the number of a month named in any of the languages, whole
// or in its first three letters or more; it is empty for what is no month.
func monthNumber(name string) string {
	for i := range languages {
		for month := time.January; month <= time.December; month++ {
			whole := strings.ToLower(MonthName(languages[i].tag, month))
			short := strings.ToLower(strings.TrimSuffix(languages[i].names.MonthAbbreviated(month), "."))
			if name == whole || name == short || (len(name) >= 3 && languages[i].tag == "en" && strings.HasPrefix(whole, name)) {
				return strconv.Itoa(int(month))
			}
		}
	}
	return ""
}

func seasonOf(year, name string) string {
	season := slices.Index([]string{"spring", "summer", "autumn", "winter"}, strings.Replace(name, "fall", "autumn", 1))
	if season < 0 {
		return ""
	}
	return fmt.Sprintf("%s-%d", year, 21+season)
}

func dayOfYear(year, day string) string {
	n := number(day)
	if date := DayOf(time.Date(number(year), 1, n, 0, 0, 0, 0, time.UTC)); n > 0 && date.first.year == int32(number(year)) {
		return date.String()
	}
	return ""
}

// isoWeek gives the days of a week, or one of them, by ISO 8601-1.
func isoWeek(year, week, day string) string {
	fourth := time.Date(number(year), 1, 4, 0, 0, 0, 0, time.UTC)
	monday := fourth.AddDate(0, 0, -(int(fourth.Weekday())+6)%7+7*(number(week)-1))
	if y, w := monday.ISOWeek(); y != number(year) || w != number(week) {
		return ""
	}
	if day != "" {
		return DayOf(monday.AddDate(0, 0, number(day)-1)).String()
	}
	return DayOf(monday).String() + "/" + DayOf(monday.AddDate(0, 0, 6)).String()
}

// each puts a prefix and suffix to the forms of text.
func each(read reading, text, prefix, suffix string) []string {
	forms := read(text)
	for i, form := range forms {
		forms[i] = prefix + form + suffix
	}
	return forms
}

// intervals gives the intervals between the forms of two texts. The second may
// leave out what it shares with the first, as ISO 8601-1 allows: 2024-01-16/19.
func intervals(read reading, first, last string) []string {
	var forms []string
	for _, a := range read(first) {
		for _, b := range read(last) {
			forms = append(forms, a+"/"+b)
		}
		if len(forms) == 0 && len(last) < len(a) {
			forms = append(forms, a+"/"+a[:len(a)-len(last)]+last)
		}
	}
	return forms
}

// timed gives the forms of a day with a time of day.
func timed(p []string, read reading) []string {
	hour := number(p[2])
	switch {
	case strings.HasPrefix(p[5], "p") && hour < 12:
		hour += 12
	case strings.HasPrefix(p[5], "a") && hour == 12:
		hour = 0
	}
	minute, offset := p[3], p[7]
	if minute == "" {
		minute = "00"
	}
	if p[6] != "" {
		offset = "Z"
	} else if offset != "" && p[8] != "" {
		offset += ":" + p[8]
	}
	return each(read, p[1], "", fmt.Sprintf("T%02d:%s%s%s", hour, minute, p[4], offset))
}
