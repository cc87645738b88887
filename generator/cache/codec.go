package cache

import (
	"encoding"
	"encoding/binary"
	"errors"
	"fmt"
	"reflect"
	"sync"
	"time"
)

// errValue is the error for bytes that are not the form of a value.
var errValue = errors.New("not the form of this value")

// Append appends the form of the value that v points to, for Read of the same
// program to read. It takes structs, pointers, slices, arrays, strings,
// truths and whole numbers, time.Time with its zone, and types that are an
// encoding.BinaryAppender and by pointer an encoding.BinaryUnmarshaler. It
// panics on anything else: maps, functions, interfaces, channels, and structs
// with fields that are not exported.
//
// What is zero takes no room but a bit, and a text that came before takes a
// number.
func Append(b []byte, v any) []byte {
	value := reflect.ValueOf(v).Elem()
	w := writer{b: b}
	shapeOf(value.Type()).write(&w, value)
	return w.b
}

// Read reads what Append wrote into the value that v points to, which must be
// zero. The texts of the value share one copy of the bytes.
func Read(b []byte, v any) error {
	value := reflect.ValueOf(v).Elem()
	r := reader{rest: string(b)}
	shapeOf(value.Type()).read(&r, value)
	if r.wrong || r.rest != "" {
		return errValue
	}
	return nil
}

// shape is how the values of a type are written and read.
type shape struct {
	write func(*writer, reflect.Value)
	read  func(*reader, reflect.Value)
}

var shapes sync.Map // reflect.Type to *shape

var (
	timeType     = reflect.TypeFor[time.Time]()
	zoneType     = reflect.TypeFor[time.Location]()
	appenderType = reflect.TypeFor[encoding.BinaryAppender]()
)

func shapeOf(t reflect.Type) *shape {
	if known, found := shapes.Load(t); found {
		return known.(*shape)
	}
	made := newShape(t)
	known, _ := shapes.LoadOrStore(t, &made)
	return known.(*shape)
}

func newShape(t reflect.Type) shape {
	switch {
	case t == timeType:
		return shape{writeTime, readTime}
	case t == reflect.PointerTo(zoneType):
		return shape{writeZone, readZone}
	case t.Implements(appenderType):
		return shape{writeBinary, readBinary}
	}
	switch t.Kind() {
	case reflect.String:
		return shape{func(w *writer, v reflect.Value) { w.text(v.String()) }, func(r *reader, v reflect.Value) { v.SetString(r.text()) }}
	case reflect.Bool:
		return shape{func(*writer, reflect.Value) {}, func(_ *reader, v reflect.Value) { v.SetBool(true) }}
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return shape{func(w *writer, v reflect.Value) { w.b = binary.AppendVarint(w.b, v.Int()) }, func(r *reader, v reflect.Value) { v.SetInt(r.varint()) }}
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return shape{func(w *writer, v reflect.Value) { w.number(v.Uint()) }, func(r *reader, v reflect.Value) { v.SetUint(r.number()) }}
	case reflect.Pointer:
		return pointerShape(t)
	case reflect.Slice:
		return sliceShape(t)
	case reflect.Struct:
		return structShape(t)
	}
	panic(fmt.Sprintf("cache: a %s has no form", t))
}

// present reports whether a value must be written: a zero one is not, in the
// place of which its bit says so.
func present(v reflect.Value) bool { return !v.IsZero() }

func pointerShape(t reflect.Type) shape {
	elem := sync.OnceValue(func() *shape { return shapeOf(t.Elem()) })
	return shape{
		write: func(w *writer, v reflect.Value) { elem().whole(w, v.Elem()) },
		read: func(r *reader, v reflect.Value) {
			made := reflect.New(t.Elem())
			elem().wholly(r, made.Elem())
			v.Set(made)
		},
	}
}

func sliceShape(t reflect.Type) shape {
	elem := sync.OnceValue(func() *shape { return shapeOf(t.Elem()) })
	return shape{
		write: func(w *writer, v reflect.Value) {
			w.number(uint64(v.Len()))
			for i := range v.Len() {
				elem().whole(w, v.Index(i))
			}
		},
		read: func(r *reader, v reflect.Value) {
			n := r.number()
			if n > uint64(len(r.rest)) {
				r.fail()
				return
			}
			made := reflect.MakeSlice(t, int(n), int(n))
			for i := range int(n) {
				elem().wholly(r, made.Index(i))
			}
			v.Set(made)
		},
	}
}

// whole writes a value that no bit stands for.
func (s *shape) whole(w *writer, v reflect.Value) {
	if !present(v) {
		w.b = append(w.b, 0)
		return
	}
	w.b = append(w.b, 1)
	s.write(w, v)
}

// wholly reads what whole wrote.
func (s *shape) wholly(r *reader, v reflect.Value) {
	if r.byte() != 0 {
		s.read(r, v)
	}
}

