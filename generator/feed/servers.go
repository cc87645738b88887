package feed

import (
	"bytes"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"daybook/generator/view"
)

// Servers are the programs that Nginx and Caddy write for, by name.
func Servers() []string { return []string{"caddy", "nginx"} }

// forServer reads rules as servers compare addresses: decoded.
type forServer struct {
	lost    string // the page for what is not there
	headers []view.HeaderRule
	moved   [][2]string // pattern, address
	gone    [][2]string // pattern, file
	missing [][2]string
}

func readRules(h view.Headers, r view.Redirects) forServer {
	rules := forServer{headers: h.Rules, lost: "/404.html"}
	if len(h.Rules) > 0 {
		rules.lost = decoded(strings.TrimSuffix(h.Rules[0].Path, "/*")) + rules.lost
	}
	for _, rule := range r.Rules {
		pair := [2]string{addressPattern(rule.From), strings.ReplaceAll(field(rule.To), "$", "%24")}
		switch {
		case rule.Status == 404:
			rules.missing = append(rules.missing, [2]string{pair[0], decoded(rule.To)})
		case rule.Status == 410:
			rules.gone = append(rules.gone, [2]string{pair[0], decoded(rule.To)})
		case rule.Status >= 300 && rule.Status < 400:
			rules.moved = append(rules.moved, pair)
		}
	}
	return rules
}

func decoded(address string) string {
	if plain, err := url.PathUnescape(address); err == nil {
		address = plain
	}
	return line(address)
}

// addressPattern is a regular expression for an address that moved, with and
// without a slash at its end; what * stands for is its group.
func addressPattern(from string) string {
	if whole, below := strings.CutSuffix(from, "/*"); below {
		return "^" + regexp.QuoteMeta(decoded(whole)) + "/(.+)$"
	}
	return "^" + regexp.QuoteMeta(strings.TrimRight(decoded(from), "/")) + "/?$"
}

// headerPattern is a regular expression for the path of a rule of headers.
func headerPattern(path string) string {
	return "^" + strings.ReplaceAll(regexp.QuoteMeta(decoded(path)), `\*`, ".*") + "$"
}

// quoted writes a text as nginx reads it.
func quoted(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`
}

// raw writes a text as a Caddyfile takes it as it is.
func raw(text string) string { return "`" + strings.ReplaceAll(text, "`", `\x60`) + "`" }

// Nginx writes the maps that a server block of nginx asks: for each header its
// value ($paper_…), where an address moved ($paper_moved), the page that tells
// what is gone ($paper_gone), and the page for what is not there ($paper_missing).
// Types of files are left to the types of the server block.
func Nginx(h view.Headers, r view.Redirects) []byte {
	rules := readRules(h, r)
	var b bytes.Buffer
	var names []string
	for _, rule := range rules.headers {
		for _, header := range rule.Values {
			if header.Name != "Content-Type" && !slices.Contains(names, header.Name) {
				names = append(names, header.Name)
			}
		}
	}
	table := func(name, otherwise, splat string, pairs [][2]string) {
		fmt.Fprintf(&b, "map $uri $paper_%s {\n\tdefault %s;\n", name, quoted(otherwise))
		for _, pair := range pairs {
			fmt.Fprintf(&b, "\t%s %s;\n", quoted("~"+pair[0]), quoted(strings.ReplaceAll(pair[1], ":splat", splat)))
		}
		b.WriteString("}\n")
	}
	for _, name := range names {
		var pairs [][2]string
		for _, rule := range slices.Backward(rules.headers) { // the first that matches counts
			for _, header := range rule.Values {
				if header.Name == name {
					pairs = append(pairs, [2]string{headerPattern(rule.Path), line(header.Value)})
				}
			}
		}
		table(strings.ToLower(strings.ReplaceAll(name, "-", "_")), "", "", pairs)
	}
	table("moved", "", "$1", rules.moved)
	table("gone", "", "", rules.gone)
	table("missing", rules.lost, "", rules.missing)
	return b.Bytes()
}

// Caddy writes two snippets for a Caddyfile: paper, for the block of a site, and
// paper-errors, for its handle_errors.
func Caddy(h view.Headers, r view.Redirects) []byte {
	rules := readRules(h, r)
	var b bytes.Buffer
	table := func(name, otherwise string, pairs [][2]string) {
		fmt.Fprintf(&b, "\tmap {path} {paper-%s} {\n", name)
		for _, pair := range pairs {
			fmt.Fprintf(&b, "\t\t%s %s\n", raw("~"+pair[0]), raw(strings.ReplaceAll(pair[1], ":splat", "${1}")))
		}
		fmt.Fprintf(&b, "\t\tdefault %s\n\t}\n", raw(otherwise))
	}
	b.WriteString("(paper) {\n\troute {\n")
	for i, rule := range rules.headers {
		fmt.Fprintf(&b, "\t@paper-%d path_regexp %s\n", i, raw(headerPattern(rule.Path)))
		for _, header := range rule.Values {
			fmt.Fprintf(&b, "\theader @paper-%d %s %s\n", i, header.Name, raw(line(header.Value)))
		}
	}
	table("moved", "", rules.moved)
	table("gone", "", rules.gone)
	b.WriteString("\t@paper-moved expression `{paper-moved} != \"\"`\n\tredir @paper-moved {paper-moved} 301\n")
	b.WriteString("\t@paper-gone expression `{paper-gone} != \"\"`\n\thandle @paper-gone {\n\t\trewrite * {paper-gone}\n\t\tfile_server {\n\t\t\tstatus 410\n\t\t}\n\t}\n")
	b.WriteString("\t}\n}\n(paper-errors) {\n")
	table("missing", rules.lost, rules.missing)
	b.WriteString("\trewrite * {paper-missing}\n\tfile_server\n}\n")
	return b.Bytes()
}
