package e2e

import (
	"bytes"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// mailPaper is a paper whose letters hold what is hard to lay out: a language
// from right to left with one from left to right in it, long words, a picture
// wider than a telephone, many reports.
func mailPaper(t *testing.T) *site {
	t.Helper()
	folder := t.TempDir()
	put := func(name, text string) {
		t.Helper()
		file := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	long := strings.Repeat("w", 500)
	put("content/site.yaml", "title: روزنامہ\nbase_url: https://daybook.test/\nlanguage: ur\ntime_zone: Asia/Karachi\neditions: {intro: صبح بخیر۔, address: 'Example Street 1'}\n")
	put("content/topics/talks.md", "---\ntitle: پاک ایران تعلقات\nstatus: دونوں ملک کشیدگی کم کرنے پر متفق ہیں۔\nas_of: 2024-01-16\n---\n")
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 1300, 800))); err != nil {
		t.Fatal(err)
	}
	put("content/media/wide.png", picture.String())
	put("content/articles/a.md", "---\ntitle: وزرائے خارجہ کی ٹیلی فون پر بات، کشیدگی کم کرنے پر اتفاق\nstandfirst: دونوں نے انسداد دہشت گردی میں قریبی رابطے پر بھی اتفاق کیا۔\npublished: 2024-01-16T10:00:00+05:00\nlead: 9\ntopics: talks\nimage: {src: /media/wide.png, alt: فون, credit: X}\nevents:\n  - {id: call, date: 2024-01-16, headline: ٹیلی فون پر بات}\n  - {id: visit, date: 2024-01-20, headline: دورہ, state: planned}\ncorrections:\n  - {date: 2024-01-16, was: پنجگور, now: پنجگُور, note: ہجے درست کیے گئے۔}\n---\n")
	put("content/articles/b.md", "---\ntitle: English words among Urdu ones\nlang: en\nstandfirst: A sentence that runs from left to right, and its full stop stands at its right end.\npublished: 2024-01-16T09:00:00+05:00\ntopics: talks\n---\n")
	put("content/articles/c.md", "---\ntitle: "+long+"\nstandfirst: "+long+"\npublished: 2024-01-16T08:00:00+05:00\nauthors: ["+long[:300]+"]\n---\n")
	s, err := publishSite(folder, t.TempDir(), "https://daybook.test/")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestMailsFitTheirViews opens letters and editions as wide as mail programs and
// telephones show them. None scrolls sideways, complains, or asks another host; a
// letter is no wider than its 600 px, stands in the middle, and reads in the
// direction of its language.
func TestMailsFitTheirViews(t *testing.T) {
	b := newTab(t)
	// The pictures of letters have whole addresses, which nobody answers here.
	for name, s := range map[string]*site{"example": story, "urdu": mailPaper(t)} {
		server := host(t, s)
		for _, p := range s.pages {
			if p.layout != "email" && p.layout != "edition" {
				continue
			}
			for _, width := range []int64{1280, 600, 320} {
				b.size(width)
				b.open(at(server, p.path))
				for _, fault := range evaluate[[]string](b, overflow) {
					t.Errorf("%s, %s: at %d px %s", name, p.path, width, fault)
				}
				if p.layout != "email" {
					continue
				}
				if fault := evaluate[string](b, `(() => {
  const r = document.querySelector('table table').getBoundingClientRect(), room = document.documentElement.clientWidth;
  if (r.width > 600.5 || Math.abs(r.left - (room - r.right)) > 1) return 'the letter stands from ' + r.left + ' to ' + r.right;
  if (r.width < Math.min(room, 600) - 1) return 'the letter is only ' + r.width + ' wide';
  const h = getComputedStyle(document.querySelector('h1'));
  if (h.direction !== document.documentElement.dir) return 'it reads ' + h.direction;
  for (const e of document.querySelectorAll('[dir]')) if (getComputedStyle(e).direction !== e.dir) return e.localName + ' reads ' + getComputedStyle(e).direction;
  if (document.querySelector('body > div').checkVisibility()) return 'what stands before it is seen';
  return '';
})()`); fault != "" {
					t.Errorf("%s, %s: at %d px %s", name, p.path, width, fault)
				}
			}
		}
	}
}

// TestMailsSufferStrictPolicy opens a letter where no style of an element is
// allowed, as on a host that has one policy for all files: all of it is there to
// be read, in order, without a layout.
func TestMailsSufferStrictPolicy(t *testing.T) {
	b, server := newTab(t), host(t, story)
	b.size(390)
	b.open(at(server, "2024/01/19/email.html") + "?")
	b.do(chromedp.Evaluate[chromedp.Void](`document.querySelectorAll('style').forEach(s => s.remove()), document.querySelectorAll('[style]').forEach(e => e.removeAttribute('style'))`))
	if got := evaluate[bool](b, `document.querySelector('main').innerText.includes('1 of 4') && document.documentElement.scrollWidth <= innerWidth`); !got {
		t.Error("without its styles the letter cannot be read")
	}
}
