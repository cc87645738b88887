package serve

import (
	_ "embed"
	"encoding/json"
	"html/template"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"

	"daybook/generator/problem"
	"daybook/generator/source"
)

// Desk is what the preview knows beyond the pages: what is withheld and why,
// what was edited, and all files of the plan. Its functions are asked when
// somebody looks, from several goroutines at once; each may be nil.
type Desk struct {
	// AsOf is the time as of which the site is shown, as it was asked for; empty
	// for now.
	AsOf string
	// Pieces gives what the public does not see.
	Pieces func() []Piece
	// Recent gives what was edited last, newest first.
	Recent func() []Piece
	// Find gives files of the plan whose path, kind or source has some words in
	// it: most of them from a number on, and how many there are.
	Find func(words string, from, most int) (files []PlannedFile, total int)
	// About tells of the file at an address of the site.
	About func(address string) (About, bool)
}

// Piece is a file of content, for the desk.
type Piece struct {
	Title string
	Href  string // of its page, or empty
	State string // "draft", "embargo", …
	Why   string // why the public does not see it, in words
	When  string // when it was edited
	Place source.Place
}

// PlannedFile is a file of the site.
type PlannedFile struct {
	Path, Kind string
	Href       string
	Sources    []source.Place
}

// About is what a page is made from.
type About struct {
	PlannedFile
	Layouts []string
	Why     string // whether and why a build would make it again
}

// deskPages is how many files of the plan the desk lists at a time.
const deskPages = 200

//go:embed desk.html
var deskText string

var deskTemplate = template.Must(template.New("").Funcs(template.FuncMap{
	"link":    func(checked string) template.URL { return template.URL(checked) },
	"grouped": problem.Grouped,
}).Parse(deskText))

// desk answers below ownPrefix for people: the desk, and what is known of a page.
func (s *Server) desk(w http.ResponseWriter, r *http.Request, name string) bool {
	now := s.shown.Load()
	var data any
	switch {
	case name == "" && r.Method != http.MethodPost:
		data = s.deskView(now, r.URL.Query())
		name = "desk"
	case (name == "page" || name == "page.json") && now.Desk.About != nil:
		about, found := s.aboutView(now, r.URL.Query().Get("address"))
		if !found {
			sayPlainly(w, http.StatusNotFound, "The site has nothing at this address.")
			return true
		}
		if name == "page.json" {
			w.Header().Set("Content-Type", "application/json; charset=utf-8")
			_ = json.NewEncoder(w).Encode(about)
			return true
		}
		data = about
	default:
		return false
	}
	header := w.Header()
	header.Set("Content-Type", "text/html; charset=utf-8")
	header.Set("Content-Security-Policy", deskPolicy)
	header.Set("Cache-Control", "no-store")
	_ = deskTemplate.ExecuteTemplate(w, name, data)
	return true
}

// deskPolicy is the Content-Security-Policy of the desk, which needs no script.
const deskPolicy = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

type deskView struct {
	AsOf, Home string
	CanAsk     bool // another time can be chosen
	Tally      string
	Problems   []fileOfProblems
	Pieces     []pieceView
	Recent     []pieceView
	Query      string
	Files      []fileView
	From, To   int
	Total      int
	Newer      string // addresses of the pages of the list, empty at its ends
	Older      string
	Wanted     string // what was asked for as a time and was none
}

type fileOfProblems struct {
	File  string
	Items []item
}

type pieceView struct {
	Piece
	Edit string
}

type fileView struct {
	PlannedFile
	About string // address of what is known of it
	Edits []editView
}

type editView struct {
	Place string `json:"place"`
	Edit  string `json:"edit,omitempty"`
}

