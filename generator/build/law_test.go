package build_test

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"pgregory.net/rapid"

	"daybook/generator/build"
	"daybook/generator/news"
	"daybook/generator/problem"
	"daybook/layouts"
)

// naked are layouts that show all of a view, so that nothing of it can differ
// or leak unseen, and one partial, which the random sites have of their own.
func naked() fs.FS {
	files := layoutsOf(`{{template "mark" .}} {{printf "%+v" .}}`)
	files["partials/mark.html"] = files["strings/en.yaml"]
	files["email.txt"] = &fstest.MapFile{Data: []byte(`{{printf "%+v" .}}`)} // plain text has no partials of HTML
	return files
}

// folders gives each build of one random site a folder of its own.
func folders(t *testing.T) func() string {
	root, n := t.TempDir(), 0
	return func() string {
		n++
		return filepath.Join(root, fmt.Sprint(n))
	}
}

// TestIncrementalIsClean is the law of the house plan: a build into the folder
// of the build before gives, byte for byte, what a build into a new folder
// gives, whether the session is kept or new; a preview shows the same bytes;
// and a build after that writes nothing. When a build fails, the folder is as it was.
func TestIncrementalIsClean(t *testing.T) {
	folder, standard := folders(t), naked()
	rapid.Check(t, func(t *rapid.T) {
		n := newNewsroom(t)
		dir, kept, renewed := folder(), folder()+"/public", folder()+"/public"
		written(t, dir, n.files(), nil)
		s := session(t, dir, standard, n.cut())
		defer s.Close()
		for range rapid.IntRange(2, 6).Draw(t, "builds") {
			written(t, dir, n.files(), nil)
			s.Cut(n.cut())
			before := tree(t, kept)
			incremental := published(t, s, kept)
			clean := fresh(t, dir, folder()+"/public", standard, n.cut())
			if a, b := told(t, incremental.problems), told(t, clean.problems); a != b {
				t.Fatalf("problems of the incremental build:\n%s\nof the clean one:\n%s", a, b)
			}
			if problem.Stops(clean.problems) {
				if d := differences(before, incremental.files); len(d) > 0 {
					t.Fatalf("a failed build changed the folder:\n%s", strings.Join(d, "\n"))
				}
				n.edit(t)
				continue
			}
			if d := differences(clean.files, incremental.files); len(d) > 0 {
				t.Fatalf("clean against incremental:\n%s", strings.Join(d, "\n"))
			}
			if d := differences(clean.files, fresh(t, dir, renewed, standard, n.cut()).files); len(d) > 0 {
				t.Fatalf("clean against incremental with a new session:\n%s", strings.Join(d, "\n"))
			}
			if d := differences(clean.files, previewed(t, s)); len(d) > 0 {
				t.Fatalf("clean against the preview:\n%s", strings.Join(d, "\n"))
			}
			for _, again := range []outcome{published(t, s, kept), fresh(t, dir, kept, standard, n.cut())} {
				if again.Wrote != 0 || again.Removed != 0 || again.Kept != len(clean.files) {
					t.Fatalf("a second build wrote %d, removed %d and kept %d of %d", again.Wrote, again.Removed, again.Kept, len(clean.files))
				}
			}
			n.edit(t)
		}
	})
}

// previewed gives all files of a preview, each asked for twice.
func previewed(t tb, s *build.Session) map[string]string {
	t.Helper()
	site, err := s.Settle(context.Background())
	if err != nil {
		t.Fatalf("settle: %v", err)
	}
	made, files := s.Preview(site), map[string]string{}
	for range 2 {
		for _, path := range made.Paths() {
			body, fault, err := made.Get(path)
			if err != nil || fault != nil {
				t.Fatalf("%s: %v %v", path, fault, err)
			}
			files[path] = string(body)
		}
	}
	return files
}

