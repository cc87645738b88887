package route

import (
	"net/url"
	"path"
	"strings"
	"testing"
)

// TestPlainAddressesAreAsAnyOther holds the short way of Href to the long one.
func TestPlainAddressesAreAsAnyOther(t *testing.T) {
	for _, base := range []string{"https://news.example/", "https://news.example/a b/پ/", "https://news.example/paper"} {
		parsed, err := url.Parse(base)
		if err != nil {
			t.Fatal(err)
		}
		table := &Table{base: parsed, prefix: strings.TrimSuffix((&url.URL{Path: parsed.Path}).EscapedPath(), "/")}
		for _, address := range []string{"/", "/a/", "/a/b.html", "/2024/01/19/x_y-Z/", "//x/", "/a//b", "/./a", "/../a", "/a/..", "/a..b/", "/پ/", "/a b/", "a/"} {
			long := url.URL{Path: path.Join(parsed.Path, address)}
			if strings.HasSuffix(address, "/") && !strings.HasSuffix(long.Path, "/") {
				long.Path += "/"
			}
			if got := table.Href(address); got != long.String() {
				t.Errorf("Href(%q) below %s is %q, want %q", address, base, got, long.String())
			}
		}
	}
}
