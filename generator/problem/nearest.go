package problem

import "unicode"

// Nearest gives the known word that a misspelt one was most likely meant to
// be, or "" when none is near: at most a third of the word's letters may
// differ, counted as insertions, deletions, substitutions and swaps of
// neighbours (optimal string alignment distance), letter case aside. Among
// equals the first in known wins.
func Nearest(word string, known []string) string {
	best, bestDistance := "", len([]rune(word))/3+1
	if bestDistance > 4 {
		bestDistance = 4
	}
	for _, candidate := range known {
		if d := distance(word, candidate, bestDistance); d < bestDistance {
			best, bestDistance = candidate, d
		}
	}
	return best
}

// distance counts the edits from a to b and stops counting at limit.
func distance(a, b string, limit int) int {
	x, y := fold(a), fold(b)
	if len(x)-len(y) >= limit || len(y)-len(x) >= limit {
		return limit
	}
	before := make([]int, len(y)+1)
	last := make([]int, len(y)+1)
	row := make([]int, len(y)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(x); i++ {
		row[0] = i
		smallest := i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			smallest = min(smallest, row[j])
		}
		if smallest >= limit {
			return limit
		}
		before, last, row = last, row, before
	}
	return last[len(y)]
}

func fold(s string) []rune {
	runes := []rune(s)
	for i, r := range runes {
		runes[i] = unicode.ToLower(r)
	}
	return runes
}
