package deploy

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"strings"
	"sync"
	"testing"

	"daybook/generator/hosting"
	"daybook/generator/publish"
)

func TestOnlyWhatChangedIsSent(t *testing.T) {
	everywhere(t, func(t *testing.T, s store) {
		first := deployed(t, s, lay(t, before), options("a"))
		wantSite(t, s, before)
		if len(first.Sent) != len(before) || first.Kept != 0 || len(first.Deleted) != 0 {
			t.Fatalf("the first sent %d, kept %d, deleted %d", len(first.Sent), first.Kept, len(first.Deleted))
		}
		second := deployed(t, s, lay(t, before), options("b"))
		if len(second.Sent) != 0 || second.Kept != len(before) || len(second.Deleted) != 0 {
			t.Fatalf("the second sent %q, kept %d, deleted %q", second.Sent, second.Kept, second.Deleted)
		}
		third := deployed(t, s, lay(t, after), options("c"))
		wantSite(t, s, after)
		if third.Kept != 2 || len(third.Sent) != len(after)-2 || len(third.Deleted) != 4 {
			t.Fatalf("the third sent %q, kept %d, deleted %q", third.Sent, third.Kept, third.Deleted)
		}
	})
}

// TestSecondDeployWritesNothing but the lock.
func TestSecondDeployWritesNothing(t *testing.T) {
	everywhere(t, func(t *testing.T, s store) {
		site := lay(t, before)
		deployed(t, s, site, options("a"))
		spied := s
		spied.write = func(ctx context.Context, key string, body io.ReadSeeker, c content) error {
			if key != lockName {
				t.Errorf("%s is written", key)
			}
			return s.write(ctx, key, body, c)
		}
		deployed(t, spied, site, options("b"))
	})
}

func TestDryRunChangesNothing(t *testing.T) {
	everywhere(t, func(t *testing.T, s store) {
		deployed(t, s, lay(t, before), options("a"))
		spied := s
		spied.write = func(context.Context, string, io.ReadSeeker, content) error { return errors.New("written") }
		spied.remove = func(context.Context, string) error { return errors.New("removed") }
		o := options("b")
		o.DryRun = true
		said := deployed(t, spied, lay(t, after), o)
		did := deployed(t, s, lay(t, after), options("c"))
		if fmt.Sprint(said.Sent, said.Deleted, said.Kept) != fmt.Sprint(did.Sent, did.Deleted, did.Kept) {
			t.Errorf("said %v, did %v", said, did)
		}
	})
}

// TestNothingGoesOutBeforeItsTurn watches every call of a deploy that sends many
// files at once.
func TestNothingGoesOutBeforeItsTurn(t *testing.T) {
	everywhere(t, func(t *testing.T, s store) {
		deployed(t, s, lay(t, before), options("a"))
		var mu sync.Mutex
		whole := holding(t, s)
		ended, removed := false, false
		spied := s
		spied.write = func(ctx context.Context, key string, body io.ReadSeeker, c content) error {
			mu.Lock()
			if !ours(key) {
				for needed, bytes := range after {
					if publish.Rank(needed) < publish.Rank(key) && whole[needed] != bytes {
						t.Errorf("%s is sent before %s is there", key, needed)
					}
				}
				if removed {
					t.Errorf("%s is sent after a file was deleted", key)
				}
				if ended {
					t.Errorf("%s is sent after the ledger was written", key)
				}
			}
			mu.Unlock()
			err := s.write(ctx, key, body, c)
			mu.Lock()
			defer mu.Unlock()
			whole[key] = after[key]
			ended = ended || key == ledgerName
			return err
		}
		spied.remove = func(ctx context.Context, key string) error {
			mu.Lock()
			if room := key == "turning" || key == "turned/index.html"; !ours(key) && !room {
				removed = true
				for needed, bytes := range after {
					if whole[needed] != bytes {
						t.Errorf("%s is deleted before %s is there", key, needed)
					}
				}
			}
			mu.Unlock()
			return s.remove(ctx, key)
		}
		deployed(t, spied, lay(t, after), options("b"))
		if !ended || !removed {
			t.Error("the test saw nothing")
		}
	})
}

