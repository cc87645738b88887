package cli

import (
	"context"
	"flag"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"daybook/generator/build"
	"daybook/generator/problem"
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
	public := flags.Bool("public", false, "leave out what the public does not see yet")
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
		p := preview{terminal: t, flags: site, session: session, server: serve.New(serve.Options{Host: *host, Port: *port})}
		return p.run(ctx, *port)
	}
}

// preview builds whenever something changed, and shows what it built.
type preview struct {
	*terminal
	flags   siteFlags
	session *build.Session
	server  *serve.Server
	last    serve.Snapshot
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
	}
	fmt.Fprintln(p.err, "stop with Ctrl-C")
	done := make(chan error, 1)
	go func() { done <- p.server.Serve(ctx) }()
	for {
		select {
		case err := <-done:
			return err
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

// build builds once and shows the result: the new site, or the last good one
// with what is wrong now.
func (p *preview) build(ctx context.Context) error {
	began := time.Now()
	cut, err := p.flags.cut()
	if err != nil {
		return err
	}
	p.session.Cut(cut)
	site, err := p.session.Settle(ctx)
	if err != nil {
		return err
	}
	problems := problem.Sorted(append(site.Problems, p.session.Check(site)...))
	next := serve.Snapshot{BasePath: site.Routes.BasePath(), Line: excerpts(p.flags.site)}
	next.Failed = problem.Stops(site.Problems)
	if !next.Failed {
		files, faults, err := p.session.Memory(ctx, site)
		if err != nil {
			return err
		}
		problems = problem.Sorted(append(problems, faults...))
		next.Files, next.Failed = files, problem.Stops(faults)
	}
	next.Problems = problems
	if next.Failed {
		next.Files, next.BasePath = p.last.Files, orElse(p.last.BasePath, next.BasePath)
	}
	p.server.Show(next)
	p.last = next
	if err := p.tell(p.err, p.flags.site, problems, false); err != nil {
		return err
	}
	errors, warnings := problem.Count(problems)
	fmt.Fprintf(p.err, "%s pages and files in %d ms, %s\n", problem.Grouped(len(next.Files)), time.Since(began).Milliseconds(), problem.Tally(errors, warnings))
	return nil
}

func orElse(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}
