package when

import (
	"fmt"
	"time"
)

// Words says d in a language at its own precision, and never finer: "16 January
// 2024", "January 2024", "about 2024", "16–19 January 2024", "since 16 January
// 2024", "04:00, 16 January 2024 (UTC+5)", "spring 2024", "the 2020s", "possibly
// 16 January 2024". No date is the empty string. The words hold no marks of
// direction: a page isolates them.
//
// Digits are those of CLDR for the language without a region: Persian ones in
// Persian, Arabic-Indic ones in Arabic, and 0–9 in Urdu. The offset of a time is
// always written as UTC and 0–9, since it is a name.
func Words(d Date, language string) string {
	return speaker{l: languageOf(language)}.date(d)
}

// WordsWithWeekday is [Words] with the day of the week before a single day or
// time: "Tuesday 16 January 2024". Other dates are as in Words.
func WordsWithWeekday(d Date, language string) string {
	return speaker{l: languageOf(language), weekday: !d.IsRange()}.date(d)
}

// ShortWords says d for tight places: "16 Jan", "Jan 2024", "16–19 Jan", "16 Jan,
// 04:00", "~2024", "16 Jan?". Days are without their year, and times without
// their offset: the place must make these clear.
func ShortWords(d Date, language string) string {
	return speaker{l: languageOf(language), short: true}.date(d)
}

// DayWords says the day on which t falls in the zone that t carries: "19 January
// 2024".
func DayWords(t time.Time, language string) string {
	return Words(DayOf(t), language)
}

// TimeWords says the day and the minute in which t falls in the zone that t
// carries, without naming the zone: "19 January 2024, 14:05".
func TimeWords(t time.Time, language string) string {
	l := languageOf(language)
	return fill(l.instant, "{x}", DayWords(t, language), "{t}", speaker{l: l}.clock(MinuteOf(t).first))
}

// ClockWords says the minute in which t falls in the zone that t carries: "14:05".
func ClockWords(t time.Time, language string) string {
	return speaker{l: languageOf(language)}.clock(MinuteOf(t).first)
}

// speaker says dates in one language and manner.
type speaker struct {
	l       *language
	short   bool
	weekday bool
}

func (s speaker) date(d Date) string {
	if !d.IsRange() {
		return s.point(d.first)
	}
	switch {
	case d.first.state != given:
		pattern := s.l.startUnknown
		if d.first.state == open || s.short {
			pattern = s.l.until
		}
		return s.reach(pattern, d.last)
	case d.last.state != given:
		pattern := s.l.endUnknown
		if d.last.state == open || s.short {
			pattern = s.l.since
		}
		return s.reach(pattern, d.first)
	}
	return s.interval(d.first, d.last)
}

// reach says an interval with one end.
func (s speaker) reach(pattern string, p point) string {
	return s.l.contract(fill(pattern, "{x}", s.l.after(p, s.point(p))))
}

// interval says from a to b, and what both have in common once.
func (s speaker) interval(a, b point) string {
	l := s.l
	if a.marks == 0 && b.marks == 0 && a.precision == b.precision {
		sameYear := a.year == b.year
		sameMonth := sameYear && a.month == b.month
		switch {
		case a == b:
			return s.point(a)
		case a.precision == DayPrecision && sameMonth:
			return s.onDay(a, l.dayOfMonth(a)+l.near+l.dayOfMonth(b))
		case a.precision == DayPrecision && sameYear:
			return fill(l.dayMonth, "{d}", l.dayOfMonth(a), "{m}", s.monthAlone(a)) + l.far + s.point(b)
		case a.precision == DayPrecision && s.short:
			return s.inYear(a, l.dayOfMonth(a)) + l.far + s.inYear(b, l.dayOfMonth(b))
		case a.precision == MonthPrecision && sameYear:
			return fill(l.month, "{m}", s.monthAlone(a)+l.near+s.month(b), "{y}", l.year(int(a.year)))
		case a.precision == YearPrecision && a.year > 0:
			return l.year(int(a.year)) + l.near + l.year(int(b.year))
		case a.precision >= MinutePrecision && sameMonth && a.day == b.day && a.offset == b.offset:
			return s.atTime(a, s.clock(a)+l.near+s.clock(b))
		}
	}
	return s.point(a) + l.far + s.point(b)
}

