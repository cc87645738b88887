package when

import "math/bits"

// Calendar is one in which dates can be said beside the Gregorian calendar.
type Calendar uint8

// The calendars. Both count from the Hijra, in years of the sun and of the moon.
const (
	// SolarHijri is the civil calendar of Iran. It is reckoned for the years
	// 1178 to 1501, 21 March 1799 to 20 March 2123, in which the rule of 33
	// years gives the same as the vernal equinox in Tehran does.
	SolarHijri Calendar = 1 + iota
	// Islamic is the calendar of Umm al-Qura, the civil calendar of Saudi
	// Arabia, known for the years 1300 to 1600, 12 November 1882 to 25 November
	// 2174. Where months begin when the moon is seen, days may differ by one.
	// A day is that of the civil calendar, though it begins at sunset.
	Islamic
)

var calendarNames = [...]string{SolarHijri: "solar-hijri", Islamic: "islamic"}

// String gives the name of the calendar in site.yaml, such as "solar-hijri".
func (c Calendar) String() string {
	if int(c) >= len(calendarNames) {
		return ""
	}
	return calendarNames[c]
}

// Calendars gives the names of the calendars.
func Calendars() []string { return calendarNames[SolarHijri:] }

// CalendarNamed gives the calendar of a name; ok is false for any other text.
func CalendarNamed(name string) (c Calendar, ok bool) {
	for i, known := range calendarNames {
		if i > 0 && known == name {
			return Calendar(i), true
		}
	}
	return 0, false
}

// CalendarWords says in another calendar what d is, at d's precision and never
// finer: "26 Dey 1402 AP", and of a month what it has a part in: "Dey–Bahman
// 1402 AP". They stand beside the words of [Words], which alone say the time of
// day and all doubt. They are empty where the calendar does not reach, and for
// no date.
func CalendarWords(d Date, c Calendar, language string) string {
	if c != SolarHijri && c != Islamic {
		return ""
	}
	s := calendarSpeaker{l: languageOf(language), calendar: c}
	first, last := d.first, d.lastPoint()
	switch {
	case first.state == given && last.state == given:
		words, _ := s.span(first, last)
		return words
	case first.state == given:
		return s.reach(s.l.since, first)
	case last.state == given:
		return s.reach(s.l.until, last)
	}
	return ""
}

// calendarDay is a day of another calendar.
type calendarDay struct{ year, month, day int }

// on gives the day of the calendar that a day since 1970-01-01 is; ok is false
// where the calendar does not reach.
func (c Calendar) on(day int64) (d calendarDay, ok bool) {
	if c == SolarHijri {
		return solarHijri(day)
	}
	return islamic(day)
}

const (
	firstSolar, lastSolar = 1178, 1501
	solarEpoch            = -492268 // the day before the year 1, in days since 1970-01-01
)

// solarYear gives the first day of a Solar Hijri year. Eight years in each 33
// have a 366th day.
func solarYear(year int) int64 {
	return solarEpoch + 365*int64(year-1) + int64(8*year+21)/33
}

func solarHijri(day int64) (d calendarDay, ok bool) {
	if day < solarYear(firstSolar) || day >= solarYear(lastSolar+1) {
		return d, false
	}
	year := firstSolar + int((day-solarYear(firstSolar))/366)
	for solarYear(year+1) <= day {
		year++
	}
	const longMonths = 6 * 31
	within := int(day - solarYear(year))
	if within < longMonths {
		return calendarDay{year, 1 + within/31, 1 + within%31}, true
	}
	within -= longMonths
	return calendarDay{year, 7 + within/30, 1 + within%30}, true
}

func islamic(day int64) (d calendarDay, ok bool) {
	within := int(day - islamicStart)
	if within < 0 {
		return d, false
	}
	for year := within / 355; year < len(islamicMonths); year++ {
		rest := within - int(islamicYears[year])
		if rest >= 12*29+bits.OnesCount16(islamicMonths[year]) {
			continue
		}
		for month := range 12 {
			length := 29 + int(islamicMonths[year]>>month&1)
			if rest < length {
				return calendarDay{firstIslamic + year, month + 1, rest + 1}, true
			}
			rest -= length
		}
	}
	return d, false
}

// calendarSpeaker says dates of a calendar in one language.
type calendarSpeaker struct {
	l        *language
	calendar Calendar
}

// span says from the start of a to the end of b, and what both have in common
// once, at the precision of the coarser.
func (s calendarSpeaker) span(a, b point) (words string, precision Precision) {
	low, _ := a.years()
	_, high := b.years()
	if low < 1 || high > 9999 {
		return "", 0
	}
	from, known := s.calendar.on(floorDay(a.lower()))
	to, alsoKnown := s.calendar.on(floorDay(b.upper() - 1))
	if !known || !alsoKnown {
		return "", 0
	}
	switch precision = min(a.precision, b.precision); {
	case precision >= DayPrecision:
		words, precision = s.days(from, to), DayPrecision
	case precision >= SeasonPrecision:
		words = s.months(from, to)
	default:
		words = s.join(s.year(from), s.year(to))
	}
	return fill(s.names().era, "{x}", words), precision
}

func (s calendarSpeaker) days(from, to calendarDay) string {
	l := s.l
	switch {
	case from == to:
		return s.day(l.dayNumber(from.day), from)
	case from.year == to.year && from.month == to.month:
		return s.day(l.dayNumber(from.day)+l.near+l.dayNumber(to.day), from)
	case from.year == to.year:
		return fill(l.dayMonth, "{d}", l.dayNumber(from.day), "{m}", s.month(from)) + l.far + s.day(l.dayNumber(to.day), to)
	}
	return s.day(l.dayNumber(from.day), from) + l.far + s.day(l.dayNumber(to.day), to)
}

func (s calendarSpeaker) months(from, to calendarDay) string {
	say := func(months string, d calendarDay) string { return fill(s.l.month, "{m}", months, "{y}", s.year(d)) }
	if from.year == to.year {
		return say(s.join(s.month(from), s.month(to)), from)
	}
	return say(s.month(from), from) + s.l.far + say(s.month(to), to)
}

// join puts a dash between two words that differ.
func (s calendarSpeaker) join(from, to string) string {
	if from == to {
		return from
	}
	return from + s.l.near + to
}

func (s calendarSpeaker) day(days string, d calendarDay) string {
	return fill(s.l.day, "{d}", days, "{m}", s.month(d), "{y}", s.year(d))
}

func (s calendarSpeaker) month(d calendarDay) string { return s.names().months[d.month-1] }

func (s calendarSpeaker) year(d calendarDay) string { return s.l.number(d.year, 1) }

func (s calendarSpeaker) names() *calendarWords { return &s.l.calendars[s.calendar] }

// reach says an interval with one end.
func (s calendarSpeaker) reach(pattern string, p point) string {
	words, precision := s.span(p, p)
	if words == "" {
		return ""
	}
	article := ""
	if precision == DayPrecision {
		article = s.l.dayArticle
	}
	return s.l.contract(fill(pattern, "{x}", article+words))
}

// calendarWords are the names of a calendar in one language, from CLDR; where
// its Urdu and Arabic names of Iranian months are spelt after the English ones,
// they are spelt as newspapers do.
type calendarWords struct {
	months [12]string
	era    string
}
