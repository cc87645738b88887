package cache

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

func keyOf(name string) Key { return sha256.Sum256([]byte(name)) }

// recordOf gives the head and the body that a test keeps under a name.
func recordOf(name string) (head, body []byte) {
	return []byte("head of " + name), bytes.Repeat([]byte("body of "+name), 20)
}

var version = [32]byte{1}

// filled keeps records in a folder and saves them.
func filled(t *testing.T, folder string, names ...string) {
	t.Helper()
	s := Open(folder, version)
	for _, name := range names {
		head, body := recordOf(name)
		if err := s.Put(keyOf(name), head, body); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Save(); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// holds reports whether a store has a record whole, and fails the test when it
// gives other bytes.
func holds(t *testing.T, s *Store, name string) bool {
	t.Helper()
	head, body := recordOf(name)
	got, found := s.Head(keyOf(name))
	if found && !bytes.Equal(got, head) {
		t.Fatalf("the head of %s is %q", name, got)
	}
	text, err := s.Body(keyOf(name))
	if err == nil && !bytes.Equal(text, body) {
		t.Fatalf("the body of %s is %q", name, text)
	}
	return found && err == nil
}

func names(from, to int) []string {
	var all []string
	for i := from; i < to; i++ {
		all = append(all, fmt.Sprint("record ", i))
	}
	return all
}

func packs(t *testing.T, folder string) []string {
	t.Helper()
	found, err := filepath.Glob(folder + "/*" + packEnding)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestRecordsOutliveTheStore(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "new", "cache [1]*")
	filled(t, folder, names(0, 100)...)
	s := Open(folder, version)
	defer s.Close()
	for _, name := range names(0, 100) {
		if !holds(t, s, name) {
			t.Errorf("%s is not there", name)
		}
	}
	if holds(t, s, "never put") {
		t.Error("what was never put is there")
	}
}

func TestRecordsAreThereBeforeTheyAreSaved(t *testing.T) {
	for _, folder := range []string{"", t.TempDir()} {
		s := Open(folder, version)
		head, body := recordOf("one")
		if err := s.Put(keyOf("one"), head, body); err != nil {
			t.Fatal(err)
		}
		if !holds(t, s, "one") {
			t.Errorf("folder %q: a record that was put is not there", folder)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		if left := packs(t, folder); folder != "" && len(left) > 0 {
			t.Errorf("what was not saved is left as %v", left)
		}
	}
}

func TestOtherVersionsAreNotReadAndGo(t *testing.T) {
	folder := t.TempDir()
	filled(t, folder, "one")
	other := Open(folder, [32]byte{2})
	defer other.Close()
	if holds(t, other, "one") {
		t.Error("a record of another version is read")
	}
	if err := other.Save(); err != nil {
		t.Fatal(err)
	}
	if left := packs(t, folder); len(left) > 0 {
		t.Errorf("the packs of another version stay: %v", left)
	}
}

// TestDamageIsNoticed changes each byte of a pack in turn, and cuts it at each
// length: a record is there as it was put, or not there.
func TestDamageIsNoticed(t *testing.T) {
	folder := t.TempDir()
	filled(t, folder, names(0, 3)...)
	name := packs(t, folder)[0]
	whole, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	try := func(what string, text []byte) {
		if err := os.WriteFile(name, text, 0o644); err != nil {
			t.Fatal(err)
		}
		s := Open(folder, version)
		defer s.Close()
		there := 0
		for _, n := range names(0, 3) {
			if holds(t, s, n) {
				there++
			}
		}
		if there == 3 {
			t.Errorf("%s: all is there", what)
		}
		if there < 3 && len(packs(t, folder)) > 0 {
			t.Errorf("%s: the damaged pack stays for the next run", what)
		}
	}
	for i := range whole {
		changed := bytes.Clone(whole)
		changed[i] ^= 1 << (i % 8)
		try(fmt.Sprint("byte ", i), changed)
		try(fmt.Sprint("cut at ", i), whole[:i])
	}
}

func TestForeignFilesAreLeftAlone(t *testing.T) {
	folder := t.TempDir()
	filled(t, folder, "one")
	mine := filepath.Join(folder, "notes.txt")
	if err := os.WriteFile(mine, []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(folder, strings.TrimSuffix(filepath.Base(packs(t, folder)[0]), packEnding)+"x"+packEnding), 0o755); err != nil {
		t.Fatal(err)
	}
	filled(t, folder, "two")
	s := Open(folder, version)
	defer s.Close()
	if !holds(t, s, "one") || !holds(t, s, "two") {
		t.Error("a foreign file hides the records")
	}
	if err := Clear(folder); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(mine); err != nil {
		t.Errorf("a file of others is gone: %v", err)
	}
}

// TestStoreStaysSmall edits records for many runs: what nobody asks for goes.
func TestStoreStaysSmall(t *testing.T) {
	folder := t.TempDir()
	random := rand.New(rand.NewPCG(1, 2))
	body := make([]byte, 200<<10)
	current := map[string]bool{}
	for i := range 40 {
		current[fmt.Sprint(i)] = true
	}
	for run := range 60 {
		for name := range current {
			if random.IntN(4) == 0 {
				delete(current, name)
				current[fmt.Sprint(name, "'")] = true
			}
		}
		s := Open(folder, version)
		for name := range current {
			if _, found := s.Head(keyOf(name)); found {
				if _, err := s.Body(keyOf(name)); err != nil {
					t.Fatalf("run %d: %s has a head and no body: %v", run, name, err)
				}
			} else if err := s.Put(keyOf(name), []byte("head"), body); err != nil {
				t.Fatal(err)
			}
		}
		if err := s.Save(); err != nil {
			t.Fatal(err)
		}
		for name := range current {
			if _, err := s.Body(keyOf(name)); err != nil {
				t.Fatalf("run %d: %s is gone after Save: %v", run, name, err)
			}
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		var size int64
		for _, name := range packs(t, folder) {
			info, err := os.Stat(name)
			if err != nil {
				t.Fatal(err)
			}
			size += info.Size()
		}
		needed := int64(len(current) * len(body))
		if most := max(2*needed, needed+SlackBytes) + 1<<20; size > most || len(packs(t, folder)) > maxPacks+1 {
			t.Fatalf("run %d: %d bytes in %d packs for %d that are needed", run, size, len(packs(t, folder)), needed)
		}
	}
}

func TestFolderThatCannotBeWrittenCostsOnlyTime(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	s := Open(filepath.Join(file, "cache"), version)
	defer s.Close()
	head, body := recordOf("one")
	if err := s.Put(keyOf("one"), head, body); err != nil {
		t.Fatal(err)
	}
	if !holds(t, s, "one") {
		t.Error("without a folder a record is not there within the run")
	}
	if s.Problem() == nil || s.Save() == nil || s.SetNote("a", nil) == nil {
		t.Error("nobody is told that nothing is kept")
	}
}

func TestFolderIsDeletedWhileOpen(t *testing.T) {
	folder := t.TempDir()
	filled(t, folder, "one")
	s := Open(folder, version)
	defer s.Close()
	if err := os.RemoveAll(folder); err != nil {
		t.Fatal(err)
	}
	head, body := recordOf("two")
	if err := s.Put(keyOf("two"), head, body); err != nil {
		t.Fatal(err)
	}
	if !holds(t, s, "two") {
		t.Error("a record that was put is not there")
	}
	_ = s.Save() // may say that nothing is kept
}

// TestStoresAtTheSameTime lets several stores work on one folder, as builds of
// several people do: each has what it put, and afterwards nothing is torn.
func TestStoresAtTheSameTime(t *testing.T) {
	folder := t.TempDir()
	var all sync.WaitGroup
	for worker := range 4 {
		all.Go(func() {
			for round := range 10 {
				s := Open(folder, version)
				for _, name := range names(worker*2, worker*2+8) {
					head, body := recordOf(name)
					if !holds(t, s, name) {
						if err := s.Put(keyOf(name), head, body); err != nil {
							t.Error(err)
						}
					}
				}
				if err := s.Save(); err != nil {
					t.Errorf("round %d: %v", round, err)
				}
				if err := s.SetNote("last", []byte(fmt.Sprint("by ", worker))); err != nil {
					t.Error(err)
				}
				for _, name := range names(worker*2, worker*2+8) {
					if !holds(t, s, name) {
						t.Errorf("round %d: %s is not there", round, name)
					}
				}
				if err := s.Close(); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	s := Open(folder, version)
	defer s.Close()
	if note := string(s.Note("last")); !strings.HasPrefix(note, "by ") {
		t.Errorf("the note is %q", note)
	}
}

func TestKilledRunsAreSweptAway(t *testing.T) {
	folder := t.TempDir()
	old, recent := filepath.Join(folder, "a-1"+newEnding), filepath.Join(folder, "a-2"+newEnding)
	for _, name := range []string{old, recent} {
		if err := os.WriteFile(name, []byte("half"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chtimes(old, time.Time{}, time.Now().Add(-2*abandonedAfter)); err != nil {
		t.Fatal(err)
	}
	filled(t, folder, "one")
	if _, err := os.Stat(old); err == nil {
		t.Error("what a killed run left stays for ever")
	}
	if _, err := os.Stat(recent); err != nil {
		t.Error("what another run is writing is taken from it")
	}
}

func TestNotesAreWholeOrNotThere(t *testing.T) {
	folder := t.TempDir()
	s := Open(folder, version)
	defer s.Close()
	if s.Note("files") != nil {
		t.Error("there is a note before any was put")
	}
	for _, text := range []string{"first", "second"} {
		if err := s.SetNote("files", []byte(text)); err != nil {
			t.Fatal(err)
		}
		if got := string(s.Note("files")); got != text {
			t.Errorf("the note is %q, want %q", got, text)
		}
	}
	name := s.notePath("files")
	whole, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for i := range whole {
		changed := bytes.Clone(whole)
		changed[i] ^= 4
		for _, text := range [][]byte{changed, whole[:i]} {
			if err := os.WriteFile(name, text, 0o644); err != nil {
				t.Fatal(err)
			}
			if got := s.Note("files"); got != nil {
				t.Errorf("a damaged note is read: %q", got)
			}
		}
	}
}

func BenchmarkStore(b *testing.B) {
	folder := b.TempDir()
	s := Open(folder, version)
	head, body := make([]byte, 2<<10), make([]byte, 4<<10)
	for _, name := range names(0, 10_000) {
		if err := s.Put(keyOf(name), head, body); err != nil {
			b.Fatal(err)
		}
	}
	if err := s.Save(); err != nil {
		b.Fatal(err)
	}
	s.Close()
	keys := make([]Key, 10_000)
	for i, name := range names(0, 10_000) {
		keys[i] = keyOf(name)
	}
	b.ReportAllocs()
	for b.Loop() {
		s := Open(folder, version)
		for _, key := range keys {
			if _, found := s.Head(key); !found {
				b.Fatal("a record is not there")
			}
		}
		s.Close()
	}
}
