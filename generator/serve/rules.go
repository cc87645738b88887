package serve

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// The two files that tell Netlify, Cloudflare Pages and others how to answer,
// in the syntax that Netlify documents ("Redirect options", "Custom headers").
// A line that cannot be read, and a rule for another host or for readers of a
// country, language or role, is passed over: the preview has none of these.

// redirects is a _redirects file. Of the rules that match the first counts.
type redirects struct {
	literal  map[string][]redirect // by address, for files of many thousand old addresses
	patterns []redirect
}

// redirect is one rule: "/from id=:id /to 301!".
type redirect struct {
	line   int // order in the file
	from   *regexp.Regexp
	query  [][2]string
	to     string
	status int
	forced bool // counts also where there is a file
}

// redirected is where a rule sends one address.
type redirected struct {
	to     string
	status int
}

func parseRedirects(text []byte) redirects {
	all := redirects{literal: map[string][]redirect{}}
	number := 0
	for line := range strings.Lines(string(text)) {
		number++
		rule, from, ok := parseRedirect(strings.Fields(line))
		if !ok {
			continue
		}
		rule.line = number
		if !strings.ContainsAny(from, "*:") {
			from = level(from)
			all.literal[from] = append(all.literal[from], rule)
			continue
		}
		if rule.from, ok = pattern(level(from)); ok {
			all.patterns = append(all.patterns, rule)
		}
	}
	return all
}

func parseRedirect(fields []string) (rule redirect, from string, ok bool) {
	if comment := slices.IndexFunc(fields, func(f string) bool { return strings.HasPrefix(f, "#") }); comment >= 0 {
		fields = fields[:comment]
	}
	if len(fields) < 2 || !strings.HasPrefix(fields[0], "/") {
		return rule, "", false
	}
	from, err := url.PathUnescape(fields[0])
	if err != nil {
		return rule, "", false
	}
	at := 1
	for ; at < len(fields) && !strings.HasPrefix(fields[at], "/") && !strings.Contains(fields[at], "://"); at++ {
		key, value, pair := strings.Cut(fields[at], "=")
		if !pair {
			return rule, "", false
		}
		rule.query = append(rule.query, [2]string{key, value})
	}
	if at == len(fields) {
		return rule, "", false
	}
	rule.to, rule.status = fields[at], http.StatusMovedPermanently
	switch rest := fields[at+1:]; len(rest) {
	case 0:
	case 1:
		digits, forced := strings.CutSuffix(rest[0], "!")
		rule.forced = forced
		if rule.status, err = strconv.Atoi(digits); err != nil || rule.status < 200 || rule.status > 599 {
			return rule, "", false
		}
	default:
		return rule, "", false
	}
	return rule, from, true
}

// match gives where the first rule that matches sends an address. Only forced
// rules are asked when forced is set.
func (all redirects) match(address string, query url.Values, forced bool) (redirected, bool) {
	address = level(address)
	candidates := slices.Clone(all.literal[address])
	for _, rule := range all.patterns {
		if rule.from.MatchString(address) {
			candidates = append(candidates, rule)
		}
	}
	slices.SortFunc(candidates, func(a, b redirect) int { return a.line - b.line })
	for _, rule := range candidates {
		if forced && !rule.forced {
			continue
		}
		values, ok := rule.values(address, query)
		if !ok {
			continue
		}
		to := fill(rule.to, values)
		moves := rule.status >= 300 && rule.status < 400
		if moves && level(to) == address {
			continue // to itself, as a host notices too
		}
		return redirected{to, rule.status}, true
	}
	return redirected{}, false
}

// values gives the placeholders' values, unless the query does not match.
func (r redirect) values(address string, query url.Values) (map[string]string, bool) {
	values := map[string]string{}
	if r.from != nil {
		for i, part := range r.from.FindStringSubmatch(address) {
			if name := r.from.SubexpNames()[i]; name != "" {
				values[name] = (&url.URL{Path: part}).EscapedPath()
			}
		}
	}
	for _, pair := range r.query {
		if !query.Has(pair[0]) {
			return nil, false
		}
		given := query.Get(pair[0])
		if name, isPlaceholder := strings.CutPrefix(pair[1], ":"); isPlaceholder {
			values[name] = url.PathEscape(given)
		} else if given != pair[1] {
			return nil, false
		}
	}
	return values, true
}

