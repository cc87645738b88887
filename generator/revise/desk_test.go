package revise

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"testing"
)

// folder writes files into a new folder and opens it.
func folder(t *testing.T, files map[string]string) *os.Root {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.MkdirAll(filepath.Join(dir, filepath.Dir(name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o640); err != nil {
			t.Fatal(err)
		}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	return root
}

// lying gives all that lies in a folder.
func lying(t *testing.T, root *os.Root) map[string]string {
	t.Helper()
	found := map[string]string{}
	err := fs.WalkDir(root.FS(), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := root.ReadFile(name)
		found[name] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func want(t *testing.T, root *os.Root, files map[string]string) {
	t.Helper()
	if got := lying(t, root); !maps.Equal(got, files) {
		t.Errorf("the folder holds %q, want %q", got, files)
	}
}

func TestDeskPutsAllFilesInPlace(t *testing.T) {
	root := folder(t, map[string]string{"a.md": "one", "b/c.md": "two", "d.md": "three"})
	desk := NewDesk(root)
	desk.Change("a.md", []byte("one"), []byte("ONE"))
	desk.Remove("b/c.md", []byte("two"))
	desk.Create("e/f.md", []byte("four"))
	desk.Change("d.md", []byte("three"), []byte("three"))
	if desk.Len() != 3 {
		t.Errorf("%d changes, want 3: a file that stays as it is is none", desk.Len())
	}
	if err := desk.Write(); err != nil {
		t.Fatal(err)
	}
	want(t, root, map[string]string{"a.md": "ONE", "d.md": "three", "e/f.md": "four"})
	if info, err := root.Stat("a.md"); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("permissions are %v, want those from before (%v)", info.Mode(), err)
	}
}

func TestDeskChangesNothingWhenItCannotChangeAll(t *testing.T) {
	files := map[string]string{"a.md": "one", "b.md": "two", "c.md": "three"}
	for _, c := range []struct {
		name string
		note func(*Desk)
	}{
		{"a file that changed meanwhile", func(d *Desk) { d.Change("c.md", []byte("thre"), []byte("x")) }},
		{"a file that has gone", func(d *Desk) { d.Change("gone.md", []byte("x"), []byte("y")) }},
		{"a file that is there already", func(d *Desk) { d.Create("c.md", []byte("x")) }},
		{"a path out of the folder", func(d *Desk) { d.Change("../out.md", []byte("x"), []byte("y")) }},
		{"a failure after one file", func(d *Desk) { d.rename = failing(d, 2) }},
		{"a failure after two files", func(d *Desk) {
			d.Change("c.md", []byte("three"), []byte("THREE"))
			d.rename = failing(d, 3)
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			root := folder(t, files)
			desk := NewDesk(root)
			desk.Change("a.md", []byte("one"), []byte("ONE"))
			desk.Change("b.md", []byte("two"), []byte("TWO"))
			c.note(desk)
			if err := desk.Write(); err == nil {
				t.Error("no error")
			}
			want(t, root, files)
		})
	}
}

// failing fails at the n-th rename.
func failing(d *Desk, n int) func(string, string) error {
	rename := d.root.Rename
	return func(from, to string) error {
		if n--; n == 0 {
			return errors.New("the disk is full")
		}
		return rename(from, to)
	}
}

func TestDeskLeavesLinksAlone(t *testing.T) {
	root := folder(t, map[string]string{"a.md": "one"})
	outside := filepath.Join(t.TempDir(), "out.md")
	if err := os.WriteFile(outside, []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, filepath.Join(root.Name(), "out.md")); err != nil {
		t.Skip(err)
	}
	if err := os.Symlink("a.md", filepath.Join(root.Name(), "in.md")); err != nil {
		t.Skip(err)
	}
	for _, name := range []string{"out.md", "in.md"} {
		desk := NewDesk(root)
		desk.Change(name, []byte("one"), []byte("ONE"))
		if err := desk.Write(); err == nil {
			t.Errorf("%s: a link was followed", name)
		}
	}
	if text, _ := os.ReadFile(outside); string(text) != "mine" {
		t.Errorf("the file outside reads %q", text)
	}
}
