package problem

import (
	"slices"
	"strings"
)

// Rule describes a rule that content or layouts can break.
type Rule struct {
	Name     string // kebab-case, as in reports and settings
	Severity Severity
	Off      bool // not held against content unless site.yaml says so
	// Editorial rules are about content that works and is wrong, doubtful or
	// unfinished: site.yaml may give them another level, and a file may be
	// excepted from one with a reason. What breaks another rule cannot be read,
	// looked up or shown at all.
	Editorial bool
	Doc       string // one line that an editor understands
}

// Level words what becomes of a rule's findings, as site.yaml does: "off",
// "warning" or "error".
func (r Rule) Level() string {
	if r.Off {
		return "off"
	}
	return r.Severity.String()
}

// Levels are the words that Rule.Level gives.
func Levels() []string { return []string{"error", "warning", "off"} }

// Rules gives every rule of the house, by name. It is the one list: what the
// command line shows, what site.yaml and headers may name, and what SARIF
// tells of a tool.
func Rules() []Rule { return slices.Clone(rules) }

// RuleNamed gives a rule; false when there is none of that name.
func RuleNamed(name string) (Rule, bool) {
	i, found := slices.BinarySearchFunc(rules, Rule{Name: name}, byName)
	if !found {
		return Rule{}, false
	}
	return rules[i], true
}

// editorial makes an editorial rule.
func editorial(name string, severity Severity, doc string) Rule {
	return Rule{Name: name, Severity: severity, Editorial: true, Doc: doc}
}

