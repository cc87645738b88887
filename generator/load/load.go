// Package load reads content/ into the copies of package news.
//
// Files are read in parallel, each on its own, so that the reading of one never
// depends on another; the results go into the slots of a sorted list, so that
// they do not depend on the order in which files were read. A Loader keeps what
// it made of each file under the hash of the file's bytes and of what else the
// reading depends on; kept work brings its problems with it.
//
// In: the site's folder as an os.Root, from which no link leads out. Out:
// copies, the HTML of bodies with its holes, media files, and problems. An
// error is only returned when the folder itself cannot be read.
package load

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"daybook/generator/cache"
	"daybook/generator/darkroom"
	"daybook/generator/fields"
	"daybook/generator/markdown"
	"daybook/generator/news"
	"daybook/generator/problem"
	"daybook/generator/source"
)

// Folder is where content lies below the site's folder.
const Folder = "content"

// SiteFile describes the site as a whole.
const SiteFile = Folder + "/site.yaml"

// MaxFile is the greatest length of a Markdown file in bytes.
const MaxFile = 2 << 20

// Rules of this package.
const (
	RuleNoContent = "no-content"
	RuleNoSite    = "no-site-file"
	RuleEmpty     = "empty-site"
	RuleFolder    = "unknown-folder"
	RuleFile      = "unreadable-file"
	RuleLink      = "symbolic-link"
	RuleLength    = "file-too-large"
	RuleEncoding  = "not-utf8"
	RuleStray     = "stray-file"
	RuleTwins     = "twin-files"
)

// Media is a file of content/media, by its path below content/.
type Media struct {
	Path string
	Size int64
	// Head is what a picture is; that of other files, and of a picture with a
	// Fault, is zero.
	Head  darkroom.Head
	Sum   string           // checksum of a picture's bytes
	Fault *problem.Problem // why a picture cannot be published

	stamp stamp // zero where the system tells none
}

// Content is all that was read.
type Content struct {
	Copies   news.Copies
	Media    []Media // by path
	Problems []problem.Problem
	Files    int // how many Markdown files there are
	Read     int // how many of them were not known from before
	Unread   int // how many of them could not be read at all
	// Sum stands for all that is in the content: of equal sums, equal Content.
	// It is zero when it cannot be told whether something changed meanwhile.
	Sum [32]byte
	// Was is the Sum of the content that differs from this one only in the
	// prose of Edited, where the last run read such content; else zero. See
	// quiet.go.
	Was    [32]byte
	Edited []string // paths of files, sorted

	beside []Media         // files that say something of pictures
	kept   map[string]kept // by path of the file
	store  *cache.Store
	fault  atomic.Pointer[error]
}

// Body gives the HTML, with holes, of the body of a file. Where the disk does
// not give it back it is empty, and Fault says so. Body is safe for use by
// several goroutines.
func (c *Content) Body(file string) []byte {
	k := c.kept[file]
	if !k.stored {
		return k.html
	}
	html, err := c.store.Body(k.hash)
	if err != nil {
		err = fmt.Errorf("get the text of %s: %w; build again", file, err)
		c.fault.CompareAndSwap(nil, &err)
	}
	return html
}

// Fault gives the first error of Body, or nil.
func (c *Content) Fault() error {
	if err := c.fault.Load(); err != nil {
		return *err
	}
	return nil
}

// Loader reads content and remembers it. The zero Loader is ready, and holds
// the HTML of bodies in memory; with a Store that HTML is there, and what was
// read by an earlier run of this program too. A Loader is not safe for use by
// several goroutines at once.
type Loader struct {
	Store *cache.Store
	// Progress is told of each file that was read, from several goroutines; nil
	// for nobody.
	Progress func(done, of int)

	kept   map[string]kept
	looks  map[string]looked  // of pictures, by path
	stamps map[string]stamped // of the last load, of this run or the one before; by path
	frame  string             // under which stamps stand
}

