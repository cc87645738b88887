package search

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"daybook/generator/view"
)

// Version stands for how texts are folded and words are weighed.
const Version = "3"

// What a word weighs by where it stands, and how fast its weight saturates; see
// Robertson and Zaragoza, The Probabilistic Relevance Framework (2009),
// section 3.6. The usual length of a report is a constant, so that the weights
// of one do not change with the others.
const (
	headlineWeight   = 8
	standfirstWeight = 3
	nameWeight       = 4
	eventWeight      = 4
	bodyWeight       = 1
	fullWeight       = 1 << 20 // of what a piece either has or has not
	saturation       = 4.0
	usualWords       = 500.0
	weights          = 8 // steps of what is kept
)

// A term is what an index lists pieces under: a word; two words that follow
// each other, as "_" and their sum; or what can be filtered by, beginning with
// a letter and a colon.
const (
	pairMark  = "_"
	TopicTerm = "t:" // and the topic's id
	WhoTerm   = "w:" // and the words of a person's or an organisation's name
	WhereTerm = "p:" // and the words of a place's name
	AllTerm   = "*"  // every report
)

// sum is the FNV-1a hash of the UTF-16 form of a text, which a browser
// computes as easily.
type sum uint32

const noSum sum = 2166136261

func (h sum) add(text string) sum {
	for i := 0; i < len(text); {
		if c := text[i]; c < utf8.RuneSelf {
			h = (h ^ sum(c)) * 16777619
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if r >= 0x10000 {
			r -= 0x10000
			h = (h ^ sum(0xd800+r>>10)) * 16777619
			r = 0xdc00 + r&0x3ff
		}
		h = (h ^ sum(r)) * 16777619
		i += size
	}
	return h
}

// shardOf gives the shard of a term. Words that begin with the same three
// letters share one of the first half, so that what a reader begins to type is
// found in it; the second half is for what is only asked for whole.
func shardOf(term string, words int) int {
	if strings.ContainsAny(term, "_:*") {
		return words + int(noSum.add(term)%sum(words))
	}
	letters := 0
	for i := range term {
		if letters == lettersOfShard {
			term = term[:i]
			break
		}
		letters++
	}
	return int(noSum.add(term) % sum(words))
}

// listing is the pieces of a unit that have a term, as they are written.
type listing struct {
	term  string // empty for a pair
	first int    // number of the first piece, with its weight
	last  int    // number of the last piece
	codes []byte // of all but the first

	piece int // the piece that is being taken in, from 1
	sum   int // what the term weighs in it
}

// taking is a unit that is being taken in.
type taking struct {
	words   map[string]*listing
	pairs   map[sum]*listing
	piece   int
	touched []*listing
	length  int
}

// Make takes in a unit: for each shard of its part, the terms with their
// pieces. The head says where in the body each shard lies, and has a sum for
// each. Bodies gives the HTML of a file's body.
func Make(p *Part, u *Unit, bodies func(file string) []byte) (head, body []byte) {
	t := taking{words: make(map[string]*listing, 1<<12), pairs: make(map[sum]*listing, 1<<14)}
	for i := range u.Pieces {
		piece := &u.Pieces[i]
		t.begin()
		if piece.Event {
			t.text(piece.Headline, eventWeight)
			t.text(piece.Standfirst, bodyWeight)
		} else {
			t.text(piece.Headline, headlineWeight)
			t.text(piece.Standfirst, standfirstWeight)
			t.term(AllTerm)
		}
		for _, topic := range piece.Topics {
			t.text(topic, nameWeight)
		}
		for _, id := range piece.TopicIDs {
			t.term(TopicTerm + id)
		}
		for _, name := range piece.Who {
			t.text(name, nameWeight)
			t.term(WhoTerm + strings.Join(Words(name), " "))
		}
		for _, name := range piece.Where {
			t.text(name, nameWeight)
			t.term(WhereTerm + strings.Join(Words(name), " "))
		}
		if piece.File != "" {
			t.text(Text(bodies(piece.File)), bodyWeight)
		}
		t.end(p.number(piece))
	}
	return t.write(p.Files(), p.Shards)
}

func (t *taking) begin() { t.piece, t.length, t.touched = t.piece+1, 0, t.touched[:0] }

func (t *taking) touch(l *listing, weight int) {
	if l.piece != t.piece {
		l.piece, l.sum = t.piece, 0
		t.touched = append(t.touched, l)
	}
	l.sum += weight
}

func (t *taking) term(term string) {
	l := t.words[term]
	if l == nil {
		l = &listing{term: term}
		t.words[term] = l
	}
	t.touch(l, fullWeight)
}

// text takes in the words of a text and the pairs on each of its lines.
func (t *taking) text(text string, weight int) {
	for line := range strings.SplitSeq(text, "\n") {
		before, h := false, noSum
		eachWord(Fold(line), func(word string) {
			t.length++
			if before {
				pair := (h ^ ' ') * 16777619
				pair = pair.add(word)
				l := t.pairs[pair]
				if l == nil {
					l = &listing{}
					t.pairs[pair] = l
				}
				t.touch(l, weight)
			}
			before, h = true, noSum.add(word)
			if len(word) > longestWord {
				return
			}
			l := t.words[word]
			if l == nil {
				word = strings.Clone(word)
				l = &listing{term: word}
				t.words[word] = l
			}
			t.touch(l, weight)
		})
	}
}

// end notes the piece under all its terms. A number is written as its distance
// to the one before, times the steps of weights, plus the weight.
func (t *taking) end(number int) {
	norm := saturation * (0.4 + 0.6*min(float64(t.length)/usualWords, 4))
	for _, l := range t.touched {
		w := float64(l.sum)
		weight := min(int(weights*w/(norm+w)), weights-1)
		if l.codes == nil {
			l.first, l.codes = number*weights+weight, []byte{}
		} else {
			l.codes = strconv.AppendInt(append(l.codes, ','), int64((number-l.last)*weights+weight), 10)
		}
		l.last = number
	}
}

// pairTerm writes the term of a pair.
func pairTerm(pair sum) string { return pairMark + strconv.FormatUint(uint64(pair), 36) }

const (
	sumLength  = 8
	entrySize  = sumLength + 4
	listingMin = 4
)

func (t *taking) write(files, shards int) (head, body []byte) {
	lists := make([][]*listing, files)
	for _, l := range t.words {
		n := shardOf(l.term, shards)
		lists[n] = append(lists[n], l)
	}
	for pair, l := range t.pairs {
		l.term = pairTerm(pair)
		n := shardOf(l.term, shards)
		lists[n] = append(lists[n], l)
	}
	head = make([]byte, 0, files*entrySize)
	for _, list := range lists {
		slices.SortFunc(list, func(a, b *listing) int { return cmp.Compare(a.term, b.term) })
		begin := len(body)
		for _, l := range list {
			body = binary.AppendUvarint(body, uint64(len(l.term)))
			body = append(body, l.term...)
			body = binary.AppendUvarint(body, uint64(l.first))
			body = binary.AppendUvarint(body, uint64(l.last))
			body = binary.AppendUvarint(body, uint64(len(l.codes)))
			body = append(body, l.codes...)
		}
		sum := sha256.Sum256(body[begin:])
		head = append(head, sum[:sumLength]...)
		head = binary.LittleEndian.AppendUint32(head, uint32(len(body)))
	}
	return head, body
}

// ErrUnit is the error for a unit that Make did not write for this part.
var ErrUnit = errors.New("the search index is not as it was written; build with --clean")

// SumOf gives the sum of a shard of a unit: of equal sums, equal bytes.
func SumOf(head []byte, shard int) (string, error) {
	at := shard * entrySize
	if len(head) < at+entrySize {
		return "", ErrUnit
	}
	return string(head[at : at+sumLength]), nil
}

// ShardOf gives a shard of a unit, for view.SearchShard.
func ShardOf(head, body []byte, shard int) (string, error) {
	at, from := shard*entrySize, 0
	if len(head) < at+entrySize {
		return "", ErrUnit
	}
	if shard > 0 {
		from = int(binary.LittleEndian.Uint32(head[at-4:]))
	}
	until := int(binary.LittleEndian.Uint32(head[at+sumLength:]))
	if from > until || until > len(body) {
		return "", ErrUnit
	}
	return string(body[from:until]), nil
}

// Shard writes a shard: an object of lists, one for each term.
func Shard(v view.SearchShard) ([]byte, error) {
	var all []listing
	for _, text := range v.Units {
		for unit := []byte(text); len(unit) > 0; {
			var l listing
			var ok bool
			if l, unit, ok = readListing(unit); !ok {
				return nil, ErrUnit
			}
			all = append(all, l)
		}
	}
	slices.SortStableFunc(all, func(a, b listing) int { return cmp.Compare(a.term, b.term) })
	var b bytes.Buffer
	b.WriteByte('{')
	for i, l := range all {
		if i > 0 && all[i-1].term == l.term {
			b.WriteByte(',')
			b.Write(strconv.AppendInt(b.AvailableBuffer(), int64(l.first-all[i-1].last*weights), 10))
		} else {
			if i > 0 {
				b.WriteString("],")
			}
			b.WriteByte('"')
			b.WriteString(l.term)
			b.WriteString(`":[`)
			b.Write(strconv.AppendInt(b.AvailableBuffer(), int64(l.first), 10))
		}
		b.Write(l.codes)
	}
	if len(all) > 0 {
		b.WriteByte(']')
	}
	b.WriteString("}\n")
	return b.Bytes(), nil
}

func readListing(b []byte) (l listing, rest []byte, ok bool) {
	text := func() []byte {
		n, size := binary.Uvarint(b)
		if size <= 0 || n > uint64(len(b)-size) {
			b = nil
			return nil
		}
		s := b[size : size+int(n)]
		b = b[size+int(n):]
		return s
	}
	number := func() int {
		n, size := binary.Uvarint(b)
		if size <= 0 {
			b = nil
			return 0
		}
		b = b[size:]
		return int(n)
	}
	if len(b) < listingMin {
		return l, nil, false
	}
	l.term = string(text())
	l.first, l.last = number(), number()
	l.codes = text()
	return l, b, b != nil
}