var rules = sorted([]Rule{
	// Whether a site can be read at all: package load.
	{Name: "no-content", Severity: Error, Doc: "The site's folder holds no folder content/."},
	{Name: "no-site-file", Severity: Error, Doc: "There is no content/site.yaml."},
	{Name: "empty-site", Severity: Error, Doc: "There is no article yet."},
	{Name: "unknown-folder", Severity: Error, Doc: "A folder of content/ is none that Daybook knows."},
	{Name: "unreadable-file", Severity: Error, Doc: "A file cannot be read, or is no file."},
	{Name: "symbolic-link", Severity: Error, Doc: "Content is not read through symbolic links."},
	{Name: "file-too-large", Severity: Error, Doc: "A text is longer than any article."},
	{Name: "not-utf8", Severity: Error, Doc: "A text is not UTF-8."},
	{Name: "stray-file", Severity: Warning, Doc: "A file in content/ is not read."},
	{Name: "twin-files", Severity: Error, Doc: "The names of two files differ only by letter case or Unicode form: on many disks one overwrites the other."},

	// Headers: package frontmatter.
	{Name: "front-matter", Severity: Error, Doc: "The header of a file cannot be read."},
	{Name: "unknown-key", Severity: Error, Doc: "A header or site.yaml has a field that Daybook does not know."},
	{Name: "wrong-value", Severity: Error, Doc: "The value of a field is not what the field takes."},
	{Name: "missing-field", Severity: Error, Doc: "A group lacks a field that it needs."},

	// Fields: package load.
	{Name: "missing-title", Severity: Error, Doc: "A file gives no title."},
	{Name: "missing-date", Severity: Error, Doc: "An article does not say when it was published."},
	{Name: "wrong-date", Severity: Error, Doc: "A date cannot be read."},
	{Name: "unknown-time-zone", Severity: Error, Doc: "A time zone is not in the IANA database."},
	{Name: "wrong-slug", Severity: Error, Doc: "A slug cannot be the last part of an address."},
	{Name: "wrong-id", Severity: Error, Doc: "An id holds what no id can hold."},
	{Name: "wrong-address", Severity: Error, Doc: "An address is not one, or has a scheme that is not let through."},
	{Name: "foreign-picture", Severity: Error, Doc: "A picture lies on another host, which every reader's browser would have to ask."},
	{Name: "wrong-focal", Severity: Error, Doc: "The point of a picture that is to stay in sight is none."},
	{Name: "lonely-picture-file", Severity: Error, Doc: "A file of media/ says something of a picture that is not there."},
	{Name: "unknown-language", Severity: Error, Doc: "A language is none of BCP 47."},
	{Name: "wrong-base-url", Severity: Error, Doc: "base_url is not the whole address of a site."},
	{Name: "wrong-colour", Severity: Error, Doc: "accent is not a colour such as #8f1d2c."},
	{Name: "wrong-permalink", Severity: Error, Doc: "A pattern of addresses cannot be used."},
	{Name: "wrong-languages", Severity: Error, Doc: "A language of the site cannot be made as site.yaml says."},
	{Name: "unknown-translation", Severity: Error, Doc: "A piece in another language is named that there is not."},
	{Name: "two-translations", Severity: Error, Doc: "Two pieces of one language are said to be the same."},
	{Name: "wrong-unsubscribe", Severity: Error, Doc: "Where a mail says that readers leave is neither an address nor the tag of a mail service."},
	{Name: "wrong-embed-host", Severity: Error, Doc: "An entry of embeds in site.yaml is not the name of a host."},
	{Name: "wrong-desk-address", Severity: Error, Doc: "A way from readers to the desk leads nowhere."},
	{Name: "wrong-cms", Severity: Error, Doc: "The desk in the browser cannot reach the repository."},

	// Pictures: package darkroom.
	{Name: "broken-picture", Severity: Error, Doc: "A picture is damaged, cut off, or of a kind that is not read."},
	{Name: "picture-ending", Severity: Error, Doc: "The name of a picture promises another kind than it is."},
	{Name: "picture-too-large", Severity: Error, Doc: "A picture has more pixels or bytes than are read."},
	{Name: "unsafe-drawing", Severity: Error, Doc: "A drawing (SVG) could run a script or load something from elsewhere."},

	// Bodies: package markdown.
	{Name: "unsafe-link", Severity: Error, Doc: "A link has a scheme that is not let through, or a picture lies elsewhere."},
	{Name: "wrong-event", Severity: Error, Doc: "An event: link lacks an id that can be one."},
	{Name: "raw-html", Severity: Warning, Doc: "HTML in a body is shown as text."},
	{Name: "second-title", Severity: Warning, Doc: "A heading of the first level stands in a body."},
	{Name: "nested-too-deep", Severity: Error, Doc: "Lists, quotations or marks are nested too deep."},
	{Name: "endless-links", Severity: Error, Doc: "Definitions of links are repeated without end."},
	{Name: "empty-table", Severity: Error, Doc: "A table is mostly cells that nobody wrote."},
	{Name: "tangled-links", Severity: Error, Doc: "Links or footnotes are opened and never closed."},

	// What only shows between files: package news.
	{Name: "unknown-topic", Severity: Error, Doc: "A topic is named that has no file."},
	{Name: "unknown-event", Severity: Error, Doc: "An event is named that nobody tells."},
	{Name: "double-name", Severity: Error, Doc: "Two files claim one name."},
	{Name: "cyclic-parent", Severity: Error, Doc: "A topic, a place or an organisation would lie inside itself."},
	{Name: "cyclic-same-as", Severity: Error, Doc: "same_as leads from an event back to itself."},
	{Name: "event-date", Severity: Error, Doc: "An event has no date and does not say that it is unknown."},
	{Name: "event-headline", Severity: Error, Doc: "An event has no headline."},
	{Name: "unnamed-speaker", Severity: Error, Doc: "A claim is made by something that is no name."},

	// Addresses and links: package route.
	{Name: "address-collision", Severity: Error, Doc: "Two things would live at one address, also when only letter case or Unicode form differ."},
	{Name: "broken-link", Severity: Error, Doc: "A link leads to no page, heading or file of this site."},
	{Name: "double-alias", Severity: Error, Doc: "Two files claim one old address, which can lead to one of them only."},
	{Name: "alias-loop", Severity: Warning, Doc: "An old address leads back to itself."},

	// What git knows: package build.
	{Name: "unknown-history", Severity: Warning, Doc: "The site tells what changed in its reports, and git cannot say it here."},

	// Layouts and their assets: packages layout and asset.
	{Name: "layout-missing", Severity: Error, Doc: "A layout that pages need is not there."},
	{Name: "layout-syntax", Severity: Error, Doc: "A layout cannot be read."},
	{Name: "layout-field", Severity: Error, Doc: "A layout names a field that its value does not have."},
	{Name: "layout-include", Severity: Error, Doc: "A layout includes one that is not there."},
	{Name: "layout-recursion", Severity: Error, Doc: "A layout includes itself."},
	{Name: "layout-unsafe", Severity: Error, Doc: "A layout puts a value where it could run as a program."},
	{Name: "layout-failed", Severity: Error, Doc: "A layout failed while it made a page."},
	{Name: "layout-behind", Severity: Warning, Doc: "A layout is a copy of a standard one that has changed since."},
	{Name: "layout-word", Severity: Error, Doc: "A file of the layouts' words is wrong."},
	{Name: "asset-link", Severity: Error, Doc: "A style sheet leads to an asset that is not there, or away from the site."},
	{Name: "asset-syntax", Severity: Error, Doc: "A style sheet or script cannot be read."},

	// Editorial rules: package check, in a file each.
	editorial("address-changed", Warning, "A file lived at another address before, as git knows, and that address leads nowhere now."),
	editorial("claim-by-unknown", Warning, "A claim is made by a name that has no file and occurs nowhere else, so that readers cannot tell whose word it is."),
	editorial("claim-without-source", Warning, "A claim does not say where it was made, and neither its event nor its article leaves only one answer."),
	editorial("cyclic-relation", Error, "Events follow, cause or contain each other in a circle."),
	editorial("embargo-in-past", Warning, "The embargo of an article has passed: it holds nothing back any more."),
	editorial("ends-before-start", Error, "An event ends before it begins."),
	editorial("event-after-report", Warning, "A report tells an event as having happened that is dated after the report: a slip in the date, or a plan not marked as one."),
	editorial("event-conflict", Warning, "Reports of one event differ in its date, its place or its status."),
	editorial("event-without-id", Warning, "An event in a header has no id, so that its link changes whenever its date or headline does."),
	editorial("expired-but-linked", Warning, "A piece links to an article that has expired and is not public any more."),
	editorial("few-sources", Warning, "An event rests on fewer sources than site.yaml demands (checks.sources_per_event)."),
	editorial("host-limit", Warning, "Hosts take fewer headers or old addresses than the site has; build tells it."),
	editorial("kill-without-date", Warning, "A scheduled or embargoed piece was killed without saying when, so that a tombstone would tell of it on the day of its publication."),
	editorial("embed-not-allowed", Warning, "A link to a film, a sound or a post stands alone, and site.yaml does not let its host show players (embeds)."),
	editorial("missing-alt", Warning, "A picture has no text for those who cannot see it (WCAG 2.2, criterion 1.1.1)."),
	editorial("missing-credit", Warning, "A picture does not say who made it."),
	editorial("near-duplicate-names", Warning, "Two names differ by one letter, by accents or by the order of their words: most likely one is misspelt."),
	editorial("needless-exception", Warning, "A file is excepted from a rule that it does not break."),
	editorial("orphan-media", Warning, "A file in content/media is not used by anything."),
	editorial("possible-duplicate-event", Warning, "Two events with different ids have the same day and much the same headline, actors and place."),
	editorial("published-after-updated", Warning, "An article was updated before it was published."),
	editorial("quote-without-speaker", Warning, "A quotation does not say whose words it holds, or says so without a link to the speaker's page."),
	editorial("relation-order", Warning, "An event is said to follow, or to be caused by, one that came only after it."),
	editorial("self-relation", Warning, "An event is said to follow, cause, contain or go with itself."),
	editorial("summary-missing", Warning, "An article has neither a summary nor a standfirst for lists, feeds and search engines."),
	editorial("title-length", Warning, "A headline is longer than search engines and feed readers show: 110 characters, or checks.title_length."),
	{Name: "undated-relative-date", Severity: Warning, Off: true, Editorial: true, Doc: "An article says “on Tuesday” without a link that tells readers, and timelines, which day that was."},
	editorial("unknown-organisation", Warning, "An organisation has a page and no file that says what it is."),
	editorial("unknown-person", Warning, "A person has a page and no file that says who they are."),
	editorial("unknown-place", Warning, "A place has a page and no file that says where it is."),
	editorial("unsourced-event", Warning, "An event has no source: none of its own, none on a claim, none on an article that reports it."),
	editorial("weekday-mismatch", Error, "A weekday stands beside a date that was another day of the week."),
	editorial("withheld-link", Warning, "A public piece refers to something that the public does not see yet, or no more: the words stand without a link."),

	// Links that lead out of the site: package outside, with check --external.
	editorial("dead-link", Warning, "A page elsewhere that is linked to is gone, or does not answer (only with check --external)."),
	editorial("moved-link", Warning, "A page elsewhere that is linked to has moved for good (only with check --external)."),
})

func byName(a, b Rule) int { return strings.Compare(a.Name, b.Name) }

func sorted(rules []Rule) []Rule {
	slices.SortFunc(rules, byName)
	return rules
}
