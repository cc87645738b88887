package dates_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"daybook/generator/dates"
)

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func frame(t testing.TB, date string) dates.Frame {
	t.Helper()
	d, err := time.Parse(time.DateOnly, date)
	if err != nil {
		t.Fatal(err)
	}
	return dates.Frame{Date: dates.Day{Year: d.Year(), Month: d.Month(), Day: d.Day()}}
}

// brief writes expressions as "text kind value", with ? for unsure ones and their further values.
func brief(all []dates.Expression) []string {
	var lines []string
	for _, e := range all {
		line := e.Text + " | " + string(e.Kind)
		if !e.Sure {
			line += "?"
		}
		for _, r := range e.Readings {
			line += " | " + r.Value
		}
		lines = append(lines, line)
	}
	return lines
}

// reported has the structure of a report told out of order: the newest event first, the first one by
// its weekday, the one between by "the next day" after a sentence without a date.
const reported = `A day after it had shelled the other bank of the river, the republic offered to talk.

On Friday, both governments agreed to keep their guns silent.

On Tuesday, the kingdom had fired rockets at a border town. In answer, the republic closed its embassy and recalled its ambassador.

The next day, the republic shelled a camp on the other side, a general had said.
`

func TestReportToldOutOfOrder(t *testing.T) {
	f := frame(t, "2024-01-19")
	f.Zone = zone(t, "Asia/Karachi")
	want := []string{
		"A day | duration | P1D",
		"Friday | date | 2024-01-19",
		"Tuesday | date | 2024-01-16",
		"The next day | date? | 2024-01-17 | 2024-01-18",
	}
	if diff := cmp.Diff(want, brief(dates.Find(reported, f))); diff != "" {
		t.Error(diff)
	}
	f.Date.Day += 7
	want = []string{
		"A day | duration | P1D",
		"Friday | date | 2024-01-26",
		"Tuesday | date | 2024-01-23",
		"The next day | date? | 2024-01-24 | 2024-01-25",
	}
	if diff := cmp.Diff(want, brief(dates.Find(reported, f))); diff != "" {
		t.Error(diff)
	}
}

func TestSeedReport(t *testing.T) {
	const path = "../../../shared/seed/pakistan-iran-de-escalation.txt"
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Skip("the seed report is not in this checkout: ", err)
	}
	f := frame(t, "2024-01-19")
	f.Zone = zone(t, "Asia/Karachi")
	for weeks, want := range [][]string{
		{"Friday | date | 2024-01-19", "Tuesday | date | 2024-01-16", "The next day | date? | 2024-01-17 | 2024-01-18", "today | date | 2024-01-19"},
		{"Friday | date | 2024-01-26", "Tuesday | date | 2024-01-23", "The next day | date? | 2024-01-24 | 2024-01-25", "today | date | 2024-01-26"},
	} {
		shifted := f
		shifted.Date.Day += 7 * weeks
		got := map[string]string{}
		for _, line := range brief(dates.Find(string(raw), shifted)) {
			text, _, _ := strings.Cut(line, " | ")
			got[text] = line
		}
		for _, line := range want {
			text, _, _ := strings.Cut(line, " | ")
			if got[text] != line {
				t.Errorf("%d weeks on: got %q, want %q", weeks, got[text], line)
			}
		}
	}
}

func TestWeekdayMismatchIsReportedAtItsPlace(t *testing.T) {
	const text = "It began on Thursday 16 January 2024 and ended on Friday, January 19, 2024."
	all := dates.Find(text, frame(t, "2024-01-19"))
	if len(all) != 2 {
		t.Fatalf("found %v", brief(all))
	}
	e := all[0]
	want := &dates.Mismatch{Date: dates.Day{Year: 2024, Month: 1, Day: 16}, Written: time.Thursday, Actual: time.Tuesday}
	if diff := cmp.Diff(want, e.Mismatch); diff != "" {
		t.Error(diff)
	}
	if e.Start != 12 || e.Text != "Thursday 16 January 2024" || e.Sure || e.Value != "2024-01-16" {
		t.Errorf("got %+v", e)
	}
	if got, want := e.Mismatch.Error(), "16 January 2024 was a Tuesday, not a Thursday"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if all[1].Mismatch != nil || !all[1].Sure {
		t.Errorf("a right weekday is a mismatch: %+v", all[1])
	}
}

