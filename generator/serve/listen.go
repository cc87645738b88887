package serve

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"syscall"
	"time"

	"golang.org/x/net/netutil"
)

// portsTried is how many ports after the one asked for are tried.
const portsTried = 20

// limits is what a client may take of the server.
type limits struct {
	connections int           // open at once; more wait to be accepted
	streams     int           // event streams open at once
	head        int           // bytes of a request's head
	headTime    time.Duration // for a request's head to arrive
	bodyTime    time.Duration // for the whole request, which needs no body
	answerTime  time.Duration // for an answer to be taken, event streams aside
	idleTime    time.Duration // between two requests of a connection
	messageTime time.Duration // for one message of an event stream to be taken
	pulse       time.Duration // between two signs of life on an event stream
	farewell    time.Duration // for answers under way when serving ends
}

// usual is generous for people and their browsers. A hidden page gives its
// event stream back, so 256 is far more than a newsroom has pages in view.
var usual = limits{
	connections: 1024,
	streams:     256,
	head:        16 << 10,
	headTime:    5 * time.Second,
	bodyTime:    10 * time.Second,
	answerTime:  time.Minute,
	idleTime:    time.Minute,
	messageTime: 5 * time.Second,
	pulse:       20 * time.Second,
	farewell:    time.Second,
}

// Address says where the site can be seen.
type Address struct {
	// URL is the site's front page for a browser on this machine.
	URL string
	// Moved says that the port asked for was taken, so that another is used.
	Moved bool
	// Public says that other machines can see the site, at Others.
	Public bool
	Others []string
}

// Listen takes the port, or one of the next twenty when it is taken, and says
// where the site, which stands at basePath on its host, will be seen. It is an
// error when none is free or the host is not an address of this machine.
func (s *Server) Listen(ctx context.Context, basePath string) (Address, error) {
	listener, err := listen(ctx, s.options.Host, s.options.Port)
	if err != nil {
		return Address{}, err
	}
	s.listener = netutil.LimitListener(listener, s.limits.connections)
	bound := listener.Addr().(*net.TCPAddr)
	at := func(host string) string {
		u := url.URL{Scheme: "http", Host: net.JoinHostPort(host, strconv.Itoa(bound.Port)), Path: basePath}
		return u.String()
	}
	address := Address{
		Moved:  s.options.Port != 0 && bound.Port != s.options.Port,
		Public: !bound.IP.IsLoopback(),
	}
	switch {
	case !address.Public:
		address.URL = at(s.options.Host)
	case bound.IP.IsUnspecified():
		address.URL = at("127.0.0.1")
		for _, ip := range ownAddresses() {
			address.Others = append(address.Others, at(ip))
		}
	default:
		address.URL = at(s.options.Host)
		address.Others = []string{address.URL}
	}
	return address, nil
}

func listen(ctx context.Context, host string, port int) (net.Listener, error) {
	var config net.ListenConfig
	last := min(port+portsTried, 65535)
	for p := port; p <= last; p++ {
		listener, err := config.Listen(ctx, "tcp", net.JoinHostPort(host, strconv.Itoa(p)))
		if err == nil {
			return listener, nil
		}
		if !errors.Is(err, syscall.EADDRINUSE) {
			return nil, fmt.Errorf("cannot listen on %s, port %d: %w; choose others with --host and --port", host, p, err)
		}
	}
	return nil, fmt.Errorf("ports %d to %d are all taken; choose another with --port, or any free one with --port 0", port, last)
}

// ownAddresses lists the addresses of this machine that others can reach.
func ownAddresses() []string {
	all, _ := net.InterfaceAddrs()
	var reachable []string
	for _, a := range all {
		prefix, err := netip.ParsePrefix(a.String())
		if err == nil && !prefix.Addr().IsLoopback() && !prefix.Addr().IsLinkLocalUnicast() {
			reachable = append(reachable, prefix.Addr().String())
		}
	}
	slices.Sort(reachable)
	return reachable
}

// Serve answers on the address that [Server.Listen] took until ctx ends, and
// returns nil then, with every connection closed and no goroutine left. Answers
// under way get a second. An error is one of the network.
func (s *Server) Serve(ctx context.Context) error {
	server := &http.Server{
		Handler:           s.Handler(),
		ReadHeaderTimeout: s.limits.headTime,
		ReadTimeout:       s.limits.bodyTime,
		WriteTimeout:      s.limits.answerTime,
		IdleTimeout:       s.limits.idleTime,
		MaxHeaderBytes:    s.limits.head,
		// Its messages are about broken connections, which a browser makes.
		ErrorLog:    log.New(io.Discard, "", 0),
		BaseContext: func(net.Listener) context.Context { return ctx },
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(s.listener) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serving stopped: %w", err)
	case <-ctx.Done():
	}
	patience, cancel := context.WithTimeout(context.WithoutCancel(ctx), s.limits.farewell)
	defer cancel()
	if server.Shutdown(patience) != nil {
		server.Close()
	}
	<-failed
	s.streams.end()
	return nil
}
