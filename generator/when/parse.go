package when

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// ParseError says why a text is not a date, where in the text, and what to
// write instead.
type ParseError struct {
	Text           string // what was read
	Offset, Length int    // the part at fault, in bytes of Text
	Sentence       string // what is wrong, without a full stop
	Hint           string // what to write instead, or empty
}

// Error gives the text, the sentence and the hint.
func (e *ParseError) Error() string {
	message := fmt.Sprintf("%q is not a date: %s", e.Text, e.Sentence)
	if e.Hint != "" {
		message += " (" + e.Hint + ")"
	}
	return message
}

// Parse reads one date; the package comment says which forms. A time of day
// without an offset is a time in the zone, and an error if zone is nil. The
// error is a [*ParseError] that covers the part of text at fault; its hint
// offers the EDTF form of common other spellings, such as "16 January 2024".
// Parse does not trim: space around a date is an error.
func Parse(text string, zone *time.Location) (Date, error) {
	d, err := reader{text, zone}.date()
	if err == nil {
		return d, nil
	}
	if forms := otherSpelling(text); len(forms) > 0 {
		err.Hint = "write " + strings.Join(forms, " or ")
	}
	return Date{}, err
}

// reader reads a date from a text. Its methods take the part to read as byte
// offsets from and to.
type reader struct {
	text string
	zone *time.Location
}

func (r reader) fail(from, to int, hint, format string, args ...any) *ParseError {
	return &ParseError{Text: r.text, Offset: from, Length: to - from, Sentence: fmt.Sprintf(format, args...), Hint: hint}
}

func (r reader) date() (Date, *ParseError) {
	slash := strings.IndexByte(r.text, '/')
	if slash < 0 {
		p, err := r.point(0, len(r.text))
		return Date{first: p}, err
	}
	first, err := r.end(0, slash)
	if err != nil {
		return Date{}, err
	}
	last, err := r.end(slash+1, len(r.text))
	if err != nil {
		return Date{}, err
	}
	if err := r.checkOrder(first, last); err != nil {
		return Date{}, err
	}
	return Date{first, last}, nil
}

// end reads an end of an interval.
func (r reader) end(from, to int) (point, *ParseError) {
	switch r.text[from:to] {
	case "":
		return point{state: unknown}, nil
	case "..":
		return point{state: open}, nil
	}
	return r.point(from, to)
}

// checkOrder refuses an interval without a date, or whose end is over before
// its start begins. Two times are compared as instants, and otherwise both ends
// as written.
func (r reader) checkOrder(first, last point) *ParseError {
	if first.state != given && last.state != given {
		return r.fail(0, len(r.text), "give the start or the end, such as 2024-01-16/..", "an interval needs at least one date")
	}
	if first.state != given || last.state != given {
		return nil
	}
	begins, ends := first.lower(), last.upper()
	if first.precision >= MinutePrecision && last.precision >= MinutePrecision {
		begins, ends = first.from(nil), last.until(nil)
	}
	if ends <= begins {
		return r.fail(0, len(r.text), "write "+last.String()+"/"+first.String(), "the interval ends before it begins")
	}
	return nil
}

// point reads a date that is no interval.
func (r reader) point(from, to int) (point, *ParseError) {
	if from == to {
		return point{}, r.fail(from, to, "write a date such as 2024-01-16, or leave it out", "it is empty")
	}
	if err := r.refuseLevel2(from, to); err != nil {
		return point{}, err
	}
	var qualified marks
	switch r.text[to-1] {
	case '?':
		qualified = uncertain
	case '~':
		qualified = approximate
	case '%':
		qualified = uncertain | approximate
	}
	if qualified != 0 {
		to--
	}
	if mark := strings.IndexAny(r.text[from:to], "?~%"); mark >= 0 {
		return point{}, r.fail(from+mark, from+mark+1, "put one ?, ~ or % after the whole date; % is both ? and ~", "a mark inside a date is EDTF level 2, which is not read")
	}
	p, err := r.unmarked(from, to)
	p.marks |= qualified
	return p, err
}

