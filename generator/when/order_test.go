package when_test

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"daybook/generator/when"
)

func TestOrder(t *testing.T) {
	want := []string{ // in Karachi, which is UTC+5
		"Y-170000002", "-0043", "0000", "19XX", "2023-24",
		"2024-01-01", "2024-01-01?", "2024-01-01~", "2024-01-01/2024-01-03",
		"2024-01", "2024-01-XX", "2024", "2024-XX", "2024/2025",
		"2024-01-01/", "2024-01-01/..", "../2024-01-01", "../2024",
		"2024-01-01T00:30+05:00",
		"2024-01-01T01:00:00+05:00", "2023-12-31T20:00Z", "2024-01-01T01:00+05:00",
		"2024-01-16T00:00+05:00", "2024-01-16", "2024-01-16T09:00+05:00", "2024-01-16T04:01Z",
		"2024-21", "2024-24", "2025", "",
	}
	karachi := zone(t, "Asia/Karachi")
	list := make([]when.Date, len(want))
	for i, text := range want {
		if text != "" {
			list[i] = parse(t, text)
		}
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 50 {
		random.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
		slices.SortFunc(list, func(a, b when.Date) int { return when.Compare(a, b, karachi) })
		got := make([]string, len(list))
		for i, d := range list {
			got[i] = d.String()
		}
		if !slices.Equal(got, want) {
			t.Fatalf("sorted\n%v, want\n%v", got, want)
		}
	}
}

func TestTheSameDayIsEqualFromAnyDateline(t *testing.T) {
	islamabad, err := when.Parse("2024-01-16", zone(t, "Asia/Karachi"))
	if err != nil {
		t.Fatal(err)
	}
	washington, err := when.Parse("2024-01-16", zone(t, "America/New_York"))
	if err != nil {
		t.Fatal(err)
	}
	if islamabad != washington {
		t.Errorf("%v is not %v", islamabad, washington)
	}
}

func TestTheHouseZonePutsDaysAmongTimes(t *testing.T) {
	day, night := parse(t, "2024-01-16"), parse(t, "2024-01-15T20:00Z")
	if when.Compare(day, night, zone(t, "Asia/Karachi")) != -1 || when.Compare(day, night, nil) != 1 {
		t.Error("20:00 UTC on the 15th is in the 16th in Karachi, and before it in UTC")
	}
}

func TestSame(t *testing.T) {
	tests := []struct {
		a, b string
		want bool
	}{
		{"2024-01-16T04:00+05:00", "2024-01-15T23:00Z", true},
		{"2024-01-16T04:00+05:00/2024-01-17", "2024-01-15T23:00Z/2024-01-17", true},
		{"2024-01-16T04:00+05:00", "2024-01-16T04:00Z", false},
		{"2024-01-16T04:00Z", "2024-01-16T04:00:00Z", false},
		{"2024-01-16", "2024-01-16", true},
		{"2024-01-16", "2024-01-16?", false},
		{"2024-01", "2024-01-XX", false},
		{"2024-01-16/..", "2024-01-16/", false},
	}
	for _, test := range tests {
		if got := when.Same(parse(t, test.a), parse(t, test.b)); got != test.want {
			t.Errorf("Same(%s, %s) = %v", test.a, test.b, got)
		}
	}
}

func TestOverlap(t *testing.T) {
	tests := []struct {
		a, b string
		want bool
	}{
		{"2024-01-16", "2024-01", true},
		{"2024-01-16", "2024-01-17", false},
		{"2024-01-16T04:00Z", "2024-01-16", true},
		{"2024-01-16T04:00Z", "2024-01-16T04:01Z", false},
		{"2024-01-16/..", "2030", true},
		{"2024-01-16/..", "2024-01-15", false},
		{"../2024-01-16", "/2023", true},
		{"../2024-01-16", "2024-01-17/", false},
	}
	for _, test := range tests {
		if got := when.Overlap(parse(t, test.a), parse(t, test.b), time.UTC); got != test.want {
			t.Errorf("Overlap(%s, %s) = %v", test.a, test.b, got)
		}
	}
	if when.Overlap(when.Date{}, parse(t, "2024/.."), time.UTC) {
		t.Error("no date overlaps something")
	}
}

func TestAnIntervalAcrossZonesDoesNotEndBeforeItBegins(t *testing.T) {
	d := parse(t, "2024-01-16T23:30-12:00/2024-01-16")
	from, until, _ := d.Bounds(zone(t, "Asia/Tokyo"))
	if until.Sub(from) != time.Minute {
		t.Errorf("%s covers %v to %v", d, from, until)
	}
}
