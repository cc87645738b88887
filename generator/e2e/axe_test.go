package e2e

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// judgement is a rule of axe-core that a page breaks.
type judgement struct {
	ID, Help string
	Nodes    []struct {
		Target  []any
		Summary string `json:"failureSummary"`
	}
}

// byAxe runs axe-core with the rules of WCAG 2.2, levels A and AA, and its
// best practices. The size of targets (WCAG 2.5.8) is off in axe-core unless
// asked for.
const byAxe = `axe.run(document, {
  runOnly: {type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice']},
  rules: {'target-size': {enabled: true}},
  resultTypes: ['violations'],
}).then(r => r.violations.map(({id, help, nodes}) => ({id, help, nodes: nodes.map(({target, failureSummary}) => ({target, failureSummary}))})))`

// TestAxeFindsNoViolation has axe-core judge a page of each sort on a phone and
// on a desk, in light and in dark.
func TestAxeFindsNoViolation(t *testing.T) {
	axe, err := os.ReadFile(npm(t, "axe-core/axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	pages, server := story.samples(), host(t, story)
	t.Run("pages", func(t *testing.T) {
		for _, half := range [][]*page{pages[:len(pages)/2], pages[len(pages)/2:]} {
			t.Run("", func(t *testing.T) {
				t.Parallel()
				b := newTab(t)
				for _, p := range half {
					b.open(at(server, p.path))
					b.do(chromedp.Evaluate[chromedp.Void](string(axe)))
					grounds := map[string]bool{}
					for _, width := range []int64{390, 1280} {
						for _, scheme := range []string{"light", "dark"} {
							b.size(width)
							b.scheme(scheme)
							grounds[evaluate[string](b, `getComputedStyle(document.documentElement).backgroundColor + getComputedStyle(document.body).backgroundColor`)] = true
							for _, j := range evaluate[[]judgement](b, byAxe) {
								t.Errorf("%s at %d px, %s: %s", p.path, width, scheme, j)
							}
						}
					}
					if len(grounds) != 2 {
						t.Errorf("%s: light and dark have the grounds %v", p.path, grounds)
					}
				}
			})
		}
	})

	b := newTab(t)
	b.open(at(server, "index.html"))
	b.do(chromedp.Evaluate[chromedp.Void](string(axe) + `; document.querySelector('main').append(new Image())`))
	if found := evaluate[[]judgement](b, byAxe); len(found) != 1 || found[0].ID != "image-alt" {
		t.Errorf("on a picture without words axe-core finds %v", found)
	}
}

func (j judgement) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s", j.ID, j.Help)
	for i, node := range j.Nodes {
		if i == 3 {
			fmt.Fprintf(&b, "\n\tand %d more", len(j.Nodes)-i)
			break
		}
		fmt.Fprintf(&b, "\n\t%v: %s", node.Target, strings.Join(strings.Fields(node.Summary), " "))
	}
	return b.String()
}