func (r reader) refuseLevel2(from, to int) *ParseError {
	s := r.text[from:to]
	switch {
	case strings.ContainsAny(s, "[]{},"):
		return r.fail(from, to, "write one date or an interval such as 2024-01-16/2024-01-19", "a set of dates is EDTF level 2, which is not read")
	case s[0] == '?' || s[0] == '~' || s[0] == '%':
		return r.fail(from, from+1, "put the mark after the whole date, such as 2024-01-16?", "a mark before a date is EDTF level 2, which is not read")
	case strings.HasPrefix(s, "..") || strings.HasSuffix(s, ".."):
		return r.fail(from, to, "write 2024-01-16/.. or ../2024-01-16", "an open end belongs on the other side of a slash")
	}
	return nil
}

func (r reader) unmarked(from, to int) (point, *ParseError) {
	if from < to && r.text[from] == 'Y' {
		return r.longYear(from, to)
	}
	clock := strings.IndexByte(r.text[from:to], 'T')
	if clock < 0 {
		return r.calendar(from, to)
	}
	clock += from
	p, err := r.calendar(from, clock)
	if err != nil {
		return point{}, err
	}
	if p.precision != DayPrecision {
		return point{}, r.fail(from, clock, "write 2024-01-16T04:00", "a time needs a whole day before it")
	}
	return r.clock(p, clock+1, to)
}

// longYear reads Y and five digits or more.
func (r reader) longYear(from, to int) (point, *ParseError) {
	number := r.text[from+1 : to]
	digits := strings.TrimPrefix(number, "-")
	switch {
	case strings.ContainsAny(digits, "ES"):
		return point{}, r.fail(from, to, "write the year in digits, such as Y170000", "an exponent or significant digits are EDTF level 2, which is not read")
	case !allDigits(digits):
		return point{}, r.fail(from, to, "write Y and the year in digits, such as Y170000", "Y is followed by a year")
	case len(digits) < 5:
		return point{}, r.fail(from, to, "write "+number, "Y is for years of five digits or more")
	case digits[0] == '0':
		return point{}, r.fail(from, to, "leave out the zeros after Y", "a long year does not begin with 0")
	case len(digits) > longYearDigits:
		return point{}, r.fail(from, to, "write a year of four digits, such as 2024", "a year has at most %d digits", longYearDigits)
	}
	year, _ := strconv.Atoi(number)
	return point{state: given, precision: YearPrecision, year: int32(year)}, nil
}

// calendar reads a day, month, season, year, decade or century.
func (r reader) calendar(from, to int) (point, *ParseError) {
	p, at, err := r.year(from, to)
	if err != nil || at == to {
		return p, err
	}
	if p.precision != YearPrecision {
		return point{}, r.fail(at, to, "write "+r.text[from:at], "a month after a year with X is EDTF level 2, which is not read")
	}
	month, next, err := r.pair(at, to, "month")
	if err != nil {
		return point{}, err
	}
	if month == "XX" {
		p.marks |= monthX
	} else {
		p.month = uint8(twoDigits(month))
		switch {
		case p.month >= 1 && p.month <= 12:
			p.precision = MonthPrecision
		case p.month >= 21 && p.month <= 24:
			p.precision = SeasonPrecision
		case p.month >= 25 && p.month <= 41:
			return point{}, r.fail(at+1, next, "seasons are 21 to 24: spring, summer, autumn, winter", "%s is a sub-year of EDTF level 2, which is not read", month)
		default:
			return point{}, r.fail(at+1, next, "months are 01 to 12, and seasons 21 to 24: spring, summer, autumn, winter", "there is no month %s", month)
		}
	}
	if next == to {
		return p, nil
	}
	return r.day(p, next, to)
}

