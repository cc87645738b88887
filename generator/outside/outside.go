// Package outside asks whether the pages elsewhere that content links to are
// still there.
//
// In: the links of an archive, with their places. Out: problems under the rules
// dead-link and moved-link, one at each place that names an address. Only
// `check --external` comes here; a build never opens a connection.
//
// It is polite: one request at a time to a host, with a pause before the next;
// HEAD first, and GET, whose body is not read, only where HEAD finds fault;
// each address once in a run; a name in User-Agent that says what program asks,
// and not for whom, since pieces under embargo are checked too; and where a host says Retry-After, it waits that long, once.
//
// It is careful: content may come from anybody, and must not make the machine
// that checks it knock at the doors of its own network. The address that a name
// resolves to is looked at before each connection, on every hop of a redirect,
// and refused unless it is public; proxies of the environment are not used,
// since the address could not be seen behind one. No cookies, no credentials,
// no referrer are sent.
//
// It is slow to judge: a host that refuses programs (401, 403, 429 and their
// like) says nothing about the page, and neither is anything said here.
package outside

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"daybook/generator/problem"
)

// Rules of this package.
const (
	RuleDead  = "dead-link"
	RuleMoved = "moved-link"
)

// Options say how pages are asked for.
type Options struct {
	// Agent is the User-Agent: the name and the version of the program.
	Agent string
	// Progress is told how many addresses were asked; it may be nil, and is
	// called by several goroutines.
	Progress func(done, of int)

	// Allow says which addresses may be connected to; nil allows public ones.
	Allow func(netip.Addr) bool
	// Wait waits; nil waits for real. It returns the error of its context.
	Wait func(context.Context, time.Duration) error
}

const (
	hostsAtOnce  = 8
	pause        = 500 * time.Millisecond // between two requests to a host
	patience     = 20 * time.Second       // for one answer
	mostHops     = 8
	longestRetry = time.Minute // a host that wants more is not asked again
)

// Tally counts what was asked.
type Tally struct {
	Asked   int // addresses
	Hosts   int
	Unclear int // addresses whose hosts would not tell a program
}

// ErrOffline says that no host at all could be reached, which is more likely
// the fault of this machine than of all others.
var ErrOffline = errors.New("no page elsewhere could be reached: this machine seems to be offline")

// Check asks for the pages that links lead to, and gives what is wrong with
// them, sorted by place. The error is that of the context, or ErrOffline.
func Check(ctx context.Context, links []Link, o Options) ([]problem.Problem, Tally, error) {
	a := newAsker(o)
	addresses, hosts := byHost(links)
	answers := make([]answer, len(addresses))
	var next, done atomic.Int64
	var workers sync.WaitGroup
	for range hostsAtOnce {
		workers.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(hosts); i = int(next.Add(1)) - 1 {
				for _, n := range hosts[i] {
					if ctx.Err() != nil {
						return
					}
					answers[n] = a.ask(ctx, addresses[n])
					if o.Progress != nil {
						o.Progress(int(done.Add(1)), len(addresses))
					}
				}
			}
		})
	}
	workers.Wait()
	if err := ctx.Err(); err != nil {
		return nil, Tally{}, err
	}
	tally := Tally{Asked: len(addresses), Hosts: len(hosts)}
	of := make(map[string]answer, len(addresses))
	for i, address := range addresses {
		of[address] = answers[i]
		if answers[i].state == unclear {
			tally.Unclear++
		}
	}
	if len(answers) > 0 && !slices.ContainsFunc(answers, func(a answer) bool { return !a.unreached }) {
		return nil, tally, ErrOffline
	}
	problems := []problem.Problem{}
	for _, l := range links {
		if p, wrong := of[l.asked()].problem(l); wrong {
			problems = append(problems, p)
		}
	}
	return problem.Sorted(problems), tally, nil
}

