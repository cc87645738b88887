package export_test

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"daybook/generator/export"
	"daybook/generator/layout"
	"daybook/generator/view"
	"daybook/layouts"
)

const tools = "testdata/tools"

// judged skips a test whose tools are missing, or fails it where
// DAYBOOK_E2E=1 demands them.
func judged(t *testing.T, programs ...string) {
	t.Helper()
	missing := func(what string) {
		if os.Getenv("DAYBOOK_E2E") == "1" {
			t.Fatal("DAYBOOK_E2E=1 needs " + what)
		}
		t.Skip("this test needs " + what)
	}
	for _, p := range programs {
		if _, err := exec.LookPath(p); err != nil {
			missing(p + " in the path")
		}
	}
	if _, err := os.Stat(tools + "/node_modules"); err != nil {
		missing("npm ci in generator/export/" + tools)
	}
}

// relations gives the timeline of Pakistan–Iran relations, from the content of
// this repository and in the words of its layouts.
func relations(t *testing.T) view.Events {
	t.Helper()
	set, _, err := layout.Load(layouts.Files, nil)
	if err != nil {
		t.Fatal(err)
	}
	archive, routes, composer := gather(t, "../..", set.Say)
	topic := archive.Topic("pakistan-iran-relations")
	if topic == nil {
		t.Fatal("the repository's content has no Pakistan–Iran relations")
	}
	return composer.EventsView(topic.Title, topic.Summary, routes.TopicTimeline(topic), topic.Events)
}

