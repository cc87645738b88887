package build_test

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"html"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"

	"daybook/generator/build"
	"daybook/generator/news"
	"daybook/generator/problem"
	"daybook/layouts"
)

var (
	leakNumber = flag.Int("leak.n", 200, "how many random archives TestNothingLeaks builds")
	leakSeed   = flag.Uint64("leak.seed", 1, "the seed of the first of them")
)

// built builds files in memory, with a session that knows of nothing before.
func built(dir string, files map[string]string, standard fs.FS, cut news.Cut) (map[string]string, error) {
	if err := os.RemoveAll(dir); err != nil {
		return nil, err
	}
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := cmp.Or(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(text), 0o644)); err != nil {
			return nil, err
		}
	}
	s, err := build.NewSession(build.Options{Site: dir, Cut: cut, Standard: standard})
	if err != nil {
		return nil, err
	}
	defer s.Close()
	site, err := s.Settle(context.Background())
	if err != nil {
		return nil, err
	}
	if problem.Stops(site.Problems) {
		var b strings.Builder
		_ = problem.WriteText(&b, site.Problems, problem.TextOptions{})
		return nil, fmt.Errorf("problems:\n%s", b.String())
	}
	made, out := s.Preview(site), map[string]string{}
	for _, name := range made.Paths() {
		text, fault, err := made.Get(name)
		if err != nil || fault != nil {
			return nil, fmt.Errorf("make: %v %v", err, fault)
		}
		out[name] = string(text)
	}
	return out, nil
}

var (
	percents = regexp.MustCompile(`(?:%[0-9A-Fa-f]{2})+`)
	escapes  = regexp.MustCompile(`(?:\\u[0-9A-Fa-f]{4})+`)
	folds    = strings.NewReplacer("\r\n ", "", "\r\n\t", "")
)

// plainly undoes whatever a format does to letters: the folding of calendars
// (RFC 5545, 3.1), references of HTML and XML, percent-encoding (RFC 3986, 2.1),
// escapes of JSON and JavaScript, letter case and Unicode form.
func plainly(text string) string {
	text = folds.Replace(text)
	for range 2 {
		text = html.UnescapeString(text)
		text = percents.ReplaceAllStringFunc(text, func(codes string) string {
			var bytes []byte
			for code := range strings.SplitSeq(codes[1:], "%") {
				n, _ := strconv.ParseUint(code, 16, 8)
				bytes = append(bytes, byte(n))
			}
			return string(bytes)
		})
		text = escapes.ReplaceAllStringFunc(text, func(codes string) string {
			var runes []rune
			for code := range strings.SplitSeq(codes[2:], `\u`) {
				n, _ := strconv.ParseUint(code, 16, 32)
				runes = append(runes, rune(n))
			}
			return string(runes)
		})
	}
	return norm.NFC.String(strings.ToLower(text))
}

var wordsIn = regexp.MustCompile(`qz[^\x00-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f]{3,8}?zq`)

