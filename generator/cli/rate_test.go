package cli

import (
	"testing"
	"time"
)

func TestRateIsThatOfThePhase(t *testing.T) {
	began := time.Unix(1000, 0)
	for _, c := range []struct {
		phase    string
		done, of int
		after    time.Duration
		want     string
	}{
		{"read", 1200, 10000, 2 * time.Second, "reading 1,200 of 10,000 files, 600 a second"},
		{"make", 49, 49238, 50 * time.Millisecond, "making 49 of 49,238 pages and files"},
	} {
		if got := (rate{c.phase, began, 0}).words(c.done, c.of, began.Add(c.after)); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}
