package e2e

import (
	"bytes"
	"image"
	"image/jpeg"
	"testing"

	"github.com/chromedp/chromedp"
)

// playing is a site with all that can be played, some of it not let in.
func playing(t *testing.T, lang string) *site {
	t.Helper()
	return written(t, "https://daybook.test/", map[string]string{
		"content/site.yaml": "title: The Day\nbase_url: https://daybook.test/\nlanguage: " + lang + "\nembeds: [www.youtube.com, social.example]\n",
		"content/articles/a.md": "---\ntitle: A\npublished: 2024-03-12\n---\nBefore.\n\n[The *statement*](https://www.youtube.com/watch?v=abcdefghijk)\n\n" +
			"[A film elsewhere](https://vimeo.com/12345)\n\n[A post](https://social.example/@ministry/110123456789)\n\n" +
			"[The speech](/media/speech.mp3)\n\n[The crossing](/media/crossing.mp4)\n\n[Gone](/media/gone.mp3) is a link.\n\nAfter.\n",
		"content/articles/b.md":                     "---\ntitle: B\npublished: 2024-03-12\n---\nNothing to play.\n",
		"content/media/gone.mp3":                    "sound",
		"content/media/speech.mp3":                  "sound",
		"content/media/crossing.mp4":                "film",
		"content/media/crossing.jpg":                still(t),
		"content/media/crossing." + lang + ".vtt":   "WEBVTT\n",
		"content/media/crossing-without-a-film.vtt": "WEBVTT\n",
	})
}

func TestNothingIsLoadedBeforeTheReaderAsks(t *testing.T) {
	b, s := newTab(t), playing(t, "en")
	if !s.files["media/crossing.jpg"] || !s.files["media/crossing.en.vtt"] || s.files["media/crossing-without-a-film.vtt"] {
		t.Errorf("what lies beside a film is not published with it: %v", s.files)
	}
	server := host(t, s)
	b.size(390)
	b.open(at(server, "2024/03/12/b/index.html"))
	b.becomes(`![...document.scripts].some((s) => s.src.includes("embed"))`)
	b.open(at(server, "2024/03/12/a/index.html"))
	b.becomes(`document.querySelectorAll("[data-src]").length === 2 && !document.querySelector("iframe")`)
	b.becomes(`document.querySelector(".prose > p > a[href='https://vimeo.com/12345']")`)
	b.becomes(`document.querySelector("audio[controls][preload=none]").networkState < 2 && document.querySelector("figcaption a[href='/media/speech.mp3']")`)
	b.becomes(`document.querySelector("video[controls][preload=none][poster='/media/crossing.jpg'] track[srclang=en]:not([default])")`)
	b.becomes(`document.querySelector(".embed-wide figcaption").textContent.includes("youtube.com")`)
	b.becomes(`document.documentElement.scrollWidth <= innerWidth`)
	b.still("a page with players")
	b.mu.Lock()
	for host := range b.asked {
		if host != server.Host {
			t.Errorf("before the reader asks, the page asks %s", host)
		}
	}
	b.mu.Unlock()

	height := evaluate[float64](b, `document.querySelector(".embed-room").getBoundingClientRect().height`)
	b.do(chromedp.Focus(chromedp.CSS(".embed-room a")), chromedp.KeyEvent("\r"))
	b.becomes(`(() => { const f = document.querySelector(".embed-room iframe"); return f.src === "https://www.youtube-nocookie.com/embed/abcdefghijk" && f.title === "The statement" && f.sandbox.contains("allow-scripts") && f.referrerPolicy === "strict-origin-when-cross-origin" && document.activeElement === f })()`)
	if got := evaluate[float64](b, `document.querySelector(".embed-room").getBoundingClientRect().height`); got != height {
		t.Errorf("the player is %v high, the room for it was %v", got, height)
	}
	b.becomes(`document.querySelector(".embed-wide figcaption a[href='https://www.youtube.com/watch?v=abcdefghijk']") && document.querySelectorAll("iframe").length === 1`)
	b.mu.Lock()
	if !b.asked["www.youtube-nocookie.com"] {
		t.Error("the player is not loaded when the reader asks")
	}
	b.mu.Unlock()
	b.obeyed("a page with players")

	b.withoutScript()
	b.open(at(server, "2024/03/12/a/index.html"))
	b.becomes(`document.querySelector(".embed-room a").checkVisibility() && !document.querySelector("iframe")`)
}

// still gives a small picture in JPEG.
func still(t *testing.T) string {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 32, 18)), nil); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
