package compose

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"daybook/generator/cms"
	"daybook/generator/hosting"
	"daybook/generator/player"
	"daybook/generator/route"
	"daybook/generator/view"
)

// The headers that a site's files need beside their types and their age.
const (
	contentPolicy = "Content-Security-Policy"
	robotsTag     = "X-Robots-Tag"
)

// permissions switches off what no page of a paper asks for (W3C Permissions
// Policy). What players ask for is left to the reader's browser.
const permissions = "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()"

// Headers makes what hosts are told about the files of a site, whose paths are
// given; preview says that it shows what is not public yet.
//
// A header that several rules give to one address has to be dropped by the
// later: there are hosts that would send both. Of the kinds of files only those
// are named that the site has.
func (c *Composer) Headers(paths []string, preview bool) view.Headers {
	root := strings.TrimSuffix(c.routes.Old("/"), "/")
	var h view.Headers
	rule := func(pattern string, drop []string, values ...view.Header) {
		h.Rules = append(h.Rules, view.HeaderRule{Path: root + pattern, Drop: drop, Values: values})
	}
	all := []view.Header{
		{Name: contentPolicy, Value: c.policy(paths)},
		{Name: "X-Content-Type-Options", Value: "nosniff"},
		{Name: "Referrer-Policy", Value: "strict-origin-when-cross-origin"},
		{Name: "Permissions-Policy", Value: permissions},
		{Name: "Cross-Origin-Opener-Policy", Value: "same-origin-allow-popups"},
	}
	if strings.HasPrefix(c.routes.Origin(), "https://") && root == "" && !preview {
		all = append(all, view.Header{Name: "Strict-Transport-Security", Value: "max-age=31536000"})
	}
	if preview {
		all = append(all, view.Header{Name: robotsTag, Value: "noindex"})
	}
	rule("/*", nil, all...)

	has := func(suffix string) bool {
		return slices.ContainsFunc(paths, func(p string) bool { return strings.HasSuffix(p, suffix) })
	}
	if has("/email.html") {
		rule("/*/email.html", []string{contentPolicy}, view.Header{Name: contentPolicy, Value: mailPolicy(c.routes.Origin())})
	}
	if has("/email.txt") && !preview {
		rule("/*/email.txt", nil, view.Header{Name: robotsTag, Value: "noindex"})
	}
	if c.archive.Site.CMS.On {
		values := []view.Header{{Name: contentPolicy, Value: cms.Policy(cms.Of(c.archive))}}
		if !preview {
			values = append(values, view.Header{Name: robotsTag, Value: "noindex"})
		}
		rule(route.Admin+"*", []string{contentPolicy}, values...)
	}
	for _, pattern := range unchanging(paths) {
		rule(pattern, nil, view.Header{Name: "Cache-Control", Value: hosting.Forever})
	}
	for _, ending := range []string{".csv", ".ics", ".opml", ".vtt", ".webmanifest", ".xml"} {
		if !has(ending) {
			continue
		}
		values := []view.Header{{Name: "Content-Type", Value: hosting.Type("x" + ending)}}
		if ending != ".webmanifest" {
			values = append(values, anyOrigin)
		}
		rule("/*"+ending, nil, values...)
	}
	if has(".json") {
		rule("/*.json", nil, anyOrigin)
	}
	if has("/feed.json") || slices.Contains(paths, "feed.json") {
		rule("/*feed.json", nil, view.Header{Name: "Content-Type", Value: hosting.Type("feed.json")})
	}
	return h
}

// anyOrigin lets the scripts of other sites read a file (WHATWG Fetch, CORS
// protocol): feeds and data are there to be used.
var anyOrigin = view.Header{Name: "Access-Control-Allow-Origin", Value: "*"}

// mailPolicy is that of editions as letters: their styles stand at each element,
// and their pictures have whole addresses.
func mailPolicy(origin string) string {
	return "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' " + origin + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
}

// policy is the Content-Security-Policy of pages (W3C CSP Level 3): what the
// site has files for, and the players that site.yaml lets in.
func (c *Composer) policy(paths []string) string {
	any := func(is func(string) bool) bool { return slices.ContainsFunc(paths, is) }
	ends := func(endings ...string) func(string) bool {
		return func(p string) bool { return slices.Contains(endings, path.Ext(p)) }
	}
	directives := []string{"default-src 'none'"}
	add := func(name string, sources ...string) {
		directives = append(directives, name+" "+strings.Join(sources, " "))
	}
	const own = "'self'"
	if any(ends(".js")) {
		add("script-src", own)
		add("connect-src", own)
	}
	add("style-src", own)
	add("img-src", own)
	if any(ends(".woff2", ".woff", ".ttf", ".otf")) {
		add("font-src", own)
	}
	if any(func(p string) bool { return player.Kind(p) != "" }) {
		add("media-src", own)
	}
	if any(ends(".webmanifest")) {
		add("manifest-src", own)
	}
	if c.archive.Site.Offline {
		add("worker-src", own)
	}
	if frames := player.Frames(c.archive.Site.Embeds); len(frames) > 0 {
		add("frame-src", frames...)
	}
	form := "'none'"
	if c.archive.Site.Search {
		form = own
	}
	add("form-action", form)
	return strings.Join(append(directives, "base-uri 'none'", "frame-ancestors 'none'"), "; ")
}

// printWidth finds the width in the name of a print.
var printWidth = regexp.MustCompile(`\.[0-9]+w\.`)

// mostWidths is how many widths of prints have a rule of their own. Pictures
// that are narrower than screens ask for have widths of their own, which
// browsers may ask for again.
const mostWidths = 12

// unchanging gives patterns that match files with a fingerprint and no other.
func unchanging(paths []string) []string {
	var patterns []string
	count, spoilt := map[string]int{}, map[string]bool{}
	assets, changing := false, false
	for _, p := range paths {
		fixed := hosting.Fingerprinted(p)
		if strings.HasPrefix(p, "assets/") {
			assets, changing = true, changing || !fixed
		}
		if !strings.HasPrefix(p, "media/") {
			continue
		}
		for _, width := range printWidth.FindAllString(p, -1) {
			count[width]++
			spoilt[width] = spoilt[width] || !fixed
		}
	}
	if assets && !changing {
		patterns = append(patterns, "/assets/*")
	}
	var widths []string
	for width := range count {
		if !spoilt[width] {
			widths = append(widths, width)
		}
	}
	slices.SortFunc(widths, func(a, b string) int {
		if count[a] != count[b] {
			return count[b] - count[a]
		}
		return strings.Compare(a, b)
	})
	widths = widths[:min(len(widths), mostWidths)]
	slices.Sort(widths)
	for _, width := range widths {
		patterns = append(patterns, "/media/*"+width+"*")
	}
	return patterns
}