func structShape(t reflect.Type) shape {
	fields := make([]*shape, t.NumField())
	for i := range fields {
		if !t.Field(i).IsExported() {
			panic(fmt.Sprintf("cache: %s has a field that is not exported: %s", t, t.Field(i).Name))
		}
		fields[i] = shapeOf(t.Field(i).Type)
	}
	bits := (len(fields) + 7) / 8
	return shape{
		write: func(w *writer, v reflect.Value) {
			at := len(w.b)
			for range bits {
				w.b = append(w.b, 0)
			}
			for i, f := range fields {
				if field := v.Field(i); present(field) {
					w.b[at+i/8] |= 1 << (i % 8)
					f.write(w, field)
				}
			}
		},
		read: func(r *reader, v reflect.Value) {
			set := r.take(uint64(bits))
			for at := range len(set) {
				for bit := range 8 {
					if set[at]>>bit&1 == 0 {
						continue
					}
					i := at*8 + bit
					if i >= len(fields) {
						r.fail()
						return
					}
					fields[i].read(r, v.Field(i))
				}
			}
		},
	}
}

func writeBinary(w *writer, v reflect.Value) {
	at := len(w.b)
	w.b = append(w.b, 0)
	made, err := v.Interface().(encoding.BinaryAppender).AppendBinary(w.b)
	if n := len(made) - at - 1; err == nil && n < 256 {
		w.b = made
		w.b[at] = byte(n)
		return
	}
	panic(fmt.Sprintf("cache: a %s is too long: %v", v.Type(), err))
}

func readBinary(r *reader, v reflect.Value) {
	form := r.take(uint64(r.byte()))
	if r.wrong || v.Addr().Interface().(encoding.BinaryUnmarshaler).UnmarshalBinary([]byte(form)) != nil {
		r.fail()
	}
}

func writeTime(w *writer, v reflect.Value) {
	t := v.Interface().(time.Time)
	w.b = binary.AppendVarint(w.b, t.Unix())
	w.number(uint64(t.Nanosecond()))
	w.zone(t.Location(), t)
}

func readTime(r *reader, v reflect.Value) {
	seconds, nanoseconds := r.varint(), r.number()
	if zone := r.zone(); zone != nil && nanoseconds < 1e9 {
		v.Set(reflect.ValueOf(time.Unix(seconds, int64(nanoseconds)).In(zone)))
		return
	}
	r.fail()
}

func writeZone(w *writer, v reflect.Value) { w.zone(v.Interface().(*time.Location), time.Time{}) }

func readZone(r *reader, v reflect.Value) {
	if zone := r.zone(); zone != nil {
		v.Set(reflect.ValueOf(zone))
	}
}

// zones holds the zones of the tz database that were asked for, by name.
var zones sync.Map

// zoneCalled gives the zone of the tz database with a name, or nil.
func zoneCalled(name string) *time.Location {
	if known, found := zones.Load(name); found {
		return known.(*time.Location)
	}
	zone, err := time.LoadLocation(name)
	if err != nil || name == "" || name == "Local" {
		zone = nil
	}
	zones.Store(name, zone)
	return zone
}

// longest text that is not worth a number of its own.
const unnumbered = 4

type writer struct {
	b     []byte
	known map[string]uint64 // numbers of the texts so far
}

func (w *writer) number(n uint64) { w.b = binary.AppendUvarint(w.b, n) }

// text writes a text, or the number of the same text before.
func (w *writer) text(s string) {
	if n, found := w.known[s]; found {
		w.number(n<<1 | 1)
		return
	}
	w.number(uint64(len(s)) << 1)
	w.b = append(w.b, s...)
	if len(s) > unnumbered {
		if w.known == nil {
			w.known = map[string]uint64{}
		}
		w.known[s] = uint64(len(w.known))
	}
}

// zone writes a zone by its name, or one that has only an offset by that, as
// it is at t.
func (w *writer) zone(zone *time.Location, t time.Time) {
	name := zone.String()
	if zoneCalled(name) == nil {
		_, offset := t.In(zone).Zone()
		w.text("")
		w.b = binary.AppendVarint(w.b, int64(offset))
	}
	w.text(name)
}

// reader takes values off a form. What is no form makes it wrong, and it gives
// zeros from there on.
type reader struct {
	rest  string
	known []string
	wrong bool
}

func (r *reader) fail() { r.rest, r.wrong = "", true }

func (r *reader) take(n uint64) string {
	if n > uint64(len(r.rest)) {
		r.fail()
		return ""
	}
	taken := r.rest[:n]
	r.rest = r.rest[n:]
	return taken
}

func (r *reader) byte() byte {
	if b := r.take(1); b != "" {
		return b[0]
	}
	return 0
}

func (r *reader) number() uint64 {
	var n uint64
	for shift := 0; shift < 64; shift += 7 {
		b := r.byte()
		n |= uint64(b&0x7f) << shift
		if b < 0x80 {
			return n
		}
	}
	r.fail()
	return 0
}

func (r *reader) varint() int64 {
	n := r.number()
	return int64(n>>1) ^ -int64(n&1)
}

func (r *reader) text() string {
	n := r.number()
	if n&1 == 1 {
		if n >>= 1; n < uint64(len(r.known)) {
			return r.known[n]
		}
		r.fail()
		return ""
	}
	s := r.take(n >> 1)
	if len(s) > unnumbered {
		r.known = append(r.known, s)
	}
	return s
}

func (r *reader) zone() *time.Location {
	name := r.text()
	if name != "" {
		if zone := zoneCalled(name); zone != nil {
			return zone
		}
		r.fail()
		return nil
	}
	offset := r.varint()
	return time.FixedZone(r.text(), int(offset))
}