func (s *Server) deskView(now *shown, query url.Values) deskView {
	desk := now.Desk
	v := deskView{AsOf: desk.AsOf, Home: now.BasePath, CanAsk: s.options.AsOf != nil, Tally: now.trouble.list.Tally, Query: query.Get("q"), Wanted: query.Get("not-a-time")}
	at := map[string]int{}
	for _, it := range now.trouble.list.Problems {
		file, _, _ := strings.Cut(it.Place, ":")
		n, known := at[file]
		if !known {
			n = len(v.Problems)
			at[file], v.Problems = n, append(v.Problems, fileOfProblems{File: file})
		}
		v.Problems[n].Items = append(v.Problems[n].Items, it)
	}
	if desk.Pieces != nil {
		v.Pieces = s.pieces(desk.Pieces())
	}
	if desk.Recent != nil {
		v.Recent = s.pieces(desk.Recent())
	}
	if desk.Find == nil {
		return v
	}
	from, _ := strconv.Atoi(query.Get("from"))
	from = max(0, from)
	files, total := desk.Find(v.Query, from, deskPages)
	v.From, v.To, v.Total = from+1, from+len(files), total
	for _, f := range files {
		v.Files = append(v.Files, s.fileView(f))
	}
	part := func(from int) string {
		return ownPrefix + "?" + url.Values{"q": {v.Query}, "from": {strconv.Itoa(from)}}.Encode() + "#files"
	}
	if from > 0 {
		v.Newer = part(max(0, from-deskPages))
	}
	if v.To < total {
		v.Older = part(v.To)
	}
	return v
}

func (s *Server) pieces(list []Piece) []pieceView {
	out := make([]pieceView, len(list))
	for i, p := range list {
		out[i] = pieceView{p, s.edit(p.Place)}
	}
	return out
}

func (s *Server) fileView(f PlannedFile) fileView {
	v := fileView{PlannedFile: f, About: ownPrefix + "page?" + url.Values{"address": {f.Href}}.Encode()}
	for _, place := range f.Sources {
		v.Edits = append(v.Edits, editView{place.Path, s.edit(place)})
	}
	return v
}

// edit gives the address that opens a place in an editor, or "".
func (s *Server) edit(place source.Place) string {
	if s.options.EditLink == nil {
		return ""
	}
	return harmless(s.options.EditLink(place))
}

type aboutView struct {
	Path     string     `json:"path"`
	Kind     string     `json:"kind"`
	Href     string     `json:"href"`
	Edits    []editView `json:"edits"`
	Layouts  []string   `json:"layouts"`
	Why      string     `json:"why"`
	Problems []item     `json:"problems"`
	Desk     string     `json:"-"`
}

func (s *Server) aboutView(now *shown, address string) (aboutView, bool) {
	about, found := now.Desk.About(address)
	if !found {
		return aboutView{}, false
	}
	v := aboutView{
		Path: about.Path, Kind: about.Kind, Href: about.Href, Edits: append([]editView{}, s.fileView(about.PlannedFile).Edits...),
		Layouts: append([]string{}, about.Layouts...), Why: about.Why, Problems: []item{}, Desk: ownPrefix,
	}
	for _, it := range now.trouble.list.Problems {
		file, _, _ := strings.Cut(it.Place, ":")
		for _, mine := range about.Sources {
			if mine.Path == file {
				v.Problems = append(v.Problems, it)
			}
		}
	}
	return v, true
}

// asked takes another time as of which the site is shown, from a form of the
// desk. Browsers name the page that a form was sent from, and no other site's
// form is heard.
func (s *Server) asked(w http.ResponseWriter, r *http.Request) {
	if s.options.AsOf == nil {
		sayPlainly(w, http.StatusNotFound, "The time of this preview cannot be chosen.")
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, 1024)
	if err := r.ParseForm(); err != nil {
		sayPlainly(w, http.StatusBadRequest, "This is not what the form of the desk sends.")
		return
	}
	to := ownPrefix
	wanted := strings.TrimSpace(r.PostForm.Get("time"))
	if err := s.options.AsOf(wanted); err != nil {
		to += "?" + url.Values{"not-a-time": {wanted}}.Encode()
	}
	w.Header().Set("Location", path.Clean(ownPrefix)+"/"+strings.TrimPrefix(to, ownPrefix))
	w.WriteHeader(http.StatusSeeOther)
}
