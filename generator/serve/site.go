package serve

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"html"
	"io/fs"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"daybook/generator/hosting"
)

// found is where an address leads: to a file, or elsewhere.
type found struct {
	status int
	file   string // path in Snapshot.Files, or "" when there is none to send
	to     string // where to, when status is a redirection
}

// find resolves a decoded address as a static host does: a forced rule of
// _redirects, then a file, then a folder's index.html, then the other rules,
// then 404.html. Every file is found by its exact name in the snapshot, so no
// spelling of an address leads out of it.
func (s *shown) find(address string, query url.Values) found {
	forced, ok := s.redirects.match(address, query, true)
	if ok {
		return s.follow(forced, query)
	}
	if file, ok := s.file(address); ok {
		return found{status: http.StatusOK, file: file}
	}
	if _, ok := s.file(address + "/"); ok && !strings.HasSuffix(address, "/") {
		return found{status: http.StatusPermanentRedirect, to: location(address+"/", query)}
	}
	if rule, ok := s.redirects.match(address, query, false); ok {
		return s.follow(rule, query)
	}
	if address == "/" && s.BasePath != "/" {
		return found{status: http.StatusTemporaryRedirect, to: location(s.BasePath, nil)}
	}
	return s.missing(http.StatusNotFound)
}

// file gives the name of the file that an address stands for, if there is one.
func (s *shown) file(address string) (string, bool) {
	name, below := strings.CutPrefix(address, s.BasePath)
	if !below {
		return "", false
	}
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	if !fs.ValidPath(name) || hosting.ForHosts(name) {
		return "", false
	}
	return name, s.Files.has(name)
}

// follow gives where a rule of _redirects leads.
func (s *shown) follow(rule redirected, query url.Values) found {
	if rule.status >= 300 && rule.status < 400 {
		to := rule.to
		if len(query) > 0 && !strings.Contains(to, "?") {
			to += "?" + query.Encode()
		}
		return found{status: rule.status, to: to}
	}
	target, err := url.Parse(rule.to)
	if err != nil || target.Host != "" {
		return found{status: http.StatusBadGateway} // a proxy rule; a preview opens no connection
	}
	for _, address := range []string{target.Path, target.Path + "/"} {
		if file, ok := s.file(address); ok {
			return found{status: rule.status, file: file}
		}
	}
	if rule.status == http.StatusOK {
		return s.missing(http.StatusNotFound)
	}
	return s.missing(rule.status)
}

func (s *shown) missing(status int) found {
	at := found{status: status}
	if s.Files.has("404.html") {
		at.file = "404.html"
	}
	return at
}

// location writes an address for the Location header.
func location(address string, query url.Values) string {
	u := url.URL{Path: address, RawQuery: query.Encode()}
	return u.String()
}

// answer serves the site.
func (s *shown) answer(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	if s.empty() {
		header.Set("Content-Type", hosting.HTML)
		header.Set("Retry-After", "1")
		header.Set("Content-Security-Policy", problemPolicy)
		w.WriteHeader(http.StatusServiceUnavailable)
		_, _ = w.Write(s.problemPage(r.URL.Path))
		return
	}
	at := s.find(r.URL.Path, r.URL.Query())
	applyHeaders(header, s.headers, r.URL.Path)
	if at.to != "" {
		header.Set("Location", at.to)
		w.WriteHeader(at.status)
		return
	}
	if at.file == "" {
		header.Del("Content-Type")
		sayPlainly(w, at.status, plainly(at.status))
		return
	}
	body := s.Files.get(at.file)
	if header.Get("Content-Type") == "" {
		header.Set("Content-Type", hosting.Type(at.file))
	}
	if strings.HasPrefix(header.Get("Content-Type"), "text/html") {
		body = insert(body, s.addition(r.URL.Path))
		admitOwn(header, "http://"+r.Host+ownPrefix)
	}
	if at.status != http.StatusOK {
		header.Set("Content-Length", strconv.Itoa(len(body)))
		w.WriteHeader(at.status)
		_, _ = w.Write(body)
		return
	}
	sum := sha256.Sum256(body)
	tag := hex.EncodeToString(sum[:12])
	if hosting.Compresses(header.Get("Content-Type")) {
		header.Add("Vary", "Accept-Encoding")
		if takesGzip(r) {
			body, tag = squeezed(body), tag+"-gz"
			header.Set("Content-Encoding", "gzip")
		}
	}
	header.Set("ETag", `"`+tag+`"`)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
}

// takesGzip reports whether a request takes gzip (RFC 9110, section 12.5.3). A
// part of a file is sent as it is.
func takesGzip(r *http.Request) bool {
	if r.Header.Get("Range") != "" {
		return false
	}
	for one := range strings.SplitSeq(r.Header.Get("Accept-Encoding"), ",") {
		coding, weight, _ := strings.Cut(one, ";")
		if strings.EqualFold(strings.TrimSpace(coding), "gzip") {
			q, given := strings.CutPrefix(strings.ReplaceAll(weight, " ", ""), "q=")
			return !given || strings.Trim(q, "0.") != ""
		}
	}
	return false
}

// squeezed compresses a body, the same way each time.
func squeezed(body []byte) []byte {
	var out bytes.Buffer
	zip, _ := gzip.NewWriterLevel(&out, gzip.BestSpeed) // a level that there is
	_, _ = zip.Write(body)
	_ = zip.Close()
	return out.Bytes()
}

func plainly(status int) string {
	switch status {
	case http.StatusNotFound:
		return "There is nothing at this address, and the site has no 404.html to say so."
	case http.StatusBadGateway:
		return "The host would fetch this from another server (a rule in _redirects); the preview does not."
	}
	return strconv.Itoa(status) + " " + http.StatusText(status)
}

// addition is what serve adds to a page: a note when the build failed, and the
// script.
func (s *shown) addition(address string) string {
	var note string
	if s.Failed {
		note = s.trouble.note
	}
	if s.Desk.AsOf != "" {
		note += `<aside class="daybook-trouble daybook-as-of" dir="ltr" lang="en" aria-label="Preview"><link rel="stylesheet" href="` + ownPrefix + `note.css" data-daybook>The site as of ` +
			html.EscapeString(s.Desk.AsOf) + ` · <a href="` + ownPrefix + `">the desk</a></aside>`
	}
	return note + s.script(address)
}

func (s *shown) script(address string) string {
	var bare string
	if s.empty() {
		bare = " data-bare" // the page is the problems; nothing is laid over it
	}
	return `<script defer src="` + ownPrefix + `client.js" data-page="` + html.EscapeString(address) +
		`" data-tag="` + s.look(address).tag() + `"` + bare + `></script>`
}

// insert puts an addition at the end of a page's body, whose end tag may be
// left out (HTML, section 13.1.2.4).
func insert(page []byte, addition string) []byte {
	const end = "</body"
	at := len(page)
	for i := len(page) - len(end); i >= 0; i-- {
		if page[i] == '<' && bytes.EqualFold(page[i:i+len(end)], []byte(end)) {
			at = i
			break
		}
	}
	out := make([]byte, 0, len(page)+len(addition))
	out = append(out, page[:at]...)
	out = append(out, addition...)
	return append(out, page[at:]...)
}
