package e2e

import (
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// Names that a layout has to bear: one of many words, one that has nowhere to
// break, one in the other direction.
const (
	longName   = "اقوامِ متحدہ کے اعلیٰ کمشنر برائے پناہ گزین کے علاقائی دفتر کے سابق نائب سربراہ برائے امورِ سرحدی رابطہ و ہم آہنگی"
	longWord   = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
	otherWay   = "Ministry of Foreign Affairs (Tehran) – “Press & Information”"
	wordsUrdu  = "سرحد پر دونوں ملکوں کے حکام نے منگل کو بات چیت کی اور کشیدگی کم کرنے پر اتفاق کیا جس کے بعد تجارت کا راستہ کھول دیا گیا"
	wordsLatin = "The two governments said on the border that trade would go on and that talks about it had been held in the capital by their envoys"
)

// rich is a second site, for what the story does not have: a right-to-left
// language, a topic with a thousand events, one with a single event and one
// with none, long names, pictures, advertising, a report in the other
// direction, one of 900 words, one that was withdrawn. It is built when a test
// first asks for it.
var rich struct {
	sync.Once
	site   *site
	folder string
	err    error
}

// richSite builds the second site, once.
func richSite(t *testing.T) *site {
	t.Helper()
	rich.Do(func() {
		if rich.folder, rich.err = os.MkdirTemp("", "daybook-e2e-rich-"); rich.err != nil {
			return
		}
		if rich.err = writeRich(filepath.Join(rich.folder, "content")); rich.err == nil {
			rich.site, rich.err = publishFrom(rich.folder, rich.folder, "https://rich.test/")
		}
	})
	if rich.err != nil {
		t.Fatal(rich.err)
	}
	return rich.site
}

// dropRich removes the second site, if one was built.
func dropRich() error {
	if rich.folder == "" {
		return nil
	}
	return os.RemoveAll(rich.folder)
}

// sentences gives text of so many words, with a full stop after each twelve.
func sentences(words string, count int) string {
	source := strings.Fields(words)
	var b strings.Builder
	for i := range count {
		b.WriteString(source[(i*11+i/len(source))%len(source)])
		switch {
		case i == count-1 || i%12 == 11:
			b.WriteString(". ")
		default:
			b.WriteByte(' ')
		}
	}
	return strings.TrimSpace(b.String())
}

// article900 is the slug of the report with 900 words.
const article900 = "nine-hundred-words"

func writeRich(content string) error {
	files := map[string]string{
		"site.yaml": `title: روزنامچہ
tagline: ` + sentences(wordsUrdu, 9) + `
base_url: https://rich.test/
language: ur
time_zone: Asia/Karachi
accent: "#0b6b57"
publisher: {name: روزنامچہ, url: "https://rich.test/"}
menu:
  - {label: موضوعات, to: /topics/}
  - {label: ٹائم لائن, to: /timeline/}
  - {label: تصحیحات, to: /corrections/}
  - {label: ` + longWord + `, to: /about/}
follow:
  - {label: Mastodon, to: "https://social.example/@rich"}
ads:
  enabled: true
  slots:
    - {name: top, width: 320, height: 100}
    - {name: side, width: 300, height: 250}
names: {page_from: 1}
`,
		"pages/about.md":                   "---\ntitle: " + longName + "\n---\n\n" + sentences(wordsUrdu, 80) + "\n",
		"topics/long.md":                   "---\ntitle: " + longName + "\nsummary: " + sentences(wordsUrdu, 40) + "\nstatus: " + sentences(wordsUrdu, 60) + "\nas_of: 2024-10-20\nlanes: [" + "iran, ministry" + "]\nkey_events: [event-1, event-500, event-990]\n---\n\n" + sentences(wordsUrdu, 120) + "\n\n## " + sentences(wordsUrdu, 8) + "\n\n" + sentences(wordsUrdu, 120) + "\n",
		"topics/one.md":                    "---\ntitle: " + longWord + "\nparent: long\n---\n",
		"topics/none.md":                   "---\ntitle: خاموش موضوع\nparent: long\n---\n",
		"people/a.md":                      "---\nname: " + longName + "\nalso_known_as: [" + longWord + "]\nrole:\n  - {title: " + sentences(wordsUrdu, 12) + ", of: " + longWord + "}\ncountry: iran\n---\n\n" + sentences(wordsUrdu, 60) + "\n",
		"organisations/ministry.md":        "---\nname: " + otherWay + "\ncountry: iran\n---\n",
		"places/iran.md":                   "---\nname: ایران\n---\n",
		"places/a-long-way-off.md":         "---\nname: " + longWord + "\nwithin: iran\n---\n",
		"articles/2024/10/20-withdrawn.md": "---\ntitle: واپس\nlang: ur\npublished: 2024-10-20T10:00:00+05:00\ntopics: [long]\nkilled: {on: 2024-10-22, reason: " + sentences(wordsUrdu, 14) + "}\n---\n\n" + sentences(wordsUrdu, 30) + "\n",
		"articles/2024/10/21-" + article900 + ".md": "---\ntitle: Foreign ministers of the two neighbours agree to lower the tension on their border\nstandfirst: " + sentences(wordsLatin, 30) + "\nlang: en\nauthors: [A. Reporter, B. Writer]\ntranslators: [C. Translator]\ndateline: {place: Islamabad, time_zone: Asia/Karachi, date: 2024-10-21}\npublished: 2024-10-21T10:00:00+05:00\nupdated: 2024-10-22T10:00:00+05:00\ncategory: World\ntags: [border]\ntopics: [long, one]\npeople: [a]\norganisations: [ministry]\nplaces: [iran]\n" +
			"image: {src: /media/wide.png, alt: A wide band of colours, caption: " + sentences(wordsLatin, 20) + ", credit: A. Photographer, width: 1200, height: 630}\n" +
			"corrections:\n  - {date: 2024-10-22, was: Panjgour, now: Panjgur, note: " + sentences(wordsLatin, 14) + "}\n" +
			"sources:\n  - {name: Statement on the talks, publisher: " + longWord + ", url: \"https://source.example/a/very/long/address/" + strings.Repeat("x", 120) + "\", published: 2024-10-21, type: statement}\n" +
			"events:\n  - {id: only, date: 2024-10-21, headline: The two ministers speak by telephone, actors: [a, ministry], place: a-long-way-off, topics: [one, long]}\n---\n\n" + prose900(),
		"articles/2024/10/19-table.md": "---\ntitle: " + longWord + "\nlang: ur\npublished: 2024-10-19T10:00:00+05:00\ntopics: [long]\ngenre: analysis\n" +
			"image: {src: /media/tall.png, alt: " + sentences(wordsUrdu, 5) + ", credit: A. Photographer, width: 400, height: 900}\n---\n\n" + sentences(wordsUrdu, 40) + "\n\n| " + strings.Repeat(longWord+" | ", 4) + "\n|---|---|---|---|\n| ۱ | ۲ | ۳ | ۴ |\n\n    " + strings.Repeat("code ", 60) + "\n\n> " + sentences(wordsUrdu, 20) + "\n>\n> — [x](person:a), " + longWord + "\n\n" + longWord + longWord + "\n",
	}
	first := time.Date(2021, 1, 4, 0, 0, 0, 0, time.UTC)
	for i := range 100 {
		day := first.AddDate(0, 0, 14*i)
		var b strings.Builder
		fmt.Fprintf(&b, "---\ntitle: %s %d\nstandfirst: %s\nauthors: [%s]\npublished: %sT10:00:00+05:00\ncategory: World\ntags: [border]\ntopics: [long]\nevents:\n", sentences(wordsUrdu, 6+i%9), i, sentences(wordsUrdu, 18), longName, day.Format(time.DateOnly))
		for n := range 10 {
			number := 10*i + n + 1
			fmt.Fprintf(&b, "  - id: event-%d\n    date: %s\n    headline: %s %d\n    text: %s\n    actors: [%s]\n    place: iran\n    importance: %d\n", number,
				day.AddDate(0, 0, -n).Format(time.DateOnly), sentences(wordsUrdu, 5+n), number, sentences(wordsUrdu, 16), []string{"iran", "ministry", "a"}[n%3], 1+n)
			if n == 4 {
				fmt.Fprintf(&b, "    status: disputed\n    claims:\n      - {by: ministry, says: %s, stance: denies}\n      - {by: a, says: %s, stance: asserts, source: {name: %s, url: \"https://source.example/\"}}\n", sentences(wordsLatin, 20), sentences(wordsUrdu, 20), longWord)
			}
		}
		if i == 99 {
			fmt.Fprintf(&b, "  - {id: ahead, date: 2031-05, headline: %s, state: planned}\n  - {id: some-day, date: unknown, headline: %s}\n", sentences(wordsUrdu, 9), sentences(wordsUrdu, 9))
		}
		fmt.Fprintf(&b, "---\n\n%s\n", sentences(wordsUrdu, 120))
		files[fmt.Sprintf("articles/%s/%s-report-%d.md", day.Format("2006/01"), day.Format("02"), i)] = b.String()
	}
	for name, text := range files {
		name = filepath.Join(content, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			return err
		}
	}
	return writePictures(filepath.Join(content, "media"))
}

// prose900 is a report of 900 words as they are written: paragraphs, three
// headings, names and days that are linked, a quotation.
func prose900() string {
	var b strings.Builder
	for i := range 12 {
		if i%4 == 1 {
			fmt.Fprintf(&b, "## %s\n\n", strings.TrimSuffix(sentences(wordsLatin, 5), "."))
		}
		fmt.Fprintf(&b, "[The envoys](person:a) met [on Monday](date:2024-10-21) in [the city](place:iran). %s\n\n", sentences(varied(i), 65))
	}
	b.WriteString("> Respect for the border must come first.\n>\n> — [The envoy](person:a), minister, [21 October 2024](date:2024-10-21)\n")
	return b.String()
}

// varied turns the common words around and mixes others in, so that text is
// not compressed better than a writer's would be.
func varied(n int) string {
	source := strings.Fields(wordsLatin + " ministry spokesman province village missile agreement statement ambassador relations security condemned operation intelligence territory sovereignty cooperation neighbour parliament caretaker minister telephone conversation militant group hideout drone casualties villagers foreign nationals investigation journey summit airport embassy protest explanation chargé district officials reported confirmed denied disputed later before Wednesday Thursday because although however between against towards several hundred")
	turned := make([]string, 0, len(source))
	for i := range source {
		turned = append(turned, source[(i*(2*n+5)+n*11)%len(source)])
	}
	return strings.Join(turned, " ")
}

// writePictures draws the pictures of the second site: bands of colour.
func writePictures(folder string) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	for name, size := range map[string]image.Point{"wide.png": {1200, 630}, "tall.png": {400, 900}} {
		picture := image.NewRGBA(image.Rectangle{Max: size})
		for y := range size.Y {
			for x := range size.X {
				picture.Set(x, y, color.RGBA{uint8(40 + 160*x/size.X), uint8(90 + 100*y/size.Y), 120, 255})
			}
		}
		f, err := os.Create(filepath.Join(folder, name))
		if err != nil {
			return err
		}
		if err := png.Encode(f, picture); err != nil {
			return err
		}
		if err := f.Close(); err != nil {
			return err
		}
	}
	return nil
}
