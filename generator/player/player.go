// Package player knows which pages elsewhere have something to watch, to hear
// or to read in a frame, and where the player for it is.
//
// A page is known by its address alone: nothing is asked of anybody. Of the
// players that a host offers, the one is taken that keeps the least about its
// viewers. Hosts are named as readers know them, without "www." and the like;
// any other host may run PeerTube or Mastodon, whose addresses have a shape of
// their own.
//
// The package leaves to others which hosts a site lets in.
package player

import (
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
)

// Shape is how much room a player needs.
type Shape string

// Shapes.
const (
	Wide    Shape = "wide"    // 16 to 9
	Upright Shape = "upright" // 9 to 16
	Sound   Shape = "sound"   // a strip
	Post    Shape = "post"    // a column that scrolls by itself
)

// Player is what can be shown of a page elsewhere.
type Player struct {
	Host  string // of the page
	Src   string // the address of the player
	Shape Shape
	Known bool // the host is one of this package, not told by the shape of the address alone
}

// service is a kind of page on a host, or on any host where that is empty.
type service struct {
	host    string
	address *regexp.Regexp // of path and query
	src     string         // with $1 for the first group; $host and $page stand for the host and the whole address
	shape   Shape
}

func on(host, address, src string, shape Shape) service {
	return service{host, regexp.MustCompile("^" + address), src, shape}
}

var services = []service{
	on("youtube.com", `/watch\?(?:.*&)?v=([\w-]{11})(?:&|$)`, "https://www.youtube-nocookie.com/embed/$1", Wide),
	on("youtube.com", `/live/([\w-]{11})(?:\?|$)`, "https://www.youtube-nocookie.com/embed/$1", Wide),
	on("youtube.com", `/shorts/([\w-]{11})(?:\?|$)`, "https://www.youtube-nocookie.com/embed/$1", Upright),
	on("youtu.be", `/([\w-]{11})(?:\?|$)`, "https://www.youtube-nocookie.com/embed/$1", Wide),
	on("vimeo.com", `/(\d+)/?(?:\?|$)`, "https://player.vimeo.com/video/$1?dnt=1", Wide),
	on("vimeo.com", `/(\d+)/(\w+)(?:\?|$)`, "https://player.vimeo.com/video/$1?dnt=1&h=$2", Wide),
	on("dailymotion.com", `/video/(\w+)`, "https://geo.dailymotion.com/player.html?video=$1", Wide),
	on("archive.org", `/details/([\w.-]+)/?(?:\?|$)`, "https://archive.org/embed/$1", Wide),
	on("tiktok.com", `/@[\w.-]+/video/(\d+)`, "https://www.tiktok.com/player/v1/$1", Upright),
	on("soundcloud.com", `/[\w-]+/[\w-]+`, "https://w.soundcloud.com/player/?url=$page", Sound),
	on("open.spotify.com", `/(track|album|playlist|episode|show)/(\w+)`, "https://open.spotify.com/embed/$1/$2", Sound),
	on("x.com", `/\w+/status/(\d+)`, "https://platform.twitter.com/embed/Tweet.html?dnt=true&id=$1", Post),
	on("bsky.app", `/profile/([\w.:-]+)/post/(\w+)`, "https://embed.bsky.app/embed/$1/app.bsky.feed.post/$2", Post),
	on("t.me", `/(\w+)/(\d+)(?:\?|$)`, "https://t.me/$1/$2?embed=1", Post),
	on("instagram.com", `/(p|reel)/([\w-]+)`, "https://www.instagram.com/$1/$2/embed/", Post),
	on("", `/(?:w|videos/watch)/([\w-]{8,})(?:\?|$)`, "https://$host/videos/embed/$1", Wide), // PeerTube
	on("", `/(@[\w.-]+)/(\d{6,})(?:\?|$)`, "https://$host/$1/$2/embed", Post),                // Mastodon
}

// twins are other names of hosts.
var twins = map[string]string{"youtu.be": "youtube.com", "twitter.com": "x.com", "mobile.twitter.com": "x.com", "dai.ly": "dailymotion.com"}

// Host gives a host as readers know it.
func Host(name string) string {
	name = strings.ToLower(name)
	for _, prefix := range []string{"www.", "m."} {
		name = strings.TrimPrefix(name, prefix)
	}
	if twin := twins[name]; twin != "" {
		return twin
	}
	return name
}

// Of gives the player for a page; false where none is known.
func Of(address string) (Player, bool) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.Port() != "" || u.User != nil {
		return Player{}, false
	}
	host := Host(u.Host)
	asked := u.EscapedPath()
	if u.RawQuery != "" {
		asked += "?" + u.RawQuery
	}
	if strings.EqualFold(u.Host, "dai.ly") {
		asked = "/video" + asked
	}
	for _, s := range services {
		if !s.serves(u.Host, host) {
			continue
		}
		found := s.address.FindStringSubmatchIndex(asked)
		if found == nil {
			continue
		}
		src := string(s.address.ExpandString(nil, strings.NewReplacer("$host", u.Host, "$page", url.QueryEscape("https://"+u.Host+u.EscapedPath())).Replace(s.src), asked, found))
		return Player{Host: host, Src: src, Shape: s.shape, Known: s.host != ""}, true
	}
	return Player{}, false
}

// serves reports whether a service is that of a host; name is how the address
// writes it.
func (s service) serves(name, host string) bool {
	switch s.host {
	case "":
		return !knows(host)
	case "youtu.be":
		return strings.EqualFold(name, s.host)
	}
	return s.host == host
}

func knows(host string) bool {
	return slices.ContainsFunc(services, func(s service) bool { return s.host != "" && Host(s.host) == host })
}

// Frames gives the origins from which the players of some hosts come, sorted:
// what the frame-src of a Content-Security-Policy must name.
func Frames(hosts []string) []string {
	var origins []string
	for _, host := range hosts {
		host = Host(host)
		if !knows(host) {
			origins = append(origins, "https://"+host)
		}
		for _, s := range services {
			if u, err := url.Parse(s.src); err == nil && s.host != "" && Host(s.host) == host {
				origins = append(origins, "https://"+u.Host)
			}
		}
	}
	slices.Sort(origins)
	return slices.Compact(origins)
}

// Kind says what a file of media is by the ending of its name: "video",
// "audio", or empty for any other file.
func Kind(file string) string {
	switch strings.ToLower(path.Ext(file)) {
	case ".mp4", ".m4v", ".webm", ".ogv", ".mov":
		return "video"
	case ".mp3", ".m4a", ".aac", ".ogg", ".oga", ".opus", ".wav", ".flac":
		return "audio"
	}
	return ""
}

// Beside gives the names under which a film may have a picture to stand for it
// and captions in a language, in order of preference.
func Beside(file, lang string) (posters, captions []string) {
	if Kind(file) == "" {
		return nil, nil
	}
	stem := strings.TrimSuffix(file, path.Ext(file))
	return []string{stem + ".jpg", stem + ".jpeg", stem + ".png", stem + ".webp"}, []string{stem + "." + lang + ".vtt", stem + ".vtt"}
}