// point says a single date with its marks.
func (s speaker) point(p point) string {
	if p.state != given {
		return ""
	}
	words := s.value(p)
	isUncertain, isApproximate := p.marks&uncertain != 0, p.marks&approximate != 0
	if s.short {
		if isApproximate {
			words = "~" + words
		}
		if isUncertain {
			words += s.l.doubt
		}
		return words
	}
	bare := p
	bare.marks &^= uncertain | approximate
	switch {
	case isUncertain && isApproximate:
		words = fill(s.l.possibly, "{x}", fill(s.l.about, "{x}", s.l.after(bare, words)))
	case isUncertain:
		words = fill(s.l.possibly, "{x}", s.l.after(bare, words))
	case isApproximate:
		words = fill(s.l.about, "{x}", s.l.after(bare, words))
	}
	return s.l.contract(words)
}

// value says a single date without its marks of doubt.
func (s speaker) value(p point) string {
	l := s.l
	low, high := p.years()
	switch p.precision {
	case CenturyPrecision:
		return s.years(l.century, low, high)
	case DecadePrecision:
		return s.years(l.decade, low, high)
	case SeasonPrecision:
		return fill(l.seasons[p.month-21], "{y}", l.year(low))
	case YearPrecision:
		return s.some(p, l.year(low))
	case MonthPrecision:
		return s.some(p, fill(l.month, "{m}", s.month(p), "{y}", l.year(low)))
	case DayPrecision:
		return s.onDay(p, l.dayOfMonth(p))
	}
	return s.atTime(p, s.clock(p))
}

// years says a decade or century; one before Christ as its first and last year.
func (s speaker) years(pattern string, low, high int) string {
	switch {
	case high <= 0:
		return fill(s.l.beforeChrist, "{y}", s.l.number(1-low, 1)+s.l.near+s.l.number(1-high, 1))
	case low <= 0:
		return s.l.year(low) + s.l.far + s.l.year(high)
	}
	return fill(pattern, "{y}", s.l.year(low), "{z}", s.l.year(high))
}

// some says a day or month of which only the month or year is told. In short it
// is what is told.
func (s speaker) some(p point, words string) string {
	switch {
	case s.short:
		return words
	case p.marks&dayX != 0:
		return fill(s.l.someDay, "{x}", words)
	case p.marks&monthX != 0:
		return fill(s.l.someMonth, "{x}", words)
	}
	return words
}

// onDay says the day or days of p's month and year.
func (s speaker) onDay(p point, days string) string {
	if s.short {
		return fill(s.l.dayMonth, "{d}", days, "{m}", s.monthAlone(p))
	}
	words := s.inYear(p, days)
	if s.weekday {
		day := weekday(floorDay(p.lower()))
		words = fill(s.l.weekday, "{w}", s.l.names.WeekdayWide(day), "{x}", words)
	}
	return words
}

func (s speaker) inYear(p point, days string) string {
	return fill(s.l.day, "{d}", days, "{m}", s.month(p), "{y}", s.l.year(int(p.year)))
}

// atTime says the time or times of p's day.
func (s speaker) atTime(p point, times string) string {
	day := s.onDay(p, s.l.dayOfMonth(p))
	if s.short {
		return fill(s.l.instant, "{x}", day, "{t}", times)
	}
	return fill(s.l.timed, "{x}", day, "{t}", times) + " (" + offsetName(int(p.offset)) + ")"
}

// month says the month as it stands before a year.
func (s speaker) month(p point) string {
	if s.short {
		return s.l.names.MonthAbbreviated(time.Month(p.month))
	}
	return s.l.names.MonthWide(time.Month(p.month))
}

// monthAlone says the month as it stands without a year after it.
func (s speaker) monthAlone(p point) string { return alone(s.month(p)) }

func (s speaker) clock(p point) string {
	words := s.l.number(int(p.hour), 2) + ":" + s.l.number(int(p.minute), 2)
	if p.precision == SecondPrecision {
		words += ":" + s.l.number(int(p.second), 2)
	}
	return words
}

func (l *language) dayOfMonth(p point) string { return l.dayNumber(int(p.day)) }

// dayNumber says a day of any month.
func (l *language) dayNumber(day int) string {
	if day == 1 && l.firstDay != "" {
		return l.firstDay
	}
	return l.number(day, 1)
}

// offsetName gives the name of an offset, such as UTC+5 or UTC−3:30.
func offsetName(minutes int) string {
	sign := "+"
	switch {
	case minutes == 0:
		return "UTC"
	case minutes < 0:
		sign, minutes = "−", -minutes
	}
	name := fmt.Sprintf("UTC%s%d", sign, minutes/60)
	if minutes%60 != 0 {
		name += fmt.Sprintf(":%02d", minutes%60)
	}
	return name
}
