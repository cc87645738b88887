package when_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"testing"
	"time"

	"daybook/generator/when"
)

// disagreement is a class of forms on which this package and npm edtf 4.11.1
// (at its level 1) differ, and why this package holds to its own reading.
type disagreement struct {
	forms  matcher
	kind   string // accepted: only here; refused: only there; of both, text, bounds, or end (the upper bound alone)
	reason string
}

const timeOfDay = `T\d\d:\d\d`

// matcher tells the forms of a class.
type matcher interface{ MatchString(form string) bool }

type matchFunc func(form string) bool

func (f matchFunc) MatchString(form string) bool { return f(form) }

// sharedEnds matches intervals of which both ends cover an instant.
var sharedEnds = matchFunc(func(form string) bool {
	d, err := when.Parse(form, time.UTC)
	return err == nil && d.IsRange() && when.Overlap(d.Starts(), d.Ends(), time.UTC)
})

var disagreements = []disagreement{
	// What npm edtf refuses.
	{regexp.MustCompile(`[X][?~%]`), "accepted", "a mark on a date with X: both are level 1, and nothing forbids them together"},
	{regexp.MustCompile(`-2[1-4][?~%]`), "accepted", "a mark on a season: npm edtf has it as its own level 3; a report says \"about spring 2024\""},
	{regexp.MustCompile(`^Y-?\d+[?~%]`), "accepted", "a mark on a long year: both are level 1"},
	{regexp.MustCompile(timeOfDay + `[^/]*[?~%]`), "accepted", "a mark on a time of day: a report says \"about 04:00\""},
	{regexp.MustCompile(`/.*(-2[1-4]|X|Y)|(-2[1-4]|X|Y\S*).*/`), "accepted", "a season, a date with X or a long year as an end of an interval: any date may be one"},
	{sharedEnds, "accepted", "an interval whose ends share an instant, such as 2024-01-16/2024-01: npm edtf wants the later end to begin later"},
	{regexp.MustCompile(timeOfDay + `(:\d\d)?[+-]1[345]`), "accepted", "offsets up to ±15:59 are read: the tz database has used them (Manila until 1844, Metlakatla until 1867)"},

	// What this package refuses.
	{regexp.MustCompile(`^-?\d\d$`), "refused", "a century of two digits is ISO 8601-1, not EDTF level 0 or 1; 20XX says it"},
	{regexp.MustCompile(`^XXXX$`), "refused", "level 1 allows X for one or two digits of a year; a date of which nothing is known is no date"},
	{regexp.MustCompile(`^(/|\.\./|/\.\.|\.\./\.\.)$`), "refused", "an interval without any date says nothing"},
	{regexp.MustCompile(`^Y-?\d{10,}$`), "refused", "a year has at most nine digits; npm edtf gives this one no bounds"},
	{regexp.MustCompile(`-02-29`), "refused", "29 February of a year that is no leap year: npm edtf moves it to 1 March"},
	{regexp.MustCompile(`T24:00`), "refused", "24:00 is a second spelling of 00:00 of the next day, and a day off to most readers"},
	{regexp.MustCompile(timeOfDay + `:\d\d\.\d`), "refused", "no report knows a fraction of a second; level 0 has none"},
	{regexp.MustCompile(timeOfDay + `(:\d\d)?[+-]\d{4}`), "refused", "the offset of an extended format has a colon (ISO 8601-1)"},
	{regexp.MustCompile(`^-00[0X]X`), "refused", "-000X and -00XX would hold the year -0000, which there is not; npm edtf drops the sign"},

	// What both read, differently.
	{regexp.MustCompile(timeOfDay), "text", "npm edtf writes times in UTC with milliseconds; here the offset and the precision stay as written"},
	{regexp.MustCompile(timeOfDay), "end", "npm edtf makes a time an instant; here 04:00 lasts for its minute and 04:00:30 for its second"},
	{regexp.MustCompile(`^-\d{4}-XX$`), "bounds", "npm edtf fills the months of a year before 0000 the wrong way round, so that it ends before it begins"},
	{regexp.MustCompile(`^Y-?\d{9}$`), "bounds", "npm edtf gives no bounds beyond the 275,760 years of JavaScript's dates"},
	{regexp.MustCompile(`^-?\d{4}-2[1-4]$`), "bounds", "npm edtf puts spring into January to March, as if seasons were quarters; here they are the meteorological seasons of the northern hemisphere"},
}

