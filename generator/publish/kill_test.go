package publish

import (
	"bufio"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// childFolder names the folder into which the test's own binary, started again,
// publishes without end; childMark tells two children apart.
const (
	childFolder = "DAYBOOK_PUBLISH_CHILD"
	childMark   = "DAYBOOK_PUBLISH_MARK"
)

func TestMain(m *testing.M) {
	if out := os.Getenv(childFolder); out != "" {
		if err := publishForever(out, os.Getenv(childMark)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// signed is a page that tells its own path and generation, and can be checked
// to be whole.
func signed(path, generation string) string {
	text := path + "\n" + generation + "\n" + strings.Repeat(generation+" ", 4000)
	return fmt.Sprintf("%x\n%s", sha256.Sum256([]byte(text)), text)
}

// generationOf reads a signed page.
func generationOf(path, body string) (string, error) {
	sum, text, _ := strings.Cut(body, "\n")
	if fmt.Sprintf("%x", sha256.Sum256([]byte(text))) != sum {
		return "", fmt.Errorf("%s is torn: %d bytes", path, len(body))
	}
	lines := strings.SplitN(text, "\n", 3)
	if lines[0] != path {
		return "", fmt.Errorf("%s has the bytes of %s", path, lines[0])
	}
	return lines[1], nil
}

const always = 12 // pages that every generation has

func pageName(i int) string { return fmt.Sprintf("news/%d/index.html", i) }

// generation is a site in which every page changes, some come and go, and one
// path is now a file and now a folder.
func generation(mark string, n int) site {
	g := mark + strconv.Itoa(n)
	s := site{"assets/" + g + ".css": signed("assets/"+g+".css", g)}
	for i := range always {
		s[pageName(i)] = signed(pageName(i), g)
	}
	extra := fmt.Sprintf("day/%d/index.html", n%5)
	s[extra] = signed(extra, g)
	turning := "turning"
	if n%2 == 0 {
		turning = "turning/index.html"
	}
	s[turning] = signed(turning, g)
	return s
}

// wholeGeneration checks that the folder holds one generation and no more.
func wholeGeneration(out string) (string, error) {
	found, one := site{}, ""
	err := filepath.WalkDir(out, func(name string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) && name == out {
			return fs.SkipAll
		}
		if err != nil || d.IsDir() {
			return err
		}
		rel, _ := filepath.Rel(out, name)
		body, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		g, err := generationOf(filepath.ToSlash(rel), string(body))
		if one != "" && g != one {
			return errors.Join(err, fmt.Errorf("%s is of %s, others of %s", rel, g, one))
		}
		one = g
		found[filepath.ToSlash(rel)] = string(body)
		return err
	})
	if err != nil || one == "" {
		return "", err
	}
	mark, number := one[:1], one[1:]
	n, err := strconv.Atoi(number)
	if err == nil && len(found) != len(generation(mark, n)) {
		err = fmt.Errorf("%d files of %s, want %d", len(found), one, len(generation(mark, n)))
	}
	return one, err
}

// publishForever publishes one generation after the other, writing a byte for
// every call to the file system, until it is killed. Before each it checks that
// it finds a whole site.
func publishForever(out, mark string) error {
	tell := func(d disk) disk {
		rename, write, stage, remove := d.rename, d.write, d.stage, d.remove
		d.stage = func(name string, b []byte) (fs.FileInfo, error) {
			os.Stdout.Write([]byte{'.'})
			return stage(name, b)
		}
		d.rename = func(from, to string) error { os.Stdout.Write([]byte{'.'}); return rename(from, to) }
		d.write = func(name string, b []byte, durable bool) (fs.FileInfo, error) {
			os.Stdout.Write([]byte{'.'})
			return write(name, b, durable)
		}
		d.remove = func(name string) error { os.Stdout.Write([]byte{'.'}); return remove(name) }
		return d
	}
	for n := 0; ; n++ {
		r, err := open(context.Background(), out, Options{Wait: time.Minute}, tell)
		if err != nil {
			return err
		}
		if _, err := wholeGeneration(out); err != nil {
			return fmt.Errorf("found before generation %s%d: %w", mark, n, err)
		}
		if err := fill(r, generation(mark, n)); err != nil {
			return err
		}
		if _, err := r.Commit(); err != nil {
			return err
		}
	}
}

// child starts a publisher and gives a function that kills it after the given
// number of calls.
func child(t *testing.T, out, mark string) (killAfter func(calls int)) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), childFolder+"="+out, childMark+"="+mark)
	var said strings.Builder
	cmd.Stderr = &said
	pipe, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return func(calls int) {
		calling := bufio.NewReader(pipe)
		for range calls {
			if _, err := calling.ReadByte(); err != nil {
				break
			}
		}
		cmd.Process.Kill()
		cmd.Wait()
		if said.Len() > 0 {
			t.Errorf("the publisher ended by itself: %s", said.String())
		}
	}
}

