package serve

import (
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
)

// guard refuses what no reader of a preview has reason to send.
//
// A preview holds drafts and embargoed pieces, and any page open in the same
// browser can send it requests. Three rules keep such a page from reading
// them. A request must be addressed to a name of this server, since a foreign
// name can be made to point here (DNS rebinding); an address in figures cannot.
// No answer carries Access-Control-Allow-Origin. And what serve adds answers
// no other site at all.
type guard struct {
	host string // the name or address the server was told to listen on
	any  bool   // it listens on every address
}

func newGuard(host string) guard {
	host = strings.ToLower(strings.Trim(host, "[]"))
	address, err := netip.ParseAddr(host)
	return guard{host: host, any: err == nil && address.IsUnspecified()}
}

// maxAddress is the longest address, in bytes, that is looked at.
const maxAddress = 4096

// refuses gives the status and sentence of a refusal, or 0.
func (g guard) refuses(r *http.Request) (status int, sentence string) {
	switch {
	case r.Method != http.MethodGet && r.Method != http.MethodHead && !asksForTime(r):
		return http.StatusMethodNotAllowed, "A preview can only be read."
	case !g.knows(r.Host):
		return http.StatusMisdirectedRequest, "This preview does not answer to the name it was asked by. Use the address that daybook serve printed, or start it with --host."
	case len(r.RequestURI) > maxAddress:
		return http.StatusRequestURITooLong, "This address is too long."
	case strings.ContainsRune(r.URL.Path, 0):
		return http.StatusBadRequest, "An address cannot hold a NUL character."
	case strings.HasPrefix(r.URL.Path, ownPrefix) && foreign(r):
		return http.StatusForbidden, "Other sites may not ask this."
	}
	return 0, ""
}

// asksForTime reports whether a request is the one that is no reading: the form
// of the desk, sent by a browser, which says from where.
func asksForTime(r *http.Request) bool {
	return r.Method == http.MethodPost && r.URL.Path == ownPrefix+"as-of" && len(r.Header["Origin"]) == 1
}

// knows reports whether the Host header names this server; its port does not
// matter, since it may have been forwarded from another.
func (g guard) knows(header string) bool {
	name := header
	if host, port, err := net.SplitHostPort(header); err == nil {
		if _, err := strconv.ParseUint(port, 10, 16); err != nil {
			return false
		}
		name = host
	}
	name = strings.ToLower(strings.Trim(name, "[]"))
	if name == "localhost" || strings.HasSuffix(name, ".localhost") || name == g.host && name != "" {
		return true
	}
	address, err := netip.ParseAddr(name)
	return err == nil && (address.Unmap().IsLoopback() || g.any)
}

// foreign reports whether a browser sent the request for a page of another
// origin. Browsers leave Origin out when they read from the same one.
func foreign(r *http.Request) bool {
	switch r.Header.Get("Sec-Fetch-Site") {
	case "cross-site", "same-site":
		return true
	}
	origins, given := r.Header["Origin"]
	if !given {
		return false
	}
	origin, err := url.Parse(origins[0])
	return err != nil || len(origins) > 1 || origin.Scheme != "http" || !strings.EqualFold(origin.Host, r.Host)
}
