package publish

import (
	"bytes"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"slices"
	"strings"
)

// ledger is what a run published: its entries, sorted by path, under a random
// name by which a journal knows its own.
type ledger struct {
	run     [16]byte
	note    string // of Run.Made
	entries []entry
}

// entry is one file that we made.
type entry struct {
	path  string
	key   [32]byte // what it was made from
	sum   [32]byte // SHA-256 of its bytes
	size  int64
	mtime int64 // nanoseconds since 1970
}

func newLedger(entries []entry) ledger {
	l := ledger{entries: entries}
	rand.Read(l.run[:])
	return l
}

// describes reports whether a file is as the entry left it.
func (e entry) describes(info fs.FileInfo) bool {
	return info.Mode().IsRegular() && info.Size() == e.size && info.ModTime().UnixNano() == e.mtime
}

func (l ledger) find(path string) (entry, bool) {
	i, found := slices.BinarySearchFunc(l.entries, path, func(e entry, path string) int {
		return strings.Compare(e.path, path)
	})
	if !found {
		return entry{}, false
	}
	return l.entries[i], true
}

// under gives the entries below a folder; all for "".
func (l ledger) under(folder string) []entry {
	if folder == "" {
		return l.entries
	}
	from, _ := slices.BinarySearchFunc(l.entries, folder+"/", func(e entry, path string) int {
		return strings.Compare(e.path, path)
	})
	n := 0
	for from+n < len(l.entries) && strings.HasPrefix(l.entries[from+n].path, folder+"/") {
		n++
	}
	return l.entries[from : from+n]
}

const ledgerMagic = "daybook ledger 2\n"

// errDamaged is in the error for a ledger or journal that is not as we wrote it.
var errDamaged = errors.New("damaged, or not written by this version")

func (l ledger) encode() []byte {
	size := len(ledgerMagic) + len(l.run) + len(l.note) + 2*binary.MaxVarintLen64 + crc32.Size
	for _, e := range l.entries {
		size += len(e.path) + len(e.key) + len(e.sum) + 3*binary.MaxVarintLen64
	}
	b := append(make([]byte, 0, size), ledgerMagic...)
	b = append(b, l.run[:]...)
	b = appendString(b, l.note)
	b = binary.AppendUvarint(b, uint64(len(l.entries)))
	for _, e := range l.entries {
		b = appendString(b, e.path)
		b = append(b, e.key[:]...)
		b = append(b, e.sum[:]...)
		b = binary.AppendUvarint(b, uint64(e.size))
		b = binary.AppendVarint(b, e.mtime)
	}
	return seal(b)
}

func decodeLedger(b []byte) (ledger, error) {
	r, err := unseal(b, ledgerMagic)
	if err != nil {
		return ledger{}, fmt.Errorf("the ledger is %w", err)
	}
	var l ledger
	r.bytes(l.run[:])
	l.note = r.string()
	count := r.uvarint()
	if count > uint64(len(b)) {
		return ledger{}, fmt.Errorf("the ledger is %w", errDamaged)
	}
	l.entries = make([]entry, count)
	last := ""
	for i := range l.entries {
		e := &l.entries[i]
		e.path = r.string()
		r.bytes(e.key[:])
		r.bytes(e.sum[:])
		e.size = int64(r.uvarint())
		e.mtime = r.varint()
		if r.short || e.path <= last || valid(e.path) != nil {
			return ledger{}, fmt.Errorf("the ledger is %w", errDamaged)
		}
		last = e.path
	}
	if r.short || len(r.rest) > 0 {
		return ledger{}, fmt.Errorf("the ledger is %w", errDamaged)
	}
	return l, nil
}

// seal ends a record with the checksum (CRC-32C) that unseal asks for.
func seal(b []byte) []byte {
	return binary.BigEndian.AppendUint32(b, crc32.Checksum(b, crc32.MakeTable(crc32.Castagnoli)))
}

// unseal checks the first line and the checksum and gives what is between.
func unseal(b []byte, magic string) (*reader, error) {
	body := len(b) - crc32.Size
	if body < len(magic) || !bytes.HasPrefix(b, []byte(magic)) {
		return nil, errDamaged
	}
	if crc32.Checksum(b[:body], crc32.MakeTable(crc32.Castagnoli)) != binary.BigEndian.Uint32(b[body:]) {
		return nil, errDamaged
	}
	rest := b[len(magic):body]
	return &reader{rest: rest, text: string(rest)}, nil
}

// reader takes values off a record; its strings share one copy of the bytes.
// Past the end it gives zero values and is short.
type reader struct {
	rest  []byte
	text  string // the bytes of rest
	short bool
}

func (r *reader) take(n uint64) (taken []byte, text string) {
	if n > uint64(len(r.rest)) {
		*r = reader{short: true}
		return nil, ""
	}
	taken, text = r.rest[:n], r.text[:n]
	r.rest, r.text = r.rest[n:], r.text[n:]
	return taken, text
}

func (r *reader) bytes(b []byte) {
	taken, _ := r.take(uint64(len(b)))
	copy(b, taken)
}

func (r *reader) string() string {
	_, text := r.take(r.uvarint())
	return text
}

func (r *reader) uvarint() uint64 {
	value, n := binary.Uvarint(r.rest)
	r.pass(n)
	return value
}

func (r *reader) varint() int64 {
	value, n := binary.Varint(r.rest)
	r.pass(n)
	return value
}

// pass goes over a number of n bytes, as encoding/binary counts them: none or
// less than none is no number.
func (r *reader) pass(n int) {
	if n <= 0 {
		n = len(r.rest) + 1
	}
	r.take(uint64(n))
}

func appendString(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}
