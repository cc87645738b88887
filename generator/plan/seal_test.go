package plan_test

import (
	"math/rand/v2"
	"reflect"
	"testing"

	"daybook/generator/view"
)

// TestSealsAreRight looks through the views of random sites: whatever carries a
// seal carries that of its fields, also when it is asked for twice.
func TestSealsAreRight(t *testing.T) {
	seen := 0
	var look func(at string, v reflect.Value)
	look = func(at string, v reflect.Value) {
		switch v.Kind() {
		case reflect.Slice:
			for i := range v.Len() {
				look(at, v.Index(i))
			}
		case reflect.Struct:
			if f := v.FieldByName("Seal"); f.IsValid() && f.String() != "" {
				bare := reflect.New(v.Type())
				bare.Elem().Set(v)
				bare.Elem().FieldByName("Seal").SetString("")
				if view.SealOf(bare.Interface()) != view.Seal(f.String()) {
					t.Fatalf("%s: the seal of %+v is of something else", at, v.Interface())
				}
				seen++
			}
			for i := range v.NumField() {
				look(at, v.Field(i))
			}
		}
	}
	for seed := range uint64(4) {
		r := rand.New(rand.NewPCG(seed, 7))
		_, _, files := planned(t, archive(t, r, 1+r.IntN(400)))
		for range 2 {
			for _, f := range files {
				look(f.Path, reflect.ValueOf(f.View(nil)))
			}
		}
	}
	if seen < 1000 {
		t.Fatalf("only %d seals were found: the search for them is wrong", seen)
	}
}
