package build_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"testing"
	"time"

	"daybook/generator/news"
	"daybook/layouts"
)

// soakEdits is how many edits the preview lives through in every run of the
// tests. A long day is tried with
//
//	DAYBOOK_SOAK=3000 go test -run Soak -timeout 30m ./generator/build
const soakEdits = 60

// TestSoak edits a site at random for as long as an editor would in a day, and
// looks at pages in between as the preview does. Then the memory is what it was, no
// goroutine is left, and every page is that of a build from nothing.
func TestSoak(t *testing.T) {
	edits := soakEdits
	if n, err := strconv.Atoi(os.Getenv("DAYBOOK_SOAK")); err == nil {
		edits = n
	}
	random := rand.New(rand.NewPCG(8, 3000))
	dir := t.TempDir()
	files := map[string]string{"content/site.yaml": "title: Day\nbase_url: https://news.example/\n"}
	for i := range 3 {
		files[fmt.Sprintf("content/topics/t%d.md", i)] = fmt.Sprintf("---\ntitle: Topic %d\n---\nBackground.\n", i)
	}
	article := func(i, version int) (name, text string) {
		return fmt.Sprintf("content/articles/2024/a%02d.md", i), fmt.Sprintf(
			"---\ntitle: Report %d, %d\npublished: 2024-01-%02d\ntopics: [t%d]\npeople: [Person %d]\nevents:\n  - {id: e%d, headline: Event %d, date: 2024-01-%02d}\n---\nWords %d, [linked](event:e%d).\n",
			i, version%7, 1+(i+version)%28, version%3, version%5, i, version%4, 1+version%28, version, i)
	}
	for i := range 20 {
		name, text := article(i, 0)
		files[name] = text
	}
	written(t, dir, files, nil)
	s := session(t, dir, layouts.Files, news.Cut{AsOf: noon, Drafts: true, Future: true})
	defer s.Close()

	look := func(all bool) map[string]string {
		site, err := s.Settle(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		preview := s.Preview(site)
		shown := map[string]string{}
		paths := preview.Paths()
		for i, path := range paths {
			if !all && i%17 != random.IntN(17) {
				continue
			}
			body, fault, err := preview.Get(path)
			if err != nil || fault != nil {
				t.Fatalf("%s: %v, %v", path, fault, err)
			}
			shown[path] = string(body)
		}
		return shown
	}
	heap := func() uint64 {
		look(true)
		var m runtime.MemStats
		for range 3 {
			runtime.GC()
		}
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	edit := func(n int) {
		i := random.IntN(20)
		name, text := article(i, n)
		path := filepath.Join(dir, filepath.FromSlash(name))
		switch random.IntN(8) {
		case 0: // gone; its event stays linked from nowhere else
			_ = os.Remove(path)
			return
		case 1: // by rename, as many editors save
			if err := os.WriteFile(path+".new", []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
			if err := os.Rename(path+".new", path); err != nil {
				t.Fatal(err)
			}
			return
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for n := range edits / 3 { // until what is kept is full
		edit(n)
		look(false)
	}
	for i := range 20 { // the same files before and after
		name, text := article(i, 1)
		if err := os.WriteFile(filepath.Join(dir, filepath.FromSlash(name)), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	before, goroutines := heap(), runtime.NumGoroutine()
	for n := range edits {
		edit(n)
		look(false)
	}
	for i := range 20 {
		name, text := article(i, 1)
		if err := os.WriteFile(filepath.Join(dir, filepath.FromSlash(name)), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	after := heap()
	t.Logf("%d edits: heap %d KiB before, %d KiB after", edits, before>>10, after>>10)
	if float64(after) > 1.1*float64(before) {
		t.Errorf("the heap was %d bytes, and is %d after %d edits", before, after, edits)
	}
	for wait := 0; runtime.NumGoroutine() > goroutines && wait < 100; wait++ {
		time.Sleep(10 * time.Millisecond)
	}
	if left := runtime.NumGoroutine(); left > goroutines {
		t.Errorf("%d goroutines are left of %d", left, goroutines)
	}
	shown, made := look(true), fresh(t, dir, dir+"/public", layouts.Files, news.Cut{AsOf: noon, Drafts: true, Future: true})
	if d := differences(shown, made.files); len(d) > 0 {
		t.Errorf("the preview differs from a build from nothing: %v", d)
	}
}
