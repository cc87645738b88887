package deploy

import (
	"context"
	"errors"
	"io"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// TestTwoAtOnce lets two deploys begin in the same instant, many times over:
// one waits for the other, and what is there then is one site, whole.
func TestTwoAtOnce(t *testing.T) {
	one, two := lay(t, before), lay(t, after)
	synctest.Test(t, func(t *testing.T) {
		for range 10 {
			s := worlds["objects"](t)
			at := 0 // how many are sending
			var mu sync.Mutex
			spied := s
			spied.write = func(ctx context.Context, key string, body io.ReadSeeker, c content) error {
				if ours(key) {
					return s.write(ctx, key, body, c)
				}
				mu.Lock()
				at++
				if at > 1 {
					t.Error("two write at once")
				}
				mu.Unlock()
				time.Sleep(5 * time.Second) // of the bubble
				err := s.write(ctx, key, body, c)
				mu.Lock()
				at--
				mu.Unlock()
				return err
			}
			var both sync.WaitGroup
			errs := make([]error, 2)
			for i, site := range []Site{one, two} {
				both.Go(func() {
					_, errs[i] = run(t.Context(), spied, site, Options{Name: site.Folder, Wait: time.Hour})
				})
			}
			both.Wait()
			if err := errors.Join(errs...); err != nil {
				t.Fatal(err)
			}
			found := holding(t, s)
			if found["index.html"] == before["index.html"] {
				wantSite(t, s, before)
			} else {
				wantSite(t, s, after)
			}
		}
	})
}

func TestBusy(t *testing.T) {
	site := lay(t, before)
	synctest.Test(t, func(t *testing.T) {
		s := worlds["objects"](t)
		ctx, cancel := context.WithCancelCause(t.Context())
		h, err := acquire(ctx, s, options("other"))
		if err != nil {
			t.Fatal(err)
		}
		go h.keep(ctx, cancel)
		told := 0
		o := options("a")
		o.Wait, o.Waiting = 2*time.Minute, func() { told++ }
		began := time.Now()
		if _, err := run(ctx, s, site, o); !errors.Is(err, ErrBusy) || told != 1 {
			t.Errorf("told %d times, then %v", told, err)
		}
		if took := time.Since(began); took < 2*time.Minute || took > 3*time.Minute {
			t.Errorf("it waited %v", took)
		}
		h.release(ctx)
		deployed(t, s, site, o)
		wantSite(t, s, before)
	})
}

// TestLockLeftBehind: a lock that does not move is taken, though nobody here
// knows whose it was.
func TestLockLeftBehind(t *testing.T) {
	site := lay(t, before)
	for _, left := range []string{`{"run":"gone","beats":3}`, "", "not ours at all"} {
		synctest.Test(t, func(t *testing.T) {
			s := worlds["objects"](t)
			s.place(t, lockName, left, "application/json")
			o := options("a")
			o.Wait = 2 * time.Minute
			began := time.Now()
			deployed(t, s, site, o)
			if took := time.Since(began); took < Dead || took > Dead+3*glance {
				t.Errorf("%q: it waited %v", left, took)
			}
			wantSite(t, s, before)
		})
	}
}

// TestLockLost: where the store does not know conditional writes, the one whose
// lock was overwritten stops before it changes more.
func TestLockLost(t *testing.T) {
	site := lay(t, before)
	synctest.Test(t, func(t *testing.T) {
		s := worlds["objects"](t)
		sent := 0
		robbed := s
		robbed.write = func(ctx context.Context, key string, body io.ReadSeeker, c content) error {
			if !ours(key) {
				if sent++; sent == 2 {
					s.place(t, lockName, `{"run":"other","beats":0}`, "application/json")
				}
			}
			return s.write(ctx, key, body, c)
		}
		_, err := run(t.Context(), robbed, site, Options{Name: "a"})
		if !errors.Is(err, ErrBusy) || sent >= len(before) {
			t.Errorf("after %d files: %v", sent, err)
		}
		if l, _ := readLedger(t.Context(), s, ledgerName); l.there {
			t.Error("the ledger was written")
		}
		if text, _ := readAll(t.Context(), s, lockName); string(text) != `{"run":"other","beats":0}` {
			t.Errorf("the other's lock is %s now", text)
		}
	})
}

// TestStopped: a deploy that is told to stop gives its lock back.
func TestStopped(t *testing.T) {
	s := worlds["objects"](t)
	ctx, stop := context.WithCancel(t.Context())
	stopping := s
	stopping.write = func(ctx context.Context, key string, body io.ReadSeeker, c content) error {
		if key == "index.html" {
			stop()
			return ctx.Err()
		}
		return s.write(ctx, key, body, c)
	}
	_, err := run(ctx, patient(stopping, pause), lay(t, before), options("a"))
	if !errors.Is(err, context.Canceled) {
		t.Errorf("told as %v", err)
	}
	if _, err := readAll(t.Context(), s, lockName); !errors.Is(err, errAbsent) {
		t.Errorf("the lock: %v", err)
	}
	deployed(t, s, lay(t, before), options("b"))
	wantSite(t, s, before)
}
