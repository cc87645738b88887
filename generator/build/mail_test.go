package build_test

import (
	"bytes"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"

	"daybook/generator/news"
	"daybook/generator/problem"
	"daybook/generator/render"
	"daybook/layouts"
)

// Texts that letters must bear.
const (
	urduHeadline = "پاکستان اور ایران کے وزرائے خارجہ نے کشیدگی کم کرنے اور سرحدی علاقوں میں باہمی رابطہ بڑھانے پر اتفاق کیا "
	hostile      = "<b>Loud</b> & \"quoted\" \u202eturned\u2066 around {{unsubscribe}} javascript:alert(1)"
)

// fullDay is a site with a day of so many long reports in a language.
func fullDay(reports int, lang, headline string, site ...string) map[string]string {
	files := map[string]string{
		"content/site.yaml":         "title: روزنامہ\nbase_url: https://news.example/paper/\nlanguage: " + lang + "\n" + strings.Join(site, "\n"),
		"content/topics/strait.md":  "---\ntitle: Strait\nstatus: " + quotedYAML(strings.Repeat(headline, 8)) + "\nas_of: 2024-01-16\n---\n",
		"content/topics/harvest.md": "---\ntitle: Harvest\n---\n",
	}
	for i := range reports {
		topic := []string{"topics: strait\n", "topics: [harvest, strait]\n", ""}[i%3]
		files[fmt.Sprintf("content/articles/a%03d.md", i)] = fmt.Sprintf("---\ntitle: %s\nstandfirst: %s\npublished: 2024-01-16T%02d:%02d:00Z\n%sevents:\n  - {id: e%03d, date: 2024-01-16, headline: %s}\ncorrections:\n  - {date: 2024-01-16, was: %s, now: x, note: %s}\n---\n",
			quotedYAML(strings.Repeat(headline, 5)), quotedYAML(strings.Repeat(headline, 10)), i/60, i%60, topic, i, quotedYAML(strings.Repeat(headline, 5)), quotedYAML(strings.Repeat(headline, 9)), quotedYAML(strings.Repeat(headline, 9)))
	}
	return files
}

func quotedYAML(text string) string {
	return "'" + strings.ReplaceAll(strings.TrimSpace(text), "'", "''") + "'"
}

// mailsOf builds a site with the standard layouts and gives its letters.
func mailsOf(t *testing.T, files map[string]string) (mails map[string]string, all map[string]string) {
	t.Helper()
	dir := t.TempDir()
	written(t, dir, files, nil)
	made := fresh(t, dir, t.TempDir()+"/public", layouts.Files, news.Cut{AsOf: noon})
	if problem.Stops(made.problems) {
		t.Fatal(told(t, made.problems))
	}
	mails = maps.Clone(made.files)
	maps.DeleteFunc(mails, func(name, _ string) bool { return !strings.HasPrefix(path.Base(name), "email.") })
	if len(mails) != 4 {
		t.Fatalf("%d letters were made of one day and its week, want HTML and text of each", len(mails))
	}
	return mails, made.files
}

// TestMailsAreWhole holds letters to what mail programs do: they cut HTML above
// 102 KB, know no address that is not whole, load nothing but pictures, and show
// text in lines. Whatever is left out, the letter says so.
func TestMailsAreWhole(t *testing.T) {
	for name, c := range map[string]struct {
		files map[string]string
		cut   bool
	}{
		"three hundred reports in Urdu": {fullDay(300, "ur", urduHeadline, "editions: {items: 1000, unsubscribe: '{{unsubscribe}}', address: X}"), true},
		"three hundred usual":           {fullDay(300, "en", "Plain words of a headline "), true},
		"what is hostile":               {fullDay(7, "fa", hostile+" ", "editions: {intro: '"+hostile+"', unsubscribe: '*|UNSUB|*'}"), false},
		"one report":                    {fullDay(1, "ar", "خبر "), false},
	} {
		t.Run(name, func(t *testing.T) {
			mails, all := mailsOf(t, c.files)
			for _, file := range slices.Sorted(maps.Keys(mails)) {
				text := mails[file]
				if len(text) > render.MaxMail || !utf8.ValidString(text) {
					t.Errorf("%s has %d bytes", file, len(text))
				}
				if strings.ContainsAny(text, "\u202e\u2066") {
					t.Errorf("%s turns the direction of its text", file)
				}
				edition := "https://news.example/paper/" + path.Dir(file) + "/"
				if c.cut && strings.Count(text, edition+"\"") < 3 && strings.Count(text, edition+"\n") < 2 {
					t.Errorf("%s is cut and does not lead to the whole edition twice", file)
				}
				if path.Ext(file) == ".html" {
					links := wholeLinks(t, file, text)
					plain := mails[strings.TrimSuffix(file, ".html")+".txt"]
					for _, link := range links {
						if !strings.Contains(plain, "\n"+link+"\n") {
							t.Errorf("%s: the plain text lacks %s", file, link)
						}
						if below, inside := strings.CutPrefix(link, "https://news.example/paper/"); inside && all[below] == "" && all[below+"index.html"] == "" {
							t.Errorf("%s leads to %s, which the site does not have", file, link)
						}
					}
					if len(links) < 4 {
						t.Errorf("%s: only %d links were found", file, len(links))
					}
					continue
				}
				for line := range strings.Lines(text) {
					line = strings.TrimSuffix(line, "\n")
					if columns := utf8.RuneCountInString(line); columns > 72 && strings.Contains(line, " ") || strings.HasSuffix(line, " ") || strings.HasPrefix(line, ">") || strings.HasPrefix(line, "From ") {
						t.Errorf("%s: the line %q", file, line)
					}
				}
				if strings.Contains(text, "&#") || strings.Contains(text, "&amp;") || strings.Contains(text, "\n\n\n") {
					t.Errorf("%s is escaped as HTML is, or has gaps", file)
				}
			}
		})
	}
}

