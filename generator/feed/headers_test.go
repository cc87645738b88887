package feed_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"daybook/generator/feed"
	"daybook/generator/view"
)

// told are rules of each sort.
var told = view.Headers{Rules: []view.HeaderRule{
	{Path: "/a%20b/*", Values: []view.Header{{Name: "X-Policy", Value: "strict 'self'"}, {Name: "Content-Type", Value: "text/x"}}},
	{Path: "/a%20b/*.x", Drop: []string{"X-Policy"}, Values: []view.Header{{Name: "X-Policy", Value: "loose"}}},
}}

var led = view.Redirects{Rules: []view.Redirect{
	{From: "/old/%D8%AE/", To: "/new/%D8%AE/", Status: 301}, {From: "/t.x/*", To: "/t/:splat", Status: 301},
	{From: "/gone/", To: "/gone/index.html", Status: 410, Forced: true}, {From: "/ur/*", To: "/ur/404.html", Status: 404},
}}

func TestHeaders(t *testing.T) {
	const want = "/a%20b/*\n  X-Policy: strict 'self'\n  Content-Type: text/x\n/a%20b/*.x\n  ! X-Policy\n  X-Policy: loose\n"
	if got := string(feed.Headers(told)); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestServersAreTold(t *testing.T) {
	for _, test := range []struct{ name, got, want string }{
		{"nginx", string(feed.Nginx(told, led)), `map $uri $paper_x_policy {
	default "";
	"~^/a b/.*\\.x$" "loose";
	"~^/a b/.*$" "strict 'self'";
}
map $uri $paper_moved {
	default "";
	"~^/old/خ/?$" "/new/%D8%AE/";
	"~^/t\\.x/(.+)$" "/t/$1";
}
map $uri $paper_gone {
	default "";
	"~^/gone/?$" "/gone/index.html";
}
map $uri $paper_missing {
	default "/a b/404.html";
	"~^/ur/(.+)$" "/ur/404.html";
}
`},
		{"caddy", string(feed.Caddy(told, led)), "(paper) {\n\troute {\n" +
			"\t@paper-0 path_regexp `^/a b/.*$`\n\theader @paper-0 X-Policy `strict 'self'`\n\theader @paper-0 Content-Type `text/x`\n" +
			"\t@paper-1 path_regexp `^/a b/.*\\.x$`\n\theader @paper-1 X-Policy `loose`\n" +
			"\tmap {path} {paper-moved} {\n\t\t`~^/old/خ/?$` `/new/%D8%AE/`\n\t\t`~^/t\\.x/(.+)$` `/t/${1}`\n\t\tdefault ``\n\t}\n" +
			"\tmap {path} {paper-gone} {\n\t\t`~^/gone/?$` `/gone/index.html`\n\t\tdefault ``\n\t}\n" +
			"\t@paper-moved expression `{paper-moved} != \"\"`\n\tredir @paper-moved {paper-moved} 301\n" +
			"\t@paper-gone expression `{paper-gone} != \"\"`\n\thandle @paper-gone {\n\t\trewrite * {paper-gone}\n\t\tfile_server {\n\t\t\tstatus 410\n\t\t}\n\t}\n" +
			"\t}\n}\n(paper-errors) {\n\tmap {path} {paper-missing} {\n\t\t`~^/ur/(.+)$` `/ur/404.html`\n\t\tdefault `/a b/404.html`\n\t}\n\trewrite * {paper-missing}\n\tfile_server\n}\n"},
	} {
		if test.got != test.want {
			t.Errorf("%s is told\n%s\nwant\n%s", test.name, test.got, test.want)
		}
	}
}

// TestNoAddressBreaksOut holds that no address and no value ends its line or its
// quotation, whatever stands in it.
func TestNoAddressBreaksOut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		awkward := rapid.StringOf(rapid.SampledFrom([]rune("a/ \"\\`${};:#\n\r\u2028\ufeff%2")))
		h := view.Headers{Rules: []view.HeaderRule{{Path: "/" + awkward.Draw(t, "path"), Values: []view.Header{{Name: "X-A", Value: awkward.Draw(t, "value")}}}}}
		r := view.Redirects{Rules: []view.Redirect{{From: "/" + awkward.Draw(t, "from"), To: "/" + awkward.Draw(t, "to"), Status: 301}}}
		if got := strings.Count(string(feed.Headers(h)), "\n"); got != 2 {
			t.Errorf("_headers has %d lines", got)
		}
		if got, want := strings.Count(string(feed.Nginx(h, r)), "\n"), strings.Count(string(feed.Nginx(told, led)), "\n")-4; got != want {
			t.Errorf("nginx is told %d lines, not %d", got, want)
		}
		caddy := string(feed.Caddy(h, r))
		for line := range strings.Lines(caddy) {
			if strings.Count(line, "`")%2 != 0 {
				t.Errorf("Caddy is told %q", line)
			}
		}
	})
}
