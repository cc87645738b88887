package when_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"daybook/generator/when"
)

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	location, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return location
}

func parse(t testing.TB, text string) when.Date {
	t.Helper()
	d, err := when.Parse(text, time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestParseGivesCanonicalTextAndBounds(t *testing.T) {
	karachi := zone(t, "Asia/Karachi")
	tests := []struct {
		text, canonical string
		precision       when.Precision
		from, until     string // in UTC, of days that begin there; empty if there is no bound
	}{
		{"2024-01-16", "2024-01-16", when.DayPrecision, "2024-01-16T00:00:00Z", "2024-01-17T00:00:00Z"},
		{"2024-02-29", "2024-02-29", when.DayPrecision, "2024-02-29T00:00:00Z", "2024-03-01T00:00:00Z"},
		{"2024-12", "2024-12", when.MonthPrecision, "2024-12-01T00:00:00Z", "2025-01-01T00:00:00Z"},
		{"2024", "2024", when.YearPrecision, "2024-01-01T00:00:00Z", "2025-01-01T00:00:00Z"},
		{"0000", "0000", when.YearPrecision, "0000-01-01T00:00:00Z", "0001-01-01T00:00:00Z"},
		{"-0001", "-0001", when.YearPrecision, "-0001-01-01T00:00:00Z", "0000-01-01T00:00:00Z"},
		{"Y12024", "Y12024", when.YearPrecision, "12024-01-01T00:00:00Z", "12025-01-01T00:00:00Z"},
		{"Y-12024", "Y-12024", when.YearPrecision, "-12024-01-01T00:00:00Z", "-12023-01-01T00:00:00Z"},
		{"202X", "202X", when.DecadePrecision, "2020-01-01T00:00:00Z", "2030-01-01T00:00:00Z"},
		{"20XX", "20XX", when.CenturyPrecision, "2000-01-01T00:00:00Z", "2100-01-01T00:00:00Z"},
		{"-201X", "-201X", when.DecadePrecision, "-2019-01-01T00:00:00Z", "-2009-01-01T00:00:00Z"},
		{"-20XX", "-20XX", when.CenturyPrecision, "-2099-01-01T00:00:00Z", "-1999-01-01T00:00:00Z"},
		{"000X", "000X", when.DecadePrecision, "0000-01-01T00:00:00Z", "0010-01-01T00:00:00Z"},
		{"2024-01-XX", "2024-01-XX", when.MonthPrecision, "2024-01-01T00:00:00Z", "2024-02-01T00:00:00Z"},
		{"2024-XX", "2024-XX", when.YearPrecision, "2024-01-01T00:00:00Z", "2025-01-01T00:00:00Z"},
		{"2024-XX-XX", "2024-XX-XX", when.YearPrecision, "2024-01-01T00:00:00Z", "2025-01-01T00:00:00Z"},
		{"2024-21", "2024-21", when.SeasonPrecision, "2024-03-01T00:00:00Z", "2024-06-01T00:00:00Z"},
		{"2024-22", "2024-22", when.SeasonPrecision, "2024-06-01T00:00:00Z", "2024-09-01T00:00:00Z"},
		{"2024-23", "2024-23", when.SeasonPrecision, "2024-09-01T00:00:00Z", "2024-12-01T00:00:00Z"},
		{"2024-24", "2024-24", when.SeasonPrecision, "2024-12-01T00:00:00Z", "2025-03-01T00:00:00Z"},
		{"2024-01-16?", "2024-01-16?", when.DayPrecision, "2024-01-16T00:00:00Z", "2024-01-17T00:00:00Z"},
		{"2024-01~", "2024-01~", when.MonthPrecision, "2024-01-01T00:00:00Z", "2024-02-01T00:00:00Z"},
		{"202X%", "202X%", when.DecadePrecision, "2020-01-01T00:00:00Z", "2030-01-01T00:00:00Z"},
		{"2024-21~", "2024-21~", when.SeasonPrecision, "2024-03-01T00:00:00Z", "2024-06-01T00:00:00Z"},
		{"2024-01-16T04:00", "2024-01-16T04:00+05:00", when.MinutePrecision, "2024-01-15T23:00:00Z", "2024-01-15T23:01:00Z"},
		{"2024-01-16T04:00~", "2024-01-16T04:00+05:00~", when.MinutePrecision, "2024-01-15T23:00:00Z", "2024-01-15T23:01:00Z"},
		{"2024-01-16T04:00Z", "2024-01-16T04:00Z", when.MinutePrecision, "2024-01-16T04:00:00Z", "2024-01-16T04:01:00Z"},
		{"2024-01-16T04:00+00:00", "2024-01-16T04:00Z", when.MinutePrecision, "2024-01-16T04:00:00Z", "2024-01-16T04:01:00Z"},
		{"2024-01-16T04:00:30-03:30", "2024-01-16T04:00:30-03:30", when.SecondPrecision, "2024-01-16T07:30:30Z", "2024-01-16T07:30:31Z"},
		{"2024-01-16T04:00-04", "2024-01-16T04:00-04:00", when.MinutePrecision, "2024-01-16T08:00:00Z", "2024-01-16T08:01:00Z"},
		{"2024-01-16/2024-01-19", "2024-01-16/2024-01-19", when.DayPrecision, "2024-01-16T00:00:00Z", "2024-01-20T00:00:00Z"},
		{"2024-01-16/2024-01-16", "2024-01-16/2024-01-16", when.DayPrecision, "2024-01-16T00:00:00Z", "2024-01-17T00:00:00Z"},
		{"2023/2024-01-16", "2023/2024-01-16", when.YearPrecision, "2023-01-01T00:00:00Z", "2024-01-17T00:00:00Z"},
		{"2024-01-16/2024-01", "2024-01-16/2024-01", when.MonthPrecision, "2024-01-16T00:00:00Z", "2024-02-01T00:00:00Z"},
		{"2024~/2025%", "2024~/2025%", when.YearPrecision, "2024-01-01T00:00:00Z", "2026-01-01T00:00:00Z"},
		{"2024-01-16/..", "2024-01-16/..", when.DayPrecision, "2024-01-16T00:00:00Z", ""},
		{"2024-01-16/", "2024-01-16/", when.DayPrecision, "2024-01-16T00:00:00Z", ""},
		{"../2024-01-16", "../2024-01-16", when.DayPrecision, "", "2024-01-17T00:00:00Z"},
		{"/2024-01?", "/2024-01?", when.MonthPrecision, "", "2024-02-01T00:00:00Z"},
	}
	for _, test := range tests {
		d, err := when.Parse(test.text, karachi)
		if err != nil {
			t.Errorf("Parse(%q): %v", test.text, err)
			continue
		}
		if d.String() != test.canonical || d.Precision() != test.precision {
			t.Errorf("Parse(%q) = %s, %s; want %s, %s", test.text, d, d.Precision(), test.canonical, test.precision)
		}
		from, until, open := d.Bounds(time.UTC)
		if !sameBound(from, open.Start, test.from) || !sameBound(until, open.End, test.until) {
			t.Errorf("Bounds of %q = %v, %v, %v; want %q, %q", test.text, from, until, open, test.from, test.until)
		}
	}
}

func sameBound(bound time.Time, missing bool, want string) bool {
	if missing || want == "" {
		return missing && want == "" && bound.IsZero()
	}
	return bound.Format("2006-01-02T15:04:05Z07:00") == want
}

func TestParseErrorPointsAtThePartAndOffersAWayOut(t *testing.T) {
	tests := []struct{ text, part, sentence, hint string }{
		{"", "", "empty", "2024-01-16"},
		{"2024-02-30", "30", "no day 30 in February 2024", "February has 29 days"},
		{"2023-02-29", "29", "no day 29", "28 days"},
		{"2024-04-31", "31", "no day 31", "30 days"},
		{"2024-01-00", "00", "no day 00", "31 days"},
		{"2024-13", "13", "no month 13", "01 to 12"},
		{"2024-00", "00", "no month 00", "01 to 12"},
		{"2024-25", "25", "level 2", "21 to 24"},
		{"2024-21-01", "-01", "season has no days", ""},
		{"2024-01-16T25:00", "25", "no hour 25", "00 to 23"},
		{"2024-01-16T24:00", "24", "no hour 24", "next day"},
		{"2024-01-16T04:60", "60", "no minute 60", "00 to 59"},
		{"2024-01-16T04:00:60Z", "60", "no second 60", "00 to 59"},
		{"2024-01-16T04Z", "04", "no time of day", "T04:00"},
		{"2024-01T04:00", "2024-01", "whole day", "2024-01-16T04:00"},
		{"2024-01-16T04:00+16:00", "+16:00", "no zone", "+14:00"},
		{"2024-01-16T04:00-00:00", "-00:00", "-00:00", "Z"},
		{"2024-01-19/2024-01-16", "2024-01-19/2024-01-16", "ends before it begins", "write 2024-01-16/2024-01-19"},
		{"2024-02/2024-01-31", "2024-02/2024-01-31", "ends before it begins", ""},
		{"2024-01-16T04:00Z/2024-01-16T04:30+01:00", "2024-01-16T04:00Z/2024-01-16T04:30+01:00", "ends before it begins", ""},
		{"/", "/", "at least one date", "/.."},
		{"../..", "../..", "at least one date", "/.."},
		{"2024-01-16..", "2024-01-16..", "slash", "/.."},
		{"-0000", "-0000", "no year -0", "0000"},
		{"99999", "99999", "four digits", "Y99999"},
		{"Y2024", "Y2024", "five digits", "write 2024"},
		{"Y012024", "Y012024", "begin with 0", ""},
		{"Y1234567890", "Y1234567890", "at most 9 digits", ""},
		{"20", "20", "four digits", "20XX"},
		{"202", "202", "four digits", "202X"},
		{"XXXX", "XXXX", "level 2", "20XX"},
		{"1XXX", "1XXX", "level 2", "20XX"},
		{"2X24", "2X24", "level 2", "20XX"},
		{"202X-01", "-01", "level 2", "write 202X"},
		{"2024-1X", "1X", "level 2", "XX"},
		{"2024-XX-05", "05", "level 2", ""},
		{"2024?-01", "?", "level 2", "after the whole date"},
		{"?2024-01", "?", "level 2", "2024-01?"},
		{"[2024,2025]", "[2024,2025]", "level 2", "interval"},
		{"Y17E8", "Y17E8", "level 2", "digits"},
		{"2024-1-6", "1", "two digits", "2024-01-06"},
	}
	for _, test := range tests {
		d, err := when.Parse(test.text, time.UTC)
		var fault *when.ParseError
		if !errors.As(err, &fault) {
			t.Errorf("Parse(%q) = %v, %v; want a ParseError", test.text, d, err)
			continue
		}
		if !d.IsZero() || fault.Text != test.text {
			t.Errorf("Parse(%q) = %v with text %q", test.text, d, fault.Text)
		}
		if part := fault.Text[fault.Offset : fault.Offset+fault.Length]; part != test.part {
			t.Errorf("Parse(%q) blames %q, want %q", test.text, part, test.part)
		}
		if !strings.Contains(fault.Sentence, test.sentence) || !strings.Contains(fault.Hint, test.hint) {
			t.Errorf("Parse(%q): %q, hint %q; want %q, %q", test.text, fault.Sentence, fault.Hint, test.sentence, test.hint)
		}
	}
}

func TestParseOffersTheEDTFFormOfOtherSpellings(t *testing.T) {
	tests := []struct{ text, hint string }{
		{"16 January 2024", "write 2024-01-16"},
		{"Tuesday, 16th of January 2024", "write 2024-01-16"},
		{"January 16, 2024", "write 2024-01-16"},
		{"Jan 2024", "write 2024-01"},
		{"1 Sept. 2024", "write 2024-09-01"},
		{"16-Jan-2024", "write 2024-01-16"},
		{"16/01/2024", "write 2024-01-16"},
		{"02/03/2024", "write 2024-03-02 or 2024-02-03"},
		{"02.03.2024", "write 2024-03-02"},
		{"2024/01/16", "write 2024-01-16"},
		{"2024/01", "write 2024-01"},
		{"01/2024", "write 2024-01"},
		{"20240116", "write 2024-01-16"},
		{"2024-016", "write 2024-01-16"},
		{"2024-W03", "write 2024-01-15/2024-01-21"},
		{"2020-W53-7", "write 2021-01-03"},
		{" 2024-01-16 ", "write 2024-01-16"},
		{"2024–01–16", "write 2024-01-16"},
		{"16 janvier 2024", "write 2024-01-16"},
		{"16 جنوری، 2024", "write 2024-01-16"},
		{"۱۶ ژانویهٔ ۲۰۲۴", "write 2024-01-16"},
		{"spring 2024", "write 2024-21"},
		{"Fall of 2024", "write 2024-23"},
		{"the 2020s", "write 202X"},
		{"21st century", "write 20XX"},
		{"44 BC", "write -0043"},
		{"c. 2024", "write 2024~"},
		{"about 2024", "write 2024~"},
		{"since 2024", "write 2024/.."},
		{"16 to 19 January 2024", "write 2024-01-16/2024-01-19"},
		{"2024-01-16T04:00-0500", "write 2024-01-16T04:00-05:00"},
		{"2024 May 5", "write 2024-05-05"},
		{"possibly May 2024", "write 2024-05?"},
		{"16 January 2024?", "write 2024-01-16?"},
		{"since 16 January 2024", "write 2024-01-16/.."},
		{"until March 2024", "write ../2024-03"},
		{"16–19 January 2024", "write 2024-01-16/2024-01-19"},
		{"about 4 May 2024 to 6 June 2024", "write 2024-05-04~/2024-06-06"},
		{"2024-01-16 / 2024-01-19", "write 2024-01-16/2024-01-19"},
		{"2024-01-16/19", "write 2024-01-16/2024-01-19"},
		{"2024-2025", "write 2024/2025"},
		{"2024-01-16 04:00", "write 2024-01-16T04:00"},
		{"2024-01-16t04:00z", "write 2024-01-16T04:00Z"},
		{"2024-01-16 4:00 pm", "write 2024-01-16T16:00"},
		{"16 January 2024 at 12 am", "write 2024-01-16T00:00"},
		{"2024-01-16T04:00+0500", "write 2024-01-16T04:00+05:00"},
		{"2024-01-16T04:00:00.123Z", "write 2024-01-16T04:00:00Z"},
	}
	for _, test := range tests {
		_, err := when.Parse(test.text, time.UTC)
		var fault *when.ParseError
		if !errors.As(err, &fault) || fault.Hint != test.hint {
			t.Errorf("Parse(%q): %v; want the hint %q", test.text, err, test.hint)
		}
	}
}

func TestTimeWithoutOffset(t *testing.T) {
	tests := []struct{ zone, text, want string }{
		{"Asia/Karachi", "2024-01-16T04:00", "2024-01-16T04:00+05:00"},
		{"Asia/Kathmandu", "2024-01-16T04:00", "2024-01-16T04:00+05:45"},
		{"Europe/London", "2024-07-16T04:00", "2024-07-16T04:00+01:00"},
		{"Europe/London", "2024-10-27T01:30", "2024-10-27T01:30+01:00"}, // twice: the first
		{"Europe/London", "2024-10-27T01:30Z", "2024-10-27T01:30Z"},
		{"Europe/London", "2024-03-31T00:59", "2024-03-31T00:59Z"},
		{"Europe/London", "2024-03-31T02:00", "2024-03-31T02:00+01:00"},
		{"Europe/London", "2024-03-31T01:30", ""}, // never
		{"Europe/Amsterdam", "1920-01-16T04:00:30", "1920-01-16T04:00:30+00:20"},
		{"Pacific/Apia", "2011-12-30T12:00", ""}, // a day that Samoa left out
	}
	for _, test := range tests {
		d, err := when.Parse(test.text, zone(t, test.zone))
		if d.String() != test.want || (err == nil) != (test.want != "") {
			t.Errorf("Parse(%q) in %s = %q, %v; want %q", test.text, test.zone, d, err, test.want)
		}
	}
	if d, err := when.Parse("2024-01-16T04:00", nil); err == nil {
		t.Errorf("a time without zone was read as %s", d)
	}
}

func TestDaysBeginWhereClocksSay(t *testing.T) {
	tests := []struct{ zone, day, from, until string }{
		{"Asia/Karachi", "2024-01-16", "2024-01-15T19:00:00Z", "2024-01-16T19:00:00Z"},
		{"America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00Z", "2018-11-05T02:00:00Z"}, // midnight left out
		{"America/Havana", "2024-11-03", "2024-11-03T04:00:00Z", "2024-11-04T05:00:00Z"},    // midnight twice
		{"America/Toronto", "1919-03-31", "1919-03-31T04:30:00Z", "1919-04-01T04:00:00Z"},   // 23:30 to 00:30
		{"Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z", "2011-12-30T10:00:00Z"},      // day left out
		{"Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00Z", "2011-12-31T10:00:00Z"},
	}
	for _, test := range tests {
		from, until, _ := parse(t, test.day).Bounds(zone(t, test.zone))
		if !sameBound(from.UTC(), false, test.from) || !sameBound(until.UTC(), false, test.until) {
			t.Errorf("%s in %s is %v to %v, want %s to %s", test.day, test.zone, from.UTC(), until.UTC(), test.from, test.until)
		}
	}
}

func TestDateFacts(t *testing.T) {
	d := parse(t, "2024-01-16T04:05+05:00%")
	if !d.Uncertain() || !d.Approximate() || d.IsRange() || d.Unspecified() {
		t.Errorf("marks of %s are wrong", d)
	}
	if hour, minute, second, ok := d.Clock(); hour != 4 || minute != 5 || second != 0 || !ok {
		t.Errorf("clock of %s = %d:%d:%d, %v", d, hour, minute, second, ok)
	}
	if minutes, ok := d.OffsetMinutes(); minutes != 300 || !ok {
		t.Errorf("offset of %s = %d, %v", d, minutes, ok)
	}
	if day, ok := d.Weekday(); day != time.Tuesday || !ok {
		t.Errorf("%s is a %s, %v", d, day, ok)
	}
	r := parse(t, "2024-01-16/..")
	if !r.IsRange() || !r.OpenEnded() || !r.Ongoing() || r.Starts() != when.Day(2024, 1, 16) || !r.Ends().IsZero() {
		t.Errorf("facts of %s are wrong", r)
	}
	if u := parse(t, "2024-01-16/"); !u.OpenEnded() || u.Ongoing() {
		t.Errorf("facts of %s are wrong", u)
	}
	if year, month, day := parse(t, "../2024-02").Civil(); year != 2024 || month != 2 || day != 1 {
		t.Errorf("an interval without start stands at %d-%d-%d", year, month, day)
	}
	if s := when.Day(2024, 1, 16); s.Starts() != s || s.Ends() != s {
		t.Error("a day does not start and end with itself")
	}
	if !when.Day(2024, 2, 30).IsZero() || !when.Day(2024, 0, 1).IsZero() || !when.Month(2024, 21).IsZero() {
		t.Error("a date that is not in the calendar was made")
	}
	if got := when.MinuteOf(time.Date(2024, 1, 16, 4, 5, 6, 7, time.FixedZone("", 18000))).String(); got != "2024-01-16T04:05+05:00" {
		t.Errorf("MinuteOf = %s", got)
	}
}

func TestInRange(t *testing.T) {
	for text, want := range map[string]bool{
		"0001": true, "9999-12-31": true, "000X": false, "0000": false, "-0001": false, "Y10000": false,
		"0000/2024": false, "2024/Y10000": false, "2024/..": true, "../0000": false, "00XX": false, "99XX": true,
	} {
		if got := parse(t, text).InRange(); got != want {
			t.Errorf("InRange of %s = %v", text, got)
		}
	}
	if (when.Date{}).InRange() {
		t.Error("no date is in range")
	}
}

func TestBetween(t *testing.T) {
	d, err := when.Between(when.Day(2024, 1, 16), parse(t, "2024-01-18/2024-01-19"))
	if err != nil || d.String() != "2024-01-16/2024-01-19" {
		t.Errorf("Between = %s, %v", d, err)
	}
	for _, ends := range [][2]when.Date{
		{when.Day(2024, 1, 19), when.Day(2024, 1, 16)},
		{{}, when.Day(2024, 1, 16)},
		{parse(t, "../2024"), parse(t, "2024/..")},
	} {
		if d, err := when.Between(ends[0], ends[1]); err == nil {
			t.Errorf("Between(%s, %s) = %s", ends[0], ends[1], d)
		}
	}
}

func TestDateIsTextInJSON(t *testing.T) {
	type event struct{ Date, None when.Date }
	written, err := json.Marshal(event{Date: parse(t, "2024-01-16T04:00+05:00/..")})
	if err != nil || string(written) != `{"Date":"2024-01-16T04:00+05:00/..","None":""}` {
		t.Fatalf("written as %s, %v", written, err)
	}
	var read event
	if err := json.Unmarshal(written, &read); err != nil || read.Date.String() != "2024-01-16T04:00+05:00/.." || !read.None.IsZero() {
		t.Errorf("read as %v, %v", read, err)
	}
	if err := json.Unmarshal([]byte(`{"Date":"2024-13"}`), &read); err == nil {
		t.Error("a wrong date was read from JSON")
	}
}
