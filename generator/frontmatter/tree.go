package frontmatter

import (
	"fmt"
	"strings"

	"daybook/generator/problem"
	"daybook/generator/source"
)

// MaxDepth is how deep a header may be nested.
const MaxDepth = 100

// shape says what a node is.
type shape uint8

const (
	empty shape = iota // null
	scalar
	sequence
	mapping
)

// word says how a notation types a scalar.
type word uint8

const (
	text   word = iota // also dates and times
	number             // whole or decimal
	truth              // true or false
)

// node is a value of a header with its place.
type node struct {
	shape  shape
	word   word   // of a scalar
	text   string // of a scalar, as written
	place  source.Place
	keys   []key
	values []*node // of a mapping, beside keys; or of a sequence
	held   Record  // of a mapping that was held against the fields of a group
}

// key is a key of a mapping.
type key struct {
	name  string
	place source.Place
}

// nothing reports whether a node gives no value: null, or a text of nothing
// but white space.
func (n *node) nothing() bool {
	return n.shape == empty || n.shape == scalar && strings.TrimSpace(n.text) == ""
}

// negated gives the opposite of true or false.
func (n *node) negated() *node {
	opposite := *n
	opposite.text = "true"
	if strings.EqualFold(n.text, "true") {
		opposite.text = "false"
	}
	return &opposite
}

// says words what a node is.
func (n *node) says() string {
	switch n.shape {
	case empty:
		return "nothing"
	case sequence:
		return "a list"
	case mapping:
		return "a group of fields"
	}
	return fmt.Sprintf("%q", shorten(n.text))
}

func shorten(s string) string {
	if runes := []rune(s); len(runes) > 40 {
		return string(runes[:39]) + "…"
	}
	return s
}

func doubled(name string, at, first source.Place) problem.Problem {
	return problem.New(RuleHeader, at, "the key %q stands here a second time", shorten(name)).
		Noted(first, "first here").Hinted("keep one of them")
}

func tooDeep(at source.Place) problem.Problem {
	return problem.New(RuleHeader, at, "the header is nested more than %d levels deep", MaxDepth).
		Hinted("write it flatter; no field of Daybook needs more than a few levels")
}
