package load

import (
	"context"
	"crypto/sha256"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"daybook/generator/cache"
	"daybook/generator/darkroom"
	"daybook/generator/fields"
	"daybook/generator/frontmatter"
	"daybook/generator/news"
	"daybook/generator/problem"
	"daybook/generator/source"
)

// Rules of pictures.
const (
	RuleFocal  = "wrong-focal"
	RuleLonely = "lonely-picture-file"
)

// besideEnding is what the name of a file beside a picture has behind that of
// the picture.
const besideEnding = ".yaml"

// setBesides takes the files that say something of a picture out of the media:
// they are read, and never published.
func (c *Content) setBesides() {
	media := map[string]bool{}
	for _, m := range c.Media {
		media[m.Path] = true
	}
	c.Media = slices.DeleteFunc(c.Media, func(m Media) bool {
		of, is := strings.CutSuffix(m.Path, besideEnding)
		if !is {
			return false
		}
		if media[of] {
			c.beside = append(c.beside, m)
			return true
		}
		if path.Ext(of) == "" || darkroom.IsPicture(of) {
			p := problem.New(RuleLonely, source.Place{Path: Folder + "/" + m.Path}, "there is no %s that this file could say something of", of)
			if near := besides(of, c.Media); near != "" {
				p = p.Hinted("name it after the whole name of the picture: %s%s", path.Base(near), besideEnding)
			} else {
				p = p.Hinted("put the picture beside it, or delete it")
			}
			c.Problems = append(c.Problems, p)
			return true
		}
		return false
	})
}

// besides gives the picture that a file was named after without its ending.
func besides(name string, media []Media) string {
	for _, m := range media {
		if darkroom.IsPicture(m.Path) && strings.TrimSuffix(m.Path, path.Ext(m.Path)) == name {
			return m.Path
		}
	}
	return ""
}

// readBeside reads the files beside pictures. They are few and short, and read
// each time.
func (c *Content) readBeside(root *os.Root) {
	if len(c.beside) == 0 {
		return
	}
	c.Copies.Pictures = make(map[string]news.Image, len(c.beside))
	for _, m := range c.beside {
		name := Folder + "/" + m.Path
		text, p := readText(name, func(name string) ([]byte, error) { return readBytes(root, name) })
		if p != nil {
			c.Problems = append(c.Problems, *p)
			continue
		}
		record, problems := frontmatter.ReadYAML(source.NewFile(name, text), fields.Beside.Name, fields.Beside.Fields)
		image, more := imageOf(record)
		image.Place = source.Place{Path: name}
		c.Problems = append(append(c.Problems, problems...), more...)
		c.Copies.Pictures[strings.TrimSuffix(m.Path, besideEnding)] = image
	}
}

// imageOf reads what is said of a picture, in a header or beside it.
func imageOf(r frontmatter.Record) (news.Image, []problem.Problem) {
	i := news.Image{Alt: r.Text("alt"), Caption: r.Text("caption"), Credit: r.Text("credit"), Decorative: r.Truth("decorative")}
	if !r.Has("focal") {
		return i, nil
	}
	focal, ok := focalOf(r.Text("focal"))
	if !ok {
		return i, []problem.Problem{problem.New(RuleFocal, r.At("focal"), "%q is no point of a picture", r.Text("focal")).
			Hinted("say how far it lies from the left and from above, such as  focal: 30%% 60%%")}
	}
	i.Focal = focal
	return i, nil
}

// focalOf reads a field of type Focal.
func focalOf(text string) (news.Focal, bool) {
	words := strings.FieldsFunc(text, func(r rune) bool { return r == ',' || unicode.IsSpace(r) })
	if len(words) != 2 {
		return news.Focal{}, false
	}
	var at [2]int
	for i, word := range words {
		number, hundredths := strings.CutSuffix(word, "%")
		n, err := strconv.Atoi(number)
		if err != nil || !hundredths || n < 0 || n > 100 {
			return news.Focal{}, false
		}
		at[i] = n
	}
	return news.Focal{Given: true, X: at[0], Y: at[1]}, true
}

// looked is what is known of a picture by its stamp.
type looked struct {
	Path  string
	Stamp stamp
	Head  darkroom.Head
	Sum   string
	Fault []problem.Problem // one at most
}

// looksNote is the name of the note that keeps them between runs.
const looksNote = "pictures"

type looks struct{ Pictures []looked }

// lookAll finds out what the pictures are. One whose stamp is known is not
// opened.
func (l *Loader) lookAll(ctx context.Context, root *os.Root, f *found) error {
	var pictures []int
	for i, m := range f.content.Media {
		if darkroom.IsPicture(m.Path) {
			pictures = append(pictures, i)
		}
	}
	if len(pictures) == 0 {
		return nil
	}
	if l.looks == nil {
		l.looks = map[string]looked{}
		var known looks
		if note := l.Store.Note(looksNote); note != nil && cache.Read(note, &known) == nil {
			for _, p := range known.Pictures {
				l.looks[p.Path] = p
			}
		}
	}
	results := make([]looked, len(pictures))
	each(ctx, len(pictures), root, func(_ *shelf, i int) {
		m := f.content.Media[pictures[i]]
		if known, found := l.looks[m.Path]; found && m.stamp != (stamp{}) && known.Stamp == m.stamp {
			results[i] = known
			return
		}
		results[i] = look(root, m)
		if !m.stamp.settled(f.began) {
			results[i].Stamp = stamp{}
		}
	})
	if err := ctx.Err(); err != nil {
		return err
	}
	next, changed := make(map[string]looked, len(results)), len(results) != len(l.looks)
	for i, r := range results {
		m := &f.content.Media[pictures[i]]
		m.Head, m.Sum = r.Head, r.Sum
		if len(r.Fault) > 0 {
			m.Fault = &r.Fault[0]
		}
		changed = changed || l.looks[r.Path].Stamp != r.Stamp
		next[r.Path] = r
	}
	l.looks = next
	if changed && l.Store != nil {
		_ = l.Store.SetNote(looksNote, cache.Append(nil, &looks{results})) // without it pictures are read again
	}
	return nil
}

// look opens a picture.
func look(root *os.Root, m Media) looked {
	name := Folder + "/" + m.Path
	r := looked{Path: m.Path, Stamp: m.stamp}
	if m.Size > darkroom.MaxBytes {
		r.Fault = []problem.Problem{*darkroom.TooLong(name, m.Size)}
		return r
	}
	text, err := root.ReadFile(name)
	if err != nil {
		r.Stamp = stamp{}
		r.Fault = []problem.Problem{problem.New(RuleFile, source.Place{Path: name}, "%s cannot be read: %v", name, cause(err)).Hinted("look at its permissions")}
		return r
	}
	sum := sha256.Sum256(text)
	r.Sum = string(sum[:])
	head, p := darkroom.Look(name, text)
	r.Head = head
	if p != nil {
		r.Fault = []problem.Problem{*p}
	}
	return r
}
