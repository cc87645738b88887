package publish

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
)

const benchPages = 12_000

func benchPath(i int) string {
	return fmt.Sprintf("%d/%02d/%02d/article-%d/index.html", 2010+i%10, i%12+1, i%28+1, i)
}

func benchBody(i int, edition string) []byte {
	return []byte(fmt.Sprintf("%s %d %s", edition, i, strings.Repeat("eleven bytes", 930)))
}

// onAllCores does what render does: pages in no order, as many as there are cores.
func onAllCores(do func(i int) error) error {
	var mu sync.Mutex
	var failed error
	var workers sync.WaitGroup
	cores := runtime.GOMAXPROCS(0)
	for w := range cores {
		workers.Go(func() {
			for i := w; i < benchPages; i += cores {
				if err := do(i); err != nil {
					mu.Lock()
					failed = err
					mu.Unlock()
					return
				}
			}
		})
	}
	workers.Wait()
	return failed
}

func benchRun(b *testing.B, out string, edition func(i int) string) Summary {
	b.Helper()
	r, err := Open(context.Background(), out, Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer r.Abort()
	err = onAllCores(func(i int) error {
		p := benchPath(i)
		key := [32]byte{byte(i), byte(i >> 8), edition(i)[0]}
		if r.Holds(p, key) {
			return r.Keep(p)
		}
		return r.Put(p, key, benchBody(i, edition(i)))
	})
	if err != nil {
		b.Fatal(err)
	}
	sum, err := r.Commit()
	if err != nil {
		b.Fatal(err)
	}
	return sum
}

func same(int) string { return "a" }

// The floor: the same files, written plainly.
func BenchmarkPlainWrites12000(b *testing.B) {
	out := filepath.Join(b.TempDir(), "public")
	for b.Loop() {
		err := onAllCores(func(i int) error {
			name := filepath.Join(out, benchPath(i))
			if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
				return err
			}
			return os.WriteFile(name, benchBody(i, "a"), 0o644)
		})
		if err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		os.RemoveAll(out)
		b.StartTimer()
	}
}

func BenchmarkFresh12000(b *testing.B) {
	parent := b.TempDir()
	for b.Loop() {
		if sum := benchRun(b, filepath.Join(parent, "public"), same); sum.Wrote != benchPages {
			b.Fatalf("%+v", sum)
		}
		b.StopTimer()
		os.RemoveAll(filepath.Join(parent, "public"))
		os.RemoveAll(filepath.Join(parent, stateName))
		b.StartTimer()
	}
}

func BenchmarkNothingChanged12000(b *testing.B) {
	out := filepath.Join(b.TempDir(), "public")
	benchRun(b, out, same)
	for b.Loop() {
		if sum := benchRun(b, out, same); sum.Wrote != 0 {
			b.Fatalf("%+v", sum)
		}
	}
}

func BenchmarkOneChangedOf12000(b *testing.B) {
	out := filepath.Join(b.TempDir(), "public")
	benchRun(b, out, same)
	edition := "a"
	for b.Loop() {
		edition = map[string]string{"a": "b", "b": "a"}[edition]
		sum := benchRun(b, out, func(i int) string {
			if i == 6000 {
				return edition
			}
			return "a"
		})
		if sum.Wrote != 1 {
			b.Fatalf("%+v", sum)
		}
	}
}

func BenchmarkAllChangedOf12000(b *testing.B) {
	out := filepath.Join(b.TempDir(), "public")
	benchRun(b, out, same)
	edition := "a"
	for b.Loop() {
		edition = map[string]string{"a": "b", "b": "a"}[edition]
		if sum := benchRun(b, out, func(int) string { return edition }); sum.Wrote != benchPages {
			b.Fatalf("%+v", sum)
		}
	}
}
