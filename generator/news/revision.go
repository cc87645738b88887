package news

import (
	"slices"
	"strings"
	"time"
)

// Told is how much a site tells of what changed in its reports.
type Told string

// A site tells nothing, when a report changed last, or also what changed.
const (
	TellsNothing Told = ""
	TellsUpdated Told = "updated"
	TellsChanges Told = "changes"
)

// Wording is a report as the public read it from an instant on.
type Wording struct {
	From      time.Time
	Title     string
	Opening   string // the standfirst
	Sentences []string
}

// Revision is a change to a report that the public had read before.
type Revision struct {
	At      time.Time
	Changes []Rewording
}

// Rewording is a stretch of text that became another. One of the two is empty
// where something was only added or only taken out.
type Rewording struct {
	Part     string // "headline", "standfirst" or "text"
	Was, Now []Run
}

// Run is a stretch of words that stayed or changed.
type Run struct {
	Text    string
	Changed bool
}

// Revisions tells what changed from each wording to the next, oldest first.
// Where no word changed there is no revision.
func Revisions(wordings []Wording) []Revision {
	var found []Revision
	for i := 1; i < len(wordings); i++ {
		was, now := wordings[i-1], wordings[i]
		r := Revision{At: now.From}
		r.Changes = append(r.Changes, reworded("headline", line(was.Title), line(now.Title))...)
		r.Changes = append(r.Changes, reworded("standfirst", line(was.Opening), line(now.Opening))...)
		r.Changes = append(r.Changes, reworded("text", was.Sentences, now.Sentences)...)
		if len(r.Changes) > 0 {
			found = append(found, r)
		}
	}
	return found
}

func line(text string) []string {
	if text == "" {
		return nil
	}
	return []string{text}
}

// reworded gives the stretches of sentences that differ.
func reworded(part string, was, now []string) []Rewording {
	var found []Rewording
	for _, s := range differing(was, now) {
		before, after := strings.Join(was[s.was:s.wasEnd], " "), strings.Join(now[s.now:s.nowEnd], " ")
		found = append(found, Rewording{Part: part, Was: runs(before, after, true), Now: runs(before, after, false)})
	}
	return found
}

// runs marks the words of one text that the other has not.
func runs(was, now string, ofWas bool) []Run {
	before, after := strings.Fields(was), strings.Fields(now)
	words := after
	if ofWas {
		words = before
	}
	if len(words) == 0 {
		return nil
	}
	if len(before) == 0 || len(after) == 0 {
		return []Run{{Text: strings.Join(words, " ")}}
	}
	var made []Run
	add := func(from, to int, changed bool) {
		if from < to {
			made = append(made, Run{strings.Join(words[from:to], " "), changed})
		}
	}
	at := 0
	for _, s := range differing(before, after) {
		from, to := s.now, s.nowEnd
		if ofWas {
			from, to = s.was, s.wasEnd
		}
		add(at, from, false)
		add(from, to, true)
		at = to
	}
	add(at, len(words), false)
	return made
}

// stretch is where two lists differ.
type stretch struct{ was, wasEnd, now, nowEnd int }

// mostCompared bounds the table by which two lists are compared; longer middles
// count as wholly different.
const mostCompared = 1 << 20

// differing gives the stretches in which two lists differ, by a longest common
// subsequence of what lies between their equal ends.
func differing(was, now []string) []stretch {
	head := 0
	for head < len(was) && head < len(now) && was[head] == now[head] {
		head++
	}
	tail := 0
	for tail < len(was)-head && tail < len(now)-head && was[len(was)-1-tail] == now[len(now)-1-tail] {
		tail++
	}
	a, b := was[head:len(was)-tail], now[head:len(now)-tail]
	if len(a) == 0 && len(b) == 0 {
		return nil
	}
	whole := []stretch{{head, head + len(a), head, head + len(b)}}
	if len(a) == 0 || len(b) == 0 || len(a)*len(b) > mostCompared {
		return whole
	}
	longest := make([][]int32, len(a)+1)
	for i := range longest {
		longest[i] = make([]int32, len(b)+1)
	}
	for i, x := range slices.Backward(a) {
		for j, y := range slices.Backward(b) {
			if x == y {
				longest[i][j] = longest[i+1][j+1] + 1
			} else {
				longest[i][j] = max(longest[i+1][j], longest[i][j+1])
			}
		}
	}
	var found []stretch
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		if i < len(a) && j < len(b) && a[i] == b[j] {
			i, j = i+1, j+1
			continue
		}
		s := stretch{head + i, 0, head + j, 0}
		for (i < len(a) || j < len(b)) && (i == len(a) || j == len(b) || a[i] != b[j]) {
			if j == len(b) || i < len(a) && longest[i+1][j] >= longest[i][j+1] {
				i++
			} else {
				j++
			}
		}
		s.wasEnd, s.nowEnd = head+i, head+j
		found = append(found, s)
	}
	return found
}
