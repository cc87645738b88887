package build_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
)

// secret is a random archive, part of which is withheld from the public as of
// noon. Every text in it holds a word of its own, and each word is known to be
// hidden or open.
type secret struct {
	*rand.Rand
	words  map[string]bool   // whether it is hidden
	full   map[string]string // files of the archive
	less   map[string]string // the same without what is withheld
	cast   []*thing
	titles []string // words of the titles of public articles
	urdu   bool     // it is made in Urdu too
}

// thing is something that can be referred to.
type thing struct {
	kind   string // "article", "topic", "person", "place", "event", "page" or "media"
	slug   string
	hidden bool
	state  []string // of an article: lines of its header
	stub   []string // of an article that leaves a tombstone: all that is left of its header
	tells  []*thing // events of an article
	urdu   bool     // an article in Urdu
	paired bool     // an article that is one piece with another
}

// file is a file that is being written: as it is, and with what it says of
// withheld things taken out.
type file struct {
	*secret
	of         *thing
	full, less strings.Builder
}

func newSecret(seed uint64) *secret {
	s := &secret{Rand: rand.New(rand.NewPCG(seed, 2024)), words: map[string]bool{}, full: map[string]string{}, less: map[string]string{}}
	s.urdu = s.chance(40)
	s.imagine()
	for _, t := range s.cast {
		switch t.kind {
		case "article":
			s.article(t)
		case "topic", "person", "place", "organisation", "page":
			s.named(t)
		case "event":
			if t.state != nil {
				s.event(t)
			}
		case "media":
			s.put(t, "content/media/"+t.slug, photo(s.word(t.hidden)))
		}
	}
	s.describe()
	return s
}

func (s *secret) chance(percent int) bool { return s.IntN(100) < percent }

func pick[T any](s *secret, of ...T) T { return of[s.IntN(len(of))] }

// word makes a word that stands nowhere else: some in a script that addresses,
// JSON and calendars write in codes.
func (s *secret) word(hidden bool) string {
	letters := []rune("abcdefghij")
	if s.chance(20) {
		letters = []rune("ابتثجحخدذر")
	}
	w := []rune("qz")
	for _, digit := range fmt.Sprint(100 + len(s.words)) {
		w = append(w, letters[digit-'0'])
	}
	word := string(w) + "zq"
	s.words[word] = hidden
	return word
}

// words among signs that have to be written in codes somewhere.
func (s *secret) phrase(hidden bool) string {
	return strings.Replace(pick(s, "The W", "W & <b>co</b>", "=W; 5 % so", "W \\ W2", "W"), "W", s.word(hidden), 1)
}

// quoted is a phrase as a value of a header.
func (s *secret) quoted(hidden bool) string {
	return "'" + strings.ReplaceAll(s.phrase(hidden), "'", "''") + "'"
}

// imagine settles what there is, what of it is withheld, and who tells of which
// event, before anything is written.
func (s *secret) imagine() {
	add := func(kind string, n, hidden int) {
		for range n {
			t := &thing{kind: kind, hidden: s.chance(hidden)}
			t.slug = s.word(t.hidden)
			if kind == "media" {
				t.slug += ".png"
			}
			s.cast = append(s.cast, t)
		}
	}
	add("topic", 2+s.IntN(2), 30)
	for _, kind := range []string{"person", "organisation", "place"} {
		add(kind, 2+s.IntN(3), 40)
	}
	add("page", 1+s.IntN(2), 50)
	add("media", 2+s.IntN(3), 50)
	var shared []*thing
	for range 2 {
		e := &thing{kind: "event", slug: s.word(false), state: pick(s, nil, []string{"draft: true"}, []string{})}
		e.hidden = e.state == nil || len(e.state) > 0
		shared = append(shared, e)
	}
	s.cast = append(s.cast, s.newArticle(shared, 15))
	for range 2 + s.IntN(4) {
		s.cast = append(s.cast, s.newArticle(shared, s.IntN(16)))
	}
	shared = slices.DeleteFunc(shared, func(e *thing) bool {
		s.words[e.slug] = e.hidden
		return e.state == nil && !slices.ContainsFunc(s.cast, func(t *thing) bool { return slices.Contains(t.tells, e) })
	})
	for range s.IntN(3) {
		e := &thing{kind: "event", hidden: s.chance(50), state: []string{}}
		if e.slug = s.word(e.hidden); e.hidden {
			e.state = []string{"draft: true"}
		}
		s.cast = append(s.cast, e)
	}
	s.cast = append(s.cast, shared...)
}

