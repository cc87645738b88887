// Package mend makes the changes to content that need nobody's judgement: what
// `check --fix` does.
//
// In: the archive, the copies that it was gathered from, the text of the files
// and where they lived before. Out: files with their new text, and what was
// changed in them, line by line. A fix is made where there is one right answer
// and readers see the site as before; everything else stays a problem for an
// author. What the fixes give is stable: mending what was mended changes
// nothing. A file whose header cannot be read is left alone.
//
// The package does no input or output of its own and knows no clock.
package mend

import (
	"cmp"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"daybook/generator/fields"
	"daybook/generator/markdown"
	"daybook/generator/news"
	"daybook/generator/revise"
	"daybook/generator/source"
)

// Input is a site to be mended.
type Input struct {
	Archive *news.Archive
	Copies  news.Copies
	Text    func(path string) []byte // of a content file
	// Former tells where a file lived before, newest first; nil when nobody
	// knows.
	Former map[string][]Former
	// Live reports whether a page lives at an address; an old address of
	// another file is not claimed.
	Live func(address string) bool
	// Only names the fixes to make; none means all.
	Only []string
}

// Former is an address that a file had, and what feeds knew it by then.
type Former struct{ Address, Identity string }

// Note is one change, at the place where it is made.
type Note struct {
	Fix      string
	Place    source.Place
	Sentence string
}

// Changed is a file that was mended.
type Changed struct {
	Path          string
	Before, After []byte
	Notes         []Note
}

// Refused is a file that would have been mended, and why it was not.
type Refused struct {
	Path   string
	Reason error
}

// Fix is one kind of change.
type Fix struct {
	Name string // kebab-case; that of the rule where it mends what a rule finds
	Doc  string // one line that an editor understands
	make func(*desk, *sheet)
}

// Fixes gives all fixes, in the order in which they are made.
func Fixes() []Fix {
	return []Fix{
		{"foreign-key", "Writes field names of Hugo and Jekyll, and names in another spelling (alsoKnownAs, Title), as Daybook's own.", foreignKeys},
		{"changed-address", "Leaves a file's former address, which git knows, as an alias, and keeps what feeds knew the file by.", changedAddress},
		{"missing-id", "Gives every file an id, the one that feeds know it by already.", missingID},
		{"event-without-id", "Gives every event in a header the id that its link has already.", eventIDs},
		{"old-name", "Writes names that were given up (also_known_as) as the present ones, in headers and links.", oldNames},
		{"repeated-item", "Takes out what stands in a list a second time.", repeatedItems},
	}
}

// desk is the input with what the fixes know of the whole site.
type desk struct {
	Input
	reader *markdown.Reader
	taken  map[string]map[string]bool // ids by kind
}

// sheet is one file that is being mended.
type sheet struct {
	path  string
	kind  fields.Kind
	copy  *news.Copy
	made  any // the copy with the fields of its kind
	file  *revise.File
	notes []Note
}

func (s *sheet) note(fix string, at source.Place, sentence string) {
	s.notes = append(s.notes, Note{Fix: fix, Place: at, Sentence: sentence})
}

// All makes the fixes and gives the files that they change, by path.
func All(in Input) ([]Changed, []Refused) {
	d := &desk{Input: in, reader: markdown.NewReader(), taken: map[string]map[string]bool{}}
	sheets := d.sheets()
	for _, s := range sheets {
		if s.copy.HasID {
			d.take(s.kind.Name, s.copy.ID)
		}
	}
	var changed []Changed
	var refused []Refused
	for _, s := range sheets {
		before := d.Text(s.path)
		if before == nil || !utf8.Valid(before) {
			continue
		}
		if s.file, _ = revise.Open(s.path, before); s.file == nil || s.file.Root == nil {
			continue
		}
		for _, fix := range Fixes() {
			if len(in.Only) == 0 || slices.Contains(in.Only, fix.Name) {
				fix.make(d, s)
			}
		}
		if len(s.notes) == 0 {
			continue
		}
		after, err := s.file.Bytes()
		if err != nil {
			refused = append(refused, Refused{s.path, err})
			continue
		}
		slices.SortStableFunc(s.notes, func(a, b Note) int { return source.Compare(a.Place, b.Place) })
		changed = append(changed, Changed{s.path, before, after, s.notes})
	}
	return changed, refused
}

// take claims an id among those of a kind; false when it is taken.
func (d *desk) take(kind, id string) bool {
	if d.taken[kind] == nil {
		d.taken[kind] = map[string]bool{}
	}
	free := !d.taken[kind][id]
	d.taken[kind][id] = true
	return free
}

// sheets gives all files of the site, by path; drafts are among them.
func (d *desk) sheets() []*sheet {
	var sheets []*sheet
	for c, made := range d.Copies.Files {
		folder, _, _ := strings.Cut(strings.TrimPrefix(c.Place.Path, "content/"), "/")
		if kind, known := fields.KindIn(folder); known {
			sheets = append(sheets, &sheet{path: c.Place.Path, kind: kind, copy: c, made: made})
		}
	}
	slices.SortFunc(sheets, func(a, b *sheet) int { return strings.Compare(a.path, b.path) })
	return sheets
}

// below are the fields that a new one stands below: the first that is there.
var below = []string{"title", "name", "headline"}

// identity is what feeds know a file by.
func (s *sheet) identity() string {
	if a, is := s.made.(*news.ArticleCopy); is {
		return a.Identity()
	}
	return cmp.Or(s.copy.Identity(), strings.TrimSuffix(path.Base(s.path), path.Ext(s.path)))
}
