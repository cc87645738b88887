package build_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"daybook/generator/build"
	"daybook/generator/news"
	"daybook/generator/publish"
	"daybook/layouts"
)

// archiveOf is a site in a repository.
type archiveOf struct {
	t   *testing.T
	dir string
}

func newArchive(t *testing.T, tells string) archiveOf {
	t.Helper()
	a := archiveOf{t, t.TempDir()}
	a.put("content/site.yaml", "title: The Day\nbase_url: https://news.example/\ntime_zone: Asia/Karachi\nhistory: "+tells+"\n")
	a.git(time.Time{}, "init", "-q", "-b", "main")
	return a
}

func (a archiveOf) put(name, text string) {
	a.t.Helper()
	path := filepath.Join(a.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		a.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		a.t.Fatal(err)
	}
}

func (a archiveOf) git(at time.Time, args ...string) {
	a.t.Helper()
	command := exec.Command("git", append([]string{"-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false", "-c", "gc.auto=0"}, args...)...)
	command.Dir = a.dir
	command.Env = append(os.Environ(), "GIT_COMMITTER_DATE="+at.Format(time.RFC3339))
	if said, err := command.CombinedOutput(); err != nil {
		a.t.Fatalf("git %v: %v: %s", args, err, said)
	}
}

func (a archiveOf) commit(at time.Time) {
	a.t.Helper()
	a.git(at, "add", "-A")
	a.git(at, "commit", "-q", "--allow-empty", "-m", "x")
}

// page builds the site and gives what lies in it.
func (a archiveOf) build(out string) outcome {
	a.t.Helper()
	return fresh(a.t, a.dir, out, layouts.Files, news.Cut{AsOf: noon})
}

// report is an article with one sentence of its own.
func report(header, body string) string {
	return "---\ntitle: A report\nstandfirst: What is known.\n" + header + "---\nIt begins as ever. " + body + " It ends as ever.\n"
}

// TestReadersSeeWhatChanged follows one report through its life.
func TestReadersSeeWhatChanged(t *testing.T) {
	a := newArchive(t, "changes")
	first := time.Date(2024, 1, 10, 8, 0, 0, 0, time.UTC)
	const header = "published: 2024-01-10T09:00:00+05:00\n"
	a.put("content/articles/2024-01-10-a.md", report(header, "Five people were hurt & <b>two</b> died."))
	a.commit(first)
	a.git(first, "mv", "content/articles/2024-01-10-a.md", "content/articles/2024-01-10-b.md")
	a.put("content/articles/2024-01-10-b.md", report(header, "Six people were hurt & <b>two</b> died."))
	a.commit(first.Add(30 * time.Hour))
	a.put("content/articles/2024-01-10-b.md", report(header+"topics: []\n", "Six people were hurt & <b>two</b> died."))
	a.commit(first.Add(60 * time.Hour))
	done := a.build(filepath.Join(t.TempDir(), "public"))
	page := done.files["2024/01/10/b/index.html"]
	for _, want := range []string{
		"What changed since publication", "<summary>1 change</summary>",
		`<del><strong>Five</strong> people were hurt`, `<ins><strong>Six</strong> people were hurt`, "&lt;b&gt;two",
		"11 January 2024",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page has no %q", want)
		}
	}
	if got := done.archive.Articles[0].Updated.Time; !got.Equal(first.Add(30 * time.Hour)) {
		t.Errorf("updated %v: a change of the header alone is none that readers see", got)
	}
	if t.Failed() {
		t.Log(page)
	}
	for says, change := range map[string]string{"off": "history: changes", "updated": "history: changes"} {
		text, _ := os.ReadFile(filepath.Join(a.dir, "content", "site.yaml"))
		a.put("content/site.yaml", strings.Replace(string(text), change, "history: "+says, 1))
		done := a.build(filepath.Join(t.TempDir(), "public"))
		for name, text := range done.files {
			if strings.Contains(text, "Five") {
				t.Errorf("history: %s, and %s tells what was there before", says, name)
			}
		}
		if known := !done.archive.Articles[0].Updated.IsZero(); known != (says == "updated") {
			t.Errorf("history: %s, and updated is known: %t", says, known)
		}
		a.put("content/site.yaml", string(text))
	}
	a.put("content/articles/2024-01-10-b.md", report(header+"no_history: true\n", "Six people were hurt."))
	for name, text := range a.build(filepath.Join(t.TempDir(), "public")).files {
		if strings.Contains(text, "Five") {
			t.Errorf("no_history in the report, and %s tells", name)
		}
	}
}

