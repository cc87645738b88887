package build_test

import (
	"context"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"pgregory.net/rapid"

	"daybook/generator/build"
	"daybook/generator/news"
	"daybook/generator/problem"
	"daybook/generator/publish"
)

// paper is a site on disk with a cache, built by a new session each time, as
// one command after the other does.
type paper struct {
	dir, out string
	standard fs.FS
	files    map[string]string
	looked   atomic.Int64 // how many files the last build looked at
}

func (p *paper) session(t tb, cut news.Cut) *build.Session {
	t.Helper()
	p.looked.Store(0)
	s, err := build.NewSession(build.Options{
		Site: p.dir, Cut: cut, Standard: p.standard, Cache: filepath.Join(p.dir, ".daybook", "content"),
		Progress: func(phase string, _, _ int) {
			if phase == "make" {
				p.looked.Add(1)
			}
		},
	})
	if err != nil {
		t.Fatalf("%v", err)
	}
	return s
}

// write changes on disk what differs.
func (p *paper) write(t tb, files map[string]string) {
	t.Helper()
	for name := range p.files {
		if _, stays := files[name]; !stays {
			if err := os.Remove(filepath.Join(p.dir, name)); err != nil {
				t.Fatalf("%v", err)
			}
		}
	}
	for name, text := range files {
		if was, there := p.files[name]; there && was == text {
			continue
		}
		path := filepath.Join(p.dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatalf("%v", err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatalf("%v", err)
		}
	}
	p.files = files
}

func (p *paper) again(t tb, cut news.Cut) *build.Again {
	t.Helper()
	s := p.session(t, cut)
	defer s.Close()
	again, err := s.Again(context.Background(), p.out, publish.Options{})
	if err != nil {
		t.Fatalf("again: %v", err)
	}
	return again
}

func (p *paper) build(t tb, cut news.Cut) outcome {
	t.Helper()
	s := p.session(t, cut)
	defer s.Close()
	return published(t, s, p.out)
}

// settled builds until files are old enough for their stamps to be believed.
func (p *paper) settled(t tb, cut news.Cut) *build.Again {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); {
		if problem.Stops(p.build(t, cut).problems) {
			return nil
		}
		if again := p.again(t, cut); again != nil {
			return again
		}
	}
	t.Fatalf("nothing changes for a long time, and every build is made in full")
	return nil
}

// TestAgainIsTrue makes random edits after a build that need not be made
// again: when the next is said to change nothing, a clean build agrees; and
// what the next build makes is what a clean one makes.
func TestAgainIsTrue(t *testing.T) {
	folder, standard := folders(t), naked()
	rapid.Check(t, func(t *rapid.T) {
		n := newNewsroom(t)
		p := &paper{dir: folder(), standard: standard}
		p.out = p.dir + "/public"
		for range 3 {
			p.write(t, n.files())
			if again := p.settled(t, n.cut()); again != nil && len(again.Problems) != len(p.build(t, n.cut()).problems) {
				t.Fatalf("problems are not told again: %v", again.Problems)
			}
			n.edit(t)
			p.write(t, n.files())
			if again := p.again(t, n.cut()); again != nil {
				clean := fresh(t, p.dir, folder()+"/public", standard, n.cut())
				if d := differences(clean.files, tree(t, p.out)); len(d) > 0 || again.Outcome.Kept != len(clean.files) {
					t.Fatalf("said to change nothing (%d kept), and a clean build differs:\n%s", again.Outcome.Kept, strings.Join(d, "\n"))
				}
			}
			if made := p.build(t, n.cut()); !problem.Stops(made.problems) {
				clean := fresh(t, p.dir, folder()+"/public", standard, n.cut())
				if d := differences(clean.files, made.files); len(d) > 0 {
					t.Fatalf("clean against the next build:\n%s", strings.Join(d, "\n"))
				}
			}
		}
	})
}

