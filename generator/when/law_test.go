package when_test

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"daybook/generator/when"
)

var houses = []string{"UTC", "Asia/Karachi", "Asia/Tehran", "America/New_York", "Europe/London", "Pacific/Apia", "Pacific/Kiritimati", "Etc/GMT+12"}

// aPoint draws the text of a date that is no interval; most lie close together,
// so that order is decided by the last of its rules as often as by the first.
func aPoint(t *rapid.T) string {
	year := rapid.SampledFrom([]string{"2011", "2024", "2024", "2024", "2023", "-0043", "0000", "9999"}).Draw(t, "year")
	month := fmt.Sprintf("%02d", rapid.SampledFrom([]int{1, 1, 1, 2, 12}).Draw(t, "month"))
	day := fmt.Sprintf("%02d", rapid.SampledFrom([]int{1, 1, 2, 15, 16, 28}).Draw(t, "day"))
	clock := fmt.Sprintf("%02d:%02d", rapid.IntRange(0, 23).Draw(t, "hour"), rapid.SampledFrom([]int{0, 0, 30, 59}).Draw(t, "minute"))
	seconds := rapid.SampledFrom([]string{"", "", ":00", ":59"}).Draw(t, "seconds")
	offset := rapid.SampledFrom([]string{"Z", "+05:00", "-12:00", "+14:00", "+03:30", "-15:59"}).Draw(t, "offset")
	whole := year + "-" + month + "-" + day
	text := rapid.SampledFrom([]string{
		whole, whole, whole + "T" + clock + seconds + offset, whole + "T" + clock + seconds + offset,
		year + "-" + month, year, year + "-21", year + "-24", year + "-XX", year + "-XX-XX", year + "-" + month + "-XX",
		"202X", "20XX", "-004X", "Y12024", "Y-170000002",
	}).Draw(t, "point")
	return text + rapid.SampledFrom([]string{"", "", "", "?", "~", "%"}).Draw(t, "mark")
}

var aDate = rapid.Custom(func(t *rapid.T) when.Date {
	text := aPoint(t)
	if rapid.IntRange(0, 2).Draw(t, "kind") == 0 {
		other := rapid.SampledFrom([]string{"", "..", aPoint(t), aPoint(t)}).Draw(t, "other")
		if rapid.Bool().Draw(t, "swapped") {
			text, other = other, text
		}
		text += "/" + other
	}
	d, err := when.Parse(text, nil)
	if err != nil {
		t.Skipf("%v", err)
	}
	return d
})

func aHouse(t *rapid.T) *time.Location {
	house, err := time.LoadLocation(rapid.SampledFrom(houses).Draw(t, "house"))
	if err != nil {
		t.Fatal(err)
	}
	return house
}

func TestParseOfStringGivesTheSameDate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := aDate.Draw(t, "date")
		again, err := when.Parse(d.String(), nil)
		if err != nil || again != d {
			t.Fatalf("%s is read as %s, %v", d, again, err)
		}
	})
}

// The binary form gives the date back, and bytes of no form are refused or
// give a date that can be written again.
func TestBinaryFormGivesTheSameDate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := aDate.Draw(t, "date")
		form, err := want.AppendBinary([]byte("before"))
		if err != nil {
			t.Fatal(err)
		}
		var got when.Date
		if err := got.UnmarshalBinary(form[len("before"):]); err != nil || got != want {
			t.Fatalf("%v is read back as %v, %v", want, got, err)
		}
		if got.UnmarshalBinary(form[len("before")+1:]) == nil {
			t.Fatal("a form with a byte missing is read")
		}
	})
}

func TestCompareIsATotalOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		house := aHouse(t)
		a, b, c := aDate.Draw(t, "a"), aDate.Draw(t, "b"), aDate.Draw(t, "c")
		ab, ba := when.Compare(a, b, house), when.Compare(b, a, house)
		if ab != -ba {
			t.Fatalf("Compare(%s, %s) = %d, and the other way %d", a, b, ab, ba)
		}
		if (ab == 0) != (a == b) {
			t.Fatalf("Compare(%s, %s) = %d", a, b, ab)
		}
		if ab <= 0 && when.Compare(b, c, house) <= 0 && when.Compare(a, c, house) > 0 {
			t.Fatalf("%s <= %s <= %s, but not %s <= %s", a, b, c, a, c)
		}
		if !a.IsZero() && when.Compare(a, when.Date{}, house) != -1 {
			t.Fatalf("%s does not stand before no date", a)
		}
	})
}

func TestCompareFollowsBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		house := aHouse(t)
		a, b := aDate.Draw(t, "a"), aDate.Draw(t, "b")
		aFrom, aUntil, aOpen := a.Bounds(house)
		bFrom, bUntil, bOpen := b.Bounds(house)
		if !aOpen.Start && !aOpen.End && aUntil.Before(aFrom) {
			t.Fatalf("%s ends before it begins: %v, %v", a, aFrom, aUntil)
		}
		if aOpen.Start || bOpen.Start {
			return
		}
		want := aFrom.Compare(bFrom)
		if want == 0 && !aOpen.End && !bOpen.End {
			want = aUntil.Compare(bUntil)
		} else if want == 0 && aOpen.End != bOpen.End {
			want = map[bool]int{true: 1, false: -1}[aOpen.End]
		}
		if want == 0 {
			want = cmp.Compare(a.String(), b.String())
		}
		if got := when.Compare(a, b, house); got != want {
			t.Fatalf("Compare(%s, %s) = %d, want %d", a, b, got, want)
		}
	})
}

func TestRankAgreesWithCompareSpans(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		house := aHouse(t)
		a, b := rapid.OneOf(aDate, rapid.Just(when.Date{})).Draw(t, "a"), aDate.Draw(t, "b")
		gap := a.Rank() - b.Rank()
		if gap < when.RankGap && gap > -when.RankGap {
			return
		}
		if got := when.CompareSpans(a, b, house); got != cmp.Compare(gap, 0) {
			t.Fatalf("%s ranks %d, %s %d, and CompareSpans says %d", a, a.Rank(), b, b.Rank(), got)
		}
	})
}

func TestOverlapAndSameAreSymmetric(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		house := aHouse(t)
		a, b := aDate.Draw(t, "a"), aDate.Draw(t, "b")
		if when.Overlap(a, b, house) != when.Overlap(b, a, house) || when.Same(a, b) != when.Same(b, a) {
			t.Fatalf("%s and %s are judged differently the other way round", a, b)
		}
		if !when.Same(a, a) || (a == b && !when.Same(a, b)) {
			t.Fatalf("%s is not the same as itself", a)
		}
		aFrom, aUntil, aOpen := a.Bounds(house)
		bFrom, bUntil, bOpen := b.Bounds(house)
		apart := !aOpen.End && !bOpen.Start && !aUntil.After(bFrom) || !bOpen.End && !aOpen.Start && !bUntil.After(aFrom)
		if when.Overlap(a, b, house) == apart {
			t.Fatalf("Overlap(%s, %s) is %v", a, b, !apart)
		}
	})
}

