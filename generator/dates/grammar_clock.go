package dates

// clockTime recognises a time of day with its zone and its day: "4:30 p.m. EST Tuesday", "0800 GMT",
// "noon on Friday", "eight o'clock", "Tuesday at 4 p.m.".
func (s *scanner) clockTime(i int) (meaning, int) {
	c, end := s.bareClock(i)
	if end == 0 {
		c, end = s.spoken(i)
	}
	if end == 0 {
		c, end = s.bareHour(i)
	}
	if end > 0 {
		if c.hour == 24 {
			c.hour = 0
		}
		end = s.zone(&c, end)
		if on, e := s.clockDay(end); e > 0 {
			c.on, end = on, e
			end = s.zone(&c, end)
		}
		return c, end
	}
	if c, end := s.timestamp(i); end > 0 {
		return c, end
	}
	on, end := s.dayPart(i)
	if end == 0 {
		on, end = s.weekday(i)
	}
	if end == 0 {
		on, end = s.namedDay(i)
	}
	if end == 0 {
		on, end = s.monthDate(i)
		if p, ok := on.(partial); end == 0 || !ok || p.day == 0 {
			return nil, 0
		}
	}
	at := s.comma(end)
	if s.is(at, "at") {
		at++
		if s.is(at, "about", "around") {
			at++
		}
	} else if at > end {
		return nil, 0
	}
	c, e := s.bareClock(at)
	if e == 0 || at == end && s.at(at).kind == word {
		return nil, 0
	}
	c.on = on
	return c, s.zone(&c, e)
}

// timestamp recognises 2024-01-15T09:30:00Z and 02/27/1998 14:55:00.
func (s *scanner) timestamp(i int) (meaning, int) {
	on, end := s.numeric(i)
	if end == 0 {
		return nil, 0
	}
	at := end
	if s.is(at, "t") && s.at(at).glued {
		at++
	} else if s.at(at).glued {
		return nil, 0
	}
	c := clock{second: -1, on: on}
	hour, minute := s.at(at), s.at(at+2)
	if hour.kind != number || hour.n > 23 || !s.is(at+1, ":") || minute.kind != number || minute.n > 59 || !minute.glued {
		return nil, 0
	}
	c.hour, c.minute, end = hour.n, minute.n, at+3
	if s.is(end, ":") && s.at(end+1).kind == number && s.at(end+1).glued && s.at(end+1).n < 60 {
		c.second, end = s.at(end+1).n, end+2
	}
	if e := s.meridiem(&c, end); e > 0 {
		end = e
	}
	if s.is(end, "+", "-") && s.at(end).glued && s.at(end+1).kind == number && s.is(end+2, ":") && s.at(end+3).kind == number {
		c.zone, c.offset, c.settled = "written", s.at(end+1).n*60+s.at(end+3).n, true
		if s.is(end, "-") {
			c.offset = -c.offset
		}
		return c, end + 4
	}
	return c, s.zone(&c, end)
}

// clockDay reads the day after a time of day.
func (s *scanner) clockDay(i int) (meaning, int) {
	at := s.comma(i)
	if s.is(at, "on", "in", "of") {
		if s.is(at, "in") && s.is(at+1, "the") && s.at(at+2).kind == word && dayParts[s.at(at+2).low] {
			return nil, 0
		}
		at++
	}
	if s.is(at-1, "in", "of") {
		return nil, 0
	}
	if m, end := s.dayPart(at); end > 0 {
		return m, end
	}
	if m, end := s.weekday(at); end > 0 {
		return m, end
	}
	if m, end := s.namedDay(at); end > 0 {
		return m, end
	}
	if m, end := s.numeric(at); end > 0 {
		return m, end
	}
	if m, end := s.monthDate(at); end > 0 {
		if p, ok := m.(partial); ok && p.day > 0 {
			return m, end
		}
	}
	return nil, 0
}