var placeholder = regexp.MustCompile(`:[A-Za-z_][A-Za-z0-9_]*`)

// fill puts values for the placeholders of a target. It leads to another host
// only if the rule says so: what readers put into an address cannot.
func fill(to string, values map[string]string) string {
	filled := placeholder.ReplaceAllStringFunc(to, func(name string) string {
		if value, known := values[name[1:]]; known {
			return value
		}
		return name
	})
	if strings.HasPrefix(filled, "/") {
		filled = "/" + strings.TrimLeft(filled, "/")
	}
	if u, err := url.Parse(filled); err == nil {
		return u.String()
	}
	return filled
}

// level writes an address as hosts compare them: without a slash or index.html
// at the end.
func level(address string) string {
	address = strings.TrimSuffix(address, "/index.html")
	if trimmed := strings.TrimRight(address, "/"); trimmed != "" {
		return trimmed
	}
	return "/"
}

// pattern reads an address in which * stands for anything and :name for one
// part of the path.
func pattern(address string) (*regexp.Regexp, bool) {
	var b strings.Builder
	b.WriteString("^")
	before, everything := strings.CutSuffix(address, "/*")
	for i, part := range strings.Split(before, "/") {
		if i > 0 {
			b.WriteString("/")
		}
		if placeholder.FindString(part) == part && part != "" {
			b.WriteString("(?P<" + part[1:] + ">[^/]+)")
			continue
		}
		b.WriteString(strings.ReplaceAll(regexp.QuoteMeta(part), `\*`, ".*"))
	}
	if everything {
		b.WriteString("(?:/(?P<splat>.*))?")
	}
	b.WriteString("$")
	compiled, err := regexp.Compile(b.String())
	return compiled, err == nil
}

// headerRule is the headers that _headers gives to the addresses of a pattern.
type headerRule struct {
	path   *regexp.Regexp
	values http.Header
}

func parseHeaders(text []byte) []headerRule {
	var rules []headerRule
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		switch name, value, pair := strings.Cut(line, ":"); {
		case line == "" || strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "/"):
			if path, ok := pattern(line); ok {
				rules = append(rules, headerRule{path, http.Header{}})
			}
		case pair && len(rules) > 0:
			rules[len(rules)-1].values.Add(strings.TrimSpace(name), strings.TrimSpace(value))
		}
	}
	return rules
}

// withheld are headers that a host does not let a site set, or that must not
// be set for a preview: it is never cached, not kept on HTTPS afterwards, and
// its drafts are shared with no other origin.
var withheld = map[string]bool{
	"Accept-Ranges": true, "Age": true, "Allow": true, "Connection": true, "Content-Encoding": true,
	"Content-Length": true, "Content-Range": true, "Date": true, "Location": true, "Server": true,
	"Trailer": true, "Transfer-Encoding": true, "Upgrade": true,
	"Cache-Control": true, "Expires": true, "Strict-Transport-Security": true, "Clear-Site-Data": true,
	"Access-Control-Allow-Origin": true, "Access-Control-Allow-Credentials": true, "Cross-Origin-Resource-Policy": true,
}

// applyHeaders sets what the rules give to an address. A later rule wins over
// an earlier one; values of one rule are joined.
func applyHeaders(header http.Header, rules []headerRule, address string) {
	for _, rule := range rules {
		if !rule.path.MatchString(address) {
			continue
		}
		for name, values := range rule.values {
			if !withheld[name] && validHeader(name) {
				header.Set(name, strings.Join(values, ", "))
			}
		}
	}
}

func validHeader(name string) bool {
	return !strings.ContainsFunc(name, func(r rune) bool {
		return !strings.ContainsRune("-_", r) && (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z')
	})
}