// TestSecondBuildTouchesNothing looks at the files themselves.
func TestSecondBuildTouchesNothing(t *testing.T) {
	dir, out := t.TempDir(), t.TempDir()+"/public"
	n := rapid.Custom(newNewsroom).Example(7)
	written(t, dir, n.files(), nil)
	stamps := func() map[string]time.Time {
		found := map[string]time.Time{}
		for name := range tree(t, out) {
			info, err := os.Stat(filepath.Join(out, name))
			if err != nil {
				t.Fatal(err)
			}
			found[name] = info.ModTime()
		}
		return found
	}
	if first := fresh(t, dir, out, naked(), n.cut()); first.Wrote == 0 {
		t.Fatalf("the first build wrote nothing: %s", told(t, first.problems))
	}
	yesterday := time.Now().Add(-24 * time.Hour)
	for name := range tree(t, out) {
		if err := os.Chtimes(filepath.Join(out, name), yesterday, yesterday); err != nil {
			t.Fatal(err)
		}
	}
	before := stamps()
	fresh(t, dir, out, naked(), n.cut())
	if after := stamps(); !maps.Equal(before, after) {
		t.Errorf("modification times were %v and are %v", before, after)
	}
}

// TestPictureOfTheSameSizeAndTime puts another picture in the place of one, of
// the same size and with the same modification time, as an archive with fixed
// times does when it is unpacked.
func TestPictureOfTheSameSizeAndTime(t *testing.T) {
	dir, out := t.TempDir(), t.TempDir()+"/public"
	n := rapid.Custom(newNewsroom).Example(7)
	picture := filepath.Join(dir, "content", "media", "a.png")
	for _, bytes := range []string{"first", "other"} {
		n.picture = bytes
		written(t, dir, n.files(), nil)
		if err := os.Chtimes(picture, noon, noon); err != nil {
			t.Fatal(err)
		}
		var pictures []string
		for name, text := range fresh(t, dir, out, naked(), n.cut()).files {
			if strings.HasPrefix(name, "media/") && path.Ext(name) == ".png" {
				pictures = append(pictures, text)
			}
		}
		if !slices.Equal(pictures, []string{photo(bytes)}) {
			t.Errorf("the pictures are %q, want %q", pictures, photo(bytes))
		}
	}
}

// TestMachineDoesNotMatter builds the same site from files written in another
// order, on another number of cores, in another zone and language.
func TestMachineDoesNotMatter(t *testing.T) {
	folder, standard := folders(t), naked()
	t.Setenv("LANG", "C")
	local, cores := time.Local, runtime.GOMAXPROCS(0)
	defer func() { time.Local = local; runtime.GOMAXPROCS(cores) }()
	elsewhere := func(there bool) {
		time.Local, _ = time.LoadLocation("Pacific/Kiritimati")
		os.Setenv("LANG", "tr_TR.UTF-8")
		runtime.GOMAXPROCS(7)
		if !there {
			time.Local = time.FixedZone("far west", -11*60*60)
			os.Setenv("LANG", "C")
			runtime.GOMAXPROCS(1)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		n := newNewsroom(t)
		for range 4 {
			n.edit(t)
		}
		order := slices.Sorted(maps.Keys(n.files()))
		var made []outcome
		for _, there := range []bool{false, true} {
			elsewhere(there)
			dir := folder()
			written(t, dir, n.files(), order)
			made = append(made, fresh(t, dir, folder()+"/public", standard, n.cut()))
			rand.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		}
		if a, b := told(t, made[0].problems), told(t, made[1].problems); a != b {
			t.Fatalf("problems here:\n%s\nand there:\n%s", a, b)
		}
		if d := differences(made[0].files, made[1].files); len(d) > 0 {
			t.Fatalf("here against there:\n%s", strings.Join(d, "\n"))
		}
	})
}

// leaks names the files in whose name or bytes a word occurs, in whatever
// letter case or spelling of a URL.
func leaks(files map[string]string, words []string) []string {
	var out []string
	for name, text := range files {
		for _, word := range words {
			if strings.Contains(strings.ToLower(name+"\n"+text), strings.ToLower(word)) {
				out = append(out, name+" holds "+word)
			}
		}
	}
	slices.Sort(out)
	return out
}

// withheld gives the words of the pieces that the public must not see. It is
// written from CONTENT.md and not from the code that it judges.
func (n *newsroom) withheld() (words []string) {
	zone, err := time.LoadLocation(n.zone)
	if err != nil {
		panic(err)
	}
	at := func(text string) time.Time {
		if t, err := time.Parse(time.RFC3339, text); err == nil {
			return t
		}
		t, err := time.ParseInLocation(time.DateOnly, text, zone)
		if err != nil {
			panic(err)
		}
		return t
	}
	for _, p := range n.pieces {
		if p.status != "" && p.status != "published" || at(p.day).After(n.asOf) ||
			p.embargo != "" && at(p.embargo).After(n.asOf) || p.expires != "" && !at(p.expires).After(n.asOf) {
			words = append(words, p.word)
		}
	}
	for _, p := range n.gone {
		words = append(words, p.word)
	}
	return words
}

