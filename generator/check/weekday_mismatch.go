package check

import (
	"bytes"
	"slices"
	"strings"
	"time"

	"daybook/generator/dates"
	"daybook/generator/frontmatter"
	"daybook/generator/news"
	"daybook/generator/problem"
	"daybook/generator/source"
	"daybook/generator/when"
)

var weekdayMismatch = Rule{
	Name: "weekday-mismatch", Level: Error, read: checkWeekdayMismatch,
	Doc: "A weekday stands beside a date that was another day of the week.",
}

func checkWeekdayMismatch(d *desk, s *sheet) []problem.Problem {
	if !english(s.copy.Lang) || !namesWeekdayAndDate(s.text) {
		return nil
	}
	split, problems := frontmatter.Cut(s.file())
	if problem.Stops(problems) {
		return nil
	}
	text, frame := string(s.text), frameOf(s.article)
	expressions := dates.FindIn(text, headerProse(s.text, split.Header), frame)
	expressions = append(expressions, dates.FindIn(text, d.prose(s, split.Body), frame)...)
	var found []problem.Problem
	for _, e := range expressions {
		if e.Mismatch != nil {
			found = append(found, mismatch(s, e))
		}
	}
	return found
}

func mismatch(s *sheet, e dates.Expression) problem.Problem {
	p := found(s.file().Place(e.Start), "%s", e.Mismatch.Error())
	m := e.Mismatch
	weekday := strings.Replace(e.Text, m.Written.String(), m.Actual.String(), 1)
	if weekday == e.Text {
		weekday = m.Actual.String()
	}
	for _, r := range e.Readings {
		date, err := when.Parse(r.Value, time.UTC)
		if day, single := date.Weekday(); err == nil && single && day == m.Written {
			return p.Hinted("write %q, or %q", weekday, when.WordsWithWeekday(date, "en"))
		}
	}
	return p.Hinted("write %q", weekday)
}

// english reports whether dates in words can be read.
func english(lang string) bool { return lang == "en" || strings.HasPrefix(lang, "en-") }

// frameOf gives what relative dates of an article count from; nothing for
// other kinds.
func frameOf(a *news.ArticleCopy) dates.Frame {
	if a == nil {
		return dates.Frame{}
	}
	year, month, day := a.Dateline.Day.Civil()
	return dates.Frame{Date: dates.Day{Year: year, Month: month, Day: day}, Zone: a.Dateline.Zone}
}

// prose gives the stretches of a body that are sentences.
func (d *desk) prose(s *sheet, body source.Span) []dates.Span {
	var spans []dates.Span
	for _, span := range d.markdown.Prose(s.file(), body) {
		spans = append(spans, dates.Span(span))
	}
	return spans
}

// headerProse gives the values of a header that hold more than one word. A
// line that begins no field goes on with the one before.
func headerProse(text []byte, header source.Span) []dates.Span {
	var spans []dates.Span
	at := header.Start
	for line := range bytes.Lines(text[header.Start:header.End]) {
		value := bytes.TrimLeft(line, " \t-")
		key, rest, field := bytes.Cut(value, []byte(": "))
		begins := field && !bytes.ContainsAny(key, " \t")
		if begins {
			value = rest
		}
		span := dates.Span{Start: at + len(line) - len(value), End: at + len(line)}
		at += len(line)
		switch last := len(spans) - 1; {
		case !bytes.ContainsAny(bytes.TrimSpace(value), " \t"):
		case !begins && last >= 0 && spans[last].End == span.Start-(len(line)-len(value)):
			spans[last].End = span.End
		default:
			spans = append(spans, span)
		}
	}
	return spans
}

// beside is how many bytes from a weekday the date that it belongs to may lie.
const beside = 24

var (
	weekdayStarts = []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}
	shortWeekdays = []string{"tues", "weds", "thur", "thurs"}
	months        = []string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}
)

// namesWeekdayAndDate reports whether a text may hold a weekday beside a date.
// It is quick, and right whenever it says no.
func namesWeekdayAndDate(text []byte) bool {
	for i := 0; i+3 <= len(text); i++ {
		switch text[i] {
		case 'M', 'T', 'W', 'F', 'S', 'm', 't', 'w', 'f', 's':
			if (i == 0 || !letter(text[i-1])) && weekdayAt(text[i:]) &&
				namesDay(text, max(0, i-beside), min(len(text), i+beside)) {
				return true
			}
		}
	}
	return false
}

// namesDay reports whether a stretch of text holds a figure and either a month
// or figures parted by a sign.
func namesDay(text []byte, from, to int) bool {
	digit, month := false, false
	for i := from; i < to; i++ {
		switch c := text[i]; {
		case c >= '0' && c <= '9':
			digit = true
			if i > 1 && (text[i-1] == '-' || text[i-1] == '/' || text[i-1] == '.') && text[i-2] >= '0' && text[i-2] <= '9' {
				return true
			}
		case letter(c) && (i == 0 || !letter(text[i-1])):
			month = month || monthAt(text[i:])
		}
	}
	return digit && month
}

// weekdayAt reports whether a text begins with a weekday's name, whole or short.
func weekdayAt(text []byte) bool {
	if !begins(text, weekdayStarts) {
		return false
	}
	end := 3
	for end < len(text) && letter(text[end]) {
		end++
	}
	return end == 3 || slices.Contains(shortWeekdays, strings.ToLower(string(text[:min(end, 6)]))) ||
		end > 5 && end <= len("wednesday") && bytes.EqualFold(text[end-3:end], []byte("day"))
}

// monthAt reports whether a text begins with a month's name, whole or short.
func monthAt(text []byte) bool {
	end := 0
	for end < len(text) && letter(text[end]) {
		end++
	}
	for _, m := range months {
		if (end == 3 || end == 4 || end == len(m)) && end <= len(m) && bytes.EqualFold(text[:end], []byte(m[:end])) {
			return true
		}
	}
	return false
}

func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func begins(text []byte, words []string) bool {
	if len(text) < 3 {
		return false
	}
	for _, w := range words {
		if text[0]|0x20 == w[0] && text[1]|0x20 == w[1] && text[2]|0x20 == w[2] {
			return true
		}
	}
	return false
}