// newArticle makes an article in one of the states of the desk, with events of
// its own and, perhaps, some that others tell too.
func (s *secret) newArticle(shared []*thing, state int) *thing {
	t := &thing{kind: "article"}
	old := pick(s, "2023-12-31", "2024-01-16T23:30:00Z", "2024-01-19T18:30:00+05:00")
	published := "published: " + old
	reason := func() string { return s.word(false) }
	switch state {
	case 0:
		t.state = []string{published, "draft: true"}
	case 1:
		t.state = []string{published, "status: " + pick(s, "draft", "in-review", "ready")}
	case 2:
		t.state = []string{published, "embargo: 2024-02-01T12:00:01Z"}
	case 3:
		t.state = []string{"published: 2024-02-03"}
	case 4:
		t.state = []string{"published: 2024-02-03", "status: killed"}
	case 5:
		t.state = []string{"published: 2024-01-20", "killed: {on: 2024-01-19, reason: " + s.word(true) + "}"}
	case 6:
		t.state = []string{published, "expires: 2023-01-01"}
	case 7, 8:
		t.stub = []string{published, "expires: " + pick(s, "2024-02-01T12:00:00Z", "2024-01-25")}
	case 9:
		t.stub = []string{published, "status: killed", "notice: " + reason()}
	case 10, 11:
		t.stub = []string{published, "killed: {on: 2024-01-25, reason: " + reason() + "}"}
	default:
		t.state = []string{published, pick(s, "status: published", "embargo: 2024-01-25", "expires: 2024-02-01T12:00:01Z", "updated: 2024-01-22", "archived: true")}
	}
	t.urdu = s.urdu && t.stub == nil && s.chance(40)
	t.hidden = t.stub != nil || !strings.HasPrefix(t.state[0], "published: "+old) || !slices.ContainsFunc([]string{"status: published", "embargo: 2024-01-25", "expires: 2024-02-01T12:00:01Z", "updated", "archived"}, func(line string) bool {
		return strings.HasPrefix(t.state[1], line)
	})
	t.slug = s.word(t.hidden && t.stub == nil)
	if t.stub != nil {
		t.stub = append(t.stub, "slug: "+t.slug, "lang: "+pick(s, "en", "ur"), "aliases: [/was/"+s.word(false)+"/]")
		if s.chance(40) {
			t.stub = append(t.stub, "redirect_to: "+pick(s, "/topics/", "https://elsewhere.example/"+s.word(false)))
		}
		t.state = t.stub
	}
	for range s.IntN(3) {
		e := &thing{kind: "event", slug: s.word(t.hidden), hidden: t.hidden}
		t.tells, s.cast = append(t.tells, e), append(s.cast, e)
	}
	for _, e := range shared {
		if s.chance(40) {
			t.tells = append(t.tells, e)
			e.hidden = e.hidden && t.hidden
		}
	}
	return t
}

func (s *secret) all(kind string) (list []*thing) {
	for _, t := range s.cast {
		if t.kind == kind {
			list = append(list, t)
		}
	}
	return list
}

// some gives a few things of a kind. What is public does not speak of hidden
// names and pictures: to speak of them would make them known.
func (f *file) some(kind string) (list []*thing) {
	for _, t := range f.all(kind) {
		speaks := f.of.hidden || !t.hidden || slices.Contains([]string{"article", "topic", "event", "page"}, kind)
		if t != f.of && speaks && f.chance(45) {
			list = append(list, t)
		}
	}
	return list
}

func (f *file) both(format string, args ...any) {
	fmt.Fprintf(&f.full, format, args...)
	fmt.Fprintf(&f.less, format, args...)
}

// list writes a line of references.
func (f *file) list(indent, key string, things []*thing, more ...string) {
	full, less := slices.Clone(more), slices.Clone(more)
	for _, t := range things {
		full = append(full, t.slug)
		if !t.hidden {
			less = append(less, t.slug)
		}
	}
	if len(full) > 0 {
		fmt.Fprintf(&f.full, "%s%s: [%s]\n", indent, key, strings.Join(full, ", "))
	}
	if len(less) > 0 {
		fmt.Fprintf(&f.less, "%s%s: [%s]\n", indent, key, strings.Join(less, ", "))
	}
}

// around writes a line that refers to something around the file's own, which
// stands before it, so that nothing lies inside itself.
func (f *file) around(key, kind string) {
	for _, t := range f.some(kind) {
		if slices.Index(f.cast, t) < slices.Index(f.cast, f.of) {
			fmt.Fprintf(&f.full, "%s: %s\n", key, t.slug)
			if !t.hidden {
				fmt.Fprintf(&f.less, "%s: %s\n", key, t.slug)
			}
			return
		}
	}
}

