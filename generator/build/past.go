package build

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"daybook/generator/cache"
	"daybook/generator/history"
	"daybook/generator/load"
	"daybook/generator/markdown"
	"daybook/generator/news"
	"daybook/generator/problem"
	"daybook/generator/source"
)

// RuleHistory is about what git does not know of a site that tells it.
const RuleHistory = "unknown-history"

// shortest is how long a wording must have been public to count as read. It
// keeps out what came to the main branch together with the next: git does not
// know when a commit was published.
const shortest = time.Hour

// past is what git told of the reports at one commit.
type past struct {
	stamp     string // of the repository; see Session.standing
	revisions map[string][]news.Revision
	problems  []problem.Problem
}

// standing stands for all that a build takes from git: empty where the site
// tells nothing of it.
func (s *Session) standing(ctx context.Context, site news.Site) string {
	if site.Tells == news.TellsNothing {
		return ""
	}
	stamp, err := history.Stamp(ctx, s.options.Site, load.Folder)
	if err != nil {
		return "without: " + err.Error()
	}
	return stamp
}

// recall puts into copies what git tells of them: when they were changed last,
// where they do not say so themselves, and what changed.
func (s *Session) recall(ctx context.Context, copies *news.Copies, stamp string) ([]problem.Problem, error) {
	site := copies.Site
	if site.Tells == news.TellsNothing {
		return nil, nil
	}
	stamp = fmt.Sprintf("%s|%s|%s|%v", stamp, site.Lang, site.Zone, site.TellsAt)
	if s.past.stamp != stamp {
		found, err := s.readPast(ctx, site)
		if err != nil {
			return nil, err
		}
		found.stamp = stamp
		s.past = found
	}
	copies.Articles = slices.Clone(copies.Articles)
	for i, a := range copies.Articles {
		revisions := s.past.revisions[a.Place.Path]
		if len(revisions) == 0 || a.Untold {
			continue
		}
		told := *a
		if last := revisions[len(revisions)-1].At; told.Updated.IsZero() && last.After(told.Published.Time) {
			told.Updated = news.Moment{Time: last.In(site.Zone)}
		}
		if site.Tells == news.TellsChanges {
			told.Revisions = revisions
		}
		copies.Articles[i] = &told
	}
	return s.past.problems, nil
}

// readPast asks git for all wordings of all reports.
func (s *Session) readPast(ctx context.Context, site news.Site) (past, error) {
	untold := func(hint, why string, args ...any) (past, error) {
		return past{problems: []problem.Problem{problem.Warn(RuleHistory, site.TellsAt, "what changed in reports is not told: "+why, args...).Hinted("%s", hint)}}, nil
	}
	read, err := history.ReadMain(ctx, s.options.Site, load.Folder)
	switch {
	case ctx.Err() != nil:
		return past{}, ctx.Err()
	case errors.Is(err, history.ErrNoCommit):
		return past{}, nil
	case errors.Is(err, history.ErrPartial):
		return untold(whole, "%v", err)
	case err != nil:
		return untold("build in a clone of the repository, with git installed", "%v", err)
	case read.Shallow:
		return untold("fetch all: git fetch --unshallow; on GitHub, fetch-depth: 0 for actions/checkout; on GitLab, GIT_DEPTH: 0",
			"git has only the latest commits here (a shallow clone)")
	}
	found := past{revisions: map[string][]news.Revision{}}
	was := s.keptPast()
	var keep keptPast
	var ask []string
	for _, path := range read.Paths() {
		changes := read.Changes(path)
		if top(path) != "articles" || len(changes) < 2 {
			continue
		}
		k := keptReport{Path: path, Versions: versionsKey(changes, site)}
		if known, is := was[path]; is && known.Versions == k.Versions {
			k.Revisions = known.Revisions
		} else {
			ask = append(ask, path)
		}
		found.revisions[path] = k.Revisions
		keep.Reports = append(keep.Reports, k)
	}
	if len(ask) == 0 {
		return found, nil
	}
	switch err := askAll(ctx, read, ask, site, found.revisions); {
	case errors.Is(err, history.ErrPartial):
		return untold(whole, "%v", err)
	case err != nil:
		return past{}, err
	}
	for i := range keep.Reports {
		keep.Reports[i].Revisions = found.revisions[keep.Reports[i].Path]
	}
	_ = s.loader.Store.SetNote(pastNote, cache.Append(nil, &keep)) // without it git is asked for all texts again
	return found, nil
}

