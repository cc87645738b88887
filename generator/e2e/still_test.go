package e2e

import (
	"testing"
)

// shifts sums up how far what a reader sees has jumped by itself (Cumulative
// Layout Shift), after the page was loaded and scrolled to its end.
const shifts = `(async () => {
  const frame = () => new Promise(requestAnimationFrame);
  let sum = 0;
  const add = (entries) => { for (const entry of entries) sum += entry.value; };
  const observer = new PerformanceObserver((list) => add(list.getEntries()));
  observer.observe({type: 'layout-shift', buffered: true});
  await frame(); await frame();
  for (let at = 0; at < document.documentElement.scrollHeight && at < 20 * innerHeight; at += innerHeight) { scrollTo(0, at); await frame(); }
  await frame();
  add(observer.takeRecords());
  return sum;
})()`

// TestNothingJumps holds every sort of page to a layout shift of nothing,
// scripts and pictures and all: on a phone, and where there are pictures and
// advertising also on a desk.
func TestNothingJumps(t *testing.T) {
	second := richSite(t)
	for _, view := range []struct {
		site  *site
		width int64
	}{{story, 390}, {second, 390}, {second, 1280}} {
		b, server := newTab(t), host(t, view.site)
		b.size(view.width)
		for _, p := range view.site.samples() {
			if p.layout == "email" || view.width == 1280 && p.layout != "front" && p.layout != "article" {
				continue
			}
			b.open(at(server, p.path))
			if sum := evaluate[float64](b, shifts); sum != 0 {
				t.Errorf("%s at %d px: the layout shifts by %v", p.path, view.width, sum)
			}
		}
		b.calm("a page", server)
	}

	b, server := newTab(t), host(t, story)
	b.open(at(server, "index.html"))
	if sum := evaluate[float64](b, `(async () => {
  await new Promise(requestAnimationFrame);
  document.querySelector('main').prepend(Object.assign(document.createElement('p'), {textContent: 'late', className: 'late'}));
  document.querySelector('.late').style.height = '200px';
  await new Promise(requestAnimationFrame);
  return await `+shifts+`})()`); sum == 0 {
		t.Error("a paragraph that came late was not noticed")
	}
}
