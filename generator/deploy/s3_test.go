package deploy

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"daybook/generator/hosting"
	"daybook/generator/publish"
)

// What the test's own binary is told when it is started again to deploy.
const (
	childTarget = "DAYBOOK_DEPLOY_CHILD"  // the address
	childFolder = "DAYBOOK_DEPLOY_FOLDER" // what to deploy
	childName   = "DAYBOOK_DEPLOY_NAME"
	childFormer = "DAYBOOK_DEPLOY_FORMER"
)

func TestMain(m *testing.M) {
	if address := os.Getenv(childTarget); address != "" {
		if err := deployHere(address); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// deployHere deploys as the environment says, writing a byte for each file.
func deployHere(address string) error {
	target, err := Parse(address)
	if err != nil {
		return err
	}
	site, err := standingIn(os.Getenv(childFolder))
	if err != nil {
		return err
	}
	_, err = Run(context.Background(), target, site, Options{
		Parallel: 16, Name: os.Getenv(childName), Former: strings.Fields(os.Getenv(childFormer)),
		Progress: func(int, int) { os.Stdout.Write([]byte{'.'}) },
	})
	return err
}

func standingIn(folder string) (Site, error) {
	s := Site{Folder: folder}
	err := filepath.WalkDir(folder, func(name string, item fs.DirEntry, err error) error {
		if err != nil || item.IsDir() {
			return err
		}
		text, err := os.ReadFile(name)
		rel, _ := filepath.Rel(folder, name)
		s.Files = append(s.Files, publish.File{Path: filepath.ToSlash(rel), Size: int64(len(text)), Sum: sha256.Sum256(text)})
		return err
	})
	return s, err
}

// gateway starts a real server that speaks S3 on a folder, on this machine
// alone, and gives the setting that leads to it and the folder of a bucket.
func gateway(t *testing.T) (endpoint, bucket string) {
	t.Helper()
	program, err := exec.LookPath("versitygw")
	if err != nil {
		reason := "there is no versitygw in the path, a server that speaks S3"
		if os.Getenv("DAYBOOK_E2E") == "1" {
			t.Fatalf("DAYBOOK_E2E=1, and %s; .ci/run installs it", reason)
		}
		t.Skipf("%s; .ci/run installs it", reason)
	}
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := free.Addr().String()
	free.Close()
	folder := t.TempDir()
	bucket = filepath.Join(folder, "paper")
	if err := os.Mkdir(bucket, 0o755); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, "--access", "test", "--secret", "testtest", "--port", address, "--quiet", "posix", folder)
	cmd.Dir = t.TempDir()
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cmd.Process.Kill()
		cmd.Wait()
		if t.Failed() {
			t.Logf("versitygw said:\n%s", said.String())
		}
	})
	t.Setenv("AWS_ACCESS_KEY_ID", "test")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "testtest")
	t.Setenv("AWS_EC2_METADATA_DISABLED", "true")
	t.Setenv("AWS_CONFIG_FILE", filepath.Join(folder, "none"))
	t.Setenv("AWS_SHARED_CREDENTIALS_FILE", filepath.Join(folder, "none"))
	for range 400 {
		c, err := net.DialTimeout("tcp", address, time.Second)
		if err == nil {
			c.Close()
			return "http://" + address, bucket
		}
		<-time.After(25 * time.Millisecond) // until it listens
	}
	t.Fatalf("versitygw does not listen:\n%s", said.String())
	return "", ""
}

func parsed(t *testing.T, address string) Target {
	t.Helper()
	target, err := Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return target
}

// opened opens a target to look into it.
func opened(t *testing.T, target Target) store {
	t.Helper()
	s, err := open(t.Context(), target)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.close)
	return s
}