// byHost gives each address once, and the positions of those of each host.
func byHost(links []Link) (addresses []string, hosts [][]int) {
	seen, at := map[string]bool{}, map[string]int{}
	for _, l := range links {
		address := l.asked()
		if seen[address] {
			continue
		}
		seen[address] = true
		host := l.host()
		n, known := at[host]
		if !known {
			n = len(hosts)
			at[host] = n
			hosts = append(hosts, nil)
		}
		hosts[n] = append(hosts[n], len(addresses))
		addresses = append(addresses, address)
	}
	return addresses, hosts
}

// asker asks hosts, one request at a time to each.
type asker struct {
	Options
	client *http.Client
	mu     sync.Mutex
	gates  map[string]*gate
}

// gate lets one request at a time through to a host.
type gate struct {
	sync.Mutex
	used bool
}

func newAsker(o Options) *asker {
	if o.Allow == nil {
		o.Allow = Public
	}
	if o.Wait == nil {
		o.Wait = wait
	}
	a := &asker{Options: o, gates: map[string]*gate{}}
	dialer := &net.Dialer{Timeout: patience, Control: a.guard}
	a.client = &http.Client{
		Timeout: patience,
		Transport: &http.Transport{
			DialContext: dialer.DialContext, ForceAttemptHTTP2: true, TLSHandshakeTimeout: patience, DisableCompression: true,
			MaxResponseHeaderBytes: 64 << 10, IdleConnTimeout: 10 * time.Second, MaxConnsPerHost: 1,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return a
}

// guard looks at the address that is about to be connected to.
func (a *asker) guard(_, address string, _ syscall.RawConn) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil || !a.Allow(at.Addr()) {
		return errPrivate
	}
	return nil
}

// through runs a request once the gate of its host is free.
func (a *asker) through(ctx context.Context, host string, request func() (*http.Response, error)) (*http.Response, error) {
	a.mu.Lock()
	g := a.gates[host]
	if g == nil {
		g = &gate{}
		a.gates[host] = g
	}
	a.mu.Unlock()
	g.Lock()
	defer g.Unlock()
	if g.used {
		if err := a.Wait(ctx, pause); err != nil {
			return nil, err
		}
	}
	g.used = true
	return request()
}

func wait(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// special are the blocks of addresses that the registries of IANA (RFC 6890)
// set apart and that package netip has no question for: not of the public, or
// able to carry an address of another kind within them.
var special = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("192.0.0.0/24"),
	netip.MustParsePrefix("192.0.2.0/24"), netip.MustParsePrefix("192.88.99.0/24"), netip.MustParsePrefix("198.18.0.0/15"),
	netip.MustParsePrefix("198.51.100.0/24"), netip.MustParsePrefix("203.0.113.0/24"), netip.MustParsePrefix("240.0.0.0/4"),
	netip.MustParsePrefix("::/96"), netip.MustParsePrefix("64:ff9b::/96"), netip.MustParsePrefix("64:ff9b:1::/48"), netip.MustParsePrefix("100::/64"),
	netip.MustParsePrefix("2001::/23"), netip.MustParsePrefix("2001:db8::/32"), netip.MustParsePrefix("2002::/16"), netip.MustParsePrefix("fec0::/10"),
}

// Public reports whether an address is one of the public Internet.
func Public(a netip.Addr) bool {
	a = a.Unmap().WithZone("")
	return a.IsGlobalUnicast() && !a.IsPrivate() && !a.IsLoopback() &&
		!slices.ContainsFunc(special, func(p netip.Prefix) bool { return p.Contains(a) })
}

// refused says that a host does not want to tell a program, which says nothing
// about the page.
func refused(status int) bool {
	switch status {
	case http.StatusUnauthorized, http.StatusPaymentRequired, http.StatusForbidden, http.StatusMethodNotAllowed, http.StatusNotAcceptable,
		http.StatusProxyAuthRequired, http.StatusTeapot, http.StatusTooManyRequests, http.StatusUnavailableForLegalReasons, 999:
		return true
	}
	return false
}

// scheme gives the scheme of an address in small letters.
func scheme(address string) string {
	s, _, _ := strings.Cut(address, ":")
	return strings.ToLower(s)
}