// TestOutsideJudges has ajv hold events.json against its schema, and ical.js
// read events.ics.
func TestOutsideJudges(t *testing.T) {
	judged(t, "node")
	dates := []string{"2024-01-16", "2024-01-16/2024-01-19", "2024-01-16T04:00+05:00", "2024-01", "2024-24", "202X", "2024-01-16/..", "../2024-01-16", "2024-01-16%", "unknown"}
	events := []string{full}
	for i, d := range dates {
		events = append(events, "id: e"+string(rune('a'+i))+"\nheadline: H\ndate: "+d)
	}
	for name, e := range map[string]view.Events{"the repository's own": relations(t), "every kind of date": told(t, events...), "nothing": told(t, dated("2024"))} {
		t.Run(name, func(t *testing.T) {
			input, err := json.Marshal(map[string]string{"json": write(t, export.JSON, e), "schema": string(export.Schema), "ics": write(t, export.ICS, e)})
			if err != nil {
				t.Fatal(err)
			}
			node := exec.Command("node", "judge.js")
			node.Dir, node.Stdin, node.Stderr = tools, bytes.NewReader(input), os.Stderr
			output, err := node.Output()
			if err != nil {
				t.Fatalf("the judges did not answer: %v", err)
			}
			var verdict struct {
				Errors []json.RawMessage
				Name   string
				Events []struct {
					UID, Summary, Start, End, Description string
					Days                                  bool
				}
			}
			if err := json.Unmarshal(output, &verdict); err != nil {
				t.Fatal(err)
			}
			for _, wrong := range verdict.Errors {
				t.Errorf("ajv: %s", wrong)
			}
			if verdict.Name != e.Title {
				t.Errorf("ical.js reads the name %q, want %q", verdict.Name, e.Title)
			}
			var days []view.EventItem
			for _, item := range e.Items {
				if item.Date.Days {
					days = append(days, item)
				}
			}
			if len(verdict.Events) != len(days) {
				t.Fatalf("ical.js reads %d events, want %d", len(verdict.Events), len(days))
			}
			for i, item := range days {
				got := verdict.Events[i]
				start := item.Date.First.Instant
				if got.Days {
					start = time.Date(item.Date.First.Year, time.Month(item.Date.First.Month), item.Date.First.Day, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
				}
				if got.UID != item.UID || got.Summary != item.Headline || got.Start != start || !strings.HasPrefix(got.Description, item.Text) {
					t.Errorf("ical.js reads %+v of %s", got, item.ID)
				}
			}
		})
	}
}

// stage is a page on which TimelineJS shows timeline.json, under a policy that
// lets it ask its own host only and tells of everything else that it asks for.
const stage = `<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="/tl/css/timeline.css">
<div id="timeline" style="width:100%;height:650px"></div>
<script>window.outside = []; window.faults = []
addEventListener('securitypolicyviolation', (e) => outside.push(e.blockedURI))
addEventListener('error', (e) => faults.push(e.message))</script>
<script src="/tl/js/timeline.js"></script>
<script>const font = new URLSearchParams(location.search).get('font')
fetch('/timeline.json').then((r) => r.json()).then((data) => {
  window.timeline = new TL.Timeline('timeline', data, { font, script_path: location.origin + '/tl/js/', hash_bookmark: false })
  timeline.on('loaded', () => { window.loaded = true })
})</script>`

// TestTimelineJSShowsIt loads the export into the real TimelineJS.
func TestTimelineJSShowsIt(t *testing.T) {
	judged(t, "chromium")
	e := relations(t)
	e.Items[0].Headline = `<img src=x onerror="window.ran=1">`
	e.Items[0].Lane = `<img src=x onerror="window.ran=2">`
	e.Items[0].Date.Words = `<img src=x onerror="window.ran=3">`
	body := write(t, export.TimelineJS, e)
	mux := http.NewServeMux()
	mux.Handle("/tl/", http.StripPrefix("/tl/", http.FileServer(http.Dir(tools+"/node_modules/@knight-lab/timelinejs/dist"))))
	mux.HandleFunc("/timeline.json", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(body)) })
	mux.HandleFunc("/{$}", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'self' 'unsafe-inline' data:")
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write([]byte(stage))
	})
	server := httptest.NewServer(mux)
	defer server.Close()

	path, _ := exec.LookPath("chromium")
	ctx, cancel := context.WithTimeout(context.Background(), 90*time.Second)
	defer cancel()
	ctx, closeBrowser := chromedp.NewExecAllocator(ctx, append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))...)
	defer closeBrowser()
	ctx, closeTab := chromedp.NewContext(ctx)
	defer closeTab()
	defer func() { _ = chromedp.Cancel(ctx) }()
	show := func(query string) {
		t.Helper()
		if err := chromedp.Do(ctx, chromedp.Navigate(server.URL+"/"+query)); err != nil {
			t.Fatal(err)
		}
		if _, err := chromedp.Run(ctx, chromedp.Poll[bool]("Boolean(window.loaded || faults.length)")); err != nil {
			t.Fatalf("TimelineJS does not load: %v", err)
		}
	}
	ask := func(expression string) string {
		t.Helper()
		got, err := chromedp.Run(ctx, chromedp.Evaluate[string]("JSON.stringify("+expression+")"))
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	show("")
	shown, _ := json.Marshal(len(e.Items))
	if got := ask("document.querySelectorAll('.tl-timemarker').length"); got != string(shown) {
		t.Errorf("TimelineJS shows %s markers, want %s", got, shown)
	}
	if got := ask("[...document.querySelectorAll('.tl-timegroup-message')].map(x => x.textContent).includes('Pakistan')"); got != "true" {
		t.Error("TimelineJS shows no lane for Pakistan")
	}
	if got := ask("[timeline.config.messages.errors, faults, outside]"); got != "[[],[],[]]" {
		t.Errorf("errors, faults and requests to other hosts are %s", got)
	}
	if got := ask("window.ran || 0"); got != "0" {
		t.Errorf("a text was run: %s (1 is the headline, 2 the lane, 3 the date)", got)
	}
	if got := ask("document.body.textContent.includes('<img src=x onerror=\"window.ran=1\">')"); got != "true" {
		t.Error("the headline is not shown as it was written")
	}
	show("?font=default")
	if _, err := chromedp.Run(ctx, chromedp.Poll[bool]("outside.length > 0")); err != nil {
		t.Errorf("the default font asks another host, and this test does not see it: %v", err)
	}
}
