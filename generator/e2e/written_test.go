package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	cdp "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// written publishes a site that a test writes: its files by their paths.
func written(t *testing.T, base string, files map[string]string) *site {
	t.Helper()
	folder := t.TempDir()
	for name, text := range files {
		path := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	s, err := publishFrom(folder, t.TempDir(), base)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// before runs a script in every page to come, before the page's own.
func (b *tab) before(script string) {
	b.t.Helper()
	if _, err := chromedp.Call(b.ctx, cdp.AddScriptToEvaluateOnNewDocument, cdp.AddScriptToEvaluateOnNewDocumentParams{Source: script}); err != nil {
		b.t.Fatal(err)
	}
}

// run runs a script on the page.
func (b *tab) run(script string) {
	b.t.Helper()
	evaluate[bool](b, "(() => { "+script+"; return true })()")
}

// clock sets the reader's clock for the pages to come, in Karachi.
func (b *tab) clock(at string) {
	b.t.Helper()
	now, err := time.Parse(time.RFC3339, at)
	if err != nil {
		b.t.Fatal(err)
	}
	if _, err := chromedp.Call(b.ctx, emulation.SetTimezoneOverride, emulation.SetTimezoneOverrideParams{TimezoneID: "Asia/Karachi"}); err != nil {
		b.t.Fatal(err)
	}
	b.before(fmt.Sprintf("Date.now = () => %d", now.UnixMilli()))
}

// still fails the test if anything on the page moved by itself.
func (b *tab) still(when string) {
	b.t.Helper()
	shift := evaluate[float64](b, `new Promise((done) => {
		let sum = 0;
		new PerformanceObserver((list) => { for (const e of list.getEntries()) if (!e.hadRecentInput) sum += e.value }).observe({ type: "layout-shift", buffered: true });
		requestAnimationFrame(() => requestAnimationFrame(() => done(sum)));
	})`)
	if shift > 0 {
		b.t.Errorf("%s: the layout shifts by %v", when, shift)
	}
}