// whole says how a partial clone becomes a whole one.
const whole = "fetch all: git fetch --refetch --no-filter"

// pastNote is the note of the cache that keeps what was made of versions.
const pastNote = "past"

// keptPast is what an earlier run made of the versions of reports.
type keptPast struct{ Reports []keptReport }

type keptReport struct {
	Path      string
	Versions  string // stands for them, and for all that their reading depends on
	Revisions []news.Revision
}

func (s *Session) keptPast() map[string]keptReport {
	var known keptPast
	if note := s.loader.Store.Note(pastNote); note == nil || cache.Read(note, &known) != nil {
		return nil
	}
	byPath := make(map[string]keptReport, len(known.Reports))
	for _, r := range known.Reports {
		byPath[r.Path] = r
	}
	return byPath
}

// versionsKey stands for the versions of a report, when they came, and how they
// are read.
func versionsKey(changes []history.Change, site news.Site) string {
	h := sha256.New()
	fmt.Fprintf(h, "%s|%s\n", site.Lang, site.Zone)
	for _, c := range changes {
		fmt.Fprintf(h, "%d %s %q\n", c.At.Unix(), c.Now.Blob, c.Now.Path)
	}
	return string(h.Sum(nil))
}

// askAll finds the revisions of reports, some at a time.
func askAll(ctx context.Context, read *history.History, paths []string, site news.Site, into map[string][]news.Revision) error {
	reader := markdown.NewReader()
	from, versions := 0, 0
	for i, path := range paths {
		versions += len(read.Changes(path))
		if versions < mostTexts && i+1 < len(paths) {
			continue
		}
		if err := wordings(ctx, read, reader, paths[from:i+1], site, into); err != nil {
			return err
		}
		from, versions = i+1, 0
	}
	return nil
}

// wordings finds the revisions of some reports.
func wordings(ctx context.Context, read *history.History, reader *markdown.Reader, paths []string, site news.Site, into map[string][]news.Revision) error {
	var asked []history.Version
	for _, path := range paths {
		for _, c := range read.Changes(path) {
			asked = append(asked, c.Now)
		}
	}
	texts, err := read.Texts(ctx, asked)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(asked, func(v history.Version) bool { _, here := texts[v]; return !here }) {
		return history.ErrPartial
	}
	found := make([][]news.Revision, len(paths))
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(paths)) {
		workers.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(paths) && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				found[i] = news.Revisions(publicWordings(read.Changes(paths[i]), texts, reader, site))
			}
		})
	}
	workers.Wait()
	for i, path := range paths {
		into[path] = found[i]
	}
	return ctx.Err()
}

// publicWordings gives those versions of a report that the public read, oldest
// first. A version is one when nothing in its own header withheld it and it
// stood long enough between the instant from which it could be read and its own
// end or the next version. The last stands until now.
func publicWordings(changes []history.Change, texts map[history.Version][]byte, reader *markdown.Reader, site news.Site) []news.Wording {
	var found []news.Wording
	for i, c := range slices.Backward(changes) {
		if top(c.Now.Path) != "articles" || !strings.HasSuffix(c.Now.Path, ".md") {
			continue
		}
		file := source.NewFile(c.Now.Path, texts[c.Now])
		a, body, problems := load.Article(file, site)
		if problem.Stops(problems) || a.Published.IsZero() {
			continue
		}
		from := c.At
		if opens := a.Opens(); opens.After(from) {
			from = opens
		}
		long := from.Add(shortest)
		if a.Withholds(from).Word != "" || i > 0 && changes[i-1].At.Before(long) || !a.Expires.IsZero() && a.Expires.Time.Before(long) {
			continue
		}
		found = append(found, news.Wording{From: from, Title: a.Title, Opening: a.Standfirst, Sentences: reader.Sentences(file, body)})
	}
	return found
}