func TestWrittenLinksArePassedOverAndCounted(t *testing.T) {
	const text = "[On Tuesday](date:2024-01-09) they met. The next day they parted. [They met on Monday](event:2023-05-01#meeting), and the next day they left."
	want := []string{"The next day | date | 2024-01-10", "the next day | date | 2023-05-02"}
	if diff := cmp.Diff(want, brief(dates.Find(text, frame(t, "2024-01-19")))); diff != "" {
		t.Error(diff)
	}
}

func TestOnlyProseIsRead(t *testing.T) {
	const text = "Met on Tuesday. `on Friday` Then [on Monday](date:2024-01-08) and the next day. Friday."
	code := strings.Index(text, "`on")
	codeEnd := strings.Index(text, " Then")
	link, linkEnd := strings.Index(text, "[on"), strings.Index(text, " and the")
	prose := []dates.Span{{Start: 0, End: code}, {Start: codeEnd, End: link}, {Start: linkEnd, End: len(text) - 7}}
	all := dates.FindIn(text, prose, frame(t, "2024-01-19"))
	want := []string{"Tuesday | date | 2024-01-16", "the next day | date | 2024-01-09"}
	if diff := cmp.Diff(want, brief(all)); diff != "" {
		t.Error(diff)
	}
	for _, e := range all {
		if text[e.Start:e.End] != e.Text {
			t.Errorf("%q is not at its place", e.Text)
		}
	}
}

func TestAddressesAreNotProse(t *testing.T) {
	const text = "See https://example.org/2024/01/16/monday and www.example.org/tuesday for more."
	if all := dates.Find(text, frame(t, "2024-01-19")); len(all) != 0 {
		t.Errorf("found %v", brief(all))
	}
}

func TestWithoutDatelineOnlyWhatTheTextTells(t *testing.T) {
	const text = "They met on Tuesday. On 3 May 1940 they met again. Two days later they parted."
	want := []string{"Tuesday | date? | ", "3 May 1940 | date | 1940-05-03", "Two days later | date | 1940-05-05"}
	if diff := cmp.Diff(want, brief(dates.Find(text, dates.Frame{}))); diff != "" {
		t.Error(diff)
	}
}

func TestHoursAreCountedFromTheDatelinesClock(t *testing.T) {
	f := frame(t, "2024-01-19")
	f.Clock = &dates.Clock{Hour: 2, Minute: 30}
	f.Zone = time.UTC
	want := []string{"three hours ago | time | 2024-01-18T23:30Z"}
	if diff := cmp.Diff(want, brief(dates.Find("It began three hours ago.", f))); diff != "" {
		t.Error(diff)
	}
	f.Clock = nil
	want = []string{"three hours ago | time? | 2024-01-19"}
	if diff := cmp.Diff(want, brief(dates.Find("It began three hours ago.", f))); diff != "" {
		t.Error(diff)
	}
}

func TestLinkAndWrite(t *testing.T) {
	const text = "On Tuesday they met; the next day, on the 05/06/2024, for two days, he left.\r\n"
	all := dates.Find(text, frame(t, "2024-01-19"))
	if got, want := dates.Link(all[0]), "[On Tuesday](date:2024-01-16)"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	want := "[On Tuesday](date:2024-01-16) they met; [the next day](date:2024-01-17), on the 05/06/2024, for two days, he left.\r\n"
	got := dates.Write(text, all)
	if got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if again := dates.Write(got, dates.Find(got, frame(t, "2024-01-19"))); again != got {
		t.Errorf("a second write changes the text: %q", again)
	}
}

