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
func Hash(v any) [32]byte {
	h := hasher{Hash: sha256.New()}
	value := reflect.ValueOf(v)
	h.text(value.Type().String())
	h.value(value)
	return [32]byte(h.Sum(nil))
}

type hasher struct {
	hash.Hash
	scratch [8]byte
}

func (h *hasher) number(n uint64) {
	binary.LittleEndian.PutUint64(h.scratch[:], n)
	_, _ = h.Write(h.scratch[:])
}

func (h *hasher) text(s string) {
	h.number(uint64(len(s)))
	_, _ = h.Write([]byte(s))
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
		if v.Type().Elem().Kind() == reflect.Uint8 && v.Kind() == reflect.Slice {
			_, _ = h.Write(v.Bytes())
			return
		}
		for i := range v.Len() {
			h.value(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).Tag.Get("view") != covered {
				h.value(v.Field(i))
			}
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
