package view

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash"
	"maps"
	"math"
	"reflect"
	"sync/atomic"
)

// covered marks a field that other fields stand for, so that it does not
// count in Hash.
const covered = "covered"

// Seal stands for the value that holds it, so that the value can be told from
// others, and counted in Hash, without being looked through. It is empty where
// a value was not sealed.
type Seal string

// SealOf gives the seal of a value, given a pointer to it before it is sealed.
func SealOf(v any) Seal {
	h := Hasher{ready: make([]byte, 0, 768)}
	sum := h.Hash(v)
	return Seal(sum[:])
}

// Hash gives a number that stands for a view: equal views have equal hashes,
// and views that differ anywhere, but in fields marked as covered, have
// different ones. It takes structs, slices, arrays, strings, truths, numbers
// and pointers to these, and panics on anything else (maps, functions,
// interfaces, channels), which no view may hold.
func Hash(v any) [32]byte { return NewHasher().Hash(v) }

// Hasher hashes many views one after the other in the same space. It is not
// safe for use by several goroutines at once.
type Hasher struct {
	digest hash.Hash // of what was flushed; nil when nothing was
	ready  []byte
}

// NewHasher gives a Hasher.
func NewHasher() *Hasher { return &Hasher{ready: make([]byte, 0, 2*gather)} }

// Hash gives what the function Hash gives.
func (h *Hasher) Hash(v any) [32]byte {
	h.digest = nil
	h.ready = h.ready[:0]
	value := reflect.ValueOf(v)
	h.text(value.Type().String())
	h.value(value)
	if h.digest == nil {
		return sha256.Sum256(h.ready)
	}
	h.flush()
	return [32]byte(h.digest.Sum(nil))
}

// gather is how many bytes are gathered before they are hashed: SHA-256 takes
// long runs several times faster than single numbers.
const gather = 8 << 10

func (h *Hasher) flush() {
	if h.digest == nil {
		h.digest = sha256.New()
	}
	_, _ = h.digest.Write(h.ready)
	h.ready = h.ready[:0]
}

func (h *Hasher) number(n uint64) {
	if len(h.ready) >= gather {
		h.flush()
	}
	h.ready = binary.AppendUvarint(h.ready, n)
}

func (h *Hasher) text(s string) {
	h.number(uint64(len(s)))
	h.ready = append(h.ready, s...)
}

// anatomy is how a struct is hashed.
type anatomy struct {
	fields []int // those that count
	seal   int   // the one that stands for all, or -1
}

// anatomies are those of the structs met so far. The map is never changed but
// replaced; what is lost when two do so at once is found out again.
var anatomies atomic.Pointer[map[reflect.Type]anatomy]

func anatomyOf(t reflect.Type) anatomy {
	met := anatomies.Load()
	if met != nil {
		if a, known := (*met)[t]; known {
			return a
		}
	}
	a := anatomy{seal: -1}
	for i := range t.NumField() {
		switch f := t.Field(i); {
		case f.Type == reflect.TypeFor[Seal]():
			a.seal = i
		case f.Tag.Get("view") != covered:
			a.fields = append(a.fields, i)
		}
	}
	more := map[reflect.Type]anatomy{t: a}
	if met != nil {
		maps.Copy(more, *met)
	}
	anatomies.Store(&more)
	return a
}

func (h *Hasher) value(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		h.text(v.String())
	case reflect.Bool:
		if v.Bool() {
			h.number(1)
		} else {
			h.number(0)
		}
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		h.number(uint64(v.Int()))
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		h.number(v.Uint())
	case reflect.Float32, reflect.Float64:
		h.number(math.Float64bits(v.Float()))
	case reflect.Slice, reflect.Array:
		h.number(uint64(v.Len()))
		if v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.Uint8 {
			h.ready = append(h.ready, v.Bytes()...)
			return
		}
		for i := range v.Len() {
			h.value(v.Index(i))
		}
	case reflect.Struct:
		a := anatomyOf(v.Type())
		if a.seal >= 0 {
			seal := v.Field(a.seal).String()
			h.text(seal)
			if seal != "" {
				return
			}
		}
		for _, i := range a.fields {
			h.value(v.Field(i))
		}
	case reflect.Pointer:
		if v.IsNil() {
			h.number(0)
			return
		}
		h.number(1)
		h.value(v.Elem())
	default:
		panic(fmt.Sprintf("view: a %s cannot be hashed", v.Type()))
	}
}