func TestReportCountsColumnsInCodePoints(t *testing.T) {
	const text = "Ünal said:\n“Żółć” on Friday, and on\nMonday."
	all := dates.Find(text, frame(t, "2024-01-19"))
	raw, err := json.Marshal(dates.NewReport("a.md", text, all))
	if err != nil {
		t.Fatal(err)
	}
	want := `{"file":"a.md","expressions":[` +
		`{"text":"Friday","start":30,"end":36,"value":"2024-01-19","kind":"date","sure":true,` +
		`"readings":[{"value":"2024-01-19","why":"the verb is in the past: the last Friday up to the dateline, Friday 19 January 2024"}],"line":2,"column":11},` +
		`{"text":"Monday","start":45,"end":51,"value":"2024-01-15","kind":"date","sure":true,` +
		`"readings":[{"value":"2024-01-15","why":"the verb is in the past: the last Monday up to the dateline, Friday 19 January 2024"}],"line":3,"column":1}]}`
	if diff := cmp.Diff(want, string(raw)); diff != "" {
		t.Error(diff)
	}
	if raw, _ := json.Marshal(dates.NewReport("a.md", "", nil)); string(raw) != `{"file":"a.md","expressions":[]}` {
		t.Errorf("an empty report is %s", raw)
	}
}