// version is what a random report held from an instant on.
type version struct {
	at                 time.Time
	mark               string
	status             string
	published, embargo time.Time
	expires            time.Time
}

func (v version) file() string {
	header := fmt.Sprintf("status: %s\npublished: %s\n", v.status, v.published.Format(time.RFC3339))
	if !v.embargo.IsZero() {
		header += fmt.Sprintf("embargo: %s\n", v.embargo.Format(time.RFC3339))
	}
	if !v.expires.IsZero() {
		header += fmt.Sprintf("expires: %s\n", v.expires.Format(time.RFC3339))
	}
	return report(header, "Here stands "+v.mark+".")
}

// seen tells, minute by minute, for how long the public read a version before
// the next one came.
func (v version) seen(next time.Time) time.Duration {
	var minutes time.Duration
	for now := v.at; now.Before(next); now = now.Add(time.Minute) {
		if v.status == "published" && !now.Before(v.published) && !now.Before(v.embargo) && (v.expires.IsZero() || now.Before(v.expires)) {
			minutes += time.Minute
		}
	}
	return minutes
}

var marked = regexp.MustCompile(`mark\d+x\d+[a-z]*`)

// TestOnlyWhatWasPublicIsTold makes reports that go through random states, on
// the main branch and on others, and holds the site against a count of the
// minutes for which each version was public.
func TestOnlyWhatWasPublicIsTold(t *testing.T) {
	for seed := range uint64(2) {
		random := rand.New(rand.NewPCG(seed, 7))
		a := newArchive(t, "changes")
		begun := time.Date(2024, 1, 10, 0, 0, 0, 0, time.UTC)
		some := func() time.Time { return begun.Add(time.Duration(random.IntN(5*24*60)) * time.Minute) }
		const reports, steps = 80, 8
		versions := make([][]version, reports)
		at := begun
		write := func(i int, v version) { a.put(fmt.Sprintf("content/articles/r%d.md", i), v.file()) }
		for step := range steps {
			at = at.Add(time.Duration([]int{5, 59, 60, 61, 600, 1440}[random.IntN(6)]) * time.Minute)
			side := step > 0 && random.IntN(3) == 0
			if side {
				a.git(at, "checkout", "-q", "-b", fmt.Sprintf("story-%d", step))
			}
			for i := range reports {
				if step > 0 && random.IntN(10) < 3 {
					continue
				}
				v := version{at: at, mark: fmt.Sprintf("mark%dx%d", i, step), status: []string{"published", "published", "published", "draft", "in-review"}[random.IntN(5)], published: some()}
				if random.IntN(3) == 0 {
					v.embargo = some()
				}
				if random.IntN(8) == 0 {
					v.expires = at.Add(time.Duration(random.IntN(3*60)) * time.Minute)
					if random.IntN(2) == 0 {
						v.expires = noon.Add(time.Hour)
					}
				}
				versions[i] = append(versions[i], v)
				if side {
					hasty := v
					hasty.mark += "aside"
					write(i, hasty)
				}
			}
			if side {
				a.commit(at.Add(-2 * time.Hour))
			}
			for i, all := range versions {
				write(i, all[len(all)-1])
			}
			a.commit(at)
			if side {
				a.git(at, "checkout", "-q", "main")
				a.git(at, "merge", "-q", "--no-ff", "-m", "x", fmt.Sprintf("story-%d", step))
			}
		}
		done := a.build(filepath.Join(t.TempDir(), "public"))
		got, want := map[string]bool{}, map[string]bool{}
		for _, text := range done.files {
			for _, mark := range marked.FindAllString(text, -1) {
				got[mark] = true
			}
		}
		several := 0
		for _, all := range versions {
			last := all[len(all)-1]
			if last.seen(noon) == 0 || !last.expires.IsZero() && !noon.Before(last.expires) {
				continue
			}
			for j, v := range all {
				next := noon
				if j+1 < len(all) {
					next = all[j+1].at
				}
				if v.seen(next) >= time.Hour {
					want[v.mark] = true
					several += j
				}
			}
		}
		if several == 0 || len(want) < 20 {
			t.Fatalf("seed %d: the test looks at nothing", seed)
		}
		for _, mark := range slices.Sorted(maps.Keys(got)) {
			if !want[mark] {
				t.Errorf("seed %d: %s is told and was never public", seed, mark)
			}
		}
		for _, mark := range slices.Sorted(maps.Keys(want)) {
			if !got[mark] {
				t.Errorf("seed %d: %s was public and is not told", seed, mark)
			}
		}
	}
}

