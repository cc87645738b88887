package when_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"daybook/generator/when"
)

// numbered says a day of a calendar as year, month and day, from its words.
func numbered(t *testing.T, d when.Date, c when.Calendar) string {
	words := when.CalendarWords(d, c, "en")
	if words == "" {
		return "-"
	}
	parts := strings.SplitN(words, " ", 2)
	name := parts[1][:strings.LastIndex(parts[1][:strings.LastIndexByte(parts[1], ' ')], " ")]
	var year int
	fmt.Sscan(strings.TrimPrefix(parts[1], name), &year)
	for i, month := range months[c] {
		if month == name {
			return fmt.Sprintf("%04d-%02d-%02s", year, i+1, parts[0])
		}
	}
	t.Fatalf("%s is said as %q, in no month that is known", d, words)
	return ""
}

var months = map[when.Calendar][]string{
	when.SolarHijri: {"Farvardin", "Ordibehesht", "Khordad", "Tir", "Mordad", "Shahrivar", "Mehr", "Aban", "Azar", "Dey", "Bahman", "Esfand"},
	when.Islamic: {"Muharram", "Safar", "Rabiʻ I", "Rabiʻ II", "Jumada I", "Jumada II", "Rajab", "Shaʻban", "Ramadan", "Shawwal",
		"Dhuʻl-Qiʻdah", "Dhuʻl-Hijjah"},
}

func TestCalendarsAgreeWithTheTable(t *testing.T) {
	table, err := os.ReadFile("testdata/calendar/days.txt")
	if err != nil {
		t.Fatal(err)
	}
	compared := 0
	for line := range strings.Lines(string(table)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.Fields(line)
		d := parse(t, fields[0])
		for i, c := range []when.Calendar{when.SolarHijri, when.Islamic} {
			if got := numbered(t, d, c); got != fields[1+i] {
				t.Errorf("%s is %s in %s, want %s", d, got, c, fields[1+i])
			}
		}
		compared++
	}
	if compared < 700 {
		t.Errorf("%d days compared", compared)
	}
}

// TestCalendarsAgreeWithIntl compares every fifth day of four centuries: a month
// of another length would move all days of the months after it.
func TestCalendarsAgreeWithIntl(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		if os.Getenv("DAYBOOK_E2E") == "1" {
			t.Fatal("the comparison with Intl needs node")
		}
		t.Skip("the comparison with Intl needs node")
	}
	command := exec.Command(node, "testdata/calendar/intl.js")
	command.Stderr = os.Stderr
	output, err := command.Output()
	if err != nil {
		t.Fatal(err)
	}
	var said struct {
		First string
		Days  [][2]string
	}
	if err := json.NewDecoder(bytes.NewReader(output)).Decode(&said); err != nil {
		t.Fatal(err)
	}
	first, err := time.Parse(time.DateOnly, said.First)
	if err != nil || len(said.Days) < 28_000 {
		t.Fatalf("%d days from %s: %v", len(said.Days), said.First, err)
	}
	reached := [2]int{}
	for i, want := range said.Days {
		d := when.DayOf(first.AddDate(0, 0, 5*i))
		for j, c := range []when.Calendar{when.SolarHijri, when.Islamic} {
			got := numbered(t, d, c)
			if got == "-" {
				continue
			}
			reached[j]++
			if got != want[j] {
				t.Fatalf("%s is %s in %s, and Intl has %s", d, got, c, want[j])
			}
		}
	}
	if want := [2]int{118_338 / 5, 106_665 / 5}; reached != want {
		t.Errorf("%d fifth days reached, want %d", reached, want)
	}
}

