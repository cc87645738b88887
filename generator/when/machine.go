package when

// Machine gives d as a value for the datetime attribute of HTML's time element
// (HTML Living Standard, 4.5.14 and 2.3.5), or the empty string where HTML has
// no true value. HTML knows years from 1 on, months, days, and times with an
// offset. Of a date that it cannot say, it gives the finest of these that holds
// the whole date and is coarser than it: 2024-01 for 2024-01-XX and for
// 2024-01-16/2024-01-19, 2024 for spring 2024. For a date marked ? or ~ or with
// a missing end, nothing coarser is sure either. A time element without
// datetime must hold such a value as its text, so use another element then.
func Machine(d Date) string {
	if d.IsZero() || d.OpenEnded() || d.Uncertain() || d.Approximate() {
		return ""
	}
	if p := d.first; !d.IsRange() && p.marks == 0 && p.year > 0 && p.precision >= YearPrecision && p.precision != SeasonPrecision {
		return machineYear(p)
	}
	last := d.lastPoint()
	fromYear, fromMonth, fromDay := civil(floorDay(d.first.lower()))
	toYear, toMonth, toDay := civil(floorDay(last.upper() - 1))
	held := point{state: given, precision: YearPrecision, year: int32(fromYear)}
	switch {
	case fromYear < 1 || fromYear != toYear:
		return ""
	case fromMonth != toMonth || d.Precision() < MonthPrecision:
		return machineYear(held)
	}
	held.month = uint8(fromMonth)
	if d.Precision() >= DayPrecision && fromDay == toDay && sameOffset(d) {
		held.day = uint8(fromDay)
	}
	return machineYear(held)
}

// machineYear writes a point whose year HTML can say; a long year has no Y.
func machineYear(p point) string {
	text := p.String()
	if text[0] == 'Y' {
		return text[1:]
	}
	return text
}

// sameOffset reports whether both ends of an interval are on one clock, so that
// they lie on the day that they name.
func sameOffset(d Date) bool { return d.first.offset == d.last.offset }
