package view

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash"
	"math"
	"reflect"
)

// covered marks a field that other fields stand for, so that it does not
// count in Hash.
const covered = "covered"

// Hash gives a number that stands for a view: equal views have equal hashes,
// and views that differ anywhere, but in fields marked as covered, have
// different ones. It takes structs, slices, arrays, strings, truths, numbers
// and pointers to these, and panics on anything else (maps, functions,
// interfaces, channels), which no view may hold.
func Hash(v any) [32]byte { return NewHasher().Hash(v) }

// Hasher hashes many views one after the other in the same space. It is not
// safe for use by several goroutines at once.
type Hasher struct {
	digest  hash.Hash
	ready   []byte
	counted map[reflect.Type][]int // the fields of a struct that count
}

// NewHasher gives a Hasher.
func NewHasher() *Hasher {
	return &Hasher{digest: sha256.New(), counted: map[reflect.Type][]int{}}
}

// Hash gives what the function Hash gives.
func (h *Hasher) Hash(v any) [32]byte {
	h.digest.Reset()
	h.ready = h.ready[:0]
	value := reflect.ValueOf(v)
	h.text(value.Type().String())
	h.value(value)
	h.flush()
	return [32]byte(h.digest.Sum(nil))
}

// gather is how many bytes are gathered before they are hashed: SHA-256 takes
// long runs several times faster than single numbers.
const gather = 8 << 10

func (h *Hasher) flush() {
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

// fields gives the indices of the fields of a struct that count.
func (h *Hasher) fields(t reflect.Type) []int {
	fields, known := h.counted[t]
	if !known {
		fields = []int{}
		for i := range t.NumField() {
			if t.Field(i).Tag.Get("view") != covered {
				fields = append(fields, i)
			}
		}
		h.counted[t] = fields
	}
	return fields
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
		for _, i := range h.fields(v.Type()) {
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
