package publish

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"unicode/utf8"
)

// stateName is the folder beside the output folder that holds our own state.
const stateName = ".daybook"

// insideName is the folder for staging in an output folder that is a file
// system of its own. No file of a site may have this name.
const insideName = ".daybook-staging"

// valid says why a path cannot be published, or nil. A path must mean the same
// file on every system that a site is built on or served from.
func valid(p string) error {
	if !utf8.ValidString(p) {
		return errors.New("the path is not UTF-8")
	}
	if !fs.ValidPath(p) || p == "." {
		return errors.New("the path must be relative, with no empty part and no . or .. in it")
	}
	for part := range strings.SplitSeq(p, "/") {
		if len(part) > 255 {
			return fmt.Errorf("%.40s… is longer than the 255 bytes that a file name may have", part)
		}
		if i := strings.IndexFunc(part, unfit); i >= 0 {
			return fmt.Errorf("%q may not stand in a file name", part[i:i+1])
		}
		if last := part[len(part)-1]; last == '.' || last == ' ' {
			return fmt.Errorf("%q ends in a dot or space, which Windows drops", part)
		}
		if device(part) {
			return fmt.Errorf("%q is the name of a device on Windows", part)
		}
	}
	if first, _, _ := strings.Cut(p, "/"); strings.EqualFold(first, insideName) {
		return fmt.Errorf("%s is reserved", insideName)
	}
	return nil
}

func unfit(c rune) bool { return c < ' ' || c == 0x7f || c == '\\' || c == ':' }

// device reports whether Windows takes the name for a device, whatever its
// extension (Microsoft, "Naming Files, Paths, and Namespaces").
func device(name string) bool {
	if !strings.ContainsAny(name[:1], "CPANLcpanl") {
		return false // said first, since ledgers of 100,000 paths are checked
	}
	stem, _, _ := strings.Cut(name, ".")
	stem = strings.ToUpper(strings.TrimRight(stem, " "))
	switch stem {
	case "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$":
		return true
	}
	number, isPort := strings.CutPrefix(stem, "COM")
	if !isPort {
		number, isPort = strings.CutPrefix(stem, "LPT")
	}
	return isPort && utf8.RuneCountInString(number) == 1 && strings.Contains("0123456789¹²³", number)
}

// The three turns in which files go out.
const (
	needed  = iota // what pages need: styles, scripts, pictures, data
	pages          // what people read
	indexes        // what sends readers and machines to pages
)

func turn(p string) int {
	base := path.Base(p)
	switch path.Ext(base) {
	case ".html", ".htm":
		return pages
	case ".xml", ".atom", ".rss", ".opml":
		return indexes
	}
	switch base {
	case "feed.json", "_redirects", "robots.txt":
		return indexes
	}
	return needed
}

// Rank says when a path goes out: what pages need, then pages, then feeds,
// sitemaps and redirects. Within a turn deep paths come first, so that an
// article is there before the front page names it. Files of one rank may go out
// at the same time, lower ranks come first, and deletions go in the reverse.
func Rank(p string) int {
	const deepest = 1 << 10
	return turn(p)*deepest + deepest - min(strings.Count(p, "/"), deepest-1)
}

// Order compares two paths by rank, then by the alphabet, for slices.SortFunc.
func Order(a, b string) int {
	return cmp.Or(cmp.Compare(Rank(a), Rank(b)), cmp.Compare(a, b))
}

// parentOf gives the folder of a path; "" is the output folder itself.
func parentOf(p string) string {
	i := strings.LastIndexByte(p, '/')
	return p[:max(i, 0)]
}