func TestS3(t *testing.T) {
	endpoint, _ := gateway(t)
	address := "s3://paper?endpoint=" + endpoint
	for _, prefix := range []string{"", "&prefix=beta/two"} {
		s := opened(t, parsed(t, address+prefix))
		for i, site := range []pages{before, before, after} {
			summary, err := Run(t.Context(), parsed(t, address+prefix), lay(t, site), options(strconv.Itoa(i)))
			if err != nil {
				t.Fatal(err)
			}
			if prefix != "" {
				wantSite(t, s, site)
			} else if i == 1 && len(summary.Sent) > 0 {
				t.Errorf("the second deploy sent %q", summary.Sent)
			}
		}
	}
	// What lies below the prefix is of others, to the site above it.
	s := opened(t, parsed(t, address))
	found := holding(t, s)
	if found["beta/two/index.html"] != after["index.html"] || found["index.html"] != after["index.html"] {
		t.Errorf("the bucket holds %q", slices.Sorted(maps.Keys(found)))
	}
	s.place(t, "weather.html", "theirs", "text/html")
	site := maps.Clone(after)
	site["weather.html"] = "ours"
	if _, err := Run(t.Context(), parsed(t, address), lay(t, site), options("x")); !errors.Is(err, ErrForeign) {
		t.Errorf("the collision is told as %v", err)
	}
	// Names that are hard to write in an address, a file of some size, an empty one.
	hard := pages{
		"topics/تنازع/index.html": "urdu", "media/a picture + 100% #1?.jpg": "jpg", "media/large.mp4": strings.Repeat("0123456789abcdef", 1<<20), "CNAME": "",
	}
	if _, err := Run(t.Context(), parsed(t, address+"&prefix=hard"), lay(t, hard), options("y")); err != nil {
		t.Fatal(err)
	}
	wantSite(t, opened(t, parsed(t, address+"&prefix=hard")), hard)
	again, err := Run(t.Context(), parsed(t, address+"&prefix=hard"), lay(t, hard), options("z"))
	if err != nil || len(again.Sent) > 0 {
		t.Errorf("sent again: %q (%v)", again.Sent, err)
	}
}

// TestS3LockIsConditional shows that the server refuses the second of two.
func TestS3LockIsConditional(t *testing.T) {
	endpoint, _ := gateway(t)
	s := opened(t, parsed(t, "s3://paper?endpoint="+endpoint))
	first, second := &hold{store: s, name: "a"}, &hold{store: s, name: "b"}
	if err := first.write(t.Context(), true); err != nil {
		t.Fatal(err)
	}
	if err := second.write(t.Context(), true); !errors.Is(err, errTaken) {
		t.Errorf("the second lock gave %v", err)
	}
}

func TestS3Refusals(t *testing.T) {
	endpoint, _ := gateway(t)
	const secret = "a-secret-of-some-length"
	for _, c := range []struct{ address, key, secret, want string }{
		{"s3://nowhere?endpoint=" + endpoint, "test", "testtest", "there is no such bucket"},
		{"s3://paper?endpoint=" + endpoint, "test", secret, "the credentials were refused"},
		{"s3://paper?endpoint=" + endpoint, "", "", "there are no credentials"},
		{"s3://paper", "test", secret, "the region of the bucket is not known"},
	} {
		t.Setenv("AWS_ACCESS_KEY_ID", c.key)
		t.Setenv("AWS_SECRET_ACCESS_KEY", c.secret)
		_, err := Run(t.Context(), parsed(t, c.address), lay(t, before), options("a"))
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), secret) {
			t.Errorf("%s as %s: %v", c.address, c.key, err)
		}
	}
}

// size is how many files the deploy has that is killed; DAYBOOK_DEPLOY_FILES
// sets it. The promise was tried with 10,000.
func size(t *testing.T) int {
	if n, err := strconv.Atoi(os.Getenv("DAYBOOK_DEPLOY_FILES")); err == nil {
		return n
	}
	return 400
}

