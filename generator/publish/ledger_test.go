package publish

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func someLedger(n int) ledger {
	entries := make([]entry, n)
	for i := range entries {
		p := fmt.Sprintf("2024/01/%08d/an-article-of-the-day/index.html", i)
		entries[i] = entry{path: p, key: keyOf(p), sum: keyOf("sum" + p), size: int64(i), mtime: 1_700_000_000_000_000_000 - int64(i)}
	}
	l := newLedger(entries)
	l.note = fmt.Sprint(n, " files")
	return l
}

func TestLedgerReadsBackAsWritten(t *testing.T) {
	for _, n := range []int{0, 1, 1000} {
		l := someLedger(n)
		got, err := decodeLedger(l.encode())
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(l, got, cmp.AllowUnexported(ledger{}, entry{})); diff != "" {
			t.Errorf("%d entries (-want +got):\n%s", n, diff)
		}
	}
}

func TestUnderGivesOnlyWhatIsBelow(t *testing.T) {
	l := newLedger([]entry{{path: "a"}, {path: "a-b/c"}, {path: "a/b"}, {path: "a/c/d"}, {path: "a0"}})
	var got []string
	for _, e := range l.under("a") {
		got = append(got, e.path)
	}
	if diff := cmp.Diff([]string{"a/b", "a/c/d"}, got); diff != "" {
		t.Error(diff)
	}
	if len(l.under("")) != 5 || len(l.under("x")) != 0 {
		t.Error("the whole, or nothing, is not given")
	}
}

// A ledger that is accepted says one thing only: it is what encode writes, and
// every path in it may be published.
func FuzzLedger(f *testing.F) {
	f.Add(someLedger(0).encode())
	f.Add(someLedger(3).encode())
	f.Add(newLedger([]entry{{path: "../a"}}).encode())
	f.Add(newLedger([]entry{{path: "b"}, {path: "a"}}).encode())
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, b := range [][]byte{b, seal(append([]byte(ledgerMagic), b...))} {
			l, err := decodeLedger(b)
			if err != nil {
				continue
			}
			for i, e := range l.entries {
				if valid(e.path) != nil || i > 0 && l.entries[i-1].path >= e.path {
					t.Errorf("entry %d: %q", i, e.path)
				}
			}
			if again, err := decodeLedger(l.encode()); err != nil || !cmp.Equal(l, again, cmp.AllowUnexported(ledger{}, entry{})) {
				t.Errorf("does not read back: %v", err)
			}
		}
	})
}

func FuzzJournal(f *testing.F) {
	f.Add(journal{steps: []step{{raise, "", 0}, {put, "a/b", 3}, {raze, "a", 0}}}.encode()[len(journalMagic):])
	f.Add(journal{inside: true, steps: []step{{depart, "../a", 0}}}.encode()[len(journalMagic):])
	f.Fuzz(func(t *testing.T, b []byte) {
		j, err := decodeJournal(seal(append([]byte(journalMagic), b...)))
		if err != nil {
			return
		}
		for _, s := range j.steps {
			if s.act >= acts || valid(s.path) != nil && s.act != raise {
				t.Errorf("step %v", s)
			}
		}
		if again, err := decodeJournal(j.encode()); err != nil || !bytes.Equal(again.encode(), j.encode()) {
			t.Errorf("does not read back: %v", err)
		}
	})
}

func BenchmarkLoadLedger100000(b *testing.B) {
	data := someLedger(100_000).encode()
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := decodeLedger(data); err != nil {
			b.Fatal(err)
		}
	}
}