// TestKilledAtEveryCall kills a deploy at each of its calls, before and after
// the call has its effect, looks at what readers see then, and deploys again:
// the same site, or the next.
func TestKilledAtEveryCall(t *testing.T) {
	then := maps.Clone(after)
	then["2024/01/20/new/index.html"], then["index.html"] = "new, corrected", "front 3"
	delete(then, "topics/border/index.html")
	old, site, next := lay(t, before), lay(t, after), lay(t, then)
	for _, name := range []string{"objects", "folder"} {
		t.Run(name, func(t *testing.T) {
			kills := 0
			for n, alive := 1, true; alive; n++ {
				for _, late := range []bool{false, true} {
					for goal, want := range map[*Site]pages{&site: after, &next: then} {
						s := worlds[name](t)
						deployed(t, s, old, options("a"))
						s.place(t, "theirs.txt", "of others", "text/plain")
						m, calls := mortal(s, n, late)
						o := options("killed")
						o.Parallel = 1
						if _, err := run(t.Context(), m, site, o); err == nil {
							alive = calls() >= n // it came through, or only its good manners at the end failed
						}
						kills++
						if err := ordered(holding(t, s), after); err != nil {
							t.Fatalf("killed at call %d (late: %t): %v", n, late, err)
						}
						o = options("b")
						o.Former = []string{"killed"}
						deployed(t, s, *goal, o)
						whole := maps.Clone(want)
						whole["theirs.txt"] = "of others"
						found := holding(t, s)
						if found["theirs.txt"] != "of others" {
							t.Fatal("a file of others is gone")
						}
						if err := s.remove(t.Context(), "theirs.txt"); err != nil {
							t.Fatal(err)
						}
						wantSite(t, s, want)
						if again := deployed(t, s, *goal, options("c")); len(again.Sent)+len(again.Deleted) > 0 {
							t.Fatalf("killed at call %d (late: %t): a third deploy sent %q and deleted %q", n, late, again.Sent, again.Deleted)
						}
						s.close()
					}
				}
			}
			if kills < 100 {
				t.Errorf("%d kills only", kills)
			}
		})
	}
}

// TestResumedSendsTheRest counts what is sent twice.
func TestResumedSendsTheRest(t *testing.T) {
	everywhere(t, func(t *testing.T, s store) {
		m, _ := mortal(s, 20, false)
		o := options("killed")
		o.Parallel = 1
		if _, err := run(t.Context(), m, lay(t, before), o); !errors.Is(err, errDead) {
			t.Fatalf("it was not killed: %v", err)
		}
		there := len(holding(t, s))
		o.Name, o.Former = "b", []string{"killed"}
		summary := deployed(t, s, lay(t, before), o)
		if there == 0 || len(summary.Sent) != len(before)-there || !summary.Resumed {
			t.Errorf("%d were there, and %d of %d were sent (resumed: %t)", there, len(summary.Sent), len(before), summary.Resumed)
		}
	})
}

// TestPassingTroubleIsWaitedOut fails every call twice before it goes through.
func TestPassingTroubleIsWaitedOut(t *testing.T) {
	everywhere(t, func(t *testing.T, s store) {
		var mu sync.Mutex
		failed := map[string]int{}
		trouble := func(what string) error {
			mu.Lock()
			defer mu.Unlock()
			if failed[what]++; failed[what] <= 2 {
				return fmt.Errorf("%w: 503 SlowDown", errTransient)
			}
			return nil
		}
		slow := s
		slow.list = func(ctx context.Context, each func(string, object)) error {
			return errors.Join(trouble("list"), s.list(ctx, each))
		}
		slow.write = func(ctx context.Context, key string, body io.ReadSeeker, c content) error {
			if err := trouble("write " + key); err != nil {
				_, _ = io.CopyN(io.Discard, body, 1) // and the body is half read
				return err
			}
			return s.write(ctx, key, body, c)
		}
		slow.remove = func(ctx context.Context, key string) error {
			if err := trouble("remove " + key); err != nil {
				return err
			}
			return s.remove(ctx, key)
		}
		deployed(t, slow, lay(t, before), options("a"))
		deployed(t, slow, lay(t, after), options("b"))
		wantSite(t, s, after)
		if len(failed) < len(before)+len(after) {
			t.Errorf("only %d calls were in trouble", len(failed))
		}
	})
}

func TestLastingTroubleEndsIt(t *testing.T) {
	s := worlds["objects"](t)
	calls := 0
	ill := s
	ill.write = func(ctx context.Context, key string, body io.ReadSeeker, c content) error {
		if key == "index.html" {
			calls++
			return fmt.Errorf("%w: 503 SlowDown", errTransient)
		}
		return s.write(ctx, key, body, c)
	}
	_, err := run(t.Context(), patient(ill, atOnce), lay(t, before), options("a"))
	if err == nil || calls != tries || !strings.Contains(err.Error(), "of 12 files were sent; deploy again") {
		t.Errorf("after %d calls: %v", calls, err)
	}
	if _, err := readAll(t.Context(), s, lockName); !errors.Is(err, errAbsent) {
		t.Errorf("the lock was not given back: %v", err)
	}
	if found := holding(t, s); found["atom.xml"] != "" || found["media/bridge.jpg"] == "" {
		t.Errorf("the store holds %v", found)
	}
}

