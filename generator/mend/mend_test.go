package mend_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"daybook/generator/load"
	"daybook/generator/mend"
	"daybook/generator/news"
)

// site reads the files of a site.
func site(t *testing.T, files map[string]string) mend.Input {
	t.Helper()
	dir := t.TempDir()
	files["content/site.yaml"] = "title: A paper\nbase_url: https://news.example/\n" + files["content/site.yaml"]
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	var loader load.Loader
	content, err := loader.Load(t.Context(), root)
	if err != nil {
		t.Fatal(err)
	}
	archive, _ := news.Gather(content.Copies, news.Cut{AsOf: time.Date(2024, 1, 20, 0, 0, 0, 0, time.UTC), Drafts: true, Future: true})
	return mend.Input{Archive: archive, Copies: content.Copies, Text: func(path string) []byte { return load.Text(root, path) }}
}

// TestEachFix shows what each fix does to the header and the body of an
// article, and that it does it once.
func TestEachFix(t *testing.T) {
	for _, c := range []struct{ fix, before, after string }{
		{"missing-id", "title: A\n", "title: A\nid: 2024-01-19-a\n"},
		{"missing-id", "title: A\nid: mine\n", ""},
		{"foreign-key", "title: A\nlastmod: 2024-01-20\ncategories: [World]\n", "title: A\nupdated: 2024-01-20\ncategory: [World]\n"},
		{"foreign-key", "title: A\nstandfirst: s\ndescription: d\n", ""},
		{"foreign-key", "Title: A\nStand-First: s\nevents:\n  - {title: E, Date: 2024-01-16}\n", "title: A\nstandfirst: s\nevents:\n  - {headline: E, date: 2024-01-16}\n"},
		{"foreign-key", "title: A\ntitel: B\n", ""},
		{"event-without-id", "title: A\nevents:\n  - date: 2024-01-16\n    headline: E\n  - {id: x, date: 2024-01-17, headline: F}\n", "title: A\nevents:\n  - id: 2024-01-16-e\n    date: 2024-01-16\n    headline: E\n  - {id: x, date: 2024-01-17, headline: F}\n"},
		{"old-name", "title: A\ntopics: [frontier, Old Border, border, Border]\n", "title: A\ntopics: [border, Border, border, Border]\n"},
		{"old-name", "title: A\nevents:\n  - {id: x, date: 2024-01-17, headline: F, actors: [persia, Unknown], place: Persia}\n", "title: A\nevents:\n  - {id: x, date: 2024-01-17, headline: F, actors: [iran, Unknown], place: Iran}\n"},
		{"repeated-item", "title: A\ntags: [x, y, x]\ntopics: [border, Border]\n", "title: A\ntags: [x, y]\ntopics: [border]\n"},
		{"repeated-item", "title: A\nauthors: [A, a]\n", ""},
	} {
		t.Run(c.fix, func(t *testing.T) {
			const path = "content/articles/2024/a.md"
			article := func(header string) string {
				if strings.Contains(header, "date: 2024-01-20") {
					header = strings.Replace(header, "\n", "\npublished: 2024-01-19\n", 1)
					return "---\n" + header + "---\nWords.\n"
				}
				return "---\n" + header + "published: 2024-01-19\n---\nWords.\n"
			}
			files := map[string]string{
				"content/topics/border.md": "---\ntitle: Border\nid: border\nalso_known_as: [Frontier, Old Border]\n---\n",
				"content/places/iran.md":   "---\nname: Iran\nid: iran\nalso_known_as: [Persia]\n---\n",
				path:                       article(c.before),
			}
			in := site(t, files)
			in.Only = []string{c.fix}
			changed, refused := mend.All(in)
			if len(refused) > 0 {
				t.Fatal(refused)
			}
			if c.after == "" {
				if len(changed) > 0 {
					t.Fatalf("changed to\n%s", changed[0].After)
				}
				return
			}
			if len(changed) != 1 || string(changed[0].After) != article(c.after) {
				t.Fatalf("got %s, want\n%s", changed, article(c.after))
			}
			files[path] = string(changed[0].After)
			delete(files, "content/site.yaml")
			in = site(t, files)
			in.Only = []string{c.fix}
			if again, _ := mend.All(in); len(again) > 0 {
				t.Errorf("a second time it gives\n%s", again[0].After)
			}
		})
	}
}

