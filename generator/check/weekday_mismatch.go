package check

import (
	"bytes"
	"strings"
	"time"

	"daybook/generator/dates"
	"daybook/generator/frontmatter"
	"daybook/generator/news"
	"daybook/generator/problem"
	"daybook/generator/source"
	"daybook/generator/when"
)

var weekdayMismatch = rule{name: "weekday-mismatch", read: checkWeekdayMismatch, may: mayMismatch}

// mayMismatch goes by what the reading of the file has noticed.
func mayMismatch(s *sheet) bool { return s.copy.Body.Traces.DatedWeekday && english(s.copy.Lang) }

func checkWeekdayMismatch(d *desk, s *sheet) []problem.Problem {
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
	for _, span := range d.reader().Prose(s.file(), body) {
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