// link writes words that refer to something.
func (f *file) link(t *thing) {
	words := f.word(f.of.hidden)
	target := t.kind + ":" + t.slug
	if t.kind == "topic" && f.chance(30) {
		target = "/topics/" + t.slug + "/" + pick(f.secret, "", "timeline/")
	}
	fmt.Fprintf(&f.full, "[%s](<%s>)\n", words, target)
	if t.hidden {
		fmt.Fprintf(&f.less, "%s\n", words)
	} else {
		fmt.Fprintf(&f.less, "[%s](<%s>)\n", words, target)
	}
}

// prose writes a body.
func (f *file) prose() {
	word := func() string { return f.word(f.of.hidden) }
	f.both("---\n%s [on Tuesday](date:2024-01-16).\n\n## Heading %s\n\n", f.phrase(f.of.hidden), word())
	for _, kind := range []string{"article", "topic", "event", "page", "person", "organisation", "place"} {
		for _, t := range f.some(kind) {
			if kind != "event" || f.of.kind == "article" || !t.hidden {
				f.link(t)
			}
		}
	}
	f.both("\n")
	for _, m := range f.some("media") {
		f.both("![%s](/media/%s)\n\n", word(), m.slug)
	}
	if f.of.kind == "article" {
		f.both("> Said %s.\n> — [%s](person:%s), %s\n\n", word(), word(), word(), word())
		f.both("[%s](event:2024-01-17#%s \"%s\")\n", word(), f.word(f.of.hidden), word())
	}
}

// telling writes the fields of an event.
func (f *file) telling(indent string) {
	hidden := f.of.hidden
	f.both("%sdate: %q\n%[1]stext: %s\n", indent, pick(f.secret, "2024-01-16", "2024-01", "2024-01-16T04:00+05:00", "2024-01-15/2024-01-17", "unknown"), f.quoted(hidden))
	f.both("%sclaims:\n%[1]s  - {by: %s, says: %s, stance: %s}\n", indent, f.word(hidden), f.quoted(hidden), pick(f.secret, "asserts", "denies"))
	f.both("%ssources:\n%[1]s  - {name: %s, url: \"https://source.example/%s\"}\n", indent, f.quoted(hidden), f.word(hidden))
	f.both("%svenue: %s\n", indent, f.quoted(hidden))
	if f.chance(20) {
		f.both("%sstate: planned\n", indent)
	}
	f.list(indent, "actors", append(f.some("person"), f.some("organisation")...), f.word(hidden))
	if at := f.some("place"); len(at) > 0 {
		f.both("%splace: %s\n", indent, at[0].slug)
	}
	if m := f.some("media"); len(m) > 0 {
		f.both("%simage: {src: /media/%s, alt: %s}\n", indent, m[0].slug, f.quoted(hidden))
	}
	for _, kind := range []string{"follows", "caused_by", "part_of", "see_also"} {
		if f.chance(25) {
			f.list(indent, kind, f.some("event"))
		}
	}
}

func (s *secret) article(t *thing) {
	f := &file{secret: s, of: t}
	title := s.word(t.hidden)
	if !t.hidden {
		s.titles = append(s.titles, title)
	}
	f.both("---\ntitle: '%s %s'\n%s\n", title, s.phrase(t.hidden), strings.Join(t.state, "\n"))
	if t.stub == nil {
		f.both("slug: %s\naliases: [/was/%s/]\n", t.slug, s.word(t.hidden))
	}
	if t.urdu {
		f.both("lang: ur\n")
	}
	if other := f.some("article"); len(other) > 0 && other[0].stub == nil && other[0].urdu != t.urdu && !t.paired && !other[0].paired {
		t.paired, other[0].paired = true, true
		line := fmt.Sprintf("translations: {%s: %s}\n", map[bool]string{true: "ur", false: "en"}[other[0].urdu], other[0].slug)
		f.full.WriteString(line)
		if !other[0].hidden {
			f.less.WriteString(line)
		}
	}
	for _, key := range []string{"standfirst", "summary", "notice"} {
		if key != "notice" || !slices.ContainsFunc(t.state, func(line string) bool { return strings.HasPrefix(line, "notice: ") }) {
			f.both("%s: %s\n", key, s.quoted(t.hidden))
		}
	}
	f.both("authors: [%s]\ntranslators: [%s]\ncategory: %s\ntags: [shared, %s]\n", s.word(t.hidden), s.word(t.hidden), s.word(t.hidden), s.word(t.hidden))
	f.both("dateline: {place: %s, date: 2024-01-19}\n", s.word(t.hidden))
	f.both("syndicated_from: {name: %s, url: \"https://from.example/%s\"}\nverified: {on: 2024-01-19, by: %s}\n", s.quoted(t.hidden), s.word(t.hidden), s.word(t.hidden))
	f.both("extra: {note: %s}\nlead: %d\n", s.word(t.hidden), s.IntN(3))
	f.both("sources:\n  - {name: %s, url: \"https://source.example/%s\"}\n", s.quoted(t.hidden), s.word(t.hidden))
	f.list("", "topics", f.some("topic"))
	f.list("", "people", f.some("person"), s.word(t.hidden), "anyone")
	f.list("", "organisations", f.some("organisation"), s.word(t.hidden))
	f.list("", "places", f.some("place"), s.word(t.hidden), "anywhere")
	if m := f.some("media"); len(m) > 0 {
		f.both("image: {src: /media/%s, alt: %s, caption: %s, credit: %s}\n", m[0].slug, s.quoted(t.hidden), s.quoted(t.hidden), s.quoted(t.hidden))
	}
	if s.chance(40) {
		f.both("corrections:\n  - {date: 2024-01-20, was: %s, now: %s, note: %s}\n", s.quoted(t.hidden), s.quoted(t.hidden), s.quoted(t.hidden))
	}
	if len(t.tells) > 0 {
		f.both("events:\n")
	}
	for _, e := range t.tells {
		f.both("  - id: %s\n    headline: %s\n", e.slug, s.quoted(t.hidden))
		f.telling("    ")
	}
	f.prose()
	stub := ""
	if t.stub != nil {
		stub = "---\ntitle: Gone\n" + strings.Join(t.stub, "\n") + "\n---\n"
	}
	f.done("content/articles/"+s.word(true)+".md", stub)
}