func TestIDsAreGivenOnce(t *testing.T) {
	files := map[string]string{"content/articles/x.md": "---\ntitle: X\nid: 2024-01-19-week\npublished: 2024-01-19\n---\n"}
	for _, folder := range []string{"a", "b"} {
		files["content/articles/"+folder+"/week.md"] = "---\ntitle: Week\npublished: 2024-01-19\n---\n"
	}
	changed, _ := mend.All(site(t, files))
	seen := map[string]bool{"2024-01-19-week": true}
	for _, c := range changed {
		_, rest, _ := strings.Cut(string(c.After), "id: ")
		id, _, _ := strings.Cut(rest, "\n")
		if seen[id] {
			t.Errorf("%s is given twice", id)
		}
		seen[id] = true
	}
	if len(seen) != 3 {
		t.Errorf("ids are %v", seen)
	}
}

func TestFormerAddressesBecomeAliases(t *testing.T) {
	in := site(t, map[string]string{"content/articles/new.md": "---\ntitle: X\npublished: 2024-01-19\naliases: /known/\n---\n"})
	in.Former = map[string][]mend.Former{"content/articles/new.md": {{"/2024/01/19/old/", "2024-01-19-old"}, {"/known/", "x"}, {"/lived-in/", "x"}}}
	in.Live = func(address string) bool { return address == "/lived-in/" }
	if problems := mend.Addresses(in); len(problems) != 1 || !strings.Contains(problems[0].Hint, "aliases: [/2024/01/19/old/]  and  id: 2024-01-19-old") {
		t.Errorf("got %v", problems)
	}
	in.Only = []string{"changed-address", "missing-id"}
	changed, _ := mend.All(in)
	if want := "---\ntitle: X\nid: 2024-01-19-old\npublished: 2024-01-19\naliases: [/known/, /2024/01/19/old/]\n---\n"; len(changed) != 1 || string(changed[0].After) != want {
		t.Errorf("got %s, want %s", changed, want)
	}
}

func TestWhatCannotBeReadIsLeftAlone(t *testing.T) {
	in := site(t, map[string]string{
		"content/articles/a.md": "---\ntitle: [\n---\n",
		"content/articles/b.md": "---\ntitle: \xff\n---\n",
		"content/articles/c.md": "\xef\xbb\xbf---\ntitle: C\n---\n",
		"content/articles/d.md": "No header.\n",
	})
	if changed, refused := mend.All(in); len(changed)+len(refused) > 0 {
		t.Errorf("changed %s, refused %v", changed, refused)
	}
}

// BenchmarkAll mends a thousand articles that lack an id.
func BenchmarkAll(b *testing.B) {
	files := map[string][]byte{}
	var copies news.Copies
	for i := range 1000 {
		path := fmt.Sprintf("content/articles/%d.md", i)
		files[path] = []byte(fmt.Sprintf("---\ntitle: Article %d\npublished: 2024-01-19\n---\nWords [here](place:iran).\n", i))
		a := &news.ArticleCopy{}
		a.Place.Path, a.ID, a.Slug = path, fmt.Sprint(i), fmt.Sprint(i)
		copies.Articles = append(copies.Articles, a)
	}
	archive, _ := news.Gather(news.Copies{Site: news.Site{Zone: time.UTC}}, news.Cut{})
	in := mend.Input{Archive: archive, Copies: copies, Text: func(path string) []byte { return files[path] }}
	for b.Loop() {
		if changed, _ := mend.All(in); len(changed) != 1000 {
			b.Fatal(len(changed))
		}
	}
}
