package load

import (
	"strings"

	"daybook/generator/news"
	"daybook/generator/problem"
)

// RuleCMS is the rule of cms in site.yaml.
const RuleCMS = "wrong-cms"

// cms reads the desk in the browser.
func (r *siteReader) cms() news.CMS {
	if !r.Has("cms") {
		return news.CMS{}
	}
	g := r.Group("cms")
	c := news.CMS{On: true, App: g.Text("app"), Backend: g.Text("backend"), Repo: strings.Trim(g.Text("repo"), "/"), Branch: g.Text("branch"), Auth: g.Text("auth"), Review: !g.Has("review") || g.Truth("review")}
	switch owner, name, two := strings.Cut(c.Repo, "/"); {
	case c.Repo == "" && c.Backend != "" && c.Backend != "git-gateway":
		r.report(problem.New(RuleCMS, g.At("backend"), "%s has to know the repository", c.Backend).Hinted("say which, such as  repo: ORG/REPO"))
	case c.Repo != "" && (!two || owner == "" || name == "" || strings.ContainsAny(c.Repo, ": ")):
		r.report(problem.New(RuleCMS, g.At("repo"), "%q names no repository", c.Repo).Hinted("write the owner and the name, such as  repo: ORG/REPO"))
	}
	if c.Auth != "" && !strings.HasPrefix(c.Auth, "https://") {
		r.report(problem.New(RuleCMS, g.At("auth"), "%q is not an address that begins with https://", c.Auth).Hinted("such as  auth: https://auth.news.example"))
	}
	return c
}
