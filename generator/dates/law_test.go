package dates_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"daybook/generator/dates"
	"daybook/generator/when"
)

// pieces are what random prose is made of: expressions, parts of them, and what may break them.
var pieces = []string{
	"On", "the", "next", "day", "last", "Tuesday", "Friday", "night", "16", "Jan.", "January", "2024", ",", ".", "\n\n", "\n", "they met", "will meet",
	"two", "years", "ago", "a", "week", "later", "earlier", "this", "month", "third", "quarter", "of", "the end of", "early", "mid", "-", "–", "to", "and", "from",
	"every", "day", "1990s", "'60s", "19th", "century", "4", "a.m.", "GMT", "0800", "midnight", "noon", "Christmas", "Easter", "Day", "summer", "2019-20",
	"05/06/2024", "2024-01-16", "[On Monday](date:2024-01-15)", "[x](event:2023-02", "](date:", "`", "é", "\xff", "\x00", "fiscal", "first", "half", "nine", "months", "ended", "weekend",
	"99999999999999999999", "31", "February", "29", "ten", "half an hour", "about", "now", "recently", "30", "BC", "o'clock", "that", "same", "following",
	"half past", "a quarter to", "the 5th", "the 31st", "after", "before", "the 18th and", "centuries", "quarters", "weekends", "weekday mornings", "all day", "the whole", "or two",
	"2 1/2", "A.D.", "410", "the latest", "1998's", "and 70s", "the new year", "one day", "day-to-day", "in the morning", "at night", "10-to-20-year", "year's end", "another",
}

func prose(t *rapid.T) string {
	parts := rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 60).Draw(t, "parts")
	glue := rapid.SampledFrom([]string{" ", "  ", ""}).Draw(t, "glue")
	if glue == "" {
		return strings.Join(parts, "")
	}
	return strings.Join(parts, glue)
}

func anyFrame(t *rapid.T) dates.Frame {
	if rapid.Bool().Draw(t, "undated") {
		return dates.Frame{}
	}
	year := rapid.IntRange(1950, 2050).Draw(t, "year")
	d := time.Date(year, 1, 1+rapid.IntRange(0, 364).Draw(t, "day"), 0, 0, 0, 0, time.UTC)
	return dates.Frame{Date: dates.Day{Year: d.Year(), Month: d.Month(), Day: d.Day()}, Zone: time.UTC}
}

// obeys reports how expressions break the laws that hold for any text and frame.
func obeys(t interface{ Errorf(string, ...any) }, text string, all []dates.Expression) {
	at := 0
	for _, e := range all {
		if e.Start < at || e.End <= e.Start || e.End > len(text) {
			t.Errorf("%q: [%d,%d) lies outside [%d,%d)", e.Text, e.Start, e.End, at, len(text))
			return
		}
		at = e.End
		if text[e.Start:e.End] != e.Text {
			t.Errorf("%q stands where the text has %q", e.Text, text[e.Start:e.End])
		}
		if len(e.Readings) == 0 || e.Readings[0].Value != e.Value {
			t.Errorf("%q: the first of %v is not %q", e.Text, e.Readings, e.Value)
		}
		if e.Sure && len(e.Readings) != 1 && e.Kind != dates.KindDuration {
			t.Errorf("%q is sure of %v", e.Text, e.Readings)
		}
		for _, r := range e.Readings {
			if r.Why == "" {
				t.Errorf("%q: no reason for %q", e.Text, r.Value)
			}
			if e.Kind == dates.KindDuration || e.Kind == dates.KindSet || r.Value == "" {
				continue
			}
			if _, err := when.Parse(r.Value, time.UTC); err != nil {
				t.Errorf("%q: %q is no EDTF: %v", e.Text, r.Value, err)
			}
		}
	}
}

func TestExpressionsAreInTheTextAndEDTF(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text, f := prose(t), anyFrame(t)
		obeys(t, text, dates.Find(text, f))
	})
}

func TestSameTextSameExpressions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text, f := prose(t), anyFrame(t)
		if diff := cmp.Diff(dates.Find(text, f), dates.Find(text, f), cmp.AllowUnexported(dates.Expression{})); diff != "" {
			t.Error(diff)
		}
	})
}

func TestWriteOnlyAddsLinks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text, f := prose(t), anyFrame(t)
		all := dates.Find(text, f)
		written := dates.Write(text, all)
		for _, e := range all {
			if link := dates.Link(e); e.Sure && link != "" {
				label, _, _ := strings.Cut(strings.TrimPrefix(link, "["), "](date:")
				written = strings.Replace(written, link, label, 1)
			}
		}
		if written != text {
			t.Errorf("without its links the text is %q, not %q", written, text)
		}
	})
}