// unburied takes the addresses of pieces that the public has seen out of the
// files: their tombstones answer there.
func (n *newsroom) unburied(files map[string]string) map[string]string {
	var known []string
	for _, p := range n.pieces {
		if p.status == "killed" || p.expires != "" {
			known = append(known, "/"+p.file+"/", "", "/old/"+p.word+"/", "")
		}
	}
	out := map[string]string{}
	for name, text := range files {
		out[strings.NewReplacer(known...).Replace("/"+name)] += strings.NewReplacer(known...).Replace(text)
	}
	return out
}

// TestWithheldWordsGetNowhere builds into the folder in which the pieces were
// public a moment ago: they leave no trace, and the others stay.
func TestWithheldWordsGetNowhere(t *testing.T) {
	folder, standard := folders(t), naked()
	rapid.Check(t, func(t *rapid.T) {
		n := newNewsroom(t)
		dir, out := folder(), folder()+"/public"
		for range rapid.IntRange(2, 8).Draw(t, "builds") {
			written(t, dir, n.files(), nil)
			made := fresh(t, dir, out, standard, n.cut())
			words := n.withheld()
			if !problem.Stops(made.problems) {
				if found := leaks(n.unburied(made.files), words); len(found) > 0 {
					t.Fatalf("what is withheld got out:\n%s", strings.Join(found, "\n"))
				}
				for _, p := range n.pieces {
					if !slices.Contains(words, p.word) && len(leaks(made.files, []string{p.word})) < 3 {
						t.Fatalf("%s is public and hardly to be found", p.word)
					}
				}
			}
			n.edit(t)
		}
	})
}

// TestLeaksAreSeen plants leaks: in a name, in a text, in another letter case.
func TestLeaksAreSeen(t *testing.T) {
	planted := map[string]string{"a/zq1qz/index.html": "", "b.html": "…zq1qz…", "c.html": "ZQ1QZ", "d.html": "zq2qz"}
	want := []string{"a/zq1qz/index.html holds zq1qz", "b.html holds zq1qz", "c.html holds zq1qz"}
	if got := leaks(planted, []string{"zq1qz"}); !slices.Equal(got, want) {
		t.Errorf("leaks are %v, want %v", got, want)
	}
	n := rapid.Custom(newNewsroom).Example(3)
	n.pieces[0].embargo = "2024-02-05"
	dir := t.TempDir()
	written(t, dir, n.files(), nil)
	made := fresh(t, dir, t.TempDir()+"/public", naked(), news.Cut{AsOf: n.asOf, Future: true})
	if len(leaks(made.files, n.withheld())) < 3 {
		t.Error("a build that shows embargoed pieces counts as having none")
	}
}

var hrefs = regexp.MustCompile(`(?:href|src)="([^"]*)"`)

// dangling names the internal links of pages that lead to no file.
func dangling(files map[string]string, base string) (broken []string, seen int) {
	for name, text := range files {
		if path.Ext(name) != ".html" {
			continue
		}
		for _, match := range hrefs.FindAllStringSubmatch(text, -1) {
			address := strings.NewReplacer("&amp;", "&", "&#43;", "+").Replace(match[1])
			u, err := url.Parse(address)
			if err != nil {
				broken = append(broken, name+": "+address)
				continue
			}
			if u.Scheme != "" || u.Host != "" || u.Path == "" && u.Fragment != "" {
				continue
			}
			seen++
			below, inside := strings.CutPrefix(u.Path, base)
			if strings.HasSuffix(below, "/") || below == "" {
				below += "index.html"
			}
			if _, found := files[below]; !inside || !found {
				broken = append(broken, name+": "+address)
			}
		}
	}
	slices.Sort(broken)
	return broken, seen
}