func TestCalendarWords(t *testing.T) {
	tests := []struct{ calendar, language, text, want string }{
		{"solar-hijri", "en", "2024-01-16", "26 Dey 1402 AP"},
		{"solar-hijri", "en", "2024-01", "Dey–Bahman 1402 AP"},
		{"solar-hijri", "en", "2024-03", "Esfand 1402 – Farvardin 1403 AP"},
		{"solar-hijri", "en", "2024", "1402–1403 AP"},
		{"solar-hijri", "en", "202X", "1398–1408 AP"},
		{"solar-hijri", "en", "2024-01-XX", "Dey–Bahman 1402 AP"},
		{"solar-hijri", "en", "2024-01-16?", "26 Dey 1402 AP"},
		{"solar-hijri", "en", "2024-01-16T04:00+05:00", "26 Dey 1402 AP"},
		{"solar-hijri", "en", "2024-01-16/2024-01-19", "26–29 Dey 1402 AP"},
		{"solar-hijri", "en", "2024-01-16/2024-01-22", "26 Dey – 2 Bahman 1402 AP"},
		{"solar-hijri", "en", "2024-03-18/2024-03-21", "28 Esfand 1402 – 2 Farvardin 1403 AP"},
		{"solar-hijri", "en", "2024-01-16/2024-03", "Dey 1402 – Farvardin 1403 AP"},
		{"solar-hijri", "en", "2024-01-16/..", "since 26 Dey 1402 AP"},
		{"solar-hijri", "en", "/2024-01-16", "until 26 Dey 1402 AP"},
		{"solar-hijri", "fa", "2024-01-16", "۲۶ دی ۱۴۰۲"},
		{"solar-hijri", "fa", "2024-01", "دی تا بهمن ۱۴۰۲"},
		{"solar-hijri", "ur", "2024-01-16", "26 دی، 1402 ہجری شمسی"},
		{"solar-hijri", "ar-EG", "2024-01-16", "٢٦ دي ١٤٠٢ ه\u200d.ش"},
		{"solar-hijri", "fr", "2024-01-16/..", "depuis le 26 dey 1402 A. P."},
		{"islamic", "ur", "2024-01-19", "7 رجب، 1445 ہجری"},
		{"islamic", "ar-EG", "2024-01-19", "٧ رجب ١٤٤٥ هـ"},
		{"islamic", "fa", "2024-01-19", "۷ رجب ۱۴۴۵ ه\u200d.ق."},
		{"islamic", "en", "2024", "1445–1446 AH"},
		{"islamic", "en", "1882-11-12", "1 Muharram 1300 AH"},
		{"islamic", "en", "1882-11-11", ""},
		{"islamic", "en", "2174-11-25", "30 Dhuʻl-Hijjah 1600 AH"},
		{"islamic", "en", "2174-11-26", ""},
		{"islamic", "en", "2174-11", ""},
		{"solar-hijri", "en", "1799-03-21", "1 Farvardin 1178 AP"},
		{"solar-hijri", "en", "1799-03-20", ""},
		{"solar-hijri", "en", "2123-03-20", "29 Esfand 1501 AP"},
		{"solar-hijri", "en", "2123-03-21", ""},
		{"solar-hijri", "en", "-0043", ""},
		{"solar-hijri", "en", "Y170000002", ""},
		{"solar-hijri", "en", "17XX", ""},
	}
	for _, test := range tests {
		c, known := when.CalendarNamed(test.calendar)
		if got := when.CalendarWords(parse(t, test.text), c, test.language); !known || got != test.want {
			t.Errorf("%s of %s in %q is %q, want %q", test.calendar, test.text, test.language, got, test.want)
		}
	}
	if got := when.CalendarWords(when.Date{}, when.Islamic, "en") + when.CalendarWords(parse(t, "2024"), 0, "en"); got != "" {
		t.Errorf("nothing is said as %q", got)
	}
}

func TestCalendarNames(t *testing.T) {
	for _, name := range when.Calendars() {
		if c, ok := when.CalendarNamed(name); !ok || c.String() != name {
			t.Errorf("%q is the calendar %q", name, c)
		}
	}
	for _, name := range []string{"", "Islamic", "gregorian"} {
		if c, ok := when.CalendarNamed(name); ok {
			t.Errorf("%q is the calendar %q", name, c)
		}
	}
}

// TestNextDayIsNextInEveryCalendar holds calendars to their nature: the day
// after the n-th of a month is the one after it, or the first of a month.
func TestNextDayIsNextInEveryCalendar(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		day := time.Date(1883, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 87_000).Draw(r, "day"))
		for _, c := range []when.Calendar{when.SolarHijri, when.Islamic} {
			var y, m, d, y2, m2, d2 int
			fmt.Sscanf(numbered(t, when.DayOf(day), c), "%d-%d-%d", &y, &m, &d)
			fmt.Sscanf(numbered(t, when.DayOf(day.AddDate(0, 0, 1)), c), "%d-%d-%d", &y2, &m2, &d2)
			sameMonth := y2 == y && m2 == m && d2 == d+1
			nextMonth := d2 == 1 && d >= 29 && y2*12+m2 == y*12+m+1
			if !sameMonth && !nextMonth {
				r.Fatalf("in %s, %d-%d-%d is followed by %d-%d-%d", c, y, m, d, y2, m2, d2)
			}
		}
	})
}
