package compose

import (
	"cmp"

	"daybook/generator/news"
	"daybook/generator/route"
	"daybook/generator/view"
)

// Tombstone makes the page that answers in the stead of a report that is gone.
func (c *Composer) Tombstone(g route.Grave) view.Tombstone {
	heading := c.say(g.Lang, goneKey(g))
	v := view.Tombstone{
		Frame: c.frame("tombstone", heading, g.Address), Heading: heading, Killed: g.Killed,
		Since: c.dayStamp(g.Since, g.Lang), Reason: g.Reason,
	}
	v.Lang, v.Dir = g.Lang, c.direction(g.Lang)
	v.Hidden, v.Canonical = true, ""
	if g.Killed {
		v.Ledger = c.site.Corrected
		if href := c.routes.Ref(c.archive.Site.Policies.Corrections); href != "" {
			v.Policy = view.Link{Text: c.say(g.Lang, "made.policy-corrections"), Href: href}
		}
	}
	return v
}

func goneKey(g route.Grave) string {
	if g.Killed {
		return "made.withdrawn"
	}
	return "made.expired"
}

// withdrawals are the reports that were withdrawn, as the ledger tells them.
func (c *Composer) withdrawals() []dated[view.LedgerItem] {
	var items []dated[view.LedgerItem]
	for _, g := range c.routes.Graves() {
		if !g.Killed {
			continue
		}
		items = append(items, dated[view.LedgerItem]{since(g), view.LedgerItem{
			Article:    view.Card{Headline: c.word(goneKey(g)), Href: c.graveHref(g), Published: c.dayStamp(g.Published, c.lang)},
			Correction: view.Correction{Date: c.dayStamp(since(g), c.lang), Note: g.Reason},
		}})
	}
	return items
}

// since is when a report was withdrawn, or else when it was published.
func since(g route.Grave) news.Moment {
	if g.Since.IsZero() {
		return g.Published
	}
	return g.Since
}

// graveHref leads to what answers where a report was withdrawn.
func (c *Composer) graveHref(g route.Grave) string {
	return cmp.Or(g.To, c.routes.Href(g.Address))
}

// dated is something of a moment.
type dated[T any] struct {
	at    news.Moment
	thing T
}

// gone makes the rules for addresses at which a report stood: another address
// that answers, or a tombstone with the status 410 (Gone, RFC 9110, section
// 15.5.11), which hosts give that know it. Old addresses lead there too.
func (c *Composer) gone(live func(address string) bool) []view.Redirect {
	var rules []view.Redirect
	for _, g := range c.routes.Graves() {
		from, to := c.routes.Href(g.Address), g.To
		if to == "" {
			to = from
			rules = append(rules, view.Redirect{From: from, To: c.routes.Href(g.Address + "index.html"), Status: 410, Forced: true})
		} else {
			rules = append(rules, view.Redirect{From: from, To: to, Status: 301})
		}
		for _, alias := range g.Aliases {
			rules = append(rules, c.moved(alias, to, live)...)
		}
	}
	return rules
}
