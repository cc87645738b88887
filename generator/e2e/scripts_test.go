package e2e

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// fresh is a site with reports of three ages: two days, half a day with a
// clock, half a day without one.
func fresh(t *testing.T, lang string) *site {
	t.Helper()
	return written(t, "https://daybook.test/", map[string]string{
		"content/site.yaml":        "title: The Day\nbase_url: https://daybook.test/\nlanguage: " + lang + "\ntime_zone: Asia/Karachi\n",
		"content/topics/strait.md": "---\ntitle: The strait\n---\n",
		"content/articles/old.md": "---\ntitle: An old report\npublished: 2024-03-10T13:00:00+05:00\ntopics: [strait]\n" +
			"events:\n  - {id: closed, date: 2024-03-10, headline: The strait is closed}\n---\nText.\n",
		"content/articles/new.md": "---\ntitle: A new report\npublished: 2024-03-12T15:30:00+05:00\ntopics: [strait]\n" +
			"events:\n  - {id: opened, date: 2024-03-12, headline: The strait is open}\n---\nText.\n",
		"content/articles/day.md": "---\ntitle: A report of a day\npublished: 2024-03-12\ntopics: [strait]\n---\nText.\n",
	})
}

// marked are the headlines that carry a mark, in order.
const marked = `[...document.querySelectorAll(".badge-new")].filter((b) => b.checkVisibility() && b.textContent).map((b) => b.closest(".card, .brief, .entry").querySelector("h3, .brief-headline").innerText.trim()).join("; ")`

func TestReaderSeesWhatIsNew(t *testing.T) {
	b, s := newTab(t), fresh(t, "en")
	server := host(t, s)
	front := at(server, "index.html")
	visit := func(clock, sentence, headlines string) {
		t.Helper()
		if clock != "" {
			b.clock(clock)
		}
		b.open(front)
		b.becomes(`document.querySelector(".since p")?.textContent === ` + quoted(sentence) + ` || !` + quoted(sentence) + ` && !document.querySelector(".since p")?.textContent`)
		if got := evaluate[string](b, marked); got != headlines {
			t.Errorf("at %s these are marked: %q, want %q", clock, got, headlines)
		}
		b.still("at " + clock)
	}
	press := func(label string) {
		t.Helper()
		b.becomes(`document.querySelector(".since button").textContent === ` + quoted(label))
		b.do(chromedp.Click(chromedp.CSS(".since button")))
	}
	const all = "A new report; The strait is open; A report of a day"
	const sentence = "3 new since your last visit, Monday"
	visit("2024-03-11T07:00:00+05:00", "", "")
	visit("2024-03-11T07:29:00+05:00", "", "")
	visit("2024-03-12T17:00:00+05:00", sentence, all)
	visit("2024-03-12T17:20:00+05:00", sentence, all)
	b.open(at(server, "topics/strait/timeline/index.html"))
	b.becomes(`document.querySelector(".since p").textContent === "1 new since your last visit, Monday"`)
	b.open(at(server, "topics/index.html")) // nothing to mark, and a visit all the same
	b.becomes(`!document.querySelector(".since")`)
	visit("2024-03-12T17:49:00+05:00", sentence, all)
	b.calm("what is new", server)

	press("Clear")
	b.becomes(marked + ` === "" && document.querySelector(".since [role=status]").textContent === "Nothing is marked as new."`)
	visit("", "", "")
	visit("2024-03-30T17:49:00+05:00", "", "")

	b.run(`localStorage.setItem("since /", JSON.stringify([1710100000000, Date.now()]))`)
	visit("2024-03-30T17:50:00+05:00", "3 new since your last visit, 11 March", all)
	press("Clear")
	press("Stop marking")
	b.run(`localStorage.setItem("since /", localStorage.getItem("since /").replace(/\d+/, 1710100000000))`)
	visit("2024-04-30T17:50:00+05:00", "", "")
	press("Mark what is new")
	b.run(`localStorage.setItem("since /", localStorage.getItem("since /").replace(/\d+/, 1710100000000))`)
	visit("", "3 new since your last visit, 11 March", all)
	b.calm("what is new", server)
}

