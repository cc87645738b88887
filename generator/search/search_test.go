package search_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"daybook/generator/search"
	"daybook/generator/view"
)

func TestWords(t *testing.T) {
	for text, want := range map[string]string{
		"":                               "",
		"Brønsk, Ilvée und STRÖM":        "bronsk ilvee und strom",
		"the teachers’ strike, 2024":     "the teachers strike 2024",
		"كتاب يحيى":                      "کتاب یحیی",
		"کتاب یحیی":                      "کتاب یحیی",
		"عَلَيْهِ مـحـمـد":               "علیه محمد",
		"می‌خواهم ۱۴۰۳ ١٤٤٥":             "میخواهم 1403 1445",
		"ہمسایہ همسایه":                  "همسایه همسایه",
		"مؤثر أمل":                       "موثر امل",
		"हिन्दी की":                      "हिन्दी की",
		"北京 2024年":                       "北 京 2024 年",
		"İstanbul ΟΔΟΣ ﬁne æon straße Ⅷ": "istanbul οδοσ fine aeon strasse viii",
	} {
		if got := strings.Join(search.Words(text), " "); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// TestFoldIsSettled folds any text: folding again changes nothing, and the words
// of a folded text are those of the text.
func TestFoldIsSettled(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		folded := search.Fold(text)
		if again := search.Fold(folded); again != folded {
			t.Fatalf("%+q becomes %+q and then %+q", text, folded, again)
		}
		if got, want := search.Words(folded), search.Words(text); !slices.Equal(got, want) {
			t.Fatalf("%+q has the words %+q, folded %+q", text, want, got)
		}
	})
}

func TestText(t *testing.T) {
	for body, want := range map[string]string{
		"":                                   "",
		"<p>One &amp; <em>two</em></p>":      "One & two",
		"<h2 id=\"x\">A</h2>\n<p>B<br>C</p>": "A\nB\nC",
		"<p>\x000oa link\x000c, more</p>":    "a link, more",
		"<p><img src=\"\x001s\" alt=\"x\">y": "y",
		"<script>var a = 1 < 2;</script>z":   "z",
		"a <b":                               "a",
		`On <time>Tuesday<span class="unseen"> (16 January)</span></time>, Iran<sup id="fnref:1"><a>1</a></sup>.`: "On Tuesday, Iran.",
		"<p>one\ntwo</p>\n<p>three</p>": "one two\nthree",
		"<td>1</td><td>2</td>":          "1\n2",
	} {
		if got := search.Text([]byte(body)); got != want {
			t.Errorf("%q: %q, want %q", body, got, want)
		}
	}
}

// corpus makes pieces of some days, in their order.
func corpus(days []int, perDay func(day int) int) (pieces []search.Piece, bodies map[string]string) {
	bodies = map[string]string{}
	for _, day := range days {
		for slot := range perDay(day) {
			file := fmt.Sprintf("%d-%d", day, slot)
			bodies[file] = fmt.Sprintf("<p>common number%d and day%d</p>", slot, day)
			pieces = append(pieces, search.Piece{SearchPiece: view.SearchPiece{
				Day: day, Slot: slot, Headline: "Report " + file, TopicIDs: []string{"one"}, Who: []string{"Ám Bé"},
			}, File: file, Hash: bodies[file]})
		}
	}
	return pieces, bodies
}

// shards gives all shards of a part as the browser reads them.
func shards(t *testing.T, p *search.Part, bodies map[string]string) []map[string][]int {
	t.Helper()
	heads, units := make([][]byte, len(p.Units)), make([][]byte, len(p.Units))
	for i := range p.Units {
		heads[i], units[i] = search.Make(p, &p.Units[i], func(file string) []byte { return []byte(bodies[file]) })
	}
	all := make([]map[string][]int, p.Files())
	for n := range all {
		var v view.SearchShard
		for i := range units {
			unit, err := search.ShardOf(heads[i], units[i], n)
			if err != nil {
				t.Fatal(err)
			}
			v.Units = append(v.Units, unit)
		}
		text, err := search.Shard(v)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(text, &all[n]); err != nil {
			t.Fatalf("shard %d: %v\n%s", n, err, text)
		}
	}
	return all
}

// numbers gives the pieces that a term is listed with, as day and slot.
func numbers(p *search.Part, shards []map[string][]int, term string) (found [][2]int) {
	for _, shard := range shards {
		n := 0
		for _, code := range shard[term] {
			n += code >> 3
			found = append(found, [2]int{p.First + n/p.Slots, n % p.Slots})
		}
	}
	return found
}

// TestEveryPieceIsListed takes in pieces of several months: a word that all have
// lists all, in their order, and one of a single piece that one alone.
func TestEveryPieceIsListed(t *testing.T) {
	var days []int
	for day := search.Day(2023, time.November, 1); day < search.Day(2024, time.March, 1); day++ {
		days = append(days, day)
	}
	pieces, bodies := corpus(days, func(int) int { return 10 })
	parts := search.Arrange(pieces)
	if len(parts) != 1 || len(parts[0].Units) < 2 {
		t.Fatalf("%d parts", len(parts))
	}
	p := &parts[0]
	all := shards(t, p, bodies)
	for _, term := range []string{"common", "t:one", "w:am be", "*"} {
		got := numbers(p, all, term)
		if len(got) != len(pieces) {
			t.Fatalf("%q lists %d of %d pieces", term, len(got), len(pieces))
		}
		for i, piece := range pieces {
			if got[i] != [2]int{piece.Day, piece.Slot} {
				t.Fatalf("%q: piece %d is %v, want day %d, slot %d", term, i, got[i], piece.Day, piece.Slot)
			}
		}
	}
	if got := numbers(p, all, fmt.Sprintf("day%d", days[7])); len(got) != 10 || got[0] != [2]int{days[7], 0} {
		t.Errorf("the word of one day lists %v", got)
	}
	begun := map[int]bool{}
	for n, shard := range all {
		for term := range shard {
			if strings.HasPrefix(term, "num") {
				begun[n] = true
			}
		}
	}
	if len(begun) != 1 {
		t.Errorf("words that begin alike lie in %d shards", len(begun))
	}
}