// bareClock reads a time of day without day and zone.
func (s *scanner) bareClock(i int) (clock, int) {
	t := s.at(i)
	c := clock{second: -1}
	if t.kind == word {
		switch t.low {
		case "noon", "midday":
			c.hour = 12
			return c, i + 1
		case "midnight":
			c.midnight = true
			return c, i + 1
		}
		n, ok := smallNumbers[t.low]
		if !ok || n > 12 {
			return c, 0
		}
		c.hour = n
		if end, ok := s.phrase(i+1, "o ' clock"); ok {
			return s.half12(c, end)
		}
		if end := s.meridiem(&c, i+1); end > 0 {
			return c, end
		}
		return c, 0
	}
	if t.kind != number || t.n < 0 || t.glued && (s.is(i-1, "$", "£", "€", ".", ":", "-", "/") || s.at(i-1).kind == word) && !s.is(i-1, "-") {
		return c, 0
	}
	if len(t.low) == 4 && t.n%100 < 60 && t.n/100 <= 24 {
		c.hour, c.minute = t.n/100, t.n%100
		if s.is(i+1, "hours", "hrs", "h") || s.zoneAt(i+1) {
			if s.is(i+1, "hours", "hrs", "h") {
				return c, i + 2
			}
			return c, i + 1
		}
		return c, 0
	}
	if t.n > 24 || len(t.low) > 2 {
		return c, 0
	}
	c.hour = t.n
	if end, ok := s.phrase(i+1, "o ' clock"); ok {
		return s.half12(c, end)
	}
	end := i + 1
	colon := false
	if s.is(end, ":", ".") && s.at(end).glued && s.at(end+1).glued && s.at(end+1).kind == number && len(s.at(end+1).low) == 2 && s.at(end+1).n < 60 {
		c.minute, colon = s.at(end+1).n, s.is(end, ":")
		end += 2
		if colon && s.is(end, ":") && s.at(end).glued && s.at(end+1).kind == number && s.at(end+1).glued && s.at(end+1).n < 60 {
			c.second, end = s.at(end+1).n, end+2
		}
	}
	if e := s.meridiem(&c, end); e > 0 {
		return c, e
	}
	if colon && !s.is(end, "-", ":") {
		c.halfOpen = c.hour > 0 && c.hour < 12 && s.at(i).low[0] != '0'
		return s.half12(c, end)
	}
	if end > i+1 && s.zoneAt(end) {
		return c, end
	}
	if s.is(end, "tonight") || s.is(end, "this") && s.is(end+1, "evening") {
		if c.hour < 12 {
			c.hour += 12
		}
		return c, end
	}
	if s.is(end, "this", "tomorrow", "yesterday") && dayParts[s.at(end+1).low] {
		return s.half12(c, end)
	}
	return c, 0
}

// half12 decides the half of the day of a clock time without a.m. or p.m. from the words after it.
func (s *scanner) half12(c clock, end int) (clock, int) {
	afternoon := s.is(end, "tonight") || s.is(end, "this", "yesterday", "tomorrow") && s.is(end+1, "afternoon", "evening", "night") ||
		s.is(end, "in") && s.is(end+1, "the") && s.is(end+2, "afternoon", "evening") || s.is(end, "at") && s.is(end+1, "night")
	inThe := s.is(end, "in") && s.is(end+1, "the") && dayParts[s.at(end+2).low]
	if afternoon && c.hour < 12 {
		c.hour += 12
	}
	if afternoon || inThe {
		c.halfOpen = false
	}
	if inThe {
		return c, end + 3
	}
	if s.is(end, "at") && s.is(end+1, "night") {
		return c, end + 2
	}
	return c, end
}

// momentParts are the parts of the day that stand without an article.
var momentParts = set("dawn dusk sunset sunrise daybreak nightfall sundown sunup midmorning midafternoon lunchtime teatime")

// lateParts are the parts of the day after noon.
var lateParts = set("afternoon evening night dusk sunset sundown nightfall nighttime midafternoon")

// meridiem reads a.m. and p.m. in their spellings and moves the clock to them.
func (s *scanner) meridiem(c *clock, i int) int {
	t, end := s.at(i), 0
	letter := byte(0)
	switch {
	case s.is(i, "am", "pm"):
		letter, end = t.low[0], i+1
	case s.is(i, "a", "p") && s.is(i+1, ".") && s.is(i+2, "m") && s.at(i+1).glued && s.at(i+2).glued:
		letter, end = t.low[0], i+3
		end = s.dot(end)
	default:
		return 0
	}
	if c.hour > 12 || c.hour == 0 && letter == 'p' {
		return 0
	}
	if c.hour == 12 {
		c.hour = 0
	}
	if letter == 'p' {
		c.hour += 12
	}
	return end
}

func (s *scanner) zoneAt(i int) bool {
	t := s.at(i)
	if t.kind != word || !t.caps {
		return false
	}
	_, ok := zones[t.low]
	_, named := zoneByName[t.low]
	return ok || named && len(t.low) == 2
}

// zone reads the zone after a clock time: "GMT", "(EST)", "Eastern time", "local time".
func (s *scanner) zone(c *clock, i int) int {
	at := i
	if s.is(at, "(") {
		at++
	}
	if end, ok := s.phrase(at, "local time"); ok {
		c.local = true
		return end
	}
	t := s.at(at)
	if t.kind != word || !t.upper {
		return i
	}
	if z, ok := zones[t.low]; ok && t.caps {
		c.zone, c.offset = t.low, z
		at++
	} else if _, ok := zoneByName[t.low]; ok && (t.caps && len(t.low) == 2 || s.is(at+1, "time", "daylight", "standard") || t.caps && len(t.low) > 2) {
		c.zone = t.low
		at++
		for s.is(at, "daylight", "standard", "time") {
			if s.is(at, "daylight") {
				c.zone, c.offset, c.settled = t.low, zoneByName[t.low].summer, true
			} else if s.is(at, "standard") {
				c.zone, c.offset, c.settled = t.low, zoneByName[t.low].standard, true
			}
			at++
		}
	} else {
		return i
	}
	if s.is(i, "(") {
		if !s.is(at, ")") {
			return i
		}
		at++
	}
	return at
}

