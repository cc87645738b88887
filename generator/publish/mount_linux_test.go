package publish

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// mountSmall puts a file system in memory, of a few kilobytes, at a folder.
func mountSmall(t *testing.T, folder, options string) {
	t.Helper()
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("tmpfs", folder, "tmpfs", 0, options); err != nil {
		t.Skipf("mounting is not permitted here (%v); TestEveryCallMayFail covers it", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(folder, 0); err != nil {
			t.Errorf("%s stays mounted: %v", folder, err)
		}
	})
}

func TestFullDisk(t *testing.T) {
	for name, options := range map[string]string{"of bytes": "size=256k", "of files": "nr_inodes=25"} {
		t.Run(name, func(t *testing.T) {
			parent := filepath.Join(t.TempDir(), "disk")
			mountSmall(t, parent, options)
			out := filepath.Join(parent, "public")
			mustPublish(t, out, small)
			before := standingIn(t, out)
			big := site{}
			for i := range 40 {
				big[pageName(i)] = signed(pageName(i), "big")
			}
			_, err := publishWith(out, Options{}, plain, big)
			if !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), "free some space") {
				t.Errorf("error = %v", err)
			}
			for p, f := range standingIn(t, out) {
				if before[p] != f {
					t.Errorf("%s changed", p)
				}
			}
			next := site{"index.html": "new front"}
			mustPublish(t, out, next)
			wantSite(t, out, next)
		})
	}
}

func TestOutputFolderIsAMount(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	mountSmall(t, out, "size=4m")
	mustPublish(t, out, oldSite)
	wantSite(t, out, oldSite)
	mustPublish(t, out, newSite)
	wantSite(t, out, newSite)
	if sum := mustPublish(t, out, newSite); sum.Wrote != 0 {
		t.Errorf("%+v", sum)
	}
	mustPublish(t, out, site{})
	wantSite(t, out, site{})
}

func TestReadOnlyOutputFolder(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	mountSmall(t, out, "size=4m")
	mustPublish(t, out, oldSite)
	before := standingIn(t, out)
	if err := syscall.Mount("tmpfs", out, "tmpfs", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Fatal(err)
	}
	_, err := publishWith(out, Options{}, plain, newSite)
	if !errors.Is(err, syscall.EROFS) || !strings.Contains(err.Error(), "choose another output folder") {
		t.Errorf("error = %v", err)
	}
	for p, f := range standingIn(t, out) {
		if before[p] != f {
			t.Errorf("%s changed", p)
		}
	}
	if sum := mustPublish(t, out, oldSite); sum.Wrote != 0 {
		t.Errorf("a site that is already there cannot be published: %+v", sum)
	}
}

func TestUnwritableParent(t *testing.T) {
	parent := t.TempDir()
	mountSmall(t, parent, "size=4m")
	if err := os.Mkdir(filepath.Join(parent, "public"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("tmpfs", parent, "tmpfs", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Fatal(err)
	}
	r, err := Open(t.Context(), filepath.Join(parent, "public"), Options{})
	if err == nil {
		r.Abort()
	}
	if !errors.Is(err, syscall.EROFS) || !strings.Contains(err.Error(), stateName) {
		t.Errorf("error = %v", err)
	}
}