func TestExpressions(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"They will meet on Tuesday.", []string{"Tuesday | date | 2024-01-23"}},
		{"They met on Tuesday.", []string{"Tuesday | date | 2024-01-16"}},
		{"Talks will be held on Tuesday.", []string{"Tuesday | date | 2024-01-23"}},
		{"Talks are scheduled for Tuesday.", []string{"Tuesday | date | 2024-01-23"}},
		{"Tuesday.", []string{"Tuesday | date? | 2024-01-16 | 2024-01-23"}},
		{"They met last Tuesday.", []string{"last Tuesday | date? | 2024-01-16 | 2024-01-09"}},
		{"They met last Saturday.", []string{"last Saturday | date | 2024-01-13"}},
		{"They meet next Tuesday.", []string{"next Tuesday | date | 2024-01-23"}},
		{"They met on Tuesday a week ago.", []string{"Tuesday a week ago | date? | 2024-01-09 | 2024-01-16"}},
		{"He had worked from Monday to Wednesday.", []string{"Monday | date | 2024-01-15", "Wednesday | date | 2024-01-17"}},
		{"It will run from Monday to Friday.", []string{"Monday | date | 2024-01-22", "Friday | date | 2024-01-26"}},
		{"It ran from 28 February to 2 March 2023.", []string{"28 February | date | 2023-02-28", "2 March 2023 | date | 2023-03-02"}},
		{"It ran from December to January 2023.", []string{"December | date | 2022-12", "January 2023 | date | 2023-01"}},
		{"It ran on 16–19 January.", []string{"16–19 January | range | 2024-01-16/2024-01-19"}},
		{"It ran from 30 December-2 January 2024.", []string{"30 December-2 January 2024 | range | 2024-12-30/2025-01-02"}},
		{"He won on 8 and 9 November 1938.", []string{"8 | date | 1938-11-08", "9 November 1938 | date | 1938-11-09"}},
		{"It opened at 0800 GMT on Monday.", []string{"0800 GMT on Monday | time | 2024-01-15T08:00Z"}},
		{"He came on Friday night.", []string{"Friday night | time | 2024-01-19"}},
		{"In 55 BC they won.", []string{"55 BC | date | -0054"}},
		{"It stood on page 1987 of a list of 2000 people in Room 2014; call 555-1998, pay $1984.", nil},
		{"May Smith may march in the sun with April Jones; the Friday Mirror and the Sunday Times wrote.", nil},
		{"He may come in May.", []string{"May | date | 2024-05"}},
		{"It fell from 1939 to 1945, in 1939-45 and in '44.", []string{"1939 | date | 1939", "1945 | date | 1945", "1939-45 | range | 1939/1945", "'44 | date | 1944"}},
		{"A 24-year-old woman waited two and a half hours for five years.", []string{"24-year-old | duration | P24Y", "two and a half hours | duration | PT2H30M", "five years | duration | P5Y"}},
		{"Five are lost every Friday, daily, twice a year and on Mondays.", []string{"every Friday | set | XXXX-WXX-5", "daily | set | P1D", "twice a year | set | P1Y", "Mondays | set | XXXX-WXX-1"}},
		{"It fell on Easter Sunday 2023 and on Thanksgiving 2023.", []string{"Easter Sunday 2023 | date? | 2023-04-09", "Thanksgiving 2023 | date? | 2023-11-23"}},
		{"It shut early on Saturday morning, on the last day of 2023.", []string{"early on Saturday morning | time | 2024-01-13", "the last day of 2023 | date | 2023-12-31"}},
		{"He left two years ago today.", []string{"two years ago today | date | 2022-01-19"}},
		{"It shut on the 5th; it will open on the 5th of next month.", []string{"the 5th | date? | 2024-01-05", "the 5th of next month | date | 2024-02-05"}},
		{"They ate at half past four and left at a quarter to eight in the evening.", []string{"half past four | time? | 2024-01-19T16:30 | 2024-01-19T04:30", "a quarter to eight in the evening | time | 2024-01-19T19:45"}},
		{"He woke at seven in the morning.", []string{"seven in the morning | time | 2024-01-19T07:00"}},
		{"He slept at 9 Tuesday night.", []string{"9 Tuesday night | time | 2024-01-16T21:00"}},
		{"In the 18th and 19th centuries, in the 1960s and 70s, in the first and second quarters of 2020.", []string{"the 18th | date | 17XX", "19th centuries | date | 18XX", "the 1960s | date | 196X", "70s | date | 197X", "the first | date | 2020-01/2020-03", "second quarters of 2020 | date | 2020-04/2020-06"}},
		{"It shuts at weekends, on weekday mornings and on Sunday nights.", []string{"weekends | set | XXXX-WXX-WE", "weekday mornings | set | XXXX-WXX-WD", "Sunday nights | set | XXXX-WXX-7"}},
		{"It rose in 2023's third quarter, in the second half of June 2022 and in the second half of the 19th century.", []string{"2023's third quarter | date | 2023-07/2023-09", "the second half of June 2022 | date | 2022-06-16/2022-06-30", "the second half of the 19th century | date | 1850/1899"}},
		{"He came the day after Christmas 2023 and left the Friday before Labor Day 2024.", []string{"the day after Christmas 2023 | date | 2023-12-26", "the Friday before Labor Day 2024 | date? | 2024-08-30"}},
		{"It took all day, a year or two, 2 1/2 years and the two months.", []string{"all day | duration | P1D", "a year or two | duration? | PXY", "2 1/2 years | duration | P2Y6M", "the two months | duration | P2M"}},
		{"In AD 410 and the year 800; (b. 1950); May 8, 1945: victory.", []string{"AD 410 | date | 0410", "the year 800 | date | 0800", "1950 | date | 1950", "May 8, 1945 | date | 1945-05-08"}},
		{"USA Today, the Today show, the Thirty Years' War, the September 11 Memorial, 1900 of them, a 1900-ton ship, April Stone and August Webb at 1914 Main Street.", nil},
		{"Windows 2000, the first quarter of the pie, temperatures in the 80s, at the time, soon, previously, a recent poll, in the first place.", nil},
		{"About 1450 it stood, and about two years ago it fell.", []string{"About 1450 | date | 1450~", "about two years ago | date | 2022~"}},
	} {
		if diff := cmp.Diff(c.want, brief(dates.Find(c.text, frame(t, "2024-01-19")))); diff != "" {
			t.Errorf("%s\n%s", c.text, diff)
		}
	}
}