var folderOf = map[string]string{"topic": "topics", "person": "people", "organisation": "organisations", "place": "places", "page": "pages"}

// named writes a topic, a name or a page. Hidden names are drafts, or have a
// file that only hidden pieces use.
func (s *secret) named(t *thing) {
	f := &file{secret: s, of: t}
	f.both("---\ntitle: '%s %s'\nslug: %s\naliases: [/was/%s/]\nsummary: %s\n", s.word(t.hidden), s.phrase(t.hidden), t.slug, s.word(t.hidden), s.quoted(t.hidden))
	name := t.kind == "person" || t.kind == "organisation" || t.kind == "place"
	if t.hidden && (!name || s.chance(50)) {
		f.both("draft: true\n")
	}
	if t.kind != "page" {
		f.both("also_known_as: [%s]\n", s.word(t.hidden))
		if s.urdu && s.chance(50) {
			f.both("names: {ur: %s}\n", s.quoted(t.hidden))
		}
	}
	switch {
	case t.kind == "topic":
		f.both("status: %s\n", s.quoted(t.hidden))
		f.list("", "key_events", f.some("event"))
		f.list("", "see_also", f.some("topic"))
		f.around("parent", "topic")
		f.list("", "lanes", f.some("place"), s.word(t.hidden))
	case t.kind == "place":
		f.around("within", "place")
	case t.kind == "person":
		f.both("role: [{title: %s, of: %s, from: 2020}]\n", s.quoted(t.hidden), s.quoted(t.hidden))
	}
	f.prose()
	f.done("content/"+folderOf[t.kind]+"/"+s.word(true)+".md", "")
}

// event writes an event that has a file of its own.
func (s *secret) event(t *thing) {
	own := *t
	own.hidden = len(t.state) > 0
	f := &file{secret: s, of: &own}
	f.both("---\ntitle: %s\nid: %s\n", s.quoted(own.hidden), t.slug)
	for _, line := range t.state {
		f.both("%s\n", line)
	}
	f.list("", "topics", f.some("topic"))
	f.telling("")
	f.prose()
	f.done("content/events/"+s.word(true)+".md", "")
}

// done puts a file into the archive, and what is left of it without what is
// withheld into the other.
func (f *file) done(path, stub string) {
	f.secret.full[path] = f.full.String()
	switch {
	case stub != "":
		f.secret.less[path] = stub
	case !f.of.hidden:
		f.secret.less[path] = f.less.String()
	}
}

func (s *secret) put(t *thing, path, text string) {
	s.full[path] = text
	if !t.hidden {
		s.less[path] = text
	}
}

// describe writes site.yaml.
func (s *secret) describe() {
	site := "title: The Day\nbase_url: https://news.example/paper/\nnames: {page_from: 2}\nnotices: {old_after: 1}\n"
	site += "time_zone: " + pick(s, "Asia/Karachi", "UTC", "America/New_York") + "\n"
	if s.urdu {
		site += "languages: [{lang: ur, title: " + s.word(false) + "}]\n"
	}
	s.full["content/site.yaml"], s.less["content/site.yaml"] = site, site
}
