package check

import (
	"slices"
	"strings"
	"unicode"

	"daybook/generator/news"
	"daybook/generator/problem"
)

var nearDuplicateNames = rule{name: "near-duplicate-names", run: checkNearDuplicateNames}

// shortestName is how many letters a name needs before one of them can be
// called a slip: Iran is not Iraq.
const shortestName = 6

// spelt is a name ready to be compared.
type spelt struct {
	name *news.Name
	text []rune // folded, with single spaces
}

// checkNearDuplicateNames finds pairs by what is left of a name when a letter
// is taken out (symmetric deletion): names one letter apart share a remainder.
// Names that both have a file are known to be two.
func checkNearDuplicateNames(d *desk) []problem.Problem {
	var all []spelt
	for _, n := range d.names() {
		all = append(all, spelt{n, []rune(strings.Join(nameWords(n.Title), " "))})
	}
	blocks := make(map[uint64][]int32, 16*len(all))
	pairs := map[[2]int32]bool{}
	var order [][2]int32
	for i, s := range all {
		for _, key := range remainders(s.text) {
			in := blocks[key]
			for _, j := range in[max(0, len(in)-mostInBlock):] {
				pair := [2]int32{j, int32(i)}
				if j != int32(i) && !pairs[pair] && sameName(all[j], s) {
					pairs[pair] = true
					order = append(order, pair)
				}
			}
			blocks[key] = append(in, int32(i))
		}
	}
	var problems []problem.Problem
	for _, pair := range order {
		problems = append(problems, d.namesakes(all[pair[0]].name, all[pair[1]].name))
	}
	return problems
}

func nameWords(title string) []string {
	return strings.FieldsFunc(folded(title), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// remainders gives the keys by which a name finds those that are near: itself,
// itself with its words sorted, and itself without each of its letters.
func remainders(text []rune) []uint64 {
	words := strings.Fields(string(text))
	slices.Sort(words)
	keys := append(make([]uint64, 0, len(text)+2), keyOf(text, -1))
	if sorted := keyOf([]rune(strings.Join(words, " ")), -1); sorted != keys[0] {
		keys = append(keys, sorted)
	}
	if len(text) < shortestName {
		return keys
	}
	for i := range text {
		if i > 0 && text[i] == text[i-1] {
			continue
		}
		keys = append(keys, keyOf(text, i))
	}
	return keys
}

// keyOf hashes a text without one of its letters (FNV-1a). Names that share a
// key by chance are told apart when they are compared.
func keyOf(text []rune, without int) uint64 {
	hash := uint64(14695981039346656037)
	for i, r := range text {
		if i != without {
			hash = (hash ^ uint64(r)) * 1099511628211
		}
	}
	return hash
}

// sameName reports whether two names are most likely one.
func sameName(a, b spelt) bool {
	if a.name.Kind != b.name.Kind && a.name.Kind != news.KindActor && b.name.Kind != news.KindActor {
		return false
	}
	if a.name.Copy != nil && b.name.Copy != nil {
		return false
	}
	if a.name.Copy == nil && b.name.Copy == nil && min(a.name.Uses, b.name.Uses) > 2 {
		return false
	}
	if string(a.text) == string(b.text) {
		return true
	}
	x, y := strings.Fields(string(a.text)), strings.Fields(string(b.text))
	if len(x) == len(y) && len(x) > 1 {
		p, q := slices.Sorted(slices.Values(x)), slices.Sorted(slices.Values(y))
		if slices.Equal(p, q) {
			return true
		}
	}
	return oneSlip(x, y)
}

// oneSlip reports whether two names differ in one word by one letter that
// anyone may get wrong: left out, doubled, swapped with its neighbour, or, in a
// longer word, another one. First letters and figures are rarely wrong, and
// initials tell people apart.
func oneSlip(x, y []string) bool {
	if len(x) != len(y) {
		return strings.Join(x, "") == strings.Join(y, "")
	}
	slip := false
	for i := range x {
		if x[i] == y[i] {
			continue
		}
		if slip || !slipped([]rune(x[i]), []rune(y[i])) {
			return false
		}
		slip = true
	}
	return slip
}

func slipped(a, b []rune) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b) < shortestName-1 || a[0] != b[0] || len(b)-len(a) > 1 ||
		slices.ContainsFunc(a, unicode.IsDigit) || slices.ContainsFunc(b, unicode.IsDigit) {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	switch {
	case len(a) < len(b):
		return slices.Equal(a[i:], b[i+1:])
	case i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && slices.Equal(a[i+2:], b[i+2:]):
		return true
	}
	return len(a) >= shortestName && slices.Equal(a[i+1:], b[i+1:])
}

// namesakes reports the name that is more likely the misspelt one: without a
// file, else used less, else the later in the alphabet.
func (d *desk) namesakes(right, wrong *news.Name) problem.Problem {
	if wrong.Copy != nil || right.Copy == nil && wrong.Uses > right.Uses {
		right, wrong = wrong, right
	}
	use := d.firstUse(wrong)
	p := found(use.Place, "the %s “%s” is spelt much like “%s”", wrong.Kind, wrong.Title, right.Title)
	if right.Copy != nil {
		p = p.Noted(right.Copy.Place, "“%s” has this file", right.Title)
	} else if other := d.firstUse(right); !other.Place.IsZero() {
		p = p.Noted(other.Place, "“%s” is used here", right.Title)
	}
	written := right.Title
	if news.IsSlug(use.Text) {
		written = right.Slug
	}
	return p.Hinted("write %q; if they are two, write %s", written, fileFor(wrong))
}