// day reads the day of the month or year that p is.
func (r reader) day(p point, from, to int) (point, *ParseError) {
	day, next, err := r.pair(from, to, "day")
	switch {
	case err != nil:
		return point{}, err
	case next != to:
		return point{}, r.fail(next, to, "write a day as 2024-01-16 and a time as 2024-01-16T04:00", "something follows the day")
	case p.precision == SeasonPrecision:
		return point{}, r.fail(from, to, "write the season alone, such as 2024-21 for spring, or a month from 01 to 12", "a season has no days")
	case day == "XX":
		p.marks |= dayX
		return p, nil
	case p.marks&monthX != 0:
		return point{}, r.fail(from+1, to, "write  2024-XX  for some month, or give the month", "a day of an unspecified month is EDTF level 2, which is not read")
	}
	p.day = uint8(twoDigits(day))
	p.precision = DayPrecision
	if length := daysIn(int(p.year), int(p.month)); p.day < 1 || int(p.day) > length {
		name := time.Month(p.month).String()
		return point{}, r.fail(from+1, to, fmt.Sprintf("%s has %d days in that year", name, length), "there is no day %s in %s %d", day, name, p.year)
	}
	return p, nil
}

// year reads four digits, of which the last one or two may be X, and gives the
// offset after them.
func (r reader) year(from, to int) (point, int, *ParseError) {
	at := from
	negative := r.text[from:to] != "" && r.text[from] == '-'
	if negative {
		at++
	}
	end := at
	for end < to && r.text[end] != '-' {
		end++
	}
	digits := r.text[at:end]
	p := point{state: given, precision: YearPrecision}
	switch {
	case len(digits) != 4 && len(digits) > 4 && allDigits(digits):
		return point{}, 0, r.fail(from, end, "a longer year is written Y"+strings.TrimLeft(r.text[from:end], "0"), "a year has four digits")
	case len(digits) == 2 && allDigits(digits):
		return point{}, 0, r.fail(from, end, "write "+r.text[from:end]+"XX for the century, or the year in four digits", "a year has four digits")
	case len(digits) == 3 && allDigits(digits):
		return point{}, 0, r.fail(from, end, "write "+r.text[from:end]+"X for the decade, or the year in four digits", "a year has four digits")
	case len(digits) != 4:
		return point{}, 0, r.fail(from, max(end, at), "write a date such as 2024-01-16, 2024-01 or 2024", "it does not begin with a year of four digits")
	case strings.HasSuffix(digits, "XX"):
		p.precision = CenturyPrecision
	case strings.HasSuffix(digits, "X"):
		p.precision = DecadePrecision
	}
	known := strings.TrimRight(digits, "X")
	if len(known) < 2 || strings.Contains(known, "X") {
		return point{}, 0, r.fail(from, end, "only the last one or two digits may be X, such as 202X or 20XX", "X elsewhere is EDTF level 2, which is not read")
	}
	if !allDigits(known) {
		return point{}, 0, r.fail(from, end, "write a date such as 2024-01-16, 2024-01 or 2024", "it does not begin with a year of four digits")
	}
	year, _ := strconv.Atoi(strings.ReplaceAll(digits, "X", "0"))
	if negative && year == 0 {
		return point{}, 0, r.fail(from, end, "the year before 0001 is 0000, and the one before that -0001", "there is no year -0")
	}
	if negative {
		year = -year
	}
	p.year = int32(year)
	return p, end, nil
}

// pair reads a hyphen and two digits or XX, the month or day of a date, and
// gives the offset after them.
func (r reader) pair(from, to int, what string) (string, int, *ParseError) {
	end := from + 1
	for end < to && r.text[end] != '-' {
		end++
	}
	s := r.text[from+1 : end]
	switch {
	case s == "XX", len(s) == 2 && allDigits(s):
		return s, end, nil
	case len(s) == 2 && strings.Trim(s, "0123456789X") == "":
		return "", 0, r.fail(from+1, end, "write XX, or both digits", "one X in a %s is EDTF level 2, which is not read", what)
	case len(s) == 1 && allDigits(s):
		return "", 0, r.fail(from+1, end, "write 0"+s, "a %s has two digits", what)
	}
	return "", 0, r.fail(from+1, max(end, from+1), "write a date such as 2024-01-16", "a %s of two digits belongs here", what)
}