// kills is the number of times that a publisher is killed; DAYBOOK_KILLS sets it.
func kills(t *testing.T) int {
	if n, err := strconv.Atoi(os.Getenv("DAYBOOK_KILLS")); err == nil {
		return n
	}
	if testing.Short() {
		return 5
	}
	return 40
}

// read reads pages over and over until stop, and wants each whole and with the
// style sheet of its own generation in place.
func read(t *testing.T, out string, stop <-chan struct{}) (pages int) {
	for i := 0; ; i++ {
		select {
		case <-stop:
			return pages
		default:
		}
		path := pageName(i % always)
		name := filepath.Join(out, path)
		for tries := 0; ; tries++ {
			body, err := os.ReadFile(name)
			if err != nil {
				t.Errorf("a page is gone: %v", err)
				return pages
			}
			g, err := generationOf(path, string(body))
			if err != nil {
				t.Error(err)
				return pages
			}
			// A page read just before a commit may lose its style sheet to
			// that commit, but then the page itself is no longer there.
			if _, err := os.Stat(filepath.Join(out, "assets", g+".css")); err == nil {
				pages++
				break
			}
			if tries == 1000 {
				t.Errorf("%s of %s stands without its style sheet", path, g)
				return pages
			}
		}
	}
}

func TestKilledAtAnyMoment(t *testing.T) {
	t.Parallel()
	out := filepath.Join(t.TempDir(), "public")
	stop := make(chan struct{})
	var reader sync.WaitGroup
	var pages int
	random := rand.New(rand.NewPCG(1, 2))
	undone := 0
	for i := range kills(t) {
		child(t, out, "A")(1 + random.IntN(150))
		if i == 0 {
			mustPublish(t, out, generation("A", 0))
			reader.Go(func() { pages = read(t, out, stop) })
		}
		r, err := Open(t.Context(), out, Options{})
		if err != nil {
			t.Fatal(err)
		}
		undone += len(r.Notes())
		if _, err := wholeGeneration(out); err != nil {
			t.Fatalf("after kill %d and recovery: %v", i, err)
		}
		if i%3 == 0 {
			if err := r.Abort(); err != nil {
				t.Fatal(err)
			}
			continue
		}
		next := generation("A", 1000+i)
		if err := fill(r, next); err != nil {
			t.Fatal(err)
		}
		if _, err := r.Commit(); err != nil {
			t.Fatal(err)
		}
		wantSite(t, out, next)
	}
	close(stop)
	reader.Wait()
	t.Logf("%d kills, of which %d in the middle of a Commit; %d pages read meanwhile", kills(t), undone, pages)
	if undone == 0 && kills(t) >= 40 || pages == 0 {
		t.Error("the test did not strike")
	}
}

func TestTwoPublishersDoNotMix(t *testing.T) {
	t.Parallel()
	out := filepath.Join(t.TempDir(), "public")
	for range 5 {
		var both sync.WaitGroup
		a, b := child(t, out, "A"), child(t, out, "B")
		both.Go(func() { a(300) })
		both.Go(func() { b(300) })
		both.Wait()
	}
	r, err := Open(t.Context(), out, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Abort()
	if _, err := wholeGeneration(out); err != nil {
		t.Error(err)
	}
}
