package check

import (
	"daybook/generator/news"
	"daybook/generator/problem"
)

// verdict takes what rules found and gives it the level that the site wants,
// leaving out what files are excepted from.
type verdict struct {
	levels   map[string]string // of site.yaml, by rule
	excepted map[exceptedFrom]*exception
	held     map[string]bool // the rules that were not switched off
	problems []problem.Problem
}

// exceptedFrom is a file and a rule that it may break.
type exceptedFrom struct{ path, rule string }

// exception is one of them, and whether the file needed it.
type exception struct {
	news.Exception
	needed bool
}

func newVerdict(in Input) *verdict {
	v := &verdict{levels: in.Archive.Site.Checks.Levels, excepted: map[exceptedFrom]*exception{}, held: map[string]bool{}}
	d := desk{Input: in}
	for _, c := range d.copies() {
		for _, e := range c.Exceptions {
			v.excepted[exceptedFrom{c.Place.Path, e.Rule}] = &exception{Exception: e}
		}
	}
	if in.Elsewhere != nil {
		for _, r := range problem.Rules() {
			v.held[r.Name] = r.Editorial
		}
	}
	v.held["address-changed"] = in.Moved != nil
	return v
}

// level gives the level of a rule, and whether it is held at all.
func (v *verdict) level(name string) (problem.Severity, bool) {
	rule, _ := problem.RuleNamed(name)
	switch v.levels[name] {
	case "error":
		return problem.Error, true
	case "warning":
		return problem.Warning, true
	case "off":
		return problem.Warning, false
	}
	return rule.Severity, !rule.Off
}

// off reports whether a rule is not held, and notes when it is.
func (v *verdict) off(name string) bool {
	_, on := v.level(name)
	v.held[name] = on
	return !on
}

// take takes the findings of a rule.
func (v *verdict) take(name string, found []problem.Problem) {
	severity, on := v.level(name)
	if !on {
		return
	}
	for _, p := range found {
		if e := v.excepted[exceptedFrom{p.Place.Path, name}]; e != nil {
			e.needed = true
			continue
		}
		p.Rule, p.Severity = name, severity
		v.problems = append(v.problems, p)
	}
}
