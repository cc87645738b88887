package e2e

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestPicturesComeInTheirWidthAndMoveNothing opens the articles with a picture,
// one before all text and one in it, on a phone and on a desk. The browser takes
// the width that it needs, in WebP; the one in the text when it comes near; and
// nothing on the page moves when they come.
func TestPicturesComeInTheirWidthAndMoveNothing(t *testing.T) {
	b, server := newTab(t), host(t, story)
	const watch = `(() => { window.shift = 0; new PerformanceObserver(list => list.getEntries().forEach(e => window.shift += e.value)).observe({type: 'layout-shift', buffered: true}); })()`
	for _, c := range []struct {
		width     int64
		page      string
		narrowest string
	}{
		// The phone first: a browser that has a wider copy already takes that.
		{390, agreement, ".400w."}, {390, firstStrike, ".400w."}, {1280, agreement, ".1600w."}, {1280, firstStrike, ".1600w."},
	} {
		b.size(c.width)
		b.open(at(server, strings.TrimPrefix(c.page, "/")+"index.html"))
		b.do(chromedp.Evaluate[chromedp.Void](watch))
		b.do(chromedp.Evaluate[chromedp.Void](`document.querySelector('.picture img').scrollIntoView()`))
		b.becomes(`(i => i.complete && i.naturalWidth > 0)(document.querySelector('.picture img'))`)
		taken := evaluate[string](b, `document.querySelector('.picture img').currentSrc`)
		if !strings.Contains(taken, c.narrowest) || !strings.HasSuffix(taken, ".webp") {
			t.Errorf("%s at %d px takes %s", c.page, c.width, taken)
		}
		ratio := evaluate[float64](b, `(r => r.width / r.height)(document.querySelector('.picture img').getBoundingClientRect())`)
		if ratio < 1.49 || ratio > 1.51 {
			t.Errorf("%s at %d px shows a picture of ratio %.3f", c.page, c.width, ratio)
		}
		if shift := evaluate[float64](b, `window.shift`); shift != 0 {
			t.Errorf("%s at %d px moves by %v", c.page, c.width, shift)
		}
		lazy := evaluate[bool](b, `document.querySelector('.picture img').loading === 'lazy'`)
		if lazy != (c.page == firstStrike) {
			t.Errorf("%s: the picture waits until it is near: %t", c.page, lazy)
		}
	}
	b.calm("the pictures", server)
}
