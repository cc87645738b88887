package when_test

import (
	"slices"
	"testing"
	"time"

	"daybook/generator/when"
)

func TestWordsAreAsPreciseAsTheDate(t *testing.T) {
	tests := []struct{ text, long, short string }{
		{"2024-01-16", "16 January 2024", "16 Jan"},
		{"2024-01", "January 2024", "Jan 2024"},
		{"2024", "2024", "2024"},
		{"2024-21", "spring 2024", "spring 2024"},
		{"202X", "the 2020s", "the 2020s"},
		{"20XX", "2000–2099", "2000–2099"},
		{"-0043", "44 BC", "44 BC"},
		{"0000", "1 BC", "1 BC"},
		{"-201X", "2020–2011 BC", "2020–2011 BC"},
		{"000X", "1 BC – 9", "1 BC – 9"},
		{"Y12024", "12024", "12024"},
		{"2024-01-16T04:00+05:00", "04:00, 16 January 2024 (UTC+5)", "16 Jan, 04:00"},
		{"2024-01-16T04:00:09-03:30", "04:00:09, 16 January 2024 (UTC−3:30)", "16 Jan, 04:00:09"},
		{"2024-01-16T04:00Z~", "about 04:00, 16 January 2024 (UTC)", "~16 Jan, 04:00"},
		{"2024-01-16?", "possibly 16 January 2024", "16 Jan?"},
		{"2024~", "about 2024", "~2024"},
		{"2024-01%", "possibly about January 2024", "~Jan 2024?"},
		{"2024-01-XX", "a day in January 2024", "Jan 2024"},
		{"2024-XX-XX", "a day in 2024", "2024"},
		{"2024-XX", "a month in 2024", "2024"},
		{"2024-01-16/2024-01-19", "16–19 January 2024", "16–19 Jan"},
		{"2024-01-16/2024-01-16", "16 January 2024", "16 Jan"},
		{"2024-01-28/2024-02-02", "28 January – 2 February 2024", "28 Jan – 2 Feb"},
		{"2023-12-28/2024-01-02", "28 December 2023 – 2 January 2024", "28 Dec 2023 – 2 Jan 2024"},
		{"2024-01/2024-03", "January–March 2024", "Jan–Mar 2024"},
		{"2023-11/2024-03", "November 2023 – March 2024", "Nov 2023 – Mar 2024"},
		{"2023/2024", "2023–2024", "2023–2024"},
		{"-0043/0014", "44 BC – 14", "44 BC – 14"},
		{"2024-01-16T04:00+05:00/2024-01-16T06:00+05:00", "04:00–06:00, 16 January 2024 (UTC+5)", "16 Jan, 04:00–06:00"},
		{"2024-01-16T04:00Z/2024-01-17T06:00Z", "04:00, 16 January 2024 (UTC) – 06:00, 17 January 2024 (UTC)", "16 Jan, 04:00 – 17 Jan, 06:00"},
		{"2024-01-16?/2024-01-19~", "possibly 16 January 2024 – about 19 January 2024", "16 Jan? – ~19 Jan"},
		{"2024-01-16/..", "since 16 January 2024", "since 16 Jan"},
		{"2024-01-16/", "from 16 January 2024, end unknown", "since 16 Jan"},
		{"../2024-01-16", "until 16 January 2024", "until 16 Jan"},
		{"/2024-01-16", "until 16 January 2024, start unknown", "until 16 Jan"},
	}
	for _, test := range tests {
		d := parse(t, test.text)
		if got := when.Words(d, "en"); got != test.long {
			t.Errorf("Words(%s) = %q, want %q", test.text, got, test.long)
		}
		if got := when.ShortWords(d, "en"); got != test.short {
			t.Errorf("ShortWords(%s) = %q, want %q", test.text, got, test.short)
		}
	}
	if got := when.Words(when.Date{}, "en"); got != "" {
		t.Errorf("no date is said as %q", got)
	}
}

func TestWordsInEachLanguage(t *testing.T) {
	tests := []struct{ language, text, want string }{
		{"ur", "2024-01-16", "16 جنوری، 2024"},
		{"ur", "2024-01-16/..", "16 جنوری، 2024 سے"},
		{"ur", "2024-21", "موسم بہار 2024"},
		{"fa", "2024-01-16", "۱۶ ژانویهٔ ۲۰۲۴"},
		{"fa", "2024-01-28/2024-02-02", "۲۸ ژانویه تا ۲ فوریهٔ ۲۰۲۴"},
		{"fa", "2024-01-16T04:00+03:30", "۰۴:۰۰، ۱۶ ژانویهٔ ۲۰۲۴ (UTC+3:30)"},
		{"fa-IR", "2024~", "حدود ۲۰۲۴"},
		{"ar", "2024-01-16", "١٦ يناير ٢٠٢٤"},
		{"ar", "../2024-03", "حتى مارس ٢٠٢٤"},
		{"fr", "2024-01-01", "1er janvier 2024"},
		{"fr", "2024-01-16/..", "depuis le 16 janvier 2024"},
		{"fr", "../2024-01-16", "jusqu’au 16 janvier 2024"},
		{"fr", "../2024-22", "jusqu’à l’été 2024"},
		{"fr", "../202X", "jusqu’aux années 2020"},
		{"fr", "2024-04/", "à partir d’avril 2024, fin inconnue"},
		{"fr", "2024-01-16T04:00+01:00", "16 janvier 2024 à 04:00 (UTC+1)"},
		{"en-GB", "2024-01-16", "16 January 2024"},
		{"EN_us", "2024-01-16", "16 January 2024"},
		{"xx", "2024-01-16", "16 January 2024"},
		{"", "2024-01-16", "16 January 2024"},
	}
	for _, test := range tests {
		if got := when.Words(parse(t, test.text), test.language); got != test.want {
			t.Errorf("Words(%s, %q) = %q, want %q", test.text, test.language, got, test.want)
		}
	}
}