func TestFilesOfOthers(t *testing.T) {
	everywhere(t, func(t *testing.T, s store) {
		s.place(t, "theirs/index.html", "theirs", "text/html")
		s.place(t, "index.html", "also theirs", "text/html")
		s.place(t, "404.html", before["404.html"], hosting.HTML)
		_, err := run(t.Context(), s, lay(t, before), options("a"))
		if !errors.Is(err, ErrForeign) || !strings.Contains(err.Error(), "index.html") || strings.Contains(err.Error(), "theirs/") || strings.Contains(err.Error(), "404") {
			t.Fatalf("the collision is told as %v", err)
		}
		if found := holding(t, s); len(found) != 3 || found["index.html"] != "also theirs" {
			t.Fatalf("something was written: %v", found)
		}
		o := options("b")
		o.Adopt = true
		deployed(t, s, lay(t, before), o)
		deployed(t, s, lay(t, after), options("c"))
		want := maps.Clone(after)
		want["theirs/index.html"] = "theirs"
		if found := holding(t, s); !maps.Equal(found, want) {
			t.Fatalf("the store holds %v", found)
		}
	})
}

// TestFirstDeployIntoAFullStore takes over what is right already, and sends
// again what has other headers.
func TestFirstDeployIntoAFullStore(t *testing.T) {
	everywhere(t, func(t *testing.T, s store) {
		for key, body := range before {
			err := s.write(t.Context(), key, strings.NewReader(body), content{header: hosting.For(key)})
			if err != nil {
				t.Fatal(err)
			}
		}
		s.place(t, "atom.xml", before["atom.xml"], "application/octet-stream")
		got := deployed(t, s, lay(t, before), options("a"))
		want := 0
		if s.headers {
			want = 1
		}
		if len(got.Sent) != want || got.Kept != len(before)-want {
			t.Errorf("sent %q, kept %d", got.Sent, got.Kept)
		}
		wantSite(t, s, before)
	})
}

func TestFilesThatSomebodyChanged(t *testing.T) {
	everywhere(t, func(t *testing.T, s store) {
		deployed(t, s, lay(t, before), options("a"))
		s.place(t, "index.html", "touched by hand", hosting.HTML)
		s.place(t, "2024/01/18/old/index.html", "touched by hand", hosting.HTML)
		got := deployed(t, s, lay(t, after), options("b"))
		want := maps.Clone(after)
		want["2024/01/18/old/index.html"] = "touched by hand"
		if found := holding(t, s); !maps.Equal(found, want) {
			t.Errorf("the store holds %v", found)
		}
		if len(got.Left) != 1 || got.Left[0] != "2024/01/18/old/index.html" {
			t.Errorf("left: %q", got.Left)
		}
	})
}

func TestDamagedLedger(t *testing.T) {
	everywhere(t, func(t *testing.T, s store) {
		deployed(t, s, lay(t, before), options("a"))
		for _, text := range []string{"", "{", `{"daybook":2}`, `{"daybook":1,"headers":[],"files":[{"p":"index.html","s":"AAAAAAAAAAAAAAAAAAAAAA","h":0}]}`} {
			s.place(t, ledgerName, text, "application/json")
			got := deployed(t, s, lay(t, before), options("b"))
			if len(got.Sent) != 0 || len(got.Notes) != 1 || !strings.Contains(got.Notes[0], "damaged") {
				t.Errorf("%q: sent %q, notes %q", text, got.Sent, got.Notes)
			}
			wantSite(t, s, before)
		}
	})
}

func TestFilesForHosts(t *testing.T) {
	everywhere(t, func(t *testing.T, s store) {
		site := maps.Clone(before)
		site["_redirects"], site["_headers"] = "/old /new 301", "/*\n  X-A: b"
		got := deployed(t, s, lay(t, site), options("a"))
		found := holding(t, s)
		if s.headers == (found["_redirects"] != "") || s.headers != (len(got.Unsent) == 2) {
			t.Errorf("_redirects is %q, unsent are %q", found["_redirects"], got.Unsent)
		}
	})
}

func TestAFileThatChangesUnderway(t *testing.T) {
	s := worlds["objects"](t)
	site := lay(t, before)
	for i, f := range site.Files {
		if f.Path == "index.html" {
			site.Files[i].Sum = [32]byte{1}
		}
	}
	if _, err := run(t.Context(), s, site, options("a")); err == nil || !strings.Contains(err.Error(), "index.html changed while it was deployed") {
		t.Errorf("told as %v", err)
	}
	if found := holding(t, s); found["index.html"] != "" {
		t.Error("it was sent")
	}
}

func TestLedgerKeepsEverything(t *testing.T) {
	want := ledger{there: true, entries: map[string]entry{
		"index.html": {sum: [16]byte{1, 255}, size: 5, header: hosting.For("index.html"), tag: "ab"},
		"a/<b>.css":  {size: 0, header: hosting.For("b.css"), refresh: true},
	}}
	text, err := want.encode()
	if err != nil {
		t.Fatal(err)
	}
	got, err := decodeLedger(text)
	if err != nil || !got.equal(want) {
		t.Errorf("got %v (%v)", got, err)
	}
}
