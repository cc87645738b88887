package plan_test

import (
	"strings"
	"testing"

	"daybook/generator/compose"
	"daybook/generator/plan"
	"daybook/generator/view"
)

func TestLimits(t *testing.T) {
	file := func(kind string, v any) plan.File {
		return plan.File{Kind: kind, View: func(compose.Bodies) any { return v }}
	}
	moved := func(n int, from string) []view.Redirect {
		rules := make([]view.Redirect, n)
		for i := range rules {
			rules[i] = view.Redirect{From: from, To: "/b/", Status: 301}
		}
		return rules
	}
	header := func(length int) view.Headers {
		return view.Headers{Rules: []view.HeaderRule{{Path: "/*", Values: []view.Header{{Name: "A", Value: strings.Repeat("x", length-len("A: "))}}}}}
	}
	for name, test := range map[string]struct {
		file plan.File
		want string
	}{
		"as many as are taken":    {file("redirects", view.Redirects{Rules: append(moved(2000, "/a/"), moved(100, "/a/*")...)}), ""},
		"too many addresses":      {file("redirects", view.Redirects{Rules: moved(2001, "/a/")}), "2,001 addresses, and Cloudflare Pages takes 2,000"},
		"too many patterns":       {file("redirects", view.Redirects{Rules: moved(101, "/a/*")}), "101 addresses and all below them"},
		"a long address":          {file("redirects", view.Redirects{Rules: moved(1, "/"+strings.Repeat("a", 1000))}), "a line of _redirects has 1,009 characters"},
		"a header as long":        {file("headers", header(2000)), ""},
		"a header that is longer": {file("headers", header(2001)), "a line of _headers has 2,001 characters"},
		"too many rules":          {file("headers", view.Headers{Rules: make([]view.HeaderRule, 101)}), "101 rules"},
	} {
		t.Run(name, func(t *testing.T) {
			for level, severity := range map[string]string{"": "warning", "error": "error", "off": ""} {
				found := plan.Limits([]plan.File{test.file}, map[string]string{plan.RuleLimit: level})
				switch {
				case test.want == "" || severity == "":
					if len(found) > 0 {
						t.Errorf("at level %q: %v", level, found)
					}
				case len(found) != 1 || !strings.Contains(found[0].Sentence, test.want) || found[0].Severity.String() != severity:
					t.Errorf("at level %q: %v, want one %s with %q", level, found, severity, test.want)
				}
			}
		})
	}
}