// TestAgainSeesEverything changes one thing after the other that a build must
// notice, among them what keeps size and modification time.
func TestAgainSeesEverything(t *testing.T) {
	n := rapid.Custom(newNewsroom).Example(7)
	n.pieces[0].status, n.pieces[0].embargo, n.pieces[0].expires, n.pieces[0].day = "", "", "", days[0]
	article := "content/articles/2024/" + n.pieces[0].file + ".md"
	swapped := func(p *paper, name string, change func(string) string) {
		path := filepath.Join(p.dir, name)
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		files := maps.Clone(p.files)
		files[name] = change(files[name])
		p.write(t, files)
		if err := os.Chtimes(path, info.ModTime(), info.ModTime()); err != nil {
			t.Fatal(err)
		}
	}
	as := func(text string) func(string) string { return func(string) string { return text } }
	cases := map[string]func(p *paper, cut *news.Cut){
		"an article of the same size and time": func(p *paper, _ *news.Cut) {
			swapped(p, article, func(s string) string { return strings.Replace(s, "The prose", "Thy prose", 1) })
		},
		"a picture of the same size and time": func(p *paper, _ *news.Cut) { swapped(p, "content/media/a.png", as(photo("PIXELS"))) },
		"a layout of the same size and time":  func(p *paper, _ *news.Cut) { swapped(p, "layouts/partials/mark.html", as("fIRST")) },
		"a new file": func(p *paper, _ *news.Cut) {
			files := maps.Clone(p.files)
			files["content/pages/new.md"] = "---\ntitle: New\n---\n"
			p.write(t, files)
		},
		"a stray file": func(p *paper, _ *news.Cut) {
			files := maps.Clone(p.files)
			files["content/pages/new.txt"] = "New"
			p.write(t, files)
		},
		"a page taken away": func(p *paper, _ *news.Cut) {
			if err := os.Remove(p.out + "/index.html"); err != nil {
				t.Fatal(err)
			}
		},
		"a page edited": func(p *paper, _ *news.Cut) {
			if err := os.WriteFile(p.out+"/index.html", []byte("mine"), 0o644); err != nil {
				t.Fatal(err)
			}
		},
		"an earlier time": func(_ *paper, cut *news.Cut) { cut.AsOf = cut.AsOf.AddDate(0, -2, 0) },
		"the future, too": func(_ *paper, cut *news.Cut) { cut.Future = true },
		"drafts, too":     func(_ *paper, cut *news.Cut) { cut.Drafts = true },
		"the cache is gone": func(p *paper, _ *news.Cut) {
			if err := os.RemoveAll(filepath.Join(p.dir, ".daybook", "content")); err != nil {
				t.Fatal(err)
			}
		},
		"the ledger is gone": func(p *paper, _ *news.Cut) {
			if err := os.RemoveAll(filepath.Join(p.dir, ".daybook", "public")); err != nil {
				t.Fatal(err)
			}
		},
	}
	for name, change := range cases {
		t.Run(name, func(t *testing.T) {
			p := &paper{dir: t.TempDir(), standard: naked()}
			p.out = p.dir + "/public"
			p.write(t, n.files())
			p.settled(t, n.cut())
			cut := n.cut()
			change(p, &cut)
			if p.again(t, cut) != nil {
				t.Error("said to change nothing")
			}
		})
	}
}

// TestProseAloneIsQuiet edits the prose of one report: its page alone is
// written, and what can be searched, and they are right.
func TestProseAloneIsQuiet(t *testing.T) {
	n := rapid.Custom(newNewsroom).Example(7)
	n.pieces[0].status, n.pieces[0].embargo, n.pieces[0].expires, n.pieces[0].day = "", "", "", days[0]
	p := &paper{dir: t.TempDir(), standard: naked()}
	p.out = p.dir + "/public"
	p.write(t, n.files())
	p.settled(t, n.cut())
	for range 3 { // also while the file is too new for a stamp
		files := maps.Clone(p.files)
		files["content/articles/2024/"+n.pieces[0].file+".md"] += "\n\nOne more sentence.\n"
		p.write(t, files)
		made := p.build(t, n.cut())
		pages := slices.DeleteFunc(slices.Clone(made.WrotePaths), func(path string) bool {
			return strings.HasPrefix(path, "search/") && path != "search/index.html"
		})
		if len(pages) != 1 || !strings.Contains(made.files[pages[0]], "One more sentence.") {
			t.Errorf("wrote %v", made.WrotePaths)
		}
		if int(p.looked.Load())*4 > len(made.files) { // its own page, and those of its events
			t.Errorf("looked at %d of %d files for an edit of one", p.looked.Load(), len(made.files))
		}
		if d := differences(fresh(t, p.dir, t.TempDir()+"/public", p.standard, n.cut()).files, made.files); len(d) > 0 {
			t.Errorf("clean against quiet:\n%s", strings.Join(d, "\n"))
		}
	}
}

