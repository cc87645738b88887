// Package cache keeps between runs what was made of each file of content, so
// that a file that did not change is not read again, and so that the texts
// that were made need not be held in memory.
//
// A Store is a folder of packs. A pack is written once, under a name of its
// own, and never changed; it holds records, each under the hash of all that it
// was made from. So builds at the same time do not disturb each other, a cache
// is never stale, and any pack can be taken away at any time. The rules:
//
//   - a record has a head, which is read at once, and a body, which is read
//     when it is asked for; both have checksums, and one that does not fit its
//     checksum is not there;
//   - packs of another version of the program are not read, and go;
//   - when the packs are many, or half of what they hold was not asked for by
//     this run, what was asked for moves into one new pack: a store is never
//     more than twice as large as what a run needs, or SlackBytes;
//   - a folder that cannot be written costs time and nothing else: records then
//     live in a file without a name, until the Store is closed.
//
// Beside the packs lie notes, each under a name: what the last run said of this
// folder's site, for the next to hold against what it finds. A note is replaced
// whole, and one that does not fit its checksum is not there.
//
// In: bytes under keys. Out: the same bytes, or the word that they are not
// there. What the bytes mean is the business of Append and Read.
package cache

import (
	"cmp"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Key is the hash of all that a record was made from.
type Key = [32]byte

// SlackBytes is how much a store may hold that nobody asks for.
const SlackBytes = 16 << 20

// maxPacks is how many packs a store may have before they are joined.
const maxPacks = 8

const (
	packEnding = ".pack"
	noteEnding = ".note"
	newEnding  = ".new" // of a pack that is being written
	magic      = "daybook cache 1\n"
	entrySize  = len(Key{}) + 8 + 4*4
	footerSize = 8 + 4 + len(magic)
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Store is an open cache. It is safe for use by several goroutines.
type Store struct {
	folder  string
	version string // begins the names of our packs

	mu      sync.RWMutex
	packs   []*pack
	records map[Key]*record
	fresh   *pack // takes what is put; nil until then
	problem error // why the folder cannot be written; nil as long as it can
}

// pack is an open pack.
type pack struct {
	file  *os.File
	path  string // empty for a pack that has no name
	size  int64  // bytes of records
	named bool   // is under its last name
}

// record says where a record lies.
type record struct {
	pack             *pack
	offset           int64
	head, body       uint32      // bytes
	headSum, bodySum uint32      // CRC-32C
	asked            atomic.Bool // by this run
}

func (r *record) size() int64 { return int64(r.head) + int64(r.body) }

// Open opens the store in a folder for one version of the program. It makes
// the folder when there is none. An empty folder name is a store that keeps
// nothing beyond Close.
func Open(folder string, version [32]byte) *Store {
	s := &Store{folder: folder, version: hex.EncodeToString(version[:8]), records: map[Key]*record{}}
	if folder == "" {
		return s
	}
	if s.problem = os.MkdirAll(folder, 0o777); s.problem != nil {
		return s
	}
	names, err := filepath.Glob(filepath.Join(globless(folder), s.version+"-*"+packEnding))
	if err != nil {
		s.problem = err
		return s
	}
	for _, name := range names {
		s.openPack(name)
	}
	return s
}

// Clear takes away all that a folder keeps, of all versions.
func Clear(folder string) error {
	var errs []error
	for _, ending := range []string{packEnding, noteEnding} {
		names, err := filepath.Glob(filepath.Join(globless(folder), "*"+ending))
		errs = append(errs, err)
		for _, name := range names {
			errs = append(errs, os.Remove(name))
		}
	}
	return errors.Join(errs...)
}

// Note gives what the last SetNote of any run put under a name, or nil.
func (s *Store) Note(name string) []byte {
	if s == nil || s.folder == "" {
		return nil
	}
	text, err := os.ReadFile(s.notePath(name))
	if err != nil || len(text) < crc32.Size {
		return nil
	}
	note := text[crc32.Size:]
	if crc32.Checksum(note, castagnoli) != binary.LittleEndian.Uint32(text) {
		return nil
	}
	return note
}

// SetNote puts a note in the place of the one of the same name. The error is
// that of the disk; there may be no note then.
func (s *Store) SetNote(name string, note []byte) error {
	if s == nil || s.folder == "" {
		return nil
	}
	if err := s.Problem(); err != nil {
		return err
	}
	file, err := os.CreateTemp(s.folder, s.version+"-*"+newEnding)
	if err != nil {
		return fmt.Errorf("write the cache: %w", err)
	}
	text := binary.LittleEndian.AppendUint32(make([]byte, 0, crc32.Size+len(note)), crc32.Checksum(note, castagnoli))
	_, err = file.Write(append(text, note...))
	if err = errors.Join(err, file.Close()); err == nil {
		err = os.Rename(file.Name(), s.notePath(name))
	}
	if err != nil {
		_ = os.Remove(file.Name())
		return fmt.Errorf("write the cache: %w", err)
	}
	return nil
}

func (s *Store) notePath(name string) string {
	return filepath.Join(s.folder, s.version+"-"+name+noteEnding)
}

// globless escapes what filepath.Glob would take for a pattern.
func globless(folder string) string {
	return strings.NewReplacer(`*`, `\*`, `?`, `\?`, `[`, `\[`, `\`, `\\`).Replace(folder)
}

// openPack takes up the records of a pack. One that is damaged is taken away.
func (s *Store) openPack(name string) {
	file, err := os.Open(name)
	if err != nil {
		return
	}
	index, size, err := readIndex(file)
	if err != nil {
		_ = file.Close()
		if errors.Is(err, errDamaged) {
			_ = os.Remove(name)
		}
		return
	}
	p := &pack{file: file, path: name, size: size, named: true}
	s.packs = append(s.packs, p)
	for len(index) > 0 {
		var key Key
		copy(key[:], index)
		rest := index[len(key):entrySize]
		s.records[key] = &record{
			pack: p, offset: int64(binary.LittleEndian.Uint64(rest)),
			head: binary.LittleEndian.Uint32(rest[8:]), body: binary.LittleEndian.Uint32(rest[12:]),
			headSum: binary.LittleEndian.Uint32(rest[16:]), bodySum: binary.LittleEndian.Uint32(rest[20:]),
		}
		index = index[entrySize:]
	}
}

// readIndex reads the index at the end of a pack: its entries, and how many
// bytes of records stand before it.
func readIndex(file *os.File) (index []byte, at int64, err error) {
	info, err := file.Stat()
	if err != nil {
		return nil, 0, err
	}
	if info.Size() < int64(footerSize) {
		return nil, 0, errDamaged
	}
	footer := make([]byte, footerSize)
	if _, err := file.ReadAt(footer, info.Size()-int64(footerSize)); err != nil {
		return nil, 0, err
	}
	at = int64(binary.LittleEndian.Uint64(footer))
	length := info.Size() - int64(footerSize) - at
	if string(footer[12:]) != magic || at < 0 || length < 0 || length%int64(entrySize) != 0 {
		return nil, 0, errDamaged
	}
	index = make([]byte, length)
	if _, err := file.ReadAt(index, at); err != nil {
		return nil, 0, err
	}
	if crc32.Checksum(index, castagnoli) != binary.LittleEndian.Uint32(footer[8:]) {
		return nil, 0, errDamaged
	}
	return index, at, nil
}

var (
	errDamaged = errors.New("a pack is damaged")
	errAbsent  = errors.New("the cache does not hold it")
)

// Problem says why the store does not keep anything beyond Close, or nil.
func (s *Store) Problem() error {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.problem
}

// Head gives the head of a record; false when there is none, or none that is
// whole.
func (s *Store) Head(key Key) ([]byte, bool) {
	head, err := s.read(key, func(r *record) ([]byte, error) { return r.pack.read(r.offset, r.head, r.headSum) })
	return head, err == nil
}

// Body gives the body of a record. The error is that of the disk, or that the
// record is not there or not whole.
func (s *Store) Body(key Key) ([]byte, error) {
	return s.read(key, func(r *record) ([]byte, error) { return r.pack.read(r.offset+int64(r.head), r.body, r.bodySum) })
}

// read reads a part of a record. A record that cannot be read is forgotten,
// and a pack that is damaged is taken away, so that the next run does not
// believe the rest of it.
func (s *Store) read(key Key, part func(*record) ([]byte, error)) ([]byte, error) {
	s.mu.RLock()
	r := s.records[key]
	if r == nil {
		s.mu.RUnlock()
		return nil, errAbsent
	}
	b, err := part(r)
	r.asked.Store(true)
	s.mu.RUnlock()
	if err != nil {
		s.mu.Lock()
		delete(s.records, key)
		if errors.Is(err, errDamaged) && r.pack.named {
			_ = os.Remove(r.pack.path)
		}
		s.mu.Unlock()
		return nil, fmt.Errorf("read the cache: %w", err)
	}
	return b, nil
}

func (p *pack) read(offset int64, length, sum uint32) ([]byte, error) {
	b := make([]byte, length)
	if _, err := p.file.ReadAt(b, offset); err != nil {
		return nil, err
	}
	if crc32.Checksum(b, castagnoli) != sum {
		return nil, errDamaged
	}
	return b, nil
}

// Put keeps a record, and nothing of head and body themselves; it may use the
// room behind head. It must not run at the same time as Save. The error is that
// of the disk; the record is not kept then.
func (s *Store) Put(key Key, head, body []byte) error {
	r := &record{
		head: uint32(len(head)), body: uint32(len(body)),
		headSum: crc32.Checksum(head, castagnoli), bodySum: crc32.Checksum(body, castagnoli),
	}
	r.asked.Store(true)
	if err := s.reserve(r); err != nil {
		return err
	}
	if _, err := r.pack.file.WriteAt(append(head, body...), r.offset); err != nil {
		return fmt.Errorf("write the cache: %w", err)
	}
	s.mu.Lock()
	s.records[key] = r
	s.mu.Unlock()
	return nil
}

// reserve finds a place for a record.
func (s *Store) reserve(r *record) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, err := s.open()
	if err != nil {
		return err
	}
	r.pack, r.offset = p, p.size
	p.size += r.size()
	return nil
}

// open gives the pack that takes what is put.
func (s *Store) open() (*pack, error) {
	if s.fresh != nil {
		return s.fresh, nil
	}
	file, err := s.create()
	if err != nil {
		return nil, fmt.Errorf("open the cache: %w", err)
	}
	s.fresh = &pack{file: file, path: file.Name()}
	s.packs = append(s.packs, s.fresh)
	return s.fresh, nil
}

// create makes a file in the folder or, where that cannot be, elsewhere.
func (s *Store) create() (*os.File, error) {
	if s.folder != "" && s.problem == nil {
		file, err := os.CreateTemp(s.folder, s.version+"-*"+newEnding)
		if err == nil {
			return file, nil
		}
		s.problem = err
	}
	return os.CreateTemp("", "daybook-*"+newEnding)
}

// Save gives what was put since the last Save its name, and clears away what
// this run did not ask for when that has become much. An error is one that a
// build can go on with: less is kept.
func (s *Store) Save() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.folder == "" || s.problem != nil {
		return s.problem
	}
	if p := s.fresh; p != nil {
		if err := s.name(p); err != nil {
			s.problem = err
			return err
		}
		s.fresh = nil
	}
	return cmp.Or(s.join(), s.sweep())
}

// keysOf gives the records of a pack, by where they lie.
func (s *Store) keysOf(p *pack) []Key {
	var keys []Key
	for key, r := range s.records {
		if r.pack == p {
			keys = append(keys, key)
		}
	}
	slices.SortFunc(keys, func(a, b Key) int { return cmp.Compare(s.records[a].offset, s.records[b].offset) })
	return keys
}

// name ends a pack with its index and gives it its last name.
func (s *Store) name(p *pack) error {
	keys := s.keysOf(p)
	end := make([]byte, 0, len(keys)*entrySize+footerSize)
	for _, key := range keys {
		r := s.records[key]
		end = append(end, key[:]...)
		end = binary.LittleEndian.AppendUint64(end, uint64(r.offset))
		for _, n := range []uint32{r.head, r.body, r.headSum, r.bodySum} {
			end = binary.LittleEndian.AppendUint32(end, n)
		}
	}
	sum := crc32.Checksum(end, castagnoli)
	end = binary.LittleEndian.AppendUint64(end, uint64(p.size))
	end = binary.LittleEndian.AppendUint32(end, sum)
	end = append(end, magic...)
	if _, err := p.file.WriteAt(end, p.size); err != nil {
		return fmt.Errorf("write the cache: %w", err)
	}
	named := strings.TrimSuffix(p.path, newEnding) + packEnding
	if err := os.Rename(p.path, named); err != nil {
		return fmt.Errorf("write the cache: %w", err)
	}
	p.path, p.named = named, true
	return nil
}

// join moves what this run asked for into one pack when the packs are many or
// hold much besides. The largest is left alone as long as it is worth it.
func (s *Store) join() error {
	if len(s.packs) == 0 {
		return nil
	}
	var held, asked int64
	for _, p := range s.packs {
		held += p.size
	}
	for _, r := range s.records {
		if r.asked.Load() {
			asked += r.size()
		}
	}
	old := slices.SortedFunc(slices.Values(s.packs), func(a, b *pack) int { return cmp.Compare(b.size, a.size) })
	switch {
	case held > 2*asked && held-asked > SlackBytes:
	case len(old) > maxPacks:
		old = old[1:]
	default:
		return nil
	}
	file, err := s.create()
	if err != nil || s.problem != nil {
		return cmp.Or(err, s.problem)
	}
	joined := &pack{file: file, path: file.Name()}
	s.packs = append(s.packs, joined)
	for _, p := range old {
		if err := s.move(p, joined); err != nil {
			return err
		}
	}
	if err := s.name(joined); err != nil {
		return err
	}
	for _, p := range old {
		_ = p.file.Close()
		_ = os.Remove(p.path)
	}
	s.packs = slices.DeleteFunc(s.packs, func(p *pack) bool { return slices.Contains(old, p) })
	return nil
}

// move copies the records of a pack that this run asked for into another, and
// forgets the rest.
func (s *Store) move(from, to *pack) error {
	for _, key := range s.keysOf(from) {
		r := s.records[key]
		if !r.asked.Load() {
			delete(s.records, key)
			continue
		}
		if _, err := io.Copy(io.NewOffsetWriter(to.file, to.size), io.NewSectionReader(from.file, r.offset, r.size())); err != nil {
			return fmt.Errorf("write the cache: %w", err)
		}
		r.pack, r.offset = to, to.size
		to.size += r.size()
	}
	return nil
}

// abandonedAfter is the age at which a pack without its last name counts as
// left behind by a run that was killed.
const abandonedAfter = 24 * time.Hour

// sweep takes away packs of other versions, and what killed runs left behind.
func (s *Store) sweep() error {
	entries, err := os.ReadDir(s.folder)
	if err != nil {
		return fmt.Errorf("clear the cache: %w", err)
	}
	for _, e := range entries {
		switch filepath.Ext(e.Name()) {
		case packEnding, noteEnding:
			if strings.HasPrefix(e.Name(), s.version+"-") {
				continue
			}
		case newEnding:
			if info, err := e.Info(); err != nil || time.Since(info.ModTime()) < abandonedAfter {
				continue
			}
		default:
			continue
		}
		_ = os.Remove(filepath.Join(s.folder, e.Name()))
	}
	return nil
}

// Close lets go of the store, and of what has no name yet.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	var errs []error
	for _, p := range s.packs {
		errs = append(errs, p.file.Close())
		if !p.named {
			errs = append(errs, os.Remove(p.path))
		}
	}
	s.packs, s.records, s.fresh = nil, map[Key]*record{}, nil
	return errors.Join(errs...)
}
