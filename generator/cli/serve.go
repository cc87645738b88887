package cli

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"daybook/generator/build"
	"daybook/generator/layout"
	"daybook/generator/problem"
	"daybook/generator/route"
	"daybook/generator/serve"
	"daybook/generator/watch"
)

func serveCommand() command {
	return command{
		name:    "serve",
		summary: "show the site here, and keep it up to date while you write",
		usage:   "[flags]",
		detail: `Drafts and pieces that are not public yet are shown and marked. Open pages reload
when they change; problems are shown over the page. Only this machine can see it,
unless --host says otherwise. Stop it with Ctrl-C.`,
		examples: []string{
			"daybook serve                   # on http://127.0.0.1:8484/ or the next free port",
			"daybook serve --public          # only what the public would see",
			"daybook serve --host 0.0.0.0    # for a phone in the same network",
		},
		setup: setupServe,
	}
}

// defaultPort is where a preview is found when its port is free.
const defaultPort = 8484

func setupServe(t *terminal, flags *flag.FlagSet) runner {
	var site siteFlags
	site.define(flags)
	port := flags.Int("port", defaultPort, "the port `N` to listen on; the next free one when it is taken")
	host := flags.String("host", "127.0.0.1", "the `ADDR` to listen on")
	offline := flags.Bool("offline", false, "let browsers keep pages, as offline: true in site.yaml says; reload twice to see a change then")
	editor := flags.String("editor", "", "the `EDITOR` that places of problems open in: vscode, vscodium, cursor, idea, zed, or an address with {file}, {line} and {column}")
	open := flags.Bool("open", false, "open the site in the browser; with it, a new article opens by itself")
	public := flags.Bool("public", false, "leave out what the public does not see yet")
	flags.BoolVar(public, "prod", false, "the same as --public")
	return func(ctx context.Context, args []string) error {
		if err := noArguments("serve", args); err != nil {
			return err
		}
		if *port < 0 || *port > 65535 {
			return usageError{fmt.Sprintf("--port takes a number from 0 to 65535, and this is %d", *port), "such as  --port 8080"}
		}
		site.drafts, site.future = !*public, !*public
		session, err := site.session(nil)
		if err != nil {
			return err
		}
		defer session.Close()
		link, err := editLink(*editor, site.site)
		if err != nil {
			return err
		}
		p := preview{
			terminal: t, flags: site, offline: *offline, opens: *open, session: session, faults: make(chan fault, 1), verdicts: make(chan verdict, 1), times: make(chan askedTime), leave: func() {},
		}
		p.server = serve.New(serve.Options{Host: *host, Port: *port, EditLink: link, AsOf: p.ask})
		return p.run(ctx, *port)
	}
}

// preview settles the site whenever something changed, and shows it. Pages are
// made when they are looked at.
type preview struct {
	*terminal
	flags    siteFlags
	offline  bool // whether the service worker of the site may run
	session  *build.Session
	server   *serve.Server
	last     serve.Snapshot // shown now
	good     serve.Snapshot // the last one before it that showed no error
	number   int            // of the site that is shown
	faults   chan fault
	verdicts chan verdict
	leave    context.CancelFunc // ends what is still looked for in the site before
	searched *layout.Set        // the layouts that were tried on every page
	times    chan askedTime
	opens    bool            // pages in the browser
	address  string          // of the server, without a path
	met      map[string]bool // files of articles that were there
}

// askedTime is a time as of which the desk wants the site.
type askedTime struct {
	text string
	told chan error
}

// ask has run show the site as of another time.
func (p *preview) ask(text string) error {
	a := askedTime{text, make(chan error, 1)}
	select {
	case p.times <- a:
		return <-a.told
	case <-time.After(time.Minute):
		return context.DeadlineExceeded
	}
}

// travel shows the site as of another time, or as of now; as it was when the
// text is no time.
func (p *preview) travel(ctx context.Context, text string) error {
	before := p.flags.asOf
	p.flags.asOf = text
	if _, err := p.flags.cut(); err != nil {
		p.flags.asOf = before
		return err
	}
	return p.build(ctx)
}

