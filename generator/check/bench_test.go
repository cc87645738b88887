package check_test

import (
	"fmt"
	"os"
	"testing"
	"time"

	"daybook/generator/check"
	"daybook/generator/load"
	"daybook/generator/news"
	"daybook/generator/when"
)

// BenchmarkRules holds the site in the folder that DAYBOOK_SITE names against
// each rule, and against all that are on by default.
func BenchmarkRules(b *testing.B) {
	dir := os.Getenv("DAYBOOK_SITE")
	if dir == "" {
		b.Skip("set DAYBOOK_SITE to the folder of a site")
	}
	in := input(b, dir)
	measure := func(name string, levels map[string]string) {
		in.Archive.Site.Checks.Levels = levels
		b.Run(name, func(b *testing.B) {
			count := 0
			for b.Loop() {
				count = len(check.All(in))
			}
			b.ReportMetric(float64(count), "findings")
		})
	}
	measure("all", nil)
	for _, name := range check.Names() {
		measure(name, only(name))
	}
}

// BenchmarkBesideRead holds the site in the folder that DAYBOOK_SITE names
// against all rules, and reads it anew beside that: the ratio is what check
// adds to the parse of a cold build.
func BenchmarkBesideRead(b *testing.B) {
	dir := os.Getenv("DAYBOOK_SITE")
	if dir == "" {
		b.Skip("set DAYBOOK_SITE to the folder of a site")
	}
	in := input(b, dir)
	root, err := os.OpenRoot(dir)
	if err != nil {
		b.Fatal(err)
	}
	defer root.Close()
	var checks, reads time.Duration
	for b.Loop() {
		began := time.Now()
		var loader load.Loader
		if _, err := loader.Load(b.Context(), root); err != nil {
			b.Fatal(err)
		}
		reads += time.Since(began)
		began = time.Now()
		check.All(in)
		checks += time.Since(began)
	}
	b.ReportMetric(float64(checks)/float64(reads), "check/read")
	b.ReportMetric(reads.Seconds()/float64(b.N), "read-s")
	b.ReportMetric(checks.Seconds()/float64(b.N), "check-s")
}

// only switches one rule on and all others off.
func only(name string) map[string]string {
	levels := map[string]string{}
	for _, other := range check.Names() {
		levels[other] = "off"
	}
	levels[name] = "warning"
	return levels
}

// crowd makes an archive of events over about ten days for each thousand of
// them; one in ten tells what another tells, in nearly the same words.
func crowd(n int) check.Input {
	verbs := []string{"opens", "closes", "votes on", "delays", "reviews", "rejects", "signs", "debates"}
	subjects := []string{"bridge", "harbour", "budget", "census", "railway", "treaty", "hospital", "dam", "ferry", "airport"}
	places := []string{"Arden", "Bellow", "Corin", "Dunmere", "Elster", "Farrow", "Gosling", "Harrow", "Ilvee", "Jessel"}
	first := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	a := &news.ArticleCopy{Copy: news.Copy{Kind: news.KindArticle, Title: "A", Slug: "a"}, Published: news.Moment{Time: first.AddDate(10, 0, 0)}}
	for i := range n {
		j, extra := i, ""
		if i%10 == 9 {
			j, extra = i-1, " today"
		}
		headline := fmt.Sprintf("%s council %s %s%s", places[j/7%10], verbs[j/3%8], subjects[j%10], extra)
		a.Events = append(a.Events, news.EventCopy{
			ID: fmt.Sprintf("e%d", i), Headline: headline, Date: when.DayOf(first.AddDate(0, 0, j/100)),
		})
	}
	copies := news.Copies{Site: news.Site{Zone: time.UTC}, Articles: []*news.ArticleCopy{a}}
	archive, _ := news.Gather(copies, news.Cut{AsOf: first.AddDate(20, 0, 0)})
	return check.Input{Archive: archive, Copies: copies}
}

func BenchmarkPossibleDuplicateEvent(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		in := crowd(n)
		in.Archive.Site.Checks.Levels = only("possible-duplicate-event")
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				check.All(in)
			}
		})
	}
}
