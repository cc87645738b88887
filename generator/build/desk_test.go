package build_test

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"slices"
	"strings"
	"time"

	"pgregory.net/rapid"

	"daybook/generator/news"
)

// newsroom is a small site that random edits change.
type newsroom struct {
	pieces  []*piece
	gone    []*piece // deleted, and to be had back
	parent  bool     // topic two lies within topic one
	title   string
	zone    string
	shape   string // lines of site.yaml that say which pages there are
	mark    string // in a partial of the site's own
	picture string
	camera  string // what the picture's file is called
	beside  string // what the file beside it says; empty for none
	words   string // the site's own for one of the interface
	urdu    bool   // the site is made in Urdu too
	asOf    time.Time
}

// piece is an article. Its word stands in every text of it and nowhere else.
type piece struct {
	word      string
	file      string
	headline  string
	body      string
	topic     string
	day       string // published
	status    string
	embargo   string
	expires   string
	corrected bool
	urdu      bool   // written in Urdu
	of        *piece // what it is a translation of
	events    []event
}

type event struct {
	id, date, place, sameAs string
	order                   int
}

// sample is what edits choose from.
var (
	topics = []string{"one", "two"}
	days   = []string{"2023-12-31", "2024-01-01", "2024-01-16", "2024-01-16T23:30:00Z", "2024-01-19T18:30:00+05:00"}
	dates  = []string{"2024-01-16", "2024-01-17", "2024-01", "2024", "2024-01-16T04:00+05:00", "2024-01-15/2024-01-17", "2024-01-16?", "2024-01~", "unknown"}
	times  = []time.Time{noon, noon.AddDate(0, -1, 0), noon.AddDate(0, 0, 10)}
)

func (n *newsroom) add(t *rapid.T) {
	number := len(n.pieces) + len(n.gone)
	p := &piece{
		word: fmt.Sprintf("zq%dqz", number), headline: "Headline", body: "Words.",
		topic: rapid.SampledFrom(topics).Draw(t, "topic"), day: rapid.SampledFrom(days).Draw(t, "day"),
	}
	p.file = p.word + "-a"
	for i := range rapid.IntRange(0, 2).Draw(t, "events") {
		p.events = append(p.events, event{
			id: fmt.Sprintf("%s-%d", p.word, i), date: rapid.SampledFrom(dates).Draw(t, "date"),
			place: rapid.SampledFrom([]string{"panjgur", "balochistan"}).Draw(t, "place"), order: rapid.IntRange(-1, 1).Draw(t, "order"),
		})
	}
	if rapid.Bool().Draw(t, "shared") {
		p.events = append(p.events, event{id: "shared", date: rapid.SampledFrom(dates[:5]).Draw(t, "date"), place: "panjgur"})
	}
	n.pieces = append(n.pieces, p)
}

// photo is a picture whose pixels are the bytes of some words, and stand in its
// file as they are.
func photo(words string) string {
	p := image.NewGray(image.Rect(0, 0, max(1, len(words)), 1))
	copy(p.Pix, words)
	var b bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.NoCompression}).Encode(&b, p); err != nil {
		panic(err)
	}
	return b.String()
}

func newNewsroom(t *rapid.T) *newsroom {
	n := &newsroom{title: "The Day", zone: "Asia/Karachi", mark: "first", picture: "pixels", camera: "a", asOf: noon}
	for range rapid.IntRange(1, 4).Draw(t, "articles") {
		n.add(t)
	}
	return n
}

