package news

import (
	"cmp"
	"slices"
	"time"

	"daybook/generator/when"
)

// spanKey names a span; parts that do not apply are zero.
type spanKey struct {
	year, week, month, day int
}

// listSpans puts articles, by their day of publication in the house's zone,
// and events, by their date as written, into days, weeks, months and years.
// Spans exist only where an article was published.
func (g *gatherer) listSpans() {
	spans := map[spanKey]*Span{}
	at := func(k spanKey) *Span {
		if spans[k] == nil {
			spans[k] = &Span{Year: k.year, Week: k.week, Month: time.Month(k.month), Day: k.day}
		}
		return spans[k]
	}
	for _, a := range g.archive.Articles {
		if a.Published.IsZero() {
			continue
		}
		day := a.Day(g.archive.Site.Zone)
		for _, k := range keysOf(day) {
			at(k).Articles = append(at(k).Articles, a)
		}
	}
	for _, e := range g.archive.Events {
		if e.Date.IsZero() {
			continue
		}
		year, month, day := e.Date.Civil()
		for _, k := range keysOf(time.Date(year, month, day, 0, 0, 0, 0, time.UTC)) {
			if spans[k] == nil || !known(e.Date, k) {
				continue
			}
			spans[k].Events = append(spans[k].Events, e)
		}
	}
	for k, s := range spans {
		switch {
		case k.week > 0:
			g.archive.Weeks = append(g.archive.Weeks, s)
		case k.day > 0:
			g.archive.Days = append(g.archive.Days, s)
		case k.month > 0:
			g.archive.Months = append(g.archive.Months, s)
		default:
			g.archive.Years = append(g.archive.Years, s)
		}
	}
	for _, list := range [][]*Span{g.archive.Days, g.archive.Weeks, g.archive.Months, g.archive.Years} {
		slices.SortFunc(list, func(a, b *Span) int {
			return cmp.Or(cmp.Compare(b.Year, a.Year), cmp.Compare(b.Week, a.Week), cmp.Compare(b.Month, a.Month), cmp.Compare(b.Day, a.Day))
		})
	}
}

// Day is the day of publication in a zone, at its first instant.
func (a *ArticleCopy) Day(house *time.Location) time.Time {
	year, month, day := a.Published.Time.In(house).Date()
	if a.Published.Day {
		year, month, day = a.Published.Time.Date()
	}
	return time.Date(year, month, day, 0, 0, 0, 0, house)
}

func keysOf(day time.Time) [4]spanKey {
	year, month, number := day.Date()
	isoYear, week := day.ISOWeek()
	return [4]spanKey{
		{year: year, month: int(month), day: number},
		{year: isoYear, week: week},
		{year: year, month: int(month)},
		{year: year},
	}
}

// known reports whether a date is precise enough to be told in a span.
func known(d when.Date, k spanKey) bool {
	switch {
	case k.day > 0 || k.week > 0:
		return d.Precision() >= when.DayPrecision
	case k.month > 0:
		return d.Precision() >= when.MonthPrecision
	}
	return true
}
