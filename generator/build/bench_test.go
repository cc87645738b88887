package build_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"daybook/generator/build"
	"daybook/generator/news"
	"daybook/layouts"
)

// oneTopic writes a site whose one topic has some number of events over ten
// years, ten to a report, by 30 actors at 20 places.
func oneTopic(b *testing.B, events int) string {
	b.Helper()
	dir := b.TempDir()
	write := func(name, text string) {
		path := filepath.Join(dir, "content", name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			b.Fatal(err)
		}
	}
	write("site.yaml", "title: One topic\nbase_url: https://example.org/\n")
	write("topics/one.md", "---\ntitle: One topic\n---\n")
	first := time.Date(2010, 1, 1, 0, 0, 0, 0, time.UTC)
	for report := range events / 10 {
		day := first.AddDate(0, 0, report*3650*10/events)
		var text strings.Builder
		fmt.Fprintf(&text, "---\ntitle: Report %d\npublished: %s\ntopics: [one]\nevents:\n", report, day.Format(time.DateOnly))
		for i := range 10 {
			n := report*10 + i
			fmt.Fprintf(&text, "  - {id: e%d, date: %s, headline: Event %d happens, actors: [actor-%d], place: place-%d}\n",
				n, day.AddDate(0, 0, -i).Format(time.DateOnly), n, n%30, n%20)
		}
		text.WriteString("---\n\nA body.\n")
		write(fmt.Sprintf("articles/%d/%02d/report-%d.md", day.Year(), day.Month(), report), text.String())
	}
	return dir
}

// BenchmarkEventsOfOneTopic builds a whole site in memory. Ten times the
// events may take eleven times as long.
func BenchmarkEventsOfOneTopic(b *testing.B) {
	for _, events := range []int{2_000, 20_000} {
		b.Run(fmt.Sprint(events), func(b *testing.B) {
			dir := oneTopic(b, events)
			b.ReportAllocs()
			for b.Loop() {
				s, err := build.NewSession(build.Options{Site: dir, Standard: layouts.Files, Cut: news.Cut{AsOf: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}})
				if err != nil {
					b.Fatal(err)
				}
				site, err := s.Settle(context.Background())
				if err != nil {
					b.Fatal(err)
				}
				problems, err := site.Faults(context.Background())
				if err != nil || len(problems) > 0 {
					b.Fatal(err, problems)
				}
				b.ReportMetric(float64(len(site.Files)), "files")
				s.Close()
			}
		})
	}
}