// TestEveryLinkLeadsToAPage follows the links of the standard layouts.
func TestEveryLinkLeadsToAPage(t *testing.T) {
	folder := folders(t)
	rapid.Check(t, func(t *rapid.T) {
		n := newNewsroom(t)
		n.shape = shape(t)
		for range rapid.IntRange(0, 4).Draw(t, "edits") {
			n.edit(t)
		}
		dir := folder()
		written(t, dir, n.files(), nil)
		made := fresh(t, dir, folder()+"/public", layouts.Files, n.cut())
		if problem.Stops(made.problems) {
			t.Skip()
		}
		broken, seen := dangling(made.files, "/paper/")
		if len(broken) > 0 {
			t.Fatalf("%d links lead nowhere:\n%s", len(broken), strings.Join(broken, "\n"))
		}
		if seen < 50 {
			t.Fatalf("only %d links were found: the search for them is wrong", seen)
		}
	})
}

// TestDanglingLinksAreSeen plants them.
func TestDanglingLinksAreSeen(t *testing.T) {
	files := map[string]string{
		"index.html":   `<a href="/paper/a/"><a href="/paper/b/"><a href="/a/"><a href="https://x.example/"><a href="#x"><a href=""><img src="/paper/c.jpg">`,
		"a/index.html": "",
	}
	want := []string{"index.html: ", "index.html: /a/", "index.html: /paper/b/", "index.html: /paper/c.jpg"}
	if got, _ := dangling(files, "/paper/"); !slices.Equal(got, want) {
		t.Errorf("dangling links are %v, want %v", got, want)
	}
}

// TestTimelineOrder holds the order of CONTENT.md against one of its own:
// lower bound, the narrower date, the given order, the first report, the id.
// The names of files do not matter.
func TestTimelineOrder(t *testing.T) {
	spans := map[string][2]string{ // lower and upper bound in the house's zone
		"2024-01-16": {"2024-01-16", "2024-01-17"}, "2024-01-17?": {"2024-01-17", "2024-01-18"},
		"2024-01~": {"2024-01-01", "2024-02-01"}, "2024": {"2024-01-01", "2025-01-01"},
		"2024-01-15/2024-01-17": {"2024-01-15", "2024-01-18"}, "2024-01-16T04:00+05:00": {"2024-01-16T04:00", "2024-01-16T04:01"}, "unknown": {"9999", "9999"},
	}
	width := func(date string) time.Duration {
		bounds := spans[date]
		var at [2]time.Time
		for i, text := range bounds {
			for _, layout := range []string{"2006-01-02T15:04", time.DateOnly, "2006"} {
				if parsed, err := time.Parse(layout, text); err == nil {
					at[i] = parsed
				}
			}
		}
		return at[1].Sub(at[0])
	}
	folder, standard := folders(t), naked()
	rapid.Check(t, func(t *rapid.T) {
		n := &newsroom{title: "The Day", zone: "Asia/Karachi", asOf: noon}
		for range rapid.IntRange(2, 6).Draw(t, "articles") {
			n.add(t)
		}
		var want []event
		first := map[string]string{}
		for _, p := range n.pieces {
			p.day = rapid.SampledFrom([]string{"2024-01-18", "2024-01-19"}).Draw(t, "published")
			p.events = slices.DeleteFunc(p.events, func(e event) bool { return e.id == "shared" })
			for i := range p.events {
				e := &p.events[i]
				e.date = rapid.SampledFrom(slices.Sorted(maps.Keys(spans))).Draw(t, "date")
				want, first[e.id] = append(want, *e), p.day
			}
		}
		slices.SortFunc(want, func(a, b event) int {
			return cmp.Or(
				strings.Compare(spans[a.date][0], spans[b.date][0]), cmp.Compare(width(a.date), width(b.date)),
				cmp.Compare(a.order, b.order), strings.Compare(first[a.id], first[b.id]), strings.Compare(a.id, b.id),
			)
		})
		for range 2 {
			dir := folder()
			written(t, dir, n.files(), nil)
			made := fresh(t, dir, folder()+"/public", standard, n.cut())
			var got []string
			for _, e := range made.archive.Events {
				got = append(got, e.ID)
			}
			for i, e := range want {
				if len(got) != len(want) || got[i] != e.id {
					t.Fatalf("the order is %v, want %+v", got, want)
				}
			}
			for i, p := range n.pieces {
				p.file = fmt.Sprintf("%d-%s", len(n.pieces)-i, p.word)
			}
		}
	})
}