func TestOracle(t *testing.T) {
	if os.Getenv("DAYBOOK_E2E") != "1" {
		t.Skip("the comparison with npm edtf needs node and npm ci in testdata/oracle; set DAYBOOK_E2E=1 to run it")
	}
	forms := levelZeroAndOne()
	input, err := json.Marshal(forms)
	if err != nil {
		t.Fatal(err)
	}
	node := exec.Command("node", "oracle.js")
	node.Dir = "testdata/oracle"
	node.Stdin = bytes.NewReader(input)
	node.Stderr = os.Stderr
	output, err := node.Output()
	if err != nil {
		t.Fatalf("npm edtf did not answer (run npm ci in generator/when/testdata/oracle): %v", err)
	}
	var verdicts []verdict
	if err := json.Unmarshal(output, &verdicts); err != nil || len(verdicts) != len(forms) {
		t.Fatalf("%d verdicts on %d forms: %v", len(verdicts), len(forms), err)
	}

	counts := make([]int, len(disagreements))
	agreed := 0
	for i, form := range forms {
		kinds := compare(form, verdicts[i])
		if len(kinds) == 0 {
			agreed++
		}
		for _, kind := range kinds {
			class := explain(form, kind)
			if class < 0 {
				d, err := when.Parse(form, time.UTC)
				t.Errorf("%s: %s, without a reason: here %s, %v; npm edtf %+v", form, kind, d, err, verdicts[i])
				continue
			}
			counts[class]++
		}
	}
	t.Logf("%d forms, %d agreed", len(forms), agreed)
	for i, d := range disagreements {
		t.Logf("%6d %-8s %s", counts[i], d.kind, d.reason)
		if counts[i] == 0 {
			t.Errorf("no form differs any more in this way: %s", d.reason)
		}
	}
}

// verdict is what npm edtf makes of a form.
type verdict struct {
	Accepted bool
	Type     string
	EDTF     string
	Min, Max *float64 // milliseconds; nil if there is no bound
	Reason   string
}

// compare names the ways in which this package and a verdict differ on a form.
func compare(form string, v verdict) []string {
	d, err := when.Parse(form, time.UTC)
	switch {
	case err == nil && !v.Accepted:
		return []string{"accepted"}
	case err != nil && v.Accepted:
		return []string{"refused"}
	case err != nil:
		return nil
	}
	var kinds []string
	if d.String() != v.EDTF {
		kinds = append(kinds, "text")
	}
	from, until, open := d.Bounds(time.UTC)
	if differs(from, open.Start, v.Min) {
		kinds = append(kinds, "bounds")
	} else if differs(until.Add(-time.Millisecond), open.End, v.Max) {
		kinds = append(kinds, "end")
	}
	return kinds
}

func differs(bound time.Time, missing bool, milliseconds *float64) bool {
	if missing || milliseconds == nil {
		return missing != (milliseconds == nil)
	}
	return bound.UnixMilli() != int64(*milliseconds)
}

// explain gives the index of the disagreement that a form belongs to, or -1.
func explain(form, kind string) int {
	for i, d := range disagreements {
		if d.kind == kind && d.forms.MatchString(form) {
			return i
		}
	}
	return -1
}

// levelZeroAndOne gives every form of level 0 and 1 with values at and just
// beyond their limits, each with each mark, and intervals of each form with each.
func levelZeroAndOne() []string {
	var points []string
	for _, year := range []string{"2024", "2023", "1900", "2000", "0000", "0001", "9999", "-0001", "-0004", "-9999", "-0000", "24", "20", "-20", "202", "20245"} {
		points = append(points, year)
		for month := range 43 {
			points = append(points, fmt.Sprintf("%s-%02d", year, month))
		}
	}
	for _, year := range []string{"2024", "2023", "1900", "-0004"} {
		for month := range 14 {
			for _, day := range []int{0, 1, 16, 28, 29, 30, 31, 32} {
				points = append(points, fmt.Sprintf("%s-%02d-%02d", year, month, day))
			}
		}
	}
	points = append(points,
		"202X", "20XX", "2XXX", "XXXX", "-202X", "-20XX", "000X", "00XX", "-000X", "-00XX", "2X24", "20X4", "X024",
		"2024-XX", "2024-0X", "2024-1X", "2024-XX-XX", "2024-01-XX", "2024-01-0X", "2024-XX-01", "-0043-XX", "202X-01",
		"Y2024", "Y02024", "Y20240", "Y-20240", "Y170000002", "Y-170000002", "Y1234567890", "Y", "Y-", "Y17E8",
	)
	for _, clock := range []string{"00:00", "04:00", "23:59", "24:00", "25:00", "04:60", "4:00", "04", "04:00:00", "04:00:30", "23:59:59", "04:00:60", "24:00:00", "04:00:30.123"} {
		for _, offset := range []string{"", "Z", "+00:00", "-00:00", "+05", "-05", "+05:00", "+0530", "+05:30", "-03:30", "-12:00", "+14:00", "+13:45", "-14:00", "+15:00", "+16:00", "+05:60", "z"} {
			points = append(points, "2024-01-16T"+clock+offset)
		}
	}
	var forms []string
	for _, point := range points {
		for _, mark := range []string{"", "?", "~", "%"} {
			forms = append(forms, point+mark)
		}
	}
	ends := []string{"", "..", "2023", "2024", "2024?", "2025~", "2024-01", "2024-02%", "2024-01-16", "2024-01-19~", "2024-01-31", "-0043", "0000",
		"2024-01-16T04:00Z", "2024-01-16T06:00+05:00", "2024-21", "2024-24", "202X", "20XX", "2024-01-XX", "2024-XX", "Y20240", "Y-20240"}
	for _, first := range ends {
		for _, last := range ends {
			forms = append(forms, first+"/"+last)
		}
	}
	return forms
}