// clock reads the time of day of the day that p is.
func (r reader) clock(p point, from, to int) (point, *ParseError) {
	zoneAt := to
	if i := strings.IndexAny(r.text[from:to], "Z+-"); i >= 0 {
		zoneAt = from + i
	}
	fields := strings.Split(r.text[from:zoneAt], ":")
	p.precision = MinutePrecision
	if len(fields) == 3 {
		p.precision = SecondPrecision
	}
	if len(fields) < 2 || len(fields) > 3 {
		return point{}, r.fail(from, zoneAt, "write hours and minutes, such as T04:00, and seconds if they matter", "this is no time of day")
	}
	limits := [...]struct {
		name  string
		limit int
		value *uint8
	}{{"hour", 23, &p.hour}, {"minute", 59, &p.minute}, {"second", 59, &p.second}}
	at := from
	for i, field := range fields {
		if len(field) != 2 || !allDigits(field) {
			return point{}, r.fail(at, at+len(field), "write a time such as T04:00 or T04:00:30", "the %s has two digits", limits[i].name)
		}
		value := twoDigits(field)
		if value > limits[i].limit {
			hint := fmt.Sprintf("%ss are 00 to %d", limits[i].name, limits[i].limit)
			if i == 0 && value == 24 {
				hint = "midnight at the end of a day is T00:00 of the next day"
			}
			return point{}, r.fail(at, at+2, hint, "there is no %s %s", limits[i].name, field)
		}
		*limits[i].value = uint8(value)
		at += len(field) + 1
	}
	if zoneAt == to {
		return r.inZone(p, from, to)
	}
	offset, err := r.offset(zoneAt, to)
	p.offset = offset
	return p, err
}

// inZone gives a time of day the offset of the reader's zone.
func (r reader) inZone(p point, from, to int) (point, *ParseError) {
	if r.zone == nil {
		return point{}, r.fail(from, to, "add the offset from UTC, such as +05:00, or Z for UTC", "it is not known in which zone this time is")
	}
	_, offset, exists := resolve(p.lower(), r.zone)
	if !exists {
		return point{}, r.fail(from, to, "clocks went forward then; write the time with its offset, such as +01:00", "in %s there was no such time that day", r.zone)
	}
	p.offset = roundOffset(offset)
	return p, nil
}

// offset reads Z, +05, or +05:00, in minutes east of UTC.
func (r reader) offset(from, to int) (int16, *ParseError) {
	s := r.text[from:to]
	if s == "Z" {
		return 0, nil
	}
	hours, minutes, hasMinutes := strings.Cut(s[1:], ":")
	if !hasMinutes {
		minutes = "00"
	}
	if s[0] == 'Z' || len(hours) != 2 || len(minutes) != 2 || !allDigits(hours) || !allDigits(minutes) {
		return 0, r.fail(from, to, "write Z for UTC, or hours and minutes such as +05:00", "this is no offset from UTC")
	}
	total := twoDigits(hours)*60 + twoDigits(minutes)
	switch {
	case twoDigits(minutes) > 59 || total > widestOffset:
		return 0, r.fail(from, to, "offsets go from -12:00 to +14:00", "no zone has this offset from UTC")
	case s[0] == '-' && total == 0:
		return 0, r.fail(from, to, "write Z", "there is no offset -00:00")
	case s[0] == '-':
		total = -total
	}
	return int16(total), nil
}

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

func twoDigits(s string) int { return int(s[0]-'0')*10 + int(s[1]-'0') }