func TestNothingIsNewWhereNothingIsKept(t *testing.T) {
	s := fresh(t, "en")
	for name, script := range map[string]string{
		"denied":  `Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no", "SecurityError") } })`,
		"full":    `Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError") }`,
		"garbled": `localStorage.setItem("since /", "{]")`,
		"strange": `localStorage.setItem("since /", '{"a":1}')`,
		"future":  `localStorage.setItem("since /", "[0,99999999999999]")`,
	} {
		t.Run(name, func(t *testing.T) {
			b, server := newTab(t), host(t, s)
			b.before(script)
			for _, clock := range []string{"2024-03-11T07:00:00+05:00", "2024-03-12T17:00:00+05:00"} {
				b.clock(clock)
				b.open(at(server, "index.html"))
				if name == "denied" || name == "full" {
					if got := evaluate[string](b, marked); got != "" {
						t.Errorf("marked: %q", got)
					}
				}
			}
			b.calm(name, server)
		})
	}
}

func TestWhatIsNewIsCountedInArabic(t *testing.T) {
	b, s := newTab(t), fresh(t, "ar")
	server := host(t, s)
	b.clock("2024-03-11T07:00:00+05:00")
	b.open(at(server, "index.html"))
	b.clock("2024-03-12T17:00:00+05:00")
	b.open(at(server, "index.html"))
	b.becomes(`/^(3|٣) أخبار جديدة منذ زيارتك الأخيرة، الاثنين$/.test(document.querySelector(".since p").textContent)`)
	b.open(at(server, "topics/strait/timeline/index.html"))
	b.becomes(`document.querySelector(".since p").textContent === "خبر جديد واحد منذ زيارتك الأخيرة، الاثنين"`)
	b.calm("in Arabic", server)
}

func TestReaderSeesHowLongAgo(t *testing.T) {
	b, s := newTab(t), fresh(t, "en")
	server := host(t, s)
	b.before(`window.setInterval = (tick) => { window.tick = tick }`)
	b.clock("2024-03-12T17:00:00+05:00")
	b.open(at(server, "index.html"))
	const times = `[...document.querySelectorAll("main .card time")].map((t) => t.textContent).join("; ")`
	b.becomes(times + ` === "1 hour ago; 12 March 2024; 10 March 2024"`)
	b.becomes(`document.querySelector(".card time").title === "12 March 2024"`)
	b.becomes(`[...document.querySelectorAll(".brief time")].every((t) => t.textContent.endsWith(" March 2024"))`)
	b.still("the front page")
	b.run(`(Date.now = () => 1710273600000, window.tick())`) // 01:00 in Karachi
	b.becomes(times + ` === "9 hours ago; 12 March 2024; 10 March 2024"`)
	b.run(`(Date.now = () => 1710273600000 + 864e5, window.tick())`)
	b.becomes(times + ` === "12 March 2024; 12 March 2024; 10 March 2024"`)

	b.clock("2024-03-12T15:29:00+05:00") // a clock that goes slow
	b.open(at(server, "2024/03/12/new/index.html"))
	b.becomes(`document.querySelector(".times time").textContent === "15:30, 12 March 2024 (UTC+5)"`)
	b.clock("2024-03-12T15:42:10+05:00")
	b.open(at(server, "2024/03/12/new/index.html"))
	b.becomes(`document.querySelector(".times time").textContent === "12 minutes ago"`)
	b.calm("how long ago", server)
}

func TestReaderPassesAReportOn(t *testing.T) {
	b, server := newTab(t), host(t, story)
	b.before(`navigator.share = async (what) => { window.shared = what };
		Object.defineProperty(navigator, "clipboard", { configurable: true, value: { writeText: async (text) => { if (window.refused) throw new Error(); window.copied = text } } })`)
	b.open(server.String() + agreement)
	b.do(chromedp.Click(chromedp.CSS(".share [data-share]")), chromedp.Click(chromedp.CSS(".share [data-copy]")))
	address := strings.TrimSuffix(story.base.String(), "/") + agreement
	b.becomes(`shared.url === ` + quoted(address) + ` && shared.title === document.querySelector("h1").textContent && copied === shared.url`)
	b.becomes(`document.querySelector(".share [role=status]").textContent === "The link is copied."`)
	b.run(`window.refused = true`)
	b.do(chromedp.Click(chromedp.CSS(".share [data-copy]")))
	b.becomes(`document.querySelector(".share [role=status]").textContent === "The link could not be copied."`)

	b.before(`delete navigator.share; Object.defineProperty(navigator, "share", { value: undefined }); Object.defineProperty(navigator, "clipboard", { value: undefined })`)
	b.open(server.String() + agreement)
	b.becomes(`document.querySelectorAll(".share a").length > 2 && !document.querySelector(".share button")`)
	b.calm("sharing", server)

	b.withoutScript()
	b.open(server.String() + agreement)
	b.becomes(`document.querySelector(".share a").checkVisibility() && ![...document.querySelectorAll(".share button")].some((b) => b.checkVisibility({ visibilityProperty: true }))`)
}
