package player_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"daybook/generator/player"
)

func TestPagesHavePlayers(t *testing.T) {
	for address, want := range map[string]string{
		"https://www.youtube.com/watch?v=abcdefghi-_":           "youtube.com wide https://www.youtube-nocookie.com/embed/abcdefghi-_",
		"https://m.youtube.com/watch?list=x&v=abcdefghi-_&t=9":  "youtube.com wide https://www.youtube-nocookie.com/embed/abcdefghi-_",
		"https://youtu.be/abcdefghi-_?si=x":                     "youtube.com wide https://www.youtube-nocookie.com/embed/abcdefghi-_",
		"https://youtube.com/shorts/abcdefghi-_":                "youtube.com upright https://www.youtube-nocookie.com/embed/abcdefghi-_",
		"https://youtube.com/live/abcdefghi-_":                  "youtube.com wide https://www.youtube-nocookie.com/embed/abcdefghi-_",
		"https://vimeo.com/12345":                               "vimeo.com wide https://player.vimeo.com/video/12345?dnt=1",
		"https://vimeo.com/12345/ab6":                           "vimeo.com wide https://player.vimeo.com/video/12345?dnt=1&h=ab6",
		"https://dai.ly/x8abc":                                  "dailymotion.com wide https://geo.dailymotion.com/player.html?video=x8abc",
		"https://www.dailymotion.com/video/x8abc":               "dailymotion.com wide https://geo.dailymotion.com/player.html?video=x8abc",
		"https://archive.org/details/Some_film-1":               "archive.org wide https://archive.org/embed/Some_film-1",
		"https://www.tiktok.com/@a.b/video/77":                  "tiktok.com upright https://www.tiktok.com/player/v1/77",
		"https://soundcloud.com/a-b/c":                          "soundcloud.com sound https://w.soundcloud.com/player/?url=https%3A%2F%2Fsoundcloud.com%2Fa-b%2Fc",
		"https://open.spotify.com/episode/4rOoJ":                "open.spotify.com sound https://open.spotify.com/embed/episode/4rOoJ",
		"https://twitter.com/a_b/status/17?s=20":                "x.com post https://platform.twitter.com/embed/Tweet.html?dnt=true&id=17",
		"https://x.com/a_b/status/17":                           "x.com post https://platform.twitter.com/embed/Tweet.html?dnt=true&id=17",
		"https://bsky.app/profile/a.example/post/3k":            "bsky.app post https://embed.bsky.app/embed/a.example/app.bsky.feed.post/3k",
		"https://t.me/channel/99":                               "t.me post https://t.me/channel/99?embed=1",
		"https://www.instagram.com/p/C-x_/":                     "instagram.com post https://www.instagram.com/p/C-x_/embed/",
		"https://tube.example/w/3fbif9S3WmtTx8gGsC5H":           "tube.example wide https://tube.example/videos/embed/3fbif9S3WmtTx8gGsC5H",
		"https://social.example/@reporter/110123456789":         "social.example post https://social.example/@reporter/110123456789/embed",
		"https://www.youtube.com/@channel":                      "",
		"https://www.youtube.com/watch?v=short":                 "",
		"https://youtube.com/abcdefghi-_":                       "",
		"https://youtube.com/w/abcdefghi-_":                     "",
		"https://x.com/a_b":                                     "",
		"https://news.example/2024/01/19/report/":               "",
		"https://youtube.com:8443/watch?v=abcdefghi-_":          "",
		"https://a@youtube.com/watch?v=abcdefghi-_":             "",
		"javascript:alert(1)//youtube.com/watch?v=abcdefghi-_":  "",
		"https://evil.example/youtube.com/watch?v=abcdefghi-_":  "",
		"https://youtube.com.evil.example/watch?v=abcdefghi-_":  "",
		"//youtube.com/watch?v=abcdefghi-_":                     "",
		"https://tube.example/w/3fbif9S3\"><script>alert(1)":    "",
		"https://social.example/@reporter/110123456789/../../x": "",
	} {
		got := ""
		if p, found := player.Of(address); found {
			got = p.Host + " " + string(p.Shape) + " " + p.Src
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", address, got, want)
		}
	}
}

// TestFramesNameEveryPlayer holds a law: whatever player a page has, its origin
// is among those that its host needs.
func TestFramesNameEveryPlayer(t *testing.T) {
	pages := []string{
		"https://www.youtube.com/watch?v=abcdefghi-_", "https://vimeo.com/12345", "https://dai.ly/x8abc", "https://archive.org/details/a",
		"https://www.tiktok.com/@a/video/7", "https://soundcloud.com/a/b", "https://open.spotify.com/show/a", "https://x.com/a/status/1",
		"https://bsky.app/profile/a/post/b", "https://t.me/a/1", "https://instagram.com/p/a", "https://tube.example/w/abcdefgh", "https://social.example/@a/123456",
	}
	rapid.Check(t, func(t *rapid.T) {
		address := rapid.SampledFrom(pages).Draw(t, "page")
		others := rapid.SliceOf(rapid.SampledFrom([]string{"vimeo.com", "www.youtube.com", "other.example"})).Draw(t, "others")
		p, found := player.Of(address)
		if !found {
			t.Fatalf("%s has no player", address)
		}
		u, err := url.Parse(p.Src)
		if err != nil || u.Scheme != "https" {
			t.Fatalf("%s: the player is %s", address, p.Src)
		}
		if origins := player.Frames(append(others, p.Host)); !slices.Contains(origins, "https://"+u.Host) {
			t.Errorf("%s is not among %s", p.Src, strings.Join(origins, " "))
		}
	})
}
