package news

import (
	"cmp"
	"slices"
	"time"

	"daybook/generator/problem"
	"daybook/generator/when"
)

type zone = *time.Location

// version is a value and the tellings of it.
type version[T any] struct {
	value   T
	reports []Report
	newest  int // position of the newest telling
}

// settle finds the value that stands for all tellings of a fact, and the
// versions that cannot all be true. narrower(a, b) says that a is a more
// precise telling of b, or the same.
func settle[T any](values []T, reports []Report, narrower func(a, b T) bool) (T, []version[T]) {
	var versions []version[T]
	for i, value := range values {
		at := slices.IndexFunc(versions, func(v version[T]) bool { return narrower(value, v.value) || narrower(v.value, value) })
		if at < 0 {
			versions = append(versions, version[T]{value: value})
			at = len(versions) - 1
		}
		v := &versions[at]
		if narrower(value, v.value) {
			v.value = value
		}
		v.reports, v.newest = append(v.reports, reports[i]), i
	}
	if len(versions) == 0 {
		var none T
		return none, nil
	}
	best := slices.MaxFunc(versions, func(a, b version[T]) int {
		return cmp.Or(cmp.Compare(len(a.reports), len(b.reports)), cmp.Compare(a.newest, b.newest))
	})
	return best.value, versions
}

// told collects the values of one fact from the tellings that give it; the
// event's own file, when it gives it, comes first and decides.
func told[T any](tellings []telling, value func(*EventCopy) (T, bool)) (values []T, reports []Report, decided bool) {
	for _, t := range tellings {
		if v, given := value(t.copy); given {
			values = append(values, v)
			reports = append(reports, Report{Article: t.article, Copy: t.copy})
			decided = decided || t.article == nil
		}
	}
	return values, reports, decided
}

func (g *gatherer) settleDate(e *Event, tellings []telling) {
	house := g.archive.Site.Zone
	values, reports, decided := told(tellings, func(c *EventCopy) (when.Date, bool) { return c.Date, !c.Date.IsZero() })
	date, versions := settle(values, reports, func(a, b when.Date) bool { return within(a, b, house) })
	if decided {
		date = values[0]
	}
	e.Date = date
	if len(versions) > 1 {
		d := Difference{What: "date"}
		for _, v := range versions {
			d.Versions = append(d.Versions, Version{Date: v.value, Reports: v.reports})
		}
		e.Differences = append(e.Differences, d)
	}
	if len(values) == 0 && !slices.ContainsFunc(tellings, func(t telling) bool { return t.copy.Unknown }) {
		g.report(problem.New(RuleEventDate, tellings[0].copy.Place, "the event %q has no date", e.ID).
			Hinted("give it as precisely as it is known, such as  date: 2024-01, or say  date: unknown"))
	}
}

// within reports whether a is b or a more precise telling of b.
func within(a, b when.Date, house zone) bool {
	if when.Same(a, b) {
		return true
	}
	aFrom, aUntil, aOpen := a.Bounds(house)
	bFrom, bUntil, bOpen := b.Bounds(house)
	return (bOpen.Start || !aOpen.Start && !aFrom.Before(bFrom)) && (bOpen.End || !aOpen.End && !aUntil.After(bUntil))
}

func (g *gatherer) settlePlace(e *Event, tellings []telling) {
	values, reports, decided := told(tellings, func(c *EventCopy) (*Name, bool) {
		n := g.name(c.Where, KindPlace)
		return n, n != nil
	})
	place, versions := settle(values, reports, func(a, b *Name) bool {
		for at := a; at != nil; at = at.Within {
			if at == b {
				return true
			}
		}
		return false
	})
	if decided {
		place = values[0]
	}
	e.Where = place
	if len(versions) > 1 {
		d := Difference{What: "place"}
		for _, v := range versions {
			d.Versions = append(d.Versions, Version{Where: v.value, Reports: v.reports})
		}
		e.Differences = append(e.Differences, d)
	}
}

// settleStatus derives how sure an event is. What its own file says is right;
// else what its reports say, where they say it, settled as other facts are;
// else its claims decide: denied or disputed by anyone, it is disputed;
// confirmed by anyone, it is confirmed; else it is reported.
func (g *gatherer) settleStatus(e *Event, tellings []telling) {
	values, reports, decided := told(tellings, func(c *EventCopy) (EventStatus, bool) { return c.Status, c.Status != 0 })
	status, versions := settle(values, reports, func(a, b EventStatus) bool { return a == b })
	if decided {
		status = values[0]
	}
	if len(versions) > 1 {
		d := Difference{What: "status"}
		for _, v := range versions {
			d.Versions = append(d.Versions, Version{Status: v.value, Reports: v.reports})
		}
		e.Differences = append(e.Differences, d)
	}
	if status == 0 {
		status = Reported
		for _, c := range e.Claims {
			switch c.Stance {
			case "denies", "disputes":
				status = Disputed
			case "confirms":
				if status == Reported {
					status = Confirmed
				}
			}
		}
	}
	e.Status = status
}
