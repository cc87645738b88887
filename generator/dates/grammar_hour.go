package dates

// hourWord reads the hour of a clock told in words: 1 to 12, in digits too.
func (s *scanner) hourWord(i int) (h, end int) {
	t := s.at(i)
	if t.kind == number && len(t.low) <= 2 && t.n >= 1 && t.n <= 12 && !s.is(i+1, ":", ".", "-", "%", ",") {
		return t.n, i + 1
	}
	if n, ok := smallNumbers[t.low]; ok && t.kind == word && n <= 12 {
		return n, i + 1
	}
	return 0, 0
}

// spokenMinutes are the minutes that stand before "past" and "to" without the word minutes.
var spokenMinutes = map[string]int{"half": 30, "quarter": 15, "ten": 10, "twenty": 20}

// spoken recognises "half past four", "a quarter to six", "ten minutes past noon".
func (s *scanner) spoken(i int) (clock, int) {
	c := clock{second: -1}
	at := i
	if s.is(at, "a") && s.is(at+1, "quarter") {
		at++
	}
	t := s.at(at)
	minutes, ok := spokenMinutes[t.low]
	end := at + 1
	if n, e := s.cardinal(at); e > 0 && n < 30 && s.is(e, "minutes", "minute") {
		minutes, end, ok = n, e+1, true
	}
	if !ok || t.kind > number || !s.is(end, "past", "to", "after", "before") ||
		s.is(end, "to", "after", "before") && !s.is(end-1, "quarter", "minutes", "minute") {
		return c, 0
	}
	earlier := s.is(end, "to", "before")
	hour, e := s.hourWord(end + 1)
	switch {
	case s.is(end+1, "noon", "midday"):
		hour, e = 12, end+2
	case s.is(end+1, "midnight"):
		hour, e = 24, end+2
	case e == 0 || s.is(end, "after", "before"):
		return c, 0
	default:
		if after, ok := s.phrase(e, "o ' clock"); ok {
			e = after
		}
		c.hour = hour
		if after := s.meridiem(&c, e); after > 0 {
			hour, e = c.hour, after
		} else {
			c.halfOpen, c.spoken = true, true
		}
	}
	at60 := 60*hour + minutes
	if earlier {
		at60 = 60*hour - minutes
	}
	c.hour, c.minute = at60/60%24, at60%60
	return s.inPart(c, e)
}

// inPart reads "in the morning" or "at night" after a clock time, which tell its half of the day.
func (s *scanner) inPart(c clock, i int) (clock, int) {
	end := 0
	switch {
	case s.is(i, "in") && s.is(i+1, "the") && s.is(i+2, "morning", "afternoon", "evening"):
		end = i + 3
	case s.is(i, "at") && s.is(i+1, "night"):
		end = i + 2
	default:
		return c, i
	}
	c.halfOpen = false
	if !s.is(end-1, "morning") && c.hour < 12 && c.hour > 0 {
		c.hour += 12
	}
	return c, end
}

// bareHour recognises an hour that only the part of the day after it shows to be one: "at 9 Tuesday
// morning", "by seven in the morning".
func (s *scanner) bareHour(i int) (clock, int) {
	c := clock{second: -1}
	h, end := s.hourWord(i)
	if end == 0 || !s.is(i-1, "at", "by", "until", "till", "about", "around", "before", "after", "from", "since", "to") {
		return c, 0
	}
	c.hour = h
	if told, e := s.inPart(c, end); e > end {
		return told, e
	}
	if m, e := s.dayPart(end); e > 0 && s.at(end).kind == word {
		if p, ok := m.(partOfDay); ok && dayParts[s.at(e-1).low] {
			if _, weekday := p.of.(weekdayRef); weekday {
				c.halfOpen = true
				return c, end
			}
		}
	}
	return c, 0
}
