package hosting

import (
	"mime"
	"testing"
)

func TestFor(t *testing.T) {
	for file, want := range map[string]Header{
		"index.html":                           {HTML, Ask},
		"404.html":                             {HTML, Ask},
		"topics/border/timeline/index.html":    {HTML, Ask},
		"topics/border/timeline/events.json":   {"application/json; charset=utf-8", Ask},
		"topics/border/timeline/events.csv":    {"text/csv; charset=utf-8", Ask},
		"topics/border/timeline/events.ics":    {"text/calendar; charset=utf-8", Ask},
		"atom.xml":                             {"application/xml; charset=utf-8", Ask},
		"topics/border/rss.xml":                {"application/xml; charset=utf-8", Ask},
		"topics/border/feed.json":              {"application/feed+json; charset=utf-8", Ask},
		"feeds/all.opml":                       {"text/x-opml; charset=utf-8", Ask},
		"sitemap.xml":                          {"application/xml; charset=utf-8", Ask},
		"robots.txt":                           {"text/plain; charset=utf-8", Ask},
		"site.webmanifest":                     {"application/manifest+json; charset=utf-8", Ask},
		"sw.js":                                {"text/javascript; charset=utf-8", Ask},
		"assets/style.8518c30c.css":            {"text/css; charset=utf-8", Forever},
		"assets/fonts/amiri.0a1b2c3d.woff2":    {"font/woff2", Forever},
		"assets/style.css":                     {"text/css; charset=utf-8", Ask},
		"assets/style.8518C30C.css":            {"text/css; charset=utf-8", Ask},
		"media/bridge.jpg":                     {"image/jpeg", ForAnHour},
		"media/2024/BRIDGE.JPG":                {"image/jpeg", ForAnHour},
		"media/bridge.640w.0a1b2c3d.webp":      {"image/webp", Forever},
		"media/bridge.20240119.jpg":            {"image/jpeg", ForAnHour},
		"2024/01/19/bridge.640w.0a1b2c3d.html": {HTML, Ask},
		"CNAME":                                {"application/octet-stream", Ask},
		"folder.css/CNAME":                     {"application/octet-stream", Ask},
	} {
		if got := For(file); got != want {
			t.Errorf("%s: %q, want %q", file, got, want)
		}
	}
}

// TestTypesAreTypes holds every type against the grammar of RFC 9110, and text
// against the law that it names its charset.
func TestTypesAreTypes(t *testing.T) {
	for _, table := range []map[string]string{byName, byEnding} {
		for name, value := range table {
			kind, parameters, err := mime.ParseMediaType(value)
			if err != nil || mime.FormatMediaType(kind, parameters) != value {
				t.Errorf("%s: %q is no media type as it is written: %v", name, value, err)
			}
			if kind[:5] == "text/" && parameters["charset"] != "utf-8" {
				t.Errorf("%s: %q names no charset", name, value)
			}
		}
	}
}

func TestForHosts(t *testing.T) {
	for file, want := range map[string]bool{"_headers": true, "_redirects": true, "topics/_headers": false, "index.html": false} {
		if ForHosts(file) != want {
			t.Errorf("ForHosts(%q) is %t", file, !want)
		}
	}
}
