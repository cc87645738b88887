package deploy

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"daybook/generator/hosting"
)

// The files of our own in a store.
const (
	ledgerName  = ".daybook-deploy.json"
	journalName = ".daybook-deploy.next.json"
	lockName    = ".daybook-deploy.lock"
)

// ours reports whether a key is of a file that the package keeps for itself.
func ours(key string) bool { return key == ledgerName || key == journalName || key == lockName }

// errDamaged is in the error for a ledger that is not as we wrote it.
var errDamaged = errors.New("damaged, or not written by this version")

// ledger is the files that a deploy left, by path; or, as the journal, those
// that it is about to write.
type ledger struct {
	there   bool // it was found in the store
	entries map[string]entry
}

// entry is one file of ours in the store.
type entry struct {
	sum     [16]byte // the first half of the SHA-256 of its bytes
	size    int64
	header  hosting.Header
	tag     string // of the object, as the store told it; none in the journal
	refresh bool   // in the journal: the bytes stood there already, so that they do not tell whether it was sent
}

// short is what the ledger keeps of a sum: enough against chance, and nobody
// but us chooses the bytes.
func short(sum [32]byte) [16]byte { return [16]byte(sum[:16]) }

// describes reports whether an object is as the entry left it.
func (e entry) describes(o object) bool { return o.size == e.size && o.tag == e.tag }

// makes reports whether two entries are of the same bytes under the same headers.
func (e entry) makes(want entry) bool {
	return e.sum == want.sum && e.size == want.size && e.header == want.header
}

func (l ledger) equal(other ledger) bool { return maps.Equal(l.entries, other.entries) }

// form is a ledger in JSON. Headers are few and are named by number.
type form struct {
	Daybook int              `json:"daybook"` // of this form: 1
	Headers []hosting.Header `json:"headers"`
	Files   []line           `json:"files"`
}

type line struct {
	Path    string `json:"p"`
	Sum     string `json:"s"`
	Size    int64  `json:"n"`
	Header  int    `json:"h"`
	Tag     string `json:"t,omitempty"`
	Refresh bool   `json:"r,omitempty"`
}

const formNow = 1

func (l ledger) encode() ([]byte, error) {
	f := form{Daybook: formNow, Files: make([]line, 0, len(l.entries))}
	numbers := map[hosting.Header]int{}
	for _, p := range slices.Sorted(maps.Keys(l.entries)) {
		e := l.entries[p]
		h, known := numbers[e.header]
		if !known {
			h = len(f.Headers)
			numbers[e.header] = h
			f.Headers = append(f.Headers, e.header)
		}
		f.Files = append(f.Files, line{p, base64.RawURLEncoding.EncodeToString(e.sum[:]), e.size, h, e.tag, e.refresh})
	}
	return json.Marshal(f)
}

func decodeLedger(text []byte) (ledger, error) {
	var f form
	if json.Unmarshal(text, &f) != nil || f.Daybook != formNow {
		return ledger{}, errDamaged
	}
	l := ledger{there: true, entries: make(map[string]entry, len(f.Files))}
	for _, v := range f.Files {
		sum, err := base64.RawURLEncoding.DecodeString(v.Sum)
		if err != nil || len(sum) != 16 || v.Header < 0 || v.Header >= len(f.Headers) || v.Path == "" || strings.HasPrefix(v.Path, "/") {
			return ledger{}, errDamaged
		}
		l.entries[v.Path] = entry{[16]byte(sum), v.Size, f.Headers[v.Header], v.Tag, v.Refresh}
	}
	return l, nil
}

// readLedger gives an empty ledger when there is none.
func readLedger(ctx context.Context, s store, name string) (ledger, error) {
	text, err := readAll(ctx, s, name)
	if errors.Is(err, errAbsent) {
		return ledger{}, nil
	} else if err != nil {
		return ledger{}, fmt.Errorf("read %s: %w", name, err)
	}
	return decodeLedger(text)
}

func writeLedger(ctx context.Context, s store, name string, l ledger) error {
	text, err := l.encode()
	if err == nil {
		err = s.write(ctx, name, bytes.NewReader(text), private)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}

// private is what files of our own are written with: no cache may keep them.
var private = content{header: hosting.Header{ContentType: "application/json; charset=utf-8", CacheControl: "no-store"}}

func readAll(ctx context.Context, s store, key string) ([]byte, error) {
	body, err := s.read(ctx, key)
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(body)
	return text, errors.Join(err, body.Close())
}
