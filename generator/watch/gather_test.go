package watch

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

// gathering runs gather in a bubble of fake time, with the defaults.
func gathering(t *testing.T, test func(changes chan<- string, batches <-chan []string, stop func())) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		changes, batches := make(chan string), make(chan []string)
		go gather(ctx, changes, batches, forest{"/root"}, Options{}.filled())
		stop := func() {
			cancel()
			close(changes)
		}
		test(changes, batches, stop)
	})
}

func TestOneSaveIsOneBatchOnceItIsQuiet(t *testing.T) {
	gathering(t, func(changes chan<- string, batches <-chan []string, stop func()) {
		began := time.Now()
		for _, path := range []string{"b", "a", "b", "a"} {
			changes <- path
			time.Sleep(10 * time.Millisecond)
		}
		if got := <-batches; !slices.Equal(got, []string{"a", "b"}) {
			t.Errorf("got %q", got)
		}
		if took := time.Since(began); took != 55*time.Millisecond {
			t.Errorf("sent after %v, want 25 ms after the last change", took)
		}
		stop()
		if _, open := <-batches; open {
			t.Error("a batch after the end")
		}
	})
}

func TestStormIsNotHeldBackForLongerThanTheLongestWait(t *testing.T) {
	gathering(t, func(changes chan<- string, batches <-chan []string, stop func()) {
		began := time.Now()
		storm := make(chan struct{})
		go func() {
			defer close(storm)
			for i := range 300 {
				changes <- fmt.Sprintf("%03d", i)
				time.Sleep(10 * time.Millisecond)
			}
		}()
		<-batches
		if took := time.Since(began); took > 1010*time.Millisecond {
			t.Errorf("the first batch took %v", took)
		}
		<-batches
		if took := time.Since(began); took > 2100*time.Millisecond {
			t.Errorf("the second batch took %v", took)
		}
		go func() {
			for range batches {
			}
		}()
		<-storm
		stop()
	})
}

func TestManyPathsWaitLongerThanAHandful(t *testing.T) {
	gathering(t, func(changes chan<- string, batches <-chan []string, stop func()) {
		for i := range 5000 {
			changes <- fmt.Sprintf("%04d", i)
			if i%100 == 99 {
				time.Sleep(10 * time.Millisecond)
			}
			if i == 2500 {
				time.Sleep(80 * time.Millisecond) // git stops to think
			}
		}
		if got := <-batches; len(got) != 5000 {
			t.Errorf("the first batch has %d paths of 5000", len(got))
		}
		stop()
	})
}

func TestBatchGrowsWhileItsReceiverIsBusy(t *testing.T) {
	gathering(t, func(changes chan<- string, batches <-chan []string, stop func()) {
		changes <- "first"
		time.Sleep(5 * time.Second)
		changes <- "second"
		time.Sleep(5 * time.Second)
		if got := <-batches; !slices.Equal(got, []string{"first", "second"}) {
			t.Errorf("got %q", got)
		}
		stop()
	})
}

func TestEndlessBatchNamesTheRoot(t *testing.T) {
	gathering(t, func(changes chan<- string, batches <-chan []string, stop func()) {
		for i := range most + 500 {
			changes <- fmt.Sprintf("/root/%06d", i)
		}
		got := <-batches
		if len(got) > most+1 || !slices.Contains(got, "/root") {
			t.Errorf("%d paths, root named: %v", len(got), slices.Contains(got, "/root"))
		}
		stop()
	})
}

func TestEndComesAlsoWithABatchWaiting(t *testing.T) {
	gathering(t, func(changes chan<- string, batches <-chan []string, stop func()) {
		changes <- "a"
		time.Sleep(time.Minute)
		stop()
		synctest.Wait()
		if _, open := <-batches; open {
			t.Error("a batch after the end")
		}
	})
}