// kept is what was made of one file.
type kept struct {
	hash   cache.Key
	made   made
	html   []byte
	stored bool  // the Store has it, in the stead of html
	stamp  stamp // zero where it does not stand for the file
}

// made is what one file gives but for its HTML: one of the copies, and
// problems.
type made struct {
	Article  *news.ArticleCopy
	Topic    *news.TopicCopy
	Event    *news.EventCopy
	Name     *news.NameCopy
	Page     *news.PageCopy
	Problems []problem.Problem
}

// Load reads the content of a site.
func (l *Loader) Load(ctx context.Context, root *os.Root) (*Content, error) {
	f, err := l.find(root)
	if err != nil || f.nothing {
		return f.content, err
	}
	content := f.content
	results, err := l.readAll(ctx, root, f)
	if err != nil {
		return nil, err
	}
	if err := l.lookAll(ctx, root, f); err != nil {
		return nil, err
	}
	content.Files = len(f.files)
	content.Sum = f.sum(func(i int) cache.Key { return results[i].hash })
	l.compare(f, results)
	l.keep(f.files, results, content)
	content.readBeside(root)
	l.mark(f, results)
	if len(content.Copies.Articles) == 0 && !problem.Stops(content.Problems) {
		content.Problems = append(content.Problems, problem.New(RuleEmpty, source.Place{Path: Folder + "/articles"}, "there is no article yet").
			Hinted("write the first as content/articles/2024/01/19-a-headline.md, with a title and a day of publication in its header"))
	}
	return content, nil
}

// Glance gives the Sum that Load would give, without opening a file, where the
// stamps of all files are known; else zero.
func (l *Loader) Glance(ctx context.Context, root *os.Root) ([32]byte, error) {
	f, err := l.find(root)
	if err != nil || f.nothing {
		return [32]byte{}, err
	}
	keys := make([]cache.Key, len(f.files))
	var unknown atomic.Bool
	each(ctx, len(f.files), root, func(shelf *shelf, i int) {
		if name := f.files[i].path; !unknown.Load() {
			stamp, told := shelf.stamp(name)
			known, found := l.stamps[name]
			if !told || !found || known.Stamp != stamp {
				unknown.Store(true)
				return
			}
			copy(keys[i][:], known.Key)
		}
	})
	if unknown.Load() || ctx.Err() != nil {
		return [32]byte{}, ctx.Err()
	}
	return f.sum(func(i int) cache.Key { return keys[i] }), nil
}

// found is what lies in content/ before its files are opened.
type found struct {
	content *Content // its site, media and problems so far
	nothing bool     // there is no content to read
	text    []byte   // of site.yaml
	files   []contentFile
	began   time.Time
}

// find looks at content/ and reads site.yaml.
func (l *Loader) find(root *os.Root) (*found, error) {
	f := &found{content: &Content{store: l.Store}, began: time.Now()}
	content := f.content
	if info, err := root.Lstat(Folder); err == nil && info.Mode()&fs.ModeSymlink != 0 {
		content.Problems = []problem.Problem{linked(Folder)}
		f.nothing = true
		return f, nil
	} else if err != nil || !info.IsDir() {
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return &found{}, fmt.Errorf("read %s: %w", path.Join(root.Name(), Folder), err)
		}
		content.Problems = []problem.Problem{problem.New(RuleNoContent, source.Place{Path: Folder}, "there is no folder content/ in %s", root.Name()).
			Hinted("start Daybook in the folder that holds content/, or name that folder with --site DIR")}
		f.nothing = true
		return f, nil
	}
	content.Copies.Site, f.text, content.Problems = readSite(root)
	if frame := frameOf(content.Copies.Site); l.stamps == nil || l.frame != frame {
		l.frame, l.stamps = frame, recall(l.Store, frame)
	}
	var err error
	if f.files, err = list(root, content); err != nil {
		return &found{}, err
	}
	return f, nil
}