// wholeLinks gives the addresses of a letter, and finds those that are not whole,
// whatever a mail program would have to fetch, and what it would refuse.
func wholeLinks(t *testing.T, file, text string) (links []string) {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if slices.Contains([]string{"script", "iframe", "form", "video", "object", "svg"}, n.Data) {
			t.Errorf("%s has a <%s>", file, n.Data)
		}
		for _, a := range n.Attr {
			switch {
			case a.Key == "href" && n.Data == "link" && !strings.Contains(text, `rel="canonical" href="`+a.Val+`"`), a.Key == "srcset", strings.HasPrefix(a.Key, "on"):
				t.Errorf("%s: <%s %s=%q>", file, n.Data, a.Key, a.Val)
			case a.Key == "style" && (strings.Contains(a.Val, "url(") || strings.Contains(a.Val, "Zgotmpl")):
				t.Errorf("%s: the style %q", file, a.Val)
			case a.Key == "href" || a.Key == "src":
				if !strings.HasPrefix(a.Val, "https://news.example/paper/") && a.Val != "{{unsubscribe}}" && a.Val != "*|UNSUB|*" {
					t.Errorf("%s: the address %q", file, a.Val)
				}
				links = append(links, a.Val)
			}
		}
		if n.Data == "table" && !slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "role" && a.Val == "presentation" }) {
			t.Errorf("%s: a table that lays out says so to nobody", file)
		}
	}
	return links
}

// TestMailsAreChosen looks at what site.yaml chooses: no letters at all, or few
// reports in them.
func TestMailsAreChosen(t *testing.T) {
	for choice, want := range map[string]int{"without: [emails]": 0, "without: [days]": 2, "without: [weeks]": 2, "": 4} {
		dir := t.TempDir()
		written(t, dir, fullDay(2, "en", "Words ", choice), nil)
		made := fresh(t, dir, t.TempDir()+"/public", layouts.Files, news.Cut{AsOf: noon})
		count := 0
		for name := range made.files {
			if strings.HasPrefix(path.Base(name), "email.") {
				count++
			}
		}
		if count != want || strings.Contains(made.files["2024/01/16/index.html"], "email.html") != (want > 0 && !strings.Contains(choice, "days")) {
			t.Errorf("%q: %d letters, want %d, each told of by its edition", choice, count, want)
		}
	}
	mails, _ := mailsOf(t, fullDay(9, "en", "Words ", "editions: {items: 2}"))
	if mail := mails["2024/01/16/email.txt"]; !strings.Contains(mail, "2 of 9") || strings.Contains(mail, "3 of 9") || !strings.Contains(mail, "7 more reports") || strings.Contains(mail, "up to date") {
		t.Errorf("a letter of two reports of nine:\n%s", mail)
	}
}

// TestHeavyMailLayoutIsTold has a layout that is too heavy without any report.
func TestHeavyMailLayoutIsTold(t *testing.T) {
	files := fullDay(2, "en", "Words ")
	files["layouts/email.html"] = "<p>{{.Heading}}</p>" + strings.Repeat("x", render.MaxMail)
	dir := t.TempDir()
	written(t, dir, files, nil)
	made := fresh(t, dir, t.TempDir()+"/public", layouts.Files, news.Cut{AsOf: noon})
	if text := told(t, made.problems); !strings.Contains(text, "layouts/email.html") || !strings.Contains(text, "100 KB") {
		t.Errorf("the problems are\n%s", text)
	}
	files["layouts/email.html"] = "<h1>{{.Heading}}</h1>{{range .Chapters}}{{range .Items}}" + strings.Repeat("y", 60_000) + "{{.Number}}{{end}}{{end}}{{.Left}} left"
	mails, _ := mailsOf(t, files)
	if mail := mails["2024/01/16/email.html"]; !strings.HasSuffix(strings.TrimSpace(mail), "1 left") || !bytes.Contains([]byte(mail), []byte("y1")) {
		t.Errorf("a heavy letter ends in %q", mail[max(0, len(mail)-20):])
	}
}
