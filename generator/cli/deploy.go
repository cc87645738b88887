package cli

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"daybook/generator/build"
	"daybook/generator/deploy"
	"daybook/generator/problem"
	"daybook/generator/publish"
)

func deployCommand() command {
	return command{
		name:    "deploy",
		summary: "take public/ to an object store or a folder: only what changed",
		usage:   "[flags] URL",
		detail: `Sends what the last build made, and what others put into public/. Pages go up after
what they need, deletions come last, and a deploy that was cut off is taken up by the
next. Only files that Daybook put there are overwritten or deleted.

  s3://BUCKET/PREFIX             Amazon S3. Settings: ?region=, ?profile=, and with ?endpoint=
                                 any store that speaks like it (R2, MinIO, B2, Spaces, Ceph …)
  gs://BUCKET/PREFIX             Google Cloud Storage   (in a daybook built with -tags gcs)
  azblob://CONTAINER/PREFIX      Azure Blob Storage     (in a daybook built with -tags azure)
  FOLDER, or file:///FOLDER      a folder, such as one that a web server serves

Credentials come from where the provider's own tools look for them, never from the URL.
Each file gets its Content-Type and Cache-Control. Stores cannot read _headers and
_redirects; these go to folders only.`,
		examples: []string{
			"daybook deploy --dry-run s3://news.example?region=eu-central-1   # what would be sent and deleted",
			"daybook build && daybook deploy s3://news.example?region=eu-central-1",
			`daybook deploy "s3://paper?endpoint=https://ACCOUNT.r2.cloudflarestorage.com&region=auto"   # Cloudflare R2`,
			`daybook deploy "s3://paper/beta?endpoint=http://127.0.0.1:9000"   # MinIO here, below a prefix`,
			"daybook deploy gs://news.example                                 # gcloud auth application-default login",
			`daybook deploy 'azblob://$web?storage_account=paper'              # az login`,
			"daybook deploy /srv/www/paper                                    # a folder",
			"daybook build --drafts --out preview && daybook deploy --out preview --preview s3://paper-preview",
		},
		setup: setupDeploy,
	}
}

// secretNames are the variables in which the providers' chains look for what
// must never be shown.
var secretNames = []string{
	"AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AZURE_STORAGE_KEY", "AZURE_STORAGE_SAS_TOKEN",
	"AZURE_STORAGE_CONNECTION_STRING", "AZURE_STORAGEBLOB_CONNECTIONSTRING", "AZURE_CLIENT_SECRET",
}

func setupDeploy(t *terminal, flags *flag.FlagSet) runner {
	site := siteFlags{}
	flags.StringVar(&site.site, "site", ".", "the `DIR` that holds content/; default: here")
	out := flags.String("out", "", "the `DIR` to deploy; default: public/ in the site's folder")
	dry := flags.Bool("dry-run", false, "say what would be sent and deleted, and change nothing")
	parallel := flags.Int("parallel", 16, "send this many files at once (`N`)")
	adopt := flags.Bool("adopt", false, "overwrite files of others that stand where the site's must go")
	preview := flags.Bool("preview", false, "deploy a site that shows drafts or what is not public yet")
	asJSON := flags.Bool("json", false, "tell the outcome as JSON")
	return func(ctx context.Context, args []string) (err error) {
		if len(args) != 1 {
			return usageError{"deploy takes one URL: where the site goes", "such as  daybook deploy s3://news.example?region=eu-central-1 ; daybook deploy -h  has more"}
		}
		target, err := deploy.Parse(args[0])
		if err != nil {
			return usageError{"deploy: " + err.Error(), "daybook deploy -h  has examples"}
		}
		if *parallel < 1 || *parallel > 256 {
			return usageError{fmt.Sprintf("--parallel takes a number from 1 to 256, and this is %d", *parallel), "leave it out for 16"}
		}
		folder, err := site.output(*out)
		if err != nil {
			return err
		}
		if target.Overlaps(folder) {
			return usageError{fmt.Sprintf("deploy: %s and %s lie in each other", target, folder), "choose a folder apart from the site's own"}
		}
		if info, err := os.Stat(folder); err != nil || !info.IsDir() {
			return usageError{fmt.Sprintf("there is nothing to deploy: no folder %s", folder), "run  daybook build  first"}
		}
		began := time.Now()
		stand, notes, err := t.standing(ctx, folder, *preview)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, stand.run.Abort()) }()
		draw, clear := t.progress()
		defer clear()
		o := deploy.Options{
			DryRun: *dry, Adopt: *adopt, Parallel: *parallel, Wait: 2 * time.Minute,
			Waiting: func() {
				fmt.Fprintln(t.err, "waiting: another deploy is at work there, or one was cut off a moment ago")
			},
		}
		if draw != nil {
			o.Progress = func(done, of int) { draw("send", done, of) }
		}
		for _, name := range secretNames {
			o.Secrets = append(o.Secrets, t.env(name))
		}
		log := runLog{filepath.Join(stand.run.State(), "deploying")}
		if !*dry {
			if o.Name, o.Former, err = log.begin(); err != nil {
				return err
			}
		}
		summary, err := deploy.Run(ctx, target, stand.site, o)
		clear()
		if err != nil {
			return err
		}
		if !*dry {
			if err := log.end(); err != nil {
				return err
			}
		}
		for _, note := range append(notes, summary.Notes...) {
			fmt.Fprintln(t.err, note)
		}
		if *asJSON {
			return t.deployJSON(summary, *dry, time.Since(began))
		}
		t.deployed(summary, target, *dry, time.Since(began))
		return nil
	}
}