// frameOf gives all of site.yaml and of this program on which the reading of a
// file depends.
func frameOf(site news.Site) string {
	return fmt.Sprintf("%s|%s|%s|%t|%t", markdown.Version, site.Lang, site.Zone, site.WholeNames, site.RawHTML)
}

// sum gives the Sum of the content whose files have these keys.
func (f *found) sum(key func(i int) cache.Key) [32]byte {
	var s sum
	s.add("site %x", sha256.Sum256(f.text))
	for _, p := range f.content.Problems {
		s.add("problem %s %s %s %s", p.Place, p.Rule, p.Severity, p.Sentence)
	}
	for i, file := range f.files {
		k := key(i)
		if k == (cache.Key{}) {
			return [32]byte{}
		}
		s.file(file, k)
	}
	for _, m := range append(f.content.beside, f.content.Media...) {
		if m.stamp == (stamp{}) || !m.stamp.settled(f.began) {
			return [32]byte{}
		}
		s.media(m)
	}
	return s.total()
}

// mark notes the stamps of what was read, for the next run, when there are
// others than before.
func (l *Loader) mark(f *found, results []kept) {
	next := stamps{Frame: l.frame, Files: make([]stamped, 0, len(results))}
	changed := false
	for i, k := range results {
		if k.hash == (cache.Key{}) {
			continue
		}
		file := stamped{Path: f.files[i].path, Key: string(k.hash[:])}
		if k.stamp.settled(f.began) {
			file.Stamp = k.stamp
		}
		changed = changed || l.stamps[file.Path] != file
		next.Files = append(next.Files, file)
	}
	if !changed && len(next.Files) == len(l.stamps) {
		return
	}
	l.stamps = make(map[string]stamped, len(next.Files))
	for _, file := range next.Files {
		l.stamps[file.Path] = file
	}
	if l.Store != nil {
		_ = l.Store.SetNote(stampsNote, cache.Append(nil, &next)) // without it files are read again
	}
}

// contentFile is one Markdown file to be read.
type contentFile struct {
	path string
	kind fields.Kind
}