// edits are what happens to a site between two builds.
var edits = map[string]func(*newsroom, *piece, *rapid.T){
	"add": func(n *newsroom, _ *piece, t *rapid.T) { n.add(t) },
	"body": func(_ *newsroom, p *piece, _ *rapid.T) {
		p.body += " More words.\n\n> Said.\n> — [Someone](person:someone)"
	},
	"retitle": func(_ *newsroom, p *piece, _ *rapid.T) { p.headline += " again" },
	"rename":  func(_ *newsroom, p *piece, _ *rapid.T) { p.file += "b" },
	"retopic": func(_ *newsroom, p *piece, _ *rapid.T) {
		p.topic = topics[1-slices.Index(topics, p.topic)]
	},
	"redate": func(_ *newsroom, p *piece, t *rapid.T) {
		for i := range p.events {
			p.events[i].date = rapid.SampledFrom(dates).Draw(t, "date")
		}
	},
	"merge": func(n *newsroom, p *piece, t *rapid.T) {
		into := rapid.SampledFrom(n.pieces).Draw(t, "into")
		if len(p.events) > 0 && len(into.events) > 0 && p.events[0].id != into.events[0].id {
			p.events[0].sameAs = into.events[0].id
		}
	},
	"part":    func(_ *newsroom, p *piece, _ *rapid.T) { p.events = nil },
	"correct": func(_ *newsroom, p *piece, _ *rapid.T) { p.corrected = !p.corrected },
	"status": func(_ *newsroom, p *piece, t *rapid.T) {
		p.status = rapid.SampledFrom([]string{"draft", "in-review", "killed", "ready", "published"}).Draw(t, "status")
	},
	"embargo": func(_ *newsroom, p *piece, t *rapid.T) {
		p.embargo = rapid.SampledFrom([]string{"2024-01-20", "2024-02-05T08:00:00Z"}).Draw(t, "until")
	},
	"expire": func(_ *newsroom, p *piece, t *rapid.T) {
		p.expires = rapid.SampledFrom([]string{"2024-01-20", "2024-02-05"}).Draw(t, "from")
	},
	"time": func(n *newsroom, _ *piece, t *rapid.T) { n.asOf = rapid.SampledFrom(times).Draw(t, "as of") },
	"delete": func(n *newsroom, p *piece, _ *rapid.T) {
		n.pieces = slices.DeleteFunc(n.pieces, func(x *piece) bool { return x == p })
		n.gone = append(n.gone, p)
	},
	"restore": func(n *newsroom, _ *piece, _ *rapid.T) {
		if len(n.gone) > 0 {
			n.pieces, n.gone = append(n.pieces, n.gone[len(n.gone)-1]), n.gone[:len(n.gone)-1]
		}
	},
	"parent":  func(n *newsroom, _ *piece, _ *rapid.T) { n.parent = !n.parent },
	"site":    func(n *newsroom, _ *piece, _ *rapid.T) { n.title += "!" },
	"zone":    func(n *newsroom, _ *piece, _ *rapid.T) { n.zone = "America/New_York" },
	"shape":   func(n *newsroom, _ *piece, t *rapid.T) { n.shape = shape(t) },
	"layout":  func(n *newsroom, _ *piece, _ *rapid.T) { n.mark += " again" },
	"picture": func(n *newsroom, _ *piece, _ *rapid.T) { n.picture += " more" },
	"camera":  func(n *newsroom, _ *piece, _ *rapid.T) { n.camera += "b" },
	"wider":   func(n *newsroom, _ *piece, _ *rapid.T) { n.picture += strings.Repeat("m", 420) },
	"beside":  func(n *newsroom, _ *piece, _ *rapid.T) { n.beside += "credit: Somebody" },
	"look": func(_ *newsroom, p *piece, _ *rapid.T) {
		p.body += "\n\n![In prose " + p.word + "](/media/a.png \"Caption " + p.word + "\")"
	},
	"words":    func(n *newsroom, _ *piece, _ *rapid.T) { n.words += "Themes" },
	"language": func(n *newsroom, _ *piece, _ *rapid.T) { n.urdu = !n.urdu },
	"translate": func(n *newsroom, p *piece, t *rapid.T) {
		p.urdu, p.of, n.urdu = !p.urdu, rapid.SampledFrom(n.pieces).Draw(t, "of"), true
	},
	"nothing": func(*newsroom, *piece, *rapid.T) {},
	"typo":    func(_ *newsroom, p *piece, _ *rapid.T) { p.topic = typo(p.topic) },
}

// shape draws which pages a site has and where they live.
func shape(t *rapid.T) string {
	parts := []string{"events", "people", "organisations", "places", "days", "weeks", "months", "years", "filters", "newest-first", "data", "cards"}
	without := rapid.SliceOfDistinct(rapid.SampledFrom(parts), rapid.ID).Draw(t, "without")
	return fmt.Sprintf("without: [%s]\n", strings.Join(without, ", ")) + rapid.SampledFrom([]string{
		"", "permalinks: {topic_timeline: \"/topics/:slug/timeline.html\", day: \"/days/:year-:month-:day/\", days: /days/, timeline_month: \"/timeline/:year-:month/\"}\n",
	}).Draw(t, "permalinks") + rapid.SampledFrom([]string{
		"", "timelines: {topics: whole, everything: by-month}\nfeeds: {rss: index.xml, json: feed.json}\nfront: {articles: 1, days: 1}\n",
		"feeds: {atom: atom.xml, rss: rss.xml, text: full, for: [topics, timelines, categories, tags, people, organisations, places, corrections]}\n", "feeds: {text: full, for: []}\n",
	}).Draw(t, "timelines")
}

// typo names a topic that nobody has, or mends that.
func typo(topic string) string {
	if topic == "one" {
		return "oen"
	}
	return "one"
}

