package check

import "daybook/generator/problem"

const needlessException = "needless-exception"

// takeNeedless reports the exceptions of the files that were looked at and
// found to break no such rule. It is no rule as the others are: it is about
// what they found.
func (v *verdict) takeNeedless(d *desk) {
	if v.off(needlessException) {
		return
	}
	var problems []problem.Problem
	for _, s := range d.sheets() {
		for _, e := range s.copy.Exceptions {
			if !v.held[e.Rule] || e.Rule == needlessException || v.excepted[exceptedFrom{s.path, e.Rule}].needed {
				continue
			}
			problems = append(problems, found(e.Place, "the file does not break %s, and needs no exception from it", e.Rule).
				Hinted("take the line out"))
		}
	}
	v.take(needlessException, problems)
}
