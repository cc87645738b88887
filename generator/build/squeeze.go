package build

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/andybalholm/brotli"

	"daybook/generator/hosting"
	"daybook/generator/plan"
	"daybook/generator/publish"
)

// Codings are those in which a build can leave files beside the ones that it
// makes, by the ending that hosts look for: gzip (RFC 1952), Brotli (RFC 7932).
func Codings() []string { return []string{"gz", "br"} }

// beside gives the names of the compressed twins of a file, each with its
// coding, for hosts that send them in its stead. A name that the site has itself
// is no twin.
func (s *Session) beside(site *Site, file string) []twin {
	if len(s.options.Compress) == 0 || hosting.ForHosts(file) || !hosting.Compresses(hosting.Type(file)) {
		return nil
	}
	var out []twin
	for _, coding := range s.options.Compress {
		path := file + "." + coding
		if _, taken := slices.BinarySearchFunc(site.Files, path, func(f plan.File, path string) int { return strings.Compare(f.Path, path) }); !taken {
			out = append(out, twin{path, coding})
		}
	}
	return out
}

// twin is a file in a coding, beside the file itself.
type twin struct{ path, coding string }

// key stands for the twin of a file that has been made from some key.
func (t twin) key(of [32]byte) [32]byte {
	return sha256.Sum256(append(of[:], t.coding...))
}

// twins is how many compressed files a site has beside its own.
func (s *Session) twins(site *Site) int {
	n := 0
	for _, f := range site.Files {
		n += len(s.beside(site, f.Path))
	}
	return n
}

// keep says that a file and its twins stay.
func (s *Session) keep(site *Site, run *publish.Run, path string) error {
	for _, t := range s.beside(site, path) {
		if err := run.Keep(t.path); err != nil {
			return err
		}
	}
	return run.Keep(path)
}

// holds reports whether a file and its twins are there already.
func (s *Session) holds(site *Site, run *publish.Run, path string, key [32]byte) bool {
	for _, t := range s.beside(site, path) {
		if !run.Holds(t.path, t.key(key)) {
			return false
		}
	}
	return run.Holds(path, key)
}

// put puts a file and its twins.
func (s *Session) put(site *Site, path string, key [32]byte, body []byte, put func(path string, key [32]byte, body []byte) error) error {
	for _, t := range s.beside(site, path) {
		small, err := squeezed(t.coding, body)
		if err != nil {
			return err
		}
		if err := put(t.path, t.key(key), small); err != nil {
			return err
		}
	}
	return put(path, key, body)
}

// squeezed compresses a body, the same way on every machine.
func squeezed(coding string, body []byte) ([]byte, error) {
	var out bytes.Buffer
	var to io.WriteCloser
	switch coding {
	case "gz":
		zip, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
		if err != nil {
			return nil, err
		}
		to = zip
	case "br":
		to = brotli.NewWriterLevel(&out, 9) // the next two take ten times as long for a hundredth
	default:
		return nil, fmt.Errorf("there is no coding %q", coding)
	}
	if _, err := to.Write(body); err != nil {
		return nil, err
	}
	if err := to.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
