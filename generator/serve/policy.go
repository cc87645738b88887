package serve

import (
	"net/http"
	"slices"
	"strings"
)

// admitOwn loosens a page's Content-Security-Policy by exactly what serve adds
// to it: script, style sheet and event stream below own, the absolute address
// of /_daybook/. What the page's own files may do stays as strict as on its
// host, so that a violation shows in the preview too.
//
// One directive is dropped: upgrade-insecure-requests, which on a preview,
// served without TLS, would ask for every style sheet where nobody answers.
func admitOwn(header http.Header, own string) {
	for _, name := range []string{"Content-Security-Policy", "Content-Security-Policy-Report-Only"} {
		for i, value := range header[name] {
			policies := strings.Split(value, ",")
			for j, policy := range policies {
				policies[j] = admit(policy, own)
			}
			header[name][i] = strings.Join(policies, ", ")
		}
	}
}

// directive is one directive of a policy (CSP Level 3, section 2.3).
type directive struct {
	name    string
	sources []string
}

func admit(policy, own string) string {
	var directives []directive
	for part := range strings.SplitSeq(policy, ";") {
		fields := strings.Fields(part)
		if len(fields) == 0 {
			continue
		}
		name := strings.ToLower(fields[0])
		if name != "upgrade-insecure-requests" {
			directives = append(directives, directive{name, fields[1:]})
		}
	}
	for _, fallbacks := range [][]string{
		{"script-src-elem", "script-src", "default-src"},
		{"style-src-elem", "style-src", "default-src"},
		{"connect-src", "default-src"},
	} {
		directives = admitFor(directives, fallbacks, own)
	}
	parts := make([]string, len(directives))
	for i, d := range directives {
		parts[i] = strings.Join(append([]string{d.name}, d.sources...), " ")
	}
	return strings.Join(parts, "; ")
}

// admitFor adds own to the first of the directives, in order of fallback, that
// the policy has. default-src itself is left alone: its sources are repeated in
// a directive of the narrower kind, the one before it.
func admitFor(directives []directive, fallbacks []string, own string) []directive {
	for i, name := range fallbacks {
		at := slices.IndexFunc(directives, func(d directive) bool { return d.name == name })
		if at < 0 {
			continue
		}
		sources := slices.DeleteFunc(slices.Clone(directives[at].sources), func(source string) bool {
			return strings.EqualFold(source, "'none'")
		})
		sources = append(sources, own)
		if name == "default-src" {
			return append(directives, directive{fallbacks[i-1], sources})
		}
		directives[at].sources = sources
		return directives
	}
	return directives
}