// stood is an output folder that is held as it stands.
type stood struct {
	run  *publish.Run
	site deploy.Site
}

// standing takes hold of an output folder, so that no build changes it, and
// refuses one that is not fit to be seen. An interrupted build is put right.
func (t *terminal) standing(ctx context.Context, folder string, preview bool) (_ stood, notes []string, err error) {
	run, err := publish.Open(ctx, folder, publish.Options{
		Wait:    2 * time.Minute,
		Waiting: func(holder string) { fmt.Fprintf(t.err, "waiting for a build (%s) to end\n", holder) },
	})
	if err != nil {
		return stood{}, nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, run.Abort())
		}
	}()
	if len(run.Paths()) == 0 {
		return stood{}, nil, usageError{fmt.Sprintf("there is nothing to deploy: no build has made %s", folder), "run  daybook build  first"}
	}
	shown, known := build.ShownIn(run)
	now := time.Now()
	why := ""
	switch {
	case !known:
		return stood{}, nil, usageError{fmt.Sprintf("%s was built by an older Daybook, which did not say what it shows", folder), "run  daybook build  again"}
	case shown.Drafts:
		why = "it was built with --drafts and shows drafts"
	case shown.Future:
		why = "it was built with --future and shows pieces before their time"
	case shown.From.After(now):
		why = fmt.Sprintf("it was built as of %s, which is yet to come", shown.From.Format(time.RFC3339))
	}
	if why != "" && !preview {
		return stood{}, nil, usageError{fmt.Sprintf("%s is not for the public: %s", folder, why), "build it again without, or deploy it to a place for previews with --preview"}
	}
	if !shown.Until.IsZero() && !shown.Until.After(now) {
		notes = append(notes, fmt.Sprintf("since %s something was due to appear or to go, and %s was built before: build and deploy again", shown.Until.Format(time.RFC3339), folder))
	}
	files, passed, err := run.Standing()
	if errors.Is(err, publish.ErrAltered) {
		return stood{}, nil, usageError{err.Error(), "run  daybook build  again, which makes it right"}
	} else if err != nil {
		return stood{}, nil, err
	}
	if len(passed) > 0 {
		notes = append(notes, "not sent, since they are hidden, links or have names that not every system takes: "+listed(passed))
	}
	return stood{run, deploy.Site{Folder: run.Folder(), Files: files}}, append(run.Notes(), notes...), nil
}

// runLog is a file beside the ledger with the names of deploys that began here
// and did not end. Whoever holds the output folder knows that they are over.
type runLog struct{ file string }

func (l runLog) begin() (name string, former []string, err error) {
	text, err := os.ReadFile(l.file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", nil, err
	}
	former, name = strings.Fields(string(text)), rand.Text()
	return name, former, os.WriteFile(l.file, []byte(strings.Join(append(slices.Clone(former), name), "\n")+"\n"), 0o600)
}

func (l runLog) end() error { return os.Remove(l.file) }

// listed names some of many.
func listed(names []string) string {
	const shown = 10
	if len(names) <= shown {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %s more", strings.Join(names[:shown], ", "), problem.Grouped(len(names)-shown))
}

// deployed tells what a deploy did, and of a dry run file by file.
func (t *terminal) deployed(s deploy.Summary, target deploy.Target, dry bool, took time.Duration) {
	if dry {
		for _, p := range s.Sent {
			fmt.Fprintln(t.out, "send  ", p)
		}
		for _, p := range s.Deleted {
			fmt.Fprintln(t.out, "delete", p)
		}
	}
	if len(s.Left) > 0 {
		fmt.Fprintf(t.err, "left alone, since somebody changed them in the store: %s\n", listed(s.Left))
	}
	if len(s.Unsent) > 0 {
		fmt.Fprintf(t.err, "not sent, since a store cannot read it: %s. What it says must be set up at the provider or its CDN\n", listed(s.Unsent))
	}
	switch sent, size, deleted := problem.Grouped(len(s.Sent)), megabytes(s.Bytes), problem.Grouped(len(s.Deleted)); {
	case len(s.Sent)+len(s.Deleted) == 0:
		fmt.Fprintf(t.out, "nothing to do: %s files are at %s (%.2f s)\n", problem.Grouped(s.Kept), target, took.Seconds())
	case dry:
		fmt.Fprintf(t.out, "would send %s (%s), keep %s, delete %s at %s\n", sent, size, problem.Grouped(s.Kept), deleted, target)
	default:
		again := ""
		if s.Resumed {
			again = ", after a deploy that was cut off"
		}
		fmt.Fprintf(t.out, "sent %s (%s), kept %s, deleted %s at %s in %.2f s%s\n", sent, size, problem.Grouped(s.Kept), deleted, target, took.Seconds(), again)
	}
}

func megabytes(bytes int64) string {
	if bytes < 1e5 {
		return fmt.Sprintf("%.1f kB", float64(bytes)/1e3)
	}
	return fmt.Sprintf("%.1f MB", float64(bytes)/1e6)
}

func (t *terminal) deployJSON(s deploy.Summary, dry bool, took time.Duration) error {
	encoder := json.NewEncoder(t.out)
	encoder.SetIndent("", "  ")
	list := func(paths []string) []string { return append([]string{}, paths...) } // [] rather than null
	return encoder.Encode(map[string]any{
		"dry_run": dry, "sent": list(s.Sent), "bytes": s.Bytes, "kept": s.Kept, "deleted": list(s.Deleted),
		"left": list(s.Left), "unsent": list(s.Unsent), "resumed": s.Resumed, "seconds": took.Seconds(),
	})
}