func TestWeekdaysMoveWithTheDateline(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := anyFrame(t)
		if f.Date.Year == 0 {
			return
		}
		name := rapid.SampledFrom([]string{"Monday", "last Tuesday", "next Wednesday", "Thursday night", "Friday week", "yesterday", "the day after tomorrow", "last week", "10 days ago", "4 p.m. on Sunday"}).Draw(t, "name")
		verb := rapid.SampledFrom([]string{"They met ", "They will meet ", "Talks "}).Draw(t, "verb")
		text := verb + name + "."
		shifted := f
		d := time.Date(f.Date.Year, f.Date.Month, f.Date.Day+7, 0, 0, 0, 0, time.UTC)
		shifted.Date = dates.Day{Year: d.Year(), Month: d.Month(), Day: d.Day()}
		before, after := dates.Find(text, f), dates.Find(text, shifted)
		if len(before) != 1 || len(after) != 1 {
			t.Fatalf("%q: found %d and %d", text, len(before), len(after))
		}
		if got, want := after[0].Value, weekLater(t, before[0].Value); got != want {
			t.Errorf("%q: %s a week later is %s, want %s", text, before[0].Value, got, want)
		}
	})
}

// weekLater moves the dates of a value by seven days.
func weekLater(t *rapid.T, value string) string {
	var moved []string
	for _, v := range strings.Split(value, "/") {
		d, err := time.Parse(time.DateOnly, v[:10])
		if err != nil {
			t.Fatal(err)
		}
		moved = append(moved, d.AddDate(0, 0, 7).Format(time.DateOnly)+v[10:])
	}
	return strings.Join(moved, "/")
}

func FuzzFind(f *testing.F) {
	f.Add("On Tuesday they met. The next day they left at 4 a.m. GMT.", 2024, 19)
	f.Add("[x](date:2024-01-16) the first half of the first half of 2024 \xff\x00", 1, 1)
	f.Fuzz(func(t *testing.T, text string, year, d int) {
		all := dates.Find(text, dates.Frame{Date: dates.Day{Year: year, Month: 1, Day: d}})
		obeys(t, text, all)
		dates.NewReport("", text, all)
		dates.Write(text, all)
	})
}

// hostile are texts that a careless reader takes more than linear time for.
var hostile = map[string]string{
	"nested":    "the end of the first half of ",
	"links":     "[[](date:",
	"targets":   "](date:2024",
	"numbers":   "1-1/1.1:",
	"months":    "May 1 and ",
	"weekdays":  "a week from Monday the ",
	"sentence":  "they met and said to go ",
	"modifiers": "about early the mid-",
	"letters":   "a",
	"digits":    "1",
	"commas":    "1,111",
	"ons":       "on on on Monday Monday ",
	"ones":      "1 1 1 1 1 ",
	"besides":   "the day after the day before ",
	"pairs":     "the 18th and the 19th and ",
	"halves":    "half past a quarter to ",
	"years":     "1998's first the latest ",
	"wholes":    "all the whole another 1 1/2 ",
}

func TestTimeIsLinear(t *testing.T) {
	const (
		size     = 1 << 14
		attempts = 5 // a busy machine is slow once, a slow grammar always
	)
	for name, piece := range hostile {
		t.Run(name, func(t *testing.T) {
			took := func(n int) time.Duration {
				text := strings.Repeat(piece, n/len(piece))
				best := time.Hour
				for range 3 {
					start := time.Now()
					dates.Find(text, dates.Frame{Date: dates.Day{Year: 2024, Month: 1, Day: 19}})
					best = min(best, time.Since(start))
				}
				return best
			}
			var small, large time.Duration
			for range attempts {
				if small, large = took(size), took(8*size); large < 30*small || large < time.Second/2 {
					return
				}
			}
			t.Errorf("8 times the text takes %v instead of %v", large, small)
		})
	}
}

func BenchmarkFind(b *testing.B) {
	var all strings.Builder
	for _, p := range readKey(b, "tune") {
		all.WriteString(p.text)
		all.WriteString("\n\n")
	}
	text := all.String()
	text = strings.Repeat(text, 1<<20/len(text)+1)
	f := dates.Frame{Date: dates.Day{Year: 2024, Month: 1, Day: 19}, Zone: time.UTC}
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		dates.Find(text, f)
	}
}
