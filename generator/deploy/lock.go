package deploy

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"
)

// How the lock lives: its holder writes it again every Beat, and one that stood
// still for Dead is taken for left behind.
const (
	Beat = 15 * time.Second
	Dead = 90 * time.Second

	glance = 3 * time.Second // between two looks at a lock that another holds
)

// errLost is why a run ends whose lock is no longer its own.
var errLost = fmt.Errorf("%w, and has taken the lock: wait until it has ended, then deploy again", ErrBusy)

// mark is what stands in the lock: a name that no other run has, and a count of
// beats, so that nobody need compare clocks.
type mark struct {
	Run   string `json:"run"`
	Beats int    `json:"beats"`
}

// hold is the lock while it is ours.
type hold struct {
	store store
	name  string
	beats int
	quit  chan struct{} // closed to end keep
	ended chan struct{} // closed when keep has ended
}

// acquire takes the lock, waiting as the options say.
func acquire(ctx context.Context, s store, o Options) (*hold, error) {
	h := &hold{store: s, name: o.Name, quit: make(chan struct{}), ended: make(chan struct{})}
	began, stood := time.Now(), time.Now()
	var last mark
	for waited := false; ; {
		err := h.write(ctx, true)
		if err != nil && !errors.Is(err, errTaken) {
			return nil, fmt.Errorf("lock the store: %w", err)
		}
		found, there, err := h.found(ctx)
		switch {
		case err != nil:
			return nil, err
		case !there:
			continue // it was given back in this moment
		case found.Run == h.name:
			return h, nil
		case slices.Contains(o.Former, found.Run), waited && found == last && time.Since(stood) >= Dead:
			if err := h.write(ctx, false); err != nil {
				return nil, fmt.Errorf("lock the store: %w", err)
			}
			continue // and look whether nobody did the same
		}
		if found != last {
			last, stood = found, time.Now()
		}
		if waited && time.Since(began) >= o.Wait && time.Since(stood) < Beat*2 {
			return nil, fmt.Errorf("%w: wait until it has ended", ErrBusy)
		}
		if !waited && o.Waiting != nil {
			o.Waiting()
		}
		waited = true
		if err := sleep(ctx, glance); err != nil {
			return nil, err
		}
	}
}

func sleep(ctx context.Context, long time.Duration) error {
	timer := time.NewTimer(long)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-timer.C:
		return nil
	}
}

func (h *hold) write(ctx context.Context, onlyNew bool) error {
	text, err := json.Marshal(mark{h.name, h.beats})
	if err != nil {
		return err
	}
	c := private
	c.onlyNew = onlyNew
	return h.store.write(ctx, lockName, bytes.NewReader(text), c)
}

// found reads the lock. One that cannot be understood belongs to nobody known.
func (h *hold) found(ctx context.Context) (m mark, there bool, err error) {
	text, err := readAll(ctx, h.store, lockName)
	if errors.Is(err, errAbsent) {
		return m, false, nil
	} else if err != nil {
		return m, false, fmt.Errorf("read the lock: %w", err)
	}
	if json.Unmarshal(text, &m) != nil {
		m = mark{}
	}
	return m, true, nil
}

// look reports errLost when the lock is no longer ours.
func (h *hold) look(ctx context.Context) error {
	if err := stopped(ctx); err != nil {
		return err
	}
	found, there, err := h.found(ctx)
	if err == nil && (!there || found.Run != h.name) {
		err = errLost
	}
	return err
}

// keep writes the lock again and again until it is released, and ends the run
// when it has been lost.
func (h *hold) keep(ctx context.Context, end context.CancelCauseFunc) {
	defer close(h.ended)
	again := time.NewTicker(Beat)
	defer again.Stop()
	for {
		select {
		case <-h.quit:
			return
		case <-ctx.Done():
			return
		case <-again.C:
			err := h.look(ctx)
			if err == nil {
				h.beats++
				err = h.write(ctx, false)
			}
			if errors.Is(err, errLost) {
				end(errLost)
				return
			}
		}
	}
}

// release gives the lock back, also when the run was stopped.
func (h *hold) release(ctx context.Context) {
	close(h.quit)
	<-h.ended
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	if h.look(ctx) == nil {
		_ = h.store.remove(ctx, lockName) // what stays behind is dead after Dead
	}
}