// TestHistoryIsAnInput commits without changing a file of content, and changes
// files without committing: a build in the folder of another equals one made
// from nothing, and Again sees a new commit.
func TestHistoryIsAnInput(t *testing.T) {
	a := newArchive(t, "changes")
	first := time.Date(2024, 1, 10, 8, 0, 0, 0, time.UTC)
	const name, header = "content/articles/a.md", "published: 2024-01-10\n"
	out, kept := filepath.Join(t.TempDir(), "public"), t.TempDir()
	steps := []struct {
		says string
		do   func()
	}{
		{"without a commit", func() { a.put(name, report(header, "One.")) }},
		{"the first commit", func() { a.commit(first) }},
		{"a change", func() { a.put(name, report(header, "Two.")) }},
		{"committed", func() { a.commit(first.Add(3 * time.Hour)) }},
		{"the same at another time", func() { a.git(first.Add(5*time.Hour), "commit", "-q", "--amend", "--no-edit") }},
		{"the same in one commit", func() {
			a.git(first, "reset", "-q", "--soft", "HEAD^")
			a.git(first.Add(6*time.Hour), "commit", "-q", "--amend", "--no-edit")
		}},
		{"no repository", func() {
			if err := os.Rename(filepath.Join(a.dir, ".git"), filepath.Join(a.dir, ".not")); err != nil {
				t.Fatal(err)
			}
		}},
	}
	for _, step := range steps {
		step.do()
		s, err := build.NewSession(build.Options{Site: a.dir, Cut: news.Cut{AsOf: noon}, Standard: layouts.Files, Cache: kept})
		if err != nil {
			t.Fatal(err)
		}
		again, err := s.Again(t.Context(), out, publish.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if again != nil {
			t.Errorf("%s: a build that was asked of git is taken for done", step.says)
		}
		grown := published(t, s, out)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		clean := a.build(filepath.Join(t.TempDir(), "public"))
		for _, difference := range differences(grown.files, clean.files) {
			t.Errorf("%s: %s", step.says, difference)
		}
		if told := told(t, grown.problems); (step.says == "no repository") != strings.Contains(told, build.RuleHistory) {
			t.Errorf("%s: %s", step.says, told)
		}
	}
}

// TestAPartOfTheHistoryIsNotTold builds in clones that have the last commits
// alone, or the last texts: they would tell another history than a whole one.
func TestAPartOfTheHistoryIsNotTold(t *testing.T) {
	a := newArchive(t, "changes")
	first := time.Date(2024, 1, 10, 8, 0, 0, 0, time.UTC)
	for i, word := range []string{"One.", "Two.", "Three."} {
		a.put("content/articles/a.md", report("published: 2024-01-10\n", word))
		a.commit(first.Add(time.Duration(i) * 24 * time.Hour))
	}
	a.git(first, "config", "uploadpack.allowFilter", "true")
	for _, c := range []struct{ how, said, hint string }{
		{"--depth=2", "shallow clone", "fetch-depth: 0"},
		{"--filter=blob:none", "partial clone", "--no-filter"},
	} {
		clone := archiveOf{t, filepath.Join(t.TempDir(), "clone")}
		a.git(first, "clone", "-q", c.how, "file://"+filepath.ToSlash(a.dir), clone.dir)
		done := clone.build(filepath.Join(t.TempDir(), "public"))
		if said := told(t, done.problems); !strings.Contains(said, "content/site.yaml:4:") || !strings.Contains(said, c.said) || !strings.Contains(said, c.hint) {
			t.Errorf("%s: it is not said: %s", c.how, said)
		}
		for name, text := range done.files {
			if strings.Contains(text, "Two.") {
				t.Errorf("%s: %s tells a part of it", c.how, name)
			}
		}
	}
}