// TestPartsFollowTheCalendar cuts many pieces: parts do not overlap, hold all of
// their span, and one day more leaves the parts of years that are over as they
// were.
func TestPartsFollowTheCalendar(t *testing.T) {
	var days []int
	for day := search.Day(2019, time.January, 1); day < search.Day(2021, time.July, 1); day++ {
		days = append(days, day)
	}
	days = append([]int{search.Undated, search.Day(1947, time.August, 14)}, days...)
	perDay := func(day int) int { return map[bool]int{true: 40, false: 1}[day > search.Day(2000, 1, 1)] }
	pieces, _ := corpus(days, perDay)
	before := search.Arrange(pieces)
	held := 0
	for i, p := range before {
		if i > 0 && before[i-1].Until > p.First || p.First >= p.Until {
			t.Errorf("part %s runs from %d to %d", p.Folder, p.First, p.Until)
		}
		for _, u := range p.Units {
			held += len(u.Pieces)
			for _, piece := range u.Pieces {
				if piece.Day < p.First || piece.Day >= p.Until {
					t.Errorf("part %s holds day %d", p.Folder, piece.Day)
				}
			}
		}
	}
	if held != len(pieces) || len(before) < 5 {
		t.Errorf("%d parts hold %d of %d pieces", len(before), held, len(pieces))
	}
	more, _ := corpus(append(days, days[len(days)-1]+1), perDay)
	after := search.Arrange(more)
	changed := 0
	for i, p := range before {
		for j, u := range p.Units {
			if after[i].Folder != p.Folder || len(after[i].Units) <= j || after[i].Units[j].Key != u.Key {
				changed++
			}
		}
	}
	if changed > 1 {
		t.Errorf("a day more changed %d units", changed)
	}
}

// TestEditChangesFewShards adds a word to one piece of many: the shards of that
// word and of its pairs change, and no other.
func TestEditChangesFewShards(t *testing.T) {
	var days []int
	for day := range 200 {
		days = append(days, search.Day(2024, time.January, 1)+day)
	}
	pieces, bodies := corpus(days, func(int) int { return 10 })
	p := &search.Arrange(pieces)[0]
	was := shards(t, p, bodies)
	bodies[pieces[700].File] += "<p>unheard</p>"
	now := shards(t, p, bodies)
	changed := 0
	for i := range was {
		if fmt.Sprint(was[i]) != fmt.Sprint(now[i]) {
			changed++
		}
	}
	if changed != 1 || p.Shards < 256 {
		t.Errorf("one word more changed %d of %d shards", changed, p.Shards)
	}
}

// TestRareAndProminentWordsWeighMore holds the order of weights.
func TestRareAndProminentWordsWeighMore(t *testing.T) {
	piece := func(slot int, headline, standfirst string) search.Piece {
		return search.Piece{SearchPiece: view.SearchPiece{Day: 0, Slot: slot, Headline: headline, Standfirst: standfirst}, File: fmt.Sprint(slot)}
	}
	pieces := []search.Piece{piece(0, "border", ""), piece(1, "x", "border"), piece(2, "x", ""), piece(3, "x", "")}
	filler := strings.Repeat("<p>other words here</p>", 100)
	bodies := map[string]string{"0": filler, "1": filler, "2": "<p>border border border</p>" + filler, "3": "<p>border</p>" + filler + filler}
	p := &search.Arrange(pieces)[0]
	var weights []int
	for _, shard := range shards(t, p, bodies) {
		for _, code := range shard["border"] {
			weights = append(weights, code&7)
		}
	}
	if len(weights) != 4 || weights[0] <= weights[1] || weights[1] < weights[2] || weights[2] <= weights[3] {
		t.Errorf("headline, standfirst, thrice in the text, once in a long one: %v", weights)
	}
}

// TestShardRefusesWhatItDidNotWrite reads torn units without a panic.
func TestShardRefusesWhatItDidNotWrite(t *testing.T) {
	pieces, bodies := corpus([]int{0}, func(int) int { return 3 })
	p := &search.Arrange(pieces)[0]
	head, body := search.Make(p, &p.Units[0], func(file string) []byte { return []byte(bodies[file]) })
	for n := range len(body) {
		if unit, err := search.ShardOf(head, body[:n], 0); err == nil {
			if _, err := search.Shard(view.SearchShard{Units: []string{unit[:max(len(unit)-1, 0)]}}); len(unit) > 0 && err == nil {
				t.Fatalf("a torn unit of %d bytes is read", n)
			}
		}
	}
	if _, err := search.SumOf(head, p.Files()); err == nil {
		t.Error("a shard that is not there has a sum")
	}
}

func BenchmarkMake(b *testing.B) {
	var days []int
	for day := range 25 {
		days = append(days, day)
	}
	pieces, bodies := corpus(days, func(int) int { return 20 })
	text := strings.Repeat("<p>The transport minister said on Tuesday that the harbour reform would be voted on in the spring session.</p>", 35)
	for file := range bodies {
		bodies[file] = text
	}
	p := &search.Arrange(pieces)[0]
	b.ReportAllocs()
	for b.Loop() {
		for i := range p.Units {
			search.Make(p, &p.Units[i], func(file string) []byte { return []byte(bodies[file]) })
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/float64(len(pieces)), "µs/piece")
}
