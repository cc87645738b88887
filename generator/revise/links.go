package revise

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"daybook/generator/markdown"
	"daybook/generator/news"
	"daybook/generator/source"
)

// Link is a link of the prose to something with a name, such as
// [words](person:name). Events have no names but ids, and are not among them.
type Link struct {
	Kind   news.Kind
	Target string // without the fragment, percent-decoded
	Place  source.Place

	start, end int // of the name in the file
	holes      int // how many links lead there by it
	renamed    *string
}

// target is what may be the name in a link, behind its scheme: between round
// brackets, or where a link is defined.
var target = regexp.MustCompile(`(?i)(?:\]\(\s*|\]:\s*)(?:<(person|organisation|place|topic|article|page):([^<>#\n]+)[>#]|(person|organisation|place|topic|article|page):([^\s()<>#]+))`)

// probe stands for the name of a link while a body is read to see which of its
// bytes are links.
const probe = "daybook-probe-"

// Links gives the links of the body to things with names, in the order of the
// text. What only looks like one, as in code, is not among them: the reader of
// Markdown decides.
func (f *File) Links(r *markdown.Reader) []Link {
	if f.links != nil {
		return f.links
	}
	f.links = []Link{}
	body := f.text[f.split.Body.Start:f.split.Body.End]
	var candidates []Link
	var splices []splice
	for _, m := range target.FindAllSubmatchIndex(body, -1) {
		word, name := m[2:4], m[4:6]
		if m[2] < 0 {
			word, name = m[6:8], m[8:10]
		}
		kind, _ := news.KindOf(strings.ToLower(string(body[word[0]:word[1]])))
		start, end := f.split.Body.Start+name[0], f.split.Body.Start+name[1]
		splices = append(splices, splice{start, end, probe + strconv.Itoa(len(candidates))})
		candidates = append(candidates, Link{Kind: kind, start: start, end: end})
	}
	if len(candidates) == 0 {
		return f.links
	}
	probed, err := apply(f.text, splices)
	if err != nil {
		return f.links
	}
	before, after := f.holes(r, f.text, f.split.Body), f.holes(r, probed, source.Span{Start: f.split.Body.Start, End: len(probed)})
	if len(before) != len(after) {
		return f.links
	}
	for i, h := range after {
		number, err := strconv.Atoi(strings.TrimPrefix(h.Target, probe))
		if !strings.HasPrefix(h.Target, probe) || err != nil || number >= len(candidates) {
			continue
		}
		c := &candidates[number]
		if c.holes == 0 {
			c.Target, c.Place = before[i].Target, before[i].Place
		}
		c.holes++
	}
	for _, c := range candidates {
		if c.holes > 0 {
			f.links = append(f.links, c)
		}
	}
	return f.links
}

func (f *File) holes(r *markdown.Reader, text []byte, body source.Span) []news.Hole {
	return r.Read(source.NewFile(f.Path, text), body, markdown.Options{Zone: time.UTC, Lang: "en"}).Body.Holes
}

// Relink changes the name that a link, by its number among Links, leads to.
func (f *File) Relink(number int, name string) {
	written := strings.NewReplacer("%", "%25", " ", "%20", "(", "%28", ")", "%29", "<", "%3C", ">", "%3E", "#", "%23", "\\", "%5C", "&", "%26", "\n", "%0A").Replace(name)
	f.links[number].renamed = &written
}

// proveLinks reads the links of a changed file and holds them against what
// they should be.
func (f *File) proveLinks(again *File) error {
	r := markdown.NewReader()
	links := again.Links(r)
	if len(links) != len(f.links) && (f.body == "" || len(links) < len(f.links)) {
		return errors.New("its links are written in a way that cannot be changed")
	}
	for i, l := range f.links {
		want := l.Target
		if l.renamed != nil {
			want = strings.NewReplacer("%25", "%", "%20", " ", "%28", "(", "%29", ")", "%3C", "<", "%3E", ">", "%23", "#", "%5C", "\\", "%26", "&", "%0A", "\n").Replace(*l.renamed)
		}
		if links[i].Kind != l.Kind || links[i].Target != want {
			return fmt.Errorf("the link to %s:%s at %s cannot be changed", l.Kind, l.Target, l.Place)
		}
	}
	return nil
}
