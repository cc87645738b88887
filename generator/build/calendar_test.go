package build_test

import (
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"daybook/generator/build"
	"daybook/generator/news"
)

// TestCalendarMissesNothing builds random archives at each instant that the
// calendar names and a second before the next: between them nothing changes by
// itself. And what it names does change the site, but for planned events, whose
// day comes for editors and not for readers.
func TestCalendarMissesNothing(t *testing.T) {
	dir, standard := filepath.Join(t.TempDir(), "site"), naked().(fstest.MapFS)
	standard["strings/en.yaml"] = &fstest.MapFile{Data: []byte("topics: Topics\nmade.notice-old: \"{1} years old\"\n")}
	changed := map[string]int{}
	for seed := range uint64(12) {
		s := newSecret(seed)
		at := func(instant time.Time) map[string]string {
			made, err := built(dir, s.full, standard, news.Cut{AsOf: instant})
			if err != nil {
				t.Fatalf("seed %d: %v", seed, err)
			}
			return made
		}
		from := time.Date(2024, 1, 21, 0, 0, 0, 0, time.UTC)
		until := from.AddDate(2, 0, 0)
		before := at(from)
		session, err := build.NewSession(build.Options{Site: dir, Standard: standard})
		if err != nil {
			t.Fatal(err)
		}
		changes, _, err := session.Calendar(t.Context(), from, until)
		session.Close()
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; i < len(changes); {
			now := changes[i].At
			var what []string
			for ; i < len(changes) && changes[i].At.Equal(now); i++ {
				what = append(what, changes[i].What)
			}
			if unannounced := differences(before, at(now.Add(-time.Second))); len(unannounced) > 0 {
				t.Fatalf("seed %d: before %s the site changed by itself:\n%s", seed, now, strings.Join(unannounced, "\n"))
			}
			after := at(now)
			if len(what) == 1 {
				if same := len(differences(before, after)) == 0; same != (what[0] == news.ChangeEvent) {
					t.Errorf("seed %d: %s at %s: the site stays the same: %t", seed, what[0], now, same)
				}
				changed[what[0]]++
			}
			before = after
		}
		if unannounced := differences(before, at(until)); len(unannounced) > 0 {
			t.Fatalf("seed %d: until %s the site changed by itself:\n%s", seed, until, strings.Join(unannounced, "\n"))
		}
	}
	for _, what := range []string{news.ChangePublished, news.ChangeEmbargo, news.ChangeExpired, news.ChangeTombstone, news.ChangeOld} {
		if changed[what] == 0 {
			t.Errorf("no archive had a day on which only this changed: %s", what)
		}
	}
}
