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

// byAxe runs axe-core with the rules of WCAG 2.2, levels A and AA, and its best
// practices, or with the named ones alone. The size of targets (WCAG 2.5.8) is
// off in axe-core unless asked for. Of a long list the first 24 stand for all.
func byAxe(rules ...string) string {
	only := `{type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice']}`
	if len(rules) > 0 {
		only = `{type: 'rule', values: ['` + strings.Join(rules, `', '`) + `']}`
	}
	return `axe.run({exclude: [['li:nth-child(n+25)']]}, {
  runOnly: ` + only + `,
  rules: {'target-size': {enabled: true}},
  resultTypes: ['violations'],
}).then(r => r.violations.map(({id, help, nodes}) => ({id, help, nodes: nodes.map(({target, failureSummary}) => ({target, failureSummary}))})))`
}

// TestAxeFindsNoViolation has axe-core judge a page of each sort of both sites:
// by all rules on a phone in light, and on a desk in dark in the direction that
// is not the page's own; by those that depend on colour and size also on a phone
// in dark and on a desk in light.
func TestAxeFindsNoViolation(t *testing.T) {
	axe, err := os.ReadFile(npm(t, "axe-core/axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	second := richSite(t)
	for _, s := range []*site{story, second} {
		t.Run(s.base.Host, func(t *testing.T) {
			t.Parallel()
			b, server := newTab(t), host(t, s)
			for _, p := range s.samples() {
				b.open(at(server, p.path))
				b.do(chromedp.Evaluate[chromedp.Void](string(axe)))
				grounds := map[string]bool{}
				for _, view := range []struct {
					width  int64
					scheme string
					turned bool
					rules  []string
				}{
					{width: 390, scheme: "light"},
					{width: 390, scheme: "dark", rules: []string{"color-contrast", "target-size"}},
					{width: 1280, scheme: "light", rules: []string{"color-contrast", "target-size"}},
					{width: 1280, scheme: "dark", turned: true},
				} {
					b.size(view.width)
					b.scheme(view.scheme)
					if view.turned {
						b.do(chromedp.Evaluate[chromedp.Void](turn))
					}
					grounds[evaluate[string](b, `getComputedStyle(document.documentElement).backgroundColor + getComputedStyle(document.body).backgroundColor`)] = true
					for _, j := range evaluate[[]judgement](b, byAxe(view.rules...)) {
						t.Errorf("%s at %d px, %s, turned %t: %s", p.path, view.width, view.scheme, view.turned, j)
					}
				}
				if len(grounds) != 2 {
					t.Errorf("%s: light and dark have the grounds %v", p.path, grounds)
				}
			}
		})
	}
}

// turn gives the page the direction that is not its own.
const turn = `void (document.documentElement.dir = document.documentElement.dir === 'rtl' ? 'ltr' : 'rtl')`

func TestAxeFindsWhatIsWrong(t *testing.T) {
	axe, err := os.ReadFile(npm(t, "axe-core/axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	b, server := newTab(t), host(t, story)
	b.open(at(server, "index.html"))
	b.do(chromedp.Evaluate[chromedp.Void](string(axe) + `; document.querySelector('main').append(new Image())`))
	if found := evaluate[[]judgement](b, byAxe()); len(found) != 1 || found[0].ID != "image-alt" {
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