// dayPart recognises a part of a day: "Friday night", "this morning", "tonight", "the night of 3 March".
func (s *scanner) dayPart(i int) (meaning, int) {
	t := s.at(i)
	if t.kind > number {
		return nil, 0
	}
	switch t.low {
	case "tonight":
		return partOfDay{deictic{0, dayUnit}, "night"}, i + 1
	case "the":
		if end, ok := s.phrase(i, "the night before last"); ok {
			return partOfDay{deictic{-2, dayUnit}, "night"}, end
		}
	case "overnight":
		if s.at(i).upper && s.at(i+1).upper {
			return nil, 0
		}
		return overnight{}, i + 1
	}
	at := i
	if s.is(at, "the") {
		at++
	}
	if at > i {
		at = s.early(at)
	}
	if p := s.at(at); at > i && p.kind == word && dayParts[p.low] && s.is(i-1, "in", "during", "through", "by", "until", "throughout") && s.clausal(at+1) && !s.is(at+1, "of", "after", "before") {
		return partOfDay{sentenceDay{}, p.low}, at + 1
	}
	if p := s.at(at); p.kind == word && dayParts[p.low] && s.is(at+1, "of") {
		if m, end := s.day(at + 2); end > 0 {
			return partOfDay{m, p.low}, end
		}
	}
	if p := s.at(i); p.kind == word && (dayParts[p.low] && momentParts[p.low]) {
		if m, end := s.day(s.hyphen(i + 1)); end > 0 {
			return partOfDay{m, p.low}, end
		}
		if s.is(i+1, "on") {
			if m, end := s.day(i + 2); end > 0 {
				return partOfDay{m, p.low}, end
			}
		}
		if s.is(i-1, "before", "at", "after", "by", "until", "till", "since") && s.clausal(i+1) {
			return partOfDay{sentenceDay{}, p.low}, i + 1
		}
		return nil, 0
	}
	if e := s.early(i); e > i && s.is(e, "morning", "afternoon", "evening") && s.is(i-1, "in", "by", "until", "since", "during", "from") && s.clausal(e+1) {
		return partOfDay{sentenceDay{}, s.at(e).low}, e + 1
	}
	for _, f := range [...]struct {
		phrase string
		m      meaning
	}{
		{"this", deictic{0, dayUnit}}, {"last", deictic{-1, dayUnit}}, {"earlier this", deictic{0, dayUnit}}, {"later this", deictic{0, dayUnit}},
		{"the next", chained{n: amount{n: 1}, unit: dayUnit, determined: true}}, {"the following", chained{n: amount{n: 1}, unit: dayUnit, determined: true}},
		{"the previous", chained{n: amount{n: -1}, unit: dayUnit, determined: true}}, {"that", same{dayUnit, true}}, {"that same", same{dayUnit, true}}, {"the same", same{dayUnit, true}},
	} {
		end, ok := s.phrase(i, f.phrase)
		if !ok {
			continue
		}
		end = s.early(end)
		p := s.at(end)
		if p.kind == word && dayParts[p.low] && (f.phrase != "last" || s.is(end, "night", "evening")) {
			return partOfDay{f.m, p.low}, end + 1
		}
	}
	m, end := s.day(i)
	if end == 0 {
		return nil, 0
	}
	end = s.early(end)
	if s.is(end, "at") && s.is(end+1, "dawn", "dusk", "sunset", "night", "sunrise") {
		end++
	}
	if p := s.at(end); p.kind == word && dayParts[p.low] && !(p.upper && !p.caps && p.low == "dawn") {
		return partOfDay{m, p.low}, end + 1
	}
	return nil, 0
}

// early skips "early", "late" and "mid" before a part of a day.
func (s *scanner) early(i int) int {
	if s.is(i, "early", "late", "mid") {
		return s.hyphen(i + 1)
	}
	return i
}

// day recognises what names one day.
func (s *scanner) day(i int) (meaning, int) {
	if m, end := s.weekday(i); end > 0 {
		return m, end
	}
	if m, end := s.namedDay(i); end > 0 {
		return m, end
	}
	if m, end := s.monthDate(i); end > 0 {
		if p, ok := m.(partial); ok && p.day > 0 {
			return m, end
		}
	}
	if m, end := s.holiday(i); end > 0 {
		return m, end
	}
	return nil, 0
}
