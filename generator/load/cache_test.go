package load_test

import (
	"context"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"daybook/generator/cache"
	"daybook/generator/load"
	"daybook/generator/when"
)

// asKept compares what the cache must give back: zones and moments count by
// what they say.
var asKept = cmp.Options{
	cmp.Comparer(func(a, b *time.Location) bool {
		return (a == nil) == (b == nil) && (a == nil || a.String() == b.String())
	}),
	cmp.Comparer(func(a, b time.Time) bool { return a.Equal(b) && a.Format(time.RFC3339) == b.Format(time.RFC3339) }),
	cmp.Comparer(func(a, b when.Date) bool { return reflect.DeepEqual(a, b) }),
	cmp.Exporter(func(reflect.Type) bool { return true }),
}

// loaded reads a site by way of the cache in a folder, as one run of the
// program does.
func loaded(t *testing.T, dir, folder string) (*load.Content, map[string]string, *cache.Store) {
	t.Helper()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	store := cache.Open(folder, [32]byte{1})
	t.Cleanup(func() { store.Close() })
	l := load.Loader{Store: store}
	content, err := l.Load(context.Background(), root)
	if err != nil {
		t.Fatal(err)
	}
	if err := store.Save(); err != nil {
		t.Fatal(err)
	}
	bodies := map[string]string{}
	for _, a := range content.Copies.Articles {
		bodies[a.Place.Path] = string(content.Body(a.Place.Path))
	}
	if err := content.Fault(); err != nil {
		t.Fatal(err)
	}
	return content, bodies, store
}

// TestWarmIsCold reads this repository's own site, and one with everything
// wrong, twice: what the cache gives is what reading gives, problems included.
func TestWarmIsCold(t *testing.T) {
	broken := t.TempDir()
	for name, text := range map[string]string{
		"site.yaml":            "title: T\ntime_zone: Asia/Karachi\n",
		"articles/2024/a.md":   "---\ntitle: A\npublished: 2024-01-19T18:30:00+05:00\ntpoics: [x]\nembargo: soon\nevents:\n  - {id: e, date: 2024-01-16~, headline: H, place: p}\n---\n[x](event:2024-01#f \"F\") <b>raw</b> [y](javascript:z)\n",
		"articles/2024/b.md":   "---\ntitle: [\n---\n",
		"articles/2024/c.md":   "---\ntitle: \xff\n---\n",
		"articles/2024/d.md":   "no header",
		"topics/t.md":          "---\ntitle: T\nas_of: 2024\n---\n",
		"places/p.md":          "---\nname: P\ncoordinates: 1, 2\n---\n",
		"people/q.md":          "---\nname: Q\noffices: [{title: minister, from: 2020, until: 2024-01}]\n---\n",
		"events/e.md":          "---\ntitle: E\ndate: 2024-01-16/2024-01-17\n---\n",
		"organisations/o.yaml": "stray",
	} {
		name = filepath.Join(broken, "content", name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, dir := range []string{"../..", broken} {
		folder := t.TempDir()
		cold, bodies, _ := loaded(t, dir, folder)
		warm, again, _ := loaded(t, dir, folder)
		if cold.Read == 0 || len(cold.Copies.Articles) == 0 {
			t.Fatal("nothing was read")
		}
		for what, pair := range map[string][2]any{
			"copies": {cold.Copies, warm.Copies}, "problems": {cold.Problems, warm.Problems}, "media": {cold.Media, warm.Media},
			"bodies": {bodies, again}, "unread": {cold.Unread, warm.Unread},
		} {
			if diff := cmp.Diff(pair[0], pair[1], asKept); diff != "" {
				t.Errorf("%s: %s -cold +warm:\n%s", dir, what, diff)
			}
		}
	}
}