// TestS3Killed deploys many files to a real server, kills the deploy three
// times in its course, and resumes it.
func TestS3Killed(t *testing.T) {
	endpoint, bucket := gateway(t)
	address := "s3://paper?endpoint=" + endpoint
	site := pages{}
	for i := range size(t) {
		body := fmt.Sprintf("<p>report %d</p>%s", i, strings.Repeat(" word", i%500))
		switch i % 10 {
		case 0:
			site[fmt.Sprintf("assets/a%d.%08x.css", i, i)] = body
		case 1:
			site[fmt.Sprintf("topics/t%d/atom.xml", i)] = body
		case 2:
			site[fmt.Sprintf("topics/t%d/timeline/events.ics", i)] = body
		default:
			site[fmt.Sprintf("2024/%02d/%02d/report-%d/index.html", i%12+1, i%28+1, i)] = body
		}
	}
	laid := lay(t, site)
	random := rand.New(rand.NewPCG(3, 4))
	var former []string
	for kill := range 3 {
		name := "killed" + strconv.Itoa(kill)
		sent := killed(t, address, laid.Folder, name, former, len(site)/8+random.IntN(len(site)/8))
		former = append(former, name)
		there := filesIn(t, bucket)
		last := 0
		for p := range there {
			last = max(last, publish.Rank(p))
		}
		for needed := range site {
			if _, found := there[needed]; !found && publish.Rank(needed) < last {
				t.Fatalf("killed after %d files: %s is not there, and others that need it are", sent, needed)
			}
		}
		t.Logf("killed after %d files; %d of %d are there", sent, len(there), len(site))
	}
	summary, err := Run(t.Context(), parsed(t, address), laid, Options{Parallel: 16, Name: "last", Former: former})
	if err != nil {
		t.Fatal(err)
	}
	if !summary.Resumed || len(summary.Sent) > len(site)*5/8+64 {
		t.Errorf("resumed: %t; %d of %d were sent again", summary.Resumed, len(summary.Sent), len(site))
	}
	s := opened(t, parsed(t, address))
	for p, text := range filesIn(t, bucket) {
		if site[p] != text {
			t.Errorf("%s is not as in the site", p)
		}
	}
	if n := len(filesIn(t, bucket)); n != len(site) {
		t.Errorf("%d files are there, want %d", n, len(site))
	}
	for p := range site {
		header, _, err := s.head(t.Context(), p)
		if err != nil || header != hosting.For(p) {
			t.Fatalf("%s has the headers %q (%v)", p, header, err)
		}
	}
	again, err := Run(t.Context(), parsed(t, address), laid, Options{Parallel: 16, Name: "again"})
	if err != nil || len(again.Sent)+len(again.Deleted) > 0 || again.Kept != len(site) {
		t.Errorf("the second deploy sent %d, deleted %d, kept %d (%v)", len(again.Sent), len(again.Deleted), again.Kept, err)
	}
}

// killed starts a deploy of its own and kills it after so many files.
func killed(t *testing.T, address, folder, name string, former []string, after int) (sent int) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), childTarget+"="+address, childFolder+"="+folder, childName+"="+name, childFormer+"="+strings.Join(former, " "))
	var said bytes.Buffer
	cmd.Stderr = &said
	pipe, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	sending := bufio.NewReader(pipe)
	for ; sent < after; sent++ {
		if _, err := sending.ReadByte(); err != nil {
			break
		}
	}
	cmd.Process.Kill()
	cmd.Wait()
	if sent < after {
		t.Fatalf("the deploy ended by itself after %d files: %s", sent, said.String())
	}
	return sent
}

// filesIn reads the folder behind the server, without asking it.
func filesIn(t *testing.T, bucket string) pages {
	t.Helper()
	found := pages{}
	err := filepath.WalkDir(bucket, func(name string, item fs.DirEntry, err error) error {
		if err == nil && item.IsDir() && item.Name() == ".sgwtmp" {
			return fs.SkipDir // where the server keeps what is on its way
		}
		if err != nil || item.IsDir() {
			return err
		}
		rel, _ := filepath.Rel(bucket, name)
		text, err := os.ReadFile(name)
		if key := filepath.ToSlash(rel); !ours(key) {
			found[key] = string(text)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
