package publish

import (
	"path/filepath"
	"syscall"
	"testing"
)

// A process being started shares our open files until its own program runs, as
// this second name of the lock's file does.
func TestLockIsFreeThoughAnotherHoldsItsFile(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	r, err := Open(t.Context(), out, Options{})
	if err != nil {
		t.Fatal(err)
	}
	shared, err := syscall.Dup(int(r.lock.file.Fd()))
	if err != nil {
		t.Fatal(err)
	}
	defer syscall.Close(shared)
	if err := r.Abort(); err != nil {
		t.Fatal(err)
	}
	again, err := Open(t.Context(), out, Options{})
	if err != nil {
		t.Fatal(err)
	}
	again.Abort()
}