// list finds the Markdown files and the media of content/, sorted by path.
func list(root *os.Root, content *Content) ([]contentFile, error) {
	var files []contentFile
	report := func(p problem.Problem) { content.Problems = append(content.Problems, p) }
	err := fs.WalkDir(root.FS(), Folder, func(name string, entry fs.DirEntry, err error) error {
		at := source.Place{Path: name}
		if err != nil {
			report(problem.New(RuleFile, at, "%s cannot be read: %v", name, cause(err)).Hinted("look at its permissions"))
			if entry != nil && entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		base := entry.Name()
		if name != Folder && (strings.HasPrefix(base, ".") || strings.HasSuffix(base, "~")) {
			if entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		below := strings.TrimPrefix(name, Folder+"/")
		top, _, inside := strings.Cut(below, "/")
		switch {
		case entry.Type()&fs.ModeSymlink != 0:
			report(linked(name))
		case entry.IsDir():
			if name == Folder || top == "media" {
				return nil
			}
			if _, known := fields.KindIn(top); !known {
				report(unknownFolder(at, top))
				return fs.SkipDir
			}
		case !entry.Type().IsRegular():
			report(problem.New(RuleFile, at, "%s is not a file", name).Hinted("take it out of content/"))
		case top == "media" && inside:
			info, err := entry.Info()
			if err != nil {
				report(problem.New(RuleFile, at, "%s cannot be read: %v", name, cause(err)))
				return nil
			}
			stamp, _ := stampOf(info)
			content.Media = append(content.Media, Media{Path: below, Size: info.Size(), stamp: stamp})
		case strings.EqualFold(base, "readme.md") || name == SiteFile:
		default:
			kind, known := fields.KindIn(top)
			if !known || !inside || !isMarkdown(base) {
				report(problem.Warn(RuleStray, at, "%s is not read", name).
					Hinted("content is .md files in articles/, topics/, events/, people/, organisations/, places/ and pages/; pictures go into media/"))
				return nil
			}
			files = append(files, contentFile{path: name, kind: kind})
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", path.Join(root.Name(), Folder), err)
	}
	slices.SortFunc(files, func(a, b contentFile) int { return strings.Compare(a.path, b.path) })
	slices.SortFunc(content.Media, func(a, b Media) int { return strings.Compare(a.Path, b.Path) })
	content.Problems = append(content.Problems, twins(files, content.Media)...)
	content.setBesides()
	return files, nil
}

func linked(name string) problem.Problem {
	return problem.New(RuleLink, source.Place{Path: name}, "%s is a symbolic link, and content is not read through links", name).
		Hinted("put the file itself here")
}

// twins reports files whose paths differ only by letter case or Unicode form:
// on the disks of Windows and macOS one of them would overwrite the other.
func twins(files []contentFile, media []Media) []problem.Problem {
	var problems []problem.Problem
	fold := cases.Fold()
	first := make(map[string]string, len(files)+len(media))
	look := func(name string) {
		key := norm.NFC.String(fold.String(norm.NFC.String(name)))
		other, taken := first[key]
		if !taken {
			first[key] = name
			return
		}
		problems = append(problems, problem.New(RuleTwins, source.Place{Path: name}, "the name differs from that of another file only by letter case or by how its letters are composed").
			Noted(source.Place{Path: other}, "the other file").Hinted("give one of them another name"))
	}
	for _, f := range files {
		look(f.path)
	}
	for _, m := range media {
		look(Folder + "/" + m.Path)
	}
	return problems
}

func unknownFolder(at source.Place, name string) problem.Problem {
	p := problem.New(RuleFolder, at, "content/ has no folder %q", name)
	folders := []string{"media"}
	for _, k := range fields.Kinds() {
		folders = append(folders, k.Folder)
	}
	if near := problem.Nearest(name, folders); near != "" {
		return p.Hinted("did you mean %q?", near)
	}
	return p.Hinted("its folders are %s", strings.Join(folders, ", "))
}

func isMarkdown(name string) bool {
	ending := strings.ToLower(path.Ext(name))
	return ending == ".md" || ending == ".markdown"
}

// cause gives the reason of an error without the path that wraps it.
func cause(err error) error {
	var pathError *fs.PathError
	if errors.As(err, &pathError) {
		return pathError.Err
	}
	return err
}

// each calls do for the numbers below n, on all processors.
func each(ctx context.Context, n int, root *os.Root, do func(shelf *shelf, i int)) {
	var taken atomic.Int64
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			shelf := shelf{site: root}
			defer shelf.close()
			for i := int(taken.Add(1)) - 1; i < n && ctx.Err() == nil; i = int(taken.Add(1)) - 1 {
				do(&shelf, i)
			}
		})
	}
	workers.Wait()
}

// readAll reads the files on all processors, each result into its own slot.
func (l *Loader) readAll(ctx context.Context, root *os.Root, f *found) ([]kept, error) {
	results, faults := make([]kept, len(f.files)), make([]error, len(f.files))
	reader := markdown.NewReader()
	var done atomic.Int64
	each(ctx, len(f.files), root, func(shelf *shelf, i int) {
		results[i], faults[i] = l.readOne(shelf, f.files[i], f.content.Copies.Site, reader)
		if read := done.Add(1); l.Progress != nil {
			l.Progress(int(read), len(f.files))
		}
	})
	return results, cmp.Or(ctx.Err(), errors.Join(faults...))
}

// readOne reads one file. A panic on the way is a fault of ours, told with the
// name of the file that brought it about.
func (l *Loader) readOne(shelf *shelf, file contentFile, site news.Site, reader *markdown.Reader) (k kept, fault error) {
	defer func() {
		if reason := recover(); reason != nil {
			fault = fmt.Errorf("a fault of Daybook, please report it: reading %s: %v\n%s", file.path, reason, debug.Stack())
		}
	}()
	stamp, told := shelf.stamp(file.path)
	if known, found := l.stamps[file.path]; told && found && known.Stamp == stamp {
		copy(k.hash[:], known.Key)
		if l.recalled(file.path, &k) {
			k.stamp = stamp
			return k, nil
		}
	}
	text, p := readText(file.path, shelf.read)
	if text == nil {
		return kept{made: made{Problems: []problem.Problem{*p}}}, nil
	}
	hash := sha256.New()
	fmt.Fprintf(hash, "%s\n%s\n%t\n", l.frame, file.path, p == nil)
	hash.Write(text)
	k = kept{hash: cache.Key(hash.Sum(nil))}
	if told && p == nil {
		k.stamp = stamp
	}
	if l.recalled(file.path, &k) {
		return k, nil
	}
	d := desk{file: source.NewFile(file.path, text), site: site, reader: reader}
	k.made, k.html = d.take(file.kind)
	switch {
	case p == nil:
	case p.Rule == RuleLength:
		k.made.Problems = []problem.Problem{*p}
	default:
		k.made.Problems = append(k.made.Problems, *p)
	}
	if l.Store != nil && l.store(&k) == nil {
		k.html, k.stored = nil, true
	}
	return k, nil
}

// room is kept for records on their way into the Store.
var room = sync.Pool{New: func() any { return new([]byte) }}

// store puts what was made of a file into the Store.
func (l *Loader) store(k *kept) error {
	b := room.Get().(*[]byte)
	defer room.Put(b)
	*b = slices.Grow(cache.Append((*b)[:0], &k.made), len(k.html))
	return l.Store.Put(k.hash, *b, k.html)
}

// recalled fills in what is known of a file under its key, from the last load
// or from the Store, and reports whether there is any.
func (l *Loader) recalled(name string, k *kept) bool {
	if known, found := l.kept[name]; found && known.hash == k.hash {
		known.stamp = k.stamp
		*k = known
		return true
	}
	if l.Store == nil {
		return false
	}
	head, found := l.Store.Head(k.hash)
	if !found {
		return false
	}
	if cache.Read(head, &k.made) != nil {
		k.made = made{}
		return false
	}
	k.stored = true
	return true
}

// readText reads a text file. What no text file holds is refused; where the
// rest can be read all the same it comes with the problem, so that other files
// find what they name in this one: bytes that are no letters are U+FFFD then,
// and a text that is too long ends early.
// What is wrong in what is left of such a text is not told.
func readText(name string, read func(name string) ([]byte, error)) ([]byte, *problem.Problem) {
	at := source.Place{Path: name}
	text, err := read(name)
	refuse := func(p problem.Problem, hint string, args ...any) ([]byte, *problem.Problem) {
		p = p.Hinted(hint, args...)
		if text != nil {
			text = bytes.ReplaceAll([]byte(string([]rune(string(text)))), []byte{0}, []byte("\uFFFD"))
		}
		return text, &p
	}
	switch {
	case errors.Is(err, errNoFile):
		return refuse(problem.New(RuleFile, at, "%s is not a file", name), "take it out of content/")
	case errors.Is(err, errTooLong):
		return refuse(problem.New(RuleLength, at, "%s is longer than %d MB", name, MaxFile>>20),
			"cut it into several articles, and put pictures into content/media/")
	case errors.Is(err, fs.ErrNotExist):
		return refuse(problem.New(RuleFile, at, "%s has gone while it was being read", name), "build again")
	case err != nil:
		return refuse(problem.New(RuleFile, at, "%s cannot be read: %v", name, cause(err)), "look at its permissions")
	}
	if !utf8.Valid(text) {
		offset := invalid(text)
		return refuse(problem.New(RuleEncoding, source.NewFile(name, text).Place(offset), "the file is not UTF-8 here (byte %#x)", text[offset]),
			"save it as UTF-8")
	}
	if i := bytes.IndexByte(text, 0); i >= 0 {
		return refuse(problem.New(RuleEncoding, source.NewFile(name, text).Place(i), "the file holds a NUL, which no text does"),
			"save it as UTF-8 without NUL")
	}
	return text, nil
}

// invalid gives the offset of the first byte that is not UTF-8.
func invalid(text []byte) int {
	for offset := 0; offset < len(text); {
		r, size := utf8.DecodeRune(text[offset:])
		if r == utf8.RuneError && size == 1 {
			return offset
		}
		offset += size
	}
	return len(text)
}

var (
	errNoFile  = errors.New("not a file")
	errTooLong = errors.New("too long")
)

// shelf reads one file after the other, and keeps the folder open that the last
// one lay in: files of one folder follow each other, and to open each from the
// site's folder takes a call of the system for each folder on the way.
type shelf struct {
	site   *os.Root
	name   string // of the folder that is open
	folder *os.Root
}

func (s *shelf) close() {
	if s.folder != nil {
		_ = s.folder.Close()
		s.folder = nil
	}
}

// open opens the folder of a file, and gives the file's name in it.
func (s *shelf) open(name string) (string, error) {
	folder, base := path.Split(name)
	if s.folder == nil || s.name != folder {
		s.close()
		opened, err := s.site.OpenRoot(path.Clean(folder))
		if err != nil {
			return "", err
		}
		s.name, s.folder = folder, opened
	}
	return base, nil
}

// read is readBytes of a file of the site.
func (s *shelf) read(name string) ([]byte, error) {
	base, err := s.open(name)
	if err != nil {
		return nil, err
	}
	return readBytes(s.folder, base)
}

// stamp gives the stamp of a file of the site; false where there is none.
func (s *shelf) stamp(name string) (stamp, bool) {
	base, err := s.open(name)
	if err != nil {
		return stamp{}, false
	}
	info, err := s.folder.Lstat(base)
	if err != nil || !info.Mode().IsRegular() {
		return stamp{}, false
	}
	return stampOf(info)
}

// readBytes reads a file of at most MaxFile bytes; of a longer one it gives as
// many, and errTooLong. It never waits for a pipe:
// it opens without blocking and looks at what it has opened, not at what the
// name stood for a moment before.
func readBytes(root *os.Root, name string) ([]byte, error) {
	file, err := root.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	info, err := file.Stat()
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, errNoFile
	}
	text := make([]byte, 0, min(info.Size(), MaxFile)+1)
	for {
		n, err := file.Read(text[len(text):cap(text)])
		text = text[:len(text)+n]
		switch {
		case err == io.EOF:
			return text, nil
		case err != nil:
			return nil, err
		case len(text) > MaxFile:
			return text[:MaxFile], errTooLong
		}
		text = slices.Grow(text, 1)
	}
}

// keep sorts the results into content and remembers them.
func (l *Loader) keep(files []contentFile, results []kept, content *Content) {
	remembered := make(map[string]kept, len(files))
	c := &content.Copies
	for i, file := range files {
		k := results[i]
		if known, found := l.kept[file.path]; !found || known.hash != k.hash {
			content.Read++
		}
		if k.hash != (cache.Key{}) {
			remembered[file.path] = k
		}
		content.Problems = append(content.Problems, k.made.Problems...)
		switch m := k.made; {
		case m.Article != nil:
			c.Articles = append(c.Articles, m.Article)
		case m.Topic != nil:
			c.Topics = append(c.Topics, m.Topic)
		case m.Event != nil:
			c.Events = append(c.Events, m.Event)
		case m.Name != nil:
			c.Names = append(c.Names, m.Name)
		case m.Page != nil:
			c.Pages = append(c.Pages, m.Page)
		default:
			content.Unread++
		}
	}
	l.kept, content.kept = remembered, remembered
}

// Text gives the bytes of a content file, for the lines that problems show, or
// nothing when it cannot be read.
func Text(root *os.Root, name string) []byte {
	text, err := readBytes(root, name)
	if err != nil {
		return nil
	}
	return text
}
