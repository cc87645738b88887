package dates_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"daybook/generator/dates"
)

func TestNamesWeekdayFindsWeekdaysBesideDates(t *testing.T) {
	for text, want := range map[string]bool{
		"Thursday 16 January 2024":         true,
		"On 16 January 2024, a Thursday, ": true,
		"thu, 2024-01-16":                  true,
		"Tues 16/1/2024":                   true,
		"16.1.2024 (Mon)":                  true,
		"published: 2024-01-16":            false,
		"On Thursday 500 people came":      false,
		"Sunday":                           false,
		"Monsoon of 12 May":                false,
		"":                                 false,
		"Thursday" + strings.Repeat(" and on", 8) + " 16 January": false,
	} {
		if got := dates.NamesWeekday([]byte(text)); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

// TestNamesWeekdayMissesNothing holds the quick look against the slow one, on
// texts that say the wrong weekday in all ways there are.
func TestNamesWeekdayMissesNothing(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	pick := func(words ...string) string { return words[random.IntN(len(words))] }
	found := 0
	for range 5000 {
		text := pick("", "So ", "12 came. ") + pick("Monday", "Tue", "Weds", "thursday", "Fri.", "Saturday", "Sun") + pick(" ", ", ", " the ", " (") +
			pick("16 January 2024", "January 16th, 2024", "16 Jan 2024", "2024-01-16", "16/01/2024", "16.1.2024") + pick("", ".", ") and so on")
		for _, e := range dates.FindIn(text, []dates.Span{{End: len(text)}}, dates.Frame{}) {
			if e.Mismatch == nil {
				continue
			}
			found++
			if !dates.NamesWeekday([]byte(text)) {
				t.Fatalf("%q holds a mismatch that the quick look misses", text)
			}
		}
	}
	if found < 500 {
		t.Errorf("only %d texts held a mismatch: the test shows nothing", found)
	}
}
