// Package asset makes the style sheets, scripts and pictures of layouts/assets
// ready for the web.
//
// In: the standard layouts and, where a site has them, its own; a file of the
// site wins over the standard file of the same name, and an empty one takes it
// away. Out: Assets, each with a
// fingerprint of its bytes in its path, so that a host may let browsers keep
// it for ever. Style sheets, scripts and SVG pictures are minified; every
// other file is copied byte by byte. In style sheets, url(…) and @import of
// other assets are rewritten to their fingerprinted paths.
//
// The package leaves to others where assets are linked from and how long hosts
// say they may be kept.
package asset

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/js"
	"github.com/tdewolff/minify/v2/svg"

	"daybook/generator/problem"
	"daybook/generator/source"
)

// folder is where assets stand in layouts/, and in the site that is made.
const folder = "assets"

// Asset is one file as it will be published.
type Asset struct {
	Name string // as it is in layouts/assets, such as "style.css"
	Path string // as it is published, such as "assets/style.3fa9c1d2.css"
	Body []byte
}

// Load reads assets/ of standard and own, either of which may be nil, and
// gives the assets in order of their names. Open own with os.Root, so that a
// symbolic link out of it is refused. The error is that of the file system.
func Load(standard, own fs.FS) ([]Asset, []problem.Problem, error) {
	texts := map[string][]byte{}
	for _, tree := range []fs.FS{standard, own} {
		if tree == nil {
			continue
		}
		if err := read(tree, texts); err != nil {
			return nil, nil, err
		}
	}
	maps.DeleteFunc(texts, func(_ string, text []byte) bool { return len(bytes.TrimSpace(text)) == 0 })
	w := workshop{texts: texts, names: slices.Sorted(maps.Keys(texts)), made: map[string]Asset{}}
	assets := make([]Asset, 0, len(texts))
	for _, name := range w.names {
		assets = append(assets, w.make(name))
	}
	return assets, problem.Sorted(w.problems), nil
}

func read(tree fs.FS, into map[string][]byte) error {
	err := fs.WalkDir(tree, folder, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasPrefix(entry.Name(), ".") {
			return err
		}
		text, err := fs.ReadFile(tree, name)
		into[strings.TrimPrefix(name, folder+"/")] = text
		return err
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// New makes an asset of a file's name and bytes, such as a generated style
// sheet. A style sheet must not point at other assets. The error says why the
// bytes could not be minified.
func New(name string, body []byte) (Asset, error) {
	small, err := minified(name, body)
	if err != nil {
		small = body
	}
	sum := sha256.Sum256(small)
	ending := path.Ext(name)
	fingerprinted := strings.TrimSuffix(name, ending) + "." + hex.EncodeToString(sum[:4]) + ending
	return Asset{Name: name, Path: path.Join(folder, fingerprinted), Body: small}, err
}

func minified(name string, body []byte) ([]byte, error) {
	m := minify.New()
	m.AddFunc(".css", css.Minify)
	m.AddFunc(".js", js.Minify)
	m.AddFunc(".svg", svg.Minify)
	small, err := m.Bytes(path.Ext(name), body)
	if errors.Is(err, minify.ErrNotExist) {
		return body, nil
	}
	return small, err
}

// workshop makes assets, those that others point at first.
type workshop struct {
	texts    map[string][]byte
	names    []string
	made     map[string]Asset
	within   []string // style sheets that are being made, outermost first
	problems []problem.Problem
}

func (w *workshop) make(name string) Asset {
	if a, done := w.made[name]; done {
		return a
	}
	w.within = append(w.within, name)
	body := w.texts[name]
	file := source.NewFile(path.Join("layouts", folder, name), body)
	if path.Ext(name) == ".css" {
		body = w.rewrite(name, file)
	}
	a, err := New(name, body)
	if err != nil {
		w.problems = append(w.problems, problem.New("asset-syntax", file.Whole(), "this cannot be read: %v", err))
	}
	w.within = w.within[:len(w.within)-1]
	w.made[name] = a
	return a
}