// admitted leaves out what would let browsers keep pages of a preview and show
// them in the stead of an edited one. A worker that they have from before goes
// away when it does not find its page any more.
func (p *preview) admitted(files serve.Files) serve.Files {
	if p.offline {
		return files
	}
	kept := func(name string) bool { return "/"+name == route.Worker || "/"+name == route.Offline }
	return serve.Files{
		Has: func(name string) bool { return !kept(name) && files.Has(name) },
		Get: func(name string) []byte {
			if kept(name) {
				return nil
			}
			return files.Get(name)
		},
	}
}

// verdict is what the editorial rules found in one of the sites shown.
type verdict struct {
	number   int
	files    int
	took     time.Duration // until the site was shown
	problems []problem.Problem
}

// pause is how long nothing must have been saved before the editorial rules
// are asked, which take their time on a large site. Pages go first.
const pause = 250 * time.Millisecond

// fault is what a layout did wrong on a page of one of the sites shown.
type fault struct {
	number   int
	problems []problem.Problem
	err      error       // of the machine
	searched *layout.Set // set when all pages were made
}

func (p *preview) run(ctx context.Context, port int) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	folder, err := filepath.Abs(p.flags.site)
	if err != nil {
		return err
	}
	changes, err := watch.Folders(ctx, []string{filepath.Join(folder, "content"), filepath.Join(folder, "layouts")}, watch.Options{
		Say: func(sentence string) { fmt.Fprintln(p.err, sentence) },
	})
	if err != nil {
		return fmt.Errorf("watch %s: %w", folder, err)
	}
	if err := p.build(ctx); err != nil {
		return err
	}
	address, err := p.server.Listen(ctx, p.last.BasePath)
	if err != nil {
		return err
	}
	if address.Moved {
		fmt.Fprintf(p.err, "port %d is taken; using the next free one\n", port)
	}
	fmt.Fprintf(p.out, "%s\n", address.URL)
	if address.Public {
		fmt.Fprintf(p.err, "everyone in this network can see the preview, drafts included: %s\n", strings.Join(address.Others, " "))
		if len(address.Others) > 0 && p.colors(p.err) {
			fmt.Fprint(p.err, pictured(address.Others[0]))
		}
	}
	fmt.Fprintf(p.err, "the desk is at %s; stop with Ctrl-C\n", deskOf(address.URL))
	done := make(chan error, 1)
	go func() { done <- p.server.Serve(ctx) }()
	p.address = strings.TrimSuffix(address.URL, p.last.BasePath)
	if p.opens {
		p.visit(p.last.BasePath)
	}
	for {
		select {
		case err := <-done:
			return err
		case f := <-p.faults:
			if err := p.confess(f); err != nil {
				stop()
				<-done
				return err
			}
		case a := <-p.times:
			a.told <- p.travel(ctx, a.text)
		case v := <-p.verdicts:
			if err := p.pronounce(v); err != nil {
				stop()
				<-done
				return err
			}
		case batch, open := <-changes:
			if !open {
				return <-done
			}
			if len(batch) == 0 {
				continue
			}
			if err := p.build(ctx); err != nil && ctx.Err() == nil {
				stop()
				<-done
				return err
			}
		}
	}
}

// build settles once and shows the result: the new site, or the last good one
// with what is wrong now.
func (p *preview) build(ctx context.Context) error {
	began := time.Now()
	cut, err := p.flags.cut()
	if err != nil {
		return err
	}
	p.leave()
	p.session.Cut(cut)
	site, err := p.session.Settle(ctx)
	if err != nil {
		return err
	}
	if !p.last.Failed {
		p.good = p.last
	}
	p.number++
	next := serve.Snapshot{
		BasePath: site.Routes.BasePath(), Line: excerpts(p.flags.site), Failed: problem.Stops(site.Problems),
		Problems: site.Problems, Desk: p.desk(site),
	}
	if !next.Failed {
		made := p.session.Preview(site)
		next.Files = p.admitted(serve.Files{Has: made.Has, Get: p.getter(made, p.number)})
	}
	p.show(next)
	p.meet(site)
	looking, leave := context.WithCancel(ctx)
	p.leave = leave
	go p.judge(looking, site, verdict{number: p.number, files: len(site.Files), took: time.Since(began)})
	if !next.Failed && p.ownLayouts() && p.searched != site.Layouts() {
		go p.seek(looking, site, p.number)
	}
	return nil
}