// edit makes one random edit.
func (n *newsroom) edit(t *rapid.T) {
	name := rapid.SampledFrom(slices.Sorted(func(yield func(string) bool) {
		for name := range edits {
			if !yield(name) {
				return
			}
		}
	})).Draw(t, "edit")
	if len(n.pieces) == 0 {
		n.add(t)
	}
	for _, p := range n.pieces { // a retopic of a mistyped topic mends it
		if !slices.Contains(topics, p.topic) {
			p.topic = "one"
		}
	}
	edits[name](n, rapid.SampledFrom(n.pieces).Draw(t, "piece"), t)
}

func (n *newsroom) cut() news.Cut { return news.Cut{AsOf: n.asOf} }

// files writes the site out.
func (n *newsroom) files() map[string]string {
	files := map[string]string{
		"content/site.yaml":                  fmt.Sprintf("title: %s\nbase_url: https://news.example/paper/\ntime_zone: %s\nmenu:\n  - {label: One, to: \"topic:one\"}\n", n.title, n.zone) + n.shape,
		"content/topics/one.md":              "---\ntitle: One\nlanes: [place:balochistan]\n---\nBackground.\n",
		"content/topics/two.md":              "---\ntitle: Two\n---\nBackground.\n",
		"content/places/panjgur.md":          "---\ntitle: Panjgur\nwithin: balochistan\n---\n",
		"content/places/balochistan.md":      "---\ntitle: Balochistan\n---\n",
		"content/pages/about.md":             "---\ntitle: About\n---\nWho we are: [one](topic:one).\n",
		"content/media/" + n.camera + ".png": photo(n.picture),
		"layouts/partials/mark.html":         n.mark,
	}
	if n.beside != "" {
		files["content/media/"+n.camera+".png.yaml"] = n.beside
	}
	if n.words != "" {
		files["layouts/strings/en.yaml"] = "topics: " + n.words + "\n"
	}
	if n.urdu {
		files["content/site.yaml"] += "languages: [{lang: ur, title: Urdu day}]\n"
		files["content/topics/one.md"] = "---\ntitle: One\nnames: {ur: Ek}\nlanes: [place:balochistan]\n---\nBackground.\n"
		files["content/topics/two-ur.md"] = "---\ntitle: Do\nid: two\nlang: ur\n---\nBackground.\n"
	}
	if n.parent {
		files["content/topics/two.md"] = "---\ntitle: Two\nparent: one\n---\nBackground.\n"
	}
	for _, p := range n.pieces {
		files["content/articles/2024/"+p.file+".md"] = strings.ReplaceAll(p.text(), "media/a.png", "media/"+n.camera+".png")
	}
	return files
}

func (p *piece) text() string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("---\ntitle: %s %s\npublished: %s\ntopics: [%s]", p.headline, p.word, p.day, p.topic)
	line("standfirst: Standing %[1]s\nauthors: [Writer %[1]s]\npeople: [someone, person %[1]s]\nplaces: [place %[1]s]\ntags: [tag%[1]s]", p.word)
	line("image: {src: media/a.png, alt: Picture %s}\nsources:\n  - {name: Source %s, url: \"https://source.example/%[1]s\"}", p.word, p.word)
	line("aliases: [/old/%s/]\ncategory: Category %[1]s", p.word)
	if p.status != "killed" { // the notice of a killed piece is the reason that its tombstone tells
		line("notice: Notice %s", p.word)
	}
	if p.urdu {
		line("lang: ur")
	}
	if p.of != nil && p.of.urdu != p.urdu {
		line("translations: {%s: %s}", map[bool]string{true: "ur", false: "en"}[p.of.urdu], p.of.file)
	}
	for key, value := range p.dates() {
		line("%s: %s", key, value)
	}
	if p.corrected {
		line("corrections:\n  - {date: 2024-01-20, was: Was %[1]s, now: Now %[1]s}", p.word)
	}
	if len(p.events) > 0 {
		line("events:")
	}
	for _, e := range p.events {
		line("  - id: %s\n    date: \"%s\"\n    headline: Event of %s\n    text: Told %s\n    place: %s\n    order: %d\n    actors: [actor %s, someone]", e.id, e.date, p.word, p.word, e.place, e.order, p.word)
		line("    claims:\n      - {by: claimant %s, says: Says %s, stance: denies}", p.word, p.word)
		if e.sameAs != "" {
			line("    same_as: %s", e.sameAs)
		}
	}
	line("---\n%s The prose of %s.\n\n> Quoth %s.\n> — [Speaker %s](person:speaker-%s), role %s", p.body, p.word, p.word, p.word, p.word, p.word)
	return b.String()
}

// dates gives the fields that decide whether the public sees a piece, in
// their order.
func (p *piece) dates() func(func(string, string) bool) {
	return func(yield func(string, string) bool) {
		for _, field := range [][2]string{{"status", p.status}, {"embargo", p.embargo}, {"expires", p.expires}} {
			if field[1] != "" && !yield(field[0], field[1]) {
				return
			}
		}
	}
}
