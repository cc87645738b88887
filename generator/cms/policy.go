package cms

import (
	"net/url"
	"strings"
)

// interfaces are where the programs reach the services that store files.
var interfaces = map[string][]string{
	"github": {"https://api.github.com", "https://www.githubstatus.com"},
	"gitlab": {"https://gitlab.com"},
	"gitea":  {"https://gitea.com"},
}

// Policy gives the Content-Security-Policy that the page of the CMS needs and
// that no other page should have (W3C CSP Level 3). Decap compiles its rules
// (unsafe-eval), and both programs write styles into the page. They come from
// unpkg.com, held by their checksums; fonts come from where each asks for them,
// pictures from the forge. On the desk's own machine they speak with a server
// there, too.
func Policy(s Site) string {
	connect := append([]string{"'self'", "blob:", "data:", "https://unpkg.com"}, interfaces[s.Backend]...)
	if u, err := url.Parse(s.Auth); err == nil && u.Host != "" {
		connect = append(connect, "https://"+u.Host)
	}
	connect = append(connect, "http://localhost:8081", "http://127.0.0.1:8081")
	scripts := "'self' https://unpkg.com"
	if s.App == Decap {
		scripts += " 'unsafe-eval'"
	}
	return strings.Join([]string{
		"default-src 'none'",
		"script-src " + scripts,
		"style-src 'self' 'unsafe-inline' https://cdn.jsdelivr.net https://unpkg.com https://fonts.googleapis.com",
		"font-src 'self' data: https://cdn.jsdelivr.net https://unpkg.com https://fonts.gstatic.com",
		"img-src 'self' blob: data: https:",
		"media-src 'self' blob: data: https:",
		"connect-src " + strings.Join(connect, " "),
		"frame-src 'self' blob:",
		"worker-src 'self' blob:",
		"manifest-src 'self' blob: data:",
		"form-action 'self'",
		"base-uri 'none'",
		"frame-ancestors 'none'",
	}, "; ")
}