// meet opens the page of an article whose file is new, if pages are opened.
func (p *preview) meet(site *build.Site) {
	if !p.opens || problem.Stops(site.Problems) {
		return
	}
	first := p.met == nil
	if first {
		p.met = map[string]bool{}
	}
	for _, d := range site.Desks {
		for _, a := range d.Archive.Articles {
			if !p.met[a.Place.Path] {
				if p.met[a.Place.Path] = true; !first && p.address != "" {
					p.visit(d.Routes.Href(d.Routes.Article(a)))
					first = true // of several at once, such as a checkout brings, one
				}
			}
		}
	}
}

// visit opens a page of the preview in the browser.
func (p *preview) visit(href string) {
	if err := openInBrowser(p.address + href); err != nil {
		fmt.Fprintf(p.err, "the browser cannot be opened: %v\n", err)
	}
}

// judge asks the editorial rules once nothing was saved for a moment.
func (p *preview) judge(ctx context.Context, site *build.Site, v verdict) {
	if v.number > 1 {
		select {
		case <-ctx.Done():
			return
		case <-time.After(pause):
		}
	}
	v.problems = p.session.Check(site)
	select {
	case p.verdicts <- v:
	case <-ctx.Done():
	}
}

// pronounce shows and tells what the editorial rules found in the site that is
// shown.
func (p *preview) pronounce(v verdict) error {
	if v.number != p.number {
		return nil
	}
	if len(v.problems) > 0 {
		next := p.last
		next.Problems = problem.Sorted(append(slices.Clone(next.Problems), v.problems...))
		p.show(next)
	}
	if err := p.tell(p.err, p.flags.site, p.last.Problems, false); err != nil {
		return err
	}
	errors, warnings := problem.Count(p.last.Problems)
	fmt.Fprintf(p.err, "%s pages and files in %d ms, %s\n", problem.Grouped(v.files), v.took.Milliseconds(), problem.Tally(errors, warnings))
	return nil
}

// show shows a snapshot; one that failed gets the files of the last good one.
func (p *preview) show(next serve.Snapshot) {
	if next.Failed {
		next.Files, next.BasePath = p.good.Files, orElse(p.good.BasePath, next.BasePath)
	}
	p.last = next
	p.server.Show(next)
}

// getter gives what makes a page when it is looked at, and tells of faults.
func (p *preview) getter(made *build.Preview, number int) func(string) []byte {
	return func(name string) []byte {
		body, found, err := made.Get(name)
		switch {
		case err != nil:
			p.report(fault{number: number, err: err})
		case found != nil:
			p.report(fault{number: number, problems: []problem.Problem{*found}})
		}
		return body
	}
}

// seek makes all pages of a site whose own layouts have changed, since a layout
// may fail on a page that nobody looks at; the standard ones are known to work.
func (p *preview) seek(ctx context.Context, site *build.Site, number int) {
	found, err := site.Faults(ctx)
	if err == nil {
		p.report(fault{number: number, problems: found, searched: site.Layouts()})
	}
}

func (p *preview) ownLayouts() bool {
	_, err := os.Stat(filepath.Join(p.flags.site, build.LayoutFolder))
	return err == nil
}

// report leaves a fault for run. One that waits there already will do: the
// search for faults, or the next look, finds the other.
func (p *preview) report(f fault) {
	select {
	case p.faults <- f:
	default:
	}
}

// confess shows what was found wrong with the site that is shown.
func (p *preview) confess(f fault) error {
	if f.err != nil {
		fmt.Fprintln(p.err, f.err)
	}
	if f.searched != nil && len(f.problems) == 0 {
		p.searched = f.searched
	}
	if f.number != p.number {
		return nil
	}
	known := func(found problem.Problem) bool {
		return slices.ContainsFunc(p.last.Problems, func(old problem.Problem) bool {
			return old.Place == found.Place && old.Rule == found.Rule && old.Sentence == found.Sentence
		})
	}
	f.problems = slices.DeleteFunc(f.problems, known)
	if len(f.problems) == 0 {
		return nil
	}
	next := p.last
	next.Problems = problem.Sorted(append(slices.Clone(next.Problems), f.problems...))
	next.Failed = problem.Stops(next.Problems)
	p.show(next)
	return p.tell(p.err, p.flags.site, next.Problems, false)
}

func orElse(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}
