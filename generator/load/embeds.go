package load

import (
	"regexp"
	"slices"
	"strings"

	"daybook/generator/player"
	"daybook/generator/problem"
)

// RuleEmbeds is the rule of the hosts under embeds in site.yaml.
const RuleEmbeds = "wrong-embed-host"

var hostName = regexp.MustCompile(`^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]{2,}$`)

// embeds reads the hosts whose players may be shown.
func (r *siteReader) embeds() []string {
	var hosts []string
	for _, w := range r.Words("embeds") {
		host := player.Host(strings.TrimSpace(w.Text))
		if !hostName.MatchString(host) {
			r.report(problem.New(RuleEmbeds, w.Place, "%q is not the name of a host", w.Text).
				Hinted("write it as in  embeds: [youtube.com, tube.example], without https:// and without a path"))
			continue
		}
		if !slices.Contains(hosts, host) {
			hosts = append(hosts, host)
		}
	}
	return hosts
}
