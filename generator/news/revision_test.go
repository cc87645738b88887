package news_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"daybook/generator/news"
)

// worded writes rewordings in one line: {was|now}, with changed words in
// capitals.
func worded(changes []news.Rewording) string {
	side := func(runs []news.Run) string {
		var words []string
		for _, r := range runs {
			if r.Changed {
				r.Text = strings.ToUpper(r.Text)
			}
			words = append(words, r.Text)
		}
		return strings.Join(words, " ")
	}
	var b strings.Builder
	for _, c := range changes {
		b.WriteString(c.Part + "{" + side(c.Was) + "|" + side(c.Now) + "}")
	}
	return b.String()
}

func TestRevisions(t *testing.T) {
	for _, c := range []struct {
		says     string
		was, now news.Wording
		want     string
	}{
		{"nothing", news.Wording{Title: "a", Sentences: []string{"b"}}, news.Wording{Title: "a", Sentences: []string{"b"}}, ""},
		{"a word", news.Wording{Sentences: []string{"one.", "five were hurt.", "end."}}, news.Wording{Sentences: []string{"one.", "six were hurt.", "end."}}, "text{FIVE were hurt.|SIX were hurt.}"},
		{"added", news.Wording{Sentences: []string{"one.", "three."}}, news.Wording{Sentences: []string{"one.", "two.", "three.", "four."}}, "text{|two.}text{|four.}"},
		{"taken out", news.Wording{Sentences: []string{"one.", "two.", "three."}}, news.Wording{Sentences: []string{"one.", "three."}}, "text{two.|}"},
		{"headline and standfirst", news.Wording{Title: "old name", Opening: "x"}, news.Wording{Title: "new name"}, "headline{OLD name|NEW name}standfirst{x|}"},
	} {
		c.now.From = time.Date(2024, 1, 19, 0, 0, 0, 0, time.UTC)
		found := news.Revisions([]news.Wording{c.was, c.now})
		var got string
		for _, r := range found {
			got += worded(r.Changes)
			if !r.At.Equal(c.now.From) {
				t.Errorf("%s: at %v", c.says, r.At)
			}
		}
		if got != c.want || len(found) > 1 {
			t.Errorf("%s: got %q, want %q", c.says, got, c.want)
		}
	}
}

// TestRevisionsAreTrue holds that what is told is what happened: with what was
// taken out put back and what was added taken out, the new text is the old one.
func TestRevisionsAreTrue(t *testing.T) {
	sentence := rapid.SampledFrom([]string{"a b.", "a c.", "b.", "c d e.", "f."})
	rapid.Check(t, func(t *rapid.T) {
		was := rapid.SliceOfN(sentence, 0, 12).Draw(t, "was")
		now := rapid.SliceOfN(sentence, 0, 12).Draw(t, "now")
		found := news.Revisions([]news.Wording{{Sentences: was}, {Sentences: now}})
		if len(found) == 0 {
			if !slices.Equal(was, now) {
				t.Fatalf("nothing is told of %q becoming %q", was, now)
			}
			return
		}
		whole := func(runs []news.Run) []string {
			var words []string
			for _, r := range runs {
				words = append(words, strings.Fields(r.Text)...)
			}
			return words
		}
		var became func(old, fresh []string, changes []news.Rewording) bool
		became = func(old, fresh []string, changes []news.Rewording) bool {
			if len(changes) > 0 {
				before, after := whole(changes[0].Was), whole(changes[0].Now)
				if starts(old, before) && starts(fresh, after) && became(old[len(before):], fresh[len(after):], changes[1:]) {
					return true
				}
			}
			if len(old) == 0 || len(fresh) == 0 || old[0] != fresh[0] {
				return len(old)+len(fresh)+len(changes) == 0
			}
			return became(old[1:], fresh[1:], changes)
		}
		for _, c := range found[0].Changes {
			if slices.Equal(whole(c.Was), whole(c.Now)) {
				t.Fatalf("a change of %v into itself", c.Was)
			}
		}
		if !became(strings.Fields(strings.Join(was, " ")), strings.Fields(strings.Join(now, " ")), found[0].Changes) {
			t.Fatalf("%q became %q, and %s is told", was, now, worded(found[0].Changes))
		}
	})
}

func starts(words, with []string) bool {
	return len(with) <= len(words) && slices.Equal(words[:len(with)], with)
}