func TestNothingDependsOnTheMachinesZone(t *testing.T) {
	machine := time.Local
	defer func() { time.Local = machine }()
	texts := []string{"2024-01-16", "2024-01-16T04:00", "2024-01", "2024-24", "202X", "2024-01-16/..", "../2024-01-16", "2024-01-16T02:30/2024-01-16", "16 January 2024"}
	published := time.Date(2024, 1, 19, 14, 5, 0, 0, time.UTC)
	var first string
	for _, name := range houses {
		time.Local = zone(t, name)
		var said strings.Builder
		for _, house := range houses {
			dates := make([]when.Date, len(texts))
			for i, text := range texts {
				d, err := when.Parse(text, zone(t, house))
				dates[i] = d
				from, until, open := d.Bounds(zone(t, house))
				fmt.Fprintln(&said, d, err, from.Unix(), until.Unix(), open, when.Machine(d), when.WordsWithWeekday(d, "en"))
			}
			slices.SortFunc(dates, func(a, b when.Date) int { return when.Compare(a, b, zone(t, house)) })
			fmt.Fprintln(&said, dates, when.TimeWords(published, "en"), when.DayOf(published), when.MinuteOf(published))
		}
		if first == "" {
			first = said.String()
		} else if said.String() != first {
			t.Fatalf("with the machine in %s:\n%s\nwant\n%s", name, said.String(), first)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, text := range []string{"2024-01-16", "2024-01-16T04:00:30+05:30~", "2024-XX-XX%", "-20XX", "Y-170000002", "2024-21/..", "/2024", "16–19 January 2024", "c. 2024", "2024-W53-7", "۱۶ ژانویه ۲۰۲۴", "2024-366", "2024-21-01", "Y0017", "2024-XX-01"} {
		f.Add(text)
	}
	karachi := time.FixedZone("PKT", 5*3600)
	f.Fuzz(func(t *testing.T, text string) {
		d, err := when.Parse(text, karachi)
		var fault *when.ParseError
		if err != nil {
			if !errors.As(err, &fault) || fault.Text != text || fault.Sentence == "" || fault.Hint == "" || !d.IsZero() {
				t.Fatalf("Parse(%q) = %v, %#v", text, d, err)
			}
			if fault.Offset < 0 || fault.Length < 0 || fault.Offset+fault.Length > len(text) {
				t.Fatalf("Parse(%q) blames %d+%d", text, fault.Offset, fault.Length)
			}
			return
		}
		again, err := when.Parse(d.String(), nil)
		if err != nil || again != d || d.IsZero() {
			t.Fatalf("Parse(%q) = %s, read again as %s, %v", text, d, again, err)
		}
		from, until, open := d.Bounds(karachi)
		if !open.Start && !open.End && !until.After(from) {
			t.Fatalf("%s covers %v to %v", d, from, until)
		}
		for _, language := range when.Languages() {
			if when.Words(d, language) == "" || when.ShortWords(d, language) == "" {
				t.Fatalf("%s has no words in %s", d, language)
			}
		}
		if machine := when.Machine(d); machine != "" && strings.ContainsAny(machine, "X?~%/Y") {
			t.Fatalf("%s is %q for machines", d, machine)
		}
	})
}

func dates(tb testing.TB, count int) []when.Date {
	forms := []string{"%04d-%02d-%02d", "%04d-%02d-%02dT04:30+05:00", "%04d-%02d-%02d/..", "%04d-%02d-%02d?"}
	list := make([]when.Date, count)
	for i := range list {
		n := i * 7919 % count
		text := fmt.Sprintf(forms[n%len(forms)], 1990+n%34, 1+n/34%12, 1+n/400%28)
		d, err := when.Parse(text, nil)
		if err != nil {
			tb.Fatal(err)
		}
		list[i] = d
	}
	return list
}

func BenchmarkParse(b *testing.B) {
	karachi := zone(b, "Asia/Karachi")
	for _, text := range []string{"2024-01-16", "2024-01-16T04:00", "2024-01-16/2024-01-19"} {
		b.Run(strings.ReplaceAll(text, "/", "to"), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := when.Parse(text, karachi); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkSort(b *testing.B) {
	karachi := zone(b, "Asia/Karachi")
	for _, count := range []int{1000, 100_000} {
		b.Run(fmt.Sprint(count), func(b *testing.B) {
			list := dates(b, count)
			sorted := make([]when.Date, count)
			b.ReportAllocs()
			for b.Loop() {
				copy(sorted, list)
				slices.SortFunc(sorted, func(x, y when.Date) int { return when.Compare(x, y, karachi) })
			}
		})
	}
}

func BenchmarkWords(b *testing.B) {
	d := parse(b, "2024-01-16")
	for _, language := range []string{"en", "fa"} {
		b.Run(language, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				when.Words(d, language)
			}
		})
	}
}
