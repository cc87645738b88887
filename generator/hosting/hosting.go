// Package hosting is what a host must be told about the files of a site: the
// headers of HTTP that each is answered with. It is one table, by the path of a
// file below public/, for everything that sends headers: the preview, deploy,
// and files such as _headers that hosts read.
//
// In: a path, slash-separated and relative. Out: a Header. Nothing is read and
// nothing is guessed from bytes: a path always has the same headers.
package hosting

import (
	"path"
	"regexp"
	"strings"
)

// Header is what a file is answered with.
type Header struct {
	ContentType  string // with its charset, where the type has one
	CacheControl string
}

// For gives the headers of a file.
func For(file string) Header {
	return Header{ContentType: Type(file), CacheControl: Cache(file)}
}

// How long a file may be kept (RFC 9111; immutable is RFC 8246).
const (
	// Forever is for files that have the fingerprint of their bytes in their
	// name: other bytes have another name.
	Forever = "public, max-age=31536000, immutable"
	// ForAnHour is for pictures and other media under the name that an editor
	// gave them.
	ForAnHour = "public, max-age=3600"
	// Ask is for all that changes under its name: pages, feeds, data. It may be
	// kept, and the host is asked each time whether it is still so.
	Ask = "public, max-age=0, must-revalidate"
)

// fingerprint is the mark of eight hexadecimal digits before the ending.
var fingerprint = regexp.MustCompile(`\.[0-9a-f]{8}\.[A-Za-z0-9]+$`)

// resized is how a picture that Daybook made is named: its width, then its
// fingerprint. The width keeps photo.20240119.jpg, named by a person, apart.
var resized = regexp.MustCompile(`\.[0-9]+w\.[0-9a-f]{8}\.[A-Za-z0-9]+$`)

// Fingerprinted reports whether a path changes with the bytes of its file:
// styles and scripts in assets/, where nobody else puts files, and pictures in
// media/ that were made in another size.
func Fingerprinted(file string) bool {
	return strings.HasPrefix(file, "assets/") && fingerprint.MatchString(file) ||
		strings.HasPrefix(file, "media/") && resized.MatchString(file)
}

// Cache gives the value of Cache-Control for a file.
func Cache(file string) string {
	switch {
	case Fingerprinted(file):
		return Forever
	case strings.HasPrefix(file, "media/"):
		return ForAnHour
	}
	return Ask
}

// ForHosts reports whether a file speaks to a host that understands it, such as
// Netlify or Cloudflare Pages, and is no content. It is not served.
func ForHosts(file string) bool { return file == "_headers" || file == "_redirects" }

// HTML is the type of pages.
const HTML = "text/html; charset=utf-8"

// Type gives the value of Content-Type for a file; application/octet-stream
// where the name tells nothing.
func Type(file string) string {
	if known, ok := byName[path.Base(file)]; ok {
		return known
	}
	if known, ok := byEnding[strings.ToLower(path.Ext(file))]; ok {
		return known
	}
	return "application/octet-stream"
}

// byName tells types apart that one ending has. Feeds in XML have none here: as
// application/atom+xml and application/rss+xml Chromium shows their source, and as
// application/xml what their style sheet makes of them; feed readers take both.
var byName = map[string]string{
	"feed.json": "application/feed+json; charset=utf-8",
}

var byEnding = map[string]string{
	".html": HTML, ".htm": HTML,
	".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".mjs": "text/javascript; charset=utf-8",
	".json": "application/json; charset=utf-8", ".map": "application/json; charset=utf-8",
	".webmanifest": "application/manifest+json; charset=utf-8",
	".xml":         "application/xml; charset=utf-8", ".atom": "application/atom+xml; charset=utf-8", ".rss": "application/rss+xml; charset=utf-8",
	".opml": "text/x-opml; charset=utf-8", ".xsl": "text/xsl; charset=utf-8",
	".txt": "text/plain; charset=utf-8", ".md": "text/markdown; charset=utf-8", ".csv": "text/csv; charset=utf-8",
	".ics": "text/calendar; charset=utf-8", ".vtt": "text/vtt; charset=utf-8",
	".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif",
	".webp": "image/webp", ".avif": "image/avif", ".ico": "image/x-icon",
	".woff2": "font/woff2", ".woff": "font/woff", ".ttf": "font/ttf", ".otf": "font/otf",
	".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".ogg": "audio/ogg", ".mp4": "video/mp4", ".webm": "video/webm",
	".pdf": "application/pdf", ".epub": "application/epub+zip", ".zip": "application/zip", ".wasm": "application/wasm",
}

// Compresses reports whether hosts send files of a type compressed: text does
// shrink, and pictures and the like are compressed already.
func Compresses(contentType string) bool {
	kind, _, _ := strings.Cut(contentType, ";")
	return strings.HasPrefix(kind, "text/") || strings.HasSuffix(kind, "json") || strings.HasSuffix(kind, "xml") || kind == "application/wasm"
}
