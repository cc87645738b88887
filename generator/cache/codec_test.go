package cache

import (
	"math"
	"math/rand/v2"
	"reflect"
	"testing"
	"testing/quick"
	"time"

	"github.com/google/go-cmp/cmp"

	"daybook/generator/when"
)

type leaf struct {
	Text  string
	Count int
	Small int8
	Large uint64
	Is    bool
	Under float64ish
}

type float64ish uint32

type tree struct {
	Name   string
	Leaf   leaf
	Leaves []leaf
	Points []*leaf
	Below  *tree
	Texts  []string
	At     time.Time
	Zone   *time.Location
	Date   when.Date
}

// grow makes a random tree; texts repeat, as they do in headers.
func grow(r *rand.Rand, depth int) tree {
	texts := []string{"", "a", "Asia/Karachi", "پنجگور", "a text that comes again", "\xff\x00"}
	text := func() string { return texts[r.IntN(len(texts))] }
	aLeaf := func() leaf {
		if r.IntN(4) == 0 {
			return leaf{}
		}
		return leaf{text(), int(r.Uint64()) >> r.IntN(64), int8(r.Int32()), r.Uint64() >> r.IntN(64), r.IntN(2) == 0, float64ish(r.Uint32())}
	}
	t := tree{Name: text(), Leaf: aLeaf()}
	for range r.IntN(4) {
		t.Leaves = append(t.Leaves, aLeaf())
		t.Texts = append(t.Texts, text())
		if r.IntN(2) == 0 {
			l := aLeaf()
			t.Points = append(t.Points, &l)
		} else {
			t.Points = append(t.Points, nil)
		}
	}
	zones := []*time.Location{nil, time.UTC, time.FixedZone("", 5*3600), time.FixedZone("PKT", 5*3600), zoneCalled("Asia/Karachi"), zoneCalled("America/New_York")}
	t.Zone = zones[r.IntN(len(zones))]
	if r.IntN(3) > 0 && t.Zone != nil {
		t.At = time.Unix(r.Int64N(4e9)-1e9, r.Int64N(1e9)).In(t.Zone)
	}
	dates := []string{"2024-01-16", "2024-01", "2024", "2024-01-16T04:00+05:00", "2024-01-15/2024-01-17", "2024-01-16?", "2024-01~", "2024-01-16/.."}
	if i := r.IntN(len(dates) + 1); i < len(dates) {
		t.Date, _ = when.Parse(dates[i], time.UTC)
	}
	if depth > 0 && r.IntN(2) == 0 {
		below := grow(r, depth-1)
		t.Below = &below
	}
	return t
}

var sameValue = cmp.Options{
	cmp.Comparer(func(a, b *time.Location) bool {
		return (a == nil) == (b == nil) && (a == nil || a.String() == b.String())
	}),
	cmp.Comparer(func(a, b time.Time) bool {
		x, from := a.Zone()
		y, to := b.Zone()
		return a.Equal(b) && x == y && from == to && a.Location().String() == b.Location().String()
	}),
	cmp.Comparer(func(a, b when.Date) bool { return reflect.DeepEqual(a, b) || a.String() == b.String() }),
}

func TestValuesReadBackAsWritten(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		want := grow(r, 3)
		var got tree
		if err := Read(Append([]byte(nil), &want), &got); err != nil {
			t.Fatalf("%+v: %v", want, err)
		}
		if diff := cmp.Diff(want, got, sameValue); diff != "" {
			t.Fatalf("-written +read:\n%s", diff)
		}
	}
}

func TestWholeNumbersOfAllSizes(t *testing.T) {
	same := func(v leaf) bool {
		var got leaf
		return Read(Append(nil, &v), &got) == nil && got == v
	}
	if err := quick.Check(same, nil); err != nil {
		t.Error(err)
	}
	for _, n := range []int{math.MinInt, -1, 0, 1, math.MaxInt} {
		if !same(leaf{Count: n, Large: uint64(n)}) {
			t.Errorf("%d is not read back", n)
		}
	}
}

// TestEmptyListIsNotNil tells a list without items from no list.
func TestEmptyListIsNotNil(t *testing.T) {
	want := tree{Texts: []string{}}
	var got tree
	if err := Read(Append(nil, &want), &got); err != nil || got.Texts == nil || got.Leaves != nil {
		t.Errorf("read %+v, %v", got, err)
	}
}

func TestWhatHasNoFormIsRefusedLoudly(t *testing.T) {
	for name, v := range map[string]any{
		"map": &struct{ M map[string]int }{}, "func": &struct{ F func() }{}, "interface": &struct{ E error }{},
		"hidden": &struct{ hidden int }{}, "float": &struct{ F float64 }{},
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("a %s is written", name)
				}
			}()
			Append(nil, v)
		}()
	}
}

// FuzzRead gives the reader bytes of any kind: it refuses them or reads a
// value, and takes no more memory than they are long.
func FuzzRead(f *testing.F) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 20 {
		v := grow(r, 2)
		f.Add(Append(nil, &v))
	}
	f.Add([]byte{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff})
	f.Fuzz(func(t *testing.T, b []byte) {
		var v tree
		if Read(b, &v) != nil {
			return
		}
		var again tree
		if err := Read(Append(nil, &v), &again); err != nil {
			t.Fatalf("what was read is not written: %v", err)
		}
		if diff := cmp.Diff(v, again, sameValue); diff != "" {
			t.Fatalf("-read +again:\n%s", diff)
		}
	})
}
