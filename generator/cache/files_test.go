package cache

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestFilesKeepWhatTheyAreGiven(t *testing.T) {
	f := OpenFiles(filepath.Join(t.TempDir(), "prints"))
	key, other := Key{1}, Key{2}
	if f.Get(key) != nil {
		t.Error("an empty folder has something")
	}
	for _, body := range []string{"first", "second", ""} {
		if err := f.Put(key, []byte(body)); err != nil {
			t.Fatal(err)
		}
		if got := f.Get(key); string(got) != body {
			t.Errorf("got %q, want %q", got, body)
		}
	}
	if f.Get(other) != nil {
		t.Error("another key has something")
	}
	if err := os.WriteFile(f.path(key), bytes.Repeat([]byte("x"), 99), 0o666); err != nil {
		t.Fatal(err)
	}
	if f.Get(key) != nil {
		t.Error("a damaged file is believed")
	}
	var none *Files
	if none.Put(key, nil) != nil || none.Get(key) != nil || none.Sweep(nil) != nil || none.Clear() != nil || OpenFiles("") != nil {
		t.Error("files without a folder do something")
	}
}

// TestSweepKeepsWhatIsNeeded: of the rest the oldest go first.
func TestSweepKeepsWhatIsNeeded(t *testing.T) {
	f := OpenFiles(t.TempDir())
	f.spare = 100
	body := make([]byte, 28) // 60 bytes with its checksum
	keys := []Key{{1}, {2}, {3}, {4}}
	for i, key := range keys {
		if err := f.Put(key, body); err != nil {
			t.Fatal(err)
		}
		at := time.Unix(int64(1000-i), 0)
		if err := os.Chtimes(f.path(key), at, at); err != nil {
			t.Fatal(err)
		}
	}
	stray := filepath.Join(f.folder, "notes.txt")
	if err := os.WriteFile(stray, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	if err := f.Sweep(keys[3:]); err != nil {
		t.Fatal(err)
	}
	for i, want := range []bool{true, false, false, true} {
		if got := f.Get(keys[i]) != nil; got != want {
			t.Errorf("file %d is kept: %t, want %t", i, got, want)
		}
	}
	if err := f.Clear(); err != nil || f.Get(keys[3]) != nil {
		t.Errorf("after clearing there is still something (%v)", err)
	}
	if _, err := os.Stat(stray); err != nil {
		t.Error("a file of somebody else is gone")
	}
}
