package plan

import (
	"fmt"
	"strings"

	"daybook/generator/feed"
	"daybook/generator/load"
	"daybook/generator/problem"
	"daybook/generator/source"
	"daybook/generator/view"
)

// RuleLimit is the rule of what hosts take.
const RuleLimit = "host-limit"

// What Cloudflare Pages takes, which takes least ("Headers" and "Redirects" of
// its documentation): more of it is passed over in silence.
const (
	mostHeaders   = 100
	mostFixed     = 2000
	mostPatterns  = 100
	longestHeader = 2000 // characters of a line
	longestRule   = 1000
)

// Limits tells what a host may pass over in the _headers and _redirects of a
// plan, at the level that site.yaml gives to RuleLimit.
func Limits(files []File, levels map[string]string) []problem.Problem {
	if levels[RuleLimit] == "off" {
		return nil
	}
	var problems []problem.Problem
	tell := func(n int, what string, most int) {
		if n <= most {
			return
		}
		p := problem.Warn(RuleLimit, source.Place{Path: load.SiteFile}, "%s, and Cloudflare Pages takes %s", fmt.Sprintf(what, problem.Grouped(n)), problem.Grouped(most)).
			Hinted("on another host say  checks: {%s: off}", RuleLimit)
		if levels[RuleLimit] == "error" {
			p.Severity = problem.Error
		}
		problems = append(problems, p)
	}
	for _, f := range files {
		switch f.Kind {
		case "headers":
			h, _ := f.View(nil).(view.Headers)
			tell(len(h.Rules), "_headers has %s rules", mostHeaders)
			tell(longest(feed.Headers(h)), "a line of _headers has %s characters", longestHeader)
		case "redirects":
			r, _ := f.View(nil).(view.Redirects)
			patterns := 0
			for _, rule := range r.Rules {
				if strings.Contains(rule.From, "*") {
					patterns++
				}
			}
			tell(len(r.Rules)-patterns, "_redirects leads on from %s addresses", mostFixed)
			tell(patterns, "_redirects leads on from %s addresses and all below them", mostPatterns)
			tell(longest(feed.Redirects(r)), "a line of _redirects has %s characters", longestRule)
		}
	}
	return problems
}

// longest gives the length of the longest line.
func longest(text []byte) int {
	most := 0
	for line := range strings.Lines(string(text)) {
		most = max(most, len(strings.TrimSpace(line)))
	}
	return most
}
