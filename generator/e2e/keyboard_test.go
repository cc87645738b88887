package e2e

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// here says what is wrong with where the focus is: it shows in no way
// (WCAG 2.4.7), is out of sight or behind something (2.4.11), or went
// backwards (2.4.3). It gives nothing when all is well, and "end" when the
// focus has left the page.
const here = `(() => {
  const e = document.activeElement, last = globalThis.lastFocus;
  if (!e || e === document.body) return 'end';
  globalThis.lastFocus = e;
  globalThis.focused = (globalThis.focused || new Set()).add(e);
  const what = e.localName + ' ' + (e.getAttribute('href') || e.id || e.textContent.trim().slice(0, 30));
  if (last && last !== e && !(last.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING)) return what + ' comes before what had the focus';
  const style = getComputedStyle(e), hit = e.querySelector('.tl-hit');
  if (hit ? getComputedStyle(hit).stroke === 'none' : style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) return what + ' does not show the focus';
  const r = (hit || e.getClientRects()[0] && e).getClientRects()[0];
  if (r.bottom <= 0 || r.top >= innerHeight || r.right <= 0 || r.left >= innerWidth) return what + ' is out of sight';
  const top = document.elementFromPoint(Math.min(Math.max(r.left + r.width / 2, 1), innerWidth - 1), Math.min(Math.max(r.top + r.height / 2, 1), innerHeight - 1));
  if (!hit && top && !e.contains(top) && !top.contains(e) && !top.closest('label')?.contains(e)) return what + ' is behind ' + top.localName + '.' + top.className;
  return '';
})()`

// unfocused gives what can be pressed or filled in and never had the focus.
const unfocused = `[...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
  .filter((e) => e.tabIndex >= 0 && e.checkVisibility() && !e.disabled && !focused.has(e)).map((e) => e.localName + ' ' + (e.getAttribute('href') || e.name || e.textContent.trim()))`

// TestKeyboardReachesEverything walks through whole pages by Tab alone: the
// focus is always seen, goes in the order of the page, leaves nothing out and
// comes to an end (WCAG 2.1.1, 2.1.2).
func TestKeyboardReachesEverything(t *testing.T) {
	second := richSite(t)
	for _, walk := range []struct {
		site  *site
		path  string
		width int64
	}{
		{story, "index.html", 1280},
		{story, strings.TrimPrefix(agreement, "/") + "index.html", 390},
		{story, topicTimeline, 1280},
		{story, "search/index.html", 390},
		{second, "2024/10/19/table/index.html", 390},
		{second, "topics/long/index.html", 1280},
	} {
		b, server := newTab(t), host(t, walk.site)
		b.size(walk.width)
		b.open(at(server, walk.path))
		steps := 0
		for ; steps < 600; steps++ {
			b.do(chromedp.KeyEvent("\t"))
			fault := evaluate[string](b, here)
			if fault == "end" {
				break
			}
			if fault != "" {
				t.Errorf("%s, step %d: %s", walk.path, steps+1, fault)
			}
			if steps > 0 && evaluate[bool](b, `lastFocus.localName === 'summary' && !lastFocus.parentElement.open`) {
				b.do(chromedp.KeyEvent("\r"))
			}
		}
		if steps < 10 || steps == 600 {
			t.Errorf("%s: the focus left after %d steps", walk.path, steps)
		}
		if left := evaluate[[]string](b, unfocused); len(left) > 0 {
			t.Errorf("%s: the focus never came to %d: %q", walk.path, len(left), left[:min(len(left), 5)])
		}
	}
}

// tabTo presses Tab until the focus is on what a selector finds.
func (b *tab) tabTo(selector string) {
	b.t.Helper()
	for range 200 {
		b.do(chromedp.KeyEvent("\t"))
		if evaluate[bool](b, `document.activeElement.matches('`+selector+`')`) {
			return
		}
	}
	b.t.Fatalf("200 presses of Tab do not lead to %s", selector)
}

// TestReaderNeedsNoMouse goes by keyboard through the menu to a topic and its
// timeline, narrows it by a link, and searches.
func TestReaderNeedsNoMouse(t *testing.T) {
	b, server := newTab(t), host(t, story)
	b.size(1280)
	arrive := func(path string) {
		t.Helper()
		b.do(chromedp.KeyEvent("\r"))
		b.becomes("document.readyState === 'complete' && location.pathname === '" + path + "'")
	}
	b.open(at(server, "index.html"))
	b.tabTo(`.menu a[href="/topics/"]`)
	arrive("/topics/")
	b.tabTo(`main a[href="/topics/pakistan-iran-relations/"]`)
	arrive("/topics/pakistan-iran-relations/")
	b.tabTo(`main .more a[href="/topics/pakistan-iran-relations/timeline/"]`)
	arrive("/topics/pakistan-iran-relations/timeline/")
	b.tabTo(`.control a[href$="/who/iran/"]`)
	arrive("/topics/pakistan-iran-relations/timeline/who/iran/")
	b.becomes(`document.querySelector('.control [aria-current]').textContent === 'Iran'`)

	b.tabTo(`header input[type=search]`)
	for _, letter := range "panjgur" {
		b.do(chromedp.KeyEvent(string(letter)))
	}
	arrive("/search/")
	b.becomes(`document.querySelector('#_search-results a')`)
	b.tabTo(`#_search-results a`)
	b.do(chromedp.KeyEvent("\r"))
	b.becomes(`document.readyState === 'complete' && location.pathname !== '/search/'`)
}