// TestAgainEndsWhenSomethingIsDue stops at the moment of an embargo, and not
// before.
func TestAgainEndsWhenSomethingIsDue(t *testing.T) {
	n := rapid.Custom(newNewsroom).Example(7)
	n.pieces[0].status, n.pieces[0].day, n.pieces[0].embargo = "", days[0], "2024-02-05T08:00:00Z"
	p := &paper{dir: t.TempDir(), standard: naked()}
	p.out = p.dir + "/public"
	p.write(t, n.files())
	p.settled(t, n.cut())
	due := time.Date(2024, 2, 5, 8, 0, 0, 0, time.UTC)
	if p.again(t, news.Cut{AsOf: due.Add(-time.Second)}) == nil {
		t.Error("a second before, all is made again")
	}
	if p.again(t, news.Cut{AsOf: due}) != nil {
		t.Error("at the moment itself, nothing is said to change")
	}
	p.build(t, news.Cut{AsOf: due})
	p.build(t, n.cut())
	if p.again(t, news.Cut{AsOf: due}) != nil {
		t.Error("after a build for an earlier time, one before that is believed")
	}
}

// TestAgainEndsWhenNewsIsOld stops when a report leaves the news sitemap, two days
// after it came out, and not before.
func TestAgainEndsWhenNewsIsOld(t *testing.T) {
	p := &paper{dir: t.TempDir(), standard: naked()}
	p.out = p.dir + "/public"
	article := func(name, at string) string {
		return "---\ntitle: " + name + "\npublished: " + at + "\n---\n"
	}
	p.write(t, map[string]string{
		"content/site.yaml":       "title: The Day\nbase_url: https://news.example/\n",
		"content/articles/old.md": article("old", "2024-01-10T08:00:00Z"), "content/articles/new.md": article("new", "2024-01-18T08:00:00Z"), "content/articles/newer.md": article("newer", "2024-01-18T20:00:00Z"),
	})
	due := time.Date(2024, 1, 20, 8, 0, 0, 0, time.UTC)
	p.settled(t, news.Cut{AsOf: due.Add(-time.Hour)})
	if p.again(t, news.Cut{AsOf: due.Add(-time.Second)}) == nil {
		t.Error("a second before, all is made again")
	}
	if p.again(t, news.Cut{AsOf: due}) != nil {
		t.Error("at the moment itself, nothing is said to change")
	}
	told := p.build(t, news.Cut{AsOf: due}).files["sitemap-news.xml"]
	if strings.Contains(told, "/new/") || !strings.Contains(told, "/newer/") {
		t.Errorf("after two days the news sitemap is\n%s", told)
	}
	if text, still := p.build(t, news.Cut{AsOf: due.Add(12 * time.Hour)}).files["sitemap-news.xml"]; still {
		t.Errorf("without news the sitemap of it is\n%s", text)
	}
}

// TestProseReachesFeeds edits the prose of one report where feeds carry whole
// texts: they are written, too, and right.
func TestProseReachesFeeds(t *testing.T) {
	n := rapid.Custom(newNewsroom).Example(7)
	n.pieces[0].status, n.pieces[0].embargo, n.pieces[0].expires, n.pieces[0].day = "", "", "", days[0]
	n.shape = "feeds: {atom: atom.xml, text: full}\n"
	p := &paper{dir: t.TempDir(), standard: naked()}
	p.out = p.dir + "/public"
	p.write(t, n.files())
	p.settled(t, n.cut())
	files := maps.Clone(p.files)
	files["content/articles/2024/"+n.pieces[0].file+".md"] += "\n\nOne more sentence.\n"
	p.write(t, files)
	made := p.build(t, n.cut())
	for _, feed := range []string{"atom.xml", "topics/" + n.pieces[0].topic + "/atom.xml"} {
		if !slices.Contains(made.WrotePaths, feed) || !strings.Contains(made.files[feed], "One more sentence.") {
			t.Errorf("%s does not carry the edit; written were %v", feed, made.WrotePaths)
		}
	}
	if d := differences(fresh(t, p.dir, t.TempDir()+"/public", p.standard, n.cut()).files, made.files); len(d) > 0 {
		t.Errorf("clean against quiet:\n%s", strings.Join(d, "\n"))
	}
}
