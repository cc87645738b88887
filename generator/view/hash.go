package view

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash"
	"math"
	"reflect"
	"sync"
)

// covered marks a field that other fields stand for, so that it does not
// count in Hash.
const covered = "covered"

// Hash gives a number that stands for a view: equal views have equal hashes,
// and views that differ anywhere, but in fields marked as covered, have
// different ones. It takes structs, slices, arrays, strings, truths, numbers
// and pointers to these, and panics on anything else (maps, functions,
// interfaces, channels), which no view may hold.
func Hash(v any) [32]byte {
	h := hashers.Get().(*hasher)
	defer hashers.Put(h)
	h.Reset()
	h.ready = h.ready[:0]
	value := reflect.ValueOf(v)
	h.text(value.Type().String())
	h.value(value)
	h.flush()
	return [32]byte(h.Sum(nil))
}

// hashers are kept for their space alone.
var hashers = sync.Pool{New: func() any {
	return &hasher{Hash: sha256.New(), ready: make([]byte, 0, 2*gather), counted: map[reflect.Type][]int{}}
}}

// gather is how many bytes are gathered before they are hashed: SHA-256 takes
// long runs several times faster than single numbers.
const gather = 8 << 10

type hasher struct {
	hash.Hash
	ready   []byte
	counted map[reflect.Type][]int // the fields of a struct that count
}

func (h *hasher) flush() {
	_, _ = h.Write(h.ready)
	h.ready = h.ready[:0]
}

func (h *hasher) number(n uint64) {
	if len(h.ready) >= gather {
		h.flush()
	}
	h.ready = binary.AppendUvarint(h.ready, n)
}

func (h *hasher) text(s string) {
	h.number(uint64(len(s)))
	h.ready = append(h.ready, s...)
}

// fields gives the indices of the fields of a struct that count.
func (h *hasher) fields(t reflect.Type) []int {
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

func (h *hasher) value(v reflect.Value) {
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
