package load

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"time"

	"daybook/generator/cache"
)

// stamp is what the system says of a file without opening it. The time of the
// last change of its bytes or its properties (POSIX: st_ctime) is the system's
// own: no program sets it back, so that files of equal stamps are equal, but
// for those that were changed in the moment in which they were read; see
// settled.
type stamp struct {
	Size, Modified, Changed int64 // bytes; nanoseconds since 1970
	Number                  uint64
}

// moment is how far apart two changes are that surely have different stamps,
// with room for the ticks of the system's clock.
const moment = 100 * time.Millisecond

// settled reports whether a file that was changed after began would have
// another stamp.
func (s stamp) settled(began time.Time) bool {
	return s.Changed < began.Add(-moment).UnixNano()
}

// stamped is a file with the key under which it was read. Its stamp is zero
// where it does not stand for the file.
type stamped struct {
	Path  string
	Stamp stamp
	Key   string
}

// stamps is what a run knows of files by their stamps: a note of the cache.
type stamps struct {
	Frame string // see frame
	Files []stamped
}

// stampsNote is the name of that note.
const stampsNote = "files"

// recall gives the stamps that the last run left, by path.
func recall(store *cache.Store, frame string) map[string]stamped {
	var known stamps
	if note := store.Note(stampsNote); note == nil || cache.Read(note, &known) != nil || known.Frame != frame {
		return map[string]stamped{}
	}
	byPath := make(map[string]stamped, len(known.Files))
	for _, f := range known.Files {
		byPath[f.Path] = f
	}
	return byPath
}

// sum stands for all that was read: of equal sums, equal Content.
type sum struct{ digest []byte }

func (s *sum) add(format string, args ...any) { s.digest = fmt.Appendf(s.digest, format+"\n", args...) }

func (s *sum) file(f contentFile, key cache.Key) {
	s.digest = append(append(append(s.digest, f.path...), 0), key[:]...)
}

func (s *sum) media(m Media) {
	s.digest = append(append(s.digest, m.Path...), 0)
	for _, n := range []uint64{uint64(m.stamp.Size), uint64(m.stamp.Modified), uint64(m.stamp.Changed), m.stamp.Number} {
		s.digest = binary.LittleEndian.AppendUint64(s.digest, n)
	}
}

func (s *sum) total() [32]byte { return sha256.Sum256(s.digest) }
