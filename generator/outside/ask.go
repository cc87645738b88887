package outside

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"daybook/generator/problem"
)

var errPrivate = errors.New("the address is not one of the public Internet")

// state is what an answer says of a page.
type state uint8

const (
	unclear state = iota
	there
	moved // there, and for good at another address
	dead
	private // it was not asked: its host is not of the public Internet
)

// answer is what was learnt of an address.
type answer struct {
	state    state
	sentence string // of a dead one: what is wrong
	to       string // of one that has moved
	// unreached says that there was no connection at all.
	unreached bool
}

// problem words an answer for a link.
func (a answer) problem(l Link) (problem.Problem, bool) {
	switch a.state {
	case dead:
		return problem.Warn(RuleDead, l.Place, "%q %s", l.Address, a.sentence).
			Hinted("look for its new address, or for a copy that somebody has kept"), true
	case private:
		return problem.Warn(RuleDead, l.Place, "%q leads into a private network, where readers cannot follow", l.Address).
			Hinted("link to a public address, or take the link out"), true
	case moved:
		return problem.Warn(RuleMoved, l.Place, "%q has moved for good", l.Address).Hinted("write %s", a.to), true
	}
	return problem.Problem{}, false
}

// ask follows an address to its end.
func (a *asker) ask(ctx context.Context, address string) answer {
	at, permanent, lasting := address, true, address
	for range mostHops {
		response, err := a.look(ctx, at)
		if err != nil {
			return failed(err)
		}
		next, isRedirect := follows(response, at)
		if !isRedirect {
			return verdict(response.StatusCode, address, lasting)
		}
		if s := scheme(next); s != "http" && s != "https" {
			return answer{}
		}
		permanent = permanent && (response.StatusCode == http.StatusMovedPermanently || response.StatusCode == http.StatusPermanentRedirect)
		if permanent {
			lasting = next
		}
		at = next
	}
	return answer{state: dead, sentence: "leads from one address to the next without end"}
}

// verdict reads the status in which the way ended. lasting is how far the way
// was one of permanent moves.
func verdict(status int, address, lasting string) answer {
	switch {
	case status < 300 && lasting != address:
		return answer{state: moved, to: lasting}
	case status < 400:
		return answer{state: there}
	case refused(status):
		return answer{}
	case status == http.StatusNotFound || status == http.StatusGone:
		return answer{state: dead, sentence: fmt.Sprintf("is gone (%d)", status)}
	}
	return answer{state: dead, sentence: fmt.Sprintf("does not work (%d)", status)}
}

// follows gives where a redirect leads.
func follows(r *http.Response, from string) (string, bool) {
	switch r.StatusCode {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
	default:
		return "", false
	}
	location := r.Header.Get("Location")
	base, err := url.Parse(from)
	if err != nil || location == "" {
		return "", false
	}
	to, err := base.Parse(location)
	if err != nil {
		return "", false
	}
	to.Fragment = ""
	return to.String(), true
}

// look asks for one address: HEAD, and GET where HEAD finds fault, for many
// hosts answer it carelessly. A host that wants to be asked later is, once.
func (a *asker) look(ctx context.Context, address string) (*http.Response, error) {
	response, err := a.request(ctx, http.MethodHead, address)
	if err == nil && response.StatusCode < 400 {
		return response, nil
	}
	if errors.Is(err, errPrivate) || ctx.Err() != nil {
		return nil, err
	}
	later := time.Duration(0)
	if err == nil {
		later = retryAfter(response)
	}
	if later > longestRetry {
		return response, nil
	}
	if later > 0 {
		if err := a.Wait(ctx, later); err != nil {
			return nil, err
		}
	}
	return a.request(ctx, http.MethodGet, address)
}

func (a *asker) request(ctx context.Context, method, address string) (*http.Response, error) {
	request, err := http.NewRequestWithContext(ctx, method, address, nil)
	if err != nil {
		return nil, err
	}
	request.URL.User = nil
	request.Header.Set("User-Agent", a.Agent)
	request.Header.Set("Accept", "text/html,*/*;q=0.8")
	return a.through(ctx, request.URL.Host, func() (*http.Response, error) {
		response, err := a.client.Do(request)
		if err == nil {
			response.Body.Close()
		}
		return response, err
	})
}

// retryAfter gives how long a host wants to be left alone (RFC 9110, section
// 10.2.3), by its own clock where it names an hour.
func retryAfter(r *http.Response) time.Duration {
	text := r.Header.Get("Retry-After")
	if seconds, err := strconv.Atoi(text); err == nil {
		return time.Duration(max(0, min(seconds, 86400))) * time.Second
	}
	until, err := http.ParseTime(text)
	if err != nil {
		return 0
	}
	now, err := http.ParseTime(r.Header.Get("Date"))
	if err != nil {
		return 0
	}
	return max(0, until.Sub(now))
}

// failed words what went wrong before there was an answer.
func failed(err error) answer {
	var dns *net.DNSError
	var certificate *tls.CertificateVerificationError
	var unknown x509.UnknownAuthorityError
	var timeout net.Error
	switch {
	case errors.Is(err, errPrivate):
		return answer{state: private}
	case errors.Is(err, context.Canceled):
		return answer{}
	case errors.As(err, &dns) && dns.IsNotFound:
		return answer{state: dead, sentence: "is on a host that nobody knows", unreached: true}
	case errors.As(err, &dns):
		return answer{unreached: true}
	case errors.As(err, &certificate), errors.As(err, &unknown):
		return answer{state: dead, sentence: "is on a host whose certificate browsers refuse"}
	case errors.As(err, &timeout) && timeout.Timeout():
		return answer{state: dead, sentence: "does not answer in time", unreached: true}
	}
	return answer{state: dead, sentence: "does not answer", unreached: true}
}
