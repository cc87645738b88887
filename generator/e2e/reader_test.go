package e2e

import (
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

const (
	// agreement is the address of the article that closes the story.
	agreement = "/2024/01/19/pakistan-and-iran-agree-to-de-escalate/"
	// firstStrike is the address of the article that opens it.
	firstStrike = "/2024/01/16/iran-strikes-panjgur/"
)

// TestStoryIsReadWithoutScript follows the story as a reader does whose
// browser runs no script: front page, article, timeline, its drawing, an older
// report, the search page.
func TestStoryIsReadWithoutScript(t *testing.T) {
	b, server := newTab(t), host(t, story)
	b.withoutScript()
	b.size(1280)

	b.open(at(server, "index.html"))
	b.follow(`main a[href="`+agreement+`"]`, agreement)
	article := evaluate[string](b, `document.querySelector('main').innerText`)
	for _, want := range []string{"de-escalate", "Jalil Abbas Jilani", "Panjgur", "The story so far", "Sources"} {
		if !strings.Contains(article, want) {
			t.Errorf("the article does not show %q", want)
		}
	}

	timeline := "/topics/pakistan-iran-relations/timeline/"
	b.follow(`main a[href="`+timeline+`"]`, timeline)
	dates := evaluate[[]string](b, `[...document.querySelectorAll('ol article time[datetime]')].filter(t => t.closest('.entry-date') && t.checkVisibility()).map(t => t.dateTime)`)
	if !slices.IsSorted(dates) || !slices.Contains(dates, "2024-01-16") || !slices.Contains(dates, "2024-01-19") {
		t.Errorf("the timeline shows the dates %q", dates)
	}

	b.do(chromedp.Click(chromedp.CSS(`.tl-wide a[href="#ambassador-recalled"] rect`)))
	b.becomes(`location.hash === '#ambassador-recalled' && document.querySelector(':target').getBoundingClientRect().top < innerHeight`)
	b.follow(`#panjgur-strike a[href="`+firstStrike+`"]`, firstStrike)

	b.open(at(server, "search/index.html"))
	b.becomes(`document.querySelector('noscript').checkVisibility() && !document.querySelector('main form').checkVisibility()`)
	b.follow(`main a[href="/topics/pakistan-iran-relations/"]`, "/topics/pakistan-iran-relations/")
	b.calm("the story", server)
}

func TestSearchFindsAnArticle(t *testing.T) {
	b, server := newTab(t), host(t, story)
	b.size(390)
	b.open(at(server, "index.html"))
	b.do(chromedp.SendKeys(chromedp.CSS(`header input[type=search]`), "panjgur strikes\r"))
	b.becomes(`location.pathname === '/search/' && document.querySelector('#_search-results a[href="` + firstStrike + `"]').checkVisibility()`)
	b.becomes(`/\d/.test(document.querySelector('[role=status]').textContent) && document.querySelector('main input[type=search]').value === 'panjgur strikes'`)

	b.do(chromedp.SendKeys(chromedp.CSS(`main input[type=search]`), " zzz"))
	b.becomes(`!document.querySelector('#_search-results a') && document.querySelector('[role=status]').textContent.length > 0`)
	b.becomes(`new URLSearchParams(location.search).get('q') === 'panjgur strikes zzz'`)

	b.open(at(server, "search/index.html") + "?q=jilani")
	b.becomes(`document.querySelector('#_search-results a[href="` + agreement + `"]')`)
	b.follow(`#_search-results a[href="`+agreement+`"]`, agreement)
	b.do(chromedp.Evaluate[chromedp.Void]("history.back()"))
	b.becomes(`document.querySelector('main input[type=search]').value === 'jilani' && document.querySelector('#_search-results a[href="` + agreement + `"]')`)
	b.calm("search", server)
}

// TestKeyboardSkipsToTheStory presses Tab and Enter on a new page
// (WCAG 2.4.1).
func TestKeyboardSkipsToTheStory(t *testing.T) {
	b, server := newTab(t), host(t, story)
	b.size(1280)
	b.open(at(server, strings.TrimPrefix(agreement, "/")))
	b.do(chromedp.KeyEvent("\t"))
	b.becomes(`document.activeElement.getAttribute('href') === '#_main' && document.activeElement.getBoundingClientRect().top >= 0 && document.activeElement.getBoundingClientRect().height >= 24`)
	b.do(chromedp.KeyEvent("\r"))
	b.becomes(`document.activeElement.localName === 'main'`)
	b.do(chromedp.KeyEvent("\t"))
	b.becomes(`document.activeElement.closest('main') && document.activeElement.localName === 'a' && getComputedStyle(document.activeElement).outlineStyle !== 'none'`)
}

// overflow opens what can be opened and finds what then sticks out of the window
// sideways, and is not inside of something that scrolls by itself.
const overflow = `(() => {
  const out = [];
  for (const closed of document.querySelectorAll('details:not([open])')) closed.open = true;
  if (document.documentElement.scrollWidth > innerWidth) out.push('the page is ' + document.documentElement.scrollWidth + ' wide');
  for (const e of document.body.querySelectorAll('*:not(svg *)')) {
    const r = e.getBoundingClientRect();
    if (!e.checkVisibility() || !r.width || !r.height || (r.right <= innerWidth + 1 && r.left >= -1)) continue;
    let inside = e;
    while (inside !== document.body && getComputedStyle(inside).overflowX === 'visible') inside = inside.parentElement;
    if (inside === document.body) out.push(e.localName + '.' + e.className + ' from ' + r.left + ' to ' + r.right);
  }
  return out.slice(0, 5);
})()`

// TestEveryPageFitsAPhone opens every page 320 px wide, which is also 1280 px
// at 400 % (WCAG 1.4.10), from left to right and from right to left. None
// scrolls sideways, complains, or asks another host.
func TestEveryPageFitsAPhone(t *testing.T) {
	b, server := newTab(t), host(t, story)
	b.size(320)
	for _, p := range story.pages {
		if p.layout == "email" { // has views of its own: TestMailsFitTheirViews
			continue
		}
		b.open(at(server, p.path))
		for _, direction := range []string{"ltr", "rtl"} {
			for _, fault := range evaluate[[]string](b, `document.documentElement.dir = '`+direction+`', `+overflow) {
				t.Errorf("%s, %s: at 320 px %s", p.path, direction, fault)
			}
		}
		b.calm(p.path, server)
	}
	b.open(at(server, "index.html"))
	if wide := evaluate[[]string](b, `document.querySelector('h1, h2').textContent = 'W'.repeat(400), document.querySelector('h1, h2').style.overflowWrap = 'normal', `+overflow); len(wide) == 0 {
		t.Error("a word of 400 letters that may not break was not noticed")
	}
}
