package check

import (
	"bytes"
	"slices"
	"strings"

	"daybook/generator/frontmatter"
	"daybook/generator/news"
	"daybook/generator/problem"
	"daybook/generator/source"
)

var quoteWithoutSpeaker = Rule{
	Name: "quote-without-speaker", Level: Warning, read: checkQuoteWithoutSpeaker,
	Doc: "A quotation does not say whose words it holds, or says so without a link to the speaker's page.",
}

// checkQuoteWithoutSpeaker reads the lines of quotations at the margin; those
// inside lists and other quotations are part of something else. The header, in
// which hardly a line begins like a quotation, is only cut off for findings.
func checkQuoteWithoutSpeaker(d *desk, s *sheet) []problem.Problem {
	if s.article == nil || !bytes.Contains(s.text, []byte("\n>")) && !bytes.HasPrefix(s.text, []byte(">")) {
		return nil
	}
	var found []problem.Problem
	fence := ""
	quote := quotation{start: -1}
	end := func() {
		if quote.start >= 0 {
			if p, bad := d.quotation(s, quote); bad {
				found = append(found, p)
			}
		}
		quote = quotation{start: -1}
	}
	at := 0
	for line := range bytes.Lines(s.text) {
		text := strings.TrimSpace(string(line))
		switch {
		case fence != "":
			if strings.HasPrefix(text, fence) {
				fence = ""
			}
		case strings.HasPrefix(text, "```") || strings.HasPrefix(text, "~~~"):
			end()
			fence = text[:3]
		case line[0] == '>':
			inner := strings.TrimSpace(strings.TrimPrefix(text, ">"))
			if quote.start < 0 {
				quote = quotation{start: at, first: inner}
			}
			if inner != "" {
				quote.last, quote.lastAt = inner, at+bytes.Index(line, []byte(inner))
			}
		case text == "":
			end()
		case quote.start >= 0:
			quote.last, quote.lastAt = text, at+bytes.Index(line, []byte(text))
		}
		at += len(line)
	}
	end()
	if len(found) == 0 {
		return nil
	}
	split, _ := frontmatter.Cut(s.file())
	body := s.file().Place(split.Body.Start)
	return slices.DeleteFunc(found, func(p problem.Problem) bool { return source.Compare(p.Place, body) < 0 })
}

// quotation is a blockquote: where it begins, its first and its last line.
type quotation struct {
	start       int
	first, last string
	lastAt      int
}

func (d *desk) quotation(s *sheet, q quotation) (problem.Problem, bool) {
	if q.last == "" || strings.HasPrefix(q.first, "[!") || strings.HasPrefix(q.first, ">") {
		return problem.Problem{}, false
	}
	speaker := strings.TrimLeft(q.last, "—―–-")
	dashed := len(speaker) < len(q.last) && (strings.HasPrefix(q.last, "—") || strings.HasPrefix(q.last, "―") || strings.HasPrefix(q.last, "--"))
	switch speaker = strings.TrimSpace(speaker); {
	case !dashed || speaker == "":
		return found(s.file().Place(q.start), "the quotation does not say whose words it holds").
			Hinted("end it with a line of its own:  > — [Name](person:slug), role, date"), true
	case strings.Contains(speaker, "](") || strings.Contains(speaker, "<http"):
		return problem.Problem{}, false
	}
	name, rest, _ := strings.Cut(speaker, ",")
	slug := news.Slug(name)
	if slug == "" {
		return problem.Problem{}, false
	}
	kind := news.KindPerson
	if n := d.named(name, news.KindActor); n != nil && n.Kind != news.KindActor {
		kind, slug = n.Kind, n.Slug
	}
	if rest != "" {
		rest = "," + rest
	}
	return found(s.file().Place(q.lastAt), "the speaker “%s” is not linked, so that the words are not found on their page", name).
		Hinted("write  — [%s](%s:%s)%s", name, kind, slug, rest), true
}
