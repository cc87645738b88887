package serve

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"hash"
	"io"
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/net/html"

	"daybook/generator/hosting"
)

// look is what an address looks like in one snapshot, in two parts: the style
// sheets, which can be changed under a reader's eyes, and all the rest, which
// takes a reload. Two looks with the same tag look the same. What a page's
// scripts fetch later is not part of it.
type look struct {
	rest   string
	dress  string
	styles []string // addresses of the style sheets, in order, new for new bytes
}

// tag names the look; pages are served with it.
func (l look) tag() string { return l.rest + "-" + l.dress }

// since gives the fields of the event that leads from the look with the tag
// told to this one, or "" when they are the same.
func (l look) since(told string) string {
	if told == l.tag() {
		return ""
	}
	if rest, _, _ := strings.Cut(told, "-"); rest != l.rest {
		return "event: reload\ndata:"
	}
	list, _ := json.Marshal(l.styles)
	return "event: styles\ndata: " + string(list)
}

// look gives the look of the page at path, as the address bar has it, decoded.
func (s *shown) look(path string) look {
	if known, done := s.looks.Load(path); done {
		return known.(look)
	}
	l := s.newLook(path)
	s.looks.Store(path, l)
	return l
}

func (s *shown) newLook(path string) look {
	rest, dress := sha256.New(), sha256.New()
	if s.empty() {
		io.WriteString(rest, "no build "+s.trouble.json)
		return look{rest: short(rest), dress: short(dress)}
	}
	at := s.find(path, nil)
	io.WriteString(rest, at.to+" "+at.file+"\x00")
	l := look{}
	if text := s.Files.get(at.file); hosting.Type(at.file) == hosting.HTML {
		l.styles = s.readPage(path, text, rest, dress)
	} else {
		rest.Write(text)
	}
	l.rest, l.dress = short(rest), short(dress)
	return l
}

// readPage writes a page's style sheets to dress and all else to rest, with the
// bytes of the pictures and scripts that it shows.
func (s *shown) readPage(path string, text []byte, rest, dress hash.Hash) (styles []string) {
	base := &url.URL{Path: path}
	tokens := html.NewTokenizer(bytes.NewReader(text))
	var raw []byte
	for {
		kind := tokens.Next()
		if kind == html.ErrorToken {
			return styles
		}
		raw = append(raw[:0], tokens.Raw()...) // reading a tag lower-cases it in place
		if kind != html.StartTagToken && kind != html.SelfClosingTagToken {
			rest.Write(raw)
			continue
		}
		tag := tokens.Token()
		if href, swaps := styleSheet(tag); swaps {
			styles = append(styles, s.readStyle(base, href, dress))
			raw = []byte(withoutHref(tag))
		}
		rest.Write(raw)
		for _, reference := range references(tag) {
			if file, name, known := s.local(base, reference); known && hosting.Type(name) != hosting.HTML {
				rest.Write(file)
			}
		}
	}
}

// styleSheet gives the address of a style sheet that can be swapped: one whose
// integrity is pinned cannot.
func styleSheet(tag html.Token) (href string, swaps bool) {
	if tag.Data != "link" || attribute(tag, "integrity") != "" {
		return "", false
	}
	for _, rel := range strings.Fields(strings.ToLower(attribute(tag, "rel"))) {
		swaps = swaps || rel == "stylesheet"
	}
	return attribute(tag, "href"), swaps
}

func withoutHref(tag html.Token) string {
	var b strings.Builder
	for _, a := range tag.Attr {
		if a.Key != "href" {
			b.WriteString(a.Key + "\x00" + a.Val + "\x00")
		}
	}
	return b.String()
}

// references lists the addresses of what the browser fetches to show a tag.
func references(tag html.Token) []string {
	var all []string
	for _, a := range tag.Attr {
		switch a.Key {
		case "src", "poster":
			all = append(all, a.Val)
		case "srcset":
			for candidate := range strings.SplitSeq(a.Val, ",") {
				if fields := strings.Fields(candidate); len(fields) > 0 {
					all = append(all, fields[0])
				}
			}
		case "data":
			if tag.Data == "object" {
				all = append(all, a.Val)
			}
		}
	}
	return all
}

func attribute(tag html.Token, key string) string {
	for _, a := range tag.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// readStyle writes a style sheet, and what it fetches, to dress and returns
// its address, changed so that a browser that has the old bytes asks again.
func (s *shown) readStyle(base *url.URL, href string, dress hash.Hash) string {
	io.WriteString(dress, href+"\x00")
	own := sha256.New()
	if !s.readCSS(base, href, own, map[string]bool{}) {
		return href
	}
	sum := short(own)
	io.WriteString(dress, sum)
	join := "?"
	if strings.Contains(href, "?") {
		join = "&"
	}
	return href + join + "_daybook=" + sum
}

var cssReference = regexp.MustCompile(`(?i)(?:url\(\s*|@import\s+)(?:"([^"]*)"|'([^']*)'|([^"')\s;]+))`)

// readCSS writes the file at href and, for a style sheet, those that it names,
// each once. It reports whether href is a file of the site.
func (s *shown) readCSS(base *url.URL, href string, into io.Writer, done map[string]bool) bool {
	text, name, known := s.local(base, href)
	if !known || done[name] {
		return known
	}
	done[name] = true
	into.Write(text)
	if !strings.HasSuffix(name, ".css") {
		return true
	}
	at, err := base.Parse(href)
	if err != nil {
		return true
	}
	for _, match := range cssReference.FindAllSubmatch(text, -1) {
		reference := string(bytes.Join(match[1:], nil))
		s.readCSS(at, reference, into, done)
	}
	return true
}

// local gives the file of the site that a reference on the page base leads to.
func (s *shown) local(base *url.URL, reference string) (text []byte, name string, known bool) {
	to, err := base.Parse(strings.TrimSpace(reference))
	if err != nil || to.Host != "" || to.Scheme != "" {
		return nil, "", false
	}
	at := s.find(to.Path, nil)
	if at.file == "" || at.status != 200 {
		return nil, "", false
	}
	return s.Files.get(at.file), at.file, true
}

func short(h hash.Hash) string { return hex.EncodeToString(h.Sum(nil)[:8]) }