func TestWordsWithWeekday(t *testing.T) {
	tests := []struct{ language, text, want string }{
		{"en", "2024-01-16", "Tuesday 16 January 2024"},
		{"en", "2024-01-16?", "possibly Tuesday 16 January 2024"},
		{"en", "2024-01-16T04:00Z", "04:00, Tuesday 16 January 2024 (UTC)"},
		{"en", "2024-01", "January 2024"},
		{"en", "2024-01-16/2024-01-19", "16–19 January 2024"},
		{"ur", "2024-01-16", "منگل، 16 جنوری، 2024"},
		{"fa", "2024-01-16", "سه\u200cشنبه ۱۶ ژانویهٔ ۲۰۲۴"},
		{"ar", "2024-01-16", "الثلاثاء، ١٦ يناير ٢٠٢٤"},
		{"fr", "2024-01-16", "mardi 16 janvier 2024"},
	}
	for _, test := range tests {
		if got := when.WordsWithWeekday(parse(t, test.text), test.language); got != test.want {
			t.Errorf("WordsWithWeekday(%s, %q) = %q, want %q", test.text, test.language, got, test.want)
		}
	}
}

func TestWordsOfInstants(t *testing.T) {
	published := time.Date(2024, 1, 19, 9, 5, 0, 0, time.UTC).In(zone(t, "Asia/Karachi"))
	for language, want := range map[string][2]string{
		"en": {"19 January 2024", "19 January 2024, 14:05"},
		"ur": {"19 جنوری، 2024", "19 جنوری، 2024، 14:05"},
		"fa": {"۱۹ ژانویهٔ ۲۰۲۴", "۱۹ ژانویهٔ ۲۰۲۴، ۱۴:۰۵"},
		"ar": {"١٩ يناير ٢٠٢٤", "١٩ يناير ٢٠٢٤، ١٤:٠٥"},
		"fr": {"19 janvier 2024", "19 janvier 2024 à 14:05"},
	} {
		if got := [2]string{when.DayWords(published, language), when.TimeWords(published, language)}; got != want {
			t.Errorf("in %s %q, want %q", language, got, want)
		}
	}
}

func TestNamesOfMonthsAndWeekdays(t *testing.T) {
	tests := []struct{ language, january, may, tuesday string }{
		{"en", "January", "May", "Tuesday"},
		{"ur", "جنوری", "مئی", "منگل"},
		{"fa", "ژانویه", "مه", "سه\u200cشنبه"},
		{"ar", "يناير", "مايو", "الثلاثاء"},
		{"fr", "janvier", "mai", "mardi"},
	}
	named := make([]string, 0, len(tests))
	for _, test := range tests {
		named = append(named, test.language)
		got := [3]string{when.MonthName(test.language, time.January), when.MonthName(test.language, time.May), when.WeekdayName(test.language, time.Tuesday)}
		if got != [3]string{test.january, test.may, test.tuesday} {
			t.Errorf("in %s %q", test.language, got)
		}
	}
	if !slices.Equal(named, when.Languages()) {
		t.Errorf("languages are %v, and names are tested of %v", when.Languages(), named)
	}
	if when.MonthName("en", 13) != "" || when.WeekdayName("en", 7) != "" {
		t.Error("there is a name for a month 13 or a weekday 7")
	}
}

func TestMachineIsTrueHTML(t *testing.T) {
	tests := []struct{ text, want string }{
		{"2024-01-16", "2024-01-16"},
		{"2024-01", "2024-01"},
		{"2024", "2024"},
		{"0001", "0001"},
		{"0000", ""},
		{"-0043", ""},
		{"Y12024", "12024"},
		{"2024-01-16T04:00+05:00", "2024-01-16T04:00+05:00"},
		{"2024-01-16T04:00:30Z", "2024-01-16T04:00:30Z"},
		{"2024-01-XX", "2024-01"},
		{"2024-XX", "2024"},
		{"2024-XX-XX", "2024"},
		{"2024-21", "2024"},
		{"2024-24", ""},
		{"202X", ""},
		{"20XX", ""},
		{"2024-01-16?", ""},
		{"2024~", ""},
		{"2024-01-16/2024-01-19", "2024-01"},
		{"2024-01-16/2024-01-16", "2024-01-16"},
		{"2024-01-16/2024-02-19", "2024"},
		{"2023-12-16/2024-01-19", ""},
		{"2024-01-16T04:00Z/2024-01-16T06:00Z", "2024-01-16"},
		{"2024-01-16T04:00Z/2024-01-16T23:00+05:00", "2024-01"},
		{"2024-01/2024-01-19", "2024-01"},
		{"2024/2024-01", "2024"},
		{"2024-01-16/..", ""},
		{"/2024-01-16", ""},
	}
	for _, test := range tests {
		if got := when.Machine(parse(t, test.text)); got != test.want {
			t.Errorf("Machine(%s) = %q, want %q", test.text, got, test.want)
		}
	}
	if got := when.Machine(when.Date{}); got != "" {
		t.Errorf("no date is %q for machines", got)
	}
}