// traces names the files in whose name or bytes a hidden word stands.
func (s *secret) traces(files map[string]string) (found []string) {
	for name, text := range files {
		for _, word := range wordsIn.FindAllString(plainly(name+"\n"+text), -1) {
			if s.words[word] {
				found = append(found, name+" holds "+word)
			}
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// inward is the part of a view that no layout shows and naked ones do: the hash
// of a body and where its links lead, which stand in its HTML too.
var inward = regexp.MustCompile(` Hash:[0-9a-f]{32} Links:\[(?:\{[^{}]*\} ?)*\]`)

func shown(files map[string]string) map[string]string {
	out := make(map[string]string, len(files))
	for name, text := range files {
		out[name] = inward.ReplaceAllString(text, "")
	}
	return out
}

// leaksOf builds an archive for the public and gives what tells of the part
// that is withheld: its words, wherever they stand, and, against the archive
// without that part, whatever else is another byte for it being there.
func (s *secret) leaksOf(dir string, standard fs.FS, cut news.Cut) (found []string, public map[string]string, err error) {
	public, err = built(dir, s.full, standard, cut)
	if err != nil {
		return nil, nil, fmt.Errorf("the archive: %w", err)
	}
	found = s.traces(public)
	without, err := built(dir, s.less, standard, news.Cut{AsOf: noon})
	if err != nil {
		return nil, nil, fmt.Errorf("the archive without what is withheld: %w", err)
	}
	for _, line := range differences(shown(without), shown(public)) {
		found = append(found, "differs: "+line)
	}
	return found, public, nil
}

// TestNothingLeaks is the law of CONTENT.md's last section over random
// archives: no word that only withheld pieces hold is in any byte or file name
// of the public site, and nothing else, such as a count, an order or a date,
// is other than it would be if those pieces had never been written, but for the
// tombstones of those that the public has seen. It builds every tenth archive
// with the standard layouts, and the others with layouts that show all of a
// view.
func TestNothingLeaks(t *testing.T) {
	began, show := time.Now(), naked()
	seeds := make(chan uint64)
	var workers sync.WaitGroup
	var mu sync.Mutex
	files, hidden := 0, 0
	for range 2 {
		dir := t.TempDir()
		workers.Go(func() {
			for seed := range seeds {
				s, standard := newSecret(seed), show
				if seed%10 == 0 {
					standard = layouts.Files
				}
				found, public, err := s.leaksOf(filepath.Join(dir, "site"), standard, news.Cut{AsOf: noon})
				if err != nil {
					t.Errorf("seed %d: %v", seed, err)
					continue
				}
				if len(found) > 0 {
					t.Errorf("seed %d: %d leaks\n%s", seed, len(found), strings.Join(found[:min(len(found), 5)], "\n"))
				}
				for _, title := range s.titles {
					if seen := strings.Count(plainly(strings.Join(slices.Collect(maps.Values(public)), "\n")), title); seen < 3 {
						t.Errorf("seed %d: the title %s of a public article stands in the site %d times", seed, title, seen)
					}
				}
				mu.Lock()
				files += len(public)
				for _, is := range s.words {
					if is {
						hidden++
					}
				}
				mu.Unlock()
			}
		})
	}
	for i := range *leakNumber {
		if t.Failed() {
			break
		}
		seeds <- *leakSeed + uint64(i)
	}
	close(seeds)
	workers.Wait()
	t.Logf("%d archives, %d hidden words, %d files of public sites in %.1f s", *leakNumber, hidden, files, time.Since(began).Seconds())
}

// TestPlantedLeaksAreCaught holds TestNothingLeaks itself: builds that show too
// much are caught, by the words and without them, and so is a word in each
// spelling that a format of the site may give it.
func TestPlantedLeaksAreCaught(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	for name, cut := range map[string]news.Cut{
		"drafts are shown": {AsOf: noon, Drafts: true}, "embargoes are not kept": {AsOf: noon, Future: true},
		"the clock is a second fast": {AsOf: noon.Add(time.Second)}, "the clock is slow": {AsOf: noon.AddDate(0, -1, 0)},
	} {
		words, bytes := 0, 0
		for seed := range uint64(16) {
			found, _, err := newSecret(seed).leaksOf(dir, naked(), cut)
			if err != nil {
				t.Fatalf("%s, seed %d: %v", name, seed, err)
			}
			for _, leak := range found {
				if strings.HasPrefix(leak, "differs: ") {
					bytes++
				} else {
					words++
				}
			}
		}
		if words == 0 || bytes == 0 {
			t.Errorf("%s: %d words were caught and %d differences", name, words, bytes)
		}
	}
	s := newSecret(1)
	s.full["content/articles/more.md"] = "---\ntitle: More\npublished: 2024-01-19\n---\n"
	if found, _, err := s.leaksOf(dir, layouts.Files, news.Cut{AsOf: noon}); err != nil || len(found) == 0 || slices.ContainsFunc(found, func(leak string) bool { return !strings.HasPrefix(leak, "differs: ") }) {
		t.Errorf("one piece more, none of whose words is looked for: %v %v", found, err)
	}
	s = &secret{words: map[string]bool{"qzbcdzq": true, "qzبتثzq": true, "qzopenzq": false}}
	for name, text := range map[string]string{
		"qzbcdzq/index.html": "", "a": "… QZBCDZQ …", "b": "qzbc\r\n dzq", "c": "&#113;z&#98;cdzq", "d": "/qz%D8%A8%D8%AA%D8%ABzq/",
		"e": `"qz\u0628\u062a\u062bzq"`, "f": "/%71zbcdzq", "g": "&amp;#113;zbcdzq", "media/qzbcdzq.jpg": "", "h": "qzbcdzqqzopenzq",
	} {
		if found := s.traces(map[string]string{name: text}); len(found) != 1 {
			t.Errorf("%s: %q: found %v", name, text, found)
		}
	}
	if found := s.traces(map[string]string{"open": "qzopenzq qzxyzzq"}); len(found) > 0 {
		t.Errorf("what is open counts as a leak: %v", found)
	}
}
